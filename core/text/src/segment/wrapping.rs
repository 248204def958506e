//! How the lines of a text were broken: one per paragraph, or hard-wrapped to a width.

use crate::segment::lines::Lines;

const WIDEST: usize = 120;

/// Width in characters to which the text is wrapped, or `None` where a line is a paragraph.
///
/// A wrapped text has hardly any line over its width and many lines close to it.
pub(super) fn wrap_width(lines: &Lines<'_>) -> Option<usize> {
    let mut by_length = [0_usize; WIDEST + 1];
    let is_shown = |index: &usize| !lines.is_blank(*index);
    let shown = (0..lines.len()).filter(is_shown).count();
    if shown < 20 {
        return None;
    }
    let mut over = 0;
    for line in (0..lines.len()).filter(is_shown).map(|index| lines.get(index)) {
        // No character has more than four bytes.
        match if line.len() > 4 * WIDEST { line.len() } else { line.chars().count() } {
            length if length > WIDEST => over += 1,
            length => by_length[length] += 1,
        }
        if over * 20 > shown {
            return None;
        }
    }
    let mut counted = 0;
    let width = (0..=WIDEST).find(|&length| {
        counted += by_length[length];
        counted * 100 >= (shown - over) * 95
    })?;
    let close: usize = by_length[width.saturating_sub(12)..].iter().sum();
    (width >= 40 && close * 10 >= shown * 3).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_wrapped_text_from_paragraphs() {
        let wrapped = format!("{}\nngắn\n", format!("{}\n", "chữ ".repeat(19).trim()).repeat(3)).repeat(10);
        assert_eq!(wrap_width(&Lines::new(&wrapped)), Some(75));
        let paragraphs = format!("{}\nngắn\n", "chữ ".repeat(60)).repeat(20);
        assert_eq!(wrap_width(&Lines::new(&paragraphs)), None);
        assert_eq!(wrap_width(&Lines::new("một dòng\n")), None);
    }
}
