//! How a line of text ends, which tells whether the next line can begin something new, and whether all of it stands in brackets.

use crate::profile::Words;

use super::lines::{folded, is_space, reads};

/// How a line of text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With the mark of a finished sentence or list item.
    Finished,
    /// In the middle of a sentence, as far as one can see.
    Open,
    /// After a reference that the next line may go on with (`khoản 2`).
    Reference,
    /// With a word that wants a number or a clause after it (`theo Điều`, `và`, `tại`).
    Dangling,
}

/// Whether `word` is one of `words`, in any case.
pub(super) fn is_one_of(word: &str, words: &[String]) -> bool {
    words.iter().any(|known| known.len() == word.len() && reads(word, known) == Some(word.len()))
}

/// How `line` ends.
pub(super) fn ending(line: &str, words: &Words) -> Ending {
    let closers = |c: char| is_space(c) || matches!(c, '”' | '"' | '’' | '»' | ')' | '*' | '_');
    let line = line.trim_end_matches(closers);
    if line.ends_with(['.', ';', ':', '!', '?', '…', '/']) {
        return Ending::Finished;
    }
    let mut last_words = line.trim_end_matches(',').rsplit(is_space).filter(|word| !word.is_empty());
    let last = last_words.next().unwrap_or_default();
    let before = last_words.next().unwrap_or_default();
    if before.ends_with([';', ',']) && is_one_of(last, &words.joining) {
        return Ending::Finished;
    }
    if is_one_of(last, &words.hanging) || is_one_of(last, &words.numbered) {
        return Ending::Dangling;
    }
    // Of a longer word its end counts: a number may stand tight after something else.
    let mut number = last.chars().rev().take(12).map(folded);
    let is_number = last.chars().nth(1).is_none() || number.all(|c| c.is_ascii_digit() || "ivxlc".contains(c));
    if is_number && is_one_of(before, &words.numbered) {
        return Ending::Reference;
    }
    Ending::Open
}

/// Whether `line` ends with the mark of a sentence or of an item of a list.
pub(super) fn ends(line: &str) -> bool {
    line.trim_end().ends_with(['.', ';', ':', '!', '?'])
}

/// Whether `text` breaks off where only `next`, the line below it, can go on: after a comma, a hyphen or a word that hangs, and
/// where a number follows what numbers (`khoản`, `Nghị định số`).
pub(super) fn wants_more(text: &str, next: &str, words: &Words) -> bool {
    let text = text.trim_end();
    if text.ends_with([',', '-', '–']) {
        return true;
    }
    let last = text.rsplit(is_space).next().unwrap_or_default();
    let numbered = || next.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let counts = || words.act_numbers.iter().any(|number| reads(last, number.trim()) == Some(last.len()));
    is_one_of(last, &words.hanging) || (numbered() && (is_one_of(last, &words.numbered) || counts()))
}

/// The words of a text that stands in brackets as a whole, as remarks in place of a title do: `(được bãi bỏ)`.
pub(super) fn in_brackets(text: &str) -> Option<&str> {
    text.trim_end().trim_end_matches('.').strip_prefix('(')?.strip_suffix(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_references_from_sentences() {
        let law = crate::profile::builtin("vn-law").expect("built in");
        for (line, expected) in [
            ("Việc này đã xong.", Ending::Finished),
            ("như sau:", Ending::Finished),
            ("hết hiệu lực.”", Ending::Finished),
            ("thực hiện theo quy định tại", Ending::Dangling),
            ("quy định tại khoản 2", Ending::Reference),
            ("nộp đủ hồ sơ; và", Ending::Finished),
            ("quy định tại điểm đ,", Ending::Reference),
            ("quy định tại Chương IV", Ending::Reference),
            ("MỤC LỤC", Ending::Open),
            ("theo khoản này", Ending::Open),
            ("người lao động được", Ending::Open),
            ("", Ending::Open),
        ] {
            assert_eq!(ending(line, law.words()), expected, "{line:?}");
        }
    }
}
