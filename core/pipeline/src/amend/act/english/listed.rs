//! Items of lists: what stands above each says where it is.

use super::places::successor;
use super::tokens::Token;

/// The items of lists that MARK left as text: the last label of each list that is open, and what it says to those below.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// What an item without a label says to the list behind it.
    head: Option<Vec<Token>>,
    open: Vec<(String, Option<Vec<Token>>)>,
}

impl Listed {
    /// What stands above an item with this label.
    pub(super) fn above(&mut self, label: Option<&str>) -> Option<&Vec<Token>> {
        let Some(label) = label else {
            // Behind an item that only says where it is stands what is to be done there.
            if self.open.last().is_none_or(|(_, said)| said.is_none()) {
                self.open.clear();
            }
            return self.open.last().and_then(|(_, said)| said.as_ref()).or(self.head.as_ref());
        };
        if let Some(at) = self.open.iter().rposition(|(last, _)| next_label(last).contains(&label.to_owned())) {
            self.open.truncate(at);
        } else if !["a", "i", "1"].contains(&label) {
            self.open.clear();
        }
        self.open.push((label.to_owned(), None));
        self.open.iter().rev().find_map(|(_, said)| said.as_ref()).or(self.head.as_ref())
    }

    /// The item that was read last says where those below it are.
    pub(super) fn leads(&mut self, words: Vec<Token>) {
        match self.open.last_mut() {
            Some((_, said)) => *said = Some(words),
            None => self.head = Some(words),
        }
    }
}

/// The labels that may follow one: `ii` and `j` behind `i`.
fn next_label(last: &str) -> Vec<String> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let roman = ROMAN.iter().position(|known| *known == last).and_then(|at| ROMAN.get(at + 1)).map(|next| (*next).to_owned());
    roman.into_iter().chain(successor(last)).collect()
}
