//! The ten findings of a review of a first cut, from the manifest, its source and the live facts.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::findings::{digests_match, parsed, ten, types_active, Findings, Outcome};
use crate::live_facts::ValidationFacts;
use cutter_model::sentence::Sentence;
use iu_text::canon::{canonicalise, CANON_1};
use iu_text::digest::sha256_hex;
use iu_text::manifest::{coverage, Coverage, Manifest, ScopePolicy, Stored};

/// Computes the ten findings from the manifest, its source and the live facts.
#[must_use]
pub fn validate(manifest: &Manifest, facts: &ValidationFacts) -> Findings {
    let text = facts.canonical_text.as_deref();
    let proof = proven(manifest, text);
    ten([
        source_pinned(manifest, text).into(),
        coverage_complete(manifest, &proof).into(),
        reconstruction_exact(manifest, &proof).into(),
        addresses_valid(manifest).into(),
        addresses_unique(manifest).into(),
        parents_resolve(manifest).into(),
        types_active(&facts.active_section_types, manifest.units.iter().map(|unit| (&unit.section_type, &unit.address))).into(),
        status_scope(manifest).into(),
        no_collision(facts).into(),
        digests_match(&manifest.compute_digest(), &manifest.manifest_digest, &facts.pinned_manifest_digest).into(),
    ])
}

fn source_pinned(manifest: &Manifest, text: Option<&str>) -> Outcome {
    let named = &manifest.source.sha256;
    let unregistered =
        || Sentence::new("SOURCE_UNREGISTERED", "The source version {sha256} is not registered.", [("sha256", named)]);
    let text = text.ok_or_else(unregistered)?;
    let observed = sha256_hex(text.as_bytes());
    let canonical =
        canonicalise(text.as_bytes()).map_err(|error| Sentence::new("SOURCE_REFUSED", "{error}", [("error", &error.message)]))?;
    if manifest.source.canonicalization != CANON_1 || canonical.as_str() != text {
        return Err(Sentence::new("SOURCE_FORM", "The registered text is not in {form} form.", [("form", &CANON_1)]));
    }
    if observed != *named {
        let template = "The registered text has digest {observed}, the manifest names {expected}.";
        return Err(Sentence::new("SOURCE_OTHER", template, [("observed", &observed), ("expected", named)]));
    }
    Ok(Sentence::new("SOURCE_PINNED", "Source version {sha256}, {bytes} bytes.", [("sha256", &observed), ("bytes", &text.len())]))
}

fn proven(manifest: &Manifest, text: Option<&str>) -> Result<Coverage, Sentence> {
    let text = text.ok_or_else(|| Sentence::new("SOURCE_ABSENT", "There is no registered source text to compare with.", []))?;
    let coverage = coverage::prove(text, &manifest.units, &manifest.exclusions)
        .map_err(|error| Sentence::new("COVERAGE_REFUSED", "{error}", [("error", &error.message)]))?;
    for unit in &manifest.units {
        let body: String = unit.body_spans.iter().filter_map(|span| text.get(span.start..span.end)).collect();
        if sha256_hex(body.as_bytes()) != unit.content_hash {
            let template = "The own text of {address} does not have the hash the manifest gives.";
            return Err(Sentence::new("UNIT_HASH", template, [("address", &unit.address)]));
        }
    }
    Ok(coverage)
}

fn coverage_complete(manifest: &Manifest, proof: &Result<Coverage, Sentence>) -> Outcome {
    let coverage = proof.as_ref().map_err(Clone::clone)?;
    if *coverage != manifest.coverage {
        return Err(Sentence::new("COVERAGE_DIFFERS", "The coverage counted again differs from the manifest's.", []));
    }
    Ok(Sentence::new(
        "COVERAGE_COUNTED",
        "{total} bytes = {heading} heading + {own} own text + {excluded} excluded.",
        [
            ("total", &coverage.total_bytes),
            ("heading", &coverage.heading_bytes),
            ("own", &coverage.own_text_bytes),
            ("excluded", &coverage.excluded_bytes),
        ],
    ))
}

fn reconstruction_exact(manifest: &Manifest, proof: &Result<Coverage, Sentence>) -> Outcome {
    let coverage = proof.as_ref().map_err(Clone::clone)?;
    if !coverage.reconstruction_ok || coverage.reconstruction_sha256 != manifest.source.sha256 {
        return Err(Sentence::new(
            "RECONSTRUCTION_DIFFERS",
            "The spans give digest {observed}, the source has {expected}.",
            [("observed", &coverage.reconstruction_sha256), ("expected", &manifest.source.sha256)],
        ));
    }
    Ok(Sentence::new("RECONSTRUCTION_EXACT", "The spans in order give the canonical text byte for byte.", []))
}

fn addresses_valid(manifest: &Manifest) -> Outcome {
    for unit in &manifest.units {
        if parsed(&unit.address, &manifest.address_format_version)?.prefix() != manifest.prefix {
            let template = "\"{address}\" does not start with the document's prefix \"{prefix}\".";
            return Err(Sentence::new("ADDRESS_PREFIX", template, [("address", &unit.address), ("prefix", &manifest.prefix)]));
        }
    }
    let counted: [(&str, &dyn Display); 2] = [("count", &manifest.units.len()), ("format", &manifest.address_format_version)];
    Ok(Sentence::new("ADDRESSES_PARSE", "{count} addresses parse as {format}.", counted))
}

fn addresses_unique(manifest: &Manifest) -> Outcome {
    let mut seen = BTreeSet::new();
    match manifest.units.iter().find(|unit| !seen.insert(unit.address.as_str())) {
        Some(unit) => Err(Sentence::new("ADDRESS_TWICE", "\"{address}\" is proposed twice.", [("address", &unit.address)])),
        None => Ok(Sentence::new("ADDRESSES_DIFFER", "{count} different addresses.", [("count", &seen.len())])),
    }
}

fn parents_resolve(manifest: &Manifest) -> Outcome {
    let mut known = BTreeSet::new();
    for (index, unit) in manifest.units.iter().enumerate() {
        if let Some(parent) = &unit.parent_local_id {
            if !known.contains(parent.as_str()) {
                let template = "The parent \"{parent}\" of {address} does not come before it.";
                return Err(Sentence::new("PARENT_LATER", template, [("parent", parent), ("address", &unit.address)]));
            }
        }
        if unit.sort_order != index + 1 || !known.insert(unit.local_id.as_str()) {
            let template = "The position or local id of {address} is not in document order.";
            return Err(Sentence::new("UNIT_MISPLACED", template, [("address", &unit.address)]));
        }
    }
    Ok(Sentence::new("PARENTS_BEFORE", "Every parent comes before its children.", []))
}

fn status_scope(manifest: &Manifest) -> Outcome {
    let outside = |status: &str| manifest.scope_policy == ScopePolicy::EnactedOnly && status != "enacted";
    match manifest.units.iter().find(|unit| outside(&unit.status)) {
        Some(unit) => Err(Sentence::new(
            "UNIT_OUT_OF_SCOPE",
            "{address} has status \"{status}\", outside the scope.",
            [("address", &unit.address), ("status", &unit.status)],
        )),
        None => Ok(Sentence::new("UNITS_IN_SCOPE", "Every unit is in scope.", [])),
    }
}

fn no_collision(facts: &ValidationFacts) -> Outcome {
    match facts.taken_addresses.first() {
        Some(address) => Err(Sentence::new(
            "ADDRESSES_TAKEN",
            "{count} proposed addresses are taken by live units, the first is {address}.",
            [("count", &facts.taken_addresses.len()), ("address", address)],
        )),
        None if facts.live_unit_count > 0 => Err(Sentence::new(
            "DOCUMENT_HAS_UNITS",
            "The document has {count} live units already: a first cut is for a document without units.",
            [("count", &facts.live_unit_count)],
        )),
        None => Ok(Sentence::new("ADDRESSES_FREE", "No proposed address is taken.", [])),
    }
}
