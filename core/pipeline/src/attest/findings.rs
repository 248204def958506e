//! The ten findings of a review of an attestation, from the manifest and the live rows.
//!
//! There is no source text to hold the units against: two findings cannot apply, and a third asks what can be asked
//! of the texts themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::{by_id, moved, AttestedFacts};
use crate::attest::manifest::AttestManifest;
use crate::findings::{addresses_parse, digests_match, ten, types_active, Finding, Findings, Outcome};
use crate::live_facts::ValidationFacts;
use cutter_model::live::{read_rows, LiveUnit};
use cutter_model::sentence::Sentence;
use iu_address as address;
use iu_text::digest::sha256_hex;
use iu_text::manifest::Stored;

/// Computes the ten findings.
#[must_use]
pub fn validate(manifest: &AttestManifest, facts: &ValidationFacts) -> Findings {
    let none = AttestedFacts { live_units: "[]".to_owned(), ..AttestedFacts::default() };
    let attested = facts.attested.as_ref().unwrap_or(&none);
    let live: Vec<LiveUnit> = read_rows(&attested.live_units).unwrap_or_default();
    let no_source = Finding::not_applicable("NO_SOURCE", "Units that an older system wrote have no registered source text.");
    let units = &manifest.units;
    ten([
        no_source.clone(),
        no_source,
        texts_hold(manifest, &live).into(),
        addresses_parse(units.iter().map(|unit| (&unit.address, &unit.address_format_version))).into(),
        addresses_unique(manifest).into(),
        parents_resolve(manifest, attested).into(),
        types_active(&facts.active_section_types, units.iter().map(|unit| (&unit.section_type, &unit.address))).into(),
        status_scope(manifest).into(),
        no_collision(attested).into(),
        digests_match(&manifest.compute_digest(), &manifest.manifest_digest, &facts.pinned_manifest_digest).into(),
    ])
}

fn texts_hold(manifest: &AttestManifest, live: &[LiveUnit]) -> Outcome {
    if let Some(address) = moved(manifest, live).first() {
        return Err(Sentence::new("UNIT_MOVED", "{address} does not stand as it was marked.", [("address", address)]));
    }
    let standing = by_id(live);
    for unit in &manifest.units {
        let Some(version) = standing.get(unit.unit_id.as_str()).and_then(|live| live.version.as_ref()) else {
            let template = "{address} has no version, so no text to attest.";
            return Err(Sentence::new("UNIT_WITHOUT_TEXT", template, [("address", &unit.address)]));
        };
        let observed = sha256_hex(version.body.as_deref().unwrap_or_default().as_bytes());
        if version.content_hash != observed {
            return Err(Sentence::new(
                "TEXT_HASH",
                "The text of {address} has hash {observed}, its version records {recorded}.",
                [("address", &unit.address), ("observed", &observed), ("recorded", &version.content_hash)],
            ));
        }
    }
    let template = "{count} units stand as marked, and their texts have the hashes recorded.";
    Ok(Sentence::new("TEXTS_HOLD", template, [("count", &manifest.units.len())]))
}

fn addresses_unique(manifest: &AttestManifest) -> Outcome {
    let mut seen = BTreeSet::new();
    match manifest.units.iter().find(|unit| !seen.insert(unit.address.as_str()) || !seen.insert(unit.unit_id.as_str())) {
        Some(unit) => Err(Sentence::new("ATTESTED_TWICE", "\"{address}\" is attested twice.", [("address", &unit.address)])),
        None => Ok(Sentence::new("UNITS_DIFFER", "{count} different units.", [("count", &manifest.units.len())])),
    }
}

fn parents_resolve(manifest: &AttestManifest, facts: &AttestedFacts) -> Outcome {
    let parents: BTreeMap<&str, _> = facts.parents.iter().map(|parent| (parent.id.as_str(), parent)).collect();
    for unit in &manifest.units {
        let named = address::parse(&unit.address).ok().and_then(|address| address.parent());
        let Some(parent_id) = &unit.parent_id else {
            if let Some(named) = named {
                let template = "{address} has no parent, its address names {named}.";
                return Err(Sentence::new("PARENT_NONE", template, [("address", &unit.address), ("named", &named)]));
            }
            continue;
        };
        let Some(parent) = parents.get(parent_id.as_str()) else {
            let template = "The parent {parent} of {address} does not exist.";
            return Err(Sentence::new("PARENT_ABSENT", template, [("parent", parent_id), ("address", &unit.address)]));
        };
        if parent.doc_code != manifest.doc_code {
            return Err(Sentence::new(
                "PARENT_ELSEWHERE",
                "The parent {parent} of {address} is of document \"{document}\".",
                [("parent", &parent.address), ("address", &unit.address), ("document", &parent.doc_code)],
            ));
        }
        if named.is_some_and(|named| named.as_str() != parent.address) {
            let template = "The parent of {address} is {parent}, which is not what its address names.";
            return Err(Sentence::new("PARENT_OTHER", template, [("address", &unit.address), ("parent", &parent.address)]));
        }
    }
    Ok(Sentence::new("PARENTS_EXIST", "Every parent exists in the same document, and is the one the address names.", []))
}

/// Lifecycle and authority belong together as `003_phase_alpha` put them.
fn status_scope(manifest: &AttestManifest) -> Outcome {
    let agrees = |lifecycle: &str, authority: &str| match lifecycle {
        "draft_only" => authority == "draft",
        _ => matches!(authority, "enacted" | "runtime"),
    };
    match manifest.units.iter().find(|unit| !agrees(&unit.lifecycle_status, unit.authority.as_deref().unwrap_or_default())) {
        Some(unit) => Err(Sentence::new(
            "AUTHORITY_DISAGREES",
            "{address} is {lifecycle} with authority \"{authority}\".",
            [
                ("address", &unit.address),
                ("lifecycle", &unit.lifecycle_status),
                ("authority", &unit.authority.as_deref().unwrap_or("none")),
            ],
        )),
        None => Ok(Sentence::new("AUTHORITY_KEPT", "Every unit has the authority of its lifecycle, and keeps it.", [])),
    }
}

fn no_collision(facts: &AttestedFacts) -> Outcome {
    match facts.governed.first() {
        Some(unit) => Err(Sentence::new(
            "UNITS_GOVERNED",
            "{count} units are under governance already, the first is {unit}.",
            [("count", &facts.governed.len()), ("unit", &unit.named())],
        )),
        None => Ok(Sentence::new("UNITS_FREE", "No unit is under governance already.", [])),
    }
}
