//! States, kinds and verdicts as the words they are stored as: those that serde gives them.

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::Serialize;

/// The word of a value.
///
/// # Panics
/// If it is more than a word.
#[must_use]
pub fn word_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("states, kinds and verdicts are words"),
    }
}

/// The value that is stored as `word`.
#[must_use]
pub fn of_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    let word: StrDeserializer<'_, Error> = word.into_deserializer();
    T::deserialize(word).ok()
}
