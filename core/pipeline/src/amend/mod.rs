//! Amending from a document: what leads from a cut document to another text of it, as operations for people to review.
//!
//! A consolidated text of the same document is marked like any other; [`from_version`] pairs its units with the live ones and
//! says which operations of [`crate::structure`] lead there. It proposes and decides nothing: each operation goes its own way
//! through MARK, REVIEW, CUT and VERIFY. What only a person can tell is said as a doubt of the step, or left to them.
//!
//! An amending act is read sentence by sentence instead ([`by_act`]); what it asks comes as the same steps.
//!
//! Parts of what is not there yet come with a later round: the same question asked again, once the steps were carried out. When
//! no step is left, the document reads as the text does. All rounds together are one change ([`Whole`]), where that is asked for.

mod act;
pub mod ask;
pub mod held;
mod live;
mod proposal;
pub mod rehearse;
mod shown;
pub mod stands;
mod steps;

pub use act::Amended;

use crate::structure::{Document, Source};
use cutter_model::refusal::Refusal;
use iu_text::manifest::Manifest;
use iu_text::profile::Profile;
pub use proposal::{Asked, AskedKind, Doubt, Instruction, InstructionOutcome, Left, Passage, Proposal, Step, Whole};

/// Proposes what leads from `document` to the text that `manifest` was made from.
///
/// `source` says where the text was taken from; new texts name it.
///
/// # Errors
/// `AMEND_OTHER_DOCUMENT` where the manifest is of another document; `AMEND_FORMAT` where the document's addresses are of
/// another format; `DOCUMENT_EMPTY`; `SPAN_OUTSIDE_TEXT`.
pub fn from_version(document: &Document, manifest: &Manifest, text: &str, source: Option<&Source>) -> Result<Proposal, Refusal> {
    let live = live_units(document, &manifest.address_format_version)?;
    if let Some(first) = live.first().filter(|first| first.unit.doc_code != manifest.doc_code) {
        let message = format!("The text is of {}, the document is {}.", manifest.doc_code, first.unit.doc_code);
        return Err(Refusal::invalid("AMEND_OTHER_DOCUMENT", message));
    }
    let later = live::of_text(manifest, text)?;
    Ok(steps::propose(document, &live, &manifest.units, &later, None, source))
}

/// Proposes what an amending act asks of `document`. `act` is the manifest of the act, down to the deepest level of its profile,
/// and `text` what it was made from; `source` says where that was taken from.
///
/// # Errors
/// `AMEND_GRAMMAR` where the document is of a kind whose instructions are not read; `AMEND_FORMAT`, `DOCUMENT_EMPTY`.
pub fn by_act(
    document: &Document,
    amended: Amended<'_>,
    act: &Manifest,
    text: &str,
    source: Option<&Source>,
) -> Result<Proposal, Refusal> {
    let live = live_units(document, &act.address_format_version)?;
    act::propose(document, &live, amended, act, text, source)
}

/// Id of the deepest level of `profile` that the document is cut to, and a text of it is marked to.
///
/// # Errors
/// `DOCUMENT_EMPTY`, `UNIT_WITHOUT_VERSION`.
pub fn leaf_of<'p>(document: &Document, profile: &'p Profile) -> Result<&'p str, Refusal> {
    let live = live::read(document)?;
    if live.is_empty() {
        return Err(empty());
    }
    Ok(live::deepest(&live, profile))
}

fn empty() -> Refusal {
    Refusal::conflict("DOCUMENT_EMPTY", "The document has no unit yet: it is cut first.")
}

/// The live units of a document whose addresses are of this format.
fn live_units<'d>(document: &'d Document, format: &str) -> Result<Vec<live::Live<'d>>, Refusal> {
    let live = live::read(document)?;
    if live.is_empty() {
        return Err(empty());
    }
    if let Some(other) = live.iter().find(|each| each.unit.canonical_address_format_version != format) {
        let message = format!(
            "{} is a {} address, those of the text are {format}.",
            other.unit.canonical_address, other.unit.canonical_address_format_version
        );
        return Err(Refusal::conflict("AMEND_FORMAT", message));
    }
    Ok(live)
}
