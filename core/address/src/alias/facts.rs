//! What resolution knows: units and alias rows, whatever their order.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

use super::{AliasKind, AliasRow};
use crate as address;
use crate::collections::{sort, sort_by, HashMap};
use crate::Instant;

/// A unit as resolution sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ResolvableUnit {
    /// Primary key.
    pub id: String,
    /// The address it has.
    pub canonical_address: String,
    /// Since when it exists.
    pub born_at: Instant,
    /// Since when it has that address: the end of its last `previous_canonical` row. None is since it exists.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional = nullable))]
    pub held_since: Option<Instant>,
    /// `draft_only`, `active`, `retired`.
    pub lifecycle_status: String,
    /// Since when it is retired. A unit that is `retired` without it counts as retired at any time.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional = nullable))]
    pub retired_at: Option<Instant>,
    /// The change set that retired it, where known.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional = nullable))]
    pub retired_by: Option<String>,
    /// Its place in the reading order of its document; units without one come last.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional = nullable))]
    pub render_order: Option<i64>,
}

impl ResolvableUnit {
    /// Since when it has its address.
    #[must_use]
    pub fn holds_address_since(&self) -> Instant {
        self.held_since.map_or(self.born_at, |held| held.max(self.born_at))
    }

    /// Whether it is retired at `at`: from the very instant of its retirement on.
    #[must_use]
    pub fn is_retired(&self, at: Instant) -> bool {
        match self.retired_at {
            Some(retired) => retired <= at,
            None => self.lifecycle_status == "retired",
        }
    }

    /// Render order, then natural order of addresses, then id: total over units with different ids.
    pub(super) fn compare_in_render_order(&self, other: &Self) -> Ordering {
        let rank = |unit: &Self| (unit.render_order.is_none(), unit.render_order);
        rank(self)
            .cmp(&rank(other))
            .then_with(|| compare_naturally(&self.canonical_address, &other.canonical_address))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// Addresses in natural order, then all other texts by their bytes.
pub(super) fn compare_naturally(one: &str, two: &str) -> Ordering {
    match (address::parse(one), address::parse(two)) {
        (Ok(one), Ok(two)) => one.cmp(&two),
        (left, right) => left.is_err().cmp(&right.is_err()).then_with(|| one.cmp(two)),
    }
}

/// The facts of one or many resolutions, gathered by the caller: the units that have the texts, the alias rows of the
/// texts, and of every retired unit met the `redirect` rows of its address with their targets. More does no harm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ResolveFacts {
    /// Units, in any order.
    pub units: Vec<ResolvableUnit>,
    /// Alias rows, in any order and of any window.
    pub aliases: Vec<AliasRow>,
    /// Existing addresses and aliases that may be suggested for a text that is not found, besides those of the units
    /// and rows.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub candidates: Vec<String>,
}

fn add<'a, T>(lists: &mut HashMap<&'a str, Vec<T>>, text: &'a str, item: T) {
    match lists.get_mut(text) {
        Some(list) => list.push(item),
        None => drop(lists.insert(text, vec![item])),
    }
}

/// Facts made ready for lookups; every list in it is in an order that does not depend on that of the facts.
pub(super) struct World<'a> {
    /// By id; of several with one id the first of a fixed order.
    units: Vec<&'a ResolvableUnit>,
    by_address: HashMap<&'a str, Vec<usize>>,
    by_text: HashMap<&'a str, Vec<&'a AliasRow>>,
}

impl<'a> World<'a> {
    pub fn of(facts: &'a ResolveFacts) -> Self {
        let mut units: Vec<&ResolvableUnit> = facts.units.iter().collect();
        sort(&mut units);
        units.dedup_by(|later, kept| later.id == kept.id);
        let mut by_address: HashMap<&str, Vec<usize>> = HashMap::with_capacity(units.len());
        for (index, unit) in units.iter().enumerate() {
            add(&mut by_address, &unit.canonical_address, index);
        }
        let mut by_text: HashMap<&str, Vec<&AliasRow>> = HashMap::new();
        for row in &facts.aliases {
            add(&mut by_text, &row.alias_text, row);
        }
        let mut world = Self { units, by_address, by_text: HashMap::new() };
        for rows in by_text.values_mut() {
            sort_by(rows, |one, two| world.compare_rows(one, two));
            rows.dedup();
        }
        world.by_text = by_text;
        world
    }

    /// By kind, then the order of the targets, then all the row says.
    fn compare_rows(&self, one: &AliasRow, two: &AliasRow) -> Ordering {
        let targets = || match (self.position(&one.target_unit_id), self.position(&two.target_unit_id)) {
            (Some(one), Some(two)) => self.units[one].compare_in_render_order(self.units[two]),
            (left, right) => left.is_none().cmp(&right.is_none()).then_with(|| one.target_unit_id.cmp(&two.target_unit_id)),
        };
        one.alias_kind.cmp(&two.alias_kind).then_with(targets).then_with(|| one.cmp(two))
    }

    pub fn unit(&self, position: usize) -> &'a ResolvableUnit {
        self.units[position]
    }

    /// The position of the unit with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.units.binary_search_by(|unit| unit.id.as_str().cmp(id)).ok()
    }

    /// The units that have `address` and had it at `at`; more than one only where the table's rules were broken.
    pub fn holders(&self, address: &str, at: Instant) -> impl Iterator<Item = usize> + '_ {
        let all = self.by_address.get(address).into_iter().flatten().copied();
        all.filter(move |&position| self.units[position].holds_address_since() <= at)
    }

    /// Whether some row of any kind and window has this text.
    pub fn knows(&self, text: &str) -> bool {
        self.by_text.contains_key(text)
    }

    /// The rows of `text`, of every kind and window.
    pub fn all_rows(&self, text: &str) -> impl Iterator<Item = &'a AliasRow> + '_ {
        self.by_text.get(text).into_iter().flatten().copied()
    }

    /// The instants at which `redirect` rows begin to hold.
    pub fn beginnings(&self) -> impl Iterator<Item = Instant> + '_ {
        let redirects = self.by_text.values().flatten().filter(|row| row.alias_kind == AliasKind::Redirect);
        redirects.map(|row| row.valid_from)
    }

    /// The rows of `text` and `kind` that hold at `at`, one per target. A row whose target is not yet born is absent.
    pub fn rows(&self, text: &str, kind: AliasKind, at: Instant) -> Vec<&'a AliasRow> {
        let all = self.all_rows(text);
        let born = |row: &&AliasRow| self.position(&row.target_unit_id).is_none_or(|target| self.units[target].born_at <= at);
        let mut rows: Vec<&AliasRow> =
            all.filter(|row| row.alias_kind == kind && row.window().contains(at)).filter(born).collect();
        // Rows of one target stand together.
        rows.dedup_by(|later, kept| later.target_unit_id == kept.target_unit_id);
        rows
    }

    /// Every address held at `at`, and every alias text.
    pub fn texts(&self, at: Instant) -> impl Iterator<Item = &'a str> + '_ {
        let held = self.units.iter().filter(move |unit| unit.holds_address_since() <= at);
        held.map(|unit| unit.canonical_address.as_str()).chain(self.by_text.keys().copied())
    }
}
