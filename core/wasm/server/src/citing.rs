//! What texts cite, by what documents are cited, and which units a citation means.

use iu_address::alias::ResolveFacts;
use iu_text::card::CardFact;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, give, take, unreadable};

/// Reads what the texts of a document cite.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "ReferencesRead")]
pub fn read_references(
    #[wasm_bindgen(unchecked_param_type = "DocumentRows")] rows: JsValue,
    #[wasm_bindgen(unchecked_param_type = "CitingFacts")] facts: JsValue,
) -> Result<JsValue, JsValue> {
    answer(cutter_citing::read(&take(rows)?, &take(facts)?))
}

/// What the text of a draft says of its own provisions: its stored manifest and the text that one was made from.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "DraftRead")]
pub fn read_draft(manifest_text: &str, canonical_text: &str) -> Result<JsValue, JsValue> {
    answer(cutter_citing::read_draft(manifest_text, canonical_text))
}

/// From which days the text of a draft says that it is law.
///
/// # Errors
/// A refusal object where it does not say it.
#[wasm_bindgen(unchecked_return_type = "Enactment")]
pub fn said_enactment(manifest_text: &str, canonical_text: &str) -> Result<JsValue, JsValue> {
    answer(cutter_citing::said_enactment(manifest_text, canonical_text))
}

/// By what a document is cited.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "DocumentName[]")]
pub fn names_of_document(#[wasm_bindgen(unchecked_param_type = "NamedBy")] of: JsValue) -> Result<JsValue, JsValue> {
    give(&cutter_citing::names(&take(of)?))
}

/// What a document does to others, by the facts of its card.
///
/// # Errors
/// A refusal object where the facts cannot be read.
#[wasm_bindgen(unchecked_return_type = "Acting")]
pub fn act_of_document(#[wasm_bindgen(unchecked_param_type = "CardFact[]")] card: JsValue) -> Result<JsValue, JsValue> {
    let card: Vec<CardFact> = take(card)?;
    give(&cutter_citing::acting(&card))
}

/// A citation that was typed, as it is looked up.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "TypedCitation")]
pub fn read_citation(text: &str) -> Result<JsValue, JsValue> {
    answer(cutter_citing::typed(text))
}

/// The documents that are to be looked up for citations with these targets.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "AskedDocuments")]
pub fn documents_of_citations(targets: Vec<String>) -> Result<JsValue, JsValue> {
    give(&cutter_citing::asked_documents(&targets))
}

/// The texts that are to be resolved for citations, each once.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn texts_of_citations(
    #[wasm_bindgen(unchecked_param_type = "SettleRequest")] request: JsValue,
) -> Result<Vec<String>, JsValue> {
    Ok(cutter_citing::asked_texts(&take(request)?))
}

/// Which unit each citation means and what became of it, with the JSON text of `ResolveFacts`.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Settled[]")]
pub fn settle_citations(
    #[wasm_bindgen(unchecked_param_type = "SettleRequest")] request: JsValue,
    facts: &str,
    #[wasm_bindgen(unchecked_param_type = "Child[]")] children: JsValue,
) -> Result<JsValue, JsValue> {
    let facts: ResolveFacts = serde_json::from_str(facts).map_err(unreadable)?;
    let children: Vec<cutter_citing::Child> = take(children)?;
    answer(cutter_citing::settle(&take(request)?, &facts, &children))
}

/// What is looked up to find the citations of units, and of what stands in them.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn targets_of_units(#[wasm_bindgen(unchecked_param_type = "CitedUnit[]")] units: JsValue) -> Result<Vec<String>, JsValue> {
    let units: Vec<cutter_citing::CitedUnit> = take(units)?;
    Ok(cutter_citing::targets_of(&units))
}

/// The unit that each settled citation concerns, by its place among `units`, and how; none for one that means something else.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "([number, Concerns] | null)[]")]
pub fn cited_units(
    #[wasm_bindgen(unchecked_param_type = "CitedUnit[]")] units: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Settled[]")] settled: JsValue,
) -> Result<JsValue, JsValue> {
    let (units, settled): (Vec<cutter_citing::CitedUnit>, Vec<cutter_citing::Settled>) = (take(units)?, take(settled)?);
    give(&cutter_citing::cited_units(&units, &settled))
}
