//! What was made of an act, held against what a publisher printed: how far two texts are apart, where, and why.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::act::plain_letters;

/// A provision by which two texts of one law are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Article {
    /// Without its label.
    pub title: String,
    /// White space collapsed; notes and their marks left out.
    pub text: String,
}

impl Article {
    /// Title and text.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("{} {}", self.title, self.text).trim().to_owned()
    }
}

/// Articles by their numbers.
pub type Articles = BTreeMap<String, Article>;

/// What an act asks, as far as it explains why a text reads as it does.
#[derive(Debug, Clone)]
pub struct AskedOf {
    /// Line of the act.
    pub line: usize,
    /// Numbers of the articles it is about; empty where it is about the law as a whole.
    pub articles: Vec<String>,
    /// Whether all of it was carried out.
    pub carried: bool,
}

/// Why an official text reads otherwise than what was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Letters' marks, case, punctuation or white space alone.
    Typography,
    /// One letter of a long word, as where a page was read wrongly. Digits are never one.
    Misprint,
    /// An instruction about the article was left to people.
    InstructionLeft,
    /// An instruction was carried out, and the act has other words than the official text prints.
    OtherThanItsAct,
    /// The act has the words that the official text prints, and they were not made of it.
    CarriedOutOtherwise,
    /// Nothing in the act is about the article.
    NotAsked,
}

/// A place where the official text reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Number of the article.
    pub article: String,
    /// Why.
    pub cause: Cause,
    /// Line of the instruction that explains it, where one does.
    pub line: Option<usize>,
    /// The words before the place.
    pub after_words: String,
    /// What was made.
    pub made: String,
    /// What is printed.
    pub official: String,
}

/// Letters and digits alone, without marks and in lower case: what is left when typography is put aside.
fn read_aloud(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(plain_letters).collect()
}

/// Most letters that a word may lack for a letter of it to be no word of its own.
const LONG_WORD: usize = 4;

/// Whether one letter was taken for another, left out or put in: of one word, and of none that has a digit.
fn is_misprint(made: &str, official: &str) -> bool {
    let longest = made.chars().count().max(official.chars().count());
    let is_one_word = made.split_whitespace().count() == 1 && official.split_whitespace().count() == 1;
    let (made, official) = (read_aloud(made), read_aloud(official));
    let letters = |text: &str| text.chars().filter(|c| !c.is_numeric()).collect::<String>();
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let (one, other) = (letters(&made), letters(&official));
    let apart = distance(&one, &other) * one.chars().count().max(other.chars().count()) as f64;
    is_one_word && longest > LONG_WORD && digits(&made) == digits(&official) && apart < 1.5
}

/// Every place where `official` reads otherwise than `made`, with why: if for nothing else, because nothing asked for it.
#[must_use]
pub fn differences(made: &Articles, official: &Articles, asked: &[AskedOf], act: &str) -> Vec<Difference> {
    let (none, act) = (Article::default(), read_aloud(act));
    let numbers: BTreeSet<&String> = made.keys().chain(official.keys()).collect();
    let mut found = Vec::new();
    for number in numbers {
        let (ours, theirs) = (made.get(number).unwrap_or(&none).whole(), official.get(number).unwrap_or(&none).whole());
        if ours == theirs {
            continue;
        }
        let about = |each: &&AskedOf| each.articles.is_empty() || each.articles.contains(number);
        let named: Vec<&AskedOf> = asked.iter().filter(about).collect();
        let left = named
            .iter()
            .find(|each| !each.carried && !each.articles.is_empty())
            .or_else(|| named.iter().find(|each| !each.carried));
        for Hunk { before, made, official } in hunks(&ours, &theirs) {
            let printed = read_aloud(&official);
            let (cause, why) = if read_aloud(&made) == printed {
                (Cause::Typography, None)
            } else if is_misprint(&made, &official) {
                (Cause::Misprint, None)
            } else if let Some(left) = left {
                (Cause::InstructionLeft, Some(left))
            } else if let Some(first) = named.first() {
                let is_said =
                    !printed.is_empty() && act.contains(&printed) || printed.is_empty() && !act.contains(&read_aloud(&made));
                (if is_said { Cause::CarriedOutOtherwise } else { Cause::OtherThanItsAct }, Some(first))
            } else {
                (Cause::NotAsked, None)
            };
            let line = why.map(|asked| asked.line);
            found.push(Difference { article: number.clone(), cause, line, after_words: before, made, official });
        }
    }
    found
}

/// How far the two are apart: of each article the distance, and their mean.
#[must_use]
pub fn mean_distance(made: &Articles, official: &Articles) -> f64 {
    let none = Article::default();
    let numbers: BTreeSet<&String> = made.keys().chain(official.keys()).collect();
    let far =
        |number: &&String| distance(&made.get(*number).unwrap_or(&none).whole(), &official.get(*number).unwrap_or(&none).whole());
    numbers.iter().map(far).sum::<f64>() / numbers.len().max(1) as f64
}

/// Where two texts differ: words of the one, words of the other, and what stands before both.
pub struct Hunk {
    /// Up to four words before the place.
    pub before: String,
    /// Words of the one.
    pub made: String,
    /// Words of the other.
    pub official: String,
}

/// Characters that have to be inserted, deleted or replaced, by the length of the longer text: 0 where both are equal.
#[must_use]
pub fn distance(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longest = one.len().max(other.len());
    if longest == 0 {
        return 0.0;
    }
    let head = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (down, left) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = down + 1;
        for (across, above) in other.iter().enumerate() {
            let replaced = corner + usize::from(left != above);
            corner = row[across + 1];
            row[across + 1] = replaced.min(corner + 1).min(row[across] + 1);
        }
    }
    row[other.len()] as f64 / longest as f64
}

/// Every place where the words differ (longest common subsequence).
#[must_use]
pub fn hunks(made: &str, official: &str) -> Vec<Hunk> {
    let (made, official): (Vec<&str>, Vec<&str>) = (made.split(' ').collect(), official.split(' ').collect());
    let mut common = vec![vec![0_u32; official.len() + 1]; made.len() + 1];
    for (down, one) in made.iter().enumerate().rev() {
        for (across, other) in official.iter().enumerate().rev() {
            common[down][across] = if one == other {
                common[down + 1][across + 1] + 1
            } else {
                common[down + 1][across].max(common[down][across + 1])
            };
        }
    }
    let (mut down, mut across, mut found) = (0, 0, Vec::new());
    while down < made.len() || across < official.len() {
        if made.get(down).is_some() && made.get(down) == official.get(across) {
            (down, across) = (down + 1, across + 1);
            continue;
        }
        let (from, since) = (down, across);
        while (down < made.len() || across < official.len())
            && (made.get(down).is_none() || made.get(down) != official.get(across))
        {
            let left = if down < made.len() { Some(common[down + 1][across]) } else { None };
            let right = if across < official.len() { Some(common[down][across + 1]) } else { None };
            if left >= right {
                down += 1;
            } else {
                across += 1;
            }
        }
        let before = made[from.saturating_sub(4)..from].join(" ");
        found.push(Hunk { before, made: made[from..down].join(" "), official: official[since..across].join(" ") });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(all: &[(&str, &str)]) -> Articles {
        let one =
            |(number, text): &(&str, &str)| ((*number).to_owned(), Article { title: String::new(), text: (*text).to_owned() });
        all.iter().map(one).collect()
    }

    fn causes(made: &str, official: &str, asked: &[AskedOf], act: &str) -> Vec<(Cause, Option<usize>, String, String)> {
        let found = differences(&articles(&[("7", made)]), &articles(&[("7", official)]), asked, act);
        found.into_iter().map(|each| (each.cause, each.line, each.made, each.official)).collect()
    }

    fn of_seven(carried: bool) -> AskedOf {
        AskedOf { line: 4, articles: vec!["7".to_owned()], carried }
    }

    #[test]
    fn what_reads_the_same_differs_nowhere() {
        assert!(causes("Đò chạy từ sáu giờ.", "Đò chạy từ sáu giờ.", &[], "").is_empty());
    }

    #[test]
    fn marks_case_and_punctuation_are_typography() {
        let found = causes("Sức khỏe: ghi số TT-BNV.", "Sức khoẻ, Ghi số TT- BNV.", &[], "");
        assert!(found.iter().all(|(cause, line, ..)| (*cause, *line) == (Cause::Typography, None)), "{found:?}");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn one_letter_of_a_long_word_is_a_misprint_and_no_digit_is() {
        let cause = |made, official| causes(made, official, &[], "")[0].0;
        assert_eq!(cause("số 26/2016/TT-BLĐTBXH", "số 26/2016/TT-BLĐTBX"), Cause::Misprint);
        assert_eq!(cause("nhà trường", "nhà tường"), Cause::Misprint);
        assert_eq!(cause("số 26/2016/TT", "số 27/2016/TT"), Cause::NotAsked);
        assert_eq!(cause("trả bốn đồng", "trả bộn đồng"), Cause::Typography);
        assert_eq!(cause("trả ba đồng", "trả bà trả đồng"), Cause::NotAsked);
    }

    #[test]
    fn what_was_left_is_named_with_its_line() {
        let found = causes("Khách trả năm đồng.", "Khách trả mười đồng.", &[of_seven(false)], "năm thành mười");
        assert_eq!(found, [(Cause::InstructionLeft, Some(4), "năm".to_owned(), "mười".to_owned())]);
        let whole = AskedOf { line: 9, articles: Vec::new(), carried: false };
        assert_eq!(causes("Khách trả năm đồng.", "Khách trả mười đồng.", &[whole], "")[0].1, Some(9));
    }

    #[test]
    fn an_official_text_may_print_other_words_than_its_act() {
        let act = "Điều 7 sửa đổi như sau: Khách trả mười đồng.";
        let found = causes("Khách trả mười đồng.", "Khách trả chín đồng.", &[of_seven(true)], act);
        assert_eq!(found[0].0, Cause::OtherThanItsAct);
        let ours = causes("Khách trả chín đồng.", "Khách trả mười đồng.", &[of_seven(true)], act);
        assert_eq!(ours[0].0, Cause::CarriedOutOtherwise);
    }

    #[test]
    fn what_no_instruction_is_about_was_not_asked() {
        let other = AskedOf { line: 2, articles: vec!["8".to_owned()], carried: true };
        assert_eq!(causes("Một.", "Hai.", &[other], "Điều 8")[0].0, Cause::NotAsked);
    }

    #[test]
    fn an_article_that_one_of_them_lacks_is_a_difference() {
        let found = differences(&articles(&[]), &articles(&[("7", "Một.")]), &[], "");
        assert_eq!((found.len(), found[0].official.as_str()), (1, "Một."));
        assert!((mean_distance(&articles(&[]), &articles(&[("7", "Một.")])) - 1.0).abs() < f64::EPSILON);
    }
}
