//! The manifest: the exact body gives its digest, everything names that digest, and its spans give the text back.

use super::Case;
use crate::digest::{canonical_json, sha256_hex};
use crate::ledger::finding::Findings;
use crate::manifest::{coverage, Manifest};
use crate::pipeline::plan::text_of;

/// `LEDGER_BODY_UNREADABLE`, `LEDGER_BODY_HASH`, `LEDGER_BODY_FORM`, `LEDGER_MANIFEST_OTHER`, `LEDGER_CONTENT_HASH`,
/// `LEDGER_RECONSTRUCTION`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(manifest) = &case.manifest else {
        let why =
            serde_json::from_str::<Manifest>(&case.bundle.manifest).err().map(|error| error.to_string()).unwrap_or_default();
        findings.add("LEDGER_BODY_UNREADABLE", "manifest", "a manifest", why);
        return;
    };
    findings.equal("LEDGER_BODY_HASH", "manifest", &manifest.manifest_digest, &manifest.compute_digest());
    // What is hashed is what is stored: the same content in other bytes, or with members this engine does not know, is another text.
    if canonical_json(manifest) != case.bundle.manifest {
        findings.add("LEDGER_BODY_FORM", "manifest", "the canonical text (RFC 8785) of the manifest", "other bytes");
    }
    let change_set = case.change_set();
    let mut other =
        |place: &str, observed: &str| findings.equal("LEDGER_MANIFEST_OTHER", place, &manifest.manifest_digest, observed);
    other("change_set.manifest_digest", change_set.text("manifest_digest"));
    if let Some(entry) = &case.bundle.entry {
        other("entry.payload.manifest_digest", entry.text_in("payload", "manifest_digest"));
    }
    findings.equal(
        "LEDGER_MANIFEST_OTHER",
        "change_set.manifest_version",
        &manifest.format_version,
        change_set.text("manifest_version"),
    );
    check_text(case, manifest, findings);
}

fn check_text(case: &Case<'_>, manifest: &Manifest, findings: &mut Findings) {
    let text = case.bundle.source.text("canonical_text");
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
