//! A document in memory that an act is carried out on, round by round: what it would read if every step were decided as proposed.
//!
//! Nothing of it is recorded. It is how a proposal is held against the publisher's own consolidated text, and how tests look at
//! where the rounds end.

use super::{Proposal, Step};
use crate::first_cut::plan::planned_units;
use crate::structure::{is_live, Amending, AmendmentPart, AskedBy, Document, Operation, Rows};
use cutter_model::change_set::Authorship;
use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_text::digest::sha256_hex;
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
    Ok(Document { rows, active_section_types, ..Document::default() })
}

/// What became of a document in memory.
#[derive(Debug, Clone)]
pub struct Rehearsed {
    /// What was proposed at first.
    pub first: Proposal,
    /// Every step that was carried out, in order.
    pub steps: Vec<Step>,
    /// The same as the parts of one change.
    pub parts: Vec<AmendmentPart>,
    /// Steps that an operation refused, and why.
    pub refused: Vec<(Step, Refusal)>,
    /// What was proposed at the end: nothing that could be carried out, unless the proposals came to no end.
    pub last: Proposal,
    /// The document after the last round.
    pub document: Document,
}

/// Carries out the steps that `takes` accepts, and asks again until none is left.
///
/// # Errors
/// Those of `ask`.
pub fn rehearse(
    document: &Document,
    on: On<'_>,
    takes: impl Fn(&Step) -> bool,
    ask: impl Fn(&Document) -> Result<Proposal, Refusal>,
) -> Result<Rehearsed, Refusal> {
    let by = Authorship { entry_id: on.name, change_set_id: on.name, document_id: "", actor: "rehearsal", now: on.now };
    let mut amending = Amending::of(document, by, "As amended.", on.day)?;
    let first = ask(document)?;
    let (mut steps, mut parts, mut refused) = (Vec::new(), Vec::new(), Vec::<(Step, Refusal)>::new());
    let mut next = first.clone();
    for _ in 0..ROUNDS {
        let wanted: Vec<Step> = next.steps.iter().filter(|step| takes(step)).cloned().collect();
        let mut moved = false;
        for mut step in wanted {
            step.operation = as_law(step.operation, amending.now(), on.day);
            // What was carried out may be asked again, where nothing in the rows tells that it was.
            let known = refused.iter().map(|(known, _)| known).chain(&steps);
            if known.into_iter().any(|known: &Step| known.operation == step.operation) {
                continue;
            }
            // As it is named before it is carried out.
            let told = amending.told(&step.operation);
            match told.and_then(|operation| amending.part(&step.operation).map(|()| operation)) {
                Ok(operation) => {
                    moved = true;
                    parts.push(AmendmentPart { operation, asked_by: asked_by(&next, &step) });
                    steps.push(step);
                }
                Err(why) => refused.push((step, why)),
            }
        }
        if !moved {
            break;
        }
        if !amending.now().rows.units.values().any(is_live) {
            // Nothing is there any more that could be asked about.
            next.steps.clear();
            break;
        }
        next = ask(amending.now())?;
    }
    let document = amending.now().clone();
    Ok(Rehearsed { first, steps, parts, refused, last: next, document })
}

/// What an act inserts in a law is law from the act's day.
fn as_law(mut operation: Operation, document: &Document, day: Option<Day>) -> Operation {
    if let (Operation::Insert(insert), Some(_)) = (&mut operation, day) {
        let beside = insert.parent_id.as_ref().or(insert.after.as_ref()).and_then(|id| document.rows.units.get(id));
        insert.enact = beside.is_some_and(|unit| unit.authority.as_deref() == Some("enacted"));
    }
    operation
}

/// When a rehearsed act takes effect.
#[derive(Debug, Clone, Copy)]
pub struct On<'a> {
    /// Tells it from others that are rehearsed on the same document in memory.
    pub name: &'a str,
    /// The time at which it would be recorded, RFC 3339.
    pub now: &'a str,
    /// The day from which it is law; none takes effect as it is recorded.
    pub day: Option<Day>,
}

fn asked_by(proposal: &Proposal, step: &Step) -> Vec<AskedBy> {
    let instructions = step.asked_by.iter().filter_map(|at| proposal.instructions.get(*at));
    let asked = instructions.map(|each| AskedBy {
        place: each.place.clone(),
        line: each.line,
        sentence_sha256: sha256_hex(each.sentence.as_bytes()),
    });
    asked.collect()
}
