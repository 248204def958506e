//! What crosses the border: facts in, decisions and refusals out, as plain objects.

use cutter_core::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A value as a plain object.
pub fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// Facts out of a plain object; `FACTS_UNREADABLE` where they are not as expected.
pub fn take<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| refuse(Refusal::invalid("FACTS_UNREADABLE", format!("The facts are not as expected: {error}."))))
}

/// A refusal, or what refuses, as the object that is thrown.
pub fn refuse(refusal: impl Into<Refusal>) -> JsValue {
    give(&refusal.into()).unwrap_or_else(|error| error)
}

/// A decision, or the refusal to throw.
pub fn answer<T: Serialize>(decision: Result<T, impl Into<Refusal>>) -> Result<JsValue, JsValue> {
    give(&decision.map_err(refuse)?)
}
