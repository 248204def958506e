//! Labels: what a heading is called by, which is no reference.

use crate::divided::Division;
use crate::grammar::{Level, Numbers, Says};
use crate::page::{words_of, Shape};
use crate::provisions::What;
use crate::reader::{Reader, Step};

/// The token behind the label of `unit`, which begins at token `at`.
pub(crate) fn past_label(reader: Reader<'_>, unit: Option<&Division<'_>>, at: usize) -> usize {
    let Some(unit) = unit else { return at };
    let begins =
        unit.heading.first().is_some_and(|span| span.start <= reader.page.source_at(at) && reader.page.source_at(at) < span.end);
    let words = if begins { words_of(unit.label) } else { Vec::new() };
    let marks = |place: &usize| reader.token(*place).is_some_and(|token| matches!(&*token.lower, "“" | "#"));
    let quote = (at..at + 8).take_while(marks).count();
    let fits = words.iter().enumerate().all(|(place, word)| reader.is(at + quote + place, word));
    let after = at + if fits { quote + words.len() } else { 0 };
    let marks = |place: &usize| reader.token(*place).is_some_and(|token| matches!(&*token.lower, "." | ":" | ")" | "-" | "–"));
    after + (after..after + 2).take_while(marks).count()
}

/// The token behind the label of a heading that is no unit, such as that of a quoted article, at token `at`.
/// In an article that is no unit the labels of its clauses are some, too.
pub(crate) fn heading(reader: Reader<'_>, at: usize, in_form: bool) -> Option<(Step, usize)> {
    let token = reader.token(at)?;
    let before = at.checked_sub(1).and_then(|before| reader.token(before));
    if !token.begins_line && before.is_some_and(|before| before.shape != Shape::Sign) {
        return None;
    }
    let opens = before.is_some_and(|before| matches!(&*before.lower, "“" | "\"" | "‘" | "«"));
    let fresh = before.is_none_or(|before| {
        before.shape == Shape::Break
            || matches!(&*before.lower, "." | ";" | ":" | "”" | "\"" | "’" | "#" | ">" | "-" | "–" | "]" | ")")
    });
    // A line of its own is a label, unless the line before wants it.
    let wanted = at
        .checked_sub(1)
        .is_some_and(|before| [Says::Of, Says::List, Says::TitleEnd].iter().any(|says| reader.past(before, *says).is_some()));
    let printed = token.begins_line
        && !wanted
        && reader.level_at(at).is_some_and(|(_, level, _)| level.alone || level.numbering == Numbers::Name);
    // The form of an act, whose articles somebody has yet to write: `Điều 2. ………`.
    let to_fill = || {
        let group = reader.group(at)?;
        let dots = |at: usize| reader.token(at).is_some_and(|token| matches!(&*token.lower, "." | "…"));
        (dots(group.end) && dots(group.end + 1)).then_some(())
    };
    let empty = token.begins_line && token.capital && to_fill().is_some();
    if !(opens || printed || empty || (token.begins_line && (fresh || under_a_title(reader, at)))) {
        return None;
    }
    if let Some((level, _, _)) = reader.level_at(at).filter(|_| token.capital) {
        let group = reader.group(at).filter(|group| group.level == level)?;
        let What::Numbers(numbers) = &group.what else { return None };
        let ends = reader.token(group.end);
        let marked = ends.is_some_and(|next| matches!(&*next.lower, "." | ":"))
            && reader.token(group.end + 1).is_some_and(|next| next.capital);
        let alone = ends.is_none_or(|next| next.begins_line && (next.capital || next.shape == Shape::Sign));
        let named = matches!(reader.grammar.level(level)?.numbering, Numbers::Name);
        let listed = named
            && ends.is_some_and(|next| next.capital)
            && reader.level_at(group.end).is_none()
            && reader.kind_at(group.end).is_none();
        if !(marked || alone || listed || empty) || numbers.len() != 1 {
            return None;
        }
        Some((numbers.first()?.first()?.clone(), group.end))
    } else if token.quoted || in_form {
        Some((quoted_label(reader, at)?, at + 2))
    } else {
        None
    }
}

/// Whether two words in capitals stand before token `at`: the line above is a title, which wants nothing of what stands below it.
fn under_a_title(reader: Reader<'_>, at: usize) -> bool {
    let shouted = |back: usize| {
        let token = at.checked_sub(back).and_then(|before| reader.token(before))?;
        let written = reader.page.text.get(token.start..token.end)?;
        (token.shape == Shape::Word && written.chars().count() > 1 && !written.contains(char::is_lowercase)).then_some(())
    };
    shouted(1).and_then(|()| shouted(2)).is_some()
}

/// `1.` or `a)` at the beginning of a quoted line.
fn quoted_label(reader: Reader<'_>, at: usize) -> Option<Step> {
    let (token, sign) = (reader.token(at)?, reader.token(at + 1)?);
    let fits = |level: &Level| {
        let digits = level.numbering == Numbers::Arabic && token.shape == Shape::Number && token.lower.len() <= 4;
        let letter = level.numbering == Numbers::Letter && token.shape == Shape::Word && token.lower.chars().count() == 1;
        level.mark.as_deref() == Some(&*sign.lower) && (digits || letter)
    };
    let level = reader.grammar.words.levels.iter().position(fits)?;
    Some((level, token.lower.to_string()))
}
