//! From which days the units of a text are law (page 11).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::unit::Unit;
use iu_address::Day;

/// From which days the units of a first cut are law, and what says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Enactment {
    /// What says so: the closing provision, the gazette, the decision.
    pub evidence: String,
    /// The day from which the document is law.
    pub in_force_from: Day,
    /// Units that are law from another day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<UnitDay>>"))]
    pub units: Vec<UnitDay>,
}

/// The day of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UnitDay {
    /// Its address; what is below it has the same day where it has none of its own.
    pub address: String,
    /// The day from which it is law.
    pub in_force_from: Day,
}

impl Enactment {
    /// The day from which the document has its units: the earliest of all (rule 16).
    #[must_use]
    pub fn first_day(&self) -> Day {
        self.units.iter().map(|unit| unit.in_force_from).min().map_or(self.in_force_from, |day| day.min(self.in_force_from))
    }

    /// The day from which each of `units` is law, which come in document order: its own, else that of the unit it stands in, else that of
    /// the document.
    #[must_use]
    pub fn days(&self, units: &[Unit]) -> Vec<Day> {
        let own: BTreeMap<&str, Day> = self.units.iter().map(|unit| (unit.address.as_str(), unit.in_force_from)).collect();
        let mut by_id: BTreeMap<&str, Day> = BTreeMap::new();
        let day_of = |unit: &'_ Unit, by_id: &BTreeMap<&str, Day>| {
            let above = || unit.parent_local_id.as_deref().and_then(|parent| by_id.get(parent)).copied();
            own.get(unit.address.as_str()).copied().or_else(above).unwrap_or(self.in_force_from)
        };
        let mut days = Vec::with_capacity(units.len());
        for unit in units {
            let day = day_of(unit, &by_id);
            if !own.is_empty() {
                by_id.insert(&unit.local_id, day);
            }
            days.push(day);
        }
        days
    }
}
