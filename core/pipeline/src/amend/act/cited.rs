//! Provisions as English citations write them.

use super::level::Level;
use super::rung::{Part, Rung};
use super::tongue::Tongue;

/// `Article 6(1)(f)`, `section 12(3)`, `Section 2 of Chapter III`, `Annex III, point 1`, `first subparagraph of Article 5(1)`.
pub(super) fn written(path: &[Rung], part: Part) -> String {
    if part == Part::Document {
        return "the whole act".to_owned();
    }
    let numbered = |rung: &&Rung| rung.level != Level::Piece;
    let rungs: Vec<&Rung> = path.iter().filter(numbered).collect();
    let article = rungs.iter().position(|rung| rung.level >= Level::Article || rung.level == Level::Annex);
    let (above, own) = rungs.split_at(article.unwrap_or(rungs.len()));
    let mut text = own.first().map(|first| head(first)).unwrap_or_default();
    for (at, rung) in own.iter().enumerate().skip(1) {
        let above = own[at - 1].level;
        // What stands in an annex, or in an article without a paragraph, is told by its word.
        let named = rung.level < Level::Article
            || above < Level::Article
            || above == Level::Article && rung.level == Level::Point && rung.tongue == Tongue::Union;
        let digits = rung.written.starts_with(|first: char| first.is_ascii_digit());
        text.push_str(&match named {
            true if rung.level < Level::Article => format!(", {}", head(rung)),
            true if above < Level::Article && digits => format!(", {} {}", rung.word(), rung.written),
            true => format!(", {} ({})", rung.word(), rung.written),
            false => format!("({})", rung.written),
        });
    }
    // An article is known without the chapter in which it stands.
    if text.is_empty() {
        let named: Vec<String> = above.iter().rev().map(|rung| head(rung)).collect();
        text = named.join(" of ");
    }
    let pieces = path.iter().rev().filter(|rung| rung.level == Level::Piece).map(|rung| rung.written.clone());
    let part = match part {
        Part::Opening => Some("introductory words".to_owned()),
        Part::Title => Some("title".to_owned()),
        Part::Whole | Part::Body | Part::Document => None,
    };
    let all: Vec<String> = part.into_iter().chain(pieces).chain((!text.is_empty()).then_some(text)).collect();
    all.join(" of ")
}

/// A level and its number: `Article 6`, `section 12`, `paragraph (2)`.
fn head(rung: &Rung) -> String {
    let word = rung.word();
    let large = rung.level < Level::Article || rung.tongue == Tongue::Union && rung.level == Level::Article;
    let word = if large { format!("{}{}", word[..1].to_uppercase(), &word[1..]) } else { word.to_owned() };
    let number = match rung.level {
        Level::Annex | Level::Chapter | Level::Title | Level::Part | Level::Section => rung.written.to_uppercase(),
        level if level > Level::Article && !(rung.tongue == Tongue::Union && level == Level::Clause) => {
            format!("({})", rung.written)
        }
        _ => rung.written.clone(),
    };
    format!("{word} {number}").trim_end().to_owned()
}
