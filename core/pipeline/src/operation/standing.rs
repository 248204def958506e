//! The rows of a document as the database gives them to an operation.

use serde::Deserialize;
use serde_json::{json, Value};
use std::collections::BTreeMap;

use crate::structure::{is_live, Document, Later, OpenChange, Rows, TakenUp, UnitLinks};
use cutter_model::live::{UnitRow, VersionRow};
use iu_address::alias::AliasRow;
use iu_text::digest::canonical_digest;

/// Everything of one document that an operation is decided from.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct StandingRows {
    /// Start of the transaction that read them, RFC 3339.
    pub now: String,
    /// Every unit, retired ones too.
    pub units: Vec<UnitRow>,
    /// Every version of these units.
    pub versions: Vec<VersionRow>,
    /// Every alias row that points at one of them, or carries the address of one.
    pub aliases: Vec<AliasRow>,
    /// Links of units: of each the newest block that was carried out, others' before this operation's own.
    pub links: Vec<UnitLinks>,
    /// Units in a proposal that is not decided, or in a change that is not verified; this operation's own left out.
    pub open: Vec<OpenChange>,
    /// Addresses of units that a compensation removed.
    pub ever_used: Vec<String>,
    /// Other change sets of the document that wait for their verification.
    pub unverified: Vec<String>,
    /// Changes on record that come later on the timeline than this operation, oldest first.
    #[serde(default)]
    pub later: Vec<Later>,
    /// The change that this operation is to withdraw or to correct; none where it is another operation, or the change is not of the document.
    #[serde(default)]
    pub taken_up: Option<TakenUp>,
}

impl StandingRows {
    /// The rows by their ids, links included.
    #[must_use]
    pub fn rows(&self) -> Rows {
        self.linked(self.bare_rows())
    }

    /// The rows by their ids, without links.
    #[must_use]
    pub fn bare_rows(&self) -> Rows {
        Rows {
            units: self.units.iter().map(|unit| (unit.id.clone(), unit.clone())).collect(),
            versions: self.versions.iter().map(|version| (version.id.clone(), version.clone())).collect(),
            aliases: self.aliases.iter().map(|row| (row.alias_id.clone(), row.clone())).collect(),
            edges: BTreeMap::new(),
        }
    }

    /// `rows` with the links of its live units: what a unit linked to ended with it, or went to its successors.
    #[must_use]
    pub fn linked(&self, mut rows: Rows) -> Rows {
        for each in self.links.iter().filter(|each| !each.links.is_empty()) {
            if rows.units.get(&each.unit_id).is_some_and(is_live) {
                rows.edges.insert(each.unit_id.clone(), each.links.clone());
            }
        }
        rows
    }

    /// The document as an operation finds it.
    #[must_use]
    pub fn document(&self, active_section_types: &[String]) -> Document {
        Document {
            rows: self.rows(),
            open: self.open.clone(),
            ever_used: self.ever_used.clone(),
            active_section_types: active_section_types.to_vec(),
            later: self.later.clone(),
            taken_up: self.taken_up.clone(),
            ..Document::default()
        }
    }
}

/// The rows without what others may change beside an operation (notes, titles of drafts, the time of the last change), and without what nobody reads
/// with them: aliases of units that went.
#[must_use]
pub(super) fn settled(rows: &Rows) -> Rows {
    let mut settled = rows.clone();
    for unit in settled.units.values_mut() {
        let kept: &[&str] = if unit.lifecycle_status == "draft_only" { &["label"] } else { &["label", "title"] };
        let said: serde_json::Map<String, Value> =
            kept.iter().filter_map(|key| Some(((*key).to_owned(), unit.identity_profile.get(key)?.clone()))).collect();
        unit.identity_profile = Value::Object(said);
        unit.updated_at.clear();
    }
    for version in settled.versions.values_mut() {
        version.updated_at.clear();
    }
    // The aliases of a document are read by its units.
    settled.aliases.retain(|_, alias| settled.units.contains_key(&alias.target_unit_id));
    settled
}

/// Digest of the units and versions of a document, as [`settled`].
#[must_use]
pub(super) fn state_digest(rows: &Rows) -> String {
    let settled = settled(rows);
    canonical_digest(&json!([settled.units, settled.versions]))
}
