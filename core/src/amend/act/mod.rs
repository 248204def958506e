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
mod read;
mod words;

use super::live::Live;
use super::{Instruction, InstructionOutcome, Left, Proposal};
use crate::manifest::Manifest;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::sentence::Sentence;
use crate::structure::{Document, Source};
use instructions::{Found, Quote};

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
    let elsewhere = elsewhere(&found, amended.title);
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
    proposal.instructions = found.into_iter().enumerate().map(|(index, found)| told(index, found, &proposal)).collect();
    Ok(proposal)
}

fn told(index: usize, found: Found, proposal: &Proposal) -> Instruction {
    let left = proposal.left.iter().any(|left| left.asked_by.contains(&index));
    let proposed = proposal.steps.iter().any(|step| step.asked_by.contains(&index));
    let outcome = match (left, proposed) {
        (true, _) => InstructionOutcome::Left,
        (false, true) => InstructionOutcome::Proposed,
        (false, false) => InstructionOutcome::Done,
    };
    Instruction { place: found.place, line: found.line, sentence: found.sentence, outcome }
}

/// For each instruction, the act it amends where that is not this one: told by its name, where several are named.
fn elsewhere(found: &[Found], title: &str) -> Vec<Option<String>> {
    let folded = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let title = folded(title);
    let is_this = |law: &str| {
        let whole = folded(law);
        let name = whole.split(" số ").next().unwrap_or_default().to_owned();
        let bare = name.split_once(' ').map_or(name.as_str(), |(_, rest)| rest).to_owned();
        !title.is_empty() && (title.contains(&name) || title.contains(&bare) || whole.contains(&title))
    };
    let names_this = found.iter().filter_map(|each| each.law.as_deref()).any(is_this);
    let other = |each: &Found| each.law.clone().filter(|law| names_this && !is_this(law));
    found.iter().map(other).collect()
}
