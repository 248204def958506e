//! Correction: a first cut on record is read as if it had been recorded right, for whoever knows what is recorded from then on (page 11,
//! rule 28).
//!
//! Units that were right keep identity, address and text. One that should have said something else gets its first text anew: the row of the
//! wrong one goes, and another with its number and its days comes in its place. One that never should have been goes whole, and its address
//! is free; one that was missed is there from the day of the cut. No alias is written: a corrected address never was law. Whatever comes
//! after the cut on the timeline is carried out again on top ([`super::late`]).

use std::collections::{BTreeMap, BTreeSet};

use super::amending::NEW;
use super::asked::Kind;
use super::draft::{check_canonical, Draft, Made};
use super::guard;
use super::legal::TouchedThen;
use super::request::{CorrectedText, CorrectedUnit, Correction};
use super::rows::{Document, Rows, TakenUp};
use super::take_up::conflict;
use crate::cut_unit::{section_code, CutText, CutUnit};
use cutter_model::id::{derived_id, unit_id};
use cutter_model::live::VersionRow;
use cutter_model::refusal::Refusal;
use iu_text::digest::sha256_hex;

/// The number of the text that a cut gives a unit.
const OF_THE_CUT: i64 = 1;

/// Corrects.
///
/// # Errors
/// `NO_SUCH_UNIT` where a unit is none of the cut; `NOTHING_TO_CORRECT`; `SECTION_TYPE_INACTIVE`; `TEXT_NOT_CANONICAL`; `UNIT_IN_OPEN_CHANGE`;
/// `PLACE_NOT_SIBLING`; `EFFECTIVE_CONFLICT` where something rests on what goes; those of [`guard::what_stands`].
pub(super) fn correct(draft: &mut Draft<'_>, asked: &Correction) -> Result<(), Refusal> {
    if asked.withdrawn.is_empty() && asked.units.is_empty() {
        let message = "The cut is as the text marked again would have it: there is nothing to correct.";
        return Err(Refusal::conflict("NOTHING_TO_CORRECT", message));
    }
    let document = draft.document;
    let ids = Ids::of(draft, asked);
    of_the_cut(document, asked)?;
    let there = asked.units.iter().filter(|unit| unit.born.is_none()).map(|unit| &unit.unit);
    for id in asked.withdrawn.iter().chain(there) {
        let unit = document.rows.unit(id)?;
        draft.not_open(unit)?;
        if !draft.named.insert(id.clone()) {
            return Err(Refusal::invalid("UNIT_NAMED_TWICE", format!("{} is named twice.", unit.canonical_address)));
        }
        draft.origins.push(id.clone());
    }
    let gone: BTreeSet<&str> = asked.withdrawn.iter().map(String::as_str).collect();
    draft.rows.units.retain(|id, _| !gone.contains(id.as_str()));
    draft.rows.edges.retain(|id, _| !gone.contains(id.as_str()));
    draft.rows.versions.retain(|_, version| version.version_seq != OF_THE_CUT || !gone.contains(version.unit_id.as_str()));
    let of_the_cut = document.rows.versions.values().filter(|version| version.version_seq == OF_THE_CUT);
    let wrong: BTreeMap<&str, &VersionRow> = of_the_cut.map(|version| (version.unit_id.as_str(), version)).collect();
    for unit in &asked.units {
        let id = ids.id(&unit.unit)?;
        match &unit.born {
            Some(_) => give_birth(draft, asked, unit, &id)?,
            None => mend(draft, asked, unit, wrong.get(id.as_str()).copied())?,
        }
        draft.results.push(Made { unit_id: id, born: unit.born.is_some(), pieces: Vec::new() });
    }
    for unit in &asked.units {
        place(draft, unit, &ids)?;
    }
    nothing_hangs_on(&gone, document, &draft.rows)?;
    guard::no_cycle(&draft.rows)?;
    draft.put_in_order();
    guard::what_stands(&document.rows, &draft.rows)
}

/// Ids of the units that are named: those that were missed have none yet.
struct Ids<'a>(BTreeMap<&'a str, String>);

impl<'a> Ids<'a> {
    fn of(draft: &Draft<'_>, asked: &'a Correction) -> Self {
        let born = asked.units.iter().zip(1..).filter(|(unit, _)| unit.born.is_some());
        Self(born.map(|(unit, number)| (unit.unit.as_str(), unit_id(draft.by.entry_id, &format!("r{number}")))).collect())
    }

    fn id(&self, name: &str) -> Result<String, Refusal> {
        match self.0.get(name) {
            Some(id) => Ok(id.clone()),
            None if name.starts_with(NEW) => {
                Err(Refusal::not_found("NO_SUCH_UNIT", format!("The correction brings in no unit {}.", &name[NEW.len()..])))
            }
            None => Ok(name.to_owned()),
        }
    }
}

/// The units that a cut and its corrections brought in.
pub(crate) fn made_by(cut: &TakenUp) -> BTreeSet<&str> {
    let is_unit = |row: &&TouchedThen| {
        row.before.is_none() && row.after.as_ref().is_some_and(|state| state.get("unit").is_some_and(|unit| !unit.is_null()))
    };
    cut.rows.iter().chain(&cut.corrections).filter(is_unit).map(|row| row.target_row_id.as_str()).collect()
}

/// What is there already is of the cut. A correction on record that is carried out again was asked that when it was recorded.
fn of_the_cut(document: &Document, asked: &Correction) -> Result<(), Refusal> {
    let Some(cut) = document.taken_up.as_ref().filter(|cut| cut.change_set_id == asked.change_set_id) else { return Ok(()) };
    let made = made_by(cut);
    let there = asked.units.iter().filter(|unit| unit.born.is_none()).map(|unit| &unit.unit);
    match asked.withdrawn.iter().chain(there).find(|id| !made.contains(id.as_str())) {
        Some(other) => {
            let address = document.rows.units.get(other).map_or(other, |unit| &unit.canonical_address);
            let message = format!("{address} is no unit of the cut {}, so no correction of it changes it.", asked.change_set_id);
            Err(Refusal::invalid("NO_SUCH_UNIT", message))
        }
        None => Ok(()),
    }
}

/// A unit that the cut missed.
fn give_birth(draft: &mut Draft<'_>, asked: &Correction, unit: &CorrectedUnit, id: &str) -> Result<(), Refusal> {
    let (Some(birth), Some(text), Some(address)) = (&unit.born, &unit.text, unit.unit.strip_prefix(NEW)) else {
        let message = format!("{} is to be brought in, and has no text, or no address in its name.", unit.unit);
        return Err(Refusal::conflict("FACTS_UNREADABLE", message));
    };
    if !draft.document.active_section_types.contains(&birth.section_type) {
        let message = format!("{} is no active section type, so no unit of it begins.", birth.section_type);
        return Err(Refusal::invalid("SECTION_TYPE_INACTIVE", message));
    }
    let Some(like) = draft.document.rows.units.values().next() else {
        return Err(conflict(Kind::Correct, "nothing of the document is there any more"));
    };
    let cut = CutUnit {
        id: id.to_owned(),
        address,
        address_format_version: &like.canonical_address_format_version,
        doc_code: &like.doc_code,
        section_type: &birth.section_type,
        parent_id: None,
        sort_order: i64::MAX,
        tier: birth.tier.clone(),
        born_on: draft.day,
        law_from: birth.in_force_from.filter(|_| draft.day.is_some()),
        text: written(asked, text)?,
    };
    let rows = cut.rows(draft.by);
    draft.rows.versions.extend(rows.version.map(|version| (version.id.clone(), version)));
    draft.rows.units.insert(id.to_owned(), rows.unit);
    Ok(())
}

/// A unit that should have been otherwise; `wrong` is the text that the cut gave it.
fn mend(draft: &mut Draft<'_>, asked: &Correction, unit: &CorrectedUnit, wrong: Option<&VersionRow>) -> Result<(), Refusal> {
    let (by, id) = (draft.by, unit.unit.as_str());
    let is_newest = draft.document.rows.newest(id).is_some_and(|version| version.version_seq == OF_THE_CUT);
    let Some(row) = draft.rows.units.get_mut(id) else { return draft.document.rows.unit(id).map(|_| ()) };
    by.now.clone_into(&mut row.updated_at);
    if let Some(address) = &unit.address {
        row.section_code = Some(section_code(address).to_owned());
        row.canonical_address.clone_from(address);
    }
    let Some(text) = &unit.text else { return Ok(()) };
    // A text that came later has its own label and title.
    if is_newest {
        row.identity_profile["title"] = text.title.clone().into();
        row.identity_profile["label"] = text.label.clone().into();
    }
    let Some(wrong) = wrong else {
        let message = format!("{} has no text of its cut any more.", draft.rows.unit(id)?.canonical_address);
        return Err(Refusal::conflict("UNIT_WITHOUT_VERSION", message));
    };
    // Which change ended a text is told by its row.
    let change_set_id = if wrong.retired_at.is_some() { wrong.change_set_id.clone() } else { Some(by.change_set_id.to_owned()) };
    let right = VersionRow {
        id: derived_id("version", &[by.change_set_id, id]),
        change_set_id,
        created_by: by.actor.to_owned(),
        created_at: by.now.to_owned(),
        updated_at: by.now.to_owned(),
        ..wrong.clone()
    };
    draft.rows.versions.remove(&wrong.id);
    let right = written(asked, text)?.written(right);
    draft.rows.versions.insert(right.id.clone(), right);
    draft.rows.edges.remove(id);
    Ok(())
}

fn written<'a>(asked: &'a Correction, text: &'a CorrectedText) -> Result<CutText<'a>, Refusal> {
    let body = text.body.as_deref();
    check_canonical(&text.heading, body.unwrap_or_default())?;
    Ok(CutText {
        label: &text.label,
        title: &text.title,
        heading: &text.heading,
        body,
        level: &text.level,
        status: &text.status,
        content_hash: sha256_hex(body.unwrap_or_default().as_bytes()),
        span: text.span.clone(),
        source_document_id: &asked.source.document_id,
        source_sha256: &asked.source.sha256,
    })
}

/// Puts a unit where it should have stood. Those before it in the document have their places already.
fn place(draft: &mut Draft<'_>, unit: &CorrectedUnit, ids: &Ids<'_>) -> Result<(), Refusal> {
    let Some(place) = &unit.place else { return Ok(()) };
    let named = |name: &Option<String>| name.as_deref().map(|name| ids.id(name)).transpose();
    let (id, parent, after) = (ids.id(&unit.unit)?, named(&place.parent)?, named(&place.after)?);
    for each in [&parent, &after].into_iter().flatten() {
        draft.rows.unit(each)?;
    }
    let rank = match &after {
        None => (i64::MIN, 0),
        Some(after) => {
            let sibling = draft.rows.unit(after)?;
            if sibling.parent_id != parent {
                let message = format!("{} has another parent, so nothing comes after it there.", sibling.canonical_address);
                return Err(Refusal::invalid("PLACE_NOT_SIBLING", message));
            }
            let (at, behind) = draft.place.get(after).copied().unwrap_or((sibling.sort_order, 0));
            (at, behind + 1)
        }
    };
    draft.place.insert(id.clone(), rank);
    if let Some(row) = draft.rows.units.get_mut(&id) {
        row.parent_id = parent;
    }
    Ok(())
}

/// Nothing that stays stands below what goes, belongs to it or is cited by it.
fn nothing_hangs_on(gone: &BTreeSet<&str>, document: &Document, rows: &Rows) -> Result<(), Refusal> {
    let address = |id: &str| document.rows.units.get(id).map_or(id, |unit| &unit.canonical_address).to_owned();
    let is_gone = |id: &str| gone.contains(id);
    let child = rows.units.values().find(|unit| unit.parent_id.as_deref().is_some_and(is_gone));
    if let Some((child, parent)) = child.and_then(|child| Some((child, child.parent_id.as_deref()?))) {
        return Err(conflict(
            Kind::Correct,
            &format!("{} stands below {}, which goes", child.canonical_address, address(parent)),
        ));
    }
    if let Some(version) = rows.versions.values().find(|version| is_gone(&version.unit_id)) {
        return Err(conflict(Kind::Correct, &format!("{}, which goes, has another text since", address(&version.unit_id))));
    }
    match rows.aliases.values().find(|alias| is_gone(&alias.target_unit_id)) {
        Some(alias) => {
            let (text, target) = (&alias.alias_text, address(&alias.target_unit_id));
            Err(conflict(Kind::Correct, &format!("{target}, which goes, is cited by the alias {text:?}")))
        }
        None => Ok(()),
    }
}
