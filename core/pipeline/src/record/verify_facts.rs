//! What VERIFY decides from.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::change_set::ChangeKind;
use super::document_state::ScopeFacts;
use super::review::ReviewOnRecord;
use super::signature::SignatureOnRecord;
use cutter_model::change_set::Authorship;
use cutter_model::entry::EntryFacts;
use cutter_model::seal::PublicKey;
use cutter_model::word::of_word;
use iu_address::Day;

/// The change set under verification, as read from the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct ChangeSetFacts {
    /// Primary key.
    pub change_set_id: String,
    /// Its status.
    pub status: String,
    /// What it did.
    pub operation_kind: String,
    /// The manifest.
    pub manifest_id: String,
    /// Its format version.
    pub manifest_version: String,
    /// Its digest.
    pub manifest_digest: String,
    /// The plan.
    pub plan_digest: String,
    /// The review it rests on.
    pub review_decision_id: String,
    /// Engine that cut.
    pub executor_tool_revision: String,
    /// Who cut.
    pub emitted_by: String,
    /// When, RFC 3339.
    pub emitted_at: String,
    /// The source document.
    pub source_document_ref: String,
    /// Summary written by CUT.
    pub payload_summary: Value,
}

impl ChangeSetFacts {
    /// What it did; none where that is not known.
    #[must_use]
    pub fn kind(&self) -> Option<ChangeKind> {
        of_word(&self.operation_kind)
    }

    /// The day from which it is law, as CUT recorded it; none where it took effect as it was recorded.
    #[must_use]
    pub fn effective_on(&self) -> Option<Day> {
        self.payload_summary.get("effective_on").and_then(Value::as_str)?.parse().ok()
    }
}

/// The facts VERIFY decides from, all read inside its transaction under the verifier's role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct VerifyFacts {
    /// The change set.
    pub change_set: ChangeSetFacts,
    /// The stored manifest text.
    pub manifest_text: String,
    /// The registered canonical text.
    pub canonical_text: Option<String>,
    /// Who marked.
    pub marked_by: String,
    /// The locked entry.
    pub entry: EntryFacts,
    /// The review the change set names.
    pub review: Option<ReviewOnRecord>,
    /// JSON array of every live unit of the document, or written by the cut, or under its prefix; of an attestation,
    /// every unit that has the id or the address of one attested.
    pub live_units: String,
    /// JSON text of the rows of the whole document, for an operation on its structure; none for any other change set.
    #[serde(default)]
    pub document_rows: Option<String>,
    /// JSON array of the change set's affected rows.
    pub affected_rows: String,
    /// What the cut touched, and what was touched since.
    pub scope: ScopeFacts,
    /// The executor's signature.
    pub executor_signature: Option<SignatureOnRecord>,
    /// Verify results this change set has already.
    pub earlier_verify_result_ids: Vec<String>,
    /// The verifier lane's key.
    pub key: PublicKey,
    /// The person.
    pub actor: String,
    /// RFC 3339.
    pub now: String,
}

impl VerifyFacts {
    /// Who cut and when.
    #[must_use]
    pub fn by(&self) -> Authorship<'_> {
        let cut = &self.change_set;
        Authorship {
            entry_id: &self.entry.entry_id,
            change_set_id: &cut.change_set_id,
            document_id: &cut.source_document_ref,
            actor: &cut.emitted_by,
            now: &cut.emitted_at,
        }
    }
}
