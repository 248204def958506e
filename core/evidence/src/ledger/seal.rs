//! Sealing the ledger: rows become leaves, a checkpoint signs the root, proofs show that a row is under it.

use serde::{Deserialize, Serialize};

use super::leaf::LeafKind;
use super::merkle::{fold, from_text, inclusion_plan, peaks_of, to_text, Hash, Tree};
use super::row::Row;
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;

/// A tree as it is kept between pages: its size and the roots of its perfect subtrees, largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, cutter_model::TS)]
pub struct TreeState {
    /// Number of leaves.
    pub size: u64,
    /// Lower-case hex.
    pub peaks: Vec<String>,
}

impl TreeState {
    pub(super) fn read(&self) -> Result<Tree, Refusal> {
        let peaks: Option<Vec<Hash>> = self.peaks.iter().map(|peak| from_text(peak)).collect();
        peaks.and_then(|peaks| Tree::at(self.size, peaks)).ok_or_else(|| {
            Refusal::conflict(
                "LEDGER_TREE_UNREADABLE",
                "The hashes of the ledger's leaves are not those of a tree of their number.",
            )
        })
    }

    pub(super) fn of(tree: &Tree) -> Self {
        Self { size: tree.size(), peaks: tree.peaks().iter().map(to_text).collect() }
    }
}

/// A row that becomes a leaf.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewLeaf {
    /// What it stands for.
    pub kind: LeafKind,
    /// The row, with every column.
    pub row: Row,
}

/// A row of `ledger_leaf`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct LeafRow {
    /// Number of the leaf, from 0.
    pub seq: u64,
    /// What it stands for.
    pub leaf_kind: LeafKind,
    /// Primary key of the row.
    pub row_id: String,
    /// Hashes of the perfect subtrees that end at the leaf, its own first.
    pub subtree_hashes: Vec<String>,
}

/// The tree after some rows became leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Appended {
    /// The tree now.
    pub tree: TreeState,
    /// The leaves to write.
    pub leaves: Vec<LeafRow>,
}

/// Makes rows leaves, in their order; `rows` is the JSON text of an array of [`NewLeaf`].
///
/// # Errors
/// `FACTS_UNREADABLE`, `LEDGER_TREE_UNREADABLE`.
pub fn append_leaves(tree: &TreeState, rows: &str) -> Result<Appended, Refusal> {
    let rows: Vec<NewLeaf> = read_rows(rows)?;
    let mut tree = tree.read()?;
    let leaves = rows
        .iter()
        .map(|leaf| LeafRow {
            seq: tree.size(),
            leaf_kind: leaf.kind,
            row_id: leaf.row.text(leaf.kind.key()).to_owned(),
            subtree_hashes: tree.append(leaf.kind.hash(&leaf.row)).iter().map(to_text).collect(),
        })
        .collect();
    Ok(Appended { tree: TreeState::of(&tree), leaves })
}

/// The leaves whose rows are needed to go on from a tree of `size` leaves, in order.
#[must_use]
pub fn peak_leaves(size: u64) -> Vec<u64> {
    peaks_of(size).iter().map(|subtree| subtree.last_leaf).collect()
}

/// A tree of `size` leaves from the leaves of [`peak_leaves`].
///
/// # Errors
/// `LEDGER_TREE_UNREADABLE` where one is missing.
pub fn tree_from_leaves(size: u64, leaves: &[LeafRow]) -> Result<TreeState, Refusal> {
    let peaks: Option<Vec<String>> =
        peaks_of(size).iter().map(|subtree| node_text(leaves, subtree.last_leaf, subtree.level)).collect();
    let tree = TreeState { size, peaks: peaks.unwrap_or_default() };
    tree.read().map(|_| tree)
}

fn node_text(leaves: &[LeafRow], last_leaf: u64, level: u32) -> Option<String> {
    let leaf = leaves.iter().find(|leaf| leaf.seq == last_leaf)?;
    leaf.subtree_hashes.get(usize::try_from(level).ok()?).cloned()
}

/// The leaves whose rows are needed to prove that `indexes` are in the tree of `size` leaves.
#[must_use]
pub fn proof_leaves(indexes: &[u64], size: u64) -> Vec<u64> {
    let plans = indexes.iter().filter(|index| **index < size).flat_map(|index| inclusion_plan(*index, size));
    let mut needed: Vec<u64> = plans.flatten().map(|subtree| subtree.last_leaf).collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// A leaf with the proof that it is under a root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(deny_unknown_fields)]
pub struct ProvenLeaf {
    /// What it stands for.
    pub leaf_kind: LeafKind,
    /// Hashes from the leaf up to the root, lower-case hex (RFC 9162, 2.1.3).
    pub proof: Vec<String>,
    /// Primary key of the row.
    pub row_id: String,
    /// Number of the leaf.
    pub seq: u64,
}

/// The proofs of `wanted` in the tree of `size` leaves, from the leaves of [`proof_leaves`].
///
/// # Errors
/// `LEDGER_TREE_UNREADABLE` where one is missing.
pub fn inclusion_proofs(wanted: &[LeafRow], size: u64, leaves: &[LeafRow]) -> Result<Vec<ProvenLeaf>, Refusal> {
    wanted
        .iter()
        .map(|leaf| {
            let node = |last_leaf, level| node_text(leaves, last_leaf, level).and_then(|text| from_text(&text));
            let proof: Option<Vec<String>> = inclusion_plan(leaf.seq, size)
                .iter()
                .map(|subtrees| {
                    let nodes: Option<Vec<Hash>> =
                        subtrees.iter().map(|subtree| node(subtree.last_leaf, subtree.level)).collect();
                    nodes.and_then(|nodes| fold(&nodes)).map(|hash| to_text(&hash))
                })
                .collect();
            let proof = proof.ok_or_else(|| {
                Refusal::conflict(
                    "LEDGER_TREE_UNREADABLE",
                    format!("Leaf {} cannot be proven: the ledger's leaves have gaps.", leaf.seq),
                )
            })?;
            Ok(ProvenLeaf { leaf_kind: leaf.leaf_kind, proof, row_id: leaf.row_id.clone(), seq: leaf.seq })
        })
        .collect()
}
