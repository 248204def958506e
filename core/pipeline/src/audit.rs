//! Documents hashed anew in rotation: what no journal saw is seen here.

use serde::{Deserialize, Serialize};

use crate::record::{DocumentDrift, DocumentOnRecord};

/// How a document was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditStanding {
    /// As its newest signed state says.
    AsSigned,
    /// No change set recorded a state of it yet.
    Unsigned,
    /// Otherwise.
    Drifted,
}

/// One document that was hashed anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct AuditedDocument {
    /// Its code.
    pub doc_code: String,
    /// How it was found.
    pub standing: AuditStanding,
    /// What differs.
    pub drift: Option<DocumentDrift>,
}

/// Judges a document as it stands at `now` (RFC 3339).
#[must_use]
pub fn audit(document: &DocumentOnRecord, now: &str) -> AuditedDocument {
    let drift = DocumentDrift::of(document, None, now);
    let standing = match (&drift, &document.newest) {
        (Some(_), _) => AuditStanding::Drifted,
        (None, None) => AuditStanding::Unsigned,
        (None, Some(_)) => AuditStanding::AsSigned,
    };
    AuditedDocument { doc_code: document.doc_code.clone(), standing, drift }
}
