//! What an export is made from.

use serde::{Deserialize, Serialize};

use cutter_pipeline::structure::DocumentRows;

/// In which form a document is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Akn => "application/akn+xml",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown",
        }
    }

    pub(super) const fn file_ending(self) -> &'static str {
        match self {
            Self::Akn => "akn.xml",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}

/// The registered document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
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
#[derive(Debug, Clone, Serialize, Deserialize, cutter_model::TS)]
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
    /// What was recorded by then is known; RFC 3339 or a date, none is everything.
    #[serde(default)]
    pub known_at: Option<String>,
    /// What the text cites, in its order; a stretch that cites several provisions is one after the other.
    #[serde(default)]
    pub citations: Vec<ExportedCitation>,
    /// The documents that are cited.
    #[serde(default)]
    pub cited: Vec<CitedWork>,
    /// Acts that amend or repeal the document and are not carried out on it.
    #[serde(default)]
    pub not_consolidated: Vec<NotConsolidated>,
    /// Form of the export.
    pub format: ExportFormat,
    /// What the ledger does not know of the work, as far as somebody says it.
    pub names: WorkNames,
    /// Time of the export, RFC 3339.
    pub now: String,
}

/// An act that is registered, amends a document, and is not carried out on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NotConsolidated {
    /// Its code.
    pub doc_code: String,
    /// Its title.
    pub title: String,
}

/// A citation in a text that is exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ExportedCitation {
    /// The version whose text says it.
    pub version_id: String,
    /// `heading` or `body`.
    pub part: String,
    /// First byte in that part.
    pub starts: usize,
    /// Byte behind the last.
    pub ends: usize,
    /// Code of the document it means.
    pub doc_code: String,
    /// The address that answers; none for a document as a whole.
    pub address: Option<String>,
}

/// A document that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CitedWork {
    /// Its code.
    pub doc_code: String,
    /// Its address prefix.
    pub prefix: String,
    /// Id of the profile that divides it.
    pub profile: String,
    /// The card of its newest cut as JSON text; empty where it has none.
    pub card: String,
}

/// What the ledger does not know of a work. What is left out is taken from the profile where it says it, else it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, cutter_model::TS)]
pub struct WorkNames {
    /// ISO 3166-1 alpha-2, or `eu`, `un`.
    #[serde(default)]
    pub country: Option<String>,
    /// ISO 639-2 alpha-3.
    #[serde(default)]
    pub language: Option<String>,
    /// Date of the work, such as its adoption: `YYYY-MM-DD`.
    #[serde(default)]
    pub date: Option<String>,
}
