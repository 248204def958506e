//! Marks of notes where printed pages put them: tight to numbers, after spaces, at the ends of lines, on the page before.

use super::segment_support::{anomalies, cut, excluded, paths, request, shown};

/// A page of a consolidated text: its law, and its notes below.
fn page(number: usize, law: &str, notes: &str) -> String {
    format!("{law}\n\n{notes}\n\nCÔNG BÁO/Số 7/Ngày 1-2-2020\n{number}\n\n")
}

/// The notes of `text`, each with the label of its unit; then its units as [`shown`] shows them.
fn read(text: &str) -> (Vec<(u32, String)>, Vec<String>) {
    let manifest = cut(text, &request("vn-law")).expect("a manifest");
    let label = |local: &Option<String>| {
        let unit = manifest.units.iter().find(|unit| Some(&unit.local_id) == local.as_ref());
        unit.map_or("none", |unit| unit.address.trim_start_matches("MAU-2024/")).to_owned()
    };
    (manifest.notes.iter().map(|note| (note.number, label(&note.unit_local_id))).collect(), shown(text, &manifest))
}

const DONE: &str = "theo quy định tại khoản 2 Điều 1 của Luật số 9/2020.";

#[test]
fn marks_set_off_from_labels_and_at_the_ends_of_lines_are_marks() {
    let law = "Điều 1. Giờ mở cửa 1\n1. 2 (được bãi bỏ).\n2. Mở cửa lúc sáng. 3\n3. 4Đóng cửa lúc tối, ngày 5\ntháng 6 thì không.\na) 5 (được bãi bỏ);";
    let notes: String = ["Điều", "Khoản", "Khoản", "Khoản", "Điểm"]
        .iter()
        .enumerate()
        .map(|(at, what)| format!("{} {what} này được sửa đổi, bổ sung {DONE}\n", at + 1))
        .collect();
    let (notes, units) = read(&page(3, law, &notes));
    let with = ["DIEU-1", "DIEU-1-KHOAN-1", "DIEU-1-KHOAN-2", "DIEU-1-KHOAN-3", "DIEU-1-KHOAN-3-DIEM-A"];
    assert_eq!(notes, (1..).zip(with.map(str::to_owned)).collect::<Vec<_>>());
    assert_eq!(units[0].split(" | ").nth(1), Some("Giờ mở cửa"));
    assert!(units[3].ends_with("Đóng cửa lúc tối, ngày 5/tháng 6 thì không./"), "{units:?}");
}

#[test]
fn a_mark_tight_to_the_number_of_a_clause_is_one_where_the_number_goes_on_with_the_clauses_above() {
    let law = "Điều 1. Giờ mở cửa\n11. (được bãi bỏ)\n2. Mở cửa lúc sáng.\n32. (được bãi bỏ)\n4. Đóng cửa.\n5. Khóa cửa.";
    let notes = format!("1 Khoản này được bãi bỏ {DONE}\n2 Khoản này được bãi bỏ {DONE}");
    let (notes, units) = read(&page(3, law, &notes));
    assert_eq!(notes, [(1, "DIEU-1-KHOAN-1".to_owned()), (2, "DIEU-1-KHOAN-3".to_owned())]);
    assert_eq!(units.len(), 6, "{units:?}");
    // Clause 12 stands where it belongs; note 2 has lost its mark.
    let clauses: String = (1..=12).map(|number| format!("\n{number}. Việc thứ mấy cũng làm.")).collect();
    let lost = page(
        3,
        &format!("Điều 1. Giờ1 mở cửa{clauses}"),
        &format!("1 Cụm từ này được thay thế {DONE}\n2 Khoản này được bãi bỏ {DONE}"),
    );
    let (notes, units) = read(&lost);
    assert_eq!(notes[1], (2, "none".to_owned()));
    assert_eq!(units.len(), 13, "{units:?}");
}

#[test]
fn a_mark_behind_the_words_that_its_note_quotes_is_one() {
    let law = "Điều 1. Giờ mở cửa\n1. Người có dấu hiệu\nlàm hỏng cửa 1 thì không vào, theo quy định tại khoản 2 Điều 162\nNội quy này, trừ khoản 3.\n2. Mở cửa lúc sáng.";
    let notes = format!(
        "1 Cụm từ “có khả năng làm hỏng cửa” được thay thế bằng cụm từ “có dấu hiệu làm hỏng\ncửa” {DONE}\n2 Cụm từ “khoản 2 Điều 16” được đính chính {DONE}\n3 Cụm từ “thợ” được bãi bỏ {DONE}"
    );
    let (notes, units) = read(&page(3, law, &notes));
    let with = |number, unit: &str| (number, unit.to_owned());
    assert_eq!(notes, [with(1, "DIEU-1-KHOAN-1"), with(2, "DIEU-1-KHOAN-1"), with(3, "none")]);
    assert!(
        units[1]
            .replace('~', "")
            .contains("làm hỏng cửa thì không vào, theo quy định tại khoản 2 Điều 16/Nội quy này, trừ khoản 3."),
        "{units:?}"
    );
}

#[test]
fn the_mark_may_stand_on_the_page_before_its_note() {
    let text =
        page(3, "Điều 1. Giờ1 mở cửa\n1. Mở cửa lúc sáng.\nĐiều 2. Giờ đóng cửa2", &format!("1 Cụm từ này được thay thế {DONE}"))
            + &page(4, "1. Đóng cửa lúc tối.", &format!("2 Điều này được bổ sung {DONE}"));
    let (notes, units) = read(&text);
    assert_eq!(notes, [(1, "DIEU-1".to_owned()), (2, "DIEU-2".to_owned())]);
    assert_eq!(units[2].split(" | ").nth(1), Some("Giờ đóng cửa"));
}

#[test]
fn notes_stand_below_the_signature_of_the_last_page_too() {
    let signed = "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\n\nNguyễn Văn Mẫu\n";
    let first = page(3, "Điều 1. Giờ1 mở cửa\n1. Mở cửa lúc sáng.", &format!("1 Cụm từ này được thay thế {DONE}"));
    let text = format!("{first}Điều 2. Hiệu lực2\nTừ hôm nay.\n\n{signed}\n\n2 Điều 3 Luật số 9/2020/QH14 có hiệu lực thi hành quy định như sau:\n“Điều 3. Hiệu lực\nTừ hôm nay.”\n");
    let (notes, units) = read(&text);
    assert_eq!(notes, [(1, "DIEU-1".to_owned()), (2, "DIEU-2".to_owned())]);
    assert_eq!(units[2], "DIEU-2 | Hiệu lực | Điều 2. Hiệu lực~/ | Từ hôm nay.//");
    // The note before it goes on there, inside its quotation.
    let open = "2 Điều 3 Luật số 9/2020/QH14 có hiệu lực thi hành quy định như sau:\n“Điều 3. Hiệu lực";
    let text =
        page(3, "Điều 1. Giờ1 mở cửa\nĐiều 2. Hiệu lực2\nTừ hôm nay.", &format!("1 Cụm từ này được thay thế {DONE}\n{open}"))
            + signed;
    let with = |below: &str| {
        let text = format!("{text}{below}");
        let manifest = cut(&text, &request("vn-law")).expect("a manifest");
        (manifest.notes[1].spans.len(), super::segment_support::excluded(&text, &manifest).last().cloned().expect("a signature"))
    };
    assert_eq!(with("\n\nTừ hôm nay.”\n"), (2, "footnote: //Từ hôm nay.”/".to_owned()));
    assert_eq!(with(""), (1, "signature_block: TM. CHÍNH PHỦ/THỦ TƯỚNG//Nguyễn Văn Mẫu/".to_owned()));
}

#[test]
fn a_note_below_the_heading_of_an_article_goes_on_over_pages() {
    let quoted =
        "1 Các điều 8, 9 của Thông tư số 4/2021/TT-X, có hiệu lực từ hôm qua, quy định như sau:\n\"Điều 8. Hiệu lực\n1. Từ nay.";
    let text = [
        page(1, "Điều 1. Phạm vi\nMột.\nĐiều 2. Hiệu lực1", quoted),
        "2. Bỏ các quy định sau của Thông tư số 3/2020/TT-X:\na) Điểm a;\nĐiều 9. Thi hành\nXưởng thi hành.\".\n".to_owned(),
        page(2, "", ""),
        "Thông tư này có hiệu lực từ hôm nay.\nĐiều 3. Hết\nX.\n".to_owned(),
    ]
    .concat();
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(paths(&manifest), ["DIEU-1", "DIEU-2", "DIEU-3"]);
    assert_eq!(manifest.notes[0].spans.len(), 2);
}

#[test]
fn a_note_to_a_form_takes_nothing_of_the_pages_below() {
    let form = "Phụ lục 1\nBÁO CÁO CỦA XƯỞNG VÀ CỦA CÁC TỔ\nSố tiền đã chi cho việc sửa chữa xưởng trong năm qua1";
    let below = [
        page(3, "Tổ trưởng lập báo cáo", "Tình hình chung\n1. Số thợ\n2. Số máy"),
        "a) Máy cũ\nb) Máy mới\n".to_owned(),
        page(4, "", ""),
    ];
    let text = [
        "Điều 1. Phạm vi\nMột.\n\nNơi nhận:\n- Lưu.\n",
        &page(1, "", ""),
        &page(2, form, "1 Ghi số tiền bằng chữ"),
        &below.concat(),
        "Hết.\n",
    ]
    .concat();
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(manifest.notes.iter().map(|note| note.spans.len()).collect::<Vec<_>>(), [1]);
    let left_out = excluded(&text, &manifest);
    assert!(left_out.iter().all(|part| !part.contains("Số thợ") && !part.contains("Máy cũ")), "{left_out:?}");
    // So does one that says what another act did, and lost its dot.
    let told = text.replace("1 Ghi số tiền bằng chữ", "1 Mẫu này được sửa đổi theo Luật số 9");
    assert_eq!(cut(&told, &request("vn-law")).expect("a manifest").notes[0].spans.len(), 1);
    // One that breaks off at the end of its line goes on below the text of the next page.
    let broken = text
        .replace("1 Ghi số tiền bằng chữ", "1 Ghi số tiền bằng chữ theo bảng kê mà kế toán của")
        .replace("Tình hình chung\n1. Số thợ\n2. Số máy", "xưởng đã ký.");
    assert_eq!(cut(&broken, &request("vn-law")).expect("a manifest").notes[0].spans.len(), 2);
}

#[test]
fn the_last_row_of_a_table_is_no_note_that_goes_on() {
    let rows = "1. Mức tiền được quy định như sau:\n\nTổ một\n2.100\n\nTổ hai, theo quy định tại khoản 2\n2.300";
    let text = [
        page(1, "Điều 1. Phạm vi1\nMột.", &format!("1 Điều này được sửa đổi, bổ sung {DONE}")),
        format!("{rows}\n"),
        page(2, "", ""),
        "Điều 2. Hết\nX.\n".to_owned(),
    ]
    .concat();
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(manifest.notes[0].spans.len(), 1);
    assert!(shown(&text, &manifest)[1].contains("2.300"), "{:?}", shown(&text, &manifest));
}

#[test]
fn a_note_whose_predecessor_was_lost_is_one_and_its_mark_is_no_number_of_the_form() {
    let form = |number: &str, note: &str| {
        let text = match &number[..2] {
            "01" => "ĐƠN XIN MỞ CỬA\nKính gửi: Tổ trưởng\nTên tôi là thợ mộc.\nTôi xin mở cửa.\nTôi hứa khóa lại.\nKý tên",
            "02" => "BIÊN BẢN GIAO KHO\nBên giao là tổ một.\nBên nhận là tổ hai.\nKho có hai cửa.\nMỗi bên giữ một bản.\nKý tên",
            _ => "SỔ TRỰC ĐÊM\nGiờ vào\nGiờ ra\nNgười trực\nViệc đã làm\nKý tên",
        };
        page(4, &format!("Mẫu số {number}\n{text}"), &format!("{note} Mẫu này được thay thế {DONE}"))
    };
    let act =
        page(3, "Điều 1. Giờ1 mở cửa\n1. Mở cửa lúc sáng.\n\nNơi nhận:\n- Lưu.\n", &format!("1 Điều này được bổ sung {DONE}"));
    let marked = |forms: [String; 3]| {
        let text = act.clone() + &forms.concat();
        let manifest = cut(&text, &request("vn-law")).expect("a manifest");
        let numbers: Vec<u32> = manifest.notes.iter().map(|note| note.number).collect();
        let labels: Vec<String> = manifest.components[1..].iter().map(|each| each.label.clone()).collect();
        let codes: Vec<String> =
            anomalies(&manifest).iter().map(|each| each.split('@').next().unwrap_or_default().to_owned()).collect();
        (numbers, labels.join(", "), codes.join(" "))
    };
    let expected = |notes: &[u32], codes: &str| (notes.to_vec(), "Mẫu số 01, Mẫu số 02, Mẫu số 03".to_owned(), codes.to_owned());
    // Notes 2 and 3 were lost.
    assert_eq!(marked([form("014", "4"), form("025", "5"), form("036", "6")]), expected(&[1, 4, 5, 6], "gap"));
    // Of note 2 nothing but its number was printed, and note 3 stands on two pages.
    assert_eq!(
        marked([form("012", "2\n3"), form("023", "3"), form("034", "4")]),
        expected(&[1, 2, 3, 3, 4], "unplaced_note gap")
    );
    // Those of the forms count anew.
    assert_eq!(marked([form("017", "7"), form("022", "2"), form("033", "3")]), expected(&[1, 7, 2, 3], "gap gap"));
}

#[test]
fn a_row_of_a_table_is_no_note_out_of_turn() {
    let rows = "Danh mục\n\n4 Luật số 9/2020 được sửa đổi, bổ sung theo quy định tại Luật số 12\n\n7 Mẫu này được thay thế.";
    let text = page(3, "Điều 1. Giờ1 mở cửa\n1. Mở cửa.", &format!("1 Điều này được bổ sung {DONE}")) + &page(4, rows, "Hết.");
    let manifest = cut(&text, &request("vn-law")).expect("a manifest");
    assert_eq!(manifest.notes.len(), 1);
}
