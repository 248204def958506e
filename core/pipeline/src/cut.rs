//! CUT: the gates, and every row of the one transaction that enacts a manifest.

use cutter_revision::REVISION;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::proposal;
use crate::record::RowChanges;
use cutter_model::backlog::{Move, State};
use cutter_model::change_set::RowCounts;
use cutter_model::entry::{HistoryRow, StatusChange};
use cutter_model::gate::Gate;
use cutter_model::id::derived_id;
use cutter_model::live::{json_text, Target};
use cutter_model::refusal::{Refusal, RefusalKind};
use cutter_model::seal::{to_sign, Lane, ToSign};
use cutter_proof::rows_root;
use iu_text::digest::canonical_digest;
use iu_text::manifest::FORMAT_VERSION;

mod gates;
mod identity;
mod written;

pub use crate::record::{AffectedRow, ChangeSetRow, CutFacts, RehearsalFacts, ReviewOnRecord};
use identity::Identity;
pub use written::{sign_written, Written};

/// How a cut moves its entry; a rehearsal moves none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct CutMoves {
    /// S2 to S5, at the opening of the transaction.
    pub begin: StatusChange,
    /// S5 to S6, at its end.
    pub end: StatusChange,
    /// The history row.
    pub history: HistoryRow,
}

/// Everything CUT writes; the batches are JSON arrays, each for one set-based insert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct CutPlan {
    /// Every gate, with its verdict.
    pub gates: Vec<Gate>,
    /// The change set.
    pub change_set: ChangeSetRow,
    /// Rows of the unit table.
    pub units: String,
    /// Rows of the version table.
    pub versions: String,
    /// The statements of an operation on units that are there; none where new units are all there is to write.
    pub changes: Option<RowChanges>,
    /// Rows of `cut_change_set_affected_row`.
    pub affected_rows: String,
    /// State of the entry once this is written.
    pub status: State,
    /// The moves of the entry; none for a rehearsal.
    pub moves: Option<CutMoves>,
    /// Rows of the earlier rehearsal to remove first, by table; the transaction compares what it removed.
    pub removed_row_counts: RowCounts,
    /// What the executor lane signs; of a cut to public, with what [`sign_written`] adds once its rows are written.
    pub to_sign: ToSign,
    /// Planned rows by table; the transaction compares what it wrote.
    pub planned_row_counts: RowCounts,
    /// What the rows are named by.
    pub signature_id: String,
}

/// Plans a cut.
///
/// # Errors
/// `CUT_REFUSED` with every gate that fired (`CUT_SOD`, forbidden, where separation of duty did),
/// `ATTEST_NOT_REHEARSED`, `STRUCTURE_NOT_REHEARSED`, `MOVE_NOT_ALLOWED`, those of reading the manifest and those of
/// [`crate::structure::plan`].
pub fn plan_cut(facts: &CutFacts) -> Result<CutPlan, Refusal> {
    let proposal = proposal::from_stored(&facts.manifest_text)?;
    if let (Target::Sandbox, Some(refusal)) = (facts.target, proposal.not_rehearsed()) {
        return Err(refusal);
    }
    let entry_id = &facts.entry.entry_id;
    // A rehearsal is of the cut that may come next, so it needs the same state.
    let begin = StatusChange::by(entry_id, facts.entry.state()?, Move::CutBegin)?;
    let separation = gates::separation(facts);
    if let Some(refusal) = Refusal::from_gates("CUT_SOD", RefusalKind::Forbidden, std::slice::from_ref(&separation)) {
        return Err(refusal);
    }
    let mut gates = vec![separation];
    gates.extend(gates::gates_of(facts, &*proposal));
    if let Some(refusal) = Refusal::from_gates("CUT_REFUSED", RefusalKind::Conflict, &gates) {
        return Err(refusal);
    }
    let Some(review) = &facts.review else {
        return Err(Refusal::conflict("CUT_REFUSED", "There is no review."));
    };
    let identity = Identity::of(facts, &*proposal);
    let change_set_id = identity.change_set_id.as_str();
    let content = proposal.content(facts, change_set_id)?;
    let digests = content.affected.row_digests();
    let (rows_digest, rows_root) = (canonical_digest(&digests), rows_root(&digests));
    let mut summary = json!({
        "doc_code": content.doc_code, "prefix": content.prefix, "source_sha256": content.source_sha256,
        "units": content.unit_count, "rows_digest": rows_digest, "rows_root": rows_root, "gates": gates,
    });
    if let Some(state) = &content.state_before {
        summary["state_before"] = json!(state);
    }
    let mut payload = json!({
        "change_set_id": change_set_id, "entry_id": entry_id, "executor": facts.actor, "key_id": facts.key.key_id,
        "manifest_digest": proposal.digest(), "operation_kind": identity.operation_kind, "plan_digest": content.plan_digest,
        "planned_row_counts": content.planned, "review_decision_id": review.review_decision_id, "rows_digest": rows_digest,
        "signed_at": facts.now, "source_sha256": content.source_sha256, "target": facts.target, "tool_revision": REVISION,
    });
    for (name, said) in proposal.place().into_iter().filter_map(|(name, said)| Some((name, said?))) {
        summary[name] = json!(said);
        payload[name] = json!(said);
    }
    let moves = match facts.target {
        Target::Public => Some(moves(facts, begin, change_set_id, &content.plan_digest)?),
        Target::Sandbox => None,
    };
    let new = |row: &&AffectedRow| row.before_state_snapshot.is_none();
    let born = || content.affected.units().iter().filter(new).filter_map(|row| row.after_state_snapshot.as_ref());
    Ok(CutPlan {
        units: json_text(born().map(|unit| &unit.unit)),
        versions: json_text(born().filter_map(|unit| unit.version.as_ref())),
        affected_rows: content.affected.text(),
        changes: content.changes,
        status: moves.as_ref().map_or(facts.entry.state()?, |moves| moves.end.to),
        moves,
        removed_row_counts: removed(facts),
        to_sign: to_sign(Lane::Executor, &facts.key.key_id, &payload),
        planned_row_counts: content.planned.clone(),
        signature_id: derived_id("signature", &[Lane::Executor.as_text(), change_set_id]),
        change_set: ChangeSetRow {
            rollback_key: format!("rollback:{change_set_id}"),
            change_set_id: identity.change_set_id,
            decision_backlog_entry_id: identity.entry_id,
            idempotency_key: identity.idempotency_key,
            operation_kind: identity.operation_kind,
            status: identity.status,
            manifest_id: facts.manifest_id.clone(),
            manifest_version: FORMAT_VERSION.to_owned(),
            manifest_digest: proposal.digest().to_owned(),
            plan_digest: content.plan_digest,
            review_decision_id: review.review_decision_id.clone(),
            executor_tool_revision: REVISION.to_owned(),
            verifier_tool_revision: "pending".to_owned(),
            emitted_by: facts.actor.clone(),
            emitted_at: facts.now.clone(),
            applied_at: facts.now.clone(),
            source_document_ref: facts.document_id.clone(),
            planned_row_counts: content.planned,
            payload_summary: summary,
            compensates_change_set_id: None,
        },
        gates,
    })
}

fn moves(facts: &CutFacts, begin: StatusChange, change_set_id: &str, digest: &str) -> Result<CutMoves, Refusal> {
    let end = StatusChange::by(&begin.entry_id, begin.to, Move::Cut)?;
    let mut history = StatusChange { from: begin.from, ..end.clone() }.history(Move::Cut, &facts.actor, &facts.now);
    history.change_diff = json!({ "change_set_id": change_set_id, "plan_digest": digest });
    Ok(CutMoves { begin, end, history })
}

fn removed(facts: &CutFacts) -> RowCounts {
    facts.rehearsal.as_ref().map_or_else(RowCounts::new, |rehearsal| {
        RowCounts::from([
            (Target::Sandbox.unit_table().to_owned(), rehearsal.replaced_units),
            (Target::Sandbox.version_table().to_owned(), rehearsal.replaced_versions),
        ])
    })
}

/// Compares what a transaction wrote with what was planned.
///
/// # Errors
/// `ROW_COUNT_DIFFERS`, naming every table that differs; the transaction must roll back.
pub fn check_row_counts(planned: &RowCounts, observed: &RowCounts) -> Result<(), Refusal> {
    let tables: std::collections::BTreeSet<&String> = planned.keys().chain(observed.keys()).collect();
    let gates: Vec<Gate> = tables
        .into_iter()
        .map(|table| {
            let sentence = format!("Rows written to {table} are those planned.");
            Gate::equal("G-CUT-COUNTS", &sentence, planned.get(table).unwrap_or(&0), observed.get(table))
        })
        .collect();
    Refusal::from_gates("ROW_COUNT_DIFFERS", RefusalKind::Conflict, &gates).map_or(Ok(()), Err)
}
