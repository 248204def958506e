//! Addresses: sorted, compared, coined.

use iu_address as address;
use iu_address::{label, Refused};
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, give, refuse, take};

/// Addresses in natural order; texts that are none come last, in the order of their bytes.
///
/// # Errors
/// A refusal object where the list itself cannot be read.
#[wasm_bindgen(unchecked_return_type = "string[]")]
pub fn sort_addresses(#[wasm_bindgen(unchecked_param_type = "string[]")] addresses: JsValue) -> Result<JsValue, JsValue> {
    let addresses: Vec<String> = take(addresses)?;
    give(&address::sort_all(&addresses))
}

/// Whether `descendant` lies below `ancestor`.
///
/// # Errors
/// A refusal object where one of them is no address.
#[wasm_bindgen]
pub fn is_ancestor(ancestor: &str, descendant: &str) -> Result<bool, JsValue> {
    Ok(address::is_ancestor(&read(ancestor)?, &read(descendant)?))
}

/// The address token or tokens of a label as people write it.
///
/// # Errors
/// A refusal object with the byte of the label that cannot be read.
#[wasm_bindgen]
pub fn label_token(
    written: &str,
    #[wasm_bindgen(unchecked_param_type = "Numbering")] numbering: JsValue,
) -> Result<String, JsValue> {
    label::token(written, take(numbering)?).map_err(thrown)
}

/// The addresses of the `count` units that a unit is split into; `taken` are the addresses ever used.
///
/// # Errors
/// A refusal object: a parse error, `SPLIT_ON_ROOT`, `SPLIT_TOO_DEEP`, `SPLIT_COUNT`.
#[wasm_bindgen(unchecked_return_type = "string[]")]
pub fn split_address(
    address: &str,
    #[wasm_bindgen(unchecked_param_type = "string[]")] taken: JsValue,
    count: usize,
) -> Result<JsValue, JsValue> {
    let taken: Vec<String> = take(taken)?;
    answer(address::split(&read(address)?, taken.iter().map(String::as_str), count).map_err(Refused::from))
}

/// The address of the unit that the joined ones become; `ever_used` are the addresses ever used.
///
/// # Errors
/// A refusal object: a parse error, `JOIN_NOT_SIBLINGS`.
#[wasm_bindgen]
pub fn join_addresses(
    #[wasm_bindgen(unchecked_param_type = "string[]")] joined: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string[]")] ever_used: JsValue,
) -> Result<String, JsValue> {
    let joined: Vec<String> = take(joined)?;
    let joined = joined.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    let ever_used: Vec<String> = take(ever_used)?;
    address::join(&joined, ever_used.iter().map(String::as_str)).map(String::from).map_err(thrown)
}

fn thrown(error: impl Into<Refused>) -> JsValue {
    refuse(error.into())
}

fn read(text: &str) -> Result<address::Address, JsValue> {
    address::parse(text).map_err(thrown)
}
