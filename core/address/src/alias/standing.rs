//! What a text is among the units there are: taken, an alias, retired, free – and whether that suits who asks.

use serde::Serialize;

use super::resolution::{HopKind, Resolution, ResolveOutcome, ResolveRequest};
use super::{resolve_all, ResolveFacts, Window};
use crate as address;
use crate::Refused;

/// What a text is among the units there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StandingKind {
    /// The address of the very unit that asks, retired or not.
    Own,
    /// The address of a unit that is not retired.
    Taken,
    /// The address of a retired unit, replaced or not.
    Retired,
    /// Another name of one unit, or of the several it was split into.
    Alias,
    /// An address nobody has.
    Free,
    /// No address, and no alias at this time.
    Unknown,
    /// It may mean several units.
    Ambiguous,
    /// The rows behind it lead in a circle, nowhere, or too far.
    Broken,
}

/// How well a text does for a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// As expected.
    Good,
    /// It works, but a person should know what they do.
    Care,
    /// It does not do.
    Bad,
}

/// What a text is among the units there are, for who wants to use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Standing {
    /// What it is.
    pub kind: StandingKind,
    /// As the address of a new unit.
    pub for_new: Fit,
    /// As a citation of an existing unit.
    pub for_citation: Fit,
    /// The unit whose own address the text is; with an alias, the unit it pointed at first. None where there is no one such.
    pub first_unit_id: Option<String>,
    /// Where it leads now, in render order: ids of units of the resolution, or of those it may mean.
    pub unit_ids: Vec<String>,
    /// With `alias`: why it points, and when.
    pub alias: Option<StandingAlias>,
}

/// The row behind an alias; of several rows of one split, the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StandingAlias {
    /// Why the text points.
    pub kind: HopKind,
    /// When it does.
    pub window: Window,
}

/// Says what the text of a resolution is, for a unit of one's own that has, or may get, that text as its address.
///
/// The time that counts is that of the resolution. A text is judged as it was looked up, so one with blanks around it must
/// be told apart by the caller.
#[must_use]
pub fn standing(resolution: &Resolution, own_unit_id: Option<&str>) -> Standing {
    let first = resolution.trail.first();
    let kind = kind_of(resolution, own_unit_id);
    let units = if kind == StandingKind::Ambiguous { &resolution.candidates } else { &resolution.units };
    let names_own =
        resolution.outcome == ResolveOutcome::Alias && first.is_some_and(|hop| Some(hop.unit_id.as_str()) == own_unit_id);
    let (for_new, for_citation) = fits(kind, names_own, !resolution.units.is_empty());
    Standing {
        kind,
        for_new,
        for_citation,
        first_unit_id: first.filter(|_| kind != StandingKind::Ambiguous).map(|hop| hop.unit_id.clone()),
        unit_ids: units.iter().map(|unit| unit.id.clone()).collect(),
        alias: first.filter(|_| kind == StandingKind::Alias).map(|hop| StandingAlias { kind: hop.kind, window: hop.window }),
    }
}

/// What each text of a request is, in their order, among facts gathered for all of them.
///
/// # Errors
/// `TIME_UNREADABLE` where `as_of` is no time.
pub fn standings(request: &ResolveRequest, facts: &ResolveFacts, own_unit_id: Option<&str>) -> Result<Vec<Standing>, Refused> {
    Ok(resolve_all(request, facts)?.iter().map(|resolution| standing(resolution, own_unit_id)).collect())
}

fn kind_of(resolution: &Resolution, own_unit_id: Option<&str>) -> StandingKind {
    use ResolveOutcome as Outcome;
    // Who has the address has it, wherever its redirects lead.
    let holder = resolution.trail.first().filter(|hop| hop.kind == HopKind::Canonical);
    match resolution.outcome {
        Outcome::Ambiguous => StandingKind::Ambiguous,
        _ if holder.is_some_and(|hop| Some(hop.unit_id.as_str()) == own_unit_id) => StandingKind::Own,
        Outcome::Canonical if resolution.units.iter().any(|unit| unit.is_retired(resolution.as_of)) => StandingKind::Retired,
        Outcome::Canonical => StandingKind::Taken,
        Outcome::Alias | Outcome::Many | Outcome::Gone if holder.is_some() => StandingKind::Retired,
        Outcome::Alias | Outcome::Many | Outcome::Gone => StandingKind::Alias,
        Outcome::NotFound if address::parse(&resolution.text).is_ok() => StandingKind::Free,
        Outcome::NotFound | Outcome::Malformed => StandingKind::Unknown,
        Outcome::Cycle | Outcome::Dangling | Outcome::TooDeep => StandingKind::Broken,
    }
}

/// For a new unit, then for a citation. A unit may take back an address it had itself; one that another unit is still
/// cited by would change what these citations mean.
const fn fits(kind: StandingKind, names_own: bool, leads_somewhere: bool) -> (Fit, Fit) {
    use Fit::{Bad, Care, Good};
    match kind {
        StandingKind::Own => (Good, Good),
        StandingKind::Taken => (Bad, Good),
        StandingKind::Retired => (Bad, Care),
        StandingKind::Alias if !leads_somewhere => (Care, Care),
        StandingKind::Alias => (if names_own { Good } else { Care }, Good),
        StandingKind::Free => (Good, Bad),
        StandingKind::Unknown | StandingKind::Ambiguous | StandingKind::Broken => (Bad, Bad),
    }
}
