//! An operation at work: a copy of the rows that it changes, and what it did, for the manifest.

use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

use super::asked::Source;
use super::edges::Edge;
use super::legal;
use super::readdress::{not_later, Pen};
use super::rows::{address_of, is_live, Document, Rows, ACTIVE, DRAFT_ONLY, RETIRED};
use crate::cut_unit::section_code;
use cutter_model::change_set::Authorship;
use cutter_model::id::{derived_id, unit_id};
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address as address;
use iu_address::alias::AliasKind;
use iu_address::{Address, Day, Instant};
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex;
use iu_text::manifest::Span;
use serde::{Deserialize, Serialize};

/// Where a piece of a result's text comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "TextPiece")]
pub struct Piece {
    /// The origin.
    pub unit_id: String,
    /// Whether it is of the origin's heading; else of its own text.
    pub heading: bool,
    /// Bytes of that text.
    pub span: Span,
}

/// A result, as the operation made it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub unit_id: String,
    /// Whether the operation made the unit; else it is an origin too.
    pub born: bool,
    pub pieces: Vec<Piece>,
}

/// What a new unit says.
pub(super) struct Birth<'a> {
    pub address: &'a Address,
    /// A unit it takes type, format, tier and owner from.
    pub like: &'a UnitRow,
    pub parent_id: Option<String>,
    pub place: (i64, usize),
    pub label: &'a str,
    pub title: &'a str,
    pub text: Text<'a>,
    pub pieces: Vec<Piece>,
    /// Whether it is law from the day of the change.
    pub is_law: bool,
    /// What it is born suspended like: what it replaces.
    pub suspended_like: Option<&'a UnitRow>,
}

/// A text with what is known about it.
#[derive(Clone)]
pub(super) struct Text<'a> {
    pub heading: &'a str,
    pub body: &'a str,
    /// Level and status of the grammar profile, from the version it comes from.
    pub like: Option<&'a VersionRow>,
    pub source: Option<Source>,
    pub span: Option<serde_json::Value>,
}

pub(super) struct Draft<'a> {
    pub document: &'a Document,
    pub rows: Rows,
    pub by: Authorship<'a>,
    /// The day from which the change is law; none where it takes effect as it is recorded.
    pub day: Option<Day>,
    /// When it takes effect, as rows hold it.
    pub from: String,
    pub pen: Pen<'a>,
    pub origins: Vec<String>,
    /// The origins once more, to look one up.
    pub named: BTreeSet<String>,
    /// Results of earlier parts of one amendment, which this operation is a part of.
    pub earlier: Option<usize>,
    pub results: Vec<Made>,
    /// Places of units that have no position yet, between those of others.
    pub place: BTreeMap<String, (i64, usize)>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(document: &'a Document, by: Authorship<'a>, rationale: &'a str, day: Option<Day>) -> Result<Self, Refusal> {
        let at = day.map_or_else(|| by.now.parse(), |day| Ok(Instant::from(day)))?;
        Ok(Self {
            document,
            rows: document.rows.clone(),
            by,
            day,
            from: day.map_or_else(|| by.now.to_owned(), |_| at.to_string()),
            pen: Pen { change_set_id: by.change_set_id, actor: by.actor, rationale, at, is_of_a_day: day.is_some(), now: by.now },
            origins: Vec::new(),
            named: BTreeSet::new(),
            earlier: None,
            results: Vec::new(),
            place: BTreeMap::new(),
        })
    }

    /// The same as a part of an amendment, whose parts take effect all at once; `results` those before it have.
    pub(super) const fn in_amendment(mut self, results: usize) -> Self {
        self.earlier = Some(results);
        self.pen.is_of_a_day = true;
        self
    }

    /// Takes a unit as origin.
    ///
    /// # Errors
    /// `UNIT_NOT_FOUND`, `UNIT_RETIRED`, `UNIT_IN_OPEN_CHANGE`, `UNIT_NAMED_TWICE`, `UNIT_WITHOUT_VERSION`, `TIME_NOT_LATER`,
    /// `BEFORE_IN_FORCE`.
    pub(super) fn origin(&mut self, id: &str) -> Result<UnitRow, Refusal> {
        let unit = self.free(id)?.clone();
        if !self.named.insert(id.to_owned()) {
            return Err(Refusal::invalid("UNIT_NAMED_TWICE", format!("{} is named twice.", unit.canonical_address)));
        }
        self.version(&unit)?;
        match self.day {
            Some(day) => legal::not_before(&unit, day)?,
            None => {
                let born: Instant = unit.created_at.parse()?;
                if born > self.pen.at || (born == self.pen.at && self.earlier.is_none()) {
                    return Err(not_later(&unit.canonical_address, born, self.pen.at));
                }
            }
        }
        self.origins.push(id.to_owned());
        Ok(unit)
    }

    /// The unit, where it is live and in no open change set.
    pub(super) fn free(&self, id: &str) -> Result<&'a UnitRow, Refusal> {
        let unit = self.document.rows.unit(id)?;
        if !is_live(unit) {
            return Err(Refusal::conflict(
                "UNIT_RETIRED",
                format!("{} is retired: nothing is done to it any more.", unit.canonical_address),
            ));
        }
        self.not_open(unit)?;
        Ok(unit)
    }

    /// The unit is in no change that is not finished.
    pub(super) fn not_open(&self, unit: &UnitRow) -> Result<(), Refusal> {
        match self.document.open.iter().find(|open| open.unit_id == unit.id) {
            Some(open) => Err(Refusal::conflict(
                "UNIT_IN_OPEN_CHANGE",
                format!("{} is in the change of entry {}, which is not finished.", unit.canonical_address, open.entry_id),
            )),
            None => Ok(()),
        }
    }

    /// Whether what replaces the unit, or its text, is law from the day of the change.
    pub(super) fn is_law(&self, unit: &UnitRow) -> bool {
        self.day.is_some() && unit.authority.as_deref() == Some("enacted")
    }

    /// The unit's newest version, as the operation found it.
    pub(super) fn version(&self, unit: &UnitRow) -> Result<&'a VersionRow, Refusal> {
        self.document.rows.newest(&unit.id).ok_or_else(|| {
            Refusal::conflict("UNIT_WITHOUT_VERSION", format!("{} has no text version to work with.", unit.canonical_address))
        })
    }

    /// The version of the unit that stands on the day of the change, as the operation found it.
    pub(super) fn version_of_day(&self, unit: &UnitRow) -> Result<&'a VersionRow, Refusal> {
        self.document.rows.versions.of_day(&unit.id, self.day).map_or_else(|| self.version(unit), Ok)
    }

    /// The text that the change gave a unit; the newest where it gave none.
    pub(super) fn text_of(&self, unit_id: &str) -> Option<&VersionRow> {
        let given = self.results.iter().any(|made| made.unit_id == unit_id);
        let is_new = |version: &&VersionRow| version.unit_id == unit_id && !self.document.rows.versions.contains_key(&version.id);
        let written =
            given.then(|| self.rows.versions.values().filter(is_new).max_by_key(|version| version.version_seq)).flatten();
        written.or_else(|| self.rows.newest(unit_id))
    }

    /// Addresses that no derivation gives out: those of rows, those that were, and those that are cited.
    pub(super) fn ever_used(&self) -> impl Iterator<Item = &str> {
        let held = self.rows.units.values().map(|unit| unit.canonical_address.as_str());
        let cited = self.rows.aliases.values().map(|row| row.alias_text.as_str());
        held.chain(cited).chain(self.document.ever_used.iter().map(String::as_str))
    }

    /// A new unit with its first version: a draft (G-AUTHORITY), or law from the day of the change.
    pub(super) fn give_birth(&mut self, birth: Birth<'_>) -> Result<String, Refusal> {
        let id = unit_id(self.by.entry_id, &format!("r{}", self.earlier.unwrap_or(0) + self.results.len() + 1));
        let address = self.document.given.get(&id).map_or_else(|| birth.address.as_str(), String::as_str);
        self.pen.take(&mut self.rows, &BTreeSet::from([address]))?;
        let now = self.by.now.to_owned();
        let suspended = birth.suspended_like.filter(|like| like.is_suspended(self.day));
        let unit = UnitRow {
            id: id.clone(),
            canonical_address: address.to_owned(),
            doc_code: birth.like.doc_code.clone(),
            section_type: birth.like.section_type.clone(),
            section_code: Some(section_code(address).to_owned()),
            parent_id: birth.parent_id,
            sort_order: birth.place.0,
            tier: birth.like.tier.clone(),
            lifecycle_status: if birth.is_law { ACTIVE } else { DRAFT_ONLY }.to_owned(),
            owner_ref: birth.like.owner_ref.clone(),
            identity_profile: json!({ "title": birth.title, "label": birth.label }),
            created_at: now.clone(),
            updated_at: now,
            authority: Some(if birth.is_law { "enacted" } else { "draft" }.to_owned()),
            canonical_address_format_version: birth.like.canonical_address_format_version.clone(),
            born_on: self.day,
            in_force_from: self.day.filter(|_| birth.is_law),
            in_force_until: None,
            suspended_from: suspended.and(self.day),
            suspended_until: suspended.and_then(|like| like.suspended_until),
        };
        let version = self.new_version(&id, 1, birth.title, birth.label, birth.text, birth.is_law);
        self.rows.versions.insert(version.id.clone(), version);
        self.rows.units.insert(id.clone(), unit);
        self.place.insert(id.clone(), birth.place);
        self.results.push(Made { unit_id: id.clone(), born: true, pieces: birth.pieces });
        Ok(id)
    }

    /// A version of a text: a draft, or law from the day of the change.
    pub(super) fn new_version(&self, unit: &str, seq: i64, title: &str, label: &str, text: Text<'_>, is_law: bool) -> VersionRow {
        let profile = |key: &str| text.like.and_then(|version| version.content_profile.get(key)).cloned();
        let now = self.by.now.to_owned();
        let mut id = derived_id("version", &[self.by.change_set_id, unit]);
        if self.rows.versions.contains_key(&id) {
            // An earlier part of the amendment gave the unit a text.
            id = derived_id("version", &[self.by.change_set_id, unit, &seq.to_string()]);
        }
        VersionRow {
            id,
            unit_id: unit.to_owned(),
            version_seq: seq,
            title: Some(title.to_owned()),
            body: (!text.body.is_empty()).then(|| text.body.to_owned()),
            body_handling: if text.body.is_empty() { "structural_node" } else { "own_body" }.to_owned(),
            content_hash: sha256_hex(text.body.as_bytes()),
            lifecycle_status: if is_law { ACTIVE } else { DRAFT_ONLY }.to_owned(),
            review_state: "approved".to_owned(),
            content_profile: json!({ "heading": text.heading, "label": label, "level": profile("level"), "status": profile("status") }),
            source_document_id: text.source.as_ref().map(|source| source.document_id.clone()),
            source_sha256: text.source.map(|source| source.sha256),
            source_span: text.span,
            change_set_id: Some(self.by.change_set_id.to_owned()),
            created_by: self.by.actor.to_owned(),
            created_at: now.clone(),
            updated_at: now,
            enacted_at: is_law.then(|| self.from.clone()),
            superseded_at: None,
            retired_at: None,
            in_force_from: self.day.filter(|_| is_law),
            in_force_until: None,
        }
    }

    /// The unit ends now; it keeps its address, its place and its texts as a tombstone.
    pub(super) fn retire(&mut self, id: &str) -> Result<(), Refusal> {
        let newest = self.version(self.document.rows.unit(id)?)?.id.clone();
        if let Some(unit) = self.rows.units.get_mut(id) {
            RETIRED.clone_into(&mut unit.lifecycle_status);
            unit.in_force_until = self.day;
            self.by.now.clone_into(&mut unit.updated_at);
        }
        if let Some(version) = self.rows.versions.get_mut(&newest) {
            RETIRED.clone_into(&mut version.lifecycle_status);
            version.retired_at = Some(self.from.clone());
            version.in_force_until = self.day;
            version.change_set_id = Some(self.by.change_set_id.to_owned());
            self.by.now.clone_into(&mut version.updated_at);
        }
        Ok(())
    }

    /// What `id` was cited by leads to `targets` from now on.
    pub(super) fn redirect(&mut self, id: &str, targets: &[String]) -> Result<(), Refusal> {
        let text = self.rows.unit(id)?.canonical_address.clone();
        for target in targets {
            self.pen.write(&mut self.rows, AliasKind::Redirect, &text, target, (self.pen.at, None));
        }
        Ok(())
    }

    /// Children get a new parent. Where the format tells the parent (v1), the live ones get addresses below it; in v2 they
    /// keep theirs, and a tombstone keeps its own in both.
    ///
    /// # Errors
    /// `UNIT_IN_OPEN_CHANGE`, and those of the derivation, such as `SPLIT_TOO_DEEP`.
    pub(super) fn adopt(&mut self, parent: &str, children: &[String]) -> Result<(), Refusal> {
        let parent_address = address_of(self.rows.unit(parent)?)?;
        let mut live = Vec::with_capacity(children.len());
        for child in children {
            if is_live(self.rows.unit(child)?) {
                self.free(child)?;
                live.push(child);
            }
            if let Some(unit) = self.rows.units.get_mut(child) {
                unit.parent_id = Some(parent.to_owned());
                self.by.now.clone_into(&mut unit.updated_at);
            }
        }
        if parent_address.format() == address::AddressFormat::V2 || live.is_empty() {
            return Ok(());
        }
        let new = address::split(&parent_address, self.ever_used(), live.len())?;
        let named = live.into_iter().cloned().zip(new.into_iter().map(String::from)).collect();
        self.readdress(&named)
    }

    /// Units get new addresses, and with them those written below.
    pub(super) fn readdress(&mut self, named: &BTreeMap<String, String>) -> Result<(), Refusal> {
        let all = super::readdress::with_followers(&self.rows, named)?;
        for id in all.keys() {
            self.free(id)?;
        }
        self.pen.readdress(&mut self.rows, &all)
    }

    /// Sets the links of a result.
    pub(super) fn link(&mut self, id: &str, edges: Vec<Edge>) {
        if !edges.is_empty() {
            self.rows.edges.insert(id.to_owned(), edges);
        }
    }

    /// The place after the sibling `after`, or before all siblings.
    ///
    /// # Errors
    /// `PLACE_NOT_SIBLING` where `after` has another parent.
    pub(super) fn place_after(&self, after: Option<&str>, parent_id: Option<&str>) -> Result<(i64, usize), Refusal> {
        let Some(after) = after else { return Ok((i64::MIN, 0)) };
        let sibling = self.document.rows.unit(after)?;
        if sibling.parent_id.as_deref() != parent_id {
            let message = format!("{} has another parent, so nothing comes after it there.", sibling.canonical_address);
            return Err(Refusal::invalid("PLACE_NOT_SIBLING", message));
        }
        Ok((sibling.sort_order, 1))
    }

    /// Document order as positions 1, 2… over all units, tombstones included.
    pub(super) fn put_in_order(&mut self) {
        let order: Vec<String> = self.rows.in_order_of(&self.place).into_iter().map(|unit| unit.id.clone()).collect();
        for (position, id) in (1..).zip(order) {
            if let Some(unit) = self.rows.units.get_mut(&id) {
                unit.sort_order = position;
            }
        }
    }

    /// Units that are not named, but changed all the same: by a new parent or by an address that followed.
    pub(super) fn moved_along(&self) -> Vec<&'a UnitRow> {
        let named: BTreeSet<&str> =
            self.origins.iter().map(String::as_str).chain(self.results.iter().map(|made| made.unit_id.as_str())).collect();
        let before = self.document.rows.units.values().filter(|unit| !named.contains(unit.id.as_str()));
        let place = |unit: &'_ UnitRow| (unit.canonical_address.clone(), unit.parent_id.clone());
        before.filter(|unit| self.rows.units.get(&unit.id).map(place) != Some(place(unit))).collect()
    }
}

/// Heading and own text of a unit as one piece each; pieces without text are left out.
pub(super) fn whole(unit: &UnitRow, version: &VersionRow) -> Vec<Piece> {
    let (heading, body) = version.texts();
    let piece = |is_heading, text: &str| Piece { unit_id: unit.id.clone(), heading: is_heading, span: Span::new(0, text.len()) };
    [(true, heading), (false, body)].into_iter().filter(|(_, text)| !text.is_empty()).map(|(is, text)| piece(is, text)).collect()
}

/// Whether a text that was typed in is in the form in which texts are hashed: heading and own text as they stand together, for
/// a heading such as `1. ` goes on in the same line.
///
/// # Errors
/// `TEXT_NOT_CANONICAL`, and those of the canonicalisation.
pub(super) fn check_canonical(heading: &str, body: &str) -> Result<(), Refusal> {
    let text = [heading, body].concat();
    if text.is_empty() {
        return Ok(());
    }
    let canonical = canonicalise(text.as_bytes())?;
    // Blank lines behind a unit belong to it: another one may follow. So does the blank behind a label without a text, whose first part
    // goes on in the same line: `8A. (1) …`.
    let line = text.trim_end_matches('\n');
    let line = if body.is_empty() && line.len() == text.len() { line.trim_end_matches(' ') } else { line };
    if canonical.as_str().trim_end_matches('\n') == line {
        return Ok(());
    }
    Err(Refusal::invalid("TEXT_NOT_CANONICAL", "The text is not in the form canon-1 (NFC, LF, no trailing blanks)."))
}
