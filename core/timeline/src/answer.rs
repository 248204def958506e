//! What a document answers on a day.

use std::collections::BTreeSet;

use iu_address::Day;
use serde::{Deserialize, Serialize};

use crate::change::UnitId;
use crate::state::{Held, Standing, State, UnitState};

/// A unit as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitOn {
    /// Its identity.
    pub unit: UnitId,
    /// The address it has, or had when it ended.
    pub address: String,
    /// Its text.
    pub text: String,
    /// How it stands.
    pub state: UnitState,
}

/// How an address is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A living unit has it on that day.
    Canonical,
    /// It leads to one living unit.
    Alias,
    /// It leads to several.
    Many,
    /// All it leads to are tombstones.
    Gone,
    /// Nothing has it or had it by that day.
    NotFound,
}

/// What an address is on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// How it is answered.
    pub outcome: Outcome,
    /// Living units in the order of the document; tombstones where there are none.
    pub units: Vec<UnitOn>,
}

/// A document as it is on a day.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) state: State,
    pub(crate) day: Day,
}

/// What is known of a document on a day.
#[derive(Debug, Clone)]
pub enum OnDay {
    /// No first cut is known.
    NotRegistered,
    /// It is registered, and is not there yet.
    BeforeFirstDay(
        /// The day from which it is.
        Day,
    ),
    /// It is there.
    There(Document),
}

impl Document {
    /// Its living units in order; none where all are repealed.
    #[must_use]
    pub fn units(&self) -> Vec<UnitOn> {
        self.shown(&self.state.places.iter().collect(), &Standing::Live)
    }

    /// What `address` leads to: the unit that has it, else the last that left it, and what replaced either.
    #[must_use]
    pub fn resolve(&self, address: &str) -> Answer {
        let (held, id) = match self.state.addresses.get(address) {
            None => return Answer { outcome: Outcome::NotFound, units: Vec::new() },
            Some(Held::By(id)) => (true, id),
            Some(Held::LeftBy(id)) => (false, id),
        };
        let ends = self.state.ends(id);
        let units = self.shown(&ends, &Standing::Live);
        let outcome = match units.as_slice() {
            [] => return Answer { outcome: Outcome::Gone, units: self.shown(&ends, &Standing::Repealed) },
            [one] if held && one.unit == *id => Outcome::Canonical,
            [_] => Outcome::Alias,
            _ => Outcome::Many,
        };
        Answer { outcome, units }
    }

    /// Those of `ids` that stand so, in the order of the document.
    fn shown(&self, ids: &BTreeSet<&UnitId>, standing: &Standing) -> Vec<UnitOn> {
        let places = self.state.places.iter().filter(|id| ids.contains(id));
        let units = places.filter_map(|id| Some((id, self.state.units.get(id)?)));
        let shown = units.filter(|(_, unit)| unit.standing == *standing).map(|(id, unit)| UnitOn {
            unit: id.clone(),
            address: unit.address.clone(),
            text: unit.text.clone(),
            state: unit.state_on(self.day),
        });
        shown.collect()
    }
}

impl State {
    /// What a unit became: itself, or what replaced it, and what replaced that.
    fn ends<'s>(&'s self, id: &'s UnitId) -> BTreeSet<&'s UnitId> {
        let mut ends = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.units.get(id).map(|unit| &unit.standing) {
                Some(Standing::Replaced { by }) => open.extend(by),
                _ => {
                    ends.insert(id);
                }
            }
        }
        ends
    }

    /// The address that the one living unit has to which `address` leads; none where it leads to none, several, or itself.
    pub(crate) fn address_now(&self, address: &str) -> Option<&str> {
        let (Held::By(id) | Held::LeftBy(id)) = self.addresses.get(address)?;
        let ends = self.ends(id);
        let mut live = ends.iter().filter_map(|id| self.units.get(*id)).filter(|unit| unit.standing == Standing::Live);
        let now = live.next().filter(|_| live.next().is_none())?.address.as_str();
        (now != address).then_some(now)
    }
}
