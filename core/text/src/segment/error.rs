//! Why a text could not be marked.

use serde::Serialize;

use super::lines::Lines;

/// Why a text could not be marked, where, and what was expected there.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{message}")]
pub struct MarkError {
    /// `NO_UNIT_FOUND`, `UNKNOWN_LEAF`, `BAD_PROFILE`, `BAD_PREFIX`, `BAD_DOC_CODE`, `LABEL_UNREADABLE`,
    /// `ADDRESS_TOO_LONG`, `TOO_MANY_UNITS` or `COVERAGE_BROKEN`.
    pub code: &'static str,
    /// Byte offset into the canonical text; for `BAD_PREFIX` into the prefix; 0 where the request is at fault.
    pub at: usize,
    /// Line of the canonical text, from 1; 0 where the request is at fault.
    pub line: usize,
    /// One sentence for people.
    pub message: String,
    /// What would have been right there.
    pub expected: String,
    /// Share of the text's bytes before the place at which it stopped to fit, 0 to 1.
    pub covered_share: f64,
}

impl MarkError {
    pub(super) fn request(code: &'static str, at: usize, message: String, expected: &str) -> Self {
        Self { code, at, line: 0, message, expected: expected.to_owned(), covered_share: 0.0 }
    }

    pub(super) fn place(code: &'static str, lines: &Lines<'_>, at: usize, message: String, expected: &str) -> Self {
        Self { line: lines.number_at(at), ..Self::request(code, at, message, expected) }
    }

    pub(super) fn unreadable(lines: &Lines<'_>, at: usize, label: &str, number: &str) -> Self {
        let line = lines.number_at(at);
        let message = format!("The heading {label:?} on line {line} has the number {number:?}, which cannot be read.");
        Self::place("LABEL_UNREADABLE", lines, at, message, "a number such as 3 or IV")
    }
}
