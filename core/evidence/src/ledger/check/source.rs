//! The source text is the one that was registered, and the one the manifest was made from.

use super::{Case, Proposed};
use crate::ledger::finding::Findings;
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex;

/// `LEDGER_SOURCE_TEXT`, `LEDGER_SOURCE_FORM`, `LEDGER_SOURCE_OTHER`.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(source) = &case.bundle.source else {
        if !case.is_attestation() && !case.is_operation() {
            findings.add("LEDGER_SOURCE_TEXT", "source", "the text that was cut", "nothing");
        }
        return;
    };
    if case.is_attestation() || case.is_operation() {
        findings.add("LEDGER_SOURCE_OTHER", "source", "nothing", source.text("sha256"));
        return;
    }
    let text = source.text("canonical_text");
    findings.equal("LEDGER_SOURCE_TEXT", "source.canonical_text", source.text("sha256"), &sha256_hex(text.as_bytes()));
    findings.count("LEDGER_SOURCE_TEXT", "source.bytes", text.len(), source.number("bytes").unwrap_or_default());
    if !canonicalise(text.as_bytes()).is_ok_and(|canonical| canonical.as_str() == text) {
        findings.add("LEDGER_SOURCE_FORM", "source.canonical_text", "a text in its canonical form", "another form");
    }
    let Some(Proposed::FirstCut(manifest)) = &case.manifest else { return };
    findings.says("LEDGER_SOURCE_OTHER", "source", source, "sha256", &manifest.source.sha256);
    findings.says("LEDGER_SOURCE_OTHER", "source", source, "canonicalization", &manifest.source.canonicalization);
    if let Some(entry) = &case.bundle.entry {
        findings.says("LEDGER_SOURCE_OTHER", "entry", entry, "payload.source_sha256", &manifest.source.sha256);
    }
}
