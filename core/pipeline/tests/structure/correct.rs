//! Correction: a cut is read as if it had been recorded right, from then on; who asks what was known before still reads the mistake.

use cutter_pipeline::structure::{
    plan, Document, Insert, NewAddress, OpenChange, Operation, Renumber, Retire, Rows, Substitute, TakenUp, Undertaking,
};
use proptest::prelude::*;

use super::cut_law::{code, paths, read, Law, SINCE};
use super::ledger::day;
use super::world::{by, hour, id_at, perform_request};

const RIGHT: &str = "QUY CHẾ\n\nĐiều 1. Phạm vi\nQuy chế này nói về kho.\nĐiều 2. Người giữ kho\n1. Người giữ kho có chìa khóa.\n2. Người giữ kho ghi sổ.\nĐiều 3. Giờ mở cửa\nKho mở từ bảy giờ.\nĐiều 4. Đóng cửa\nKho đóng lúc năm giờ.\n";

fn right() -> String {
    RIGHT.to_owned()
}

#[test]
fn what_was_right_keeps_identity_and_address_and_what_was_missed_is_there_from_the_day_of_the_cut() {
    // Clauses were not cut: each article has them in its own text.
    let mut law = Law::of(&right(), Some("dieu"));
    let before = law.rows.clone();
    assert_eq!(paths(&before), ["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"]);
    let proposed = law.corrected(&right()).expect("is corrected");
    assert_eq!(proposed.manifest.operation_kind, "correct");
    assert_eq!(proposed.manifest.request.effective_on, Some(day(SINCE)), "it is of the day of the cut");
    assert_eq!(paths(&law.rows), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-4"]);
    for path in ["DIEU-1", "DIEU-3", "DIEU-4"] {
        let of = |rows: &Rows| rows.newest(&id_at(rows, &format!("KHO/{path}"))).cloned();
        assert_eq!(of(&law.rows), of(&before), "{path} is as it was, to the row");
    }
    let [article, clause] = ["DIEU-2", "DIEU-2-KHOAN-1"].map(|path| law.rows.units[&law.id(path)].clone());
    assert_eq!(article.id, id_at(&before, "KHO/DIEU-2"), "the article is the same unit");
    assert_eq!(
        (clause.parent_id.as_deref(), clause.in_force_from, clause.born_on),
        (Some(&*article.id), Some(day(SINCE)), Some(day(SINCE)))
    );
    assert_eq!(clause.authority.as_deref(), Some("enacted"), "what the cut missed is law like the rest of it");
    assert!(law.rows.aliases.is_empty(), "and no citation leads elsewhere");
    assert_eq!(proposed.texts.before.iter().map(|unit| unit.address.as_str()).collect::<Vec<_>>(), ["KHO/DIEU-2"]);

    // As if it had been recorded so, on every day; and who asks what was known before still reads the mistake.
    assert_eq!(read(&law.at("2021-01-01", None)), read(&law.rows));
    assert_eq!(read(&law.at("2021-01-01", Some(&hour(0)))), read(&before));
    let again = code(law.proposed(&right()));
    assert_eq!(again.0, "NOTHING_TO_CORRECT", "{}", again.1);
}

#[test]
fn a_swallowed_article_comes_back_and_a_wrong_holder_gives_its_address_up() {
    // Article 3 lost its number, so 2 swallowed it; and a quoted Điều 4 was taken for the law's own.
    let wrong = "QUY CHẾ\n\nĐiều 1. Phạm vi\nQuy chế này nói về kho.\nĐiều 2. Người giữ kho\nNgười giữ kho có chìa khóa.\nGiờ mở cửa\nKho mở từ bảy giờ sáng.\nĐiều 4. Trang phục\nNhân viên mặc áo xanh theo mẫu của bộ.\n";
    let right = "QUY CHẾ\n\nĐiều 1. Phạm vi\nQuy chế này nói về kho.\nĐiều 2. Người giữ kho\nNgười giữ kho có chìa khóa.\nĐiều 3. Giờ mở cửa\nKho mở từ bảy giờ sáng.\nĐiều 4. Đóng cửa\nKho đóng lúc năm giờ chiều.\n";
    let mut law = Law::of(wrong, None);
    let [two, four] = ["DIEU-2", "DIEU-4"].map(|path| law.id(path));
    let before = law.rows.clone();
    law.corrected(right).expect("is corrected");
    assert_eq!(paths(&law.rows), ["DIEU-1", "DIEU-2", "DIEU-3", "DIEU-4"]);
    assert_eq!(law.id("DIEU-2"), two, "its first words tell that it is the same");
    assert_ne!(law.id("DIEU-4"), four, "the address is held by the right unit");
    assert!(!law.rows.units.contains_key(&four));
    assert_eq!(read(&law.at("2021-01-01", Some(&hour(0)))), read(&before));
    assert_eq!(law.rows.in_order().iter().map(|unit| unit.sort_order).collect::<Vec<_>>(), [1, 2, 3, 4]);

    // It may itself be corrected: here back to what it was.
    law.corrected(wrong).expect("corrections add up");
    assert_eq!(read(&law.rows), read(&before));
}

#[test]
fn a_unit_that_was_misnumbered_takes_its_address_along_and_leaves_no_alias() {
    let wrong = right().replace("Điều 4.", "Điều 40.");
    let mut law = Law::of(&wrong, None);
    let forty = law.id("DIEU-40");
    let proposed = law.corrected(&right()).expect("is corrected");
    assert_eq!((law.id("DIEU-4"), law.rows.aliases.len()), (forty, 0));
    assert!(proposed.manifest.citations.iter().all(|citation| citation.addresses.is_empty()), "the wrong number is free");
}

fn substitute(law: &Law, path: &str, body: &str) -> Operation {
    Operation::Substitute(Substitute {
        unit_id: law.id(path),
        heading: None,
        body: body.to_owned(),
        title: None,
        source: None,
        derived: false,
    })
}

#[test]
fn what_came_later_stays_on_top_where_it_touched_something_else() {
    let mut law = Law::of(&right(), Some("dieu"));
    law.then(substitute(&law, "DIEU-1", "Quy chế này nói về mọi kho.\n"), "2021-01-01").expect("fits");
    let change = NewAddress { unit_id: law.id("DIEU-4"), address: "KHO/DIEU-5".to_owned(), label: None };
    law.then(Operation::Renumber(Renumber { changes: vec![change] }), "2022-01-01").expect("fits");
    law.then(Operation::Retire(Retire { unit_id: law.id("DIEU-3") }), "2023-01-01").expect("fits");
    let known = hour(law.step);
    let before = law.rows.clone();
    law.corrected(&right()).expect("nothing rests on what it corrects");
    assert_eq!(paths(&law.at("2020-12-31", None)), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-4"]);
    assert_eq!(paths(&law.rows), ["DIEU-1", "DIEU-2", "DIEU-2-KHOAN-1", "DIEU-2-KHOAN-2", "DIEU-3", "DIEU-5"]);
    assert_eq!(read(&law.at("2024-01-01", Some(&known))), read(&before));
    let text =
        |as_of: &str| law.at(as_of, None).newest(&law.id("DIEU-1")).and_then(|version| version.body.clone()).unwrap_or_default();
    assert_eq!([text("2020-12-31"), text("2021-01-01")], ["Quy chế này nói về kho.\n", "Quy chế này nói về mọi kho.\n"]);
}

#[test]
fn a_text_that_ended_later_is_corrected_for_the_days_on_which_it_stood() {
    let wrong = right().replace("bảy giờ", "bẩy giờ");
    let mut law = Law::of(&wrong, None);
    law.then(Operation::Retire(Retire { unit_id: law.id("DIEU-3") }), "2023-01-01").expect("fits");
    law.corrected(&right()).expect("a repeal needs no text");
    let three = law.id("DIEU-3");
    let then = law.at("2022-01-01", None);
    let version = then.newest(&three).expect("has a text");
    assert_eq!(
        (version.body.as_deref(), version.retired_at.as_deref(), version.in_force_until),
        (Some("Kho mở từ bảy giờ.\n"), None, None)
    );
    let now = law.rows.newest(&three).expect("has a text");
    assert_eq!((now.in_force_until, now.lifecycle_status.as_str()), (Some(day("2023-01-01")), "retired"));
}

#[test]
fn what_rests_on_what_is_wrong_is_named() {
    let wrong = right().replace("bảy giờ", "bẩy giờ");
    // A text that was made from the wrong one; a whole one is law from its day, whatever stood there.
    let mut law = Law::of(&wrong, None);
    let given = substitute(&law, "DIEU-3", "Kho mở từ bẩy giờ sáng.\n");
    let Operation::Substitute(whole) = given.clone() else { panic!("it is a text") };
    law.then(Operation::Substitute(Substitute { derived: true, ..whole }), "2021-01-01").expect("fits");
    let (refused, message) = code(law.proposed(&right()));
    assert_eq!(refused, "EFFECTIVE_CONFLICT");
    assert!(message.starts_with("It cannot be corrected: substitute of 2021-01-01 (change-1) rests on it"), "{message}");
    let mut law = Law::of(&wrong, None);
    law.then(given, "2021-01-01").expect("fits");
    law.corrected(&right()).expect("nothing rests on it");
    let body = |as_of: &str| law.at(as_of, None).newest(&law.id("DIEU-3")).and_then(|version| version.body.clone());
    assert_eq!(
        [body("2020-12-31"), body("2021-01-01")].map(Option::unwrap_or_default),
        ["Kho mở từ bảy giờ.\n", "Kho mở từ bẩy giờ sáng.\n"]
    );
    // A unit that goes, and had another text since.
    let mut law = Law::of(&format!("{}Điều 5. Thừa\nĐiều này không có trong luật.\n", right()), None);
    law.then(substitute(&law, "DIEU-5", "Chữ khác.\n"), "2021-01-01").expect("fits");
    assert_eq!(code(law.proposed(&right())).0, "EFFECTIVE_CONFLICT");
    // Below which something came.
    let mut law = Law::of(&format!("{}Điều 5. Thừa\nĐiều này không có trong luật.\n", right()), None);
    let insert = Insert {
        address: "KHO/DIEU-5-KHOAN-1".to_owned(),
        parent_id: Some(law.id("DIEU-5")),
        after: None,
        section_type: "clause".to_owned(),
        label: "1.".to_owned(),
        title: String::new(),
        heading: "1. ".to_owned(),
        body: "Chen vào.\n".to_owned(),
        source: None,
        enact: true,
    };
    law.then(Operation::Insert(insert), "2021-01-01").expect("fits");
    assert_eq!(code(law.proposed(&right())).0, "EFFECTIVE_CONFLICT");
}

#[test]
fn a_cut_without_legal_days_is_corrected_from_the_recording_on() {
    let mut law = Law::cut_from(&right(), Some("dieu"), None);
    let before = law.rows.clone();
    law.corrected(&right()).expect("is corrected");
    let clause = &law.rows.units[&law.id("DIEU-2-KHOAN-1")];
    assert_eq!((clause.authority.as_deref(), clause.in_force_from, clause.born_on), (Some("draft"), None, None));
    assert_eq!(read(&law.at(&hour(0), None)), read(&before), "its days are those of the recording, as of everything there");
    assert_eq!(read(&law.at(&hour(law.step), None)), read(&law.rows));
}

#[test]
fn what_is_not_corrected_says_why() {
    let mut law = Law::of(&right(), Some("dieu"));
    for (kind, status) in [("substitute", "verified"), ("attest", "verified"), ("first_cut", "applied"), ("first_cut", "failed")]
    {
        law.cut = TakenUp { operation_kind: kind.to_owned(), status: status.to_owned(), ..law.cut.clone() };
        assert_eq!(code(law.proposed(&right())).0, "NOT_CORRECTABLE", "{kind} {status}");
    }
    law.cut = TakenUp {
        operation_kind: "first_cut".to_owned(),
        status: "verified".to_owned(),
        withdrawn_by: Some("change-7".to_owned()),
        ..law.cut
    };
    assert_eq!(code(law.proposed(&right())).0, "ALREADY_WITHDRAWN");
    law.cut.withdrawn_by = None;
    let manifest = law.proposed(&right()).expect("is proposed").manifest;
    let mut dated = manifest.request.clone();
    dated.effective_on = Some(day("2024-01-01"));
    let document = law.document(Vec::new());
    assert_eq!(code(perform_request(&document, &dated, 1)).0, "CORRECTION_HAS_NO_DAY");
    // A unit of another change is none of the cut's.
    let mut strange = manifest.request.clone();
    if let Undertaking::Correct(asked) = &mut strange.operation {
        asked.withdrawn.push("somebody else's".to_owned());
    }
    assert_eq!(code(perform_request(&document, &strange, 1)).0, "NO_SUCH_UNIT");
    // What is in another proposal waits, and no unit begins of a type that is not given out any more.
    let open = vec![OpenChange { unit_id: law.id("DIEU-2"), entry_id: "entry-9".to_owned() }];
    let with = |document: Document| code(perform_request(&document, &manifest.request, 1)).0;
    assert_eq!(with(Document { open, ..document.clone() }), "UNIT_IN_OPEN_CHANGE");
    let active_section_types = vec!["article".to_owned()];
    assert_eq!(with(Document { active_section_types, ..document.clone() }), "SECTION_TYPE_INACTIVE");
    // What was withdrawn between the proposal and the cut is corrected by nobody.
    let withdrawn = TakenUp { withdrawn_by: Some("change-7".to_owned()), ..law.cut.clone() };
    let document = Document { taken_up: Some(withdrawn), ..document };
    assert_eq!(code(plan(&document, &manifest, by(2))).0, "ALREADY_WITHDRAWN");
}

/// A law of articles, each with an opening or with clauses, as `(wrong, right)`: what is wrong of it is told by numbers.
fn texts(articles: &[(u8, u8)]) -> (String, String) {
    let (mut wrong, mut right) = ("QUY CHẾ\n\n".to_owned(), "QUY CHẾ\n\n".to_owned());
    for (number, (clauses, fault)) in (1..).zip(articles) {
        let heading = format!("Điều {number}. Việc thứ {number}\n");
        let body = match clauses {
            0 => format!("Người giữ kho làm việc thứ {number} mỗi ngày.\n"),
            clauses => {
                (1..=*clauses).map(|clause| format!("{clause}. Người giữ kho làm phần {clause} của việc {number}.\n")).collect()
            }
        };
        right.push_str(&format!("{heading}{body}"));
        match fault {
            // Its number was lost: the article before has it.
            1 if number > 1 => wrong.push_str(&format!("Việc thứ {number}\n{body}")),
            2 => wrong.push_str(&format!("Điều {}. Việc thứ {number}\n{body}", number + 40)),
            3 => wrong.push_str(&format!("{heading}{}", body.replace("giữ kho", "giử kho"))),
            4 => wrong.push_str(&format!("{heading}{body}Điều {}. Thừa {number}\nChú thích của nhà xuất bản.\n", number + 60)),
            _ => wrong.push_str(&format!("{heading}{body}")),
        }
    }
    (wrong, right)
}

/// What happens to article `number` on a day, where it has one.
fn happening(law: &Law, number: usize, what: u8) -> Option<Operation> {
    let path = format!("KHO/DIEU-{number}");
    let unit_id = law.rows.units.values().find(|unit| unit.canonical_address == path)?.id.clone();
    Some(match what {
        0 => Operation::Retire(Retire { unit_id }),
        1 => {
            let changes = vec![NewAddress { unit_id, address: format!("KHO/DIEU-{}", number + 80), label: None }];
            Operation::Renumber(Renumber { changes })
        }
        2 => Operation::Substitute(Substitute {
            unit_id,
            heading: None,
            body: "Một câu khác hẳn.\n".to_owned(),
            title: None,
            source: None,
            derived: false,
        }),
        _ => Operation::Insert(Insert {
            address: format!("KHO/DIEU-{number}A"),
            parent_id: None,
            after: Some(unit_id),
            section_type: "article".to_owned(),
            label: format!("Điều {number}a"),
            title: String::new(),
            heading: String::new(),
            body: "Một câu chen vào.\n".to_owned(),
            source: None,
            enact: true,
        }),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever was wrong, and whatever came later: corrected, it reads on every day as the same changes on the right cut do; or it is refused
    /// because something rests on what was wrong.
    #[test]
    fn what_is_corrected_reads_as_if_it_had_been_cut_right(
        articles in prop::collection::vec((0u8..3, 0u8..9), 2..7),
        later in prop::collection::vec((1usize..7, 0u8..4), 0..4),
    ) {
        let (wrong, right) = texts(&articles);
        let (mut corrected, mut ideal) = (Law::of(&wrong, None), Law::of(&right, None));
        let before = read(&corrected.rows);
        for ((number, what), year) in later.iter().zip(2021..) {
            let on = format!("{year}-01-01");
            let asked = happening(&corrected, *number, *what).zip(happening(&ideal, *number, *what));
            // What fits on the one and not on the other is no story of both.
            let Some((on_wrong, on_right)) = asked else { continue };
            if ideal.then(on_right, &on).is_err() || corrected.then(on_wrong, &on).is_err() {
                return Ok(());
            }
        }
        let known = hour(corrected.step);
        match corrected.corrected(&right) {
            Err(refusal) if refusal.code == "NOTHING_TO_CORRECT" => prop_assert_eq!(wrong, right),
            Err(refusal) => {
                prop_assert_eq!(refusal.code.as_str(), "EFFECTIVE_CONFLICT", "{}", refusal.message);
                prop_assert!(!corrected.later.is_empty(), "nothing came later: {}", refusal.message);
            }
            Ok(_) => {
                for on in [SINCE, "2021-06-01", "2022-06-01", "2023-06-01", "2030-01-01"] {
                    prop_assert_eq!(read(&corrected.at(on, None)), read(&ideal.at(on, None)), "on {}", on);
                }
                let then = corrected.at(SINCE, Some(&known));
                prop_assert_eq!(read(&then), before, "what was known before is what was answered before");
            }
        }
    }
}
