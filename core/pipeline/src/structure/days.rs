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
    /// What it stands in on the other day, or on the first for a unit removed: from the outermost in.
    pub within: Vec<OuterUnit>,
    /// Addresses of what stands in the place of a unit removed, and of what a unit added stands in the place of.
    pub lineage: Vec<String>,
}

/// A unit that another stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct OuterUnit {
    /// Its label as written; empty where it has none.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its address on that day.
    pub canonical_address: String,
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
    /// Units that are not as they were: in the order of the other day, each removed one after what it followed and before what was added there.
    pub entries: Vec<DayDifference>,
}

/// Compares; a day on which nothing of the document was there yet has no unit.
///
/// # Errors
/// `TIME_UNREADABLE`, `FACTS_UNREADABLE`; `NOT_RECORDED_THEN` where nothing was known by then.
pub fn between(compared: &DaysCompared) -> Result<DaysDifference, Refusal> {
    let (before, after) = (reading(&compared.from, compared)?, reading(&compared.to, compared)?);
    let (olds, news) = (told(&before), told(&after));
    let places: HashMap<&str, usize> = before.iter().enumerate().map(|(place, unit)| (unit.id.as_str(), place)).collect();
    let pairs: Vec<Option<usize>> = after.iter().map(|unit| places.get(unit.id.as_str()).copied()).collect();
    let became = Became::of(&olds, &news, &pairs);
    let replaced = replaced(compared, &before, &after)?;
    let entry = |Difference { changes, before: old, after: new }: &Difference| {
        let (was, is) = (old.map(|old| &before[old]), new.map(|new| &after[new]));
        let within = new.map_or_else(|| within(&before, &olds, *old), |new| within(&after, &news, Some(new)));
        let lineage = lineage(&replaced, was, is);
        DayDifference { changes: changes.clone(), before: was.cloned(), after: is.cloned(), within, lineage }
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

fn standing(units: &[ReadUnit]) -> impl Iterator<Item = &ReadUnit> {
    units.iter().filter(|unit| has_text(unit))
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
            stands: has_text(unit),
        })
        .collect()
}

/// What a unit stands in, from the outermost in.
fn within(units: &[ReadUnit], told: &[Told<'_>], unit: Option<usize>) -> Vec<OuterUnit> {
    let above = |place: &usize| told[*place].parent;
    let mut outer: Vec<OuterUnit> = std::iter::successors(unit.as_ref().and_then(above), above)
        .map(|place| &units[place])
        .map(|unit| OuterUnit {
            label: unit.label.clone(),
            title: unit.title.clone(),
            canonical_address: unit.canonical_address.clone(),
        })
        .collect();
    outer.reverse();
    outer
}

/// Which units that are on one day only stand in each other's place, by their addresses on the first and on the other day.
fn replaced(compared: &DaysCompared, before: &[ReadUnit], after: &[ReadUnit]) -> Result<BTreeSet<(String, String)>, Refusal> {
    let known_at = compared.known_at.as_deref();
    let mut pairs: BTreeSet<_> = leads(&compared.to, known_at, before, after)?.into_iter().collect();
    pairs.extend(leads(&compared.from, known_at, after, before)?.into_iter().map(|(ended, by)| (by, ended)));
    Ok(pairs)
}

/// What is gone on a day, with what is there in its place: an address of what ended (was split, joined, or repealed with something in its
/// place) leads there.
fn leads(
    day: &DayRows,
    known_at: Option<&str>,
    others: &[ReadUnit],
    there: &[ReadUnit],
) -> Result<Vec<(String, String)>, Refusal> {
    let at = Moment::read(Some(&day.as_of), known_at)?;
    let there: HashMap<&str, &str> = standing(there).map(|unit| (unit.id.as_str(), unit.canonical_address.as_str())).collect();
    let gone: BTreeSet<&str> = standing(others)
        .filter(|unit| !there.contains_key(unit.id.as_str()))
        .map(|unit| unit.canonical_address.as_str())
        .collect();
    let rows = day.rows.at(at)?;
    let holds = |alias: &&AliasRow| at.as_of.is_none_or(|then| alias.window().contains(then));
    let lead = |alias: &AliasRow| {
        let by = there.get(alias.target_unit_id.as_str())?;
        gone.contains(alias.alias_text.as_str()).then(|| (alias.alias_text.clone(), (*by).to_owned()))
    };
    Ok(rows.aliases.values().filter(holds).filter_map(lead).collect())
}

fn lineage(pairs: &BTreeSet<(String, String)>, was: Option<&ReadUnit>, is: Option<&ReadUnit>) -> Vec<String> {
    let found = |(before, after): &(String, String)| match (was, is) {
        (Some(was), None) => (*before == was.canonical_address).then(|| after.clone()),
        (None, Some(is)) => (*after == is.canonical_address).then(|| before.clone()),
        _ => None,
    };
    pairs.iter().filter_map(found).collect()
}
