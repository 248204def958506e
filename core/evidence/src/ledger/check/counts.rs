//! Counts: the rows are those planned, and a verified cut of N units has its 13 + 2N rows.

use serde_json::json;

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use cutter_model::change_set::{ledger_rows, RowCounts};
use cutter_pipeline::first_cut::plan::cut_row_counts;

/// `LEDGER_PLANNED_COUNTS`, `LEDGER_ROW_COUNT`, `LEDGER_MATRIX`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let rows = bundle.affected_rows.len();
    if let Some(expected) = row_counts(case, rows) {
        let planned = case.change_set().value("planned_row_counts");
        findings.members("LEDGER_PLANNED_COUNTS", "change_set.planned_row_counts", &json!(expected), planned);
    }
    let (units, summary) = (case.touched_units(), case.change_set().number("payload_summary.units"));
    if summary != Some(units) {
        let observed = summary.map_or("nothing".to_owned(), |count| count.to_string());
        findings.add("LEDGER_ROW_COUNT", "change_set.payload_summary.units", units, observed);
    }
    let listed = match &case.manifest {
        Some(Proposed::FirstCut(manifest)) => Some((manifest.units.len(), manifest.counts.units, "manifest.counts.units")),
        Some(Proposed::Attest(manifest)) => Some((manifest.units.len(), manifest.unit_count, "manifest.unit_count")),
        _ => None,
    };
    if let (Some((units, counted, place)), Some(entry)) = (listed, &bundle.entry) {
        let pinned = entry.number("payload.unit_count").unwrap_or_default();
        findings.count("LEDGER_ROW_COUNT", "entry.payload.unit_count", units, pinned);
        findings.count("LEDGER_ROW_COUNT", place, units, counted);
    }
    if !case.is_rehearsal() {
        check_matrix(case, findings);
    }
}

/// Rows of the change set by table; none of a kind that is not known.
fn row_counts(case: &Case<'_>, rows: usize) -> Option<RowCounts> {
    if case.is_operation() {
        let mut counts = ledger_rows(rows);
        for row in &case.bundle.affected_rows {
            *counts.entry(row.text("target_table").to_owned()).or_default() += 1;
        }
        return Some(counts);
    }
    case.target().map(|target| cut_row_counts(target, rows)).or_else(|| case.is_attestation().then(|| ledger_rows(rows)))
}

/// Each deferral adds a review, and with it two rows of history and a sweep.
fn check_matrix(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let deferred = bundle.reviews.len().saturating_sub(1);
    let verified = bundle.verify_results.len();
    let compensated = bundle.compensations.len();
    let blocks = match &case.manifest {
        Some(Proposed::Operation(manifest)) => manifest.origins.len() + manifest.results.len(),
        _ => bundle.affected_rows.len(),
    };
    for (table, expected, observed) in [
        ("decision_backlog_history", 4 + 2 * deferred + verified + compensated, bundle.history.len()),
        ("decision_backlog_sweep_log", 1 + deferred, bundle.sweeps.len()),
        ("verify_result", verified.min(1), verified),
        ("dot_pair_signature", 1 + verified, bundle.signatures.len()),
        ("manifest_unit_block", blocks, bundle.unit_blocks.len()),
    ] {
        findings.count("LEDGER_MATRIX", table, expected, observed);
    }
}
