//! ATTEST: existing units, such as those an older system wrote, are taken under governance without being touched.
//!
//! MARK in this mode makes a manifest from live rows; REVIEW, CUT and VERIFY then go their ordinary way, and no
//! statement of theirs writes a unit.

pub mod axes;
pub mod findings;
pub mod manifest;
pub mod mark;
mod mode;
pub mod plan;

use serde_json::Value;
use std::collections::BTreeMap;

use crate::attest::manifest::{AttestManifest, AttestedUnit, ATTEST};
pub use crate::live_facts::{AttestedFacts, GovernedUnit, ParentUnit};
use cutter_model::live::LiveUnit;
use iu_text::digest::{canonical_digest, sha256_hex};
use iu_text::manifest::{Stored, ENGINE_REVISION, FORMAT_VERSION};

/// SHA-256 of headings and own texts, one after the other.
#[must_use]
pub fn text_digest<'a>(units: impl IntoIterator<Item = &'a LiveUnit>) -> String {
    let text: String = units.into_iter().flat_map(|unit| <[&str; 2]>::from(unit.texts())).collect();
    sha256_hex(text.as_bytes())
}

/// The digest of a unit without what an editor may change beside it: its notes, and with them the time of the change.
#[must_use]
pub fn standing_digest(unit: &LiveUnit) -> String {
    let mut standing = unit.clone();
    standing.unit.identity_profile = Value::Null;
    standing.unit.updated_at.clear();
    canonical_digest(&standing)
}

fn attested(local_id: String, live: &LiveUnit) -> AttestedUnit {
    let unit = &live.unit;
    let version = live.version.as_ref();
    AttestedUnit {
        local_id,
        unit_id: unit.id.clone(),
        address: unit.canonical_address.clone(),
        address_format_version: unit.canonical_address_format_version.clone(),
        parent_id: unit.parent_id.clone(),
        section_type: unit.section_type.clone(),
        sort_order: unit.sort_order,
        label: unit.said("label").to_owned(),
        title: unit.said("title").to_owned(),
        lifecycle_status: unit.lifecycle_status.clone(),
        authority: unit.authority.clone(),
        version_seq: version.map(|version| version.version_seq),
        content_hash: sha256_hex(live.texts().1.as_bytes()),
        profile_digest: profile_digest(live),
        row_digest: canonical_digest(live),
        standing_digest: standing_digest(live),
    }
}

fn profile_digest(live: &LiveUnit) -> String {
    canonical_digest(&live.version.as_ref().map(|version| (&version.title, &version.content_profile)))
}

/// The manifest of `units`, which are in document order and of one document.
fn manifest_of(doc_code: &str, units: &[&LiveUnit]) -> AttestManifest {
    let mut by_type = BTreeMap::new();
    for unit in units {
        *by_type.entry(unit.unit.section_type.clone()).or_insert(0) += 1;
    }
    AttestManifest {
        format_version: FORMAT_VERSION.to_owned(),
        engine_revision: ENGINE_REVISION.to_owned(),
        operation_kind: ATTEST.to_owned(),
        doc_code: doc_code.to_owned(),
        unit_count: units.len(),
        units_by_section_type: by_type,
        text_sha256: text_digest(units.iter().copied()),
        units: units.iter().enumerate().map(|(index, unit)| attested(format!("r{}", index + 1), unit)).collect(),
        manifest_digest: String::new(),
    }
    .sealed()
}

/// Live units by their id.
fn by_id(live: &[LiveUnit]) -> BTreeMap<&str, &LiveUnit> {
    live.iter().map(|unit| (unit.unit.id.as_str(), unit)).collect()
}

/// Addresses of attested units that do not stand any more as they were marked.
#[must_use]
pub fn moved(manifest: &AttestManifest, live: &[LiveUnit]) -> Vec<String> {
    let standing = by_id(live);
    manifest
        .units
        .iter()
        .filter(|unit| standing.get(unit.unit_id.as_str()).is_none_or(|live| canonical_digest(live) != unit.row_digest))
        .map(|unit| unit.address.clone())
        .collect()
}
