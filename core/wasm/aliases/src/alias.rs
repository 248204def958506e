//! Aliases: resolution over time, and the rules for writing rows.

use iu_address::alias;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, refuse, take};

/// The text as it is looked up.
#[wasm_bindgen]
#[must_use]
pub fn lookup_text(text: &str) -> String {
    alias::lookup_text(text)
}

/// Resolves texts among units and alias rows at a time, each to its own resolution.
///
/// # Errors
/// A refusal object where the time or the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Resolution[]")]
pub fn resolve_all(
    #[wasm_bindgen(unchecked_param_type = "ResolveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ResolveFacts")] facts: JsValue,
) -> Result<JsValue, JsValue> {
    answer(alias::resolve_all(&take(request)?, &take(facts)?))
}

/// What each text of a request is, for a unit of one's own that has it or may get it as its address.
///
/// # Errors
/// A refusal object where the time or the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Standing[]")]
pub fn standings(
    #[wasm_bindgen(unchecked_param_type = "ResolveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ResolveFacts")] facts: JsValue,
    own_unit_id: Option<String>,
) -> Result<JsValue, JsValue> {
    answer(alias::standings(&take(request)?, &take(facts)?, own_unit_id.as_deref()))
}

/// The new alias row, its times in UTC, once it is checked against its neighbourhood.
///
/// # Errors
/// A refusal object naming the rule that the row breaks.
#[wasm_bindgen(unchecked_return_type = "AliasRow")]
pub fn check_new_alias(
    #[wasm_bindgen(unchecked_param_type = "AliasRow")] row: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Neighbourhood")] neighbourhood: JsValue,
) -> Result<JsValue, JsValue> {
    let row: alias::AliasRow = take(row)?;
    answer(alias::check_new(&row, &take(neighbourhood)?).map(|()| row))
}

/// An alias row as it is once it ends.
///
/// # Errors
/// A refusal object where the time cannot be read or the row cannot end then.
#[wasm_bindgen(unchecked_return_type = "AliasRow")]
pub fn close_alias(#[wasm_bindgen(unchecked_param_type = "AliasRow")] row: JsValue, at: &str) -> Result<JsValue, JsValue> {
    let row = take(row)?;
    answer(at.parse().and_then(|at| alias::close(&row, at)))
}

/// A time as it is stored and compared: RFC 3339 in UTC. A bare date is 00:00 in UTC.
///
/// # Errors
/// A refusal object, `TIME_UNREADABLE`.
#[wasm_bindgen]
pub fn read_time(text: &str) -> Result<String, JsValue> {
    text.parse::<iu_address::Instant>().map(String::from).map_err(refuse)
}
