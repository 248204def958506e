//! What of a long part is read: the lines near words that may cite something, marks of quotations, and labels at the beginnings of lines.

use iu_text::manifest::Span;

use crate::anchors::Hit;
use crate::grammar::Grammar;
use crate::shown::Shown;

/// Lines, and bytes, that are read at least before and behind a word that may cite something: a title or a list ends within them.
const BEFORE: (usize, usize) = (3, 200);
const BEHIND: (usize, usize) = (8, 700);

/// A line of a part.
struct Line {
    span: Span,
    read: bool,
}

/// Adds what is read of a part; of each run of lines that is not, one sign and the labels in it.
pub(crate) fn show(text: &str, part: &[(Span, bool)], grammar: &Grammar, shown: &mut Shown) {
    let mut lines = lines(text, part);
    let mut at = 0;
    for (span, _) in part {
        for (place, hit) in grammar.hits(text.get(span.start..span.end).unwrap_or_default()) {
            let place = span.start + place;
            while lines.get(at).is_some_and(|line| line.span.end <= place || line.span.start < span.start) {
                at += 1;
            }
            let near = match hit {
                Hit::Cites => {
                    reach(&lines, (0..at).rev(), BEFORE).unwrap_or(at)..=reach(&lines, at..lines.len(), BEHIND).unwrap_or(at)
                }
                Hit::Quotes => at..=at,
            };
            lines.get_mut(near).unwrap_or_default().iter_mut().for_each(|line| line.read = true);
        }
    }
    for run in lines.chunk_by(|one, next| one.read == next.read) {
        if run.iter().all(|line| line.read) {
            run.iter().for_each(|line| shown.add(text, line.span));
            continue;
        }
        let mut left: Option<Span> = None;
        for line in run {
            let label = label(text.get(line.span.start..line.span.end).unwrap_or_default());
            if label > 0 {
                left.take().into_iter().for_each(|last| leave_out(text, last, shown));
                shown.add(text, Span::new(line.span.start, line.span.start + label));
            }
            left = Some(Span::new(line.span.start + label, line.span.end));
        }
        left.into_iter().for_each(|last| leave_out(text, last, shown));
    }
}

/// Stands for lines up to the end of `last`; the sign that ends them tells whether a label may follow.
fn leave_out(text: &str, last: Span, shown: &mut Shown) {
    shown.leave_out(last.start);
    let rest = text.get(last.start..last.end).unwrap_or_default();
    let written = rest.trim_end();
    if let Some((at, _)) = written.char_indices().next_back().filter(|(_, c)| !c.is_alphanumeric()) {
        shown.add(text, Span::new(last.start + at, last.start + written.len()));
    }
    if rest.len() > written.len() {
        shown.add(text, Span::new(last.start + written.len(), last.end));
    }
}

/// The lines of a part; what a page adds may stand between two of them.
fn lines(text: &str, part: &[(Span, bool)]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (span, _) in part {
        let mut start = span.start;
        for line in text.get(span.start..span.end).unwrap_or_default().split_inclusive('\n') {
            lines.push(Line { span: Span::new(start, start + line.len()), read: false });
            start += line.len();
        }
    }
    lines
}

/// The last of the lines at `places` that is within reach.
fn reach(lines: &[Line], places: impl Iterator<Item = usize>, (most, least): (usize, usize)) -> Option<usize> {
    let (mut count, mut bytes, mut last) = (0, 0, None);
    for place in places {
        if count >= most && bytes >= least {
            break;
        }
        count += 1;
        bytes += lines.get(place).map_or(0, |line| line.span.end - line.span.start);
        last = Some(place);
    }
    last
}

/// The bytes of the label at the beginning of a line, `1.` or `a)`, or of a number that is all of it; 0 where there is none.
fn label(line: &str) -> usize {
    let from = line.len() - line.trim_start().len();
    let rest = line.get(from..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let first = rest.chars().next().filter(|c| c.is_alphabetic()).map_or(0, char::len_utf8);
    let behind = rest.get(digits.max(first)..).unwrap_or_default();
    let ends = behind.trim().is_empty() || behind.trim() == ".";
    let marked = behind.starts_with(')') || (behind.starts_with('.') && !behind[1..].starts_with(|c: char| c.is_ascii_digit()));
    match digits {
        0 if first > 0 && behind.starts_with(')') => from + first + 1,
        1..=4 if ends => line.len(),
        1..=4 if marked => from + digits + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::{references_in, Language};

    #[test]
    fn a_long_text_is_read_as_a_short_one() {
        let filler = "Tổ trồng cây bên bờ suối và giữ vườn.\n".repeat(60);
        let lines = [
            "QUY ƯỚC MẪU\nĐiều 4. Tưới cây\n",
            "1. Mỗi tổ có một người.\n",
            "2. Người giữ vườn\n",
            "ghi sổ theo khoản 1 Điều này và khoản này.\n",
            "“Cây non”\n",
            "Nghị định số\n15/2030/NĐ-CP có hiệu lực\n",
        ];
        let found = |between: &str| -> Vec<(String, Vec<String>)> {
            let text = lines.join(between);
            let told = references_in(&text, None, Language::Vietnamese);
            told.iter().for_each(|one| assert_eq!(text[one.span.start..].chars().next(), one.text.chars().next()));
            let normal = |one: &crate::Reference| one.provisions.iter().map(|provision| provision.normal.clone()).collect();
            told.iter().map(|one| (one.text.clone(), normal(one))).collect()
        };
        let short = found("");
        assert_eq!(short.iter().flat_map(|(_, normal)| normal).collect::<Vec<_>>(), ["khoản 1 Điều 4", "khoản 2 Điều 4"]);
        assert_eq!(found(&filler), short);
    }

    #[test]
    fn labels_and_numbers_of_rows_are_told() {
        for (line, bytes) in
            [("1. Cây", 2), ("  12) x", 5), ("a) Cây", 2), ("đ) Cây", 3), ("15\n", 3), ("2.\n", 3), ("1.2 Cây", 0), ("Cây", 0)]
        {
            assert_eq!(super::label(line), bytes, "{line:?}");
        }
    }
}
