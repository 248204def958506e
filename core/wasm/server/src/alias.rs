//! Resolution of what the database gathered: large, so it crosses the border once as JSON text instead of member by member.

use iu_address::alias;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, refuse, take, unreadable};

/// The texts as they are looked up.
#[wasm_bindgen]
#[must_use]
pub fn lookup_texts(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| alias::lookup_text(text)).collect()
}

/// As `resolve_all`, with the JSON text of `ResolveFacts`; `candidates` are added to those that may be suggested.
///
/// # Errors
/// A refusal object where the time or the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Resolution[]")]
pub fn resolve_gathered(
    #[wasm_bindgen(unchecked_param_type = "ResolveRequest")] request: JsValue,
    facts: &str,
    candidates: Vec<String>,
) -> Result<JsValue, JsValue> {
    let mut facts: alias::ResolveFacts = serde_json::from_str(facts).map_err(unreadable)?;
    facts.candidates.extend(candidates);
    let resolutions = alias::resolve_all(&take(request)?, &facts).map_err(refuse)?;
    let text = serde_json::to_string(&resolutions).map_err(unreadable)?;
    js_sys::JSON::parse(&text)
}

/// As `standings`, with the JSON text of `ResolveFacts`.
///
/// # Errors
/// A refusal object where the time or the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Standing[]")]
pub fn standings_gathered(
    #[wasm_bindgen(unchecked_param_type = "ResolveRequest")] request: JsValue,
    facts: &str,
    own_unit_id: Option<String>,
) -> Result<JsValue, JsValue> {
    let facts: alias::ResolveFacts = serde_json::from_str(facts).map_err(unreadable)?;
    answer(alias::standings(&take(request)?, &facts, own_unit_id.as_deref()))
}
