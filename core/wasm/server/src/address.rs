//! Addresses that have to be some.

use iu_address as address;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, take};

/// Parses addresses that all have to be some.
///
/// # Errors
/// A refusal object with the place in the first text that is none.
#[wasm_bindgen(unchecked_return_type = "Parsed[]")]
pub fn require_addresses(#[wasm_bindgen(unchecked_param_type = "string[]")] addresses: JsValue) -> Result<JsValue, JsValue> {
    let addresses: Vec<String> = take(addresses)?;
    answer(address::require_all(&addresses))
}
