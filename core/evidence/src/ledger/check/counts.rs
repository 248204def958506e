//! Counts: the rows are those planned, and a verified cut of N units has its 13 + 2N rows.

use serde_json::json;

use super::Case;
use crate::ledger::finding::Findings;
use cutter_model::change_set::RowCounts;
use cutter_model::live::Target;
use cutter_pipeline::attest;
use cutter_pipeline::first_cut::plan::cut_row_counts;

/// `LEDGER_PLANNED_COUNTS`, `LEDGER_ROW_COUNT`, `LEDGER_MATRIX`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let rows = bundle.affected_rows.len();
    let planned = case.change_set().value("planned_row_counts");
    let counts = case.is_attestation().then(|| attest::plan::row_counts(rows));
    let of_operation = case.is_operation().then(|| operation_row_counts(case));
    if let Some(expected) = case.target().map(|target| cut_row_counts(target, rows)).or(counts).or(of_operation) {
        findings.members("LEDGER_PLANNED_COUNTS", "change_set.planned_row_counts", &json!(expected), planned);
    }
    let summary = case.change_set().value("payload_summary").get("units").and_then(serde_json::Value::as_u64);
    let units = if case.is_operation() { touched_units(case) } else { rows };
    if summary != u64::try_from(units).ok() {
        findings.add(
            "LEDGER_ROW_COUNT",
            "change_set.payload_summary.units",
            units,
            summary.map_or("nothing".to_owned(), |count| count.to_string()),
        );
    }
    let listed = case.manifest.as_ref().map(|manifest| (manifest.units.len(), manifest.counts.units, "manifest.counts.units"));
    let attested = case.attested.as_ref().map(|manifest| (manifest.units.len(), manifest.unit_count, "manifest.unit_count"));
    if let (Some((units, counted, place)), Some(entry)) = (listed.or(attested), &bundle.entry) {
        let pinned = entry.value("payload").get("unit_count").and_then(serde_json::Value::as_u64).unwrap_or_default();
        findings.count("LEDGER_ROW_COUNT", "entry.payload.unit_count", units, usize::try_from(pinned).unwrap_or(usize::MAX));
        findings.count("LEDGER_ROW_COUNT", place, units, counted);
    }
    if !case.is_rehearsal() {
        check_matrix(case, findings);
    }
}

/// Rows of the unit table that an operation touched.
pub(super) fn touched_units(case: &Case<'_>) -> usize {
    case.bundle.affected_rows.iter().filter(|row| row.text("target_table") == Target::Public.unit_table()).count()
}

fn operation_row_counts(case: &Case<'_>) -> RowCounts {
    let mut counts = RowCounts::from([
        ("cutter_governance.cut_change_set".to_owned(), 1),
        ("cutter_governance.cut_change_set_affected_row".to_owned(), case.bundle.affected_rows.len()),
        ("cutter_governance.dot_pair_signature".to_owned(), 1),
        ("cutter_governance.decision_backlog_history".to_owned(), 1),
    ]);
    for row in &case.bundle.affected_rows {
        *counts.entry(row.text("target_table").to_owned()).or_default() += 1;
    }
    counts
}

/// Each deferral adds a review, and with it two rows of history and a sweep.
fn check_matrix(case: &Case<'_>, findings: &mut Findings) {
    let bundle = case.bundle;
    let deferred = bundle.reviews.len().saturating_sub(1);
    let verified = bundle.verify_results.len();
    let compensated = bundle.compensations.len();
    let named = case.operation.as_ref().map(|manifest| manifest.origins.len() + manifest.results.len());
    let blocks = named.unwrap_or(bundle.affected_rows.len());
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
