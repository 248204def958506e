//! The words of amending sentences, and the provisions that they name.

use iu_address::label::{token, Numbering};

/// A word, a mark, or a quoted phrase of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// In small letters.
    Word(String),
    /// As written, without its marks.
    Quoted(&'t str),
    Comma,
}

impl Token<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(known) if known == word)
    }

    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    fn is_separator(&self) -> bool {
        *self == Token::Comma || self.is("và")
    }
}

/// Whether the words stand at the start of the tokens.
pub(super) fn begins(tokens: &[Token<'_>], words: &[&str]) -> bool {
    tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
}

/// Words, commas and quoted phrases of a sentence; other marks say nothing.
pub(super) fn tokens(sentence: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = sentence;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = match first {
            '“' | '"' => {
                let close = if first == '"' { '"' } else { '”' };
                let end = after.find(close).unwrap_or(after.len());
                tokens.push(Token::Quoted(&after[..end]));
                after[end..].strip_prefix(close).unwrap_or_default()
            }
            ',' | ';' => {
                tokens.push(Token::Comma);
                after
            }
            letter if letter.is_alphanumeric() => {
                let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_lowercase()));
                &rest[end..]
            }
            _ => after,
        };
    }
    tokens
}

/// Levels of a Vietnamese act, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Phan,
    Chuong,
    Muc,
    TieuMuc,
    Dieu,
    Khoan,
    Diem,
}

impl Level {
    const ALL: [Self; 7] = [Self::Phan, Self::Chuong, Self::Muc, Self::TieuMuc, Self::Dieu, Self::Khoan, Self::Diem];

    /// As it stands in addresses.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Phan => "PHAN",
            Self::Chuong => "CHUONG",
            Self::Muc => "MUC",
            Self::TieuMuc => "TIEUMUC",
            Self::Dieu => "DIEU",
            Self::Khoan => "KHOAN",
            Self::Diem => "DIEM",
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Phan => "phần",
            Self::Chuong => "chương",
            Self::Muc => "mục",
            Self::TieuMuc => "tiểu mục",
            Self::Dieu => "điều",
            Self::Khoan => "khoản",
            Self::Diem => "điểm",
        }
    }

    const fn numbering(self) -> Numbering {
        match self {
            Self::Phan => Numbering::OrdinalWord,
            Self::Chuong => Numbering::Roman,
            Self::Diem => Numbering::Letter,
            _ => Numbering::Arabic,
        }
    }

    /// The token of a number as written; none where it is no number of this level.
    pub(super) fn token(self, written: &str) -> Option<String> {
        let digits = written.starts_with(|first: char| first.is_ascii_digit());
        let short = written.chars().count() <= 5;
        let fits = match self {
            Self::Dieu | Self::Khoan | Self::Muc | Self::TieuMuc => digits && short,
            Self::Diem => {
                let mut letters = written.chars();
                letters.next().is_some_and(|first| first.is_lowercase()) && letters.all(|other| other.is_ascii_digit())
            }
            Self::Chuong | Self::Phan => true,
        };
        let roman = |numbering| token(written, numbering).ok();
        match self {
            _ if !fits => None,
            Self::Chuong | Self::Phan if digits => roman(Numbering::Arabic),
            Self::Phan => roman(Numbering::OrdinalWord).or_else(|| roman(Numbering::Roman)),
            _ => roman(self.numbering()),
        }
    }
}

/// A level and a number as written, and as a token of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rung {
    pub level: Level,
    pub written: String,
    pub token: String,
}

/// Which part of a provision is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// What stands before its first part: `đoạn mở đầu`.
    Opening,
    /// `tên`.
    Title,
}

/// A provision, outermost rung first: `Điều 5`, `khoản 2`, `điểm a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Provision {
    pub path: Vec<Rung>,
    pub part: Part,
}

impl Provision {
    pub(super) fn level(&self) -> Level {
        self.path.last().map_or(Level::Phan, |rung| rung.level)
    }

    /// The rungs above its own.
    pub(super) fn above(&self) -> &[Rung] {
        &self.path[..self.path.len().saturating_sub(1)]
    }

    /// As people write it, innermost first.
    pub(super) fn written(&self) -> String {
        let rungs = self.path.iter().rev().map(|rung| {
            let word = if rung.level <= Level::Dieu { capital(rung.level.word()) } else { rung.level.word().to_owned() };
            let number = if rung.level == Level::Chuong { rung.written.to_uppercase() } else { rung.written.clone() };
            format!("{word} {number}")
        });
        rungs.collect::<Vec<_>>().join(" ")
    }

    /// Whether `line` begins with the label of its last rung: `2.`, `a)`, `Điều 5.`.
    pub(super) fn begins_line(&self, line: &str) -> bool {
        let Some(rung) = self.path.last() else { return false };
        let line = line.trim_start();
        let number = |text: &str| -> Option<String> {
            let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
            text[end..].starts_with(['.', ')', ' ', ':', '/']).then(|| text[..end].to_lowercase())
        };
        let named = |text: &str| -> Option<String> {
            let word = rung.level.word();
            let head: String = text.chars().take(word.chars().count()).collect();
            (head.to_lowercase() == word).then(|| text[head.len()..].trim_start().to_owned())
        };
        let bare = if rung.level >= Level::Khoan { number(line) } else { None };
        let with_word = named(line).and_then(|rest| number(&format!("{} ", rest.trim_end())));
        [bare, with_word].into_iter().flatten().any(|written| rung.level.token(&written).as_deref() == Some(&*rung.token))
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

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
const NOISE: [&str; 6] = ["các", "một", "số", "những", "của", "tại"];

/// Reads provisions: `điểm b khoản 1 Điều 28 và Điều 30`. What has no separator before it holds what stands before it.
pub(super) fn named(tokens: &[Token<'_>]) -> Named {
    let mut found: Vec<Provision> = Vec::new();
    let (mut part, mut at, mut apart, mut length) = (Part::Whole, 0, true, 0);
    let mut rungs_at: Option<usize> = None;
    while let Some(token) = tokens.get(at) {
        if token.is_separator() {
            apart = true;
            at += 1;
        } else if let Some((words, which)) = part_at(&tokens[at..]) {
            part = which;
            at += words;
            length = at;
        } else if let Some((level, words)) = level_at(&tokens[at..]) {
            let (numbers, read) = numbers(level, &tokens[at + words..]);
            at += words + read;
            if numbers.is_empty() {
                // `một số khoản của Điều 5` names no clause.
                continue;
            }
            length = at;
            let held = !apart && found.iter().any(|provision| provision.path.first().is_some_and(|rung| rung.level > level));
            if held {
                found = found.into_iter().flat_map(|provision| under(provision, level, &numbers)).collect();
            } else {
                found.extend(numbers.into_iter().map(|rung| Provision { path: vec![rung], part }));
            }
            (part, apart) = (Part::Whole, false);
            rungs_at = Some(at);
        } else if token.is_one_of(&NOISE) {
            at += 1;
        } else {
            break;
        }
    }
    let opening = rungs_at.is_none_or(|rungs| length > rungs) && part == Part::Opening;
    Named { provisions: found, opening, length }
}

/// The provision below each of these numbers, where it does not stand higher already.
fn under(provision: Provision, level: Level, numbers: &[Rung]) -> Vec<Provision> {
    if provision.path.first().is_none_or(|rung| rung.level <= level) {
        return vec![provision];
    }
    let below =
        |rung: &Rung| Provision { path: std::iter::once(rung).chain(&provision.path).cloned().collect(), part: provision.part };
    numbers.iter().map(below).collect()
}

fn part_at(tokens: &[Token<'_>]) -> Option<(usize, Part)> {
    let opening = [&["đoạn", "mở", "đầu"][..], &["phần", "mở", "đầu"], &["đoạn", "đầu"], &["đoạn", "dẫn"]];
    if let Some(words) = opening.iter().find(|words| begins(tokens, words)) {
        return Some((words.len(), Part::Opening));
    }
    let title = [&["tên", "gọi"][..], &["tiêu", "đề"], &["tên"]];
    title.iter().find(|words| begins(tokens, words)).map(|words| (words.len(), Part::Title))
}

fn level_at(tokens: &[Token<'_>]) -> Option<(Level, usize)> {
    let known = |level: Level| -> Option<(Level, usize)> {
        let words: Vec<&str> = level.word().split(' ').collect();
        begins(tokens, &words).then_some((level, words.len()))
    };
    Level::ALL.into_iter().find_map(known)
}

/// `1`, `1, 2 và 3`, `thứ năm` after the word of a level, with the tokens read.
fn numbers(level: Level, tokens: &[Token<'_>]) -> (Vec<Rung>, usize) {
    let (mut rungs, mut at, mut read) = (Vec::new(), 0, 0);
    loop {
        let ordinal = level == Level::Phan && tokens.get(at).is_some_and(|token| token.is("thứ"));
        let number = tokens.get(at + usize::from(ordinal));
        let Some(Token::Word(word)) = number else { break };
        let written = if ordinal { format!("thứ {word}") } else { word.clone() };
        let Some(token) = level.token(&written) else { break };
        rungs.push(Rung { level, written, token });
        at += 1 + usize::from(ordinal);
        read = at;
        while tokens.get(at).is_some_and(Token::is_separator) {
            at += 1;
        }
        if at == read {
            break;
        }
    }
    (rungs, read)
}

#[cfg(test)]
mod tests {
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
            ("đoạn thứ hai khoản 1 Điều 4", vec![]),
            ("khoản 4; bổ sung", vec!["khoản 4"]),
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
