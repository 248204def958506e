//! Duties: which there are, who holds them, and what the database logins behind them may be.

use wasm_bindgen::prelude::*;

use cutter_wasm_border::{give, refuse, take};

/// The duties and the policies that grant them.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "DutyPolicy[]")]
pub fn policies() -> Result<JsValue, JsValue> {
    give(&cutter_model::duty::policies())
}

/// The sets of states by which rows of the backlog are asked for.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "StateSets")]
pub fn state_sets() -> Result<JsValue, JsValue> {
    give(&cutter_model::backlog::state_sets())
}

/// The acting person, where they hold the duty.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn authorise(
    #[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Duty")] duty: JsValue,
) -> Result<String, JsValue> {
    cutter_model::duty::authorise(&take(actor)?, take(duty)?).map_err(refuse)
}

/// Who is recorded as the one that does an act: a person, or a flow on a schedule.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn permit(
    #[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Act")] act: JsValue,
) -> Result<String, JsValue> {
    cutter_model::act::permit(&take(actor)?, take(act)?).map_err(refuse)
}

/// Whether a database login is one of a lane's own: its role and nothing else.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn check_lane_login(#[wasm_bindgen(unchecked_param_type = "LoginFacts")] login: JsValue) -> Result<(), JsValue> {
    cutter_model::lane::check_login(&take(login)?).map_err(refuse)
}
