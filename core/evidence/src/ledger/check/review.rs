//! The review: a PASS for exactly this manifest, all ten findings in order, by the person everything else names.

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
    findings.equal("LEDGER_REVIEW_VERDICT", "reviews.verdict", "PASS", review.text("verdict"));
    findings.equal(
        "LEDGER_REVIEW_DIGEST",
        "reviews.manifest_digest",
        case.change_set().text("manifest_digest"),
        review.text("manifest_digest"),
    );
    for name in FINDINGS {
        let column = format!("finding_{name}");
        if !matches!(review.text(&column), "pass" | "not_applicable") {
            findings.add("LEDGER_REVIEW_FINDINGS", format!("reviews.{column}"), "pass", review.text(&column));
        }
    }
    if let Some(manifest) = &case.manifest {
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
    let reviewer = review.text("reviewer_identity");
    let mut same = |place: &str, observed: &str| findings.equal("LEDGER_REVIEWER", place, reviewer, observed);
    same("reviews.reviewer_independence_evidence.reviewer", review.text_in("reviewer_independence_evidence", "reviewer"));
    same("envelope.reviewer", case.bundle.envelope.text("reviewer"));
    let marked_by = case.bundle.envelope.text("created_by");
    let evidence = review.text_in("reviewer_independence_evidence", "marked_by");
    findings.equal("LEDGER_REVIEWER", "reviews.reviewer_independence_evidence.marked_by", marked_by, evidence);
    findings.equal(
        "LEDGER_REVIEWER",
        "envelope.rationale",
        review.text("verdict_rationale"),
        case.bundle.envelope.text("rationale"),
    );
}
