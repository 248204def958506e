//! Documents as they are written: `Nghị định số 158/2025/NĐ-CP`, `Regulation (EU) 2016/679`, `Companies Act, 2008`, `Luật này`.

use iu_text::card::number;

use crate::grammar::Says;
use crate::page::{Shape, Token};
use crate::reader::Reader;
use crate::titles::{Known, LONGEST_GUESS};

/// What names documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// The document in which it stands: `Luật này`.
    This,
    /// The one that was named last: `that Regulation`.
    That,
    /// By number where one is written, else by title.
    As(Vec<String>),
}

/// A mention of documents.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) named: Named,
    /// The kind, by its place in the grammar.
    pub(crate) kind: usize,
    pub(crate) end: usize,
}

/// Most tokens between the word of a kind and its number.
const FURTHEST: usize = 8;

impl Reader<'_> {
    /// The documents that are named at token `at`.
    pub(crate) fn documents(&self, at: usize, known: &Known) -> Option<Mention> {
        if let Some(mention) = self.called(at, known).or_else(|| self.role(at, known)) {
            return Some(mention);
        }
        if let Some(end) = self.past(at, Says::Thereof) {
            return Some(Mention { named: Named::That, kind: usize::MAX, end });
        }
        if !self.grammar.words.this_after {
            if let Some((says, after)) = self.says(at, |says| matches!(says, Says::This | Says::That)) {
                let (kind, found, end) = self.kind_at(after)?;
                let named = if says == Says::This { Named::This } else { Named::That };
                let goes_on = self.numbered(end).is_some();
                return (!goes_on && (!found.named || found.definite)).then_some(Mention { named, kind, end });
            }
            if let Some(mut mention) = self.titled_before(at) {
                if let Some(documents) = known.called.get(&self.page.words(at, mention.end).to_lowercase()) {
                    mention.named = Named::As(documents.clone());
                }
                return Some(mention);
            }
        }
        let start = self.past(at, Says::Plural).unwrap_or(at);
        let (kind, found, end) = self.kind_at(start)?;
        if self.grammar.words.this_after {
            if let Some(end) = self.past(end, Says::This) {
                return Some(Mention { named: Named::This, kind, end });
            }
        }
        if let Some((numbers, end)) = self.numbers_of(end) {
            return Some(Mention { named: Named::As(numbers), kind, end });
        }
        let definite = || start.checked_sub(1).is_some_and(|before| self.is(before, "the"));
        if found.named && (!found.definite || definite()) {
            return Some(Mention { named: Named::As(vec![self.page.words(start, end)]), kind, end });
        }
        if found.titled {
            let title_end = self.title_end(end, kind, known)?;
            if let Some((numbers, end)) = self.past(title_end, Says::NumberWord).and_then(|_| self.numbers_of(title_end)) {
                return Some(Mention { named: Named::As(numbers), kind, end });
            }
            return Some(Mention { named: Named::As(vec![self.page.words(start, title_end)]), kind, end: title_end });
        }
        let (numbers, end) = self.number_behind(end)?;
        Some(Mention { named: Named::As(numbers), kind, end })
    }

    /// The number of a document behind small words that tell whose it is: `Nghị định của Chính phủ số 15/2030/NĐ-CP`.
    fn number_behind(&self, at: usize) -> Option<(Vec<String>, usize)> {
        let word = |place: &usize| {
            let token = self.token(*place);
            token.is_some_and(|token| token.shape == Shape::Word)
                && self.past(*place, Says::TitleBreak).is_none()
                && self.past(*place, Says::List).is_none()
                && self.level_at(*place).is_none()
                && self.kind_at(*place).is_none()
        };
        let worded = |place: usize| self.past(place, Says::NumberWord).is_some();
        let end = (at..at + FURTHEST).take_while(|place| worded(*place) || word(place)).find(|place| worded(*place))?;
        self.numbers_of(end).filter(|_| end > at && self.grammar.words.letters_in_numbers)
    }

    /// `the principal Act`: what the text said of it, else the words.
    fn role(&self, at: usize, known: &Known) -> Option<Mention> {
        let end = self.past(at, Says::Role).filter(|_| at.checked_sub(1).is_some_and(|before| self.is(before, "the")))?;
        let words = self.page.words(at, end);
        let documents = known.called.get(&words.to_lowercase()).cloned();
        Some(Mention { named: Named::As(documents.unwrap_or_else(|| vec![words])), kind: usize::MAX, end })
    }

    /// `(‘the basic Regulation’)`: that a document is called so from here on; the token behind the name that begins at token `at`.
    pub(crate) fn name_in_brackets(&self, at: usize) -> Option<usize> {
        if at == 0 || !self.is(at - 1, "the") {
            return None;
        }
        let quote =
            |place: &usize| self.token(*place).is_some_and(|token| matches!(&*token.lower, "‘" | "“" | "\"" | "'" | "the"));
        let opens = (1..=4).filter_map(|back| at.checked_sub(back)).find(|place| !quote(place))?;
        if !self.is(opens, "(") {
            return None;
        }
        let end = self.past(at, Says::Role).or_else(|| self.titled_before(at).map(|mention| mention.end))?;
        let closes = |place: usize| self.token(place).is_some_and(|token| matches!(&*token.lower, ")" | "’" | "”" | "\"" | "'"));
        (closes(end) && (self.is(end, ")") || self.is(end + 1, ")"))).then_some(end)
    }

    /// `hợp đồng này`, `thông tư này`: only behind provisions a small letter names a document.
    pub(crate) fn this_in_small_letters(&self, at: usize) -> Option<Mention> {
        let (says, end) = self.says(at, |says| matches!(says, Says::Kind(_))).filter(|_| self.grammar.words.this_after)?;
        let (Says::Kind(kind), Some(end)) = (says, self.past(end, Says::This)) else { return None };
        Some(Mention { named: Named::This, kind, end })
    }

    /// What the text itself called a document.
    fn called(&self, at: usize, known: &Known) -> Option<Mention> {
        if known.called.is_empty() || !self.token(at)?.capital {
            return None;
        }
        let (kind, _, _) = self.kind_at(at)?;
        (2..=LONGEST_GUESS).rev().filter_map(|length| self.token(at + length - 1).map(|_| at + length)).find_map(|end| {
            let documents = known.called.get(&self.page.words(at, end).to_lowercase())?;
            let goes_on = self.is(end, "/") && self.token(end + 1).is_some_and(|token| !token.spaced);
            (!goes_on).then(|| Mention { named: Named::As(documents.clone()), kind, end })
        })
    }

    /// A number, and further ones of a list.
    pub(crate) fn numbers_of(&self, at: usize) -> Option<(Vec<String>, usize)> {
        let (first, mut end) = self.numbered(at)?;
        let mut numbers = vec![first];
        while let Some((next, after)) = self.past(end, Says::List).and_then(|after| self.numbered(after)) {
            if numbers.len() > 50 {
                break;
            }
            numbers.push(next);
            end = after;
        }
        Some((numbers, end))
    }

    /// `số 41/2024/QH15`, `(EU) No 182/2011`, `No. 29 of 1993`.
    fn numbered(&self, at: usize) -> Option<(String, usize)> {
        let mut end = at;
        if self.is(end, "(")
            && self.token(end + 1).is_some_and(|token| self.grammar.words.marks.iter().any(|mark| *mark == token.lower))
        {
            end = (end + 2..end + 6).find(|place| self.is(*place, ")"))? + 1;
        }
        let mut worded = false;
        if let Some(after) = self.past(end, Says::NumberWord) {
            worded = true;
            end = if self.is(after, ".") || self.is(after, ":") { after + 1 } else { after };
        }
        if let Some(found) = self.glued(end) {
            return Some(found);
        }
        let token = self.token(end)?;
        let rest = self.page.text.get(token.start..)?;
        let letters = self.grammar.words.letters_in_numbers;
        if let Some((mut number, mut length)) = number::read(rest, letters) {
            // A word that a converter glued to the number of a Union act.
            let glued = number.trim_end_matches(char::is_alphabetic).len();
            if !letters && number.get(glued..).is_some_and(|word| word.chars().any(char::is_lowercase)) {
                length -= number.len() - glued;
                number.truncate(glued);
            }
            return Some((number, self.page.token_from(token.start + length)));
        }
        // Numbers of a party and of kinds that have no `/`: `57-NQ/TW` is one, `29 of 1993` another.
        if letters && token.shape == Shape::Number {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/'))).unwrap_or(rest.len());
            let number = rest.get(..length)?.trim_end_matches(['-', '/']);
            let good = number.contains('-') && number.contains('/') && number.chars().any(char::is_alphabetic);
            return good.then(|| (number.to_owned(), self.page.token_from(token.start + number.len())));
        }
        let year = |token: &Token<'_>| token.shape == Shape::Number && token.lower.len() == 4;
        let worded = worded || at.checked_sub(1).and_then(|before| self.kind_at(before)).is_some_and(|(_, kind, _)| kind.headed);
        let of_year = worded && token.shape == Shape::Number && self.is(end + 1, "of") && self.token(end + 2).is_some_and(year);
        of_year.then(|| (self.page.words(end, end + 3), end + 3))
    }

    /// `C(2024) 6132`, by which the Commission numbers what has no other number.
    fn glued(&self, at: usize) -> Option<(String, usize)> {
        let series = self.token(at)?.lower.as_ref();
        let year = self.token(at + 2).filter(|year| year.shape == Shape::Number && year.lower.len() == 4)?;
        let number = self.token(at + 4).filter(|number| number.shape == Shape::Number)?;
        let glued = self.grammar.words.series.iter().any(|known| known == series) && self.is(at + 1, "(") && self.is(at + 3, ")");
        glued.then(|| (format!("{}({}){}", self.page.words(at, at + 1), year.lower, number.lower), at + 5))
    }

    /// `Companies Act, 2008 (Act No. 71 of 2008)`: capital words up to the word of a kind.
    fn titled_before(&self, at: usize) -> Option<Mention> {
        self.token(at).filter(|token| token.capital && token.shape == Shape::Word)?;
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        if before.is_some_and(|before| {
            before.shape == Shape::Word
                && before.capital
                && !before.lower.is_empty()
                && self.past(at - 1, Says::TitleStart).is_none()
        }) {
            return None;
        }
        let numbered = |after: usize| self.numbered(after).filter(|_| self.past(after, Says::NumberWord).is_some());
        let headed = |place: usize| self.kind_at(place).filter(|(_, kind, _)| kind.headed);
        if let Some((kind, _, after)) = headed(at) {
            if let Some((number, end)) = numbered(after) {
                return Some(Mention { named: Named::As(vec![number]), kind, end });
            }
            return None;
        }
        if self.past(at, Says::TitleStart).is_some() {
            return None;
        }
        let mut found = None;
        for place in at + 1..at + 16 {
            let Some(token) = self.token(place) else { break };
            let joined = self.token(place - 1).is_some_and(|before| before.shape == Shape::Word && !before.capital);
            if let Some((kind, _, after)) = headed(place).filter(|_| !joined) {
                let follows = self
                    .token(after)
                    .is_some_and(|next| next.capital && next.shape == Shape::Word && headed(after + 1).is_some());
                found = Some((kind, after));
                if !follows {
                    break;
                }
            }
            let fits = (token.shape == Shape::Word && token.capital && self.past(place, Says::TitleStart).is_none())
                || self.past(place, Says::TitleJoin).is_some();
            let another = token.lower == "and" && self.is(place + 1, "the");
            if !fits
                || another
                || (token.lower == "," && !self.token(place + 1).is_some_and(|next| next.capital || next.lower == "and"))
            {
                break;
            }
        }
        let (kind, mut end) = found?;
        let year = |place: usize| self.token(place).is_some_and(|token| token.shape == Shape::Number && token.lower.len() == 4);
        if year(end) {
            end += 1;
        } else if self.is(end, ",") && year(end + 1) {
            end += 2;
        }
        let title = self.page.words(at, end);
        // `Commission Regulation (EU) 2016/679` has a number; a title that the Union gives stands behind `the`.
        let the = || at.checked_sub(1).is_some_and(|before| self.is(before, "the"));
        if self.grammar.words.titles_definite && (self.numbered(end).is_some() || !the()) {
            return None;
        }
        if self.is(end, "(") {
            if let Some((number, after)) = headed(end + 1).and_then(|(_, _, after)| numbered(after)) {
                if self.is(after, ")") {
                    return Some(Mention { named: Named::As(vec![number]), kind, end: after + 1 });
                }
            }
        }
        Some(Mention { named: Named::As(vec![title]), kind, end })
    }
}
