//! The notes of consolidated texts: which lines at the ends of pages are notes, and where in the law their marks stand.
//!
//! The text layer of a page ends in its notes, so they fall into the article that goes on over the page; and a mark is a number
//! set tight to a word or a label (`1.2 Bảo hiểm`, `Chương 215`). Notes count on through the text, which tells both apart
//! from numbers of the law: a note begins where the next number stands after an empty line, and its mark on the same page.

use std::ops::Range;

use crate::manifest::Span;
use crate::segment::lines::{is_capitals, Lines};
use crate::segment::marks::Mark;
use crate::segment::outline::MarkedNote;

use super::kind::Kind;
use super::label;
use super::lexicon::Lexicon;
use super::page::Page;

/// A note: its number, its lines, and its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) number: u32,
    /// Lines it has, page by page.
    pub(super) lines: Vec<Range<usize>>,
    /// Where the law is marked with its number; none where no mark was found.
    pub(super) mark: Option<Mark>,
}

impl Note {
    /// The note as the outline keeps it, with bytes of the text.
    pub(super) fn outside(&self, lines: &Lines<'_>) -> MarkedNote {
        MarkedNote {
            number: self.number,
            spans: self.lines.iter().map(|of_page| Span::new(lines.start(of_page.start), lines.start(of_page.end))).collect(),
            mark: self.mark.map(|mark| Span::new(lines.start(mark.line) + mark.start, lines.start(mark.line) + mark.end)),
        }
    }
}

/// `lines` without the marks of `notes`; none where nothing is marked.
pub(super) fn without_marks<'t>(lines: &Lines<'t>, notes: &[Note]) -> Option<Lines<'t>> {
    let mut marks: Vec<Mark> = notes.iter().filter_map(|note| note.mark).collect();
    marks.sort_unstable_by_key(|mark| (mark.line, mark.start));
    (!marks.is_empty()).then(|| lines.without(&marks))
}

/// Marks the lines of notes in `page`, which tells where pages end, and finds their marks.
pub(super) fn find(lines: &Lines<'_>, page: &mut [Page], lexicon: &Lexicon<'_>) -> Vec<Note> {
    let mut reader = Reader { lines, lexicon, notes: Vec::new(), quotes: 0, ended: true, law_ended: true };
    let mut start = 0;
    // Whether the notes of the page before may go on.
    let mut open = false;
    while start < page.len() {
        if page[start] != Page::Text {
            start += 1;
            continue;
        }
        let length = page[start..].iter().position(|&kind| kind != Page::Text);
        let end = length.map_or(page.len(), |length| start + length);
        let body_from = reader.notes.last().and_then(|note| note.mark).map_or((start, 0), |mark| {
            if mark.line >= start {
                (mark.line, mark.end)
            } else {
                (start, 0)
            }
        });
        // Without a running head below it, nothing tells that a page ends.
        let area = if length.is_some() { reader.area(start..end, body_from, open) } else { None };
        if let Some(area) = &area {
            reader.read(area.clone(), start..area.start);
            let first = (start..area.start).rev().take_while(|&at| lines.is_blank(at)).last().unwrap_or(area.start);
            page[first..end].fill(Page::Footnote);
        }
        let law = area.as_ref().map_or(start..end, |area| start..area.start);
        if let Some(last) = law.rev().find(|&at| !lines.is_blank(at)) {
            reader.law_ended = ends_sentence(lines.get(last)) || is_capitals(lines.get(last));
        }
        open = area.is_some();
        start = end;
    }
    reader.notes
}

struct Reader<'r, 't> {
    lines: &'r Lines<'t>,
    lexicon: &'r Lexicon<'r>,
    notes: Vec<Note>,
    /// Quotation marks of the last note that are open.
    quotes: i32,
    /// Whether its last line ends a sentence.
    ended: bool,
    /// Whether the last line of the law above the notes does.
    law_ended: bool,
}

impl Reader<'_, '_> {
    fn next(&self) -> u32 {
        self.notes.last().map_or(1, |note| note.number + 1)
    }

    /// The lines of a page that are notes; they run to its end.
    fn area(&self, page: Range<usize>, mut from: (usize, usize), open: bool) -> Option<Range<usize>> {
        let blank = |at: usize| self.lines.is_blank(at);
        let mut last_blank = None;
        for at in page.clone() {
            if blank(at) {
                last_blank = Some(at);
                continue;
            }
            let Some(rest) = begins(self.lines.get(at), self.next()) else { continue };
            let parted = at == page.start || blank(at - 1);
            let inside = open && last_blank.is_some();
            if !parted && !inside {
                continue;
            }
            let opening = rest.to_lowercase();
            let told = self.lexicon.words.notes.iter().any(|words| opening.starts_with(words.as_str()));
            if told || self.mark(self.next(), from, page.start..at).is_some() {
                let first = if parted { at } else { last_blank.map_or(at, |blank| blank + 1) };
                return Some(first..page.end);
            }
            // Nothing up to here is its mark: no line is searched twice.
            from = (at, 0);
        }
        if !open {
            return None;
        }
        // No note begins here; the last one of the page before may go on below the text.
        let goes_on = self.quotes > 0 || !self.ended;
        let top = self.lines.get(page.start).trim_start();
        if goes_on && self.law_ended && top.starts_with(|c: char| c.is_lowercase() || c == '“') {
            return Some(page);
        }
        match last_blank {
            Some(parting) if parting > page.start => {
                let after = label::read(self.lines.get(parting + 1), self.lexicon);
                let heading = after.as_ref().is_some_and(|label| label.kind <= Kind::Article && self.quotes == 0);
                // The law breaks off in the middle of a sentence, and what stands below is not how it goes on.
                let before = (page.start..parting).rev().find(|&at| !blank(at)).map(|at| self.lines.get(at));
                let broken = before.is_some_and(|line| !ends_sentence(line) && !is_capitals(line)) && after.is_none();
                ((goes_on || broken) && !heading).then_some(parting + 1..page.end)
            }
            // A page without a parting is all law or all note; what was not finished goes on.
            _ => {
                let heading = label::read(self.lines.get(page.start), self.lexicon)
                    .is_some_and(|label| label.kind <= Kind::Article && self.quotes == 0);
                (goes_on && !heading).then_some(page)
            }
        }
    }

    /// Reads the notes in `area`, whose marks stand in `body` or before it.
    fn read(&mut self, area: Range<usize>, body: Range<usize>) {
        let mut from = (body.start, 0);
        for at in area {
            let line = self.lines.get(at);
            if begins(line, self.next()).is_some() {
                let number = self.next();
                let mark = self.mark(number, from, body.clone());
                if let Some(mark) = mark {
                    from = (mark.line, mark.end);
                }
                self.notes.push(Note { number, lines: Vec::new(), mark });
                self.quotes = 0;
            }
            let Some(note) = self.notes.last_mut() else { continue };
            match note.lines.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => note.lines.push(at..at + 1),
            }
            if !self.lines.is_blank(at) {
                let count = |mark: char| i32::try_from(line.matches(mark).count()).unwrap_or(i32::MAX);
                self.quotes = (self.quotes + count('“') - count('”')).max(0);
                self.ended = line.trim_end().ends_with(['.', '”']);
            }
        }
    }

    /// The mark of note `number` in `body`, from a byte of a line on.
    fn mark(&self, number: u32, from: (usize, usize), body: Range<usize>) -> Option<Mark> {
        let digits = number.to_string();
        // `Điều 66` is article 6 with note 6 only where the mark stands nowhere else on the page.
        [false, true].into_iter().find_map(|in_labels| {
            (from.0.max(body.start)..body.end).find_map(|line| {
                let text = self.lines.get(line);
                let skip = if line == from.0 { from.1.min(text.len()) } else { 0 };
                let (start, end) = mark_in(text, skip, &digits, in_labels, self.lexicon)?;
                Some(Mark { line, start, end })
            })
        })
    }
}

/// The bytes of `line` from `skip` on at which the mark `digits` stands: tight to a word, or to the number of a label.
fn mark_in(line: &str, skip: usize, digits: &str, in_labels: bool, lexicon: &Lexicon<'_>) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let mut at = skip;
    while let Some(found) = memchr::memchr2_iter(digits.as_bytes()[0], b'[', &bytes[at..]).next().map(|found| found + at) {
        at = found + 1;
        if bytes[found] == b'[' {
            if line[found + 1..].strip_prefix(digits).is_some_and(|rest| rest.starts_with(']')) {
                return Some((found, found + digits.len() + 2));
            }
            continue;
        }
        let end = found + digits.len();
        if !line[found..].starts_with(digits) || line[end..].starts_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        // `1.2.3` and `2,5` are numbers of the law.
        if line[end..].starts_with(['.', ',']) && line[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = line[..found].chars().next_back();
        // `1.2 Bảo hiểm` is clause 1 with a mark, `mức 1.2` and `3,1` are numbers.
        let head = &line[..found];
        if matches!(before, Some('.' | ','))
            && head[..head.len() - 1].ends_with(|c: char| c.is_ascii_digit())
            && !label::begins(head, lexicon)
        {
            continue;
        }
        let tight = before.is_some_and(|c| c.is_alphabetic() || matches!(c, '”' | '.' | ';' | ',' | ':' | ')' | '%' | '"'));
        if if in_labels { label::number_ends(line, end, found, lexicon) } else { tight } {
            return Some((found, end));
        }
    }
    None
}

/// What follows the number of note `number`, if `line` begins with it.
fn begins(line: &str, number: u32) -> Option<&str> {
    let line = line.trim_start();
    let bare = line.strip_prefix('[').unwrap_or(line);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &bare[digits..];
    let rest = if bare.len() < line.len() {
        rest.strip_prefix(']')?.trim_start()
    } else {
        rest.strip_prefix([' ', '\u{a0}'])?.trim_start()
    };
    (bare[..digits].parse() == Ok(number) && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '(' | '-')))
        .then_some(rest)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', ';', ':', '!', '?', '”'])
}
