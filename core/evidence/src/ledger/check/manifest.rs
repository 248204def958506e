//! The manifest: the exact body gives its digest, everything names that digest, and its spans give the text back.

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use cutter_pipeline::attest::manifest::{AttestManifest, ATTEST};
use cutter_pipeline::first_cut::plan::text_of;
use cutter_pipeline::mode::Mode;
use cutter_pipeline::structure::StructureManifest;
use iu_text::digest::{canonical_json, sha256_hex};
use iu_text::manifest::{coverage, Manifest, Stored};

/// `LEDGER_BODY_UNREADABLE`, `LEDGER_BODY_HASH`, `LEDGER_BODY_FORM`, `LEDGER_MANIFEST_OTHER`, `LEDGER_CONTENT_HASH`,
/// `LEDGER_RECONSTRUCTION`, `LEDGER_MANIFEST_KIND`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let (kind, place) = (case.change_set().text("operation_kind"), "change_set.operation_kind");
    match &case.manifest {
        None => {
            let why = match (case.is_attestation(), case.is_operation()) {
                (true, _) => why_not::<AttestManifest>(case),
                (_, true) => why_not::<StructureManifest>(case),
                _ => why_not::<Manifest>(case),
            };
            findings.add("LEDGER_BODY_UNREADABLE", "manifest", "a manifest", why);
        }
        Some(Proposed::Operation(manifest)) => {
            let (said, asked) = (&manifest.operation_kind, manifest.request.operation.kind().as_str());
            findings.equal("LEDGER_MANIFEST_KIND", place, said, kind);
            findings.equal("LEDGER_MANIFEST_KIND", "manifest.request.operation", said, asked);
            check_body(case, manifest.as_ref(), findings);
        }
        Some(Proposed::Attest(manifest)) => {
            findings.equal("LEDGER_MANIFEST_KIND", place, ATTEST, kind);
            check_body(case, manifest, findings);
        }
        Some(Proposed::FirstCut(manifest)) => {
            if case.is_attestation() || case.is_operation() {
                findings.add("LEDGER_MANIFEST_KIND", place, "first_cut or rehearsal", kind);
            }
            check_body(case, manifest.as_ref(), findings);
            check_text(case, manifest, findings);
        }
    }
}

fn why_not<M: Stored>(case: &Case<'_>) -> String {
    serde_json::from_str::<M>(&case.bundle.manifest).err().map(|error| error.to_string()).unwrap_or_default()
}

fn check_body<M: Mode + Stored + Clone>(case: &Case<'_>, manifest: &M, findings: &mut Findings) {
    let (digest, change_set) = (Mode::digest(manifest), case.change_set());
    findings.equal("LEDGER_BODY_HASH", "manifest", digest, &manifest.compute_digest());
    // What is hashed is what is stored: the same content in other bytes, or with members this engine does not know, is another text.
    if manifest.to_canonical_json() != case.bundle.manifest {
        findings.add("LEDGER_BODY_FORM", "manifest", "the canonical text (RFC 8785) of the manifest", "other bytes");
    }
    findings.says("LEDGER_MANIFEST_OTHER", "change_set", change_set, "manifest_digest", digest);
    if let Some(entry) = &case.bundle.entry {
        findings.says("LEDGER_MANIFEST_OTHER", "entry", entry, "payload.manifest_digest", digest);
    }
    findings.says("LEDGER_MANIFEST_OTHER", "change_set", change_set, "manifest_version", manifest.format_version());
}

fn check_text(case: &Case<'_>, manifest: &Manifest, findings: &mut Findings) {
    let text = case.source_text();
    for unit in &manifest.units {
        let observed = text_of(text, &unit.body_spans).map_or_else(|refusal| refusal.message, |body| sha256_hex(body.as_bytes()));
        let place = format!("manifest.units {} {}", unit.local_id, unit.address);
        findings.equal("LEDGER_CONTENT_HASH", place, &unit.content_hash, &observed);
    }
    match coverage::prove(text, &manifest.units, &manifest.exclusions) {
        Ok(proof) => {
            let (expected, observed) = (canonical_json(&proof), canonical_json(&manifest.coverage));
            findings.equal("LEDGER_RECONSTRUCTION", "manifest.coverage", &expected, &observed);
        }
        Err(error) => {
            let place = format!("source.canonical_text byte {}", error.at);
            findings.add("LEDGER_RECONSTRUCTION", place, "every byte in exactly one span", error.message);
        }
    }
}
