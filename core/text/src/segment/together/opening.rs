//! Where the text of a line begins, and what every rule asks of it first.

use crate::segment::lines::{folded, is_space};

/// Longest start of a line in which a label is looked for, in bytes.
const REACH: usize = 240;

/// The part of a line in which labels are looked for.
pub(super) fn near(line: &str) -> &str {
    let mut at = REACH.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    &line[..at]
}

/// A line with what every rule asks of it first.
pub(super) struct Opening<'l> {
    pub(super) line: &'l str,
    /// Where its text begins.
    pub(super) start: usize,
    /// Its text, as far as labels are looked for.
    pub(super) text: &'l str,
    /// The first character of the text, in lower case; NUL where there is none.
    pub(super) first: char,
}

impl<'l> Opening<'l> {
    pub(super) fn of(line: &'l str) -> Self {
        let start = text_start(line);
        let text = near(line).get(start..).unwrap_or_default();
        Self { line, start, text, first: text.chars().next().map_or('\0', folded) }
    }
}

/// The byte of `line` at which its text begins: after white space, marks of Markdown headings and bold type, signs, and the
/// anchors that publishers put before a heading (`[PCh6s1]1. Short title`).
pub(super) fn text_start(line: &str) -> usize {
    if line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return 0;
    }
    // Signs such as ✅ too: from the arrows on there is no punctuation of running text.
    let sign = |c: char| c >= '\u{2190}' && !c.is_alphanumeric();
    let marks = |c: char| is_space(c) || matches!(c, '*' | '_' | '#') || sign(c);
    let text = line.trim_start_matches(marks);
    // Converters write the items of a list behind a mark of their own: `- (1) …`.
    let text = text.strip_prefix("- ").map(str::trim_start).filter(|item| item.starts_with('(')).unwrap_or(text);
    let at = line.len() - text.len();
    let Some(inner) = text.strip_prefix('[') else { return at };
    let Some(length) = inner.bytes().take(32).position(|byte| byte == b']') else { return at };
    let anchor = inner.is_char_boundary(length) && !inner[..length].contains(is_space) && length > 0;
    let after = &inner[length + 1..];
    if anchor && after.starts_with(char::is_alphanumeric) {
        at + length + 2
    } else {
        at
    }
}
