//! The evidence of what was cut: bundles, the ledger as a whole, its tree and its checkpoints.

use cutter_evidence::ledger;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, give, take};

/// Checks an evidence bundle, from its bytes.
///
/// # Errors
/// A refusal object where the trust cannot be read; what is wrong with the bundle is in the report.
#[wasm_bindgen(unchecked_return_type = "BundleReport")]
pub fn verify_bundle(bytes: &[u8], #[wasm_bindgen(unchecked_param_type = "Trust")] trust: JsValue) -> Result<JsValue, JsValue> {
    give(&ledger::verify_bundle(bytes, &take(trust)?))
}

/// What is wrong with the ledger as a whole.
///
/// # Errors
/// A refusal object where the list cannot be read.
#[wasm_bindgen(unchecked_return_type = "LedgerFinding[]")]
pub fn check_orphans(#[wasm_bindgen(unchecked_param_type = "Orphans[]")] found: JsValue) -> Result<JsValue, JsValue> {
    let found: Vec<ledger::Orphans> = take(found)?;
    give(&ledger::check_orphans(&found))
}

/// Makes rows leaves of the ledger's tree, in their order.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Appended")]
pub fn append_leaves(#[wasm_bindgen(unchecked_param_type = "TreeState")] tree: JsValue, rows: &str) -> Result<JsValue, JsValue> {
    answer(ledger::seal::append_leaves(&take(tree)?, rows))
}

/// The leaves that are needed to go on from a tree of `size` leaves.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "number[]")]
pub fn peak_leaves(size: f64) -> Result<JsValue, JsValue> {
    give(&ledger::seal::peak_leaves(whole(size)))
}

/// A tree of `size` leaves from those leaves.
///
/// # Errors
/// A refusal object where one is missing.
#[wasm_bindgen(unchecked_return_type = "TreeState")]
pub fn tree_from_leaves(
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] leaves: JsValue,
) -> Result<JsValue, JsValue> {
    let leaves: Vec<ledger::seal::LeafRow> = take(leaves)?;
    answer(ledger::seal::tree_from_leaves(whole(size), &leaves))
}

/// The leaves that are needed to prove that `indexes` are in a tree of `size` leaves.
///
/// # Errors
/// A refusal object where the list cannot be read.
#[wasm_bindgen(unchecked_return_type = "number[]")]
pub fn proof_leaves(#[wasm_bindgen(unchecked_param_type = "number[]")] indexes: JsValue, size: f64) -> Result<JsValue, JsValue> {
    let indexes: Vec<u64> = take(indexes)?;
    give(&ledger::seal::proof_leaves(&indexes, whole(size)))
}

/// The proofs of `wanted` in a tree of `size` leaves, from those leaves.
///
/// # Errors
/// A refusal object where one is missing.
#[wasm_bindgen(unchecked_return_type = "ProvenLeaf[]")]
pub fn inclusion_proofs(
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] wanted: JsValue,
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] leaves: JsValue,
) -> Result<JsValue, JsValue> {
    let wanted: Vec<ledger::seal::LeafRow> = take(wanted)?;
    let leaves: Vec<ledger::seal::LeafRow> = take(leaves)?;
    answer(ledger::seal::inclusion_proofs(&wanted, whole(size), &leaves))
}

/// Numbers of leaves come from the database as whole numbers that a JavaScript number holds exactly.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn whole(size: f64) -> u64 {
    size as u64
}

/// Plans a checkpoint over the whole tree.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "CheckpointPlan")]
pub fn plan_checkpoint(#[wasm_bindgen(unchecked_param_type = "CheckpointFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(ledger::checkpoint::plan_checkpoint(&take(facts)?))
}

/// Reads a checkpoint, from its bytes.
///
/// # Errors
/// A refusal object where the keys cannot be read; what is wrong with the checkpoint is in the report.
#[wasm_bindgen(unchecked_return_type = "CheckpointReport")]
pub fn read_checkpoint(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_param_type = "TrustedKey[]")] trusted: JsValue,
) -> Result<JsValue, JsValue> {
    let trusted: Vec<ledger::TrustedKey> = take(trusted)?;
    give(&ledger::checkpoint::read_checkpoint(bytes, &trusted))
}

/// Walks one page of leaves.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "WalkReport")]
pub fn walk_leaves(
    #[wasm_bindgen(unchecked_param_type = "TreeState")] tree: JsValue,
    leaves: &str,
    #[wasm_bindgen(unchecked_param_type = "CheckpointClaim[]")] checkpoints: JsValue,
) -> Result<JsValue, JsValue> {
    let checkpoints: Vec<ledger::checkpoint::CheckpointClaim> = take(checkpoints)?;
    answer(ledger::walk::walk_leaves(&take(tree)?, leaves, &checkpoints))
}

/// What is wrong once the last leaf was walked.
///
/// # Errors
/// A refusal object where the list cannot be read.
#[wasm_bindgen(unchecked_return_type = "LedgerFinding[]")]
pub fn end_of_walk(
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "CheckpointClaim[]")] checkpoints: JsValue,
) -> Result<JsValue, JsValue> {
    let checkpoints: Vec<ledger::checkpoint::CheckpointClaim> = take(checkpoints)?;
    give(&ledger::walk::end_of_walk(whole(size), &checkpoints))
}

/// Trusted keys, as a person gives them.
///
/// # Errors
/// A refusal object, `TRUSTED_KEY_UNREADABLE`.
#[wasm_bindgen(unchecked_return_type = "TrustedKey[]")]
pub fn trusted_keys(given: &str) -> Result<JsValue, JsValue> {
    answer(ledger::trusted_keys(given))
}
