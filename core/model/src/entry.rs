//! Rows of the governance tables as the core decides them; field names are column names.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::backlog::{Move, State};
use crate::id::derived_id;
use crate::refusal::Refusal;

/// A row of `decision_backlog_entry`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, crate::TS)]
pub struct EntryRow {
    /// Primary key.
    pub entry_id: String,
    /// `cut_request` or `escalation`.
    pub kind: String,
    /// A state of the entry's machine.
    pub status: String,
    /// What is asked.
    pub payload: Value,
    /// RFC 3339.
    pub emitted_at: String,
}

/// A row of `decision_backlog_history`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, crate::TS)]
pub struct HistoryRow {
    /// Primary key.
    pub history_id: String,
    /// The entry.
    pub entry_id: String,
    /// Status before; none at birth.
    pub entry_version_before: Option<String>,
    /// Status after.
    pub entry_version_after: String,
    /// What happened.
    pub change_kind: String,
    /// What else is worth knowing.
    pub change_diff: Value,
    /// The person.
    pub changed_by: String,
    /// RFC 3339.
    pub changed_at: String,
    /// Why.
    pub rationale: Option<String>,
}

impl HistoryRow {
    /// The history row of a move; the id is derived from entry, kind and time, so a replay cannot write it twice.
    #[must_use]
    pub fn of_move(entry_id: &str, before: Option<State>, after: State, kind: &str, by: &str, at: &str) -> Self {
        Self {
            history_id: derived_id("history", &[entry_id, kind, at]),
            entry_id: entry_id.to_owned(),
            entry_version_before: before.map(State::as_text),
            entry_version_after: after.as_text(),
            change_kind: kind.to_owned(),
            change_diff: Value::Null,
            changed_by: by.to_owned(),
            changed_at: at.to_owned(),
            rationale: None,
        }
    }
}

/// An entry as read from the database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, crate::TS)]
pub struct EntryFacts {
    /// Primary key.
    pub entry_id: String,
    /// `cut_request`, `escalation` or `decision`.
    pub kind: String,
    /// Status text.
    pub status: String,
    /// What was asked.
    pub payload: Value,
}

impl EntryFacts {
    /// The state of a cut request.
    ///
    /// # Errors
    /// `NOT_A_CUT_REQUEST` for other kinds, `UNKNOWN_STATE` for an unknown status.
    pub fn state(&self) -> Result<State, Refusal> {
        if self.kind != "cut_request" {
            return Err(Refusal::conflict(
                "NOT_A_CUT_REQUEST",
                format!("The entry {} is of kind {:?}.", self.entry_id, self.kind),
            ));
        }
        State::from_text(&self.status)
    }

    /// A text of the payload, empty where it is missing.
    #[must_use]
    pub fn payload_text(&self, key: &str) -> &str {
        self.payload.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}

/// A change of an entry's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct StatusChange {
    /// The entry.
    pub entry_id: String,
    /// Status it must have.
    pub from: State,
    /// Status it gets.
    pub to: State,
}

impl StatusChange {
    /// The change `by` makes to `entry`.
    ///
    /// # Errors
    /// `MOVE_NOT_ALLOWED` where the state machine does not know it.
    pub fn by(entry_id: &str, from: State, by: Move) -> Result<Self, Refusal> {
        Ok(Self { entry_id: entry_id.to_owned(), from, to: crate::backlog::next(from, by)? })
    }

    /// Its history row, after `by` at `at`.
    #[must_use]
    pub fn history(&self, a_move: Move, by: &str, at: &str) -> HistoryRow {
        HistoryRow::of_move(&self.entry_id, Some(self.from), self.to, &a_move.as_text(), by, at)
    }
}
