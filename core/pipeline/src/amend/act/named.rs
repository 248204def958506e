//! The provisions that a phrase names, in whatever order people write their levels.

use super::provision::{Level, Part, Provision, Rung};
use super::tokens::{begins, Token};
use super::tongue::Tongue;

/// What was read of provisions at the start of tokens.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub provisions: Vec<Provision>,
    /// `đoạn mở đầu` without a provision: one that is to come.
    pub opening: bool,
    /// Tokens read.
    pub length: usize,
}

/// Words between the provisions of a list that say nothing.
const NOISE: [&str; 7] = ["các", "một", "số", "những", "của", "tại", "từ"];
/// Words before the first one that say nothing: `và ban hành kèm theo các Mẫu số 01, 02`.
const BEFORE: [&str; 4] = ["ban", "hành", "kèm", "theo"];

/// Provisions that one phrase can name; where it names more, it is not read on.
const MOST: usize = 2000;

/// Reads provisions: `điểm b khoản 1 Điều 28 và Điều 30`. What has no separator before it holds what stands before it.
pub(super) fn named(tokens: &[Token<'_>]) -> Named {
    let mut found: Vec<Provision> = Vec::new();
    let (mut part, mut at, mut apart, mut length) = (Part::Whole, 0, true, 0);
    let mut rungs_at: Option<usize> = None;
    while let Some(token) = tokens.get(at).filter(|_| found.len() <= MOST) {
        if token.is_separator() {
            apart = true;
            at += 1;
        } else if let Some((words, which)) = part_at(&tokens[at..]) {
            part = which;
            at += words;
            length = at;
        } else if let Some((piece, words)) = piece_at(&tokens[at..]) {
            found.push(Provision { path: vec![piece], part: Part::Whole });
            at += words;
            (length, rungs_at, apart) = (at, Some(at), false);
        } else if let Some((level, words)) = level_at(&tokens[at..]) {
            let (numbers, read) = numbers(level, &tokens[at + words..]);
            at += words + read;
            if numbers.is_empty() {
                // `một số khoản của Điều 5` names no clause; `tên Điều và khoản 5 Điều 40` names the title of the article to come.
                if part == Part::Title && level == Level::Article && tokens.get(at).is_none_or(Token::is_separator) {
                    length = at;
                    found.push(Provision { path: Vec::new(), part });
                    part = Part::Whole;
                }
                continue;
            }
            length = at;
            let held = !apart && found.iter().any(|provision| holds(level, provision));
            if held && found.len().saturating_mul(numbers.len()) > MOST {
                break;
            }
            if held {
                found = found.into_iter().flat_map(|provision| under(provision, level, &numbers)).collect();
            } else {
                found.extend(numbers.into_iter().map(|rung| Provision { path: vec![rung], part }));
            }
            (part, apart) = (Part::Whole, false);
            rungs_at = Some(at);
        } else if token.is_one_of(&NOISE) || found.is_empty() && token.is_one_of(&BEFORE) {
            at += 1;
        } else {
            break;
        }
    }
    let opening = rungs_at.is_none_or(|rungs| length > rungs) && part == Part::Opening;
    Named { provisions: found, opening, length }
}

/// Whether a provision that was named before stands in one of this level: an appendix holds forms alone.
fn holds(level: Level, provision: &Provision) -> bool {
    let fits = |rung: Level| level > Level::Form || rung == Level::Form || rung == Level::Piece;
    provision.path.first().is_some_and(|rung| rung.level > level && fits(rung.level))
}

/// The provision below each of these numbers, where it does not stand higher already.
fn under(provision: Provision, level: Level, numbers: &[Rung]) -> Vec<Provision> {
    if !holds(level, &provision) {
        return vec![provision];
    }
    let below =
        |rung: &Rung| Provision { path: std::iter::once(rung).chain(&provision.path).cloned().collect(), part: provision.part };
    numbers.iter().map(below).collect()
}

/// What is said of a part of a provision, before it.
const PARTS: [(&str, Part); 8] = [
    ("đoạn mở đầu", Part::Opening),
    ("phần mở đầu", Part::Opening),
    ("đoạn đầu", Part::Opening),
    ("đoạn dẫn", Part::Opening),
    ("tên gọi", Part::Title),
    ("tiêu đề", Part::Title),
    ("tên của", Part::Title),
    ("tên", Part::Title),
];

fn part_at(tokens: &[Token<'_>]) -> Option<(usize, Part)> {
    PARTS.iter().find_map(|(phrase, part)| Some((begins(tokens, phrase)?, *part)))
}

/// What parts are called that have no number of their own.
const PIECES: [&str; 8] = ["gạch đầu dòng", "đoạn", "câu", "cột", "dòng", "tiết", "ý", "dấu cộng"];

/// `đoạn thứ hai`, `câu cuối`, `cột 5`, with the tokens read.
fn piece_at(tokens: &[Token<'_>]) -> Option<(Rung, usize)> {
    let length = PIECES.iter().find_map(|phrase| begins(tokens, phrase))?;
    let ordinal = usize::from(tokens.get(length)?.is("thứ"));
    let Token::Word(small, _) = tokens.get(length + ordinal)? else { return None };
    let short = small.chars().count() <= 2 || small.starts_with(|first: char| first.is_ascii_digit());
    if ordinal == 0 && !short && !["cuối", "đầu"].contains(&small.as_str()) {
        return None;
    }
    let words = tokens[..=length + ordinal].iter().filter_map(|token| match token {
        Token::Word(_, written) => Some(*written),
        _ => None,
    });
    let rung = Rung::named(Tongue::Vietnamese, Level::Piece, words.collect::<Vec<_>>().join(" "));
    Some((rung, length + ordinal + 1))
}

/// Other words for a level.
const ALSO: [(&str, Level); 2] = [("biểu mẫu số", Level::Form), ("mẫu", Level::Form)];

/// The level whose word the tokens begin with, and how many tokens that is.
pub(super) fn level_at(tokens: &[Token<'_>]) -> Option<(Level, usize)> {
    let own = Tongue::Vietnamese.levels().iter().filter(|called| called.0 != Level::Piece).map(|called| (called.2, called.0));
    let mut words = own.clone().chain(ALSO);
    words.find_map(|(word, level)| Some((level, begins(tokens, word)?))).or_else(|| {
        // `Điểu 5`, `điềm a`, as a page that was read badly has them: a word of its own, with a number.
        let word = tokens.first()?;
        let mut misread = own.filter(|(known, _)| known.chars().count() >= SURE && word.is_misread(known));
        misread.next().map(|(_, level)| (level, 1)).filter(|(level, _)| !numbers(*level, &tokens[1..]).0.is_empty())
    })
}

/// Letters of a word that is known whatever their marks.
const SURE: usize = 4;

/// `1`, `1, 2 và 3`, `thứ năm` after the word of a level, with the tokens read.
fn numbers(level: Level, tokens: &[Token<'_>]) -> (Vec<Rung>, usize) {
    let (mut rungs, mut at, mut read) = (Vec::new(), 0, 0);
    loop {
        let ordinal = level == Level::Part && tokens.get(at).is_some_and(|token| token.is("thứ"));
        let number = tokens.get(at + usize::from(ordinal));
        let Some(Token::Word(word, as_written)) = number else { break };
        let written = match level {
            _ if ordinal => format!("thứ {word}"),
            Level::Form | Level::Annex => (*as_written).to_owned(),
            Level::Chapter => as_written.to_uppercase(),
            _ => word.clone(),
        };
        let Some(rung) = Rung::of(Tongue::Vietnamese, level, &written) else { break };
        rungs.push(rung);
        at += 1 + usize::from(ordinal);
        read = at;
        if let Some((last, length)) = range(level, &tokens[at..]) {
            let first = rungs.last().cloned();
            rungs.extend(first.into_iter().flat_map(|first| between(level, &first.written, &last)));
            (at, read) = (at + length, at + length);
        }
        while tokens.get(at).is_some_and(Token::is_separator) {
            at += 1;
        }
        if at == read {
            break;
        }
    }
    (rungs, read)
}

/// `đến khoản 11`, `đến 11` behind a number: the last number, with the tokens read.
fn range(level: Level, tokens: &[Token<'_>]) -> Option<(String, usize)> {
    tokens.first().filter(|token| token.is("đến"))?;
    let word = level_at(&tokens[1..]).filter(|(found, _)| *found == level).map_or(0, |(_, length)| length);
    let Some(Token::Word(last, _)) = tokens.get(1 + word) else { return None };
    Tongue::Vietnamese.token(level, last)?;
    Some((last.clone(), 2 + word))
}

/// Letters of points, in their order.
const LETTERS: [&str; 24] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y", "z"];
/// A range that is longer is none.
const LONGEST: u32 = 300;

/// The numbers behind the first up to the last.
fn between(level: Level, first: &str, last: &str) -> Vec<Rung> {
    let numbered = |text: &str| text.parse::<u32>().ok();
    let lettered = |text: &str| LETTERS.iter().position(|letter| *letter == text);
    let written: Vec<String> = match (numbered(first), numbered(last), lettered(first), lettered(last)) {
        (Some(first), Some(last), ..) if last.saturating_sub(first) <= LONGEST => {
            (first + 1..=last).map(|each| each.to_string()).collect()
        }
        (_, _, Some(first), Some(last)) if first < last => {
            LETTERS[first + 1..=last].iter().map(|each| (*each).to_owned()).collect()
        }
        _ => vec![last.to_owned()],
    };
    written.into_iter().filter_map(|written| Rung::of(Tongue::Vietnamese, level, &written)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn read(text: &str) -> Vec<String> {
        named(&tokens(text)).provisions.iter().map(Provision::written).collect()
    }

    #[test]
    fn provisions_are_read_in_every_order() {
        for (text, expected) in [
            ("khoản 2 Điều 5", vec!["khoản 2 Điều 5"]),
            ("các khoản 1, 2 và 3 Điều 62", vec!["khoản 1 Điều 62", "khoản 2 Điều 62", "khoản 3 Điều 62"]),
            ("điểm b khoản 1 Điều 28 và Điều 30", vec!["điểm b khoản 1 Điều 28", "Điều 30"]),
            (
                "điểm a khoản 1 và điểm a, điểm đ khoản 2 Điều 111",
                vec!["điểm a khoản 1 Điều 111", "điểm a khoản 2 Điều 111", "điểm đ khoản 2 Điều 111"],
            ),
            ("các điều 50, 82 và 142", vec!["Điều 50", "Điều 82", "Điều 142"]),
            ("một số khoản của Điều 45", vec!["Điều 45"]),
            ("Mục 2 Chương III", vec!["Mục 2 Chương III"]),
            ("Phần thứ năm", vec!["Phần thứ năm"]),
            ("đoạn thứ hai khoản 1 Điều 4", vec!["đoạn thứ hai khoản 1 Điều 4"]),
            (
                "cột thứ 5 và cột thứ 10 Mẫu số 03, câu cuối Điều 2",
                vec!["cột thứ 5 Mẫu số 03", "cột thứ 10 Mẫu số 03", "câu cuối Điều 2"],
            ),
            ("khoản 4; bổ sung", vec!["khoản 4"]),
            ("các khoản từ khoản 9 đến khoản 11 Điều 4", vec!["khoản 9 Điều 4", "khoản 10 Điều 4", "khoản 11 Điều 4"]),
            (
                "từ điểm c đến điểm đ khoản 1 Điều 4",
                vec!["điểm c khoản 1 Điều 4", "điểm d khoản 1 Điều 4", "điểm đ khoản 1 Điều 4"],
            ),
            ("các Mẫu số 1A, 02 và 04-B", vec!["Mẫu số 1A", "Mẫu số 02", "Mẫu số 04-B"]),
            (
                "Mẫu số 01 Phụ lục XIII, Mẫu số 02 và Mẫu số 03 Phụ lục I",
                vec!["Mẫu số 01 Phụ lục XIII", "Mẫu số 02 Phụ lục I", "Mẫu số 03 Phụ lục I"],
            ),
            ("khoản 1 Điều 4, Mẫu số 02 Phụ lục I", vec!["khoản 1 Điều 4", "Mẫu số 02 Phụ lục I"]),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_part_goes_with_what_follows_it() {
        let found = named(&tokens("đoạn mở đầu khoản 2 và khoản 3 Điều 7"));
        assert_eq!(found.provisions.iter().map(|each| each.part).collect::<Vec<_>>(), [Part::Opening, Part::Whole]);
        assert!(named(&tokens("đoạn mở đầu vào trước khoản 1")).opening);
        assert!(!found.opening);
    }

    #[test]
    fn a_line_is_told_by_its_label() {
        let provision = |text: &str| named(&tokens(text)).provisions.remove(0);
        for (named, line, expected) in [
            ("khoản 2", "2. Hai", true),
            ("khoản 2", "2a. Hai", false),
            ("khoản 2", "Khoản 2. Hai", true),
            ("điểm đ", "đ) Năm", true),
            ("điểm d", "đ) Năm", false),
            ("Điều 5", "Điều 5. Năm", true),
            ("Điều 5", "Điều 5", true),
            ("Điều 5", "5. Năm", false),
            ("Chương II", "Chương II", true),
        ] {
            assert_eq!(provision(named).begins_line(line), expected, "{named} {line:?}");
        }
    }
}
