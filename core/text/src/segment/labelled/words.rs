//! Whether words read like a title.

use crate::segment::lines::{first_shown, is_space};

/// Longest title, in bytes.
pub(super) const LONGEST: usize = 300;

/// Whether `text` reads like a title: it begins with a capital and does not end like a sentence.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim_end_matches(|c| is_space(c) || matches!(c, '*' | '_'));
    text.len() <= LONGEST
        && begins_like_title(text)
        && !holds_sentence(text)
        && !hangs(text)
        && !text.ends_with(['.', ';', ':', ',', '—', '–', '?', '!'])
}

/// Whether `text` ends in a word that wants more after it.
pub(super) fn hangs(text: &str) -> bool {
    let last = text.rsplit(is_space).next().unwrap_or_default();
    ["and", "or", "of", "in", "to", "the", "a", "by", "with", "under"].iter().any(|word| word.eq_ignore_ascii_case(last))
}

/// Whether a sentence ends inside `text`: a word of four letters or more, a dot, and a capital.
pub(super) fn holds_sentence(text: &str) -> bool {
    memchr::memchr_iter(b'.', text.as_bytes()).filter(|&at| text[at..].starts_with(". ")).any(|at| {
        let before = &text[..at];
        text[at + 2..].starts_with(char::is_uppercase)
            && before.ends_with(char::is_lowercase)
            && before.chars().rev().take(4).filter(|c| c.is_alphabetic()).count() == 4
    })
}

pub(super) fn begins_like_title(text: &str) -> bool {
    first_shown(text.trim_start_matches(['"', '“', '‘', '(', '[', '*', '_']))
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}
