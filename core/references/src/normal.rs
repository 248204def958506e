//! Normal forms of provisions.

use crate::grammar::{Grammar, Level};
use crate::reader::Step;
use crate::reference::{Part, Provision};

/// The provision of `steps`, which go from outside in.
pub(crate) fn provision(steps: &[Step], grammar: &Grammar) -> Provision {
    let known: Vec<(&Level, &str)> =
        steps.iter().filter_map(|(level, number)| Some((grammar.level(*level)?, number.as_str()))).collect();
    let parts = known.iter().map(|(level, number)| Part {
        level: level.id.clone(),
        label: level.label.clone(),
        number: (*number).to_owned(),
        alone: level.alone,
    });
    let normal = if grammar.words.outer_first { from_outside(&known, &grammar.words.ordinals) } else { from_inside(&known) };
    Provision { parts: parts.collect(), normal }
}

/// The provisions of references that stand one after another and are one citation, `Điều 5, khoản 2, điểm a`; none where they are several.
pub(crate) fn joined(chains: &[&[Provision]], grammar: &Grammar) -> Option<Vec<Provision>> {
    let [.., last] = chains else { return Some(Vec::new()) };
    let steps = |found: &Provision| -> Vec<Step> {
        let step = |part: &Part| Some((grammar.level_named(&part.level)?, part.number.clone()));
        found.parts.iter().filter_map(step).collect()
    };
    let rank = |step: &Step| grammar.level(step.0).map_or(0, |level| level.rank);
    let mut outside: Vec<Step> = Vec::new();
    for chain in chains.get(..chains.len() - 1)? {
        let [one] = chain else { return None };
        outside.extend(steps(one));
    }
    let all = last.iter().map(|found| [outside.clone(), steps(found)].concat());
    let each = all.map(|steps| steps.windows(2).all(|pair| rank(&pair[0]) > rank(&pair[1])).then(|| provision(&steps, grammar)));
    each.collect()
}

/// `điểm a khoản 2 Điều 5`.
fn from_inside(steps: &[(&Level, &str)]) -> String {
    let words: Vec<String> = steps.iter().rev().map(|(level, number)| worded(level, number)).collect();
    words.join(" ")
}

/// `Article 6(1)(f)`, `Annex III, point 1`, `Section 2 of Chapter III`.
fn from_outside(steps: &[(&Level, &str)], ordinals: &[String]) -> String {
    if steps.iter().all(|(level, _)| level.group) {
        let words: Vec<String> = steps.iter().rev().map(|(level, number)| worded(level, number)).collect();
        return words.join(" of ");
    }
    let mut out = String::new();
    // Whether a bracket can follow.
    let mut open = false;
    for (level, number) in steps.iter().filter(|(level, number)| !(level.bracket && number.is_empty() && steps.len() > 1)) {
        let ordinal = ordinals.iter().any(|ordinal| ordinal == number);
        if ordinal {
            separate(&mut out);
            out.push_str(&format!("{number} {}", level.print));
            open = false;
        } else if level.bracket && (open || out.is_empty()) {
            if out.is_empty() {
                out.push_str(&level.print);
                out.push(' ');
                let digits = number.starts_with(|c: char| c.is_ascii_digit()) && level.print != "subsection";
                out.push_str(&if digits { (*number).to_owned() } else { format!("({number})") });
            } else {
                out.push_str(&format!("({number})"));
            }
            open = true;
        } else {
            separate(&mut out);
            let lettered = level.bracket && !number.starts_with(|c: char| c.is_ascii_digit());
            out.push_str(&if lettered { format!("{} ({number})", level.print) } else { worded(level, number) });
            open = level.bracket || !(level.group || level.alone);
        }
    }
    // Of several that have no number the innermost is named: `this paragraph that point`.
    match steps.last() {
        Some((level, number)) if out.is_empty() => worded(level, number),
        _ => out,
    }
}

fn separate(out: &mut String) {
    if !out.is_empty() {
        out.push_str(", ");
    }
}

fn worded(level: &Level, number: &str) -> String {
    if number.is_empty() {
        level.print.clone()
    } else {
        format!("{} {number}", level.print)
    }
}
