//! Reading a document, or a unit with all that stands in it: now, or as of a time.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

use super::components::{standing_components, Standing, StandingComponent};
use super::legal::{legal_days, LegalDays};
use super::notes::{annotations, Annotations, UnitNote};
use super::past::{Moment, Recorded};
use super::rows::{is_live, Rows};
use cutter_model::live::{read_rows, LiveUnit, UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::alias::AliasRow;
use iu_address::{Day, Instant};
use iu_text::digest::sha256_hex;

/// The rows of a document and everything that change sets did to them, as JSON arrays that the database gave.
#[derive(Debug, Clone, Serialize, Deserialize, cutter_model::TS)]
pub struct DocumentRows {
    /// Every unit, retired ones too.
    pub units: String,
    /// Every version of these.
    pub versions: String,
    /// Every alias row that points at one of them.
    pub aliases: String,
    /// What change sets did to these rows, and to those that are no more, from the first one on that is not on the timeline at
    /// the moment that is read, in the order in which it was done; what is on it is passed over.
    pub record: String,
    /// What changed the document by that moment, in the order in which it took effect.
    pub changes: Vec<Changed>,
}

/// A change set that changed a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Changed {
    /// Its id.
    pub change_set_id: String,
    /// `first_cut`, `split`, …
    pub operation_kind: String,
    /// RFC 3339.
    pub applied_at: String,
    /// The day from which it is law; none where it took effect as it was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub effective_on: Option<Day>,
}

impl Changed {
    /// When it took effect: its day, else when it was applied.
    #[must_use]
    pub fn since(&self) -> String {
        self.effective_on.map_or_else(|| self.applied_at.clone(), |day| day.to_string())
    }
}

impl DocumentRows {
    /// The rows of units that stand as one change set wrote them.
    #[must_use]
    pub fn of(units: &[LiveUnit], aliases: &[AliasRow], change: Changed) -> Self {
        let rows: Vec<&UnitRow> = units.iter().map(|each| &each.unit).collect();
        let versions: Vec<&VersionRow> = units.iter().filter_map(|each| each.version.as_ref()).collect();
        let (units, versions, aliases) = (json!(rows).to_string(), json!(versions).to_string(), json!(aliases).to_string());
        Self { units, versions, aliases, record: "[]".to_owned(), changes: vec![change] }
    }

    /// The last change of it.
    #[must_use]
    pub fn last_change(&self) -> Option<&Changed> {
        self.changes.last()
    }

    /// The rows at a moment.
    ///
    /// # Errors
    /// `FACTS_UNREADABLE`, `TIME_UNREADABLE`.
    pub fn at(&self, at: Moment) -> Result<Rows, Refusal> {
        let units: Vec<UnitRow> = read_rows(&self.units)?;
        let versions: Vec<VersionRow> = read_rows(&self.versions)?;
        let aliases: Vec<AliasRow> = read_rows(&self.aliases)?;
        let rows = Rows {
            units: units.into_iter().map(|unit| (unit.id.clone(), unit)).collect(),
            versions: versions.into_iter().map(|version| (version.id.clone(), version)).collect(),
            aliases: aliases.into_iter().map(|alias| (alias.alias_id.clone(), alias)).collect(),
            edges: BTreeMap::new(),
        };
        if at == Moment::default() {
            return Ok(rows);
        }
        rows.at(&read_rows::<Vec<Recorded>>(&self.record)?, at)
    }
}

impl DocumentRows {
    /// A document with legal days is not read as an empty one where nothing of it is there yet.
    fn not_before_the_first_day(&self, at: Moment) -> Result<(), Refusal> {
        let known = self.at(Moment { as_of: None, ..at })?;
        if let (true, Some(known_at)) = (known.units.is_empty(), at.known_at) {
            let message = format!("Nothing of this document was recorded by {known_at}.");
            return Err(Refusal::not_found("NOT_RECORDED_THEN", message).naming([("known_at", &known_at)]));
        }
        let Some(first) = known.units.values().filter_map(|unit| unit.born_on).min() else { return Ok(()) };
        Err(Refusal::not_found(
            "BEFORE_FIRST_DAY",
            format!("Nothing of this document is registered before {first}: read it as of that day or a later one."),
        )
        .naming([("day", &first)]))
    }
}

impl Rows {
    /// Each unit with its newest version.
    #[must_use]
    pub fn with_newest(&self) -> Vec<LiveUnit> {
        let with = |unit: &UnitRow| LiveUnit { unit: unit.clone(), version: self.newest(&unit.id).cloned() };
        self.units.values().map(with).collect()
    }
}

/// What is read.
#[derive(Debug, Clone, Serialize, Deserialize, cutter_model::TS)]
pub struct ReadingRequest {
    /// The unit; none for the whole document.
    pub unit_id: Option<String>,
    /// How many levels below the unit, or below the top of the document, are read; none is all.
    pub depth: Option<usize>,
    /// The time in law that is read, RFC 3339 or a date; none is all that is recorded, the future included.
    pub as_of: Option<String>,
    /// What was recorded by then is known, RFC 3339 or a date; none is everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub known_at: Option<String>,
}

/// A unit as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ReadUnit {
    /// Id.
    pub id: String,
    /// Canonical address it held.
    pub canonical_address: String,
    /// The unit it stood in.
    pub parent_id: Option<String>,
    /// Levels below what was asked for; that one is 0.
    pub depth: usize,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// Label as written.
    pub label: String,
    /// Title.
    pub title: String,
    /// Heading exactly as written, line ends included; none for one that had ended, below which the document goes on.
    pub heading: Option<String>,
    /// Own text exactly as written; none for a unit that only groups others, or as for the heading.
    pub body: Option<String>,
    /// Notes of a consolidated text whose marks stood in the heading or the own text.
    pub notes: Vec<UnitNote>,
    /// SHA-256 of the own text.
    pub content_hash: Option<String>,
    /// Which version of its text it was: 1, 2…
    pub version_seq: Option<i64>,
    /// `draft`, `enacted` or `runtime`.
    pub authority: String,
    /// `draft_only`, `active` or `retired`.
    pub lifecycle_status: String,
    /// Its legal days and what it is on the day that is read; none where it has no legal days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub legal: Option<LegalDays>,
}

impl ReadUnit {
    fn standing(&self) -> Standing<'_> {
        Standing {
            address: &self.canonical_address,
            depth: self.depth,
            label: &self.label,
            section_type: &self.section_type,
            title: &self.title,
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Reading {
    /// The components that the units are of, the main text first: with how many of the units that were read.
    pub components: Vec<StandingComponent>,
    /// Units in document order.
    pub units: Vec<ReadUnit>,
    /// SHA-256 of all headings and own texts, one after the other.
    pub text_sha256: String,
    /// What changed the document last up to that time.
    pub last_change: Option<Changed>,
}

/// Reads; `notes` are those of the source versions that texts were made of, as `annotations` takes them.
///
/// What had ended is left out, but where the document goes on below it (the parts of a unit that was split): then it has no
/// text. The very unit asked for is read to the last text it had.
///
/// # Errors
/// `UNIT_NOT_FOUND` where the unit was not there at that time; `NOT_RECORDED_THEN` where nothing was known by then; `BEFORE_FIRST_DAY` where a document with legal days was not;
/// `TIME_UNREADABLE`, `FACTS_UNREADABLE`.
pub fn read(rows: &DocumentRows, notes: &str, request: &ReadingRequest) -> Result<Reading, Refusal> {
    let notes = annotations(notes)?;
    let at = Moment::read(request.as_of.as_deref(), request.known_at.as_deref())?;
    let then = rows.at(at)?;
    if then.units.is_empty() {
        rows.not_before_the_first_day(at)?;
    }
    let asked = request.unit_id.as_deref().map(|id| then.unit(id)).transpose()?;
    let mut standing: BTreeSet<&str> = BTreeSet::new();
    for unit in then.units.values().filter(|unit| is_live(unit)) {
        standing.insert(&unit.id);
        standing.extend(then.ancestors(&unit.id));
    }
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    let mut units = Vec::new();
    let mut text = String::new();
    // Parents come before their children, so one pass is enough.
    for unit in then.in_order() {
        let is_asked = asked.is_some_and(|asked| asked.id == unit.id);
        let above = unit.parent_id.as_deref().and_then(|parent| depths.get(parent));
        let depth = match (above, asked) {
            _ if is_asked => 0,
            (Some(above), _) => above + 1,
            (None, None) => 0,
            (None, Some(_)) => continue,
        };
        depths.insert(&unit.id, depth);
        if request.depth.is_some_and(|deepest| depth > deepest) || !(is_asked || standing.contains(unit.id.as_str())) {
            continue;
        }
        let has_text = is_asked || is_live(unit);
        let version = then.newest(&unit.id).filter(|_| has_text);
        if let Some(version) = version {
            let (heading, body) = version.texts();
            text.push_str(heading);
            text.push_str(body);
        }
        units.push(read_unit(unit, version, &notes, depth, at.as_of));
    }
    let components = standing_components(units.iter().map(ReadUnit::standing));
    Ok(Reading { components, units, text_sha256: sha256_hex(text.as_bytes()), last_change: rows.last_change().cloned() })
}

fn read_unit(
    unit: &UnitRow,
    version: Option<&VersionRow>,
    notes: &[Annotations],
    depth: usize,
    as_of: Option<Instant>,
) -> ReadUnit {
    let beside = |version| notes.iter().flat_map(move |notes| notes.beside(version)).map(|(_, note)| note);
    ReadUnit {
        id: unit.id.clone(),
        canonical_address: unit.canonical_address.clone(),
        parent_id: unit.parent_id.clone(),
        depth,
        section_type: unit.section_type.clone(),
        label: unit.said("label").to_owned(),
        title: version.and_then(|version| version.title.clone()).unwrap_or_else(|| unit.said("title").to_owned()),
        heading: version.map(|version| version.texts().0.to_owned()),
        body: version.and_then(|version| version.body.clone()),
        notes: version.into_iter().flat_map(beside).collect(),
        content_hash: version.map(|version| version.content_hash.clone()),
        version_seq: version.map(|version| version.version_seq),
        authority: unit.authority.clone().unwrap_or_else(|| "draft".to_owned()),
        lifecycle_status: unit.lifecycle_status.clone(),
        legal: legal_days(unit, as_of),
    }
}
