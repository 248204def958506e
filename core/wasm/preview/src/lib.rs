//! What MARK would propose: whole texts and manifests cross once, as JSON text.
#![forbid(unsafe_code)]

pub use cutter_wasm_address::*;

use cutter_pipeline::preview;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{refuse, unreadable};

/// Tries a text: the JSON text of a `PreviewRequest` in, that of a `Preview` out.
///
/// # Errors
/// A refusal object where the request cannot be read, or its text is none.
#[wasm_bindgen]
pub fn preview_mark(request: &str) -> Result<String, JsValue> {
    let request = serde_json::from_str(request).map_err(unreadable)?;
    let preview = preview::preview(&request).map_err(refuse)?;
    serde_json::to_string(&preview).map_err(unreadable)
}
