//! Seals: Ed25519 signatures over DSSE envelopes, in two lanes.
//!
//! The executor lane DOT-991 signs change sets, the verifier lane DOT-992 signs verify results and checkpoints of the
//! ledger. Signing happens where the private key is; this module builds the exact bytes to sign and checks what was signed.
//! Sources: DSSE v1 (secure-systems-lab), RFC 8032, RFC 8785.

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::refusal::Refusal;
use iu_address::Instant;
use iu_text::digest::{canonical_json, sha256_hex};

/// Which of the two signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub enum Lane {
    /// The executor lane.
    #[serde(rename = "DOT-991")]
    Executor,
    /// The verifier lane.
    #[serde(rename = "DOT-992")]
    Verifier,
}

impl Lane {
    /// The DSSE payload type of what this lane signs about a cut.
    #[must_use]
    pub const fn payload_type(self) -> &'static str {
        match self {
            Self::Executor => "application/vnd.iu-cutter.change-set+json",
            Self::Verifier => "application/vnd.iu-cutter.verify-result+json",
        }
    }

    /// `DOT-991` or `DOT-992`.
    #[must_use]
    pub const fn as_text(self) -> &'static str {
        match self {
            Self::Executor => "DOT-991",
            Self::Verifier => "DOT-992",
        }
    }
}

/// What is to be signed: the payload and the DSSE pre-authentication encoding of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct ToSign {
    /// The lane.
    pub lane: Lane,
    /// The DSSE payload type.
    pub payload_type: String,
    /// The key expected to sign.
    pub key_id: String,
    /// Base64 of the payload (RFC 8785 JSON).
    pub payload: String,
    /// SHA-256 of the payload bytes.
    pub payload_hash: String,
    /// Base64 of the pre-authentication encoding: sign the decoded bytes.
    pub pre_authentication_encoding: String,
}

/// A DSSE envelope with one signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct Envelope {
    /// Payload type.
    #[serde(rename = "payloadType")]
    pub payload_type: String,
    /// Base64 of the payload.
    pub payload: String,
    /// Exactly one.
    pub signatures: Vec<EnvelopeSignature>,
}

/// One signature of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct EnvelopeSignature {
    /// Id of the key.
    pub keyid: String,
    /// Base64 of the 64 signature bytes.
    pub sig: String,
}

/// A registered public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct PublicKey {
    /// Id: the first 16 hex digits of the SHA-256 of the 32 key bytes, after the lane.
    pub key_id: String,
    /// The only lane it may sign for.
    pub lane: Lane,
    /// Base64 of the 32 key bytes.
    pub public_key: String,
    /// When it was registered, RFC 3339; none where that is not asked.
    #[serde(default)]
    pub created_at: Option<String>,
    /// When it was revoked, RFC 3339; none while it is in force.
    #[serde(default)]
    pub revoked_at: Option<String>,
}

/// The id of a public key in a lane.
///
/// # Errors
/// `KEY_UNREADABLE` where the text is not base64 of an Ed25519 public key.
pub fn key_id(lane: Lane, public_key: &str) -> Result<String, Refusal> {
    let key = read_key(public_key)?;
    Ok(format!("{}:{}", lane.as_text(), &sha256_hex(key.as_bytes())[..16]))
}

/// DSSE v1: `"DSSEv1" SP len(type) SP type SP len(body) SP body`, lengths in ASCII decimal.
#[must_use]
pub fn pre_authentication_encoding(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut out = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len()).into_bytes();
    out.extend_from_slice(payload);
    out
}

/// The bytes `key_id` has to sign for `payload`, about a cut, in `lane`.
#[must_use]
pub fn to_sign<T: Serialize>(lane: Lane, key_id: &str, payload: &T) -> ToSign {
    to_sign_as(lane, lane.payload_type(), key_id, payload)
}

/// The bytes `key_id` has to sign for `payload` of the DSSE type `payload_type` in `lane`.
#[must_use]
pub fn to_sign_as<T: Serialize>(lane: Lane, payload_type: &str, key_id: &str, payload: &T) -> ToSign {
    let bytes = canonical_json(payload).into_bytes();
    ToSign {
        lane,
        payload_type: payload_type.to_owned(),
        key_id: key_id.to_owned(),
        payload_hash: sha256_hex(&bytes),
        pre_authentication_encoding: STANDARD.encode(pre_authentication_encoding(payload_type, &bytes)),
        payload: STANDARD.encode(bytes),
    }
}

/// What is to be signed.
///
/// # Errors
/// `SEAL_UNREADABLE` where it is no JSON.
pub fn read_payload(request: &ToSign) -> Result<Value, Refusal> {
    let bytes = STANDARD.decode(&request.payload).unwrap_or_default();
    serde_json::from_slice(&bytes)
        .map_err(|error| Refusal::conflict("SEAL_UNREADABLE", format!("What is to be signed is not JSON: {error}.")))
}

/// The envelope for what was signed, after checking the signature with the registered key.
///
/// # Errors
/// Those of [`require_in_force`] and of [`open`].
pub fn seal(request: &ToSign, signature: &str, key: &PublicKey) -> Result<Envelope, Refusal> {
    let envelope = Envelope {
        payload_type: request.payload_type.clone(),
        payload: request.payload.clone(),
        signatures: vec![EnvelopeSignature { keyid: request.key_id.clone(), sig: signature.to_owned() }],
    };
    require_in_force(request.lane, key)?;
    open_as(&envelope, request.lane, &request.payload_type, key)?;
    Ok(envelope)
}

/// The payload of `envelope`, about a cut, where `key` really signed it for `lane`.
///
/// # Errors
/// Those of [`open_as`].
pub fn open(envelope: &Envelope, lane: Lane, key: &PublicKey) -> Result<Value, Refusal> {
    open_as(envelope, lane, lane.payload_type(), key)
}

/// The payload of `envelope`, of the DSSE type `payload_type`, where `key` really signed it for `lane`.
///
/// # Errors
/// `SEAL_WRONG_LANE`, `SEAL_WRONG_TYPE`, `SEAL_WRONG_KEY`, `KEY_UNREADABLE`, `SEAL_UNREADABLE`, `SEAL_INVALID`, and `KEY_REVOKED`
/// or `KEY_EARLY` where the key was not in force when it signed, as the payload says it did.
pub fn open_as(envelope: &Envelope, lane: Lane, payload_type: &str, key: &PublicKey) -> Result<Value, Refusal> {
    let refuse = |code: &str, message: String| Err(Refusal::conflict(code, message));
    if key.lane != lane {
        return refuse(
            "SEAL_WRONG_LANE",
            format!("Key {} signs for {}, not for {}.", key.key_id, key.lane.as_text(), lane.as_text()),
        );
    }
    if envelope.payload_type != payload_type {
        return refuse(
            "SEAL_WRONG_TYPE",
            format!(
                "The payload type {:?} is not the {payload_type:?} that {} signs here.",
                envelope.payload_type,
                lane.as_text()
            ),
        );
    }
    let [signature] = envelope.signatures.as_slice() else {
        return refuse("SEAL_UNREADABLE", format!("The envelope has {} signatures instead of one.", envelope.signatures.len()));
    };
    if signature.keyid != key.key_id || key_id(lane, &key.public_key)? != key.key_id {
        return refuse(
            "SEAL_WRONG_KEY",
            format!("The envelope names key {}, the key at hand is {}.", signature.keyid, key.key_id),
        );
    }
    let (Ok(payload), Ok(bytes)) = (STANDARD.decode(&envelope.payload), STANDARD.decode(&signature.sig)) else {
        return refuse("SEAL_UNREADABLE", "The payload or the signature is not base64.".to_owned());
    };
    let Ok(parsed) = Signature::from_slice(&bytes) else {
        return refuse("SEAL_UNREADABLE", format!("The signature has {} bytes instead of 64.", bytes.len()));
    };
    let message = pre_authentication_encoding(&envelope.payload_type, &payload);
    if read_key(&key.public_key)?.verify_strict(&message, &parsed).is_err() {
        return refuse("SEAL_INVALID", format!("Key {} did not sign this payload.", key.key_id));
    }
    let payload: Value = serde_json::from_slice(&payload)
        .map_err(|error| Refusal::conflict("SEAL_UNREADABLE", format!("The payload is not JSON: {error}.")))?;
    let signed_at = payload.get("signed_at").and_then(Value::as_str).unwrap_or_default();
    if let Some(revoked_at) = key.revoked_at.as_deref().filter(|revoked| !signed_before_revocation(signed_at, Some(revoked))) {
        return refuse("KEY_REVOKED", format!("Key {} was revoked at {revoked_at}, and signed at {signed_at:?}.", key.key_id));
    }
    if let Some(created_at) = key.created_at.as_deref().filter(|created| !signed_after_registration(signed_at, created)) {
        return refuse("KEY_EARLY", format!("Key {} was registered at {created_at}, and signed at {signed_at:?}.", key.key_id));
    }
    Ok(payload)
}

/// Whether what was signed at `signed_at` counts although its key was revoked at `revoked_at`: it was signed before. The one rule
/// for VERIFY, the ledger and bundles. A time that cannot be read proves nothing.
#[must_use]
pub fn signed_before_revocation(signed_at: &str, revoked_at: Option<&str>) -> bool {
    let Some(revoked_at) = revoked_at else { return true };
    matches!((signed_at.parse::<Instant>(), revoked_at.parse::<Instant>()), (Ok(signed), Ok(revoked)) if signed < revoked)
}

/// Whether the key was registered when it signed, as [`signed_before_revocation`].
#[must_use]
pub fn signed_after_registration(signed_at: &str, created_at: &str) -> bool {
    matches!((signed_at.parse::<Instant>(), created_at.parse::<Instant>()), (Ok(signed), Ok(created)) if created <= signed)
}

/// Whether a lane may sign with a key: it is of the lane and not revoked.
///
/// # Errors
/// `SEAL_WRONG_LANE`, `KEY_REVOKED`, each with what to do.
pub fn require_in_force(lane: Lane, key: &PublicKey) -> Result<(), Refusal> {
    let lane = if key.lane == lane {
        lane.as_text()
    } else {
        let message = format!("Key {} is registered for {}, not for {}.", key.key_id, key.lane.as_text(), lane.as_text());
        return Err(Refusal::conflict("SEAL_WRONG_LANE", message));
    };
    if key.revoked_at.is_some() {
        let message =
            format!("Key {} was revoked and signs no more: run \"directus cutter keys rotate --lane {lane}\".", key.key_id);
        return Err(Refusal::conflict("KEY_REVOKED", message).naming([("key", &key.key_id)]));
    }
    Ok(())
}

fn read_key(public_key: &str) -> Result<VerifyingKey, Refusal> {
    let unreadable = || Refusal::invalid("KEY_UNREADABLE", "A public key is base64 of the 32 bytes of an Ed25519 key.");
    let bytes = STANDARD.decode(public_key).map_err(|_| unreadable())?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| unreadable())?;
    VerifyingKey::from_bytes(&bytes).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    fn pair(seed: u8, lane: Lane) -> (SigningKey, PublicKey) {
        let secret = SigningKey::from_bytes(&[seed; 32]);
        let public_key = STANDARD.encode(secret.verifying_key().as_bytes());
        let key_id = key_id(lane, &public_key).expect("a key");
        (secret, PublicKey { key_id, lane, public_key, created_at: None, revoked_at: None })
    }

    fn revoked(key: &PublicKey, at: &str) -> PublicKey {
        PublicKey { revoked_at: Some(at.to_owned()), ..key.clone() }
    }

    fn sign(secret: &SigningKey, request: &ToSign) -> String {
        let message = STANDARD.decode(&request.pre_authentication_encoding).expect("base64");
        STANDARD.encode(secret.sign(&message).to_bytes())
    }

    #[test]
    fn encoding_is_the_dsse_specification_s_example() {
        let encoded = pre_authentication_encoding("http://example.com/HelloWorld", b"hello world");
        assert_eq!(encoded, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    #[test]
    fn a_lane_signs_with_its_own_key_while_it_is_good() {
        let (_, key) = pair(7, Lane::Executor);
        assert_eq!(require_in_force(Lane::Executor, &key), Ok(()));
        assert_eq!(require_in_force(Lane::Verifier, &key).expect_err("refused").code, "SEAL_WRONG_LANE");
        let refusal = require_in_force(Lane::Executor, &revoked(&key, "2026-01-01T00:00:00Z")).expect_err("refused");
        assert!(refusal.message.ends_with("run \"directus cutter keys rotate --lane DOT-991\"."), "{refusal}");
    }

    #[test]
    fn a_key_counts_for_what_it_signed_while_it_was_in_force() {
        let (secret, key) = pair(7, Lane::Executor);
        let signed = |payload: Value| {
            let request = to_sign(Lane::Executor, &key.key_id, &payload);
            (seal(&request, &sign(&secret, &request), &key).expect("sealed"), request)
        };
        let (envelope, request) = signed(serde_json::json!({"signed_at": "2026-01-02T00:00:00.000000Z"}));
        let code = |envelope: &Envelope, key: &PublicKey| open(envelope, Lane::Executor, key).err().map(|refusal| refusal.code);
        let refused = Some("KEY_REVOKED".to_owned());
        for (revoked_at, expected) in [
            ("2026-01-02T00:00:00.000001Z", None),
            ("2026-01-02T00:00:00Z", refused.clone()),
            ("2026-01-01T00:00:00Z", refused.clone()),
            ("yesterday", refused.clone()),
        ] {
            assert_eq!(code(&envelope, &revoked(&key, revoked_at)), expected, "{revoked_at}");
        }
        let registered = |at: &str| PublicKey { created_at: Some(at.to_owned()), ..key.clone() };
        assert_eq!(code(&envelope, &registered("2026-01-02T00:00:00Z")), None);
        assert_eq!(code(&envelope, &registered("2026-01-02T00:00:01Z")), Some("KEY_EARLY".to_owned()));
        // When it was signed is not known: that is no proof.
        let timeless = signed(serde_json::json!({"change_set_id": "c"})).0;
        assert_eq!(code(&timeless, &key), None);
        assert_eq!(code(&timeless, &revoked(&key, "2027-01-01T00:00:00Z")), refused);
        // Nothing new is sealed with it, whatever time it claims.
        let late = seal(&request, &sign(&secret, &request), &revoked(&key, "2027-01-01T00:00:00Z"));
        assert_eq!(late.expect_err("revoked").code, "KEY_REVOKED");
    }

    #[test]
    fn what_was_sealed_opens_and_nothing_else() {
        let (secret, key) = pair(7, Lane::Executor);
        let payload = serde_json::json!({"change_set_id": "c", "who": "e"});
        let request = to_sign(Lane::Executor, &key.key_id, &payload);
        let envelope = seal(&request, &sign(&secret, &request), &key).expect("sealed");
        assert_eq!(open(&envelope, Lane::Executor, &key), Ok(payload));

        let code = |envelope: &Envelope, lane, key: &PublicKey| open(envelope, lane, key).expect_err("refused").code;
        let (_, other) = pair(8, Lane::Executor);
        assert_eq!(code(&envelope, Lane::Executor, &other), "SEAL_WRONG_KEY");
        assert_eq!(code(&envelope, Lane::Verifier, &key), "SEAL_WRONG_LANE");
        let renamed = PublicKey { key_id: key.key_id.clone(), ..other };
        assert_eq!(code(&envelope, Lane::Executor, &renamed), "SEAL_WRONG_KEY");

        let mut edited = envelope.clone();
        edited.payload = STANDARD.encode(br#"{"change_set_id":"d","who":"e"}"#);
        assert_eq!(code(&edited, Lane::Executor, &key), "SEAL_INVALID");
        let mut retyped = envelope.clone();
        retyped.payload_type = Lane::Verifier.payload_type().to_owned();
        assert_eq!(code(&retyped, Lane::Executor, &key), "SEAL_WRONG_TYPE");
        let mut unsigned = envelope;
        unsigned.signatures.clear();
        assert_eq!(code(&unsigned, Lane::Executor, &key), "SEAL_UNREADABLE");
    }
}
