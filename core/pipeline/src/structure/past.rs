//! A document as it stood at a time: what was done since is taken back, by what each change set put on record of the rows
//! before it (`before_state_snapshot`).
//!
//! A change counts from its legal day on, one without from the instant it was applied, as the windows of aliases do; and it is known from
//! that instant on (page 11). What people may edit by themselves, such as notes, is on no record and read as it is now.

use serde::{de::DeserializeOwned, Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use super::change::unreadable;
use super::legal::{differing, TouchedThen};
use super::rows::Rows;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::AliasRow;
use iu_address::{Day, Instant};

/// What a change set did to one row, as `cut_change_set_affected_row` has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// When the change set was applied, RFC 3339.
    pub applied_at: String,
    /// The day from which it is law; none where it took effect as it was applied.
    #[serde(default)]
    pub effective_on: Option<Day>,
    /// When it was taken off the timeline again, RFC 3339; none where it is on it still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_off_at: Option<String>,
    /// Whether it takes another change off the timeline.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub takes_off: bool,
    /// The row; of one that was not there before, the keys of the state after are enough (`id`, of an alias `alias_id`).
    #[serde(flatten)]
    pub row: TouchedThen,
}

impl Recorded {
    /// Whether it is of a change of a legal day that was withdrawn, or of the withdrawal, as known then: the rows are as if both had never been,
    /// whatever day is read.
    fn is_undone(&self, at: Moment) -> Result<bool, Refusal> {
        let since = if self.takes_off { Some(&self.applied_at) } else { self.taken_off_at.as_ref() };
        let Some(since) = since.filter(|_| self.effective_on.is_some()) else { return Ok(false) };
        let since: Instant = since.parse()?;
        Ok(at.known_at.is_none_or(|known_at| since <= known_at))
    }
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

/// A moment of the two clocks of law (page 11). Where a change has no legal day, both are the time of its recording.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// What was law then is read; none is all there is, the future included.
    pub as_of: Option<Instant>,
    /// What was recorded by then is known; none is everything.
    pub known_at: Option<Instant>,
}

impl Moment {
    /// Reads both.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`.
    pub fn read(as_of: Option<&str>, known_at: Option<&str>) -> Result<Self, Refusal> {
        let time = |said: Option<&str>| said.map(str::parse).transpose();
        Ok(Self { as_of: time(as_of)?, known_at: time(known_at)? })
    }

    /// Whether a change is on the timeline then.
    fn has(self, applied_at: Instant, effective_on: Option<Day>) -> bool {
        let effective = effective_on.map_or(applied_at, Instant::from);
        self.known_at.is_none_or(|known_at| applied_at <= known_at) && self.as_of.is_none_or(|as_of| effective <= as_of)
    }
}

impl Rows {
    /// These rows as they stood at a moment; `record` is what change sets did to them, in the order in which it was done, from the first one
    /// on that is not on the timeline then.
    ///
    /// A change is taken back alone, where ones recorded later are on the timeline: what those wrote stays. That this reads as every change carried
    /// out in its place on the timeline would, was tried when each was recorded (`EFFECTIVE_CONFLICT`).
    /// Units that are older than their first change set (those taken under governance as they stood) are there from their
    /// `created_at` on.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`, `FACTS_UNREADABLE` where a snapshot is not one of a unit, a version or an alias.
    pub fn at(&self, record: &[Recorded], at: Moment) -> Result<Self, Refusal> {
        let mut rows = self.clone();
        // Links are in no snapshot.
        rows.edges.clear();
        let (mut kept, mut gaps): (BTreeSet<&str>, _) = (BTreeSet::new(), BTreeSet::new());
        for recorded in record.iter().rev() {
            let is_undone = recorded.is_undone(at)?;
            if is_undone && !recorded.takes_off {
                rows.forget_alias(&recorded.row)?;
            }
            if is_undone || at.has(recorded.applied_at.parse()?, recorded.effective_on) {
                kept.insert(&recorded.row.target_row_id);
                continue;
            }
            rows.take_back(&recorded.row, kept.contains(recorded.row.target_row_id.as_str()), &mut gaps)?;
        }
        rows.versions.close_gaps(&gaps);
        let mut born_later = Vec::new();
        for unit in rows.units.values() {
            if !at.has(unit.created_at.parse()?, unit.born_on) {
                born_later.push(unit.id.clone());
            }
        }
        for id in &born_later {
            rows.units.remove(id);
        }
        rows.versions.retain(|_, version| !born_later.contains(&version.unit_id));
        Ok(rows)
    }

    /// These rows without what `rows` tell of, newest first: columns that others wrote stay as they are.
    ///
    /// # Errors
    /// `FACTS_UNREADABLE`.
    pub(super) fn without<'a>(&self, rows: impl Iterator<Item = &'a TouchedThen>) -> Result<Self, Refusal> {
        let (mut without, mut gaps) = (self.clone(), BTreeSet::new());
        for row in rows {
            without.take_back(row, true, &mut gaps)?;
        }
        without.versions.close_gaps(&gaps);
        Ok(without)
    }

    /// Takes one row back; `gaps` are the units of which a text goes.
    fn take_back(&mut self, row: &TouchedThen, columns_alone: bool, gaps: &mut BTreeSet<String>) -> Result<(), Refusal> {
        let after: Snapshot<Key, Key, Key> = snapshot(row, row.after.as_ref())?;
        if columns_alone && row.before.is_some() && row.after.is_some() {
            take_back_columns(&mut self.units, row, "unit", after.unit)?;
            let version = after.version.map(|key| self.meant_by_now(key, row));
            take_back_columns(&mut self.versions, row, "version", version)?;
            return take_back_columns(&mut self.aliases, row, "alias", after.alias);
        }
        let before: Snapshot<UnitRow, VersionRow, AliasRow> = snapshot(row, row.before.as_ref())?;
        take_back(&mut self.units, before.unit, after.unit, |row| &row.id);
        if let Some(gone) = after.version.as_ref().filter(|_| before.version.is_none()).and_then(|key| self.versions.get(&key.id))
        {
            // A first text was put in the place of none.
            gaps.extend((gone.version_seq > 1).then(|| gone.unit_id.clone()));
        }
        take_back(&mut self.versions, before.version, after.version, |row| &row.id);
        take_back(&mut self.aliases, before.alias, after.alias, |row| &row.alias_id);
        Ok(())
    }

    /// An alias that a change which was taken off the timeline wrote never was.
    fn forget_alias(&mut self, row: &TouchedThen) -> Result<(), Refusal> {
        let after: Snapshot<Key, Key, Key> = snapshot(row, row.after.as_ref())?;
        if let Some(alias) = after.alias.filter(|_| row.before.is_none()) {
            self.aliases.remove(&alias.id);
        }
        Ok(())
    }

    /// The version that a row on record is about by now: what ended or enacted a text did so to the one that was entered late below it, and a
    /// correction puts one in the place of one that goes, with its number.
    fn meant_by_now(&self, gone: Key, row: &TouchedThen) -> Key {
        let state = |state: &'_ Option<Value>| state.as_ref().and_then(|state| state.get("version")).cloned();
        let (before, after) = (state(&row.before), state(&row.after));
        let said = |name: &str| after.as_ref().and_then(|state| state.get(name));
        let written = differing(before.as_ref(), after.as_ref());
        let has_it = |version: &&VersionRow| {
            let now = serde_json::to_value(version).unwrap_or_default();
            written.iter().all(|column| now.get(column).unwrap_or(&Value::Null) == said(column).unwrap_or(&Value::Null))
        };
        if self.versions.get(&gone.id).is_some_and(|there| has_it(&there)) {
            return gone;
        }
        let unit = said("unit_id").and_then(Value::as_str);
        let of_unit = || self.versions.values().filter(|version| Some(version.unit_id.as_str()) == unit);
        let number = said("version_seq").and_then(Value::as_i64);
        let in_its_place =
            || of_unit().find(|version| !self.versions.contains_key(&gone.id) && Some(version.version_seq) == number);
        of_unit().find(has_it).or_else(in_its_place).map_or(gone, |version| Key { id: version.id.clone() })
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

/// Puts the columns that a change wrote in a row as they were before, and leaves those that others wrote since: of units that moved up for
/// others the position.
fn take_back_columns<T: Serialize + DeserializeOwned>(
    rows: &mut BTreeMap<String, T>,
    recorded: &TouchedThen,
    name: &str,
    key: Option<Key>,
) -> Result<(), Refusal> {
    let Some((row, key)) = key.and_then(|key| Some((rows.get(&key.id)?, key.id))) else { return Ok(()) };
    let state = |state: &'_ Option<Value>| state.as_ref().and_then(|state| state.get(name)).cloned();
    let (before, after) = (state(&recorded.before), state(&recorded.after));
    let mut value = serde_json::to_value(row).map_err(|error| unreadable(&recorded.target_row_id, &error))?;
    for column in differing(before.as_ref(), after.as_ref()) {
        let of = |state: &Option<Value>| state.as_ref().and_then(|state| state.get(&column)).cloned().unwrap_or_default();
        // A column that is empty is left out.
        if value.get(&column).unwrap_or(&Value::Null) == &of(&after) {
            value[&column] = of(&before);
        }
    }
    let row = serde_json::from_value(value).map_err(|error| unreadable(&recorded.target_row_id, &error))?;
    rows.insert(key, row);
    Ok(())
}

fn snapshot<U, V, A>(recorded: &TouchedThen, state: Option<&Value>) -> Result<Snapshot<U, V, A>, Refusal>
where
    U: DeserializeOwned,
    V: DeserializeOwned,
    A: DeserializeOwned,
{
    let Some(state) = state else { return Ok(Snapshot { unit: None, version: None, alias: None }) };
    let read: Snapshot<U, V, A> =
        serde_json::from_value(state.clone()).map_err(|error| unreadable(&recorded.target_row_id, &error))?;
    if read.unit.is_none() && read.version.is_none() && read.alias.is_none() {
        return Err(unreadable(&recorded.target_row_id, &"it has neither unit, version nor alias"));
    }
    Ok(read)
}
