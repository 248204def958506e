//! Amending from a document: from the rows of what is amended and a text to a proposal. Writes nothing.

use serde::{Deserialize, Serialize};

use crate::amend::{by_act, from_version, leaf_of, Amended, Proposal};
use crate::first_cut::mark::DocumentFacts;
use crate::operation::StandingRows;
use crate::registration::choose_profile;
use crate::structure::{Document, Source};
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;
use iu_text::canon::canonicalise;
use iu_text::profile::CustomProfile;
use iu_text::segment::{detect, mark, MarkRequest};

/// The facts an amendment is proposed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AmendFacts {
    /// The document that is amended, as registered.
    pub document: DocumentFacts,
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
}

impl AmendFacts {
    fn document(&self) -> Result<Document, Refusal> {
        Ok(read_rows::<StandingRows>(&self.document_rows)?.document(&self.active_section_types))
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
    let (document, text) = (facts.document()?, canonicalise(facts.text.as_bytes())?);
    let mut request = facts.request(facts.document.profile.as_deref(), &text)?;
    request.leaf = Some(leaf_of(&document, &request.profile)?.to_owned());
    let manifest = mark(&text, &request)?;
    from_version(&document, &manifest, text.as_str(), facts.source.as_ref())
}

/// Proposes what an amending act asks of the document. The act is marked with the document's profile, down to its
/// deepest level.
///
/// # Errors
/// Those of the canonicalisation, of segmentation and of [`by_act`]; `FACTS_UNREADABLE`; `AMEND_NOTHING_ASKED` where no sentence
/// of the act asks for anything.
pub fn amend_by_act(facts: &AmendFacts) -> Result<Proposal, Refusal> {
    let (document, text) = (facts.document()?, canonicalise(facts.text.as_bytes())?);
    let mut request = facts.request(facts.document.profile.as_deref(), &text)?;
    leaf_of(&document, &request.profile)?;
    request.leaf = request.profile.levels.last().map(|level| level.id.clone());
    let act = mark(&text, &request)?;
    let amended = Amended { profile: &request.profile, title: &facts.document.title };
    let proposal = by_act(&document, amended, &act, text.as_str(), facts.source.as_ref())?;
    if proposal.instructions.is_empty() {
        let message = "No sentence of this act begins with what is to be done to a provision: it amends nothing, or in a form that is not read.";
        return Err(Refusal::invalid("AMEND_NOTHING_ASKED", message));
    }
    Ok(proposal)
}
