//! The notes of consolidated texts: which lines at the ends of pages are notes, and where in the law their marks stand.
//!
//! The text layer of a page ends in its notes, so they fall into the article that goes on over the page; and a mark is a number
//! set tight to a word or a label (`1.2 Bảo hiểm`, `Chương 215`). Notes count on through the text, which tells both apart
//! from numbers of the law: a note begins where the next number stands after an empty line, and its mark on the same page.

mod begin;
mod note;
mod placed;

use std::ops::Range;

use crate::segment::lines::{is_capitals, Form, Lines};

use super::kind::Kind;
use super::label;
use super::lexicon::{begins_with, Lexicon};
use super::page::Page;
use super::sentence::{ending, Ending};
use note::Note;
use placed::Places;

/// Most lines in which a note tells what another act did.
const TOLD_WITHIN: usize = 7;
/// Most lines of a paragraph that says how another act reads.
const QUOTED_BELOW: usize = 8;

/// Most characters of a line that are counted.
const WIDEST: usize = 400;

/// Marks the lines of notes in `page`, which tells where pages end, and finds their marks.
pub(super) fn find(lines: &Lines<'_>, page: &mut [Page], lexicon: &Lexicon<'_>) -> Vec<Note> {
    let mut reader = Reader::new(lines, lexicon);
    reader.pageless = page.iter().all(|&kind| kind == Page::Text);
    // Where the law of the page before begins.
    let mut law_before = 0;
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
        let area = reader.area(start..end, body_from, open);
        // Without a running head below it, nothing tells that a page ends; the last one is told by what its notes say, and the notes
        // of a text without pages by the brackets around their numbers.
        let told = |area: &Range<usize>| {
            (law_before < start && reader.is_told_below(area)) || (reader.pageless && is_bracketed(lines.get(area.start)))
        };
        let area = area.filter(|area| length.is_some() || told(area));
        if let Some(area) = &area {
            let first = reader.notes.len();
            reader.read(area.clone(), start..area.start);
            reader.places.find(&mut reader.notes, first, law_before..start, start..area.start);
            let first = (start..area.start).rev().take_while(|&at| lines.is_blank(at)).last().unwrap_or(area.start);
            page[first..end].fill(Page::Footnote);
        }
        let law = area.as_ref().map_or(start..end, |area| start..area.start);
        if let Some(last) = law.rev().find(|&at| !lines.is_blank(at)) {
            reader.law_ended = reader.ends(lines.get(last));
        }
        open = area.is_some();
        (law_before, start) = (start, end);
    }
    reader.notes
}

struct Reader<'r, 't> {
    lines: &'r Lines<'t>,
    lexicon: &'r Lexicon<'r>,
    places: Places<'r, 't>,
    /// Whether no page of the text ends anywhere, as in copies of web pages.
    pageless: bool,
    notes: Vec<Note>,
    /// Quotation marks of the last note that are open.
    quotes: i32,
    /// Whether a straight mark of it is open.
    straight: bool,
    /// The last article that it quotes.
    quoted: Option<u32>,
    /// Whether it says what another act did to the law, as notes of consolidated texts do.
    told: bool,
    /// Whether its last line ends a sentence.
    ended: bool,
    /// Whether that line announces or goes on with a list.
    lists: bool,
    /// Whether that line had room for more words.
    roomy: bool,
    /// Whether the last line of the law above the notes does.
    law_ended: bool,
}

impl<'r, 't> Reader<'r, 't> {
    fn new(lines: &'r Lines<'t>, lexicon: &'r Lexicon<'r>) -> Self {
        let (notes, places) = (Vec::new(), Places { lines, lexicon });
        let (quotes, straight, quoted, told, ended, lists, roomy, law_ended) = (0, false, None, false, true, false, true, true);
        Self { lines, lexicon, places, pageless: false, notes, quotes, straight, quoted, told, ended, lists, roomy, law_ended }
    }

    /// Whether a quotation of the last note is open.
    const fn quotes(&self) -> bool {
        self.quotes > 0 || self.straight
    }

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
            let Some(begun) = self.begun(at, page.start) else { continue };
            let parted = at == page.start || blank(at - 1) || (self.pageless && is_bracketed(self.lines.get(at)));
            let inside = open && last_blank.is_some();
            if !parted && !inside {
                continue;
            }
            let told = begun.told || (parted && self.tells_of_act(at));
            if told || self.places.tight(begun.number, from, page.start..at).is_some() {
                let first = if parted { at } else { last_blank.map_or(at, |blank| blank + 1) };
                return Some(first..page.end);
            }
            // Nothing up to here is its mark: no line is searched twice.
            from = (at, 0);
        }
        if !open {
            return None;
        }
        // No note begins here; the last one of the page before may go on below the text: one that says what another act did, with
        // its quotation or its list, and any where the line had no room for more. What a note explains often ends in no mark.
        let goes_on = (self.told && (self.quotes() || self.lists)) || (!self.roomy && (self.quotes() || !self.ended));
        // Articles on lines on which no quotation ends are the law's, where they are not the next ones of the quotation: the
        // note forgot its mark.
        let holds_law = |below: Range<usize>| {
            let mut lines = below.map(|at| self.lines.get(at));
            let closed = lines.clone().any(|line| line.contains(['”', '"']));
            let first = lines.find_map(|line| self.article(line));
            !closed && first.is_some() && first != self.quoted.map(|last| last + 1)
        };
        let top = self.lines.get(page.start).trim_start();
        if goes_on && self.law_ended && top.starts_with(|c: char| c.is_lowercase() || c == '“') && !holds_law(page.clone()) {
            return Some(page);
        }
        let labelled = |at: usize, innermost: Kind| {
            !self.quotes() && label::read(self.lines.get(at), self.lexicon).is_some_and(|label| label.kind <= innermost)
        };
        match last_blank {
            Some(parting) if parting > page.start => {
                let goes_on = goes_on && !labelled(parting + 1, Kind::Article) && !holds_law(parting + 1..page.end);
                (goes_on || self.quotes_below(parting + 1)).then_some(parting + 1..page.end)
            }
            // A page without a parting is all law or all note; the law, which stands above the notes, goes on first.
            _ => {
                let goes_on = goes_on && self.law_ended && !labelled(page.start, Kind::Point) && !holds_law(page.clone());
                (goes_on || self.quotes_below(page.start)).then_some(page)
            }
        }
    }

    /// Whether the lines of `area` say themselves that they are notes: the next one tells of an act, or the last one's quotation
    /// ends.
    fn is_told_below(&self, area: &Range<usize>) -> bool {
        match area.clone().find_map(|at| Some((at, self.begun(at, area.start)?))) {
            Some((at, begun)) => begun.told || self.tells_of_act(at),
            None => self.quotes() && area.clone().any(|at| self.lines.get(at).trim_end().ends_with(['”', '"'])),
        }
    }

    /// What lines say, in lower case, with one space between words whatever parts them.
    fn words(&self, lines: Range<usize>) -> String {
        lines.flat_map(|line| self.lines.get(line).split_whitespace()).collect::<Vec<_>>().join(" ").to_lowercase()
    }

    /// Whether line `at` and those below it tell what another act does to the law.
    fn tells_of_act(&self, at: usize) -> bool {
        let end = self.lines.len().min(at + TOLD_WITHIN);
        let words = self.words(at..end);
        self.names_act(&words) && self.lexicon.words.amending.iter().any(|deed| words.contains(deed.as_str()))
    }

    /// Whether `text` names an act by its number: `luật số 35`, `luật xưởng số 3`.
    fn names_act(&self, text: &str) -> bool {
        let is_heading = |act: &str| self.lexicon.keywords.iter().any(|keyword| keyword.word == act);
        let acts = self.lexicon.words.acts.iter().filter(|act| !is_heading(act));
        let mut named = acts.filter_map(|act| Some(&text[text.find(act.as_str())?..]));
        named.any(|after| self.lexicon.words.act_numbers.iter().any(|number| after.contains(number.as_str())))
    }

    /// Whether the paragraph on line `at` tells how another act reads, which only notes do: `Luật số 35 quy định như sau: “…`.
    fn quotes_below(&self, at: usize) -> bool {
        let end = (at..self.lines.len().min(at + QUOTED_BELOW)).find(|&line| self.lines.get(line).trim_end().ends_with(':'));
        let quotes = |line: usize| line < self.lines.len() && self.lines.get(line).trim_start().starts_with('“');
        let Some(end) = end.filter(|&end| quotes(end + 1)) else { return false };
        // The law itself quotes in a clause or a point.
        let part = label::read(self.lines.get(at), self.lexicon).is_some_and(|label| label.kind > Kind::Article);
        let words = self.words(at..end + 1);
        !part && self.names_act(&words)
    }

    /// Whether `line` is of the head of a document: the name of the state, or what stands below it, in three parts.
    fn is_motto(&self, line: &str) -> bool {
        let line = line.trim();
        (is_capitals(line) || line.matches(" - ").count() == 2) && begins_with(line, &self.lexicon.words.letterhead).is_some()
    }

    /// Whether the law may end a page with `line`: with a sentence, or with a heading that wants no more.
    fn ends(&self, line: &str) -> bool {
        let heads =
            || label::read(line, self.lexicon).is_some_and(|label| label.kind <= Kind::Article && label.form == Form::Marked);
        ends_sentence(line) || is_capitals(line) || (heads() && ending(line, self.lexicon.words) == Ending::Open)
    }

    /// The number of the article that `line` is the heading of.
    fn article(&self, line: &str) -> Option<u32> {
        let label = label::read(line, self.lexicon).filter(|label| label.kind == Kind::Article && label.form == Form::Marked)?;
        label.number.map(|number| number.value)
    }

    /// Reads the notes in `area`, whose marks stand in `body` or before it.
    fn read(&mut self, area: Range<usize>, body: Range<usize>) {
        let mut from = (body.start, 0);
        let width = |at: usize| self.lines.get(at).trim().chars().take(WIDEST).count();
        let widest = (body.start..area.end).map(width).max().unwrap_or_default();
        for at in area {
            let line = self.lines.get(at);
            if let Some(begun) = self.begun(at, body.start) {
                let number = begun.number;
                self.told = begun.told || self.tells_of_act(at);
                let mark = self.places.tight(number, from, body.clone());
                if let Some(mark) = mark {
                    from = (mark.line, mark.end);
                }
                self.notes.push(Note { number, lines: Vec::new(), mark });
                self.quotes = 0;
                self.straight = false;
                self.quoted = None;
            }
            let quoted = self.article(line.trim_start_matches([' ', '“', '"']));
            let motto = self.is_motto(line);
            let Some(note) = self.notes.last_mut() else { continue };
            match note.lines.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => note.lines.push(at..at + 1),
            }
            // The head of the first page may come out below its notes; it ends no sentence and goes on with none.
            if !self.lines.is_blank(at) && !motto {
                let count = |mark: char| i32::try_from(line.matches(mark).count()).unwrap_or(i32::MAX);
                self.quoted = quoted.or(self.quoted);
                // The same straight mark opens and closes.
                self.straight ^= count('"') % 2 != 0;
                self.quotes = (self.quotes + count('“') - count('”')).max(0);
                self.ended = line.trim_end().ends_with(['.', '”', '"']);
                self.lists = line.trim_end().ends_with([':', ';', ',']);
                self.roomy = line.trim().chars().take(WIDEST).count() * 5 < widest * 4;
            }
        }
    }
}

/// Whether `line` begins with a number in brackets: `[1] Điều này …`.
fn is_bracketed(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', ';', ':', '!', '?', '”'])
}
