//! What can happen to a document.

use iu_address::{Day, Instant};
use serde::{Deserialize, Serialize};

/// Names a change: whatever the caller identifies it by.
pub type ChangeId = String;
/// Names a unit: whatever the caller identifies it by, for ever.
pub type UnitId = String;

/// A change, as it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its own name.
    pub change: ChangeId,
    /// When the ledger took it. Changes are recorded in this order; equal instants in the order in which they came.
    pub recorded_at: Instant,
    /// The day from which it is law; none of a withdrawal and a correction, which have no day of their own.
    pub effective_on: Option<Day>,
    /// What it does.
    pub operation: Operation,
}

/// What a change does. Addresses are those of its own day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// The document comes to be.
    Cut(Cut),
    /// A unit gets another text.
    Substitute(Substitute),
    /// Units get other addresses, all at once.
    Renumber(Renumber),
    /// A unit is replaced by its parts.
    Split(Split),
    /// Units are replaced by one.
    Join(Join),
    /// A unit is added.
    Insert(Insert),
    /// A unit is repealed; it keeps its address.
    Retire(AtAddress),
    /// Drafts become law.
    Enact(Enact),
    /// A unit is not applied for a time.
    Suspend(Suspend),
    /// A suspension ends.
    Resume(AtAddress),
    /// A change is taken off the timeline.
    Withdraw(Withdraw),
    /// A change is read as if it had been recorded otherwise.
    Correct(Correct),
}

/// A first cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// In the order of the document.
    pub units: Vec<CutUnit>,
    /// Whether it is law from its day; else its units are drafts.
    pub enact: bool,
}

/// A unit of a first cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutUnit {
    /// Its identity.
    pub unit: UnitId,
    /// Its address.
    pub address: String,
    /// Its text.
    pub text: String,
    /// The day from which it is law, where that is not the document's; of an enacted cut alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Day>,
}

/// A new text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitute {
    /// Whose.
    pub address: String,
    /// The whole of it.
    pub text: String,
    /// Whether it was made from the text that stood there, as where words are replaced: then it fits on that text alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
}

/// A renumbering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renumber {
    /// All at once: a swap is one.
    pub moves: Vec<Move>,
}

/// One unit of a renumbering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The address it has.
    pub from: String,
    /// The address it gets.
    pub to: String,
}

/// A unit that is replaced by its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Its address.
    pub address: String,
    /// Two or more, in order.
    pub parts: Vec<Part>,
}

/// A part of a unit that is split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its identity.
    pub unit: UnitId,
    /// Its address.
    pub address: String,
    /// Its text.
    pub text: String,
}

/// Units that are replaced by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// Two or more.
    pub addresses: Vec<String>,
    /// The identity of the one.
    pub unit: UnitId,
    /// Its address.
    pub address: String,
    /// Its text.
    pub text: String,
}

/// A unit that is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insert {
    /// Its identity.
    pub unit: UnitId,
    /// Its address.
    pub address: String,
    /// Its text.
    pub text: String,
    /// The unit directly after which it is put; none: it comes first.
    pub after: Option<String>,
    /// Whether it is law from its day; else it is a draft.
    pub enact: bool,
}

/// An operation on one unit that needs nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtAddress {
    /// Its address.
    pub address: String,
}

/// Drafts that become law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enact {
    /// Theirs.
    pub addresses: Vec<String>,
}

/// A suspension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspend {
    /// Of which unit.
    pub address: String,
    /// The first day on which it is applied again; none where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A change that is taken off the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// Which.
    pub change: ChangeId,
}

/// A change that is read otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correct {
    /// Which.
    pub change: ChangeId,
    /// What is otherwise, one after another.
    pub units: Vec<Correction>,
}

/// One unit of a change, read otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Which.
    pub unit: UnitId,
    /// Its text as it should have been recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its address as it should have been recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its day as it should have been recorded; of a unit of an enacted cut alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Day>,
    /// It never should have been; of a cut alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// It should have been, with `address` and `text`; of a cut alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub added: bool,
    /// The unit after which one that is added stands; none: it comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<UnitId>,
}
