//! What changed between two manifests of one document: units added, removed, moved, renumbered, changed.
//!
//! Units are paired level by level from the outermost in, so that a part can be found by the unit it stands in. Of the
//! signs that two units are the same, the strongest decides first: address, title and text together; title and text,
//! where no other unit has them; the same label in units that are paired; the address alone; the title alone.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

use super::{Manifest, ManifestError, Unit};
use crate::refusal::Refusal;

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
pub fn diff_stored(before: &str, after: &str) -> Result<ManifestDiff, Refusal> {
    let read = |text: &str| {
        #[derive(Deserialize)]
        struct Kind {
            operation_kind: String,
        }
        if serde_json::from_str::<Kind>(text).is_ok_and(|kind| kind.operation_kind == super::attest::ATTEST) {
            let message = "The manifest of an attestation has no text of its own to compare.";
            return Err(Refusal::conflict("DIFF_WITHOUT_TEXT", message));
        }
        Manifest::from_stored(text).map_err(|error| Refusal::conflict(error.code, error.message))
    };
    diff(&read(before)?, &read(after)?).map_err(|error| Refusal::invalid(error.code, error.message))
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
    let pairs = pair(&before.units, &after.units);
    let parents = (parents(&before.units), parents(&after.units));
    let moved = moved(&pairs, &parents.0, &parents.1, after.units.len());
    let mut entries = Vec::new();
    let mut unchanged = 0;
    let mut kept = vec![false; before.units.len()];
    pairs.iter().flatten().for_each(|&old| kept[old] = true);
    let mut removed: Vec<usize> = (0..before.units.len()).filter(|&old| !kept[old]).rev().collect();
    let mut reached = 0;
    for (index, unit) in after.units.iter().enumerate() {
        let Some(old) = pairs[index] else {
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
        if own_number(was) != own_number(unit) {
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

/// Position of the parent of each unit.
fn parents(units: &[Unit]) -> Vec<Option<usize>> {
    let places: HashMap<&str, usize> = units.iter().enumerate().map(|(index, unit)| (unit.local_id.as_str(), index)).collect();
    units.iter().map(|unit| places.get(unit.parent_local_id.as_deref()?).copied()).collect()
}

fn depths(parents: &[Option<usize>]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(parents.len());
    for (index, parent) in parents.iter().enumerate() {
        // Units come in document order: a parent before its parts.
        depths.push(parent.filter(|&parent| parent < index).map_or(0, |parent| depths[parent] + 1));
    }
    depths
}

/// The unit's own number: level and last token of its address.
fn own_number(unit: &Unit) -> (&str, &str) {
    (&unit.level, unit.address.rsplit(['-', '/']).next().unwrap_or_default())
}

type Key<'u> = (&'u str, &'u str, &'u str);

fn content(unit: &Unit) -> Key<'_> {
    (&unit.level, &unit.title, &unit.content_hash)
}

/// For each later unit, the earlier one it is.
fn pair(before: &[Unit], after: &[Unit]) -> Vec<Option<usize>> {
    let (old_parents, new_parents) = (parents(before), parents(after));
    let (old_depths, new_depths) = (depths(&old_parents), depths(&new_parents));
    let mut paired = Pairs { of_new: vec![None; after.len()], of_old: vec![None; before.len()] };
    let deepest = old_depths.iter().chain(&new_depths).copied().max().unwrap_or(0);
    for depth in 0..=deepest {
        let olds: Vec<usize> = (0..before.len()).filter(|&old| old_depths[old] == depth).collect();
        let news: Vec<usize> = (0..after.len()).filter(|&new| new_depths[new] == depth).collect();
        let parent_of_old = |old: usize, paired: &Pairs| old_parents[old].map(|parent| paired.of_old[parent]);
        let parent_of_new = |new: usize| new_parents[new].map(Some);
        // 1. Address, title and text.
        paired.unique(
            &olds,
            &news,
            |old, _| Some((before[old].address.as_str(), content(&before[old]))),
            |new| Some((after[new].address.as_str(), content(&after[new]))),
        );
        // 2. Title and text, where they are long enough to tell units apart: no other unit has them.
        let telling = |unit: &Unit| !unit.is_structural() || !unit.title.is_empty();
        paired.unique(
            &olds,
            &news,
            |old, _| telling(&before[old]).then(|| content(&before[old])),
            |new| telling(&after[new]).then(|| content(&after[new])),
        );
        // 3. The same number and title in units that are paired, then the same number alone.
        paired.unique(
            &olds,
            &news,
            |old, paired| Some((parent_of_old(old, paired), own_number(&before[old]), before[old].title.as_str())),
            |new| Some((parent_of_new(new), own_number(&after[new]), after[new].title.as_str())),
        );
        // 4. The title alone, under whatever number.
        paired.unique(
            &olds,
            &news,
            |old, _| (!before[old].title.is_empty()).then(|| (before[old].level.as_str(), before[old].title.as_str())),
            |new| (!after[new].title.is_empty()).then(|| (after[new].level.as_str(), after[new].title.as_str())),
        );
        paired.unique(
            &olds,
            &news,
            |old, paired| Some((parent_of_old(old, paired), own_number(&before[old]))),
            |new| Some((parent_of_new(new), own_number(&after[new]))),
        );
        // 5. The address alone.
        paired.unique(&olds, &news, |old, _| Some(before[old].address.as_str()), |new| Some(after[new].address.as_str()));
    }
    // What stands at another depth now: title and text alone can tell.
    let (olds, news): (Vec<usize>, Vec<usize>) = ((0..before.len()).collect(), (0..after.len()).collect());
    let telling = |unit: &Unit| !unit.is_structural();
    paired.unique(
        &olds,
        &news,
        |old, _| telling(&before[old]).then(|| content(&before[old])),
        |new| telling(&after[new]).then(|| content(&after[new])),
    );
    paired.of_new
}

struct Pairs {
    of_new: Vec<Option<usize>>,
    of_old: Vec<Option<usize>>,
}

impl Pairs {
    /// Pairs the units left of both sides whose key no other unit left on its side has.
    fn unique<K: std::hash::Hash + Eq>(
        &mut self,
        olds: &[usize],
        news: &[usize],
        old_key: impl Fn(usize, &Self) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
    ) {
        let mut by_key: HashMap<K, (Option<usize>, Option<usize>, bool)> = HashMap::new();
        for &old in olds.iter().filter(|&&old| self.of_old[old].is_none()) {
            let Some(key) = old_key(old, self) else { continue };
            let entry = by_key.entry(key).or_default();
            entry.2 = entry.2 || entry.0.is_some();
            entry.0 = Some(old);
        }
        for &new in news.iter().filter(|&&new| self.of_new[new].is_none()) {
            let Some(key) = new_key(new) else { continue };
            let Some(entry) = by_key.get_mut(&key) else { continue };
            entry.2 = entry.2 || entry.1.is_some();
            entry.1 = Some(new);
        }
        for (old, new, ambiguous) in by_key.into_values() {
            if let (Some(old), Some(new), false) = (old, new, ambiguous) {
                self.of_old[old] = Some(new);
                self.of_new[new] = Some(old);
            }
        }
    }
}

/// Which later units stand in another unit than before, or out of the order their neighbours kept.
fn moved(pairs: &[Option<usize>], old_parents: &[Option<usize>], new_parents: &[Option<usize>], count: usize) -> Vec<bool> {
    let mut moved = vec![false; count];
    let mut siblings: BTreeMap<Option<usize>, Vec<(usize, usize)>> = BTreeMap::new();
    for (new, old) in pairs.iter().enumerate().filter_map(|(new, old)| Some((new, (*old)?))) {
        let counterpart = new_parents[new].and_then(|parent| pairs[parent]);
        let same_parent = match (new_parents[new], old_parents[old]) {
            (None, None) => true,
            (Some(_), Some(old_parent)) => counterpart == Some(old_parent),
            _ => false,
        };
        if same_parent {
            siblings.entry(new_parents[new]).or_default().push((new, old));
        } else {
            moved[new] = true;
        }
    }
    for family in siblings.into_values() {
        let olds: Vec<usize> = family.iter().map(|&(_, old)| old).collect();
        let kept = longest_ascending(&olds);
        for (place, &(new, _)) in family.iter().enumerate() {
            moved[new] = !kept[place];
        }
    }
    moved
}

/// Which of `values` belong to a longest ascending run among them.
fn longest_ascending(values: &[usize]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let at = tails.partition_point(|&tail| values[tail] < *value);
        before.push(at.checked_sub(1).map(|at| tails[at]));
        if at == tails.len() {
            tails.push(index);
        } else {
            tails[at] = index;
        }
    }
    let mut kept = vec![false; values.len()];
    let mut next = tails.last().copied();
    while let Some(index) = next {
        kept[index] = true;
        next = before[index];
    }
    kept
}
