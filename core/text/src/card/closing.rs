//! The end of a document: who signed it, when it was adopted where its head does not say, and from which day it is law.

use std::cell::OnceCell;

use iu_address::Day;

use super::fit::Captures;
use super::head::Head;
use super::page::{first, Page};
use super::pattern::Slot;
use super::signs::{is_space, plain, reads};
use super::value::{doubted, told, Card, CardValue};
use super::words::{From, Words};

/// Lines from the first of a signature to its name.
const SIGNATURE: usize = 12;
/// Lines of a sentence that says a day.
const SENTENCE: usize = 6;
/// Lines before the signature that may say when it was adopted.
const BEFORE: usize = 8;

/// Reads the signature of the main text, the first after its body begins; answers the line where it begins, or that after the last.
pub fn signature(page: &Page<'_>, words: &Words, body: usize, card: &mut Card) -> usize {
    for index in body..page.lines.len() {
        let line = page.lines[index];
        // Offices in capitals: in small letters they are whom the act speaks of.
        let small = || words.names_in_small_letters && line.text.chars().filter(|c| c.is_lowercase()).count() > 2;
        if words.signatures.fit(line.text, words).is_none() || small() {
            continue;
        }
        let below = page.lines.iter().skip(index + 1).take(SIGNATURE);
        let mut names = below.take_while(|line| line.text.len() < 80).map(|line| (line, without_rank(line.text, words)));
        if let Some((line, name)) = names.find(|(_, name)| is_name(name, words)) {
            card.signatory = Some(told(line.at + (line.text.len() - name.len()), plain(name)));
            return index;
        }
    }
    page.lines.len()
}

fn without_rank<'t>(name: &'t str, words: &Words) -> &'t str {
    let rank = words.ranks.iter().find_map(|rank| reads(name, rank)).unwrap_or(0);
    name[rank..].trim_start_matches(is_space)
}

/// Two to six words that each begin with a capital, and no office.
fn is_name(text: &str, words: &Words) -> bool {
    let parts: Vec<&str> = text.split(is_space).filter(|part| !part.is_empty()).collect();
    let capital =
        |part: &&str| part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c));
    let office =
        words.signatures.fit(text, words).is_some() || (words.names_in_small_letters && !text.contains(char::is_lowercase));
    (2..=6).contains(&parts.len()) && parts.iter().all(capital) && !office
}

/// The days: adopted, where only the end says it, and in force.
pub fn days(page: &Page<'_>, words: &Words, head: &Head<'_>, own_lines: &[usize], end: usize, card: &mut Card) {
    if card.base.is_none() {
        let said = (end.saturating_sub(BEFORE)..end).find_map(|index| {
            let joined = page.joined(index, (index + SENTENCE).min(end));
            let found = first(&words.adopted, &joined.text, words)?;
            found.get(Slot::Date).map(|date| told(joined.place(date.at), &*date.value))
        });
        match (&mut card.adopted_on, said) {
            (Some(head), Some(said)) if head.value != said.value => head.doubt = Some("differs".to_owned()),
            (None, said) => card.adopted_on = said,
            _ => {}
        }
    }
    if card.base.as_ref().is_some_and(|base| base.in_force_from.is_some()) {
        return;
    }
    let said = in_force(page, words, head, own_lines, end, card);
    match &mut card.base {
        Some(base) => base.in_force_from = said,
        None => card.in_force_from = said,
    }
}

/// The first sentence outside of quotations that says when this act, or else any, comes into force.
fn in_force(page: &Page<'_>, words: &Words, head: &Head<'_>, own_lines: &[usize], end: usize, card: &Card) -> Option<CardValue> {
    let mut other = None;
    for &index in own_lines {
        let line = page.lines[index];
        let begins = line.text.len() - line.unlabelled.len();
        // The title of an article may go before the sentence.
        let titled = if begins > 0 { line.text.as_bytes() } else { &[] };
        let sentences = memchr::memchr_iter(b'.', titled).filter(|at| titled.get(at + 1) == Some(&b' ')).map(|at| at + 2);
        for start in std::iter::once(begins).chain(sentences.filter(|&at| at > begins)) {
            if !may_begin(&line.text[start..], words) {
                continue;
            }
            let joined = page.joined(index, (index + SENTENCE).min(end));
            let found =
                words.in_force.iter().find_map(|form| form.words.at(&joined.text, start, words).map(|found| (form, found)));
            let Some((form, found)) = found else { continue };
            let day = match form.from {
                None => found.get(Slot::Date).map(|date| told(joined.place(date.at), &*date.value)),
                Some(from) => counted(from, form.days, &found, joined.place(start), card),
            };
            let Some(mut day) = day else { continue };
            if let Some(doubt) = &form.doubt {
                day.doubt = Some(doubt.clone());
            }
            if day.doubt.is_none() && words.exceptions.fit(&joined.text[found.end..], words).is_some() {
                day.doubt = Some("exceptions".to_owned());
            }
            let own = found.get(Slot::Kind).is_none_or(|kind| head.kind.is_none_or(|own| own.name == kind.value));
            if own && form.doubt.is_none() {
                return Some(day);
            }
            other.get_or_insert(if own { day } else { doubted(day.at, day.value, "other_words") });
        }
    }
    other
}

/// Whether a sentence that says when an act comes into force could begin `text`, at a glance.
fn may_begin(text: &str, words: &Words) -> bool {
    let mut kinds = words.in_force.iter().filter(|form| form.words.may_begin(text, words)).flat_map(|form| &form.words.list);
    let is_kind = OnceCell::new();
    kinds.any(|pattern| !pattern.begins_with_kind() || *is_kind.get_or_init(|| words.kind_at(text).is_some()))
}

/// A day so many days after that of adoption or of the gazette.
fn counted(from: From, days: u32, found: &Captures, at: usize, card: &Card) -> Option<CardValue> {
    let from = match from {
        From::Adopted => card.adopted_on.as_ref().or(card.base.as_ref().and_then(|base| base.adopted_on.as_ref())),
        From::Published => card.published_on.as_ref(),
    }?;
    let said = found.get(Slot::Count).and_then(|count| count.value.parse().ok());
    let count: u32 = said.unwrap_or(days);
    match count {
        0 => Some(doubted(at, &*from.value, "day_of_signing")),
        1..=366 => from.value.parse::<Day>().ok()?.after(count).map(|day| doubted(at, day, "computed")),
        _ => None,
    }
}
