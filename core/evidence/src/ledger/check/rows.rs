//! The affected rows: snapshots have their digests, the digests are those signed, and they hold what was planned.

use serde_json::{json, Value};
use std::collections::BTreeMap;

use super::Case;
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::change_set::Authorship;
use cutter_model::live::Target;
use cutter_pipeline::attest::manifest::ATTEST;
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::record::row_digest;
use iu_text::digest::canonical_digest;

/// `LEDGER_ROW_DIGEST`, `LEDGER_ROWS_DIGEST`, `LEDGER_ROW_MISSING`, `LEDGER_ROW_UNKNOWN`, `LEDGER_ROW_PLANNED`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for row in &case.bundle.affected_rows {
        let place = format!("affected_rows {}", row.text("target_row_id"));
        findings.equal("LEDGER_ROW_DIGEST", place, &digest(case, row), row.text("row_digest"));
    }
    compare_with_plan(case, findings);
    compare_with_attested(case, findings);
    let digests = case.row_digests();
    let recorded = case.change_set().text_in("payload_summary", "rows_digest");
    findings.equal("LEDGER_ROWS_DIGEST", "change_set.payload_summary.rows_digest", &canonical_digest(&digests), recorded);
}

/// The digest a row on record must have; of an operation it is that of both its states.
pub(super) fn digest(case: &Case<'_>, row: &Row) -> String {
    match case.is_operation() {
        true => row_digest(row.value("before_state_snapshot"), row.value("after_state_snapshot")),
        false => canonical_digest(snapshot(row)),
    }
}

/// What a row was after the change, or before it where nothing was left.
pub(super) fn snapshot(row: &Row) -> &Value {
    match row.value("after_state_snapshot") {
        Value::Null => row.value("before_state_snapshot"),
        after => after,
    }
}

fn compare_with_plan(case: &Case<'_>, findings: &mut Findings) {
    let (Some(manifest), Some(target)) = (&case.manifest, case.target()) else { return };
    let change_set = case.change_set();
    let by = Authorship {
        entry_id: case.entry_id(),
        change_set_id: case.change_set_id(),
        document_id: change_set.text("source_document_ref"),
        actor: change_set.text("emitted_by"),
        now: change_set.text("emitted_at"),
    };
    // Spans outside the text were found with the manifest.
    let Ok(planned) = planned_units(manifest, case.source_text(), by) else { return };
    let mut rows: BTreeMap<&str, &Row> = case.bundle.affected_rows.iter().map(|row| (row.text("target_row_id"), row)).collect();
    for unit in &planned {
        let address = &unit.unit.canonical_address;
        let Some(row) = rows.remove(unit.unit.id.as_str()) else {
            findings.add("LEDGER_ROW_MISSING", format!("affected_rows {}", unit.unit.id), address, "no such row");
            continue;
        };
        let expected = json!({
            "operation": "insert", "target_table": target.unit_table(), "before_state_snapshot": null,
            "after_state_snapshot": unit,
        });
        findings.members("LEDGER_ROW_PLANNED", format!("affected_rows {address}"), &expected, &json!(row));
    }
    for (id, row) in rows {
        let address = snapshot(row).pointer("/unit/canonical_address").and_then(Value::as_str).unwrap_or_default();
        findings.add("LEDGER_ROW_UNKNOWN", format!("affected_rows {id}"), "no such row", address);
    }
}

/// Every attested unit is on record in the state the manifest names, before as after.
fn compare_with_attested(case: &Case<'_>, findings: &mut Findings) {
    let Some(manifest) = &case.attested else { return };
    let mut rows: BTreeMap<&str, &Row> = case.bundle.affected_rows.iter().map(|row| (row.text("target_row_id"), row)).collect();
    for unit in &manifest.units {
        let Some(row) = rows.remove(unit.unit_id.as_str()) else {
            findings.add("LEDGER_ROW_MISSING", format!("affected_rows {}", unit.unit_id), &unit.address, "no such row");
            continue;
        };
        let expected = json!({
            "operation": ATTEST, "target_table": Target::Public.unit_table(), "row_digest": unit.row_digest,
            "before_state_snapshot": row.value("after_state_snapshot"),
        });
        findings.members("LEDGER_ROW_PLANNED", format!("affected_rows {}", unit.address), &expected, &json!(row));
    }
    for (id, row) in rows {
        let address = snapshot(row).pointer("/unit/canonical_address").and_then(Value::as_str).unwrap_or_default();
        findings.add("LEDGER_ROW_UNKNOWN", format!("affected_rows {id}"), "no such row", address);
    }
}
