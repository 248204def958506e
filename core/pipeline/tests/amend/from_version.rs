//! Each way in which a text is amended, and what is proposed for it.

use super::world::{carry_out, cut, kinds, marked, reads, reads_of, Told};
use cutter_pipeline::amend::{from_version, Doubt};
use cutter_pipeline::structure::{Document, Operation};
use std::collections::BTreeMap;

const LAW: &str = "NỘI QUY
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Nội quy này nói về việc dùng chung dụng cụ của hiệp hội thợ mộc trong làng.
Điều 2. Người dùng
1. Thành viên được mượn dụng cụ trong giờ mở cửa của kho.
2. Người khác được mượn khi có một thành viên đi cùng và ký tên.
3. Trẻ em chỉ được mượn đồ không có lưỡi sắc.
Chương II
GIỮ GÌN
Điều 3. Trả lại
Dụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.
Điều 4. Hư hỏng
Ai làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.
Điều 5. Hiệu lực
Nội quy này có hiệu lực từ ngày công bố trên bảng tin.
";

fn amended(edits: &[(&str, &str)]) -> Told {
    let text = edits.iter().fold(LAW.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from:?} is in the text");
        text.replace(from, to)
    });
    let later = marked(&text, "vn-law");
    let told = carry_out(cut(&marked(LAW, "vn-law")), &later);
    assert_eq!(told.last.left, [], "nothing is left to a person");
    assert_eq!(told.last.waiting, 0);
    assert_eq!(reads(&told.document.rows), reads_of(&later), "the document reads as the text does");
    told
}

fn counted(pairs: &[(&'static str, usize)]) -> BTreeMap<&'static str, usize> {
    pairs.iter().copied().collect()
}

fn codes(doubts: &[Doubt]) -> Vec<&str> {
    doubts.iter().map(|doubt| doubt.code.as_str()).collect()
}

#[test]
fn the_same_text_asks_for_nothing() {
    let told = amended(&[]);
    assert_eq!((told.steps.len(), told.first.unchanged), (0, 10));
}

#[test]
fn a_clause_gets_a_new_text() {
    let told = amended(&[("trong giờ mở cửa của kho", "trong giờ mở cửa của kho chung")]);
    assert_eq!(kinds(&told.steps), counted(&[("substitute", 1)]));
    assert_eq!(told.steps[0].addresses, ["MAU-2024/DIEU-2-KHOAN-1"]);
    assert!(told.steps[0].doubts.is_empty());
    assert_eq!(told.first.unchanged, 9);
}

#[test]
fn articles_are_inserted_with_their_clauses_in_the_next_round() {
    let new = "Điều 3a. Sổ mượn\n1. Người giữ kho ghi tên người mượn vào sổ.\n2. Sổ được giữ trong ba năm liền.\nĐiều 3b. Khóa kho\nKho được khóa khi không có người giữ.\nĐiều 4. Hư hỏng";
    let told = amended(&[("Điều 4. Hư hỏng", new)]);
    assert_eq!(kinds(&told.steps), counted(&[("insert", 4)]));
    assert_eq!(told.first.steps.len(), 2, "the clauses wait for their article");
    assert_eq!(told.first.waiting, 2);
}

#[test]
fn an_article_ends() {
    let told =
        amended(&[("Điều 4. Hư hỏng\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.\n", "")]);
    assert_eq!(kinds(&told.steps), counted(&[("retire", 1)]));
    assert_eq!(told.steps[0].addresses, ["MAU-2024/DIEU-4"]);
}

#[test]
fn a_new_article_takes_a_number_and_the_others_go_on_by_one() {
    let told = amended(&[
        ("Điều 5. Hiệu lực", "Điều 6. Hiệu lực"),
        ("Điều 4. Hư hỏng", "Điều 5. Hư hỏng"),
        ("Điều 3. Trả lại", "Điều 3. Đặt chỗ\nDụng cụ lớn được đặt trước một tuần tại bàn của người giữ kho.\nĐiều 4. Trả lại"),
    ]);
    // One stroke for all addresses; each heading tells its new number.
    assert_eq!(kinds(&told.steps), counted(&[("insert", 1), ("renumber", 1), ("substitute", 3)]));
    assert_eq!(told.steps[0].addresses.len(), 3);
}

#[test]
fn two_articles_change_places() {
    let told = amended(&[
        ("Điều 3. Trả lại\nDụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n", "@"),
        (
            "Điều 4. Hư hỏng\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.\n",
            "Điều 4. Trả lại\nDụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n",
        ),
        ("@", "Điều 3. Hư hỏng\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.\n"),
    ]);
    assert_eq!(kinds(&told.steps), counted(&[("move", 1), ("renumber", 1), ("substitute", 2)]));
}

#[test]
fn an_article_goes_to_another_chapter() {
    let moved = "Điều 2. Người dùng\n1. Thành viên được mượn dụng cụ trong giờ mở cửa của kho.\n2. Người khác được mượn khi có một thành viên đi cùng và ký tên.\n3. Trẻ em chỉ được mượn đồ không có lưỡi sắc.\n";
    let told = amended(&[(moved, ""), ("GIỮ GÌN\n", &format!("GIỮ GÌN\n{moved}"))]);
    assert_eq!(kinds(&told.steps), counted(&[("move", 1)]));
}

#[test]
fn a_clause_that_goes_to_another_article_gets_its_address_with_its_place() {
    let told = amended(&[
        ("3. Trẻ em chỉ được mượn đồ không có lưỡi sắc.\n", ""),
        (
            "Dụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n",
            "Dụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n1. Trẻ em chỉ được mượn đồ không có lưỡi sắc.\n",
        ),
    ]);
    assert!(kinds(&told.steps).contains_key("move") || kinds(&told.steps).contains_key("insert"), "{:?}", kinds(&told.steps));
}

#[test]
fn what_only_a_person_can_tell_is_a_doubt() {
    // Same number, another text.
    let told = amended(&[
        (
            "Ai làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.",
            "Mỗi quý một lần ban quản trị kiểm kê toàn bộ tài sản.",
        ),
        ("Điều 4. Hư hỏng", "Điều 4. Kiểm kê"),
    ]);
    assert_eq!(told.steps.iter().map(|step| codes(&step.doubts)).collect::<Vec<_>>(), [["PERHAPS_ANOTHER"]]);
    let three = "Điều 3. Trả lại\nDụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n";
    let four = "Điều 4. Hư hỏng\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.\n";
    let last = "trên bảng tin.\n";
    let doubts = |edits: &[(&str, &str)]| -> Vec<(String, String)> {
        let told = amended(edits);
        let of = |step: &cutter_pipeline::amend::Step| {
            let address = step.addresses[0].clone();
            step.doubts.iter().map(move |doubt| (address.clone(), doubt.code.clone())).collect::<Vec<_>>()
        };
        told.steps.iter().flat_map(of).collect()
    };
    let told = |address: &str, code: &str| (format!("MAU-2024/{address}"), code.to_owned());
    // One article in two.
    let split = format!(
        "{last}Điều 6. Báo tin\nAi làm hỏng dụng cụ thì báo ngay trong ngày.\nĐiều 7. Sửa\nNgười giữ kho lo việc sửa chữa.\n"
    );
    assert_eq!(doubts(&[(four, ""), (last, &split)]), [told("DIEU-4", "PERHAPS_SPLIT")]);
    // Two in one.
    let joined = format!("{last}Điều 6. Trả và sửa\nDụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.\n");
    assert_eq!(doubts(&[(three, ""), (four, ""), (last, &joined)]), [told("DIEU-6", "PERHAPS_JOINED")]);
    // Elsewhere, under another title, with another word.
    let elsewhere =
        format!("{last}Điều 9. Sửa chữa\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người thủ kho lo việc sửa chữa.\n");
    assert_eq!(doubts(&[(four, ""), (last, &elsewhere)]), [told("DIEU-4", "PERHAPS_ELSEWHERE")]);
}

#[test]
fn an_address_that_ended_is_left_to_a_person() {
    // Article 4 ended once; a later text has another article under its number.
    let without =
        LAW.replace("Điều 4. Hư hỏng\nAi làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.\n", "");
    let ended = carry_out(cut(&marked(LAW, "vn-law")), &marked(&without, "vn-law")).document;
    let later = marked(
        &LAW.replace("Hư hỏng", "Kiểm kê").replace(
            "Ai làm hỏng dụng cụ thì báo ngay trong ngày. Người giữ kho lo việc sửa chữa.",
            "Mỗi quý một lần ban quản trị kiểm kê tài sản.",
        ),
        "vn-law",
    );
    let told = carry_out(ended, &later);
    let left: Vec<_> = told.last.left.iter().map(|left| (left.address.as_str(), left.why.code.as_str())).collect();
    assert_eq!(left, [("MAU-2024/DIEU-4", "ADDRESS_HELD")]);
    assert!(told.last.left[0].why.message.contains("MAU-2024/DIEU-4"));

    let renumbered = marked(&without.replace("Điều 5. Hiệu lực", "Điều 4. Hiệu lực"), "vn-law");
    let ended = carry_out(cut(&marked(LAW, "vn-law")), &marked(&without, "vn-law")).document;
    let told = carry_out(ended, &renumbered);
    let left: Vec<_> = told.last.left.iter().map(|left| (left.address.as_str(), left.why.code.as_str())).collect();
    assert_eq!(left, [("MAU-2024/DIEU-5", "ADDRESS_ENDED")]);
}

#[test]
fn another_document_or_format_is_refused() {
    let (old, later) = (cut(&marked(LAW, "vn-law")), marked(LAW, "vn-law"));
    let refused = |document: &Document, text: &str| from_version(document, &later.manifest, text, None).unwrap_err().code;
    let mut other = old.clone();
    other.rows.units.values_mut().for_each(|unit| unit.doc_code = "other".to_owned());
    assert_eq!(refused(&other, &later.text), "AMEND_OTHER_DOCUMENT");
    let mut v1 = old.clone();
    v1.rows.units.values_mut().for_each(|unit| unit.canonical_address_format_version = "canonical-address-v1".to_owned());
    assert_eq!(refused(&v1, &later.text), "AMEND_FORMAT");
    assert_eq!(refused(&old, "ngắn"), "SPAN_OUTSIDE_TEXT");
    assert_eq!(refused(&Document::default(), &later.text), "DOCUMENT_EMPTY");
}

#[test]
fn the_same_question_gets_the_same_proposal_however_often() {
    // The article and its clause get other numbers; the point follows the clause, which stands nearest above it.
    let law = "NỘI QUY\nĐiều 1. Phạm vi\nVề kho chung của làng.\nĐiều 2. Người dùng\n1. Người được mượn đồ của kho gồm có:\na) Thành viên của hiệp hội thợ mộc;\nb) Người đi cùng một thành viên.\n2. Trẻ em chỉ được mượn đồ không có lưỡi sắc.\n";
    let later = law
        .replace("Điều 2. Người dùng\n", "Điều 2. Giờ mở cửa\nKho mở cửa từ bảy giờ đến mười giờ.\nĐiều 3. Người dùng\n1. Sổ mượn nằm trên bàn cạnh cửa ra vào.\n")
        .replace("2. Trẻ em", "3. Trẻ em")
        .replace("1. Người được", "2. Người được");
    let (document, later) = (cut(&marked(law, "vn-law")), marked(&later, "vn-law"));
    let asked = || from_version(&document, &later.manifest, &later.text, None).expect("a proposal");
    let first = asked();
    let Operation::Renumber(renumber) = &first.steps[0].operation else { panic!("{:?}", first.steps) };
    let named: Vec<&str> = renumber.changes.iter().map(|change| change.address.as_str()).collect();
    assert_eq!(named, ["MAU-2024/DIEU-3", "MAU-2024/DIEU-3-KHOAN-2", "MAU-2024/DIEU-3-KHOAN-3"]);
    for _ in 0..64 {
        assert_eq!(asked(), first);
    }
}
