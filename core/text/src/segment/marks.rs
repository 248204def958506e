//! Marks of notes: numbers that stand in the text of a law and are none of it.

/// The mark of a note: bytes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}
