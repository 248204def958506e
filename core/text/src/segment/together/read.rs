//! Reads the start of a line: which rules it could be a heading or an item of.

use crate::profile::{HeadingWords, Role};
use crate::segment::kind::Kind;
use crate::segment::lexicon::Lexicon;
use crate::segment::lines::{is_blank, is_invisible, is_space, reads, Form};
use iu_address::label::Numbering;

use super::opening::{near, Opening};
use crate::segment::number::{length, order_of, tight, Order};

/// The start of a line read as a heading. Offsets are bytes of the line.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Label as written, from `start` to `end`.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number in it.
    pub(super) number: (usize, usize),
    /// Ways to read the number, the likeliest first.
    pub(super) orders: Vec<(Numbering, Order)>,
    pub(super) form: Form,
    /// Where what follows the label begins.
    pub(super) rest: usize,
}

impl Reading {
    /// The whole text: it has no label, and what shows first is text.
    pub(super) const fn whole() -> Self {
        Self { start: 0, end: 0, number: (0, 0), orders: Vec::new(), form: Form::Marked, rest: 0 }
    }
}

/// `CHAPTER IV`, `Article. I.`, `PART A—Title`.
pub(super) fn keyword(opening: &Opening<'_>, keyword: &HeadingWords, lexicon: &Lexicon<'_>) -> Option<Reading> {
    let &Opening { line, start, text, first } = opening;
    let word = keyword.words.iter().filter(|word| word.starts_with(first)).find_map(|word| reads(text, word))?;
    if keyword.role == Role::Named {
        return named(line, text, start, word);
    }
    let dotted = text[word..].strip_prefix('.').map_or(word, |_| word + 1);
    let after = text[dotted..].trim_start_matches(is_space);
    let number_at = text.len() - after.len();
    if number_at == dotted {
        // `ANNEX`, `APPENDIX: Title` may stand without a number.
        let tail = text[word..].trim_start_matches(['*', '_']);
        if keyword.role != Role::Annex || !(tail.is_empty() || tail.starts_with([':', '.', '—', '–'])) {
            return None;
        }
        let (form, rest) = continuation(line, start + word)?;
        return Some(unnumbered(start, start + word, form, rest));
    }
    let mut orders = Vec::with_capacity(2);
    let mut end = 0;
    for &numbering in &keyword.numberings {
        if let Some((length, value)) = lexicon.ordinal(after).filter(|_| numbering == Numbering::OrdinalWord) {
            orders.push((numbering, Order::plain(value)));
            end = length;
            break;
        }
        let Some(found) = numeral(after, numbering, lexicon) else { continue };
        if end != 0 && found != end {
            continue;
        }
        let written = if numbering == Numbering::Roman { after[..found].to_ascii_uppercase() } else { after[..found].to_owned() };
        let Some(order) = order_of(&written, numbering, &lexicon.letters) else { continue };
        orders.push((numbering, order));
        end = found;
    }
    if orders.is_empty() {
        let alone = after.is_empty() && keyword.role == Role::Annex;
        return alone.then(|| unnumbered(start, start + word, Form::Alone, line.len()));
    }
    let number = (start + number_at, start + number_at + end);
    let (form, rest) = continuation(line, number.1)?;
    Some(Reading { start, end: number.1, number, orders, form, rest })
}

fn unnumbered(start: usize, end: usize, form: Form, rest: usize) -> Reading {
    Reading { start, end, number: (end, end), orders: Vec::new(), form, rest }
}

/// `Nguyên tắc 1`, `NT-1`, `KT-A`, `Điều 0-S-M-L`: what follows the word up to white space or a mark is a name.
fn named(line: &str, text: &str, start: usize, word: usize) -> Option<Reading> {
    let after = text[word..].trim_start_matches(|c| is_space(c) || c == '-');
    let gap = text.len() - word - after.len();
    let name_length = after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))).unwrap_or(after.len());
    let name = after[..name_length].trim_end_matches(['-', '.']);
    // A name is a number, a letter or a word in capitals; anything else is running text.
    let plain = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '-' | '.');
    let is_name = !name.is_empty() && name.chars().all(plain) && name.len() <= 48;
    if (gap == 0 && !name.starts_with(|c: char| c.is_ascii_digit())) || !is_name {
        return None;
    }
    let number = (start + word + gap, start + word + gap + name.len());
    let (form, rest) = continuation(line, number.1)?;
    Some(Reading { start, end: number.1, number, orders: vec![(Numbering::Arabic, Order::plain(0))], form, rest })
}

/// `5.`, `34A.`, `5 Title`, `§ 5.`, `Section 5.`; says whether the word `Section` stood before it.
pub(super) fn section(opening: &Opening<'_>, words: &[String], lexicon: &Lexicon<'_>) -> Option<(Reading, bool)> {
    let &Opening { line, start, text, first } = opening;
    if !first.is_ascii_digit() && !is_space(first) && !words.iter().any(|word| word.starts_with(first)) {
        return None;
    }
    let word = words.iter().find_map(|word| reads(text, word)).unwrap_or(0);
    let dotted = if word > 0 { text[word..].strip_prefix('.').map_or(word, |_| word + 1) } else { 0 };
    let after = text[dotted..].trim_start_matches(is_space);
    let number_at = text.len() - after.len();
    if word > 0 && number_at == word && text[..word].ends_with(char::is_alphabetic) {
        return None;
    }
    let found = numeral(after, Numbering::Arabic, lexicon)?;
    let order = order_of(&after[..found], Numbering::Arabic, &lexicon.letters)?;
    let number = (start + number_at, start + number_at + found);
    let tail = &line[number.1..];
    // `1.1.2017`, `2.000`, `1(2)`, `50%` are no sections.
    if tail.strip_prefix('.').is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let (form, rest) = continuation(line, number.1)?;
    let reading = Reading { start, end: number.1, number, orders: vec![(Numbering::Arabic, order)], form, rest };
    Some((reading, word > 0))
}

/// A number of an outline: `1.`, `2.1`, `1A.1.`, `IV.`, `A.`; with how many parts it has.
pub(super) fn outline(opening: &Opening<'_>, lexicon: &Lexicon<'_>) -> Option<(Reading, usize)> {
    let &Opening { line, start, text, first } = opening;
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let reach = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let written = text[..reach].trim_end_matches('.');
    let parts: Vec<&str> = written.split('.').collect();
    let tail = &text[written.len()..];
    let marked = tail.starts_with(['.', ')', ':']);
    if parts.len() > 8
        || tail.starts_with("..")
        || tail.strip_prefix('.').is_some_and(|tail| tail.starts_with(char::is_alphanumeric))
    {
        return None;
    }
    let mut orders = Vec::with_capacity(2);
    if parts.len() > 1 {
        for part in &parts {
            order_of(part, Numbering::Arabic, &lexicon.letters)
                .filter(|_| part.len() <= 6 && part.starts_with(|c: char| c.is_ascii_digit()))?;
        }
        orders.push((Numbering::Arabic, order_of(parts[parts.len() - 1], Numbering::Arabic, &lexicon.letters)?));
    } else {
        for numbering in [Numbering::Arabic, Numbering::Roman, Numbering::Letter] {
            let whole = length(written, numbering, 4) == Some(written.len());
            let upper = numbering == Numbering::Arabic || written.bytes().all(|byte| byte.is_ascii_uppercase());
            if let Some(order) = order_of(written, numbering, &lexicon.letters)
                .filter(|_| whole && upper && (marked || numbering == Numbering::Arabic))
            {
                orders.push((numbering, order));
            }
        }
    }
    if orders.is_empty() {
        return None;
    }
    let end = start + written.len();
    let (form, rest) = continuation(line, end)?;
    Some((Reading { start, end, number: (start, end), orders, form, rest }, parts.len()))
}

/// An item of a list at byte `at` of the line: `(a)`, `a)`, `1.`; the label's end, its number, and whether it is dotted.
pub(super) fn item(line: &str, at: usize, lexicon: &Lexicon<'_>) -> Option<(usize, (usize, usize), bool)> {
    let near = near(line);
    let text = near.get(at..)?;
    let (at, text, worded) = after_word(at, text, lexicon);
    if lexicon.tight && text.starts_with(|c: char| c.is_ascii_digit()) {
        // `1(1)The keeper`, `2The Minister`.
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let length = if text[digits..].starts_with('(') { Some(digits) } else { tight(text) };
        if let Some(length) = length {
            return Some((at + length, (at, at + length), true));
        }
    }
    let bracket = usize::from(text.starts_with('('));
    let inner = &text[bracket..];
    let letter = inner.chars().next().filter(|&c| !c.is_ascii() && lexicon.letters.order(c).is_some()).map_or(0, char::len_utf8);
    let length = letter + inner[letter..].bytes().take(6).take_while(u8::is_ascii_alphanumeric).count();
    if length == 0 || length > 5 {
        return None;
    }
    let tail = &inner[length..];
    let number = (at + bracket, at + bracket + length);
    // `a/ Text`, as translators of Vietnamese laws write.
    let slashed = bracket == 0 && length == 1 && tail.strip_prefix('/').is_some_and(|tail| tail.starts_with(is_space));
    if tail.starts_with(')') || (slashed && inner.starts_with(char::is_alphabetic)) {
        return Some((number.1 + 1, number, false));
    }
    let digits = inner[..length].bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    let spaced = tail.strip_prefix('.').is_some_and(|tail| tail.is_empty() || tail.starts_with(is_space));
    // `Huruf a` says what it is, and needs no dot.
    if worded && bracket == 0 && is_blank(&line[number.1..]) {
        return Some((number.1, number, true));
    }
    let lettered = lexicon.letter_dots && inner[..length].chars().nth(1).is_none();
    (bracket == 0 && (digits || lettered) && spaced).then_some((number.1 + 1, number, true))
}

/// `text`, at byte `at` of a line, without the word that may stand before the mark of an item, and whether it has one.
fn after_word<'l>(at: usize, text: &'l str, lexicon: &Lexicon<'_>) -> (usize, &'l str, bool) {
    let item_words = lexicon.keywords.iter().filter(|keyword| keyword.kind == Kind::Clause);
    let mut after = item_words.filter_map(|keyword| Some(&text[reads(text, keyword.word)?..]));
    match after.find(|after| after.starts_with(is_space)) {
        Some(after) => (at + text.len() - after.trim_start_matches(is_space).len(), after.trim_start_matches(is_space), true),
        None => (at, text, false),
    }
}

/// Length of the number that `text` starts with, also of one set tight to a title where the text sets its numbers so.
fn numeral(text: &str, numbering: Numbering, lexicon: &Lexicon<'_>) -> Option<usize> {
    let set_tight = || tight(text).filter(|_| lexicon.tight && numbering == Numbering::Arabic);
    length(text, numbering, 4).or_else(set_tight)
}

/// How `line` goes on at byte `at`, and where what follows begins.
fn continuation(line: &str, at: usize) -> Option<(Form, usize)> {
    let bold = |c: char| is_space(c) || matches!(c, '*' | '_');
    let tail = line[at..].trim_start_matches(bold);
    if tail.is_empty() {
        return Some((Form::Alone, line.len()));
    }
    let marked = tail.trim_start_matches(['.', ':', '-', '–', '—', ')', '*', '_', ']']);
    if marked.len() == tail.len() {
        // A number set tight to its title ends where the title begins; others were read only where a letter does not follow.
        let ends = line[at..].starts_with(bold) || (at > 0 && line[at..].starts_with(begins_title));
        return ends.then(|| (Form::Bare, line.len() - tail.len()));
    }
    let rest = marked.trim_start_matches(|c| bold(c) || c == ':');
    let form = if rest.is_empty() { Form::Alone } else { Form::Marked };
    Some((form, line.len() - rest.len()))
}

fn begins_title(c: char) -> bool {
    c.is_uppercase() || matches!(c, '“' | '‘' | '"')
}

/// A label with white space made single and without what prints nothing.
pub(super) fn shown(text: &str) -> String {
    text.split(|c: char| c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .replace(is_invisible, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections() {
        let profile = crate::profile::builtin("act-en").expect("built in");
        for (line, expected) in [
            ("[PCh6s34A]34A. Title", Some(("34A", Form::Marked, "Title", false))),
            ("5 Title", Some(("5", Form::Bare, "Title", false))),
            ("Section 5. Title", Some(("5", Form::Marked, "Title", true))),
            ("**Section. 2.** The House", Some(("2", Form::Marked, "The House", true))),
            ("§ 12 Title", Some(("12", Form::Bare, "Title", true))),
            ("1.1.2017 is a day", None),
            ("50% of", None),
            ("Sections 5 and 6", None),
        ] {
            let found = section(&Opening::of(line), &["section", "sect", "sec", "§"].map(str::to_owned), &Lexicon::new(&profile));
            let shown = found
                .as_ref()
                .map(|(reading, word)| (&line[reading.number.0..reading.number.1], reading.form, &line[reading.rest..], *word));
            assert_eq!(shown, expected, "{line:?}");
        }
    }

    #[test]
    fn outlines() {
        let profile = crate::profile::builtin("numbered-outline").expect("built in");
        for (line, expected) in [
            ("### 2.1 Ownership", Some(("2.1", 2, "Ownership"))),
            ("#### 3.2.1. Expenses", Some(("3.2.1", 3, "Expenses"))),
            ("### 1A.1 Stripe", Some(("1A.1", 2, "Stripe"))),
            ("## A. Definitions", Some(("A", 1, "Definitions"))),
            ("  7.  This", Some(("7", 1, "This"))),
            ("A person", None),
            ("1.5 million", Some(("1.5", 2, "million"))),
            ("See 5.", None),
        ] {
            let found = outline(&Opening::of(line), &Lexicon::new(&profile));
            let shown =
                found.as_ref().map(|(reading, parts)| (&line[reading.number.0..reading.number.1], *parts, &line[reading.rest..]));
            assert_eq!(shown, expected, "{line:?}");
        }
    }
}
