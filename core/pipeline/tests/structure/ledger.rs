//! A document whose law has days, and what is on record of it.

use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{
    Document, Later, Moment, Operation, Recorded, Request, Rows, Substitute, TakenUp, Undertaking, Withdrawal,
};
use iu_address::{Day, Instant};

use super::past::record;
use super::world::{by, hour, id_at, perform_request, request, with, Done};

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub fn on(operation: Operation, text: &str) -> Request {
    Request { effective_on: Some(day(text)), ..request(operation) }
}

/// A document whose units are all law since a day, on which it has them too.
pub fn law(mut document: Document, since: &str) -> Document {
    let since = day(since);
    for unit in document.rows.units.values_mut() {
        (unit.born_on, unit.in_force_from) = (Some(since), Some(since));
        unit.authority = Some("enacted".to_owned());
        unit.lifecycle_status = "active".to_owned();
    }
    for version in document.rows.versions.values_mut() {
        version.in_force_from = Some(since);
        version.lifecycle_status = "active".to_owned();
        version.enacted_at = Some(Instant::from(since).to_string());
    }
    document
}

/// What is on record of a document, as the database gives it.
#[derive(Default)]
pub struct Ledger {
    pub recorded: Vec<Recorded>,
    pub later: Vec<Later>,
}

impl Ledger {
    /// The document as an operation of `day` finds it.
    pub fn before(&self, document: &Document, day: Day) -> Document {
        let later = self.later.iter().filter(|later| day < later.effective_on).cloned().collect();
        Document { later, ..document.clone() }
    }

    /// That the change of a step was taken off the timeline by what is recorded at `now`.
    fn take_off(&mut self, change_set_id: &str, now: &str) {
        let applied_at =
            self.later.iter().find(|later| later.change_set_id == change_set_id).map(|later| later.applied_at.clone());
        for each in &mut self.recorded {
            if Some(&each.applied_at) == applied_at.as_ref() {
                each.taken_off_at = Some(now.to_owned());
            }
            each.takes_off |= each.applied_at == now;
        }
    }

    pub fn take(&mut self, done: &Done, day: Day, step: usize) {
        let rows = record(&done.plan.change, &hour(step));
        let touched = rows.iter().map(|each| each.row.clone()).collect();
        let by = by(step);
        self.later.push(Later {
            change_set_id: by.change_set_id.to_owned(),
            entry_id: by.entry_id.to_owned(),
            actor: by.actor.to_owned(),
            applied_at: by.now.to_owned(),
            request: Some(done.manifest.request.clone()),
            operation_kind: done.manifest.operation_kind.clone(),
            effective_on: day,
            rows: touched,
        });
        self.recorded.extend(rows.into_iter().map(|row| Recorded { effective_on: Some(day), ..row }));
    }
}

/// A document and what was done to it, one after another.
pub struct Story {
    pub document: Document,
    pub ledger: Ledger,
    pub step: usize,
}

impl Story {
    pub fn new(document: Document) -> Self {
        Self { document, ledger: Ledger::default(), step: 0 }
    }

    pub fn then(&mut self, operation: Operation, on_day: &str) -> Result<Done, Refusal> {
        self.step += 1;
        let done = perform_request(&self.ledger.before(&self.document, day(on_day)), &on(operation, on_day), self.step)?;
        self.ledger.take(&done, day(on_day), self.step);
        self.document = with(&self.document, done.after.clone());
        Ok(done)
    }

    pub fn at(&self, as_of: &str, known_at: Option<&str>) -> Rows {
        self.document
            .rows
            .at(&self.ledger.recorded, Moment::read(Some(as_of), known_at).expect("times"))
            .expect("all is on record")
    }

    pub fn substitute(&mut self, address: &str, body: &str, on_day: &str) -> Result<Done, Refusal> {
        let unit_id = id_at(&self.document.rows, address);
        self.then(
            Operation::Substitute(Substitute {
                unit_id,
                heading: None,
                body: body.to_owned(),
                title: None,
                source: None,
                derived: false,
            }),
            on_day,
        )
    }
}

pub fn body(rows: &Rows, address: &str) -> String {
    rows.newest(&id_at(rows, address)).and_then(|version| version.body.clone()).unwrap_or_default()
}

/// Takes the change of a step off the timeline again.
pub fn withdraw(story: &mut Story, step: usize) -> Result<Done, Refusal> {
    let change =
        story.ledger.later.iter().find(|later| later.change_set_id == by(step).change_set_id).expect("is on record").clone();
    let after_it = |each: &&Later| (each.effective_on, &each.applied_at) > (change.effective_on, &change.applied_at);
    let later = story.ledger.later.iter().filter(after_it).cloned().collect();
    let asked_id = change.change_set_id.clone();
    let asked = Withdrawal { change_set_id: asked_id.clone() };
    let withdrawn = TakenUp {
        change_set_id: change.change_set_id,
        operation_kind: change.operation_kind,
        status: "verified".to_owned(),
        effective_on: Some(change.effective_on),
        withdrawn_by: None,
        rows: change.rows,
        corrections: Vec::new(),
        links: Vec::new(),
    };
    story.step += 1;
    let document = Document { later, taken_up: Some(withdrawn), ..story.document.clone() };
    let done = perform_request(&document, &request(Undertaking::Withdraw(asked)), story.step)?;
    assert_eq!(done.manifest.request.effective_on, Some(change.effective_on), "it is of the day of what it takes back");
    story.ledger.take(&done, change.effective_on, story.step);
    story.ledger.take_off(&asked_id, by(story.step).now);
    // Neither is on the timeline any more.
    story
        .ledger
        .later
        .retain(|later| ![by(step), by(story.step)].map(|by| by.change_set_id).contains(&later.change_set_id.as_str()));
    story.document = with(&story.document, done.after.clone());
    Ok(done)
}
