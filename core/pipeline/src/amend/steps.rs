//! The operations, in the order in which they can be carried out: addresses first, so that freed ones can be taken; then what
//! goes elsewhere, what ends, new texts, and last what is new.

use std::collections::{BTreeMap, BTreeSet};

use super::live::{Later, Live};
use super::shown::reads_alike;
use super::{Doubt, Proposal};
use crate::likeness::per_cent;
use crate::structure::{Document, Insert, Move, NewAddress, Operation, Renumber, Retire, Source, Substitute};
use cutter_model::sentence::Sentence;
use iu_text::manifest::pairing::{moved, pair, told, Sign, Told};
use iu_text::manifest::Unit;

/// Below this many per cent of shared words, units that were paired by a number, title or address alone may be two.
const ALIKE: usize = 40;
/// From this many per cent on, a text that went and one that came may be the same.
const SAME: usize = 85;

/// What is compared, and what was found.
struct Sides<'a> {
    live: &'a [Live<'a>],
    units: &'a [Unit],
    later: &'a [Later],
    olds: Vec<Told<'a>>,
    news: Vec<Told<'a>>,
    /// For each unit of the text, the live one it is.
    pairs: Vec<Option<(usize, Sign)>>,
    moved: Vec<bool>,
    /// Live units that the text has not.
    gone: Vec<usize>,
    source: Option<&'a Source>,
}

/// `known` says which live unit each unit of the text is, where that is known.
pub(super) fn propose(
    document: &Document,
    live: &[Live<'_>],
    units: &[Unit],
    later: &[Later],
    known: Option<Vec<Option<(usize, Sign)>>>,
    source: Option<&Source>,
) -> Proposal {
    let (olds, news): (Vec<_>, Vec<_>) = (live.iter().map(Live::told).collect(), told(units));
    let pairs = known.unwrap_or_else(|| pair(&olds, &news));
    let places: Vec<Option<usize>> = pairs.iter().map(|pair| Some((*pair)?.0)).collect();
    let moved = moved(&places, &olds, &news);
    let kept: BTreeSet<usize> = pairs.iter().flatten().map(|&(old, _)| old).collect();
    let gone = (0..live.len()).filter(|old| !kept.contains(old)).collect();
    let sides = Sides { live, units, later, olds, news, pairs, moved, gone, source };
    let mut proposal = Proposal::default();
    // An address that ended keeps its unit for good; of the live ones, those that stay where they are.
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    let ended = document.rows.units.values().filter(|unit| !crate::structure::is_live(unit));
    taken.extend(ended.map(|unit| (unit.canonical_address.as_str(), unit.id.as_str())));
    taken.extend(sides.gone.iter().map(|&old| (sides.olds[old].address, live[old].unit.id.as_str())));
    let renumbered = sides.renumber(&taken, &mut proposal);
    sides.relocate(&renumbered, &mut proposal);
    sides.retire(&mut proposal);
    sides.substitute(&mut proposal);
    sides.insert(&taken, &mut proposal);
    let touched: BTreeSet<&str> = proposal.steps.iter().flat_map(|step| &step.addresses).map(String::as_str).collect();
    let as_it_is = |new: usize| sides.pairs[new].is_some_and(|(old, _)| !touched.contains(sides.olds[old].address));
    proposal.unchanged = (0..sides.news.len()).filter(|&new| as_it_is(new)).count();
    proposal
}

impl<'a> Sides<'a> {
    fn id(&self, old: usize) -> &'a str {
        &self.live[old].unit.id
    }

    fn title(&self, new: usize) -> String {
        let unit = &self.units[new];
        if unit.title.is_empty() { &unit.label } else { &unit.title }.clone()
    }

    /// A unit that stands elsewhere gets its address with its place.
    fn goes_elsewhere(&self, new: usize, old: usize) -> bool {
        let parent = self.news[new].parent.map(|parent| self.pairs[parent].map(|(old, _)| old));
        self.moved[new] && parent != self.olds[old].parent.map(Some)
    }

    /// One operation for all addresses. Gives the addresses after it, by live unit.
    fn renumber(&self, taken: &BTreeMap<&str, &str>, proposal: &mut Proposal) -> BTreeMap<usize, String> {
        let mut changes = Vec::new();
        let mut after: BTreeMap<usize, String> = BTreeMap::new();
        let mut followed: BTreeMap<&str, &str> = BTreeMap::new();
        for (new, pair) in self.pairs.iter().enumerate() {
            let Some((old, _)) = *pair else { continue };
            let (was, is) = (self.olds[old].address, self.news[new].address);
            if was == is || self.goes_elsewhere(new, old) {
                continue;
            }
            if let Some(holder) = taken.get(is) {
                let template =
                    "{address} is {target} in the text, which unit {unit} has, or had: an address keeps its unit for good.";
                let why = Sentence::new("ADDRESS_ENDED", template, [("address", &was), ("target", &is), ("unit", holder)]);
                proposal.leave(was, why);
                continue;
            }
            after.insert(old, is.to_owned());
            // What is written below a unit follows it: the nearest one above that is named itself.
            let above = was.rmatch_indices('-').find_map(|(end, _)| Some((end, followed.get(&was[..end])?)));
            if above.is_some_and(|(end, to)| is == format!("{to}{}", &was[end..])) {
                continue;
            }
            followed.insert(was, is);
            let label = self.units[new].label.clone();
            changes.push((old, NewAddress { unit_id: self.id(old).to_owned(), address: is.to_owned(), label: Some(label) }));
        }
        if !changes.is_empty() {
            let addresses = changes.iter().map(|(old, _)| self.olds[*old].address.to_owned()).collect();
            let doubts = changes.iter().flat_map(|(old, _)| self.doubts_of_pair(*old)).collect();
            let changes = changes.into_iter().map(|(_, change)| change).collect();
            proposal.step(Operation::Renumber(Renumber { changes }), addresses, doubts);
        }
        after
    }

    /// Whether the two are the same unit at all, where a number, title or address alone says so.
    fn doubts_of_pair(&self, old: usize) -> Vec<Doubt> {
        let found =
            self.pairs.iter().enumerate().find_map(|(new, pair)| pair.filter(|pair| pair.0 == old).map(|pair| (new, pair.1)));
        let Some((new, sign)) = found else { return Vec::new() };
        let shared = per_cent(self.live[old].body(), &self.later[new].body);
        if sign < Sign::Title || shared >= ALIKE {
            return Vec::new();
        }
        let by = match sign {
            Sign::Title => "title",
            Sign::Number => "number",
            _ => "address",
        };
        vec![Sentence::new(
            "PERHAPS_ANOTHER",
            "{address} was found in the text by its {sign} alone, and shares {shared} % of its words: is it the same unit?",
            [("address", &self.olds[old].address), ("sign", &by), ("shared", &shared)],
        )
        .into()]
    }

    fn relocate(&self, renumbered: &BTreeMap<usize, String>, proposal: &mut Proposal) {
        for (new, pair) in self.pairs.iter().enumerate() {
            let Some((old, _)) = pair.filter(|_| self.moved[new]) else { continue };
            let Some(parent_id) = self.parent_of(new) else {
                proposal.waiting += 1;
                continue;
            };
            let after = self.sibling_before(new).map(|sibling| self.id(sibling).to_owned());
            let (was, is) = (self.olds[old].address, self.news[new].address);
            let address = (was != is && !renumbered.contains_key(&old)).then(|| is.to_owned());
            let operation = Operation::Move(Move { unit_id: self.id(old).to_owned(), parent_id, after, address });
            proposal.step(operation, vec![was.to_owned()], self.doubts_of_pair(old));
        }
    }

    /// The live unit that a unit of the text stands in: `Some(None)` at the top, `None` where it is not there yet.
    fn parent_of(&self, new: usize) -> Option<Option<String>> {
        match self.news[new].parent {
            None => Some(None),
            Some(parent) => self.pairs[parent].map(|(old, _)| Some(self.id(old).to_owned())),
        }
    }

    /// The nearest sibling before it in the text that is there already.
    fn sibling_before(&self, new: usize) -> Option<usize> {
        let is_sibling = |other: &usize| self.news[*other].parent == self.news[new].parent;
        (0..new).rev().filter(is_sibling).find_map(|other| self.pairs[other].map(|(old, _)| old))
    }

    fn retire(&self, proposal: &mut Proposal) {
        for &old in &self.gone {
            let above = std::iter::successors(self.olds[old].parent, |&up| self.olds[up].parent);
            if above.clone().any(|up| self.gone.contains(&up)) {
                continue;
            }
            let stays =
                |kept: usize| std::iter::successors(self.olds[kept].parent, |&up| self.olds[up].parent).any(|up| up == old);
            let address = self.olds[old].address;
            // What stands in it and stays goes elsewhere first; where that has to wait, so does its end.
            let waits = self.pairs.iter().enumerate().any(|(new, pair)| {
                pair.is_some_and(|(kept, _)| stays(kept) && (!self.moved[new] || self.parent_of(new).is_none()))
            });
            if waits {
                proposal.waiting += 1;
                continue;
            }
            let operation = Operation::Retire(Retire { unit_id: self.id(old).to_owned() });
            proposal.step(operation, vec![address.to_owned()], self.doubts_of_end(old));
        }
    }

    /// Whether what ends goes on under another name, in one unit or in several.
    fn doubts_of_end(&self, old: usize) -> Vec<Doubt> {
        let body = self.live[old].body();
        if body.trim().is_empty() {
            return Vec::new();
        }
        let (address, added) = (self.olds[old].address, self.added());
        let alike = added.iter().map(|&new| (per_cent(body, &self.later[new].body), new)).max();
        if let Some((shared, new)) = alike.filter(|(shared, _)| *shared >= SAME) {
            return vec![Sentence::new(
                "PERHAPS_ELSEWHERE",
                "{address} is not in the text, but {other}, which is new, shares {shared} % of its words: did it go there?",
                [("address", &address), ("other", &self.news[new].address), ("shared", &shared)],
            )
            .into()];
        }
        let parts: Vec<usize> = added.iter().copied().filter(|&new| is_within(&self.later[new].body, body)).collect();
        let together: String = parts.iter().map(|&new| self.later[new].body.as_str()).collect();
        if parts.len() < 2 || per_cent(body, &together) < SAME {
            return Vec::new();
        }
        let named: Vec<&str> = parts.iter().map(|&new| self.news[new].address).collect();
        vec![Sentence::new(
            "PERHAPS_SPLIT",
            "{address} is not in the text, but its words are in {parts}: was it split?",
            [("address", &address), ("parts", &named.join(", "))],
        )
        .into()]
    }

    fn added(&self) -> Vec<usize> {
        (0..self.pairs.len()).filter(|&new| self.pairs[new].is_none()).collect()
    }

    fn substitute(&self, proposal: &mut Proposal) {
        for (new, pair) in self.pairs.iter().enumerate() {
            let Some((old, _)) = *pair else { continue };
            let (live, later) = (&self.live[old], &self.later[new]);
            if self.reads_so(old, new) {
                continue;
            }
            let operation = Operation::Substitute(Substitute {
                unit_id: self.id(old).to_owned(),
                heading: (live.heading() != later.heading).then(|| later.heading.clone()),
                body: later.body.clone(),
                title: Some(self.title(new)),
                source: self.source.cloned(),
                derived: false,
            });
            proposal.step(operation, vec![self.olds[old].address.to_owned()], self.doubts_of_pair(old));
        }
    }

    /// Whether the unit reads as the text has it: how lines are broken and marks are drawn is no change.
    fn reads_so(&self, old: usize, new: usize) -> bool {
        let (live, later) = (&self.live[old], &self.later[new]);
        let whole = |heading: &str, body: &str| [heading, body].concat();
        reads_alike(&whole(live.heading(), live.body()), &whole(&later.heading, &later.body))
    }

    fn insert(&self, taken: &BTreeMap<&str, &str>, proposal: &mut Proposal) {
        // Of several that come after one sibling, the last is inserted first.
        for new in self.added().into_iter().rev() {
            let (unit, later) = (&self.units[new], &self.later[new]);
            let Some(parent_id) = self.parent_of(new) else {
                proposal.waiting += 1;
                continue;
            };
            if let Some(holder) = taken.get(unit.address.as_str()) {
                let template = "{address} is new in the text, and unit {unit} has, or had, this address: it keeps it for good.";
                let why = Sentence::new("ADDRESS_HELD", template, [("address", &unit.address), ("unit", holder)]);
                proposal.leave(&unit.address, why);
                continue;
            }
            let operation = Operation::Insert(Insert {
                enact: false,
                address: unit.address.clone(),
                parent_id,
                after: self.sibling_before(new).map(|sibling| self.id(sibling).to_owned()),
                section_type: unit.section_type.clone(),
                label: unit.label.clone(),
                title: self.title(new),
                heading: later.heading.clone(),
                body: later.body.clone(),
                source: self.source.cloned(),
            });
            proposal.step(operation, vec![unit.address.clone()], self.doubts_of_birth(new));
        }
    }

    /// Whether what is new is made of what ends.
    fn doubts_of_birth(&self, new: usize) -> Vec<Doubt> {
        let body = &self.later[new].body;
        let parts: Vec<usize> = self.gone.iter().copied().filter(|&old| is_within(self.live[old].body(), body)).collect();
        let together: String = parts.iter().map(|&old| self.live[old].body()).collect();
        if parts.len() < 2 || per_cent(body, &together) < SAME {
            return Vec::new();
        }
        let named: Vec<&str> = parts.iter().map(|&old| self.olds[old].address).collect();
        vec![Sentence::new(
            "PERHAPS_JOINED",
            "{address} is new in the text, but its words are those of {parts}: were they joined?",
            [("address", &self.news[new].address), ("parts", &named.join(", "))],
        )
        .into()]
    }
}

/// Whether all of a text, white space aside, stands in another in one piece.
fn is_within(part: &str, whole: &str) -> bool {
    let (part, whole): (Vec<&str>, Vec<&str>) = (part.split_whitespace().collect(), whole.split_whitespace().collect());
    part.len() >= 3 && part.len() < whole.len() && whole.windows(part.len()).any(|window| window == part.as_slice())
}
