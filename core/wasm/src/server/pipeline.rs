//! The pipeline: MARK, SWEEP, REVIEW, CUT, VERIFY and abandonment.

use wasm_bindgen::prelude::*;

use crate::border::{answer, refuse, take};

/// Decides a MARK.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "MarkOutcome")]
pub fn mark(#[wasm_bindgen(unchecked_param_type = "MarkFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::mark::mark(&take(facts)?))
}

/// Decides a SWEEP.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "SweepOutcome")]
pub fn sweep(#[wasm_bindgen(unchecked_param_type = "SweepFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::sweep::sweep(&take(facts)?))
}

/// Decides a REVIEW.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ReviewOutcome")]
pub fn review(#[wasm_bindgen(unchecked_param_type = "ReviewFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::review::review(&take(facts)?))
}

/// Decides an abandonment.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AbandonOutcome")]
pub fn abandon(#[wasm_bindgen(unchecked_param_type = "AbandonFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::abandon::abandon(&take(facts)?))
}

/// Plans a CUT.
///
/// # Errors
/// A refusal object with every gate that fired.
#[wasm_bindgen(unchecked_return_type = "CutPlan")]
pub fn plan_cut(#[wasm_bindgen(unchecked_param_type = "CutFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::cut::plan_cut(&take(facts)?))
}

/// Compares rows written with rows planned.
///
/// # Errors
/// A refusal object naming every table that differs.
#[wasm_bindgen]
pub fn check_row_counts(
    #[wasm_bindgen(unchecked_param_type = "Record<string, number>")] planned: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Record<string, number>")] observed: JsValue,
) -> Result<(), JsValue> {
    cutter_core::pipeline::cut::check_row_counts(&take(planned)?, &take(observed)?).map_err(refuse)
}

/// Decides a VERIFY.
///
/// # Errors
/// A refusal object; drift is no error but the verdict `fail`.
#[wasm_bindgen(unchecked_return_type = "VerifyOutcome")]
pub fn verify(#[wasm_bindgen(unchecked_param_type = "VerifyFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(cutter_core::pipeline::verify::verify(&take(facts)?))
}
