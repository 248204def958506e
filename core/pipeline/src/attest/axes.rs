//! Axes 1 to 3 of VERIFY for an attestation: the live rows against the manifest.
//!
//! What can be rebuilt is what the units say, one after the other; it must have the digest it had when it was marked.

use std::collections::{BTreeMap, BTreeSet};

use super::{profile_digest, standing_digest, text_digest};
use crate::attest::manifest::{AttestManifest, AttestedUnit};
use crate::record::AffectedRow;
use cutter_model::drift::{Axis, Drift, VerifyFinding};
use cutter_model::live::LiveUnit;
use iu_text::digest::sha256_hex;

/// Compares live units with what was attested. `live` holds every unit that has the id or the address of one attested.
#[must_use]
pub fn compare(manifest: &AttestManifest, live: &[LiveUnit]) -> Drift {
    let mut drift = Drift { expected_digest: manifest.text_sha256.clone(), ..Drift::default() };
    let standing = super::by_id(live);
    let mut found = Vec::with_capacity(manifest.units.len());
    for unit in &manifest.units {
        let address = Some(unit.address.as_str());
        let Some(observed) = standing.get(unit.unit_id.as_str()).copied() else {
            drift.unit += 1;
            drift.found(Axis::Unit, "UNIT_COUNT", address, "exactly once", "0 times");
            continue;
        };
        found.push(observed);
        let before = drift.findings.len();
        drift.content += usize::from(!content_holds(unit, observed, &mut drift));
        let mut holds = structure_holds(&manifest.doc_code, unit, observed, &mut drift);
        if drift.findings.len() == before {
            // Whatever else there is of the rows: owner, tier, anchors, times of the version.
            let pair = ("STANDING", unit.standing_digest.clone(), standing_digest(observed));
            holds = drift.agree(Axis::Structure, &unit.address, [pair]);
        }
        drift.structure += usize::from(!holds);
    }
    let planned: BTreeSet<&str> = manifest.units.iter().map(|unit| unit.unit_id.as_str()).collect();
    for stranger in live.iter().filter(|unit| !planned.contains(unit.unit.id.as_str())) {
        drift.unit += 1;
        let address = Some(stranger.unit.canonical_address.as_str());
        drift.found(Axis::Unit, "UNIT_NOT_PLANNED", address, "no unit", &stranger.unit.id);
    }
    drift.observed_digest = text_digest(found);
    drift.reconstruction_ok = drift.observed_digest == drift.expected_digest;
    if !drift.reconstruction_ok {
        let (expected, observed) = (drift.expected_digest.clone(), drift.observed_digest.clone());
        drift.found(Axis::Content, "RECONSTRUCTION", None, expected, observed);
    }
    drift
}

fn content_holds(unit: &AttestedUnit, observed: &LiveUnit, drift: &mut Drift) -> bool {
    let recorded = observed.version.as_ref().map_or_else(|| "no version".to_owned(), |version| version.content_hash.clone());
    let pairs = [
        ("CONTENT_HASH", unit.content_hash.clone(), sha256_hex(observed.texts().1.as_bytes())),
        ("RECORDED_HASH", unit.content_hash.clone(), recorded),
        ("PROFILE_DIGEST", unit.profile_digest.clone(), profile_digest(observed)),
    ];
    drift.agree(Axis::Content, &unit.address, pairs)
}

fn structure_holds(doc_code: &str, unit: &AttestedUnit, observed: &LiveUnit, drift: &mut Drift) -> bool {
    let live = &observed.unit;
    let text = |value: Option<&str>| value.unwrap_or("none").to_owned();
    let number = |value: Option<i64>| value.map_or_else(|| "none".to_owned(), |value| value.to_string());
    let pairs = [
        ("ADDRESS", unit.address.clone(), live.canonical_address.clone()),
        ("DOC_CODE", doc_code.to_owned(), live.doc_code.clone()),
        ("PARENT", text(unit.parent_id.as_deref()), text(live.parent_id.as_deref())),
        ("SORT_ORDER", unit.sort_order.to_string(), live.sort_order.to_string()),
        ("SECTION_TYPE", unit.section_type.clone(), live.section_type.clone()),
        ("FORMAT_VERSION", unit.address_format_version.clone(), live.canonical_address_format_version.clone()),
        ("LIFECYCLE", unit.lifecycle_status.clone(), live.lifecycle_status.clone()),
        ("AUTHORITY", text(unit.authority.as_deref()), text(live.authority.as_deref())),
        ("VERSION_SEQ", number(unit.version_seq), number(observed.version.as_ref().map(|version| version.version_seq))),
    ];
    drift.agree(Axis::Structure, &unit.address, pairs)
}

/// What the change set recorded is what was marked: each row, in the same state.
#[must_use]
pub fn recorded(manifest: &AttestManifest, affected: &[AffectedRow]) -> Vec<VerifyFinding> {
    let rows: BTreeMap<&str, &AffectedRow> = affected.iter().map(|row| (row.target_row_id.as_str(), row)).collect();
    let mut findings: Vec<VerifyFinding> = manifest
        .units
        .iter()
        .filter_map(|unit| {
            let row = rows.get(unit.unit_id.as_str());
            let observed = row.map_or("no affected row", |row| row.row_digest.as_str());
            let untouched = row.is_none_or(|row| row.before_state_snapshot == row.after_state_snapshot);
            if observed != unit.row_digest {
                return Some(VerifyFinding::new(
                    Axis::Evidence,
                    "ATTESTED_STATE",
                    Some(&unit.address),
                    &unit.row_digest,
                    observed,
                ));
            }
            (!untouched).then(|| {
                VerifyFinding::new(
                    Axis::Evidence,
                    "ATTESTED_UNTOUCHED",
                    Some(&unit.address),
                    "the same before and after",
                    "another state",
                )
            })
        })
        .collect();
    if affected.len() != manifest.units.len() {
        findings.push(VerifyFinding::new(Axis::Evidence, "AFFECTED_ROWS", None, manifest.units.len(), affected.len()));
    }
    findings
}
