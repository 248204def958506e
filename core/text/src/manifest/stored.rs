//! Manifests as they are stored: an RFC 8785 text that names its own digest, read strictly, whatever is proposed in it.

use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;

use super::{ManifestError, FORMAT_VERSION};
use crate::digest::{canonical_json, sha256_hex, sha256_hex_of, LongHash};

/// A manifest that is stored.
pub trait Stored: Serialize + DeserializeOwned {
    /// [`FORMAT_VERSION`], if this engine may read it.
    fn format_version(&self) -> &str;
    /// Digest of everything else.
    fn digest(&mut self) -> &mut String;

    /// The exact text that is stored and hashed: RFC 8785, digest included.
    #[must_use]
    fn to_canonical_json(&self) -> String {
        canonical_json(self)
    }

    /// With the digest of everything but the digest itself.
    #[must_use]
    fn sealed(mut self) -> Self {
        self.digest().clear();
        *self.digest() = sha256_hex(self.to_canonical_json().as_bytes());
        self
    }

    /// With its digest, which `hash` makes, and as the exact text that is stored.
    #[must_use]
    fn written(mut self, hash: LongHash<'_>) -> (Self, String) {
        self.digest().clear();
        *self.digest() = hash(&[self.to_canonical_json().as_bytes()]);
        let text = self.to_canonical_json();
        (self, text)
    }

    /// The digest that its content has, whatever digest it says.
    #[must_use]
    fn compute_digest(&self) -> String
    where
        Self: Clone,
    {
        std::mem::take(self.clone().sealed().digest())
    }

    /// Reads a stored manifest: its format is known, its digest is that of its content, and it is written as this engine writes it.
    ///
    /// # Errors
    /// `MANIFEST_UNREADABLE`, `MANIFEST_FORMAT_UNKNOWN`, `MANIFEST_DIGEST_MISMATCH`, or `MANIFEST_FORM` where it has a member that
    /// its format does not know (which no digest would cover) or is written otherwise.
    fn from_stored(text: &str) -> Result<Self, ManifestError> {
        read(text)
    }
}

fn read<M: Stored>(text: &str) -> Result<M, ManifestError> {
    let mut manifest: M = serde_json::from_str(text)
        .map_err(|error| ManifestError::new("MANIFEST_UNREADABLE", format!("The stored manifest cannot be read: {error}.")))?;
    if manifest.format_version() != FORMAT_VERSION {
        let version = manifest.format_version();
        let message = format!("Manifest format {version:?} is unknown; this engine reads {FORMAT_VERSION:?}.");
        return Err(ManifestError::new("MANIFEST_FORMAT_UNKNOWN", message));
    }
    let said = std::mem::take(manifest.digest());
    let (mut manifest, known) = manifest.written(&sha256_hex_of);
    let digest = manifest.digest();
    if said != *digest {
        let message = format!("The manifest says digest {said}, its content has {digest}.");
        return Err(ManifestError::new("MANIFEST_DIGEST_MISMATCH", message));
    }
    if known != text {
        let message = match unknown_member(text, &known) {
            Some(place) => format!("The stored manifest has {place}, which its format does not know."),
            None => "The stored manifest is not written in its canonical form (RFC 8785).".to_owned(),
        };
        return Err(ManifestError::new("MANIFEST_FORM", message));
    }
    Ok(manifest)
}

/// Where the first member stands that is in one text and not in the other.
fn unknown_member(stored: &str, known: &str) -> Option<String> {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    surplus(&read(stored)?, &read(known)?).map(|place| place.trim_start_matches('.').to_owned())
}

fn surplus(stored: &Value, known: &Value) -> Option<String> {
    match (stored, known) {
        (Value::Object(stored), Value::Object(known)) => stored.iter().find_map(|(name, value)| match known.get(name) {
            Some(other) => surplus(value, other).map(|below| format!(".{name}{below}")),
            None => Some(format!(".{name}")),
        }),
        (Value::Array(stored), Value::Array(known)) => {
            let mut each = stored.iter().zip(known).enumerate();
            each.find_map(|(index, (value, other))| surplus(value, other).map(|below| format!("[{index}]{below}")))
        }
        _ => None,
    }
}
