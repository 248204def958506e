//! The order in which what an act asks is carried out: its own, but for numbers that have to be freed first.

use std::collections::BTreeSet;

use super::deed::{Deed, Edit};

/// What gets another number goes before what is to come under the number it has: acts say it the other way round as well (`Bổ sung
/// khoản 3 …`, then `Chuyển khoản 3 thành khoản 4`).
pub(super) fn in_order(mut edits: Vec<(usize, Edit)>) -> Vec<(usize, Edit)> {
    // Most acts give nothing another number.
    let freed: BTreeSet<String> =
        edits.iter().filter(|(_, edit)| gives_away(edit)).map(|(_, edit)| edit.target.written()).collect();
    if freed.is_empty() {
        return edits;
    }
    let mut at = 0;
    while at < edits.len() {
        let takes = matches!(edits[at].1.deed, Deed::Insert(..)) && freed.contains(&edits[at].1.target.written());
        let late = |(_, other): &(usize, Edit)| gives_away(other) && other.target.path == edits[at].1.target.path;
        if !(takes && edits[at + 1..].iter().any(late)) {
            at += 1;
            continue;
        }
        // With it go the others beside it, the last number first as they stand.
        let above = edits[at].1.target.above().to_vec();
        let is_beside = |(_, other): &(usize, Edit)| gives_away(other) && other.target.above() == above.as_slice();
        let behind = edits.split_off(at);
        let (first, rest): (Vec<_>, Vec<_>) = behind.into_iter().partition(is_beside);
        at += first.len() + 1;
        edits.extend(first);
        edits.extend(rest);
    }
    edits
}

/// Whether a provision gets another number.
const fn gives_away(edit: &Edit) -> bool {
    matches!(edit.deed, Deed::Renumber(_))
}
