//! An operation on the structure: each row on record is a whole change of a unit, a version or an alias, and each unit that the
//! manifest names is among them as the manifest has it.

use serde_json::{json, Value};

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::id::unit_id;
use cutter_model::live::Target;
use cutter_pipeline::structure::ALIAS_TABLE;
use iu_text::digest::sha256_hex;

/// `LEDGER_ROW_PLANNED`, `LEDGER_ROW_MISSING`, `LEDGER_CONTENT_HASH`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let (Some(Proposed::Operation(manifest)), true) = (&case.manifest, case.is_operation()) else { return };
    for row in &case.bundle.affected_rows {
        check_row(row, findings);
    }
    let mut units = case.affected();
    units.retain(|_, row| row.text("target_table") == Target::Public.unit_table());
    let mut holds = |id: &str, address: &str, state: &str, expected: &Value| {
        let place = format!("affected_rows {address}");
        match units.get(id) {
            Some(row) => findings.members("LEDGER_ROW_PLANNED", place, expected, row.value(&format!("{state}.unit"))),
            None => findings.add("LEDGER_ROW_MISSING", place, address, "no such row"),
        }
    };
    for origin in &manifest.origins {
        let expected = json!({ "id": origin.unit_id, "canonical_address": origin.address, "doc_code": manifest.doc_code });
        holds(&origin.unit_id, &origin.address, "before_state_snapshot", &expected);
    }
    for result in &manifest.results {
        let id = result.unit_id.clone().unwrap_or_else(|| unit_id(case.entry_id(), &result.local_id));
        let expected = json!({
            "id": id, "canonical_address": result.address, "section_type": result.section_type, "authority": result.authority,
            "canonical_address_format_version": result.address_format_version, "doc_code": manifest.doc_code,
        });
        holds(&id, &result.address, "after_state_snapshot", &expected);
    }
    for moved in &manifest.moved_along {
        let expected = json!({ "id": moved.unit_id, "canonical_address": moved.address_after });
        holds(&moved.unit_id, &moved.address_after, "after_state_snapshot", &expected);
    }
}

/// A row is of one of three tables, says what was done, and both its states are of the row it names.
fn check_row(row: &Row, findings: &mut Findings) {
    let place = || format!("affected_rows {}", row.text("target_row_id"));
    let (name, key) = match row.text("target_table") {
        table if table == Target::Public.unit_table() => ("unit", "id"),
        table if table == Target::Public.version_table() => ("version", "id"),
        ALIAS_TABLE => ("alias", "alias_id"),
        other => return findings.add("LEDGER_ROW_PLANNED", place(), "a unit, a version or an alias", other),
    };
    let states = ["before_state_snapshot", "after_state_snapshot"].map(|column| row.value(column));
    let operation = match states.map(Value::is_null) {
        [true, false] => "insert",
        [false, true] => "delete",
        [false, false] => "update",
        [true, true] => "nothing",
    };
    findings.says("LEDGER_ROW_PLANNED", &place(), row, "operation", operation);
    for state in states.into_iter().filter(|state| !state.is_null()) {
        let id = state.get(name).and_then(|row| row.get(key)).and_then(Value::as_str).unwrap_or_default();
        findings.equal("LEDGER_ROW_PLANNED", place(), row.text("target_row_id"), id);
        if name == "version" {
            let text = |key: &str| state["version"].get(key).and_then(Value::as_str).unwrap_or_default();
            findings.equal("LEDGER_CONTENT_HASH", place(), &sha256_hex(text("body").as_bytes()), text("content_hash"));
        }
    }
}
