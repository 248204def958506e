//! Numbers of provisions: `15a`, `IV`, `đ`, `5(1)(f)`, their lists and ranges.

use crate::grammar::{Level, Numbers, Says};
use crate::page::Shape;
use crate::reader::{Reader, Step};

/// Most provisions that a range or list is opened to.
pub(crate) const MOST: usize = 400;

impl Reader<'_> {
    /// The numbers of `level` that begin at token `at`, and the token behind them.
    pub(crate) fn numbers(&self, level: usize, found: &Level, at: usize) -> Option<(Vec<Vec<Step>>, usize)> {
        let (first, mut end) = self.number(level, found, at)?;
        if self.counts_something(end) && !found.bracket {
            return None;
        }
        let mut numbers = vec![first];
        while numbers.len() < MOST {
            if let Some(after) = self.past(end, Says::Range) {
                // `IV-A` is one number.
                let glued = self.token(after).is_some_and(|token| !token.spaced && token.shape == Shape::Word);
                if let Some((last, after)) = self.next_number(level, found, after, &numbers).filter(|_| !glued) {
                    self.open(&mut numbers, last);
                    end = after;
                    continue;
                }
            }
            let Some(after) = self.past(end, Says::List) else { break };
            let Some((next, after)) = self.next_number(level, found, after, &numbers) else { break };
            numbers.push(next);
            end = after;
        }
        Some((numbers, end))
    }

    /// Whether a number in words stands at token `at`: `thứ nhất`.
    fn is_in_words(&self, at: usize) -> bool {
        let counts = !self.grammar.words.outer_first && self.past(at, Says::Counting).is_some();
        counts && self.token(at + 1).is_some_and(|next| next.shape == Shape::Word)
    }

    /// Whether the number before token `at` counts what follows: `10 ngày`, `5%`.
    fn counts_something(&self, at: usize) -> bool {
        // `bộ` counts, `Bộ luật` does not.
        self.past(at, Says::Quantity).is_some() && self.kind_at(at).is_none()
    }

    /// A further number of a list: as the first, or the last of its brackets alone.
    fn next_number(&self, level: usize, found: &Level, at: usize, before: &[Vec<Step>]) -> Option<(Vec<Step>, usize)> {
        let last = before.last()?;
        if self.is(at, "(") && (last.len() > 1 || !found.bracket) {
            let (inside, mut end) = self.bracket(at)?;
            let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
            let same = last.iter().rposition(|(_, number)| digits(number) == digits(&inside)).filter(|place| *place > 0)?;
            let mut next = last.get(..same)?.to_vec();
            next.push((last.get(same)?.0, inside));
            self.brackets(&mut next, &mut end);
            return Some((next, end));
        }
        let (next, end) = self.number(level, found, at)?;
        let year = |number: &str| number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        let long = |steps: &[Step]| steps.first().is_some_and(|(_, number)| year(number));
        (!self.counts_something(end) && (long(last) || !long(&next))).then_some((next, end))
    }

    /// `(f)`.
    fn bracket(&self, at: usize) -> Option<(String, usize)> {
        let inside = self.token(at + 1)?;
        let short = inside.lower.chars().count() <= 5 && matches!(inside.shape, Shape::Word | Shape::Number);
        (self.is(at, "(") && short && self.grammar.words.outer_first && self.is(at + 2, ")"))
            .then(|| (self.page.words(at + 1, at + 2), at + 3))
    }

    /// Reads the brackets behind the last step: the levels inside it.
    fn brackets(&self, steps: &mut Vec<Step>, end: &mut usize) {
        while let Some(inner) = steps.last().and_then(|(level, _)| self.inner(*level)) {
            // Brackets with a space before them are words that are put in, unless they are numbers.
            let Some((inside, after)) = self.bracket(*end) else { break };
            let spaced = self.token(*end).is_some_and(|token| token.spaced);
            let digits = inside.starts_with(|c: char| c.is_ascii_digit());
            if inside.chars().count() > 4 || (spaced && !(digits || inside.chars().count() == 1)) {
                break;
            }
            let arabic = self.grammar.level(inner).is_some_and(|level| level.numbering == Numbers::Arabic);
            let level = if arabic && !digits { self.inner(inner).unwrap_or(inner) } else { inner };
            steps.push((level, inside));
            *end = after;
        }
    }

    fn inner(&self, level: usize) -> Option<usize> {
        self.grammar.level_named(self.grammar.level(level)?.inner.as_deref()?)
    }

    /// One number of `level` with its brackets.
    fn number(&self, level: usize, found: &Level, at: usize) -> Option<(Vec<Step>, usize)> {
        let token = self.token(at)?;
        let words = || self.page.words(at, at + 1);
        let bracketed =
            |reader: &Self| if found.bracket || found.numbering == Numbers::Letter { reader.bracket(at) } else { None };
        let (number, mut end) = if let Some((inside, end)) = bracketed(self) {
            (inside, end)
        } else {
            match (found.numbering, token.shape) {
                (Numbers::Name, _) => self.name(at)?,
                (_, Shape::Number) => (plain(&words())?.to_owned(), at + 1),
                (Numbers::Letter, Shape::Word) if !self.grammar.words.outer_first => {
                    let mut letters = token.lower.chars();
                    let letter =
                        letters.next().filter(|c| letters.next().is_none() && self.grammar.words.alphabet.contains(*c))?;
                    match self.token(at + 1).filter(|next| next.shape == Shape::Number && !next.spaced && next.lower.len() <= 2) {
                        Some(digits) => (format!("{letter}{}", digits.lower), at + 2),
                        None => (letter.to_string(), at + 1),
                    }
                }
                (Numbers::Roman, Shape::Word) if roman(&words()) => match self.glued_part(at + 1) {
                    Some(end) => (self.page.words(at, end), end),
                    None => (words(), at + 1),
                },
                (Numbers::Roman, Shape::Word) if self.is_in_words(at) => (self.page.words(at, at + 2), at + 2),
                _ => return None,
            }
        };
        let mut steps = vec![(level, number)];
        self.brackets(&mut steps, &mut end);
        Some((steps, end))
    }

    /// The token behind the part of a number that stands behind a point: `I.2`.
    fn glued_part(&self, at: usize) -> Option<usize> {
        let glued = |at: usize| self.token(at).filter(|token| !token.spaced && !token.begins_line);
        let part = glued(at + 1).is_some_and(|token| token.shape == Shape::Number);
        (!self.grammar.words.outer_first && glued(at).is_some_and(|token| token.lower == ".") && part).then_some(at + 2)
    }

    /// The name of a form: what stands there without a space.
    fn name(&self, at: usize) -> Option<(String, usize)> {
        let rest = self.page.text.get(self.token(at)?.start..)?;
        let end = rest
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '–')))
            .map_or(rest.len(), |(end, _)| end);
        let name = rest.get(..end)?.trim_end_matches(['.', '-', '/']);
        let short = name.len() <= 40 && name.chars().any(|c| c.is_ascii_digit());
        short.then(|| (name.to_owned(), self.page.token_from(self.page.tokens[at].start + name.len())))
    }

    /// Opens the range from the last of `numbers` up to `last`.
    pub(crate) fn open(&self, numbers: &mut Vec<Vec<Step>>, last: Vec<Step>) {
        let between = numbers.last().map(|first| self.between(first, &last)).unwrap_or_default();
        numbers.extend(between);
        numbers.push(last);
    }

    /// What lies between two numbers of a level.
    fn between(&self, first: &[Step], last: &[Step]) -> Vec<Vec<Step>> {
        let (Some((level, from)), Some((_, to))) = (first.last(), last.last()) else { return Vec::new() };
        let outside = first.get(..first.len() - 1).unwrap_or_default();
        if first.len() != last.len() || outside != last.get(..last.len() - 1).unwrap_or_default() {
            return Vec::new();
        }
        let step = |number: String| {
            let mut steps = outside.to_vec();
            steps.push((*level, number));
            steps
        };
        if let (Ok(from), Ok(to)) = (from.parse::<usize>(), to.parse::<usize>()) {
            return (from + 1..to.min(from + MOST)).map(|number| step(number.to_string())).collect();
        }
        let (mut one, mut other) = (from.chars(), to.chars());
        if let (Some(one), None, Some(other), None) = (one.next(), one.next(), other.next(), other.next()) {
            let place = |c: char| self.grammar.words.alphabet.chars().position(|letter| letter == c);
            if let (Some(one), Some(other)) = (place(one), place(other)) {
                let letters = self.grammar.words.alphabet.chars().skip(one + 1).take(other.saturating_sub(one + 1));
                return letters.map(|letter| step(letter.to_string())).collect();
            }
        }
        match (roman_value(from), roman_value(to)) {
            (Some(from), Some(to)) => (from + 1..to.min(from + MOST)).map(|value| step(roman_of(value))).collect(),
            _ => Vec::new(),
        }
    }
}

/// A number of a provision without the mark of a note behind a point: `15a`.
fn plain(number: &str) -> Option<&str> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let letters = number.get(digits..)?.chars().take_while(|c| c.is_alphabetic()).count();
    (digits <= 4 && (letters <= 2 || number.ends_with("bis") || number.ends_with("ter"))).then_some(number)
}

/// Whether `word` is a numeral such as `IV` or `IVa`, or one capital letter.
fn roman(word: &str) -> bool {
    let numeral = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = word.len() - numeral.len();
    let one = numeral.chars().count() == 1 && numeral.chars().all(|c| c.is_ascii_uppercase());
    suffix <= 1 && !numeral.is_empty() && (one || numeral.bytes().all(|byte| b"IVXLC".contains(&byte)))
}

fn roman_value(text: &str) -> Option<usize> {
    let value = iu_address::label::token(text, iu_address::label::Numbering::Roman).ok()?.parse().ok()?;
    roman(text).then_some(value)
}

fn roman_of(mut value: usize) -> String {
    let mut out = String::new();
    for (worth, sign) in [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}
