//! Export of a cut document: what stands in the ledger, as one file that others can read.
//!
//! The units are the live ones; what belongs to no unit (preamble, signatures) comes from the source by the manifest's
//! exclusions. Same facts, same bytes.

mod akn;
mod eid;
mod element;
mod json;
mod markdown;
mod tree;
mod work;

use serde::{Deserialize, Serialize};

use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::DocumentRows;
use iu_address::alias::AliasRow;
use iu_text::manifest::{Manifest, Span};

pub use work::WorkNames;

use tree::Tree;
use work::Work;

/// In which form a document is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// Akoma Ntoso 3.0 (OASIS LegalDocML), XML.
    Akn,
    /// Everything, with addresses, exact texts and digests.
    Json,
    /// For reading, with an anchor for each unit.
    Markdown,
}

impl ExportFormat {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Akn => "application/akn+xml",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown",
        }
    }

    const fn file_ending(self) -> &'static str {
        match self {
            Self::Akn => "akn.xml",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}

/// The registered document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExportedDocument {
    /// Its id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Document code.
    pub doc_code: String,
    /// Address prefix.
    pub prefix: String,
    /// When it was registered, RFC 3339 in UTC.
    pub registered_at: String,
}

/// The cut that wrote the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExportedCut {
    /// The manifest that was cut.
    pub manifest_id: String,
    /// The change set.
    pub change_set_id: String,
    /// When it was applied, RFC 3339 in UTC.
    pub applied_at: String,
    /// Verdict of VERIFY; none while it waits for one.
    pub verdict: Option<String>,
}

/// What an export is made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExportFacts {
    /// The document.
    pub document: ExportedDocument,
    /// Its newest cut that was not taken back.
    pub cut: ExportedCut,
    /// The stored manifest of that cut.
    pub manifest_text: String,
    /// The text the manifest was made from.
    pub canonical_text: String,
    /// The document's rows.
    pub rows: DocumentRows,
    /// As of when; RFC 3339 or a date, none is now.
    pub as_of: Option<String>,
    /// Form of the export.
    pub format: ExportFormat,
    /// What the ledger does not know of the work, as far as somebody says it.
    pub names: WorkNames,
    /// Time of the export, RFC 3339.
    pub now: String,
}

/// An exported document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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

/// Everything a writer of one format reads.
pub(crate) struct Export<'a> {
    facts: &'a ExportFacts,
    manifest: &'a Manifest,
    tree: &'a Tree,
    work: &'a Work,
}

impl Export<'_> {
    /// The text of a span of the source.
    fn source(&self, span: Span) -> &str {
        // Checked once for all exclusions before anything is written.
        self.facts.canonical_text.get(span.start..span.end).unwrap_or_default()
    }
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
    let rows = facts.rows.at(facts.as_of.as_deref().map(str::parse).transpose()?)?;
    let aliases: Vec<AliasRow> = rows.aliases.values().cloned().collect();
    let units = rows.with_newest();
    let tree = Tree::grow(units, &aliases, &manifest)?;
    let export = Export { facts, manifest: &manifest, tree: &tree, work: &work };
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
