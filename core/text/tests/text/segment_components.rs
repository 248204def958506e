//! What an act issues: attached documents, lists, appendices and forms, and notes of consolidated texts.

use super::segment_support::{cut, paths, request};
use iu_text::manifest::Manifest;

const ACT: &str = "THÔNG TƯ\nQuy định về xưởng\n\nĐiều 1. Ban hành\nBan hành kèm theo Thông tư này Quy chế xưởng.\nĐiều 2. Hiệu lực\nTừ hôm nay.\n\n\
                   Nơi nhận:\n- Lưu.\nBỘ TRƯỞNG\nNguyễn Văn A\n";

fn page(number: usize) -> String {
    format!("\nCÔNG BÁO/Số 7/Ngày 1-2-2020\n{number}\n\n")
}

fn of(text: &str) -> Manifest {
    cut(text, &request("vn-law")).unwrap_or_else(|error| panic!("{error}"))
}

fn listed(manifest: &Manifest) -> Vec<(String, String, String, usize)> {
    let each = |of: &iu_text::manifest::Component| {
        let path = of.address.as_deref().map_or("", |address| address.split_once('/').map_or("", |(_, path)| path));
        (of.kind.clone(), path.to_owned(), of.title.clone(), of.units)
    };
    manifest.components.iter().map(each).collect()
}

fn entry(kind: &str, path: &str, title: &str, units: usize) -> (String, String, String, usize) {
    (kind.to_owned(), path.to_owned(), title.to_owned(), units)
}

#[test]
fn a_regulation_its_appendix_and_their_forms() {
    let text = [
        ACT,
        &page(3),
        "BỘ LAO ĐỘNG\n____\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nQUY CHẾ\nVề việc dùng xưởng\n\
         (Ban hành kèm theo Thông tư số 1/2020/TT-X ngày 1 tháng 2 năm 2020)\n\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n\
         1. Mọi người.\n2. Mọi lúc.\nĐiều 2. Giờ\nTừ tám giờ.\n",
        &page(4),
        "Phụ lục II\nMẪU ĐƠN\n(Ban hành kèm theo Quy chế dùng xưởng)\n\nMẫu số 01: Đơn xin vào\nMẫu số 02: Đơn xin ra\n",
        &page(5),
        "Mẫu số 01/ĐK\nTÊN ĐƠN VỊ\n...\nĐiều 1. Tôi xin vào ....\nTên:\nTuổi:\nNghề:\nNgày:\nKý tên\n",
        &page(6),
        "Mẫu số 02\nTÊN ĐƠN VỊ\nĐiều 1. Tôi xin ra ....\n",
        &page(7),
        "PHỤ LỤC 3\nDANH SÁCH XƯỞNG\n(Kèm theo Thông tư số 1/2020/TT-X ngày 1 tháng 2 năm 2020)\n1. Xưởng mộc\n2. Xưởng rèn\n",
    ]
    .concat();
    let manifest = of(&text);
    assert_eq!(
        listed(&manifest),
        [
            entry("main", "", "", 2),
            entry("attached_document", "QUYCHE", "QUY CHẾ", 9),
            entry("appendix", "QUYCHE-PL-2", "MẪU ĐƠN", 3),
            entry("form", "QUYCHE-PL-2-MAU-1-DK", "TÊN ĐƠN VỊ", 1),
            entry("form", "QUYCHE-PL-2-MAU-2", "TÊN ĐƠN VỊ", 1),
            entry("appendix", "PL-3", "DANH SÁCH XƯỞNG", 1),
        ]
    );
    let inner: Vec<&str> = paths(&manifest).into_iter().filter(|path| path.contains("DIEU")).collect();
    assert_eq!(inner, ["DIEU-1", "DIEU-2", "QUYCHE-DIEU-1", "QUYCHE-DIEU-1-KHOAN-1", "QUYCHE-DIEU-1-KHOAN-2", "QUYCHE-DIEU-2"]);
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
    assert_eq!(manifest.components[0].span.end, text.find("BỘ LAO ĐỘNG\n").expect("the letterhead"));
}

#[test]
fn what_only_names_an_appendix_begins_none() {
    let text = "Điều 1. A\nTheo quy định tại\nPhụ lục I kèm theo Nghị định này.\nMẫu số 01 dùng cho mọi người.\nĐiều 2. B\n\
                “PHỤ LỤC\nDANH MỤC\nX”.\nĐiều 3. C\nY.\n";
    let manifest = of(text);
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2", "DIEU-3"]);
    assert_eq!(listed(&manifest), [entry("main", "", "", 3)]);
}

#[test]
fn a_document_without_a_heading_and_a_label_twice_are_kept_and_reported() {
    let many: String = (1..20).map(|row| format!("Dòng {row} của bảng\n")).collect();
    let text = [
        ACT,
        &page(3),
        "Bảng giá của xưởng\n",
        &many,
        &page(4),
        "Phụ lục I\nMỘT\nA.\nB.\nC.\nD.\nE.\n",
        &page(5),
        "Phụ lục I\nHAI\nY.\n",
    ]
    .concat();
    let manifest = of(&text);
    let found: Vec<String> = listed(&manifest).into_iter().map(|(_, path, ..)| path).collect();
    assert_eq!(found, ["", "VBKT", "VBKT-PL-1", "VBKT-PL-1-2"]);
    let codes: Vec<&str> = manifest.anomalies.iter().map(|anomaly| anomaly.code.as_str()).collect();
    assert_eq!(codes, ["unnamed_component", "repeat"]);
}

#[test]
fn notes_are_in_no_text_and_stand_with_the_unit_that_is_marked() {
    let text = [
        "Điều 1.1 Phạm vi\n1.2 Người ở xưởng3 này.\n2. Khách.\n\n1 Điều này được sửa theo “Luật\nxưởng”.\n2 Khoản này được thêm.\n\
         3 Cụm từ này như sau: “Điều 2. Khác\n",
        &page(2),
        "Điều 2. Giờ4\nTám giờ.\n\nĐiều 3. Khác nữa”.\n4 Điều này được thêm.\n",
        &page(3),
        "Điều 3. Hết\nX.\n",
    ]
    .concat();
    let manifest = of(&text);
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-2", "DIEU-3"]);
    let label = |of: &str| manifest.units.iter().find(|unit| unit.local_id == of).map(|unit| unit.label.clone());
    let notes: Vec<(u32, Option<String>, usize)> = manifest
        .notes
        .iter()
        .map(|note| (note.number, note.unit_local_id.as_deref().and_then(label), note.spans.len()))
        .collect();
    let with = |number: u32, label: &str, pages: usize| (number, Some(label.to_owned()), pages);
    assert_eq!(notes, [with(1, "Điều 1", 1), with(2, "1.", 1), with(3, "1.", 2), with(4, "Điều 2", 1)]);
    let texts: Vec<String> = manifest
        .units
        .iter()
        .map(|unit| unit.body_spans.iter().map(|span| &text[span.start..span.end]).collect::<String>())
        .collect();
    assert_eq!(texts[1], "Người ở xưởng này.\n");
    assert_eq!(manifest.units[3].title, "Giờ");
    assert!(texts.iter().all(|text| !text.contains("Khác nữa") && !text.contains("Cụm từ")), "{texts:?}");
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
}

#[test]
fn the_head_of_a_page_below_its_notes_is_no_note_that_goes_on() {
    let text = [
        "Điều 1. Phạm vi\n1. Hàng hóa gồm:\n\n1 Luật số 9 có căn cứ như sau:\n“Căn cứ Hiến pháp.”.\n\n\
         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
         Người ký: CỔNG\nEmail: x@y.vn\nThời gian ký: 01.11.2024 14:49:20 +07:00\n",
        &page(2),
        "a) Gỗ;\nb) Sắt.\nĐiều 2. Giờ\nTám giờ.\n",
    ]
    .concat();
    let text = text.replace("Phạm vi", "Phạm vi1");
    assert_eq!(paths(&of(&text)), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-1-DIEM-A", "DIEU-1-KHOAN-1-DIEM-B", "DIEU-2"]);
}

#[test]
fn a_mark_may_stand_apart_after_a_label() {
    let text = [
        "Điều 1. Phạm vi\n1. 1 Người ở xưởng:\na) 2 Thợ;\nb) 3 người khác.\n\n1 Luật số 9 nói.\n2 Luật số 9 nói nữa.\n3 Luật số 9 nói mãi.\n",
        &page(2),
        "Điều 2. Giờ\nTám giờ.\n",
    ]
    .concat();
    let manifest = of(&text);
    let marks: Vec<bool> = manifest.notes.iter().map(|note| note.at.is_some()).collect();
    assert_eq!(marks, [true, true, false]);
}

#[test]
fn forms_and_tables_begin_below_a_mark_or_a_short_caption() {
    let text = [
        ACT,
        &page(3),
        "Phụ lục 1\nCÁC MẪU\n(Kèm theo Thông tư số 1/2020/TT-X)\nBằng chữ.\nMột.\nHai.\nBa.\nBốn.\nNăm.\n",
        &page(4),
        "Mẫu 04\nĐƠN\nTên:\nTuổi:\nNghề:\nNgày:\nKý\n",
        &page(5),
        "Mẫu 0532]\nGIẤY\nTên:\nTuổi:\nNghề:\nNgày:\nKý\n",
        &page(6),
        "Mẫu 11[33]\nPHIẾU\nTên:\nTuổi:\nNghề:\nNgày:\nKý\n\nTên:… người khai\n\n\
         Biểu 1: Kế hoạch và dự toán năm 20…\n(Ban hành kèm Thông tư số 1/2020/TT-X ngày 1 tháng 2 năm 2020)\n\nĐVT: đồng\n",
    ]
    .concat();
    let found: Vec<String> = listed(&of(&text)).into_iter().map(|(_, path, ..)| path).collect();
    assert_eq!(found, ["", "PL-1", "PL-1-MAU-4", "PL-1-MAU-5", "PL-1-MAU-11", "MAU-1"]);
}

#[test]
fn a_note_that_ends_in_no_dot_takes_no_law_with_it() {
    let text = [
        "Điều 1. Phạm vi1\nMột.\nĐiều 2. Người\n1. Người theo quy định của Luật\n\n1 Nghị định số 9 có căn cứ như sau:\nCăn cứ Luật A;\nCăn cứ Luật B;\n",
        &page(2),
        "Xưởng và Luật Thợ.\n2. Khách.\nĐiều 3. Giờ\nTám giờ.\n",
        &page(3),
        "Điều 4. Hết\nX.\n",
    ]
    .concat();
    let manifest = of(&text);
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-4"]);
    assert_eq!(manifest.notes.len(), 1);
}

#[test]
fn a_quotation_in_a_note_that_never_closes_takes_no_law_with_it() {
    let text = [
        "Điều 1. Phạm vi1\na) Một;\n\n1 Luật số 9 quy định như sau:\n“Căn cứ Luật A.\n",
        &page(2),
        "b) Hai.\nĐiều 2. Người\nBa.\nĐiều 3. Giờ2\nBốn.\n\n2 Điều này có như sau:\n\"Điều 10. Thôi\n1. Một.\n",
        &page(3),
        "2. Hai.\nĐiều 11. Hết\nBa.\n",
        &page(4),
        "Điều 4. Hết\nX.\n",
    ]
    .concat();
    let manifest = of(&text);
    let articles: Vec<&str> = paths(&manifest).into_iter().filter(|path| !path.contains("DIEM")).collect();
    assert_eq!(articles, ["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"]);
}

#[test]
fn a_table_whose_lines_break_off_takes_no_law_with_it() {
    let text = [
        "Điều 1. Phạm vi1\nMột.\n\n1 Khoản này được sửa đổi theo Luật số 9.\n",
        &page(2),
        "1. Thu nhập được tính như sau:\n\nThu nhập\n= Doanh thu\n-\nCác khoản\n\n+\nCác khoản khác\nĐiều 2. Chi\nHai.\n",
        &page(3),
        "Điều 3. Hết\nX.\n",
    ]
    .concat();
    assert_eq!(paths(&of(&text)), ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-2", "DIEU-3"]);
}

#[test]
fn a_note_set_tight_to_its_number_breaks_no_row_of_notes() {
    let text = [
        "Bộ trưởng ban hành Thông tư cho năm 20251.\n\n1 Thông tư số 3/2023/TT-X của Bộ trưởng về việc\nmột, hai, ba, bốn,\nnăm, sáu, bảy, tám,\nchín có căn cứ ban hành như sau:\nCăn cứ Luật A.\n",
        &page(2),
        "Điều 1. Phạm vi2\nXưởng3 và thợ4.\n\n2 Điều này được sửa đổi.\n3Cụm từ “Lán” được thay bằng “Xưởng”.\n4 Cụm từ này cũng vậy.\n",
        &page(3),
        "Điều 2. Hết\nX.\n",
    ]
    .concat();
    let manifest = of(&text);
    assert_eq!(manifest.notes.iter().map(|note| note.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2"]);
}

#[test]
fn the_number_of_a_form_loses_its_mark() {
    let text = [
        ACT,
        &page(3),
        "MẪU SỐ 011\nĐƠN\nKính gửi: Xưởng\nTên:\nTuổi:\nViệc:\nNgày:\n\n1 Mẫu này được sửa đổi theo Thông tư số 4/2021/TT-X.\n",
        &page(4),
        "Mẫu LT202\nTỜ KHAI\nKính gửi: Xưởng\nTên:\nTuổi:\nViệc:\nNgày:\n\n2 Mẫu này được sửa đổi theo Thông tư số 4/2021/TT-X.\n",
        &page(5),
        "MẪU SỐ 03\nGIẤY\nKính gửi: Xưởng\nTên:\nTuổi:\nViệc:\nNgày:\n\n3 Ghi rõ họ tên theo Luật số 1 được sửa đổi.\n",
        &page(6),
        "Hết.\n",
    ]
    .concat();
    let found: Vec<String> = listed(&of(&text)).into_iter().map(|(_, path, ..)| path).collect();
    assert_eq!(found, ["", "MAU-1", "MAU-LT20", "MAU-3"]);
}

#[test]
fn a_note_goes_on_over_a_page_with_what_another_act_says() {
    let text = [
        "Luật Xưởng1.\n\n1 Luật số 9 có căn cứ như sau:\n“Căn cứ Hiến pháp.”.\n",
        &page(2),
        "Luật số 10 sửa đổi một số điều của Luật Xưởng\ncó căn cứ ban hành như sau:\n“Căn cứ Hiến pháp;\nQuốc hội ban hành Luật.\n",
        &page(3),
        "Điều 1. Phạm vi\n“Xưởng” là nhà.\nĐiều 2. Giờ\nTám giờ.\n",
    ]
    .concat();
    let manifest = of(&text);
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2"]);
    assert_eq!(manifest.notes[0].spans.len(), 2);
}

#[test]
fn a_note_without_a_mark_is_told_by_the_act_it_names() {
    let text = [
        "Điều 1. Phạm vi\nBậc 11 và bậc 22.\n\n1 Chữ số La Mã được sửa đổi theo Thông tư số 41/2019/TT-X.\n2 Chữ này cũng được sửa đổi theo Thông tư số 41/2019/TT-X.\n",
        &page(2),
        "Điều 2.3 (được bãi bỏ)\nChương II\nTHI HÀNH 4\n\n3 Điều này được bãi bỏ.\n4 Điều 3 của Thông tư số 41/2019/TT-X, có hiệu lực từ nay, nói:\n“Điều 3. Thôi\n",
        &page(3),
        "Điều 3. Giờ\nTám giờ.\n\nHết.”.\n",
        &page(4),
        "Điều 4. Hết\nX.\n",
    ]
    .concat();
    let manifest = of(&text);
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2", "CHUONG-2", "DIEU-3", "DIEU-4"]);
    let marks: Vec<bool> = manifest.notes.iter().map(|note| note.at.is_some()).collect();
    assert_eq!(marks, [false, false, true, true]);
    let codes: Vec<&str> = manifest.anomalies.iter().map(|anomaly| anomaly.code.as_str()).collect();
    assert_eq!(codes.iter().filter(|&&code| code == "unplaced_note").count(), 2, "{codes:?}");
    assert!(!codes.contains(&"empty_body"), "{codes:?}");
}

#[test]
fn chapters_that_are_only_listed_are_none() {
    let chapters = |dots: &str| -> String {
        (1..4).map(|number| format!("Chương {}. Tên {number}{dots}\n", ["I", "II", "III"][number - 1])).collect()
    };
    let said: String =
        (1..4).map(|number| format!("Chương {number}. Tên {number}\nChương này nói về việc thứ {number}.\n")).collect();
    let text = [
        ACT,
        &page(3),
        "QUY CHẾ\nVề việc dùng xưởng\n(Ban hành kèm theo Thông tư số 1/2020/TT-X)\n\nMỤC LỤC\n",
        &chapters("........"),
        &page(4),
        "TÓM TẮT\n\n",
        &said,
        &page(5),
        "Chương I. TÊN MỘT\nĐiều 1. Một\nA.\nĐiều 2. Hai\nB.\nChương II. TÊN HAI\nĐiều 3. Ba\nC.\n",
    ]
    .concat();
    let manifest = of(&text);
    let inner: Vec<&str> = paths(&manifest).into_iter().filter(|path| path.starts_with("QUYCHE-")).collect();
    assert_eq!(inner, ["QUYCHE-CHUONG-1", "QUYCHE-DIEU-1", "QUYCHE-DIEU-2", "QUYCHE-CHUONG-2", "QUYCHE-DIEU-3"]);
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
}

#[test]
fn headings_that_another_document_has_too_are_no_list() {
    let law = "Chương I\nCHUNG\nMục 1\nVIỆC CHUNG\nĐiều 1. Một\nTheo\nĐiều 2 của Luật này.\nĐiều 2. Hai\nTheo\nĐiều 1 của Luật này.\nChương II\nRIÊNG\nMục 1\nVIỆC RIÊNG\nĐiều 3. Ba\nB.\n";
    let rule = "\nQUY CHẾ\nVề việc dùng xưởng\n(Ban hành kèm theo Thông tư số 1/2020/TT-X)\n\nChương I\nCHUNG\nMục 1\nVIỆC\nĐiều 1. Một\nA.\nĐiều 1. Hai\nB.\nChương II\nRIÊNG\nMục 1\nVIỆC\nĐiều 3. Ba\nC.\n";
    let manifest = of(&[law, "\nNơi nhận:\n- Như trên.\n", &page(3), rule].concat());
    let own: Vec<&str> = paths(&manifest).into_iter().filter(|path| !path.starts_with("QUYCHE")).collect();
    assert_eq!(own, ["CHUONG-1", "CHUONG-1-MUC-1", "DIEU-1", "DIEU-2", "CHUONG-2", "CHUONG-2-MUC-1", "DIEU-3"]);
}

#[test]
fn a_component_goes_on_below_its_heading_on_the_next_page() {
    let heading = "PHỤ LỤC A\nMẪU BÁO CÁO\n(Ban hành kèm theo Thông tư số 1/2020/TT-X)\n";
    let form = "Biểu số 01.H/QP\nTÊN BIỂU\nTổng số\nMột\nHai\nBa\nBốn\n";
    let text = [
        ACT,
        &page(3),
        heading,
        "A.1 Một\n1\n2\n3\n4\n5\n6\n",
        &page(4),
        heading,
        "A.2 Hai\n1\n2\n3\n4\n5\n6\n",
        &page(5),
        form,
        &page(6),
        "Biểu số 01.H/QP: Tên biểu, và cách ghi\nMột.\nHai.\n",
    ]
    .concat();
    let manifest = of(&text);
    let found: Vec<String> = listed(&manifest).into_iter().map(|(_, path, ..)| path).collect();
    assert_eq!(found, ["", "PL-A", "PL-A-MAU-1-H-QP"]);
    assert!(manifest.anomalies.is_empty(), "{:?}", manifest.anomalies);
}

#[test]
fn a_number_of_the_law_is_no_mark() {
    let text = format!("Điều 1. Mức 1.5 và 3,1\n1.1.2020 là ngày.\n\n1 Khoản không có dấu\n{}Điều 2. B\nY.\n", page(2));
    assert_eq!(of(&text).notes, []);
}

#[test]
fn a_form_may_begin_below_a_rule_and_an_inserted_appendix_has_a_letter() {
    let form = |number: usize| {
        format!("TÊN CƠ QUAN\nTÊN XƯỞNG ….......\n____________\nMẫu số 0{number}\n\nDỰ TOÁN\nMột\nHai\nBa\nBốn\nNăm\nSáu\n")
    };
    let appendix = |number: &str| {
        format!("Phụ lục {number}\nKHO SỐ {number}\n(Kèm theo Thông tư số 1/2020/TT-X)\nMột.\nHai.\nBa.\nBốn.\nNăm.\nSáu.\n")
    };
    let text = [
        ACT,
        &page(3),
        &appendix("I"),
        &page(4),
        "Mẫu số 01\nĐƠN\nMột\nHai\nBa\nBốn\nNăm\nSáu\n",
        &page(5),
        &form(2),
        &page(6),
        &form(3),
        &page(7),
        &appendix("Ia"),
        &page(8),
        &appendix("Ib"),
        &page(9),
        &appendix("II"),
    ]
    .concat();
    let found: Vec<String> = listed(&of(&text)).into_iter().map(|(_, path, ..)| path).collect();
    assert_eq!(found, ["", "PL-1", "PL-1-MAU-1", "PL-1-MAU-2", "PL-1-MAU-3", "PL-1A", "PL-1B", "PL-2"]);
}
