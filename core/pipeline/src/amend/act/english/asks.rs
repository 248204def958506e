//! Whether a sentence asks for something, whether it is understood or not, and of what.

use super::tokens::Token;
use super::words::level;
use crate::amend::act::provision::Level;
use crate::amend::act::tongue::Tongue;

/// Words of a sentence that asks for something.
const ASKS: [&str; 23] = [
    "amended",
    "substituted",
    "inserted",
    "deleted",
    "replaced",
    "repealed",
    "omitted",
    "added",
    "substitute",
    "insert",
    "omit",
    "substitution",
    "insertion",
    "deletion",
    "repeal",
    "delete",
    "replace",
    "revoke",
    "revoked",
    "removed",
    "substituting",
    "inserting",
    "deleting",
];

/// Whether a sentence says that something is asked, itself or, where it quotes a phrase, with what stands above it.
pub(super) fn says_asked(own: &[Token], whole: &[Token]) -> bool {
    let says = |tokens: &[Token]| tokens.iter().any(|token| token.is_one_of(&ASKS));
    // How what was repealed is read from now on asks nothing of a provision.
    let construed = own.iter().any(|token| token.is("construed"));
    !construed && (says(own) || says(whole) && own.iter().any(|token| matches!(token, Token::Quoted(_))))
}

/// Whether a sentence names an article, or a part of one by its whole number: `Subsection 44(2):`.
pub(super) fn names_article(tongue: Tongue, own: &[Token]) -> bool {
    let is_article = |token: &Token| level(tongue, token) == Some(Level::Article);
    let is_number = |token: &Token| matches!(token, Token::Word(word) if word.starts_with(|first: char| first.is_ascii_digit()));
    let numbered = |two: &[Token]| is_number(&two[1]) && level(tongue, &two[0]).is_some();
    own.iter().any(is_article) || tongue == Tongue::Commonwealth && own.get(..2).is_some_and(numbered)
}

/// Whether a sentence that quotes a phrase begins with where it stands, or with what becomes of it.
pub(super) fn begins(tongue: Tongue, own: &[Token]) -> bool {
    const FIRST: [&str; 10] = ["in", "for", "after", "before", "by", "at", "omit", "delete", "insert", "substitute"];
    let first = own.first().is_some_and(|first| first.is_one_of(&FIRST) || level(tongue, first).is_some());
    first && own.iter().any(|token| matches!(token, Token::Quoted(_)))
}

/// `The following provisions are repealed:`.
pub(super) fn lists_repeals(tokens: &[Token]) -> bool {
    let follows = tokens.iter().rposition(|token| token.is("following"));
    let repealed = tokens.iter().rposition(|token| token.is_one_of(&["repealed", "deleted", "omitted", "revoked"]));
    let named =
        tokens.iter().any(|token| *token == Token::Law || token.is_one_of(&["provisions", "acts", "regulations", "enactments"]));
    repealed.zip(follows).is_some_and(|(repealed, follows)| repealed > follows) && named
}
