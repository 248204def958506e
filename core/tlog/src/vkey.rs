//! Verifier keys: `<name>+<key id>+<base64 of type and key>` (C2SP signed-note).

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

use crate::fault::Fault;

/// What a key signs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `0x01`: Ed25519 over the text of a note; what a log signs with.
    Note,
    /// `0x04`: Ed25519 over a checkpoint with a time; what a witness signs with.
    Cosignature,
}

impl Algorithm {
    const fn byte(self) -> u8 {
        match self {
            Self::Note => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// A key that signatures are checked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    algorithm: Algorithm,
    key: VerifyingKey,
}

/// The id of a key: the first four bytes of the SHA-256 of its name, a line feed, its type and its bytes.
#[must_use]
pub fn key_id(name: &str, algorithm: Algorithm, public_key: &[u8; 32]) -> u32 {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', algorithm.byte()]).chain_update(public_key).finalize();
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

/// Whether a text may name a key.
pub(crate) fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

impl VerifierKey {
    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// `VKEY_NAME`, `VKEY_LENGTH`, `VKEY_KEY`.
    pub fn new(name: &str, algorithm: Algorithm, public_key: &[u8]) -> Result<Self, Fault> {
        if !is_key_name(name) {
            return Err(Fault::new("VKEY_NAME", format!("{name:?} is no name of a key: it may have no spaces and no +.")));
        }
        let Ok(bytes) = <[u8; 32]>::try_from(public_key) else {
            return Err(Fault::new("VKEY_LENGTH", format!("An Ed25519 key has 32 bytes, not {}.", public_key.len())));
        };
        let key = VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak());
        let Some(key) = key else { return Err(Fault::new("VKEY_KEY", "The 32 bytes are no good Ed25519 key.")) };
        Ok(Self { name: name.to_owned(), id: key_id(name, algorithm, &bytes), algorithm, key })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// What it signs.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether it signed `message`.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [&[self.algorithm.byte()], self.key.as_bytes().as_slice()].concat();
        write!(formatter, "{}+{:08x}+{}", self.name, self.id, STANDARD.encode(typed))
    }
}

impl FromStr for VerifierKey {
    type Err = Fault;

    /// `VKEY_FORM`, `VKEY_ID`, `VKEY_BASE64`, `VKEY_TYPE`, `VKEY_ID_OTHER`, and those of [`VerifierKey::new`].
    fn from_str(text: &str) -> Result<Self, Fault> {
        let fault = |code, message: &str| Err(Fault::new(code, message));
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(typed)) = (parts.next(), parts.next(), parts.next()) else {
            return fault("VKEY_FORM", "A verifier key is a name, an id and a key with + between them.");
        };
        let hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let Some(id) = (id.len() == 8 && id.as_bytes().iter().all(hex)).then(|| u32::from_str_radix(id, 16).ok()).flatten()
        else {
            return fault("VKEY_ID", "The id of a verifier key is eight lower-case hex digits.");
        };
        let Ok(typed) = STANDARD.decode(typed) else {
            return fault("VKEY_BASE64", "The key of a verifier key is not base64.");
        };
        let algorithm = match typed.first() {
            Some(0x01) => Algorithm::Note,
            Some(0x04) => Algorithm::Cosignature,
            _ => return fault("VKEY_TYPE", "The key is of another type than Ed25519 (0x01) or cosignatures with it (0x04)."),
        };
        let key = Self::new(name, algorithm, &typed[1..])?;
        if key.id != id {
            return Err(Fault::new("VKEY_ID_OTHER", format!("The key has the id {:08x}, not {id:08x}.", key.id)));
        }
        Ok(key)
    }
}
