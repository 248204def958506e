//! A text as it is read: white space made one, what a printed page adds left out, divided into words, numbers and signs that know their bytes.

use std::borrow::Cow;

use iu_text::manifest::Span;

use crate::shown::{Shown, BREAK};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters.
    Word,
    /// Digits, with the letters and inner points glued to them: `26a`, `1.2`.
    Number,
    /// Any other sign.
    Sign,
    /// The end of a unit's part: nothing is read across it.
    Break,
}

/// A word, number or sign.
#[derive(Debug)]
pub(crate) struct Token<'t> {
    pub(crate) shape: Shape,
    /// Bytes of the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// In lower case.
    pub(crate) lower: Cow<'t, str>,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// Whether it begins a line.
    pub(crate) begins_line: bool,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
    /// Whether it stands in a quotation.
    pub(crate) quoted: bool,
    /// Where the grammar has the phrases that begin with it; 0 where none does.
    pub(crate) phrases: usize,
}

/// A text as it is read.
#[derive(Debug)]
pub(crate) struct Page<'t> {
    shown: &'t Shown,
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token<'t>>,
}

/// The tokens of a phrase of a grammar, in lower case.
pub(crate) fn words_of(phrase: &str) -> Vec<String> {
    let mut shown = Shown::default();
    shown.add(phrase, Span::new(0, phrase.len()));
    Page::of(&shown, |_| 0).tokens.into_iter().map(|token| token.lower.into_owned()).collect()
}

impl<'t> Page<'t> {
    /// Divides what is shown; `phrases` is what a grammar knows of a first word.
    pub(crate) fn of(shown: &'t Shown, phrases: impl Fn(&str) -> usize) -> Self {
        let mut page = Self { shown, text: &shown.text, tokens: tokens(&shown.text, phrases) };
        page.quote();
        page
    }

    /// The bytes of the source from token `first` up to token `end`, not included.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        let start = self.tokens.get(first).and_then(|token| self.shown.source_of(token.start)).unwrap_or_default();
        let last = end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .and_then(|token| self.shown.source_of(token.end.checked_sub(1)?));
        Span::new(start, last.map_or(start, |last| last + 1))
    }

    /// The words from token `first` up to token `end`, not included, on one line.
    pub(crate) fn words(&self, first: usize, end: usize) -> String {
        let bytes = self.tokens.get(first).zip(end.checked_sub(1).and_then(|last| self.tokens.get(last)));
        let part = bytes.and_then(|(first, last)| self.text.get(first.start..last.end)).unwrap_or_default();
        part.chars().filter(|c| *c != BREAK).map(|c| if c == '\n' { ' ' } else { c }).collect()
    }

    /// The byte of the source where token `at` stands.
    pub(crate) fn source_at(&self, at: usize) -> usize {
        self.span(at, at + 1).start
    }

    /// The first token that begins at byte `at` of the text or behind it.
    pub(crate) fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.start < at)
    }

    /// Tells which tokens stand in quotations. A quotation that never closes ends with the unit in which it opened.
    fn quote(&mut self) {
        let mut from = 0;
        for at in 0..=self.tokens.len() {
            let ends = self.tokens.get(at).is_none_or(|token| token.shape == Shape::Break);
            if ends {
                self.quote_part(from, at);
                from = at + 1;
            }
        }
    }

    fn quote_part(&mut self, from: usize, end: usize) {
        let Some(part) = self.tokens.get_mut(from..end) else { return };
        let straight = part.iter().filter(|token| token.shape == Shape::Sign && token.lower == "\"").count();
        let (mut depth, mut single, mut inside) = (0_u32, 0_u32, false);
        let (mut seen, mut block, mut marked) = (0, false, false);
        for token in part {
            if token.shape != Shape::Sign {
                if token.begins_line && !std::mem::take(&mut marked) {
                    block = false;
                }
                token.quoted = depth > 0 || inside || single > 0 || block;
                continue;
            }
            // A block quotation of Markdown, whose mark stands before what begins the line.
            if token.lower == ">" && token.begins_line {
                (block, marked) = (true, true);
            } else if token.begins_line && !std::mem::take(&mut marked) {
                block = false;
            }
            match &*token.lower {
                "“" | "«" | "„" | "\u{201f}" => depth += 1,
                "”" | "»" => depth = depth.saturating_sub(1),
                "‘" => single += 1,
                // Also the apostrophe, which stands between letters.
                "’" if single > 0 => single -= 1,
                "\"" => {
                    seen += 1;
                    inside = !inside && seen < straight;
                }
                _ => token.quoted = depth > 0 || inside || single > 0 || block,
            }
        }
    }
}

/// Whether `c` is a letter, and whether it is a capital one; what laws are written in without a search through all letters there are.
fn letter(c: char) -> (bool, bool) {
    match c {
        'a'..='z' => (true, false),
        'A'..='Z' => (true, true),
        '\0'..='\u{7f}' => (false, false),
        // Quotation marks, dashes, dots.
        '\u{2000}'..='\u{206f}' => (false, false),
        'à'..='ö' | 'ø'..='ÿ' => (true, false),
        'À'..='Ö' | 'Ø'..='Þ' => (true, true),
        // Vietnamese letters with two marks: capitals and small ones by turns.
        '\u{1ea0}'..='\u{1eff}' => (true, u32::from(c) % 2 == 0),
        _ => (c.is_alphabetic(), c.is_uppercase()),
    }
}

fn tokens<'t>(text: &'t str, phrases: impl Fn(&str) -> usize) -> Vec<Token<'t>> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut signs = text.char_indices().peekable();
    let (mut spaced, mut begins_line) = (true, true);
    while let Some((start, c)) = signs.next() {
        if c == ' ' || c == '\n' {
            spaced = true;
            begins_line |= c == '\n';
            continue;
        }
        let mut end = start + c.len_utf8();
        let (alphabetic, capital) = letter(c);
        let mut capitals = capital;
        let shape = if c == BREAK {
            Shape::Break
        } else if c.is_ascii_digit() {
            while let Some(&(at, next)) = signs.peek() {
                let inner = next == '.' && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                if !(next.is_alphanumeric() || inner) {
                    break;
                }
                capitals |= letter(next).1;
                end = at + next.len_utf8();
                signs.next();
            }
            Shape::Number
        } else if alphabetic {
            while let Some(&(at, next)) = signs.peek() {
                let (alphabetic, capital) = letter(next);
                let joined = next == '-' && text[at + 1..].starts_with(char::is_lowercase);
                if !(alphabetic || joined || ('\u{300}'..='\u{36f}').contains(&next)) {
                    break;
                }
                capitals |= capital;
                end = at + next.len_utf8();
                signs.next();
            }
            Shape::Word
        } else {
            Shape::Sign
        };
        let word = &text[start..end];
        let lower = if capitals { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) };
        let phrases = phrases(&lower);
        tokens.push(Token { shape, start, end, lower, capital, begins_line, spaced, quoted: false, phrases });
        // Marks of Markdown headings stand before what begins the line.
        begins_line = shape == Shape::Break || (matches!(c, '#' | '>') && begins_line);
        spaced = shape == Shape::Break;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_signs_know_their_bytes() {
        let source = "Khoản 2a\n  Điều\u{a0}5, “điểm đ”";
        let mut shown = Shown::default();
        shown.add(source, Span::new(0, source.len()));
        let page = Page::of(&shown, |_| 0);
        let lower: Vec<&str> = page.tokens.iter().map(|token| &*token.lower).collect();
        assert_eq!(lower, ["khoản", "2a", "điều", "5", ",", "“", "điểm", "đ", "”"]);
        let span = page.span(0, 4);
        assert_eq!(&source[span.start..span.end], "Khoản 2a\n  Điều\u{a0}5");
        assert_eq!(page.words(0, 4), "Khoản 2a Điều 5");
        assert_eq!(page.tokens.iter().map(|token| token.quoted).collect::<Vec<_>>()[4..], [false, false, true, true, false]);
    }
}
