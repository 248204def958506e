//! What is known of a text while its headings are looked for.

use crate::profile::{Matcher, Profile};
use crate::segment::lexicon::Lexicon;
use iu_address::label::Numbering;

use super::read::Reading;
use super::regex::Patterns;
use super::sheet::Sheet;
use crate::segment::number::Order;

/// A line that reads like a heading of one level.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) reading: Reading,
    /// How much speaks for it; below 1 it is none.
    pub(super) score: i32,
}

/// A heading taken.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) level: usize,
    pub(super) line: usize,
    /// Label as written, white space made single.
    pub(super) label: String,
    pub(super) number: Option<(String, Numbering)>,
    pub(super) order: Order,
    /// Byte of the text after the label and its marks.
    pub(super) rest: usize,
    /// Whether the label's line ends with it.
    pub(super) alone: bool,
    pub(super) kind: Kind,
    /// The line above that holds its title, where the text puts titles there.
    pub(super) title_above: Option<usize>,
}

/// What a heading does to those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Group,
    /// Holds text and lists.
    Article,
    /// Stands beside the hierarchy.
    Aside,
}

pub(super) struct Scan<'s> {
    pub(super) sheet: Sheet<'s>,
    pub(super) profile: &'s Profile,
    pub(super) lexicon: &'s Lexicon<'s>,
    pub(super) patterns: Patterns,
}

impl<'s> Scan<'s> {
    /// What finds the headings of `level`.
    pub(super) fn matcher(&self, level: usize) -> &'s Matcher {
        &self.profile.levels[level].matcher
    }

    /// The first level whose matcher `fits`.
    pub(super) fn level_of(&self, fits: impl Fn(&Matcher) -> bool) -> Option<usize> {
        self.profile.levels.iter().position(|level| fits(&level.matcher))
    }
}
