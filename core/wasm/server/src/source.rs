//! Sources: what is registered.

use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, take};

/// Reads bytes as a source version: canonical text, digests, detected profiles.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "SourceVersion")]
pub fn read_source(bytes: &[u8]) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::registration::read_source(bytes))
}

/// What a stored manifest says of its document, with the lines of its text that say it.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "CardFact[]")]
pub fn card_of_manifest(manifest_text: &str, text: &str) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::registration::card_of_manifest(manifest_text, text))
}

/// Decides a registration.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Registration")]
pub fn register(
    #[wasm_bindgen(unchecked_param_type = "RegistrationRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Detection[]")] detection: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RegisteredDocument[]")] registered: JsValue,
) -> Result<JsValue, JsValue> {
    let detection: Vec<iu_text::segment::Detection> = take(detection)?;
    let registered: Vec<cutter_pipeline::registration::RegisteredDocument> = take(registered)?;
    answer(cutter_pipeline::registration::register(&take(request)?, &detection, &registered))
}
