//! A document on one day: what the fold of its entries gives.

use std::collections::BTreeMap;

use iu_address::Day;
use serde::{Deserialize, Serialize};

use crate::change::UnitId;
use crate::rows::Rows;

/// How a unit stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// It never became law.
    Draft,
    /// It is in a document that is law, and will be law.
    NotYet,
    /// It is law.
    InForce,
    /// It is law and not applied.
    Suspended,
    /// It was law; its tombstone answers.
    Repealed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    Draft,
    Law { from: Day },
}

/// From a day that is over, to `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suspension {
    pub until: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    Live,
    Repealed,
    Replaced { by: Vec<UnitId> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub address: String,
    /// The day from which it has its address.
    pub addressed_on: Day,
    pub text: String,
    pub authority: Authority,
    suspension: Option<Suspension>,
    pub standing: Standing,
}

impl Unit {
    pub fn new(address: &str, on: Day, text: &str, authority: Authority, suspension: Option<Suspension>) -> Self {
        Self {
            address: address.to_owned(),
            addressed_on: on,
            text: text.to_owned(),
            authority,
            suspension,
            standing: Standing::Live,
        }
    }

    /// The suspension that runs on `day`.
    pub fn suspended_on(&self, day: Day) -> Option<Suspension> {
        self.suspension.filter(|suspension| suspension.until.is_none_or(|until| day < until))
    }

    /// The day on which its suspension ends by itself.
    pub fn suspended_until(&self) -> Option<Day> {
        self.suspension.and_then(|suspension| suspension.until)
    }

    pub fn suspend(&mut self, suspension: Option<Suspension>) {
        self.suspension = suspension;
    }

    pub fn state_on(&self, day: Day) -> UnitState {
        match (&self.standing, self.authority) {
            (Standing::Repealed, _) => UnitState::Repealed,
            (_, Authority::Draft) => UnitState::Draft,
            (_, Authority::Law { from }) if day < from => UnitState::NotYet,
            _ if self.suspended_on(day).is_some() => UnitState::Suspended,
            _ => UnitState::InForce,
        }
    }
}

/// Whose an address is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// A unit has it; a tombstone and a replaced unit keep theirs.
    By(UnitId),
    /// It is free; the last unit that left it answers.
    LeftBy(UnitId),
}

/// A document as the entries up to a day left it.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// The day from which it is there; none before its first cut.
    pub first_day: Option<Day>,
    pub units: BTreeMap<UnitId, Unit>,
    /// Every unit there ever was, in the order of the document: successors stand where what they replace stood.
    pub places: Vec<UnitId>,
    pub addresses: BTreeMap<String, Held>,
    pub rows: Rows,
}

impl State {
    /// The unit that has `address`, living or not.
    pub fn holder(&self, address: &str) -> Option<(&UnitId, &Unit)> {
        match self.addresses.get(address)? {
            Held::By(id) => self.units.get_key_value(id),
            Held::LeftBy(_) => None,
        }
    }

    pub fn live(&self, address: &str) -> Option<(&UnitId, &Unit)> {
        self.holder(address).filter(|(_, unit)| unit.standing == Standing::Live)
    }

    /// Gives `address` to a unit from `day` on.
    pub fn take(&mut self, address: &str, id: &UnitId, day: Day) {
        self.addresses.insert(address.to_owned(), Held::By(id.clone()));
        self.rows.taken(address, day);
        if let Some(unit) = self.units.get_mut(id) {
            address.clone_into(&mut unit.address);
            unit.addressed_on = day;
        }
    }

    /// A unit that was not there before, at its place among the others; `take` gives it its address.
    pub fn add(&mut self, place: usize, id: &UnitId, unit: Unit) {
        let (address, day) = (unit.address.clone(), unit.addressed_on);
        self.places.insert(place, id.clone());
        self.units.insert(id.clone(), unit);
        self.take(&address, id, day);
    }

    /// Where a unit stands among the others.
    pub fn place_of(&self, id: &UnitId) -> Option<usize> {
        self.places.iter().position(|other| other == id)
    }

    /// A unit ends: its successors answer for it.
    pub fn replace(&mut self, id: &UnitId, by: &[UnitId], day: Day) {
        if let Some(unit) = self.units.get_mut(id) {
            by.iter().for_each(|successor| self.rows.redirected(&unit.address, successor, day));
            unit.standing = Standing::Replaced { by: by.to_vec() };
        }
    }
}
