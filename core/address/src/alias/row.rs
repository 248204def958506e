//! Rows of the alias table: a text points at a unit during a window.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::Instant;

/// Why a text points at a unit. The order of the variants is the order in which kinds decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AliasKind {
    /// The text was the unit's canonical address during the window.
    PreviousCanonical,
    /// The text is still honoured for the unit after a renumbering, until another unit takes the address.
    Rename,
    /// The unit that carried this address was replaced by the target; several rows of one text are a split.
    Redirect,
    /// A third party's own identifier.
    ExternalReference,
}

impl AliasKind {
    /// The name that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PreviousCanonical => "previous_canonical",
            Self::Rename => "rename",
            Self::Redirect => "redirect",
            Self::ExternalReference => "external_reference",
        }
    }
}

impl fmt::Display for AliasKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A half-open stretch of time: `valid_from` ≤ t < `valid_until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "AliasWindow"))]
pub struct Window {
    /// The first instant inside.
    pub valid_from: Instant,
    /// The first instant outside; none is open.
    pub valid_until: Option<Instant>,
}

impl Window {
    /// From `valid_from` on, open.
    #[must_use]
    pub const fn since(valid_from: Instant) -> Self {
        Self { valid_from, valid_until: None }
    }

    /// Whether `at` lies inside.
    #[must_use]
    pub fn contains(&self, at: Instant) -> bool {
        self.valid_from <= at && self.is_open_at(at)
    }

    /// Whether some instant lies inside both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let later_start = self.valid_from.max(other.valid_from);
        self.contains(later_start) && other.contains(later_start)
    }

    fn is_open_at(&self, at: Instant) -> bool {
        self.valid_until.is_none_or(|until| at < until)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.valid_until {
            Some(until) => write!(f, "from {} until {until}", self.valid_from),
            None => write!(f, "from {} on", self.valid_from),
        }
    }
}

/// A row of `canonical_address_alias`, its nine columns in their order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AliasRow {
    /// Primary key.
    pub alias_id: String,
    /// The unit it points at; nothing in the database makes sure that it exists.
    pub target_unit_id: String,
    /// The text that points.
    pub alias_text: String,
    /// Why it points.
    pub alias_kind: AliasKind,
    /// The first instant at which it holds.
    pub valid_from: Instant,
    /// The first instant at which it no longer holds; none is open.
    pub valid_until: Option<Instant>,
    /// Who wrote it; resolution does not read it.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
    pub created_by: String,
    /// Why it was written; resolution does not read it.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
    pub rationale: String,
    /// What rows written together have in common, e.g. one split.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional = nullable))]
    pub scenario_ref: Option<String>,
}

impl AliasRow {
    /// Whether what wrote it was taken back, so that it never answered.
    #[must_use]
    pub fn is_annulled(&self) -> bool {
        self.valid_until == Some(self.valid_from)
    }

    /// When it holds.
    #[must_use]
    pub const fn window(&self) -> Window {
        Window { valid_from: self.valid_from, valid_until: self.valid_until }
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    fn window(from: &str, until: Option<&str>) -> Window {
        Window { valid_from: from.parse().unwrap(), valid_until: until.map(|until| until.parse().unwrap()) }
    }

    #[test]
    fn windows_are_half_open() {
        let year = window("2020-01-01", Some("2021-01-01"));
        for (at, inside) in [("2019-12-31", false), ("2020-01-01", true), ("2020-12-31", true), ("2021-01-01", false)] {
            assert_eq!(year.contains(at.parse().unwrap()), inside, "{at}");
        }
        assert!(window("2020-01-01", None).contains("9999-12-31".parse().unwrap()));
    }

    #[test]
    fn windows_that_only_touch_do_not_overlap() {
        let year = window("2020-01-01", Some("2021-01-01"));
        for (from, until, overlaps) in [
            ("2021-01-01", None, false),
            ("2019-01-01", Some("2020-01-01"), false),
            ("2020-12-31", None, true),
            ("2019-01-01", Some("2020-01-02"), true),
            ("2020-03-01", Some("2020-04-01"), true),
            ("2019-01-01", None, true),
            // An empty window holds nothing, so nothing overlaps it.
            ("2020-03-01", Some("2020-03-01"), false),
        ] {
            let other = window(from, until);
            assert_eq!((year.overlaps(&other), other.overlaps(&year)), (overlaps, overlaps), "{from} {until:?}");
        }
    }
}
