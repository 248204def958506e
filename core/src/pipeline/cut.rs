//! CUT: the gates, and every row of the one transaction that enacts a manifest.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::backlog::{Move, State};
use crate::digest::{canonical_digest, derived_id};
use crate::gate::Gate;
use crate::manifest::{Manifest, ENGINE_REVISION};
use crate::pipeline::live::Target;
use crate::pipeline::mark::json_text;
use crate::pipeline::plan::{cut_row_counts, plan_digest, planned_units, Authorship, RowCounts};
use crate::pipeline::rows::{HistoryRow, StatusChange};
use crate::refusal::{Refusal, RefusalKind};
use crate::seal::{to_sign, Lane, ToSign};

mod facts;
mod gates;
pub mod rehearsal;
mod rows;
pub mod survey;

pub use facts::{CutFacts, RehearsalFacts, ReviewOnRecord};
use rows::affected_rows;
pub use rows::{AffectedRow, ChangeSetRow};

/// How a cut moves its entry; a rehearsal moves none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CutMoves {
    /// S2 to S5, at the opening of the transaction.
    pub begin: StatusChange,
    /// S5 to S6, at its end.
    pub end: StatusChange,
    /// The history row.
    pub history: HistoryRow,
}

/// Everything CUT writes; the batches are JSON arrays, each for one set-based insert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CutPlan {
    /// Every gate, with its verdict.
    pub gates: Vec<Gate>,
    /// The change set.
    pub change_set: ChangeSetRow,
    /// Rows of the unit table.
    pub units: String,
    /// Rows of the version table.
    pub versions: String,
    /// Rows of `cut_change_set_affected_row`.
    pub affected_rows: String,
    /// State of the entry once this is written.
    pub status: State,
    /// The moves of the entry; none for a rehearsal.
    pub moves: Option<CutMoves>,
    /// Rows of the earlier rehearsal to remove first, by table; the transaction compares what it removed.
    pub removed_row_counts: RowCounts,
    /// What the executor lane signs.
    pub to_sign: ToSign,
    /// Planned rows by table; the transaction compares what it wrote.
    pub planned_row_counts: RowCounts,
    /// What the rows are named by.
    pub signature_id: String,
}

/// Plans a cut.
///
/// # Errors
/// `CUT_REFUSED` with every gate that fired (`CUT_SOD`, forbidden, where separation of duty did), and those of reading
/// the manifest.
pub fn plan_cut(facts: &CutFacts) -> Result<CutPlan, Refusal> {
    let manifest = Manifest::from_stored(&facts.manifest_text)?;
    let entry_id = &facts.entry.entry_id;
    // A rehearsal is of the cut that may come next, so it needs the same state.
    let begin = StatusChange::by(entry_id, facts.entry.state()?, Move::CutBegin)?;
    let separation = gates::separation(facts);
    if let Some(refusal) = Refusal::from_gates("CUT_SOD", RefusalKind::Forbidden, std::slice::from_ref(&separation)) {
        return Err(refusal);
    }
    let mut gates = vec![separation];
    gates.extend(gates::gates_of(facts, &manifest, &plan_digest(&manifest, entry_id, Target::Public)));
    if let Some(refusal) = Refusal::from_gates("CUT_REFUSED", RefusalKind::Conflict, &gates) {
        return Err(refusal);
    }
    let (Some(review), Some(text)) = (&facts.review, facts.validation.canonical_text.as_deref()) else {
        return Err(Refusal::conflict("CUT_REFUSED", "There is no review or no source text to cut from."));
    };
    let identity = Identity::of(facts, &manifest);
    let change_set_id = identity.change_set_id.as_str();
    let digest = plan_digest(&manifest, entry_id, facts.target);
    let by = Authorship { entry_id, change_set_id, document_id: &facts.document_id, actor: &facts.actor, now: &facts.now };
    let units = planned_units(&manifest, text, by)?;
    let affected = affected_rows(facts.target, change_set_id, &units);
    let row_digests: Vec<&str> = affected.iter().map(|row| row.row_digest.as_str()).collect();
    let rows_digest = canonical_digest(&row_digests);
    let planned = cut_row_counts(facts.target, units.len());
    let payload = json!({
        "change_set_id": change_set_id, "entry_id": entry_id, "executor": facts.actor, "key_id": facts.key.key_id,
        "manifest_digest": manifest.manifest_digest, "plan_digest": digest, "planned_row_counts": planned,
        "review_decision_id": review.review_decision_id, "rows_digest": rows_digest, "signed_at": facts.now,
        "source_sha256": manifest.source.sha256, "target": facts.target, "tool_revision": ENGINE_REVISION,
    });
    let moves = match facts.target {
        Target::Public => Some(moves(facts, begin, change_set_id, &digest)?),
        Target::Sandbox => None,
    };
    Ok(CutPlan {
        units: json_text(&units.iter().map(|unit| &unit.unit).collect::<Vec<_>>()),
        versions: json_text(&units.iter().filter_map(|unit| unit.version.as_ref()).collect::<Vec<_>>()),
        affected_rows: json_text(&affected),
        status: moves.as_ref().map_or(facts.entry.state()?, |moves| moves.end.to),
        moves,
        removed_row_counts: removed(facts),
        to_sign: to_sign(Lane::Executor, &facts.key.key_id, &payload),
        planned_row_counts: planned.clone(),
        signature_id: derived_id("signature", &[Lane::Executor.as_text(), change_set_id]),
        change_set: ChangeSetRow {
            rollback_key: format!("rollback:{change_set_id}"),
            change_set_id: identity.change_set_id,
            decision_backlog_entry_id: identity.entry_id,
            idempotency_key: identity.idempotency_key,
            operation_kind: identity.operation_kind,
            status: identity.status,
            manifest_id: facts.manifest_id.clone(),
            manifest_version: manifest.format_version.clone(),
            manifest_digest: manifest.manifest_digest.clone(),
            plan_digest: digest,
            review_decision_id: review.review_decision_id.clone(),
            executor_tool_revision: ENGINE_REVISION.to_owned(),
            verifier_tool_revision: "pending".to_owned(),
            emitted_by: facts.actor.clone(),
            emitted_at: facts.now.clone(),
            applied_at: facts.now.clone(),
            source_document_ref: facts.document_id.clone(),
            planned_row_counts: planned,
            payload_summary: json!({
                "doc_code": manifest.doc_code, "prefix": manifest.prefix, "source_sha256": manifest.source.sha256, "units": units.len(),
                "rows_digest": rows_digest, "scope_before": facts.scope_before, "gates": gates,
            }),
            compensates_change_set_id: None,
        },
        gates,
    })
}

/// What names a change set, and what it is.
struct Identity {
    change_set_id: String,
    entry_id: Option<String>,
    idempotency_key: String,
    operation_kind: String,
    status: String,
}

impl Identity {
    /// One public cut for an entry; rehearsals are numbered, and are no change set of the entry (G-CUT-ONCE).
    fn of(facts: &CutFacts, manifest: &Manifest) -> Self {
        let entry_id = &facts.entry.entry_id;
        match facts.target {
            Target::Public => Self {
                change_set_id: derived_id("change-set", &[entry_id, facts.target.unit_table()]),
                entry_id: Some(entry_id.clone()),
                idempotency_key: canonical_digest(&json!(["cut", entry_id, manifest.manifest_digest, facts.target])),
                operation_kind: manifest.operation_kind.clone(),
                status: "applied".to_owned(),
            },
            Target::Sandbox => {
                let number = facts.rehearsal.as_ref().map_or(0, |rehearsal| rehearsal.earlier_rehearsals) + 1;
                Self {
                    change_set_id: derived_id("rehearsal", &[entry_id, &number.to_string()]),
                    entry_id: None,
                    idempotency_key: canonical_digest(&json!(["rehearse", entry_id, manifest.manifest_digest, number])),
                    operation_kind: "rehearsal".to_owned(),
                    status: "rehearsed".to_owned(),
                }
            }
        }
    }
}

fn moves(facts: &CutFacts, begin: StatusChange, change_set_id: &str, digest: &str) -> Result<CutMoves, Refusal> {
    let end = StatusChange::by(&begin.entry_id, begin.to, Move::Cut)?;
    let mut history =
        HistoryRow::of_move(&begin.entry_id, Some(begin.from), end.to, &Move::Cut.as_text(), &facts.actor, &facts.now);
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
