//! Which built-in profile a text fits, with the evidence; the user decides.

use serde::Serialize;

use crate::canon::CanonicalText;
use crate::profile::{builtin, builtin_ids, Family, Profile};

use super::lines::Lines;
use super::outline::{Class, Outline};
use super::{scan, share};

/// How well a profile fits a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
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
    let mut found: Vec<Detection> = builtin_ids()
        .into_iter()
        .filter_map(builtin)
        .map(|profile| match scan(&lines, &profile) {
            Ok(outline) => judge(&outline, &lines, &profile, source.as_str().len()),
            Err(error) => Detection { profile: profile.id, score: 0.0, evidence: vec![error.message] },
        })
        .collect();
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found
}

/// A profile fits by the share of the text its units hold; that of a more particular family counts more.
fn judge(outline: &Outline, lines: &Lines<'_>, profile: &Profile, total: usize) -> Detection {
    let mut evidence = Vec::new();
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
    let (base, weight) = if profile.family() == Some(Family::Markdown) { (0.1, 0.5) } else { (0.4, 0.6) };
    evidence.push(format!("Units hold {:.0} % of the text.", share(held, total) * 100.0));
    Detection { profile: profile.id.clone(), score: base + weight * share(held, total), evidence }
}
