//! Withdrawal: a change on record is taken off the timeline for whoever knows what is recorded from then on (page 11, rule 27).
//!
//! The rows that the change made are removed, what it changed or ended is put back column by column, and its aliases end. Whatever comes
//! after it on the timeline is carried out again without it ([`super::late`]) and must come to what then stands; else it rests on the change,
//! is named, and is to be withdrawn first. What people wrote themselves is lost with nothing. Who asks what was known before reads the
//! change as it was: the ledger forgets none of it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::asked::Kind;
use super::change::{Change, RowChange};
use super::compensate::{hangs_on, put_back_aliases};
use super::draft::{Draft, Made};
use super::guard;
use super::legal::{differing, TouchedThen};
use super::request::Withdrawal;
use super::rows::{is_live, Document};
use super::take_up::{conflict, named};
use cutter_model::live::VersionRow;
use cutter_model::refusal::Refusal;

/// The column that neighbours change, too.
const PLACE: &str = "sort_order";
/// Columns of a text that one of an earlier day, which is entered later, changes, too: where it ends.
const END: [&str; 2] = ["superseded_at", "in_force_until"];

/// Withdraws.
///
/// # Errors
/// Those of [`named`]; `EFFECTIVE_CONFLICT` where something rests on the change; `UNIT_IN_OPEN_CHANGE`.
pub(super) fn withdraw(draft: &mut Draft<'_>, asked: &Withdrawal) -> Result<(), Refusal> {
    let document = draft.document;
    let withdrawn = named(document, Kind::Withdraw, &asked.change_set_id)?;
    let change = Change::on_record(withdrawn.rows.iter().map(TouchedThen::on_record))?;
    let now = &document.rows;
    nothing_rests_on(&change, document, withdrawn.operation_kind == "first_cut")?;

    let mut after = now.without(withdrawn.rows.iter().rev())?;
    // Aliases are ended, never removed.
    after.aliases.clone_from(&now.aliases);
    put_back_aliases(&change, now, &mut after, &draft.pen)?;
    let touched = touched_units(&change);
    if !reorders(&change) {
        // Its neighbours moved up for what it made: they stand in the same order without it, wherever others moved them since.
        for (id, unit) in &mut after.units {
            unit.sort_order = now.units.get(id).map_or(unit.sort_order, |now| now.sort_order);
        }
    }
    for id in &touched {
        after.edges.remove(*id);
        if let Some(unit) = after.units.get_mut(*id) {
            draft.by.now.clone_into(&mut unit.updated_at);
        }
    }
    let stands = |id: &String| after.units.get(id).is_some_and(is_live);
    let linked = withdrawn.links.iter().filter(|each| touched.contains(each.unit_id.as_str()) && stands(&each.unit_id));
    after.edges.extend(linked.map(|each| (each.unit_id.clone(), each.links.clone())).collect::<Vec<_>>());

    for unit in now.in_order().into_iter().filter(|unit| touched.contains(unit.id.as_str())) {
        draft.not_open(unit)?;
        draft.named.insert(unit.id.clone());
        draft.origins.push(unit.id.clone());
        if after.units.contains_key(&unit.id) {
            draft.results.push(Made { unit_id: unit.id.clone(), born: false, pieces: Vec::new() });
        }
    }
    draft.rows = after;
    draft.put_in_order();
    guard::what_stands(now, &draft.rows).map_err(|refusal| conflict(Kind::Withdraw, refusal.message.trim_end_matches('.')))
}

/// Units that the change made, or of which it wrote more than the place among the others.
fn touched_units(change: &Change) -> BTreeSet<&str> {
    let own = change.units.iter().filter(|row| match (&row.before, &row.after) {
        (Some(before), Some(after)) => columns(Some(before), after).iter().any(|column| column != PLACE),
        _ => true,
    });
    let own = own.map(|row| row.id.as_str());
    let texts = change.versions.iter().filter_map(|row| row.after.as_ref().or(row.before.as_ref()));
    own.chain(texts.map(|version| version.unit_id.as_str())).collect()
}

/// Whether units that stood there before stand in another order since.
fn reorders(change: &Change) -> bool {
    let mut places: Vec<(i64, i64)> =
        change.units.iter().filter_map(|row| Some((row.before.as_ref()?.sort_order, row.after.as_ref()?.sort_order))).collect();
    places.sort_unstable();
    places.windows(2).any(|pair| pair[0].1 >= pair[1].1)
}

/// What the change wrote stands as it wrote it, but for what changes on record did to it since, and nothing goes that no change on record made.
fn nothing_rests_on(change: &Change, document: &Document, is_cut: bool) -> Result<(), Refusal> {
    let now = &document.rows;
    if document.later.is_empty() {
        let unit = change.units.iter().find(|row| changed(row, now.units.get(&row.id), &[PLACE])).map(|row| row.id.clone());
        // What ended a unit ended its last text, be it one that was entered late.
        let stands = |row: &RowChange<VersionRow>, unit: &str| {
            let of_unit = now.versions.values().filter(|version| version.unit_id == unit);
            let mut it_or_another = of_unit.map(Some).chain([now.versions.get(&row.id)]);
            it_or_another.any(|version| !changed(row, version, &END))
        };
        let moved = |row: &'_ RowChange<VersionRow>| {
            let unit = &row.after.as_ref().or(row.before.as_ref())?.unit_id;
            (!stands(row, unit)).then(|| unit.clone())
        };
        let version = || change.versions.iter().find_map(moved);
        if let Some(id) = unit.or_else(version) {
            let address = now.units.get(&id).map_or(&id, |unit| &unit.canonical_address);
            return Err(conflict(Kind::Withdraw, &format!("{address} was changed since")));
        }
    }
    let made: BTreeSet<&str> = change.units.iter().filter(|row| row.before.is_none()).map(|row| row.id.as_str()).collect();
    if let Some(what) = hangs_on(&made, change, now) {
        return Err(conflict(Kind::Withdraw, &format!("{what} hangs on a unit that it made")));
    }
    match now.units.values().find(|unit| is_cut && !made.contains(unit.id.as_str())) {
        Some(other) => Err(conflict(Kind::Withdraw, &format!("{} came into the document after it", other.canonical_address))),
        None => Ok(()),
    }
}

/// Whether a column that the change wrote says something else by now; the time of the last change and `others` say nothing.
fn changed<T: Serialize>(row: &RowChange<T>, now: Option<&T>, others: &[&str]) -> bool {
    let (after, now) = match (&row.after, now) {
        (Some(after), Some(now)) => (after, now),
        // A correction takes rows away.
        (after, now) => return after.is_some() || now.is_some(),
    };
    let since = columns(Some(now), after);
    columns(row.before.as_ref(), after).iter().any(|column| !others.contains(&column.as_str()) && since.contains(column))
}

/// The columns in which two states of a row differ; all of them where there was none before.
fn columns<T: Serialize>(before: Option<&T>, after: &T) -> BTreeSet<String> {
    let told = |state: &T| serde_json::to_value(state).ok();
    differing(before.and_then(told).as_ref(), told(after).as_ref())
}
