//! The affected rows: snapshots have their digests, the digests are those signed, and they hold what was planned.

use serde_json::{json, Value};

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::change_set::Authorship;
use cutter_model::live::{LiveUnit, Target};
use cutter_pipeline::attest::manifest::{AttestedUnit, ATTEST};
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::record::row_digest;
use cutter_proof::rows_root;
use iu_text::digest::canonical_digest;

/// `LEDGER_ROW_DIGEST`, `LEDGER_ROWS_DIGEST`, `LEDGER_ROWS_ROOT`, `LEDGER_ROW_MISSING`, `LEDGER_ROW_UNKNOWN`, `LEDGER_ROW_PLANNED`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for row in &case.bundle.affected_rows {
        let place = format!("affected_rows {}", row.text("target_row_id"));
        findings.equal("LEDGER_ROW_DIGEST", place, &digest(case, row), row.text("row_digest"));
    }
    if let Some(planned) = planned(case) {
        compare(case, planned, findings);
    }
    let (digests, change_set) = (case.row_digests(), case.change_set());
    let digest = canonical_digest(&digests);
    findings.says("LEDGER_ROWS_DIGEST", "change_set", change_set, "payload_summary.rows_digest", &digest);
    // What was cut before proofs beside units were made has no root; of other rows it is another one anyway.
    let root = change_set.optional("payload_summary.rows_root");
    if root.is_some() && change_set.text("payload_summary.rows_digest") == digest {
        findings.says("LEDGER_ROWS_ROOT", "change_set", change_set, "payload_summary.rows_root", &rows_root(&digests));
    }
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

/// A row that must be on record.
struct Planned {
    id: String,
    address: String,
    row: Value,
}

/// The rows that the manifest makes, or attests; none of an operation, whose rows are looked at by themselves.
fn planned(case: &Case<'_>) -> Option<Vec<Planned>> {
    match case.manifest.as_ref()? {
        Proposed::FirstCut(manifest) => {
            let (target, change_set) = (case.target()?, case.change_set());
            let by = Authorship {
                entry_id: case.entry_id(),
                change_set_id: case.change_set_id(),
                document_id: change_set.text("source_document_ref"),
                actor: change_set.text("emitted_by"),
                now: change_set.text("emitted_at"),
            };
            // Spans outside the text were found with the manifest.
            let units = planned_units(manifest, case.source_text(), by).ok()?;
            let planned = |unit: LiveUnit| Planned {
                id: unit.unit.id.clone(),
                address: unit.unit.canonical_address.clone(),
                row: json!({
                    "operation": "insert", "target_table": target.unit_table(), "before_state_snapshot": null,
                    "after_state_snapshot": unit,
                }),
            };
            Some(units.into_iter().map(planned).collect())
        }
        Proposed::Attest(manifest) => {
            let rows = case.affected();
            let planned = |unit: &AttestedUnit| Planned {
                id: unit.unit_id.clone(),
                address: unit.address.clone(),
                // It is on record in the state the manifest names, before as after.
                row: json!({
                    "operation": ATTEST, "target_table": Target::Public.unit_table(), "row_digest": unit.row_digest,
                    "before_state_snapshot": rows.get(unit.unit_id.as_str()).map(|row| row.value("after_state_snapshot")),
                }),
            };
            Some(manifest.units.iter().map(planned).collect())
        }
        Proposed::Operation(_) => None,
    }
}

fn compare(case: &Case<'_>, planned: Vec<Planned>, findings: &mut Findings) {
    let mut rows = case.affected();
    for Planned { id, address, row } in planned {
        match rows.remove(id.as_str()) {
            Some(found) => findings.members("LEDGER_ROW_PLANNED", format!("affected_rows {address}"), &row, &json!(found)),
            None => findings.add("LEDGER_ROW_MISSING", format!("affected_rows {id}"), address, "no such row"),
        }
    }
    for (id, row) in rows {
        let address = snapshot(row).pointer("/unit/canonical_address").and_then(Value::as_str).unwrap_or_default();
        findings.add("LEDGER_ROW_UNKNOWN", format!("affected_rows {id}"), "no such row", address);
    }
}
