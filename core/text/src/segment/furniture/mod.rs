//! Lines a printed page adds to the text: running heads, page numbers, stamps of digital signatures.

mod named;
mod repeated;

use crate::profile::PageWords;

use super::lines::Lines;
use super::page::Page;
use super::sentence::is_one_of;

/// What each line is of its page. Where the profile names running heads, they alone are; elsewhere a head is a line that comes
/// again and again beside the number of a page.
pub(super) fn find(lines: &Lines<'_>, words: &PageWords) -> Vec<Page> {
    if words.heads.is_empty() {
        repeated::find(lines, words)
    } else {
        named::find(lines, words)
    }
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    (1..=4).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Page 3`, `Page 3 of 20`, `Trang 3/20`, `- 3 -`, `[Page 3]`.
fn is_page_mark(line: &str, words: &PageWords) -> bool {
    if line.len() > 40 {
        return false;
    }
    let line = line.trim_matches(|c| matches!(c, '[' | ']' | '|' | ' '));
    let mut parts = line.split_whitespace();
    if parts.next().is_some_and(|first| is_one_of(first, &words.marks)) {
        let parts: Vec<&str> = parts.collect();
        return match parts[..] {
            [number] => number.split('/').count() <= 2 && number.split('/').all(is_number),
            [number, of, total] => is_number(number) && matches!(of, "of" | "/") && is_number(total),
            _ => false,
        };
    }
    line.strip_prefix('-').and_then(|line| line.strip_suffix('-')).is_some_and(is_number)
}

/// The first of the blank lines of the text right above line `index`, or that line.
fn blank_above(lines: &Lines<'_>, page: &[Page], mut index: usize) -> usize {
    while index > 0 && page[index - 1] == Page::Text && lines.is_blank(index - 1) {
        index -= 1;
    }
    index
}

/// The first line from `index` on that is not blank.
fn blank_below(lines: &Lines<'_>, index: usize) -> usize {
    (index..lines.len()).find(|&at| !lines.is_blank(at)).unwrap_or(lines.len())
}
