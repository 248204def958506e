//! A document as it stood at a time: what was done since is taken back, by what each change set put on record of the rows
//! before it (`before_state_snapshot`).
//!
//! The time is that of the ledger: a change set counts from the instant it was applied, as the windows of aliases do. What
//! people may edit by themselves, such as notes, is on no record and read as it is now.

use serde::{de::DeserializeOwned, Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use super::rows::Rows;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::AliasRow;
use iu_address::Instant;

/// What a change set did to one row, as `cut_change_set_affected_row` has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// When the change set was applied, RFC 3339.
    pub applied_at: String,
    /// The row.
    pub target_row_id: String,
    /// The row before, under `unit`, `version` or `alias`; a first cut has a unit and its version in one. None where it was not there.
    pub before: Option<Value>,
    /// The row after, likewise; its keys are enough (`id`, of an alias `alias_id`).
    pub after: Option<Value>,
}

/// One state of a row, or of a unit with its version.
#[derive(Debug, Deserialize)]
struct Snapshot<U, V, A> {
    unit: Option<U>,
    version: Option<V>,
    alias: Option<A>,
}

/// All that is needed of a row that is taken back.
#[derive(Debug, Deserialize)]
struct Key {
    #[serde(alias = "alias_id")]
    id: String,
}

impl Rows {
    /// These rows as they stood at `at`; `record` is everything that change sets did to them, in the order in which it was done.
    ///
    /// Units that are older than their first change set (those taken under governance as they stood) are there from their
    /// `created_at` on.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`, `FACTS_UNREADABLE` where a snapshot is not one of a unit, a version or an alias.
    pub fn at(&self, record: &[Recorded], at: Instant) -> Result<Self, Refusal> {
        let mut rows = self.clone();
        // Links are in no snapshot.
        rows.edges.clear();
        for recorded in record.iter().rev() {
            if recorded.applied_at.parse::<Instant>()? <= at {
                continue;
            }
            let before: Snapshot<UnitRow, VersionRow, AliasRow> = snapshot(recorded, recorded.before.as_ref())?;
            let after: Snapshot<Key, Key, Key> = snapshot(recorded, recorded.after.as_ref())?;
            take_back(&mut rows.units, before.unit, after.unit, |row| &row.id);
            take_back(&mut rows.versions, before.version, after.version, |row| &row.id);
            take_back(&mut rows.aliases, before.alias, after.alias, |row| &row.alias_id);
        }
        let mut born_later = Vec::new();
        for unit in rows.units.values() {
            if unit.created_at.parse::<Instant>()? > at {
                born_later.push(unit.id.clone());
            }
        }
        for id in &born_later {
            rows.units.remove(id);
        }
        rows.versions.retain(|_, version| !born_later.contains(&version.unit_id));
        Ok(rows)
    }
}

/// Puts the state before in the place of the state after.
fn take_back<T>(rows: &mut BTreeMap<String, T>, before: Option<T>, after: Option<Key>, id: impl Fn(&T) -> &String) {
    if let Some(after) = after {
        rows.remove(&after.id);
    }
    if let Some(before) = before {
        rows.insert(id(&before).clone(), before);
    }
}

fn snapshot<U, V, A>(recorded: &Recorded, state: Option<&Value>) -> Result<Snapshot<U, V, A>, Refusal>
where
    U: DeserializeOwned,
    V: DeserializeOwned,
    A: DeserializeOwned,
{
    let Some(state) = state else { return Ok(Snapshot { unit: None, version: None, alias: None }) };
    let unreadable = |why: &str| {
        let message = format!("The record of row {} cannot be read: {why}.", recorded.target_row_id);
        Refusal::conflict("FACTS_UNREADABLE", message)
    };
    let read: Snapshot<U, V, A> = serde_json::from_value(state.clone()).map_err(|error| unreadable(&error.to_string()))?;
    if read.unit.is_none() && read.version.is_none() && read.alias.is_none() {
        return Err(unreadable("it has neither unit, version nor alias"));
    }
    Ok(read)
}
