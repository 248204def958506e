//! Units as they are proposed, and the places of their texts.

use serde::{Deserialize, Serialize};

/// A half-open range of byte offsets into the canonical text, written `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[cfg_attr(feature = "typescript", ts(type = "[number, number]"))]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// One proposed unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Unit {
    /// Proposed canonical address.
    pub address: String,
    /// Spans of the unit's own text, in order; none for a structural node.
    pub body_spans: Vec<Span>,
    /// SHA-256 of the own text's UTF-8 bytes (of nothing for a structural node).
    pub content_hash: String,
    /// Spans of the heading, in order.
    pub heading_spans: Vec<Span>,
    /// Label as written, e.g. `Điều 15a`.
    pub label: String,
    /// Profile level id, e.g. `dieu`.
    pub level: String,
    /// `r1`, `r2`… in document order.
    pub local_id: String,
    /// Local id of the parent unit.
    pub parent_local_id: Option<String>,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// Position in the document, from 1.
    pub sort_order: usize,
    /// Cascaded status: `enacted`, `controlled_draft`, `draft` or `obsolete`.
    pub status: String,
    /// Which tier decided the status: 0 document, 1 group heading, 2 own marker.
    pub status_tier: u8,
    /// Title without label; empty where the unit has none.
    pub title: String,
}

impl Unit {
    /// Whether the unit only groups others and has no text of its own.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        self.body_spans.is_empty()
    }
}
