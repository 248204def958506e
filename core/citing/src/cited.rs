//! By which citations a unit is cited.

use serde::{Deserialize, Serialize};

use crate::settle::Settled;
use crate::target::{own_key, target};

/// A unit, by all that it was ever cited by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CitedUnit {
    /// Its id.
    pub unit_id: String,
    /// Code of its document.
    pub doc_code: String,
    /// Prefix of its document.
    pub prefix: String,
    /// Keys of the names of its document.
    pub keys: Vec<String>,
    /// Its address, and every alias that leads to it.
    pub texts: Vec<String>,
}

impl CitedUnit {
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().filter_map(|text| text.strip_prefix(&self.prefix)?.strip_prefix('/'))
    }

    /// How a citation that came to `settled` concerns it; none where it means something else.
    fn concerned(&self, settled: &Settled) -> Option<Concerns> {
        let below = |address: &str| {
            self.texts.iter().any(|text| address.strip_prefix(text.as_str()).is_some_and(|rest| rest.starts_with('-')))
        };
        if settled.unit_id.as_ref() == Some(&self.unit_id) {
            Some(Concerns::Itself)
        } else if settled.answers.iter().any(|answer| self.texts.contains(answer)) {
            Some(Concerns::Successor)
        } else {
            settled.address.as_deref().is_some_and(below).then_some(Concerns::Part)
        }
    }
}

/// How a citation concerns a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// It means the unit.
    Itself,
    /// It means what stands in the unit.
    Part,
    /// It means a unit that this one replaced.
    Successor,
}

/// What is looked up to find the citations of units, and of what stands in them.
#[must_use]
pub fn targets_of(units: &[CitedUnit]) -> Vec<String> {
    let of = |unit: &CitedUnit| {
        let keys = unit.keys.iter().cloned().chain([own_key(&unit.doc_code)]);
        keys.flat_map(|key| unit.paths().map(move |path| target(&key, path)).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let mut targets: Vec<String> = units.iter().flat_map(of).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// The unit that each citation concerns, by its place among `units`, and how; none for one that was found and means something else.
#[must_use]
pub fn cited_units(units: &[CitedUnit], settled: &[Settled]) -> Vec<Option<(usize, Concerns)>> {
    let of = |settled: &Settled| {
        let found = units.iter().enumerate().filter_map(|(at, unit)| Some((at, unit.concerned(settled)?)));
        found.min_by_key(|(at, how)| (*how as usize, *at))
    };
    settled.iter().map(of).collect()
}
