//! The number of a document: `41/2024/QH15`, `17/2007/TTLT-BLĐTBXH-NHNNVN`, `2016/679`, `95/46/EC`.

use super::signs::is_space;

/// Longest number, in bytes.
const LONGEST: usize = 80;

/// The number that `text` begins with, and the bytes it takes there. A line may end after its `-` or `/`.
pub fn read(text: &str, has_letters: bool) -> Option<(String, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut value = String::new();
    // The byte after each sign of the number.
    let mut ends = Vec::new();
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        if value.len() > LONGEST {
            return None;
        }
        if c.is_alphanumeric() || matches!(c, '/' | '-' | '–' | '.') {
            value.push(if c == '–' { '-' } else { c });
            ends.push(at + c.len_utf8());
        } else if is_space(c) {
            while signs.next_if(|(_, c)| is_space(*c)).is_some() {}
            let next = signs.peek().map(|(_, c)| *c);
            let goes_on = value.ends_with(['-', '/']) && next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
            let slash = next == Some('/') && value.bytes().all(|byte| byte.is_ascii_digit());
            if !goes_on && !slash {
                break;
            }
        } else {
            break;
        }
    }
    value.truncate(value.trim_end_matches(['.', '-', '/']).len());
    // A mark of a note that is glued to the letters of an issuer.
    let last = value.rsplit('/').next().unwrap_or_default();
    if last.contains('-') && last.starts_with(char::is_alphabetic) {
        value.truncate(value.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    }
    let end = ends[value.chars().count().checked_sub(1)?];
    let parts: Vec<&str> = value.split('/').collect();
    let lettered = parts.last().is_some_and(|part| part.contains(char::is_alphabetic));
    let is_date = parts.len() == 3 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    let good = parts.len() >= 2 && parts.iter().all(|part| !part.is_empty()) && !is_date && (lettered || !has_letters);
    good.then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numbers_are_read_over_line_ends_and_without_marks() {
        for (text, expected) in [
            ("41/2024/QH15.", Some("41/2024/QH15")),
            ("17/2007/TTLT-BLĐTBXH-\nNHNNVN ngày", Some("17/2007/TTLT-BLĐTBXH-NHNNVN")),
            ("66.19/2026/NQ-CP ngày", Some("66.19/2026/NQ-CP")),
            ("36a/NQ-CP", Some("36a/NQ-CP")),
            ("120/2020/TT-BTC12 x", Some("120/2020/TT-BTC")),
            ("08 /2022/TT- BTC", Some("08/2022/TT-BTC")),
            ("29/12/2017", None),
            ("2016/679", None),
            ("12 tháng", None),
            ("a/b", None),
        ] {
            assert_eq!(read(text, true).map(|(number, _)| number).as_deref(), expected, "{text:?}");
        }
        assert_eq!(read("2016/679 of", false), Some(("2016/679".to_owned(), 8)));
    }
}
