//! How English sentences ask for something, as data.
//!
//! `P` are provisions that are named, `N` what is new (`the following paragraph`), `Q` a quoted phrase, `T` a text that follows, `…` the rest.
//! `|` parts words that say the same. Words that add nothing ([`NOISE`]) stand anywhere; so may `in P`, which says where.

use super::tokens::Token;

/// What a shape asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It only says where the rest is.
    Within,
    Replace,
    /// `N`, beside `P` where one is named.
    Insert,
    InsertBefore,
    /// At the end of `P`.
    InsertInto,
    Repeal,
    Renumber,
    /// The first phrase becomes the second.
    Swap,
    /// The second phrase becomes the first.
    SwapBack,
    /// The phrase becomes the text that follows.
    SwapText,
    Drop,
    /// The second phrase comes behind the first.
    AddAfter,
    AddBefore,
    /// The first phrase comes behind the second.
    AddAfterBack,
    AddBeforeBack,
    /// A phrase that comes at the end of a provision, or goes from one place of several: nothing says where that is in the text.
    Somewhere,
}

pub(super) const SHAPES: [(&str, Kind); 115] = [
    ("P is amended|modified", Kind::Within),
    ("P is amended by substituting following", Kind::Replace),
    ("P is amended to read T", Kind::Replace),
    ("P is replaced|substituted by|with T", Kind::Replace),
    ("P is replaced|substituted by|with set|contained …", Kind::Replace),
    ("P is replaced|substituted by|with text in …", Kind::Replace),
    ("P is replaced by|with P", Kind::Replace),
    ("P is amended accordance|set …", Kind::Replace),
    ("N is inserted|added set …", Kind::Insert),
    ("P is inserted|added set …", Kind::Insert),
    ("P is deleted|repealed is|and replaced|substituted by|with T", Kind::Replace),
    ("P is deleted|repealed T is substituted", Kind::Replace),
    ("P is substituted for T", Kind::Replace),
    ("N is substituted for P", Kind::Replace),
    ("for P T is substituted", Kind::Replace),
    ("for P is substituted T", Kind::Replace),
    ("for P substitute T", Kind::Replace),
    ("substitute for P T", Kind::Replace),
    ("substitute N for P", Kind::Replace),
    ("replace P with|by T", Kind::Replace),
    ("repeal|omit|delete P substitute|insert T", Kind::Replace),
    ("by substituting N for P", Kind::Replace),
    ("by substituting for P T", Kind::Replace),
    ("by deleting|repealing|omitting P substituting|inserting T", Kind::Replace),
    ("by replacing P with|by T", Kind::Replace),
    ("by substitution of N for P", Kind::Replace),
    ("by substitution for P of T", Kind::Replace),
    ("by deletion|repeal of P substitution of T", Kind::Replace),
    ("N is inserted|added after P", Kind::Insert),
    ("N is inserted|added before P", Kind::InsertBefore),
    ("N is inserted|added to|in|into P", Kind::InsertInto),
    ("N is inserted|added", Kind::Insert),
    ("P is inserted|added T", Kind::Insert),
    ("after P N is inserted|added", Kind::Insert),
    ("after P is inserted|added N", Kind::Insert),
    ("before P N is inserted|added", Kind::InsertBefore),
    ("before P is inserted|added N", Kind::InsertBefore),
    ("at end of P N is inserted|added", Kind::InsertInto),
    ("at end N is inserted|added", Kind::Insert),
    ("at end of P insert|add N", Kind::InsertInto),
    ("at end insert|add N", Kind::Insert),
    ("after P insert|add N", Kind::Insert),
    ("before P insert|add N", Kind::InsertBefore),
    ("insert|add N after P", Kind::Insert),
    ("insert|add N before P", Kind::InsertBefore),
    ("insert|add N", Kind::Insert),
    ("by inserting|adding N after P", Kind::Insert),
    ("by inserting|adding after P N", Kind::Insert),
    ("by inserting|adding N before P", Kind::InsertBefore),
    ("by inserting|adding before P N", Kind::InsertBefore),
    ("by inserting|adding at end of P N", Kind::InsertInto),
    ("by inserting|adding at end N", Kind::Insert),
    ("by inserting|adding N at end of P", Kind::InsertInto),
    ("by inserting|adding N", Kind::Insert),
    ("by insertion|addition of N after P", Kind::Insert),
    ("by insertion|addition after P of N", Kind::Insert),
    ("by insertion|addition of N before P", Kind::InsertBefore),
    ("by insertion|addition before P of N", Kind::InsertBefore),
    ("by insertion|addition at end of P of N", Kind::InsertInto),
    ("by insertion|addition to|in P of N", Kind::InsertInto),
    ("by insertion|addition of N to|in P", Kind::InsertInto),
    ("by insertion|addition of N", Kind::Insert),
    ("P is deleted|repealed|omitted|revoked|removed", Kind::Repeal),
    ("P ceases|cease to have effect", Kind::Repeal),
    ("omit|delete|repeal|revoke P", Kind::Repeal),
    ("by deleting|repealing|omitting|removing P", Kind::Repeal),
    ("by deletion|repeal|omission|removal of P", Kind::Repeal),
    ("P becomes|become P", Kind::Renumber),
    ("P is renumbered P", Kind::Renumber),
    ("renumber P P", Kind::Renumber),
    ("by renumbering P P", Kind::Renumber),
    ("Q is replaced|substituted by|with Q", Kind::Swap),
    ("Q is replaced|substituted by|with following Q", Kind::Swap),
    ("for Q substitute Q", Kind::Swap),
    ("for Q is substituted Q", Kind::Swap),
    ("for Q Q is substituted", Kind::Swap),
    ("substitute for Q Q", Kind::Swap),
    ("omit|delete|repeal|leave Q substitute|insert Q", Kind::Swap),
    ("replace Q with|by Q", Kind::Swap),
    ("by deleting|omitting|repealing|replacing Q substituting|inserting|with|by Q", Kind::Swap),
    ("by substituting for Q Q", Kind::Swap),
    ("by substitution for Q of Q", Kind::Swap),
    ("by deletion|omission of Q substitution|insertion of Q", Kind::Swap),
    ("substitute Q for Q", Kind::SwapBack),
    ("by substituting Q for Q", Kind::SwapBack),
    ("by substitution|insertion of Q for Q", Kind::SwapBack),
    ("by substitution of following for Q", Kind::SwapText),
    ("by substituting following for Q", Kind::SwapText),
    ("for Q substitute following", Kind::SwapText),
    ("Q is substituted for Q", Kind::SwapBack),
    ("Q is deleted|omitted|repealed|removed", Kind::Drop),
    ("Q Q is deleted|omitted|repealed|removed", Kind::Drop),
    ("omit|delete|repeal|leave Q", Kind::Drop),
    ("by deleting|omitting|repealing|removing Q", Kind::Drop),
    ("by deletion|omission|repeal|removal of Q", Kind::Drop),
    ("after Q insert|add Q", Kind::AddAfter),
    ("after Q is inserted|added Q", Kind::AddAfter),
    ("after Q Q is inserted|added", Kind::AddAfter),
    ("by inserting|adding after Q Q", Kind::AddAfter),
    ("by insertion|addition after Q of Q", Kind::AddAfter),
    ("before Q insert|add Q", Kind::AddBefore),
    ("by inserting|adding before Q Q", Kind::AddBefore),
    ("by insertion|addition before Q of Q", Kind::AddBefore),
    ("Q is inserted|added after Q", Kind::AddAfterBack),
    ("insert|add Q after Q", Kind::AddAfterBack),
    ("by inserting|adding Q after Q", Kind::AddAfterBack),
    ("by insertion|addition of Q after Q", Kind::AddAfterBack),
    ("by insertion|addition after Q of following", Kind::AddAfter),
    ("by insertion|addition before Q of following", Kind::AddBefore),
    ("by insertion|addition of following after Q", Kind::AddAfterBack),
    ("by insertion|addition of following before Q", Kind::AddBeforeBack),
    ("following is inserted|added after Q", Kind::AddAfterBack),
    ("following is inserted|added before Q", Kind::AddBeforeBack),
    ("by inserting|adding Q before Q", Kind::AddBeforeBack),
    ("by insertion|addition of Q before Q", Kind::AddBeforeBack),
];

/// Words at the end or the start of a provision, or at one place of several.
pub(super) const SOMEWHERE: [(&str, Kind); 9] = [
    ("at end|beginning insert|add Q", Kind::Somewhere),
    ("by inserting|adding at end|beginning Q", Kind::Somewhere),
    ("by insertion|addition of Q at end|beginning", Kind::Somewhere),
    ("Q is inserted|added at end|beginning", Kind::Somewhere),
    ("omit|delete|repeal final|last|first Q", Kind::Somewhere),
    ("by omitting|deleting final|last|first Q", Kind::Somewhere),
    ("Q at end|beginning is omitted|deleted|repealed", Kind::Somewhere),
    ("Q occurring at end|beginning is omitted|deleted|repealed", Kind::Somewhere),
    ("by omitting|deleting Q at end|beginning", Kind::Somewhere),
];

/// Words that add nothing where they stand.
const NOISE: [&str; 46] = [
    "the",
    "hereby",
    "there",
    "shall",
    "be",
    "immediately",
    "new",
    "therefor",
    "thereof",
    "words",
    "word",
    "expression",
    "expressions",
    "figure",
    "figures",
    "phrase",
    "phrases",
    "term",
    "terms",
    "reference",
    "references",
    "number",
    "out",
    "and",
    "also",
    "existing",
    "text",
    "in",
    "as",
    "where",
    "lieu",
    "their",
    "its",
    "place",
    "sum",
    "namely",
    "letter",
    "letters",
    "bracket",
    "brackets",
    "symbol",
    "symbols",
    "year",
    "date",
    "acronym",
    "abbreviation",
];

/// Phrases behind what is asked that change nothing of it.
pub(super) const TAILS: [&str; 24] = [
    "as follows",
    "in the following manner",
    "wherever it occurs",
    "wherever they occur",
    "wherever it appears",
    "wherever they appear",
    "wherever occurring",
    "wherever appearing",
    "where it occurs",
    "where they occur",
    "in each place where it occurs",
    "in each place where they occur",
    "in each place it occurs",
    "in each place",
    "in both places",
    "in its entirety",
    "accordingly",
    "that is to say",
    "at both the places where they occur",
    "at both places where they occur",
    "at both the places where it occurs",
    "to this regulation",
    "to this directive",
    "to this decision",
];

/// Whether a word may be passed over before the next word of a shape.
pub(super) fn is_noise(token: &Token) -> bool {
    *token == Token::Comma || *token == Token::Break || token.is_one_of(&NOISE)
}

/// A word of a shape as the sentence writes it.
pub(super) fn says(token: &Token, word: &str) -> bool {
    word.split('|').any(|word| token.is(word)) || word == "is" && token.is_one_of(&["are", "be"])
}

/// Tokens of a phrase that changes nothing at the start of these.
pub(super) fn tail(tokens: &[Token]) -> Option<usize> {
    TAILS.iter().find_map(|phrase| {
        let words = phrase.split(' ');
        let count = words.clone().count();
        words.zip(0..).all(|(word, at)| tokens.get(at).is_some_and(|token| token.is(word))).then_some(count)
    })
}

/// Words with which a day begins, from which it is to be so.
pub(super) fn is_day(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.is_one_of(&["with", "as"]))
        && tokens.get(1).is_some_and(|token| token.is_one_of(&["effect", "from"]))
}
