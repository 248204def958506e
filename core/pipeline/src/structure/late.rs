//! A change of an earlier day than others that are on record (page 11).
//!
//! The rows are the fold of everything recorded, the future included. A change that is entered late is carried out on its own day, and
//! everything after it is folded again on top; and it is carried out on the rows. Where reading the rows gives for each day from then on what
//! was folded for it, the change is in its place. Otherwise it is refused, and nothing is put in another order in silence.

use std::collections::BTreeMap;

use super::asked::{Kind, Operation};
use super::carry_out::{carry_out, Done};
use super::legal::{Later, TouchedThen};
use super::request::{Request, Undertaking};
use super::rows::{Document, Rows};
use super::take_up;
use cutter_model::change_set::Authorship;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::AliasRow;
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
    Ok(on(document, document.rows.without(newest_first(&document.later))?, used(document, &document.rows)))
}

/// One operation in its place on the timeline: on its own day first, then among all that is recorded.
///
/// # Errors
/// Those of the operation on its own day; `EFFECTIVE_CONFLICT`, naming the first later change that no longer fits; `FACTS_UNREADABLE`.
pub(super) fn operate(document: &Document, request: &Request, by: Authorship<'_>) -> Result<Done, Refusal> {
    let mut later: Vec<&Later> = document.later.iter().collect();
    // Those of one day are in the order of their recording already.
    later.sort_by_key(|later| later.effective_on);
    if let Some(id) = request.operation.takes_up() {
        take_up::named(document, request.operation.kind(), id)?;
    }
    let now = carry_out(document, request, by);
    let taken_up = request.operation.takes_up().map(|_| request.operation.kind());
    let Some(first) = later.first().filter(|_| taken_up.is_some() || request.effective_on.is_some()) else { return now };
    let conflict = |later: &Later| taken_up.map_or_else(|| comes_before(later), |to| rests_on_it(to, later));

    let own_day = on_its_day(document)?;
    let then = match (carry_out(&own_day, request, by), &now) {
        // It is there now: it was not on that day.
        (Err(then), Err(_)) if then.code == "UNIT_NOT_FOUND" => return now,
        (then, _) => then?,
    };
    let all = now.as_ref().ok().map(|now| now.change.apply(&document.rows)).transpose()?;
    let mut folded = then.change.apply(&own_day.rows)?;
    let mut to_come: Vec<&str> = later.iter().map(|later| later.change_set_id.as_str()).collect();
    let differs = |to_come: &[&str], folded: &Rows| -> Result<bool, Refusal> {
        let Some(all) = &all else { return Ok(false) };
        let to_come = document.later.iter().filter(|later| to_come.contains(&later.change_set_id.as_str()));
        Ok(shown(&all.without(newest_first(to_come))?) != shown(folded))
    };
    if differs(&to_come, &folded)? {
        return Err(conflict(first));
    }
    for later in &later {
        folded = again(document, folded, later).ok_or_else(|| conflict(later))?;
        to_come.remove(0);
        if differs(&to_come, &folded)? {
            return Err(conflict(later));
        }
    }
    now.map_err(|_| conflict(first))
}

/// A change on record carried out again, on rows that have another change below it; none where it is refused there, or was no operation.
fn again(document: &Document, rows: Rows, later: &Later) -> Option<Rows> {
    let request = later.request.as_ref()?;
    let by = Authorship {
        entry_id: &later.entry_id,
        change_set_id: &later.change_set_id,
        document_id: "",
        actor: &later.actor,
        now: &later.applied_at,
    };
    // Numbers that were given out when it was recorded.
    let since = document.later.iter().skip_while(|each| each.change_set_id != later.change_set_id);
    let then = document.rows.without(newest_first(since.collect::<Vec<_>>())).ok()?;
    if rests_on_another_text(request, &then, &rows) {
        return None;
    }
    let ever_used = used(document, &then);
    let below = on(document, rows, ever_used);
    carry_out(&below, request, by).ok()?.change.apply(&below.rows).ok()
}

/// Whether it gives a unit a text that was made from one which is another now (rule 3).
fn rests_on_another_text(request: &Request, then: &Rows, now: &Rows) -> bool {
    let text = |rows: &Rows, id: &str| rows.newest(id).map(|version| <[&str; 2]>::from(version.texts()).map(str::to_owned));
    let rests = |operation: &Operation| match operation {
        Operation::Substitute(asked) => asked.derived && text(then, &asked.unit_id) != text(now, &asked.unit_id),
        _ => false,
    };
    match &request.operation {
        Undertaking::One(operation) => rests(operation),
        Undertaking::Amendment(asked) => asked.parts.iter().any(|part| rests(&part.operation)),
        Undertaking::Withdraw(_) | Undertaking::Correct(_) => false,
    }
}

/// The document with other rows, and nothing later or open.
fn on(document: &Document, rows: Rows, ever_used: Vec<String>) -> Document {
    let (active_section_types, taken_up) = (document.active_section_types.clone(), document.taken_up.clone());
    Document { rows, open: Vec::new(), ever_used, active_section_types, later: Vec::new(), taken_up }
}

/// Addresses that were used once, those that `rows` hold and cite among them: none of them is given out again.
fn used(document: &Document, rows: &Rows) -> Vec<String> {
    let held = rows.units.values().map(|unit| unit.canonical_address.clone());
    let cited = rows.aliases.values().map(|row| row.alias_text.clone());
    document.ever_used.iter().cloned().chain(held).chain(cited).collect()
}

fn newest_first<'a, I>(later: I) -> impl Iterator<Item = &'a TouchedThen>
where
    I: IntoIterator<Item = &'a Later>,
    I::IntoIter: DoubleEndedIterator,
{
    later.into_iter().rev().flat_map(|later| later.rows.iter().rev())
}

/// What rows say: of positions only the order, and no time of a last change.
#[derive(PartialEq)]
struct Shown<'a> {
    order: Vec<&'a str>,
    units: BTreeMap<&'a str, UnitRow>,
    versions: BTreeMap<&'a str, VersionRow>,
    aliases: &'a BTreeMap<String, AliasRow>,
}

fn shown(rows: &Rows) -> Shown<'_> {
    let unit = |unit: &UnitRow| UnitRow { sort_order: 0, updated_at: String::new(), ..unit.clone() };
    // Which change wrote a text is told by its id; that of one that has ended is of the change that ended it. Texts are numbered as they were
    // recorded.
    let written_by = |version: &VersionRow| version.change_set_id.clone().filter(|_| version.retired_at.is_some());
    let version = |version: &VersionRow| VersionRow {
        updated_at: String::new(),
        version_seq: 0,
        change_set_id: written_by(version),
        ..version.clone()
    };
    Shown {
        order: rows.in_order().into_iter().map(|unit| unit.id.as_str()).collect(),
        units: rows.units.iter().map(|(id, row)| (id.as_str(), unit(row))).collect(),
        versions: rows.versions.iter().map(|(id, row)| (id.as_str(), version(row))).collect(),
        aliases: &rows.aliases,
    }
}

fn comes_before(later: &Later) -> Refusal {
    let message = format!(
        "It would come before {} of {} ({}), which no longer fits on top of it: both touch the same units, texts or addresses.",
        later.operation_kind, later.effective_on, later.change_set_id
    );
    Refusal::conflict("EFFECTIVE_CONFLICT", message)
}

fn rests_on_it(to: Kind, later: &Later) -> Refusal {
    let what = format!("{} of {} ({}) rests on it", later.operation_kind, later.effective_on, later.change_set_id);
    take_up::conflict(to, &what)
}
