//! Which lines begin inside a quotation: an article quoted by an amending law is no article of that law.
//!
//! Curly marks nest; straight marks count only where one opens a line, since the same sign closes. A quotation that is
//! never closed quotes nothing: it is reported, and the lines after it stay open to be read.

use super::lines::{first_shown, Lines};

/// The lines inside quotations.
pub(super) struct Quotations {
    inside: Vec<bool>,
    /// Lines whose opening mark, at the start of the line, is never closed.
    pub(super) unclosed: Vec<usize>,
}

impl Quotations {
    /// Whether line `index` begins inside a quotation.
    pub(super) fn begins_inside(&self, index: usize) -> bool {
        self.inside[index]
    }

    /// Finds the quotations of a text in one pass.
    pub(super) fn find(lines: &Lines<'_>) -> Self {
        let mut found = Self { inside: vec![false; lines.len()], unclosed: Vec::new() };
        found.mark_curly(lines);
        found.mark_straight(lines);
        found.unclosed.sort_unstable();
        found
    }

    fn mark_curly(&mut self, lines: &Lines<'_>) {
        let mut depth = 0_i64;
        // Lines that leave a mark open, with the depth before them; depths grow from bottom to top.
        let mut open: Vec<(usize, i64)> = Vec::new();
        // +1 where the inside of a closed quotation begins, -1 after its end: nested ones cost no second walk.
        let mut change = vec![0_i32; lines.len() + 1];
        for index in 0..lines.len() {
            let (opens, closes) = curly_marks(lines.get(index));
            let before = depth;
            depth += opens - closes;
            while let Some(&(from, outer)) = open.last() {
                if depth > outer {
                    break;
                }
                open.pop();
                change[from + 1] += 1;
                change[index + 1] -= 1;
            }
            if opens > closes {
                open.push((index, before));
            }
        }
        let mut nested = 0;
        for (inside, change) in self.inside.iter_mut().zip(change) {
            nested += change;
            *inside = nested > 0;
        }
        self.unclosed.extend(open.iter().map(|&(index, _)| index).filter(|&index| first_shown(lines.get(index)) == Some('“')));
    }

    fn mark_straight(&mut self, lines: &Lines<'_>) {
        let mut open: Option<usize> = None;
        for index in 0..lines.len() {
            let line = lines.get(index);
            if memchr::memchr_iter(b'"', line.as_bytes()).count().is_multiple_of(2) {
                continue;
            }
            let opens_line = first_shown(line) == Some('"');
            match open {
                Some(from) if !opens_line => {
                    self.inside[from + 1..=index].fill(true);
                    open = None;
                }
                unclosed => {
                    self.unclosed.extend(unclosed);
                    open = opens_line.then_some(index);
                }
            }
        }
        self.unclosed.extend(open);
    }
}

fn curly_marks(line: &str) -> (i64, i64) {
    let bytes = line.as_bytes();
    let (mut opens, mut closes) = (0, 0);
    for at in memchr::memchr_iter(0xe2, bytes) {
        match bytes.get(at + 1..at + 3) {
            Some([0x80, 0x9c]) => opens += 1,
            Some([0x80, 0x9d]) => closes += 1,
            _ => {}
        }
    }
    (opens, closes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> (Vec<usize>, Vec<usize>) {
        let lines = Lines::new(text);
        let found = Quotations::find(&lines);
        ((0..lines.len()).filter(|&index| found.begins_inside(index)).collect(), found.unclosed)
    }

    #[test]
    fn only_closed_quotations_quote() {
        for (text, expected, unclosed) in [
            ("a\nb\n", vec![], vec![]),
            ("như sau:\n“Điều 5. Tên\n1. Một.”.\n2. Hai\n", vec![2], vec![]),
            ("“a\n“b” c\nd”\ne\n", vec![1, 2], vec![]),
            ("“a “b\nc”\nd”\ne\n", vec![1, 2], vec![]),
            ("“a\nb\n", vec![], vec![0]),
            ("x “a\nb\n", vec![], vec![]),
            ("\"Điều 5. Tên\n1. Một \"x\" y.\n2. Hai.\".\nz\n", vec![1, 2], vec![]),
            ("\"cụm từ\" tại Điều 26;\nz\n", vec![], vec![]),
            ("\"a\n\"b\nc\"\nd\n", vec![2], vec![0]),
            ("3\" x\ny\n", vec![], vec![]),
        ] {
            assert_eq!(inside(text), (expected, unclosed), "{text:?}");
        }
    }
}
