//! The plan: what the manifest becomes has the digest that was reviewed and carried out.

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use cutter_pipeline::first_cut::plan::plan_digest;
use cutter_pipeline::{attest, structure};

/// `LEDGER_PLAN_DIGEST`, `LEDGER_PLAN_REVIEWED`, `LEDGER_PLACE`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let expected = case.manifest.as_ref().and_then(|manifest| match manifest {
        Proposed::FirstCut(manifest) => Some(plan_digest(manifest, case.entry_id(), case.target()?)),
        Proposed::Attest(manifest) => Some(attest::plan::plan_digest(manifest)),
        Proposed::Operation(manifest) => Some(structure::plan_digest(manifest, case.entry_id())),
    });
    if let Some(expected) = expected {
        findings.says("LEDGER_PLAN_DIGEST", "change_set", case.change_set(), "plan_digest", &expected);
    }
    // Readings go by what the change set says of its place on the timeline, reviewers saw what the manifest says.
    if let Some(manifest) = case.manifest.as_ref().map(Proposed::mode) {
        for (name, said) in manifest.place() {
            let place = format!("payload_summary.{name}");
            let recorded = case.change_set().optional(&place);
            findings.equal(
                "LEDGER_PLACE",
                format!("change_set.{place}"),
                said.as_deref().unwrap_or("none"),
                recorded.unwrap_or("none"),
            );
        }
    }
    if let (Some(review), false) = (case.review(), case.is_rehearsal()) {
        let (place, recorded) = ("reviewer_independence_evidence.plan_digest", case.change_set().text("plan_digest"));
        findings.says("LEDGER_PLAN_REVIEWED", "reviews", review, place, recorded);
    }
}
