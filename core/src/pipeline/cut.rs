//! CUT: the gates, and every row of the one transaction that enacts a manifest.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::backlog::Move;
use crate::digest::{canonical_digest, derived_id};
use crate::duty::separation_gate;
use crate::gate::Gate;
use crate::manifest::{Manifest, ENGINE_REVISION};
use crate::pipeline::live::{ScopeFacts, Target, TargetSurvey};
use crate::pipeline::mark::json_text;
use crate::pipeline::plan::{cut_row_counts, fingerprint, moved_facts, plan_digest, planned_units, Authorship, RowCounts};
use crate::pipeline::review::{ReviewEvidence, ReviewVerdict};
use crate::pipeline::rows::{EntryFacts, HistoryRow, StatusChange};
use crate::pipeline::validate::{all_hold, validate, FindingVerdict, ValidationFacts, FINDINGS};
use crate::refusal::{Refusal, RefusalKind};
use crate::seal::{to_sign, Lane, PublicKey, ToSign};

mod rows;
pub mod survey;

use rows::affected_rows;
pub use rows::{AffectedRow, ChangeSetRow};

/// The review that counts for a manifest: the newest not superseded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReviewOnRecord {
    /// Primary key.
    pub review_decision_id: String,
    /// Its verdict.
    pub verdict: ReviewVerdict,
    /// Digest it was made for.
    pub manifest_digest: String,
    /// Who decided.
    pub reviewer_identity: String,
    /// Evidence.
    pub evidence: ReviewEvidence,
    /// Whether another review supersedes it.
    pub superseded: bool,
}

/// The facts CUT decides from, all read inside its transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CutFacts {
    /// Where to.
    pub target: Target,
    /// The stored manifest text.
    pub manifest_text: String,
    /// Id of the manifest.
    pub manifest_id: String,
    /// Who created the envelope.
    pub marked_by: String,
    /// Id of the source document.
    pub document_id: String,
    /// The locked entry.
    pub entry: EntryFacts,
    /// The review that counts, if there is one.
    pub review: Option<ReviewOnRecord>,
    /// Live facts.
    pub validation: ValidationFacts,
    /// Survey of the target tables.
    pub survey: TargetSurvey,
    /// Living change sets of this entry or manifest digest.
    pub earlier_change_set_ids: Vec<String>,
    /// Entries this one waits for (`blocks` dependencies not `verified_complete`).
    pub blocking_entry_ids: Vec<String>,
    /// Units of all other documents, as they stand before the cut.
    pub scope_before: ScopeFacts,
    /// The executor lane's key.
    pub key: PublicKey,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
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
    /// S2 to S5, at the opening of the transaction.
    pub begin: StatusChange,
    /// S5 to S6, at its end.
    pub end: StatusChange,
    /// The history row.
    pub history: HistoryRow,
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
    let state = facts.entry.state()?;
    let begin = StatusChange::by(&facts.entry.entry_id, state, Move::CutBegin)?;
    let end = StatusChange::by(&facts.entry.entry_id, begin.to, Move::Cut)?;
    let digest = plan_digest(&manifest, &facts.entry.entry_id, facts.target);
    let separation = separation_gate("G-REVIEW-SOD", &makers(facts), &judges(facts));
    if let Some(refusal) = Refusal::from_gates("CUT_SOD", RefusalKind::Forbidden, std::slice::from_ref(&separation)) {
        return Err(refusal);
    }
    let mut gates = vec![separation];
    gates.extend(gates_of(facts, &manifest, &digest));
    if let Some(refusal) = Refusal::from_gates("CUT_REFUSED", RefusalKind::Conflict, &gates) {
        return Err(refusal);
    }
    let (Some(review), Some(text)) = (&facts.review, facts.validation.canonical_text.as_deref()) else {
        return Err(Refusal::conflict("CUT_REFUSED", "There is no review or no source text to cut from."));
    };
    let change_set_id = derived_id("change-set", &[&facts.entry.entry_id, facts.target.unit_table()]);
    let by = Authorship {
        entry_id: &facts.entry.entry_id,
        change_set_id: &change_set_id,
        document_id: &facts.document_id,
        actor: &facts.actor,
        now: &facts.now,
    };
    let units = planned_units(&manifest, text, by)?;
    let affected = affected_rows(facts.target, &change_set_id, &units);
    let row_digests: Vec<&str> = affected.iter().map(|row| row.row_digest.as_str()).collect();
    let rows_digest = canonical_digest(&row_digests);
    let planned = cut_row_counts(facts.target, units.len());
    let change_set = ChangeSetRow {
        idempotency_key: canonical_digest(&json!(["cut", facts.entry.entry_id, manifest.manifest_digest, facts.target])),
        rollback_key: format!("rollback:{change_set_id}"),
        change_set_id: change_set_id.clone(),
        decision_backlog_entry_id: facts.entry.entry_id.clone(),
        operation_kind: manifest.operation_kind.clone(),
        status: "applied".to_owned(),
        manifest_id: facts.manifest_id.clone(),
        manifest_version: manifest.format_version.clone(),
        manifest_digest: manifest.manifest_digest.clone(),
        plan_digest: digest.clone(),
        review_decision_id: review.review_decision_id.clone(),
        executor_tool_revision: ENGINE_REVISION.to_owned(),
        verifier_tool_revision: "pending".to_owned(),
        emitted_by: facts.actor.clone(),
        emitted_at: facts.now.clone(),
        applied_at: facts.now.clone(),
        source_document_ref: facts.document_id.clone(),
        planned_row_counts: planned.clone(),
        payload_summary: json!({
            "doc_code": manifest.doc_code, "prefix": manifest.prefix, "source_sha256": manifest.source.sha256, "units": units.len(),
            "rows_digest": rows_digest, "scope_before": facts.scope_before, "gates": gates,
        }),
        compensates_change_set_id: None,
    };
    let payload = json!({
        "change_set_id": change_set_id, "entry_id": facts.entry.entry_id, "executor": facts.actor, "key_id": facts.key.key_id,
        "manifest_digest": manifest.manifest_digest, "plan_digest": digest, "planned_row_counts": planned,
        "review_decision_id": review.review_decision_id, "rows_digest": rows_digest, "signed_at": facts.now,
        "source_sha256": manifest.source.sha256, "target": facts.target, "tool_revision": ENGINE_REVISION,
    });
    let mut history =
        HistoryRow::of_move(&facts.entry.entry_id, Some(begin.from), end.to, &Move::Cut.as_text(), &facts.actor, &facts.now);
    history.change_diff = json!({ "change_set_id": change_set_id, "plan_digest": digest });
    Ok(CutPlan {
        gates,
        units: json_text(&units.iter().map(|unit| &unit.unit).collect::<Vec<_>>()),
        versions: json_text(&units.iter().filter_map(|unit| unit.version.as_ref()).collect::<Vec<_>>()),
        affected_rows: json_text(&affected),
        begin,
        end,
        history,
        to_sign: to_sign(Lane::Executor, &facts.key.key_id, &payload),
        planned_row_counts: planned,
        signature_id: derived_id("signature", &[Lane::Executor.as_text(), &change_set_id]),
        change_set,
    })
}

fn makers(facts: &CutFacts) -> Vec<&str> {
    vec![facts.marked_by.as_str(), facts.actor.as_str()]
}

fn judges(facts: &CutFacts) -> Vec<&str> {
    facts.review.iter().map(|review| review.reviewer_identity.as_str()).collect()
}

fn gates_of(facts: &CutFacts, manifest: &Manifest, digest: &str) -> Vec<Gate> {
    let findings = validate(manifest, &facts.validation);
    let failing: Vec<String> = FINDINGS
        .iter()
        .filter_map(|name| {
            findings
                .get(*name)
                .filter(|finding| finding.verdict == FindingVerdict::Fail)
                .map(|finding| format!("{name}: {}", finding.note))
        })
        .collect();
    let approved = facts.review.as_ref().is_some_and(|review| {
        review.verdict == ReviewVerdict::Pass && !review.superseded && review.manifest_digest == manifest.manifest_digest
    });
    let observed_review = facts.review.as_ref().map_or_else(
        || "no review".to_owned(),
        |review| {
            format!("{:?} for {}{}", review.verdict, review.manifest_digest, if review.superseded { ", superseded" } else { "" })
        },
    );
    let empty = |list: &[String]| if list.is_empty() { "none".to_owned() } else { list.join(", ") };
    vec![
        Gate::check(
            "G-CUT-APPROVED",
            "A review passed exactly this manifest and is not superseded.",
            approved,
            format!("PASS for {}", manifest.manifest_digest),
            observed_review,
        ),
        Gate::check(
            "G-CUT-ONCE",
            "Nothing was cut for this entry, key or digest before.",
            facts.earlier_change_set_ids.is_empty(),
            "none",
            empty(&facts.earlier_change_set_ids),
        ),
        Gate::check(
            "G-CUT-DEPS",
            "Every entry this one waits for is verified.",
            facts.blocking_entry_ids.is_empty(),
            "none",
            empty(&facts.blocking_entry_ids),
        ),
        Gate::check(
            "G-CUT-VALID",
            "The ten findings of the review hold now.",
            all_hold(&findings),
            "no failing finding",
            empty(&failing),
        ),
        fresh_gate(facts, digest),
        Gate::check(
            "G-AUTHORITY",
            "No unit gains authority by a cut.",
            manifest.operation_kind == "first_cut",
            "first_cut, every unit as draft",
            &manifest.operation_kind,
        ),
        Gate::check(
            "G-CUT-KEY",
            "The executor lane has a key that is not revoked.",
            facts.key.lane == Lane::Executor && !facts.key.revoked,
            "a DOT-991 key in force",
            format!("{} {}", facts.key.key_id, if facts.key.revoked { "revoked" } else { "in force" }),
        ),
    ]
    .into_iter()
    .chain(survey::gates(facts.target, &facts.survey))
    .collect()
}

/// G-CUT-FRESH: the plan and the facts it rests on are those the reviewer approved.
fn fresh_gate(facts: &CutFacts, digest: &str) -> Gate {
    let sentence = "The plan and its facts are those of the review.";
    let Some(review) = &facts.review else {
        return Gate::equal("G-CUT-FRESH", sentence, &digest, None);
    };
    let mut moved = moved_facts(&review.evidence.facts, &fingerprint(&facts.validation, &facts.survey));
    if review.evidence.plan_digest != digest {
        moved.push("plan_digest".to_owned());
    }
    let observed = if moved.is_empty() { "nothing moved".to_owned() } else { format!("moved: {}", moved.join(", ")) };
    Gate::check("G-CUT-FRESH", sentence, moved.is_empty(), "nothing moved", observed)
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
