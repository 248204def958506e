//! What became of the units of a document from one state of it to another, once it is known which is which: added, removed, moved,
//! renumbered, changed.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::pairing::{moved, Told};

/// What became of a unit; one unit may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only the later state has it.
    Added,
    /// Only the earlier state has it.
    Removed,
    /// It stands in another unit, or elsewhere among its neighbours.
    Moved,
    /// Its own number is another. Parts whose address follows it are not counted again.
    Renumbered,
    /// Its own text or its title is another.
    Changed,
}

/// A unit that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What became of it, in the order of [`Change`].
    pub changes: Vec<Change>,
    /// Its place in the earlier list; none for a unit added.
    pub before: Option<usize>,
    /// Its place in the later list; none for a unit removed.
    pub after: Option<usize>,
}

/// What became of all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Became {
    /// In the order of the later list, each removed one after what it followed.
    pub differences: Vec<Difference>,
    /// Units of both that are as they were.
    pub unchanged: usize,
}

impl Became {
    /// Compares two lists in document order; `pairs` has for each later unit the place of the earlier one that it is.
    #[must_use]
    pub fn of(olds: &[Told<'_>], news: &[Told<'_>], pairs: &[Option<usize>]) -> Self {
        let moved = moved(pairs, olds, news);
        let mut kept = vec![false; olds.len()];
        pairs.iter().flatten().for_each(|&old| kept[old] = true);
        let mut removed: Vec<usize> = (0..olds.len()).filter(|&old| !kept[old]).rev().collect();
        let mut became = Self::default();
        let mut reached = 0;
        for (index, unit) in news.iter().enumerate() {
            let Some(old) = pairs[index] else {
                became.differences.push(Difference { changes: vec![Change::Added], before: None, after: Some(index) });
                continue;
            };
            if old >= reached {
                became.take_removed(&mut removed, old);
                reached = old;
            }
            let was = &olds[old];
            let signs = [
                (Change::Moved, moved[index]),
                (Change::Renumbered, was.own_number() != unit.own_number()),
                (Change::Changed, was.content_hash != unit.content_hash || was.title != unit.title),
            ];
            let changes: Vec<Change> = signs.into_iter().filter_map(|(change, is)| is.then_some(change)).collect();
            if changes.is_empty() {
                became.unchanged += 1;
            } else {
                became.differences.push(Difference { changes, before: Some(old), after: Some(index) });
            }
        }
        became.take_removed(&mut removed, usize::MAX);
        became
    }

    /// How many units were added, removed, moved, renumbered, changed; only what there is.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Change, usize> {
        let mut counts = BTreeMap::new();
        for change in self.differences.iter().flat_map(|difference| &difference.changes) {
            *counts.entry(*change).or_default() += 1;
        }
        counts
    }

    /// Puts the units removed before `until` in their place.
    fn take_removed(&mut self, removed: &mut Vec<usize>, until: usize) {
        while let Some(old) = removed.pop_if(|old| *old < until) {
            self.differences.push(Difference { changes: vec![Change::Removed], before: Some(old), after: None });
        }
    }
}
