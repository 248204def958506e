//! A law made up for an amending act: articles of clauses and points without meaning, which end where the act adds to them, with the
//! words that the act changes in the articles in which it changes words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const POINTS: [&str; 8] = ["a", "b", "c", "d", "đ", "e", "g", "h"];

/// What the act says of one article.
struct Article {
    clauses: u32,
    points: usize,
    words: BTreeSet<String>,
}

/// Numbers behind `word` in a sentence: `Điều 5`, `Điều 7`.
fn numbered(sentence: &str, word: &str) -> Vec<u32> {
    let parts = sentence.split(word).skip(1);
    parts.filter_map(|rest| rest.trim_start().split(|c: char| !c.is_alphanumeric()).next()?.parse().ok()).collect()
}

pub fn law_of(act: &str) -> String {
    let mut articles: BTreeMap<u32, Article> = BTreeMap::new();
    let mut article = 1;
    for line in act.lines().filter(|line| !line.starts_with(['"', '“'])) {
        let asks = |text: &&str| ["Sửa đổi", "Bổ sung", "Bãi bỏ", "Thay ", "Bỏ "].iter().any(|verb| text.starts_with(verb));
        let behind_label = line.split_once(['.', ')']).map(|(_, rest)| rest.trim());
        let Some(sentence) = Some(line).filter(asks).or(behind_label.filter(asks)) else { continue };
        let words = sentence.split('"').skip(1).step_by(2).map(str::to_owned);
        let named = [numbered(sentence, "Điều "), numbered(sentence, "các điều ")].concat();
        article = named.last().copied().unwrap_or(article);
        for number in if named.is_empty() { vec![article] } else { named } {
            let known = articles.entry(number).or_insert(Article { clauses: 10, points: POINTS.len(), words: BTreeSet::new() });
            known.words.extend(words.clone());
            // What comes behind the last clause or point.
            if let (Some(new), Some(last)) = (numbered(sentence, "ổ sung khoản ").last(), numbered(sentence, "sau khoản ").last())
            {
                known.clauses = if new == &(last + 1) { *last } else { known.clauses };
            }
            if sentence.contains("vào sau điểm d") {
                known.points = 4;
            }
        }
    }
    let mut law = String::from("LUẬT MẪU\n");
    for number in 1..=articles.keys().max().copied().unwrap_or(1) {
        let known = articles.get(&number);
        let words = known.map(|known| known.words.iter().cloned().collect::<Vec<_>>().join("; ")).unwrap_or_default();
        let _ = writeln!(law, "Điều {number}. Tên của điều này");
        for clause in 1..=known.map_or(1, |known| known.clauses) {
            let _ = writeln!(law, "{clause}. Nội dung của khoản này: {words}");
            for point in POINTS.iter().take(known.map_or(0, |known| known.points)) {
                let _ = writeln!(law, "{point}) Nội dung của điểm này: {words};");
            }
        }
    }
    law
}
