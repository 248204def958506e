//! Requests that name a key: the same request sent again is done once.

use cutter_pipeline::idempotency;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, give, refuse, take};

/// The key a request names, from the values of its header `Idempotency-Key`.
///
/// # Errors
/// A refusal object, `IDEMPOTENCY_KEY_MALFORMED`.
#[wasm_bindgen]
pub fn read_idempotency_key(#[wasm_bindgen(unchecked_param_type = "string[]")] values: JsValue) -> Result<String, JsValue> {
    let values: Vec<String> = take(values)?;
    idempotency::read_key(&values).map_err(refuse)
}

/// The digest that tells one request from another.
///
/// # Errors
/// A refusal object, `REQUEST_UNREADABLE`.
#[wasm_bindgen]
pub fn request_digest(#[wasm_bindgen(unchecked_param_type = "KeyedRequest")] request: JsValue) -> Result<String, JsValue> {
    idempotency::request_digest(&take(request)?).map_err(refuse)
}

/// Whether a keyed request is carried out or answered as before.
///
/// # Errors
/// A refusal object: the key named another request, or its request is not over.
#[wasm_bindgen(unchecked_return_type = "IdempotencyDecision")]
pub fn decide_keyed_request(
    #[wasm_bindgen(unchecked_param_type = "IdempotencyFacts")] facts: JsValue,
) -> Result<JsValue, JsValue> {
    answer(idempotency::decide(&take(facts)?))
}

/// What became of the request with a key.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "KeyedStanding")]
pub fn keyed_standing(recorded: bool, held_by_another: bool) -> Result<JsValue, JsValue> {
    give(&idempotency::standing(recorded, held_by_another))
}
