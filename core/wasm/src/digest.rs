//! Canonical texts and digests.

use cutter_core::{canon, digest};
use wasm_bindgen::prelude::*;

use crate::border::{answer, take};

/// Reads bytes in UTF-8 as a canonical text (`canon-1`), with its digest.
///
/// # Errors
/// A refusal object: `TEXT_TOO_LARGE`, `INVALID_UTF8`, `BINARY_TEXT`, `EMPTY_TEXT`.
#[wasm_bindgen(unchecked_return_type = "CanonicalText")]
pub fn canonicalise(bytes: &[u8]) -> Result<JsValue, JsValue> {
    answer(canon::canonicalise(bytes))
}

/// Lower-case hex SHA-256 of the text's UTF-8 bytes, taken as they are.
#[wasm_bindgen]
#[must_use]
pub fn text_digest(text: &str) -> String {
    digest::sha256_hex(text.as_bytes())
}

/// The RFC 8785 text of a JSON value.
///
/// # Errors
/// A refusal object where the value is none of JSON.
#[wasm_bindgen]
pub fn canonical_json(#[wasm_bindgen(unchecked_param_type = "JsonValue")] value: JsValue) -> Result<String, JsValue> {
    let value: serde_json::Value = take(value)?;
    Ok(digest::canonical_json(&value))
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
