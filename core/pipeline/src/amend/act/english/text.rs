//! The sentences of an item of an English act, each with the text that is quoted behind it.

use super::marks::{closing, MARKS};
use super::words::{LEVELS, TITLES};
use crate::amend::act::sentences::Quote;

/// A sentence, and what it quotes in lines of its own.
#[derive(Debug)]
pub(super) struct Piece {
    /// Byte of the text where it begins.
    pub at: usize,
    /// In one line, without marks of Markdown.
    pub sentence: String,
    pub quote: Quote,
    /// What stands behind it where a quotation is never closed.
    pub open: String,
    /// Its label, where it is an item of a list that MARK left as text.
    pub label: Option<String>,
}

/// Words with which a sentence leads to a text without a mark.
const LEADS: [&str; 9] = ["insert", "substitute", "add", "following", "inserted", "substituted", "added", "follows", "namely"];
/// Marks and words behind a quotation.
const BEHIND: [char; 6] = ['.', ',', ';', ':', ' ', '\\'];

/// The sentences of `text` from byte `from` on; its heading ends at byte `heading`, and with it a sentence.
pub(super) fn pieces(text: &str, from: usize, heading: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut open, mut gap, mut barren): (Option<Piece>, bool, Vec<char>) = (None, false, Vec::new());
    let mut at = from;
    while at < text.len() {
        let line = text[at..].split_inclusive('\n').next().unwrap_or_default();
        // A text may begin in the line that leads to it.
        let line = &line[..runs_on(line).unwrap_or(line.len())];
        let shown = clean(line);
        let mark = line.trim_start_matches([' ', '\t', '*', '_']).chars().next().unwrap_or_default();
        if let Some(piece) = open.as_mut().filter(|piece| !barren.contains(&mark) && leads(&piece.sentence, line)) {
            let found = block(&text[at..]);
            if found.is_none() {
                // No line below ends with its closing mark either.
                barren.push(mark);
            }
            if let Some((quote, length)) = found {
                piece.open = if quote == Quote::Open { text[at..at + length].to_owned() } else { String::new() };
                piece.quote = quote;
                pieces.extend(open.take());
                at += length;
                continue;
            }
        }
        let label = label(&shown);
        gap |= shown.is_empty();
        let ends = |piece: &Piece| {
            let in_heading = piece.at < heading && at >= heading;
            let begins = gap && !shown.starts_with(char::is_lowercase);
            in_heading || begins || label.is_some() || piece.sentence.ends_with(['.', ';', ':', '—', '–'])
        };
        if !shown.is_empty() && open.as_ref().is_some_and(ends) {
            pieces.extend(open.take());
        }
        if !shown.is_empty() {
            gap = false;
            match &mut open {
                Some(piece) => {
                    piece.sentence.push(' ');
                    piece.sentence.push_str(&shown);
                }
                None => {
                    let begins = at + (line.len() - line.trim_start().len());
                    let (own, behind) = label.map_or((None, 0), |(own, behind)| (Some(own), behind));
                    open = Some(Piece {
                        at: begins,
                        sentence: shown[behind..].to_owned(),
                        quote: Quote::None,
                        open: String::new(),
                        label: own,
                    });
                }
            }
        }
        at += line.len();
    }
    pieces.extend(open);
    pieces.retain(|piece| {
        piece.sentence.chars().any(char::is_alphanumeric) && !["and", "or"].contains(&piece.sentence.trim_matches(BEHIND))
    });
    pieces
}

/// The label at the start of a line, `(a)`, `2.` or the `2` of an item that says where or what, and the bytes up to what follows it.
fn label(line: &str) -> Option<(String, usize)> {
    if let Some((number, rest)) = line.split_once(' ').filter(|(_, rest)| rest.starts_with(char::is_uppercase)) {
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let is_number =
            (1..=3).contains(&digits) && number[digits..].len() <= 1 && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let begins = rest.split(' ').next().is_some_and(|word| word == "Omit") || starts(&rest.to_lowercase());
        if is_number && begins {
            return Some((number.to_lowercase(), number.len() + 1));
        }
    }
    let brackets = line.starts_with('(');
    let rest = line.strip_prefix('(').unwrap_or(line);
    let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric())?;
    let behind = rest[end..].strip_prefix(if brackets { ')' } else { '.' })?;
    let fits = (1..=5).contains(&end) && (brackets || rest.starts_with(|first: char| first.is_ascii_digit()));
    (fits && behind.starts_with(' ')).then(|| (rest[..end].to_lowercase(), line.len() - behind.len() + 1))
}

/// A line as people read it.
pub(super) fn clean(line: &str) -> String {
    let bare = line.trim().trim_start_matches(['#', '>', ' ']);
    let bare = bare.strip_prefix("- ").unwrap_or(bare);
    let bare = bare.replace("**", "").replace('*', "").replace("‘‘", "“").replace("’’", "”");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Byte of a mark behind a colon that opens what the line does not close.
fn runs_on(line: &str) -> Option<usize> {
    let opens = |at: &usize| MARKS.iter().any(|(open, _)| line[*at..].starts_with(*open)) && closing(&line[*at..]).is_none();
    [": ", ":—", "—"].iter().filter_map(|lead| line.find(lead).map(|at| at + lead.len())).find(opens)
}

/// Whether the line is a text that the sentence leads to.
fn leads(sentence: &str, line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with('>') {
        return true;
    }
    let opens = line.trim_start_matches(['*', '_']).starts_with(|first: char| MARKS.iter().any(|(open, _)| *open == first));
    let last = sentence.rsplit(' ').next().unwrap_or_default();
    opens && (sentence.ends_with([':', '—', '–', '-']) || LEADS.contains(&last))
}

/// The text that is quoted at the start, and the bytes it takes.
fn block(text: &str) -> Option<(Quote, usize)> {
    if text.trim_start().starts_with('>') {
        return Some(set_in(text));
    }
    let lead = text.len() - text.trim_start_matches([' ', '\t', '*', '_']).len();
    let first = text[lead..].chars().next()?;
    let close = MARKS.iter().find(|(open, _)| *open == first)?.1;
    // Some print two single marks for a double one.
    let twice = first == '‘' && text[lead + first.len_utf8()..].starts_with(first);
    let start = lead + first.len_utf8() * if twice { 2 } else { 1 };
    // A quotation ends with a line: with the first one that closes what is open and is followed by a mark, or by nothing.
    let (mut at, mut depth, mut fallback) = (0, 0_i64, None);
    for line in text.split_inclusive('\n') {
        let begin = at;
        if begin > 0 && asks(line) {
            // What is to be done next stands in no quotation: this one was closed with another mark, or not at all.
            if fallback.is_some() {
                return fallback;
            }
            let inner = without_joint(text[start..begin].trim_end()).trim_end_matches(BEHIND);
            let closed = inner.strip_suffix(|last: char| MARKS.iter().any(|(_, close)| *close == last));
            return Some((closed.map_or(Quote::Open, |inner| Quote::Text(inner.to_owned())), begin));
        }
        at += line.len();
        let (opens, closes) = (line.matches(first).count(), line.matches(close).count());
        if first == '“' {
            depth += i64::try_from(opens).unwrap_or_default() - i64::try_from(closes).unwrap_or_default();
        }
        let shown = line.trim_end().trim_end_matches(['*', '_']);
        // The journal's own pages leave a straight mark behind the one that closes, where a note stands last.
        let shown = shown
            .strip_suffix('"')
            .filter(|inner| close != '"' && inner.trim_end_matches(BEHIND).ends_with(close))
            .unwrap_or(shown);
        let bare = without_joint(shown).trim_end_matches(BEHIND);
        let stripped =
            bare.strip_suffix(close).map(|inner| if twice { inner.strip_suffix(close).unwrap_or(inner) } else { inner });
        let Some(inner) = stripped.filter(|inner| begin + inner.len() >= start) else { continue };
        let marked = shown.len() > bare.len() || text[at..].trim().is_empty();
        let quote = || (Quote::Text(text[start..begin + inner.len()].trim_end().to_owned()), at);
        if (first != '“' || depth <= 0) && marked {
            return Some(quote());
        }
        if first != '“' || depth <= 0 {
            fallback.get_or_insert_with(quote);
        } else if marked {
            // Each of its paragraphs may open it again.
            fallback = Some(quote());
        }
    }
    let inline = || closing(&text[lead..]).is_some();
    fallback.or_else(|| (!inline()).then_some((Quote::Open, text.len())))
}

/// Whether a line says what is to be done to a provision, and leads to what is quoted next.
fn asks(line: &str) -> bool {
    const ENDS: [&str; 9] = [
        " by the following:",
        " amended as follows:",
        " is inserted:",
        " are inserted:",
        " is added:",
        " are added:",
        " is deleted",
        " are deleted",
        " substitute—",
    ];
    let shown = clean(line);
    let own = shown[label(&shown).map_or(0, |(_, behind)| behind)..].to_lowercase();
    const BY: [&str; 6] =
        ["by the substitution", "by the insertion", "by the deletion", "by the addition", "by substituting", "by inserting"];
    let by = BY.iter().any(|by| own.starts_with(by) || own.contains(&format!(" {by}")));
    by && own.ends_with([':', '—', ',']) || starts(&own) && ENDS.iter().any(|end| own.trim_end_matches(['.', ';']).ends_with(end))
}

/// Whether a line in small letters begins with a provision, or with where one is: `in article 3`, `after the second paragraph`.
fn starts(line: &str) -> bool {
    let mut words = line.split(|sign: char| !sign.is_alphanumeric() && sign != '-').peekable();
    for passed in [&["in", "after", "before", "for"][..], &["the", "first", "second", "third", "last"][..]] {
        words.next_if(|word| passed.contains(word));
    }
    let first = words.next().unwrap_or_default();
    first == "following" || TITLES.contains(&first) || LEVELS.iter().any(|(word, ..)| *word == first)
}

/// The line without `and` or `or` at its end.
fn without_joint(line: &str) -> &str {
    let bare = line.trim_end_matches(BEHIND);
    let stem = bare.strip_suffix(" and").or_else(|| bare.strip_suffix(" or"));
    stem.filter(|stem| stem.ends_with([',', ';', '”', '’', '"', '\''])).unwrap_or(line)
}

/// A text that is set in with `>`.
fn set_in(text: &str) -> (Quote, usize) {
    let (mut lines, mut length, mut at) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        at += line.len();
        let shown = line.trim();
        if let Some(inner) = shown.strip_prefix('>') {
            lines.push(inner.strip_prefix(' ').unwrap_or(inner).trim_end());
            length = at;
        } else if !shown.is_empty() {
            break;
        }
    }
    let whole = lines.join("\n");
    let whole = whole.trim();
    let opened = whole.trim_start_matches(['*', '_']).starts_with(|first: char| MARKS.iter().any(|(open, _)| *open == first));
    let bare = whole.trim_end_matches(['.', ',', ';', '*', ' ']);
    // The mark at its end closes the quotation, whose first mark may have been lost.
    let inner = bare.strip_suffix(|last: char| "’'”\"".contains(last)).filter(|_| bare.len() < whole.len() || opened);
    let text = inner.unwrap_or(whole);
    let emphasis = text.len() - text.trim_start_matches(['*', '_']).len();
    let first = text[emphasis..].chars().next().filter(|first| opened && MARKS.iter().any(|(open, _)| open == first));
    let is_outer = inner.is_some() && first.is_some_and(|first| closing(&text[emphasis..]).is_none() || first == '‘');
    let text = match first {
        Some(first) if is_outer => format!("{}{}", &text[..emphasis], &text[emphasis + first.len_utf8()..]),
        _ => text.to_owned(),
    };
    (Quote::Text(text), length)
}
