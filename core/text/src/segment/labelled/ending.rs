//! Where the enacting part of a text ends: its closing formula, signatures, the end of terms.

use crate::segment::lines::{folded, is_space, reads};

/// The reason for excluding what begins with `line`, the start of a paragraph.
pub(super) fn begins(line: &str) -> Option<&'static str> {
    let text = line.trim_start_matches(|c| is_space(c) || matches!(c, '*' | '_' | '#'));
    // Most lines end here: no formula starts with another letter.
    if !matches!(text.chars().next().map(folded), Some('t' | 'd' | 'i' | 'e' | 'f')) {
        return None;
    }
    let text = text.trim_end_matches(|c| is_space(c) || matches!(c, '*' | '_' | '#'));
    let starts = |words: &[&str]| words.iter().any(|words| reads(text, words).is_some());
    if starts(&["this regulation shall be binding", "this decision is addressed to", "this directive is addressed to"]) {
        // The last article may end with the very sentence on its own paragraph: it is the act's formula.
        return Some("closing_formula");
    }
    if text.len() <= 80 && starts(&["done at "]) && text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some("signature_block");
    }
    if starts(&["in witness whereof"]) {
        return Some("signature_block");
    }
    if text.len() <= 80 && starts(&["end of terms and conditions", "end of the agreement"]) {
        return Some("after_the_end");
    }
    if text.len() <= 40
        && ["endnotes", "explanatory note", "explanatory notes", "footnotes"]
            .iter()
            .any(|words| reads(text, words) == Some(text.len()))
    {
        return Some("notes");
    }
    None
}
