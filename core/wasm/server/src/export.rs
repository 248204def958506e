//! Export of a cut document, and bulk runs over folders.

use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, give, refuse, take};

/// Exports a cut document as Akoma Ntoso, JSON or Markdown.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ExportOutcome")]
pub fn export_document(#[wasm_bindgen(unchecked_param_type = "ExportFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_evidence::export::export(&take(facts)?))
}

/// Reads a document, or a unit with all that stands in it, now or as of a time; `notes` are those of the sources of its texts.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Reading")]
pub fn read_document(
    #[wasm_bindgen(unchecked_param_type = "DocumentRows")] rows: JsValue,
    notes: &str,
    #[wasm_bindgen(unchecked_param_type = "ReadingRequest")] request: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::structure::read(&take(rows)?, notes, &take(request)?))
}

/// The units and aliases of a document as they were known at a moment, for [`super::alias::resolve_gathered`].
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn known_facts(
    #[wasm_bindgen(unchecked_param_type = "DocumentRows")] rows: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ReadingRequest")] request: JsValue,
) -> Result<String, JsValue> {
    cutter_pipeline::structure::known_facts(&take(rows)?, &take(request)?).map_err(refuse)
}

/// Compares a document on two days: what was added, removed, moved, renumbered, changed, by identity.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "DaysDifference")]
pub fn diff_days(#[wasm_bindgen(unchecked_param_type = "DaysCompared")] compared: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_pipeline::structure::between(&take(compared)?))
}

/// Decides what each file of a bulk run is registered as.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "RunPlan")]
pub fn plan_run(#[wasm_bindgen(unchecked_param_type = "RunFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&cutter_pipeline::bulk::plan_run(&take(facts)?))
}

/// What a bulk run does next with a document in this state; none was never marked.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "RunNext")]
pub fn next_in_run(#[wasm_bindgen(unchecked_param_type = "State | null")] state: JsValue) -> Result<JsValue, JsValue> {
    give(&cutter_pipeline::bulk::next_in_run(take(state)?))
}
