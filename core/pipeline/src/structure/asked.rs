//! The operations, and what each is asked with.

use iu_address::Day;
use serde::{Deserialize, Serialize};

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "StructureOperation")]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Operation {
    /// One unit becomes two or more.
    Split(Split),
    /// Two or more siblings become one.
    #[serde(rename = "merge")]
    Join(Join),
    /// Addresses change, identities stay.
    Renumber(Renumber),
    /// A unit gets a new text under its address.
    Substitute(Substitute),
    /// A new unit comes between others.
    Insert(Insert),
    /// A unit goes to another parent or another place.
    Move(Move),
    /// A unit and all below it end, without successor.
    Retire(Retire),
    /// Drafts come into force.
    Enact(Enact),
    /// Law is not applied for a time.
    Suspend(Suspend),
    /// A suspension ends.
    Resume(Resume),
}

impl Operation {
    /// Its name.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Split(_) => Kind::Split,
            Self::Join(_) => Kind::Join,
            Self::Renumber(_) => Kind::Renumber,
            Self::Substitute(_) => Kind::Substitute,
            Self::Insert(_) => Kind::Insert,
            Self::Move(_) => Kind::Move,
            Self::Retire(_) => Kind::Retire,
            Self::Enact(_) => Kind::Enact,
            Self::Suspend(_) => Kind::Suspend,
            Self::Resume(_) => Kind::Resume,
        }
    }
}

/// The name of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Kind {
    Split,
    #[serde(rename = "merge")]
    Join,
    Renumber,
    Substitute,
    Insert,
    Move,
    Retire,
    Enact,
    Suspend,
    Resume,
    Amendment,
    Withdraw,
    Correct,
}

impl Kind {
    /// Those that are one operation each, in the order of the tables.
    pub const ALL: [Self; 10] = [
        Self::Split,
        Self::Join,
        Self::Renumber,
        Self::Substitute,
        Self::Insert,
        Self::Move,
        Self::Retire,
        Self::Enact,
        Self::Suspend,
        Self::Resume,
    ];

    /// As it is stored. A join is a `merge` there, as page 05 of the design names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Join => "merge",
            Self::Renumber => "renumber",
            Self::Substitute => "substitute",
            Self::Insert => "insert",
            Self::Move => "move",
            Self::Retire => "retire",
            Self::Enact => "enact",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Amendment => "amendment",
            Self::Withdraw => "withdraw",
            Self::Correct => "correct",
        }
    }
}

/// A split of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "SplitRequest")]
pub struct Split {
    /// The unit.
    pub unit_id: String,
    /// The parts, in document order.
    pub parts: Vec<Part>,
}

/// One part of a split.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "SplitPart")]
pub struct Part {
    /// Byte of the unit's own text after the part's last one; the last part ends where the text does. The heading goes to
    /// the first part.
    pub ends_at: usize,
    /// Ids of the children that go with this part, in document order.
    #[serde(default)]
    pub children: Vec<String>,
    /// Label; empty for the origin's with the number of the part.
    #[serde(default)]
    pub label: String,
    /// Title; empty for the origin's.
    #[serde(default)]
    pub title: String,
}

/// A join of siblings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "JoinRequest")]
pub struct Join {
    /// The units, in any order; their texts are joined in document order.
    pub unit_ids: Vec<String>,
    /// Label; empty for that of the first in document order.
    #[serde(default)]
    pub label: String,
    /// Title; empty for that of the first in document order.
    #[serde(default)]
    pub title: String,
}

/// New addresses for units, all at once: chains and swaps are one change set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "RenumberRequest")]
pub struct Renumber {
    /// Which unit gets which address. Units written below one of them follow it.
    pub changes: Vec<NewAddress>,
}

/// A unit's new address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NewAddress {
    /// The unit.
    pub unit_id: String,
    /// The address it gets.
    pub address: String,
    /// The label it gets; none keeps the one it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Where a text that no unit had before was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "TextSource")]
pub struct Source {
    /// The source document.
    pub document_id: String,
    /// SHA-256 of its source version.
    pub sha256: String,
}

/// A new text for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "SubstituteRequest")]
pub struct Substitute {
    /// The unit.
    pub unit_id: String,
    /// Its heading; none keeps the one it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Its own text; empty for a unit that only groups others.
    pub body: String,
    /// Its title; none keeps the one it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the text was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Whether it was made from the text that stood there, as where an act exchanges words: it then fits on no other (rule 3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub derived: bool,
}

/// A new unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "InsertRequest")]
pub struct Insert {
    /// Its address, free or freed by a renumbering.
    pub address: String,
    /// Its parent; none for a unit at the top.
    pub parent_id: Option<String>,
    /// The sibling it comes after; none to be the first.
    pub after: Option<String>,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// Label as written.
    pub label: String,
    /// Title without label; empty for the label.
    #[serde(default)]
    pub title: String,
    /// Heading as written.
    pub heading: String,
    /// Own text; empty for a unit that only groups others.
    pub body: String,
    /// Where the text was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Whether it is law from the day of the change, which then has one; else it is a draft.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub enact: bool,
}

/// A new place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "MoveRequest")]
pub struct Move {
    /// The unit.
    pub unit_id: String,
    /// Its parent from now on; none for the top.
    pub parent_id: Option<String>,
    /// The sibling it comes after; none to be the first.
    pub after: Option<String>,
    /// Its address from now on, where the one it has names its old place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// A repeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "RetireRequest")]
pub struct Retire {
    /// The unit; all below it end with it.
    pub unit_id: String,
}

/// Coming into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "EnactRequest")]
pub struct Enact {
    /// The units.
    pub unit_ids: Vec<String>,
}

/// A suspension: law that is not applied for a time, and stays law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "SuspendRequest")]
pub struct Suspend {
    /// The units; all law below them is suspended with them.
    pub unit_ids: Vec<String>,
    /// The first day on which it is applied again; none where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// The end of a suspension, from the day of the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "ResumeRequest")]
pub struct Resume {
    /// The units; all below them that are suspended are applied again with them.
    pub unit_ids: Vec<String>,
}
