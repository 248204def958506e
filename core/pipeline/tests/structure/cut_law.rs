//! A law that was cut from a text, what happened to it since, and its correction.

use cutter_model::change_set::Authorship;
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use cutter_pipeline::first_cut::mark::{mark, DocumentFacts, MarkFacts};
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::operation::correction::{correct, CorrectFacts};
use cutter_pipeline::operation::mark::ProposeOutcome;
use cutter_pipeline::structure::{plan, Document, Later, Moment, Operation, Recorded, Rows, TakenUp, TouchedThen};
use iu_address::Day;
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex_of;
use iu_text::manifest::{Enactment, Manifest, ScopePolicy, Stored};
use serde_json::json;

use super::ledger::day;
use super::past::record;
use super::world::{by, hour, id_at, perform_request, request, Done};

const TYPES: [&str; 6] = ["chapter", "article", "clause", "point", "section", "preamble"];
pub const SINCE: &str = "2020-07-01";

fn facts(text: &str, leaf: Option<&str>) -> MarkFacts {
    let text = canonicalise(text.as_bytes()).expect("is a text");
    MarkFacts {
        document: DocumentFacts {
            id: "document".to_owned(),
            title: "Quy chế".to_owned(),
            doc_code: "KHO".to_owned(),
            prefix: "KHO".to_owned(),
            profile: Some("vn-law".to_owned()),
            source_sha256: text.sha256().to_owned(),
        },
        canonical_text: text.as_str().to_owned(),
        profile: None,
        custom_profile: None,
        card: String::new(),
        leaf: leaf.map(str::to_owned),
        scope: ScopePolicy::default(),
        enact: None,
        earlier_entries: Vec::new(),
        actor: "person-1".to_owned(),
        now: hour(9),
    }
}

/// A law that was cut, and what happened to it since.
pub struct Law {
    pub rows: Rows,
    pub cut: TakenUp,
    pub later: Vec<Later>,
    pub recorded: Vec<Recorded>,
    pub step: usize,
}

impl Law {
    /// Cut from `text`, as law since [`SINCE`].
    pub fn of(text: &str, leaf: Option<&str>) -> Self {
        Self::cut_from(text, leaf, Some(day(SINCE)))
    }

    /// Cut from `text`; without a day its units are drafts, and the document has no legal days.
    pub fn cut_from(text: &str, leaf: Option<&str>, since: Option<Day>) -> Self {
        let mut facts = facts(text, leaf);
        let evidence = "Its closing provision.".to_owned();
        facts.enact = since.map(|in_force_from| Enactment { in_force_from, evidence, units: Vec::new() });
        let manifest = Manifest::from_stored(&mark(&facts).expect("is marked").manifest_text).expect("is a manifest");
        let now = hour(0);
        let by =
            Authorship { entry_id: "entry-0", change_set_id: "change-0", document_id: "document", actor: "person-0", now: &now };
        let mut rows = Rows::default();
        let mut touched = Vec::new();
        for live in planned_units(&manifest, &facts.canonical_text, by).expect("is planned") {
            touched.push(TouchedThen { target_row_id: live.unit.id.clone(), before: None, after: Some(json!(live)) });
            rows.versions.extend(live.version.map(|version| (version.id.clone(), version)));
            rows.units.insert(live.unit.id.clone(), live.unit);
        }
        let on_record =
            |row: &TouchedThen| Recorded { applied_at: hour(0), effective_on: since, row: row.clone(), ..Recorded::default() };
        let recorded = touched.iter().map(on_record).collect();
        let cut = TakenUp {
            change_set_id: "change-0".to_owned(),
            operation_kind: "first_cut".to_owned(),
            status: "verified".to_owned(),
            effective_on: since,
            withdrawn_by: None,
            rows: touched,
            corrections: Vec::new(),
            links: Vec::new(),
        };
        Self { rows, cut, later: Vec::new(), recorded, step: 0 }
    }

    pub fn document(&self, later: Vec<Later>) -> Document {
        let active_section_types = TYPES.map(str::to_owned).to_vec();
        Document { rows: self.rows.clone(), active_section_types, later, taken_up: Some(self.cut.clone()), ..Document::default() }
    }

    fn take(&mut self, done: &Done, on: Option<Day>) {
        let (by, rows) = (by(self.step), record(&done.plan.change, &hour(self.step)));
        let touched: Vec<TouchedThen> = rows.iter().map(|each| each.row.clone()).collect();
        match done.manifest.operation_kind.as_str() {
            "correct" => self.cut.corrections.extend(touched),
            kind => self.later.push(Later {
                change_set_id: by.change_set_id.to_owned(),
                entry_id: by.entry_id.to_owned(),
                actor: by.actor.to_owned(),
                applied_at: by.now.to_owned(),
                request: Some(done.manifest.request.clone()),
                operation_kind: kind.to_owned(),
                effective_on: on.expect("the change of a law has a day"),
                rows: touched,
            }),
        }
        self.recorded.extend(rows.into_iter().map(|row| Recorded { effective_on: on, ..row }));
        self.rows = done.after.clone();
    }

    pub fn then(&mut self, operation: Operation, on: &str) -> Result<(), Refusal> {
        self.step += 1;
        let later = self.later.iter().filter(|later| day(on) < later.effective_on).cloned().collect();
        let asked = cutter_pipeline::structure::Request { effective_on: Some(day(on)), ..request(operation) };
        let done = perform_request(&self.document(later), &asked, self.step)?;
        self.take(&done, Some(day(on)));
        Ok(())
    }

    /// What would be proposed to correct the cut by `text`.
    pub fn proposed(&self, text: &str) -> Result<ProposeOutcome, Refusal> {
        let rows = json!({
            "now": hour(self.step + 1),
            "units": self.rows.units.values().collect::<Vec<_>>(),
            "versions": self.rows.versions.values().collect::<Vec<_>>(),
            "aliases": self.rows.aliases.values().collect::<Vec<_>>(),
            "links": [], "open": [], "ever_used": [], "unverified": [],
            "later": self.later,
            "taken_up": self.cut,
        });
        let facts = CorrectFacts {
            text: facts(text, None),
            change_set_id: self.cut.change_set_id.clone(),
            document_rows: rows.to_string(),
            active_section_types: TYPES.map(str::to_owned).to_vec(),
            rationale: "It was cut wrongly.".to_owned(),
            preview: None,
            earlier_entries: Vec::new(),
        };
        correct(&facts, &sha256_hex_of)
    }

    /// Carries it out.
    pub fn corrected(&mut self, text: &str) -> Result<ProposeOutcome, Refusal> {
        let proposed = self.proposed(text)?;
        self.step += 1;
        let document = self.document(self.later.clone());
        let plan = plan(&document, &proposed.manifest, by(self.step))?;
        let after = plan.change.apply(&document.rows)?;
        self.take(&Done { manifest: proposed.manifest.clone(), plan, after }, self.cut.effective_on);
        Ok(proposed)
    }

    pub fn at(&self, as_of: &str, known_at: Option<&str>) -> Rows {
        self.rows.at(&self.recorded, Moment::read(Some(as_of), known_at).expect("times")).expect("all is on record")
    }

    pub fn id(&self, path: &str) -> String {
        id_at(&self.rows, &format!("KHO/{path}"))
    }
}

/// Paths with own texts, in order.
pub fn read(rows: &Rows) -> Vec<(String, String)> {
    let path = |unit: &UnitRow| unit.canonical_address.trim_start_matches("KHO/").to_owned();
    let text = |unit: &UnitRow| rows.newest(&unit.id).map(|version| <[&str; 2]>::from(version.texts()).concat());
    rows.in_order().into_iter().map(|unit| (path(unit), text(unit).unwrap_or_default())).collect()
}

pub fn paths(rows: &Rows) -> Vec<String> {
    read(rows).into_iter().map(|(path, _)| path).collect()
}

pub fn code<T>(result: Result<T, Refusal>) -> (String, String) {
    result.map_or_else(|refusal| (refusal.code, refusal.message), |_| ("accepted".to_owned(), String::new()))
}
