//! What crosses the border: facts in, decisions and refusals out, as plain objects.
//!
//! The server build leaves the way of a value to `serde-wasm-bindgen`. The browser build has its own, for the few kinds of
//! values its functions have: a quarter of the size, and the same objects.

#[cfg(not(feature = "server"))]
mod error;
#[cfg(not(feature = "server"))]
mod read;
#[cfg(not(feature = "server"))]
mod write;

use cutter_model::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A value as a plain object.
#[cfg(feature = "server")]
pub fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// A value as a plain object.
#[cfg(not(feature = "server"))]
pub fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(write::Writer).map_err(|error| JsValue::from_str(&error.0))
}

/// Facts out of a plain object; `FACTS_UNREADABLE` where they are not as expected.
pub fn take<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    #[cfg(feature = "server")]
    let facts = serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string());
    #[cfg(not(feature = "server"))]
    let facts = T::deserialize(read::Reader(value)).map_err(|error| error.0);
    facts.map_err(unreadable)
}

/// The refusal of facts that are not as expected.
pub fn unreadable(error: impl std::fmt::Display) -> JsValue {
    refuse(Refusal::invalid("FACTS_UNREADABLE", format!("The facts are not as expected: {error}.")))
}

/// A refusal, or what refuses, as the object that is thrown.
pub fn refuse(refusal: impl Into<Refusal>) -> JsValue {
    give(&refusal.into()).unwrap_or_else(|error| error)
}

/// A decision, or the refusal to throw.
#[cfg(feature = "aliases")]
pub fn answer<T: Serialize>(decision: Result<T, impl Into<Refusal>>) -> Result<JsValue, JsValue> {
    give(&decision.map_err(refuse)?)
}
