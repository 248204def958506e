//! Why something that was asked cannot be: one shape for everything in this crate but the grammar of addresses itself.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::label::LabelError;
use super::{AddressError, DeriveError};

/// What kind of "no" it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RefusedKind {
    /// The input itself is wrong.
    Invalid,
    /// The thing named is not there.
    NotFound,
    /// The input is fine, the state of things is not.
    Conflict,
}

/// Why something that was asked cannot be. `Display` is one sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{message}")]
pub struct Refused {
    /// Stable code.
    pub code: String,
    /// What kind of "no" it is.
    pub kind: RefusedKind,
    /// One sentence for people.
    pub message: String,
    /// Byte offset into the input, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<usize>,
    /// What was expected at that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What the sentence names, for those who say it in another language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl Refused {
    pub(crate) fn new(code: &str, kind: RefusedKind, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), kind, message: message.into(), at: None, expected: None, values: BTreeMap::new() }
    }

    /// [`RefusedKind::Invalid`].
    #[must_use]
    pub fn invalid(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, RefusedKind::Invalid, message)
    }

    pub(crate) fn conflict(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, RefusedKind::Conflict, message)
    }

    /// The same, naming one value of its sentence.
    #[must_use]
    pub fn naming(mut self, name: &str, value: &str) -> Self {
        self.values.insert(name.to_owned(), value.to_owned());
        self
    }
}

impl From<AddressError> for Refused {
    fn from(error: AddressError) -> Self {
        let message = error.to_string();
        Self { at: Some(error.at), expected: Some(error.expected.to_owned()), ..Self::invalid(error.code.as_str(), message) }
    }
}

impl From<LabelError> for Refused {
    fn from(error: LabelError) -> Self {
        Self { at: Some(error.at), ..Self::invalid(error.code.as_str(), error.message) }
    }
}

impl From<DeriveError> for Refused {
    fn from(error: DeriveError) -> Self {
        Self::invalid(error.code(), error.to_string())
    }
}
