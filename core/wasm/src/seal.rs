//! Seals as they are checked.

use wasm_bindgen::prelude::*;

use crate::border::{answer, take};

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
    answer(cutter_core::seal::open(&take(envelope)?, take(lane)?, &take(key)?))
}
