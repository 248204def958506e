//! Canonical texts and digests.

use cutter_model::refusal::Refusal;
use iu_text::{canon, digest};
use wasm_bindgen::prelude::*;

use cutter_wasm_border::answer;

/// Reads bytes in UTF-8 as a canonical text (`canon-1`), with its digest.
///
/// # Errors
/// A refusal object: `TEXT_TOO_LARGE`, `INVALID_UTF8`, `BINARY_TEXT`, `EMPTY_TEXT`.
#[wasm_bindgen(unchecked_return_type = "CanonicalText")]
pub fn canonicalise(bytes: &[u8]) -> Result<JsValue, JsValue> {
    answer(canon::canonicalise(bytes).map_err(Refusal::from))
}

/// Lower-case hex SHA-256 of the text's UTF-8 bytes, taken as they are.
#[wasm_bindgen]
#[must_use]
pub fn text_digest(text: &str) -> String {
    digest::sha256_hex(text.as_bytes())
}
