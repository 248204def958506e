//! Reads what an English sentence asks: shape after shape, each within the provisions that were named before it.

use super::brought::{Brings, New};
use super::places::{complete, places};
use super::shapes::{is_day, is_noise, says, tail, Kind, SHAPES, SOMEWHERE};
use super::tokens::Token;
use super::words::level;
use crate::amend::act::provision::{Level, Part, Provision, Rung};
use crate::amend::act::tongue::Tongue;

/// What a shape was filled with.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub kind: Kind,
    /// Places of `P`, in the order of the sentence, completed.
    pub places: Vec<Vec<Provision>>,
    pub new: Option<New>,
    pub quoted: Vec<String>,
    /// Where the sentence is at.
    pub scope: Vec<Provision>,
}

/// A sentence, as far as it is understood.
#[derive(Debug, Default)]
pub(super) struct Understood {
    pub asked: Vec<Asked>,
    /// Where the sentence leads, for what stands below it.
    pub scope: Vec<Provision>,
    /// Token from which it is not understood.
    pub lost: Option<usize>,
    /// It says that something is amended.
    pub amends: bool,
}

/// What stands in the places of a shape while it is held against the tokens.
#[derive(Default, Clone)]
struct Filled {
    places: Vec<Vec<Provision>>,
    new: Option<New>,
    quoted: Vec<String>,
    within: Vec<Vec<Provision>>,
}

pub(super) struct Reader<'t> {
    pub brings: Brings,
    pub tokens: &'t [Token],
}

/// Words that may be passed over before the next one of a shape.
const PASSED: usize = 32;

impl Reader<'_> {
    /// Reads all of the tokens.
    pub(super) fn read(&self) -> Understood {
        let mut told = Understood { scope: vec![nowhere()], ..Understood::default() };
        // What a sentence named last, and where it stood: `in Article 6(1), point (f) is deleted`.
        let mut subject: Option<(Vec<Provision>, Vec<Provision>)> = None;
        let mut at = 0;
        loop {
            at += self.tokens[at..].iter().take_while(|token| passes(token)).count();
            let nouns = self.tokens[at..].iter().take_while(|token| is_noise(token)).count();
            if matches!(self.tokens.get(at + nouns), Some(Token::Quoted(_))) {
                at += nouns;
            }
            let Some(first) = self.tokens.get(at) else { break };
            if let Some(length) = tail(&self.tokens[at..]) {
                at += length;
                continue;
            }
            if is_day(&self.tokens[at..]) {
                break;
            }
            if let Some((kind, filled, length)) = self.shape(at, subject.as_ref().map(|(named, _)| named)) {
                let scope = match &subject {
                    Some((_, before))
                        if filled
                            .places
                            .first()
                            .is_some_and(|places| subject.as_ref().is_some_and(|(named, _)| named == places)) =>
                    {
                        before.clone()
                    }
                    _ => told.scope.clone(),
                };
                self.take(&mut told, kind, filled, &scope);
                subject = None;
                at += length;
                continue;
            }
            let lead = usize::from(first.is_one_of(&["in", "at", "within", "of", "to", "under", "from"]));
            if let Some((named, length)) = places(self.brings.tongue, &self.tokens[at + lead..]) {
                let before = told.scope.clone();
                let alone = lead == 0 && !self.tokens.get(at + length).is_none_or(Token::parts);
                if !alone {
                    told.scope = within(&before, &named);
                    subject = Some((named, before));
                    at += lead + length;
                    continue;
                }
            }
            if *first == Token::Law
                || self.tokens.get(at + lead) == Some(&Token::Law)
                || self.tokens.get(at + lead + 1) == Some(&Token::Law) && self.tokens[at + lead].is("the")
            {
                at += 1;
                continue;
            }
            told.lost = Some(at);
            break;
        }
        told
    }

    fn take(&self, told: &mut Understood, kind: Kind, filled: Filled, scope: &[Provision]) {
        told.amends = true;
        let of_document = |named: &Vec<Provision>| named.iter().all(|each| each.part == Part::Document);
        // `The Rules are amended in accordance with rules 3 to 6` says of what these speak.
        if kind == Kind::Within || kind == Kind::Replace && filled.places.iter().all(of_document) {
            // `X is amended as follows: in Article 3, …`: what is named behind it stands in what is amended.
            let named = filled.places.iter().chain(&filled.within);
            told.scope = named.fold(scope.to_vec(), |outer, inner| within(&outer, inner));
            return;
        }
        let mut inner = scope.to_vec();
        for named in &filled.within {
            inner = within(&inner, named);
        }
        let places: Vec<Vec<Provision>> = filled.places.iter().map(|named| within(&inner, named)).collect();
        told.asked.push(Asked { kind, places, new: filled.new, quoted: filled.quoted, scope: inner });
    }

    /// The longest shape that stands at a token.
    fn shape(&self, at: usize, subject: Option<&Vec<Provision>>) -> Option<(Kind, Filled, usize)> {
        let tokens = &self.tokens[at..];
        let found = SHAPES.iter().chain(&SOMEWHERE).filter_map(|(shape, kind)| {
            let words: Vec<&str> = shape.split(' ').collect();
            let mut filled = Filled::default();
            let length = self.fill(&words, tokens, 0, &mut filled, subject)?;
            // Words behind the shape may say where it is.
            let mut end = length;
            loop {
                let next = tokens.get(end..).unwrap_or_default();
                let passed = next.iter().take_while(|token| **token == Token::Comma).count();
                if let Some(length) = tail(&next[passed..]) {
                    end += passed + length;
                } else if next.get(passed).is_some_and(|token| token.is_one_of(&["in", "of", "to"])) {
                    let law = 1 + next[passed + 1..].iter().take_while(|token| token.is("the")).count();
                    if next.get(passed + law) == Some(&Token::Law) {
                        end += passed + law + 1;
                    } else if let Some((named, length)) = places(self.brings.tongue, &next[passed + 1..]).filter(|_| passed == 0)
                    {
                        filled.within.push(named);
                        end += 1 + length;
                    } else {
                        break;
                    }
                } else {
                    break;
                }
            }
            Some((*kind, filled, end, length))
        });
        found.max_by_key(|(_, _, end, length)| (*end, *length)).map(|(kind, filled, end, _)| (kind, filled, end))
    }

    /// Holds the words of a shape against the tokens; gives the tokens it takes.
    fn fill(
        &self,
        words: &[&str],
        tokens: &[Token],
        at: usize,
        filled: &mut Filled,
        subject: Option<&Vec<Provision>>,
    ) -> Option<usize> {
        if words.is_empty() {
            return Some(at);
        }
        let mut at = at;
        let before = filled.clone();
        let mut within: Vec<Vec<Provision>> = Vec::new();
        for _ in 0..PASSED {
            filled.clone_from(&before);
            filled.within.extend(within.iter().cloned());
            if let Some(end) = self.next(words, tokens, at, filled, subject) {
                return Some(end);
            }
            // Words that say where, or nothing, may stand before the next of the shape; behind what was named before it, nothing but
            // `shall` and the like.
            let goes_on = |here: &&[Token]| {
                at > 0
                    || !before.places.is_empty()
                        && here.first().is_some_and(|token| token.is_one_of(&["shall", "hereby", "also"]))
            };
            let here = tokens.get(at..).filter(goes_on)?;
            let (length, named) = self.passed(here)?;
            within.extend(named);
            at += length;
        }
        None
    }

    /// Tokens at the start that say where the rest is, or nothing.
    fn passed(&self, here: &[Token]) -> Option<(usize, Option<Vec<Provision>>)> {
        let first = here.first()?;
        let comma = usize::from(*first == Token::Comma);
        if here.get(comma).is_some_and(|token| token.is_one_of(&["in", "of", "to"])) {
            if let Some((named, length)) = places(self.brings.tongue, &here[comma + 1..]) {
                return Some((comma + 1 + length, Some(named)));
            }
        }
        let leads = |next: &Token| *next == Token::Law || matches!(next, Token::Quoted(_));
        let behind = here[1..].iter().find(|next| !next.is("the"));
        if is_noise(first) || *first == Token::Law || first.is_one_of(&["of", "to"]) && behind.is_some_and(leads) {
            return Some((1, None));
        }
        tail(here).map(|length| (length, None))
    }

    /// Holds the next word of a shape against a token; gives the tokens the whole takes.
    fn next(
        &self,
        words: &[&str],
        tokens: &[Token],
        at: usize,
        filled: &mut Filled,
        subject: Option<&Vec<Provision>>,
    ) -> Option<usize> {
        let (word, rest) = words.split_first()?;
        let here = tokens.get(at..).unwrap_or_default();
        let go = |filled: &mut Filled, length: usize| self.fill(rest, tokens, at + length, filled, subject);
        match *word {
            "P" => {
                let law = here.iter().take_while(|token| token.is("the")).count();
                match places(self.brings.tongue, here) {
                    Some((named, length)) => {
                        let law = usize::from(here.get(length) == Some(&Token::Law));
                        filled.places.push(named);
                        go(filled, length + law)
                    }
                    None if here.get(law) == Some(&Token::Law) => {
                        filled.places.push(vec![Provision::document()]);
                        go(filled, law + 1)
                    }
                    None if at == 0 && rest.first() == Some(&"is") => {
                        filled.places.push(subject?.clone());
                        go(filled, 0)
                    }
                    // `repeal the subsection`: the one that was named above.
                    None if law > 0 && here.get(law).is_some_and(|noun| level(self.brings.tongue, noun).is_some()) => {
                        filled.places.push(vec![nowhere()]);
                        go(filled, law + 1)
                    }
                    None => None,
                }
            }
            "N" => match (self.brings.brought(here), here.first()) {
                (Some((new, length)), _) => {
                    filled.new = Some(new);
                    go(filled, length)
                }
                // `after subsection (3) insert “(3A) …”`.
                (None, Some(Token::Quoted(text))) if !self.brings.has_text && !filled.places.is_empty() => {
                    filled.quoted.push(text.clone());
                    go(filled, 1)
                }
                _ => None,
            },
            "Q" => here.first().and_then(|token| {
                let Token::Quoted(text) = token else { return None };
                filled.quoted.push(text.clone());
                go(filled, 1)
            }),
            "T" => self.brings.text(here).and_then(|(text, length)| {
                filled.quoted.extend(text);
                go(filled, length)
            }),
            "…" => go(filled, here.iter().take_while(|token| **token != Token::Break).count()),
            literal if here.first().is_some_and(|token| says(token, literal)) => go(filled, 1),
            _ => None,
        }
    }
}

/// What may stand between two things that are asked.
fn passes(token: &Token) -> bool {
    token.parts() || token.is_one_of(&["and", "or", "the", "also", "hereby", "accordingly", "further", "namely"])
}

/// The provision that says nothing.
fn nowhere() -> Provision {
    Provision { path: Vec::new(), part: Part::Whole }
}

/// Provisions in each of those that were named before.
fn within(scope: &[Provision], named: &[Provision]) -> Vec<Provision> {
    let mut found: Vec<Provision> = Vec::new();
    for inner in named {
        for outer in scope {
            let whole = complete(outer, inner);
            if !found.contains(&whole) {
                found.push(whole);
            }
        }
    }
    found
}

/// A rung for what has no number.
pub(super) fn piece(tongue: Tongue, written: &str) -> Rung {
    Rung::named(tongue, Level::Piece, written.to_owned())
}
