//! Which lines begin inside a quotation: an article quoted by an amending law is no article of that law.
//!
//! Curly marks nest; straight marks count only where one opens a line, since the same sign closes. A quotation that is
//! never closed quotes nothing: it is reported, and the lines after it stay open to be read.

use std::iter::Peekable;

use super::lines::{first_shown, Lines};

/// The lines inside quotations.
pub(super) struct Quotations {
    inside: Vec<bool>,
    /// Lines whose opening mark, at the start of the line, is never closed.
    pub(super) unclosed: Vec<usize>,
    /// Where a quotation of several lines ended, and the line with the next closing mark, which nothing opened.
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

    /// Where the quotation ended that line `index` stands behind, and the line below with the mark that nothing opened.
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
    pub(super) fn find(lines: &Lines<'_>, read: impl Fn(usize) -> bool) -> Self {
        let mut found = Self { inside: vec![false; lines.len()], unclosed: Vec::new(), implied: Vec::new() };
        let stray = found.mark_curly(lines, &read);
        found.mark_straight(lines, &stray, &read);
        for marks in SINGLE {
            found.mark_single(lines, &read, marks);
        }
        found.unclosed.sort_unstable();
        found
    }

    /// Marks what stands in curly marks; gives the lines with a closing mark that nothing opened.
    fn mark_curly(&mut self, lines: &Lines<'_>, read: &impl Fn(usize) -> bool) -> Vec<usize> {
        let mut stray = Vec::new();
        let mut depth = 0_i64;
        // Lines that leave a mark open, with the depth before them; depths grow from bottom to top.
        let mut open: Vec<(usize, i64)> = Vec::new();
        // +1 where the inside of a closed quotation begins, -1 after its end: nested ones cost no second walk.
        let mut change = vec![0_i32; lines.len() + 1];
        let mut ended = None;
        for (index, opens, closes) in curly_marks(lines).filter(|&(index, ..)| read(index)) {
            let before = depth;
            depth += opens - closes;
            if depth < before && open.is_empty() {
                stray.push(index);
                if ends_quotation(lines.get(index), '”') {
                    self.implied.extend(ended.map(|ended| (ended, index)));
                    ended = Some(index);
                }
            }
            while let Some(&(from, outer)) = open.last() {
                if depth > outer {
                    break;
                }
                open.pop();
                change[from + 1] += 1;
                change[index + 1] -= 1;
                ended = Some(index);
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
        self.unclosed.extend(
            open.iter()
                .map(|&(index, _)| index)
                .filter(|&index| first_shown(lines.get(index)).is_some_and(|c| OPENING.contains(&c))),
        );
        stray
    }

    /// Marks what stands in straight marks, or begins with one and ends with a curly one, as scanned texts have it.
    fn mark_straight(&mut self, lines: &Lines<'_>, stray: &[usize], read: &impl Fn(usize) -> bool) {
        let mut open: Option<usize> = None;
        let mut stray = stray.iter().copied().peekable();
        let marks = memchr::memchr_iter(b'"', lines.text().as_bytes()).map(|at| (at, 1));
        for (index, _) in by_line(lines, marks).filter(|(index, count): &(usize, i64)| count % 2 != 0 && read(*index)) {
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
        for (index, _) in by_line(lines, opening_marks.map(|at| (at, 1))) {
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

/// Whether a line ends with a closing mark, with or without the sign of the sentence around it.
fn ends_quotation(line: &str, mark: char) -> bool {
    line.trim_end_matches([';', '.', ',', ' ']).ends_with(mark)
}

/// Marks that open a quotation and are not the same as those that close one.
const OPENING: [char; 4] = ['“', '‟', '„', '«'];

/// Lines that hold curly or angle marks: index, how many open, how many close. The text is searched as one, for most lines hold
/// none.
fn curly_marks<'l>(lines: &'l Lines<'_>) -> impl Iterator<Item = (usize, i64, i64)> + 'l {
    // Closing marks are counted in the upper half of one number.
    const CLOSES: i64 = 1 << 32;
    let bytes = lines.text().as_bytes();
    // Where low marks open, the one that opens elsewhere closes: `„Artikel 5“`.
    let holds = |mark: &str| memchr::memmem::find(bytes, mark.as_bytes()).is_some();
    let high = if holds("„") && !holds("”") { CLOSES } else { 1 };
    let marks = memchr::memchr2_iter(0xe2, 0xc2, bytes).filter_map(move |at| match bytes[at..] {
        [0xe2, 0x80, 0x9c, ..] => Some((at, high)),
        [0xe2, 0x80, 0x9e | 0x9f, ..] | [0xc2, 0xab, ..] => Some((at, 1)),
        [0xe2, 0x80, 0x9d, ..] | [0xc2, 0xbb, ..] => Some((at, CLOSES)),
        _ => None,
    });
    by_line(lines, marks).map(|(index, count)| (index, count % CLOSES, count / CLOSES))
}

/// Adds up what stands at bytes of the text, given in order, line by line.
fn by_line<'l>(lines: &'l Lines<'_>, marks: impl Iterator<Item = (usize, i64)> + 'l) -> impl Iterator<Item = (usize, i64)> + 'l {
    let mut marks = marks.peekable();
    let mut index = 0;
    std::iter::from_fn(move || {
        let (at, mut count) = marks.next()?;
        while lines.start(index + 1) <= at {
            index += 1;
        }
        while let Some((_, more)) = marks.next_if(|&(next, _)| next < lines.start(index + 1)) {
            count += more;
        }
        Some((index, count))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> (Vec<usize>, Vec<usize>) {
        let lines = Lines::new(text);
        let found = Quotations::find(&lines, |_| true);
        ((0..lines.len()).filter(|&index| found.begins_inside(index)).collect(), found.unclosed)
    }

    #[test]
    fn a_quotation_runs_on_to_a_mark_that_nothing_opened() {
        let lines = Lines::new("như sau:\n“Điều 5a. Tên\nMột.”.\nĐiều 5b. Tên\nHai.”.\nĐiều 3. Tên\nnói “rồi”.\nBa.\n");
        let mut found = Quotations::find(&lines, |_| true);
        assert!(!found.runs_on(5) && !found.runs_on(1));
        assert!(found.runs_on(3));
        assert_eq!((0..lines.len()).filter(|&index| found.begins_inside(index)).collect::<Vec<_>>(), [2, 4]);
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
            ("«Article 6\n1. Un.\n", vec![], vec![0]),
        ] {
            assert_eq!(inside(text), (expected, unclosed), "{text:?}");
        }
    }
}
