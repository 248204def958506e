//! Numbers of pages, and the blank lines around what a page adds.

use crate::profile::PageWords;
use crate::segment::lines::{is_rule, Lines};
use crate::segment::page::Page;
use crate::segment::sentence::is_one_of;

pub(super) fn is_number(line: &str) -> bool {
    let line = line.trim();
    (1..=4).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Page 3`, `Page 3 of 20`, `Trang 3/20`, `- 3 -`, `[Page 3]`.
pub(super) fn is_page_mark(line: &str, words: &PageWords) -> bool {
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

/// `▼M2`: from which act a consolidated text took what follows; with a rule where that act left nothing.
pub(super) fn is_origin(line: &str, words: &PageWords) -> bool {
    let sign = words.origins.iter().find_map(|sign| line.trim().strip_prefix(sign.as_str()));
    sign.is_some_and(|code| {
        let (code, rule) = code.split_once(' ').unwrap_or((code, ""));
        (1..=4).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (rule.is_empty() || is_rule(rule))
    })
}

/// The first of the blank lines of the text right above line `index`, or that line.
pub(super) fn blank_above(lines: &Lines<'_>, page: &[Page], mut index: usize) -> usize {
    while index > 0 && page[index - 1] == Page::Text && lines.is_blank(index - 1) {
        index -= 1;
    }
    index
}

/// The first line from `index` on that is not blank.
pub(super) fn blank_below(lines: &Lines<'_>, index: usize) -> usize {
    (index..lines.len()).find(|&at| !lines.is_blank(at)).unwrap_or(lines.len())
}
