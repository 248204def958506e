//! Why a label has no token.

use serde::{Deserialize, Serialize};

/// Which rule a label broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LabelErrorCode {
    /// Nothing but space and punctuation.
    EmptyLabel,
    /// Two separators with nothing between them, as in `1..2`.
    EmptyPart,
    /// A character that has no token, e.g. `ß` or a `/` inside the label.
    UnmappedCharacter,
    /// Not a roman numeral from I to MMMCMXCIX, or one with an unknown suffix.
    MalformedRoman,
    /// Not an ordinal or number word this engine knows.
    UnknownOrdinal,
}

impl LabelErrorCode {
    /// The stable name, e.g. `EMPTY_LABEL`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmptyLabel => "EMPTY_LABEL",
            Self::EmptyPart => "EMPTY_PART",
            Self::UnmappedCharacter => "UNMAPPED_CHARACTER",
            Self::MalformedRoman => "MALFORMED_ROMAN",
            Self::UnknownOrdinal => "UNKNOWN_ORDINAL",
        }
    }
}

/// Why a label has no token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{message}")]
pub struct LabelError {
    /// Stable code.
    pub code: LabelErrorCode,
    /// Byte index into the label as written.
    pub at: usize,
    /// One sentence for people.
    pub message: String,
}

impl LabelError {
    pub(super) fn new(code: LabelErrorCode, at: usize, message: String) -> Self {
        Self { code, at, message }
    }
}
