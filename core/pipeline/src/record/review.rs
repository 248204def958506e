//! A review as it is on record.

use cutter_model::change_set::FactFingerprint;
use serde::{Deserialize, Serialize};

/// The review that counts for a manifest: the newest not superseded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
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
    /// When it was decided, RFC 3339.
    pub decided_at: String,
    /// Whether another review supersedes it.
    pub superseded: bool,
}

/// A reviewer's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReviewVerdict {
    /// Approved; needs all ten findings to hold.
    Pass,
    /// Rejected.
    Fail,
    /// Deferred until a person has settled it.
    NeedsHuman,
}

/// How the reviewer's independence is shown, and what the plan approved rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ReviewEvidence {
    /// Who marked.
    pub marked_by: String,
    /// Who reviewed.
    pub reviewer: String,
    /// Digest of the plan that CUT must come to again.
    pub plan_digest: String,
    /// The facts that plan rests on.
    pub facts: FactFingerprint,
    /// Notes to the findings.
    pub notes: std::collections::BTreeMap<String, String>,
    /// What the reviewer says to anomalies of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnomalyAnswer>,
}

/// Why an anomaly does not make the law wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AnomalyAnswer {
    /// The anomaly, by its code and its byte: `gap:1234`; or all of a code that are not grave: `gap`.
    pub anomaly: String,
    /// Why.
    pub reason: String,
}
