//! The plan: what the manifest becomes has the digest that was reviewed and carried out.

use super::Case;
use crate::ledger::finding::Findings;
use cutter_pipeline::first_cut::plan::plan_digest;
use cutter_pipeline::{attest, structure};

/// `LEDGER_PLAN_DIGEST`, `LEDGER_PLAN_REVIEWED`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let recorded = case.change_set().text("plan_digest");
    if let (Some(manifest), Some(target)) = (&case.manifest, case.target()) {
        let expected = plan_digest(manifest, case.entry_id(), target);
        findings.equal("LEDGER_PLAN_DIGEST", "change_set.plan_digest", &expected, recorded);
    }
    if let Some(manifest) = &case.attested {
        let expected = attest::plan::plan_digest(manifest);
        findings.equal("LEDGER_PLAN_DIGEST", "change_set.plan_digest", &expected, recorded);
    }
    if let Some(manifest) = &case.operation {
        let expected = structure::plan_digest(manifest, case.entry_id());
        findings.equal("LEDGER_PLAN_DIGEST", "change_set.plan_digest", &expected, recorded);
    }
    if let (Some(review), false) = (case.review(), case.is_rehearsal()) {
        let reviewed = review.text_in("reviewer_independence_evidence", "plan_digest");
        findings.equal("LEDGER_PLAN_REVIEWED", "reviews.reviewer_independence_evidence.plan_digest", recorded, reviewed);
    }
}
