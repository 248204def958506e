//! Headings that are only listed, with or without a title over the list: they come again below it.

use std::collections::HashSet;

use crate::segment::kind::Kind;
use crate::segment::label::{self, Label};
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::{Form, Lines};
use crate::segment::page::Page;

/// Fewer headings than this one after another, and they are no list.
const ENTRIES: usize = 3;
/// Most lines that show between two groups that are listed, with what is said of each.
const BESIDE: usize = 8;

/// Lines with headings that are only listed: several one after another, with hardly a line between, of which most come again
/// below the list, the first as the next of its level. A list of articles says nothing of them; one of chapters may.
pub(super) fn listed(lines: &Lines<'_>, page: &[Page], lexicon: &Lexicon<'_>) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    // Headings of groups and articles, with the lines that show before them.
    let (mut headings, mut shown) = (Vec::new(), 0_usize);
    for index in (0..lines.len()).filter(|&index| page[index] == Page::Text && !lines.is_blank(index)) {
        shown += 1;
        // `Điều 8 của Luật này` at the start of a line is a reference.
        let heads = |label: &Label| label.kind < Kind::Article || (label.kind == Kind::Article && label.form == Form::Marked);
        let label = label::read(lines.get(index), lexicon).filter(heads);
        if let Some((kind, level, number)) = label.and_then(|label| Some((label.kind, label.level, label.number?))) {
            headings.push((index, shown, kind, (level, number.value, number.suffix)));
        }
    }
    let mut below = HashSet::new();
    let mut comes_again: Vec<bool> = headings.iter().rev().map(|(.., name)| !below.insert(name)).collect();
    comes_again.reverse();
    let mut from = 0;
    while from < headings.len() {
        let mut names = HashSet::from([&headings[from].3]);
        let near = |at: &usize| {
            let (before, this) = (&headings[at - 1], &headings[*at]);
            this.1 - before.1 <= if before.2 == Kind::Article { 2 } else { BESIDE } && names.insert(&this.3)
        };
        let end = from + 1 + (from + 1..headings.len()).take_while(near).count();
        let again = comes_again[from..end].iter().filter(|&&again| again).count();
        let level = headings[from].3 .0;
        let begins_anew =
            headings[end..].iter().find(|heading| heading.3 .0 == level).is_some_and(|next| next.3 == headings[from].3);
        if end - from >= ENTRIES && begins_anew && again * 2 >= end - from {
            headings[from..end].iter().for_each(|entry| found[entry.0] = true);
        }
        from = end;
    }
    found
}
