//! The address that was probably meant by a text that is none. It is offered to people, never applied.

use super::label::{token, Numbering};
use super::parse;
use crate::unicode::is_mark;

/// Longer texts are no slip of a hand; the longest address has 208 bytes, and Vietnamese letters take up to three each.
const MAX_WRITTEN: usize = 1024;

/// The most likely intended address for common slips, or nothing: lower case, typographic dashes, spaces, full-width
/// letters and digits, leading zeros, a missing `ROOT`, Vietnamese words. What it answers always parses, and it answers
/// nothing for a text that is an address.
///
/// ```
/// use iu_address::suggest;
///
/// assert_eq!(suggest("d38–dieu28–s3").as_deref(), Some("D38-DIEU28-S3"));
/// assert_eq!(suggest("D38 Điều 28").as_deref(), Some("D38-DIEU28-ROOT"));
/// assert_eq!(suggest("BLDS-2015/Điều 15 khoản 2 điểm đ").as_deref(), Some("BLDS-2015/DIEU-15-KHOAN-2-DIEM-DD"));
/// assert_eq!(suggest("GDPR/ART-6"), None);
/// ```
#[must_use]
pub fn suggest(text: &str) -> Option<String> {
    if text.len() > MAX_WRITTEN || parse(text).is_ok() {
        return None;
    }
    let plain: String = text.chars().filter(|&c| !is_invisible(c)).map(plain).collect();
    let plain = plain.trim_matches(|c: char| is_separator(c) || is_edge(c));
    let suggestion = match plain.split_once('/') {
        Some((prefix, path)) => format!("{}/{}", tokens(prefix)?.join("-"), tokens(path)?.join("-")),
        None => v1(tokens(plain)?),
    };
    parse(&suggestion).is_ok().then_some(suggestion)
}

/// A character as a keyboard in English would have written it.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).map_or(c, plain),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '_' => '-',
        '\u{2044}' | '\u{2215}' | '\\' => '/',
        _ => c,
    }
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn is_separator(c: char) -> bool {
    c == '-' || c.is_whitespace()
}

/// Quotes, brackets and the end of a sentence around the address.
const fn is_edge(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '(' | ')' | '[' | ']' | '<' | '>' | '.' | ',' | ';' | ':' | '«' | '»' | '\u{2018}'..='\u{201f}'
    )
}

/// The tokens of a text: a word (`Điều`) loses its marks, a letter alone (`đ`) is one of a list and is spelled out.
fn tokens(text: &str) -> Option<Vec<String>> {
    let written = text.split(is_separator).filter(|part| !part.is_empty());
    written
        .map(|part| {
            let letters = part.chars().filter(|c| c.is_alphabetic()).count();
            let numbering = if letters == 1 { Numbering::Letter } else { Numbering::None };
            // Punctuation inside is no slip of the hand; a label may have it at its edges, an address may not.
            let is_word = part.chars().all(|c| c.is_alphanumeric() || is_mark(c));
            token(part, numbering).ok().filter(|_| is_word)
        })
        .collect()
}

/// A v1 address out of its tokens: `DIEU`, `D`, `S` and `P` take the number that follows, numbers lose leading zeros, and an
/// address that ends with its head is that of the `ROOT`.
fn v1(tokens: Vec<String>) -> String {
    let mut joined: Vec<String> = Vec::with_capacity(tokens.len() + 1);
    for token in tokens {
        let is_number = token.bytes().all(|byte| byte.is_ascii_digit());
        match joined.last_mut() {
            Some(name) if is_number && matches!(name.as_str(), "D" | "DIEU" | "S" | "P") => name.push_str(&token),
            _ => joined.push(token),
        }
    }
    for token in &mut joined {
        *token = without_leading_zeros(token);
    }
    // `DIEU28ROOT` lacks its hyphen, not its section.
    if joined.len() == 2 && !joined[1].ends_with("ROOT") {
        joined.push("ROOT".to_owned());
    }
    joined.join("-")
}

/// `D038` as `D38`; a code such as `C01A` is left alone.
fn without_leading_zeros(token: &str) -> String {
    let (name, digits) = token.split_at(token.find(|c: char| c.is_ascii_digit()).unwrap_or(token.len()));
    if !matches!(name, "" | "D" | "DIEU" | "S" | "P") || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return token.to_owned();
    }
    let value = digits.trim_start_matches('0');
    format!("{name}{}", if value.is_empty() { "0" } else { value })
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn common_slips_have_a_suggestion() {
        for (written, meant) in [
            ("d38-dieu28-root", "D38-DIEU28-ROOT"),
            ("D38\u{2013}DIEU28\u{2014}ROOT", "D38-DIEU28-ROOT"),
            (" D38-DIEU28-S3\n", "D38-DIEU28-S3"),
            ("D38 - DIEU28 - S3", "D38-DIEU28-S3"),
            ("D38 DIEU 28 S 3 P 1 2", "D38-DIEU28-S3-P1-2"),
            ("\u{ff24}\u{ff13}\u{ff18}-DIEU\u{ff12}\u{ff18}\u{ff0d}S3", "D38-DIEU28-S3"),
            ("D38-DIEU28", "D38-DIEU28-ROOT"),
            ("D38-DIEU28-", "D38-DIEU28-ROOT"),
            ("D38-HOWTO", "D38-HOWTO-ROOT"),
            ("D38-Điều 28", "D38-DIEU28-ROOT"),
            ("D38 ĐIỀU 28 S3", "D38-DIEU28-S3"),
            ("d38-đie\u{302}\u{300}u28-s3", "D38-DIEU28-S3"),
            ("D038-DIEU028-S03-P01", "D38-DIEU28-S3-P1"),
            ("D38_DIEU28_ROOT", "D38-DIEU28-ROOT"),
            ("\u{201c}D38-DIEU28-ROOT\u{201d}.", "D38-DIEU28-ROOT"),
            ("D38\u{200b}-DIEU28-ROOT", "D38-DIEU28-ROOT"),
            ("gdpr/art-6", "GDPR/ART-6"),
            ("GDPR / Art 6", "GDPR/ART-6"),
            ("ICX--CONST/NT-1-", "ICX-CONST/NT-1"),
            ("ICX-CONST/NT_1", "ICX-CONST/NT-1"),
            ("BLDS-2015/điều 15 khoản 2 điểm d", "BLDS-2015/DIEU-15-KHOAN-2-DIEM-D"),
            ("BLDS-2015/DIEU-15-KHOAN-2-DIEM-đ", "BLDS-2015/DIEU-15-KHOAN-2-DIEM-DD"),
            ("BLDS-2015/Phụ lục 1", "BLDS-2015/PHU-LUC-1"),
        ] {
            assert_eq!(suggest(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn what_is_valid_or_beyond_guessing_has_none() {
        for written in [
            "",
            " ",
            "-",
            "/",
            "D38-DIEU28-ROOT",
            "GDPR/ART-6",
            "Điều 28",
            "28",
            "A/B/C",
            "/NT-1",
            "ICX-CONST/",
            "D38-DIEU28-ROOT-P1",
            "D38-DIEU28-S3-P1-2-4",
            "D38-DIEU28ROOT",
            "GDPR/ART-6(1)",
            "GDPR/ß",
            "D1234567890-DIEU1-ROOT",
            "D38-DIEU28-S3.P1",
        ] {
            assert_eq!(suggest(written), None, "{written}");
        }
        assert_eq!(suggest(&format!("a/{}", "b".repeat(2000))), None);
    }
}
