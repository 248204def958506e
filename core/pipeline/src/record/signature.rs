//! A signature as it is on record.

use serde::{Deserialize, Serialize};

use cutter_model::seal::{Envelope, PublicKey};

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
