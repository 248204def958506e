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
    /// In the order of the later list, each removed one after what it followed and before what was added there.
    pub differences: Vec<Difference>,
    /// Units of both that are as they were.
    pub unchanged: usize,
}

impl Became {
    /// Compares two lists in document order; `pairs` has for each later unit the place of the earlier one that it is.
    #[must_use]
    pub fn of(olds: &[Told<'_>], news: &[Told<'_>], pairs: &[Option<usize>]) -> Self {
        let moved = moved(pairs, olds, news);
        let mut ended: Vec<bool> = olds.iter().map(|old| old.stands).collect();
        let kept = pairs.iter().zip(news).filter(|(_, new)| new.stands).filter_map(|(old, _)| *old);
        kept.for_each(|old| ended[old] = false);
        let mut removed: Vec<usize> = (0..olds.len()).filter(|&old| ended[old]).rev().collect();
        let mut became = Self::default();
        let mut anchors = Anchors::of(pairs);
        for (index, unit) in news.iter().enumerate() {
            let old = pairs[index].filter(|&old| olds[old].stands);
            match (pairs[index], old) {
                (Some(old), _) if anchors.reach(old) => became.take_removed(&mut removed, |each| each < old),
                // What ended is told before what stands in its place, and neither in another unit.
                (_, None) if unit.stands => {
                    let (next, family) = (anchors.after(index), unit.parent.map(|parent| pairs[parent]));
                    became.take_removed(&mut removed, |each| each < next && is_in(family, olds, each));
                }
                _ => {}
            }
            if !unit.stands {
                continue;
            }
            let Some(old) = old else {
                became.differences.push(Difference { changes: vec![Change::Added], before: None, after: Some(index) });
                continue;
            };
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
        became.take_removed(&mut removed, |_| true);
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

    /// Puts the next units removed in their place, as long as they belong there.
    fn take_removed(&mut self, removed: &mut Vec<usize>, belongs: impl Fn(usize) -> bool) {
        while let Some(old) = removed.pop_if(|old| belongs(*old)) {
            self.differences.push(Difference { changes: vec![Change::Removed], before: Some(old), after: None });
        }
    }
}

/// Whether an earlier unit is, or stands at any depth in, the earlier counterpart of what a later unit stands in: `None` is the document,
/// `Some(None)` what was not there.
fn is_in(family: Option<Option<usize>>, olds: &[Told<'_>], old: usize) -> bool {
    let Some(family) = family else { return true };
    let mut outer = Some(old);
    while outer > family {
        outer = outer.and_then(|outer| olds[outer].parent);
    }
    family.is_some() && outer == family
}

/// The units of both lists that kept their order: what ended is told between them.
struct Anchors<'p> {
    pairs: &'p [Option<usize>],
    reached: usize,
    ahead: usize,
}

impl<'p> Anchors<'p> {
    const fn of(pairs: &'p [Option<usize>]) -> Self {
        Self { pairs, reached: 0, ahead: 0 }
    }

    /// Whether an earlier unit is one; if so, those after it are looked for from there on.
    fn reach(&mut self, old: usize) -> bool {
        let is_anchor = old >= self.reached;
        self.reached = self.reached.max(old);
        is_anchor
    }

    /// The earlier place of the next one after a later unit.
    fn after(&mut self, index: usize) -> usize {
        self.ahead = self.ahead.max(index + 1);
        while self.pairs.get(self.ahead).is_some_and(|old| old.is_none_or(|old| old < self.reached)) {
            self.ahead += 1;
        }
        self.pairs.get(self.ahead).copied().flatten().unwrap_or(usize::MAX)
    }
}
