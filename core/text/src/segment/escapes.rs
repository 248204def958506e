//! Backslashes by which Markdown keeps a sign from being a mark (`1\. Scope`, `\(a\)`): no reader sees them, so no label has them.
//! CommonMark 0.31.2, section 2.4.

use super::lines::Lines;
use super::marks::Mark;

/// Most backslashes that are looked at: a text of more of them is no Markdown that people wrote.
const MOST: usize = 1_000_000;

/// The backslashes of a text that stand before ASCII punctuation.
pub(super) fn find(lines: &Lines<'_>) -> Vec<Mark> {
    let bytes = lines.text().as_bytes();
    let mut found = Vec::new();
    let (mut line, mut after) = (0, 0);
    for at in memchr::memchr_iter(b'\\', bytes) {
        // The second of two is what the first one keeps.
        if at < after || !bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) {
            continue;
        }
        while lines.start(line + 1) <= at {
            line += 1;
        }
        let start = at - lines.start(line);
        found.push(Mark { line, start, end: start + 1 });
        if found.len() == MOST {
            break;
        }
        after = at + 2;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_keeps_a_sign_is_left_out() {
        let lines = Lines::new("1\\. Scope\nC:\\name\n\\\\(a\\)\\\n\\\n");
        let clean = lines.without(&find(&lines));
        assert_eq!((0..4).map(|line| clean.get(line)).collect::<Vec<_>>(), ["1. Scope", "C:\\name", "\\(a)\\", "\\"]);
        assert_eq!(clean.byte(0, 1), 2);
    }
}
