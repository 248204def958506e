//! Each form of an instruction, what is proposed for it, and what is left.

use super::world::{carry_out_act, cut, cut_to, marked, marked_to, reads, Acted};
use cutter_pipeline::amend::{by_act, Amended, InstructionOutcome};
use iu_text::profile::builtin;
use std::collections::BTreeSet;

const LAW: &str = "NỘI QUY KHO CHUNG
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Nội quy này nói về việc dùng chung dụng cụ của hiệp hội thợ mộc trong làng.

Điều 2. Người dùng
1. Thành viên được mượn dụng cụ trong giờ mở cửa của kho.
2. Người khác được mượn khi có:
a) Một thành viên đi cùng;
b) Chữ ký của người giữ kho.
3. Trẻ em chỉ được mượn đồ không có lưỡi sắc.
Chương II
GIỮ GÌN
Điều 3. Trả lại
1. Dụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.
2. Người trả ký vào sổ.
Điều 4. Hư hỏng
Ai làm hỏng dụng cụ thì báo ngay trong ngày.
Điều 5. Hiệu lực
Nội quy này có hiệu lực từ ngày công bố trên bảng tin.
";

fn act(instructions: &str) -> String {
    format!("NGHỊ QUYẾT\nĐiều 1. Sửa đổi, bổ sung một số điều của Nội quy kho chung\n{instructions}\nĐiều 2. Hiệu lực thi hành\nNghị quyết này có hiệu lực ngay.\n")
}

/// Carries out what the act asks of the law cut to `leaf`, and asks again: nothing is left to propose.
fn amended(instructions: &str, leaf: Option<&str>) -> Acted {
    carry_out_act(cut_to(LAW, leaf), &act(instructions), "Nội quy kho chung")
}

/// What the law reads, all in one.
fn text(acted: &Acted) -> String {
    reads(&acted.document.rows).into_iter().map(|(_, text)| text).collect()
}

fn told(acted: &Acted) -> Vec<(&str, String)> {
    acted.steps.iter().map(|step| (step.operation.kind().as_str(), step.addresses.join(" "))).collect()
}

fn without_title() -> String {
    LAW.strip_prefix("NỘI QUY KHO CHUNG\n").expect("a title").to_owned()
}

/// At every depth of the cut, the law reads the same afterwards.
fn reads_so(instructions: &str, edits: &[(&str, &str)]) -> Acted {
    let expected = edits.iter().fold(without_title(), |text, (from, to)| {
        assert!(text.contains(from), "{from:?} is in the law");
        text.replace(from, to)
    });
    for leaf in ["dieu", "khoan"] {
        let acted = amended(instructions, Some(leaf));
        assert_eq!(acted.first.left, [], "{leaf}: nothing is left");
        assert_eq!(text(&acted), expected, "{leaf}");
    }
    let acted = amended(instructions, None);
    assert_eq!(acted.first.left, [], "nothing is left");
    assert_eq!(text(&acted), expected);
    assert!(
        acted.first.instructions.iter().all(|each| each.outcome == InstructionOutcome::Proposed),
        "{:?}",
        acted.first.instructions
    );
    acted
}

#[test]
fn a_clause_gets_a_new_text() {
    let acted = reads_so(
        "1. Sửa đổi, bổ sung khoản 1 Điều 2 như sau:\n“1. Thành viên được mượn dụng cụ cả ngày.”.",
        &[("1. Thành viên được mượn dụng cụ trong giờ mở cửa của kho.", "1. Thành viên được mượn dụng cụ cả ngày.")],
    );
    assert_eq!(told(&acted), [("substitute", "MAU-2024/DIEU-2-KHOAN-1".to_owned())]);
    let asked = &acted.first.instructions[acted.steps[0].asked_by[0]];
    assert_eq!((asked.place.as_str(), asked.line), ("DIEU-1-KHOAN-1", 3));
    assert_eq!(asked.sentence, "Sửa đổi, bổ sung khoản 1 Điều 2 như sau:");
}

#[test]
fn an_article_gets_a_new_text_and_a_new_title() {
    let acted = reads_so(
        "1. Sửa đổi, bổ sung Điều 3 như sau:\n\"Điều 3. Giao trả\n1. Dụng cụ được giao trả tại bàn.\n2. Người trả ký vào sổ.\n3. Người giữ kho xem lại \"từng món\".\".\n2. Sửa đổi tên Điều 4 như sau: “Hỏng và mất”.",
        &[
            (
                "Điều 3. Trả lại\n1. Dụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n2. Người trả ký vào sổ.\n",
                "Điều 3. Giao trả\n1. Dụng cụ được giao trả tại bàn.\n2. Người trả ký vào sổ.\n3. Người giữ kho xem lại \"từng món\".\n",
            ),
            ("Điều 4. Hư hỏng", "Điều 4. Hỏng và mất"),
        ],
    );
    let expected =
        [("substitute", "DIEU-3"), ("substitute", "DIEU-3-KHOAN-1"), ("substitute", "DIEU-4"), ("insert", "DIEU-3-KHOAN-3")];
    assert_eq!(told(&acted), expected.map(|(kind, path)| (kind, format!("MAU-2024/{path}"))));
}

#[test]
fn clauses_and_points_are_inserted_beside_others() {
    let acted = reads_so(
        "1. Bổ sung khoản 1a vào sau khoản 1 Điều 2 như sau:\n“1a. Thành viên mới được mượn sau một tuần.”;\n2. Sửa đổi, bổ sung một số điểm của khoản 2 Điều 2 như sau:\na) Bổ sung điểm c vào sau điểm b như sau:\n“c) Một khoản đặt cọc;”;\nb) Sửa đổi điểm a như sau: “a) Hai thành viên đi cùng;”.",
        &[
            ("của kho.\n2.", "của kho.\n1a. Thành viên mới được mượn sau một tuần.\n2."),
            ("a) Một thành viên", "a) Hai thành viên"),
            ("giữ kho.\n3.", "giữ kho.\nc) Một khoản đặt cọc;\n3."),
        ],
    );
    let kinds: Vec<_> = told(&acted);
    assert_eq!(kinds.iter().filter(|(kind, _)| *kind == "insert").count(), 2, "{kinds:?}");
    assert!(kinds.contains(&("substitute", "MAU-2024/DIEU-2-KHOAN-2-DIEM-A".to_owned())), "{kinds:?}");
}

#[test]
fn articles_come_and_end() {
    let acted = reads_so(
        "1. Bổ sung Điều 3a và Điều 3b vào sau Điều 3 như sau:\n“Điều 3a. Sổ mượn\n1. Tên người mượn được ghi vào sổ.\n2. Sổ được giữ ba năm.\nĐiều 3b. Khóa kho\nKho được khóa khi vắng người.”.\n2. Bãi bỏ khoản 3 Điều 2 và Điều 4.",
        &[
            ("3. Trẻ em chỉ được mượn đồ không có lưỡi sắc.\n", ""),
            ("Điều 4. Hư hỏng\nAi làm hỏng dụng cụ thì báo ngay trong ngày.\n", ""),
            (
                "2. Người trả ký vào sổ.\n",
                "2. Người trả ký vào sổ.\nĐiều 3a. Sổ mượn\n1. Tên người mượn được ghi vào sổ.\n2. Sổ được giữ ba năm.\nĐiều 3b. Khóa kho\nKho được khóa khi vắng người.\n",
            ),
        ],
    );
    assert_eq!(acted.first.waiting, 2, "the clauses of the new article wait for it");
    let retired = acted.steps.iter().filter(|step| step.operation.kind().as_str() == "retire");
    assert!(retired.clone().all(|step| step.asked_by == [1]), "{:?}", acted.steps);
    assert_eq!(retired.count(), 2);
}

#[test]
fn several_provisions_share_one_quotation() {
    reads_so(
        "1. Sửa đổi, bổ sung các khoản 1, 2 và bổ sung khoản 2a vào sau khoản 2 Điều 3 như sau:\n“1. Dụng cụ được trả trước giờ đóng cửa.\n2. Người trả ký tên.\nChữ ký được giữ một năm.\n2a. Người giữ kho cũng ký.”.",
        &[(
            "1. Dụng cụ được trả lại sạch sẽ trước khi kho đóng cửa trong ngày.\n2. Người trả ký vào sổ.\n",
            "1. Dụng cụ được trả trước giờ đóng cửa.\n2. Người trả ký tên.\nChữ ký được giữ một năm.\n2a. Người giữ kho cũng ký.\n",
        )],
    );
}

#[test]
fn openings_and_titles_of_chapters_change() {
    reads_so(
        "1. Sửa đổi đoạn mở đầu khoản 2 Điều 2 như sau:\n“2. Người ngoài được mượn khi có đủ:”.\n2. Sửa đổi tên Chương II như sau:\n“GIỮ GÌN VÀ SỬA CHỮA”.\n3. Bổ sung đoạn mở đầu vào trước khoản 1 Điều 3 như sau:\n“Việc trả lại diễn ra tại kho.”.",
        &[
            ("2. Người khác được mượn khi có:", "2. Người ngoài được mượn khi có đủ:"),
            ("GIỮ GÌN\n", "GIỮ GÌN VÀ SỬA CHỮA\n"),
            ("Điều 3. Trả lại\n", "Điều 3. Trả lại\nViệc trả lại diễn ra tại kho.\n"),
        ],
    );
}

#[test]
fn words_change_where_the_act_says() {
    let acted = reads_so(
        "1. Thay thế cụm từ “thành viên” bằng cụm từ “hội viên” tại điểm a khoản 2 Điều 2.\n2. Bỏ cụm từ “ngay” tại Điều 4.\n3. Bổ sung cụm từ “và ghi ngày” vào sau cụm từ “ký vào sổ” tại khoản 2 Điều 3.",
        &[("Một thành viên đi", "Một hội viên đi"), ("báo ngay trong", "báo trong"), ("ký vào sổ.", "ký vào sổ và ghi ngày.")],
    );
    assert_eq!(acted.steps.len(), 3);
    let twice = amended("1. Thay cụm từ “dụng cụ” bằng cụm từ “đồ nghề” tại khoản 1 Điều 2 và Điều 1.", None);
    assert_eq!(twice.steps.len(), 2);
    // All places are meant, and there is nothing to ask.
    let several = amended("1. Thay cụm từ “mượn” bằng cụm từ “dùng” tại Điều 2.", None);
    assert!(several.steps.iter().chain(&twice.steps).all(|step| step.doubts.is_empty()), "{:?}", several.steps);
}

#[test]
fn words_that_are_a_part_of_others_stay() {
    let law = LAW.replace("báo ngay trong ngày", "báo trong 20 ngày theo Quyết định 2020 năm 2020");
    let acted = carry_out_act(cut_to(&law, None), &act("1. Thay cụm từ “20” bằng cụm từ “21” tại Điều 4."), "Nội quy kho chung");
    assert!(text(&acted).contains("báo trong 21 ngày theo Quyết định 2020 năm 2020."), "{}", text(&acted));
    // Nor is what stands inside another word the sign that it was done already.
    let law = LAW.replace("báo ngay trong ngày", "báo trong năm 2021");
    let acted = carry_out_act(cut_to(&law, None), &act("1. Thay cụm từ “20” bằng cụm từ “21” tại Điều 4."), "Nội quy kho chung");
    let left: Vec<&str> = acted.first.left.iter().map(|left| left.why.code.as_str()).collect();
    assert_eq!(left, ["PROVISION_WITHOUT_WORDS"]);
}

#[test]
fn what_stands_behind_a_clause_that_ended_stays() {
    let acted = reads_so(
        "1. Bãi bỏ khoản 2 Điều 2.\n2. Sửa đổi khoản 3 Điều 2 như sau:\n“3. Trẻ em không được mượn.”.",
        &[
            ("2. Người khác được mượn khi có:\na) Một thành viên đi cùng;\nb) Chữ ký của người giữ kho.\n", ""),
            ("3. Trẻ em chỉ được mượn đồ không có lưỡi sắc.", "3. Trẻ em không được mượn."),
        ],
    );
    assert_eq!(
        told(&acted),
        [("retire", "MAU-2024/DIEU-2-KHOAN-2".to_owned()), ("substitute", "MAU-2024/DIEU-2-KHOAN-3".to_owned())]
    );
    // A later act, once the clause has ended.
    let later = act("1. Bãi bỏ khoản 2 Điều 2.\n2. Bãi bỏ khoản 3 Điều 2.");
    let again = carry_out_act(acted.document, &later, "");
    assert_eq!(told(&again), [("retire", "MAU-2024/DIEU-2-KHOAN-3".to_owned())]);
    assert_eq!(again.first.instructions[0].outcome, InstructionOutcome::Done);
}

#[test]
fn the_end_of_the_last_clause_changes_no_other() {
    let spaced = LAW.replace("Chương II", "\nChương II");
    let acted = carry_out_act(cut_to(&spaced, None), &act("1. Bãi bỏ khoản 3 Điều 2."), "");
    assert_eq!(told(&acted), [("retire", "MAU-2024/DIEU-2-KHOAN-3".to_owned())]);
}

#[test]
fn a_clause_gets_another_number_and_stays_the_same_unit() {
    let acted = amended(
        "1. Chuyển khoản 3 thành khoản 4 Điều 2.\n2. Bổ sung khoản 3 vào sau khoản 2 Điều 2 như sau:\n“3. Khách ký vào sổ.”.",
        None,
    );
    assert_eq!(acted.first.left, []);
    let expected = [("renumber", "DIEU-2-KHOAN-3"), ("substitute", "DIEU-2-KHOAN-4"), ("insert", "DIEU-2-KHOAN-3")];
    let kinds: Vec<_> = told(&acted).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, expected.map(|(kind, _)| kind), "{:?}", told(&acted));
    assert!(text(&acted).contains("3. Khách ký vào sổ.\n4. Trẻ em"), "{}", text(&acted));
    let born = acted.document.rows.units.values().find(|unit| unit.canonical_address.ends_with("KHOAN-4")).expect("the clause");
    assert!(!born.id.starts_with("entry-"), "it is the unit it was");
}

#[test]
fn what_is_not_understood_or_not_there_is_left_and_stops_nothing() {
    let acted = amended(
        "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Thành viên được mượn.”.\n2. Sửa đổi khoản 9 Điều 2 như sau:\n“9. Không có.”.\n3. Sửa đổi đoạn thứ hai khoản 1 Điều 3 như sau:\n“Hai.”.\n4. Sửa đổi khoản 2 Điều 3 như sau:\n“Không có số.”.\n5. Thay cụm từ “máy cưa” bằng cụm từ “cưa” tại Điều 4.\n6. Bổ sung Chương III vào sau Chương II như sau:\n“Chương III\nCUỐI\nĐiều 6. Hết\nHết.”.\n7. Sửa đổi khoản 4 như sau:\n“4. Đâu?”.\n8. Bãi bỏ Điều 77.",
        None,
    );
    let left: Vec<_> = acted.first.left.iter().map(|left| (left.why.code.as_str(), left.address.as_str())).collect();
    assert_eq!(
        left,
        [
            ("PROVISION_MISSING", "khoản 9 Điều 2"),
            ("PROVISION_OTHER_STEP", "đoạn thứ hai khoản 1 Điều 3"),
            ("INSTRUCTION_LABEL", ""),
            ("PROVISION_WITHOUT_WORDS", "Điều 4"),
            ("PROVISION_MISSING", "Chương III"),
            ("INSTRUCTION_NO_ARTICLE", ""),
            ("PROVISION_MISSING", "Điều 77"),
        ]
    );
    assert_eq!(told(&acted), [("substitute", "MAU-2024/DIEU-2-KHOAN-1".to_owned())]);
    let outcomes: Vec<_> = acted.first.instructions.iter().map(|each| each.outcome).collect();
    assert_eq!(outcomes[0], InstructionOutcome::Proposed);
    assert!(outcomes[1..].iter().all(|outcome| *outcome == InstructionOutcome::Left), "{outcomes:?}");
    assert_eq!(acted.last.instructions[0].outcome, InstructionOutcome::Done, "asked again, it is as it should be");
}

#[test]
fn an_act_that_amends_several_is_read_for_this_one() {
    let act = "Điều 1. Sửa đổi, bổ sung một số điều của Nội quy kho chung\n1. Bãi bỏ Điều 4.\nĐiều 2. Sửa đổi, bổ sung một số điều của Luật Nhà làng số 12/2020\n1. Bãi bỏ Điều 3.\n";
    let acted = carry_out_act(cut(&marked(LAW, "vn-law")), act, "Nội quy kho chung");
    assert_eq!(told(&acted), [("retire", "MAU-2024/DIEU-4".to_owned())]);
    assert_eq!(acted.first.left[0].why.code, "INSTRUCTION_OTHER_ACT");
    assert_eq!(acted.first.left[0].asked_by, [1]);
}

#[test]
fn an_act_of_another_name_is_a_doubt() {
    let doubts = |title: &str| -> Vec<String> {
        let acted = carry_out_act(cut_to(LAW, None), &act("1. Bãi bỏ Điều 4."), title);
        acted.steps.iter().flat_map(|step| &step.doubts).map(|doubt| doubt.code.clone()).collect()
    };
    assert_eq!(doubts("Điều lệ hội"), ["PERHAPS_OTHER_ACT"]);
    assert_eq!((doubts("Nội quy kho chung của làng"), doubts("")), (Vec::new(), Vec::new()));
}

#[test]
fn a_document_that_is_repealed_ends_where_a_person_looked_at_it() {
    let title = "Thông tư số 7/2020/TT-KC về kho chung";
    for sentence in [
        "1. Bãi bỏ Thông tư số 7/2020/TT-KC ngày 1 tháng 2 năm 2020.",
        "1. Thông tư số 7/2020/TT-KC hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        "1. Bãi bỏ toàn bộ Thông tư số 7/2020/TT-KC.",
        "1. Bãi bỏ các quy định sau:\na) Điều 3 Thông tư số 6/2020/TT-KC;\nb) Thông tư số 7/2020/TT-KC ngày 1 tháng 2 năm 2020.",
    ] {
        let acted = carry_out_act(cut(&marked(LAW, "vn-law")), &act(sentence), title);
        let doubts: BTreeSet<&str> = acted.steps.iter().flat_map(|step| &step.doubts).map(|doubt| doubt.code.as_str()).collect();
        assert_eq!(doubts, BTreeSet::from(["REPEALS_ALL"]), "{sentence}");
        assert!(acted.steps.iter().all(|step| step.operation.kind().as_str() == "retire"), "{sentence}");
        assert!(acted.document.rows.units.values().all(|unit| unit.lifecycle_status == "retired"), "{sentence}");
    }
    // As closing articles say it, among others, and as no instruction does.
    let closing = "NGHỊ ĐỊNH\nSố: 9/2021/NĐ-CP\n\nĐiều 1. Phạm vi\nVề kho.\nĐiều 2. Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 6 năm 2021.\n2. Thông tư số 6/2020/TT-KC ngày 01 tháng 01 năm 2020 và Thông tư số 7/2020/TT-KC ngày 01 tháng 02 năm 2020 của Bộ trưởng hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.\n";
    let acted = carry_out_act(cut(&marked(LAW, "vn-law")), closing, title);
    let last = acted.first.instructions.last().expect("an instruction");
    assert_eq!((last.line, last.place.as_str(), last.outcome), (8, "DIEU-2-KHOAN-2", InstructionOutcome::Proposed));
    assert!(acted.first.others.iter().all(|other| other.line != 8), "{:?}", acted.first.others);
    assert!(acted.document.rows.units.values().all(|unit| unit.lifecycle_status == "retired"));
    // Of another one nothing ends, and an exception is a person's to carry out.
    let other = carry_out_act(cut(&marked(LAW, "vn-law")), &act("1. Bãi bỏ Thông tư số 8/2020/TT-KC."), title);
    assert_eq!((other.steps.len(), other.last.left[0].why.code.as_str()), (0, "INSTRUCTION_OTHER_ACT"));
    let excepted = carry_out_act(cut(&marked(LAW, "vn-law")), &act("1. Bãi bỏ Thông tư số 7/2020/TT-KC, trừ Điều 2."), title);
    assert_eq!(excepted.steps.len(), 0, "{:?}", excepted.steps);
}

#[test]
fn what_is_inserted_and_there_already_is_a_doubt() {
    let acted = amended("1. Bổ sung khoản 2 vào sau khoản 1 Điều 3 như sau:\n“2. Người giữ kho viết hóa đơn.”.", None);
    assert_eq!(told(&acted), [("substitute", "MAU-2024/DIEU-3-KHOAN-2".to_owned())]);
    assert_eq!(acted.steps[0].doubts[0].code, "PROVISION_THERE");
}

#[test]
fn a_document_of_another_grammar_is_refused() {
    let profile = builtin("numbered-outline").expect("a profile");
    let act = marked_to(&act("1. Bãi bỏ Điều 4."), "vn-law", None);
    let amended = Amended { profile: &profile, title: "", names: &[] };
    let refused = by_act(&cut(&marked(LAW, "vn-law")), amended, &act.manifest, &act.text, None).unwrap_err();
    assert_eq!(refused.code, "AMEND_GRAMMAR");
}
