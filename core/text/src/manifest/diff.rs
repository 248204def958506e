//! What changed between two manifests of one document: units added, removed, moved, renumbered, changed. Which unit is which
//! is decided in `pairing`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::became::{Became, Change, Difference};
use super::pairing::{pair, told};
use super::{Manifest, ManifestError, Stored, Unit};

/// `operation_kind` of a manifest that names no text: units as they stand are attested.
const WITHOUT_TEXT: &str = "attest";

/// A unit as one of the manifests has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DiffSide {
    /// Local id in its manifest.
    pub local_id: String,
    /// Address.
    pub address: String,
    /// Label as written.
    pub label: String,
    /// Title.
    pub title: String,
    /// SHA-256 of its own text.
    pub content_hash: String,
}

/// A unit that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DiffEntry {
    /// What became of it, in the order of [`Change`].
    pub changes: Vec<Change>,
    /// In the earlier manifest; none for a unit added.
    pub before: Option<DiffSide>,
    /// In the later manifest; none for a unit removed.
    pub after: Option<DiffSide>,
}

/// The difference between two manifests of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ManifestDiff {
    /// Digest of the earlier manifest.
    pub before_digest: String,
    /// Digest of the later one.
    pub after_digest: String,
    /// Whether both were made from the same text.
    pub same_source: bool,
    /// Units of both that are as they were.
    pub unchanged: usize,
    /// How many units were added, removed, moved, renumbered, changed; only what there is.
    pub counts: BTreeMap<Change, usize>,
    /// Units that are not as they were: in the order of the later manifest, each removed one after what it followed
    /// and before what was added there.
    pub entries: Vec<DiffEntry>,
}

/// Compares two manifests given as their stored texts.
///
/// # Errors
/// `DIFF_WITHOUT_TEXT` for the manifest of an attestation, what [`Manifest::from_stored`] refuses, and
/// `DIFF_OTHER_DOCUMENT`.
pub fn diff_stored(before: &str, after: &str) -> Result<ManifestDiff, ManifestError> {
    let read = |text: &str| {
        #[derive(Deserialize)]
        struct Kind {
            operation_kind: String,
        }
        if serde_json::from_str::<Kind>(text).is_ok_and(|kind| kind.operation_kind == WITHOUT_TEXT) {
            let message = "The manifest of an attestation has no text of its own to compare.".to_owned();
            return Err(ManifestError::new("DIFF_WITHOUT_TEXT", message));
        }
        Manifest::from_stored(text)
    };
    diff(&read(before)?, &read(after)?)
}

/// Compares two manifests.
///
/// # Errors
/// `DIFF_OTHER_DOCUMENT` where they are not of one document.
pub fn diff(before: &Manifest, after: &Manifest) -> Result<ManifestDiff, ManifestError> {
    if (&before.doc_code, &before.prefix) != (&after.doc_code, &after.prefix) {
        let message = format!(
            "The manifests are of two documents, {} ({}) and {} ({}); only versions of one document are compared.",
            before.doc_code, before.prefix, after.doc_code, after.prefix
        );
        return Err(ManifestError::new("DIFF_OTHER_DOCUMENT", message));
    }
    let (olds, news) = (told(&before.units), told(&after.units));
    let pairs: Vec<Option<usize>> = pair(&olds, &news).into_iter().map(|pair| Some(pair?.0)).collect();
    let became = Became::of(&olds, &news, &pairs);
    let entry = |Difference { changes, before: old, after: new }: &Difference| DiffEntry {
        changes: changes.clone(),
        before: old.map(|old| side(&before.units[old])),
        after: new.map(|new| side(&after.units[new])),
    };
    Ok(ManifestDiff {
        before_digest: before.manifest_digest.clone(),
        after_digest: after.manifest_digest.clone(),
        same_source: before.source.sha256 == after.source.sha256,
        unchanged: became.unchanged,
        counts: became.counts(),
        entries: became.differences.iter().map(entry).collect(),
    })
}

fn side(unit: &Unit) -> DiffSide {
    DiffSide {
        local_id: unit.local_id.clone(),
        address: unit.address.clone(),
        label: unit.label.clone(),
        title: unit.title.clone(),
        content_hash: unit.content_hash.clone(),
    }
}
