//! What a resolution answers.

use serde::{Deserialize, Serialize};

use super::{AliasKind, AliasRow, ResolvableUnit, Window};
use crate::{Instant, Refused};

/// Whether retired units are followed to what replaced them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Follow {
    /// Through the `redirect` rows of every retired unit, again and again.
    #[default]
    Latest,
    /// Not at all: the first unit is the answer, retired or not.
    None,
}

/// Texts to resolve together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ResolveRequest {
    /// The texts as they came.
    pub texts: Vec<String>,
    /// The time that counts: RFC 3339, or a date for 00:00 in UTC. The core has no clock, so now is the caller's to say.
    pub as_of: String,
    /// Whether retired units are followed.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Follow>"))]
    pub follow: Follow,
}

/// How a resolution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ResolveOutcome {
    /// One unit, and the text is the address it holds.
    Canonical,
    /// One unit, by way of at least one alias row.
    Alias,
    /// Several units, by way of a split.
    Many,
    /// The unit is retired and nothing replaced it.
    Gone,
    /// A valid address nobody has at that time, or an alias of another time.
    NotFound,
    /// Neither an address nor an alias of any time.
    Malformed,
    /// Rows of one kind point at different units.
    Ambiguous,
    /// Units that replace one another.
    Cycle,
    /// A row points at a unit that does not exist.
    Dangling,
    /// More than [`super::MAX_PATH_UNITS`] units on one path.
    TooDeep,
}

/// Why a hop was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum HopKind {
    /// The text is the unit's address.
    Canonical,
    /// By a row of this kind.
    PreviousCanonical,
    /// By a row of this kind.
    Rename,
    /// By a row of this kind.
    Redirect,
    /// By a row of this kind.
    ExternalReference,
}

impl From<AliasKind> for HopKind {
    fn from(kind: AliasKind) -> Self {
        match kind {
            AliasKind::PreviousCanonical => Self::PreviousCanonical,
            AliasKind::Rename => Self::Rename,
            AliasKind::Redirect => Self::Redirect,
            AliasKind::ExternalReference => Self::ExternalReference,
        }
    }
}

/// One hop of the way from the text to the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrailEntry {
    /// The text looked up.
    pub text: String,
    /// The row followed; none for a canonical hit.
    pub alias_id: Option<String>,
    /// Why the hop was made.
    pub kind: HopKind,
    /// The unit it leads to; with a dangling row the id of no unit.
    pub unit_id: String,
    /// When the row holds; for a canonical hit, since when the unit has the address.
    pub window: Window,
}

impl TrailEntry {
    pub(super) fn canonical(unit: &ResolvableUnit) -> Self {
        Self {
            text: unit.canonical_address.clone(),
            alias_id: None,
            kind: HopKind::Canonical,
            unit_id: unit.id.clone(),
            window: Window::since(unit.holds_address_since()),
        }
    }

    pub(super) fn alias(row: &AliasRow) -> Self {
        Self {
            text: row.alias_text.clone(),
            alias_id: Some(row.alias_id.clone()),
            kind: row.alias_kind.into(),
            unit_id: row.target_unit_id.clone(),
            window: row.window(),
        }
    }
}

/// How a branch can be broken. The order of the variants is that in which one of them becomes the outcome where no
/// branch is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// It comes back to a unit that is already on it.
    Cycle,
    /// It ends at a unit that does not exist.
    Dangling,
    /// It ends at a retired unit that nothing replaced.
    Gone,
    /// It is too long.
    TooDeep,
}

impl From<ProblemKind> for ResolveOutcome {
    fn from(kind: ProblemKind) -> Self {
        match kind {
            ProblemKind::Cycle => Self::Cycle,
            ProblemKind::Dangling => Self::Dangling,
            ProblemKind::Gone => Self::Gone,
            ProblemKind::TooDeep => Self::TooDeep,
        }
    }
}

/// A broken or gone branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Problem {
    /// How it is broken.
    pub kind: ProblemKind,
    /// Where: the unit met again, the id of no unit, the unit that is gone, the first unit too many.
    pub unit_id: String,
    /// The row that leads there; none where the text itself is the address of a unit that is gone.
    pub alias_id: Option<String>,
}

/// A retired unit that nothing replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Tombstone {
    /// The unit.
    pub unit: ResolvableUnit,
    /// When it was retired, where known.
    pub retired_at: Option<Instant>,
    /// By which change set, where known.
    pub change_set_id: Option<String>,
}

impl Tombstone {
    pub(super) fn of(unit: &ResolvableUnit) -> Self {
        Self { unit: unit.clone(), retired_at: unit.retired_at, change_set_id: unit.retired_by.clone() }
    }
}

/// The answer for one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Resolution {
    /// How it ended.
    pub outcome: ResolveOutcome,
    /// The text as looked up: trimmed and NFC.
    pub text: String,
    /// The time that counted.
    pub as_of: Instant,
    /// The units, in render order, each once.
    pub units: Vec<ResolvableUnit>,
    /// The units an ambiguous text may mean, in render order.
    pub candidates: Vec<ResolvableUnit>,
    /// With `gone`: the unit; of several the first in render order, the others are in `problems`.
    pub tombstone: Option<Tombstone>,
    /// Every broken or gone branch, by kind.
    pub problems: Vec<Problem>,
    /// The way, hop by hop.
    pub trail: Vec<TrailEntry>,
    /// With `not_found` the nearest existing addresses and aliases, nearest first, at most [`super::MAX_SUGGESTIONS`]; with
    /// `malformed` the address that was probably meant, whether it exists or not.
    pub suggestions: Vec<String>,
    /// With `malformed`: code, place and sentence of what is wrong with the text as an address.
    pub error: Option<Refused>,
}

impl Resolution {
    pub(super) const fn empty(outcome: ResolveOutcome, text: String, as_of: Instant) -> Self {
        Self {
            outcome,
            text,
            as_of,
            units: Vec::new(),
            candidates: Vec::new(),
            tombstone: None,
            problems: Vec::new(),
            trail: Vec::new(),
            suggestions: Vec::new(),
            error: None,
        }
    }
}
