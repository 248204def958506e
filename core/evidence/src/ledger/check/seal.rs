//! The seal: rows of the bundle are leaves under a signed root.

use std::collections::BTreeMap;

use super::Case;
use crate::ledger::checkpoint::CheckpointClaim;
use crate::ledger::finding::Findings;
use crate::ledger::leaf::LeafKind;
use crate::ledger::row::Row;
use cutter_model::word::word_of;
use iu_tlog::merkle::{from_text, is_included, Hash};

/// How many of the bundle's rows are proven to be under a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sealed {
    pub rows: usize,
    pub checkpoint: Option<CheckpointClaim>,
}

/// `LEDGER_CHECKPOINT_*`, `LEDGER_SEAL_ROW`, `LEDGER_SEAL_PROOF`, `LEDGER_SEAL_OTHER`.
pub(crate) fn check(case: &Case<'_>, kept: Option<&CheckpointClaim>, findings: &mut Findings) -> Sealed {
    let Some(seal) = &case.bundle.seal else {
        if let Some(kept) = kept {
            findings.add("LEDGER_SEAL_OTHER", "seal", format!("the checkpoint of {} leaves you keep", kept.size), "no seal");
        }
        return Sealed::default();
    };
    let Some(claim) = seal.checkpoint.check(case.trusted, findings) else { return Sealed::default() };
    if let Some(kept) = kept.filter(|kept| (kept.size, &kept.root) != (claim.size, &claim.root)) {
        let text = |claim: &CheckpointClaim| format!("{} leaves, root {}", claim.size, claim.root);
        findings.add("LEDGER_SEAL_OTHER", "seal.checkpoint", text(kept), text(&claim));
    }
    let rows = leaves_of(case);
    let root = from_text(&claim.root).unwrap_or_default();
    let mut proven = 0;
    for leaf in &seal.leaves {
        let place = format!("seal {} {}", word_of(leaf.leaf_kind), leaf.row_id);
        let Some(hash) = rows.get(&(leaf.leaf_kind, leaf.row_id.as_str())) else {
            findings.add("LEDGER_SEAL_ROW", place, "a row of this bundle", "no such row");
            continue;
        };
        let proof: Option<Vec<Hash>> = leaf.proof.iter().map(|node| from_text(node)).collect();
        if proof.is_some_and(|proof| is_included(hash, leaf.seq, claim.size, &proof, &root)) {
            proven += 1;
        } else {
            findings.add("LEDGER_SEAL_PROOF", place, format!("a leaf under root {}", claim.root), "a row that is not");
        }
    }
    Sealed { rows: proven, checkpoint: Some(claim) }
}

/// The hash of every leaf the bundle's rows make.
fn leaves_of<'a>(case: &Case<'a>) -> BTreeMap<(LeafKind, &'a str), Hash> {
    let bundle = case.bundle;
    let mut manifest = bundle.envelope.clone();
    let digest = case.manifest.as_ref().map(|manifest| manifest.mode().digest().to_owned());
    manifest.0.insert("manifest_digest".to_owned(), digest.into());
    let undone = bundle.compensations.iter().map(|each| &each.change_set);
    let mut rows: Vec<(LeafKind, &'a Row)> = Vec::new();
    rows.extend(bundle.entry.iter().chain(&bundle.escalations).map(|row| (LeafKind::Entry, row)));
    rows.extend(bundle.history.iter().map(|row| (LeafKind::History, row)));
    rows.extend(bundle.sweeps.iter().map(|row| (LeafKind::Sweep, row)));
    rows.extend(bundle.reviews.iter().map(|row| (LeafKind::Review, row)));
    rows.extend(std::iter::once(&bundle.change_set).chain(undone).map(|row| (LeafKind::ChangeSet, row)));
    rows.extend(bundle.verify_results.iter().map(|row| (LeafKind::VerifyResult, row)));
    rows.extend(bundle.signatures.iter().flat_map(|row| [(LeafKind::Signature, row), (LeafKind::SignatureRevocation, row)]));
    rows.extend(bundle.keys.iter().flat_map(|row| [(LeafKind::Key, row), (LeafKind::KeyRevocation, row)]));
    let mut leaves: BTreeMap<(LeafKind, &str), Hash> =
        rows.into_iter().map(|(kind, row)| ((kind, row.text(kind.key())), kind.hash(row))).collect();
    leaves.insert((LeafKind::Manifest, bundle.envelope.text("envelope_id")), LeafKind::Manifest.hash(&manifest));
    leaves
}
