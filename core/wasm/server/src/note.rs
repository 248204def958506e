//! Checkpoints as signed notes, witnesses, and proofs beside units.

use cutter_evidence::ledger::{note, seal};
use wasm_bindgen::prelude::*;

use super::ledger::whole;
use cutter_wasm_border::{answer, give, refuse, take};

/// The verifier key of a log, from its name and public key.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn log_vkey(origin: &str, public_key: &str) -> Result<String, JsValue> {
    note::log_key(origin, public_key).map_err(refuse)
}

/// The text of a checkpoint that the log's key signs.
///
/// # Errors
/// A refusal object, `NOTE_FORK` where the ledger has not grown from the one before.
#[wasm_bindgen]
pub fn plan_note(#[wasm_bindgen(unchecked_param_type = "NoteFacts")] facts: JsValue) -> Result<String, JsValue> {
    note::plan_note(&take(facts)?).map_err(refuse)
}

/// The note of what was signed.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn seal_note(text: &str, vkey: &str, signature: &str) -> Result<String, JsValue> {
    note::seal_note(text, vkey, signature).map_err(refuse)
}

/// Reads a note, with the keys of its log and of witnesses.
///
/// # Errors
/// A refusal object naming what is wrong with it.
#[wasm_bindgen(unchecked_return_type = "NoteRead")]
pub fn read_note(
    bytes: &[u8],
    vkey: &str,
    #[wasm_bindgen(unchecked_param_type = "string[]")] witnesses: JsValue,
) -> Result<JsValue, JsValue> {
    let witnesses: Vec<String> = take(witnesses)?;
    answer(note::read_note(bytes, vkey, &witnesses))
}

/// The leaves that are needed to prove that a tree of `size` leaves has grown from one of `old`.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "number[]")]
pub fn consistency_leaves(old: f64, size: f64) -> Result<JsValue, JsValue> {
    give(&seal::consistency_leaves(whole(old), whole(size)))
}

/// That proof, from those leaves.
///
/// # Errors
/// A refusal object where one is missing.
#[wasm_bindgen(unchecked_return_type = "string[]")]
pub fn consistency_proof(
    old: f64,
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "LeafRow[]")] leaves: JsValue,
) -> Result<JsValue, JsValue> {
    let leaves: Vec<seal::LeafRow> = take(leaves)?;
    answer(seal::consistency_proof(whole(old), whole(size), &leaves))
}

/// What a witness is asked.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn witness_request(
    old: f64,
    #[wasm_bindgen(unchecked_param_type = "string[]")] proof: JsValue,
    checkpoint: &str,
) -> Result<String, JsValue> {
    let proof: Vec<String> = take(proof)?;
    note::witness_request(whole(old), &proof, checkpoint).map_err(refuse)
}

/// What a witness answered.
///
/// # Errors
/// A refusal object where the key or the note are none.
#[wasm_bindgen(unchecked_return_type = "WitnessAnswer")]
pub fn read_witness_answer(status: u16, body: &str, checkpoint: &str, vkey: &str) -> Result<JsValue, JsValue> {
    answer(note::read_witness_answer(status, body, checkpoint, vkey))
}

/// Writes the proof beside a unit.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn unit_proof(#[wasm_bindgen(unchecked_param_type = "UnitProofFacts")] facts: JsValue) -> Result<String, JsValue> {
    note::unit_proof(take(facts)?).map_err(refuse)
}

/// Checks the proof beside a unit.
///
/// # Errors
/// A refusal object naming what is wrong with it.
#[wasm_bindgen(unchecked_return_type = "ProvenUnit")]
pub fn read_unit_proof(
    text: &[u8],
    proof: &[u8],
    vkey: &str,
    #[wasm_bindgen(unchecked_param_type = "string[]")] witnesses: JsValue,
) -> Result<JsValue, JsValue> {
    let witnesses: Vec<String> = take(witnesses)?;
    answer(note::read_unit_proof(text, proof, vkey, &witnesses))
}
