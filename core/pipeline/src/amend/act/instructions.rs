//! Finds the instructions in the text of an amending act: sentences that begin with what is to be done, each with the text that
//! is quoted behind it.

use super::read::{of_words, verb, Verb};
use super::words::{named, tokens, Level, Rung};
use iu_text::manifest::{Manifest, Span, Unit};

/// A sentence of the act that asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands: `Điều 1 khoản 4 điểm a` of the act, as its address without the prefix.
    pub place: String,
    /// Line of the act's text, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
    /// What is quoted behind it.
    pub quote: Quote,
    /// What the act said before about where it is.
    pub context: Vec<Rung>,
    /// The act it amends, where this one names it.
    pub law: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Text(String),
    /// It begins and never ends.
    Open,
}

/// What a unit of the act says to those below it.
#[derive(Debug, Clone, Default)]
struct Said {
    context: Vec<Rung>,
    law: Option<String>,
    amends: bool,
}

/// Every instruction, in the order of the act.
pub(super) fn find(act: &Manifest, text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut said: Vec<(&str, Said)> = Vec::new();
    for (index, unit) in act.units.iter().enumerate() {
        let above = unit.parent_local_id.as_deref().and_then(|id| said.iter().rev().find(|(known, _)| *known == id));
        let mut told = above.map(|(_, said)| said.clone()).unwrap_or_default();
        let has_parts = act.units.get(index + 1).is_some_and(|next| next.parent_local_id.as_deref() == Some(&unit.local_id));
        of_unit(unit, text, has_parts, &mut told, &mut found);
        said.push((&unit.local_id, told));
    }
    found
}

fn of_unit(unit: &Unit, text: &str, has_parts: bool, said: &mut Said, found: &mut Vec<Found>) {
    let joined = |spans: &[Span]| -> String { spans.iter().filter_map(|span| text.get(span.start..span.end)).collect() };
    let own = joined(&unit.heading_spans) + &joined(&unit.body_spans);
    let start = unit.heading_spans.iter().chain(&unit.body_spans).map(|span| span.start).min().unwrap_or_default();
    let labelled = own.trim_start();
    let bare = labelled.strip_prefix(unit.label.as_str()).unwrap_or(labelled).trim_start_matches(['.', ')', ':', ' ', '\t']);
    let skipped = own.len() - bare.len();
    let pieces = pieces(bare);
    for (turn, piece) in pieces.iter().enumerate() {
        let words = tokens(&piece.sentence);
        let last = turn + 1 == pieces.len();
        let Some((which, length)) = verb(&words) else {
            // A sentence that quotes and does not begin with what is to be done is left to a person.
            if said.amends && (piece.quote != Quote::None || piece.sentence.contains(['“', '"'])) {
                found.push(as_found(unit, text, start + skipped, piece, said));
            }
            continue;
        };
        let law = law(&piece.sentence).or_else(|| said.law.clone());
        let named = named(&words[length..]).provisions;
        let announces = piece.quote == Quote::None
            && !of_words(&words)
            && (has_parts || !last)
            && (matches!(which, Verb::Amend | Verb::Add) || named.is_empty() || piece.sentence.ends_with(':'));
        if announces {
            let shared = named.iter().map(|provision| provision.path.clone()).reduce(|one, other| {
                one.into_iter().zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one).collect()
            });
            let shared = shared.unwrap_or_default();
            let outer = shared.first().map(|rung| rung.level);
            let kept =
                |rung: &&Rung| outer.is_none_or(|level| rung.level < level) && outer.is_some_and(|level| level > Level::Dieu);
            said.context = said.context.iter().filter(kept).cloned().chain(shared.iter().cloned()).collect();
            (said.law, said.amends) = (law, true);
            continue;
        }
        let found_here = as_found(unit, text, start + skipped, piece, &Said { law, ..said.clone() });
        said.amends = true;
        found.push(found_here);
    }
}

fn as_found(unit: &Unit, text: &str, start: usize, piece: &Piece, said: &Said) -> Found {
    let until = (start + piece.at).min(text.len());
    let line = text.as_bytes()[..until].iter().filter(|&&byte| byte == b'\n').count() + 1;
    Found {
        place: unit.address.split_once('/').map_or(unit.address.as_str(), |(_, path)| path).to_owned(),
        line,
        sentence: piece.sentence.clone(),
        quote: piece.quote.clone(),
        context: said.context.clone(),
        law: said.law.clone(),
    }
}

struct Piece {
    /// Byte of the unit's text, label aside.
    at: usize,
    sentence: String,
    quote: Quote,
}

/// The sentences of a unit, each with what is quoted behind it.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        at += blank;
        let rest = &text[at..];
        if rest.is_empty() {
            break;
        }
        let line = rest.lines().next().unwrap_or_default();
        // What follows `như sau:` is the text, in the same line or in the next ones.
        let announced = line.find("như sau").and_then(|from| line[from..].find(':').map(|colon| from + colon + 1));
        let end = announced.unwrap_or(line.len());
        let sentence = rest[..end].trim_end().to_owned();
        let behind = &rest[end..];
        let open = end + (behind.len() - behind.trim_start().len());
        let quoted = sentence.ends_with(':') && rest[open..].starts_with(['“', '"']);
        if !quoted {
            pieces.push(Piece { at, sentence: line.trim_end().to_owned(), quote: Quote::None });
            at += line.len();
            continue;
        }
        let mark = if rest[open..].starts_with('"') { 1 } else { '“'.len_utf8() };
        match closing(&rest[open..]) {
            Some((inner, length)) => {
                let quote = Quote::Text(rest[open + mark..open + inner].to_owned());
                pieces.push(Piece { at, sentence, quote });
                at += open + length;
            }
            None => {
                pieces.push(Piece { at, sentence, quote: Quote::Open });
                break;
            }
        }
    }
    pieces
}

/// Where the quotation ends that `text` begins with: byte of its closing mark, and byte behind it and the marks of the sentence.
fn closing(text: &str) -> Option<(usize, usize)> {
    let behind = |mark: usize, length: usize| {
        let rest = &text[mark + length..];
        let after = rest.trim_start_matches(['.', ',', ';', ':', ' ']);
        (mark, text.len() - after.len())
    };
    if text.starts_with('“') {
        let mut depth = 0_usize;
        for (at, sign) in text.char_indices() {
            match sign {
                '“' => depth += 1,
                '”' if depth == 1 => return Some(behind(at, sign.len_utf8())),
                '”' => depth -= 1,
                _ => {}
            }
        }
        return None;
    }
    // Straight marks do not tell which end of a quotation they are: it ends with a line, before the next sentence or at the end.
    let mut ends = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end().trim_end_matches(['.', ',', ';', ':', ' ']);
        let closes = shown.ends_with(['"', '”']) && line_start + shown.len() > 1;
        line_start += line.len();
        if closes {
            let sign = shown.chars().next_back().map_or(1, char::len_utf8);
            let at = line_start - line.len() + shown.len() - sign;
            ends.push(behind(at, sign));
            if verb(&tokens(text[line_start..].trim_start().lines().next().unwrap_or_default())).is_some() {
                break;
            }
        }
    }
    ends.last().copied()
}

/// The act that a sentence names: `của Luật Giao thông số 23/2008/QH12` is `Luật Giao thông`.
fn law(sentence: &str) -> Option<String> {
    const KINDS: [&str; 8] =
        ["Bộ luật ", "Luật ", "Nghị định ", "Thông tư ", "Pháp lệnh ", "Quyết định ", "Nghị quyết ", "Nội quy "];
    // What a sentence quotes names no act that is amended.
    let sentence = &sentence[..sentence.find(['"', '“']).unwrap_or(sentence.len())];
    let from = sentence.find("của ").map(|at| at + "của ".len())?;
    let rest = &sentence[from..];
    let rest = KINDS.iter().any(|kind| rest.starts_with(kind)).then_some(rest).or_else(|| {
        let next = rest.find("của ").map(|at| &rest[at + "của ".len()..])?;
        KINDS.iter().any(|kind| next.starts_with(kind)).then_some(next)
    })?;
    let ends = [" như sau", " đã được", " được sửa", " (", ":", ";", ",\n", "\n", " ban hành", " ngày "];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let named = rest[..end].trim_end_matches(['.', ' ', ':']);
    let is_this = named.to_lowercase().ends_with(" này");
    (!is_this).then(|| named.to_owned())
}
