//! A change as it is read: as it was recorded, with what was corrected of it since.

use iu_address::Day;

use crate::bind::Bound;
use crate::change::{Correction, Cut, CutUnit, Operation, UnitId};
use crate::refused::{Code, Refused};

/// Reads `operation` as `corrections` of one change say, one after another.
///
/// # Errors
/// `BAD_OPERATION` or `NO_SUCH_UNIT`.
pub(crate) fn correct(operation: &mut Operation, bound: &Bound, corrections: &[Correction]) -> Result<(), Refused> {
    corrections.iter().try_for_each(|each| correct_one(operation, bound, each))
}

/// Whether anything of such a change can be read otherwise.
pub(crate) const fn is_correctable(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Cut(_) | Operation::Substitute(_) | Operation::Split(_) | Operation::Join(_) | Operation::Insert(_)
    )
}

/// The first day of a cut: units may be law before their document.
pub(crate) fn first_day(cut: &Cut, effective_on: Day) -> Day {
    cut.units.iter().filter_map(|unit| unit.in_force_from).fold(effective_on, Day::min)
}

/// Where a correction writes.
struct Target<'o> {
    text: &'o mut String,
    address: Option<&'o mut String>,
}

fn correct_one(operation: &mut Operation, bound: &Bound, correction: &Correction) -> Result<(), Refused> {
    if let Operation::Cut(cut) = operation {
        return correct_cut(cut, correction);
    }
    if correction.withdrawn || correction.added || correction.in_force_from.is_some() || correction.after.is_some() {
        return Err(Refused::new(Code::BadOperation, "Only units of a first cut are added, withdrawn, or get another day."));
    }
    let id = &correction.unit;
    let target = match operation {
        Operation::Substitute(it) if bound.units.contains(id) => Some(Target { text: &mut it.text, address: None }),
        Operation::Insert(it) if it.unit == *id => Some(Target { text: &mut it.text, address: Some(&mut it.address) }),
        Operation::Join(it) if it.unit == *id => Some(Target { text: &mut it.text, address: Some(&mut it.address) }),
        Operation::Split(it) => it
            .parts
            .iter_mut()
            .find(|part| part.unit == *id)
            .map(|part| Target { text: &mut part.text, address: Some(&mut part.address) }),
        _ => None,
    };
    write(target.ok_or_else(|| no_unit(id))?, correction)
}

fn write(target: Target<'_>, correction: &Correction) -> Result<(), Refused> {
    if let Some(text) = &correction.text {
        text.clone_into(target.text);
    }
    match (target.address, &correction.address) {
        (Some(to), Some(address)) => address.clone_into(to),
        (None, Some(_)) => return Err(Refused::new(Code::BadOperation, "A new text has no address of its own.")),
        (_, None) => {}
    }
    Ok(())
}

fn correct_cut(cut: &mut Cut, correction: &Correction) -> Result<(), Refused> {
    if correction.in_force_from.is_some() && !cut.enact {
        return Err(Refused::new(Code::BadOperation, "A unit of a draft has no day from which it is law."));
    }
    let place = |id: &UnitId| cut.units.iter().position(|unit| unit.unit == *id);
    if correction.added {
        let (Some(address), Some(text)) = (&correction.address, &correction.text) else {
            return Err(Refused::new(Code::BadOperation, "A unit that is added has an address and a text."));
        };
        let at = match &correction.after {
            None => 0,
            Some(id) => place(id).ok_or_else(|| no_unit(id))? + 1,
        };
        let unit = CutUnit {
            unit: correction.unit.clone(),
            address: address.clone(),
            text: text.clone(),
            in_force_from: correction.in_force_from,
        };
        cut.units.insert(at, unit);
        return Ok(());
    }
    let at = place(&correction.unit).ok_or_else(|| no_unit(&correction.unit))?;
    if correction.withdrawn {
        cut.units.remove(at);
        return Ok(());
    }
    let unit = &mut cut.units[at];
    if correction.in_force_from.is_some() {
        unit.in_force_from = correction.in_force_from;
    }
    write(Target { text: &mut unit.text, address: Some(&mut unit.address) }, correction)
}

fn no_unit(id: &UnitId) -> Refused {
    Refused::new(Code::NoSuchUnit, format!("The change that is corrected has no unit {id}."))
}
