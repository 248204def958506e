//! A page with the grammar it is read by: which phrase stands at a token.

use crate::grammar::{Grammar, Kind, Level, Says};
use crate::page::{Page, Token};

/// A level, by its place in the grammar, and a number.
pub(crate) type Step = (usize, String);

/// A page with the grammar it is read by.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) page: &'a Page<'a>,
    pub(crate) grammar: &'a Grammar,
}

impl<'a> Reader<'a> {
    pub(crate) fn token(&self, at: usize) -> Option<&'a Token<'a>> {
        self.page.tokens.get(at)
    }

    pub(crate) fn is(&self, at: usize, lower: &str) -> bool {
        self.token(at).is_some_and(|token| token.lower == lower)
    }

    /// The longest phrase at token `at` of those `wanted`, and the token behind it.
    pub(crate) fn says(&self, at: usize, wanted: impl Fn(Says) -> bool) -> Option<(Says, usize)> {
        let place = self.token(at).map(|token| token.phrases).filter(|place| *place > 0)?;
        let fits = |words: &[String]| words.iter().enumerate().all(|(place, word)| self.is(at + place, word));
        let mut phrases = self.grammar.phrases(place).iter();
        phrases.find(|(words, says)| wanted(*says) && fits(words)).map(|(words, says)| (*says, at + words.len()))
    }

    /// The token behind the phrase at token `at` that says `what`, if one does.
    pub(crate) fn past(&self, at: usize, what: Says) -> Option<usize> {
        let may = self.token(at).is_some_and(|token| self.grammar.may_say(token.phrases, what.bit()));
        may.then(|| self.says(at, |says| says == what)).flatten().map(|(_, end)| end)
    }

    pub(crate) fn level_at(&self, at: usize) -> Option<(usize, &'a Level, usize)> {
        self.token(at).filter(|token| self.grammar.may_say(token.phrases, Says::Level(0).bit()))?;
        let (says, end) = self.says(at, |says| matches!(says, Says::Level(_)))?;
        let Says::Level(level) = says else { return None };
        let found = self.grammar.level(level)?;
        (!found.capital || self.token(at)?.capital).then_some((level, found, end))
    }

    /// The kind of document that is named at token `at`: its word has a capital, and not only capitals.
    pub(crate) fn kind_at(&self, at: usize) -> Option<(usize, &'a Kind, usize)> {
        let token = self.token(at).filter(|token| token.capital && self.grammar.may_say(token.phrases, Says::Kind(0).bit()))?;
        let (says, end) = self.says(at, |says| matches!(says, Says::Kind(_)))?;
        let Says::Kind(kind) = says else { return None };
        let found = self.grammar.words.kinds.get(kind)?;
        let written = self.page.words(at, end);
        let shouted = written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
        let abbreviation =
            found.named && found.words.iter().any(|word| !word.contains(' ') && word.len() <= 4 && *word == token.lower);
        (!shouted || abbreviation).then_some((kind, found, end))
    }
}
