//! The ten findings of a review. REVIEW and CUT use this very same validation.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::canon::{canonicalise, CANON_1};
use crate::digest::sha256_hex;
use crate::manifest::{coverage, Coverage, Manifest, ScopePolicy};
use crate::pipeline::attest::AttestedFacts;

/// One of the three values a finding column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FindingVerdict {
    /// Holds.
    Pass,
    /// Does not hold.
    Fail,
    /// Cannot apply; the reason is in the note.
    NotApplicable,
}

/// A finding with what was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Finding {
    /// The verdict.
    pub verdict: FindingVerdict,
    /// What was observed, as one sentence.
    pub note: String,
}

/// The ten findings by their column name without `finding_`.
pub type Findings = BTreeMap<String, Finding>;

/// The live facts the findings are checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ValidationFacts {
    /// The registered canonical text of the manifest's source version; none where it is not registered.
    pub canonical_text: Option<String>,
    /// Digest pinned on the entry when it was marked.
    pub pinned_manifest_digest: String,
    /// Active codes of the section type vocabulary.
    pub active_section_types: Vec<String>,
    /// Proposed addresses that live units have already.
    pub taken_addresses: Vec<String>,
    /// Number of live units with the manifest's document code.
    pub live_unit_count: i64,
    /// The live rows of an attestation; none for a first cut.
    #[serde(default)]
    pub attested: Option<AttestedFacts>,
}

/// Names of the ten findings, in the order of their columns.
pub const FINDINGS: [&str; 10] = [
    "source_pinned",
    "coverage_complete",
    "reconstruction_exact",
    "addresses_valid",
    "addresses_unique",
    "parents_resolve",
    "vocabulary_active",
    "status_scope",
    "no_collision",
    "digest_match",
];

/// Every failing finding, with what it says.
pub(crate) fn failing(findings: &Findings) -> Vec<String> {
    FINDINGS
        .iter()
        .filter_map(|name| {
            findings
                .get(*name)
                .filter(|finding| finding.verdict == FindingVerdict::Fail)
                .map(|finding| format!("{name}: {}", finding.note))
        })
        .collect()
}

/// Whether every finding passes or cannot apply.
#[must_use]
pub fn all_hold(findings: &Findings) -> bool {
    FINDINGS.iter().all(|name| findings.get(*name).is_some_and(|finding| finding.verdict != FindingVerdict::Fail))
}

/// Computes the ten findings from the manifest, its source and the live facts.
#[must_use]
pub fn validate(manifest: &Manifest, facts: &ValidationFacts) -> Findings {
    let text = facts.canonical_text.as_deref();
    let proof = proven(manifest, text);
    let results: [(&str, Result<String, String>); 10] = [
        ("source_pinned", source_pinned(manifest, text)),
        ("coverage_complete", coverage_complete(manifest, &proof)),
        ("reconstruction_exact", reconstruction_exact(manifest, &proof)),
        ("addresses_valid", addresses_valid(manifest)),
        ("addresses_unique", addresses_unique(manifest)),
        ("parents_resolve", parents_resolve(manifest)),
        ("vocabulary_active", vocabulary_active(manifest, &facts.active_section_types)),
        ("status_scope", status_scope(manifest)),
        ("no_collision", no_collision(facts)),
        ("digest_match", digest_match(manifest, &facts.pinned_manifest_digest)),
    ];
    results
        .into_iter()
        .map(|(name, result)| {
            let (verdict, note) = match result {
                Ok(note) => (FindingVerdict::Pass, note),
                Err(note) => (FindingVerdict::Fail, note),
            };
            (name.to_owned(), Finding { verdict, note })
        })
        .collect()
}

type Outcome = Result<String, String>;

fn source_pinned(manifest: &Manifest, text: Option<&str>) -> Outcome {
    let text = text.ok_or_else(|| format!("The source version {} is not registered.", manifest.source.sha256))?;
    let observed = sha256_hex(text.as_bytes());
    let canonical = canonicalise(text.as_bytes()).map_err(|error| error.message)?;
    if manifest.source.canonicalization != CANON_1 || canonical.as_str() != text {
        return Err(format!("The registered text is not in {CANON_1} form."));
    }
    if observed != manifest.source.sha256 {
        return Err(format!("The registered text has digest {observed}, the manifest names {}.", manifest.source.sha256));
    }
    Ok(format!("Source version {observed}, {} bytes.", text.len()))
}

fn proven(manifest: &Manifest, text: Option<&str>) -> Result<Coverage, String> {
    let text = text.ok_or("There is no registered source text to compare with.")?;
    let coverage = coverage::prove(text, &manifest.units, &manifest.exclusions).map_err(|error| error.message)?;
    for unit in &manifest.units {
        let body: String = unit.body_spans.iter().filter_map(|span| text.get(span.start..span.end)).collect();
        if sha256_hex(body.as_bytes()) != unit.content_hash {
            return Err(format!("The own text of {} does not have the hash the manifest gives.", unit.address));
        }
    }
    Ok(coverage)
}

fn coverage_complete(manifest: &Manifest, proof: &Result<Coverage, String>) -> Outcome {
    let coverage = proof.as_ref().map_err(Clone::clone)?;
    if *coverage != manifest.coverage {
        return Err("The coverage counted again differs from the manifest's.".to_owned());
    }
    Ok(format!(
        "{} bytes = {} heading + {} own text + {} excluded.",
        coverage.total_bytes, coverage.heading_bytes, coverage.own_text_bytes, coverage.excluded_bytes
    ))
}

fn reconstruction_exact(manifest: &Manifest, proof: &Result<Coverage, String>) -> Outcome {
    let coverage = proof.as_ref().map_err(Clone::clone)?;
    if !coverage.reconstruction_ok || coverage.reconstruction_sha256 != manifest.source.sha256 {
        return Err(format!(
            "The spans give digest {}, the source has {}.",
            coverage.reconstruction_sha256, manifest.source.sha256
        ));
    }
    Ok("The spans in order give the canonical text byte for byte.".to_owned())
}

fn addresses_valid(manifest: &Manifest) -> Outcome {
    for unit in &manifest.units {
        let parsed = address::parse(&unit.address).map_err(|error| format!("{:?}: {error}", unit.address))?;
        if parsed.format().as_str() != manifest.address_format_version {
            return Err(format!("{:?} is not a {} address.", unit.address, manifest.address_format_version));
        }
        if parsed.prefix() != manifest.prefix {
            return Err(format!("{:?} does not start with the document's prefix {:?}.", unit.address, manifest.prefix));
        }
    }
    Ok(format!("{} addresses parse as {}.", manifest.units.len(), manifest.address_format_version))
}

fn addresses_unique(manifest: &Manifest) -> Outcome {
    let mut seen = BTreeSet::new();
    match manifest.units.iter().find(|unit| !seen.insert(unit.address.as_str())) {
        Some(unit) => Err(format!("{:?} is proposed twice.", unit.address)),
        None => Ok(format!("{} different addresses.", seen.len())),
    }
}

fn parents_resolve(manifest: &Manifest) -> Outcome {
    let mut known = BTreeSet::new();
    for (index, unit) in manifest.units.iter().enumerate() {
        if let Some(parent) = &unit.parent_local_id {
            if !known.contains(parent.as_str()) {
                return Err(format!("The parent {parent:?} of {} does not come before it.", unit.address));
            }
        }
        if unit.sort_order != index + 1 || !known.insert(unit.local_id.as_str()) {
            return Err(format!("The position or local id of {} is not in document order.", unit.address));
        }
    }
    Ok("Every parent comes before its children.".to_owned())
}

fn vocabulary_active(manifest: &Manifest, active: &[String]) -> Outcome {
    match manifest.units.iter().find(|unit| !active.contains(&unit.section_type)) {
        Some(unit) => Err(format!("The section type {:?} of {} is not active.", unit.section_type, unit.address)),
        None => Ok("Every section type is active.".to_owned()),
    }
}

fn status_scope(manifest: &Manifest) -> Outcome {
    let outside = |status: &str| manifest.scope_policy == ScopePolicy::EnactedOnly && status != "enacted";
    match manifest.units.iter().find(|unit| outside(&unit.status)) {
        Some(unit) => Err(format!("{} has status {:?}, outside the scope.", unit.address, unit.status)),
        None => Ok("Every unit is in scope.".to_owned()),
    }
}

fn no_collision(facts: &ValidationFacts) -> Outcome {
    match facts.taken_addresses.first() {
        Some(address) => {
            Err(format!("{} proposed addresses are taken by live units, the first is {address}.", facts.taken_addresses.len()))
        }
        None if facts.live_unit_count > 0 => Err(format!(
            "The document has {} live units already: a first cut is for a document without units.",
            facts.live_unit_count
        )),
        None => Ok("No proposed address is taken.".to_owned()),
    }
}

fn digest_match(manifest: &Manifest, pinned: &str) -> Outcome {
    let observed = manifest.compute_digest();
    if observed == manifest.manifest_digest && observed == pinned {
        Ok(format!("Manifest {observed}."))
    } else {
        Err(format!("The manifest has digest {observed}, pinned when marked was {pinned}."))
    }
}
