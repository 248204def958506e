//! The scanner for Markdown: headings behind `#` and above a line of `=` or `-` (CommonMark 0.31.2, sections 4.2 and 4.3); front
//! matter is left out, fenced code is text.

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
    let mut next = first;
    while next < lines.len() {
        let index = next;
        next += 1;
        let line = lines.get(index);
        let found = heading(line).map(|(depth, title)| (depth, title.to_owned(), next));
        let found = found.or_else(|| underlined(lines, index, first)).filter(|_| fence.is_none());
        if let Some((depth, title, below)) = found {
            if let Some(level) = levels[depth - 1] {
                let at = lines.start(index);
                let end = lines.start(below);
                next = below;
                let (marker, title) = without_marker(&title, profile);
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
        let end = lines.start(next);
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

/// Depth and text of a heading that begins with line `index`, the first of a paragraph, and is underlined; with the line behind it.
/// A number before it is its own where it is one line: items of a list that end at a line across the page are none.
fn underlined(lines: &Lines<'_>, index: usize, first: usize) -> Option<(usize, String, usize)> {
    let above = (index > first).then(|| lines.get(index - 1));
    if above.is_some_and(|above| !is_blank(above) && heading(above).is_none() && underline(above).is_none()) {
        return None;
    }
    let below = (index..lines.len().min(index + 1 + LONGEST_PARAGRAPH)).find(|&below| !is_paragraph(lines.get(below)))?;
    let depth = underline(lines.get(below)).filter(|_| below > index)?;
    let text = (index..below).map(|at| lines.get(at).trim()).collect::<Vec<_>>().join(" ");
    let listed = below > index + 1 && numbered(&text).is_some();
    (!listed && text.len() <= LONGEST).then_some((depth, text, below + 1))
}

/// Depth of the Markdown heading that line `index` is, and the line behind it, below its underline if it has one.
pub(super) fn heading_at(lines: &Lines<'_>, index: usize) -> Option<(usize, usize)> {
    let line = lines.get(index);
    if line.starts_with(['#', ' ']) {
        if let Some((depth, _)) = heading(line).filter(|(_, title)| !title.is_empty()) {
            return Some((depth, index + 1));
        }
    }
    // Most lines end here: no other stands above a line of marks.
    if index + 1 >= lines.len() || underline(lines.get(index + 1)).is_none() {
        return None;
    }
    underlined(lines, index, 0).map(|(depth, _, below)| (depth, below))
}

/// Most lines of a heading that is underlined.
const LONGEST_PARAGRAPH: usize = 4;

/// The depth that a line of `=` or `-` gives to what stands above it.
fn underline(line: &str) -> Option<usize> {
    let marks = unindented(line)?.trim_end();
    match marks.as_bytes() {
        [b'=', ..] if marks.bytes().all(|byte| byte == b'=') => Some(1),
        [b'-', b'-', ..] if marks.bytes().all(|byte| byte == b'-') => Some(2),
        _ => None,
    }
}

/// Whether a line is text of a paragraph: no heading, item of a list, quotation, row of a table, fence or line across the page.
fn is_paragraph(line: &str) -> bool {
    let Some(text) = unindented(line).filter(|text| !is_blank(text)) else { return false };
    let marked = text.starts_with(['>', '|', '<']) || (text.starts_with(['-', '*', '+']) && text[1..].starts_with([' ', '\t']));
    !marked && heading(line).is_none() && underline(line).is_none() && next_fence(None, line).is_none()
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
    fn headings_above_a_line() {
        for (text, expected) in [
            ("Kho\n===\n", Some((1, "Kho", 2))),
            ("  Kho\nvà xưởng\n  ---  \n", Some((2, "Kho và xưởng", 3))),
            ("1. Kho\n---\n", Some((2, "1. Kho", 2))),
            ("1. Kho\n2. Xưởng\n---\n", None),
            ("Kho\n\n---\n", None),
            ("Kho\n-\n", None),
            ("- Kho\n---\n", None),
            ("> Kho\n---\n", None),
            ("| Kho |\n---\n", None),
            ("một\nhai\nba\nbốn\nnăm\n---\n", None),
            ("Kho", None),
            ("---\n---\n", None),
        ] {
            let expected = expected.map(|(depth, title, below)| (depth, title.to_owned(), below));
            assert_eq!(underlined(&Lines::new(text), 0, 0), expected, "{text:?}");
        }
        assert_eq!(underlined(&Lines::new("một\nhai\n---\n"), 1, 0), None);
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
