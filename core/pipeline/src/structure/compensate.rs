//! The way back: the rows as they were before, where nothing touched them since.
//!
//! Units, versions and links come back exactly, but for the time of their last change. Aliases are never deleted: what the
//! change opened is closed, what it closed is opened again, and the addresses that units had in between answer still. A change of a legal day
//! was never law (page 11, rules 25 and 27): what it opened never answered anything, and addresses of it are none.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, RowChange};
use super::readdress::{not_later, Pen};
use super::rows::Rows;
use cutter_model::change_set::Authorship;
use cutter_model::id::derived_id;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::{annul, close, AliasKind, AliasRow};
use iu_address::{Day, Instant};

/// `now` with `change` taken back. `by` names the compensating change set, `day` the day from which the change was law.
///
/// # Errors
/// `COMPENSATE_TOUCHED` where a row, or what hangs on it, changed since; `TIME_NOT_LATER`, `TIME_UNREADABLE`.
pub fn compensate(change: &Change, now: &Rows, by: Authorship<'_>, rationale: &str, day: Option<Day>) -> Result<Rows, Refusal> {
    // The time of the last change is no sign of a change: an operation since that was taken back left one too.
    untouched(&now.units, &change.units, |unit| UnitRow { updated_at: String::new(), ..unit.clone() })?;
    untouched(&now.versions, &change.versions, |version| VersionRow { updated_at: String::new(), ..version.clone() })?;
    untouched(&now.aliases, &change.aliases, AliasRow::clone)?;
    untouched(&now.edges, &change.edges, Vec::clone)?;
    let removed: BTreeSet<&str> = change.units.iter().filter(|row| row.before.is_none()).map(|row| row.id.as_str()).collect();
    if let Some(what) = hangs_on(&removed, change, now) {
        let message = format!("{what} hangs on a unit that would be removed, and was not made by this change.");
        return Err(Refusal::conflict("COMPENSATE_TOUCHED", message));
    }

    let mut after = now.clone();
    for row in &change.units {
        put_back(&mut after.units, row);
        if let Some(unit) = after.units.get_mut(&row.id) {
            by.now.clone_into(&mut unit.updated_at);
        }
    }
    for row in &change.versions {
        put_back(&mut after.versions, row);
        if let Some(version) = after.versions.get_mut(&row.id) {
            by.now.clone_into(&mut version.updated_at);
        }
    }
    change.edges.iter().for_each(|row| put_back(&mut after.edges, row));
    let at = day.map_or_else(|| by.now.parse(), |day| Ok(Instant::from(day)))?;
    let pen = Pen { change_set_id: by.change_set_id, actor: by.actor, rationale, at, is_of_a_day: day.is_some(), now: by.now };
    put_back_aliases(change, now, &mut after, &pen)?;
    Ok(after)
}

fn untouched<T: PartialEq>(rows: &BTreeMap<String, T>, changes: &[RowChange<T>], said: impl Fn(&T) -> T) -> Result<(), Refusal> {
    match changes.iter().find(|change| rows.get(&change.id).map(&said) != change.after.as_ref().map(&said)) {
        Some(change) => Err(Refusal::conflict("COMPENSATE_TOUCHED", format!("Row {} was changed since.", change.id))),
        None => Ok(()),
    }
}

/// What goes with units that are removed and was not made by the change: a child, a version or a citation.
pub(super) fn hangs_on(removed: &BTreeSet<&str>, change: &Change, now: &Rows) -> Option<String> {
    let (units, versions, aliases) = (ids(&change.units), ids(&change.versions), ids(&change.aliases));
    let child = now.units.values().find(|unit| {
        unit.parent_id.as_deref().is_some_and(|parent| removed.contains(parent)) && !units.contains(unit.id.as_str())
    });
    let mut version = now.versions.values();
    let version = version.find(|row| removed.contains(row.unit_id.as_str()) && !versions.contains(row.id.as_str()));
    let mut alias = now.aliases.values();
    let alias = alias.find(|row| {
        // Of what was taken back before, nothing is left that answers by another address than the unit's own.
        let holds = now.units.get(&row.target_unit_id).is_some_and(|unit| unit.canonical_address == row.alias_text);
        !row.is_annulled() && !holds && removed.contains(row.target_unit_id.as_str()) && !aliases.contains(row.alias_id.as_str())
    });
    child
        .map(|unit| unit.canonical_address.clone())
        .or_else(|| version.map(|version| format!("version {}", version.id)))
        .or_else(|| alias.map(|row| format!("the alias {:?}", row.alias_text)))
}

fn ids<T>(changes: &[RowChange<T>]) -> BTreeSet<&str> {
    changes.iter().map(|change| change.id.as_str()).collect()
}

fn put_back<T: Clone>(rows: &mut BTreeMap<String, T>, change: &RowChange<T>) {
    match &change.before {
        Some(row) => drop(rows.insert(change.id.clone(), row.clone())),
        None => drop(rows.remove(&change.id)),
    }
}

/// Aliases that the change opened end, those that it ended begin again, and addresses that units had since lead to them.
///
/// # Errors
/// `TIME_NOT_LATER`, `TIME_UNREADABLE`, `ALIAS_WINDOW_EMPTY`.
pub(super) fn put_back_aliases(change: &Change, now: &Rows, after: &mut Rows, pen: &Pen<'_>) -> Result<(), Refusal> {
    let opened = change.aliases.iter().filter(|row| row.before.is_none()).filter_map(|row| row.after.as_ref());
    for row in opened.filter(|row| row.valid_until.is_none()) {
        let closed = if pen.is_of_a_day { annul(row) } else { close(row, pen.at) }?;
        after.aliases.insert(closed.alias_id.clone(), closed);
    }
    let mut honoured: BTreeSet<&str> = after.units.values().map(|unit| unit.canonical_address.as_str()).collect();
    let held: Vec<(&str, String)> = if pen.is_of_a_day { Vec::new() } else { honoured_since(change) };
    let closed = change.aliases.iter().filter_map(|row| row.before.as_ref()).filter(|row| row.valid_until.is_none());
    let mut again: Vec<AliasRow> = Vec::new();
    for row in closed {
        honoured.insert(&row.alias_text);
        let alias_id = derived_id("alias", &[pen.change_set_id, &row.alias_id]);
        again.push(AliasRow { alias_id, valid_from: pen.at, scenario_ref: Some(pen.change_set_id.to_owned()), ..row.clone() });
    }
    let mut new: Vec<AliasRow> = Vec::new();
    let held_since = now.held_since();
    for (id, address) in &held {
        let since = held_since(now.unit(id)?)?;
        if since >= pen.at {
            return Err(not_later(address, since, pen.at));
        }
        new.push(pen.row(AliasKind::PreviousCanonical, address, id, (since, Some(pen.at))));
        if !honoured.contains(address.as_str()) {
            new.push(pen.row(AliasKind::Rename, address, id, (pen.at, None)));
        }
    }
    after.aliases.extend(again.into_iter().chain(new).map(|row| (row.alias_id.clone(), row)));
    Ok(())
}

/// Units that had another address since the change, with that address.
fn honoured_since(change: &Change) -> Vec<(&str, String)> {
    let both = change.units.iter().filter_map(|row| Some((row.id.as_str(), row.before.as_ref()?, row.after.as_ref()?)));
    both.filter(|(_, before, after)| before.canonical_address != after.canonical_address)
        .map(|(id, _, after)| (id, after.canonical_address.clone()))
        .collect()
}
