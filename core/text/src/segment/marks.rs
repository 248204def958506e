//! Bytes of a line that are no law to read: the marks of notes, and what keeps a sign of Markdown from being one.

/// Bytes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}
