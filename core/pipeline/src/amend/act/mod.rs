//! Amending from an amending act: each sentence of it that asks for something, read and carried out on the live units.
//!
//! The act is marked like any text, so that the articles it quotes are none of its own. Its sentences are found
//! ([`instructions`]), read ([`read`]) and carried out on the texts of the articles they name ([`edit`]); what leads from the live
//! units to these texts comes as the same steps as from a consolidated text, each with the sentences that ask for it. A sentence
//! that is not understood, or asks for what is not there, is left to a person and stops no other.

mod article;
mod edit;
mod instructions;
mod outcome;
mod phrase;
mod read;
mod words;

use super::live::Live;
use super::{Instruction, InstructionOutcome, Left, Proposal};
use crate::structure::{Document, Source};
use cutter_model::refusal::Refusal;
use cutter_model::sentence::Sentence;
use instructions::{Found, Quote};
use iu_text::manifest::Manifest;
use iu_text::profile::Profile;

/// The document that is amended, as it was registered.
#[derive(Debug, Clone, Copy)]
pub struct Amended<'a> {
    /// Its grammar.
    pub profile: &'a Profile,
    /// Its title, by which an act that amends several is told; empty where there is none.
    pub title: &'a str,
}

/// Proposes what the act asks of the document. `act` is its manifest down to the deepest level, `text` what it was made from.
pub(super) fn propose(
    document: &Document,
    live: &[Live<'_>],
    amended: Amended<'_>,
    act: &Manifest,
    text: &str,
    source: Option<&Source>,
) -> Result<Proposal, Refusal> {
    if !amended.profile.levels.iter().any(|level| level.label == words::Level::Dieu.label()) {
        let message =
            format!("Instructions are read in Vietnamese acts; the profile {} has no articles of these.", amended.profile.id);
        return Err(Refusal::invalid("AMEND_GRAMMAR", message));
    }
    let found = instructions::find(act, text);
    let names_this = found.iter().filter_map(|each| each.law.as_deref()).any(|law| is_of(law, amended.title));
    let other = |each: &Found| each.law.clone().filter(|law| names_this && !is_of(law, amended.title));
    // Where it amends several acts, those that are not this one.
    let elsewhere: Vec<Option<String>> = found.iter().map(other).collect();
    let mut work = edit::Work::of(document, live, amended.profile);
    for (index, (each, elsewhere)) in found.iter().zip(&elsewhere).enumerate() {
        let left = |why: Sentence| Left { address: String::new(), why: why.into(), asked_by: vec![index] };
        if let Some(law) = elsewhere {
            let why = Sentence::new(
                "INSTRUCTION_OTHER_ACT",
                "{place} amends another act: {law}.",
                [("place", &each.place), ("law", law)],
            );
            work.left.push(left(why));
            continue;
        }
        let quote = match &each.quote {
            Quote::None => None,
            Quote::Text(text) => Some(text.as_str()),
            Quote::Open => {
                let why = Sentence::new(
                    "INSTRUCTION_QUOTE_OPEN",
                    "The quotation at {place} is never closed.",
                    [("place", &each.place)],
                );
                work.left.push(left(why));
                continue;
            }
        };
        match read::read(&each.sentence, quote, &each.context, &each.place) {
            Ok(edits) => edits.into_iter().for_each(|edit| work.carry_out(index, &edit)),
            Err(why) => work.left.push(left(why)),
        }
    }
    let mut proposal = work.propose(source)?;
    for step in proposal.steps.iter_mut().filter(|_| !names_this && !amended.title.trim().is_empty()) {
        // None of the acts that it names is called like this one.
        let law = step.asked_by.iter().find_map(|&index| found[index].law.as_deref());
        let doubt = |law: &str| {
            let template = "The act amends {law}, and this document is called {title}: is it the same?";
            Sentence::new("PERHAPS_OTHER_ACT", template, [("law", &law), ("title", &amended.title)])
        };
        step.doubts.extend(law.map(|law| doubt(law).into()));
    }
    proposal.instructions = found.into_iter().enumerate().map(|(index, found)| instruction(index, found, &proposal)).collect();
    Ok(proposal)
}

fn instruction(index: usize, found: Found, proposal: &Proposal) -> Instruction {
    let left = proposal.left.iter().any(|left| left.asked_by.contains(&index));
    let proposed = proposal.steps.iter().any(|step| step.asked_by.contains(&index));
    let outcome = match (left, proposed) {
        (true, _) => InstructionOutcome::Left,
        (false, true) => InstructionOutcome::Proposed,
        (false, false) => InstructionOutcome::Done,
    };
    Instruction { place: found.place, line: found.line, sentence: found.sentence, outcome }
}

/// Whether an act that is named `law` is the one that is called `title`.
fn is_of(law: &str, title: &str) -> bool {
    let folded = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let (whole, title) = (folded(law), folded(title));
    let name = whole.split(" số ").next().unwrap_or_default();
    let bare = name.split_once(' ').map_or(name, |(_, rest)| rest);
    !title.is_empty() && (title.contains(name) || title.contains(bare) || whole.contains(&title))
}
