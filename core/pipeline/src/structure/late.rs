//! A change of an earlier day than others that are on record (page 11).
//!
//! The rows are the fold of everything recorded, the future included. A change that is entered late is carried out on its own day, and
//! everything after it is folded again on top: what lies between the rows and that fold is what it does to them. Where something later no longer
//! fits, or reading the rows does not give for each day from then on what was folded for it, it is refused, and nothing is put in another order
//! in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Kind;
use super::carry_out::{carry_out, Done};
use super::change::{Change, RowChange};
use super::fold::{folded, newest_first, on, used};
use super::legal::Later;
use super::request::Request;
use super::rows::{is_live, Document, Rows};
use super::take_up;
use cutter_model::change_set::Authorship;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::{Day, Instant};

/// `request` with the day on which it is recorded, where it has none and the document has legal days; a withdrawal or correction with that of
/// what it takes up again.
///
/// # Errors
/// `TIME_UNREADABLE`, those of [`take_up::day_of`].
pub(super) fn with_day(document: &Document, request: &Request, now: &str) -> Result<Request, Refusal> {
    let effective_on = match request.operation.takes_up() {
        Some(_) => take_up::day_of(document, &request.operation, request.effective_on)?,
        None => day_of(&document.rows, request.effective_on, now)?,
    };
    Ok(Request { effective_on, ..request.clone() })
}

fn day_of(rows: &Rows, asked: Option<Day>, now: &str) -> Result<Option<Day>, Refusal> {
    match asked {
        None if has_days(rows) => Ok(Some(now.parse::<Instant>()?.day())),
        asked => Ok(asked),
    }
}

/// Whether a document has legal days.
#[must_use]
pub fn has_days(rows: &Rows) -> bool {
    rows.units.values().any(|unit| unit.born_on.is_some() || unit.in_force_from.is_some())
}

/// The document as a change finds it that is asked for on a day, or now, and the day from which that is law; none takes effect as it is
/// recorded.
///
/// # Errors
/// `TIME_UNREADABLE`, `FACTS_UNREADABLE`.
pub fn found_by(document: &Document, asked: Option<Day>, now: &str) -> Result<(Document, Option<Day>), Refusal> {
    let day = day_of(&document.rows, asked, now)?;
    Ok((if day.is_some() { on_its_day(document)? } else { document.clone() }, day))
}

/// The document without what is of later days. Numbers that these gave out are not given out again.
pub(crate) fn on_its_day(document: &Document) -> Result<Document, Refusal> {
    let then = on(document, document.rows.without(newest_first(&document.later))?, used(document, &document.rows));
    Ok(Document { open: document.open.clone(), ..then })
}

/// One operation in its place on the timeline: on its own day first, then among all that is recorded.
///
/// # Errors
/// Those of the operation on its own day; `EFFECTIVE_CONFLICT`, naming every later change that no longer fits (rule 4), or the first from which
/// on the rows would not read as what was folded; `FACTS_UNREADABLE`.
pub(super) fn operate(document: &Document, request: &Request, by: Authorship<'_>) -> Result<Done, Refusal> {
    let mut later: Vec<&Later> = document.later.iter().collect();
    // Those of one day are in the order of their recording already.
    later.sort_by_key(|later| later.effective_on);
    if let Some(id) = request.operation.takes_up() {
        take_up::named(document, request.operation.kind(), id)?;
    }
    let taken_up = request.operation.takes_up().map(|_| request.operation.kind());
    let Some(first) = later.first().filter(|_| taken_up.is_some() || request.effective_on.is_some()) else {
        return carry_out(document, request, by);
    };
    let conflict = |later: &[&Later]| taken_up.map_or_else(|| comes_before(later), |to| rest_on_it(to, later));

    let own_day = on_its_day(document)?;
    let then = match carry_out(&own_day, request, by) {
        // It was not there on that day, and what is there now says since when.
        Err(then) if then.code == "UNIT_NOT_FOUND" => return Err(carry_out(document, request, by).err().unwrap_or(then)),
        then => then?,
    };
    let on_it = then.change.apply(&own_day.rows)?;
    let steps = folded(document, on_it.clone(), &later).map_err(|misfits| conflict(&misfits))?;
    let now = in_its_place(document, then, &on_it, &steps, by)?;
    // Reading the rows gives for each day what was folded for it.
    let all = now.change.apply(&document.rows)?;
    let reads = |to_come: &[&Later], folded: &Rows| -> Result<bool, Refusal> {
        let to_come: BTreeSet<&str> = to_come.iter().map(|later| later.change_set_id.as_str()).collect();
        let to_come = document.later.iter().filter(|later| to_come.contains(later.change_set_id.as_str()));
        Ok(shows_the_same(&all.without(newest_first(to_come))?, folded))
    };
    let mut folded = on_it;
    if !reads(&later, &folded)? {
        return Err(conflict(&[*first]));
    }
    for (step, number) in steps.iter().zip(1..) {
        step.make(&mut folded)?;
        if !reads(&later[number..], &folded)? {
            return Err(conflict(&later[number - 1..number]));
        }
    }
    Ok(now)
}

/// The change in its place: what lies between the rows as they are and the fold with it.
fn in_its_place(document: &Document, then: Done, on_it: &Rows, steps: &[Change], by: Authorship<'_>) -> Result<Done, Refusal> {
    let mut rows = on_it.clone();
    for step in steps {
        step.make(&mut rows)?;
    }
    let before = &document.rows;
    let of_it = |row: &&RowChange<UnitRow>| row.after.as_ref().is_some_and(|unit| unit.updated_at == by.now);
    let of_it: BTreeSet<&str> = then.change.units.iter().filter(of_it).map(|row| row.id.as_str()).collect();
    for (id, unit) in &mut rows.units {
        let Some(was) = before.units.get(id) else { continue };
        let as_it_was = UnitRow { updated_at: was.updated_at.clone(), ..unit.clone() };
        by.now.clone_into(&mut unit.updated_at);
        // What others did to it once more is what they did.
        if as_it_was == *was && !of_it.contains(id.as_str()) {
            *unit = as_it_was;
        }
    }
    let mut recorded: Vec<VersionRow> = Vec::new();
    for version in rows.versions.values() {
        let was = before.versions.get(&version.id);
        // Texts are numbered as they were recorded; one that a correction put in the place of another has its number.
        let is_taken = |other: &VersionRow| {
            other.unit_id == version.unit_id && other.version_seq == version.version_seq && rows.versions.contains_key(&other.id)
        };
        let number = match was {
            Some(was) => was.version_seq,
            None if before.versions.values().any(is_taken) => before.versions.next_seq(&version.unit_id),
            None => version.version_seq,
        };
        let row = VersionRow { version_seq: number, ..version.clone() };
        let as_it_was = was.map(|was| VersionRow { updated_at: was.updated_at.clone(), ..row.clone() });
        recorded.push(match as_it_was {
            Some(as_it_was) if Some(&as_it_was) == was => as_it_was,
            Some(_) => VersionRow { updated_at: by.now.to_owned(), ..row },
            None => row,
        });
    }
    rows.versions = recorded.into_iter().map(|version| (version.id.clone(), version)).collect();
    let written = std::mem::replace(&mut rows.edges, before.edges.clone());
    // Links stand in the newest text, and a unit that ended has none.
    let is_old = |id: &str| rows.newest(id).is_some_and(|version| before.versions.contains_key(&version.id));
    let stands = |id: &str| rows.units.get(id).is_some_and(is_live) && is_old(id);
    let relinked: Vec<&str> = then.change.edges.iter().map(|row| row.id.as_str()).filter(|id| !stands(id)).collect();
    for id in relinked {
        match written.get(id) {
            Some(edges) => rows.edges.insert(id.to_owned(), edges.clone()),
            None => rows.edges.remove(id),
        };
    }
    Ok(Done { manifest: then.manifest.standing_in(before), change: Change::between(before, &rows) })
}

/// Whether rows say the same: of positions only the order, and no time of a last change.
fn shows_the_same(one: &Rows, other: &Rows) -> bool {
    // Which change wrote a text is told by its id; that of one that has ended is of the change that ended it. Texts are numbered as they were
    // recorded.
    let written_by = |version: &VersionRow| version.change_set_id.clone().filter(|_| version.retired_at.is_some());
    let as_shown = |version: &VersionRow| VersionRow {
        updated_at: String::new(),
        version_seq: 0,
        change_set_id: written_by(version),
        ..version.clone()
    };
    let unit = |unit: &UnitRow| UnitRow { sort_order: 0, updated_at: String::new(), ..unit.clone() };
    let order = |rows: &'_ Rows| rows.in_order().into_iter().map(|unit| unit.id.clone()).collect::<Vec<_>>();
    all_alike(&one.units, &other.units, |one, other| unit(one) == unit(other))
        && all_alike(&one.versions, &other.versions, |one, other| as_shown(one) == as_shown(other))
        && one.aliases == other.aliases
        && order(one) == order(other)
}

/// Whether the same rows are there, and each is alike; most are the same to the byte.
fn all_alike<T: PartialEq>(one: &BTreeMap<String, T>, other: &BTreeMap<String, T>, alike: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().all(|(id, row)| other.get(id).is_some_and(|other| row == other || alike(row, other)))
}

/// Changes as people are told of them, each with its change set.
fn list(later: &[&Later]) -> String {
    let one = |later: &&Later| format!("{} of {} ({})", later.operation_kind, later.effective_on, later.change_set_id);
    later.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn comes_before(later: &[&Later]) -> Refusal {
    let fit = if later.len() == 1 { "fits" } else { "fit" };
    let message = format!(
        "It would come before {}, which no longer {fit} on top of it: both touch the same units, texts or addresses.",
        list(later)
    );
    Refusal::conflict("EFFECTIVE_CONFLICT", message)
}

fn rest_on_it(to: Kind, later: &[&Later]) -> Refusal {
    let rest = if later.len() == 1 { "rests" } else { "rest" };
    take_up::conflict(to, &format!("{} {rest} on it", list(later)))
}
