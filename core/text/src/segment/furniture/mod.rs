//! Lines a printed page adds to the text: running heads, page numbers, stamps of digital signatures.

mod marks;
mod named;
mod repeated;

use crate::profile::PageWords;

use super::lines::Lines;
use super::page::Page;

/// What each line is of its page. Where the profile names running heads, they alone are; elsewhere a head is a line that comes
/// again and again beside the number of a page.
pub(super) fn find(lines: &Lines<'_>, words: &PageWords) -> Vec<Page> {
    if words.heads.is_empty() {
        repeated::find(lines, words)
    } else {
        named::find(lines, words)
    }
}
