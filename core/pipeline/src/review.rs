//! REVIEW: a person other than the one who marked records ten findings and a verdict.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

use crate::findings::{all_hold, failing, Finding, FindingVerdict, Findings};
use crate::live_facts::ValidationFacts;
use crate::proposal;
use crate::questions;
pub use crate::record::{AnomalyAnswer, ReviewEvidence, ReviewVerdict};
use cutter_model::backlog::Move;
use cutter_model::duty::separation_gate;
use cutter_model::entry::{EntryFacts, EntryRow, HistoryRow, StatusChange};
use cutter_model::id::derived_id;
use cutter_model::live::TargetSurvey;
use cutter_model::refusal::{rationale, Refusal, RefusalKind};

/// `cause` of the escalation a deferral opens; it is closed when the entry is approved, rejected or abandoned.
pub const NEEDS_HUMAN: &str = "needs_human";

/// The facts REVIEW decides from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct ReviewFacts {
    /// The stored manifest text.
    pub manifest_text: String,
    /// Id of the manifest.
    pub manifest_id: String,
    /// Who created the envelope.
    pub marked_by: String,
    /// The entry.
    pub entry: EntryFacts,
    /// The review this one follows, if any.
    pub prior_review_id: Option<String>,
    /// Live facts.
    pub validation: ValidationFacts,
    /// Survey of the target tables.
    pub survey: TargetSurvey,
    /// The verdict asked for.
    pub verdict: ReviewVerdict,
    /// Why.
    pub rationale: String,
    /// What the reviewer says to anomalies of the text.
    #[serde(default)]
    pub answers: Vec<AnomalyAnswer>,
    /// The manifest digest the reviewer looked at, where the client names it.
    pub reviewed_digest: Option<String>,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

/// What REVIEW writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct ReviewOutcome {
    /// Primary key of the decision.
    pub review_decision_id: String,
    /// `review_decision.status`.
    pub decision_status: String,
    /// The verdict.
    pub verdict: ReviewVerdict,
    /// The ten findings.
    pub findings: Findings,
    /// Evidence.
    pub evidence: ReviewEvidence,
    /// The rationale, trimmed.
    pub rationale: String,
    /// Digest reviewed.
    pub manifest_digest: String,
    /// Status change of the entry.
    pub change: StatusChange,
    /// Its history row.
    pub history: HistoryRow,
    /// New status of the envelope.
    pub envelope_status: String,
    /// The open escalation of a deferral: a person has to settle what the reviewer could not.
    pub escalation: Option<EntryRow>,
}

/// Decides a review.
///
/// # Errors
/// `RATIONALE_MISSING`, `REVIEW_SOD`, `MOVE_NOT_ALLOWED`, `REVIEWED_DIGEST_DIFFERS`, `ANSWER_TO_NOTHING`, `ANSWER_TWICE`,
/// `ANSWER_WITHOUT_REASON`, `FINDINGS_FAIL` and `ANOMALIES_UNANSWERED` (PASS asked for, findings say no or questions are
/// open), and those of reading the stored manifest.
pub fn review(facts: &ReviewFacts) -> Result<ReviewOutcome, Refusal> {
    let rationale = rationale(&facts.rationale, "A review needs a rationale.")?;
    let separation = separation_gate("G-REVIEW-SOD", &[&facts.marked_by], &[&facts.actor]);
    if let Some(refusal) = Refusal::from_gates("REVIEW_SOD", RefusalKind::Forbidden, &[separation]) {
        return Err(refusal);
    }
    let (by, envelope_status) = match facts.verdict {
        ReviewVerdict::Pass => (Move::ReviewApprove, "accepted"),
        ReviewVerdict::Fail => (Move::ReviewReject, "rejected"),
        ReviewVerdict::NeedsHuman => (Move::ReviewDefer, "under_review"),
    };
    let change = StatusChange::by(&facts.entry.entry_id, facts.entry.state()?, by)?;
    let proposal = proposal::from_stored(&facts.manifest_text)?;
    let manifest_digest = proposal.digest().to_owned();
    if let Some(reviewed) = facts.reviewed_digest.as_deref().filter(|reviewed| *reviewed != manifest_digest) {
        let message = format!("You reviewed manifest {reviewed}; the one stored is {manifest_digest}.");
        return Err(
            Refusal::conflict("REVIEWED_DIGEST_DIFFERS", message).naming([("reviewed", &reviewed), ("stored", &manifest_digest)])
        );
    }
    let answers = questions::read_answers(proposal.anomalies(), &facts.answers)?;
    let findings = proposal.findings(&facts.validation);
    if facts.verdict == ReviewVerdict::Pass {
        if !all_hold(&findings) {
            return Err(findings_fail(&findings));
        }
        questions::all_answered(proposal.anomalies(), &answers)?;
    }
    let evidence = ReviewEvidence {
        marked_by: facts.marked_by.clone(),
        reviewer: facts.actor.clone(),
        plan_digest: proposal.plan_digest(&facts.entry),
        facts: proposal.fingerprint(&facts.validation, &facts.survey),
        notes: findings.iter().map(|(name, finding)| (name.clone(), finding.note.clone())).collect(),
        answers,
    };
    let review_decision_id = derived_id("review", &[&facts.manifest_id, &facts.actor, &facts.now]);
    let mut history = change.history(by, &facts.actor, &facts.now);
    history.change_diff = json!({ "review_decision_id": review_decision_id, "manifest_digest": manifest_digest });
    history.rationale = Some(rationale.to_owned());
    let escalation = (facts.verdict == ReviewVerdict::NeedsHuman).then(|| EntryRow {
        entry_id: derived_id("escalation", &[&review_decision_id]),
        kind: "escalation".to_owned(),
        status: "open".to_owned(),
        payload: json!({
            "cause": NEEDS_HUMAN, "entry_id": facts.entry.entry_id, "manifest_id": facts.manifest_id,
            "review_decision_id": review_decision_id, "reason": rationale,
        }),
        emitted_at: facts.now.clone(),
    });
    Ok(ReviewOutcome {
        review_decision_id,
        decision_status: "recorded".to_owned(),
        verdict: facts.verdict,
        findings,
        evidence,
        rationale: rationale.to_owned(),
        manifest_digest,
        change,
        history,
        envelope_status: envelope_status.to_owned(),
        escalation,
    })
}

/// What a review recorded of each finding, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, cutter_model::TS)]
pub struct RecordedFindings {
    /// The verdicts.
    pub verdicts: BTreeMap<String, FindingVerdict>,
    /// What was observed.
    pub notes: BTreeMap<String, String>,
}

/// The ten findings as a review would record them now, for a reviewer who still reads; once the manifest is cut, as the review
/// recorded them: the units it wrote collide with nobody but themselves.
///
/// # Errors
/// Those of reading the stored manifest.
pub fn findings_shown(
    manifest_text: &str,
    mut validation: ValidationFacts,
    recorded: Option<RecordedFindings>,
) -> Result<Findings, Refusal> {
    let proposal = proposal::from_stored(manifest_text)?;
    let Some(RecordedFindings { verdicts, mut notes }) = recorded else { return Ok(proposal.findings(&validation)) };
    validation.live_unit_count = 0;
    validation.taken_addresses.clear();
    let before_the_cut = proposal.findings(&validation);
    let as_recorded = |(name, verdict): (String, FindingVerdict)| {
        let note = notes.remove(&name).unwrap_or_default();
        // The sentence is in the reader's language where it is the one that was recorded.
        let same = before_the_cut.get(&name).filter(|finding| finding.verdict == verdict && finding.note == note);
        (name, same.cloned().unwrap_or_else(|| Finding::recorded(verdict, note)))
    };
    Ok(verdicts.into_iter().map(as_recorded).collect())
}

/// The refusal that names every failing finding.
pub(crate) fn findings_fail(findings: &Findings) -> Refusal {
    Refusal::conflict("FINDINGS_FAIL", format!("The manifest cannot pass: {}", failing(findings).join(" ")))
}
