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
    let mut page = if words.heads.is_empty() { repeated::find(lines, words) } else { named::find(lines, words) };
    // Such a line stands between paragraphs: the blank lines around it part them.
    for at in words.origins.iter().flat_map(|sign| memchr::memmem::find_iter(lines.text().as_bytes(), sign)) {
        let index = lines.number_at(at) - 1;
        if page[index] == Page::Text && marks::is_origin(lines.get(index), words) {
            page[index] = Page::Furniture;
        }
    }
    page
}
