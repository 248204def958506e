//! How a document stands: what was signed of it, what it is now, and what touched it since.
//!
//! The digest of a document is over all its units and versions in order, without what an editor may change. CUT signs it before and
//! after, and so does VERIFY where it takes a cut back; whoever hashes the document anew compares with the newest of them.

use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::fmt;

use super::signature::SignatureOnRecord;
use cutter_model::entry::EntryRow;
use cutter_model::id::derived_id;
use cutter_model::seal::{open, Lane};
use cutter_model::word::of_word;

/// All units and versions of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DocumentState {
    /// Units of the document.
    pub units: u32,
    /// Versions of its units.
    pub versions: u32,
    /// SHA-256 over all of them in order of their ids.
    pub sha256: String,
}

impl fmt::Display for DocumentState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { units, versions, sha256 } = self;
        write!(formatter, "{units} units, {versions} versions, digest {sha256}")
    }
}

/// A row of `document_state`, with the signature that names the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct StateOnRecord {
    /// The change set that left the document so.
    pub change_set_id: String,
    /// How.
    pub state: DocumentState,
    /// Which transactions the change set saw, as PostgreSQL writes a snapshot.
    pub snapshot: String,
    /// The newest touch it saw.
    pub last_touch: i64,
    /// The executor's signature over the change set; of one that takes another back, the verifier's over the verify result.
    pub signature: Option<SignatureOnRecord>,
}

impl StateOnRecord {
    /// Whether a signature that holds names exactly this.
    #[must_use]
    pub fn is_signed(&self, doc_code: &str) -> bool {
        let Some(payload) = self.signature.as_ref().and_then(payload_of) else { return false };
        let named = ["change_set_id", "compensation_change_set_id"].map(|name| payload.get(name).and_then(Value::as_str));
        named.contains(&Some(&self.change_set_id)) && self.is_said(doc_code, &payload)
    }

    /// Whether a payload says the same of the document.
    pub(crate) fn is_said(&self, doc_code: &str, payload: &Value) -> bool {
        let same = |name: &str, value: Value| payload.get(name) == Some(&value);
        same("doc_code", json!(doc_code))
            && same("state_after", json!(self.state))
            && same("snapshot", json!(self.snapshot))
            && same("last_touch", json!(self.last_touch))
    }
}

/// What was signed, where the signature holds and was not revoked.
fn payload_of(signature: &SignatureOnRecord) -> Option<Value> {
    let lane: Lane = of_word(&signature.signer_dot_id)?;
    let held = signature.revoked_at.is_none().then_some(signature.key.as_ref()?)?;
    open(&signature.envelope, lane, held).ok()
}

/// One document as it stands, and as it was last signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DocumentOnRecord {
    /// Its code.
    pub doc_code: String,
    /// How it stands.
    pub now: DocumentState,
    /// Its newest state on record; none where no change set recorded one.
    pub newest: Option<StateOnRecord>,
}

impl DocumentOnRecord {
    /// What differs between the document and what was signed of it: a code, what must be, what is.
    #[must_use]
    pub fn difference(&self) -> Option<(&'static str, String, String)> {
        let newest = self.newest.as_ref()?;
        if !newest.is_signed(&self.doc_code) {
            return Some(("STATE_NOT_SIGNED", "a signature of its newest state".to_owned(), "none that holds".to_owned()));
        }
        (newest.state != self.now).then(|| ("STATE_CHANGED", newest.state.to_string(), self.now.to_string()))
    }
}

/// Rows of a document that were touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct TouchCount {
    /// The document.
    pub doc_code: String,
    /// Rows of its units and versions.
    pub rows: u32,
}

/// A document that was touched by a transaction in which no change set recorded how it left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct TouchedDocument {
    /// As it stands.
    pub document: DocumentOnRecord,
    /// Rows touched so.
    pub rows: u32,
    /// The newest of these touches.
    pub last_touch: i64,
}

/// Axis 4: what VERIFY looks at beside the document that was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ScopeFacts {
    /// What the change set recorded of its own document; none where that was taken away.
    pub recorded: Option<StateOnRecord>,
    /// What its transaction touched.
    pub own: Vec<TouchCount>,
    /// Other documents that were touched since, as [`TouchedDocument`] says.
    pub others: Vec<TouchedDocument>,
    /// As [`cutter_model::live::TargetSurvey::journal`].
    pub journal: Vec<String>,
}

/// A document that is not as it was signed: escalated as its own, whatever brought it to light.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct DocumentDrift {
    /// The document.
    pub doc_code: String,
    /// `STATE_CHANGED`, `STATE_NOT_SIGNED`, `STATE_TOUCHED`.
    pub code: String,
    /// What must be.
    pub expected: String,
    /// What is.
    pub observed: String,
    /// The escalation; the same drift has the same id, however often it is found.
    pub escalation: EntryRow,
}

impl DocumentDrift {
    /// The drift of a document, where it has one. `touched`: rows touched by nobody's change set, and the newest of these touches.
    #[must_use]
    pub fn of(document: &DocumentOnRecord, touched: Option<(u32, i64)>, now: &str) -> Option<Self> {
        let by_nobody = || {
            let (rows, _) = touched?;
            let observed = format!("{rows} rows touched by none");
            Some(("STATE_TOUCHED", "rows that a change set touched".to_owned(), observed))
        };
        let (code, expected, observed) = document.difference().or_else(by_nobody)?;
        let signed = document.newest.as_ref().map_or("", |newest| newest.change_set_id.as_str());
        // What was put back as it was is told from what is touched later.
        let which =
            if code == "STATE_TOUCHED" { touched.map_or(0, |(_, last)| last).to_string() } else { document.now.sha256.clone() };
        let doc_code = document.doc_code.clone();
        let escalation = EntryRow {
            entry_id: derived_id("document-drift", &[&doc_code, signed, code, &which]),
            kind: "escalation".to_owned(),
            status: "open".to_owned(),
            payload: json!({
                "cause": "document_drift", "doc_code": doc_code, "code": code, "expected": expected, "observed": observed,
                "change_set_id": document.newest.as_ref().map(|newest| &newest.change_set_id),
                "reason": format!("{doc_code} is not as it was signed: expected {expected}, found {observed}."),
            }),
            emitted_at: now.to_owned(),
        };
        Some(Self { doc_code, code: code.to_owned(), expected, observed, escalation })
    }
}
