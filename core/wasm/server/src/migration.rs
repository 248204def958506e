//! Migrations: where each stands and whether it did what it must.

use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, refuse, take};

/// Where each migration stands.
///
/// # Errors
/// A refusal object naming the file that is not the frozen one.
#[wasm_bindgen(unchecked_return_type = "MigrationStatus[]")]
pub fn migration_status(
    #[wasm_bindgen(unchecked_param_type = "MigrationFacts[]")] migrations: JsValue,
) -> Result<JsValue, JsValue> {
    let migrations: Vec<cutter_change::migration::MigrationFacts> = take(migrations)?;
    answer(cutter_change::migration::status(&migrations))
}

/// The gates of a migration's post checks.
///
/// # Errors
/// A refusal object with every check that failed.
#[wasm_bindgen(unchecked_return_type = "Gate[]")]
pub fn migration_checks(
    id: &str,
    #[wasm_bindgen(unchecked_param_type = "PostCheck[]")] checks: JsValue,
) -> Result<JsValue, JsValue> {
    let checks: Vec<cutter_change::migration::PostCheck> = take(checks)?;
    answer(cutter_change::migration::post_checks(id, &checks))
}

/// Whether the PostgreSQL server is new enough.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn check_server(version_num: u32) -> Result<(), JsValue> {
    cutter_change::migration::check_server(version_num).map_err(refuse)
}
