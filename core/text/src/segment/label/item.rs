//! A label, and those of items: clauses (`1.`) and points (`a)`).

use crate::segment::kind::Kind;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::{is_invisible, is_space, Form};
use crate::segment::number::{digit, length as number_length, order_of, Order};
use iu_address::label::Numbering;

/// The start of a line read as a label.
#[derive(Debug, Clone)]
pub(in crate::segment) struct Label {
    /// Level of the profile.
    pub(in crate::segment) level: usize,
    pub(in crate::segment) kind: Kind,
    /// Label as written, white space made single.
    pub(in crate::segment) written: String,
    /// The number as written.
    pub(in crate::segment) number_written: String,
    pub(in crate::segment) numbering: Numbering,
    /// `None` where the number is no number of its kind (`IIII`).
    pub(in crate::segment) number: Option<Order>,
    pub(in crate::segment) form: Form,
    /// Byte of the line at which what follows the label begins.
    pub(in crate::segment) rest_at: usize,
    /// Whether specks of a page that was read badly stand before it: `.. 2.`, `„ đ)`.
    pub(in crate::segment) specked: bool,
}

/// `1.`, `2a.`, `2..`, `1 Text` or `Khoản 1.`; `text` begins at byte `start` of the line, the number at `at` in it.
pub(super) fn clause(
    line: &str,
    level: usize,
    text: &str,
    start: usize,
    at: usize,
    number: &str,
    lexicon: &Lexicon<'_>,
) -> Option<Label> {
    let (length, numbering) = (number_length(number, Numbering::Arabic, 3)?, Numbering::Arabic);
    let number_written = &number[..length];
    let after = &number[length..];
    let dots = after.bytes().take_while(|&byte| byte == b'.').count();
    // `9, Một`, as a page that was read badly has it, is a number without its mark.
    let misread = usize::from(after.starts_with(", "));
    let tail = &after[dots + misread..];
    // `1.1.2017`, `2.000.000`, `1.5`, `3/4`, `50%` are no clauses; `3a.6 Text` is one, with the mark of a footnote.
    let inserted = number_written.ends_with(char::is_alphabetic);
    if (tail.starts_with(|c: char| digit(c).is_some()) && !inserted) || (dots == 0 && !tail.starts_with(is_space)) || dots > 2 {
        return None;
    }
    let end = at + length + dots;
    let form = match (dots, tail.chars().all(is_space) && start + text.len() == line.len()) {
        (0, true) => return None,
        (0, false) => Form::Bare,
        (_, true) => Form::Alone,
        (_, false) => Form::Marked,
    };
    Some(Label {
        level,
        kind: Kind::Clause,
        written: single_spaced(&text[..end]),
        number_written: number_written.to_owned(),
        numbering,
        number: order_of(number_written, numbering, &lexicon.letters),
        form,
        rest_at: after_marks(line, start + end + misread),
        specked: false,
    })
}

/// `a)`, `đ1)`, `a/` or `a.`.
pub(super) fn point(line: &str, level: usize, text: &str, start: usize, lexicon: &Lexicon<'_>) -> Option<Label> {
    let (letter, length) = lexicon.letters.read(text)?;
    let after = &text[length..];
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let mark = after[digits..].chars().next()?;
    let tail = &after[digits + mark.len_utf8()..];
    let spaced = tail.is_empty() || tail.starts_with(is_space);
    if digits > 2 || !(mark == ')' || (matches!(mark, '.' | '/') && spaced)) {
        return None;
    }
    let end = length + digits + mark.len_utf8();
    let number_written = &text[..end - mark.len_utf8()];
    Some(Label {
        level,
        kind: Kind::Point,
        written: text[..end].to_owned(),
        number_written: number_written.to_owned(),
        numbering: Numbering::Letter,
        number: Some(if digits > 0 { Order { suffix: lexicon.letters.suffix(&after[..digits])?, ..letter } } else { letter }),
        form: Form::Marked,
        rest_at: after_marks(line, start + end),
        specked: false,
    })
}

/// The byte of `line` from `at` on, past white space and marks of bold type.
fn after_marks(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start_matches(|c| is_space(c) || matches!(c, '*' | '_')).len()
}

/// `text` without the white space and the marks of Markdown headings and bold type it starts with.
pub(super) fn skip_marks(text: &str) -> &str {
    text.trim_start_matches(|c| is_space(c) || matches!(c, '*' | '_' | '#'))
}

pub(super) fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut begun, mut spaced) = (false, false);
    for c in text.chars() {
        if c.is_whitespace() {
            spaced = begun;
            continue;
        }
        if std::mem::take(&mut spaced) {
            out.push(' ');
        }
        begun = true;
        if !is_invisible(c) {
            out.push(c);
        }
    }
    out
}
