//! Letters in any case, and what shows nothing: what every reader of a text asks of its signs.

/// The signs that some words begin with, in lower case: most lines begin with another.
#[derive(Debug, Clone, Default)]
pub(crate) struct Firsts {
    /// Those of ASCII, a bit each.
    ascii: [u64; 2],
    others: Vec<char>,
    /// Whether every sign is one.
    is_open: bool,
}

impl Firsts {
    pub(crate) fn of<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let mut firsts = Self::default();
        words.filter_map(|word| word.chars().next()).for_each(|first| firsts.add(first));
        firsts
    }

    pub(crate) fn add(&mut self, first: char) {
        if first.is_ascii() {
            self.ascii[first as usize / 64] |= 1 << (first as usize % 64);
        } else if !self.others.contains(&first) {
            self.others.push(first);
        }
    }

    /// Adds every sign there is.
    pub(crate) fn open(&mut self) {
        self.is_open = true;
    }

    /// Adds those of `other`.
    pub(crate) fn join(&mut self, other: &Self) {
        self.ascii.iter_mut().zip(other.ascii).for_each(|(own, other)| *own |= other);
        other.others.iter().for_each(|&first| self.add(first));
        self.is_open |= other.is_open;
    }

    /// Whether a word may begin with `first`, which is in lower case.
    #[inline]
    pub(crate) fn has(&self, first: char) -> bool {
        if first.is_ascii() {
            self.ascii[first as usize / 64] >> (first as usize % 64) & 1 == 1 || self.is_open
        } else {
            self.is_open || self.others.contains(&first)
        }
    }

    /// The same of what begins `text`; where there is nothing, only what reads nothing fits.
    #[inline]
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        text.chars().next().map_or(self.is_open, |first| self.has(folded(first)))
    }
}

/// `c` in lower case; the Icelandic eth, which old typesetting has for `Đ`, counts as that letter.
#[inline]
pub(crate) fn folded(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        folded_beyond(c)
    }
}

fn folded_beyond(c: char) -> char {
    let code = u32::from(c);
    match c {
        'Ð' | 'ð' | 'Đ' => 'đ',
        // What Vietnamese is written in, without a search through all letters there are.
        'à'..='ÿ' | 'ă' | 'đ' | 'ơ' | 'ư' | '\u{2010}'..='\u{203f}' => c,
        '\u{1ea0}'..='\u{1eff}' => char::from_u32(code | 1).unwrap_or(c),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Whether `c` is a letter.
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphabetic(),
    }
}

/// Whether `c` is a letter or a digit of any script.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_digit() || is_alphabetic(c) || (!c.is_ascii() && c.is_numeric())
}

/// Characters that print nothing: zero-width spaces and joiners, a stray byte-order mark, the soft hyphen.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// White space in the wide sense: also no-break spaces, form feeds and what prints nothing.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    match c {
        '\t'..='\r' | ' ' => true,
        // Nothing below U+0085, and none of the letters of Vietnamese.
        _ if c < '\u{85}' => false,
        '\u{100}'..='\u{167f}' | '\u{1e00}'..='\u{1fff}' => false,
        _ => c.is_whitespace() || is_invisible(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_folded_as_unicode_has_it() {
        for c in '\0'..=char::MAX {
            let expected = match c {
                'Ð' | 'ð' | 'Đ' => 'đ',
                _ => c.to_lowercase().next().unwrap_or(c),
            };
            assert_eq!(folded(c), expected, "{c:?}");
        }
    }

    #[test]
    fn letters_are_what_unicode_says() {
        for c in '\0'..=char::MAX {
            assert_eq!((is_alphabetic(c), is_alphanumeric(c)), (c.is_alphabetic(), c.is_alphanumeric()), "{c:?}");
        }
    }

    #[test]
    fn space_is_what_unicode_says_and_what_prints_nothing() {
        for c in '\0'..=char::MAX {
            let expected = if c.is_ascii() { c.is_whitespace() } else { c.is_whitespace() || is_invisible(c) };
            assert_eq!(is_space(c), expected, "{c:?}");
        }
    }
}
