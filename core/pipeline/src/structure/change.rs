//! What an operation does to rows: before and after of each, so that it can be counted, applied and taken back.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use super::edges::Edge;
use super::rows::Rows;
use cutter_model::change_set::{ledger_rows, RowCounts};
use cutter_model::live::{Target, UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::AliasRow;

/// One row before and after; none before is an insert, none after a removal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowChange<T> {
    /// Primary key; for links the id of the unit.
    pub id: String,
    /// As it was.
    pub before: Option<T>,
    /// As it is then.
    pub after: Option<T>,
}

/// Every row that an operation touches.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Rows of the unit table.
    pub units: Vec<RowChange<UnitRow>>,
    /// Rows of the version table.
    pub versions: Vec<RowChange<VersionRow>>,
    /// Rows of the alias table.
    pub aliases: Vec<RowChange<AliasRow>>,
    /// Links of units.
    pub edges: Vec<RowChange<Vec<Edge>>>,
}

/// The alias table.
pub const ALIAS_TABLE: &str = "cutter_governance.canonical_address_alias";

/// What is on record of a row: its id, and its states before and after.
pub type OnRecord<'r> = (&'r str, [Option<&'r Value>; 2]);

impl Change {
    /// The change that rows on record tell of; links are none of it. A state is under `unit`, `version` or `alias`; a first cut has a unit and
    /// its version in one.
    ///
    /// # Errors
    /// `FACTS_UNREADABLE` where a state is not one of a unit, a version or an alias.
    pub fn on_record<'r>(rows: impl IntoIterator<Item = OnRecord<'r>>) -> Result<Self, Refusal> {
        let mut change = Self::default();
        for row @ (id, states) in rows {
            // The version beside its unit has an id of its own.
            let version = states.into_iter().flatten().find(|state| state.get("unit").is_some_and(|unit| !unit.is_null()));
            let version = version.and_then(|state| state.pointer("/version/id")).and_then(Value::as_str).unwrap_or(id);
            let known = told(row, id, "unit", &mut change.units)?
                | told(row, version, "version", &mut change.versions)?
                | told(row, id, "alias", &mut change.aliases)?;
            if !known {
                return Err(unreadable(id, &"it has neither unit, version nor alias"));
            }
        }
        Ok(change)
    }

    /// What leads from `before` to `after`.
    #[must_use]
    pub fn between(before: &Rows, after: &Rows) -> Self {
        Self {
            units: differences(&before.units, &after.units),
            versions: differences(&before.versions, &after.versions),
            aliases: differences(&before.aliases, &after.aliases),
            edges: differences(&before.edges, &after.edges),
        }
    }

    /// `rows` once the change is done.
    ///
    /// # Errors
    /// `PREVIEW_STALE` where a row does not stand as the change found it.
    pub fn apply(&self, rows: &Rows) -> Result<Rows, Refusal> {
        let mut after = rows.clone();
        self.make(&mut after)?;
        Ok(after)
    }

    /// Does the change to `rows`, which are of no use where it is refused.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub(super) fn make(&self, rows: &mut Rows) -> Result<(), Refusal> {
        replace(&mut rows.units, &self.units)?;
        replace(&mut rows.versions, &self.versions)?;
        replace(&mut rows.aliases, &self.aliases)?;
        replace(&mut rows.edges, &self.edges)
    }

    /// Rows that CUT writes, by table: one affected row for each unit, version and alias touched, one change set, one
    /// signature, one history row.
    #[must_use]
    pub fn row_counts(&self) -> RowCounts {
        let (units, versions, aliases) = (self.units.len(), self.versions.len(), self.aliases.len());
        let mut counts = ledger_rows(units + versions + aliases);
        let tables = [(Target::Public.unit_table(), units), (Target::Public.version_table(), versions), (ALIAS_TABLE, aliases)];
        counts.extend(tables.map(|(table, rows)| (table.to_owned(), rows)));
        counts.retain(|_, rows| *rows > 0);
        counts
    }
}

/// Whether the row has a `name`, which it then joins under `key`.
fn told<T: DeserializeOwned>(
    (id, states): OnRecord<'_>,
    key: &str,
    name: &str,
    into: &mut Vec<RowChange<T>>,
) -> Result<bool, Refusal> {
    let states = states.map(|state| state.and_then(|state| state.get(name)).filter(|state| !state.is_null()));
    let read = |state: Option<&Value>| state.map(T::deserialize).transpose().map_err(|error| unreadable(id, &error));
    let row = RowChange { id: key.to_owned(), before: read(states[0])?, after: read(states[1])? };
    let has = row.before.is_some() || row.after.is_some();
    into.extend(has.then_some(row));
    Ok(has)
}

/// That what is on record of a row is none of what a change touches.
#[must_use]
pub fn unreadable(row: &str, why: &dyn std::fmt::Display) -> Refusal {
    Refusal::conflict("FACTS_UNREADABLE", format!("The record of row {row} cannot be read: {why}."))
}

fn differences<T: Clone + PartialEq>(before: &BTreeMap<String, T>, after: &BTreeMap<String, T>) -> Vec<RowChange<T>> {
    let ids: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    ids.into_iter()
        .filter(|id| before.get(*id) != after.get(*id))
        .map(|id| RowChange { id: id.clone(), before: before.get(id).cloned(), after: after.get(id).cloned() })
        .collect()
}

fn replace<T: Clone + PartialEq>(rows: &mut BTreeMap<String, T>, changes: &[RowChange<T>]) -> Result<(), Refusal> {
    for change in changes {
        if rows.get(&change.id) != change.before.as_ref() {
            let message = format!("Row {} does not stand any more as it did when the operation was planned.", change.id);
            return Err(Refusal::conflict("PREVIEW_STALE", message));
        }
        match &change.after {
            Some(row) => drop(rows.insert(change.id.clone(), row.clone())),
            None => drop(rows.remove(&change.id)),
        }
    }
    Ok(())
}
