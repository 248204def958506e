//! What the marks of quotations on one line leave open, and what they close that an earlier line opened.

use crate::segment::lines::{first_shown, is_space, Lines};

/// The marks of a line, those that belong together taken away.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) opens: i64,
    pub(super) closes: i64,
    /// Whether the first mark that stays open quotes words in the middle of a sentence, and no provision.
    pub(super) words: bool,
    /// Whether an odd straight mark stays.
    pub(super) straight: bool,
}

/// Marks that open a quotation and are not the same as those that close one.
pub(super) const OPENING: [char; 4] = ['“', '‟', '„', '«'];

/// Lines with curly, angle or straight marks, and what these leave; `begins` tells whether a text begins with a label. The text is
/// searched as one, for most lines hold none.
pub(super) fn left<'l>(lines: &'l Lines<'_>, begins: &'l impl Fn(&str) -> bool) -> impl Iterator<Item = (usize, Left)> + 'l {
    let bytes = lines.text().as_bytes();
    // Where low marks open, the one that opens elsewhere closes: `„Artikel 5“`.
    let holds = |mark: &str| memchr::memmem::find(bytes, mark.as_bytes()).is_some();
    let high_closes = holds("„") && !holds("”");
    let marks = memchr::memchr3_iter(0xe2, 0xc2, b'"', bytes)
        .filter(move |&at| matches!(bytes[at..], [b'"', ..] | [0xe2, 0x80, 0x9c..=0x9f, ..] | [0xc2, 0xab | 0xbb, ..]));
    let mut marks = marks.peekable();
    let mut index = 0;
    std::iter::from_fn(move || {
        let at = marks.next()?;
        while lines.start(index + 1) <= at {
            index += 1;
        }
        while marks.next_if(|&next| next < lines.start(index + 1)).is_some() {}
        Some((index, of_line(lines.get(index), high_closes, begins)))
    })
}

/// What the marks of `line` leave.
fn of_line(line: &str, high_closes: bool, begins: &impl Fn(&str) -> bool) -> Left {
    let mut left = Left::default();
    let mut opened = None;
    // Straight marks before and behind the mark that stays.
    let (mut before, mut straight, mut last) = (0, 0, None);
    for (at, mark) in line.char_indices() {
        match mark {
            '"' => {
                straight += 1;
                last = Some(at);
            }
            '“' if high_closes => close(&mut left, &mut before, straight),
            '”' | '»' => close(&mut left, &mut before, straight),
            // A low mark stands tight to what it opens; apart from it, it is a speck of the page.
            '„' if line[at + mark.len_utf8()..].chars().next().is_none_or(is_space) => {}
            mark if OPENING.contains(&mark) => {
                if left.opens == 0 {
                    opened = Some((at, at + mark.len_utf8()));
                }
                left.opens += 1;
            }
            _ => {}
        }
    }
    left.straight = straight % 2 != 0;
    let Some((at, inside)) = opened.filter(|_| left.opens > 0) else {
        // `"Cấm đi”`: opened by one kind, closed by the other.
        if left.closes > 0 && left.straight && before > 0 && first_shown(line) != Some('"') {
            left.closes -= 1;
            left.straight = false;
        }
        return left;
    };
    if left.straight && last.is_some_and(|last| last > at && !line[..last].ends_with(' ')) {
        left.opens -= 1;
        left.straight = false;
    }
    let outside = line[..at].trim_end();
    left.words = first_shown(outside).is_some() && !outside.ends_with(':') && !begins(&line[inside..]);
    left
}

fn close(left: &mut Left, before: &mut i32, straight: i32) {
    if left.opens > 0 {
        left.opens -= 1;
    } else {
        left.closes += 1;
        *before = straight;
    }
}

/// Whether the odd straight mark of `line` closes what a curly one opened above it.
pub(super) fn closes_straight(line: &str, left: Left) -> bool {
    left.straight && left.opens == 0 && left.closes == 0 && first_shown(line) != Some('"') && ends_quotation(line, '"')
}

/// Whether a line ends with a closing mark, with or without the sign of the sentence around it.
pub(super) fn ends_quotation(line: &str, mark: char) -> bool {
    line.trim_end_matches([';', '.', ',', ' ']).ends_with(mark)
}
