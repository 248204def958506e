//! The marks of quotations in English.

/// What opens a phrase, and what closes it.
pub(super) const MARKS: [(char, char); 6] = [('“', '”'), ('‘', '’'), ('"', '"'), ('\'', '\''), ('„', '”'), ('«', '»')];

/// Byte of the mark that closes the phrase which `text` begins with; a mark inside a word closes nothing.
pub(super) fn closing(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let close = MARKS.iter().find(|(open, _)| *open == first)?.1;
    let mut depth = 0_usize;
    let mut before = first;
    for (at, sign) in text.char_indices().skip(1) {
        let next = text[at + sign.len_utf8()..].chars().next();
        if sign == close && !next.is_some_and(char::is_alphanumeric) {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        } else if sign == first && first != close && !before.is_alphanumeric() {
            depth += 1;
        }
        before = sign;
    }
    None
}

/// Whether a mark at the start of `text` opens a phrase, by what stands before it.
pub(super) fn opens(text: &str, before: Option<char>) -> bool {
    let mark = text.chars().next().is_some_and(|first| MARKS.iter().any(|(open, _)| *open == first));
    mark && !before.is_some_and(char::is_alphanumeric)
}
