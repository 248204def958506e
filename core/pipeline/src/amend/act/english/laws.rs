//! The documents that an English sentence names: `Regulation (EU) No 910/2014`, `the Stores Act, 1990`, `the principal Act`.

use super::marks::{closing, opens};

/// A document, and where it stands in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub start: usize,
    /// Behind it and what belongs to its title.
    pub end: usize,
    /// As written, without its title.
    pub name: String,
    pub number: Option<String>,
}

/// Kinds of documents that have a number with a year in it.
const NUMBERED: [&str; 5] = ["Regulation", "Directive", "Decision", "Recommendation", "Guideline"];
/// What may stand before such a kind and belongs to it: who made it, and as what.
const QUALIFIED: [&str; 7] = ["Commission", "Council", "Delegated", "Implementing", "Framework", "Joint", "Parliament"];
/// Kinds that are known by their names.
const NAMED: [&str; 9] = ["Act", "Acts", "Regulations", "Order", "Rules", "Code", "Ordinance", "enactment", "Act’s"];
/// Words before a kind that stand for a name.
const FOR_A_NAME: [&str; 5] = ["principal", "Principal", "said", "the", "The"];
/// Small words that a name may have in it.
const WITHIN: [&str; 8] = ["of", "and", "the", "for", "in", "to", "on", "de"];
/// What ends the title behind a number.
const ENDS: [&str; 17] = [
    " is ",
    " are ",
    " shall ",
    " the following",
    " the words",
    " the word",
    " by ",
    " for ",
    " after ",
    " there ",
    ",",
    ":",
    ";",
    " (",
    "—",
    " becomes ",
    " in the ",
];

/// Every document of a sentence outside of what it quotes, in order.
pub(super) fn laws(sentence: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some(first) = sentence[at..].chars().next() {
        let rest = &sentence[at..];
        if opens(rest, before) {
            at += closing(rest).map_or(rest.len(), |end| end + first.len_utf8());
        } else if first.is_alphabetic() && !before.is_some_and(char::is_alphanumeric) {
            let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
            let law = numbered(sentence, at, at + end).or_else(|| named(sentence, at, at + end));
            match law {
                Some(law) if found.last().is_none_or(|last| last.end <= law.start) => {
                    at = law.end;
                    found.push(law);
                }
                _ => at += end,
            }
        } else {
            at += first.len_utf8();
        }
        before = sentence[..at].chars().next_back();
    }
    found
}

/// `Regulation (EU) No 910/2014 of …`, `Commission Delegated Regulation (EU) 2019/1122`, whose first word stands at these bytes.
fn numbered(sentence: &str, start: usize, end: usize) -> Option<Named> {
    let word = |from: usize| {
        let rest = &sentence[from..];
        &rest[..rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())]
    };
    let (mut kind, mut end) = (start, end);
    while QUALIFIED.contains(&&sentence[kind..end]) && sentence[end..].starts_with(' ') {
        kind = end + 1;
        end = kind + word(kind).len();
    }
    if !NUMBERED.contains(&&sentence[kind..end]) {
        return None;
    }
    let near: usize = sentence[end..].char_indices().nth(24).map_or(sentence.len(), |(at, _)| end + at);
    let slash = end + sentence[end..near].find('/')?;
    let from = sentence[..slash].rfind(|sign: char| !sign.is_ascii_digit())? + 1;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = slash + 1 + digits(&sentence[slash + 1..]);
    if from < end || from == slash || behind == slash + 1 {
        return None;
    }
    let number = sentence[from..behind].to_owned();
    let suffix = sentence[behind..]
        .strip_prefix('/')
        .map_or(0, |rest| 1 + rest.find(|letter: char| !letter.is_ascii_uppercase()).unwrap_or(rest.len()));
    let name = sentence[kind..behind + suffix].to_owned();
    Some(Named { start, end: title(sentence, behind + suffix), name, number: Some(number) })
}

/// Byte where the title ends that follows a number.
fn title(sentence: &str, from: usize) -> usize {
    let rest = &sentence[from..];
    let is_title = [" of the ", " of ", " on "].iter().any(|word| rest.starts_with(word));
    let marks = rest.char_indices().find(|(at, _)| opens(&rest[*at..], rest[..*at].chars().next_back())).map(|(at, _)| at);
    let ends = ENDS.iter().filter_map(|end| rest.find(end)).chain(marks).min().unwrap_or(rest.len());
    if is_title {
        from + rest[..ends].trim_end().len()
    } else {
        from
    }
}

/// `the Stores Act, 1990`, `the Act of 2012`, `the principal Act`, whose kind stands at these bytes.
fn named(sentence: &str, start: usize, end: usize) -> Option<Named> {
    // The walk comes to the kind word by word: what leads to it stands before.
    if !NAMED.contains(&&sentence[start..end]) {
        return None;
    }
    let behind = &sentence[end..];
    let year = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (digits == 4).then_some(digits)
    };
    let dated = ["", ","].iter().find_map(|mark| {
        let rest = behind.strip_prefix(mark)?.strip_prefix(' ')?;
        Some(mark.len() + 1 + year(rest)?)
    });
    let of_year = behind.strip_prefix(" of ").and_then(year).map(|digits| " of ".len() + digits);
    let of_number = behind.strip_prefix(' ').and_then(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let rest = rest[digits..].strip_prefix(" of ")?;
        (digits > 0).then_some(1 + digits + 4 + year(rest)?)
    });
    let last = end + dated.or(of_year).or(of_number).unwrap_or(0);
    let words: Vec<(usize, &str)> = words_before(sentence, start);
    let lead = words.first().filter(|(_, word)| FOR_A_NAME.contains(word));
    let first = if dated.is_some() || lead.is_none() && of_year.is_none() && of_number.is_none() {
        let part = |word: &&(usize, &str)| {
            word.1.starts_with(|letter: char| letter.is_uppercase() || letter == '(') || WITHIN.contains(&word.1)
        };
        let run: Vec<_> = words.iter().take_while(part).collect();
        run.iter()
            .rev()
            .find(|(_, word)| word.starts_with(char::is_uppercase) && !LEVELS.contains(word))
            .map_or(start, |(at, _)| *at)
    } else {
        lead.filter(|(_, word)| !word.ends_with("he")).map_or(start, |(at, _)| *at)
    };
    if first == start && dated.is_none() && of_year.is_none() && of_number.is_none() && lead.is_none() {
        return None;
    }
    Some(Named { start: first, end: last, name: sentence[first..last].to_owned(), number: None })
}

/// Words of a citation that begin with a capital letter at the start of a sentence and are none of a name.
const LEVELS: [&str; 12] =
    ["Section", "Sections", "Article", "Schedule", "Part", "Chapter", "In", "The", "After", "For", "Subsection", "Paragraph"];

/// The words before a byte, the nearest first, as far as a comma or a mark.
fn words_before(sentence: &str, start: usize) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut end = start;
    while let Some(rest) = sentence[..end].strip_suffix(' ') {
        let from = rest.rfind(' ').map_or(0, |blank| blank + 1);
        let word = &rest[from..];
        if word.is_empty() || word.ends_with([',', ';', ':', '—', '.']) {
            break;
        }
        words.push((from, word));
        end = from;
    }
    words
}

/// What a document is called in an act: a short name in small letters, and the name it stands for.
pub(super) type Alias = (String, String);

/// Every short name that the text of an act gives: `“Act of 2012” means the Stores Act 2012`, `… (in this Act referred to as the principal
/// Act)`.
pub(super) fn aliases(text: &str) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for line in text.lines() {
        for said in [" means the ", " means "] {
            let Some(at) = line.find(said) else { continue };
            let short = line[..at].trim_end_matches(['”', '"', '’', '\'', '*']);
            let from =
                short.rfind(['“', '"', '‘', '\'']).map(|from| from + short[from..].chars().next().map_or(1, char::len_utf8));
            let whole = laws(&line[at + said.len()..]);
            if let (Some(from), Some(law)) = (from, whole.first().filter(|law| law.start == 0)) {
                aliases.push((short[from..].trim_start_matches("the ").to_lowercase(), law.name.clone()));
            }
            break;
        }
        for said in ["referred to as ", "called "] {
            let Some(at) = line.find(said) else { continue };
            let short = line[at + said.len()..].split(')').next().unwrap_or_default();
            let short = short.trim_matches(['“', '”', '"', '‘', '’', '\'', ' ', '*']).trim_start_matches("the ");
            let short = short.trim_matches(['“', '”', '"', '‘', '’', '\'']);
            let Some(open) = line[..at].rfind('(') else { continue };
            if let Some(law) = laws(line[..open].trim_end()).last() {
                aliases.push((short.to_lowercase(), law.name.clone()));
            }
        }
    }
    aliases
}
