//! MARK: from a canonical text and a grammar profile to a manifest. Proposes units; writes none.
//!
//! [`mark`] is a pure function: the same text, profile and request give the same bytes on every platform. One pass over the
//! bytes finds the lines for all scanners; each line is then read once for all levels of the profile. Every byte of the text ends in exactly one span, which [`crate::manifest::coverage`] proves.
//!
//! Choices a reader may ask about: text before the first heading is excluded as `preamble` (it has no label to cite it
//! by); in Markdown, a first heading that is the only one of depth 1 is the document's title and gets the path `TITLE`,
//! so the sections below it count from 1.

mod addressing;
mod anomalies;
mod assemble;
mod components;
mod contents;
mod detect;
mod digests;
mod endings;
mod error;
mod escapes;
mod furniture;
mod in_turn;
mod kind;
mod label;
mod lexicon;
mod lines;
mod markdown;
mod marks;
mod notes;
mod number;
mod outline;
mod page;
mod quotation;
mod request;
mod restart;
mod sentence;
mod status;
mod together;
mod wrapping;

use crate::canon::{CanonicalText, UNREADABLE};
use crate::digest::{sha256_hex_of, LongHash};
use crate::manifest::Manifest;
use crate::profile::{Matcher, Numbers, Profile};

pub use anomalies::{heaviest, ANOMALIES};
pub use assemble::MAX_UNITS;
pub use detect::{detect, Detection};
pub use error::MarkError;

use lexicon::Lexicon;
use lines::Lines;
use outline::Outline;
use page::Page;
pub use request::MarkRequest;

/// Proposes the units of `source`.
///
/// # Errors
/// A [`MarkError`]: the request is at fault (`BAD_PROFILE`, `BAD_PREFIX`, `BAD_DOC_CODE`, `UNKNOWN_LEAF`), the text does
/// not fit its profile (`NO_UNIT_FOUND`, `LABEL_UNREADABLE`, `ADDRESS_TOO_LONG`, `TOO_MANY_UNITS`), or
/// the engine is (`COVERAGE_BROKEN`).
pub fn mark(source: &CanonicalText, request: &MarkRequest) -> Result<Manifest, MarkError> {
    mark_written(source, request, &sha256_hex_of).map(|(manifest, _)| manifest)
}

/// As [`mark`], and the text of the manifest as it is stored; `hash` makes its digest.
///
/// # Errors
/// Those of [`mark`].
pub fn mark_written(source: &CanonicalText, request: &MarkRequest, hash: LongHash<'_>) -> Result<(Manifest, String), MarkError> {
    let profile = &request.profile;
    let bad_profile =
        |error: crate::profile::ProfileError| MarkError::request("BAD_PROFILE", 0, error.message, "a valid profile");
    profile.check().map_err(bad_profile)?;
    addressing::check_prefix(&request.prefix)?;
    if request.doc_code.trim().is_empty() {
        let message = "The document code is empty.".to_owned();
        return Err(MarkError::request("BAD_DOC_CODE", 0, message, "the code the units of the document share"));
    }
    let leaf_id = request.leaf.as_ref().unwrap_or(&profile.default_leaf);
    let Some(leaf) = profile.level_index(leaf_id) else {
        let known = profile.levels.iter().map(|level| level.id.as_str()).collect::<Vec<_>>().join(", ");
        let message = format!("The profile {} has no level {leaf_id:?}.", profile.id);
        return Err(MarkError::request("UNKNOWN_LEAF", 0, message, &format!("one of {known}")));
    };
    let text = source.as_str();
    let lines = Lines::new(text);
    // What comes before the place where the text stopped to fit is what the units cover.
    let with_share = |error: MarkError| match error.line {
        0 => error,
        _ => MarkError { covered_share: share(error.at, text.len()), ..error },
    };
    let mut outline = scan(&lines, profile).map_err(with_share)?;
    report_unreadable(&mut outline, &lines);
    let kept = assemble::cut_at(&mut outline, leaf);
    let required = profile.levels.iter().take(leaf + 1).position(|level| !level.optional);
    let missing = |level: usize| outline.nodes.iter().all(|node| node.level != level);
    if !kept.contains(&true) || required.is_some_and(missing) {
        return Err(no_unit(&lines, profile, required, leaf));
    }
    assemble::assemble(source, &lines, outline, &kept, leaf, request, hash).map_err(with_share)
}

/// Names the lines on which a character could not be read.
fn report_unreadable(outline: &mut Outline, lines: &Lines<'_>) {
    let mut last = 0;
    for at in memchr::memmem::find_iter(lines.text().as_bytes(), UNREADABLE.as_bytes()) {
        let line = lines.number_at(at);
        if line != last {
            let message = "A character here could not be read where the text was taken from.";
            outline.report(lines, "unreadable_character", at, UNREADABLE, message.to_owned());
        }
        last = line;
    }
}

/// What is found of the profile. What a printed page adds is taken out first, and so are notes with their marks.
fn scan(lines: &Lines<'_>, profile: &Profile) -> Result<Outline, MarkError> {
    let mut marks = escapes::find(lines);
    if profile.is_markdown() {
        return Ok(markdown::scan(&lines.without(&marks), profile));
    }
    let mut lexicon = Lexicon::new(profile);
    lexicon.tight = profile.numbers == Numbers::Together && Lexicon::sets_tight(lines);
    let mut page = furniture::find(lines, &lexicon.words.pages);
    let notes = if lexicon.words.notes.is_empty() { Vec::new() } else { notes::find(lines, &mut page, &lexicon) };
    marks.extend(notes.iter().filter_map(|note| note.mark));
    marks.sort_unstable_by_key(|mark| (mark.line, mark.start));
    let clean = if marks.is_empty() { None } else { Some(lines.without(&marks)) };
    let clean = clean.as_ref().unwrap_or(lines);
    let mut found = match profile.numbers {
        Numbers::InTurn => in_turn::scan(clean, page, &lexicon, profile)?,
        Numbers::Together => together::scan(clean, page, &lexicon, profile),
    };
    if !notes.is_empty() {
        found.annotate(lines, notes.iter().map(|note| note.outside(lines)));
    }
    Ok(found)
}

fn no_unit(lines: &Lines<'_>, profile: &Profile, required: Option<usize>, leaf: usize) -> MarkError {
    let first = (0..lines.len()).find(|&index| !lines.is_blank(index)).unwrap_or(0);
    let matchers = || profile.levels.iter().map(|level| &level.matcher);
    let example = required.map(|level| &profile.levels[level].matcher).into_iter().chain(matchers()).find_map(example);
    let expected = match example {
        _ if profile.is_markdown() => "a heading such as \"# Title\" or \"## Title\" at the start of a line".to_owned(),
        Some(example) => format!("a line that begins with a label of the profile, such as {example:?}"),
        None => "a line that begins with a label of the profile".to_owned(),
    };
    let mut message = match required {
        Some(level) => {
            format!("The text has no heading of the level {}, which the profile {} needs.", profile.levels[level].id, profile.id)
        }
        None => format!("The text has no heading of the profile {} down to the level {}.", profile.id, profile.levels[leaf].id),
    };
    if shows_pages_only(lines, profile) {
        message.push_str(" Its pages show hardly more than their heads: most likely they are pictures.");
    } else if profile.level_of(&Matcher::Whole).is_none() {
        message.push_str(" With the profile whole-text it is one unit.");
    }
    MarkError::place("NO_UNIT_FOUND", lines, lines.start(first), message, &expected)
}

/// A heading that `matcher` finds.
fn example(matcher: &Matcher) -> Option<String> {
    match matcher {
        Matcher::Heading(heading) => {
            let mut word = heading.words.first()?.chars();
            let first = word.next()?;
            Some(format!("{}{} 1", first.to_uppercase(), word.as_str()))
        }
        Matcher::Outline(1..) => Some("1.".to_owned()),
        _ => None,
    }
}

/// Whether hardly a line shows on the pages of a text beside what a printed page adds, as where a scan was not read.
fn shows_pages_only(lines: &Lines<'_>, profile: &Profile) -> bool {
    let page = furniture::find(lines, &profile.words().pages);
    let shown = |kind: Page| (0..lines.len()).filter(|&index| page[index] == kind && !lines.is_blank(index)).count();
    let added = shown(Page::Furniture);
    added >= 4 && shown(Page::Text) < 3 * added
}

fn share(bytes: usize, total: usize) -> f64 {
    // Texts have at most 64 MiB, which a double counts exactly.
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    let share = bytes as f64 / total.max(1) as f64;
    (share * 10_000.0).round() / 10_000.0
}
