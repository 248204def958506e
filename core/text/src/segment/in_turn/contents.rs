//! A table of contents (`MỤC LỤC`) before the body repeats the headings; the body begins where its first one comes again.

use crate::segment::label::Label;
use crate::segment::lexicon::Lexicon;
use crate::segment::number::Number;

/// How far a table of contents has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Contents {
    /// None so far.
    Unseen,
    /// Its heading was read, no entry yet.
    Begun,
    /// Its first entry.
    Listing(usize, Number),
    /// Whatever looks like one is read as the body.
    Ignored,
}

impl Contents {
    /// Reads a line before the body that is no label.
    pub(super) fn read_line(&mut self, line: &str, lexicon: &Lexicon<'_>) {
        if *self == Self::Unseen && lexicon.titles_contents(line) {
            *self = Self::Begun;
        }
    }

    /// Whether `label` is an entry, not the heading it names.
    pub(super) fn holds(&mut self, label: &Label) -> bool {
        let Some(number) = &label.number else { return false };
        match self {
            Self::Unseen | Self::Ignored => false,
            Self::Begun => {
                *self = Self::Listing(label.level, number.clone());
                true
            }
            Self::Listing(level, first) => (*level, &*first) != (label.level, number),
        }
    }

    /// Why text before the body belongs to no unit.
    pub(super) const fn reason(&self) -> &'static str {
        match self {
            Self::Unseen | Self::Ignored => "preamble",
            Self::Begun | Self::Listing(..) => "table_of_contents",
        }
    }
}
