//! Separation of duty: whoever made the manifest did not judge it.

use super::Case;
use crate::ledger::finding::Findings;
use cutter_model::duty::separation_gate;

/// `LEDGER_MAKER`, `LEDGER_SEPARATION`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let marked_by = case.bundle.envelope.text("created_by");
    if let Some(entry) = &case.bundle.entry {
        findings.says("LEDGER_MAKER", "entry", entry, "payload.marked_by", marked_by);
    }
    let makers = [marked_by, case.change_set().text("emitted_by")];
    let mut judges: Vec<&str> = case.review().map(|review| review.text("reviewer_identity")).into_iter().collect();
    judges.extend(case.result().map(|result| result.text("verified_by")));
    let gate = separation_gate("G-VERIFY-SOD", &makers, &judges);
    if gate.fires() {
        findings.add("LEDGER_SEPARATION", "envelope, change_set, reviews, verify_results", gate.expected, gate.observed);
    }
}
