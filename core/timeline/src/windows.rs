//! A timeline as rows with windows of days: what a table keeps so that a day is read without folding.

use std::collections::{BTreeMap, BTreeSet};

use iu_address::Day;
use serde::{Deserialize, Serialize};

use crate::change::UnitId;
use crate::state::{Authority, Standing, State, Unit, UnitState};

/// A stretch of days on which nothing of a unit changes. The windows of a unit follow each other without gaps; a unit that was replaced has
/// none from that day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Whose.
    pub unit: UnitId,
    /// Its address.
    pub address: String,
    /// Its text.
    pub text: String,
    /// How it stands.
    pub state: UnitState,
    /// The first day.
    pub from: Day,
    /// The first day on which something is otherwise; none where that is not known.
    pub until: Option<Day>,
}

/// Windows as they come to be, day after day.
#[derive(Default)]
pub(crate) struct Windows {
    open: BTreeMap<UnitId, Window>,
    closed: Vec<Window>,
}

impl Windows {
    /// Takes the document as it is on `day`, after those of earlier days.
    pub fn take(&mut self, state: &State, day: Day) {
        for (id, unit) in &state.units {
            let shown = (unit.standing_on_its_own()).then(|| Window {
                unit: id.clone(),
                address: unit.address.clone(),
                text: unit.text.clone(),
                state: unit.state_on(day),
                from: day,
                until: None,
            });
            match (self.open.get_mut(id), shown) {
                (Some(open), Some(shown)) if open.says_as(&shown) => {}
                (open, shown) => {
                    if open.is_some() {
                        self.close(id, day);
                    }
                    if let Some(shown) = shown {
                        self.open.insert(id.clone(), shown);
                    }
                }
            }
        }
    }

    fn close(&mut self, id: &UnitId, day: Day) {
        if let Some(mut window) = self.open.remove(id) {
            window.until = Some(day);
            self.closed.push(window);
        }
    }

    /// All of them, in the order of the document, each unit's in the order of days.
    pub fn in_order_of(mut self, places: &[UnitId]) -> Vec<Window> {
        self.closed.extend(self.open.into_values());
        let place: BTreeMap<&UnitId, usize> = places.iter().enumerate().map(|(place, id)| (id, place)).collect();
        self.closed.sort_by_key(|window| (place.get(&window.unit).copied(), window.from));
        self.closed
    }
}

impl Window {
    fn says_as(&self, other: &Self) -> bool {
        self.address == other.address && self.text == other.text && self.state == other.state
    }
}

impl Unit {
    fn standing_on_its_own(&self) -> bool {
        !matches!(self.standing, Standing::Replaced { .. })
    }

    /// Days on which it stands otherwise without a change: it becomes law, or its suspension ends.
    pub(crate) fn days_to_come(&self) -> impl Iterator<Item = Day> {
        let law = match self.authority {
            Authority::Law { from } => Some(from),
            Authority::Draft => None,
        };
        law.into_iter().chain(self.suspended_until())
    }
}

/// The days to come of all units.
pub(crate) fn days_to_come(state: &State) -> BTreeSet<Day> {
    state.units.values().flat_map(Unit::days_to_come).collect()
}
