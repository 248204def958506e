//! Finds the instructions in the text of an amending act: sentences that begin with what is to be done, each with the text that
//! is quoted behind it. Every other sentence of an article that amends is named too.

use super::found::Found;
use super::law::{law, Law};
use super::named::named;
use super::own::{place, Own};
use super::provision::{Level, Rung};
use super::read::read;
use super::sentences::{pieces, Piece, Quote};
use super::suspension;
use super::tokens::tokens;
use super::verbs::{begins_instruction, is_item, of_document, of_words, opening, Verb, REPEALED};
use crate::amend::Passage;
use iu_text::manifest::{Manifest, Unit};

/// What a unit of the act says to those below it.
#[derive(Debug, Clone, Default)]
struct Said {
    context: Vec<Rung>,
    law: Option<Law>,
    amends: bool,
    /// The sentence above says of all that is listed below it that it ends, or is suspended: how that is read of each.
    lists: Option<String>,
}

/// What was found in an act.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// Every instruction, in the order of the act.
    pub found: Vec<Found>,
    /// What asks for nothing of a provision.
    pub others: Vec<Passage>,
}

/// Every sentence of the act, in its order.
pub(super) fn find(act: &Manifest, text: &str) -> Sentences {
    let mut all = Sentences::default();
    let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut said: Vec<(&str, Said)> = Vec::new();
    // Units before this one, and this one up to a byte of its text, stand in a quotation that was read already.
    let mut quoted_to = (0, 0);
    for (index, unit) in act.units.iter().enumerate() {
        let above = unit.parent_local_id.as_deref().and_then(|id| said.iter().rev().find(|(known, _)| *known == id));
        let mut told = above.map(|(_, said)| said.clone()).unwrap_or_default();
        let has_parts = act.units.get(index + 1).is_some_and(|next| next.parent_local_id.as_deref() == Some(&unit.local_id));
        // What stands in an attached document is its text.
        if !is_attached(unit) && index >= quoted_to.0 {
            let mut own = Own::of(unit, text, &lines);
            if index == quoted_to.0 {
                own.from = own.from.max(quoted_to.1);
            }
            let before = all.found.len();
            of_unit(&own, has_parts, &mut told, &mut all);
            // Its end may stand in what MARK took for units of the act.
            if let Some(last) = all.found[before..].last_mut().filter(|last| last.quote != Quote::None) {
                if let Some((quote, units, until)) = goes_on(&own, behind(act, index), text) {
                    last.quote = Quote::Text(quote);
                    quoted_to = (index + units, until);
                }
            }
        }
        said.push((&unit.local_id, told));
    }
    all
}

/// The units behind one that stand in the same article.
fn behind(act: &Manifest, index: usize) -> impl Iterator<Item = &Unit> {
    let path = place(&act.units[index]);
    let of_article = path.match_indices('-').nth(1).map_or(path, |(at, _)| &path[..at]);
    let within =
        move |unit: &&Unit| place(unit).strip_prefix(of_article).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    act.units[index + 1..].iter().take_while(within)
}

/// The text that is quoted last in a unit, where it ends in one of those behind it: the text, in which of these it ends, from 1, and at
/// which byte of it.
fn goes_on<'u>(own: &Own<'_>, behind: impl Iterator<Item = &'u Unit>, text: &str) -> Option<(String, usize, usize)> {
    let mut whole = own.text.clone();
    let mut starts = Vec::new();
    for unit in behind {
        let start = whole.len();
        whole.extend(unit.heading_spans.iter().chain(&unit.body_spans).filter_map(|span| text.get(span.start..span.end)));
        if begins_instruction(whole[start..].trim_start()) {
            whole.truncate(start);
            break;
        }
        starts.push(start);
    }
    let mut pieces = pieces(&whole, own.from, own.heading);
    let ends_there =
        |piece: &Piece| matches!(piece.quote, Quote::Text(_)) && piece.at < own.text.len() && piece.end > own.text.len();
    let at = pieces.iter().position(ends_there)?;
    let piece = pieces.swap_remove(at);
    let Quote::Text(quote) = piece.quote else { return None };
    let units = starts.partition_point(|&start| start < piece.end);
    Some((quote, units, piece.end - starts[units.checked_sub(1)?]))
}

/// Whether a unit is of a document that is attached to the act.
fn is_attached(unit: &Unit) -> bool {
    const OF_THE_ACT: [&str; 7] = ["PHAN", "CHUONG", "MUC", "TIEUMUC", "DIEU", "KHOAN", "DIEM"];
    let path = place(unit);
    let first = path.split('-').next().unwrap_or_default();
    !OF_THE_ACT.contains(&first)
}

fn of_unit(own: &Own<'_>, has_parts: bool, said: &mut Said, all: &mut Sentences) {
    let pieces = pieces(&own.text, own.from, own.heading);
    for (turn, piece) in pieces.iter().enumerate() {
        let words = tokens(&piece.sentence);
        let last = turn + 1 == pieces.len();
        let item = said.lists.is_some() && piece.quote == Quote::None && is_item(&words);
        let Some(opening) = opening(&words).filter(|_| !item) else {
            if item {
                let law = law(&piece.sentence).or_else(|| said.law.clone());
                all.found.push(Found { item_of: said.lists.clone(), law, ..as_found(own, piece, said) });
                continue;
            }
            // A sentence that quotes and does not begin with what is to be done is left to a person.
            if said.amends && (piece.quote != Quote::None || piece.sentence.contains(['“', '"'])) {
                all.found.push(as_found(own, piece, said));
            } else {
                let law = law(&piece.sentence).filter(|_| place(own.unit).rsplit_once("DIEU").is_none());
                // A chapter may name the document that its articles amend.
                said.law = law.or_else(|| said.law.clone());
                let (place, line) = (place(own.unit).to_owned(), own.line(piece.at));
                all.others.push(Passage { place, line, sentence: piece.sentence.clone() });
            }
            continue;
        };
        let law = law(&piece.sentence).or_else(|| said.law.clone());
        let suspends = matches!(opening.verb, Verb::Suspend | Verb::Resume);
        let rest = &words[opening.length..];
        let rest = if suspends { suspension::behind_days(rest) } else { rest };
        let mut named = named(rest).provisions;
        if named.is_empty() {
            named.clone_from(&opening.places);
        }
        let whole = (suspends || opening.verb == Verb::Repeal) && of_document(rest).is_some();
        let announces = piece.quote == Quote::None
            && !of_words(&words)
            && !whole
            && (has_parts || !last || named.is_empty() && own.heading > 0)
            && (matches!(opening.verb, Verb::Amend | Verb::Add) || named.is_empty() || piece.sentence.ends_with(':'));
        // Where nothing below it asks for anything, its text stands behind it without marks: it is left, and not passed over.
        let leads = has_parts || pieces[turn + 1..].iter().any(|piece| asks(&piece.sentence));
        if announces && leads {
            let shared = named.iter().map(|provision| provision.path.clone()).reduce(|one, other| {
                one.into_iter().zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one).collect()
            });
            let shared = shared.unwrap_or_default();
            let outer = shared.first().map(|rung| rung.level);
            let kept =
                |rung: &&Rung| outer.is_none_or(|level| rung.level < level) && outer.is_some_and(|level| level > Level::Article);
            said.context = said.context.iter().filter(kept).cloned().chain(shared.iter().cloned()).collect();
            (said.law, said.amends) = (law, true);
            said.lists = match opening.verb {
                Verb::Repeal => Some(REPEALED.to_owned()),
                Verb::Suspend | Verb::Resume => suspension::of_list(opening.verb, &words[opening.length..]),
                _ => None,
            };
            continue;
        }
        let found_here = as_found(own, piece, &Said { law, ..said.clone() });
        let asks_nothing = !said.amends && named.is_empty() && !whole && !of_words(&words) && piece.quote == Quote::None;
        // A heading that says what the sentence behind it asks; a verb in a text that amends nothing.
        let is_heading = of_words(&words) && !last && piece.quote == Quote::None && !piece.sentence.ends_with(['.', ';']);
        if (asks_nothing || is_heading) && !read(&found_here).names_place() {
            all.others.push(Passage { place: found_here.place, line: found_here.line, sentence: found_here.sentence });
            continue;
        }
        said.amends = true;
        all.found.push(found_here);
    }
}

/// Whether a sentence begins with what is to be done.
fn asks(sentence: &str) -> bool {
    opening(&tokens(sentence)).is_some()
}

fn as_found(own: &Own<'_>, piece: &Piece, said: &Said) -> Found {
    Found {
        place: place(own.unit).to_owned(),
        line: own.line(piece.at),
        sentence: piece.sentence.clone(),
        quote: piece.quote.clone(),
        context: said.context.clone(),
        law: said.law.clone(),
        item_of: None,
    }
}
