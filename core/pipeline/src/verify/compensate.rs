//! Compensation: a new change set that removes the draft rows a failed cut created, or puts back those a failed operation
//! changed, if they are untouched since.

use cutter_revision::REVISION;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::collections::BTreeMap;

use super::{Affected, VerifyFacts};
use crate::operation::verify::way_back;
use crate::operation::{RowChanges, TouchedRow};
use crate::record::ChangeSetFacts;
use crate::record::{affected_row, AffectedRow, ChangeKind, ChangeSetRow, ChangeSetStatus};
use crate::structure::Kind;
use cutter_model::change_set::{Authorship, RowCounts};
use cutter_model::entry::EntryRow;
use cutter_model::id::derived_id;
use cutter_model::live::{json_text, LiveUnit};
use cutter_model::word::word_of;
use iu_text::digest::canonical_digest;

/// The way back, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct Compensation {
    /// The compensating change set; none where rows were touched, and then nothing is removed.
    pub change_set: Option<ChangeSetRow>,
    /// JSON array of its affected rows (the removed rows in full).
    pub affected_rows: String,
    /// Rows it must remove or write, by table.
    pub planned_row_counts: RowCounts,
    /// The statements that put an operation back; none where removing what the cut wrote is all there is to do.
    pub changes: Option<RowChanges>,
    /// The open escalation.
    pub escalation: EntryRow,
    /// Why it is compensated, or why not.
    pub reason: String,
}

/// What undoes a change set.
struct Undoing {
    affected_rows: String,
    planned: RowCounts,
    units: usize,
    changes: Option<RowChanges>,
    reason: String,
}

/// Plans the compensation of a cut whose verification failed.
#[must_use]
pub fn plan(facts: &VerifyFacts, verify_result_id: &str, live: &[LiveUnit], affected: &Affected) -> Compensation {
    let change_set_id = derived_id("compensation", &[&facts.change_set.change_set_id]);
    let (touched, undoing) = match affected {
        Affected::Units(rows) => undo_cut(facts, live, rows, &change_set_id),
        Affected::Touched(rows) => undo_operation(facts, rows, &change_set_id),
    };
    let Undoing { affected_rows, planned, units, changes, reason } = undoing;
    let change_set = (!touched).then(|| {
        let original = &facts.change_set;
        ChangeSetRow {
            change_set_id: change_set_id.clone(),
            decision_backlog_entry_id: Some(facts.entry.entry_id.clone()),
            idempotency_key: canonical_digest(&json!(["compensate", original.change_set_id])),
            rollback_key: format!("rollback:{change_set_id}"),
            operation_kind: word_of(ChangeKind::Compensation),
            status: ChangeSetStatus::Applied,
            manifest_id: original.manifest_id.clone(),
            manifest_version: original.manifest_version.clone(),
            manifest_digest: original.manifest_digest.clone(),
            plan_digest: canonical_digest(&json!(["compensate", original.plan_digest, planned])),
            review_decision_id: original.review_decision_id.clone(),
            executor_tool_revision: REVISION.to_owned(),
            verifier_tool_revision: REVISION.to_owned(),
            emitted_by: facts.actor.clone(),
            emitted_at: facts.now.clone(),
            applied_at: facts.now.clone(),
            source_document_ref: original.source_document_ref.clone(),
            planned_row_counts: planned.clone(),
            payload_summary: summary(original, verify_result_id, units, &reason),
            compensates_change_set_id: Some(original.change_set_id.clone()),
        }
    });
    let escalation = EntryRow {
        entry_id: derived_id("escalation", &[verify_result_id]),
        kind: "escalation".to_owned(),
        status: "open".to_owned(),
        payload: json!({
            "cause": "verify_failed", "entry_id": facts.entry.entry_id, "change_set_id": facts.change_set.change_set_id,
            "verify_result_id": verify_result_id, "compensated": change_set.is_some(), "reason": reason,
        }),
        emitted_at: facts.now.clone(),
    };
    Compensation { affected_rows, change_set, planned_row_counts: planned, changes, escalation, reason }
}

/// What a compensation says of itself. It is of the same day as what it takes back, so that neither is on the timeline any more.
fn summary(original: &ChangeSetFacts, verify_result_id: &str, units: usize, reason: &str) -> Value {
    let said = |name: &str| original.payload_summary.get(name);
    let mut summary =
        json!({ "doc_code": said("doc_code"), "verify_result_id": verify_result_id, "units": units, "reason": reason });
    if let Some(day) = said("effective_on") {
        summary["effective_on"] = day.clone();
    }
    summary
}

/// Whether what was cut was touched since, and how it is removed.
fn undo_cut(facts: &VerifyFacts, live: &[LiveUnit], affected: &[AffectedRow], change_set_id: &str) -> (bool, Undoing) {
    // An attestation wrote no unit: there is nothing to take back.
    let touched = if facts.change_set.kind() == Some(ChangeKind::Attest) {
        Some("the change set attested units and wrote none".to_owned())
    } else {
        first_touched(live, affected)
    };
    let unit_table = affected.first().map_or("public.tac_logical_unit", |row| row.target_table.as_str());
    let removed: Vec<AffectedRow> = affected
        .iter()
        .filter_map(|row| Some(affected_row(&row.target_table, change_set_id, "delete", row.after_state_snapshot.clone()?)))
        .collect();
    let undoing = Undoing {
        affected_rows: if touched.is_none() { json_text(&removed) } else { "[]".to_owned() },
        planned: BTreeMap::from([
            (unit_table.to_owned(), affected.len()),
            ("public.tac_unit_version".to_owned(), affected.len()),
        ]),
        units: affected.len(),
        changes: None,
        reason: match &touched {
            None => "The rows of the cut are untouched since and are removed.".to_owned(),
            Some(what) => format!("Nothing is removed: {what}."),
        },
    };
    (touched.is_some(), undoing)
}

/// Whether what an operation changed was touched since, and how it is put back.
fn undo_operation(facts: &VerifyFacts, affected: &[TouchedRow], change_set_id: &str) -> (bool, Undoing) {
    let by = Authorship {
        entry_id: &facts.entry.entry_id,
        change_set_id,
        document_id: &facts.change_set.source_document_ref,
        actor: &facts.actor,
        now: &facts.now,
    };
    let nothing = |why: &str| {
        let reason = format!("Nothing is put back: {why}");
        let undoing = Undoing { affected_rows: "[]".to_owned(), planned: RowCounts::new(), units: 0, changes: None, reason };
        (true, undoing)
    };
    if let Some(ChangeKind::Operation(Kind::Withdraw | Kind::Correct)) = facts.change_set.kind() {
        return nothing(
            "what a withdrawal or a correction took away is on record, and becomes law again only as a change of its own.",
        );
    }
    let reason = "The rows of the operation are untouched since and are put back.";
    match way_back(facts, affected, by, reason) {
        Ok(back) => {
            let undoing = Undoing {
                affected_rows: json_text(&back.affected),
                planned: back.planned,
                units: back.units,
                changes: Some(back.changes),
                reason: reason.to_owned(),
            };
            (false, undoing)
        }
        Err(refusal) => nothing(&refusal.message),
    }
}

/// What was changed since the cut, in one clause; none where every row is exactly as the cut left it.
fn first_touched(live: &[LiveUnit], affected: &[AffectedRow]) -> Option<String> {
    let by_id: BTreeMap<&str, &LiveUnit> = live.iter().map(|unit| (unit.unit.id.as_str(), unit)).collect();
    for row in affected {
        let Some(written) = &row.after_state_snapshot else {
            return Some(format!("row {} has no recorded state", row.target_row_id));
        };
        let address = &written.unit.canonical_address;
        match by_id.get(row.target_row_id.as_str()) {
            None => return Some(format!("{address} is no longer there")),
            Some(now) if *now != written => return Some(format!("{address} was changed since the cut")),
            Some(_) => {}
        }
    }
    let ours: std::collections::BTreeSet<&str> = affected.iter().map(|row| row.target_row_id.as_str()).collect();
    let extra = live.iter().find(|unit| !ours.contains(unit.unit.id.as_str()))?;
    Some(format!("{} stands in the document and was not written by the cut", extra.unit.canonical_address))
}
