//! What of a text is read, and in which order: the text without its notes, then each note.

use iu_text::manifest::Span;

use crate::divided::Divided;
use crate::grammar::Grammar;
use crate::near;
use crate::shown::Shown;

/// Reasons of exclusions that nobody reads: what a printed page adds, and headings that come again below.
const UNREAD: [&str; 2] = ["page_furniture", "table_of_contents"];

/// The spans that are read one after another: the text without its notes, then each note; `true` where a part begins.
pub(crate) fn streams(text: &str, divided: Option<&Divided<'_>>) -> Vec<Vec<(Span, bool)>> {
    let Some(divided) = divided else { return vec![vec![(Span::new(0, text.len()), true)]] };
    let mut main: Vec<(Span, Option<&str>, bool)> = Vec::new();
    for division in &divided.divisions {
        for spans in [&division.heading, &division.body] {
            // A heading over two lines of which the second was told as its body: a number goes on.
            let goes_on = |start: usize| text.get(..start).is_some_and(|before| before.trim_end().ends_with(['-', '/']));
            main.extend(spans.iter().enumerate().map(|(at, span)| (*span, None, at == 0 && !goes_on(span.start))));
        }
    }
    main.extend(divided.outside.iter().map(|(span, reason)| (*span, Some(*reason), false)));
    main.sort_by_key(|(span, ..)| (span.start, span.end));
    let notes: Vec<Vec<(Span, bool)>> =
        divided.notes.iter().map(|note| note.spans.iter().enumerate().map(|(at, span)| (*span, at == 0)).collect()).collect();
    let mut noted: Vec<Span> = divided.notes.iter().flat_map(|note| note.spans.iter().copied()).collect();
    noted.extend(divided.notes.iter().filter_map(|note| mark(text, note.at?)));
    noted.sort_unstable();
    let mut read: Vec<(Span, bool)> = Vec::new();
    let (mut reason, mut next) = (None, 0);
    for (span, excluded, begins) in main {
        if excluded.is_some_and(|excluded| UNREAD.contains(&excluded)) {
            continue;
        }
        let mut begins = begins || excluded != reason;
        reason = excluded;
        // What of the span is in no note.
        let mut from = span.start;
        while let Some(note) = noted.get(next).filter(|note| note.start < span.end) {
            if note.start > from {
                read.push((Span::new(from, note.start), std::mem::take(&mut begins)));
            }
            from = from.max(note.end);
            if note.end > span.end {
                break;
            }
            next += 1;
        }
        if from < span.end {
            read.push((Span::new(from, span.end), begins));
        }
    }
    std::iter::once(read).chain(notes).collect()
}

/// A part of at most so many bytes is read as a whole.
const SHORT: usize = 2_000;

/// What is read of the spans of a text, in which a unit's part begins at each `true`: of a part that cites nothing only that it is there.
pub(crate) fn shown(text: &str, spans: &[(Span, bool)], grammar: &Grammar) -> Shown {
    let mut shown = Shown::default();
    for part in spans.chunk_by(|_, (_, begins)| !begins) {
        let Some(&(first, begins)) = part.first() else { continue };
        if begins {
            shown.begin(first.start);
        }
        let long = part.iter().map(|(span, _)| span.end - span.start).sum::<usize>() > SHORT;
        if long {
            near::show(text, part, grammar, &mut shown);
        } else if part.iter().any(|(span, _)| text.get(span.start..span.end).is_some_and(|text| grammar.may_cite(text))) {
            part.iter().for_each(|(span, _)| shown.add(text, *span));
        } else {
            shown.leave_out(first.start);
        }
    }
    shown
}

/// The digits or brackets of the mark of a note at byte `at`.
fn mark(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let length = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '[' | ']'))).unwrap_or(rest.len());
    (length > 0 && length <= 6).then(|| Span::new(at, at + length))
}
