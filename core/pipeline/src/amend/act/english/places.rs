//! The provisions that an English phrase names: `Article 6(1), point (f)`, `paragraph (a) of subsection (2)`, `sections 7 and 8`.

use super::called::{ordinals, title, Read};
use super::tokens::Token;
use super::words::{level, ALONE, ORDINALS};
use crate::amend::act::provision::{Level, Part, Provision, Rung};
use crate::amend::act::tongue::Tongue;

/// A phrase for one kind of provision at the start of the tokens.
fn phrase(tongue: Tongue, tokens: &[Token]) -> Option<Read> {
    let the = tokens.iter().take_while(|token| token.is_one_of(&["the", "each", "both", "existing"])).count();
    let rest = &tokens[the..];
    let first = rest.first()?;
    if let Some(found) = level(tongue, first) {
        let (paths, length) = numbers(tongue, found, &rest[1..]);
        if length > 0 {
            let whole = |path| Provision { path, part: Part::Whole };
            return Some((paths.into_iter().map(whole).collect(), the + 1 + length));
        }
    }
    let piece = |written: String, length: usize| {
        let path = vec![Rung::named(tongue, Level::Piece, written)];
        Some((vec![Provision { path, part: Part::Whole }], the + length))
    };
    let of = |part: Part, length: usize| Some((vec![Provision { path: Vec::new(), part }], the + length));
    let second = rest.get(1);
    if let Some(length) = title(tongue, rest) {
        return of(Part::Title, length);
    }
    match first {
        Token::Word(word) if ORDINALS.contains(&word.as_str()) => {
            let (pieces, length) = ordinals(tongue, rest)?;
            Some((pieces, the + length))
        }
        Token::Word(word) if word == "introductory" || word == "opening" || word == "chapeau" => {
            let noun = usize::from(
                second.is_some_and(|noun| noun.is_one_of(&["wording", "part", "phrase", "sentence", "words", "text"])),
            );
            (noun == 1 || word == "chapeau").then(|| of(Part::Opening, 1 + noun))?
        }
        // `the words preceding paragraph (a)`
        Token::Word(word) if word == "words" && second.is_some_and(|next| next.is_one_of(&["preceding", "before"])) => {
            let (inner, length) = phrase(tongue, &rest[2..])?;
            let path = inner.first().filter(|inner| !inner.is_piece()).map(|inner| inner.above().to_vec())?;
            Some((vec![Provision { path, part: Part::Opening }], the + 2 + length))
        }
        Token::Word(word) if word.starts_with("definition") => {
            let terms = usize::from(second.is_some_and(|next| next.is("of")));
            let term =
                rest[1 + terms..].iter().take_while(|next| next.is_one_of(&["the", "term", "expression", "terms"])).count();
            match rest.get(1 + terms + term) {
                Some(Token::Quoted(name)) => piece(format!("definition of “{name}”"), 2 + terms + term),
                _ => None,
            }
        }
        Token::Word(word) if word == "long" && second.is_some_and(|next| next.is("title")) => piece("long title".to_owned(), 2),
        Token::Word(word) if ALONE.contains(&word.as_str()) => piece(word.clone(), 1),
        _ => None,
    }
}

/// Numbers behind the word of a level, each with what stands in it: `6(1)(f)`, `7 and 8`, `(a) to (c)`; with the tokens read.
fn numbers(tongue: Tongue, first: Level, tokens: &[Token]) -> (Vec<Vec<Rung>>, usize) {
    let mut paths: Vec<Vec<Rung>> = Vec::new();
    let (mut at, mut read) = (0, 0);
    loop {
        let ranges = !paths.is_empty() && tokens.get(at).is_some_and(|token| token.is_one_of(&["to", "until"]));
        at += usize::from(ranges);
        let next = match tokens.get(at) {
            Some(Token::Word(word)) if is_number(tongue, first, word) => Rung::of(tongue, first, word).map(|rung| vec![rung]),
            Some(Token::Bracket(word)) => match paths.last() {
                None => own(tongue, first, word).map(|rung| vec![rung]),
                Some(last) => beside(last, word),
            },
            _ => None,
        };
        let Some(mut path) = next else { break };
        at += 1;
        while let (Some(Token::Bracket(word)), Some(last)) = (tokens.get(at), path.last()) {
            let Some(rung) = below(last, word) else { break };
            path.push(rung);
            at += 1;
        }
        if ranges {
            let between = paths.last().map(|from| between(from, &path)).unwrap_or_default();
            paths.extend(between);
        }
        paths.push(path);
        read = at;
        while tokens.get(at).is_some_and(|token| token.parts() || token.is_one_of(&["and", "or"])) {
            at += 1;
        }
        if !(at > read || tokens.get(at).is_some_and(|token| token.is_one_of(&["to", "until"]))) {
            break;
        }
    }
    (paths, read)
}

fn is_number(tongue: Tongue, level: Level, word: &str) -> bool {
    let digits = word.starts_with(|first: char| first.is_ascii_digit());
    let letters = word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    match level {
        Level::Annex | Level::Part | Level::Chapter | Level::Title | Level::Section => {
            let article = word == "a" && !matches!(level, Level::Section | Level::Part);
            digits && word.len() <= 4 || letters && (is_roman(word) || word.len() == 1 && !article)
        }
        // Points of an annex may have Roman numbers, without brackets.
        Level::Point if tongue == Tongue::Union && is_roman(word) => true,
        _ => digits && word.len() <= 6 && (tongue != Tongue::Union || level != Level::Annex),
    }
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| b"ivxlcdm".contains(&byte))
}

/// A number in brackets right behind the word of a level: `paragraph (2)` of a rule is what a section calls a subsection.
fn own(tongue: Tongue, level: Level, word: &str) -> Option<Rung> {
    let digits = word.starts_with(|first: char| first.is_ascii_digit());
    let level = if tongue == Tongue::Commonwealth && level == Level::Point && digits { Level::Clause } else { level };
    Rung::of(tongue, level, word)
}

/// What stands in a provision under this number.
fn below(above: &Rung, word: &str) -> Option<Rung> {
    let digits = word.starts_with(|first: char| first.is_ascii_digit());
    let level = match above.level {
        Level::Article if digits => Level::Clause,
        Level::Article | Level::Clause => Level::Point,
        Level::Point => Level::SubPoint,
        Level::SubPoint => Level::Item,
        Level::Annex => Level::Clause,
        _ => return None,
    };
    Rung::of(above.tongue, level, word)
}

/// A number in brackets behind a list: it stands where the last one of its kind does.
fn beside(last: &[Rung], word: &str) -> Option<Vec<Rung>> {
    let kind = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    let roman = |text: &str| text.len() > 1 && is_roman(text) || text == "i" || text == "v";
    let alike = |rung: &&Rung| kind(&rung.written) == kind(word);
    let exact = |rung: &&Rung| alike(rung) && (roman(&rung.written) == roman(word));
    let place = last.iter().rposition(|rung| exact(&rung)).or_else(|| last.iter().rposition(|rung| alike(&rung)))?;
    // The number of an article stands in no brackets.
    let rung = last.get(place).filter(|rung| rung.level > Level::Article)?;
    let mut path = last[..place].to_vec();
    path.push(Rung::of(rung.tongue, rung.level, word)?);
    Some(path)
}

/// A range that is longer is none.
const LONGEST: usize = 300;

/// The provisions between two of a range.
fn between(from: &[Rung], to: &[Rung]) -> Vec<Vec<Rung>> {
    let (Some(first), Some(last)) = (from.last(), to.last()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut written = first.written.clone();
    while let Some(next) = successor(&written).filter(|next| *next != last.written && found.len() < LONGEST) {
        let Some(rung) = Rung::of(first.tongue, first.level, &next) else { return Vec::new() };
        found.push([&from[..from.len() - 1], &[rung]].concat());
        written = next;
    }
    if found.len() == LONGEST {
        found.clear();
    }
    found
}

/// The number behind one: `5` is followed by `6`, `c` by `d`.
pub(super) fn successor(written: &str) -> Option<String> {
    if let Ok(number) = written.parse::<u32>() {
        return Some((number + 1).to_string());
    }
    let last = written.chars().next_back().filter(|last| last.is_ascii_alphabetic() && !matches!(last, 'z' | 'Z'))?;
    let next = char::from_u32(u32::from(last) + 1)?;
    Some(format!("{}{next}", &written[..written.len() - 1]))
}

/// Provisions at the start of the tokens, each from the outermost that is named.
pub(super) fn places(tongue: Tongue, tokens: &[Token]) -> Option<Read> {
    let (mut group, mut at) = phrase(tongue, tokens)?;
    let mut done: Vec<Provision> = Vec::new();
    loop {
        let rest = &tokens[at..];
        let gap = rest.iter().take_while(|token| token.parts()).count();
        let joins = rest.get(gap).is_some_and(|token| token.is_one_of(&["and", "or"]));
        if rest.first().is_some_and(|token| token.is_one_of(&["of", "to", "in"])) {
            if rest.get(1) == Some(&Token::Law)
                || rest.get(1).is_some_and(|the| the.is("the")) && rest.get(2) == Some(&Token::Law)
            {
                at += if rest.get(1) == Some(&Token::Law) { 2 } else { 3 };
                continue;
            }
            let Some((outer, length)) = phrase(tongue, &rest[1..]).filter(|(outer, _)| holds(&outer[0], &group)) else { break };
            let within = |inner: Provision| outer.iter().map(move |outer| joined(outer, &inner));
            // What shares the outer provision was named before it.
            group = done.drain(..).chain(group).flat_map(within).collect();
            at += 1 + length;
            continue;
        }
        if !(gap > 0 || joins) {
            break;
        }
        let Some((next, length)) = phrase(tongue, &rest[gap + usize::from(joins)..]) else { break };
        if !joins && group.len() == 1 && holds(&group[0], &next) && next.iter().all(|inner| by_section(&inner.path).is_none()) {
            group = next.iter().map(|inner| joined(&group[0], inner)).collect();
        } else {
            let outer = group[0].clone();
            done.append(&mut group);
            group = next.into_iter().map(|inner| complete(&outer, &inner)).collect();
        }
        at += gap + usize::from(joins) + length;
    }
    done.append(&mut group);
    Some((done, at))
}

/// Whether provisions can stand in this one.
fn holds(outer: &Provision, inner: &[Provision]) -> bool {
    let Some(last) = outer.path.last() else { return false };
    inner.iter().all(|inner| inner.path.first().is_none_or(|first| first.level > last.level))
}

fn joined(outer: &Provision, inner: &Provision) -> Provision {
    Provision { path: [outer.path.as_slice(), inner.path.as_slice()].concat(), part: inner.part }
}

/// `subsection 44(2)`, `paragraph 42(5)(a)`: some laws write the number of the section first and the word for the innermost level.
/// A paragraph of a schedule has such a number too.
fn by_section(path: &[Rung]) -> Option<Vec<Rung>> {
    let digits = |rung: &Rung| rung.written.starts_with(|first: char| first.is_ascii_digit());
    let (first, second) = (path.first()?, path.get(1)?);
    let fits = match first.level {
        Level::Clause => digits(first) && digits(second),
        Level::Point => digits(first),
        _ => false,
    };
    let section =
        Rung::of(first.tongue, Level::Article, &first.written).filter(|_| fits && first.tongue == Tongue::Commonwealth)?;
    path[1..].iter().try_fold(vec![section], |mut above, rung| {
        let own = below(above.last()?, &rung.written)?;
        above.push(own);
        Some(above)
    })
}

/// A provision with what is above it in another.
pub(super) fn complete(outer: &Provision, inner: &Provision) -> Provision {
    if outer.part == Part::Document && inner.path.is_empty() && inner.part == Part::Title {
        // The title of the act itself is no title of a provision.
        let tongue = outer.path.first().map_or(Tongue::Union, |rung| rung.tongue);
        return Provision { path: vec![Rung::named(tongue, Level::Piece, "title".to_owned())], part: Part::Whole };
    }
    let as_section = by_section(&inner.path).filter(|_| outer.path.first().is_none_or(|rung| rung.level != Level::Annex));
    if let Some(path) = as_section {
        return Provision { path, part: inner.part };
    }
    let first = inner.path.first().map_or(Level::Piece, |rung| rung.level);
    // A chapter and an annex have sections; an article is known without them.
    let holds = outer.path.first().is_some_and(|rung| rung.level < first);
    if first == Level::Article || first < Level::Article && !holds || inner.part == Part::Document {
        return inner.clone();
    }
    let level = |rung: &&Rung| rung.level < first || inner.path.is_empty();
    let above: Vec<Rung> = outer.path.iter().take_while(level).cloned().collect();
    let mut path = inner.path.clone();
    // What a rule calls a sub-paragraph stands right in its paragraph.
    let high = above.last().is_some_and(|rung| rung.level <= Level::Clause);
    if let Some(own) = path.first_mut().filter(|own| high && own.level == Level::SubPoint && !is_roman(&own.written)) {
        own.level = Level::Point;
    }
    Provision { path: above.into_iter().chain(path).collect(), part: inner.part }
}
