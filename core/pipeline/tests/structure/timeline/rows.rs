//! A document of rows to which changes of a timeline happen: what the ledger would have on record of it.

use std::collections::{BTreeMap, BTreeSet};

use cutter_model::change_set::Authorship;
use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{
    found_by, is_live, plan, propose, Change as RowsChange, Document, Later, Recorded, Request, Rows, StructureManifest, TakenUp,
    TouchedThen, Undertaking,
};
use iu_address::{Day, Instant};
use serde_json::json;

use crate::past::record;
use crate::world;

/// A change that is on record.
#[derive(Clone)]
pub struct Entry {
    /// Its own name, which is that of its change set.
    pub name: String,
    pub kind: String,
    /// Its day; of what takes another change up that of it.
    pub day: Day,
    /// The change that it withdraws or corrects.
    pub takes_up: Option<String>,
    pub is_withdrawn: bool,
    recorded_at: String,
    request: Option<Request>,
    rows: Vec<TouchedThen>,
    /// Which of what is recorded is of it.
    record: std::ops::Range<usize>,
}

impl Entry {
    fn is_on_timeline(&self) -> bool {
        !self.is_withdrawn && self.kind != "withdraw"
    }
}

/// A document and all that is on record of it.
pub struct OnRows {
    pub document: Document,
    pub recorded: Vec<Recorded>,
    pub entries: Vec<Entry>,
}

/// A unit of a first cut.
pub struct NewUnit<'a> {
    pub id: String,
    pub address: &'a str,
    pub text: &'a str,
    /// The day from which it is law; none of a draft.
    pub law_from: Option<Day>,
}

impl OnRows {
    pub fn new() -> Self {
        let active_section_types = vec!["article".to_owned()];
        Self { document: Document { active_section_types, ..Document::default() }, recorded: Vec::new(), entries: Vec::new() }
    }

    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The document as a change of `day` finds it.
    pub fn before(&self, day: Day) -> Document {
        self.with_later(|entry| day < entry.day)
    }

    fn with_later(&self, is_later: impl Fn(&Entry) -> bool) -> Document {
        let on_timeline = self.entries.iter().filter(|entry| entry.is_on_timeline() && is_later(entry));
        let later = on_timeline.map(|entry| Later {
            change_set_id: entry.name.clone(),
            entry_id: format!("entry of {}", entry.name),
            actor: "person-1".to_owned(),
            applied_at: entry.recorded_at.clone(),
            operation_kind: entry.kind.clone(),
            effective_on: entry.day,
            request: entry.request.clone(),
            rows: entry.rows.clone(),
        });
        Document { later: later.collect(), ..self.document.clone() }
    }

    /// The document as it stands on `day` for whoever asks for a change of it.
    pub fn on(&self, day: Day, now: &str) -> Document {
        found_by(&self.before(day), Some(day), now).expect("rows on record are read").0
    }

    /// The unit that holds `address` on `day`, as people name it in a change.
    pub fn holder(&self, address: &str, day: Day, now: &str) -> Option<String> {
        let then = self.on(day, now);
        let mut units = then.rows.units.values();
        units.find(|unit| unit.canonical_address == address && is_live(unit)).map(|unit| unit.id.clone())
    }

    /// A first cut.
    pub fn cut(&mut self, name: &str, now: &str, born_on: Day, units: &[NewUnit<'_>]) {
        let mut touched = Vec::new();
        let parsed = units.iter().find_map(|unit| iu_address::parse(unit.address).err());
        assert!(parsed.is_none(), "the addresses of a cut are addresses: {parsed:?}");
        for (unit, position) in units.iter().zip(1..) {
            let mut one = world::flat(0).rows;
            world::add(&mut one, unit.address, None, "article", unit.text);
            let (mut row, mut version) = (one.units.pop_first().expect("one").1, one.versions.pop_first().expect("one").1);
            (row.id, row.sort_order, row.born_on) = (unit.id.clone(), position, Some(born_on));
            (row.created_at, row.updated_at) = (now.to_owned(), now.to_owned());
            (version.id, version.unit_id) = (format!("{} 1", unit.id), unit.id.clone());
            version.content_profile["heading"] = json!("");
            version.created_at = now.to_owned();
            version.change_set_id = Some(name.to_owned());
            if let Some(from) = unit.law_from {
                (row.in_force_from, row.authority, row.lifecycle_status) =
                    (Some(from), Some("enacted".to_owned()), "active".to_owned());
                (version.in_force_from, version.lifecycle_status) = (Some(from), "active".to_owned());
                version.enacted_at = Some(Instant::from(from).to_string());
            }
            let after = Some(json!({ "unit": row, "version": version }));
            touched.push(TouchedThen { target_row_id: unit.id.clone(), before: None, after });
            self.document.rows.versions.insert(version.id.clone(), version);
            self.document.rows.units.insert(unit.id.clone(), row);
        }
        self.enter(Entry {
            name: name.to_owned(),
            kind: "first_cut".to_owned(),
            day: born_on,
            takes_up: None,
            is_withdrawn: false,
            recorded_at: now.to_owned(),
            request: None,
            rows: touched,
            record: 0..0,
        });
    }

    fn enter(&mut self, entry: Entry) {
        let day = Some(entry.day);
        let on_record = |row: &TouchedThen| Recorded {
            applied_at: entry.recorded_at.clone(),
            effective_on: day,
            row: row.clone(),
            ..Recorded::default()
        };
        let begin = self.recorded.len();
        self.recorded.extend(entry.rows.iter().map(on_record));
        let record = begin..self.recorded.len();
        self.entries.push(Entry { record, ..entry });
    }

    /// An operation, or what takes a change up again.
    pub fn carry_out(&mut self, name: &str, now: &str, request: &Request) -> Result<StructureManifest, Refusal> {
        let takes_up = request.operation.takes_up().map(str::to_owned);
        let document = match (&request.operation, &takes_up) {
            (_, None) => self.before(request.effective_on.expect("an operation has a day")),
            (asked, Some(of)) => self.taking_up(of, matches!(asked, Undertaking::Correct(_))),
        };
        let entry_id = format!("entry of {name}");
        let by = Authorship { entry_id: &entry_id, change_set_id: name, document_id: "document", actor: "person-1", now };
        let manifest = propose(&document, request, by)?;
        let plan = plan(&document, &manifest, by)?;
        let after = plan.change.apply(&document.rows)?;
        // Addresses of rows that go are given out no more.
        let gone = self.document.rows.units.iter().filter(|(id, _)| !after.units.contains_key(*id));
        let gone: Vec<String> = gone.map(|(_, unit)| unit.canonical_address.clone()).collect();
        self.document.ever_used.extend(gone);
        // The aliases of a document are read by its units.
        let aliases = after.aliases.iter().filter(|(_, alias)| after.units.contains_key(&alias.target_unit_id));
        self.document.rows = Rows { aliases: aliases.map(|(id, alias)| (id.clone(), alias.clone())).collect(), ..after.clone() };
        let takes_off = takes_up.as_ref().filter(|_| matches!(request.operation, Undertaking::Withdraw(_))).cloned();
        self.enter(Entry {
            name: name.to_owned(),
            kind: manifest.operation_kind.clone(),
            day: manifest.request.effective_on.expect("it is of a day"),
            takes_up,
            is_withdrawn: false,
            recorded_at: now.to_owned(),
            request: Some(manifest.request.clone()),
            rows: touched_by(&plan.change, now),
            record: 0..0,
        });
        if let Some(of) = takes_off {
            self.take_off(&of, now);
        }
        Ok(manifest)
    }

    /// That the last entry took `of` off the timeline.
    fn take_off(&mut self, of: &str, now: &str) {
        let by = self.entries.len() - 1;
        for (number, entry) in self.entries.iter_mut().enumerate() {
            entry.is_withdrawn |= entry.name == of;
            for each in &mut self.recorded[entry.record.clone()] {
                each.takes_off |= number == by;
                if entry.name == of {
                    each.taken_off_at = Some(now.to_owned());
                }
            }
        }
    }

    /// The document as what takes up the change `of` finds it: with all that comes after that on the timeline.
    fn taking_up(&self, of: &str, to_correct: bool) -> Document {
        let Some(at) = self.entries.iter().position(|entry| entry.name == of) else { return self.document.clone() };
        let taken = &self.entries[at];
        let place: BTreeMap<&str, usize> =
            self.entries.iter().zip(0..).map(|(entry, order)| (entry.name.as_str(), order)).collect();
        let corrects = |entry: &Entry| entry.kind == "correct" && entry.takes_up.as_deref() == Some(of);
        let document = self
            .with_later(|entry| (entry.day, place[entry.name.as_str()]) > (taken.day, at) && !(to_correct && corrects(entry)));
        let corrections = self.entries.iter().filter(|entry| corrects(entry) && entry.is_on_timeline());
        let by = self.entries.iter().find(|entry| entry.kind == "withdraw" && entry.takes_up.as_deref() == Some(of));
        let taken_up = TakenUp {
            change_set_id: of.to_owned(),
            operation_kind: taken.kind.clone(),
            status: "verified".to_owned(),
            effective_on: Some(taken.day),
            withdrawn_by: by.map(|by| by.name.clone()),
            rows: taken.rows.clone(),
            corrections: corrections.flat_map(|entry| entry.rows.clone()).collect(),
            links: Vec::new(),
        };
        Document { taken_up: Some(taken_up), ..document }
    }

    /// Every address that was ever given out or cited.
    pub fn addresses(&self) -> BTreeSet<String> {
        let rows = &self.document.rows;
        let held = rows.units.values().map(|unit| unit.canonical_address.clone());
        let cited = rows.aliases.values().map(|row| row.alias_text.clone());
        held.chain(cited).chain(self.document.ever_used.iter().cloned()).collect()
    }
}

fn touched_by(change: &RowsChange, now: &str) -> Vec<TouchedThen> {
    record(change, now).into_iter().map(|recorded| recorded.row).collect()
}
