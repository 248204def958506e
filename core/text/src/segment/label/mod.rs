//! What the start of a line could be the heading of: keyword or mark, number, and how the line goes on.
//!
//! Nothing here decides whether a line *is* a heading; that takes the lines around it.

mod behind;
mod damaged;
mod item;

use crate::segment::kind::Kind;
use crate::segment::lexicon::{Keyword, Lexicon};
use crate::segment::lines::{folded, is_space, reads, Form};
use crate::segment::number::{digit, length as number_length, order_of};
pub(super) use damaged::is_damaged;
pub(super) use item::Label;
use item::{clause, point, single_spaced, skip_marks};

/// Longest start of a line in which a label is looked for, in bytes.
const REACH: usize = 240;

/// Reads the start of `line` as a label.
pub(super) fn read(line: &str, lexicon: &Lexicon<'_>) -> Option<Label> {
    let end = floor_boundary(line, REACH);
    let near = &line[..end];
    let start = near.len() - skip_marks(near).len();
    let text = &near[start..];
    let first = text.chars().next()?;
    if behind::may_stand(first) {
        return behind::read(line, text, start, lexicon);
    }
    if first.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&first) {
        return clause(line, lexicon.clause?, text, start, 0, text, lexicon);
    }
    if let Some(point) = lexicon.point.and_then(|level| point(line, level, text, start, lexicon)) {
        return Some(point);
    }
    // Most lines end here: no keyword starts with another letter.
    if !lexicon.keyword_firsts.has(folded(first)) {
        return None;
    }
    let (length, keyword) = keyword(text, lexicon)?;
    let Keyword { level, kind, .. } = *keyword;
    let after = text[length..].trim_start_matches(is_space);
    let gap = text.len() - length - after.len();
    if kind == Kind::Clause {
        return if gap > 0 { clause(line, level, text, start, length + gap, after, lexicon) } else { None };
    }
    let starts_with_digit = after.starts_with(|c: char| digit(c).is_some());
    if gap == 0 && !starts_with_digit {
        return None;
    }
    let (number_length, numbering) = keyword.numberings.iter().find_map(|&each| Some((number_length(after, each, 6)?, each)))?;
    let number_written = &after[..number_length];
    let written = &text[..length + gap + number_length];
    let (form, rest_at) = continuation(line, start + written.len())?;
    Some(Label {
        level,
        kind,
        written: single_spaced(written),
        number_written: number_written.to_owned(),
        numbering,
        number: order_of(number_written, numbering, &lexicon.letters),
        form,
        rest_at,
        specked: false,
    })
}

/// The keyword that `text` begins with, and its length.
fn keyword<'l, 'p>(text: &str, lexicon: &'l Lexicon<'p>) -> Option<(usize, &'l Keyword<'p>)> {
    lexicon.keywords.iter().find_map(|keyword| Some((reads(text, keyword.word)?, keyword)))
}

/// Whether `head` is all of a line up to the end of a label: `1.`, `Điều 5.`, `a)`.
pub(super) fn begins(head: &str, lexicon: &Lexicon<'_>) -> bool {
    head.ends_with(['.', ')']) && read(head, lexicon).is_some_and(|label| label.rest_at == head.len())
}

/// Whether the digits of `line` that end at `end` are the number of a label of which the last, from `mark` on, are a mark:
/// `Chương 215` where note 15 is the next one.
pub(super) fn number_ends(line: &str, end: usize, mark: usize, lexicon: &Lexicon<'_>) -> bool {
    let text = skip_marks(line);
    let start = line.len() - text.len();
    let heading = keyword(text, lexicon).map(|(length, _)| length);
    let Some(length) = heading.or_else(|| lexicon.component_labels.iter().filter_map(|word| reads(text, word)).max()) else {
        return false;
    };
    let after = text[length..].trim_start_matches(is_space);
    let number = start + text.len() - after.len();
    // `Mẫu số 01` with mark 1 would have no number.
    let counts = line.get(number..mark).is_some_and(|left| left.chars().any(|c| c != '0'));
    // Numbers of components have letters too: `Mẫu LT119` where note 19 is the next one.
    counts && line[number..end].chars().all(|c| c.is_ascii_digit() || (heading.is_none() && c.is_alphanumeric()))
}

/// How `line` goes on at byte `at`, and where what follows begins.
fn continuation(line: &str, at: usize) -> Option<(Form, usize)> {
    let tail = line[at..].trim_start_matches(|c| is_space(c) || matches!(c, '*' | '_'));
    if tail.is_empty() {
        return Some((Form::Alone, line.len()));
    }
    // `Điều 5) Tên`, `Điều 5/ Tên`, as scanned texts have it.
    let misread = tail.strip_prefix([')', '/']).filter(|after| after.starts_with(is_space));
    let marked = misread.unwrap_or_else(|| tail.trim_start_matches(['.', ':', '-', '–', '—', '*', '_']));
    if marked.len() == tail.len() {
        let spaced = line[at..].starts_with(|c| is_space(c) || matches!(c, '*' | '_'));
        return spaced.then(|| (Form::Bare, line.len() - tail.len()));
    }
    let rest = marked.trim_start_matches(|c| is_space(c) || matches!(c, '*' | '_' | ':'));
    Some((Form::Marked, line.len() - rest.len()))
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    fn read(line: &str) -> Option<Label> {
        super::read(line, &Lexicon::new(&builtin("vn-law").expect("built in")))
    }

    #[test]
    fn labels_are_read_as_written() {
        use Form::{Alone, Bare, Marked};
        for (line, kind, written, value, suffix, form, rest) in [
            ("Điều 15. Phạm vi", Kind::Article, "Điều 15", 15, "", Marked, "Phạm vi"),
            ("ĐIỀU 15A: TÊN", Kind::Article, "ĐIỀU 15A", 15, "A", Marked, "TÊN"),
            ("**Điều\u{a0}2.**Đối tượng", Kind::Article, "Điều 2", 2, "", Marked, "Đối tượng"),
            ("Điều 2.Đối tượng", Kind::Article, "Điều 2", 2, "", Marked, "Đối tượng"),
            ("Điều 5 Chính sách", Kind::Article, "Điều 5", 5, "", Bare, "Chính sách"),
            ("Điều 7", Kind::Article, "Điều 7", 7, "", Alone, ""),
            ("Điều 12 bis. Tên", Kind::Article, "Điều 12 bis", 12, "BIS", Marked, "Tên"),
            ("Điều １２. Tên", Kind::Article, "Điều １２", 12, "", Marked, "Tên"),
            ("# Chương IV", Kind::Group, "Chương IV", 4, "", Alone, ""),
            ("Chương IIa: Tên", Kind::Group, "Chương IIa", 2, "A", Marked, "Tên"),
            ("Chương 3", Kind::Group, "Chương 3", 3, "", Alone, ""),
            ("PHẦN THỨ HAI", Kind::Group, "PHẦN THỨ HAI", 2, "", Alone, ""),
            ("Mục 1:\u{a0}QUY ĐỊNH", Kind::Group, "Mục 1", 1, "", Marked, "QUY ĐỊNH"),
            ("Tiểu mục 2. TÊN", Kind::Group, "Tiểu mục 2", 2, "", Marked, "TÊN"),
            ("  2a. Nội dung", Kind::Clause, "2a.", 2, "A", Marked, "Nội dung"),
            ("3a.6 Nội dung", Kind::Clause, "3a.", 3, "A", Marked, "6 Nội dung"),
            ("2..Thông tin", Kind::Clause, "2..", 2, "", Marked, "Thông tin"),
            ("1 Cá nhân", Kind::Clause, "1", 1, "", Bare, "Cá nhân"),
            ("Khoản 3. Nội dung", Kind::Clause, "Khoản 3.", 3, "", Marked, "Nội dung"),
            ("đ) Nội dung", Kind::Point, "đ)", 5, "", Marked, "Nội dung"),
            ("đ1) Nội dung", Kind::Point, "đ1)", 5, "1", Marked, "Nội dung"),
            ("- đ) Nội dung", Kind::Point, "đ)", 5, "", Marked, "Nội dung"),
            ("- **2.** Nội dung", Kind::Clause, "2.", 2, "", Marked, "Nội dung"),
            (".. 2. Nội dung", Kind::Clause, "2.", 2, "", Marked, "Nội dung"),
            ("„ đ) Nội dung", Kind::Point, "đ)", 5, "", Marked, "Nội dung"),
        ] {
            let label = read(line).unwrap_or_else(|| panic!("{line:?} has a label"));
            let number = label.number.unwrap_or_else(|| panic!("{line:?} has a number"));
            assert_eq!((label.kind, label.written.as_str()), (kind, written), "{line:?}");
            let of = |suffix| Lexicon::new(&builtin("vn-law").expect("built in")).letters.suffix(suffix);
            assert_eq!((number.value, Some(number.suffix), label.form), (value, of(suffix), form), "{line:?}");
            assert_eq!(&line[label.rest_at..], rest, "{line:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_label_is_none() {
        for line in [
            "Chương trình làm việc",
            "Mục tiêu",
            "Phần lãi từ tiền gửi",
            "Điều kiện",
            "Điều",
            "1.1.2017 là ngày",
            "2.000.000 đồng",
            "15% giá trị",
            "ab) x",
            "“Điều 5. Tên",
            "- Điều 5. Tên",
            ".... 2. Nội dung",
            "- 2 năm",
            "khoản này",
            "",
        ] {
            assert!(read(line).is_none(), "{line:?}");
        }
    }

    #[test]
    fn a_malformed_numeral_is_read_but_has_no_number() {
        let label = read("Chương IIII").expect("a label");
        assert_eq!((label.number, label.number_written.as_str()), (None, "IIII"));
    }
}
