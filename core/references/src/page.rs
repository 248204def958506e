//! A text as it is read: white space made one, what a printed page adds left out, divided into words, numbers and signs that know their bytes.

use iu_text::manifest::Span;

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
pub(crate) struct Token {
    pub(crate) shape: Shape,
    /// Bytes of [`Page::text`].
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// In lower case.
    pub(crate) lower: String,
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
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    /// The byte of the source for each byte of the text.
    places: Vec<usize>,
    pub(crate) tokens: Vec<Token>,
}

/// The tokens of a phrase of a grammar, in lower case.
pub(crate) fn words_of(phrase: &str) -> Vec<String> {
    let mut page = Page::default();
    page.add(phrase, Span::new(0, phrase.len()), false);
    page.tokenise();
    page.tokens.into_iter().map(|token| token.lower).collect()
}

const BREAK: char = '\u{1}';

impl Page {
    /// Reads the spans of `source`, in order; a unit's part begins at each `true`; `phrases` is what a grammar knows of a
    /// first word.
    pub(crate) fn of(source: &str, spans: &[(Span, bool)], phrases: impl Fn(&str) -> usize) -> Self {
        let mut page = Self::default();
        for &(span, begins) in spans {
            page.add(source, span, begins);
        }
        page.tokenise();
        page.tokens.iter_mut().for_each(|token| token.phrases = phrases(&token.lower));
        page.quote();
        page
    }

    fn add(&mut self, source: &str, span: Span, begins: bool) {
        let Some(part) = source.get(span.start..span.end) else { return };
        if begins {
            self.push(BREAK, span.start);
        }
        for (at, c) in part.char_indices() {
            let at = span.start + at;
            match c {
                '\n' if !self.text.ends_with('\n') => {
                    if self.text.ends_with(' ') {
                        self.text.pop();
                        self.places.pop();
                    }
                    self.push('\n', at);
                }
                BREAK => {}
                _ if c.is_whitespace() || matches!(c, '\u{a0}') => {
                    if !self.text.ends_with([' ', '\n']) {
                        self.push(' ', at);
                    }
                }
                // Bold and italic type of Markdown, and signs that do not show.
                '*' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' => {}
                _ => self.push(c, at),
            }
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        // Each byte of a sign has the place of the sign; its end is where the next begins.
        self.places.extend((0..c.len_utf8()).map(|byte| at + byte));
    }

    /// The bytes of the source from token `first` up to token `end`, not included.
    pub(crate) fn span(&self, first: usize, end: usize) -> Span {
        let start = self.tokens.get(first).and_then(|token| self.places.get(token.start)).copied().unwrap_or_default();
        let last = end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .and_then(|token| self.places.get(token.end.checked_sub(1)?))
            .copied();
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

    fn tokenise(&mut self) {
        let mut signs = self.text.char_indices().peekable();
        let (mut spaced, mut begins_line) = (true, true);
        while let Some((start, c)) = signs.next() {
            if c == ' ' || c == '\n' {
                spaced = true;
                begins_line |= c == '\n';
                continue;
            }
            let mut end = start + c.len_utf8();
            let shape = if c == BREAK {
                Shape::Break
            } else if c.is_ascii_digit() {
                while let Some(&(at, next)) = signs.peek() {
                    let inner = matches!(next, '.') && self.text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
                    if !(next.is_alphanumeric() || inner) {
                        break;
                    }
                    end = at + next.len_utf8();
                    signs.next();
                }
                Shape::Number
            } else if c.is_alphabetic() {
                while let Some(&(at, next)) = signs.peek() {
                    let joined = next == '-' && self.text[at + 1..].starts_with(char::is_lowercase);
                    if !(next.is_alphabetic() || joined || ('\u{300}'..='\u{36f}').contains(&next)) {
                        break;
                    }
                    end = at + next.len_utf8();
                    signs.next();
                }
                Shape::Word
            } else {
                Shape::Sign
            };
            let word = &self.text[start..end];
            let lower = if word.chars().any(char::is_uppercase) { word.to_lowercase() } else { word.to_owned() };
            self.tokens.push(Token {
                shape,
                start,
                end,
                lower,
                capital: c.is_uppercase(),
                begins_line,
                spaced,
                quoted: false,
                phrases: 0,
            });
            // Marks of Markdown headings stand before what begins the line.
            begins_line = shape == Shape::Break || (matches!(c, '#' | '>') && begins_line);
            spaced = shape == Shape::Break;
        }
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
        let straight = part.iter().filter(|token| token.lower == "\"").count();
        let (mut depth, mut single, mut inside) = (0_u32, 0_u32, false);
        let (mut seen, mut block, mut marked) = (0, false, false);
        for token in part {
            // A block quotation of Markdown, whose mark stands before what begins the line.
            if token.lower == ">" && token.begins_line {
                (block, marked) = (true, true);
            } else if token.begins_line && !std::mem::take(&mut marked) {
                block = false;
            }
            match token.lower.as_str() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_signs_know_their_bytes() {
        let source = "Khoản 2a\n  Điều\u{a0}5, “điểm đ”";
        let page = Page::of(source, &[(Span::new(0, source.len()), false)], |_| 0);
        let lower: Vec<&str> = page.tokens.iter().map(|token| token.lower.as_str()).collect();
        assert_eq!(lower, ["khoản", "2a", "điều", "5", ",", "“", "điểm", "đ", "”"]);
        let span = page.span(0, 4);
        assert_eq!(&source[span.start..span.end], "Khoản 2a\n  Điều\u{a0}5");
        assert_eq!(page.words(0, 4), "Khoản 2a Điều 5");
        assert_eq!(page.tokens.iter().map(|token| token.quoted).collect::<Vec<_>>()[4..], [false, false, true, true, false]);
    }
}
