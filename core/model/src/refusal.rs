//! One shape for every "no": a stable code, its kind, one sentence, and the gates or places behind it.

use serde::{Deserialize, Serialize};
use std::fmt::Display;

use crate::gate::Gate;
use crate::sentence::{values, Values};

/// What kind of "no" a refusal is; a surface maps it to its own status (HTTP 422, 403, 404, 409, 413).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The input itself is wrong.
    Invalid,
    /// This person may not do this.
    Forbidden,
    /// The thing named is not there.
    NotFound,
    /// The input is fine, the state of things is not.
    Conflict,
    /// The input is larger than accepted.
    TooLarge,
}

/// A decision against what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, crate::TS)]
#[error("{message}")]
pub struct Refusal {
    /// Stable code; surfaces prefix it with `CUTTER_`.
    pub code: String,
    /// What kind of "no" it is.
    pub kind: RefusalKind,
    /// One sentence for people.
    pub message: String,
    /// Byte offset into the input, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<usize>,
    /// Line of the canonical text, from 1, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What was expected at that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What the sentence names, for those who say it in another language.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub values: Values,
    /// The gates that fired, where gates decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
}

impl Refusal {
    /// A refusal without place or gates.
    #[must_use]
    pub fn new(code: &str, kind: RefusalKind, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            kind,
            message: message.into(),
            at: None,
            line: None,
            expected: None,
            values: Values::new(),
            gates: Vec::new(),
        }
    }

    /// [`RefusalKind::Invalid`].
    #[must_use]
    pub fn invalid(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, RefusalKind::Invalid, message)
    }

    /// [`RefusalKind::Forbidden`].
    #[must_use]
    pub fn forbidden(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, RefusalKind::Forbidden, message)
    }

    /// [`RefusalKind::NotFound`].
    #[must_use]
    pub fn not_found(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, RefusalKind::NotFound, message)
    }

    /// [`RefusalKind::Conflict`].
    #[must_use]
    pub fn conflict(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, RefusalKind::Conflict, message)
    }

    /// The refusal of a text that is not JSON.
    #[must_use]
    pub fn not_json(error: &serde_json::Error) -> Self {
        Self::invalid("JSON_UNREADABLE", format!("This is not JSON: {error}."))
    }

    /// The same refusal, pointing at byte `at`.
    #[must_use]
    pub fn at(mut self, at: usize) -> Self {
        self.at = Some(at);
        self
    }

    /// The same refusal, with what its sentence names.
    #[must_use]
    pub fn naming<const N: usize>(mut self, pairs: [(&str, &dyn Display); N]) -> Self {
        self.values = values(pairs);
        self
    }

    /// A refusal that carries the gates that fired; its sentence is the first one's.
    #[must_use]
    pub fn from_gates(code: &str, kind: RefusalKind, gates: &[Gate]) -> Option<Self> {
        let fired: Vec<Gate> = gates.iter().filter(|gate| gate.fires()).cloned().collect();
        let first = fired.first()?;
        let message = format!("{}: {} Expected {}, observed {}.", first.id, first.sentence, first.expected, first.observed);
        Some(Self { gates: fired, ..Self::new(code, kind, message) })
    }
}

/// The reason that was given, trimmed.
///
/// # Errors
/// `RATIONALE_MISSING`, where `missing` is the sentence.
pub fn rationale<'a>(given: &'a str, missing: &str) -> Result<&'a str, Refusal> {
    let given = given.trim();
    (!given.is_empty()).then_some(given).ok_or_else(|| Refusal::invalid("RATIONALE_MISSING", missing))
}

/// One reason why an act is not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct Obstacle {
    /// Stable code: `NOT_ITS_TURN`, `DUTY_MISSING`, `NOBODY`, `REVIEW_SOD`, `CUT_SOD`, `VERIFY_SOD`, `WAITS_FOR_OTHERS`.
    pub code: String,
    /// One sentence for people.
    pub message: String,
    /// What the sentence names: `state`, `policy`, `count`.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub values: Values,
}

impl From<Refusal> for Obstacle {
    fn from(Refusal { code, message, values, .. }: Refusal) -> Self {
        Self { code, message, values }
    }
}

impl From<iu_address::Refused> for Refusal {
    fn from(refused: iu_address::Refused) -> Self {
        let kind = match refused.kind {
            iu_address::RefusedKind::Invalid => RefusalKind::Invalid,
            iu_address::RefusedKind::NotFound => RefusalKind::NotFound,
            iu_address::RefusedKind::Conflict => RefusalKind::Conflict,
        };
        let iu_address::Refused { code, message, at, expected, values, .. } = refused;
        Self { at, expected, values, ..Self::new(&code, kind, message) }
    }
}

impl From<iu_text::canon::SourceError> for Refusal {
    fn from(error: iu_text::canon::SourceError) -> Self {
        let kind = if error.code == "TEXT_TOO_LARGE" { RefusalKind::TooLarge } else { RefusalKind::Invalid };
        Self::new(error.code, kind, error.message).at(error.at)
    }
}

impl From<iu_text::manifest::ManifestError> for Refusal {
    fn from(error: iu_text::manifest::ManifestError) -> Self {
        let kind = if error.code == "DIFF_OTHER_DOCUMENT" { RefusalKind::Invalid } else { RefusalKind::Conflict };
        Self::new(error.code, kind, error.message)
    }
}

macro_rules! refuse_as_addresses_do {
    ($($error:ty),*) => {$(
        impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                iu_address::Refused::from(error).into()
            }
        }
    )*};
}

refuse_as_addresses_do!(iu_address::AddressError, iu_address::label::LabelError, iu_address::DeriveError);

impl From<iu_text::segment::MarkError> for Refusal {
    fn from(error: iu_text::segment::MarkError) -> Self {
        let line = (error.line > 0).then_some(error.line);
        Self { line, expected: Some(error.expected.to_string()), ..Self::invalid(error.code, error.message).at(error.at) }
    }
}
