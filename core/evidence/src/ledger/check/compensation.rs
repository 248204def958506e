//! What a failed verification led to: an escalation always, and a compensation that removed exactly what was cut, or put back
//! exactly what an operation changed.

use serde_json::{json, Value};
use std::collections::BTreeMap;

use super::rows::{digest, snapshot};
use super::Case;
use crate::ledger::bundle::Compensation;
use crate::ledger::finding::Findings;
use crate::ledger::row::Row;
use cutter_model::id::derived_id;
use cutter_pipeline::structure::ALIAS_TABLE;
use iu_text::digest::canonical_digest;

/// `LEDGER_ESCALATION`, `LEDGER_COMPENSATION_MISSING`, `LEDGER_COMPENSATION_UNKNOWN`, `LEDGER_COMPENSATION_DIFFERS`,
/// `LEDGER_COMPENSATION_ROW`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let compensation_id = case.result().and_then(|result| result.optional("compensation_change_set_id"));
    check_escalation(case, findings);
    match (compensation_id, case.bundle.compensations.as_slice()) {
        (None, []) => {}
        (Some(id), [compensation]) => check_compensation(case, id, compensation, findings),
        (Some(id), others) => {
            findings.add("LEDGER_COMPENSATION_MISSING", "compensations", id, format!("{} compensations", others.len()))
        }
        (None, [other, ..]) => {
            findings.add("LEDGER_COMPENSATION_UNKNOWN", "compensations", "nothing", other.change_set.text("change_set_id"))
        }
    }
}

fn check_escalation(case: &Case<'_>, findings: &mut Findings) {
    let named = case.result().and_then(|result| result.optional("escalation_entry_id"));
    let failed = case.result().is_some_and(|result| result.text("verdict") != "pass");
    let ids: Vec<&str> = case.bundle.escalations.iter().map(|entry| entry.text("entry_id")).collect();
    if named.is_some() != failed || ids != named.into_iter().collect::<Vec<_>>() {
        let expected = named.unwrap_or(if failed { "an escalation" } else { "nothing" });
        findings.add("LEDGER_ESCALATION", "escalations", expected, ids.join(" "));
        return;
    }
    let (Some(result), Some(entry)) = (case.result(), case.bundle.escalations.first()) else { return };
    let id = result.text("verify_result_id");
    findings.equal("LEDGER_ESCALATION", "escalations.entry_id", &derived_id("escalation", &[id]), entry.text("entry_id"));
    let expected = json!({
        "kind": "escalation",
        "payload": { "entry_id": case.entry_id(), "change_set_id": case.change_set_id(), "verify_result_id": id },
    });
    findings.members("LEDGER_ESCALATION", "escalations", &expected, &json!(entry));
}

fn check_compensation(case: &Case<'_>, id: &str, compensation: &Compensation, findings: &mut Findings) {
    let (undo, original) = (&compensation.change_set, case.change_set());
    let expected = json!({
        "change_set_id": id, "compensates_change_set_id": case.change_set_id(), "operation_kind": "compensation",
        "decision_backlog_entry_id": case.entry_id(), "manifest_id": original.text("manifest_id"),
        "manifest_digest": original.text("manifest_digest"), "review_decision_id": original.text("review_decision_id"),
        "idempotency_key": canonical_digest(&json!(["compensate", case.change_set_id()])),
        "emitted_by": case.result().map_or("", |result| result.text("verified_by")),
    });
    findings.members("LEDGER_COMPENSATION_DIFFERS", "compensations.change_set", &expected, &json!(undo));
    let derived = derived_id("compensation", &[case.change_set_id()]);
    findings.equal("LEDGER_COMPENSATION_DIFFERS", "compensations.change_set.change_set_id", &derived, id);
    if case.is_operation() {
        check_put_back(case, id, compensation, findings);
        return;
    }
    let mut removed = by_target(compensation);
    for row in &case.bundle.affected_rows {
        let target = row.text("target_row_id");
        let place = format!("compensations.affected_rows {target}");
        let Some(removal) = removed.remove(target) else {
            findings.add("LEDGER_COMPENSATION_ROW", place, "a removal", "nothing");
            continue;
        };
        let expected = json!({
            "affected_row_id": derived_id("affected-row", &[id, target]), "change_set_id": id, "operation": "delete",
            "target_table": row.text("target_table"), "row_digest": canonical_digest(snapshot(row)),
            "before_state_snapshot": snapshot(row), "after_state_snapshot": null,
        });
        findings.members("LEDGER_COMPENSATION_ROW", place, &expected, &json!(removal));
    }
    for target in removed.into_keys() {
        findings.add("LEDGER_COMPENSATION_ROW", format!("compensations.affected_rows {target}"), "nothing", "a removal");
    }
}

/// The affected rows of a compensation, by the ids of what they tell of.
fn by_target(compensation: &Compensation) -> BTreeMap<&str, &Row> {
    compensation.affected_rows.iter().map(|row| (row.text("target_row_id"), row)).collect()
}

/// Every unit and version that an operation touched is as it was, but for the time of its last change; aliases are closed and
/// written, never removed.
fn check_put_back(case: &Case<'_>, id: &str, compensation: &Compensation, findings: &mut Findings) {
    let mut back = by_target(compensation);
    for row in &case.bundle.affected_rows {
        let target = row.text("target_row_id");
        let place = format!("compensations.affected_rows {target}");
        if row.text("target_table") == ALIAS_TABLE {
            continue;
        }
        let Some(way_back) = back.remove(target) else {
            findings.add("LEDGER_COMPENSATION_ROW", place, "the row put back", "nothing");
            continue;
        };
        let expected = json!({
            "affected_row_id": derived_id("affected-row", &[id, target]), "change_set_id": id,
            "target_table": row.text("target_table"), "row_digest": digest(case, way_back),
        });
        findings.members("LEDGER_COMPENSATION_ROW", place.clone(), &expected, &json!(way_back));
        for (from, to) in [("after_state_snapshot", "before_state_snapshot"), ("before_state_snapshot", "after_state_snapshot")] {
            if untimed(row.value(from)) != untimed(way_back.value(to)) {
                findings.add("LEDGER_COMPENSATION_ROW", format!("{place}.{to}"), row.value(from), way_back.value(to));
            }
        }
    }
    for (target, row) in back {
        let place = format!("compensations.affected_rows {target}");
        let is_alias = row.text("target_table") == ALIAS_TABLE && *row.value("after_state_snapshot") != Value::Null;
        if !is_alias {
            findings.add("LEDGER_COMPENSATION_ROW", place.clone(), "nothing", "a row");
        }
        let expected = json!({
            "affected_row_id": derived_id("affected-row", &[id, target]), "change_set_id": id, "row_digest": digest(case, row),
        });
        findings.members("LEDGER_COMPENSATION_ROW", place, &expected, &json!(row));
    }
}

/// A state without the time of its last change, which each writing stamps.
fn untimed(state: &Value) -> Value {
    let mut state = state.clone();
    for row in state.as_object_mut().into_iter().flat_map(|names| names.values_mut()) {
        if let Some(columns) = row.as_object_mut() {
            columns.remove("updated_at");
        }
    }
    state
}
