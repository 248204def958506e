//! The manifest: what MARK proposes, as data (format version "1.0").
//!
//! A manifest is stored and hashed as its RFC 8785 text. Every byte of the canonical source is in exactly one span:
//! a unit's heading, a unit's own text, or an exclusion with a reason; [`coverage`] proves it. The types below list their
//! fields in the order of their names, which is the order RFC 8785 wants.

pub mod became;
mod components;
pub mod coverage;
pub mod diff;
mod enactment;
mod error;
mod into_force;
mod notes;
pub mod pairing;
mod stored;
mod unit;
mod written;

use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

use crate::card::Card;
use crate::digest::{json_of_ordered, LongHash};
pub use components::{components, Component, COMPONENT_TYPES};
pub use enactment::{Enactment, UnitDay};
pub use error::{ManifestError, FORMAT_VERSION};
pub use notes::Note;
pub use stored::Stored;
pub use unit::{Span, Unit};
pub(crate) use written::local_id;
use written::{completed, UNKNOWN};

/// The engine that wrote a manifest: name and version of this crate.
pub const ENGINE_REVISION: &str = concat!("cutter-core/", env!("CARGO_PKG_VERSION"));

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
    /// SHA-256 of the profile's canonical JSON.
    pub digest: String,
    /// Profile id, e.g. `vn-law`.
    pub id: String,
    /// Profile version.
    pub version: String,
}

/// The source version a manifest was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SourceRef {
    /// Length of the canonical text in bytes.
    pub bytes: usize,
    /// Name of the canonicalisation rule (`canon-1`).
    pub canonicalization: String,
    /// SHA-256 of the canonical text.
    pub sha256: String,
}

/// How many of what; every map is keyed by the term named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Counts {
    /// Anomalies in all.
    pub anomalies: usize,
    /// Exclusions by reason.
    #[serde(serialize_with = "in_order")]
    pub exclusions_by_reason: BTreeMap<String, usize>,
    /// Units in all.
    pub units: usize,
    /// Units by section type.
    #[serde(serialize_with = "in_order")]
    pub units_by_section_type: BTreeMap<String, usize>,
}

/// Writes counts in the order of RFC 8785, which compares UTF-16: signs such as 📋 come before U+FFFD there, not after it.
fn in_order<S: Serializer>(counts: &BTreeMap<String, usize>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut each: Vec<(&String, &usize)> = counts.iter().collect();
    each.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
    serializer.collect_map(each)
}

/// The coverage proof: bytes per class and the digest of the text rebuilt from the spans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Coverage {
    /// Bytes in exclusions.
    pub excluded_bytes: usize,
    /// Bytes in headings of units.
    pub heading_bytes: usize,
    /// Bytes in own texts of units.
    pub own_text_bytes: usize,
    /// Whether the spans, in order, give the canonical text byte for byte.
    pub reconstruction_ok: bool,
    /// SHA-256 of the text rebuilt from the spans.
    pub reconstruction_sha256: String,
    /// Bytes of the canonical text.
    pub total_bytes: usize,
}

/// How much an anomaly weighs, the heaviest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It can make wrong law: nobody approves the text before somebody has answered it.
    Grave,
    /// It may make a part of an article wrong.
    Notable,
    /// It changes neither a text nor its order.
    Minor,
}

/// Something about the text a reviewer should see; never repaired silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Anomaly {
    /// Byte offset into the canonical text.
    pub at: usize,
    /// `gap`, `repeat`, `restart`, `out_of_order`, `collision`, `empty_body`, …
    pub code: String,
    /// The label concerned, as written.
    pub label: String,
    /// Line of the canonical text, from 1.
    pub line: usize,
    /// One sentence for people.
    pub message: String,
    /// How much it weighs; manifests of older engines do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

impl Anomaly {
    /// What it is named by among those of its manifest: its code and its byte.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}:{}", self.code, self.at)
    }
}

/// Text that belongs to no unit, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Exclusion {
    /// `preamble`, `page_furniture`, `front_matter`, `signature_block`, `table_of_contents`, …
    pub reason: String,
    /// Where.
    pub span: Span,
}

/// A proposal to cut one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Manifest {
    /// `canonical-address-v1` or `canonical-address-v2`.
    pub address_format_version: String,
    /// Anomalies in document order.
    pub anomalies: Vec<Anomaly>,
    /// What the document says of itself; none where it says nothing, and in manifests from before there were cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub card: Option<Card>,
    /// Its components, the main text first; none in manifests of engines before they were listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Counts.
    pub counts: Counts,
    /// The coverage proof.
    pub coverage: Coverage,
    /// Document code shared by all units of the document.
    pub doc_code: String,
    /// That its units become law with the cut, and from which days; none where they are drafts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub enact: Option<Enactment>,
    /// [`ENGINE_REVISION`] of the engine that wrote it.
    pub engine_revision: String,
    /// Exclusions in document order.
    pub exclusions: Vec<Exclusion>,
    /// [`FORMAT_VERSION`].
    pub format_version: String,
    /// Id of the deepest level cut into units.
    pub leaf_level: String,
    /// SHA-256 of the RFC 8785 text of everything else; empty only while being computed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub manifest_digest: String,
    /// Notes of a consolidated text, by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// `first_cut`, `split`, `merge`, …
    pub operation_kind: String,
    /// Address prefix of the document.
    pub prefix: String,
    /// The profile.
    pub profile: ProfileRef,
    /// Which units are proposed.
    pub scope_policy: ScopePolicy,
    /// The source version.
    pub source: SourceRef,
    /// Units in document order.
    pub units: Vec<Unit>,
}

impl Stored for Manifest {
    fn format_version(&self) -> &str {
        &self.format_version
    }

    fn digest(&mut self) -> &mut String {
        &mut self.manifest_digest
    }

    fn to_canonical_json(&self) -> String {
        json_of_ordered(self)
    }

    fn written(mut self, hash: LongHash<'_>) -> (Self, String) {
        UNKNOWN.clone_into(&mut self.manifest_digest);
        let units = std::mem::take(&mut self.units);
        let (digest, text) = completed(serde_json::to_string(&self).expect("a manifest serialises to JSON"), &units, hash);
        (self.units, self.manifest_digest) = (units, digest);
        debug_assert_eq!(text, json_of_ordered(&self));
        (self, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::CardValue;
    use crate::digest::canonical_json;

    #[test]
    fn a_manifest_is_written_as_rfc_8785_wants_it() {
        let keys = ["b", "a", "\u{fffd}", "📋", "đ"].map(|key| (format!("out_of_scope:draft:tier_2:{key}"), 1));
        let unit = Unit {
            address: "A/DIEU-1".to_owned(),
            body_spans: vec![Span::new(3, 9)],
            content_hash: "0".repeat(64),
            heading_spans: vec![Span::new(0, 3)],
            label: "Điều 1 \"\\\u{8}\u{c}\r\t\u{1f}\u{7f}/\u{2028}".to_owned(),
            level: "dieu".to_owned(),
            local_id: "r1".to_owned(),
            parent_local_id: None,
            section_type: "article".to_owned(),
            sort_order: 1,
            status: "enacted".to_owned(),
            status_tier: 2,
            title: "😀 Tên".to_owned(),
        };
        let unsealed = Manifest {
            address_format_version: "canonical-address-v2".to_owned(),
            anomalies: [None, Some(Weight::Notable)]
                .map(|weight| Anomaly {
                    at: 1,
                    code: "gap".to_owned(),
                    label: "a)".to_owned(),
                    line: 2,
                    message: "m".to_owned(),
                    weight,
                })
                .to_vec(),
            card: Some(Card { number: Some(CardValue { at: 0, doubt: None, value: "1/2020/X".to_owned() }), ..Card::default() }),
            components: Vec::new(),
            counts: Counts {
                anomalies: 2,
                exclusions_by_reason: BTreeMap::from(keys.clone()),
                units: 1,
                units_by_section_type: BTreeMap::from(keys),
            },
            coverage: Coverage {
                excluded_bytes: 0,
                heading_bytes: 3,
                own_text_bytes: 6,
                reconstruction_ok: true,
                reconstruction_sha256: "0".repeat(64),
                total_bytes: 9,
            },
            doc_code: "d".to_owned(),
            enact: None,
            engine_revision: ENGINE_REVISION.to_owned(),
            exclusions: vec![Exclusion { reason: "preamble".to_owned(), span: Span::new(9, 12) }],
            format_version: FORMAT_VERSION.to_owned(),
            leaf_level: "diem".to_owned(),
            manifest_digest: String::new(),
            notes: Vec::new(),
            operation_kind: "first_cut".to_owned(),
            prefix: "A".to_owned(),
            profile: ProfileRef { digest: "0".repeat(64), id: "p".to_owned(), version: "1".to_owned() },
            scope_policy: ScopePolicy::EnactedOnly,
            source: SourceRef { bytes: 12, canonicalization: "canon-1".to_owned(), sha256: "0".repeat(64) },
            units: vec![unit.clone(), Unit { parent_local_id: Some("r1".to_owned()), ..unit }],
        };
        assert_eq!(serde_json::to_string(&unsealed).expect("JSON"), canonical_json(&unsealed));
        let sealed = unsealed.sealed();
        assert_eq!(serde_json::to_string(&sealed).expect("JSON"), canonical_json(&sealed));
        assert_eq!(Manifest::from_stored(&sealed.to_canonical_json()), Ok(sealed));
    }
}
