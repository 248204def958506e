//! Labels as people write them (`15a`, `điểm đ`, `Chương IV`, `Phần thứ nhất`) as tokens of an address.
//!
//! Tokens are upper-case ASCII. The Vietnamese letters are spelled as on a Telex keyboard (`đ` is `DD`, `ư` is `UW`), so
//! that points c, d, đ, e keep different addresses. Where the mapping cannot tell two labels apart (`dd` and `đ`,
//! `15a` and `15A`) both give one token and the caller, who sees the whole document, reports the collision.

mod error;
mod ordinal;
mod placed;
mod roman;

use serde::{Deserialize, Serialize};

use crate::unicode::{base, decompose, is_mark, nfc};
pub use error::{LabelError, LabelErrorCode};
use placed::{is_separator, spelled, telex, Placed};

/// How a level of a document numbers its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// `1`, `15a`, `3 bis`, `1.2.3`, also words (`TERMINOLOGY`): taken as written.
    Arabic,
    /// `IV`, `IVa`, `IV bis`: the numeral becomes its number.
    Roman,
    /// `a`, `đ`, `đ1`: taken as written; `i` is the letter, not the number one.
    Letter,
    /// `thứ nhất`, `mười lăm`, `first`, `Twenty-first`, `two`: the words become their number.
    OrdinalWord,
    /// No number: what is written is the name of the level, and its marks are dropped as in `DIEU` and `CHUONG`.
    None,
}

/// The address token or tokens (joined by `-`) of the label `written`.
///
/// Upper and lower case, and composed and decomposed Unicode, give the same token. Space and edge punctuation are
/// dropped; `.` and `-` separate tokens. Leading zeros are kept: see [`without_leading_zeros`].
///
/// ```
/// use iu_address::label::{token, Numbering};
///
/// assert_eq!(token("15a", Numbering::Arabic).unwrap(), "15A");
/// assert_eq!(token("đ)", Numbering::Letter).unwrap(), "DD");
/// assert_eq!(token("IV", Numbering::Roman).unwrap(), "4");
/// assert_eq!(token("1.2.3", Numbering::Arabic).unwrap(), "1-2-3");
/// assert_eq!(token("thứ nhất", Numbering::OrdinalWord).unwrap(), "1");
/// ```
///
/// # Errors
/// A [`LabelError`] that names the first place that cannot be read.
pub fn token(written: &str, numbering: Numbering) -> Result<String, LabelError> {
    if matches!(numbering, Numbering::Arabic | Numbering::Letter) && is_plain(written) {
        return Ok(written.to_ascii_uppercase());
    }
    let label = trimmed(normalised(written));
    if label.is_empty() {
        let message = "The label is empty: it needs a letter or a digit.".to_owned();
        return Err(LabelError::new(LabelErrorCode::EmptyLabel, 0, message));
    }
    match numbering {
        Numbering::OrdinalWord => ordinal::number(&label).map(|number| number.to_string()),
        Numbering::None => words(&label),
        Numbering::Arabic | Numbering::Letter => join(&label, |_, part| spelled(part, telex)),
        Numbering::Roman => join(&label, |is_first, part| match part[0].1 {
            // `IV.2`: below a roman number the parts may be written in digits.
            '0'..='9' if !is_first => spelled(part, telex),
            _ => roman::token(part),
        }),
    }
}

/// `token` with the leading zeros of its numbers dropped (`007` is `7`, `0` stays), for sources that number so
/// consistently.
#[must_use]
pub fn without_leading_zeros(token: &str) -> String {
    let short = |part: &str| -> String {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let zeros = part.bytes().take_while(|&byte| byte == b'0').count();
        part[zeros.min(digits.saturating_sub(1))..].to_owned()
    };
    token.split('-').map(short).collect::<Vec<_>>().join("-")
}

/// Whether a label has nothing to spell out, fold or drop: what nearly every label is.
fn is_plain(written: &str) -> bool {
    !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Lower-case NFC characters with their places; zero-width characters dropped, full-width and roman-numeral signs as
/// plain letters and digits. Each letter is composed with its own marks only, so that places stay exact.
fn normalised(written: &str) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let at = written.len() - rest.len();
        let marks = &rest[first.len_utf8()..];
        let end = marks.find(|c| !is_mark(c)).unwrap_or(marks.len());
        let (cluster, tail) = rest.split_at(first.len_utf8() + end);
        let lower = lower_case(&(compatible(first) + &cluster[first.len_utf8()..]));
        placed.extend(lower.chars().filter(|&c| !is_zero_width(c)).map(|c| (at, c)));
        rest = tail;
    }
    placed
}

/// Latin letters, with marks or without, in lower case. Other letters have no place in an address in either case.
fn lower_case(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        decompose(c, &mut |part| lower.push(if part == 'Đ' { 'đ' } else { part.to_ascii_lowercase() }));
    }
    nfc(&lower).into_owned()
}

/// Full-width and roman-numeral signs as plain letters and digits (their compatibility decomposition), others as they are.
fn compatible(c: char) -> String {
    const ROMAN: [&str; 16] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "L", "C", "D", "M"];
    let place = |first: char| (u32::from(c) - u32::from(first)) as usize;
    match c {
        '\u{2160}'..='\u{216f}' => ROMAN[place('\u{2160}')].to_owned(),
        '\u{2170}'..='\u{217f}' => ROMAN[place('\u{2170}')].to_ascii_lowercase(),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_string(),
        _ => c.to_string(),
    }
}

fn trimmed(mut label: Vec<Placed>) -> Vec<Placed> {
    let end = label.iter().rposition(|&(_, c)| !is_edge(c)).map_or(0, |last| last + 1);
    label.truncate(end);
    let start = label.iter().position(|&(_, c)| !is_edge(c)).unwrap_or(label.len());
    label.split_off(start)
}

const fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{205e}' | '«' | '»' | '§' | '¶' | '·')
}

/// Reads each part between separators with `read` (told whether it is the first) and joins the tokens.
fn join(label: &[Placed], read: impl Fn(bool, &[Placed]) -> Result<String, LabelError>) -> Result<String, LabelError> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for part in label.split(|&(_, c)| is_separator(c)) {
        let end = start + part.len();
        let written = part.iter().position(|(_, c)| !c.is_whitespace());
        let Some(space) = written else {
            let message = "Two separators of the label have no letter or digit between them.".to_owned();
            let at = label.get(end).map_or(0, |&(at, _)| at);
            return Err(LabelError::new(LabelErrorCode::EmptyPart, at, message));
        };
        tokens.push(read(start == 0, &part[space..])?);
        start = end + 1;
    }
    Ok(tokens.join("-"))
}

/// The words of a level's name, marks dropped, joined by `-`.
fn words(label: &[Placed]) -> Result<String, LabelError> {
    let words = label.split(|&(_, c)| is_separator(c) || c.is_whitespace()).filter(|word| !word.is_empty());
    Ok(words.map(|word| spelled(word, plain)).collect::<Result<Vec<_>, _>>()?.join("-"))
}

/// Names of levels lose their marks (`Điều` is `DIEU`).
fn plain(c: char) -> Option<&'static str> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if c == 'đ' {
        return Some("D");
    }
    let base = base(c);
    let index = LETTERS.bytes().position(|letter| char::from(letter.to_ascii_lowercase()) == base)?;
    LETTERS.get(index..=index)
}

#[cfg(test)]
mod tests;
