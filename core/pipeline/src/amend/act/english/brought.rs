//! What a sentence brings: `the following paragraphs`, `a new section 8A`, a text that is quoted.

use super::places::places;
use super::shapes::is_noise;
use super::tokens::Token;
use super::words::{is_piece, level, TITLES};
use crate::amend::act::provision::{Level, Provision};
use crate::amend::act::tongue::Tongue;

/// What is new, as a sentence calls it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct New {
    /// None where it says `the following` alone.
    pub level: Option<Level>,
    /// Its numbers, where they are said.
    pub named: Vec<Provision>,
    pub several: bool,
    /// What it is called where it has no number.
    pub piece: Option<String>,
}

/// How a sentence is read on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brings {
    pub tongue: Tongue,
    /// A text is quoted behind the sentence.
    pub has_text: bool,
}

impl Brings {
    /// `the following paragraphs`, `a new section 8A`, `the following`: what is new.
    pub(super) fn brought(self, tokens: &[Token]) -> Option<(New, usize)> {
        let mut at = tokens.iter().take_while(|token| token.is_one_of(&["the", "a", "an", "new"])).count();
        let follows = tokens.get(at).is_some_and(|token| token.is("following"));
        if !follows {
            let Some((named, length)) = places(self.tongue, &tokens[at..]) else {
                // `after subsection (3) insert—`, with its text behind it.
                return (at == 0 && tokens.iter().all(is_noise) && self.has_text).then(|| (New::default(), 0));
            };
            let level = named[0].path.last().map(|rung| rung.level);
            return Some((New { level, several: named.len() > 1, named, piece: None }, at + length));
        }
        at += 1;
        at += tokens[at..]
            .iter()
            .take_while(|token| token.is_one_of(&["new", "two", "three", "additional", "text", "provisions"]))
            .count();
        // `the following marginal heading`, `the following Chapter heading`: of what it is the heading, the sentence said before.
        at += usize::from(tokens.get(at + 1).is_some_and(|next| next.is_one_of(&TITLES)));
        let several = |token: &Token| matches!(token, Token::Word(word) if word.ends_with('s'));
        let mut new = New::default();
        let Some(noun) = tokens.get(at) else { return Some((new, at)) };
        let numbered = places(self.tongue, &tokens[at..]).filter(|(named, _)| named.iter().all(|each| !each.path.is_empty()));
        if let Some((named, length)) = numbered {
            new = New { level: named[0].path.last().map(|rung| rung.level), several: named.len() > 1, named, piece: None };
            at += length;
        } else if let Some(found) = level(self.tongue, noun).filter(|level| {
            *level != Level::Title && !(self.tongue == Tongue::Union && noun.is_one_of(&["subparagraph", "subparagraphs"]))
        }) {
            new = New { level: Some(found), several: several(noun), ..New::default() };
            at += 1;
        } else if is_piece(noun) || noun.is_one_of(&TITLES) || noun.is_one_of(&["words", "text", "headings", "part"]) {
            let Token::Word(word) = noun else { return None };
            new.piece = Some(word.trim_end_matches('s').to_owned());
            at += 1;
        }
        Some((new, at))
    }

    /// `the following`, a quoted text, or nothing where a text follows in lines of its own.
    pub(super) fn text(self, tokens: &[Token]) -> Option<(Option<String>, usize)> {
        if let Some(Token::Quoted(text)) = tokens.first().filter(|_| !self.has_text) {
            return Some((Some(text.clone()), 1));
        }
        let (_, length) = self.brought(tokens)?;
        let behind = &tokens[length..];
        let gap = behind.iter().take_while(|token| **token == Token::Comma).count();
        match behind.get(gap) {
            Some(Token::Quoted(text)) if !self.has_text => Some((Some(text.clone()), length + gap + 1)),
            _ => Some((None, length)),
        }
    }
}
