//! Which built-in profile a text fits, with the evidence; the user decides.

use serde::{Deserialize, Serialize};

use crate::canon::CanonicalText;
use crate::profile::{builtin, builtin_ids, Matcher, Numbers, Profile, Role};

use super::lines::Lines;
use super::outline::{Class, Node, Outline};
use super::{scan, share};

/// How well a profile fits a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Detection {
    /// Profile id.
    pub profile: String,
    /// 0 (nothing of it found) to 1.
    pub score: f64,
    /// What was found, one sentence each.
    pub evidence: Vec<String>,
}

/// The built-in profiles, best fit first; ties keep the order of [`builtin_ids`].
#[must_use]
pub fn detect(source: &CanonicalText) -> Vec<Detection> {
    let lines = Lines::new(source.as_str());
    let profiles: Vec<Profile> = builtin_ids().into_iter().filter_map(builtin).collect();
    let language = language_of(source.as_str(), &profiles);
    let foreign = |profile: &Profile| language.is_some() && profile.language.is_some() && language != profile.language;
    let mut found: Vec<Detection> = profiles
        .into_iter()
        .map(|profile| {
            if foreign(&profile) {
                let evidence = vec![format!("The text is in another language ({}).", language.as_deref().unwrap_or_default())];
                return Detection { profile: profile.id, score: 0.0, evidence };
            }
            match scan(&lines, &profile) {
                Ok(outline) => judge(&outline, &lines, &profile, source.as_str().len()),
                Err(error) => Detection { profile: profile.id, score: 0.0, evidence: vec![error.message] },
            }
        })
        .collect();
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found
}

/// Lines that are an opening, wherever the first heading stands.
const OPENING: usize = 60;

/// Letters read to tell a language.
const SAMPLE: usize = 20_000;

/// The language of a text, where its letters alone tell: in Vietnamese one letter in four or five has a mark that no other
/// language has, in a text that only names Vietnamese people or places hardly one in fifty.
fn language_of(text: &str, profiles: &[Profile]) -> Option<String> {
    profiles.iter().find_map(|profile| {
        let mut own: Vec<char> = profile.words().own_letters.chars().collect();
        own.sort_unstable();
        let is_own = |c: char| !c.is_ascii() && c.to_lowercase().next().is_some_and(|lower| own.binary_search(&lower).is_ok());
        let letters = || text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE);
        let told = !own.is_empty() && letters().filter(|&c| is_own(c)).count() * 20 > letters().count();
        profile.language.clone().filter(|_| told)
    })
}

/// A profile fits by the share of the text its units hold, weighed by how particular its headings are: a word such as
/// `Điều` or `Chapter` says more than a bare number, and a number more than any Markdown heading.
fn judge(outline: &Outline, lines: &Lines<'_>, profile: &Profile, total: usize) -> Detection {
    let mut evidence = Vec::new();
    if profile.level_of(&Matcher::Whole).is_some() {
        evidence.push("No headings are looked for: a person decides that a text is one unit.".to_owned());
        return Detection { profile: profile.id.clone(), score: 0.0, evidence };
    }
    for (index, level) in profile.levels.iter().enumerate() {
        let mut of_level = outline.nodes.iter().filter(|node| node.level == index);
        if let Some(first) = of_level.next() {
            let name = if first.title.is_empty() { &first.label } else { &first.title };
            let count = 1 + of_level.count();
            evidence.push(format!("{count} of level {}, the first on line {}: {name}", level.id, lines.number_at(first.at)));
        }
    }
    let required = profile.levels.iter().enumerate().filter(|(_, level)| !level.optional);
    let missing = required.clone().any(|(index, _)| outline.nodes.iter().all(|node| node.level != index));
    if missing || evidence.is_empty() {
        evidence.push("The headings this profile needs were not found.".to_owned());
        return Detection { profile: profile.id.clone(), score: 0.0, evidence };
    }
    let held: usize =
        outline.pieces.iter().filter(|piece| !matches!(piece.class, Class::Excluded(_))).map(|piece| piece.span.len()).sum();
    let share_held = share(held, total);
    evidence.push(format!("Units hold {:.0} % of the text.", share_held * 100.0));
    let (base, weight) = match profile.numbers {
        _ if profile.is_markdown() => (0.1, 0.5),
        // Articles from the first on say what a text is, however much of a page stands around them; a single other one may be quoted.
        Numbers::InTurn if begins(outline, profile) => (0.8, 0.2),
        Numbers::InTurn => (0.4, 0.6),
        Numbers::Together => labelled(outline, lines, profile, &mut evidence),
    };
    let score = base + weight * share_held;
    Detection { profile: profile.id.clone(), score: (score * 10_000.0).round() / 10_000.0, evidence }
}

/// Whether the first heading of an article is the first of a numbering.
fn begins(outline: &Outline, profile: &Profile) -> bool {
    let article = outline.nodes.iter().find(|node| profile.levels[node.level].matcher.is(Role::Article));
    article.and_then(|article| article.number.as_ref()).is_some_and(|(written, _)| written.parse() == Ok(1))
}

/// Whether bare numbers, which are sections of an act, begin again in one article after the other.
fn numbers_clauses(outline: &Outline, profile: &Profile) -> bool {
    let bare = |node: &Node| profile.levels[node.level].matcher.heading().is_some_and(|heading| heading.bare);
    let below_article = |node: &Node| {
        node.parent.is_some_and(|parent| {
            let above = profile.levels[outline.nodes[parent].level].matcher.heading();
            above.is_some_and(|above| above.role == Role::Article && !above.bare)
        })
    };
    let first = |node: &&Node| {
        let one = node.number.as_ref().is_some_and(|(number, _)| number == "1");
        one && node.label.starts_with('1') && bare(node) && below_article(node)
    };
    outline.nodes.iter().filter(first).count() >= 2
}

/// The share of what stands in units that stands in units such as `wanted`.
fn held_by(outline: &Outline, wanted: impl Fn(&Node) -> bool) -> f64 {
    let of = |counts: &dyn Fn(usize) -> bool| -> usize {
        let bytes = outline.pieces.iter().map(|piece| match piece.class {
            Class::Body(node) | Class::Heading(node) if counts(node) => piece.span.len(),
            _ => 0,
        });
        bytes.sum()
    };
    share(of(&|node| wanted(&outline.nodes[node])), of(&|_| true))
}

/// Base and weight of a profile of labelled texts.
fn labelled(outline: &Outline, lines: &Lines<'_>, profile: &Profile, evidence: &mut Vec<String>) -> (f64, f64) {
    let count =
        |wanted: fn(&Matcher) -> bool| outline.nodes.iter().filter(|node| wanted(&profile.levels[node.level].matcher)).count();
    let has = |wanted: fn(&Matcher) -> bool| profile.levels.iter().any(|level| wanted(&level.matcher));
    if has(|matcher| *matcher == Matcher::Outline(1)) {
        let numbered = count(|matcher| matches!(matcher, Matcher::Outline(1..)));
        let tops = count(|matcher| *matcher == Matcher::Outline(1));
        let looking = (0..lines.len()).filter(|&index| begins_with_number(lines.get(index))).count();
        let fit = share(numbered.min(looking), looking);
        evidence.push(format!("{numbered} of {looking} lines that begin with a number belong to the outline."));
        let parts = count(|matcher| *matcher == Matcher::Outline(0));
        // Lists below headings that say nothing of numbers are what stands in the text, not how it is divided.
        let divided = parts == 0 || held_by(outline, |node| profile.levels[node.level].matcher != Matcher::Outline(0)) >= 0.5;
        if !divided {
            evidence.push("Most of the text stands below headings without numbers.".to_owned());
        }
        return if tops < 2 || !divided { (0.0, 0.05) } else { (0.3 * fit, 0.6 * fit) };
    }
    if has(|matcher| matcher.is(Role::Named)) {
        let named = outline.nodes.iter().filter(|node| {
            let level = &profile.levels[node.level];
            level.matcher.is(Role::Named) && level.section_type != "article"
        });
        let named = named.count();
        evidence.push(format!("{named} headings name a principle or an architecture decision."));
        // A law has an article or a chapter of principles too.
        return if named * 2 < outline.nodes.len() { (0.0, 0.1) } else { (0.45, 0.55) };
    }
    let told_by = &profile.words().told_by;
    if !told_by.is_empty() {
        // What a table of contents pushes down still stands above the first heading.
        let first = outline.nodes.first().map_or(0, |node| lines.number_at(node.at));
        let opening = || (0..lines.len().min(first.max(OPENING))).map(|index| lines.get(index).to_lowercase());
        let told = opening().find_map(|line| told_by.iter().find(|words| line.contains(words.as_str())));
        if let Some(words) = told {
            evidence.push(format!("The opening names what such texts name ({words})."));
        }
        // What numbers its grounds says what it is; a preamble may have one that looks so.
        let numbers_grounds = has(Matcher::is_recital);
        if told.is_some() || (numbers_grounds && count(Matcher::is_recital) > 2) {
            return (0.4, 0.6);
        }
        if numbers_grounds {
            return (0.15, 0.6);
        }
    }
    if numbers_clauses(outline, profile) {
        evidence.push("Numbers begin again in each article: they are its clauses, and no sections.".to_owned());
        return (0.0, 0.1);
    }
    let worded = outline.nodes.iter().filter(|node| {
        let annex = profile.levels[node.level].matcher.is(Role::Annex);
        !annex && node.label.chars().take(2).all(char::is_alphabetic) && node.label.chars().count() > 3
    });
    let worded = worded.count();
    evidence.push(format!("{worded} headings begin with a word such as Part or Section."));
    if worded > 0 {
        (0.35, 0.6)
    } else {
        (0.05, 0.5)
    }
}

/// Whether a line begins with a number of an outline, under Markdown marks or not.
fn begins_with_number(line: &str) -> bool {
    let text = line.trim_start_matches(['#', '*', ' ', '\t']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && text[digits..].trim_start_matches('\\').starts_with(['.', ')'])
        || (line.starts_with('#') && digits > 0)
}
