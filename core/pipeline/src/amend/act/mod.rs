//! Amending from an amending act: each sentence of it that asks for something, read and carried out on the live units.
//!
//! The act is marked like any text, so that the articles it quotes are none of its own. Its sentences are found
//! ([`instructions`]), read ([`read`]) and carried out on the texts of the articles they name ([`edit`]); what leads from the live
//! units to these texts comes as the same steps as from a consolidated text, each with the sentences that ask for it. A sentence
//! that is not understood, or asks for what is not there, is left to a person and stops no other.

mod article;
mod asked;
mod cited;
mod deed;
mod edit;
mod english;
mod found;
mod instructions;
mod known;
mod label;
mod law;
mod level;
mod located;
mod named;
mod order;
mod outcome;
mod own;
mod paragraph;
mod phrase;
mod provision;
mod quotation;
mod read;
mod repealed;
mod rung;
mod sentences;
mod share;
mod suspension;
mod tokens;

pub(super) use tokens::plain_letters;
mod tongue;
mod verbs;
mod whole;
mod wording;

use super::live::Live;
use super::{Instruction, InstructionOutcome, Left, Proposal};
use crate::structure::{Document, Source};
use cutter_model::refusal::Refusal;
use cutter_model::sentence::Sentence;
use found::Found;
use instructions::Sentences;
use iu_text::manifest::Manifest;
use iu_text::profile::Profile;
use law::{Identity, Is, Law};
use read::{read, Read};
use sentences::Quote;
use tongue::Tongue;

/// Why an instruction is of no concern here.
const OTHER_ACT: &str = "INSTRUCTION_OTHER_ACT";

/// The document that is amended, as it was registered.
#[derive(Debug, Clone, Copy)]
pub struct Amended<'a> {
    /// Its grammar.
    pub profile: &'a Profile,
    /// Its title, by which an act that amends several is told; empty where there is none.
    pub title: &'a str,
    /// By what else it is cited: its number above all.
    pub names: &'a [String],
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
    let Some(tongue) = Tongue::of(amended.profile) else {
        let message = format!("What amending acts ask is not read for documents of the profile {}.", amended.profile.id);
        return Err(Refusal::invalid("AMEND_GRAMMAR", message));
    };
    let code = live.first().map_or("", |first| first.unit.doc_code.as_str());
    let this = Identity::of(code, [amended.title].into_iter().chain(amended.names.iter().map(String::as_str)));
    let (Sentences { mut found, mut others }, mut reads) = match tongue {
        Tongue::Vietnamese => {
            let all = instructions::find(act, text);
            let reads: Vec<Read> = all.found.iter().map(read).collect();
            (all, reads)
        }
        Tongue::Union | Tongue::Commonwealth => english::find(act, text, tongue),
    };
    if let Some((told, read)) = repealed::by_card(act, text, &this, &found, &reads) {
        others.retain(|other| other.line != told.line);
        found.push(told);
        reads.push(read);
    }
    let verdicts = Verdicts::of(&this, &found, &reads);
    let mut work = edit::Work::of(document, live, amended.profile, tongue);
    let (mut asks, mut edits) = (Vec::with_capacity(found.len()), Vec::new());
    for (index, (each, read)) in found.iter().zip(reads).enumerate() {
        asks.push(read.asks());
        let left = |why: Sentence| Left { address: String::new(), why: why.into(), asked_by: vec![index] };
        let of_others = read.edits.iter().filter_map(|edit| verdicts.other(each, edit.law.as_deref())).next();
        let other = of_others.or_else(|| verdicts.other(each, None).filter(|_| read.edits.is_empty()));
        if let Some(law) = other {
            let template = "{place} amends another act: {law}.";
            work.left.push(left(Sentence::new(OTHER_ACT, template, [("place", &each.place), ("law", &law)])));
        }
        let own: Vec<_> = read
            .edits
            .into_iter()
            .filter(|edit| verdicts.other(each, edit.law.as_deref()).is_none())
            .map(|edit| (index, edit))
            .collect();
        if own.is_empty() && work.left.last().is_some_and(|left| left.asked_by == [index]) {
            continue;
        }
        let open = || {
            let template = "The quotation at {place} is never closed.";
            Sentence::new("INSTRUCTION_QUOTE_OPEN", template, [("place", &each.place)])
        };
        match (each.quote == Quote::Open).then(open).or(read.trouble) {
            Some(why) => work.left.push(left(why)),
            None => edits.extend(own),
        }
    }
    for (index, edit) in order::in_order(edits) {
        work.carry_out(index, &edit);
    }
    work.left.sort_by_key(|left| left.asked_by.first().copied());
    let mut proposal = work.propose(source)?;
    for step in proposal.steps.iter_mut().filter(|_| !verdicts.names_this && !this.is_nameless()) {
        // None of the acts that it names is called like this one.
        let law = step.asked_by.iter().find_map(|&index| Some(found[index].law.as_ref()?.name.as_str()));
        let doubt = |law: &str| {
            let template = "The act amends {law}, and this document is called {title}: is it the same?";
            Sentence::new("PERHAPS_OTHER_ACT", template, [("law", &law), ("title", &amended.title)])
        };
        step.doubts.extend(law.map(|law| doubt(law).into()));
    }
    let outcomes = outcomes(found.len(), &proposal);
    let told = |((found, asks), outcome): ((Found, _), _)| Instruction {
        place: found.place,
        line: found.line,
        sentence: found.sentence,
        asks,
        outcome,
    };
    proposal.instructions = found.into_iter().zip(asks).zip(outcomes).map(told).collect();
    proposal.others = others;
    Ok(proposal)
}

/// What became of each of so many instructions.
fn outcomes(count: usize, proposal: &Proposal) -> Vec<InstructionOutcome> {
    let mut outcomes = vec![InstructionOutcome::Done; count];
    // What is left of it counts more than what is proposed, and that more than what is of another document.
    let others =
        |other: bool| proposal.left.iter().filter(move |left| (left.why.code == OTHER_ACT) == other).map(|left| &left.asked_by);
    let said = [
        (InstructionOutcome::OtherDocument, others(true).collect::<Vec<_>>()),
        (InstructionOutcome::Proposed, proposal.steps.iter().map(|step| &step.asked_by).collect()),
        (InstructionOutcome::Left, others(false).collect()),
    ];
    for (outcome, of) in said {
        for &index in of.into_iter().flatten() {
            outcomes[index] = outcome;
        }
    }
    outcomes
}

/// Which of what an act asks is of other documents.
struct Verdicts<'a> {
    this: &'a Identity,
    /// Whether some sentence names this one.
    names_this: bool,
}

impl<'a> Verdicts<'a> {
    fn of(this: &'a Identity, found: &[Found], reads: &[Read]) -> Self {
        let named = found.iter().filter_map(|each| each.law.as_ref()).any(|law| this.is(law) == Is::This);
        let numbered = reads.iter().flat_map(|read| &read.edits).filter_map(|edit| edit.law.as_deref());
        Self { this, names_this: named || numbered.into_iter().any(|number| this.is(&numbered_law(number)) == Is::This) }
    }

    /// The document that is meant, where it is another: the one with this number, or that of the sentence.
    fn other(&self, found: &Found, number: Option<&str>) -> Option<String> {
        let law = number.map(numbered_law).or_else(|| found.law.clone())?;
        let is_other = match self.this.is(&law) {
            Is::This => false,
            Is::Other => true,
            Is::Unlike => self.names_this,
        };
        is_other.then_some(law.name)
    }
}

fn numbered_law(number: &str) -> Law {
    Law { name: number.to_uppercase(), number: Some(number.to_owned()) }
}
