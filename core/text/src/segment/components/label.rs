//! The labels of components: `Phụ lục II`, `Mẫu số 01/ĐK`, and what they are in an address.

use crate::profile::ComponentWords;
use crate::segment::lines::{is_space, reads};
use iu_address::label::{token, without_leading_zeros, Numbering};

/// A label of a component: as written, its number.
pub(super) struct Label<'l> {
    pub(super) written: &'l str,
    pub(super) number: Option<&'l str>,
}

/// The label that `line` begins with, and what follows it.
pub(super) fn label<'l>(line: &'l str, words: &ComponentWords) -> Option<(Label<'l>, &'l str)> {
    let length = words.labels.iter().filter_map(|word| reads(line, word)).max()?;
    let tail = &line[length..];
    if tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    let after = tail.trim_start_matches(|c| is_space(c) || matches!(c, ':' | '*' | '_'));
    let end = after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '–'))).unwrap_or(after.len());
    let written = after[..end].trim_end_matches(['.', '-', '–', '/']);
    let (number, mark) = without_mark(written, &after[written.len()..]);
    if is_number(number) {
        let at = line.len() - after.len() + number.len();
        let rest = line[at + mark..].trim_start_matches(|c| is_space(c) || matches!(c, '.' | ':' | '-' | '–' | '—' | '*' | '_'));
        return Some((Label { written: &line[..at], number: Some(number) }, rest));
    }
    let rest = tail.trim_start_matches(|c| is_space(c) || matches!(c, '.' | ':' | '-' | '–' | '—' | '*' | '_'));
    (!words.numbered).then_some((Label { written: &line[..length], number: None }, rest))
}

/// The number without the mark of a note that is set tight to it, and the length of that mark: `11[32]`, and `0532]` where the
/// bracket that opens was lost.
fn without_mark<'n>(number: &'n str, rest: &str) -> (&'n str, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(inner) = rest.strip_prefix('[') {
        let mark = digits(inner);
        return (number, if mark > 0 && inner[mark..].starts_with(']') { mark + 2 } else { 0 });
    }
    // A number with a zero before it has two digits.
    let glued = rest.starts_with(']') && number.starts_with('0') && number.len() > 2 && digits(number) == number.len();
    if glued {
        (&number[..2], number.len() - 1)
    } else {
        (number, 0)
    }
}

/// `1`, `01/ĐK`, `I`, `Ia`, `II.3`, `2a`, `B01-DN`, `A`: a digit, a roman number, or one capital.
fn is_number(text: &str) -> bool {
    if text.is_empty() || text.len() > 24 || text.chars().filter(|c| c.is_lowercase()).count() > 2 {
        return false;
    }
    let digit = text.bytes().any(|byte| byte.is_ascii_digit());
    digit || is_roman(text) || (text.chars().count() == 1 && text.starts_with(char::is_uppercase))
}

/// A roman number, with or without a letter for what was inserted: `IV`, `Ia`.
fn is_roman(text: &str) -> bool {
    let (number, digits): (_, &[u8]) = match inserted(text) {
        Some(letter) => (&text[..letter], b"IVX"),
        None => (text, b"IVXLC"),
    };
    number.bytes().all(|byte| digits.contains(&byte))
}

/// The byte at which the letter of what was inserted stands, behind another sign: `Ia`.
fn inserted(number: &str) -> Option<usize> {
    number.strip_suffix(['a', 'b', 'c', 'd']).map(str::len).filter(|&at| at > 0)
}

/// The address tokens of a component's number: its parts joined by hyphens, roman numbers read, leading zeros dropped.
pub(super) fn tokens(number: &str) -> String {
    let part = |part: &str| {
        let (number, letter) = part.split_at(inserted(part).unwrap_or(part.len()));
        let roman = is_roman(part) && (part.len() > 1 || b"IVX".contains(&part.as_bytes()[0]));
        if let Some(number) = token(number, Numbering::Roman).ok().filter(|_| roman) {
            return Some(number + &letter.to_uppercase());
        }
        let numbering = if part.chars().nth(1).is_none() { Numbering::Letter } else { Numbering::None };
        token(part, numbering).or_else(|_| token(part, Numbering::None)).ok()
    };
    let parts: Vec<String> =
        number.split(|c: char| !c.is_alphanumeric()).filter(|each| !each.is_empty()).filter_map(part).collect();
    without_leading_zeros(&parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_tokens() {
        for (number, expected) in [
            ("II", "2"),
            ("Ia", "1A"),
            ("IVb", "4B"),
            ("Ic", "1C"),
            ("IIX", "IIX"),
            ("01/ĐK", "1-DK"),
            ("II.3", "2-3"),
            ("C", "C"),
            ("2a", "2A"),
        ] {
            assert_eq!((is_number(number), tokens(number).as_str()), (true, expected), "{number:?}");
        }
        assert!(!is_number("Xe") && !is_number("Va chạm") && !is_number("La"));
    }

    #[test]
    fn labels_lose_the_marks_of_notes() {
        let words = ComponentWords { labels: vec!["mẫu".to_owned()], numbered: true, ..ComponentWords::default() };
        for (line, number, rest) in [
            ("Mẫu 05: Đơn", "05", "Đơn"),
            ("Mẫu 11[32]", "11", ""),
            ("Mẫu 0532]", "05", ""),
            ("Mẫu 01/ĐK[2]: Đơn", "01/ĐK", "Đơn"),
            ("Mẫu 3[a]", "3", "[a]"),
        ] {
            let (label, after) = label(line, &words).unwrap_or_else(|| panic!("{line:?} has a label"));
            assert_eq!((label.number, after), (Some(number), rest), "{line:?}");
        }
    }
}
