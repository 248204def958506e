//! Addresses, judged while one types: taken apart, suggested. Every form waits for this build, so it is small.
#![forbid(unsafe_code)]

use iu_address as address;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{give, take};

/// Parses addresses, each to its parts or its error.
///
/// # Errors
/// A refusal object where the list itself cannot be read.
#[wasm_bindgen(unchecked_return_type = "Parsed[]")]
pub fn parse_addresses(#[wasm_bindgen(unchecked_param_type = "string[]")] addresses: JsValue) -> Result<JsValue, JsValue> {
    let addresses: Vec<String> = take(addresses)?;
    give(&address::parse_all(&addresses))
}

/// The address that was probably meant by a text that is none.
#[wasm_bindgen]
#[must_use]
pub fn suggest_address(text: &str) -> Option<String> {
    address::suggest(text)
}

/// Judges a text that a person types where an address belongs.
///
/// # Errors
/// A refusal object where the rules cannot be read.
#[wasm_bindgen(unchecked_return_type = "Entry")]
pub fn check_entry(text: &str, #[wasm_bindgen(unchecked_param_type = "EntryRules")] rules: JsValue) -> Result<JsValue, JsValue> {
    give(&address::check_entry(text, take(rules)?))
}
