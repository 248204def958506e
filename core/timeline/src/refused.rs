//! Why a change cannot be recorded.

use serde::{Deserialize, Serialize};

use crate::change::ChangeId;

/// Stable codes, in the order in which they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// No such change was ever accepted.
    NoSuchChange,
    /// It is off the timeline already.
    AlreadyWithdrawn,
    /// A withdrawal is not withdrawn: the change is recorded again.
    NotWithdrawable,
    /// Nothing of it can be read otherwise.
    NotCorrectable,
    /// It says what no such change can say.
    BadOperation,
    /// It needs a day and has none, or has one and needs none.
    BadDay,
    /// A document has one first cut.
    AlreadyRegistered,
    /// No first cut is known.
    NotRegistered,
    /// The document or the unit is not law on that day yet.
    BeforeInForce,
    /// No living unit holds the address on that day.
    NotHeld,
    /// Another unit holds the address on that day.
    AddressTaken,
    /// Units that stand otherwise are not joined.
    JoinMixed,
    /// A suspension ends before it begins.
    UntilBeforeFrom,
    /// Only a draft becomes law.
    NotDraft,
    /// What is not law is not suspended.
    NotInForce,
    /// Suspensions of a unit do not overlap.
    AlreadySuspended,
    /// There is no suspension that could end.
    NotSuspended,
    /// The change that is corrected has no such unit.
    NoSuchUnit,
    /// Its own day is well, and something recorded no longer fits.
    EffectiveConflict,
}

/// Why a change was not recorded. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Refused {
    /// Stable.
    pub code: Code,
    /// One sentence for people.
    pub message: String,
    /// Of an [`Code::EffectiveConflict`]: every change that does not fit with this one, in recorded order.
    pub by: Vec<ChangeId>,
}

impl Refused {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), by: Vec::new() }
    }
}
