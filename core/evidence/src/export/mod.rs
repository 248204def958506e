//! Export of a cut document: what stands in the ledger, as one file that others can read.
//!
//! The units are the live ones; what belongs to no unit (preamble, signatures) comes from the source by the manifest's
//! exclusions. Same facts, same bytes.

mod akn;
mod cited;
mod document;
mod eid;
mod element;
mod facts;
mod json;
mod markdown;
mod notes;
mod parts;
mod tree;
mod work;

use serde::{Deserialize, Serialize};

use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::Moment;
use iu_address::alias::AliasRow;
use iu_text::manifest::{Manifest, Span, Stored};

pub(crate) use document::Export;
pub use facts::{
    CitedWork, ExportFacts, ExportFormat, ExportedCitation, ExportedCut, ExportedDocument, NotConsolidated, WorkNames,
};
use tree::Tree;
use work::Work;

/// An exported document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ExportOutcome {
    /// The file's text.
    pub text: String,
    /// Its media type.
    pub media_type: String,
    /// A name for the file: the prefix with an ending.
    pub file_name: String,
    /// Units in it.
    pub units: usize,
}

/// Exports a document.
///
/// # Errors
/// `EXPORT_NOTHING_LIVE` where every unit is retired or was removed; `EXPORT_UNITS_UNCONNECTED` where parents go in a
/// circle; `EXPORT_COUNTRY_INVALID`, `EXPORT_LANGUAGE_INVALID` or `EXPORT_DATE_INVALID` for what is said of the work;
/// `SPAN_OUTSIDE_TEXT`; those of [`Manifest::from_stored`].
pub fn export(facts: &ExportFacts) -> Result<ExportOutcome, Refusal> {
    let manifest = Manifest::from_stored(&facts.manifest_text)?;
    let outside = |span: Span| facts.canonical_text.get(span.start..span.end).is_none();
    if manifest.exclusions.iter().any(|exclusion| outside(exclusion.span)) {
        return Err(Refusal::conflict("SPAN_OUTSIDE_TEXT", "A span of the manifest lies outside the registered text."));
    }
    let work = Work::of(facts, &manifest)?;
    let as_of = facts.as_of.as_deref().unwrap_or(&facts.now);
    let rows = facts.rows.at(Moment::read(Some(as_of), facts.known_at.as_deref())?)?;
    let aliases: Vec<AliasRow> = rows.aliases.values().cloned().collect();
    let units = rows.with_newest();
    let tree = Tree::grow(units, &aliases, &manifest)?;
    let export = Export::of(facts, &manifest, &tree, &work);
    let text = match facts.format {
        ExportFormat::Akn => akn::write(&export),
        ExportFormat::Json => json::write(&export),
        ExportFormat::Markdown => markdown::write(&export),
    };
    Ok(ExportOutcome {
        text,
        media_type: facts.format.media_type().to_owned(),
        file_name: format!("{}.{}", facts.document.prefix, facts.format.file_ending()),
        units: tree.nodes.len(),
    })
}
