//! The head of a document: kind, number, title, issuer, day and gazette, which stand before its body.

use std::ops::Range;

use super::fit::Captures;
use super::page::{anywhere, first, Line, Page};
use super::pattern::Slot;
use super::signs::{folded, plain, reads};
use super::value::{told, Card};
use super::words::{Kind, Words};

/// Lines of a head at most.
const LONGEST: usize = 160;
/// Lines of a title at most.
const TITLE: usize = 24;

/// What the head leaves to the rest.
pub struct Head<'w> {
    /// The kind of the act; of a consolidated text, that of its law.
    pub kind: Option<&'w Kind>,
    /// The line after the title.
    pub after_title: usize,
    /// The line with which the body begins.
    pub body: usize,
}

pub fn read<'w>(page: &Page<'_>, words: &'w Words, card: &mut Card) -> Head<'w> {
    if let Some((at, captures)) = &page.published {
        card.published_on = captures.get(Slot::Date).map(|date| told(at + date.at, &*date.value));
        card.gazette = captures.get(Slot::Issue).map(|issue| told(at + issue.at, &*issue.value));
    }
    let begins = page.lines.iter().take(LONGEST).position(|line| words.body.fit(line.text, words).is_some());
    let body = begins.unwrap_or(page.lines.len().min(LONGEST));
    let mut head = Head { kind: None, after_title: 0, body };
    let alone = (0..body).find_map(|index| kind_alone(page.lines[index], words).map(|kind| (index, kind)));
    let before = alone.map_or(body, |(index, _)| index);
    number(page, words, 0..before, card);
    match alone {
        Some((index, kind)) => {
            head.kind = Some(kind);
            card.kind = Some(told(page.lines[index].at, &*kind.name));
            head.after_title = title(page, words, index + 1, body, kind, card);
        }
        None => heading(page, words, &mut head, card),
    }
    // A copy may have its title first, and below it who issued the act, and its number.
    let grounds = (head.after_title..body).find(|&at| words.title_ends.fit(page.lines[at].text, words).is_some());
    let below = head.after_title.max(before)..grounds.unwrap_or(before);
    number(page, words, below.clone(), card);
    issuer(page, words, 0..before, card);
    issuer(page, words, below.clone(), card);
    // The line of place and day may stand below the title.
    let joined = page.joined(0, (head.after_title + 4).max(below.end).min(body.max(1)));
    if card.adopted_on.is_none() {
        if let Some((_, found)) = anywhere(&words.dated, &joined.text, words) {
            card.adopted_on = found.get(Slot::Date).map(|date| told(joined.place(date.at), &*date.value));
        }
    }
    head.body = begins.unwrap_or(head.after_title);
    head
}

/// A line that is the name of a kind, and perhaps the mark of a note.
fn kind_alone<'w>(line: Line<'_>, words: &'w Words) -> Option<&'w Kind> {
    let name = line.text.trim_end_matches(|c: char| c.is_ascii_digit() || "[]*() :".contains(c));
    // Capitals, as a title page has them: a wrapped sentence may leave such a word alone on a line.
    if name.contains(char::is_lowercase) {
        return None;
    }
    words.kind(name)
}

fn number(page: &Page<'_>, words: &Words, within: Range<usize>, card: &mut Card) {
    if card.number.is_some() {
        return;
    }
    for index in within {
        let line = page.lines[index];
        if !words.numbers.may_begin(line.text, words) {
            continue;
        }
        let joined = page.joined(index, index + 2);
        if let Some(number) = first(&words.numbers, &joined.text, words).as_ref().and_then(|found| found.get(Slot::Number)) {
            if number.at < line.text.len() {
                card.number = Some(told(joined.place(number.at), &*number.value));
                return;
            }
        }
    }
}

/// The lines of the title from `from` on; answers the line after it.
fn title(page: &Page<'_>, words: &Words, from: usize, body: usize, kind: &Kind, card: &mut Card) -> usize {
    let mut to = from;
    while to < body.min(from + TITLE) {
        let line = page.lines[to];
        let ends = words.title_ends.fit(line.text, words).is_some();
        let parted = to > from && line.is_apart && !line.text.starts_with(char::is_lowercase);
        // Who issues an act is written in capitals, below a title that is not.
        let capitals = to > from && is_capitals(line.text) && !is_capitals(page.lines[to - 1].text);
        if ends || parted || capitals || (to > from && tells_of_law(page, words, to, body, kind, from)) {
            break;
        }
        to += 1;
    }
    if to > from {
        let title = without_mark(&plain(&page.joined(from, to).text)).to_owned();
        let title = as_in_sentence(page, to, body, &title).unwrap_or(title);
        let named = if kind.titled { format!("{} {title}", kind.name) } else { title };
        card.title = Some(told(page.lines[from].at, named));
    }
    to
}

/// Whether a line below the title tells of the law that was consolidated, not of one that the title amends.
fn tells_of_law(page: &Page<'_>, words: &Words, index: usize, body: usize, kind: &Kind, title: usize) -> bool {
    let Some(own) = words.consolidated.as_ref().filter(|_| words.amending.fit(page.lines[title].text, words).is_none()) else {
        return false;
    };
    let told = first(&own.law, &page.joined(index, (index + 4).min(body)).text, words);
    told.is_some_and(|told| told.get(Slot::Kind).is_some_and(|of| of.value == kind.name))
}

fn is_capitals(text: &str) -> bool {
    !text.contains(|c: char| c.is_lowercase() || c.is_ascii_digit()) && text.chars().filter(|c| c.is_uppercase()).count() > 4
}

/// A title without the mark of a note at its end.
fn without_mark(title: &str) -> &str {
    let letters = title.trim_end_matches(|c: char| c.is_ascii_digit() || "[]*".contains(c));
    let is_number = title.rsplit(' ').next().is_some_and(|word| word.contains('/'));
    let glued = letters.len() < title.len() && letters.ends_with(char::is_alphabetic) && !is_number;
    if glued {
        letters
    } else {
        title
    }
}

/// A title in capitals as the enacting formula writes it, where it says it again.
fn as_in_sentence(page: &Page<'_>, from: usize, body: usize, title: &str) -> Option<String> {
    if title.contains(char::is_lowercase) {
        return None;
    }
    let sentences = plain(&page.joined(from, body + 2).text);
    let first = folded(title.chars().next()?);
    let found = sentences.char_indices().filter(|(_, c)| folded(*c) == first).find_map(|(at, _)| {
        let length = reads(&sentences[at..], title)?;
        let written = &sentences[at..at + length];
        written.contains(char::is_lowercase).then(|| written.to_owned())
    });
    found
}

/// A head that says kind and number in one sentence, or has the kind at the end of its name.
fn heading<'w>(page: &Page<'_>, words: &'w Words, head: &mut Head<'w>, card: &mut Card) {
    for index in (0..head.body).filter(|&index| words.headings.may_begin(page.lines[index].text, words)) {
        let joined = page.joined(index, (index + TITLE).min(head.body));
        if let Some(found) = first(&words.headings, &joined.text, words) {
            fill(&joined, &found, words, head, card);
            // The title is the rest of the paragraph; where nothing of it is left, the next one.
            let rest = joined.text[found.end..].trim_start();
            let from = joined.text.len() - rest.len();
            let first_line = index + joined.text[..from].matches('\n').count();
            let mut to = first_line + 1;
            while to < head.body && to < first_line + TITLE {
                let line = page.lines[to];
                if line.is_apart || words.title_ends.fit(line.text, words).is_some() {
                    break;
                }
                to += 1;
            }
            let lines = page.joined(index, to);
            let title = lines.text.get(from..).map(plain).unwrap_or_default();
            let title = title.trim_end_matches(['*', '_']).trim_end();
            if !title.is_empty() && words.title_ends.fit(title, words).is_none() {
                card.title = Some(told(lines.place(from), without_mark(title)));
            }
            head.after_title = to;
            return;
        }
    }
    for index in 0..head.body {
        let line = page.lines[index];
        if let Some(found) = first(&words.named, line.text, words) {
            if found.end == line.text.len() {
                head.kind = found.get(Slot::Kind).and_then(|kind| words.kind(&kind.value));
                card.kind = found.get(Slot::Kind).map(|kind| told(line.at + kind.at, &*kind.value));
                let name = found.get(Slot::Name).map_or(0, |name| name.at);
                card.title = Some(told(line.at + name, plain(&line.text[name..])));
                head.after_title = index + 1;
                return;
            }
        }
    }
}

fn fill<'w>(joined: &super::page::Joined, found: &Captures, words: &'w Words, head: &mut Head<'w>, card: &mut Card) {
    let value = |slot| found.get(slot).map(|found| told(joined.place(found.at), &*found.value));
    head.kind = found.get(Slot::Kind).and_then(|kind| words.kind(&kind.value));
    card.kind = value(Slot::Kind);
    card.number = card.number.take().or_else(|| value(Slot::Number));
    card.issuer = value(Slot::Issuer);
    card.adopted_on = value(Slot::Date);
}

/// The issuer's name above the number or the kind; it may go on in the next line of capitals.
fn issuer(page: &Page<'_>, words: &Words, mut within: Range<usize>, card: &mut Card) {
    if card.issuer.is_some() {
        return;
    }
    let end = within.end;
    let Some(from) = within.find(|&index| named_issuer(page.lines[index].text, words).is_some()) else { return };
    card.issuer = Some(told(page.lines[from].at, issuer_name(page, words, from, end)));
}

fn named_issuer(text: &str, words: &Words) -> Option<usize> {
    // A sentence may begin with a name too.
    let name = text.strip_suffix([':', ';', '.', ',']).is_none();
    words.issuer_at(text).map(|(_, length)| length).filter(|&length| name && text[length..].trim().is_empty())
}

/// The name that begins on line `from`, in the letters of the table or of a sentence that has it.
pub fn issuer_name(page: &Page<'_>, words: &Words, from: usize, before: usize) -> String {
    let mut to = from + 1;
    let known = words.issuers.iter().find(|name| reads(page.lines[from].text, name) == Some(page.lines[from].text.len()));
    if let Some(known) = known {
        return known.clone();
    }
    // A name that is wrapped: capitals without a gap, that are no number and no other name.
    while to < before.min(from + 3) {
        let line = page.lines[to];
        let goes_on =
            !line.is_apart && !line.text.contains(char::is_lowercase) && !line.text.contains(|c: char| c.is_ascii_digit());
        if !goes_on || words.told_by.fit(line.text, words).is_some() || named_issuer(line.text, words).is_some() {
            break;
        }
        to += 1;
    }
    let name = plain(&page.joined(from, to).text);
    as_in_sentence(page, from, before + 60, &name).unwrap_or(name)
}
