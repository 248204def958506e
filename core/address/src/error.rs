//! Why a text is not an address: one error type with a stable code, a place, and what was expected there.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Which rule a text broke. The names in upper case (`TOO_LONG`) are stable; people and programs may rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AddressErrorCode {
    /// No text at all.
    Empty,
    /// Longer than the format allows: 128 bytes in v1; 208 in all, 48 of prefix and 160 of path in v2.
    TooLong,
    /// A byte outside ASCII; letters with marks, full-width digits and typographic dashes are such.
    NonAscii,
    /// One of `a` to `z`.
    Lowercase,
    /// v1 does not start with `D` and a number; v2 starts with `/`.
    BadPrefix,
    /// A v1 number of several digits starts with `0`.
    LeadingZero,
    /// A v1 number has more than nine digits.
    NumberTooLarge,
    /// No number follows the `-` or `P` of a v1 tail.
    MissingNumber,
    /// A v1 address has no head, or neither `ROOT` nor `S` and a number.
    MissingSection,
    /// A v1 tail follows `ROOT`.
    TailOnRoot,
    /// A v1 tail has more parts than the format knows.
    TailTooDeep,
    /// A `-`, a `/` or the end stands where a v2 token must stand.
    EmptyToken,
    /// A character that cannot stand at this place.
    BadCharacter,
    /// A complete v1 address, then more.
    TrailingInput,
}

impl AddressErrorCode {
    /// The stable name, e.g. `TOO_LONG`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "EMPTY",
            Self::TooLong => "TOO_LONG",
            Self::NonAscii => "NON_ASCII",
            Self::Lowercase => "LOWERCASE",
            Self::BadPrefix => "BAD_PREFIX",
            Self::LeadingZero => "LEADING_ZERO",
            Self::NumberTooLarge => "NUMBER_TOO_LARGE",
            Self::MissingNumber => "MISSING_NUMBER",
            Self::MissingSection => "MISSING_SECTION",
            Self::TailOnRoot => "TAIL_ON_ROOT",
            Self::TailTooDeep => "TAIL_TOO_DEEP",
            Self::EmptyToken => "EMPTY_TOKEN",
            Self::BadCharacter => "BAD_CHARACTER",
            Self::TrailingInput => "TRAILING_INPUT",
        }
    }
}

impl fmt::Display for AddressErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a text is not a canonical address. `Display` is one sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "AddressErrorReport")]
pub struct AddressError {
    /// Which rule was broken.
    pub code: AddressErrorCode,
    /// The byte of the text at which it was broken; the length of the text where it ends too early.
    pub at: usize,
    /// What an address has there.
    pub expected: &'static str,
}

/// An [`AddressError`] with its sentence, as it crosses to other languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AddressErrorReport {
    /// Which rule was broken.
    pub code: AddressErrorCode,
    /// The byte at which it was broken.
    pub at: usize,
    /// What an address has there.
    pub expected: &'static str,
    /// One sentence for people.
    pub message: String,
}

impl From<AddressError> for AddressErrorReport {
    fn from(error: AddressError) -> Self {
        Self { code: error.code, at: error.at, expected: error.expected, message: error.to_string() }
    }
}

impl AddressError {
    pub(super) const fn new(code: AddressErrorCode, at: usize, expected: &'static str) -> Self {
        Self { code, at, expected }
    }

    /// The error for the byte at `at`: `LOWERCASE` if it is a to z (wherever that is the first wrong byte), else `code`.
    pub(super) fn at_byte(bytes: &[u8], at: usize, code: AddressErrorCode, expected: &'static str) -> Self {
        let is_lowercase = bytes.get(at).is_some_and(u8::is_ascii_lowercase);
        Self::new(if is_lowercase { AddressErrorCode::Lowercase } else { code }, at, expected)
    }
}

impl std::error::Error for AddressError {}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use AddressErrorCode as Code;
        let Self { code, at, expected } = self;
        match code {
            Code::Empty => write!(f, "The address is empty: expected {expected}."),
            Code::TooLong => write!(f, "The address is too long from byte {at} on: expected {expected}."),
            Code::NonAscii => write!(f, "A character outside ASCII stands at byte {at}: expected {expected}."),
            Code::Lowercase => write!(f, "A lower-case letter stands at byte {at}: expected {expected}."),
            Code::BadPrefix => write!(f, "The address does not start with a document, see byte {at}: expected {expected}."),
            Code::LeadingZero => write!(f, "A number starts with a zero at byte {at}: expected {expected}."),
            Code::NumberTooLarge => write!(f, "The number at byte {at} is too large: expected {expected}."),
            Code::MissingNumber => write!(f, "A number is missing at byte {at}: expected {expected}."),
            Code::MissingSection => write!(f, "A part of the address is missing at byte {at}: expected {expected}."),
            Code::TailOnRoot => write!(f, "A tail follows ROOT at byte {at}: expected {expected}."),
            Code::TailTooDeep => write!(f, "A tail has too many parts at byte {at}: expected {expected}."),
            Code::EmptyToken => write!(f, "A token is missing at byte {at}: expected {expected}."),
            Code::BadCharacter => write!(f, "A character stands at byte {at} that cannot stand there: expected {expected}."),
            Code::TrailingInput => write!(f, "The address is complete, but more follows at byte {at}: expected {expected}."),
        }
    }
}

/// The checks every format starts with, in their order: `EMPTY`, then those of `too_long`, then `NON_ASCII`.
pub(super) fn check_text(
    text: &str,
    start: &'static str,
    too_long: impl FnOnce() -> Option<AddressError>,
) -> Result<(), AddressError> {
    if text.is_empty() {
        return Err(AddressError::new(AddressErrorCode::Empty, 0, start));
    }
    if let Some(error) = too_long() {
        return Err(error);
    }
    match text.bytes().position(|byte| !byte.is_ascii()) {
        Some(at) => Err(AddressError::new(AddressErrorCode::NonAscii, at, "only A to Z, 0 to 9, `-` and `/`")),
        None => Ok(()),
    }
}
