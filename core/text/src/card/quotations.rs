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
    for (at, c) in text.char_indices() {
        match c {
            '“' | '‟' => depth += 1,
            // At the beginning of a line a closing mark opens.
            '”' if at == 0 => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '"' => depth = usize::from(depth == 0),
            _ => {}
        }
    }
    depth
}
