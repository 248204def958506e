//! What VERIFY decides from.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::change_set::ChangeKind;
use super::review::ReviewOnRecord;
use cutter_model::change_set::Authorship;
use cutter_model::entry::EntryFacts;
use cutter_model::live::ScopeFacts;
use cutter_model::seal::{Envelope, PublicKey};
use cutter_model::word::of_word;

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
}

/// A signature row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct SignatureOnRecord {
    /// Primary key.
    pub signature_id: String,
    /// The lane it claims.
    pub signer_dot_id: String,
    /// Who signed.
    pub signer_identity: String,
    /// The key.
    pub key_id: String,
    /// The tool the signer used.
    pub signer_tool_revision: String,
    /// SHA-256 of the payload as recorded.
    pub payload_hash: String,
    /// The signature as recorded beside the envelope.
    pub signature_payload: String,
    /// The envelope.
    pub envelope: Envelope,
    /// When it was signed, RFC 3339, as recorded beside the envelope.
    pub signed_at: String,
    /// When the signature itself was revoked, RFC 3339; none while it stands.
    pub revoked_at: Option<String>,
    /// The registered public key, where there is one.
    pub key: Option<PublicKey>,
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
    /// Units of all other documents, now.
    pub scope_now: ScopeFacts,
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
