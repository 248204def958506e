//! Running heads and stamps that a profile names, and the page numbers beside them.

use crate::profile::PageWords;
use crate::segment::lexicon::begins_with;
use crate::segment::lines::Lines;
use crate::segment::page::Page;

use super::marks::{blank_above, blank_below, is_number, is_page_mark};

/// What each line is of its page. Blank lines around furniture belong to it, so that a text broken by
/// a page reads on without a hole; a page number counts only beside a running head or where it says it is one.
pub(super) fn find(lines: &Lines<'_>, words: &PageWords) -> Vec<Page> {
    // The number of the page may stand before it.
    let is_head = |line: &str| {
        let head = line.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        begins_with(head, &words.heads).is_some()
    };
    let mut furniture = vec![Page::Text; lines.len()];
    let mut index = 0;
    while index < lines.len() {
        let line = lines.get(index).trim();
        let end = if is_head(line) {
            page_number_below(lines, index + 1)
        } else if let Some(end) = stamp_end(lines, index, words) {
            end
        } else if is_page_mark(line, words) {
            index + 1
        } else {
            index += 1;
            continue;
        };
        // A page has one number, which may be printed more than once; what else stands above its head is a cell of a table.
        let mut number = (end > index + 1).then(|| lines.get(end - 1).trim());
        let mut start = blank_above(lines, &furniture, index);
        while start > 0 && furniture[start - 1] == Page::Text && is_head(line) {
            let above = lines.get(start - 1).trim();
            if !is_number(above) || number.is_some_and(|number| number != above) {
                break;
            }
            number = Some(above);
            start = blank_above(lines, &furniture, start - 1);
        }
        let after = blank_below(lines, end);
        furniture[start..after].fill(Page::Furniture);
        index = after;
    }
    furniture
}

/// The line after a page number that follows a running head, or the line given.
fn page_number_below(lines: &Lines<'_>, index: usize) -> usize {
    let at = blank_below(lines, index);
    if at == lines.len() || !is_number(lines.get(at)) {
        return index;
    }
    // Some pages have their number twice.
    let again = (at + 1..lines.len()).find(|&next| !lines.is_blank(next));
    match again.filter(|&next| lines.get(next).trim() == lines.get(at).trim()) {
        Some(next) => next + 1,
        None => at + 1,
    }
}

/// The line after the stamp of a digital signature that begins on line `index`. A field may be wrapped; a form asks for
/// some of the fields too, but not for the minute at which it was signed.
fn stamp_end(lines: &Lines<'_>, index: usize, words: &PageWords) -> Option<usize> {
    let length = |at: usize| begins_with(lines.get(at).trim(), &words.stamp_fields);
    let field = |at: usize| at < lines.len() && length(at).is_some();
    let signed_on = |at: usize| {
        let value = length(at).map(|length| lines.get(at).trim()[length..].trim_start());
        value.is_some_and(|value| value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(':'))
    };
    let stamped = begins_with(lines.get(index).trim(), &words.stamps).is_some();
    if !stamped && !field(index) {
        return None;
    }
    let mut end = index + 1;
    while field(end) || (field(end + 1) && !lines.is_blank(end)) {
        end += 1;
    }
    (stamped || (index..end).any(signed_on)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_takes_the_blank_lines_around_it() {
        for (text, expected) in [
            ("a\nb\n", vec![]),
            ("a\n\n\nCÔNG BÁO/Số 1/Ngày 2-3-2020\n95\n\nb\n", vec![1, 2, 3, 4, 5]),
            ("a\n\n4\nCÔNG BÁO/Số 1\n\nb\n5\n", vec![1, 2, 3, 4]),
            ("a\nKý bởi: Ai đó\nEmail: x@y\nThời gian ký: nay\n\nb\n", vec![1, 2, 3, 4]),
            (
                "a\nNgười ký: Cổng\nEmail: x@y\nCơ quan: Văn phòng\nThời gian ký: 01.11.2024 14:49:20 +07:00\nb\n",
                vec![1, 2, 3, 4],
            ),
            ("a\nKý bởi: MỘT CƠ QUAN CÓ TÊN\nRẤT DÀI\nNgày ký: 2026-06-02 08:07:10 +07:00\nb\n", vec![1, 2, 3]),
            ("a\nNgười ký: .....\nChức vụ: .....\nNgày ký: ... /... /...\nb\n", vec![]),
            ("a\nCÔNG BÁO/Số 1\n9\n \n9\nb\n", vec![1, 2, 3, 4]),
            ("a\n7\n46\n46\n\n46\nCÔNG BÁO/Số 1\nb\n", vec![2, 3, 4, 5, 6]),
            ("a\n66      CÔNG BÁO/Số 1\n\nb\n", vec![1, 2]),
            ("a\n- 7 -\nb\nTrang 3/20\nTrang bị\n", vec![1, 3]),
            ("1\n2\n", vec![]),
        ] {
            let found = find(&Lines::new(text), &crate::profile::builtin("vn-law").expect("built in").words().pages);
            let marked: Vec<usize> = (0..found.len()).filter(|&index| found[index] == Page::Furniture).collect();
            assert_eq!(marked, expected, "{text:?}");
        }
    }
}
