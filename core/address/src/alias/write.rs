//! The rules for writing alias rows: what a new row may say, and how a row ends.
//!
//! The database has the same rules; here they answer with a sentence. Rows are never deleted, only closed.

use serde::{Deserialize, Serialize};

use super::facts::World;
use super::{lookup_text, AliasKind, AliasRow, ResolvableUnit, ResolveFacts, Window};
use crate as address;
use crate::collections::{sort, BTreeSet};
use crate::{Instant, Refused, RefusedKind};

/// The longest alias text, in characters.
pub const MAX_ALIAS_CHARACTERS: usize = 512;

/// What a new row is checked against, gathered by the caller: things as they are once the operation that writes the row is
/// done, so that the unit of a renumbering has its new address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Neighbourhood {
    /// The target; the rows of the same text and of the target; for a `redirect` also the units and `redirect` rows that
    /// can be reached from the target, of whatever time. More does no harm.
    pub facts: ResolveFacts,
    /// The prefixes of all registered documents: `D38`, `GDPR`.
    pub registered_prefixes: Vec<String>,
}

/// Whether `row` may be written. A row of the neighbourhood with the same `alias_id` is taken for the row itself.
///
/// # Errors
/// The first rule it breaks, by code: `ALIAS_TEXT_EMPTY`, `ALIAS_TEXT_TOO_LONG`, `ALIAS_TEXT_NOT_NORMALISED`,
/// `ALIAS_WINDOW_EMPTY`, `ALIAS_RATIONALE_EMPTY`, `ALIAS_CREATOR_MISSING`, `ALIAS_IS_ADDRESS`, `ALIAS_TARGET_UNKNOWN`,
/// `ALIAS_SELF`, `ALIAS_OVERLAP`, `ALIAS_CYCLE`.
pub fn check_new(row: &AliasRow, neighbourhood: &Neighbourhood) -> Result<(), Refused> {
    check_all_new([row], neighbourhood)
}

/// Whether `rows` may all be written; they may be among those of the neighbourhood.
///
/// # Errors
/// As [`check_new`], for the first row that may not.
pub fn check_all_new<'a>(rows: impl IntoIterator<Item = &'a AliasRow>, neighbourhood: &Neighbourhood) -> Result<(), Refused> {
    let world = World::of(&neighbourhood.facts);
    rows.into_iter().try_for_each(|row| check_in(row, &world, &neighbourhood.registered_prefixes))
}

fn check_in(row: &AliasRow, world: &World, registered_prefixes: &[String]) -> Result<(), Refused> {
    check_row(row)?;
    check_not_address(row, registered_prefixes)?;
    let Some(target) = world.position(&row.target_unit_id).map(|position| world.unit(position)) else {
        let message = format!("The alias {:?} points at {:?}, and there is no such unit.", row.alias_text, row.target_unit_id);
        return Err(Refused::new("ALIAS_TARGET_UNKNOWN", RefusedKind::NotFound, message));
    };
    let others: Vec<&AliasRow> = world.all_rows(&row.alias_text).filter(|other| other.alias_id != row.alias_id).collect();
    check_not_self(row, target, &others)?;
    check_no_overlap(row, &others)?;
    check_no_cycle(row, world)
}

/// `row` as it is once it ends at `at`.
///
/// # Errors
/// `ALIAS_CLOSED` where it has an end, be it to come, `ALIAS_WINDOW_EMPTY` where it would end before it begins.
pub fn close(row: &AliasRow, at: Instant) -> Result<AliasRow, Refused> {
    not_closed(row)?;
    let closed = AliasRow { valid_until: Some(at), ..row.clone() };
    check_window(&closed)?;
    Ok(closed)
}

/// `row` as it is once what wrote it is taken back: it never answered anything, and stays on record.
///
/// # Errors
/// `ALIAS_CLOSED` where it has an end already.
pub fn annul(row: &AliasRow) -> Result<AliasRow, Refused> {
    not_closed(row)?;
    Ok(AliasRow { valid_until: Some(row.valid_from), ..row.clone() })
}

fn not_closed(row: &AliasRow) -> Result<(), Refused> {
    let Some(until) = row.valid_until else { return Ok(()) };
    let message = format!("The alias {:?} ends at {until} already; a row is closed once.", row.alias_text);
    Err(Refused::conflict("ALIAS_CLOSED", message))
}

/// What the row says by itself.
fn check_row(row: &AliasRow) -> Result<(), Refused> {
    let text = &row.alias_text;
    if text.is_empty() {
        return Err(Refused::invalid("ALIAS_TEXT_EMPTY", "The alias has no text."));
    }
    let characters = text.chars().count();
    if characters > MAX_ALIAS_CHARACTERS {
        let message = format!("The alias has {characters} characters; at most {MAX_ALIAS_CHARACTERS} are accepted.");
        return Err(Refused::invalid("ALIAS_TEXT_TOO_LONG", message));
    }
    if *text != lookup_text(text) {
        let message =
            format!("The alias {text:?} could never be found: it needs no space around it and Unicode in the form NFC.");
        return Err(Refused::invalid("ALIAS_TEXT_NOT_NORMALISED", message));
    }
    check_window(row)?;
    if row.rationale.trim().is_empty() {
        return Err(Refused::invalid("ALIAS_RATIONALE_EMPTY", format!("The alias {text:?} has no rationale.")));
    }
    if row.created_by.trim().is_empty() {
        return Err(Refused::invalid("ALIAS_CREATOR_MISSING", format!("The alias {text:?} does not say who creates it.")));
    }
    Ok(())
}

fn check_window(row: &AliasRow) -> Result<(), Refused> {
    match row.valid_until {
        Some(until) if until <= row.valid_from => {
            let message = format!("The alias {:?} would end at {until}, but it begins at {}.", row.alias_text, row.valid_from);
            Err(Refused::invalid("ALIAS_WINDOW_EMPTY", message))
        }
        _ => Ok(()),
    }
}

/// A third party's identifier may look like an address, but not like one of our documents.
fn check_not_address(row: &AliasRow, registered_prefixes: &[String]) -> Result<(), Refused> {
    match address::parse(&row.alias_text) {
        Ok(address)
            if row.alias_kind == AliasKind::ExternalReference
                && registered_prefixes.iter().any(|prefix| prefix == address.prefix()) =>
        {
            let message = format!("The external reference {address} is an address of the document {}.", address.prefix());
            Err(Refused::conflict("ALIAS_IS_ADDRESS", message))
        }
        _ => Ok(()),
    }
}

/// No alias points at a unit while the unit has the text as its own address, now or as `previous_canonical` rows tell.
fn check_not_self(row: &AliasRow, target: &ResolvableUnit, others: &[&AliasRow]) -> Result<(), Refused> {
    let is_held = target.canonical_address == row.alias_text;
    let now = is_held.then(|| Window::since(target.holds_address_since()));
    // Of two rows of the unit that overlap, one tells when the unit had the address; two that both tell break another rule.
    let tells = |other: &AliasRow| other.alias_kind == AliasKind::PreviousCanonical;
    let of_target = others.iter().filter(|other| other.target_unit_id == row.target_unit_id && tells(other) != tells(row));
    let once = of_target.filter(|other| other.window().overlaps(&row.window()));
    let once = once.map(|other| if tells(row) { row.window() } else { other.window() });
    let mut held = now.into_iter().chain(once);
    match held.find(|window| window.overlaps(&row.window())) {
        Some(window) => {
            let message = format!("The alias {:?} points at the unit that itself has this address {window}.", row.alias_text);
            Err(Refused::conflict("ALIAS_SELF", message))
        }
        None => Ok(()),
    }
}

/// One text has one meaning per kind and instant, but for the rows of one split and for what third parties write.
fn check_no_overlap(row: &AliasRow, others: &[&AliasRow]) -> Result<(), Refused> {
    if row.alias_kind == AliasKind::ExternalReference {
        return Ok(());
    }
    let is_same_split = |other: &AliasRow| {
        row.alias_kind == AliasKind::Redirect && row.scenario_ref.is_some() && row.scenario_ref == other.scenario_ref
    };
    let overlapping = others
        .iter()
        .find(|other| other.alias_kind == row.alias_kind && other.window().overlaps(&row.window()) && !is_same_split(other));
    match overlapping {
        Some(other) => {
            let message =
                format!("The {} alias {:?} overlaps one that holds {}.", row.alias_kind, row.alias_text, other.window());
            Err(Refused::conflict("ALIAS_OVERLAP", message))
        }
        None => Ok(()),
    }
}

/// Only `redirect` rows are followed, so only they close a cycle. Whether the units on it are born or retired does not count:
/// they may be one day. A cycle that exists at some instant exists at the first instant at which all its rows do.
fn check_no_cycle(row: &AliasRow, world: &World) -> Result<(), Refused> {
    if row.alias_kind != AliasKind::Redirect {
        return Ok(());
    }
    let mut instants: Vec<Instant> = world.beginnings().filter(|&at| row.window().contains(at)).collect();
    instants.push(row.valid_from);
    sort(&mut instants);
    instants.dedup();
    match instants.into_iter().find(|&at| reaches(row, world, at)) {
        Some(at) => {
            let message = format!("The redirect of {:?} would lead back to itself at {at}.", row.alias_text);
            Err(Refused::conflict("ALIAS_CYCLE", message))
        }
        None => Ok(()),
    }
}

/// Whether `redirect` rows lead from the target of `row` to a unit with its text as address, at `at`.
fn reaches(row: &AliasRow, world: &World, at: Instant) -> bool {
    let mut open: Vec<usize> = world.position(&row.target_unit_id).into_iter().collect();
    let mut met: BTreeSet<usize> = open.iter().copied().collect();
    let holds = |other: &&AliasRow| other.alias_kind == AliasKind::Redirect && other.window().contains(at);
    while let Some(unit) = open.pop() {
        let address = &world.unit(unit).canonical_address;
        if *address == row.alias_text {
            return true;
        }
        let rows = world.all_rows(address).filter(holds).filter(|other| other.alias_id != row.alias_id);
        let targets = rows.filter_map(|other| world.position(&other.target_unit_id));
        open.extend(targets.filter(|&target| met.insert(target)));
    }
    false
}
