//! Sealing the ledger: rows become leaves, a checkpoint signs the root, proofs show that a row is under it.

use serde::{Deserialize, Serialize};

use super::leaf::LeafKind;
use super::row::Row;
use cutter_model::live::read_rows;
use cutter_model::refusal::Refusal;
use iu_tlog::merkle::{consistency_plan, fold, from_text, inclusion_plan, peaks_of, to_text, Hash, Subtree, Tree};

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
    leaves_of(indexes.iter().filter(|index| **index < size).flat_map(|index| inclusion_plan(*index, size)))
}

/// The leaves whose rows are needed to prove that the tree of `size` leaves has grown from that of `old`.
#[must_use]
pub fn consistency_leaves(old: u64, size: u64) -> Vec<u64> {
    leaves_of(consistency_plan(old, size).into_iter())
}

fn leaves_of(steps: impl Iterator<Item = Vec<Subtree>>) -> Vec<u64> {
    let mut needed: Vec<u64> = steps.flatten().map(|subtree| subtree.last_leaf).collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// The nodes of a proof, lower-case hex, from the leaves it needs; none where one is missing.
fn nodes_of(plan: &[Vec<Subtree>], leaves: &[LeafRow]) -> Option<Vec<String>> {
    let node = |at: &Subtree| node_text(leaves, at.last_leaf, at.level).and_then(|text| from_text(&text));
    let step = |subtrees: &Vec<Subtree>| fold(&subtrees.iter().map(node).collect::<Option<Vec<Hash>>>()?);
    plan.iter().map(|subtrees| step(subtrees).map(|hash| to_text(&hash))).collect()
}

/// The proof that the tree of `size` leaves has grown from that of `old`, from the leaves of [`consistency_leaves`].
///
/// # Errors
/// `LEDGER_TREE_UNREADABLE` where one is missing.
pub fn consistency_proof(old: u64, size: u64, leaves: &[LeafRow]) -> Result<Vec<String>, Refusal> {
    nodes_of(&consistency_plan(old, size), leaves).ok_or_else(|| {
        let message = format!("It cannot be proven that the ledger has grown from {old} leaves: its leaves have gaps.");
        Refusal::conflict("LEDGER_TREE_UNREADABLE", message)
    })
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
            let proof = nodes_of(&inclusion_plan(leaf.seq, size), leaves).ok_or_else(|| {
                Refusal::conflict(
                    "LEDGER_TREE_UNREADABLE",
                    format!("Leaf {} cannot be proven: the ledger's leaves have gaps.", leaf.seq),
                )
            })?;
            Ok(ProvenLeaf { leaf_kind: leaf.leaf_kind, proof, row_id: leaf.row_id.clone(), seq: leaf.seq })
        })
        .collect()
}
