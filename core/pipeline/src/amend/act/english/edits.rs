//! What an English sentence asks, as things that are done to provisions.

use super::places::{complete, successor};
use super::reading::{piece, Asked};
use super::shapes::Kind;
use crate::amend::act::deed::{Deed, Edit, Place, Words};
use crate::amend::act::label::number_of;
use crate::amend::act::provision::{Level, Part, Provision, Rung};
use crate::amend::act::tongue::Tongue;

/// What is asked of which provisions; none where it cannot be told. `text` is what is quoted for it.
pub(super) fn edits(tongue: Tongue, asked: &Asked, text: Option<&str>) -> Option<Vec<Edit>> {
    let places = |at: usize| asked.places.get(at).filter(|places| !places.is_empty());
    let each = |deed: Deed| move |target: &Provision| Edit::of(target.clone(), component(target, deed.clone()));
    match asked.kind {
        Kind::Within => Some(Vec::new()),
        Kind::Replace => Some(places(0)?.iter().map(each(Deed::Replace(String::new()))).collect()),
        Kind::Repeal => Some(places(0)?.iter().map(|target| Edit::of(target.clone(), Deed::Repeal)).collect()),
        Kind::Renumber => renumbered(places(0)?, places(1)?),
        Kind::Insert | Kind::InsertBefore | Kind::InsertInto => inserted(tongue, asked, text),
        _ => {
            // Of several phrases that go, each goes.
            let all = match asked.kind {
                Kind::Drop => asked.quoted.iter().map(|old| Words::Drop { old: old.clone() }).collect(),
                _ => vec![words(asked, text)?],
            };
            let of_all = |target: &Provision| {
                let each = |words: &Words| Edit::of(target.clone(), Deed::Words(words.clone()));
                all.iter().map(each).collect::<Vec<_>>()
            };
            Some(asked.scope.iter().flat_map(of_all).collect())
        }
    }
}

/// A schedule or an annex is an operation of its own.
fn component(target: &Provision, deed: Deed) -> Deed {
    if target.path.last().is_some_and(|rung| rung.level == Level::Annex) && target.part == Part::Whole {
        Deed::Component
    } else {
        deed
    }
}

fn words(asked: &Asked, text: Option<&str>) -> Option<Words> {
    let (first, second) = (asked.quoted.first()?.clone(), asked.quoted.get(1).cloned());
    let add = |beside: String, new: String, before| Words::Add { new, beside, before };
    Some(match asked.kind {
        Kind::Swap => Words::Swap { old: first, new: second? },
        Kind::SwapBack => Words::Swap { old: second?, new: first },
        Kind::SwapText => Words::Swap { old: first, new: text?.to_owned() },
        Kind::AddAfter | Kind::AddBefore => {
            let new = second.or_else(|| text.map(str::to_owned))?;
            add(first, new, asked.kind == Kind::AddBefore)
        }
        Kind::AddAfterBack | Kind::AddBeforeBack => {
            // The words may be a text that follows.
            let (beside, new) = match second {
                Some(second) => (second, first),
                None => (first, text?.to_owned()),
            };
            add(beside, new, asked.kind == Kind::AddBeforeBack)
        }
        _ => add(String::new(), first, false),
    })
}

fn renumbered(old: &[Provision], new: &[Provision]) -> Option<Vec<Edit>> {
    let number = |old: &Provision, new: &Provision| {
        let same = |rung: &&Rung| old.path.last().is_some_and(|own| own.level == rung.level || own.level == Level::Piece);
        let rung = new.path.last().filter(same)?;
        Some(Edit::of(old.clone(), Deed::Renumber(rung.clone())))
    };
    // The last first, so that each number is free when it is taken.
    let pairs = (old.len() == new.len()).then(|| old.iter().zip(new).rev());
    pairs?.map(|(old, new)| number(old, new)).collect()
}

fn inserted(tongue: Tongue, asked: &Asked, text: Option<&str>) -> Option<Vec<Edit>> {
    let new = asked.new.clone().unwrap_or_default();
    let anchor = asked.places.first().and_then(|places| places.last());
    let into = asked.kind == Kind::InsertInto;
    let level = new.level.or_else(|| anchor.filter(|_| !into).and_then(|anchor| anchor.path.last()).map(|rung| rung.level));
    // What comes behind `paragraph (4)` of a rule, with a number, is such a paragraph too.
    let beside_clause =
        anchor.filter(|_| !into).and_then(|anchor| anchor.path.last()).is_some_and(|rung| rung.level == Level::Clause);
    let level =
        level.map(
            |level| if level == Level::Point && beside_clause && numbers_clause(tongue, text) { Level::Clause } else { level },
        );
    let outer = anchor.or(asked.scope.first())?;
    if new.piece.as_deref() == Some("word") {
        let words = Words::Add { new: text?.to_owned(), beside: String::new(), before: false };
        return Some(vec![Edit::of(outer.clone(), Deed::Words(words))]);
    }
    if let Some(name) = &new.piece {
        let above = outer.path.iter().filter(|rung| rung.level != Level::Piece && outer.part != Part::Document).cloned();
        let path = above.chain([piece(tongue, name)]).collect();
        return Some(vec![Edit::of(Provision { path, part: Part::Whole }, Deed::Insert(String::new(), Place::ByNumber))]);
    }
    // A schedule that is added at the end needs no number here: it is an operation of its own.
    let level = level.or_else(|| told_by(tongue, text?, outer))?;
    let above: Vec<Rung> = match outer.part {
        Part::Document => Vec::new(),
        _ => outer.path.iter().filter(|rung| rung.level < level && rung.level != Level::Piece).cloned().collect(),
    };
    let parent = Provision { path: above, part: Part::Whole };
    let targets: Vec<Provision> = if new.named.is_empty() {
        let own = numbers(tongue, level, new.several || new.level.is_none(), text.unwrap_or_default());
        let whole = |rung: Rung| complete(&parent, &Provision { path: vec![rung], part: Part::Whole });
        own.into_iter().map(whole).collect()
    } else {
        new.named.iter().map(|named| complete(&parent, named)).collect()
    };
    // A chapter or an annex that is added is an operation of its own: it is named without its number.
    let targets = match targets.is_empty() && level < Level::Article {
        true => vec![complete(&parent, &Provision { path: vec![Rung::named(tongue, level, String::new())], part: Part::Whole })],
        false => targets,
    };
    let beside = anchor.filter(|anchor| !into && anchor.path.last().is_some_and(|rung| rung.level == level));
    let mut place = match beside {
        Some(anchor) if asked.kind == Kind::InsertBefore => Place::Before(anchor.clone()),
        Some(anchor) => Place::After(anchor.clone()),
        None => Place::ByNumber,
    };
    let mut edits = Vec::new();
    for target in targets {
        edits.push(Edit::of(target.clone(), component(&target, Deed::Insert(String::new(), place.clone()))));
        // Of several, each comes behind the one before.
        place = if place == Place::ByNumber { place } else { Place::After(target) };
    }
    (!edits.is_empty()).then_some(edits)
}

/// Whether a text begins with the number of a clause, in digits.
fn numbers_clause(tongue: Tongue, text: Option<&str>) -> bool {
    let first = text.and_then(|text| text.lines().find(|line| !line.trim().is_empty()));
    let number = first.filter(|_| tongue == Tongue::Commonwealth).and_then(|line| number_of(line, tongue, Level::Clause));
    number.is_some_and(|(written, _)| written.starts_with(|first: char| first.is_ascii_digit()))
}

/// The level of a text that is inserted without a word for it, by its label.
fn told_by(tongue: Tongue, text: &str, outer: &Provision) -> Option<Level> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let below = outer.path.last().map_or(Level::Annex, |rung| rung.level);
    [Level::Article, Level::Clause, Level::Point, Level::SubPoint].into_iter().find(|level| {
        let digits = |written: &str| written.starts_with(|first: char| first.is_ascii_digit());
        *level > below
            && number_of(line, tongue, *level).is_some_and(|(written, _)| digits(&written) == (*level <= Level::Clause))
    })
}

/// The numbers of what a text brings: of the first line that has one, and of those that go on from it where it brings several.
fn numbers(tongue: Tongue, level: Level, several: bool, text: &str) -> Vec<Rung> {
    let mut found: Vec<Rung> = Vec::new();
    let mut kind = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some((written, brackets)) = number_of(line, tongue, level) else {
            if found.is_empty() && level != Level::Article {
                break;
            }
            continue;
        };
        let own = (brackets, written.starts_with(|first: char| first.is_ascii_digit()));
        let goes_on = found.last().is_none_or(|last| kind == Some(own) && follows(&last.written, &written.to_lowercase()));
        if !goes_on {
            continue;
        }
        kind = Some(own);
        found.extend(Rung::of(tongue, level, &written.to_lowercase()));
        if !several {
            break;
        }
    }
    found
}

/// Whether a number is the next one: `6` or `5b` behind `5a`, `d` behind `c`.
fn follows(last: &str, next: &str) -> bool {
    let split = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (text[..digits].parse::<u32>().ok(), text[digits..].to_owned())
    };
    let ((number, letters), (other, own)) = (split(last), split(next));
    match (number, other) {
        (Some(number), Some(other)) if number == other => {
            own == "a" && letters.is_empty() || successor(&letters).is_some_and(|after| after == own)
        }
        (Some(number), Some(other)) => other == number + 1 && own.len() <= 1,
        _ => successor(last).is_some_and(|after| after == next),
    }
}
