//! What a sentence asks of whole provisions: new texts, new units, ends, other numbers.

use super::deed::{Deed, Edit, Place};
use super::located::{is_all, located, Found};
use super::named::{named, Named};
use super::provision::{Level, Part, Provision, Rung};
use super::suspension;
use super::tokens::{begins, Token};
use super::tongue::Tongue;
use super::verbs::{goes_on, of_document, verb, Verb};

/// The segments of a sentence, each of which begins with a verb.
fn segments<'s, 't>(tokens: &'s [Token<'t>]) -> Option<Vec<(Verb, &'s [Token<'t>])>> {
    let mut starts: Vec<(Verb, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let opens = at == 0 || tokens[at - 1] == Token::Comma || tokens[at - 1].is("và");
        match verb(&tokens[at..]) {
            Some((which, length)) => {
                // `đã được sửa đổi, bổ sung tại …` tells what an earlier act did.
                if opens {
                    starts.push((which, at, at + length));
                }
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

/// What is asked of whole provisions, their openings and their titles; none where it is not understood. `before` are those that the
/// sentence names before the verb.
pub(super) fn provisions(tokens: &[Token<'_>], quoted: bool, before: Vec<Provision>) -> Option<Vec<Edit>> {
    let mut before = Some(before);
    let mut edits = Vec::new();
    for (verb, rest) in segments(tokens)? {
        let mut found = named(rest);
        let after = &rest[found.length..];
        let first = before.take().unwrap_or_default();
        if found.provisions.is_empty() && !found.opening {
            found.provisions = first;
        }
        let edit = |deed: Deed| move |target: Provision| Edit::of(target, deed.clone());
        let named_component = rest.get(..3).and_then(component_by_name);
        let of_components = found.provisions.first().is_some_and(Provision::is_component);
        match verb {
            Verb::Repeal if of_document(rest).is_some() && !quoted => {
                let excepts = rest.iter().position(|token| token.is("trừ"));
                // Something goes on, whether it is named as a provision or not.
                let except = excepts.map(|at| [named(&rest[at + 1..]).provisions, vec![Provision::document()]].concat());
                edits.push(Edit { except: except.unwrap_or_default(), ..Edit::of(Provision::document(), Deed::Repeal) });
            }
            Verb::Amend | Verb::Add | Verb::Swap if of_components || named_component.is_some() => {
                let all = if of_components { found.provisions } else { named_component.into_iter().collect() };
                edits.extend(all.into_iter().map(edit(Deed::Component)));
            }
            Verb::Amend | Verb::Swap => {
                let by_text = verb == Verb::Amend || (quoted && after.iter().any(|token| token.is("bằng")));
                if found.provisions.is_empty() || !by_text || (verb == Verb::Amend && !goes_on(after)) {
                    return None;
                }
                edits.extend(found.provisions.into_iter().map(edit(Deed::Replace(String::new()))));
            }
            Verb::Add => edits.extend(added(&found.provisions, found.opening, after)?),
            Verb::Repeal => {
                let mut found = match located(rest) {
                    none if none.located.is_empty() => Found {
                        located: found.provisions.into_iter().map(|target| (target, None)).collect(),
                        length: found.length,
                    },
                    some => some,
                };
                if found.located.is_empty() || !is_all(rest, &found) || quoted {
                    return None;
                }
                edits.extend(found.located.drain(..).map(|(target, law)| Edit { law, ..Edit::of(target, Deed::Repeal) }));
            }
            Verb::Renumber => edits.extend(renumbered(found.provisions, after)?),
            Verb::Suspend | Verb::Resume => edits.extend(suspension::asked(verb, rest, found.provisions)?),
        }
    }
    Some(edits)
}

/// An appendix that is known by its name alone: `Phụ lục “Bảng giá”`.
fn component_by_name(tokens: &[Token<'_>]) -> Option<Provision> {
    let length = begins(tokens, Tongue::Vietnamese.word(Level::Annex))?;
    let Token::Quoted(name) = tokens.get(length)? else { return None };
    let rung = Rung::named(Tongue::Vietnamese, Level::Annex, format!("“{name}”"));
    Some(Provision { path: vec![rung], part: Part::Whole })
}

/// `khoản 3a vào sau khoản 3 Điều 8`, `Điều 15a`, `đoạn mở đầu vào trước khoản 1`.
fn added(new: &[Provision], opening: bool, after: &[Token<'_>]) -> Option<Vec<Edit>> {
    // `vào sau Điều 5`, and `sau Điều 5` as some write.
    let word = usize::from(after.first().is_some_and(|token| token.is("vào")));
    let side = after.get(word).filter(|side| word == 1 || side.is_one_of(&["sau", "trước"]));
    let into = side.is_some();
    let (sided, before) =
        (side.is_some_and(|token| token.is_one_of(&["sau", "trước"])), side.is_some_and(|token| token.is("trước")));
    let behind = if into { &after[word + usize::from(sided)..] } else { after };
    let anchors = if into { named(behind) } else { Named::default() };
    if !goes_on(&behind[anchors.length..]) || (into && anchors.provisions.is_empty()) {
        return None;
    }
    let anchor = anchors.provisions.last();
    if new.is_empty() {
        let target = anchor.filter(|_| opening && before && sided)?;
        let opened = Provision { path: target.above().to_vec(), part: Part::Opening };
        return Some(vec![Edit::of(opened, Deed::Insert(String::new(), Place::Before(target.clone())))]);
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
        edits.push(Edit::of(target.clone(), Deed::Insert(String::new(), place.clone())));
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
        edits.push(Edit::of(target, Deed::Renumber(number)));
    }
    Some(edits)
}
