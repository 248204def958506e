//! Provisions with the document each of them is of, where a sentence names several: `khoản 2 Điều 5 Thông tư số 1/2020/TT-KC, khoản 3
//! Điều 6 Thông tư số 2/2020/TT-KC`.

use super::named::named;
use super::provision::Provision;
use super::tokens::{begins, Token};
use super::verbs::{goes_on, names, DOCUMENTS};

/// A provision, and the number of its document in small letters where it is said.
pub(super) type Located = (Provision, Option<String>);

/// What the tokens name, and whether they add nothing that is not understood.
pub(super) struct Found {
    pub located: Vec<Located>,
    /// Tokens read.
    pub length: usize,
}

/// Reads provisions at the start of the tokens, document by document.
pub(super) fn located(tokens: &[Token<'_>]) -> Found {
    let mut found = Found { located: Vec::new(), length: 0 };
    loop {
        let own = named(&tokens[found.length..]);
        if own.provisions.is_empty() {
            return found;
        }
        found.length += own.length;
        let rest = &tokens[found.length..];
        let of = usize::from(rest.first().is_some_and(|token| token.is_one_of(&["của", "tại", "trong"])));
        let document = numbered(&rest[of..]);
        let number = document.as_ref().map(|(number, _)| number.clone());
        found.located.extend(own.provisions.into_iter().map(|provision| (provision, number.clone())));
        let Some((_, length)) = document else { return found };
        let behind = found.length + of + length;
        let gap = tokens[behind..].iter().take_while(|token| token.is_separator()).count();
        if !names(&tokens[behind + gap..]) {
            return found;
        }
        found.length = behind + gap;
    }
}

/// Whether what follows adds nothing.
pub(super) fn is_all(tokens: &[Token<'_>], found: &Found) -> bool {
    goes_on(&tokens[found.length..])
}

/// A document with its number, as an act writes it: `Thông tư số 1/2020/TT-KC`.
fn numbered(tokens: &[Token<'_>]) -> Option<(String, usize)> {
    let kind = DOCUMENTS.iter().find_map(|kind| begins(tokens, kind))?;
    let at = kind + tokens[kind..].iter().take(8).take_while(|token| !token.is_separator()).position(|token| token.is("số"))? + 1;
    let part = |at: usize| match tokens.get(at) {
        Some(Token::Word(small, _)) => Some(small.as_str()),
        _ => None,
    };
    let (number, year, mark) = (part(at)?, part(at + 1)?, part(at + 2)?);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(number) && digits(year)).then(|| (format!("{number}/{year}/{mark}"), at + 3))
}
