//! The rows of aliases that a timeline writes: what old addresses answer, in legal days.

use iu_address::Day;
use serde::{Deserialize, Serialize};

use crate::change::UnitId;

/// Why an old address answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The unit had this address in these days.
    PreviousCanonical,
    /// The unit replaced, alone or with others, the one that has this address.
    Redirect,
    /// The unit left this address, and no other has taken it.
    Rename,
}

/// An alias in legal time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// Why it is there.
    pub kind: RowKind,
    /// What is cited.
    pub text: String,
    /// What it leads to.
    pub unit: UnitId,
    /// Its first day.
    pub from: Day,
    /// The first day on which it is no longer; none where it has no end.
    pub until: Option<Day>,
}

/// Rows as they come to be. None has no day: what begins and ends on one day is not written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    rows: Vec<Row>,
}

impl Rows {
    pub fn into_vec(mut self) -> Vec<Row> {
        self.rows.sort_unstable();
        self.rows
    }

    /// A unit that had `address` since `since` leaves it.
    pub fn left(&mut self, address: &str, unit: &UnitId, since: Day, day: Day) {
        if since < day {
            self.push(RowKind::PreviousCanonical, address, unit, since, Some(day));
        }
        self.push(RowKind::Rename, address, unit, day, None);
    }

    /// A unit takes `address`: whoever left it no longer answers for it.
    pub fn taken(&mut self, address: &str, day: Day) {
        for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Rename && row.until.is_none() && row.text == address) {
            row.until = Some(day);
        }
        self.rows.retain(|row| row.until.is_none_or(|until| row.from < until));
    }

    pub fn redirected(&mut self, address: &str, to: &UnitId, day: Day) {
        self.push(RowKind::Redirect, address, to, day, None);
    }

    fn push(&mut self, kind: RowKind, text: &str, unit: &UnitId, from: Day, until: Option<Day>) {
        self.rows.push(Row { kind, text: text.to_owned(), unit: unit.clone(), from, until });
    }
}
