//! A citation as somebody types it, where else an address would be.

use cutter_model::refusal::Refusal;
use iu_references::{citation, document_key, Named};
use serde::{Deserialize, Serialize};

use crate::target::target;

/// A citation that was typed, as it is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct TypedCitation {
    /// The document as it was named; none where only provisions were.
    pub document: Option<String>,
    /// By provision, as people read it, what is looked up; empty where a document is cited as a whole.
    pub provisions: Vec<TypedProvision>,
    /// The target of the document.
    pub whole: String,
}

/// A provision of a citation that was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct TypedProvision {
    /// As people read it.
    pub normal: String,
    /// The provision, then what holds it.
    pub targets: Vec<String>,
}

/// Reads what somebody typed.
///
/// # Errors
/// Those of `iu_references::citation`; `CITATION_NEEDS_DOCUMENT` where the text does not say of which document it is.
pub fn typed(text: &str) -> Result<TypedCitation, Refusal> {
    let read = citation(text).map_err(|error| Refusal { at: Some(error.at), ..Refusal::invalid(error.code, error.message) })?;
    let name = read.document.map(|named| match named {
        Named::Number(name) | Named::Title(name) => name,
    });
    let Some(key) = name.as_deref().map(document_key) else {
        let message = "The citation names no document: add its number or its title.";
        return Err(Refusal { at: Some(text.len()), ..Refusal::invalid("CITATION_NEEDS_DOCUMENT", message) });
    };
    let provisions = read.provisions.iter().map(|provision| TypedProvision {
        normal: provision.normal.clone(),
        targets: provision.paths().iter().map(|path| target(&key, path)).collect(),
    });
    Ok(TypedCitation { provisions: provisions.collect(), whole: target(&key, ""), document: name })
}
