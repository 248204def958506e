//! A document in memory that an act is carried out on, round by round: what it would read if every step were decided as proposed.
//!
//! Nothing of it is recorded. It is how a proposal is held against the publisher's own consolidated text, and how tests look at
//! where the rounds end.

use super::{Proposal, Step};
use crate::first_cut::plan::planned_units;
use crate::structure::{plan, propose, Document, Request, Rows};
use cutter_model::change_set::Authorship;
use cutter_model::refusal::Refusal;
use iu_text::manifest::Manifest;

/// The time of a cut in memory, before any day on which an act can take effect.
const BORN: &str = "0001-01-01T00:00:00.000000Z";
/// Rounds after which a proposal that still has steps is given up: each round has parts of what the one before made, and no law
/// is that deep.
const ROUNDS: usize = 16;

/// The document as a first cut of this manifest leaves it; `text` is what it was made from.
///
/// # Errors
/// `SPAN_OUTSIDE_TEXT`.
pub fn cut_in_memory(manifest: &Manifest, text: &str, active_section_types: Vec<String>) -> Result<Document, Refusal> {
    let by = Authorship { entry_id: "first", change_set_id: "first", document_id: "document", actor: "rehearsal", now: BORN };
    let mut rows = Rows::default();
    for each in planned_units(manifest, text, by)? {
        if let Some(version) = each.version {
            rows.versions.insert(version.id.clone(), version);
        }
        rows.units.insert(each.unit.id.clone(), each.unit);
    }
    Ok(Document { rows, open: Vec::new(), ever_used: Vec::new(), active_section_types, later: Vec::new() })
}

/// What became of a document in memory.
#[derive(Debug, Clone)]
pub struct Rehearsed {
    /// What was proposed at first.
    pub first: Proposal,
    /// Every step that was carried out, in order.
    pub steps: Vec<Step>,
    /// Steps that an operation refused, and why.
    pub refused: Vec<(Step, Refusal)>,
    /// What was proposed at the end: nothing that could be carried out, unless the proposals came to no end.
    pub last: Proposal,
    /// The document after the last round.
    pub document: Document,
}

/// Carries out the steps that `takes` accepts, and asks again until none is left. `day` (`YYYY-MM-DD`) is when they take effect.
///
/// # Errors
/// Those of `ask`.
pub fn rehearse(
    mut document: Document,
    day: &str,
    takes: impl Fn(&Step) -> bool,
    ask: impl Fn(&Document) -> Result<Proposal, Refusal>,
) -> Result<Rehearsed, Refusal> {
    let first = ask(&document)?;
    let (mut steps, mut refused, mut number): (_, Vec<(Step, Refusal)>, usize) = (Vec::new(), Vec::new(), 0);
    let mut next = first.clone();
    for _ in 0..ROUNDS {
        let wanted: Vec<Step> = next.steps.iter().filter(|step| takes(step)).cloned().collect();
        let mut moved = false;
        for step in wanted {
            if refused.iter().any(|(known, _)| known.operation == step.operation) {
                continue;
            }
            number += 1;
            match carried_out(&document, &step, day, number) {
                Ok(rows) => {
                    document.rows = rows;
                    moved = true;
                    steps.push(step);
                }
                Err(why) => refused.push((step, why)),
            }
        }
        if !moved {
            break;
        }
        next = ask(&document)?;
    }
    Ok(Rehearsed { first, steps, refused, last: next, document })
}

/// The rows after a step, which is the `number`-th on this day: each comes a moment after the one before.
fn carried_out(document: &Document, step: &Step, day: &str, number: usize) -> Result<Rows, Refusal> {
    let entry = format!("entry-{number}");
    let now = format!("{day}T{:02}:{:02}:{:02}.{:06}Z", number / 3600 % 24, number / 60 % 60, number % 60, number / 86400);
    let by = Authorship { entry_id: &entry, change_set_id: &entry, document_id: "document", actor: "rehearsal", now: &now };
    let request = Request {
        operation: step.operation.clone(),
        rationale: "As amended.".to_owned(),
        authority: None,
        preview: None,
        effective_on: None,
    };
    let manifest = propose(document, &request, by)?;
    plan(document, &manifest, by)?.change.apply(&document.rows)
}
