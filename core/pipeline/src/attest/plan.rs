//! The plan of an attestation: which rows are attested in which state, and the facts that rests on.

use serde_json::json;

use super::AttestedFacts;
use crate::attest::manifest::{AttestManifest, ATTEST};
use crate::live_facts::ValidationFacts;
use crate::mode::{self, digest_of_set};
use crate::record::{affected_row, AffectedRow};
use cutter_model::change_set::FactFingerprint;
use cutter_model::live::{LiveUnit, Target};
use iu_text::digest::canonical_digest;

/// The digest that names the plan, without times and persons.
#[must_use]
pub fn plan_digest(manifest: &AttestManifest) -> String {
    let units: Vec<_> = manifest.units.iter().map(|unit| json!([unit.unit_id, unit.row_digest])).collect();
    canonical_digest(&json!({ "operation_kind": ATTEST, "manifest_digest": manifest.manifest_digest, "units": units }))
}

/// Fingerprints the facts that the plan rests on. The target tables are not among them: nothing is written there.
#[must_use]
pub fn fingerprint(facts: &ValidationFacts) -> FactFingerprint {
    let none = AttestedFacts::default();
    let attested = facts.attested.as_ref().unwrap_or(&none);
    mode::fingerprint([
        ("active_section_types", digest_of_set(&facts.active_section_types)),
        ("parents", digest_of_set(&attested.parents)),
        ("governed_units", digest_of_set(&attested.governed)),
    ])
}

/// One row for each attested unit: before and after are the same state.
#[must_use]
pub fn affected_rows(manifest: &AttestManifest, change_set_id: &str, live: &[LiveUnit]) -> Vec<AffectedRow> {
    let standing = super::by_id(live);
    manifest
        .units
        .iter()
        .filter_map(|unit| standing.get(unit.unit_id.as_str()))
        .map(|unit| affected_row(Target::Public.unit_table(), change_set_id, ATTEST, (*unit).clone()))
        .collect()
}
