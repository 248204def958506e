//! The ten findings of a review of an attestation, from the manifest and the live rows.
//!
//! There is no source text to hold the units against: two findings cannot apply, and a third asks what can be asked
//! of the texts themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::{by_id, moved, AttestedFacts};
use crate::address;
use crate::digest::sha256_hex;
use crate::manifest::attest::AttestManifest;
use crate::pipeline::live::{read_rows, LiveUnit};
use crate::pipeline::validate::{Finding, FindingVerdict, Findings, ValidationFacts};

type Outcome = Result<String, String>;

const NO_SOURCE: &str = "Units that an older system wrote have no registered source text.";

/// Computes the ten findings.
#[must_use]
pub fn validate(manifest: &AttestManifest, facts: &ValidationFacts) -> Findings {
    let none = AttestedFacts { live_units: "[]".to_owned(), ..AttestedFacts::default() };
    let attested = facts.attested.as_ref().unwrap_or(&none);
    let live: Vec<LiveUnit> = read_rows(&attested.live_units).unwrap_or_default();
    let results: [(&str, Outcome); 8] = [
        ("reconstruction_exact", texts_hold(manifest, &live)),
        ("addresses_valid", addresses_valid(manifest)),
        ("addresses_unique", addresses_unique(manifest)),
        ("parents_resolve", parents_resolve(manifest, attested)),
        ("vocabulary_active", vocabulary_active(manifest, &facts.active_section_types)),
        ("status_scope", status_scope(manifest)),
        ("no_collision", no_collision(attested)),
        ("digest_match", digest_match(manifest, &facts.pinned_manifest_digest)),
    ];
    let mut findings: Findings = results
        .into_iter()
        .map(|(name, result)| {
            let (verdict, note) = match result {
                Ok(note) => (FindingVerdict::Pass, note),
                Err(note) => (FindingVerdict::Fail, note),
            };
            (name.to_owned(), Finding { verdict, note })
        })
        .collect();
    for name in ["source_pinned", "coverage_complete"] {
        let finding = Finding { verdict: FindingVerdict::NotApplicable, note: NO_SOURCE.to_owned() };
        findings.insert(name.to_owned(), finding);
    }
    findings
}

fn texts_hold(manifest: &AttestManifest, live: &[LiveUnit]) -> Outcome {
    if let Some(address) = moved(manifest, live).first() {
        return Err(format!("{address} does not stand as it was marked."));
    }
    let standing = by_id(live);
    for unit in &manifest.units {
        let Some(version) = standing.get(unit.unit_id.as_str()).and_then(|live| live.version.as_ref()) else {
            return Err(format!("{} has no version, so no text to attest.", unit.address));
        };
        let observed = sha256_hex(version.body.as_deref().unwrap_or_default().as_bytes());
        if version.content_hash != observed {
            return Err(format!(
                "The text of {} has hash {observed}, its version records {}.",
                unit.address, version.content_hash
            ));
        }
    }
    Ok(format!("{} units stand as marked, and their texts have the hashes recorded.", manifest.units.len()))
}

fn addresses_valid(manifest: &AttestManifest) -> Outcome {
    for unit in &manifest.units {
        let parsed = address::parse(&unit.address).map_err(|error| format!("{:?}: {error}", unit.address))?;
        if parsed.format().as_str() != unit.address_format_version {
            return Err(format!("{:?} is not a {} address.", unit.address, unit.address_format_version));
        }
    }
    Ok(format!("{} addresses parse in the format they declare.", manifest.units.len()))
}

fn addresses_unique(manifest: &AttestManifest) -> Outcome {
    let mut seen = BTreeSet::new();
    match manifest.units.iter().find(|unit| !seen.insert(unit.address.as_str()) || !seen.insert(unit.unit_id.as_str())) {
        Some(unit) => Err(format!("{:?} is attested twice.", unit.address)),
        None => Ok(format!("{} different units.", manifest.units.len())),
    }
}

fn parents_resolve(manifest: &AttestManifest, facts: &AttestedFacts) -> Outcome {
    let parents: BTreeMap<&str, _> = facts.parents.iter().map(|parent| (parent.id.as_str(), parent)).collect();
    for unit in &manifest.units {
        let named = address::parse(&unit.address).ok().and_then(|address| address.parent());
        let Some(parent_id) = &unit.parent_id else {
            if let Some(named) = named {
                return Err(format!("{} has no parent, its address names {named}.", unit.address));
            }
            continue;
        };
        let Some(parent) = parents.get(parent_id.as_str()) else {
            return Err(format!("The parent {parent_id} of {} does not exist.", unit.address));
        };
        if parent.doc_code != manifest.doc_code {
            return Err(format!("The parent {} of {} is of document {:?}.", parent.address, unit.address, parent.doc_code));
        }
        if named.is_some_and(|named| named.as_str() != parent.address) {
            return Err(format!("The parent of {} is {}, which is not what its address names.", unit.address, parent.address));
        }
    }
    Ok("Every parent exists in the same document, and is the one the address names.".to_owned())
}

fn vocabulary_active(manifest: &AttestManifest, active: &[String]) -> Outcome {
    match manifest.units.iter().find(|unit| !active.contains(&unit.section_type)) {
        Some(unit) => Err(format!("The section type {:?} of {} is not active.", unit.section_type, unit.address)),
        None => Ok("Every section type is active.".to_owned()),
    }
}

/// Lifecycle and authority belong together as `003_phase_alpha` put them.
fn status_scope(manifest: &AttestManifest) -> Outcome {
    let agrees = |lifecycle: &str, authority: &str| match lifecycle {
        "draft_only" => authority == "draft",
        _ => matches!(authority, "enacted" | "runtime"),
    };
    match manifest.units.iter().find(|unit| !agrees(&unit.lifecycle_status, unit.authority.as_deref().unwrap_or_default())) {
        Some(unit) => Err(format!(
            "{} is {} with authority {:?}.",
            unit.address,
            unit.lifecycle_status,
            unit.authority.as_deref().unwrap_or("none")
        )),
        None => Ok("Every unit has the authority of its lifecycle, and keeps it.".to_owned()),
    }
}

fn no_collision(facts: &AttestedFacts) -> Outcome {
    match facts.governed.first() {
        Some(unit) => Err(format!("{} units are under governance already, the first is {}.", facts.governed.len(), unit.named())),
        None => Ok("No unit is under governance already.".to_owned()),
    }
}

fn digest_match(manifest: &AttestManifest, pinned: &str) -> Outcome {
    let observed = manifest.compute_digest();
    if observed == manifest.manifest_digest && observed == pinned {
        Ok(format!("Manifest {observed}."))
    } else {
        Err(format!("The manifest has digest {observed}, pinned when marked was {pinned}."))
    }
}
