//! The review: a PASS for exactly this manifest, all ten findings in order, by the person everything else names.

use super::case::Proposed;
use super::Case;
use crate::ledger::finding::Findings;
use cutter_pipeline::findings::FINDINGS;
use cutter_pipeline::questions::left_open;
use cutter_pipeline::record::AnomalyAnswer;
use serde_json::json;

/// `LEDGER_REVIEW_MISSING`, `LEDGER_REVIEW_VERDICT`, `LEDGER_REVIEW_DIGEST`, `LEDGER_REVIEW_FINDINGS`,
/// `LEDGER_REVIEW_ANSWERS`, `LEDGER_REVIEW_SUPERSEDED`, `LEDGER_REVIEWER`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(review) = case.review() else {
        findings.add("LEDGER_REVIEW_MISSING", "reviews", case.change_set().text("review_decision_id"), "no such review");
        return;
    };
    findings.says("LEDGER_REVIEW_VERDICT", "reviews", review, "verdict", "PASS");
    let digest = case.change_set().text("manifest_digest");
    findings.says("LEDGER_REVIEW_DIGEST", "reviews", review, "manifest_digest", digest);
    for name in FINDINGS {
        let column = format!("finding_{name}");
        if !matches!(review.text(&column), "pass" | "not_applicable") {
            findings.add("LEDGER_REVIEW_FINDINGS", format!("reviews.{column}"), "pass", review.text(&column));
        }
    }
    if let Some(Proposed::FirstCut(manifest)) = &case.manifest {
        let place = "reviews.reviewer_independence_evidence.answers";
        let answers = review.value("reviewer_independence_evidence").get("answers").cloned().unwrap_or_else(|| json!([]));
        match serde_json::from_value::<Vec<AnomalyAnswer>>(answers) {
            Ok(answers) => {
                for anomaly in left_open(&manifest.anomalies, &answers) {
                    findings.add("LEDGER_REVIEW_ANSWERS", place, anomaly, "no answer");
                }
            }
            Err(error) => findings.add("LEDGER_REVIEW_ANSWERS", place, "answers", error.to_string()),
        }
    }
    if let Some(by) = review.optional("superseded_by_review_decision_id") {
        findings.add("LEDGER_REVIEW_SUPERSEDED", "reviews.superseded_by_review_decision_id", "nothing", by);
    }
    let (envelope, reviewer) = (&case.bundle.envelope, review.text("reviewer_identity"));
    let mut same = |part: &str, row, place: &str, expected| findings.says("LEDGER_REVIEWER", part, row, place, expected);
    same("reviews", review, "reviewer_independence_evidence.reviewer", reviewer);
    same("envelope", envelope, "reviewer", reviewer);
    same("reviews", review, "reviewer_independence_evidence.marked_by", envelope.text("created_by"));
    same("envelope", envelope, "rationale", review.text("verdict_rationale"));
}
