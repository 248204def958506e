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

/// The byte of `line` at which its text begins: after white space, marks of Markdown headings and bold type, signs, the anchors that
/// publishers put before a heading (`[PCh6s1]1. Short title`), and the bracket around what an amendment put in (`2[(5) The …]`).
pub(super) fn text_start(line: &str) -> usize {
    if line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return inserted(line).unwrap_or_default();
    }
    // Signs such as ✅ too: from the arrows on there is no punctuation of running text.
    let sign = |c: char| c >= '\u{2190}' && !c.is_alphanumeric();
    let marks = |c: char| is_space(c) || matches!(c, '*' | '_' | '#') || sign(c);
    let text = line.trim_start_matches(marks);
    // Converters write the items of a list behind a mark of their own: `- (1) …`.
    let text = text.strip_prefix("- ").map(str::trim_start).filter(|item| item.starts_with('(')).unwrap_or(text);
    let at = line.len() - text.len();
    if let Some(length) = inserted(text) {
        return at + length;
    }
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

/// Length of the bracket that `text` begins with, and of the mark of its note before it, where an item or a section stands behind them:
/// `[(5) The …`, `2[7A. Tolls`, `^2[(k) the …`.
fn inserted(text: &str) -> Option<usize> {
    let mark = text.trim_start_matches('^');
    let digits = mark.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let inner = mark[digits..].strip_prefix('[').filter(|_| digits < 4)?;
    let number = inner.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count();
    let section = inner.starts_with(|c: char| c.is_ascii_digit()) && inner[number..].starts_with(". ");
    (inner.starts_with('(') || section).then_some(text.len() - inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_behind_what_stands_before_it() {
        for (line, begins) in [
            ("7. Tolls", "7. Tolls"),
            ("## **7. Tolls**", "7. Tolls**"),
            ("[PCh6s7]7. Tolls", "7. Tolls"),
            ("2[(5) The toll", "(5) The toll"),
            ("^2[(5) The toll", "(5) The toll"),
            ("  [(5) The toll", "(5) The toll"),
            ("1[7A. Tolls", "7A. Tolls"),
            ("[3] Notes", "[3] Notes"),
            ("[1989 c. 3]", "[1989 c. 3]"),
            ("2 tolls", "2 tolls"),
        ] {
            assert_eq!(&line[text_start(line)..], begins, "{line:?}");
        }
    }
}
