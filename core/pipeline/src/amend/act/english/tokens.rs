//! An English sentence as words, numbers in brackets, quoted phrases and documents.

use super::laws::{laws, Named};
use super::marks::{closing, opens};

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// In small letters.
    Word(String),
    /// `(2)`, `(a)`, without brackets.
    Bracket(String),
    Quoted(String),
    Comma,
    /// A document that is named.
    Law,
    /// Where a part of the sentence ends that stands in a line of its own.
    Break,
}

impl Token {
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(known) if known == word)
    }

    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(super) const fn parts(&self) -> bool {
        matches!(self, Self::Comma | Self::Break)
    }
}

/// The longest number in brackets: what is longer is a remark.
const LONGEST: usize = 6;

/// Words, numbers, phrases and documents of a sentence; other marks say nothing.
pub(super) fn tokens(sentence: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let laws = laws(sentence);
    let (mut at, mut before) = (0, None);
    while let Some(first) = sentence[at..].chars().next() {
        let rest = &sentence[at..];
        if let Some(Named { end, .. }) = laws.iter().find(|law| law.start == at) {
            tokens.push(Token::Law);
            at = *end;
            before = Some('w');
            continue;
        }
        let mut length = first.len_utf8();
        if opens(rest, before) {
            let end = closing(rest).unwrap_or(rest.len());
            tokens.push(Token::Quoted(rest[length.min(end)..end].trim().to_owned()));
            length = rest[end..].chars().next().map_or(end, |mark| end + mark.len_utf8());
        } else if first == '(' {
            let inner = rest[1..].find(')').map(|end| &rest[1..=end]);
            match inner {
                Some(inner) if inner.chars().count() <= LONGEST && inner.chars().all(char::is_alphanumeric) => {
                    tokens.push(Token::Bracket(inner.to_lowercase()));
                    length = inner.len() + 2;
                }
                // A remark: `(definitions)`, `(50 of 1968)`, `(ECB/2016/4)`.
                Some(inner) => length = inner.len() + 2,
                None => {}
            }
        } else if matches!(first, ',' | ';' | '—' | '–') {
            tokens.push(Token::Comma);
        } else if first.is_alphanumeric() {
            length = word(rest);
            tokens.push(Token::Word(rest[..length].to_lowercase()));
        }
        before = rest[..length].chars().next_back();
        at += length;
    }
    tokens
}

/// Bytes of the word that the text begins with: letters, digits, and a hyphen or an apostrophe between two of them.
fn word(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = matches!(letter, '-' | '’' | '\'') && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(letter.is_alphanumeric() || joins) {
            return at;
        }
    }
    text.len()
}
