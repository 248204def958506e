//! The state an operation starts from and ends in: units, their versions, aliases and links of one document.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

use super::edges::Edge;
use super::legal::{self, Later, TouchedThen};
pub use super::lifecycle::is_live;
pub(super) use super::lifecycle::{ACTIVE, DRAFT_ONLY, RETIRED};
use super::versions::Versions;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address as address;
use iu_address::alias::{AliasKind, AliasRow, ResolvableUnit, ResolveFacts};
use iu_address::{Address, Day, Instant};
use iu_text::digest::canonical_digest;

/// Rows by their ids, so that two states are compared whatever the order they were read in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Every unit of the document, retired ones too.
    pub units: BTreeMap<String, UnitRow>,
    /// Every version of these units.
    pub versions: Versions,
    /// Every alias row that points at one of them.
    pub aliases: BTreeMap<String, AliasRow>,
    /// Links from the text of a unit, by its id: `candidate_edges` of the block that made it.
    pub edges: BTreeMap<String, Vec<Edge>>,
}

/// A document as an operation finds it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The rows.
    pub rows: Rows,
    /// Units in a change set that is not verified yet, or in a proposal that is not decided.
    pub open: Vec<OpenChange>,
    /// Addresses that were used once and are in no row any more, as the ledger tells.
    pub ever_used: Vec<String>,
    /// Active codes of the section type vocabulary.
    pub active_section_types: Vec<String>,
    /// Changes on record that come later on the timeline, oldest first: those of later days, and where a change is taken up again, all after
    /// it.
    #[serde(default)]
    pub later: Vec<Later>,
    /// The change that is to be withdrawn or corrected, where one is asked for and on record.
    #[serde(default)]
    pub taken_up: Option<TakenUp>,
    /// Of a change on record that is carried out again: the addresses that it gave units then, by their ids.
    #[serde(skip)]
    pub given: BTreeMap<String, String>,
}

/// A change on record that is taken up again: to be withdrawn or corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenUp {
    /// Its change set.
    pub change_set_id: String,
    /// `first_cut`, `split`, …
    pub operation_kind: String,
    /// Its status.
    pub status: String,
    /// The day from which it is law; none where it took effect as it was recorded.
    pub effective_on: Option<Day>,
    /// The change set that withdrew it already.
    pub withdrawn_by: Option<String>,
    /// The rows it touched.
    pub rows: Vec<TouchedThen>,
    /// The rows that corrections of it touched, oldest first.
    #[serde(default)]
    pub corrections: Vec<TouchedThen>,
    /// Links of units as they were without it.
    pub links: Vec<UnitLinks>,
}

/// The links of a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitLinks {
    /// The unit.
    pub unit_id: String,
    /// `candidate_edges`.
    pub links: Vec<Edge>,
}

/// A unit that something else is about to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenChange {
    /// The unit.
    pub unit_id: String,
    /// The entry of the backlog.
    pub entry_id: String,
}

/// The unit's address, read.
pub(super) fn address_of(unit: &UnitRow) -> Result<Address, Refusal> {
    Ok(address::parse(&unit.canonical_address)?)
}

impl Rows {
    /// The unit.
    ///
    /// # Errors
    /// `UNIT_NOT_FOUND`.
    pub fn unit(&self, id: &str) -> Result<&UnitRow, Refusal> {
        self.units
            .get(id)
            .ok_or_else(|| Refusal::not_found("UNIT_NOT_FOUND", format!("There is no unit {id:?} in this document.")))
    }

    /// The unit's newest version.
    #[must_use]
    pub fn newest(&self, unit_id: &str) -> Option<&VersionRow> {
        self.versions.newest(unit_id)
    }

    /// Ids of the children by the id of the parent, in document order; units whose parent is not here are at the top (none).
    /// `place` gives the place of units that have no position yet.
    pub(super) fn tree(&self, place: &BTreeMap<String, (i64, usize)>) -> BTreeMap<Option<&str>, Vec<&UnitRow>> {
        let mut tree: BTreeMap<Option<&str>, Vec<&UnitRow>> = BTreeMap::new();
        for unit in self.units.values() {
            let parent = unit.parent_id.as_deref().filter(|parent| self.units.contains_key(*parent));
            tree.entry(parent).or_default().push(unit);
        }
        let rank = |unit: &UnitRow| place.get(&unit.id).copied().unwrap_or((unit.sort_order, 0));
        for children in tree.values_mut() {
            children.sort_by_cached_key(|unit| (rank(unit), address_of(unit).ok(), unit.id.clone()));
        }
        tree
    }

    /// The children below which the document goes on, in document order: live ones, and retired ones below which live units
    /// stand, such as the parts of one that was split.
    #[must_use]
    pub fn standing_children(&self, unit_id: &str) -> Vec<&UnitRow> {
        let mut standing: BTreeSet<&str> = BTreeSet::new();
        for unit in self.units.values().filter(|unit| is_live(unit)) {
            standing.insert(&unit.id);
            standing.extend(self.ancestors(&unit.id));
        }
        let mut children = self.tree(&BTreeMap::new()).remove(&Some(unit_id)).unwrap_or_default();
        children.retain(|unit| standing.contains(unit.id.as_str()));
        children
    }

    /// All units in document order: parents before their children, siblings by their place.
    #[must_use]
    pub fn in_order(&self) -> Vec<&UnitRow> {
        self.in_order_of(&BTreeMap::new())
    }

    pub(super) fn in_order_of(&self, place: &BTreeMap<String, (i64, usize)>) -> Vec<&UnitRow> {
        let mut tree = self.tree(place);
        let mut open: Vec<&UnitRow> = tree.remove(&None).unwrap_or_default();
        open.reverse();
        let mut order = Vec::with_capacity(self.units.len());
        while let Some(unit) = open.pop() {
            order.push(unit);
            open.extend(tree.remove(&Some(unit.id.as_str())).unwrap_or_default().into_iter().rev());
        }
        order
    }

    /// Whether the unit ended and others took its place.
    pub(super) fn is_replaced(&self, unit: &UnitRow) -> bool {
        let leads_on = |row: &AliasRow| {
            row.alias_kind == AliasKind::Redirect && row.valid_until.is_none() && row.alias_text == unit.canonical_address
        };
        !is_live(unit) && self.aliases.values().any(leads_on)
    }

    /// The unit and all below it, in document order.
    pub(super) fn subtree(&self, unit_id: &str) -> Vec<&UnitRow> {
        let mut within = BTreeSet::from([unit_id]);
        // Parents come before their children, so one pass is enough.
        let order = self.in_order();
        order
            .into_iter()
            .filter(|unit| {
                unit.id == unit_id
                    || unit.parent_id.as_deref().is_some_and(|parent| within.contains(parent)) && {
                        within.insert(&unit.id);
                        true
                    }
            })
            .collect()
    }

    /// The ids from the unit's parent up to the top; it ends where a parent is met again.
    pub(crate) fn ancestors(&self, unit_id: &str) -> Vec<&str> {
        let mut above = Vec::new();
        let mut at = self.units.get(unit_id);
        while let Some(parent) = at.and_then(|unit| unit.parent_id.as_deref()) {
            if above.contains(&parent) {
                break;
            }
            above.push(parent);
            at = self.units.get(parent);
        }
        above
    }

    /// The end of the last `previous_canonical` window of each unit that has one.
    fn ends(&self) -> BTreeMap<&str, Instant> {
        let mut ends: BTreeMap<&str, Instant> = BTreeMap::new();
        for row in self.aliases.values().filter(|row| row.alias_kind == AliasKind::PreviousCanonical) {
            if let Some(until) = row.valid_until {
                let end = ends.entry(&row.target_unit_id).or_insert(until);
                *end = until.max(*end);
            }
        }
        ends
    }

    /// Tells since when a unit holds its address: its birth, or the end of its last `previous_canonical` window. It refuses with
    /// `TIME_UNREADABLE`.
    pub(super) fn held_since(&self) -> impl Fn(&UnitRow) -> Result<Instant, Refusal> + '_ {
        let ends = self.ends();
        move |unit| {
            let born = legal::born_at(unit)?;
            Ok(ends.get(unit.id.as_str()).map_or(born, |end| born.max(*end)))
        }
    }

    /// The units and aliases as resolution sees them.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`.
    pub fn resolvable(&self) -> Result<ResolveFacts, Refusal> {
        let ends = self.ends();
        let unit = |unit: &UnitRow| -> Result<ResolvableUnit, Refusal> {
            let version = self.newest(&unit.id);
            let retired_at = version.and_then(|version| version.retired_at.as_deref()).map(str::parse).transpose()?;
            Ok(ResolvableUnit {
                id: unit.id.clone(),
                canonical_address: unit.canonical_address.clone(),
                born_at: legal::born_at(unit)?,
                held_since: ends.get(unit.id.as_str()).copied(),
                lifecycle_status: unit.lifecycle_status.clone(),
                retired_at,
                retired_by: version.filter(|_| retired_at.is_some()).and_then(|version| version.change_set_id.clone()),
                render_order: Some(unit.sort_order),
            })
        };
        Ok(ResolveFacts {
            units: self.units.values().map(unit).collect::<Result<_, _>>()?,
            aliases: self.aliases.values().cloned().collect(),
            candidates: Vec::new(),
        })
    }

    /// Digest of how a unit stands, without what other operations or editors may change beside it: its position, its notes,
    /// the time of its last change. Where it differs between a preview and the cut, the preview is stale.
    #[must_use]
    pub fn standing(&self, unit_id: &str) -> String {
        let unit = self.units.get(unit_id).map(|unit| {
            json!([
                unit.canonical_address,
                unit.canonical_address_format_version,
                unit.section_type,
                unit.parent_id,
                unit.lifecycle_status,
                unit.authority,
                unit.said("label"),
                unit.said("title"),
            ])
        });
        let suspension = self.units.get(unit_id).and_then(|unit| Some([Some(unit.suspended_from?), unit.suspended_until]));
        let version = self.newest(unit_id).map(|version| VersionRow { updated_at: String::new(), ..version.clone() });
        let mut standing = json!([unit, version, self.edges.get(unit_id)]);
        if let Some((from, all)) = suspension.zip(standing.as_array_mut()) {
            all.push(json!(from));
        }
        canonical_digest(&standing)
    }

    /// The document as it reads: headings and own texts of the live units in document order.
    #[must_use]
    pub fn reading(&self) -> String {
        let live = self.in_order().into_iter().filter(|unit| is_live(unit));
        live.filter_map(|unit| self.newest(&unit.id)).flat_map(|version| <[&str; 2]>::from(version.texts())).collect()
    }
}
