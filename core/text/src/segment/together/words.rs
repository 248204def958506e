//! Whether words read like a title.

use crate::profile::Words;
use crate::segment::lines::{first_shown, is_space};
use crate::segment::sentence::is_one_of;

/// Longest title, in bytes.
pub(super) const LONGEST: usize = 300;

/// Whether `text` reads like a title: it begins with a capital and does not end like a sentence.
pub(super) fn is_title(text: &str, words: &Words) -> bool {
    let text = text.trim_end_matches(|c| is_space(c) || matches!(c, '*' | '_'));
    text.len() <= LONGEST
        && begins_like_title(text)
        && !holds_sentence(text)
        && !is_one_of(text.rsplit(is_space).next().unwrap_or_default(), &words.hanging)
        && !text.ends_with(['.', ';', ':', ',', '—', '–', '?', '!'])
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
