//! Characters of a label, and what letters they spell.

use super::error::{LabelError, LabelErrorCode};

/// One lower-case, NFC character of a label and the byte of the written label it comes from.
pub(super) type Placed = (usize, char);

pub(super) const fn is_separator(c: char) -> bool {
    matches!(c, '.' | '-' | '\u{2010}'..='\u{2013}')
}

/// The characters of a part by `alphabet`, spaces dropped.
pub(super) fn spelled(part: &[Placed], alphabet: fn(char) -> Option<&'static str>) -> Result<String, LabelError> {
    let mut token = String::with_capacity(part.len());
    for &(at, c) in part.iter().filter(|(_, c)| !c.is_whitespace()) {
        match alphabet(c) {
            Some(letters) => token.push_str(letters),
            None if c.is_ascii_alphanumeric() => token.push(c.to_ascii_uppercase()),
            None => {
                let message = format!("The character {c:?} of the label has no place in an address.");
                return Err(LabelError::new(LabelErrorCode::UnmappedCharacter, at, message));
            }
        }
    }
    Ok(token)
}

pub(super) const fn telex(c: char) -> Option<&'static str> {
    Some(match c {
        'ă' => "AW",
        'â' => "AA",
        'đ' => "DD",
        'ê' => "EE",
        'ô' => "OO",
        'ơ' => "OW",
        'ư' => "UW",
        _ => return None,
    })
}
