//! Provisions that an act suspends for a time, and applies again: operations of their own, with days.

use super::world::{cut, marked};
use cutter_pipeline::amend::rehearse::{rehearse, On, Rehearsed};
use cutter_pipeline::amend::{by_act, Amended, AskedKind, InstructionOutcome};
use cutter_pipeline::structure::{Document, Operation};
use iu_text::profile::builtin;

const LAW: &str = "Điều 1. Về kho
Kho là của chung.
Điều 2. Mượn đồ
1. Ai mượn thì ghi tên.
2. Người mượn báo cho tổ.
Điều 3. Trả đồ
Đồ được trả sạch.
";
const TITLE: &str = "Thông tư 7/2020/TT-KC về kho chung";

/// The law, in force.
fn law() -> Document {
    let mut document = cut(&marked(LAW, "vn-law"));
    for unit in document.rows.units.values_mut() {
        unit.authority = Some("enacted".to_owned());
        unit.in_force_from = "2020-01-01".parse().ok();
    }
    document
}

fn acted(document: &Document, day: &str, sentences: &str) -> Rehearsed {
    let act =
        marked(&format!("THÔNG TƯ\nĐiều 1. Về kho\n{sentences}\nĐiều 2. Hiệu lực\nThông tư này có hiệu lực từ mai.\n"), "vn-law");
    let profile = builtin("vn-law").expect("a profile");
    let amended = Amended { profile: &profile, title: TITLE, names: &[] };
    let on = On { name: day, now: "2021-01-01T00:00:00.000000Z", day: day.parse().ok() };
    rehearse(document, on, |step| step.doubts.is_empty(), |document| by_act(document, amended, &act.manifest, &act.text, None))
        .expect("proposals")
}

/// Addresses that are suspended, with the day on which they are applied again.
fn suspended(document: &Document) -> Vec<(String, Option<String>)> {
    let rows = document.rows.in_order();
    let open = rows.iter().filter(|unit| unit.suspended_from.is_some());
    open.map(|unit| (unit.canonical_address.clone(), unit.suspended_until.map(|day| day.to_string()))).collect()
}

fn outcomes(acted: &Rehearsed) -> Vec<InstructionOutcome> {
    acted.first.instructions.iter().map(|each| each.outcome).collect()
}

#[test]
fn a_provision_is_suspended_until_the_day_behind_the_last_one() {
    let until = Some("2027-01-01".to_owned());
    for sentence in [
        "1. Ngưng hiệu lực thi hành khoản 2 Điều 2 Thông tư số 7/2020/TT-KC đến hết ngày 31 tháng 12 năm 2026.",
        "1. Khoản 2 Điều 2 Thông tư số 7/2020/TT-KC tạm ngưng hiệu lực thi hành đến hết ngày 31/12/2026.",
        "1. Tạm ngưng hiệu lực thi hành đến hết ngày 31 tháng 12 năm 2026 đối với khoản 2 Điều 2 Thông tư số 7/2020/TT-KC.",
        "1. Tạm ngưng hiệu lực thi hành các quy định sau đây đến hết ngày 31 tháng 12 năm 2026:\na) Khoản 2 Điều 2 Thông tư số 7/2020/TT-KC.",
    ] {
        let acted = acted(&law(), "2026-05-01", sentence);
        assert_eq!(outcomes(&acted), [InstructionOutcome::Proposed], "{sentence}: {:?}", acted.first.left);
        assert_eq!(acted.first.instructions[0].asks[0].kind, AskedKind::Suspend);
        assert_eq!(suspended(&acted.document), [("MAU-2024/DIEU-2-KHOAN-2".to_owned(), until.clone())], "{sentence}");
        assert_eq!((acted.last.steps.len(), acted.refused.len()), (0, 0), "{sentence}");
    }
}

#[test]
fn what_is_suspended_without_an_end_is_applied_again() {
    let held = acted(&law(), "2026-05-01", "1. Ngưng hiệu lực thi hành Điều 2 của Thông tư số 7/2020/TT-KC.");
    let all = ["MAU-2024/DIEU-2", "MAU-2024/DIEU-2-KHOAN-1", "MAU-2024/DIEU-2-KHOAN-2"].map(|address| (address.to_owned(), None));
    assert_eq!(suspended(&held.document), all);
    for sentence in [
        "1. Điều 2 Thông tư số 7/2020/TT-KC tiếp tục có hiệu lực trở lại.",
        "1. Các quy định sau đây có hiệu lực thi hành trở lại:\na) Điều 2 Thông tư số 7/2020/TT-KC.",
    ] {
        let again = acted(&held.document, "2027-03-01", sentence);
        assert_eq!(again.first.instructions[0].asks[0].kind, AskedKind::Resume, "{sentence}");
        assert!(matches!(again.steps[0].operation, Operation::Resume(_)) && again.refused.is_empty(), "{sentence}");
        assert!(suspended(&again.document).iter().all(|(_, until)| until.as_deref() == Some("2027-03-01")), "{sentence}");
    }
    // What is applied is not applied again.
    let never = acted(&law(), "2027-03-01", "1. Điều 2 Thông tư số 7/2020/TT-KC tiếp tục có hiệu lực trở lại.");
    assert_eq!((outcomes(&never), never.steps.len()), (vec![InstructionOutcome::Done], 0));
}

#[test]
fn what_the_sentence_leaves_open_is_for_a_person() {
    // The act's own day of the suspension may be another than that of the change.
    let dated = acted(&law(), "2026-05-01", "1. Ngưng hiệu lực thi hành Điều 3 Thông tư số 7/2020/TT-KC từ ngày 01 tháng 6 năm 2026 đến hết ngày 31 tháng 12 năm 2026.");
    assert_eq!(dated.first.steps[0].doubts[0].code, "SUSPENSION_FROM");
    for (sentence, code) in [
        ("1. Ngưng hiệu lực thi hành Điều 3 Thông tư số 7/2020/TT-KC đến ngày 31 tháng 12 năm 2026.", "INSTRUCTION_UNREAD"),
        ("1. Ngưng hiệu lực thi hành Điều 9 Thông tư số 7/2020/TT-KC.", "PROVISION_MISSING"),
        ("1. Ngưng hiệu lực thi hành Phụ lục I Thông tư số 7/2020/TT-KC.", "PROVISION_OTHER_STEP"),
        ("1. Ngưng hiệu lực thi hành Điều 3 Thông tư số 5/2018/TT-KC.", "INSTRUCTION_OTHER_ACT"),
    ] {
        let acted = acted(&law(), "2026-05-01", sentence);
        assert_eq!(acted.first.left.iter().map(|left| left.why.code.as_str()).collect::<Vec<_>>(), [code], "{sentence}");
        assert_eq!(acted.first.steps, [], "{sentence}");
    }
}
