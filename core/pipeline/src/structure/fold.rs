//! Changes on record, carried out once more on rows that have another change below them: whether each still fits there (page 11, rules 1 to 4),
//! and what it then does.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Operation;
use super::carry_out::carry_out;
use super::change::Change;
use super::legal::{Later, TouchedThen};
use super::naming::{spoken_of, units_of};
use super::request::{Request, Undertaking};
use super::rows::{Document, Rows};
use cutter_model::change_set::Authorship;
use cutter_model::live::UnitRow;
use serde_json::Value;

/// What each later change does once more on top of `rows`; those that no longer fit where they are left out, and what rests on them, where there
/// are any (rules 2 and 4).
pub(super) fn folded<'l>(document: &Document, mut rows: Rows, later: &[&'l Later]) -> Result<Vec<Change>, Vec<&'l Later>> {
    let (mut steps, mut misfits) = (Vec::with_capacity(later.len()), Vec::new());
    for each in later {
        match again(document, &mut rows, each).filter(|change| change.make(&mut rows).is_ok()) {
            Some(change) => steps.push(change),
            None => misfits.push(*each),
        }
    }
    if misfits.is_empty() {
        Ok(steps)
    } else {
        Err(misfits)
    }
}

/// What a change on record does once more, on rows that have another change below it; none where it no longer fits, or was no operation.
fn again(document: &Document, rows: &mut Rows, later: &Later) -> Option<Change> {
    let request = later.request.as_ref()?;
    let by = Authorship {
        entry_id: &later.entry_id,
        change_set_id: &later.change_set_id,
        document_id: "",
        actor: &later.actor,
        now: &later.applied_at,
    };
    if !meets_the_same(request, &met_by(document, request, later)?, rows) {
        return None;
    }
    let given = given_by(later);
    let mut below = on(document, std::mem::take(rows), numbers_before(document, request, later));
    below.given.clone_from(&given);
    // Its section types were active then.
    below.active_section_types.extend(later.rows.iter().filter_map(|row| of_unit(&row.after, "section_type")));
    let done = carry_out(&below, request, by);
    *rows = below.rows;
    let change = done.ok()?.change;
    // It gives each unit the address that it gave it then.
    let same = |unit: &UnitRow| given.get(&unit.id).is_none_or(|address| *address == unit.canonical_address);
    change.units.iter().filter_map(|row| row.after.as_ref()).all(same).then_some(change)
}

/// The units that a change speaks of, as it met them on its day when it was recorded.
fn met_by(document: &Document, request: &Request, later: &Later) -> Option<Rows> {
    let spoken: BTreeSet<&str> = operations(request).into_iter().flat_map(spoken_of).collect();
    let units = spoken.iter().filter_map(|id| Some(((*id).to_owned(), document.rows.units.get(*id)?.clone())));
    let versions = document.rows.versions.values().filter(|version| spoken.contains(version.unit_id.as_str()));
    let now = Rows {
        units: units.collect(),
        versions: versions.map(|version| (version.id.clone(), version.clone())).collect(),
        ..Rows::default()
    };
    let mut since = false;
    let on_top = document.later.iter().filter(|each| {
        since |= each.change_set_id == later.change_set_id;
        since || each.effective_on > later.effective_on
    });
    let on_top: Vec<&Later> = on_top.collect();
    let about = |row: &&TouchedThen| {
        let of = |state: &Option<Value>| {
            let unit = state.as_ref().and_then(|state| state.pointer("/version/unit_id")).and_then(Value::as_str);
            unit.is_some_and(|unit| spoken.contains(unit))
        };
        spoken.contains(row.target_row_id.as_str()) || of(&row.before) || of(&row.after)
    };
    now.without(newest_first(on_top).filter(about)).ok()
}

/// The operations of a request; what takes a change up again has none.
fn operations(request: &Request) -> Vec<&Operation> {
    match &request.operation {
        Undertaking::One(operation) => vec![operation],
        Undertaking::Amendment(asked) => asked.parts.iter().map(|part| &part.operation).collect(),
        Undertaking::Withdraw(_) | Undertaking::Correct(_) => Vec::new(),
    }
}

/// Numbers that were given out before a change was recorded, which it does not give out again, where it gives out any.
fn numbers_before(document: &Document, request: &Request, later: &Later) -> Vec<String> {
    let derives = |operation: &&Operation| matches!(operation, Operation::Split(_) | Operation::Join(_) | Operation::Move(_));
    if !operations(request).iter().any(derives) {
        return Vec::new();
    }
    let since = document.later.iter().skip_while(|each| each.change_set_id != later.change_set_id);
    let then = document.rows.without(newest_first(since.collect::<Vec<_>>()));
    then.map_or_else(|_| Vec::new(), |then| used(document, &then))
}

/// The addresses that a change on record gave units, by their ids.
fn given_by(later: &Later) -> BTreeMap<String, String> {
    let address = |state: &Option<Value>| of_unit(state, "canonical_address");
    let given = |row: &TouchedThen| {
        let address_then = address(&row.after).filter(|_| address(&row.before) != address(&row.after))?;
        Some((row.target_row_id.clone(), address_then))
    };
    later.rows.iter().filter_map(given).collect()
}

/// A column of the unit in a state on record.
fn of_unit(state: &Option<Value>, column: &str) -> Option<String> {
    Some(state.as_ref()?.get("unit")?.get(column)?.as_str()?.to_owned())
}

/// Whether the units that a change speaks of have the addresses by which it named them, and what it was made from says the same (rules 2 and 3).
fn meets_the_same(request: &Request, then: &Rows, now: &Rows) -> bool {
    let address = |rows: &'_ Rows, id: &str| rows.units.get(id).map(|unit| unit.canonical_address.clone());
    let text = |rows: &'_ Rows, id: &str| rows.newest(id).map(|version| <[&str; 2]>::from(version.texts()).map(str::to_owned));
    let meets = |operation: &&Operation| {
        let is_derived = match operation {
            Operation::Substitute(asked) => asked.derived,
            Operation::Split(_) | Operation::Join(_) => true,
            _ => false,
        };
        let named = spoken_of(operation).into_iter().all(|id| address(then, id) == address(now, id));
        named && (!is_derived || units_of(operation).into_iter().all(|id| text(then, id) == text(now, id)))
    };
    operations(request).iter().all(meets)
}

/// The document with other rows, and nothing later or open.
pub(super) fn on(document: &Document, rows: Rows, ever_used: Vec<String>) -> Document {
    let (active_section_types, taken_up) = (document.active_section_types.clone(), document.taken_up.clone());
    Document { rows, ever_used, active_section_types, taken_up, ..Document::default() }
}

/// Addresses that were used once, those that `rows` hold and cite among them: none of them is given out again.
pub(super) fn used(document: &Document, rows: &Rows) -> Vec<String> {
    let held = rows.units.values().map(|unit| unit.canonical_address.clone());
    let cited = rows.aliases.values().map(|row| row.alias_text.clone());
    document.ever_used.iter().cloned().chain(held).chain(cited).collect()
}

pub(super) fn newest_first<'a, I>(later: I) -> impl Iterator<Item = &'a TouchedThen>
where
    I: IntoIterator<Item = &'a Later>,
    I::IntoIter: DoubleEndedIterator,
{
    later.into_iter().rev().flat_map(|later| later.rows.iter().rev())
}
