//! What changed between two manifests of one document: units added, removed, moved, renumbered, changed. Which unit is which
//! is decided in `pairing`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::pairing::{moved, pair, told};
use super::{Manifest, ManifestError, Stored, Unit};

/// `operation_kind` of a manifest that names no text: units as they stand are attested.
const WITHOUT_TEXT: &str = "attest";

/// What became of a unit; one unit may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only the later manifest has it.
    Added,
    /// Only the earlier manifest has it.
    Removed,
    /// It stands in another unit, or elsewhere among its neighbours.
    Moved,
    /// Its own number is another. Parts whose address follows it are not counted again.
    Renumbered,
    /// Its own text or its title is another.
    Changed,
}

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
    /// Units that are not as they were: in the order of the later manifest, each removed one after what it followed.
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
    let pairs = pair(&olds, &news);
    let moved = moved(&pairs, &olds, &news);
    let mut entries = Vec::new();
    let mut unchanged = 0;
    let mut kept = vec![false; before.units.len()];
    pairs.iter().flatten().for_each(|&(old, _)| kept[old] = true);
    let mut removed: Vec<usize> = (0..before.units.len()).filter(|&old| !kept[old]).rev().collect();
    let mut reached = 0;
    for (index, unit) in after.units.iter().enumerate() {
        let Some((old, _)) = pairs[index] else {
            entries.push(DiffEntry { changes: vec![Change::Added], before: None, after: Some(side(unit)) });
            continue;
        };
        if old >= reached {
            take_removed(&mut removed, old, &before.units, &mut entries);
            reached = old;
        }
        let was = &before.units[old];
        let mut changes = Vec::new();
        if moved[index] {
            changes.push(Change::Moved);
        }
        if olds[old].own_number() != news[index].own_number() {
            changes.push(Change::Renumbered);
        }
        if was.content_hash != unit.content_hash || was.title != unit.title {
            changes.push(Change::Changed);
        }
        if changes.is_empty() {
            unchanged += 1;
        } else {
            entries.push(DiffEntry { changes, before: Some(side(was)), after: Some(side(unit)) });
        }
    }
    take_removed(&mut removed, usize::MAX, &before.units, &mut entries);
    let mut counts = BTreeMap::new();
    for change in entries.iter().flat_map(|entry| &entry.changes) {
        *counts.entry(*change).or_default() += 1;
    }
    Ok(ManifestDiff {
        before_digest: before.manifest_digest.clone(),
        after_digest: after.manifest_digest.clone(),
        same_source: before.source.sha256 == after.source.sha256,
        unchanged,
        counts,
        entries,
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

/// Puts the units removed before `until` into the entries.
fn take_removed(removed: &mut Vec<usize>, until: usize, units: &[Unit], entries: &mut Vec<DiffEntry>) {
    while let Some(old) = removed.pop_if(|old| *old < until) {
        entries.push(DiffEntry { changes: vec![Change::Removed], before: Some(side(&units[old])), after: None });
    }
}
