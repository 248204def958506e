//! Page marks, and the running heads that come again beside them.

use std::collections::HashMap;

use crate::profile::PageWords;
use crate::segment::lines::Lines;
use crate::segment::page::Page;

use super::marks::{blank_above, blank_below, is_number, is_page_mark};

/// Longest running head, in bytes.
const LONGEST: usize = 140;
/// How often a line must stand beside a page number before it is a running head.
const REPEATS: usize = 3;

/// Which lines are furniture, with the blank lines around them.
pub(super) fn find(lines: &Lines<'_>, words: &PageWords) -> Vec<Page> {
    let mut page = vec![Page::Text; lines.len()];
    let mut found = Vec::new();
    // Neighbours that show: the lines above and below a page number.
    let mut beside: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let shown: Vec<usize> = (0..lines.len()).filter(|&index| !lines.is_blank(index)).collect();
    for (place, &index) in shown.iter().enumerate() {
        let line = lines.get(index).trim();
        if is_page_mark(line, words) || is_journal(line, words) {
            found.push(index);
            continue;
        }
        if !is_number(line) {
            continue;
        }
        let neighbours = [place.checked_sub(1), Some(place + 1)];
        for neighbour in neighbours.into_iter().flatten().filter_map(|at| shown.get(at)) {
            let text = lines.get(*neighbour).trim();
            if text.len() <= LONGEST && text.chars().any(char::is_alphabetic) && !text.ends_with([';', ',', ':']) {
                beside.entry(pattern(text)).or_default().push((*neighbour, index));
            }
        }
    }
    for pairs in beside.into_values().filter(|pairs| pairs.len() >= REPEATS) {
        found.extend(pairs.into_iter().flat_map(|(head, number)| [head, number]));
    }
    // Running heads stand beside page marks too.
    let marks: Vec<usize> = found.clone();
    let mut heads: HashMap<String, Vec<usize>> = HashMap::new();
    for index in marks {
        for neighbour in [above(lines, index), below(lines, index)].into_iter().flatten() {
            let text = lines.get(neighbour).trim();
            let head = text.starts_with(char::is_uppercase) && text.chars().filter(|c| c.is_alphabetic()).count() >= 8;
            if text.len() <= LONGEST && head && !text.ends_with(['.', ';', ',', ':']) {
                heads.entry(text.to_owned()).or_default().push(neighbour);
            }
        }
    }
    found.extend(heads.into_values().filter(|places| places.len() >= REPEATS).flatten());
    // A page broken in the middle of a sentence reads on: the blank lines around furniture belong to it.
    for index in found {
        let from = blank_above(lines, &page, index);
        page[from..blank_below(lines, index + 1)].fill(Page::Furniture);
    }
    page
}

fn above(lines: &Lines<'_>, index: usize) -> Option<usize> {
    (index.saturating_sub(4)..index).rev().find(|&at| !lines.is_blank(at))
}

fn below(lines: &Lines<'_>, index: usize) -> Option<usize> {
    (index + 1..(index + 5).min(lines.len())).find(|&at| !lines.is_blank(at))
}

/// A journal's name with nothing beside it but its series, number, language and date.
fn is_journal(line: &str, words: &PageWords) -> bool {
    if line.len() > LONGEST || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Some((before, after)) = words.journals.iter().find_map(|name| line.split_once(name.as_str())) else { return false };
    let rest = || before.split_whitespace().chain(after.split_whitespace());
    let sign = |word: &str| !word.chars().any(char::is_lowercase) || matches!(word, "Union" | "Communities" | "No" | "No.");
    rest().all(sign)
}

/// The line with every number as one sign, so that heads with page numbers in them are alike.
fn pattern(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut in_number = false;
    for c in line.chars() {
        if c.is_ascii_digit() {
            if !in_number {
                out.push('#');
            }
            in_number = true;
        } else {
            in_number = false;
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_heads() {
        for (text, expected) in [
            ("a\nPage 3 of 20\nb\n", vec![1]),
            ("a\n\n- 7 -\n\nb\n", vec![1, 2, 3]),
            ("a\n12\nb\n", vec![]),
            ("a\nACT 5\n1\nb\nACT 5\n2\nc\nACT 5\n3\nd\n", vec![1, 2, 4, 5, 7, 8]),
            ("L 119/2 EN Official Journal of the European Union 4.5.2016\nb\n", vec![0]),
        ] {
            let found = find(&Lines::new(text), &crate::profile::builtin("act-en").expect("built in").words().pages);
            let marked: Vec<usize> = (0..found.len()).filter(|&index| found[index] == Page::Furniture).collect();
            assert_eq!(marked, expected, "{text:?}");
        }
    }
}
