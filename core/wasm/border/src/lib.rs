//! What crosses the border of WebAssembly: facts in, decisions and refusals out, as plain objects.
//!
//! What goes to every browser has its own way for a value, for the few kinds of values its functions have: a quarter of the
//! size of `serde-wasm-bindgen`, and the same objects. The server takes that crate (feature `whole`).
#![forbid(unsafe_code)]

#[cfg(not(feature = "whole"))]
mod error;
#[cfg(not(feature = "whole"))]
mod read;
#[cfg(not(feature = "whole"))]
mod write;

use iu_address::Refused;
use serde::de::DeserializeOwned;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What is thrown where something cannot be: an object with `code`, `kind` and `message`, never a bare string.
pub trait Thrown: Serialize {}

impl Thrown for Refused {}

#[cfg(feature = "refusals")]
impl Thrown for cutter_model::refusal::Refusal {}

/// A value as a plain object.
///
/// # Errors
/// Where a value of its kind does not cross.
#[cfg(feature = "whole")]
pub fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// A value as a plain object.
///
/// # Errors
/// Where a value of its kind does not cross.
#[cfg(not(feature = "whole"))]
pub fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(write::Writer).map_err(|error| JsValue::from_str(&error.0))
}

/// Facts out of a plain object.
///
/// # Errors
/// `FACTS_UNREADABLE` where they are not as expected.
pub fn take<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    #[cfg(feature = "whole")]
    let facts = serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string());
    #[cfg(not(feature = "whole"))]
    let facts = T::deserialize(read::Reader(value)).map_err(|error| error.0);
    facts.map_err(unreadable)
}

/// The refusal of facts that are not as expected.
pub fn unreadable(error: impl std::fmt::Display) -> JsValue {
    refuse(Refused::invalid("FACTS_UNREADABLE", format!("The facts are not as expected: {error}.")))
}

/// What is thrown, as an object.
pub fn refuse(thrown: impl Thrown) -> JsValue {
    give(&thrown).unwrap_or_else(|error| error)
}

/// A decision, or what is thrown instead.
///
/// # Errors
/// What the decision says.
pub fn answer<T: Serialize>(decision: Result<T, impl Thrown>) -> Result<JsValue, JsValue> {
    give(&decision.map_err(refuse)?)
}
