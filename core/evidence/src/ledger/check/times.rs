//! Times: each is one, and they come in the order in which things must have happened.

use super::{time_text, Case};
use crate::ledger::finding::Findings;
use iu_address::Instant;

/// `LEDGER_TIME_UNREADABLE`, `LEDGER_TIME_DIFFERS`, `LEDGER_TIME_ORDER`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let mut steps: Vec<(String, &str)> = Vec::new();
    steps.extend(bundle.source.as_ref().map(|source| ("source.created_at".to_owned(), source.text("created_at"))));
    steps.push(("envelope.created_at".to_owned(), bundle.envelope.text("created_at")));
    steps.extend(case.review().map(|review| ("reviews.decided_at".to_owned(), review.text("decided_at"))));
    steps.push(("change_set.emitted_at".to_owned(), case.change_set().text("emitted_at")));
    steps.push(("change_set.applied_at".to_owned(), case.change_set().text("applied_at")));
    if let Some(result) = case.result() {
        steps.push(("verify_results.started_at".to_owned(), result.text("started_at")));
        steps.push(("verify_results.finished_at".to_owned(), result.text("finished_at")));
    }
    in_order(&steps, findings);
    let history: Vec<(String, &str)> = bundle
        .history
        .iter()
        .enumerate()
        .map(|(index, row)| (format!("history {}.changed_at", index + 1), row.text("changed_at")))
        .collect();
    in_order(&history, findings);

    let mut same = |place: &str, expected: &str, observed: &str| {
        findings.equal("LEDGER_TIME_DIFFERS", place, &time_text(expected), &time_text(observed));
    };
    if let Some(entry) = &bundle.entry {
        same("entry.emitted_at", bundle.envelope.text("created_at"), entry.text("emitted_at"));
    }
    if let Some(review) = case.review() {
        same("envelope.reviewed_at", review.text("decided_at"), bundle.envelope.text("reviewed_at"));
    }
}

fn in_order(steps: &[(String, &str)], findings: &mut Findings) {
    let mut last: Option<(Instant, &str)> = None;
    for (place, text) in steps {
        let Ok(time) = text.parse::<Instant>() else {
            findings.add("LEDGER_TIME_UNREADABLE", place, "a time (RFC 3339)", text);
            continue;
        };
        if let Some((earlier, name)) = last.filter(|(earlier, _)| time < *earlier) {
            findings.add("LEDGER_TIME_ORDER", place, format!("not before {name}, {earlier}"), time);
        }
        last = Some((time, place));
    }
}
