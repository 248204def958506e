//! Signs of a text as patterns compare them: letters in any case, white space, words on one line.

use crate::letters;
pub(crate) use crate::letters::{is_alphabetic, is_alphanumeric, is_space};

/// `c` in lower case, as a label is read; curly single marks count as straight ones.
pub fn folded(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        _ => letters::folded(c),
    }
}

/// Length of the start of `text` that reads `word` in any case, where no letter follows it.
pub fn reads(text: &str, word: &str) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    for expected in word.chars() {
        if expected == ' ' {
            signs.next_if(|(_, c)| is_space(*c))?;
            while signs.next_if(|(_, c)| is_space(*c)).is_some() {}
        } else {
            signs.next_if(|(_, c)| folded(*c) == folded(expected))?;
        }
    }
    let end = signs.peek().map_or(text.len(), |(at, _)| *at);
    (!text[end..].starts_with(is_alphabetic)).then_some(end)
}

/// The text with each stretch of white space as one space, on one line.
pub fn plain(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
