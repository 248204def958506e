//! The patterns of a table of words: how a table says which words it looks for, and what stands between them.
//!
//! A pattern is read from left to right and never goes back, so it costs its own length at each place where it is tried:
//! - letters stand for themselves in any case; a space for any white space, line ends too;
//! - `[x]` is there or not; `(a|b)` is the first of them that fits; `<number:x>` keeps what `x` found under that name;
//! - `…` is anything up to what follows it, 400 bytes at most; `\` takes the next sign as itself;
//! - `{kind}`, `{number}`, `{date}` and the others are [`Slot`]s.

use std::sync::OnceLock;

use super::begins::Begins;
use super::signs::folded;

/// What a pattern may find under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A kind of act that the table knows.
    Kind,
    /// The number of a document.
    Number,
    /// A day, in one of the table's forms.
    Date,
    Day,
    Month,
    Year,
    /// Digits.
    Count,
    /// What a label counts with: digits, a Roman number or a letter.
    Label,
    /// The name of a document before its number: no sign of punctuation, no other kind.
    Name,
    /// A place: letters up to a comma.
    Place,
    /// The issue of a gazette.
    Issue,
    /// Who issued an act, as the table knows them.
    Issuer,
}

const SLOTS: [(&str, Slot); 12] = [
    ("kind", Slot::Kind),
    ("number", Slot::Number),
    ("date", Slot::Date),
    ("day", Slot::Day),
    ("month", Slot::Month),
    ("year", Slot::Year),
    ("count", Slot::Count),
    ("label", Slot::Label),
    ("name", Slot::Name),
    ("place", Slot::Place),
    ("issue", Slot::Issue),
    ("issuer", Slot::Issuer),
];

#[derive(Debug, Clone)]
pub enum Piece {
    Letter(char),
    Space,
    Gap,
    Optional(Vec<Piece>),
    Choice(Vec<Vec<Piece>>),
    Kept(Slot, Vec<Piece>),
    Slot(Slot),
}

/// A pattern, read.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub pieces: Vec<Piece>,
}

/// Patterns that are tried in their order.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    pub list: Vec<Pattern>,
    /// What one of them can begin with: told at first use, when the whole table is read.
    pub begins: OnceLock<Begins>,
}

impl From<Vec<Pattern>> for Patterns {
    fn from(list: Vec<Pattern>) -> Self {
        Self { list, begins: OnceLock::new() }
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut signs = text.chars().peekable();
        let mut alternatives = pieces(&mut signs, None, &text)?;
        match alternatives.len() {
            1 => Ok(Self { pieces: alternatives.remove(0) }),
            _ => Err(format!("`|` outside of brackets in {text:?}")),
        }
    }
}

type Signs<'t> = std::iter::Peekable<std::str::Chars<'t>>;

/// Reads alternatives up to `close`.
fn pieces(signs: &mut Signs<'_>, close: Option<char>, whole: &str) -> Result<Vec<Vec<Piece>>, String> {
    let mut all = vec![Vec::new()];
    loop {
        let sign = signs.next();
        if sign == close {
            return Ok(all);
        }
        let Some(sign) = sign else { return Err(format!("a bracket of {whole:?} does not close")) };
        let piece = match sign {
            '|' => {
                all.push(Vec::new());
                continue;
            }
            ' ' => Piece::Space,
            '…' => Piece::Gap,
            '[' => Piece::Optional(pieces(signs, Some(']'), whole)?.concat()),
            '(' => Piece::Choice(pieces(signs, Some(')'), whole)?),
            '{' => Piece::Slot(slot(signs, '}', whole)?),
            '<' => {
                let slot = slot(signs, ':', whole)?;
                Piece::Kept(slot, pieces(signs, Some('>'), whole)?.concat())
            }
            '\\' => Piece::Letter(signs.next().ok_or_else(|| format!("{whole:?} ends with `\\`"))?),
            other => Piece::Letter(folded(other)),
        };
        if let Some(last) = all.last_mut() {
            last.push(piece);
        }
    }
}

fn slot(signs: &mut Signs<'_>, close: char, whole: &str) -> Result<Slot, String> {
    let name: String = signs.by_ref().take_while(|&sign| sign != close).collect();
    let known = SLOTS.iter().find(|(known, _)| *known == name);
    known.map(|(_, slot)| *slot).ok_or_else(|| format!("{whole:?} names {name:?}, which is no slot"))
}
