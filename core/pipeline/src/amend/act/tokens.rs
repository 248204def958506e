//! A sentence as words, marks and quoted phrases.

use iu_address::unicode::base;

/// A word, a mark, or a quoted phrase of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// In small letters, and as written.
    Word(String, &'t str),
    /// As written, without its marks.
    Quoted(&'t str),
    Comma,
}

impl Token<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(known, _) if known == word)
    }

    /// Whether it is `word` but for the marks of its letters.
    pub(super) fn is_misread(&self, word: &str) -> bool {
        matches!(self, Self::Word(known, _) if is_misread(known, word))
    }

    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(super) fn is_separator(&self) -> bool {
        *self == Token::Comma || self.is_one_of(&["và", "hoặc"])
    }

    pub(super) const fn is_quoted(&self) -> bool {
        matches!(self, Self::Quoted(_))
    }
}

/// What opens a quotation. Some acts open one with a mark of another script, or with a straight one.
pub(super) const OPENING: [char; 4] = ['“', '"', '‟', '„'];
/// What closes one.
pub(super) const CLOSING: [char; 2] = ['”', '"'];

/// Whether the words of a phrase (one blank between them; `,` is a comma) stand at the start of the tokens; how many they are. In a
/// phrase of several words some may have other marks than they should, as where a page was read badly: `bồ sung`, `nhu sau`.
pub(super) fn begins(tokens: &[Token<'_>], phrase: &str) -> Option<usize> {
    let (mut count, mut exact) = (0, false);
    for word in phrase.split(' ') {
        let token = tokens.get(count)?;
        let comma = word == "," && *token == Token::Comma;
        exact |= !comma && token.is(word);
        if !(comma || token.is(word) || token.is_misread(word)) {
            return None;
        }
        count += 1;
    }
    exact.then_some(count)
}

/// Whether `read` is `word` but for the marks of its letters.
pub(super) fn is_misread(read: &str, word: &str) -> bool {
    read.chars().map(plain).eq(word.chars().map(plain))
}

/// A letter in lower case without its marks.
fn plain(c: char) -> char {
    if c == 'đ' {
        'd'
    } else {
        base(c)
    }
}

/// The same of what may be written in capitals.
pub(in crate::amend) fn plain_letters(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().map(plain)
}

/// Words, commas and quoted phrases of a sentence; other marks say nothing.
pub(super) fn tokens(sentence: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = sentence;
    // Where nothing closes any more, it is looked for once.
    let mut unclosed = false;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = match first {
            _ if OPENING.contains(&first) => {
                let end = if unclosed { None } else { quoted(first, after) };
                unclosed |= end.is_none();
                let end = end.unwrap_or(after.len());
                tokens.push(Token::Quoted(after[..end].trim()));
                after[end..].strip_prefix(CLOSING).unwrap_or_default()
            }
            ',' | ';' => {
                tokens.push(Token::Comma);
                after
            }
            letter if letter.is_alphanumeric() => {
                let end = word(rest);
                tokens.push(Token::Word(rest[..end].to_lowercase(), &rest[..end]));
                &rest[end..]
            }
            _ => after,
        };
    }
    tokens
}

/// Byte where a phrase ends that was opened with `mark`: a straight mark closes what no other does.
fn quoted(mark: char, text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '“' => depth += 1,
            '”' if depth > 0 => depth -= 1,
            '”' => return Some(at),
            '"' if mark == '"' && depth == 0 => return Some(at),
            _ => {}
        }
    }
    text.find(CLOSING)
}

/// Bytes of the word that the text begins with: letters, digits, and a hyphen between two of them (`04-A`).
fn word(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = letter == '-' && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(letter.is_alphanumeric() || joins) {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_of_every_kind_are_phrases() {
        for (sentence, expected) in [
            ("thay “A, B” bằng “C”", vec!["A, B", "C"]),
            ("thay \"A\" bằng \"C”", vec!["A", "C"]),
            ("thay ‟A” bằng “C\"", vec!["A", "C"]),
            ("bỏ “A “B” C”.", vec!["A “B” C"]),
            ("bỏ \"“A” B\".", vec!["“A” B"]),
            ("bỏ “A", vec!["A"]),
        ] {
            let tokens = tokens(sentence);
            let quoted = tokens.iter().filter_map(|token| if let Token::Quoted(text) = token { Some(*text) } else { None });
            assert_eq!(quoted.collect::<Vec<_>>(), expected, "{sentence}");
        }
    }
}
