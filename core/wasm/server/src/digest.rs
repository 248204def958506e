//! Canonical JSON and its digest.

use cutter_model::refusal::Refusal;
use iu_text::digest;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{refuse, take};

/// The RFC 8785 text of a JSON value.
///
/// # Errors
/// A refusal object where the value is none of JSON.
#[wasm_bindgen]
pub fn canonical_json(#[wasm_bindgen(unchecked_param_type = "JsonValue")] value: JsValue) -> Result<String, JsValue> {
    let value: serde_json::Value = take(value)?;
    Ok(digest::canonical_json(&value))
}

/// The RFC 8785 text of a JSON text.
///
/// # Errors
/// A refusal object, `JSON_UNREADABLE`.
#[wasm_bindgen]
pub fn canonical_json_text(text: &str) -> Result<String, JsValue> {
    digest::canonical_text(text).map_err(|error| refuse(Refusal::not_json(&error)))
}

/// Lower-case hex SHA-256 of the RFC 8785 text of a JSON value.
///
/// # Errors
/// A refusal object where the value is none of JSON.
#[wasm_bindgen]
pub fn json_digest(#[wasm_bindgen(unchecked_param_type = "JsonValue")] value: JsValue) -> Result<String, JsValue> {
    let value: serde_json::Value = take(value)?;
    Ok(digest::canonical_digest(&value))
}
