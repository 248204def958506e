//! Signs of a text as patterns compare them: letters in any case, white space, words on one line.

/// `c` in lower case; the Icelandic eth, which old typesetting has for `Đ`, counts as that letter.
pub fn folded(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        'Ð' | 'ð' | 'Đ' => 'đ',
        '\u{2018}' | '\u{2019}' => '\'',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// White space, and what prints nothing.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
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
    (!text[end..].starts_with(char::is_alphabetic)).then_some(end)
}

/// The text with each stretch of white space as one space, on one line.
pub fn plain(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
