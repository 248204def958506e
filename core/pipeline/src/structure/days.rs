//! What is different in a document between two days of its law: units by identity, what ended with what came in its place.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::past::Moment;
use super::reading::{read, DocumentRows, ReadUnit, Reading, ReadingRequest};
use cutter_model::refusal::Refusal;
use iu_address::alias::AliasRow;
use iu_text::manifest::became::{Became, Change, Difference};
use iu_text::manifest::pairing::Told;

/// A document as it is read on a day.
#[derive(Debug, Clone, Serialize, Deserialize, cutter_model::TS)]
pub struct DayRows {
    /// The rows of that moment.
    pub rows: DocumentRows,
    /// The time in law that is read, RFC 3339 or a date.
    pub as_of: String,
}

/// Which days are compared.
#[derive(Debug, Clone, Serialize, Deserialize, cutter_model::TS)]
pub struct DaysCompared {
    /// From this day …
    pub from: DayRows,
    /// … to this one. It may be the earlier.
    pub to: DayRows,
    /// What was recorded by then is known, RFC 3339 or a date; none is everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub known_at: Option<String>,
}

/// A unit that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DayDifference {
    /// What became of it.
    pub changes: Vec<Change>,
    /// On the first day; none for a unit added.
    pub before: Option<ReadUnit>,
    /// On the other; none for a unit removed.
    pub after: Option<ReadUnit>,
    /// Addresses of what stands in the place of a unit removed, and of what a unit added stands in the place of.
    pub lineage: Vec<String>,
}

/// What is different between two days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DaysDifference {
    /// The first time in law that was read, RFC 3339.
    pub from: String,
    /// The other.
    pub to: String,
    /// Units of both that are as they were.
    pub unchanged: usize,
    /// How many units were added, removed, moved, renumbered, changed; only what there is.
    pub counts: BTreeMap<Change, usize>,
    /// Units that are not as they were: in the order of the other day, each removed one after what it followed.
    pub entries: Vec<DayDifference>,
}

/// Compares; a day on which nothing of the document was there yet has no unit.
///
/// # Errors
/// `TIME_UNREADABLE`, `FACTS_UNREADABLE`; `NOT_RECORDED_THEN` where nothing was known by then.
pub fn between(compared: &DaysCompared) -> Result<DaysDifference, Refusal> {
    let (before, after) = (reading(&compared.from, compared)?, reading(&compared.to, compared)?);
    let (olds, news) = (told(&before), told(&after));
    let places: HashMap<&str, usize> = standing(&before).map(|(place, unit)| (unit.id.as_str(), place)).collect();
    let stands: BTreeSet<usize> = standing(&after).map(|(place, _)| place).collect();
    let paired = |(place, unit): (usize, &ReadUnit)| places.get(unit.id.as_str()).copied().filter(|_| stands.contains(&place));
    let pairs: Vec<Option<usize>> = after.iter().enumerate().map(paired).collect();
    let mut became = Became::of(&olds, &news, &pairs);
    // What had ended, and is read for what stands in it, is on neither day.
    became.differences.retain(|difference| match (difference.before, difference.after) {
        (None, Some(new)) => stands.contains(&new),
        (Some(old), None) => has_text(&before[old]),
        _ => true,
    });
    let replaced = replaced(compared, &before, &after)?;
    let entry = |Difference { changes, before: old, after: new }: &Difference| {
        let (was, is) = (old.map(|old| &before[old]), new.map(|new| &after[new]));
        DayDifference { changes: changes.clone(), before: was.cloned(), after: is.cloned(), lineage: lineage(&replaced, was, is) }
    };
    Ok(DaysDifference {
        from: compared.from.as_of.clone(),
        to: compared.to.as_of.clone(),
        unchanged: became.unchanged,
        counts: became.counts(),
        entries: became.differences.iter().map(entry).collect(),
    })
}

fn reading(day: &DayRows, compared: &DaysCompared) -> Result<Vec<ReadUnit>, Refusal> {
    let request =
        ReadingRequest { unit_id: None, depth: None, as_of: Some(day.as_of.clone()), known_at: compared.known_at.clone() };
    match read(&day.rows, "[]", &request) {
        Ok(Reading { units, .. }) => Ok(units),
        Err(refusal) if refusal.code == "BEFORE_FIRST_DAY" => Ok(Vec::new()),
        Err(refusal) => Err(refusal),
    }
}

/// A unit that had ended is read without its text.
const fn has_text(unit: &ReadUnit) -> bool {
    unit.heading.is_some()
}

fn standing(units: &[ReadUnit]) -> impl Iterator<Item = (usize, &ReadUnit)> {
    units.iter().enumerate().filter(|(_, unit)| has_text(unit))
}

fn told(units: &[ReadUnit]) -> Vec<Told<'_>> {
    let places: HashMap<&str, usize> = units.iter().enumerate().map(|(place, unit)| (unit.id.as_str(), place)).collect();
    let told = |unit: &'_ ReadUnit| unit.parent_id.as_deref().and_then(|parent| places.get(parent).copied());
    units
        .iter()
        .map(|unit| Told {
            address: &unit.canonical_address,
            level: &unit.section_type,
            title: &unit.title,
            content_hash: unit.content_hash.as_deref().unwrap_or_default(),
            is_structural: unit.body.is_none(),
            parent: told(unit),
        })
        .collect()
}

/// Which units that are on one day only stand in each other's place, by their addresses on the first and on the other day: an address of
/// what ended (was split, joined, or repealed with something in its place) leads there on the day on which it is gone.
fn replaced(compared: &DaysCompared, before: &[ReadUnit], after: &[ReadUnit]) -> Result<BTreeSet<(String, String)>, Refusal> {
    let mut pairs = BTreeSet::new();
    for (day, gone, there) in [(&compared.to, before, after), (&compared.from, after, before)] {
        let is_first = std::ptr::eq(day, &compared.from);
        let at = Moment::read(Some(&day.as_of), compared.known_at.as_deref())?;
        let rows = day.rows.at(at)?;
        let there: HashMap<&str, &str> =
            standing(there).map(|(_, unit)| (unit.id.as_str(), unit.canonical_address.as_str())).collect();
        let gone: BTreeSet<&str> = standing(gone)
            .filter(|(_, unit)| !there.contains_key(unit.id.as_str()))
            .map(|(_, unit)| unit.canonical_address.as_str())
            .collect();
        let holds = |alias: &&AliasRow| at.as_of.is_none_or(|then| alias.window().contains(then));
        for alias in rows.aliases.values().filter(holds) {
            let Some(&address) = there.get(alias.target_unit_id.as_str()) else { continue };
            if gone.contains(alias.alias_text.as_str()) {
                let (ended, by) = (alias.alias_text.clone(), address.to_owned());
                pairs.insert(if is_first { (by, ended) } else { (ended, by) });
            }
        }
    }
    Ok(pairs)
}

fn lineage(pairs: &BTreeSet<(String, String)>, was: Option<&ReadUnit>, is: Option<&ReadUnit>) -> Vec<String> {
    let found = |(before, after): &(String, String)| match (was, is) {
        (Some(was), None) => (*before == was.canonical_address).then(|| after.clone()),
        (None, Some(is)) => (*after == is.canonical_address).then(|| before.clone()),
        _ => None,
    };
    pairs.iter().filter_map(found).collect()
}
