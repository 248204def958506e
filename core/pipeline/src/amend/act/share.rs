//! Which part of the quoted text belongs to which provision.

use super::deed::{Deed, Edit};
use super::provision::{Level, Part};
use cutter_model::sentence::Sentence;

/// Gives each provision its share of the quoted text: from the line with its label to the line with the next one's.
pub(super) fn share(edits: &mut Vec<Edit>, quote: &str, at: &str) -> Result<(), Sentence> {
    // A title goes with its article, where this is quoted whole.
    let whole: Vec<_> =
        edits.iter().filter(|edit| matches!(edit.deed, Deed::Replace(_)) && edit.target.part == Part::Whole).collect();
    let covered =
        |edit: &Edit| edit.target.part == Part::Title && whole.iter().any(|other| other.target.path == edit.target.path);
    let kept: Vec<bool> = edits.iter().map(|edit| !covered(edit)).collect();
    let mut kept = kept.into_iter();
    edits.retain(|_| kept.next().unwrap_or(true));
    let wants = |edit: &Edit| matches!(edit.deed, Deed::Replace(_) | Deed::Insert(..));
    let asked: Vec<usize> = (0..edits.len()).filter(|&index| wants(&edits[index])).collect();
    let labelled = |edit: &Edit| match edit.target.part {
        Part::Whole => !edit.target.is_piece(),
        Part::Opening => matches!(edit.deed, Deed::Replace(_)) && edit.target.level() > Level::Article,
        Part::Title | Part::Body | Part::Document => false,
    };
    let lines: Vec<&str> = quote.trim().lines().collect();
    let mut starts = Vec::new();
    let mut from = 0;
    for &index in &asked {
        let whole_article = edits[index].target.level() == Level::Article && edits[index].target.part == Part::Whole;
        let replaced = whole_article && matches!(edits[index].deed, Deed::Replace(_));
        if asked.len() == 1 && replaced && !lines.iter().any(|line| edits[index].target.begins_line(line)) {
            // An article that is quoted without its heading keeps it.
            edits[index].target.part = Part::Body;
        }
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
