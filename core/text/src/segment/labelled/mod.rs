//! The scanner for texts whose parts carry labels: acts, regulations, outlines, principles, and whatever a custom
//! profile's regular expressions find.
//!
//! Three steps, each linear in the text. Every line is read by the rules of the profile's levels ([`read`]); of what
//! reads like a heading, the chain that numbers on best is taken, level by level from the outermost in ([`chain`],
//! [`headings`]); items of lists are read inside what those headings hold ([`lists`]). Then everything is laid end to
//! end ([`lay`]).

mod candidates;
mod chain;
mod contents;
mod ending;
mod headings;
mod lay;
mod lists;
mod number;
mod opening;
mod outline;
mod page;
mod read;
mod recitals;
mod regex;
mod rule;
mod scope;
mod title;

use crate::profile::{Matcher, Profile};
use iu_address::label::Numbering;

use super::lines::Lines;
use super::outline::Outline;
use number::Order;
use page::Page;
use rule::Rule;

pub use regex::check_pattern;

/// A line that reads like a heading of one level.
#[derive(Debug, Clone)]
struct Candidate {
    line: usize,
    reading: read::Reading,
    /// How much speaks for it; below 1 it is none.
    score: i32,
}

/// A heading taken.
#[derive(Debug, Clone)]
struct Heading {
    level: usize,
    line: usize,
    /// Label as written, white space made single.
    label: String,
    number: Option<(String, Numbering)>,
    order: Order,
    /// Byte of the text after the label and its marks.
    rest: usize,
    /// Whether the label's line ends with it.
    alone: bool,
    kind: Kind,
    /// The line above that holds its title, where the text puts titles there.
    title_above: Option<usize>,
}

/// What a heading does to those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Group,
    /// Holds text and lists.
    Article,
    /// Stands beside the hierarchy.
    Aside,
}

struct Scan<'s> {
    page: Page<'s>,
    profile: &'s Profile,
    rules: Vec<Option<Rule>>,
    patterns: regex::Patterns,
}

/// Finds the units of a labelled text.
pub(super) fn scan(lines: &Lines<'_>, profile: &Profile) -> Outline {
    let rules = profile.levels.iter().map(|level| match &level.matcher {
        Matcher::Scanner(scanner) => rule::rule(*scanner),
        Matcher::Regex(_) => None,
    });
    let scan = Scan { page: Page::new(lines), rules: rules.collect(), patterns: regex::Patterns::new(profile), profile };
    let found = headings::find(&scan, true);
    let found = if found.headings.is_empty() { headings::find(&scan, false) } else { found };
    lay::lay(&scan, found)
}
