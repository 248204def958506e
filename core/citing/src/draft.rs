//! What a text that is proposed says of itself: provisions that it cites and does not have (a clause that was lost in the cut, or an error of the
//! text), and parts that are law from a day of their own.

use std::collections::BTreeMap;

use cutter_model::refusal::Refusal;
use cutter_pipeline::amend::rehearse::cut_in_memory;
use cutter_pipeline::structure::Rows;
use iu_address::Day;
use iu_text::card::PartsInForce;
use iu_text::manifest::{Enactment, Manifest, Stored, UnitDay};
use serde::{Deserialize, Serialize};

use crate::read::{read_rows, CitingFacts, ReferenceRow};
use crate::settle::{settle, Child, Cited, KnownDocument, SettleRequest, Settled};
use crate::target::{own_code, parts};

/// A citation of a draft that nothing of the draft answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct LackingCitation {
    /// Address of the unit whose text cites.
    pub address: String,
    /// What the text says, on one line.
    pub words: String,
    /// The provision that is not there, as people read it.
    pub provision: String,
}

/// When all of a draft is read: it stands from some day on, and nothing ends.
const AT_LAST: &str = "9999-12-31";

/// What the text of a draft says of its own provisions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DraftRead {
    /// Those it cites and does not have, in the order of the text. What is quoted belongs to another law.
    pub citations: Vec<LackingCitation>,
    /// Days from which parts of it are law, in the order of the text.
    pub days: Vec<SaidDay>,
}

/// From which day parts are law, as one sentence of the text says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct SaidDay {
    /// The day.
    pub in_force_from: Day,
    /// Address of the unit whose text says so.
    pub said_by: String,
    /// How the text names the parts, on one line.
    pub words: String,
    /// The units that it is about, in the order in which they are named.
    pub units: Vec<DraftedDay>,
}

/// The day that a draft gives a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DraftedDay {
    /// Its address.
    pub address: String,
    /// The day; none where it is to be no law yet.
    pub drafted: Option<Day>,
}

/// Reads a draft: its stored manifest, and the text that one was made from.
///
/// # Errors
/// Those of reading the manifest; `SPAN_OUTSIDE_TEXT` where it is of another text.
pub fn read_draft(manifest_text: &str, canonical_text: &str) -> Result<DraftRead, Refusal> {
    let manifest = Manifest::from_stored(manifest_text)?;
    let rows = cut_in_memory(&manifest, canonical_text, Vec::new())?.rows;
    let facts = CitingFacts {
        doc_code: manifest.doc_code.clone(),
        profile: manifest.profile.id.clone(),
        card: manifest.card.as_ref().map(|card| serde_json::to_string(card).expect("a card serialises")).unwrap_or_default(),
        unread: rows.versions.keys().cloned().collect(),
        as_of: None,
    };
    let own = |row: &ReferenceRow| !row.quoted && row.targets.first().is_some_and(|target| own_code(parts(target).0).is_some());
    let cited: Vec<ReferenceRow> = read_rows(&rows, &facts).into_iter().filter(own).collect();
    let request = SettleRequest {
        citations: cited.iter().map(|row| Cited { targets: row.targets.clone(), since: None, accepted: None }).collect(),
        documents: vec![KnownDocument { key: None, doc_code: manifest.doc_code.clone(), prefix: manifest.prefix.clone() }],
        as_of: AT_LAST.to_owned(),
    };
    let child = |(parent, path): (&Option<String>, &Option<String>)| {
        Some(Child { parent_id: parent.clone()?, section_code: path.clone()? })
    };
    let children: Vec<Child> = rows.units.values().filter_map(|unit| child((&unit.parent_id, &unit.section_code))).collect();
    let settled = settle(&request, &rows.resolvable()?, &children)?;
    let lacking = |row: &ReferenceRow| -> Option<LackingCitation> {
        Some(LackingCitation {
            address: citing(&rows, row)?.to_owned(),
            words: row.words.clone(),
            provision: row.provision.clone()?,
        })
    };
    let citations = cited.iter().zip(&settled).filter(|(_, settled)| settled.open).filter_map(|(row, _)| lacking(row)).collect();

    let own_days = manifest.enact.as_ref().map(|enact| enact.days(&manifest.units)).unwrap_or_default();
    let drafted = manifest.units.iter().map(|unit| unit.address.as_str()).zip(own_days).collect();
    let days = said_days(PartsInForce::of(canonical_text, &manifest.profile.id), &rows, &cited, &settled, &drafted);
    Ok(DraftRead { citations, days })
}

/// From which days the text of a draft says that it is law, and where: what somebody confirms who makes a draft that is to be law.
///
/// # Errors
/// `NO_DAY_SAID` where the text does not say it, or gives no one day; those of [`read_draft`].
pub fn said_enactment(manifest_text: &str, canonical_text: &str) -> Result<Enactment, Refusal> {
    let card = Manifest::from_stored(manifest_text)?.card.unwrap_or_default();
    // The card of a consolidated text has the day of its certification beside that of its law.
    let member = if card.base.is_some() { "base_in_force_from" } else { "in_force_from" };
    let said = card.facts(canonical_text).into_iter().find(|fact| fact.member == member);
    let Some((said, in_force_from)) =
        said.and_then(|fact| Some((fact.value.parse::<Day>().ok()?, fact)).map(|(day, fact)| (fact, day)))
    else {
        let message = "The text does not say from which one day it is law: give the day, and what says so.";
        return Err(Refusal::invalid("NO_DAY_SAID", message));
    };
    let mut units: BTreeMap<String, Day> = BTreeMap::new();
    let mut said_by: Vec<String> = vec![format!("{} (line {})", said.quote, said.line)];
    for day in read_draft(manifest_text, canonical_text)?.days.into_iter().filter(|day| day.in_force_from != in_force_from) {
        said_by.push(format!("{} ({})", day.words, day.said_by));
        for unit in day.units {
            units.entry(unit.address).or_insert(day.in_force_from);
        }
    }
    let units = units.into_iter().map(|(address, in_force_from)| UnitDay { address, in_force_from }).collect();
    Ok(Enactment { evidence: said_by.join("; "), in_force_from, units })
}

/// The days that sentences of the text give parts of it; `drafted` are those of the draft, by address.
fn said_days(
    said: PartsInForce,
    rows: &Rows,
    cited: &[ReferenceRow],
    settled: &[Settled],
    drafted: &BTreeMap<&str, Day>,
) -> Vec<SaidDay> {
    let mut days = Vec::new();
    for (at, row) in cited.iter().enumerate() {
        // A citation of several is one row each: the last of them is followed by the day.
        let goes_on = cited.get(at + 1).is_some_and(|next| (&next.version_id, next.ends) == (&row.version_id, row.ends));
        let day = || said.after(text_of(rows, row)?.get(row.ends..)?);
        let Some((in_force_from, said_by)) = (!goes_on).then(day).flatten().zip(citing(rows, row)) else { continue };
        let list = list_to(said, rows, cited, at);
        let mut words: Vec<&str> = cited[list.clone()].iter().map(|row| row.words.as_str()).collect();
        words.dedup();
        let exact = settled[list].iter().filter(|settled| settled.exact).filter_map(|settled| settled.address.clone());
        let units: Vec<DraftedDay> =
            exact.map(|address| DraftedDay { drafted: drafted.get(address.as_str()).copied(), address }).collect();
        if !units.is_empty() {
            days.push(SaidDay { in_force_from, said_by: said_by.to_owned(), words: words.join(", "), units });
        }
    }
    days
}

/// Address of the unit in which a citation stands.
fn citing<'r>(rows: &'r Rows, row: &ReferenceRow) -> Option<&'r str> {
    Some(&rows.units.get(&rows.versions.get(&row.version_id)?.unit_id)?.canonical_address)
}

/// The part of a text in which a citation stands.
fn text_of<'r>(rows: &'r Rows, row: &ReferenceRow) -> Option<&'r str> {
    let (heading, body) = rows.versions.get(&row.version_id)?.texts();
    Some(if row.part == "heading" { heading } else { body })
}

/// The places of a list of citations that ends with the one at `last`: `khoản 2 Điều 5, Điều 7 và Điều 9`.
fn list_to(said: PartsInForce, rows: &Rows, cited: &[ReferenceRow], last: usize) -> std::ops::RangeInclusive<usize> {
    let goes_on = |place: &usize| {
        let (before, row) = (&cited[place - 1], &cited[*place]);
        let one_text = (&before.version_id, &before.part) == (&row.version_id, &row.part);
        let between = || text_of(rows, row).and_then(|text| text.get(before.ends.min(row.starts)..row.starts));
        one_text && between().is_some_and(|between| said.joins(between))
    };
    let first = (1..=last).rev().take_while(goes_on).last().map_or(last, |place| place - 1);
    first..=last
}
