//! Seals as they are made and checked.

use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, refuse, take};

/// The envelope of what was signed, once its signature is checked.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Envelope")]
pub fn seal(
    #[wasm_bindgen(unchecked_param_type = "ToSign")] request: JsValue,
    signature: &str,
    #[wasm_bindgen(unchecked_param_type = "PublicKey")] key: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_model::seal::seal(&take(request)?, signature, &take(key)?))
}

/// The id of a public key in a lane.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn key_id(#[wasm_bindgen(unchecked_param_type = "Lane")] lane: JsValue, public_key: &str) -> Result<String, JsValue> {
    cutter_model::seal::key_id(take(lane)?, public_key).map_err(refuse)
}

/// The payload of an envelope, where the key really signed it for the lane.
///
/// # Errors
/// A refusal object naming what does not fit.
#[wasm_bindgen(unchecked_return_type = "JsonValue")]
pub fn open_seal(
    #[wasm_bindgen(unchecked_param_type = "Envelope")] envelope: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Lane")] lane: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PublicKey")] key: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_model::seal::open(&take(envelope)?, take(lane)?, &take(key)?))
}

/// Whether a lane may sign with a key.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn require_in_force(
    #[wasm_bindgen(unchecked_param_type = "Lane")] lane: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PublicKey")] key: JsValue,
) -> Result<(), JsValue> {
    cutter_model::seal::require_in_force(take(lane)?, &take(key)?).map_err(refuse)
}
