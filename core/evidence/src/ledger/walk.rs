//! Walking the leaves of the ledger, page by page: each is still the row it was made from, and every checkpoint's root
//! is the root of the leaves it counts.

use serde::{Deserialize, Serialize};

use super::checkpoint::CheckpointClaim;
use super::finding::{Findings, LedgerFinding};
use super::row::Row;
use super::seal::{LeafRow, TreeState};
use cutter_model::refusal::Refusal;
use cutter_model::word::word_of;
use iu_tlog::merkle::{from_text, to_text};

/// A leaf with the row it stands for, as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordedLeaf {
    /// The leaf.
    #[serde(flatten)]
    pub leaf: LeafRow,
    /// The row; none where it is gone.
    pub row: Option<Row>,
}

/// The tree after a page, and what was found on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct WalkReport {
    /// The tree so far.
    pub tree: TreeState,
    /// What is wrong.
    pub findings: Vec<LedgerFinding>,
}

/// Walks one page; `leaves` is the JSON text of an array of [`RecordedLeaf`]. `LEDGER_LEAF_SEQUENCE`, `_LEAF_ROW_MISSING`,
/// `_LEAF_CHANGED`, `_LEAF_HASH`, `LEDGER_CHECKPOINT_ROOT`.
///
/// # Errors
/// `FACTS_UNREADABLE`, `LEDGER_TREE_UNREADABLE`.
pub fn walk_leaves(tree: &TreeState, leaves: &str, checkpoints: &[CheckpointClaim]) -> Result<WalkReport, Refusal> {
    let leaves: Vec<RecordedLeaf> = serde_json::from_str(leaves).map_err(|error| {
        Refusal::conflict("FACTS_UNREADABLE", format!("Leaves read from the database are not as expected: {error}."))
    })?;
    let mut tree = tree.read()?;
    let mut findings = Findings::default();
    for RecordedLeaf { leaf, row } in &leaves {
        let place = format!("ledger_leaf {} ({} {})", leaf.seq, word_of(leaf.leaf_kind), leaf.row_id);
        if leaf.seq != tree.size() {
            findings.add("LEDGER_LEAF_SEQUENCE", &place, format!("leaf {}", tree.size()), format!("leaf {}", leaf.seq));
        }
        let recorded = leaf.subtree_hashes.first().map(String::as_str).unwrap_or_default();
        match row {
            None => findings.add("LEDGER_LEAF_ROW_MISSING", &place, "the row that was sealed", "no such row"),
            Some(row) => findings.equal("LEDGER_LEAF_CHANGED", &place, recorded, &to_text(&leaf.leaf_kind.hash(row))),
        }
        // Going on with what was recorded, one changed row is one finding.
        let ending: Vec<String> = tree.append(from_text(recorded).unwrap_or_default()).iter().map(to_text).collect();
        if ending != leaf.subtree_hashes {
            findings.add("LEDGER_LEAF_HASH", &place, ending.join(" "), leaf.subtree_hashes.join(" "));
        }
        for checkpoint in checkpoints.iter().filter(|checkpoint| checkpoint.size == tree.size()) {
            let place = format!("checkpoint of {} leaves, {}", checkpoint.size, checkpoint.signed_at);
            findings.equal("LEDGER_CHECKPOINT_ROOT", place, &checkpoint.root, &to_text(&tree.root()));
        }
    }
    Ok(WalkReport { tree: TreeState::of(&tree), findings: findings.list })
}

/// After the last page: a checkpoint that counts more leaves than there are says that the tail was cut off
/// (`LEDGER_CHECKPOINT_CUT_OFF`).
#[must_use]
pub fn end_of_walk(size: u64, checkpoints: &[CheckpointClaim]) -> Vec<LedgerFinding> {
    let mut findings = Findings::default();
    for checkpoint in checkpoints.iter().filter(|checkpoint| checkpoint.size > size) {
        let place = format!("checkpoint of {} leaves, {}", checkpoint.size, checkpoint.signed_at);
        findings.add("LEDGER_CHECKPOINT_CUT_OFF", place, format!("{} leaves", checkpoint.size), format!("{size} leaves"));
    }
    findings.list
}
