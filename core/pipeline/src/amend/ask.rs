//! Amending from a document: from the rows of what is amended and a text to a proposal. Writes nothing.

use serde::{Deserialize, Serialize};

use crate::amend::rehearse::{rehearse, On, Rehearsed};
use crate::amend::{by_act, from_version, leaf_of, Amended, Doubt, Instruction, InstructionOutcome, Left, Proposal, Whole};
use crate::first_cut::mark::DocumentFacts;
use crate::operation::StandingRows;
use crate::registration::choose_profile;
use crate::structure::{found_by, has_days, Amendment, Document, Source, Undertaking};
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_text::canon::canonicalise;
use iu_text::profile::CustomProfile;
use iu_text::segment::{detect, mark, MarkRequest};

/// The facts an amendment is proposed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AmendFacts {
    /// The document that is amended, as registered.
    pub document: DocumentFacts,
    /// By what it is cited beside its title.
    #[serde(default)]
    pub names: Vec<String>,
    /// JSON text of its rows ([`StandingRows`]).
    pub document_rows: String,
    /// Active codes of the section type vocabulary.
    pub active_section_types: Vec<String>,
    /// The installation's own profile of the document's name; none where it has none.
    #[serde(default)]
    pub custom_profile: Option<CustomProfile>,
    /// The consolidated text, or the text of the amending act.
    pub text: String,
    /// Where it was registered; new texts name it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Asks for all of it as one change.
    #[serde(default)]
    pub as_one: Option<AsOne>,
}

/// How an act is to be one change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AsOne {
    /// The day from which it is law; none is the act's own in a document with legal days.
    #[serde(default)]
    pub effective_on: Option<Day>,
    /// The day from which the act itself is law; none is the day of recording.
    #[serde(default)]
    pub own_day: Option<Day>,
    /// Whether steps are a part of it that a person should look at before.
    #[serde(default)]
    pub with_doubts: bool,
}

impl AmendFacts {
    /// Proposes for the document as it is, or, where all of it is to be one change, as that finds it.
    fn answer(
        &self,
        (document, now): &(Document, String),
        ask: impl Fn(&Document) -> Result<Proposal, Refusal>,
    ) -> Result<Proposal, Refusal> {
        let Some(AsOne { effective_on, own_day, with_doubts }) = self.as_one else { return ask(document) };
        let asked = effective_on.or(own_day.filter(|_| has_days(&document.rows)));
        let (document, day) = found_by(document, asked, now)?;
        let on = On { name: "amendment", now, day };
        let Rehearsed { first, parts, refused, last, .. } =
            rehearse(&document, on, |step| with_doubts || step.doubts.is_empty(), ask)?;
        let left = refused.into_iter().map(|(step, why)| Left {
            address: step.addresses.join(", "),
            why: Doubt { code: why.code, values: why.values, message: why.message },
            asked_by: step.asked_by,
        });
        let waits = |each: &&Instruction| matches!(each.outcome, InstructionOutcome::Proposed | InstructionOutcome::Left);
        let asked = first.instructions.iter().filter(waits).map(|each| each.line).collect();
        let operation = (!parts.is_empty()).then(|| Undertaking::Amendment(Amendment { act: self.source.clone(), asked, parts }));
        let doubted = last.steps.into_iter().filter(|step| !step.doubts.is_empty()).collect();
        let left = last.left.into_iter().chain(left).collect();
        Ok(Proposal { whole: Some(Whole { operation, effective_on: day, doubted, left }), ..first })
    }

    /// The document, and the time at which it was read.
    fn document(&self) -> Result<(Document, String), Refusal> {
        let standing: StandingRows = read_rows(&self.document_rows)?;
        Ok((standing.document(&self.active_section_types), standing.now))
    }

    fn request(&self, asked: Option<&str>, text: &iu_text::canon::CanonicalText) -> Result<MarkRequest, Refusal> {
        let detection = if asked.is_some() { Vec::new() } else { detect(text) };
        let profile = choose_profile(asked, &detection, self.custom_profile.as_ref())?;
        let DocumentFacts { prefix, doc_code, .. } = self.document.clone();
        Ok(MarkRequest { profile, prefix, doc_code, leaf: None, scope: iu_text::manifest::ScopePolicy::All })
    }
}

/// Proposes what leads from the document to a consolidated text of it. The text is marked with the document's profile, down to
/// the level to which the document is cut.
///
/// # Errors
/// Those of the canonicalisation, of segmentation and of [`from_version`]; `FACTS_UNREADABLE`.
pub fn amend(facts: &AmendFacts) -> Result<Proposal, Refusal> {
    let (standing, text) = (facts.document()?, canonicalise(facts.text.as_bytes())?);
    let mut request = facts.request(facts.document.profile.as_deref(), &text)?;
    request.leaf = Some(leaf_of(&standing.0, &request.profile)?.to_owned());
    let manifest = mark(&text, &request)?;
    facts.answer(&standing, |document| from_version(document, &manifest, text.as_str(), facts.source.as_ref()))
}

/// Proposes what an amending act asks of the document. The act is marked with the document's profile, down to its
/// deepest level.
///
/// # Errors
/// Those of the canonicalisation, of segmentation and of [`by_act`]; `FACTS_UNREADABLE`; `AMEND_NOTHING_ASKED` where no sentence
/// of the act asks for anything.
pub fn amend_by_act(facts: &AmendFacts) -> Result<Proposal, Refusal> {
    let (standing, text) = (facts.document()?, canonicalise(facts.text.as_bytes())?);
    let mut request = facts.request(facts.document.profile.as_deref(), &text)?;
    leaf_of(&standing.0, &request.profile)?;
    request.leaf = request.profile.levels.last().map(|level| level.id.clone());
    let act = mark(&text, &request)?;
    let amended = Amended { profile: &request.profile, title: &facts.document.title, names: &facts.names };
    let proposal = facts.answer(&standing, |document| by_act(document, amended, &act, text.as_str(), facts.source.as_ref()))?;
    if proposal.instructions.is_empty() {
        let message = "No sentence of this act begins with what is to be done to a provision: it amends nothing, or in a form that is not read.";
        return Err(Refusal::invalid("AMEND_NOTHING_ASKED", message));
    }
    Ok(proposal)
}
