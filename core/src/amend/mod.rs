//! Amending from a document: what leads from a cut document to another text of it, as operations for people to review.
//!
//! A consolidated text of the same document is marked like any other; [`from_version`] pairs its units with the live ones and
//! says which operations of [`crate::structure`] lead there. It proposes and decides nothing: each operation goes its own way
//! through MARK, REVIEW, CUT and VERIFY. What only a person can tell is said as a doubt of the step, or left to them.
//!
//! Parts of what is not there yet come with a later round: the same question asked again, once the steps were carried out. When
//! no step is left, the document reads as the text does.

mod likeness;
mod live;
mod steps;

use serde::{Deserialize, Serialize};

use crate::manifest::Manifest;
use crate::refusal::Refusal;
use crate::sentence::{Sentence, Values};
use crate::structure::{Document, Operation, Source};

/// What leads from the document to the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Units that are as the text has them.
    pub unchanged: usize,
    /// Operations, each of which can be proposed once those before it were carried out.
    pub steps: Vec<Step>,
    /// What no operation is proposed for, and why.
    pub left: Vec<Left>,
    /// Units of the text that wait for what the steps make; the next round proposes them.
    pub waiting: usize,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is to be done.
    pub operation: Operation,
    /// Addresses it is about, as they are before it; of an insert the one it gives.
    pub addresses: Vec<String>,
    /// What a person should look at before; empty where nothing speaks against it.
    pub doubts: Vec<Doubt>,
}

/// A unit that is left to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Its address: of the document, or where it has none yet of the text.
    pub address: String,
    /// Why.
    pub why: Doubt,
}

/// Something only a person can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Stable code.
    pub code: String,
    /// What stands in the places of its sentence.
    pub values: Values,
    /// The sentence.
    pub message: String,
}

impl From<Sentence> for Doubt {
    fn from(Sentence { code, values, text }: Sentence) -> Self {
        Self { code: code.to_owned(), values, message: text }
    }
}

/// Proposes what leads from `document` to the text that `manifest` was made from.
///
/// `source` says where the text was taken from; new texts name it.
///
/// # Errors
/// `AMEND_OTHER_DOCUMENT` where the manifest is of another document; `AMEND_FORMAT` where the document's addresses are of
/// another format; `DOCUMENT_EMPTY`; `SPAN_OUTSIDE_TEXT`.
pub fn from_version(document: &Document, manifest: &Manifest, text: &str, source: Option<&Source>) -> Result<Proposal, Refusal> {
    let live = live::read(document)?;
    let Some(first) = live.first() else {
        return Err(Refusal::conflict("DOCUMENT_EMPTY", "The document has no unit yet: it is cut first."));
    };
    if first.unit.doc_code != manifest.doc_code {
        let message = format!("The text is of {}, the document is {}.", manifest.doc_code, first.unit.doc_code);
        return Err(Refusal::invalid("AMEND_OTHER_DOCUMENT", message));
    }
    if let Some(other) = live.iter().find(|each| each.unit.canonical_address_format_version != manifest.address_format_version) {
        let message = format!(
            "{} is a {} address, those of the text are {}.",
            other.unit.canonical_address, other.unit.canonical_address_format_version, manifest.address_format_version
        );
        return Err(Refusal::conflict("AMEND_FORMAT", message));
    }
    let later = live::of_text(manifest, text)?;
    Ok(steps::propose(document, &live, manifest, &later, source))
}
