//! From items to references: what they share, what `this` is, which document they are of.

use crate::documents::{Mention, Named};
use crate::grammar::Grammar;
use crate::numbers::MOST;
use crate::provisions::{Group, Item, What};
use crate::reader::Step;
use crate::reference::Kind;

/// What is known where a list stands.
#[derive(Debug, Default)]
pub(crate) struct Around {
    /// The provisions in which it stands, the outermost first.
    pub(crate) here: Vec<Step>,
    /// The provision that was named last, and its documents.
    pub(crate) last: (Vec<Step>, Vec<String>),
    /// Documents that an amending act speaks of here, and the provision of theirs; for those that name none of their own.
    pub(crate) amended: Option<(Vec<String>, Vec<Step>)>,
}

/// A reference, by its tokens.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// Whether it names this document by its own kind, and so none of the components of it.
    pub(crate) of_main_text: bool,
    pub(crate) documents: Vec<String>,
    pub(crate) provisions: Vec<Vec<Step>>,
}

/// The references of the items of a list, whose last names `target`.
pub(crate) fn resolve(items: &[Item], target: Option<&Mention>, around: &Around, grammar: &Grammar) -> Vec<Found> {
    let (chains, mut joined) = shared(items, grammar);
    let of_target = with_target(&chains, &joined, target, grammar);
    for at in 0..items.len().saturating_sub(1) {
        joined[at] |= of_target[at] && of_target[at + 1];
    }
    let mut found: Vec<Found> = Vec::new();
    let mut begins = true;
    for (at, item) in items.iter().enumerate() {
        let mention = target.filter(|_| of_target[at]);
        let read = one(&chains[at], mention, around, grammar);
        let end = match target {
            Some(target) if of_target[at] && at + 1 == items.len() => target.end,
            _ => item.end,
        };
        match found.last_mut().filter(|_| !begins) {
            Some(last) => {
                last.end = end;
                last.provisions.extend(read.2);
                last.provisions.truncate(MOST);
            }
            None => {
                let this = mention.filter(|mention| mention.named == Named::This);
                let of_main_text = this
                    .is_some_and(|this| grammar.words.kinds.get(this.kind).is_some_and(|kind| !(kind.component || kind.held)));
                found.push(Found { first: item.first, end, kind: read.0, of_main_text, documents: read.1, provisions: read.2 });
            }
        }
        begins = !joined[at];
    }
    found
}

/// The groups of each item with those it takes from the next, and which items share words with their next.
fn shared(items: &[Item], grammar: &Grammar) -> (Vec<Vec<Group>>, Vec<bool>) {
    let mut chains: Vec<Vec<Group>> = items.iter().map(|item| item.groups.clone()).collect();
    let mut joined = vec![false; items.len()];
    for at in (0..items.len().saturating_sub(1)).rev() {
        let (before, after) = chains.split_at_mut(at + 1);
        let (Some(chain), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let (Some(outermost), Some(inner)) = (chain.last(), next.first()) else { continue };
        let closed = outermost.rank == grammar.article_rank() || points(outermost);
        let same = inner.level == outermost.level || outermost.rank < grammar.article_rank();
        if closed || !same || inner.rank > outermost.rank {
            continue;
        }
        let taken: Vec<Group> = next.iter().filter(|group| group.rank > outermost.rank).cloned().collect();
        joined[at] = !taken.is_empty();
        chain.extend(taken);
    }
    (chains, joined)
}

fn points(group: &Group) -> bool {
    matches!(group.what, What::This | What::That)
}

fn is_whole(chain: &[Group], grammar: &Grammar) -> bool {
    chain.last().is_some_and(|group| grammar.level(group.level).is_some_and(|level| level.whole))
}

/// Which items the document at the end of the list is of.
fn with_target(chains: &[Vec<Group>], joined: &[bool], target: Option<&Mention>, grammar: &Grammar) -> Vec<bool> {
    let mut of_target = vec![false; chains.len()];
    let mut goes_on = target.is_some();
    for at in (0..chains.len()).rev() {
        let last = at + 1 == chains.len();
        let free = !chains[at].iter().any(points);
        goes_on &= free && (last || joined[at] || is_whole(&chains[at], grammar));
        of_target[at] = goes_on;
    }
    of_target
}

type Read = (Kind, Vec<String>, Vec<Vec<Step>>);

/// One chain: its kind, its documents, its provisions.
fn one(chain: &[Group], target: Option<&Mention>, around: &Around, grammar: &Grammar) -> Read {
    let that = chain.iter().any(|group| group.what == What::That);
    let open = !is_whole(chain, grammar);
    match target.map(|target| &target.named) {
        Some(Named::As(documents)) => (Kind::External, documents.clone(), opened(chain, &[], around, grammar)),
        Some(Named::That) if !around.last.1.is_empty() => {
            (Kind::External, around.last.1.clone(), opened(chain, &[], around, grammar))
        }
        Some(_) => (if open { Kind::Relative } else { Kind::Internal }, Vec::new(), opened(chain, &around.here, around, grammar)),
        None if that => {
            let kind = if around.last.1.is_empty() { Kind::Relative } else { Kind::External };
            (kind, around.last.1.clone(), opened(chain, &around.here, around, grammar))
        }
        None if chain.iter().any(points) => (Kind::Relative, Vec::new(), opened(chain, &around.here, around, grammar)),
        None => match &around.amended {
            Some((documents, steps)) => (Kind::External, documents.clone(), opened(chain, steps, around, grammar)),
            None => {
                (if open { Kind::Relative } else { Kind::Internal }, Vec::new(), opened(chain, &around.here, around, grammar))
            }
        },
    }
}

/// The provisions of a chain that stands in `here`.
fn opened(chain: &[Group], here: &[Step], around: &Around, grammar: &Grammar) -> Vec<Vec<Step>> {
    let rank = |step: &Step| grammar.level(step.0).map_or(0, |level| level.rank);
    let article = grammar.article_rank();
    let outside = |from: u8, inclusive: bool, steps: &[Step]| {
        let fits = |step: &&Step| rank(step) > from || (inclusive && rank(step) == from);
        let all: Vec<Step> = steps.iter().filter(fits).cloned().collect();
        // Groups of articles say nothing that the article does not; without an article what is around counts as it is.
        let within: Vec<Step> = all.iter().filter(|step| rank(step) <= article).cloned().collect();
        if from <= article && within.iter().any(|step| rank(step) == article) {
            within
        } else {
            all
        }
    };
    let mut opened: Vec<Vec<Step>> = vec![Vec::new()];
    for (place, group) in chain.iter().rev().enumerate() {
        match &group.what {
            What::Numbers(numbers) => {
                let whole = grammar.level(group.level).is_some_and(|level| level.whole);
                if place == 0 && !whole {
                    opened = vec![outside(group.rank, false, here)];
                }
                let each =
                    |before: &Vec<Step>| numbers.iter().map(|number| [before.as_slice(), number].concat()).collect::<Vec<_>>();
                opened = opened.iter().flat_map(each).take(MOST).collect();
            }
            What::This | What::That => {
                let steps = if group.what == What::This { here } else { &around.last.0 };
                let mut found = outside(group.rank, true, steps);
                let there = found.iter().any(|step| rank(step) == group.rank);
                if !there && group.what == What::That && !here.is_empty() {
                    found = outside(group.rank, true, here);
                }
                if !found.iter().any(|step| rank(step) == group.rank) {
                    found.push((group.level, String::new()));
                }
                opened = vec![found];
            }
            What::Alone => opened.iter_mut().for_each(|steps| steps.push((group.level, String::new()))),
        }
    }
    opened
}
