//! What holds after every operation, whichever it was: the last word before a plan leaves the core.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Kind;
use super::legal;
use super::rows::{address_of, is_live, Rows};
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::{check_all_new, Neighbourhood};
use iu_address::{Address, AddressFormat, Day};

/// Holds `after` against `before`.
///
/// # Errors
/// The first rule that is broken: `ROW_REMOVED`, `UNIT_FROZEN` (id, document or birth changed), `ADDRESS_OTHER_DOCUMENT`
/// (another prefix), `FORMAT_CHANGED`, `ADDRESS_TAKEN`, `PARENT_CYCLE`, `PARENT_DISAGREES` (page 03: the parent named by the
/// address), `AUTHORITY_GAINED` (G-AUTHORITY), `ENACTED_TEXT_EDITED`, `VERSION_TEXT_EDITED`, the parse error of an address,
/// and those of the rules for writing aliases (page 04).
pub fn check(kind: Kind, effective_on: Option<Day>, before: &Rows, after: &Rows) -> Result<(), Refusal> {
    nothing_removed(before, after)?;
    what_stands(before, after)?;
    no_gain(kind, effective_on, before, after)?;
    texts_kept(before, after)?;
    aliases(before, after)
}

/// The rules of addresses and parents alone, which hold whatever went away.
///
/// # Errors
/// As [`check`] has them.
pub(super) fn what_stands(before: &Rows, after: &Rows) -> Result<(), Refusal> {
    addresses(before, after)?;
    no_cycle(after)?;
    parents_agree(before, after)
}

fn nothing_removed(before: &Rows, after: &Rows) -> Result<(), Refusal> {
    let unit = before.units.keys().find(|id| !after.units.contains_key(*id));
    let version = before.versions.keys().find(|id| !after.versions.contains_key(*id));
    let alias = before.aliases.keys().find(|id| !after.aliases.contains_key(*id));
    if let Some(id) = unit.or(version).or(alias) {
        return Err(Refusal::conflict("ROW_REMOVED", format!("Row {id} would be removed; rows are ended, never removed.")));
    }
    let frozen = |unit: &UnitRow| (unit.id.clone(), unit.doc_code.clone(), unit.created_at.clone());
    match before.units.values().find(|unit| after.units.get(&unit.id).map(frozen) != Some(frozen(unit))) {
        Some(unit) => {
            let message = format!("Identity, document and birth of {} do not change.", unit.canonical_address);
            Err(Refusal::conflict("UNIT_FROZEN", message))
        }
        None => Ok(()),
    }
}

fn addresses(before: &Rows, after: &Rows) -> Result<(), Refusal> {
    let prefix = before.units.values().find_map(|unit| address_of(unit).ok()).map(|address| address.prefix().to_owned());
    let mut holders: BTreeMap<&str, &UnitRow> = BTreeMap::new();
    for unit in after.units.values() {
        if let Some(other) = holders.insert(&unit.canonical_address, unit) {
            let message = format!("{} would be the address of two units ({} and {}).", unit.canonical_address, other.id, unit.id);
            return Err(Refusal::conflict("ADDRESS_TAKEN", message));
        }
        if before.units.get(&unit.id).is_some_and(|was| was.canonical_address == unit.canonical_address) {
            continue;
        }
        fits(&address_of(unit)?, prefix.as_deref(), &unit.canonical_address_format_version)?;
    }
    Ok(())
}

/// Whether a unit may have the address: one of its document, in its format.
pub(super) fn fits(address: &Address, prefix: Option<&str>, format: &str) -> Result<(), Refusal> {
    if let Some(prefix) = prefix.filter(|prefix| *prefix != address.prefix()) {
        let message = format!("{address} is no address of this document, whose prefix is {prefix}.");
        return Err(Refusal::invalid("ADDRESS_OTHER_DOCUMENT", message));
    }
    if address.format().as_str() != format {
        return Err(Refusal::invalid("FORMAT_CHANGED", format!("{address} is no {format} address, as the unit has.")));
    }
    Ok(())
}

pub(super) fn no_cycle(after: &Rows) -> Result<(), Refusal> {
    // What is in a cycle is reached from no top.
    if after.in_order().len() == after.units.len() {
        return Ok(());
    }
    let reached: BTreeSet<&str> = after.in_order().into_iter().map(|unit| unit.id.as_str()).collect();
    let lost = after.units.values().find(|unit| !reached.contains(unit.id.as_str()));
    let address = lost.map_or("A unit", |unit| unit.canonical_address.as_str());
    Err(Refusal::invalid("PARENT_CYCLE", format!("{address} would be its own ancestor.")))
}

/// v1: the unit a live unit's address names as parent is its parent. v2, whose addresses tell no levels: a live unit written
/// above another is an ancestor of it. What did not agree before is not this operation's doing.
fn parents_agree(before: &Rows, after: &Rows) -> Result<(), Refusal> {
    let known = disagreements(before);
    match disagreements(after).into_iter().find(|(unit, other)| !known.contains(&(*unit, *other))) {
        Some((unit, other)) => {
            let address =
                |id: &str| after.units.get(id).map_or("a unit that is not there", |unit| unit.canonical_address.as_str());
            let message = format!(
                "{} names {} as what it stands below, and does not stand there: it needs another address or place.",
                address(unit),
                address(other)
            );
            Err(Refusal::invalid("PARENT_DISAGREES", message))
        }
        None => Ok(()),
    }
}

/// Pairs of a unit and the unit that its address names, and that it does not stand below.
pub(super) fn disagreements(rows: &Rows) -> BTreeSet<(&str, &str)> {
    let read: Vec<(Address, &UnitRow)> = rows.units.values().filter_map(|unit| Some((address_of(unit).ok()?, unit))).collect();
    let by_address: BTreeMap<&str, &UnitRow> = read.iter().map(|(address, unit)| (address.as_str(), *unit)).collect();
    let mut wrong = BTreeSet::new();
    for (address, unit) in read.iter().filter(|(_, unit)| is_live(unit)) {
        if address.format() == AddressFormat::V1 {
            let Some(named) = address.parent() else { continue };
            let stands = unit.parent_id.as_deref().and_then(|parent| rows.units.get(parent));
            let named_unit = by_address.get(named.as_str());
            // Where nobody has the named address, the unit stands below nothing it could.
            if stands.is_none() || stands.map(|parent| &parent.id) != named_unit.map(|unit| &unit.id) {
                wrong.insert((unit.id.as_str(), named_unit.or(stands.as_ref()).map_or("", |other| other.id.as_str())));
            }
            continue;
        }
        let ancestors = rows.ancestors(&unit.id);
        // Every text that could be an address above it, from the prefix on.
        let text = address.as_str();
        for end in text.match_indices('-').map(|(at, _)| at).filter(|at| *at > address.prefix().len()) {
            let above = by_address.get(&text[..end]).filter(|above| is_live(above));
            if let Some(above) = above.filter(|above| !ancestors.contains(&above.id.as_str())) {
                wrong.insert((unit.id.as_str(), above.id.as_str()));
            }
        }
    }
    wrong
}

/// G-AUTHORITY: `enact` gives authority, to a draft. What is new is a draft, but for what is law from the day of the change.
fn no_gain(kind: Kind, effective_on: Option<Day>, before: &Rows, after: &Rows) -> Result<(), Refusal> {
    for unit in after.units.values() {
        let was = before.units.get(&unit.id).map(|was| was.authority.as_deref().unwrap_or("draft"));
        let (had, has) = (was.unwrap_or("draft"), unit.authority.as_deref().unwrap_or("draft"));
        let allowed = has == had || has == "draft" || legal::may_gain(kind, effective_on, (was, has));
        if !allowed {
            let message = format!("{} would gain authority: {had} before, {has} after.", unit.canonical_address);
            return Err(Refusal::forbidden("AUTHORITY_GAINED", message));
        }
    }
    Ok(())
}

/// A text is never edited: a new text is a new version.
fn texts_kept(before: &Rows, after: &Rows) -> Result<(), Refusal> {
    let said = |version: &VersionRow| {
        let (heading, body) = version.texts();
        (
            heading.to_owned(),
            body.to_owned(),
            version.title.clone(),
            version.content_hash.clone(),
            version.version_seq,
            version.unit_id.clone(),
        )
    };
    let edited = before.versions.values().find(|version| after.versions.get(&version.id).map(said) != Some(said(version)));
    match edited {
        Some(version) => {
            let address = before.units.get(&version.unit_id).map_or("a unit", |unit| unit.canonical_address.as_str());
            let (code, what) = match version.enacted_at {
                Some(_) => ("ENACTED_TEXT_EDITED", "enacted text"),
                None => ("VERSION_TEXT_EDITED", "text"),
            };
            let message = format!(
                "The {what} of {address}, version {}, does not change: a new text is a new version.",
                version.version_seq
            );
            Err(Refusal::forbidden(code, message))
        }
        None => Ok(()),
    }
}

fn aliases(before: &Rows, after: &Rows) -> Result<(), Refusal> {
    let neighbourhood = Neighbourhood { facts: after.resolvable()?, registered_prefixes: Vec::new() };
    let new = after.aliases.values().filter(|row| !before.aliases.contains_key(&row.alias_id));
    Ok(check_all_new(new, &neighbourhood)?)
}
