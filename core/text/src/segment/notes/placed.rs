//! Where in the law the mark of a note stands: tight to a word or a label, or, where it is nowhere so, behind a space, in the number
//! it was printed to, behind the words that its note quotes, or on the page before.

use std::ops::Range;

use crate::segment::kind::Kind;
use crate::segment::label;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::{is_blank, is_capitals, reads, Form, Lines};
use crate::segment::marks::Mark;
use crate::segment::sentence::{ends as ends_sentence, is_one_of};

use super::note::Note;

/// Most lines up to the clause before.
const CLAUSE_WITHIN: usize = 200;
/// Most lines of a note in which it quotes what it changes.
const QUOTED_WITHIN: usize = 4;

/// The lines in which marks are looked for.
pub(super) struct Places<'r, 't> {
    pub(super) lines: &'r Lines<'t>,
    pub(super) lexicon: &'r Lexicon<'r>,
}

impl Places<'_, '_> {
    /// The mark of note `number` in `body`, from a byte of a line on.
    pub(super) fn tight(&self, number: u32, from: (usize, usize), body: Range<usize>) -> Option<Mark> {
        let digits = number.to_string();
        // `Điều 66` is article 6 with note 6 only where the mark stands nowhere else on the page.
        [false, true].into_iter().find_map(|in_labels| {
            self.first(from, (body.end, 0), |line, skip| mark_in(self.lines.get(line), skip, &digits, in_labels, self.lexicon))
        })
    }

    /// Finds the marks that are missing of `notes` from `first` on: between the marks around them on their page, `body`, or else at
    /// the end of the page `before`.
    pub(super) fn find(&self, notes: &mut [Note], first: usize, before: Range<usize>, body: Range<usize>) {
        for at in first..notes.len() {
            if notes[at].mark.is_some() {
                continue;
            }
            let last = notes[..at].iter().rev().find_map(|note| note.mark).map_or((0, 0), |mark| (mark.line, mark.end));
            let next = notes[at + 1..].iter().find_map(|note| note.mark).map_or((body.end, 0), |mark| (mark.line, mark.start));
            let from = last.max((body.start, 0));
            let mark = self.loose(notes, at, from, next).or_else(|| {
                // A heading at the end of a page may have its note on the next one.
                let from = last.max((before.start, 0));
                self.tight(notes[at].number, from, from.0..before.end).filter(|_| at == first)
            });
            notes[at].mark = mark;
        }
    }

    /// The first place from one byte of a line to another that `found` finds on its line, from a byte on.
    fn first(
        &self,
        from: (usize, usize),
        to: (usize, usize),
        found: impl Fn(usize, usize) -> Option<(usize, usize)>,
    ) -> Option<Mark> {
        (from.0..self.lines.len().min(to.0 + 1)).find_map(|line| {
            let skip = if line == from.0 { from.1.min(self.lines.get(line).len()) } else { 0 };
            let (start, end) = found(line, skip)?;
            ((line, end) <= to).then_some(Mark { line, start, end })
        })
    }

    /// The mark of note `at` where it is not tight to a word, between two places.
    fn loose(&self, notes: &[Note], at: usize, from: (usize, usize), to: (usize, usize)) -> Option<Mark> {
        let digits = notes[at].number.to_string();
        let phrases = self.quoted(&notes[at]);
        self.first(from, to, |line, skip| self.at_end(line, skip, &digits))
            .or_else(|| self.first(from, to, |line, skip| self.in_clause(line, skip, &digits, notes)))
            .or_else(|| self.first(from, to, |line, skip| self.behind_phrase(line, skip, &digits, &phrases)))
    }

    /// A mark behind a space at the end of a heading or of a sentence: `Điều 5. Giờ mở cửa 12`.
    fn at_end(&self, line: usize, skip: usize, digits: &str) -> Option<(usize, usize)> {
        let text = self.lines.get(line).trim_end();
        let head = text.strip_suffix(digits)?;
        let said = head.strip_suffix(' ')?.trim_end();
        let last = said.rsplit(' ').next().unwrap_or_default();
        let words = self.lexicon.words;
        // `theo khoản 2`, `Nghị định số 5`.
        let counted = is_one_of(last, &words.numbered) || words.act_numbers.iter().any(|number| number.trim() == last);
        let titled = || {
            let heads =
                label::read(text, self.lexicon).is_some_and(|label| label.kind <= Kind::Article && label.rest_at < said.len());
            let component = || self.lexicon.component_labels.iter().any(|word| reads(text.trim_start(), word).is_some());
            last.ends_with(char::is_alphabetic) && (heads || component())
        };
        (head.len() >= skip && !counted && (ends_sentence(said) || titled())).then_some((head.len(), text.len()))
    }

    /// A mark in the number of a clause, which without it goes on with the clauses above: `58. (được bãi bỏ)` below clause 4.
    fn in_clause(&self, line: usize, skip: usize, digits: &str, notes: &[Note]) -> Option<(usize, usize)> {
        let text = self.lines.get(line);
        let start = text.len() - text.trim_start().len();
        let number = &text[start..start + text[start..].bytes().take_while(u8::is_ascii_digit).count()];
        let left = number.strip_suffix(digits)?;
        let at = start + left.len();
        if at < skip || !text[start + number.len()..].starts_with('.') {
            return None;
        }
        let next = self.clause_above(line, notes)? + 1;
        (left.parse() == Ok(next) && number.parse() != Ok(next)).then_some((at, start + number.len()))
    }

    /// The number of the last clause above `line`, 0 right below the heading of an article.
    fn clause_above(&self, line: usize, notes: &[Note]) -> Option<u32> {
        (line.saturating_sub(CLAUSE_WITHIN)..line).rev().find_map(|above| {
            let text = self.lines.get(above);
            let marks = notes.iter().rev().take_while(|note| note.mark.is_none_or(|mark| mark.line >= above));
            let mark = marks.filter_map(|note| note.mark).find(|mark| mark.line == above);
            let clean = mark.map(|mark| format!("{}{}", &text[..mark.start], &text[mark.end..]));
            let label = label::read(clean.as_deref().unwrap_or(text), self.lexicon).filter(|label| label.form != Form::Bare)?;
            match label.kind {
                Kind::Clause => label.number.map(|number| number.value),
                Kind::Point => None,
                _ => Some(0),
            }
        })
    }

    /// What `note` quotes: the last two words of each phrase, in lower case.
    fn quoted(&self, note: &Note) -> Vec<Vec<String>> {
        let lines = note.lines.iter().flat_map(Range::clone).take(QUOTED_WITHIN);
        let text = lines.map(|line| self.lines.get(line)).collect::<Vec<_>>().join(" ");
        let phrases = text.split('“').skip(1).filter_map(|after| Some(after.split_once('”')?.0));
        phrases.map(|phrase| last_words(phrase.split_whitespace())).filter(|words| !words.is_empty()).collect()
    }

    /// A mark behind words that its note quotes: `cửa hàng 18 và`, `khoản 2 Điều 1639`.
    fn behind_phrase(&self, line: usize, skip: usize, digits: &str, phrases: &[Vec<String>]) -> Option<(usize, usize)> {
        if phrases.is_empty() {
            return None;
        }
        let text = self.lines.get(line);
        let above = if line > 0 { self.lines.get(line - 1) } else { "" };
        let ends = text.match_indices(digits).map(|(at, _)| (at, at + digits.len()));
        // The space before it is the mark's.
        ends.map(|(at, end)| (text[..at].trim_end().len(), at, end))
            .find(|&(start, at, end)| {
                at >= skip
                    && !text[end..].starts_with(|c: char| c.is_alphanumeric())
                    && phrases.contains(&last_words(above.split_whitespace().chain(text[..start].split_whitespace())))
            })
            .map(|(start, _, end)| (start.max(skip), end))
    }
}

/// The last two words, in lower case, in the order in which they stand.
fn last_words<'t>(words: impl Iterator<Item = &'t str>) -> Vec<String> {
    let words: Vec<&str> = words.collect();
    words[words.len().saturating_sub(2)..].iter().map(|word| word.to_lowercase()).collect()
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
        if !line[found..].starts_with(digits) {
            continue;
        }
        if line[end..].starts_with(|c: char| c.is_alphanumeric()) {
            // `5. 3Căn cứ` is clause 5 with mark 3.
            if line[end..].starts_with(char::is_uppercase) && label::begins(line[..found].trim_end(), lexicon) {
                return Some((found, end));
            }
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
        let found_one = if in_labels {
            label::number_ends(line, end, found, lexicon) || (head.ends_with(' ') && is_capitals(head) && is_blank(&line[end..]))
        } else {
            tight || after_label(head, &line[end..], lexicon)
        };
        if found_one {
            return Some((found, end));
        }
    }
    None
}

/// Whether a mark between `head` and `rest` stands after a label: `a) 4 Trước ngày`, `1. 12 (được bãi bỏ)`.
fn after_label(head: &str, rest: &str, lexicon: &Lexicon<'_>) -> bool {
    let text = rest.trim_start();
    text.len() < rest.len()
        && text.starts_with(|c: char| c.is_uppercase() || c == '(')
        && head.ends_with(' ')
        && label::begins(head.trim_end(), lexicon)
}
