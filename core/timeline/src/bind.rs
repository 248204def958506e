//! Whether a change fits on its day, and which units and texts it meets there.

use std::collections::BTreeSet;

use iu_address::Day;

use crate::change::{Cut, Enact, Insert, Join, Operation, Renumber, Split, Suspend, UnitId};
use crate::refused::{Code, Refused};
use crate::state::{Authority, Standing, State, Unit};

/// What a change met when it was recorded. For ever: where it would meet something else it no longer fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bound {
    /// The units that its addresses named, in its order.
    pub units: Vec<UnitId>,
    /// The texts from which its own were made.
    pub made_from: Vec<String>,
}

/// What `operation` meets on `day` in `state`.
///
/// # Errors
/// The first reason, in the order of [`Code`], why it cannot be.
pub(crate) fn bind(state: &State, day: Day, operation: &Operation) -> Result<Bound, Refused> {
    match operation {
        Operation::Cut(cut) => return bind_cut(state, cut),
        Operation::Insert(insert) => return bind_insert(state, day, insert),
        _ => {}
    }
    let meeting = Meeting::at(state, day, &named(operation))?;
    match operation {
        Operation::Substitute(substitute) if substitute.derived => return Ok(meeting.made_from_them()),
        Operation::Renumber(renumber) => meeting.renumber(renumber)?,
        Operation::Split(split) => {
            meeting.split(split)?;
            return Ok(meeting.made_from_them());
        }
        Operation::Join(join) => {
            meeting.join(join)?;
            return Ok(meeting.made_from_them());
        }
        Operation::Enact(enact) => meeting.enact(enact)?,
        Operation::Suspend(suspend) => meeting.suspend(suspend)?,
        Operation::Resume(_) => meeting.resume()?,
        _ => {}
    }
    Ok(meeting.bound())
}

/// The addresses that an operation names as those of living units.
fn named(operation: &Operation) -> Vec<&str> {
    match operation {
        Operation::Substitute(it) => vec![&it.address],
        Operation::Renumber(it) => it.moves.iter().map(|each| each.from.as_str()).collect(),
        Operation::Split(it) => vec![&it.address],
        Operation::Join(it) => it.addresses.iter().map(String::as_str).collect(),
        Operation::Retire(it) | Operation::Resume(it) => vec![&it.address],
        Operation::Enact(it) => it.addresses.iter().map(String::as_str).collect(),
        Operation::Suspend(it) => vec![&it.address],
        Operation::Cut(_) | Operation::Insert(_) | Operation::Withdraw(_) | Operation::Correct(_) => Vec::new(),
    }
}

/// The units that an operation names, met on its day.
struct Meeting<'s> {
    state: &'s State,
    day: Day,
    units: Vec<(&'s UnitId, &'s Unit)>,
}

impl<'s> Meeting<'s> {
    fn at(state: &'s State, day: Day, addresses: &[&str]) -> Result<Self, Refused> {
        there(state, day)?;
        for address in addresses {
            if let Some((_, Unit { authority: Authority::Law { from }, .. })) = state.live(address) {
                if day < *from {
                    let message = format!("{address} is law from {from} on; on {day} nothing of it can change.");
                    return Err(Refused::new(Code::BeforeInForce, message));
                }
            }
        }
        let met = |address: &&str| state.live(address).ok_or_else(|| not_held(state, address, day));
        Ok(Self { state, day, units: addresses.iter().map(met).collect::<Result<_, _>>()? })
    }

    fn bound(&self) -> Bound {
        Bound { units: self.units.iter().map(|(id, _)| (*id).clone()).collect(), made_from: Vec::new() }
    }

    fn made_from_them(&self) -> Bound {
        Bound { made_from: self.units.iter().map(|(_, unit)| unit.text.clone()).collect(), ..self.bound() }
    }

    fn renumber(&self, renumber: &Renumber) -> Result<(), Refused> {
        let moves = &renumber.moves;
        let from: BTreeSet<&str> = moves.iter().map(|each| each.from.as_str()).collect();
        if moves.is_empty() || from.len() < moves.len() || moves.iter().any(|each| each.from == each.to) {
            return Err(bad("A renumbering moves at least one unit, each once and to another address."));
        }
        let to = moves.iter().map(|each| each.to.as_str());
        free(self.state, self.day, to, |address| from.contains(address))
    }

    fn split(&self, split: &Split) -> Result<(), Refused> {
        if split.parts.len() < 2 {
            return Err(bad("A unit is split into at least two parts."));
        }
        new_units(self.state, split.parts.iter().map(|part| &part.unit))?;
        free(self.state, self.day, split.parts.iter().map(|part| part.address.as_str()), |_| false)
    }

    fn join(&self, join: &Join) -> Result<(), Refused> {
        let joined: BTreeSet<&UnitId> = self.units.iter().map(|(id, _)| *id).collect();
        if joined.len() < 2 || joined.len() < self.units.len() {
            return Err(bad("At least two units are joined, each once."));
        }
        new_units(self.state, std::iter::once(&join.unit))?;
        free(self.state, self.day, std::iter::once(join.address.as_str()), |_| false)?;
        let stands = |unit: &Unit| (unit.authority == Authority::Draft, unit.suspended_on(self.day));
        if self.units.windows(2).any(|pair| stands(pair[0].1) != stands(pair[1].1)) {
            let message =
                format!("On {} the units that would be joined do not stand alike: one is a draft or suspended.", self.day);
            return Err(Refused::new(Code::JoinMixed, message));
        }
        Ok(())
    }

    fn enact(&self, enact: &Enact) -> Result<(), Refused> {
        let units: BTreeSet<&UnitId> = self.units.iter().map(|(id, _)| *id).collect();
        if units.is_empty() || units.len() < self.units.len() {
            return Err(bad("At least one unit is enacted, each once."));
        }
        self.all(&enact.addresses, Code::NotDraft, "is no draft", |unit| unit.authority == Authority::Draft)
    }

    fn suspend(&self, suspend: &Suspend) -> Result<(), Refused> {
        if let Some(until) = suspend.until.filter(|until| *until <= self.day) {
            let message = format!("The suspension of {} would end on {until} and begin on {}.", suspend.address, self.day);
            return Err(Refused::new(Code::UntilBeforeFrom, message));
        }
        let address = std::slice::from_ref(&suspend.address);
        self.all(address, Code::NotInForce, "is not law", |unit| unit.authority != Authority::Draft)?;
        self.all(address, Code::AlreadySuspended, "is suspended already", |unit| unit.suspended_on(self.day).is_none())
    }

    fn resume(&self) -> Result<(), Refused> {
        let address = self.units.iter().map(|(_, unit)| unit.address.clone()).collect::<Vec<_>>();
        self.all(&address, Code::NotSuspended, "is not suspended", |unit| unit.suspended_on(self.day).is_some())
    }

    fn all(&self, addresses: &[String], code: Code, otherwise: &str, holds: impl Fn(&Unit) -> bool) -> Result<(), Refused> {
        match self.units.iter().zip(addresses).find(|((_, unit), _)| !holds(unit)) {
            Some((_, address)) => Err(Refused::new(code, format!("{address} {otherwise} on {}.", self.day))),
            None => Ok(()),
        }
    }
}

fn bind_cut(state: &State, cut: &Cut) -> Result<Bound, Refused> {
    new_units(state, cut.units.iter().map(|unit| &unit.unit))?;
    if !cut.enact && cut.units.iter().any(|unit| unit.in_force_from.is_some()) {
        return Err(bad("A unit of a draft has no day from which it is law."));
    }
    let mut addresses = BTreeSet::new();
    match cut.units.iter().find(|unit| !addresses.insert(&unit.address)) {
        Some(unit) => Err(Refused::new(Code::AddressTaken, format!("Two units would have the address {}.", unit.address))),
        None => Ok(Bound { units: Vec::new(), made_from: Vec::new() }),
    }
}

fn bind_insert(state: &State, day: Day, insert: &Insert) -> Result<Bound, Refused> {
    there(state, day)?;
    let after = match &insert.after {
        None => None,
        // A repealed unit keeps its place, a replaced one gave it to its successors.
        Some(address) => match state.holder(address) {
            Some((id, unit)) if !matches!(unit.standing, Standing::Replaced { .. }) => Some(id),
            _ => return Err(not_held(state, address, day)),
        },
    };
    new_units(state, std::iter::once(&insert.unit))?;
    free(state, day, std::iter::once(insert.address.as_str()), |_| false)?;
    Ok(Bound { units: after.into_iter().cloned().collect(), made_from: Vec::new() })
}

/// A document that is there.
fn there(state: &State, day: Day) -> Result<(), Refused> {
    match state.first_day {
        Some(_) => Ok(()),
        None => Err(Refused::new(Code::BeforeInForce, format!("On {day} the document is not there yet."))),
    }
}

/// Addresses that nobody has, or will have left; each once.
fn free<'a>(
    state: &State,
    day: Day,
    addresses: impl Iterator<Item = &'a str>,
    left: impl Fn(&str) -> bool,
) -> Result<(), Refused> {
    let mut given = BTreeSet::new();
    for address in addresses {
        if !given.insert(address) || (state.holder(address).is_some() && !left(address)) {
            return Err(Refused::new(Code::AddressTaken, format!("On {day} the address {address} is another unit's.")));
        }
    }
    Ok(())
}

fn new_units<'a>(state: &State, units: impl Iterator<Item = &'a UnitId>) -> Result<(), Refused> {
    let mut made = BTreeSet::new();
    for unit in units {
        if !made.insert(unit) || state.units.contains_key(unit) {
            return Err(bad("A unit comes to be once."));
        }
    }
    Ok(())
}

fn not_held(state: &State, address: &str, day: Day) -> Refused {
    let now = state.address_now(address).map(|now| format!("; what it named is {now} now")).unwrap_or_default();
    Refused::new(Code::NotHeld, format!("On {day} no living unit has the address {address}{now}."))
}

fn bad(message: &str) -> Refused {
    Refused::new(Code::BadOperation, message)
}
