//! Resolution: which unit a text names. Canonical hits only, until aliases join the facts.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::address;
use crate::refusal::Refusal;

/// A unit as resolution sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ResolvableUnit {
    /// Primary key.
    pub id: String,
    /// The address it has.
    pub canonical_address: String,
    /// Since when, RFC 3339 in UTC with microseconds.
    pub born_at: String,
    /// `draft_only`, `active`, `retired`.
    pub lifecycle_status: String,
}

/// How a resolution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ResolveOutcome {
    /// The text is the unit's canonical address.
    Canonical,
    /// A valid address nobody has.
    NotFound,
    /// Not an address.
    Malformed,
}

/// One step of the way from the text to the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrailEntry {
    /// The text looked up.
    pub text: String,
    /// The alias followed; none for a canonical hit.
    pub alias_id: Option<String>,
    /// `canonical`.
    pub kind: String,
    /// The unit landed on.
    pub unit_id: String,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Resolution {
    /// How it ended.
    pub outcome: ResolveOutcome,
    /// The text as looked up: trimmed and NFC.
    pub text: String,
    /// The units.
    pub units: Vec<ResolvableUnit>,
    /// The way.
    pub trail: Vec<TrailEntry>,
    /// Why the text is no address, where it is none: code, place and sentence.
    pub error: Option<Refusal>,
}

/// The text as it is looked up: trimmed of Unicode white space and NFC-normalised.
#[must_use]
pub fn lookup_text(text: &str) -> String {
    text.trim().nfc().collect()
}

/// Resolves `text` among `units` (those that have exactly this address) at `as_of`.
#[must_use]
pub fn resolve(text: &str, as_of: &str, units: &[ResolvableUnit]) -> Resolution {
    let text = lookup_text(text);
    let found = units.iter().find(|unit| unit.canonical_address == text && unit.born_at.as_str() <= as_of);
    let error = address::parse(&text).err().map(Refusal::from);
    let (outcome, error) = match (found, error) {
        (Some(_), _) => (ResolveOutcome::Canonical, None),
        (None, Some(error)) => (ResolveOutcome::Malformed, Some(error)),
        (None, None) => (ResolveOutcome::NotFound, None),
    };
    let trail = found.map(|unit| TrailEntry {
        text: text.clone(),
        alias_id: None,
        kind: "canonical".to_owned(),
        unit_id: unit.id.clone(),
    });
    Resolution { outcome, units: found.into_iter().cloned().collect(), trail: trail.into_iter().collect(), text, error }
}
