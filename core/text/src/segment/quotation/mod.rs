//! Which lines begin inside a quotation: an article quoted by an amending law is no article of that law.
//!
//! Curly marks nest; straight marks count only where one opens a line, since the same sign closes; one kind may close what the other
//! opened. Words quoted in the middle of a sentence end within [`LONGEST_WORDS`] lines. A quotation that is never closed is
//! reported; it quotes nothing, but for a provision that an act announces, and the lines after it stay open to be read.

mod line;
mod unclosed;

use std::iter::Peekable;

use super::label;
use super::lexicon::Lexicon;
use super::lines::{first_shown, Lines};
use line::{closes_straight, ends_quotation, Left, OPENING};

/// The lines inside quotations.
pub(super) struct Quotations {
    inside: Vec<bool>,
    /// Lines whose opening mark, at the start of the line, is never closed.
    pub(super) unclosed: Vec<usize>,
    /// Where a quotation of several lines ended (0: none did), and the line with the next closing mark, which nothing opened.
    implied: Vec<(usize, usize)>,
}

impl Quotations {
    /// Whether line `index` begins inside a quotation.
    pub(super) fn begins_inside(&self, index: usize) -> bool {
        self.inside[index]
    }

    /// Whether line `index`, which does not go on with the numbers of its act, goes on with a quotation that seemed to have
    /// ended: another mark closes below, and nothing opened it. From here on to that mark the lines are quoted.
    pub(super) fn runs_on(&mut self, index: usize) -> bool {
        let Some((ended, close)) = self.implied(index) else { return false };
        debug_assert!(ended < close);
        self.inside[index + 1..=close].fill(true);
        true
    }

    /// Where the quotation ended that line `index` stands behind, 0 where none did, and the line below with the mark that nothing
    /// opened.
    pub(super) fn implied(&self, index: usize) -> Option<(usize, usize)> {
        let at = self.implied.partition_point(|&(_, close)| close < index);
        self.implied.get(at).copied().filter(|&(ended, _)| ended < index)
    }

    /// Ends the quotation around line `index` above it: what stands below is of the act, and the mark that opened was never
    /// closed.
    pub(super) fn release(&mut self, index: usize) {
        let opened = (0..index).rev().find(|&at| !self.inside[at]).unwrap_or_default();
        let until = (index..self.inside.len()).find(|&at| !self.inside[at]).unwrap_or(self.inside.len());
        self.inside[index..until].fill(false);
        let at = self.unclosed.partition_point(|&line| line < opened);
        if self.unclosed.get(at) != Some(&opened) {
            self.unclosed.insert(at, opened);
        }
    }

    /// Finds the quotations of a text in one pass; lines that are not `read` have no marks.
    pub(super) fn find(lines: &Lines<'_>, lexicon: &Lexicon<'_>, read: impl Fn(usize) -> bool) -> Self {
        let begins = |text: &str| label::read(text, lexicon).is_some();
        let marks: Vec<(usize, Left)> = line::left(lines, &begins).filter(|&(index, _)| read(index)).collect();
        let mut found = Self { inside: vec![false; lines.len()], unclosed: Vec::new(), implied: Vec::new() };
        let stray = found.mark_curly(lines, &marks);
        found.mark_straight(lines, &stray, &marks);
        for marks in SINGLE {
            found.mark_single(lines, &read, marks);
        }
        found.unclosed.sort_unstable();
        found.end_unclosed(lines, lexicon, &read);
        found
    }

    /// Marks what stands in curly marks; gives the lines with a closing mark that nothing opened.
    fn mark_curly(&mut self, lines: &Lines<'_>, marks: &[(usize, Left)]) -> Vec<usize> {
        let mut stray = Vec::new();
        let mut depth = 0_i64;
        // Lines that leave a mark open, with the depth before them; depths grow from bottom to top.
        let mut open: Vec<(usize, i64, Left)> = Vec::new();
        // +1 where the inside of a closed quotation begins, -1 after its end: nested ones cost no second walk.
        let mut change = vec![0_i32; lines.len() + 1];
        let mut ended = 0;
        for &(index, left) in marks {
            while let Some((_, outer, _)) = open.pop_if(|(from, _, left)| left.words && index - *from > LONGEST_WORDS) {
                depth = outer;
            }
            let before = depth;
            depth += left.opens - left.closes;
            if closes_straight(lines.get(index), left) {
                depth = open.last().map_or(depth, |&(_, outer, _)| outer);
            }
            if depth < before && open.is_empty() {
                stray.push(index);
                if ends_quotation(lines.get(index), '”') {
                    self.implied.push((ended, index));
                    ended = index;
                }
            }
            while let Some((from, ..)) = open.pop_if(|&mut (_, outer, _)| depth <= outer) {
                change[from + 1] += 1;
                change[index + 1] -= 1;
                ended = index;
            }
            if left.opens > left.closes {
                open.push((index, before, left));
            }
        }
        let mut nested = 0;
        for (inside, change) in self.inside.iter_mut().zip(change) {
            nested += change;
            *inside = nested > 0;
        }
        self.unclosed.extend(
            open.iter()
                .map(|&(index, ..)| index)
                .filter(|&index| first_shown(lines.get(index)).is_some_and(|c| OPENING.contains(&c))),
        );
        stray
    }

    /// Marks what stands in straight marks, or begins with one and ends with a curly one, as scanned texts have it.
    fn mark_straight(&mut self, lines: &Lines<'_>, stray: &[usize], marks: &[(usize, Left)]) {
        let mut open: Option<usize> = None;
        let mut stray = stray.iter().copied().peekable();
        for &(index, _) in marks.iter().filter(|(_, left)| left.straight) {
            let opens_line = first_shown(lines.get(index)) == Some('"');
            self.close_with_stray(&mut open, &mut stray, index);
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
        self.close_with_stray(&mut open, &mut stray, lines.len());
        self.unclosed.extend(open);
    }

    /// Closes the quotation that line `open` began at the first stray mark before line `end`.
    fn close_with_stray(&mut self, open: &mut Option<usize>, stray: &mut Peekable<impl Iterator<Item = usize>>, end: usize) {
        while let Some(at) = stray.next_if(|&at| at < end) {
            if let Some(from) = open.filter(|&from| from < at) {
                self.inside[from + 1..=at].fill(true);
                *open = None;
            }
        }
    }

    /// Single marks, as amending acts of the European Union and of the Commonwealth have them: one opens at the start of a line that
    /// does not close it, and closes at the end of a line, beside the sign that ends a sentence. Elsewhere the closing mark is an
    /// apostrophe.
    fn mark_single(&mut self, lines: &Lines<'_>, read: &impl Fn(usize) -> bool, [opening, closing]: [char; 2]) {
        let mark = opening.encode_utf8(&mut [0; 4]).to_owned();
        let opening_marks = memchr::memmem::find_iter(lines.text().as_bytes(), &mark);
        // The line after the last quotation, and the next line that could end one: it never goes back.
        let (mut after, mut end) = (0, 0);
        let (mut index, mut next) = (0, 0);
        for at in opening_marks {
            if at < next {
                continue;
            }
            while lines.start(index + 1) <= at {
                index += 1;
            }
            next = lines.start(index + 1);
            let line = lines.get(index);
            if index < after
                || self.inside[index]
                || !read(index)
                || first_shown(line) != Some(opening)
                || closes_single(line, closing)
            {
                continue;
            }
            end = end.max(index + 1);
            while end < lines.len() && !ends_sentence(lines.get(end), closing) {
                end += 1;
            }
            if end < lines.len() && end - index <= LONGEST_SINGLE {
                self.inside[index + 1..=end].fill(true);
                after = end + 1;
            }
        }
    }
}

/// Most lines of words that are quoted in the middle of a sentence, the end of a page among them.
const LONGEST_WORDS: usize = 12;

/// Most lines of a quotation in single marks: they are too easily an apostrophe.
const LONGEST_SINGLE: usize = 2_000;

/// Single marks: how a quotation opens and closes.
const SINGLE: [[char; 2]; 2] = [['‘', '’'], ['\'', '\'']];

/// Whether the mark that `line` begins with is closed on it.
fn closes_single(line: &str, mark: char) -> bool {
    let mut marks = line.match_indices(mark).skip(usize::from(first_shown(line) == Some(mark)));
    marks.any(|(at, mark)| !line[at + mark.len()..].starts_with(char::is_alphanumeric))
}

/// Whether a line ends with a closing mark beside the sign that ends a sentence.
fn ends_sentence(line: &str, mark: char) -> bool {
    let end = line.trim_end();
    let text = end.trim_end_matches([';', '.', ',', ':']);
    text.strip_suffix(mark).is_some_and(|quoted| text.len() < end.len() || quoted.ends_with(['.', ';', ':', '!', '?', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    fn find(lines: &Lines<'_>) -> Quotations {
        let profile = builtin("vn-law").expect("built in");
        Quotations::find(lines, &Lexicon::new(&profile), |_| true)
    }

    fn inside(text: &str) -> (Vec<usize>, Vec<usize>) {
        let lines = Lines::new(text);
        let found = find(&lines);
        ((0..lines.len()).filter(|&index| found.begins_inside(index)).collect(), found.unclosed)
    }

    #[test]
    fn a_quotation_runs_on_to_a_mark_that_nothing_opened() {
        let lines = Lines::new("như sau:\n“Điều 5a. Tên\nMột.”.\nĐiều 5b. Tên\nHai.”.\nĐiều 3. Tên\nnói “rồi”.\nBa.\n");
        let mut found = find(&lines);
        assert!(!found.runs_on(5) && !found.runs_on(1));
        assert!(found.runs_on(3));
        assert_eq!((0..lines.len()).filter(|&index| found.begins_inside(index)).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn words_in_a_sentence_end_soon_and_a_provision_when_its_mark_says() {
        let far = "x\n".repeat(LONGEST_WORDS + 1);
        for (opens, quoted) in
            [("quy định “mỗi lần", false), ("như sau: “mỗi lần", true), ("tại “Điều 5. Tên", true), ("“mỗi lần", true)]
        {
            let (inside, _) = inside(&format!("{opens}\n{far}đó”.\nz\n"));
            assert_eq!(!inside.is_empty(), quoted, "{opens:?}");
        }
        // What was forgotten closes with nothing, and what is quoted below ends where it ends.
        assert_eq!(inside(&format!("quy định “mỗi lần\n{far}“Điều 5\n1. Một.”.\nz\n")).0, [LONGEST_WORDS + 3]);
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
            ("\"Điều 5\n1. Một.\n2. Hai.”\nz\n", vec![1, 2], vec![]),
            ("‘Article 6\n1. Keepers’ pay.\n2. It’s two.’;\nz\n", vec![1, 2], vec![]),
            ("‘bridge’ means a way\n‘keeper’s house’ means\na house’\n", vec![], vec![]),
            ("‘open\nfor ever\n", vec![], vec![]),
            ("'7 Tolls\n(1) Keepers' tolls.\n(2) It's two.'\nz\n", vec![1, 2], vec![]),
            ("'2. Bridges.\n3. Reports.';\nz\n", vec![1], vec![]),
            ("'bridge' means\n'tis the keepers'\nhouse'\n", vec![], vec![]),
            ("„Artikel 6\n1. Eins.\n2. „Zwei“.“\nz\n", vec![1, 2], vec![]),
            ("«Article 6\n1. Un.\n2. Deux.»\nz\n", vec![1, 2], vec![]),
            ("‟Điều 6\n1. Một.\n2. Hai.”\nz\n", vec![1, 2], vec![]),
            ("„ đ) Một.\n1. Hai.\nba \"\n", vec![], vec![]),
            ("«Article 6\n1. Un.\n", vec![], vec![0]),
            // One kind closes what the other opened, on its line and on another one.
            ("biển “Chú ý\" đó\nb\nc” d\ne\n", vec![], vec![]),
            ("có biển \"Cấm đi”, trừ\n\"a\nb\"\nc\n", vec![2], vec![]),
            ("như sau:\n“a) Một;\nb) Hai.\".\nc\n", vec![2], vec![]),
            ("“g) Điều 31;\";\nd) b\n", vec![], vec![]),
        ] {
            assert_eq!(inside(text), (expected, unclosed), "{text:?}");
        }
    }
}
