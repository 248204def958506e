//! Reads one instruction: which provisions it names, and what is to become of each.

use super::words::{begins, named, tokens, Level, Part, Provision, Rung, Token};
use cutter_model::sentence::Sentence;

/// What is to become of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// It gets this text.
    Replace(String),
    /// It is new.
    Insert(String, Place),
    Repeal,
    /// It gets this number.
    Renumber(Rung),
    /// Words of it change.
    Words(Words),
}

/// Where what is new comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    After(Provision),
    Before(Provision),
    /// Where its number says.
    ByNumber,
}

/// A change of words within a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Words {
    Swap { old: String, new: String },
    Drop { old: String },
    Add { new: String, beside: String, before: bool },
}

/// One thing that an instruction asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub target: Provision,
    pub deed: Deed,
}

/// What an instruction begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Amend,
    Add,
    Repeal,
    Swap,
    Renumber,
}

/// The verb that stands at the start of the tokens, and how many they are.
pub(super) fn verb(tokens: &[Token<'_>]) -> Option<(Verb, usize)> {
    if begins(tokens, &["sửa", "đổi"]) {
        let more = tokens.get(2) == Some(&Token::Comma) && begins(&tokens[3..], &["bổ", "sung"]);
        return Some((Verb::Amend, if more { 5 } else { 2 }));
    }
    let verbs: [(&[&str], Verb); 9] = [
        (&["bổ", "sung"], Verb::Add),
        (&["bãi", "bỏ"], Verb::Repeal),
        (&["hủy", "bỏ"], Verb::Repeal),
        (&["bỏ"], Verb::Repeal),
        (&["thay", "thế"], Verb::Swap),
        (&["thay"], Verb::Swap),
        (&["đánh", "số", "lại"], Verb::Renumber),
        (&["chuyển"], Verb::Renumber),
        (&["đổi"], Verb::Renumber),
    ];
    verbs.into_iter().find(|(words, _)| begins(tokens, words)).map(|(words, verb)| (verb, words.len()))
}

/// Whether the tokens speak of words and not of provisions: `cụm từ “…”`.
pub(super) fn of_words(tokens: &[Token<'_>]) -> bool {
    let before_quotation = tokens.iter().take_while(|token| !matches!(token, Token::Quoted(_)));
    let words: Vec<&Token<'_>> = before_quotation.collect();
    words.len() < tokens.len() && words.iter().any(|token| token.is_one_of(&["từ", "cụm"]))
}

/// Reads an instruction: its sentence, the text quoted behind it, and what the act said before about where it is.
///
/// # Errors
/// A sentence that says why it is left to a person.
pub(super) fn read(sentence: &str, quote: Option<&str>, context: &[Rung], at: &str) -> Result<Vec<Edit>, Sentence> {
    let unread = || {
        let template = "What the act asks at {place} is not understood: {sentence}";
        Sentence::new("INSTRUCTION_UNREAD", template, [("place", &at), ("sentence", &sentence)])
    };
    let all = tokens(sentence);
    let mut edits =
        if of_words(&all) { words(&all).ok_or_else(unread)? } else { provisions(&all, quote.is_some()).ok_or_else(unread)? };
    place(&mut edits, context);
    for edit in &edits {
        let lost = |provision: &Provision| provision.path.first().is_none_or(|rung| rung.level > Level::Dieu);
        if lost(&edit.target) {
            let template = "{place} names {provision} and does not say of which article.";
            let values = ("provision", &edit.target.written() as &dyn std::fmt::Display);
            return Err(Sentence::new("INSTRUCTION_NO_ARTICLE", template, [("place", &at), values]));
        }
    }
    match quote {
        Some(quote) => share(&mut edits, quote, at)?,
        None if edits.iter().any(|edit| matches!(edit.deed, Deed::Replace(_) | Deed::Insert(..))) => {
            let template = "{place} announces a text, and none is quoted behind it.";
            return Err(Sentence::new("INSTRUCTION_NO_TEXT", template, [("place", &at)]));
        }
        None => {}
    }
    Ok(edits)
}

/// `thay cụm từ “…” bằng cụm từ “…” tại …`, `bỏ cụm từ “…” tại …`, `bổ sung cụm từ “…” vào sau cụm từ “…” tại …`.
fn words(tokens: &[Token<'_>]) -> Option<Vec<Edit>> {
    let (verb, _) = verb(tokens)?;
    let quoted: Vec<(usize, String)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(index, token)| match token {
            Token::Quoted(text) => Some((index, (*text).to_owned())),
            _ => None,
        })
        .collect();
    let between = |one: usize, other: usize, word: &str| tokens[one..other].iter().any(|token| token.is(word));
    let change = match (verb, quoted.as_slice()) {
        (Verb::Swap, [(one, old), (other, new)]) if between(*one, *other, "bằng") => {
            Words::Swap { old: old.clone(), new: new.clone() }
        }
        (Verb::Repeal, [(_, old)]) => Words::Drop { old: old.clone() },
        (Verb::Add, [(one, new), (other, beside)]) if between(*one, *other, "vào") => {
            let before = between(*one, *other, "trước");
            if !before && !between(*one, *other, "sau") {
                return None;
            }
            Words::Add { new: new.clone(), beside: beside.clone(), before }
        }
        _ => return None,
    };
    let after = &tokens[quoted.last()?.0 + 1..];
    let found = named(after);
    if found.provisions.is_empty() || !goes_on(&after[found.length..]) {
        return None;
    }
    Some(found.provisions.into_iter().map(|target| Edit { target, deed: Deed::Words(change.clone()) }).collect())
}

/// Whether what follows the provisions of a sentence adds none: `như sau`, `của Luật này`, `trong Chương II`, or nothing.
fn goes_on(rest: &[Token<'_>]) -> bool {
    rest.iter().find(|token| **token != Token::Comma).is_none_or(|token| {
        token.is_one_of(&["như", "của", "trong", "thuộc", "đã", "được", "luật", "nghị", "thông", "bộ", "pháp", "quyết", "tại"])
    })
}

/// The segments of a sentence, each of which begins with a verb.
fn segments<'s, 't>(tokens: &'s [Token<'t>]) -> Option<Vec<(Verb, &'s [Token<'t>])>> {
    let mut starts: Vec<(Verb, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let opens = at == 0 || tokens[at - 1] == Token::Comma || tokens[at - 1].is("và");
        match verb(&tokens[at..]).filter(|_| opens) {
            Some((which, length)) => {
                starts.push((which, at, at + length));
                at += length;
            }
            None => at += 1,
        }
    }
    if starts.first()?.1 != 0 {
        return None;
    }
    let ends = starts.iter().skip(1).map(|(_, start, _)| *start).chain([tokens.len()]);
    let segment = |from: usize, end: usize| {
        let joins = |token: &&Token<'_>| **token == Token::Comma || token.is("và");
        let length = tokens[from..end].iter().rev().skip_while(joins).count();
        &tokens[from..from + length]
    };
    Some(starts.iter().zip(ends).map(|((verb, _, from), end)| (*verb, segment(*from, end))).collect())
}

/// What is asked of whole provisions, their openings and their titles.
fn provisions(tokens: &[Token<'_>], quoted: bool) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (verb, rest) in segments(tokens)? {
        let found = named(rest);
        let after = &rest[found.length..];
        match verb {
            Verb::Amend | Verb::Swap => {
                let by_text = verb == Verb::Amend || (quoted && after.iter().any(|token| token.is("bằng")));
                if found.provisions.is_empty() || !by_text || (verb == Verb::Amend && !goes_on(after)) {
                    return None;
                }
                let edit = |target| Edit { target, deed: Deed::Replace(String::new()) };
                edits.extend(found.provisions.into_iter().map(edit));
            }
            Verb::Add => edits.extend(added(&found.provisions, found.opening, after)?),
            Verb::Repeal => {
                if found.provisions.is_empty() || !goes_on(after) || quoted {
                    return None;
                }
                edits.extend(found.provisions.into_iter().map(|target| Edit { target, deed: Deed::Repeal }));
            }
            Verb::Renumber => edits.extend(renumbered(found.provisions, after)?),
        }
    }
    Some(edits)
}

/// `khoản 3a vào sau khoản 3 Điều 8`, `Điều 15a`, `đoạn mở đầu vào trước khoản 1`.
fn added(new: &[Provision], opening: bool, after: &[Token<'_>]) -> Option<Vec<Edit>> {
    let into = after.first().is_some_and(|token| token.is("vào"));
    let side = after.get(1).filter(|_| into);
    let (sided, before) =
        (side.is_some_and(|token| token.is_one_of(&["sau", "trước"])), side.is_some_and(|token| token.is("trước")));
    let behind = if into { &after[1 + usize::from(sided)..] } else { after };
    let anchors = if into { named(behind) } else { super::words::Named::default() };
    if !goes_on(&behind[anchors.length..]) || (into && anchors.provisions.is_empty()) {
        return None;
    }
    let anchor = anchors.provisions.last();
    if new.is_empty() {
        let target = anchor.filter(|_| opening && before && sided)?;
        let opened = Provision { path: target.above().to_vec(), part: Part::Opening };
        return Some(vec![Edit { target: opened, deed: Deed::Insert(String::new(), Place::Before(target.clone())) }]);
    }
    let mut place = match anchor {
        Some(anchor) if before => Place::Before(anchor.clone()),
        Some(anchor) if sided => Place::After(anchor.clone()),
        _ => Place::ByNumber,
    };
    let mut edits = Vec::new();
    for provision in new {
        let mut target = provision.clone();
        if let Some(anchor) = anchor {
            // It stands where its neighbour does, or below what it goes into.
            let above = if sided && anchor.level() == target.level() { anchor.above() } else { &anchor.path[..] };
            let outermost = target.path[0].level;
            let missing: Vec<Rung> = above.iter().filter(|rung| rung.level < outermost).cloned().collect();
            target.path.splice(0..0, missing);
        }
        edits.push(Edit { target: target.clone(), deed: Deed::Insert(String::new(), place.clone()) });
        // Of several, each comes behind the one before.
        place = if place == Place::ByNumber { place } else { Place::After(target) };
    }
    Some(edits)
}

/// `khoản 3 thành khoản 4`.
fn renumbered(old: Vec<Provision>, after: &[Token<'_>]) -> Option<Vec<Edit>> {
    let new = after.first().filter(|token| token.is("thành")).map(|_| named(&after[1..]))?;
    if old.len() != new.provisions.len() || old.is_empty() || !goes_on(&after[1 + new.length..]) {
        return None;
    }
    let mut edits = Vec::new();
    // The last first, so that each number is free when it is taken.
    for (old, new) in old.into_iter().zip(new.provisions).rev() {
        let number = new.path.last().filter(|rung| rung.level == old.level())?.clone();
        let outermost = old.path[0].level;
        let above = new.above().iter().filter(|rung| rung.level < outermost).cloned();
        let target = Provision { path: above.chain(old.path).collect(), part: Part::Whole };
        edits.push(Edit { target, deed: Deed::Renumber(number) });
    }
    Some(edits)
}

/// Completes provisions that do not say where they are: from what follows in the sentence, from what the act said before, or
/// from what precedes.
fn place(edits: &mut [Edit], context: &[Rung]) {
    let fill = |provision: &mut Provision, outer: &[Rung]| {
        let first = provision.path.first().map_or(Level::Diem, |rung| rung.level);
        if first > Level::Dieu || (provision.path.is_empty() && provision.part == Part::Opening) {
            let missing: Vec<Rung> = outer
                .iter()
                .filter(|rung| rung.level >= Level::Dieu && (rung.level < first || provision.path.is_empty()))
                .cloned()
                .collect();
            provision.path.splice(0..0, missing);
        }
    };
    let known: Vec<Vec<Rung>> = edits.iter().map(|edit| edit.target.path.clone()).collect();
    for (index, edit) in edits.iter_mut().enumerate() {
        let of_article = |path: &&Vec<Rung>| path.first().is_some_and(|rung| rung.level <= Level::Dieu);
        let after = known[index..].iter().find(of_article);
        let before = known[..index].iter().rev().find(of_article);
        let outer = match (after, before) {
            (Some(after), _) => &after[..],
            (None, _) if !context.is_empty() => context,
            (None, Some(before)) => &before[..],
            _ => context,
        };
        let outer = outer.to_vec();
        fill(&mut edit.target, &outer);
        if let Deed::Insert(_, Place::After(anchor) | Place::Before(anchor)) = &mut edit.deed {
            fill(anchor, &outer);
            // What comes after it stands beside it.
            let beside: Vec<Rung> = edit.target.above().to_vec();
            fill(anchor, &beside);
        }
    }
}

/// Gives each provision its share of the quoted text: from the line with its label to the line with the next one's.
fn share(edits: &mut [Edit], quote: &str, at: &str) -> Result<(), Sentence> {
    let wants = |edit: &Edit| matches!(edit.deed, Deed::Replace(_) | Deed::Insert(..));
    let asked: Vec<usize> = (0..edits.len()).filter(|&index| wants(&edits[index])).collect();
    let labelled = |edit: &Edit| match edit.target.part {
        Part::Whole => true,
        Part::Opening => matches!(edit.deed, Deed::Replace(_)) && edit.target.level() > Level::Dieu,
        Part::Title => false,
    };
    let lines: Vec<&str> = quote.trim().lines().collect();
    let mut starts = Vec::new();
    let mut from = 0;
    for &index in &asked {
        let target = &edits[index].target;
        let found =
            if labelled(&edits[index]) { (from..lines.len()).find(|&line| target.begins_line(lines[line])) } else { Some(from) };
        let Some(start) = found.filter(|&start| !starts.is_empty() || start == 0) else {
            let template = "The text quoted at {place} has no line where {provision} begins.";
            let values = ("provision", &target.written() as &dyn std::fmt::Display);
            return Err(Sentence::new("INSTRUCTION_LABEL", template, [("place", &at), values]));
        };
        starts.push(start);
        from = start + 1;
    }
    for (turn, &index) in asked.iter().enumerate() {
        let end = starts.get(turn + 1).copied().unwrap_or(lines.len());
        let share = lines[starts[turn]..end].join("\n").trim_end().to_owned() + "\n";
        match &mut edits[index].deed {
            Deed::Replace(text) | Deed::Insert(text, _) => *text = share,
            _ => {}
        }
    }
    Ok(())
}
