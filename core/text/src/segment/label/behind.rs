//! Items that stand behind something else on their line: the mark of a Markdown list, or specks of a page that was read badly.

use crate::segment::lexicon::Lexicon;
use crate::segment::lines::{is_space, Form};

use super::item::{clause, point, skip_marks, Label};

/// What a speck on a page is read for, and how many of them may stand before a label.
const SPECKS: [char; 8] = ['.', ',', ':', ';', '„', '`', '†', '…'];
const MOST_SPECKS: usize = 3;

/// Marks of the items of a Markdown list; an asterisk is a mark of bold type too, and is skipped as one.
const LISTED: [char; 3] = ['-', '+', '•'];

/// Whether an item may stand behind `first`.
pub(super) fn may_stand(first: char) -> bool {
    SPECKS.contains(&first) || LISTED.contains(&first)
}

/// An item behind the mark of a Markdown list (`- a) Text`) or behind specks (`.. 2. Text`).
pub(super) fn read(line: &str, text: &str, start: usize, lexicon: &Lexicon<'_>) -> Option<Label> {
    let specks: usize = text.chars().take(MOST_SPECKS).take_while(|c| SPECKS.contains(c)).map(char::len_utf8).sum();
    let listed = text.strip_prefix(LISTED).filter(|after| after.starts_with(is_space));
    let inner = if specks > 0 { &text[specks..] } else { listed? };
    let item = skip_marks(inner);
    let at = start + text.len() - item.len();
    let label = if item.starts_with(|c: char| c.is_ascii_digit()) {
        clause(line, lexicon.clause?, item, at, 0, item, lexicon)
    } else {
        point(line, lexicon.point?, item, at, lexicon)
    };
    label.filter(|label| label.form == Form::Marked).map(|label| Label { specked: specks > 0, ..label })
}
