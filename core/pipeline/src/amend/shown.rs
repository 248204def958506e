//! Texts as people read them: line breaks, runs of white space and kinds of marks make no difference.

use iu_address::unicode::is_mark;

/// A text as people read it: one blank for a run of white space, one kind of quotation marks, apostrophes and hyphens; with where
/// each byte of it stands in what was written. Both have the same words in the same order.
pub(super) struct Shown {
    pub text: String,
    /// Byte of the written text for each byte of this one, and its end.
    at: Vec<usize>,
}

/// How much of what was written counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Words and marks.
    Exact,
    /// Words alone: capital letters and marks do not.
    Loose,
}

impl Shown {
    /// `text[start..end]`, with the places of `text`.
    pub(super) fn of(text: &str, start: usize, end: usize, look: Look) -> Self {
        let mut shown = Self { text: String::with_capacity(end - start), at: Vec::with_capacity(end - start + 1) };
        for (at, letter) in text[start..end].char_indices().map(|(at, letter)| (start + at, letter)) {
            let letter = match letter {
                '“' | '”' | '„' | '‟' | '«' | '»' => '"',
                '‘' | '’' | 'ʼ' | '‛' => '\'',
                '‐' | '‑' | '–' | '—' | '−' => '-',
                _ => letter,
            };
            let blank = letter.is_whitespace() || look == Look::Loose && !letter.is_alphanumeric() && !is_mark(letter);
            if blank {
                // A hyphen at the end of a line joins what stands in two: `TT-` and `BLĐTBXH`.
                let wrapped = letter == '\n' && shown.text.ends_with('-') && !shown.text.ends_with(" -");
                if !(shown.text.is_empty() || shown.text.ends_with(' ') || wrapped) {
                    shown.push(' ', at);
                }
                continue;
            }
            if look == Look::Loose {
                letter.to_lowercase().for_each(|small| shown.push(small, at));
            } else {
                shown.push(letter, at);
            }
        }
        shown.at.push(end);
        shown
    }

    fn push(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.at.extend(std::iter::repeat_n(at, letter.len_utf8()));
    }

    /// Every place of a phrase as whole words, in the places of the written text, none of which overlap.
    pub(super) fn places(&self, written: &str, phrase: &str) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(phrase)).filter(|_| !phrase.is_empty()) {
            let at = from + at;
            let last = at + phrase.len() - 1;
            // Behind its last letter, so that white space that was passed over is none of it.
            let end = written[self.at[last]..].chars().next().map_or(self.at[last], |letter| self.at[last] + letter.len_utf8());
            let start = self.at[at];
            if is_whole(written, start, end) {
                places.push((start, end));
                from = at + phrase.len();
            } else {
                from = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        places
    }
}

/// Whether people read the same in both.
pub(super) fn reads_alike(one: &str, other: &str) -> bool {
    one == other || in_full(one, Look::Exact) == in_full(other, Look::Exact)
}

/// All of a text as it is read, without blanks at its ends.
pub(super) fn in_full(text: &str, look: Look) -> String {
    Shown::of(text, 0, text.len(), look).text.trim().to_owned()
}

/// Whether no word and no number goes on beyond either end.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    !goes_on(text, start) && !goes_on(text, end)
}

/// Whether a word or a number stands on both sides of this byte: letters, digits and the marks over them, and the dot or comma
/// inside a number (`1.000`, `2,5`).
fn goes_on(text: &str, at: usize) -> bool {
    let (mut before, mut after) = (text[..at].chars().rev(), text[at..].chars());
    let (Some(left), Some(right)) = (before.next(), after.next()) else { return false };
    let in_word = |c: char| c.is_alphanumeric() || is_mark(c);
    let (is_digit, is_point) = (|c: Option<char>| c.is_some_and(char::is_numeric), |c: char| matches!(c, '.' | ','));
    is_mark(right)
        || in_word(left) && in_word(right)
        || left.is_numeric() && is_point(right) && is_digit(after.next())
        || right.is_numeric() && is_point(left) && is_digit(before.next())
}

#[cfg(test)]
mod tests {
    use super::reads_alike;

    #[test]
    fn what_people_do_not_see_makes_no_difference() {
        for (one, other) in [
            ("Kho mở\ncửa  lúc tám giờ.\n", "Kho mở cửa lúc\ntám giờ."),
            ("số 3/TT-\nKC", "số 3/TT-KC"),
            ("gọi là “kho” – ‘chung’", "gọi là \"kho\" - 'chung'"),
        ] {
            assert!(reads_alike(one, other), "{one:?} {other:?}");
        }
        for (one, other) in [("Kho mở", "kho mở"), ("kho, mở", "kho mở"), ("kho mở", "khomở"), ("a - b", "a-b")] {
            assert!(!reads_alike(one, other), "{one:?} {other:?}");
        }
    }
}
