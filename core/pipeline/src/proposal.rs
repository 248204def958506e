//! What an entry proposes, whichever way it was marked: the one place that tells the modes apart.

use serde::Deserialize;
use serde_json::Value;

use crate::attest::manifest::AttestManifest;
use crate::mode::Mode;
use crate::record::ChangeKind;
use crate::structure::StructureManifest;
use cutter_model::refusal::Refusal;
use cutter_model::word::of_word;
use iu_text::manifest::{Manifest, Stored};

/// Reads a stored manifest of any mode.
///
/// # Errors
/// Those of the manifests.
pub fn from_stored(text: &str) -> Result<Box<dyn Mode>, Refusal> {
    /// What tells the modes apart; the units of a long document are read once, as what they are.
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        operation_kind: Value,
    }
    let named = serde_json::from_str::<Named>(text).map(|named| named.operation_kind).unwrap_or_default();
    Ok(match named.as_str().and_then(of_word) {
        Some(ChangeKind::Attest) => Box::new(AttestManifest::from_stored(text)?),
        Some(ChangeKind::Operation(_)) => Box::new(StructureManifest::from_stored(text)?),
        _ => Box::new(Manifest::from_stored(text)?),
    })
}
