//! Which unit of one version of a document is which unit of another.
//!
//! Units are paired level by level from the outermost in, so that a part can be found by the unit it stands in. Of the
//! signs that two units are the same, the strongest decides first: address, title and text together; title and text,
//! where no other unit has them; the same number in units that are paired; the title alone; the address alone.

use std::collections::{BTreeMap, HashMap};

use super::Unit;

/// What a unit is told by.
#[derive(Debug, Clone, Copy)]
pub struct Told<'u> {
    /// Address.
    pub address: &'u str,
    /// Level of the profile.
    pub level: &'u str,
    /// Title; empty where it has none.
    pub title: &'u str,
    /// SHA-256 of its own text.
    pub content_hash: &'u str,
    /// Whether it only groups others.
    pub is_structural: bool,
    /// Place of its parent in the same list, before its own.
    pub parent: Option<usize>,
    /// Whether it is there itself; what has ended may be listed for what stands in it.
    pub stands: bool,
}

/// By what two units were found to be the same, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Address, title and text.
    All,
    /// Title and text, which no other unit has.
    Content,
    /// The same number and title in units that are paired.
    NumberAndTitle,
    /// The title.
    Title,
    /// The same number in units that are paired.
    Number,
    /// The address.
    Address,
}

/// The units of a manifest.
pub fn told(units: &[Unit]) -> Vec<Told<'_>> {
    let places: HashMap<&str, usize> = units.iter().enumerate().map(|(index, unit)| (unit.local_id.as_str(), index)).collect();
    let told = |unit: &Unit| -> Option<usize> { places.get(unit.parent_local_id.as_deref()?).copied() };
    units
        .iter()
        .map(|unit| Told {
            address: &unit.address,
            level: &unit.level,
            title: &unit.title,
            content_hash: &unit.content_hash,
            is_structural: unit.is_structural(),
            parent: told(unit),
            stands: true,
        })
        .collect()
}

/// Units each one stands in.
fn depths(units: &[Told<'_>]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(units.len());
    for (index, unit) in units.iter().enumerate() {
        // Units come in document order: a parent before its parts.
        depths.push(unit.parent.filter(|&parent| parent < index).map_or(0, |parent| depths[parent] + 1));
    }
    depths
}

impl<'u> Told<'u> {
    /// Its own number: level and last token of its address.
    pub fn own_number(&self) -> (&'u str, &'u str) {
        (self.level, self.address.rsplit(['-', '/']).next().unwrap_or_default())
    }

    fn content(&self) -> (&'u str, &'u str, &'u str) {
        (self.level, self.title, self.content_hash)
    }

    /// Title and text, where they are long enough to tell units apart.
    fn telling_content(&self) -> Option<(&'u str, &'u str, &'u str)> {
        (!self.is_structural || !self.title.is_empty()).then(|| self.content())
    }

    fn named(&self) -> Option<(&'u str, &'u str)> {
        (!self.title.is_empty()).then_some((self.level, self.title))
    }
}

/// For each later unit, the earlier one it is, and by what sign.
pub fn pair(before: &[Told<'_>], after: &[Told<'_>]) -> Vec<Option<(usize, Sign)>> {
    let (old_depths, new_depths) = (depths(before), depths(after));
    let mut paired = Pairs { of_new: vec![None; after.len()], of_old: vec![None; before.len()] };
    let deepest = old_depths.iter().chain(&new_depths).copied().max().unwrap_or(0);
    for depth in 0..=deepest {
        let olds: Vec<usize> = (0..before.len()).filter(|&old| old_depths[old] == depth).collect();
        let news: Vec<usize> = (0..after.len()).filter(|&new| new_depths[new] == depth).collect();
        let parent_of_old = |old: usize, paired: &Pairs| before[old].parent.map(|parent| paired.of_old[parent]);
        let parent_of_new = |new: usize| after[new].parent.map(Some);
        let mut unique = Unique { paired: &mut paired, olds: &olds, news: &news };
        unique.by(
            Sign::All,
            |old, _| Some((before[old].address, before[old].content())),
            |new| Some((after[new].address, after[new].content())),
        );
        unique.by(Sign::Content, |old, _| before[old].telling_content(), |new| after[new].telling_content());
        unique.by(
            Sign::NumberAndTitle,
            |old, paired| Some((parent_of_old(old, paired), before[old].own_number(), before[old].title)),
            |new| Some((parent_of_new(new), after[new].own_number(), after[new].title)),
        );
        unique.by(Sign::Title, |old, _| before[old].named(), |new| after[new].named());
        unique.by(
            Sign::Number,
            |old, paired| Some((parent_of_old(old, paired), before[old].own_number())),
            |new| Some((parent_of_new(new), after[new].own_number())),
        );
        unique.by(Sign::Address, |old, _| Some(before[old].address), |new| Some(after[new].address));
    }
    // What stands at another depth now: title and text alone can tell.
    let (olds, news): (Vec<usize>, Vec<usize>) = ((0..before.len()).collect(), (0..after.len()).collect());
    let telling = |unit: &Told<'_>| !unit.is_structural;
    Unique { paired: &mut paired, olds: &olds, news: &news }.by(
        Sign::Content,
        |old, _| telling(&before[old]).then(|| before[old].content()),
        |new| telling(&after[new]).then(|| after[new].content()),
    );
    paired.of_new
}

struct Pairs {
    of_new: Vec<Option<(usize, Sign)>>,
    of_old: Vec<Option<usize>>,
}

/// The units among which pairs are looked for.
struct Unique<'p> {
    paired: &'p mut Pairs,
    olds: &'p [usize],
    news: &'p [usize],
}

impl Unique<'_> {
    /// Pairs the units left of both sides whose key no other unit left on its side has.
    fn by<K: std::hash::Hash + Eq>(
        &mut self,
        sign: Sign,
        old_key: impl Fn(usize, &Pairs) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
    ) {
        let mut by_key: HashMap<K, (Option<usize>, Option<usize>, bool)> = HashMap::new();
        for &old in self.olds.iter().filter(|&&old| self.paired.of_old[old].is_none()) {
            let Some(key) = old_key(old, self.paired) else { continue };
            let entry = by_key.entry(key).or_default();
            entry.2 = entry.2 || entry.0.is_some();
            entry.0 = Some(old);
        }
        for &new in self.news.iter().filter(|&&new| self.paired.of_new[new].is_none()) {
            let Some(key) = new_key(new) else { continue };
            let Some(entry) = by_key.get_mut(&key) else { continue };
            entry.2 = entry.2 || entry.1.is_some();
            entry.1 = Some(new);
        }
        for (old, new, ambiguous) in by_key.into_values() {
            if let (Some(old), Some(new), false) = (old, new, ambiguous) {
                self.paired.of_old[old] = Some(new);
                self.paired.of_new[new] = Some((old, sign));
            }
        }
    }
}

/// Which later units stand in another unit than before, or out of the order their neighbours kept.
pub fn moved(pairs: &[Option<usize>], before: &[Told<'_>], after: &[Told<'_>]) -> Vec<bool> {
    let mut moved = vec![false; after.len()];
    let mut siblings: BTreeMap<Option<usize>, Vec<(usize, usize)>> = BTreeMap::new();
    for (new, old) in pairs.iter().enumerate().filter_map(|(new, pair)| Some((new, (*pair)?))) {
        let counterpart = after[new].parent.and_then(|parent| pairs[parent]);
        let same_parent = match (after[new].parent, before[old].parent) {
            (None, None) => true,
            (Some(_), Some(old_parent)) => counterpart == Some(old_parent),
            _ => false,
        };
        if same_parent {
            siblings.entry(after[new].parent).or_default().push((new, old));
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
