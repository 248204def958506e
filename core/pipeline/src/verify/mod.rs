//! VERIFY: someone else re-derives everything from the source text and the live rows.
//!
//! Four axes count drift (units, content, structure, scope); the evidence (digests, review, signature, tool revision)
//! is checked beside them. All zero and all true is `pass`; anything else is `fail` and leads to compensation.

pub mod compensate;
pub mod evidence;
pub mod rehearsal;
mod scope;

pub use crate::record::{ChangeSetFacts, SignatureOnRecord, VerifyFacts};

use cutter_revision::REVISION;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use crate::mode::Proven;
use crate::proposal;
use crate::record::{Affected, ChangeKind, ChangeSetStatus, DocumentDrift};
use crate::survey;
use cutter_model::backlog::Move;
use cutter_model::drift::{Axis, Drift, VerifyFinding, VerifyVerdict};
use cutter_model::duty::separation_gate;
use cutter_model::entry::{HistoryRow, StatusChange};
use cutter_model::gate::Gate;
use cutter_model::id::derived_id;
use cutter_model::live::{read_rows, LiveUnit};
use cutter_model::refusal::{Refusal, RefusalKind};
use cutter_model::seal::{to_sign, Lane, ToSign};
use iu_text::canon::CANON_1;

use compensate::Compensation;

/// Most findings kept in a verify result; the drift counts are never cut.
pub const MAX_FINDINGS: usize = 1_000;

/// `canonicalization_rule_used` where texts are attested byte for byte, whatever form they have.
const AS_STORED: &str = "as-stored";

/// A row of `verify_result`; its columns are the design's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
#[allow(missing_docs)]
pub struct VerifyResultRow {
    pub verify_result_id: String,
    pub change_set_id: String,
    pub manifest_id: String,
    pub verdict: VerifyVerdict,
    pub canonicalization_rule_used: String,
    pub axis_1_drift_unit: usize,
    pub axis_2_drift_content: usize,
    pub axis_3_drift_structure: usize,
    pub axis_4_drift_scope: usize,
    pub expected_unit_count: usize,
    pub observed_unit_count: usize,
    pub expected_digest: String,
    pub observed_digest: String,
    pub source_sha256: Option<String>,
    pub reconstruction_ok: bool,
    pub tool_revision_match: bool,
    pub signature_valid: bool,
    pub separation_of_duty_ok: bool,
    pub findings: Vec<VerifyFinding>,
    pub verified_by: String,
    pub verifier_tool_revision: String,
    pub started_at: String,
    pub finished_at: String,
    pub escalation_entry_id: Option<String>,
    pub compensation_change_set_id: Option<String>,
}

/// Everything VERIFY writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct VerifyOutcome {
    /// The result row.
    pub result: VerifyResultRow,
    /// S6 to S7.
    pub begin: StatusChange,
    /// S7 to S8 or S9.
    pub end: StatusChange,
    /// History rows, one or (compensated) two.
    pub history: Vec<HistoryRow>,
    /// New status of the change set.
    pub change_set_status: ChangeSetStatus,
    /// What the verifier lane signs; where the cut is taken back, with what [`crate::cut::sign_written`] adds once its rows are gone.
    pub to_sign: ToSign,
    /// Id of its signature row.
    pub signature_id: String,
    /// What undoes the cut, or why nothing is undone; only after a failure.
    pub compensation: Option<Compensation>,
    /// Other documents that were found not to be as they were signed: no fault of this cut.
    pub drifted: Vec<DocumentDrift>,
}

/// Verifies a change set.
///
/// # Errors
/// `VERIFY_SOD` (forbidden) where maker and judge or their keys are the same, `VERIFY_REFUSED` where it was verified
/// before or nothing writes down what is touched, `ENGINE_CHANGED` where another build cut, `REHEARSAL_NOT_VERIFIED`, `MOVE_NOT_ALLOWED`, and `FACTS_UNREADABLE`. Drift is no error: it is the verdict `fail`.
pub fn verify(facts: &VerifyFacts) -> Result<VerifyOutcome, Refusal> {
    if facts.change_set.kind() == Some(ChangeKind::Rehearsal) {
        return Err(Refusal::conflict(
            "REHEARSAL_NOT_VERIFIED",
            format!(
                "The change set {} is a rehearsal: it was proved against its source when it was rehearsed, and VERIFY takes the cut to public.",
                facts.change_set.change_set_id
            ),
        ));
    }
    refuse_by_gates(facts)?;
    refuse_another_engine(facts)?;
    let begin = StatusChange::by(&facts.entry.entry_id, facts.entry.state()?, Move::VerifyBegin)?;
    let live: Vec<LiveUnit> = read_rows(&facts.live_units)?;
    let affected = Affected::read(facts)?;

    let mut evidence = evidence::check(facts, &evidence::digested(&affected));
    let Proven { drift, recorded, expected_units, observed_units } = match proposal::from_stored(&facts.manifest_text) {
        Ok(manifest) => {
            evidence.findings.extend(evidence::check_answers(facts, manifest.anomalies()));
            evidence.findings.extend(evidence::check_place(facts, &*manifest));
            manifest.prove(facts, &live, &affected)?
        }
        Err(error) => {
            let finding = VerifyFinding::new(Axis::Evidence, &error.code, None, "a readable manifest", error.message);
            Proven { recorded: vec![finding], observed_units: live.len(), ..Proven::default() }
        }
    };
    evidence.findings.extend(recorded);
    let scope = scope::drift(facts);
    let pass = drift.is_none() && scope.is_empty() && evidence.holds() && drift.reconstruction_ok;
    Ok(outcome(
        facts,
        begin,
        Verdict { pass, drift, scope, evidence, expected_units, observed_units, live: &live, affected: &affected },
    ))
}

struct Verdict<'a> {
    pass: bool,
    drift: Drift,
    scope: Vec<VerifyFinding>,
    evidence: evidence::Evidence,
    expected_units: usize,
    observed_units: usize,
    live: &'a [LiveUnit],
    affected: &'a Affected,
}

fn refuse_by_gates(facts: &VerifyFacts) -> Result<(), Refusal> {
    let makers = [facts.marked_by.as_str(), facts.change_set.emitted_by.as_str()];
    let executor_key = facts.executor_signature.as_ref().and_then(|signature| signature.key.as_ref());
    let same_key = executor_key.is_some_and(|key| key.public_key == facts.key.public_key);
    let separation = [
        separation_gate("G-VERIFY-SOD", &makers, &[&facts.actor]),
        Gate::check(
            "G-VERIFY-SOD",
            "The verifier's key is not the executor's.",
            !same_key && facts.key.lane == Lane::Verifier && facts.key.revoked_at.is_none(),
            "another key, of the lane DOT-992 and in force",
            format!(
                "{} {}",
                facts.key.key_id,
                if same_key {
                    "the executor's"
                } else if facts.key.revoked_at.is_some() {
                    "revoked"
                } else {
                    "its own"
                }
            ),
        ),
    ];
    if let Some(refusal) = Refusal::from_gates("VERIFY_SOD", RefusalKind::Forbidden, &separation) {
        return Err(refusal);
    }
    let once = Gate::check(
        "G-VERIFY-ONCE",
        "The change set has no verify result yet.",
        facts.earlier_verify_result_ids.is_empty(),
        "none",
        facts.earlier_verify_result_ids.join(", "),
    );
    let journal = survey::journal(&facts.scope.journal);
    Refusal::from_gates("VERIFY_REFUSED", RefusalKind::Conflict, &[once, journal]).map_or(Ok(()), Err)
}

/// Another build may read the same law differently: what it finds would be no drift of the cut. Which build cut is what the executor
/// signed; only where no signature holds, what stands in the row.
fn refuse_another_engine(facts: &VerifyFacts) -> Result<(), Refusal> {
    let change_set = &facts.change_set;
    let signed = facts.executor_signature.as_ref().and_then(evidence::signed_revision);
    let revision = signed.as_deref().unwrap_or(&change_set.executor_tool_revision);
    if revision == REVISION {
        return Ok(());
    }
    let message = format!(
        "The change set {} was cut with {revision}; this is {REVISION}, and judges only what it cut itself: verify with the revision that cut, or cut again.",
        change_set.change_set_id
    );
    Err(Refusal::conflict("ENGINE_CHANGED", message).naming([("cut_with", &revision), ("this", &REVISION)]))
}

fn outcome(facts: &VerifyFacts, begin: StatusChange, verdict: Verdict<'_>) -> VerifyOutcome {
    let change_set_id = &facts.change_set.change_set_id;
    // Texts of units that are there are compared as they stand; only a source text has a form of its own.
    let as_stored = matches!(facts.change_set.kind(), Some(ChangeKind::Attest | ChangeKind::Operation(_)));
    let verify_result_id = derived_id("verify-result", &[change_set_id]);
    let by = if verdict.pass { Move::VerifyPass } else { Move::VerifyFail };
    let end = StatusChange::by(&begin.entry_id, begin.to, by).unwrap_or_else(|refusal| unreachable!("{refusal}"));
    let compensation = (!verdict.pass).then(|| compensate::plan(facts, &verify_result_id, verdict.live, verdict.affected));
    let compensation_id = compensation.as_ref().and_then(|plan| plan.change_set.as_ref()).map(|row| row.change_set_id.clone());

    let mut findings = verdict.drift.findings;
    findings.extend(verdict.scope.iter().cloned());
    findings.extend(verdict.evidence.findings.iter().cloned());
    findings.truncate(MAX_FINDINGS);
    let result = VerifyResultRow {
        verify_result_id: verify_result_id.clone(),
        change_set_id: change_set_id.clone(),
        manifest_id: facts.change_set.manifest_id.clone(),
        verdict: if verdict.pass { VerifyVerdict::Pass } else { VerifyVerdict::Fail },
        canonicalization_rule_used: if as_stored { AS_STORED } else { CANON_1 }.to_owned(),
        axis_1_drift_unit: verdict.drift.unit,
        axis_2_drift_content: verdict.drift.content,
        axis_3_drift_structure: verdict.drift.structure,
        axis_4_drift_scope: verdict.scope.len(),
        expected_unit_count: verdict.expected_units,
        observed_unit_count: verdict.observed_units,
        expected_digest: verdict.drift.expected_digest,
        observed_digest: verdict.drift.observed_digest,
        source_sha256: facts.change_set.payload_summary.get("source_sha256").and_then(Value::as_str).map(str::to_owned),
        reconstruction_ok: verdict.drift.reconstruction_ok,
        tool_revision_match: verdict.evidence.tool_revision_match,
        signature_valid: verdict.evidence.signature_valid,
        separation_of_duty_ok: verdict.evidence.separation_of_duty_ok,
        findings,
        verified_by: facts.actor.clone(),
        verifier_tool_revision: REVISION.to_owned(),
        started_at: facts.now.clone(),
        finished_at: facts.now.clone(),
        escalation_entry_id: compensation.as_ref().map(|plan| plan.escalation.entry_id.clone()),
        compensation_change_set_id: compensation_id.clone(),
    };
    let mut history = vec![StatusChange { from: begin.from, ..end.clone() }.history(by, &facts.actor, &facts.now)];
    history[0].change_diff = json!({ "verify_result_id": verify_result_id, "change_set_id": change_set_id });
    if let (Some(id), Some(plan)) = (&compensation_id, &compensation) {
        let mut row = HistoryRow::of_move(&begin.entry_id, Some(end.to), end.to, "compensate", &facts.actor, &facts.now);
        row.change_diff = json!({ "compensation_change_set_id": id });
        row.rationale = Some(plan.reason.clone());
        history.push(row);
    }
    let payload = json!({
        "axes": [result.axis_1_drift_unit, result.axis_2_drift_content, result.axis_3_drift_structure, result.axis_4_drift_scope],
        "change_set_id": change_set_id, "compensation_change_set_id": compensation_id, "executor_signature_id":
        facts.executor_signature.as_ref().map(|signature| &signature.signature_id), "expected_digest": result.expected_digest,
        "key_id": facts.key.key_id, "manifest_digest": facts.change_set.manifest_digest, "observed_digest": result.observed_digest,
        "signed_at": facts.now, "source_sha256": result.source_sha256, "tool_revision": REVISION, "verdict": result.verdict,
        "verifier": facts.actor, "verify_result_id": verify_result_id,
    });
    let change_set_status = match (verdict.pass, &compensation_id) {
        (true, _) => ChangeSetStatus::Verified,
        (false, Some(_)) => ChangeSetStatus::Compensated,
        (false, None) => ChangeSetStatus::Failed,
    };
    VerifyOutcome {
        to_sign: to_sign(Lane::Verifier, &facts.key.key_id, &payload),
        signature_id: derived_id("signature", &[Lane::Verifier.as_text(), &verify_result_id]),
        change_set_status,
        result,
        begin,
        end,
        history,
        compensation,
        drifted: scope::drifted(facts),
    }
}
