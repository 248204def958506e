//! Reads a text together: acts, regulations, outlines, principles, and whatever a custom profile's regular expressions find.
//!
//! Three steps, each linear in the text. Every line is read by the rules of the profile's levels ([`read`]); of what
//! reads like a heading, the chain that numbers on best is taken, level by level from the outermost in ([`chain`],
//! [`headings`]); items of lists are read inside what those headings hold ([`lists`]). Then everything is laid end to
//! end ([`lay`]).

mod candidates;
mod chain;
mod found;
mod headings;
mod lay;
mod lists;
mod opening;
mod outline;
mod read;
mod recitals;
mod regex;
mod regions;
mod scan;
mod scope;
mod sheet;
mod title;
mod words;

use crate::profile::Profile;

use super::lexicon::Lexicon;
use super::lines::Lines;
use super::outline::Outline;
use super::page::Page;
use sheet::Sheet;

use scan::{Candidate, Heading, Kind, Scan};

/// Finds the units of a text that is read together.
pub(super) fn scan(lines: &Lines<'_>, page: Vec<Page>, lexicon: &Lexicon<'_>, profile: &Profile) -> Outline {
    let sheet = Sheet::new(lines, page, lexicon);
    let scan = Scan { sheet, patterns: regex::Patterns::new(profile), profile, lexicon };
    let found = by_regions(&scan, true);
    let mut found = if found.nodes.is_empty() { by_regions(&scan, false) } else { found };
    found.report_unclosed(lines, &scan.sheet.quotations);
    found
}

/// Reads each region of the text by itself. `skip_contents`: whether a table of contents is looked for and left out.
fn by_regions(scan: &Scan<'_>, skip_contents: bool) -> Outline {
    let mut candidates = candidates::of_every_level(scan);
    let contents = if skip_contents { headings::contents(scan, &candidates) } else { None };
    let body_at = contents.map_or(0, |contents| contents.body_at);
    for of_level in &mut candidates {
        of_level.retain(|candidate| candidate.line >= body_at);
    }
    let mut outline = Outline::default();
    for region in regions::find(scan, &candidates) {
        let of_region = candidates.iter_mut().map(|of_level| {
            let after = of_level.split_off(of_level.partition_point(|candidate| candidate.line < region.to));
            std::mem::replace(of_level, after)
        });
        let found = headings::find(scan, &region, of_region.collect(), contents.filter(|_| region.component.is_none()));
        lay::lay(scan, &region, found, &mut outline);
    }
    outline
}
