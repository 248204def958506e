//! The scanner for Markdown: ATX headings; front matter is left out, fenced code is text.

use crate::profile::{Matcher, Profile};

use super::lines::{is_blank, Lines};
use super::outline::{Class, Outline};

/// Longest heading line, in bytes; a longer one is text.
const LONGEST: usize = 1200;

/// An open fence of code: its character and length.
#[derive(Clone, Copy)]
struct Fence(u8, usize);

/// Finds the headings of a Markdown text.
pub(super) fn scan(lines: &Lines<'_>, profile: &Profile) -> Outline {
    let mut outline = Outline::default();
    let first = front_matter_end(lines);
    if first > 0 {
        outline.push(lines.start(first), Class::Excluded("front_matter".into()));
    }
    let levels = [1, 2, 3, 4, 5, 6].map(|depth| profile.level_of(&Matcher::Markdown(depth)));
    let mut fence: Option<Fence> = None;
    let mut in_heading = false;
    let mut depth_before = 0;
    for index in first..lines.len() {
        let line = lines.get(index);
        let end = lines.start(index + 1);
        if let Some((depth, title)) = heading(line).filter(|_| fence.is_none()) {
            if let Some(level) = levels[depth - 1] {
                let at = lines.start(index);
                let (marker, title) = without_marker(title, profile);
                let (label, title) = numbered(&title).unwrap_or(("######".split_at(depth).0, &title));
                if outline.current().is_some() && depth > depth_before + 1 {
                    let message = format!("A heading of depth {depth} follows one of depth {depth_before}.");
                    outline.report(lines, "skipped_level", at, title, message);
                }
                let node = outline.add(level, label.to_owned(), None, at);
                outline.nodes[node].marker = marker;
                outline.nodes[node].title = title.to_owned();
                outline.push(end, Class::Heading(node));
                (in_heading, depth_before) = (true, depth);
                continue;
            }
        }
        fence = next_fence(fence, line);
        in_heading = in_heading && is_blank(line);
        let class = match outline.current() {
            Some(node) if in_heading => Class::Heading(node),
            Some(node) => Class::Body(node),
            None => Class::Excluded("preamble".into()),
        };
        outline.push(end, class);
    }
    outline
}

/// The number a title starts with (`2.1`, `3.`) and what follows it. A number is how people label a section; where the
/// title has none, the marks of the heading are its label.
fn numbered(title: &str) -> Option<(&str, &str)> {
    let (number, rest) = title.split_once([' ', '\t'])?;
    let digits = number.strip_suffix(['.', ')']).unwrap_or(number);
    let parts = digits.split('.').all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    let marked = number.len() > digits.len() || digits.contains('.') || digits.len() <= 2;
    (parts && marked).then_some((number, rest.trim_start()))
}

/// The line after YAML front matter, or 0.
fn front_matter_end(lines: &Lines<'_>) -> usize {
    if lines.get(0) != "---" {
        return 0;
    }
    (1..lines.len()).find(|&index| matches!(lines.get(index), "---" | "...")).map_or(0, |index| index + 1)
}

/// Depth and text of an ATX heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = unindented(line)?;
    let depth = text.bytes().take_while(|&byte| byte == b'#').count();
    let rest = &text[depth..];
    if !(1..=6).contains(&depth) || line.len() > LONGEST || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let rest = rest.trim();
    let without_closing = rest.trim_end_matches('#');
    let closed = without_closing.is_empty() || without_closing.ends_with([' ', '\t']);
    Some((depth, if closed { without_closing.trim_end() } else { rest }))
}

/// The line without up to three spaces of indentation; more make it code.
fn unindented(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(' ');
    (line.len() - text.len() <= 3).then_some(text)
}

fn next_fence(open: Option<Fence>, line: &str) -> Option<Fence> {
    let Some(text) = unindented(line) else { return open };
    let Some(&mark) = text.as_bytes().first().filter(|mark| b"`~".contains(mark)) else { return open };
    let length = text.bytes().take_while(|&byte| byte == mark).count();
    match open {
        Some(Fence(opened, least)) => {
            let closes = mark == opened && length >= least && is_blank(&text[length..]);
            if closes {
                None
            } else {
                open
            }
        }
        // A fence of backticks has none in what follows; then the line is inline code.
        None if length >= 3 && !(mark == b'`' && text[length..].contains('`')) => Some(Fence(mark, length)),
        None => None,
    }
}

/// The status marker in a title, and the title without it.
pub(super) fn without_marker(title: &str, profile: &Profile) -> (Option<usize>, String) {
    let places = profile.status_markers.iter().enumerate().filter_map(|(index, known)| Some((title.find(&known.marker)?, index)));
    let Some((at, index)) = places.min() else { return (None, title.to_owned()) };
    let after = title[at + profile.status_markers[index].marker.len()..].trim_start_matches('\u{fe0f}');
    let (before, after) = (title[..at].trim_end(), after.trim_start());
    let gap = if before.is_empty() || after.is_empty() { "" } else { " " };
    (Some(index), format!("{before}{gap}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for (line, expected) in [
            ("# Một", Some((1, "Một"))),
            ("   ###### Sáu ##", Some((6, "Sáu"))),
            ("## C#", Some((2, "C#"))),
            ("#", Some((1, ""))),
            ("#thẻ", None),
            ("    # mã", None),
            ("####### bảy", None),
            ("chữ # chữ", None),
        ] {
            assert_eq!(heading(line), expected, "{line:?}");
        }
    }

    #[test]
    fn markers_leave_the_title() {
        let profile = crate::profile::builtin("markdown-outline").expect("built in");
        for (title, expected) in [
            ("✅ Nghỉ phép", (Some(0), "Nghỉ phép")),
            ("Nghỉ phép 📝", (Some(2), "Nghỉ phép")),
            ("Nghỉ ⛔\u{fe0f} phép ✅", (Some(3), "Nghỉ phép ✅")),
            ("Nghỉ phép", (None, "Nghỉ phép")),
        ] {
            assert_eq!(without_marker(title, &profile), (expected.0, expected.1.to_owned()));
        }
    }
}
