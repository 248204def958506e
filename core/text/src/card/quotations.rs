//! Which lines are the act's own, and which it quotes.

use super::page::{first, Page};
use super::pattern::Slot;
use super::words::Words;

impl Page<'_> {
    /// The lines of `from..to` that do not begin inside a quotation. A quotation that never closes ends with the act's next article.
    pub fn own_lines<'p>(&'p self, words: &'p Words, from: usize, to: usize) -> impl Iterator<Item = usize> + 'p {
        let mut depth = 0_usize;
        let mut article = 0_u32;
        (from..to.min(self.lines.len())).filter(move |&index| {
            let text = self.lines[index].text;
            let opens = text.starts_with(['“', '‟', '"', '”']);
            if !opens {
                // An article of the act's own counts on; one that is quoted rarely does.
                let number = first(&words.articles, text, words).and_then(|found| found.get(Slot::Label)?.value.parse().ok());
                if let Some(number) = number.filter(|number| (article + 1..article + 4).contains(number)) {
                    (depth, article) = (0, number);
                }
            }
            let is_own = depth == 0 && !opens;
            depth = after(text, depth);
            is_own
        })
    }
}

/// How many quotations are open after `text`, of `depth` before it.
fn after(text: &str, mut depth: usize) -> usize {
    let bytes = text.as_bytes();
    // The last bytes of the marks: a line without them, as most are, is looked at once.
    for at in memchr::memchr3_iter(0x9c, 0x9d, b'"', bytes) {
        if bytes[at] == b'"' {
            depth = usize::from(depth == 0);
        } else if bytes[..=at].ends_with("“".as_bytes()) || bytes[..=at] == *"”".as_bytes() {
            // At the beginning of a line a closing mark opens.
            depth += 1;
        } else if bytes[..=at].ends_with("”".as_bytes()) {
            depth = depth.saturating_sub(1);
        }
    }
    depth + usize::from(text.starts_with('‟'))
}
