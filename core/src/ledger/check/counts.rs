//! Counts: the rows are those planned, and a verified cut of N units has its 13 + 2N rows.

use serde_json::json;

use super::Case;
use crate::ledger::finding::Findings;
use crate::pipeline::live::Target;
use crate::pipeline::plan::cut_row_counts;

/// `LEDGER_PLANNED_COUNTS`, `LEDGER_ROW_COUNT`, `LEDGER_MATRIX`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let rows = bundle.affected_rows.len();
    let planned = case.change_set().value("planned_row_counts");
    if case.is_first_cut() {
        findings.members(
            "LEDGER_PLANNED_COUNTS",
            "change_set.planned_row_counts",
            &json!(cut_row_counts(Target::Public, rows)),
            planned,
        );
    }
    let summary = case.change_set().value("payload_summary").get("units").and_then(serde_json::Value::as_u64);
    if summary != u64::try_from(rows).ok() {
        findings.add(
            "LEDGER_ROW_COUNT",
            "change_set.payload_summary.units",
            rows,
            summary.map_or("nothing".to_owned(), |count| count.to_string()),
        );
    }
    if let (Some(manifest), Some(entry)) = (&case.manifest, &bundle.entry) {
        let pinned = entry.value("payload").get("unit_count").and_then(serde_json::Value::as_u64).unwrap_or_default();
        findings.count(
            "LEDGER_ROW_COUNT",
            "entry.payload.unit_count",
            manifest.units.len(),
            usize::try_from(pinned).unwrap_or(usize::MAX),
        );
        findings.count("LEDGER_ROW_COUNT", "manifest.counts.units", manifest.units.len(), manifest.counts.units);
    }
    if !case.is_rehearsal() {
        check_matrix(case, findings);
    }
}

/// Each deferral adds a review, and with it two rows of history and a sweep.
fn check_matrix(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let deferred = bundle.reviews.len().saturating_sub(1);
    let verified = bundle.verify_results.len();
    let compensated = bundle.compensations.len();
    for (table, expected, observed) in [
        ("decision_backlog_history", 4 + 2 * deferred + verified + compensated, bundle.history.len()),
        ("decision_backlog_sweep_log", 1 + deferred, bundle.sweeps.len()),
        ("verify_result", verified.min(1), verified),
        ("dot_pair_signature", 1 + verified, bundle.signatures.len()),
        ("manifest_unit_block", bundle.affected_rows.len(), bundle.unit_blocks.len()),
    ] {
        findings.count("LEDGER_MATRIX", table, expected, observed);
    }
}
