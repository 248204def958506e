//! The history: an unbroken chain of legal moves that ends where the entry stands, each resting on the row it names.

use super::{time_text, Case};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::backlog::{next, Move, State};
use cutter_model::door::Door;
use cutter_model::word::of_word;

/// `LEDGER_HISTORY_START`, `_BROKEN`, `_MOVE`, `_END`, `_SOURCE`, `_PERSON`, `_TIME`, `_DOOR`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(entry) = &case.bundle.entry else { return };
    if case.is_rehearsal() {
        return;
    }
    let mut before: Option<&str> = None;
    for (index, row) in case.bundle.history.iter().enumerate() {
        let (kind, after) = (row.text("change_kind"), row.text("entry_version_after"));
        let place = format!("history {} {kind}", index + 1);
        if index == 0 {
            findings.equal("LEDGER_HISTORY_START", &place, "mark", kind);
        } else if row.optional("entry_version_before") != before {
            let wanted = before.unwrap_or("nothing");
            findings.add(
                "LEDGER_HISTORY_BROKEN",
                format!("{place}.entry_version_before"),
                wanted,
                row.text("entry_version_before"),
            );
        }
        if !is_legal(kind, row.optional("entry_version_before"), after) {
            let observed = format!("{kind} from {} to {after}", row.optional("entry_version_before").unwrap_or("nothing"));
            findings.add("LEDGER_HISTORY_MOVE", &place, "a move of the state machine", observed);
        }
        check_source(case, entry, row, &place, findings);
        check_door(row, &place, findings);
        before = Some(after);
    }
    findings.equal("LEDGER_HISTORY_END", "entry.status", before.unwrap_or_default(), entry.text("status"));
}

/// Whether the state machine knows the move; CUT and VERIFY pass through a state that no commit leaves behind.
fn is_legal(kind: &str, before: Option<&str>, after: &str) -> bool {
    let Some(by) = of_word::<Move>(kind) else {
        let marked = kind == "mark" && before.is_none() && after == State::Marked.as_text();
        let failed = State::VerifyFailedEscalated.as_text();
        return marked || (kind == "compensate" && before == Some(&failed) && after == failed);
    };
    let from = before.and_then(|text| State::from_text(text).ok());
    let opened = from.and_then(|from| match by {
        Move::Cut => next(from, Move::CutBegin).ok(),
        Move::VerifyPass | Move::VerifyFail => next(from, Move::VerifyBegin).ok(),
        _ => Some(from),
    });
    opened.and_then(|from| next(from, by).ok()).is_some_and(|to| to.as_text() == after)
}

/// Each step says who and when as the row it rests on does.
fn check_source(case: &Case<'_>, entry: &Row, row: &Row, place: &str, findings: &mut Findings) {
    let bundle = case.bundle;
    let find = |rows: &'_ [Row], column: &str| rows.iter().position(|each| each.text(column) == named(row, column));
    let source = match row.text("change_kind") {
        "mark" => Some((entry, "payload.marked_by", "emitted_at")),
        "sweep_promote" => find(&bundle.sweeps, "sweep_id")
            .map(|at| (&bundle.sweeps[at], "swept_by", "started_at"))
            .filter(|(sweep, ..)| promoted(sweep, case.entry_id())),
        kind @ ("review:approve" | "review:defer" | "review:reject") => {
            let verdict = match kind {
                "review:approve" => "PASS",
                "review:defer" => "NEEDS_HUMAN",
                _ => "FAIL",
            };
            find(&bundle.reviews, "review_decision_id")
                .map(|at| (&bundle.reviews[at], "reviewer_identity", "decided_at"))
                .filter(|(review, ..)| review.text("verdict") == verdict)
        }
        "cut" => ["change_set_id", "plan_digest"]
            .iter()
            .all(|column| named(row, column) == case.change_set().text(column))
            .then_some((case.change_set(), "emitted_by", "emitted_at")),
        kind @ ("verify:pass" | "verify:fail") => find(&bundle.verify_results, "verify_result_id")
            .map(|at| (&bundle.verify_results[at], "verified_by", "finished_at"))
            .filter(|(result, ..)| format!("verify:{}", result.text("verdict")) == kind),
        "compensate" => bundle
            .compensations
            .iter()
            .map(|each| (&each.change_set, "emitted_by", "emitted_at"))
            .find(|(undo, ..)| undo.text("change_set_id") == named(row, "compensation_change_set_id")),
        _ => None,
    };
    let Some((source, person, time)) = source else {
        let expected = "a row beside it that tells the same";
        findings.add("LEDGER_HISTORY_SOURCE", format!("{place}.change_diff"), expected, row.value("change_diff"));
        return;
    };
    findings.says("LEDGER_HISTORY_PERSON", place, row, "changed_by", source.text(person));
    let (expected, observed) = (time_text(source.text(time)), time_text(row.text("changed_at")));
    findings.equal("LEDGER_HISTORY_TIME", format!("{place}.changed_at"), &expected, &observed);
}

/// A row that says how it was done says it in the words there are; one from before they were recorded says nothing.
fn check_door(row: &Row, place: &str, findings: &mut Findings) {
    let Some(channel) = row.0.get("channel") else { return };
    let door = serde_json::json!({ "channel": channel, "session_kind": row.value("session_kind") });
    if serde_json::from_value::<Door>(door.clone()).is_err() {
        findings.add("LEDGER_HISTORY_DOOR", format!("{place}.channel"), "a door and a kind of session", &door);
    }
}

/// What a row of the history names of the row it rests on.
fn named<'a>(row: &'a Row, name: &str) -> &'a str {
    row.text(&format!("change_diff.{name}"))
}

fn promoted(sweep: &Row, entry_id: &str) -> bool {
    let list = sweep.value("findings.promoted").as_array();
    list.is_some_and(|ids| ids.iter().any(|id| id.as_str() == Some(entry_id)))
}

#[cfg(test)]
mod tests {
    use super::is_legal;

    #[test]
    fn moves_are_those_of_the_state_machine_seen_from_outside_a_transaction() {
        for (kind, before, after) in [
            ("mark", None, "marked"),
            ("sweep_promote", Some("reviewed_deferred"), "review_pending"),
            ("review:approve", Some("review_pending"), "reviewed_approved"),
            ("cut", Some("reviewed_approved"), "cut_applied"),
            ("verify:pass", Some("cut_applied"), "verified_complete"),
            ("verify:fail", Some("cut_applied"), "verify_failed_escalated"),
            ("compensate", Some("verify_failed_escalated"), "verify_failed_escalated"),
        ] {
            assert!(is_legal(kind, before, after), "{kind}");
        }
        for (kind, before, after) in [
            ("mark", Some("marked"), "marked"),
            ("cut", Some("review_pending"), "cut_applied"),
            ("cut", Some("cut_in_progress"), "cut_applied"),
            ("verify:pass", Some("cut_applied"), "verify_failed_escalated"),
            ("compensate", Some("cut_applied"), "verify_failed_escalated"),
            ("sweep_promote", None, "review_pending"),
            ("approve", Some("review_pending"), "reviewed_approved"),
        ] {
            assert!(!is_legal(kind, before, after), "{kind}");
        }
    }
}
