//! The manifest of an attestation: existing units as they stand, taken under governance without being touched.
//!
//! It names no source text: what is attested are rows, each by the digest of its full state.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use iu_text::manifest::Stored;

/// `operation_kind` of such a manifest.
pub const ATTEST: &str = "attest";

/// A unit as it stood when it was marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct AttestedUnit {
    /// `r1`, `r2`… in document order.
    pub local_id: String,
    /// The existing unit.
    pub unit_id: String,
    /// Its canonical address.
    pub address: String,
    /// The format its address follows.
    pub address_format_version: String,
    /// Its parent.
    pub parent_id: Option<String>,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// Position in the document.
    pub sort_order: i64,
    /// Label as people know it.
    pub label: String,
    /// Title as people know it.
    pub title: String,
    /// `draft_only`, `active` or `retired`.
    pub lifecycle_status: String,
    /// The authority it has and keeps.
    pub authority: Option<String>,
    /// Its newest version, 1, 2…; none where it has no text.
    pub version_seq: Option<i64>,
    /// SHA-256 of the version's own text, computed from the text.
    pub content_hash: String,
    /// SHA-256 of the RFC 8785 text of title and content profile of the version.
    pub profile_digest: String,
    /// SHA-256 of the RFC 8785 text of unit and version as they stood.
    pub row_digest: String,
    /// As `row_digest`, without what an editor may change: the identity profile and the time of the last change.
    pub standing_digest: String,
}

/// A proposal to attest units of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct AttestManifest {
    /// `FORMAT_VERSION`.
    pub format_version: String,
    /// The engine that wrote it.
    pub engine_revision: String,
    /// [`ATTEST`].
    pub operation_kind: String,
    /// Document code shared by the units.
    pub doc_code: String,
    /// Units in all.
    pub unit_count: usize,
    /// Units by section type.
    pub units_by_section_type: BTreeMap<String, usize>,
    /// SHA-256 of the units' headings and own texts, one after the other in document order.
    pub text_sha256: String,
    /// Units in document order.
    pub units: Vec<AttestedUnit>,
    /// SHA-256 of the RFC 8785 text of everything else; empty only while being computed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub manifest_digest: String,
}

impl Stored for AttestManifest {
    fn format_version(&self) -> &str {
        &self.format_version
    }

    fn digest(&mut self) -> &mut String {
        &mut self.manifest_digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_the_format_does_not_know_is_refused() {
        let manifest = AttestManifest {
            format_version: iu_text::manifest::FORMAT_VERSION.to_owned(),
            engine_revision: "cutter-core/0.1.0".to_owned(),
            operation_kind: ATTEST.to_owned(),
            doc_code: "mau".to_owned(),
            unit_count: 0,
            units_by_section_type: BTreeMap::new(),
            text_sha256: "0".repeat(64),
            units: Vec::new(),
            manifest_digest: String::new(),
        }
        .sealed();
        let stored = manifest.to_canonical_json();
        assert_eq!(AttestManifest::from_stored(&stored), Ok(manifest));
        let error = AttestManifest::from_stored(&stored.replacen('{', r#"{"a_note":1,"#, 1)).expect_err("a member more");
        assert_eq!(error.code, "MANIFEST_FORM");
    }
}
