//! Legal days of units (page 11): what a unit is on a day, what a day needs, and what is on record of changes of later days.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

use super::asked::Kind;
use super::lifecycle::RETIRED;
use super::request::Request;
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use iu_address::{Day, Instant};

/// A change on record whose day is later than that of the one proposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Later {
    /// Its change set.
    pub change_set_id: String,
    /// The entry it carried out.
    pub entry_id: String,
    /// Who carried it out.
    pub actor: String,
    /// When it was recorded, RFC 3339.
    pub applied_at: String,
    /// `split`, `retire`, …
    pub operation_kind: String,
    /// Its day; that of its recording where it has none.
    pub effective_on: Day,
    /// What was asked for; none where it was no operation.
    pub request: Option<Request>,
    /// The rows it touched.
    pub rows: Vec<TouchedThen>,
}

/// A row that a change touched, as it is on record. Its states are under `unit`, `version` or `alias`; a first cut has a unit and its version in one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TouchedThen {
    /// The row.
    pub target_row_id: String,
    /// The row before; none where it was not there.
    pub before: Option<Value>,
    /// The row after.
    pub after: Option<Value>,
}

impl TouchedThen {
    /// The row as a change is read from it.
    pub(super) fn on_record(&self) -> (&str, [Option<&Value>; 2]) {
        (&self.target_row_id, [self.before.as_ref(), self.after.as_ref()])
    }
}

/// What a unit is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum LegalState {
    /// Nobody brought it into force.
    Draft,
    /// It is there, and its day is to come.
    NotYet,
    /// It is law.
    InForce,
    /// It is law and not applied.
    Suspended,
    /// It is law no longer.
    Repealed,
}

/// The legal days of a unit, as they are known at the moment that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct LegalDays {
    /// What it is on the day that is read.
    pub state: LegalState,
    /// The day from which it is law; none of a draft.
    pub in_force_from: Option<Day>,
    /// The first day on which it is law no longer; none while it is.
    pub in_force_until: Option<Day>,
    /// The day from which its suspension of that day runs, or its last one ran; none where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub suspended_from: Option<Day>,
    /// The first day on which that runs no longer; none where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub suspended_until: Option<Day>,
}

/// The legal days of a unit; none where it has none.
pub(super) fn legal_days(unit: &UnitRow, as_of: Option<Instant>) -> Option<LegalDays> {
    let (from, until) = (unit.in_force_from, unit.in_force_until);
    unit.born_on.or(from).or(until)?;
    let comes = |day: Option<Day>| as_of.is_some_and(|as_of| day.is_some_and(|day| as_of.day() < day));
    let state = match (unit.lifecycle_status.as_str(), unit.authority.as_deref()) {
        (RETIRED, _) if !comes(until) => LegalState::Repealed,
        (_, Some("draft") | None) => LegalState::Draft,
        _ if comes(from) => LegalState::NotYet,
        _ if unit.is_suspended(as_of.map(Instant::day)) => LegalState::Suspended,
        _ => LegalState::InForce,
    };
    let (suspended_from, suspended_until) = (unit.suspended_from, unit.suspended_until);
    Some(LegalDays { state, in_force_from: from, in_force_until: until, suspended_from, suspended_until })
}

/// The time from which the document has a unit.
///
/// # Errors
/// `TIME_UNREADABLE`.
pub fn born_at(unit: &UnitRow) -> Result<Instant, Refusal> {
    match unit.born_on {
        Some(day) => Ok(day.into()),
        None => Ok(unit.created_at.parse()?),
    }
}

/// A change of `day` is not of a time before its unit is law, or, of a draft, before the document has it (rule 17).
///
/// # Errors
/// `BEFORE_IN_FORCE`, `TIME_UNREADABLE`.
pub(super) fn not_before(unit: &UnitRow, day: Day) -> Result<(), Refusal> {
    let since = match unit.in_force_from.or(unit.born_on) {
        Some(since) => since,
        None => unit.created_at.parse::<Instant>()?.day(),
    };
    if day < since {
        let message = format!(
            "{} is there from {since} on; nothing changes it on {day}. Enter the change with its own day, or with {since}.",
            unit.canonical_address
        );
        return Err(Refusal::conflict("BEFORE_IN_FORCE", message));
    }
    Ok(())
}

/// Whether an operation may leave a unit with an authority it had not: enact gives it to drafts; what replaces law on a day is law from that
/// day (rule 7), an insert of a day says it itself, and what a cut of law missed is law.
pub(crate) fn may_gain(kind: Kind, effective_on: Option<Day>, (had, has): (Option<&str>, &str)) -> bool {
    match kind {
        Kind::Enact => (had, has) == (Some("draft"), "enacted"),
        Kind::Split | Kind::Join | Kind::Insert | Kind::Amendment | Kind::Correct => {
            effective_on.is_some() && (had, has) == (None, "enacted")
        }
        _ => false,
    }
}

/// The columns in which two states of a row differ, the time of its last change aside; all of them where one is not there.
pub(super) fn differing(before: Option<&Value>, after: Option<&Value>) -> BTreeSet<String> {
    let empty = serde_json::Map::new();
    let of = |state: Option<&'_ Value>| state.and_then(Value::as_object).cloned().unwrap_or_else(|| empty.clone());
    let (before, after) = (of(before), of(after));
    let names = before.keys().chain(after.keys()).filter(|name| name.as_str() != "updated_at");
    names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}
