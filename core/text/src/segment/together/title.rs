//! Which words are the title of a heading: on its line, on the lines below, or on the line above.

use crate::profile::Matcher;
use crate::segment::lines::{first_shown, is_blank, is_capitals, is_space};
use crate::segment::markdown;
use crate::segment::page::Page;
use crate::segment::sentence::wants_more;

use super::sheet::Start;
use super::words::{begins_like_title, is_title, LONGEST};
use super::{Heading, Kind, Scan};

/// Longest title that ends in a dot, in words.
const WORDS: usize = 16;

/// Length of a title that runs into the text (`Short title.—This Act…`), with the marks between.
pub(super) fn run_in(text: &str) -> Option<(usize, usize)> {
    let reach = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let near = &text[..reach];
    if !begins_like_title(near) {
        return None;
    }
    for mark in [".—", ".–", ".-", ". —", ". –"] {
        if let Some(at) = near.find(mark) {
            let after = at + mark.len();
            if !is_blank(&text[after..]) {
                return Some((at, after));
            }
        }
    }
    None
}

/// What of the text after a label is its title: end of the heading, and the title.
pub(super) struct Titled {
    /// Byte of the text at which the heading ends.
    pub(super) end: usize,
    pub(super) title: String,
}

/// The title of `heading`; `next` is the first byte of the next heading, which stands below this one where `has_parts`.
pub(super) fn of(scan: &Scan<'_>, heading: &Heading, next: usize, has_parts: bool) -> Titled {
    let lines = scan.sheet.lines;
    let line_end = lines.start(heading.line + 1);
    if scan.matcher(heading.level).is_untitled() {
        return Titled { end: heading.rest.min(line_end), title: String::new() };
    }
    if let Some(above) = heading.title_above {
        return Titled { end: heading.rest.min(line_end), title: plain(lines.get(above)) };
    }
    let marked = markdown::heading_at(lines, heading.line);
    if let (Matcher::Outline(0), Some((_, below))) = (scan.matcher(heading.level), marked) {
        return Titled { end: lines.start(below), title: String::new() };
    }
    if heading.alone {
        return below(scan, heading, next);
    }
    let line = lines.get(heading.line);
    let rest = &line[heading.rest - lines.start(heading.line)..];
    // `1. (1) This Act may be cited …`
    if heading.kind == Kind::Article && rest.starts_with('(') && begins_item(rest, scan) {
        return Titled { end: heading.rest, title: String::new() };
    }
    if let Some((_, below)) = marked {
        return Titled { end: lines.start(below), title: plain(rest) };
    }
    if heading.kind == Kind::Group || heading.kind == Kind::Aside && is_title(rest, scan.lexicon.words) {
        let (end, more) = continued(scan, heading.line, next, is_capitals(rest));
        let title = plain(rest);
        return Titled { end, title: if more.is_empty() { title } else { format!("{title} {more}") } };
    }
    if let Some((title, after)) = run_in(rest) {
        return Titled { end: heading.rest + after, title: plain(&rest[..title]) };
    }
    let (paragraph_end, joined) = paragraph(scan, heading.line, rest, next);
    let has_more = scan.sheet.next_shown(paragraph_end).is_some_and(|shown| lines.start(shown) < next);
    let short = joined.len() <= 120 && joined.split_whitespace().count() <= WORDS;
    let dotted = joined.trim_end().ends_with('.') && short && !joined.trim_end_matches(['.', ' ']).contains(". ");
    let titled = joined.len() <= LONGEST && (is_title(&joined, scan.lexicon.words) || (dotted && begins_like_title(&joined)));
    if titled && (has_more || (has_parts && is_title(&joined, scan.lexicon.words))) {
        return Titled { end: lines.start(paragraph_end), title: plain(joined.trim_end_matches('.')) };
    }
    Titled { end: heading.rest, title: String::new() }
}

/// The paragraph that begins with `rest` on `line`: the line after it, and its words.
fn paragraph(scan: &Scan<'_>, line: usize, rest: &str, next: usize) -> (usize, String) {
    let (mut end, mut joined) = (line + 1, rest.trim().to_owned());
    while end < scan.sheet.lines.len() && scan.sheet.lines.start(end) < next && joined.len() <= LONGEST {
        let text = scan.sheet.lines.get(end);
        if scan.sheet.wrap.is_none() && !first_shown(text).is_some_and(char::is_lowercase) {
            break;
        }
        let apart =
            scan.sheet.wrap.is_some() && scan.sheet.starts[end] == Start::Clear && !wants_more(&joined, text, scan.lexicon.words);
        if is_blank(text) || scan.sheet.page[end] != Page::Text || begins_item(text, scan) || apart {
            break;
        }
        joined.push(' ');
        joined.push_str(text.trim());
        end += 1;
    }
    (end, joined)
}

fn begins_item(text: &str, scan: &Scan<'_>) -> bool {
    super::read::item(text, super::opening::text_start(text), scan.lexicon).is_some()
}

/// A title on the lines after a label that stands alone.
fn below(scan: &Scan<'_>, heading: &Heading, next: usize) -> Titled {
    let lines = scan.sheet.lines;
    let none = Titled { end: lines.start(heading.line + 1), title: String::new() };
    let Some(first) = scan.sheet.next_shown(heading.line + 1).filter(|&first| lines.start(first) < next) else { return none };
    let text = lines.get(first);
    if begins_item(text, scan) || !scan.sheet.readable(first) {
        return none;
    }
    if heading.kind == Kind::Group {
        if text.len() > LONGEST || text.trim_end().ends_with([';', ',']) || !begins_like_title(text) {
            return none;
        }
        let (end, more) = continued(scan, first, next, is_capitals(text));
        let title = plain(text);
        return Titled { end, title: if more.is_empty() { title } else { format!("{title} {more}") } };
    }
    let (end, joined) = paragraph(scan, first, text, next);
    let has_more = scan.sheet.next_shown(end).is_some_and(|shown| lines.start(shown) < next);
    if has_more && joined.len() <= LONGEST && is_title(&joined, scan.lexicon.words) {
        return Titled { end: lines.start(end), title: plain(&joined) };
    }
    none
}

/// Lines that go on with a title of capitals, or that a wrapped title runs over.
fn continued(scan: &Scan<'_>, line: usize, next: usize, capitals: bool) -> (usize, String) {
    let lines = scan.sheet.lines;
    let (mut at, mut more) = (line + 1, String::new());
    while at < lines.len() && lines.start(at) < next && more.len() < LONGEST {
        let text = lines.get(at);
        let goes_on = (capitals && is_capitals(text)) || (scan.sheet.starts[at] == Start::Open && !begins_item(text, scan));
        if !goes_on || scan.sheet.page[at] != Page::Text || is_blank(text) {
            break;
        }
        if !more.is_empty() {
            more.push(' ');
        }
        more.push_str(&plain(text));
        at += 1;
    }
    (lines.start(at), more)
}

/// Finds out whether this text puts the title of a section on the line above its number, and notes those lines.
pub(super) fn titles_above(scan: &Scan<'_>, first: usize, headings: &mut [Heading]) {
    let mut titled: Vec<(usize, usize)> = Vec::new();
    // Lines that would be titles but for the dot they end in.
    let mut dotted: Vec<(usize, usize)> = Vec::new();
    let mut articles = 0;
    for (index, heading) in headings.iter().enumerate().filter(|(_, heading)| heading.kind == Kind::Article && !heading.alone) {
        articles += 1;
        let line = scan.sheet.lines.get(heading.line);
        let rest = &line[heading.rest - scan.sheet.lines.start(heading.line)..];
        let Some(above) = scan.sheet.shown_before(heading.line).filter(|&above| above >= first) else { continue };
        let taken = index > 0 && headings[index - 1].line >= above;
        let text = scan.sheet.lines.get(above);
        let reads_on = rest.starts_with('(') || is_bold(text) || !is_title(rest, scan.lexicon.words);
        if taken || !reads_on || text.len() > 160 || !scan.sheet.readable(above) || begins_item(text, scan) {
            continue;
        }
        if is_title(text, scan.lexicon.words) || is_bold(text) {
            titled.push((index, above));
        } else if text.len() <= 60 && is_title(text.trim_end_matches(['.', ' ']), scan.lexicon.words) {
            dotted.push((index, above));
        }
    }
    if articles >= 3 && titled.len() * 5 >= articles * 4 {
        let all_titled = titled.len() * 10 >= articles * 9;
        for (index, above) in titled.into_iter().chain(dotted.into_iter().filter(|_| all_titled)) {
            headings[index].title_above = Some(above);
        }
    }
}

/// Whether all of a line is set in bold type: `**Amendment of section 5**`.
fn is_bold(text: &str) -> bool {
    let inner = text.trim().strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.contains("**") && begins_like_title(inner) && !inner.ends_with(['.', ';', ':', ',']))
}

fn plain(text: &str) -> String {
    let bare = text.trim_matches(|c| is_space(c) || matches!(c, '*' | '_' | '#'));
    super::read::shown(bare)
}
