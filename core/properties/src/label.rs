//! Labels as tokens: valid in an address, and the same however the label was typed.

use iu_address::label::{token, without_leading_zeros, LabelError, Numbering};
use iu_address::parse;
use unicode_normalization::UnicodeNormalization;

const NUMBERINGS: [Numbering; 5] =
    [Numbering::Arabic, Numbering::Roman, Numbering::Letter, Numbering::OrdinalWord, Numbering::None];

/// Any text as a label of every numbering.
pub fn label(data: &[u8]) {
    let written = &*crate::text::text(data);
    for numbering in NUMBERINGS {
        match token(written, numbering) {
            Ok(token) => check_token(written, numbering, &token),
            Err(error) => check_error(written, &error),
        }
    }
}

fn check_token(written: &str, numbering: Numbering, token_of_it: &str) {
    let is_token = |token: &str| !token.is_empty() && token.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    assert!(token_of_it.split('-').all(is_token), "{written:?} is {token_of_it:?}");
    assert!(token_of_it.len() > 160 || parse(&format!("A/{token_of_it}")).is_ok());
    let typed: [(&str, String); 5] = [
        ("composed", written.nfc().collect()),
        ("decomposed", written.nfd().collect()),
        ("lower case", written.to_lowercase()),
        ("upper case", written.to_uppercase()),
        ("in brackets", format!("({written}).")),
    ];
    for (how, other) in &typed {
        let token = token(other, numbering);
        assert_eq!(token.as_deref(), Ok(token_of_it), "{written:?} {how} as {numbering:?}");
    }
    let short = without_leading_zeros(token_of_it);
    assert!(short.split('-').all(is_token), "{token_of_it:?} is {short:?}");
    assert_eq!(without_leading_zeros(&short), short);
}

fn check_error(written: &str, error: &LabelError) {
    assert!(error.at <= written.len() && written.is_char_boundary(error.at), "{written:?}: {error:?}");
    assert!(error.message.ends_with('.'), "{error:?}");
    assert!(serde_json::to_value(error).is_ok_and(|error| error["code"].is_string()));
}

#[cfg(test)]
mod tests {
    use super::{token, Numbering};
    use std::collections::BTreeSet;

    #[test]
    fn the_letters_of_a_vietnamese_list_keep_different_tokens() {
        let letters = [
            "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y",
            "ă", "â", "ê", "ô", "ơ", "ư",
        ];
        let tokens: BTreeSet<String> = letters.iter().map(|letter| token(letter, Numbering::Letter).unwrap()).collect();
        assert_eq!(tokens.len(), letters.len(), "{tokens:?}");
    }
}
