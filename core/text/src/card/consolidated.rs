//! Consolidated texts: number and days of the certification, and what is told of the law that was put together.

use super::head::{issuer_name, Head};
use super::page::{anywhere, first, word_starts, Page};
use super::pattern::{Patterns, Slot};
use super::value::{doubted, told, Card, CardBase, CardNumbers};
use super::words::{Consolidated, Words};

/// Lines around the line that certifies.
const AROUND: usize = 10;
/// Lines that tell of the law at most.
const TOLD: usize = 200;

/// Fills in what a consolidated text says, if this is one.
pub fn read(page: &Page<'_>, words: &Words, head: &Head<'_>, end: usize, card: &mut Card) {
    let Some(own) = &words.consolidated else { return };
    let certified = page.lines.iter().rposition(|line| own.certified.fit(line.text, words).is_some());
    let headed = || page.lines.iter().take(head.body).position(|line| own.headed.fit(line.text, words).is_some());
    let Some(line) = certified.or_else(headed).or_else(|| tells(page, words, own, head)) else { return };
    card.base = Some(law(page, words, own, head, end));
    card.number = None;
    card.adopted_on = None;
    card.issuer = None;
    if certified.is_some() {
        card.kind = Some(told(page.lines[line].at, &*own.kind));
        certification(page, words, line, card);
    } else {
        card.kind = Some(doubted(page.lines[line].at, &*own.kind, "uncertified"));
    }
    // The name of a law begins with its kind, and the kind of this text is another.
    if let (Some(kind), Some(title)) = (head.kind, &mut card.title) {
        if !kind.titled {
            let mut letters = title.value.chars();
            let first_letter = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
            title.value = format!("{} {first_letter}{}", kind.name, letters.as_str());
        }
    }
}

/// The line below the title, where it tells of a law and of the acts that amended it.
fn tells(page: &Page<'_>, words: &Words, own: &Consolidated, head: &Head<'_>) -> Option<usize> {
    let joined = page.joined(head.after_title, (head.after_title + AROUND).min(head.body));
    let law = first(&own.law, &joined.text, words)?;
    let told = anywhere(&own.amended_by, &joined.text[law.end..], words).map(|(at, _)| &joined.text[law.end + at..])?;
    // Of an act that amends, the formula says the same without a list.
    (head.kind.is_some() && told.find(':').is_some_and(|colon| colon < 60)).then_some(head.after_title)
}

fn certification(page: &Page<'_>, words: &Words, line: usize, card: &mut Card) {
    let (from, to) = (line.saturating_sub(AROUND), (line + AROUND).min(page.lines.len()));
    let joined = page.joined(from, to);
    // What stands nearest to the line is its own.
    let nearest = |found: Vec<(usize, String)>| {
        let at = page.lines[line].at;
        found.into_iter().min_by_key(|(place, _)| place.abs_diff(at)).map(|(place, value)| told(place, value))
    };
    let all = |patterns: &Patterns, slot: Slot| {
        let starts = word_starts(&joined.text).filter_map(|at| {
            let captures = patterns.at(&joined.text, at, words)?;
            let found = captures.get(slot)?;
            Some((joined.place(found.at), found.value.clone()))
        });
        starts.collect::<Vec<_>>()
    };
    card.number = nearest(all(&words.numbers, Slot::Number));
    card.adopted_on = nearest(all(&words.dated, Slot::Date));
    // Of several names above each other the first is whole.
    let issuer = (from..line).rev().find(|&index| words.issuer_at(page.lines[index].text).is_some());
    card.issuer = issuer.map(|index| told(page.lines[index].at, issuer_name(page, words, index, line)));
}

/// What is told of the law between its title and its grounds.
fn law(page: &Page<'_>, words: &Words, own: &Consolidated, head: &Head<'_>, end: usize) -> CardBase {
    let mut base = CardBase::default();
    let mut amending: Vec<String> = Vec::new();
    let mut first_at = 0;
    let mut told_before = true;
    let mut is_list = false;
    let last = (head.after_title + TOLD).min(head.body.max(head.after_title)).min(end);
    for index in head.after_title..last {
        let line = page.lines[index];
        if words.title_ends.fit(line.text, words).is_some() && base.number.is_some() {
            break;
        }
        let shown = line.unlabelled;
        let begins = shown.len() < line.text.len() || told_before;
        told_before = line.text.ends_with([':', ';', '.']);
        if !begins {
            continue;
        }
        let next = (index + 1..last).find(|&next| {
            let line = page.lines[next];
            line.unlabelled.len() < line.text.len() || page.lines[next - 1].text.ends_with([':', ';', '.'])
        });
        let item = page.joined(index, next.unwrap_or(last));
        let skipped = line.text.len() - shown.len();
        let Some(found) = words.documents.at(&item.text, skipped, words) else { continue };
        let Some(number) = found.get(Slot::Number) else { continue };
        let is_law = base.number.as_ref().is_none_or(|base| base.value == number.value);
        if is_law {
            base.number.get_or_insert_with(|| told(item.place(number.at), &*number.value));
            let rest = &item.text[found.end..];
            // Days that come after the words on amending acts are theirs.
            let until = anywhere(&own.amended_by, rest, words);
            is_list |= until.is_some();
            let own_part = until.as_ref().map_or(rest, |(at, _)| &rest[..*at]);
            let place = |at: usize| item.place(found.end + at);
            if base.in_force_from.is_none() {
                let said = anywhere(&own.in_force, own_part, words);
                base.in_force_from =
                    said.and_then(|(_, said)| said.get(Slot::Date).map(|date| told(place(date.at), &*date.value)));
            }
            if base.adopted_on.is_none() {
                let day = words.dates.iter().find_map(|form| {
                    let from = rest.len() - rest.trim_start().len();
                    form.at(rest, from, words).and_then(|day| day.day()).map(|day| told(place(from), day))
                });
                base.adopted_on = day;
            }
        } else if !amending.contains(&number.value) {
            if amending.is_empty() {
                first_at = item.place(number.at);
            }
            amending.push(number.value.clone());
        }
    }
    if is_list || !amending.is_empty() {
        let value = amending;
        base.amended_by = (!value.is_empty()).then_some(CardNumbers { at: first_at, doubt: None, value });
    }
    base
}
