//! The manifest: the exact body gives its digest, everything names that digest, and its spans give the text back.

use serde::Serialize;

use super::Case;
use crate::ledger::finding::Findings;
use cutter_pipeline::attest::manifest::{AttestManifest, ATTEST};
use cutter_pipeline::first_cut::plan::text_of;
use cutter_pipeline::structure::StructureManifest;
use iu_text::digest::{canonical_json, sha256_hex};
use iu_text::manifest::{coverage, Manifest, Stored};

/// `LEDGER_BODY_UNREADABLE`, `LEDGER_BODY_HASH`, `LEDGER_BODY_FORM`, `LEDGER_MANIFEST_OTHER`, `LEDGER_CONTENT_HASH`,
/// `LEDGER_RECONSTRUCTION`, `LEDGER_MANIFEST_KIND`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let attests = case.attested.is_some();
    if case.manifest.is_none() && !attests && case.operation.is_none() {
        let why = match (case.is_attestation(), case.is_operation()) {
            (true, _) => serde_json::from_str::<AttestManifest>(&case.bundle.manifest).err(),
            (_, true) => serde_json::from_str::<StructureManifest>(&case.bundle.manifest).err(),
            _ => serde_json::from_str::<Manifest>(&case.bundle.manifest).err(),
        };
        let why = why.map(|error| error.to_string()).unwrap_or_default();
        findings.add("LEDGER_BODY_UNREADABLE", "manifest", "a manifest", why);
        return;
    }
    let kind = case.change_set().text("operation_kind");
    if let Some(manifest) = &case.operation {
        findings.equal("LEDGER_MANIFEST_KIND", "change_set.operation_kind", &manifest.operation_kind, kind);
        findings.equal(
            "LEDGER_MANIFEST_KIND",
            "manifest.request.operation",
            &manifest.operation_kind,
            manifest.request.operation.kind().as_str(),
        );
        check_body(case, manifest, &manifest.compute_digest(), &manifest.format_version, findings);
    } else if attests != (kind == ATTEST) || case.is_operation() {
        let expected = if attests { ATTEST } else { "first_cut or rehearsal" };
        findings.add("LEDGER_MANIFEST_KIND", "change_set.operation_kind", expected, kind);
    }
    if let Some(manifest) = &case.manifest {
        check_body(case, manifest, &manifest.compute_digest(), &manifest.format_version, findings);
        check_text(case, manifest, findings);
    }
    if let Some(manifest) = &case.attested {
        check_body(case, manifest, &manifest.compute_digest(), &manifest.format_version, findings);
    }
}

fn check_body(case: &Case<'_>, manifest: &impl Serialize, computed: &str, version: &str, findings: &mut Findings) {
    let digest = case.manifest_digest().unwrap_or_default();
    findings.equal("LEDGER_BODY_HASH", "manifest", digest, computed);
    // What is hashed is what is stored: the same content in other bytes, or with members this engine does not know, is another text.
    if canonical_json(manifest) != case.bundle.manifest {
        findings.add("LEDGER_BODY_FORM", "manifest", "the canonical text (RFC 8785) of the manifest", "other bytes");
    }
    let change_set = case.change_set();
    let mut other = |place: &str, observed: &str| findings.equal("LEDGER_MANIFEST_OTHER", place, digest, observed);
    other("change_set.manifest_digest", change_set.text("manifest_digest"));
    if let Some(entry) = &case.bundle.entry {
        other("entry.payload.manifest_digest", entry.text_in("payload", "manifest_digest"));
    }
    findings.equal("LEDGER_MANIFEST_OTHER", "change_set.manifest_version", version, change_set.text("manifest_version"));
}

fn check_text(case: &Case<'_>, manifest: &Manifest, findings: &mut Findings) {
    let text = case.source_text();
    for unit in &manifest.units {
        let observed = text_of(text, &unit.body_spans).map_or_else(|refusal| refusal.message, |body| sha256_hex(body.as_bytes()));
        findings.equal(
            "LEDGER_CONTENT_HASH",
            format!("manifest.units {} {}", unit.local_id, unit.address),
            &unit.content_hash,
            &observed,
        );
    }
    match coverage::prove(text, &manifest.units, &manifest.exclusions) {
        Ok(proof) if proof == manifest.coverage => {}
        Ok(proof) => {
            findings.add("LEDGER_RECONSTRUCTION", "manifest.coverage", canonical_json(&proof), canonical_json(&manifest.coverage))
        }
        Err(error) => findings.add(
            "LEDGER_RECONSTRUCTION",
            format!("source.canonical_text byte {}", error.at),
            "every byte in exactly one span",
            error.message,
        ),
    }
}
