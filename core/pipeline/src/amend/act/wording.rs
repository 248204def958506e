//! Words that are to be changed: `thay cụm từ “…” bằng cụm từ “…” tại …`, in whatever order a sentence says it.

use super::deed::{Deed, Edit, Words};
use super::located::{is_all, located, Located};
use super::named::{level_at, named};
use super::provision::{Part, Provision};
use super::tokens::Token;
use super::verbs::{is_document, of_document, Opening, Verb};

/// A phrase that a sentence quotes: its token, and its text.
type Quoted<'t> = (usize, &'t str);

/// What the sentence asks, or none where it is not understood. Words are changed in the provisions that are named behind them, of
/// several that have none between them in the same ones. Without a provision, they are those of what stands above the sentence
/// (`inside`), or of the whole document.
pub(super) fn words(tokens: &[Token<'_>], opening: &Opening, inside: bool) -> Option<Vec<Edit>> {
    let quoted: Vec<Quoted<'_>> = tokens
        .iter()
        .enumerate()
        .filter_map(|(index, token)| if let Token::Quoted(text) = token { Some((index, *text)) } else { None })
        .collect();
    // What is named before the first phrase: that which ends beside the words, or where they stand.
    let lead = named(tokens.get(opening.length..quoted.first()?.0)?).provisions;
    let (ends, named_first) = if opening.verb == Verb::Repeal { (lead, Vec::new()) } else { (Vec::new(), lead) };
    let everywhere: Vec<Located> = opening.places.iter().cloned().chain(named_first).map(|target| (target, None)).collect();
    let mut edits: Vec<Edit> = ends.into_iter().map(|target| Edit::of(target, Deed::Repeal)).collect();
    let mut changes = changes(tokens, opening.verb, &quoted)?.into_iter().peekable();
    let (mut open, mut targets, mut except, mut of_all) = (Vec::new(), everywhere.clone(), Vec::new(), false);
    for (turn, (from, _)) in quoted.iter().enumerate() {
        while let Some((_, change)) = changes.next_if(|(last, _)| *last <= turn) {
            open.push(change);
        }
        let next = quoted.get(turn + 1).map(|(next, _)| *next);
        let found = places(&tokens[from + 1..next.unwrap_or(tokens.len())], next.is_some())?;
        except.extend(found.except);
        targets.extend(found.targets);
        of_all |= found.of_all;
        if targets.is_empty() && next.is_none() {
            let all = match (inside, of_all) {
                (true, _) => Provision { path: Vec::new(), part: Part::Whole },
                (false, true) => Provision::document(),
                // Nothing says where: the whole document is not taken for granted.
                (false, false) => return None,
            };
            targets.push((all, None));
        }
        if open.is_empty() || targets.is_empty() {
            continue;
        }
        for change in open.drain(..) {
            let edit =
                |(target, law): &Located| Edit { law: law.clone(), ..Edit::of(target.clone(), Deed::Words(change.clone())) };
            edits.extend(targets.iter().map(edit));
        }
        targets.clone_from(&everywhere);
    }
    edits.iter_mut().for_each(|edit| edit.except.clone_from(&except));
    Some(edits)
}

/// What becomes of which words, each with the phrase (by its place) with which it is known. Of several that get one new wording, each
/// gets it.
fn changes(tokens: &[Token<'_>], verb: Verb, quoted: &[Quoted<'_>]) -> Option<Vec<(usize, Words)>> {
    let between = |turn: usize, words: &[&str]| {
        let (one, other) = (quoted[turn].0, quoted[turn + 1].0);
        tokens[one..other].iter().any(|token| token.is_one_of(words))
    };
    let text = |turn: usize| quoted[turn].1.to_owned();
    match verb {
        Verb::Repeal => Some((0..quoted.len()).map(|turn| (turn, Words::Drop { old: text(turn) })).collect()),
        Verb::Add => {
            let pairs = (0..quoted.len()).step_by(2).map(|turn| {
                let said = turn + 1 < quoted.len() && between(turn, &["sau", "trước"]);
                let add = || Words::Add { new: text(turn), beside: text(turn + 1), before: between(turn, &["trước"]) };
                said.then(|| (turn + 1, add()))
            });
            pairs.collect()
        }
        Verb::Suspend | Verb::Resume => None,
        Verb::Swap | Verb::Amend | Verb::Renumber => {
            let (mut changes, mut olds) = (Vec::new(), Vec::new());
            let mut turn = 0;
            while turn < quoted.len() {
                olds.push(text(turn));
                if turn + 1 < quoted.len() && between(turn, &["bằng", "thành"]) {
                    turn += 1;
                    let new = text(turn);
                    changes.extend(olds.drain(..).map(|old| (turn, Words::Swap { old, new: new.clone() })));
                }
                turn += 1;
            }
            (olds.is_empty() && !changes.is_empty()).then_some(changes)
        }
    }
}

/// Provisions between two phrases, and those that are excepted.
#[derive(Default)]
struct Places {
    targets: Vec<Located>,
    except: Vec<Provision>,
    /// A document is named, and no provision of it.
    of_all: bool,
}

/// Words that lead to the next phrase: `; thay thế các cụm từ “…”`.
const LEADS: [&str; 18] = [
    "các", "cụm", "từ", "nội", "dung", "đoạn", "câu", "chữ", "ngữ", "và", "thay", "thế", "bãi", "bỏ", "sửa", "đổi", "bổ", "sung",
];

/// None where something is named that is not understood; before a phrase, what leads to it is none of it.
fn places(tokens: &[Token<'_>], leads: bool) -> Option<Places> {
    let tail = |token: &&Token<'_>| leads && (token.is_separator() || token.is_one_of(&LEADS));
    let tokens = &tokens[..tokens.len() - tokens.iter().rev().take_while(tail).count()];
    let mut places = Places::default();
    let Some(from) = tokens.iter().position(|token| token.is_one_of(&["tại", "trong", "ở", "của"])) else {
        return (!(0..tokens.len()).any(|at| level_at(&tokens[at..]).is_some())).then_some(places);
    };
    let whole = of_document(&tokens[from..]);
    let own = located(&tokens[from + 1..]);
    let behind = whole.map_or(from + 1 + own.length, |length| from + length);
    let excepts = tokens[behind..].iter().position(|token| token.is("trừ")).map(|at| behind + at + 1);
    if let Some(excepts) = excepts {
        places.except = named(&tokens[excepts..]).provisions;
        if places.except.is_empty() {
            return None;
        }
    }
    if whole.is_some() {
        places.targets.push((Provision::document(), None));
    } else if own.located.is_empty() {
        places.of_all = is_document(&tokens[from + 1..]);
        return places.of_all.then_some(places);
    } else {
        if !is_all(&tokens[from + 1..], &own) {
            return None;
        }
        places.targets = own.located;
    }
    Some(places)
}
