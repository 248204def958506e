//! What a phrase names by a word and not by a number: titles, and parts that are counted.

use super::tokens::Token;
use super::words::{is_piece, level, ORDINALS, TITLES};
use crate::amend::act::provision::{Level, Part, Provision, Rung};
use crate::amend::act::tongue::Tongue;

/// Provisions, and the tokens they take.
pub(super) type Read = (Vec<Provision>, usize);

/// Tokens that name the title of what the sentence is about: `title`, `marginal heading`, `Chapter heading`.
pub(super) fn title(tongue: Tongue, tokens: &[Token]) -> Option<usize> {
    let what = |token: &Token| token.is_one_of(&["marginal", "section"]) || level(tongue, token).is_some();
    let is_title = |at: usize| tokens.get(at).is_some_and(|token| token.is_one_of(&TITLES));
    let led = tokens.first().is_some_and(what) && is_title(1) && !tokens[1].is("title");
    (led || is_title(0)).then(|| 1 + usize::from(led))
}

/// `first subparagraph`, `first and the second subparagraphs`: one piece each.
pub(super) fn ordinals(tongue: Tongue, tokens: &[Token]) -> Option<Read> {
    let (mut which, mut at) = (Vec::new(), 0);
    while let Some(Token::Word(word)) = tokens.get(at).filter(|token| token.is_one_of(&ORDINALS)) {
        which.push(word);
        at += 1;
        let joins = |token: &&Token| token.parts() || token.is_one_of(&["and", "or", "the"]);
        let joint = tokens[at..].iter().take_while(joins).count();
        if joint == 0 || !tokens.get(at + joint).is_some_and(|token| token.is_one_of(&ORDINALS)) {
            break;
        }
        at += joint;
    }
    let Token::Word(noun) = tokens.get(at).filter(|noun| is_piece(noun) || level(tongue, noun).is_some())? else { return None };
    // Of several, each is one of them.
    let one = if which.len() > 1 { noun.strip_suffix('s').unwrap_or(noun) } else { noun };
    let annex = level(tongue, &tokens[at]) == Some(Level::Annex);
    let named = |word: &&String| {
        // `the First Schedule` is Schedule 1.
        let number = ORDINALS.iter().position(|known| known == word).filter(|at| annex && *at < NUMERALS).map(|at| at + 1);
        let rung = number.and_then(|number| Rung::of(tongue, Level::Annex, &number.to_string()));
        let path = vec![rung.unwrap_or_else(|| Rung::named(tongue, Level::Piece, format!("{word} {one}")))];
        Provision { path, part: Part::Whole }
    };
    Some((which.iter().map(named).collect(), at + 1))
}

/// So many of the ordinals are numbers: `first` to `tenth`.
const NUMERALS: usize = 10;
