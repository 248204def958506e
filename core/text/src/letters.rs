//! Letters in any case, and what shows nothing: what every reader of a text asks of its signs.

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
