//! Reads a text together: acts, regulations, outlines, principles, and whatever a custom profile's regular expressions find.
//!
//! Three steps, each linear in the text. Every line is read by the rules of the profile's levels ([`read`]); of what
//! reads like a heading, the chain that numbers on best is taken, level by level from the outermost in ([`chain`],
//! [`headings`]); items of lists are read inside what those headings hold ([`lists`]). Then everything is laid end to
//! end ([`lay`]).

mod candidates;
mod chain;
mod contents;
mod found;
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
mod scan;
mod scope;
mod title;
mod words;

use crate::profile::Profile;

use super::lexicon::Lexicon;
use super::lines::Lines;
use super::outline::Outline;
use page::Page;

use scan::{Candidate, Heading, Kind, Scan};

/// Finds the units of a labelled text.
pub(super) fn scan(lines: &Lines<'_>, profile: &Profile) -> Outline {
    let lexicon = Lexicon::new(profile);
    let scan = Scan { page: Page::new(lines, lexicon.words), patterns: regex::Patterns::new(profile), profile, lexicon };
    let found = headings::find(&scan, true);
    let found = if found.headings.is_empty() { headings::find(&scan, false) } else { found };
    lay::lay(&scan, found)
}
