//! Suspend and resume: law that is not applied for a time (page 11, rule 23). It is the unit's, not its text's or its number's: a new text,
//! a renumbering and a split leave it as it is.
//!
//! A row has its last suspension; what is read of a day has the one of that day, as later changes are taken back from it. So a suspension that
//! is entered late, of a unit that is suspended again on a later day, is refused (`EFFECTIVE_CONFLICT`), and nothing is read wrong.

use std::collections::BTreeSet;

use super::asked::{Resume, Suspend};
use super::draft::{whole, Draft, Made};
use super::rows::is_live;
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use iu_address::Day;

/// Suspends, from the day of the change: the units and all law below them.
///
/// # Errors
/// `SUSPENSION_OF_NOTHING`; `SUSPENSION_WITHOUT_DAY`; `UNTIL_BEFORE_FROM` where it would end as it begins, or before; `NOT_IN_FORCE` of a draft;
/// `ALREADY_SUSPENDED`; those of an origin.
pub(super) fn suspend(draft: &mut Draft<'_>, request: &Suspend) -> Result<(), Refusal> {
    let day = day_of(draft)?;
    if let Some(until) = request.until.filter(|until| *until <= day) {
        let message = format!("A suspension from {day} cannot end on {until}: it ends on a later day, or on none that is known.");
        return Err(Refusal::invalid("UNTIL_BEFORE_FROM", message));
    }
    for unit in meant(draft, &request.unit_ids, is_law)? {
        if !is_law(&unit) {
            let message = format!("{} is a draft: what was never in force is not suspended.", unit.canonical_address);
            return Err(Refusal::conflict("NOT_IN_FORCE", message));
        }
        if unit.is_suspended(Some(day)) {
            let until =
                unit.suspended_until.map_or_else(|| "until a day that is not known".to_owned(), |day| format!("until {day}"));
            let message = format!("{} is suspended already, {until}: end that first.", unit.canonical_address);
            return Err(Refusal::conflict("ALREADY_SUSPENDED", message));
        }
        write(draft, &unit, (Some(day), request.until))?;
    }
    Ok(())
}

/// Ends suspensions on the day of the change: of the units, which are suspended, and of all below them that are.
///
/// # Errors
/// `SUSPENSION_OF_NOTHING`; `SUSPENSION_WITHOUT_DAY`; `NOT_SUSPENDED`; those of an origin.
pub(super) fn resume(draft: &mut Draft<'_>, request: &Resume) -> Result<(), Refusal> {
    let day = day_of(draft)?;
    for unit in meant(draft, &request.unit_ids, |unit| unit.is_suspended(Some(day)))? {
        if !unit.is_suspended(Some(day)) {
            let message = format!("{} is not suspended on {day}.", unit.canonical_address);
            return Err(Refusal::conflict("NOT_SUSPENDED", message));
        }
        write(draft, &unit, (unit.suspended_from, Some(day)))?;
    }
    Ok(())
}

fn day_of(draft: &Draft<'_>) -> Result<Day, Refusal> {
    let message = "A suspension begins and ends on a day, and the change has none: give effective_on.";
    draft.day.ok_or_else(|| Refusal::invalid("SUSPENSION_WITHOUT_DAY", message))
}

fn is_law(unit: &UnitRow) -> bool {
    unit.authority.as_deref() == Some("enacted")
}

/// The units named, with what goes along below them, each once.
fn meant(draft: &Draft<'_>, named: &[String], goes_along: impl Fn(&UnitRow) -> bool) -> Result<Vec<UnitRow>, Refusal> {
    if named.is_empty() {
        return Err(Refusal::invalid("SUSPENSION_OF_NOTHING", "No unit is named."));
    }
    let rows = &draft.document.rows;
    let mut seen = BTreeSet::new();
    let mut meant = Vec::new();
    for id in named {
        draft.free(id)?;
        let below = rows.subtree(id).into_iter().filter(|unit| unit.id == *id || is_live(unit) && goes_along(unit));
        meant.extend(below.filter(|unit| seen.insert(&unit.id)).cloned());
    }
    Ok(meant)
}

fn write(draft: &mut Draft<'_>, unit: &UnitRow, (from, until): (Option<Day>, Option<Day>)) -> Result<(), Refusal> {
    draft.origin(&unit.id)?;
    let pieces = whole(unit, draft.version(unit)?);
    if let Some(row) = draft.rows.units.get_mut(&unit.id) {
        (row.suspended_from, row.suspended_until) = (from, until);
        draft.by.now.clone_into(&mut row.updated_at);
    }
    draft.results.push(Made { unit_id: unit.id.clone(), born: false, pieces });
    Ok(())
}
