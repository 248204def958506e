//! The manifest: what MARK proposes, as data (format version "1.0").
//!
//! A manifest is stored and hashed as its RFC 8785 text. Every byte of the canonical source is in exactly one span:
//! a unit's heading, a unit's own text, or an exclusion with a reason; [`coverage`] proves it.

pub mod attest;
pub mod coverage;
pub mod diff;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::digest::{canonical_digest, canonical_json};

/// The manifest format this engine writes and reads.
pub const FORMAT_VERSION: &str = "1.0";

/// The engine that wrote a manifest, a plan or a verdict: name and version of this crate.
pub const ENGINE_REVISION: &str = concat!("cutter-core/", env!("CARGO_PKG_VERSION"));

/// A half-open range of byte offsets into the canonical text, written `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[cfg_attr(feature = "typescript", ts(type = "[number, number]"))]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Which units of a document are proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ScopePolicy {
    /// Every unit.
    #[default]
    All,
    /// Only units whose cascaded status is `enacted`; the rest become exclusions.
    EnactedOnly,
}

/// The profile a manifest was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProfileRef {
    /// Profile id, e.g. `vn-law`.
    pub id: String,
    /// Profile version.
    pub version: String,
    /// SHA-256 of the profile's canonical JSON.
    pub digest: String,
}

/// The source version a manifest was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SourceRef {
    /// SHA-256 of the canonical text.
    pub sha256: String,
    /// Length of the canonical text in bytes.
    pub bytes: usize,
    /// Name of the canonicalisation rule (`canon-1`).
    pub canonicalization: String,
}

/// How many of what; every map is keyed by the term named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Counts {
    /// Units in all.
    pub units: usize,
    /// Units by section type.
    pub units_by_section_type: BTreeMap<String, usize>,
    /// Exclusions by reason.
    pub exclusions_by_reason: BTreeMap<String, usize>,
    /// Anomalies in all.
    pub anomalies: usize,
}

/// The coverage proof: bytes per class and the digest of the text rebuilt from the spans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Coverage {
    /// Bytes of the canonical text.
    pub total_bytes: usize,
    /// Bytes in headings of units.
    pub heading_bytes: usize,
    /// Bytes in own texts of units.
    pub own_text_bytes: usize,
    /// Bytes in exclusions.
    pub excluded_bytes: usize,
    /// Whether the spans, in order, give the canonical text byte for byte.
    pub reconstruction_ok: bool,
    /// SHA-256 of the text rebuilt from the spans.
    pub reconstruction_sha256: String,
}

/// Something about the text a reviewer should see; never repaired silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Anomaly {
    /// `gap`, `repeat`, `restart`, `out_of_order`, `collision`, `empty_body`, …
    pub code: String,
    /// Byte offset into the canonical text.
    pub at: usize,
    /// Line of the canonical text, from 1.
    pub line: usize,
    /// The label concerned, as written.
    pub label: String,
    /// One sentence for people.
    pub message: String,
}

/// Text that belongs to no unit, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Exclusion {
    /// Where.
    pub span: Span,
    /// `preamble`, `page_furniture`, `front_matter`, `signature_block`, `table_of_contents`, …
    pub reason: String,
}

/// One proposed unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Unit {
    /// `r1`, `r2`… in document order.
    pub local_id: String,
    /// Proposed canonical address.
    pub address: String,
    /// Local id of the parent unit.
    pub parent_local_id: Option<String>,
    /// Profile level id, e.g. `dieu`.
    pub level: String,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// Label as written, e.g. `Điều 15a`.
    pub label: String,
    /// Title without label; empty where the unit has none.
    pub title: String,
    /// Position in the document, from 1.
    pub sort_order: usize,
    /// Spans of the heading, in order.
    pub heading_spans: Vec<Span>,
    /// Spans of the unit's own text, in order; none for a structural node.
    pub body_spans: Vec<Span>,
    /// SHA-256 of the own text's UTF-8 bytes (of nothing for a structural node).
    pub content_hash: String,
    /// Cascaded status: `enacted`, `controlled_draft`, `draft` or `obsolete`.
    pub status: String,
    /// Which tier decided the status: 0 document, 1 group heading, 2 own marker.
    pub status_tier: u8,
}

impl Unit {
    /// Whether the unit only groups others and has no text of its own.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        self.body_spans.is_empty()
    }
}

/// A proposal to cut one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Manifest {
    /// [`FORMAT_VERSION`].
    pub format_version: String,
    /// [`ENGINE_REVISION`] of the engine that wrote it.
    pub engine_revision: String,
    /// `first_cut`, `split`, `merge`, …
    pub operation_kind: String,
    /// Document code shared by all units of the document.
    pub doc_code: String,
    /// Address prefix of the document.
    pub prefix: String,
    /// `canonical-address-v1` or `canonical-address-v2`.
    pub address_format_version: String,
    /// The profile.
    pub profile: ProfileRef,
    /// Id of the deepest level cut into units.
    pub leaf_level: String,
    /// Which units are proposed.
    pub scope_policy: ScopePolicy,
    /// The source version.
    pub source: SourceRef,
    /// Counts.
    pub counts: Counts,
    /// The coverage proof.
    pub coverage: Coverage,
    /// Units in document order.
    pub units: Vec<Unit>,
    /// Exclusions in document order.
    pub exclusions: Vec<Exclusion>,
    /// Anomalies in document order.
    pub anomalies: Vec<Anomaly>,
    /// SHA-256 of the RFC 8785 text of everything else; empty only while being computed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub manifest_digest: String,
}

impl Manifest {
    /// The digest of everything but `manifest_digest` itself.
    #[must_use]
    pub fn compute_digest(&self) -> String {
        let mut unsealed = self.clone();
        unsealed.manifest_digest.clear();
        canonical_digest(&unsealed)
    }

    /// Sets `manifest_digest`.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.manifest_digest.clear();
        self.manifest_digest = canonical_digest(&self);
        self
    }

    /// The exact text that is stored: RFC 8785, digest included.
    #[must_use]
    pub fn to_canonical_json(&self) -> String {
        canonical_json(self)
    }

    /// Reads a stored manifest and checks its format version and digest.
    ///
    /// # Errors
    /// `MANIFEST_UNREADABLE`, `MANIFEST_FORMAT_UNKNOWN` or `MANIFEST_DIGEST_MISMATCH`.
    pub fn from_stored(text: &str) -> Result<Self, ManifestError> {
        let mut manifest: Self = serde_json::from_str(text).map_err(|error| {
            ManifestError::new("MANIFEST_UNREADABLE", format!("The stored manifest cannot be read: {error}."))
        })?;
        if manifest.format_version != FORMAT_VERSION {
            let message =
                format!("Manifest format {:?} is unknown; this engine reads {FORMAT_VERSION:?}.", manifest.format_version);
            return Err(ManifestError::new("MANIFEST_FORMAT_UNKNOWN", message));
        }
        let said = std::mem::take(&mut manifest.manifest_digest);
        manifest = manifest.sealed();
        if said != manifest.manifest_digest {
            let message = format!("The manifest says digest {said}, its content has {}.", manifest.manifest_digest);
            return Err(ManifestError::new("MANIFEST_DIGEST_MISMATCH", message));
        }
        Ok(manifest)
    }
}

/// Why a stored manifest was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct ManifestError {
    /// Stable code.
    pub code: &'static str,
    /// One sentence for people.
    pub message: String,
}

impl ManifestError {
    fn new(code: &'static str, message: String) -> Self {
        Self { code, message }
    }
}
