//! Whether a line that reads like a heading is one: by its number, its form, and the lines around it.

use crate::segment::error::MarkError;
use crate::segment::lines::{is_blank, is_capitals, reads, Form};
use crate::segment::sentence::{in_brackets, Ending};

use super::scan::{Before, Scan, Zone};
use super::sequence::{relate, Relation};
use crate::segment::kind::Kind;
use crate::segment::label::Label;

/// Most bytes of a remark in place of a title.
const LONGEST_REMARK: usize = 60;

/// What a line that reads like a heading is.
pub(super) enum Decision {
    /// A heading, perhaps with something to report: code and message.
    Heading(Option<(&'static str, String)>),
    /// Text that a reviewer should look at.
    Text { code: &'static str, message: String },
}

/// Whether all that follows a label is a remark in brackets: `Điều 2 (được bãi bỏ)`.
fn is_remark(rest: &str) -> bool {
    in_brackets(rest).is_some_and(|words| {
        words.len() <= LONGEST_REMARK && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')'))
    })
}

impl Scan<'_> {
    /// What the line `index` is, or `None` for text that nobody needs to look at.
    ///
    /// # Errors
    /// `LABEL_UNREADABLE` for a heading by every sign but its numeral.
    pub(super) fn decide(&self, index: usize, line: &str, label: &Label) -> Result<Option<Decision>, MarkError> {
        let rest = &line[label.rest_at..];
        let inside = self.zone == Zone::Component;
        let Some(number) = label.number else {
            return if inside { Ok(None) } else { self.decide_unreadable(index, label, rest) };
        };
        let relation = relate(self.last[label.level], number);
        // Where each chapter begins its articles with 1, the first of the next one is as good as the next.
        let restarts = relation == Relation::Restart && self.in_new_group[label.level];
        let turn = if restarts { Relation::Next } else { relation };
        // What stands behind specks is a label only where it goes on with the act.
        if label.specked && turn != Relation::Next {
            return Ok(None);
        }
        // A table or a form names articles of other acts; its own numbering begins with the first.
        if inside && turn != Relation::Next && self.last[label.level].is_none() {
            return Ok(None);
        }
        let decision = match label.kind {
            Kind::Article => self.decide_article(index, label, rest, turn),
            Kind::Clause => self.decide_clause(index, label, rest, turn),
            Kind::Point => self.decide_point(index, label, turn),
            _ => self.decide_group(index, label, rest, turn),
        };
        Ok(match decision {
            // Two contracts in one form number twice: what is out of turn there is text.
            Some(Decision::Heading(Some(_))) if inside && !self.components.is_attached() => {
                Some(self.text_out_of_turn(label, relation))
            }
            Some(Decision::Heading(None)) if restarts => Some(self.heading_out_of_turn(label, relation)),
            decision => decision,
        })
    }

    fn decide_unreadable(&self, index: usize, label: &Label, rest: &str) -> Result<Option<Decision>, MarkError> {
        let titled = is_capitals(rest) || (is_blank(rest) && self.next_content(index).is_some_and(is_capitals));
        if label.kind >= Kind::Article || !titled || !self.begins_paragraph() {
            return Ok(None);
        }
        Err(MarkError::unreadable(self.lines, self.lines.start(index), &label.written, &label.number_written))
    }

    /// Phần, Chương, Mục, Tiểu mục.
    fn decide_group(&self, index: usize, label: &Label, rest: &str, relation: Relation) -> Option<Decision> {
        let next = if is_blank(rest) { self.next_content(index) } else { None };
        let titled = is_capitals(if is_blank(rest) { next.unwrap_or_default() } else { rest }) || is_remark(rest);
        let formed = match label.form {
            Form::Bare => titled || (relation == Relation::Next && self.begins_paragraph() && self.is_bare_title(rest)),
            Form::Marked | Form::Alone => is_blank(rest) || Self::starts_with_capital(rest),
        };
        let unfinished = matches!(self.before, Before::Line(Ending::Dangling | Ending::Reference));
        if !formed || (unfinished && !titled) {
            return None;
        }
        let follows = next.is_none_or(Self::starts_with_capital);
        match relation {
            Relation::Next if titled || (self.begins_paragraph() && follows) => Some(Decision::Heading(None)),
            _ if titled && self.begins_paragraph() => Some(self.heading_out_of_turn(label, relation)),
            _ => None,
        }
    }

    fn decide_article(&self, index: usize, label: &Label, rest: &str, relation: Relation) -> Option<Decision> {
        if matches!(self.before, Before::Line(Ending::Dangling | Ending::Reference)) && !self.after_blank {
            return None;
        }
        let ends_paragraph = self.begins_paragraph();
        let titled = !is_blank(rest) && !rest.starts_with(char::is_lowercase);
        match (label.form, relation) {
            (Form::Marked, Relation::Next) if titled || (ends_paragraph && !is_blank(rest)) => Some(Decision::Heading(None)),
            (Form::Marked | Form::Alone, Relation::Next) if is_blank(rest) && ends_paragraph => {
                let follows = self.next_content(index);
                let goes_on = follows.is_some_and(|next| next.trim_start().starts_with(char::is_lowercase));
                (label.form == Form::Marked || !goes_on).then_some(Decision::Heading(None))
            }
            (Form::Bare, Relation::Next) if ends_paragraph && self.is_bare_title(rest) => Some(Decision::Heading(None)),
            (Form::Bare, _) if ends_paragraph && is_remark(rest) => Some(self.heading_out_of_turn(label, relation)),
            // A reference ends in a comma, and so does the first line of a long title.
            (Form::Bare, Relation::Next) if ends_paragraph && self.is_bare_title(rest.trim_end_matches(',')) => {
                let message =
                    format!("{} may be an article without a mark after its number; it was left as text.", label.written);
                Some(Decision::Text { code: "damaged_heading", message })
            }
            (Form::Marked, _) if ends_paragraph && (titled || is_blank(rest)) => Some(self.heading_out_of_turn(label, relation)),
            _ => None,
        }
    }

    fn decide_clause(&self, index: usize, label: &Label, rest: &str, relation: Relation) -> Option<Decision> {
        if !self.in_article || self.before == Before::Line(Ending::Dangling) {
            return None;
        }
        let begins = self.begins_paragraph();
        match (label.form, relation) {
            (Form::Marked | Form::Alone, Relation::Next) if self.goes_on_inside(index, label) => {
                let message = format!("{} goes on with a list inside the unit before; it was left as text.", label.written);
                Some(Decision::Text { code: "out_of_order", message })
            }
            (Form::Marked | Form::Alone, Relation::Next) => Some(Decision::Heading(None)),
            // In wrapped text a bare number at the start of a line is a footnote or an amount, but right below a heading.
            (Form::Bare, Relation::Next)
                if begins && Self::starts_with_capital(rest) && (self.wrap_width.is_none() || self.before == Before::Heading) =>
            {
                Some(Decision::Heading(None))
            }
            (Form::Marked, Relation::Gap(missing))
                if begins && Self::starts_with_capital(rest) && self.goes_on(index, label, missing) =>
            {
                Some(self.heading_out_of_turn(label, relation))
            }
            (Form::Marked, _) if begins && Self::starts_with_capital(rest) => Some(self.text_out_of_turn(label, relation)),
            _ => None,
        }
    }

    fn decide_point(&self, index: usize, label: &Label, relation: Relation) -> Option<Decision> {
        if !self.in_article || self.before == Before::Line(Ending::Dangling) {
            return None;
        }
        let begun = self.last[label.level].is_some();
        match relation {
            Relation::Next => Some(Decision::Heading(None)),
            // Drafters leave out one letter, most often đ.
            Relation::Gap(1) if self.begins_paragraph() && (begun || self.first_is_above(index, label)) => {
                Some(self.heading_out_of_turn(label, relation))
            }
            Relation::Gap(missing) if begun && self.begins_paragraph() && self.goes_on(index, label, missing) => {
                Some(self.heading_out_of_turn(label, relation))
            }
            // `x.` is too often no point to be worth a look; `x)` hardly ever is.
            _ if self.begins_paragraph() && label.written.ends_with(')') => Some(self.text_out_of_turn(label, relation)),
            _ => None,
        }
    }

    /// Whether the line being read begins a paragraph, as far as the lines before tell.
    fn begins_paragraph(&self) -> bool {
        match self.before {
            Before::Nothing | Before::Heading | Before::Line(Ending::Finished) => true,
            Before::Line(Ending::Open | Ending::Reference) => self.after_blank || self.zone == Zone::Preamble,
            Before::Line(Ending::Dangling) => false,
        }
    }

    /// Whether `rest`, right after a number, is a title and not the act that a reference names.
    fn is_bare_title(&self, rest: &str) -> bool {
        // `Điều 46 Điều 5` is a reference, `Điều 46 Điều kiện chung` an article.
        let is_heading = |act: &str| self.lexicon.keywords.iter().any(|keyword| keyword.word == act);
        let numbered = |after: &str| after.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let names = |act: &String| reads(rest, act).is_some_and(|length| !is_heading(act) || numbered(&rest[length..]));
        let names_act = self.lexicon.words.acts.iter().any(names);
        // A title that was wrapped goes on after a comma.
        let ends = rest.ends_with([';', '.']) || (rest.ends_with(',') && self.wrap_width.is_none());
        rest.starts_with(char::is_uppercase) && !ends && !names_act
    }

    fn heading_out_of_turn(&self, label: &Label, relation: Relation) -> Decision {
        let (code, what) = describe(relation);
        let message = format!("{} {what}{}.", label.written, self.after_last(label));
        Decision::Heading((relation != Relation::Next).then_some((code, message)))
    }

    fn text_out_of_turn(&self, label: &Label, relation: Relation) -> Decision {
        let (code, what) = describe(relation);
        let message = format!("{} {what}{}; it was left as text.", label.written, self.after_last(label));
        Decision::Text { code, message }
    }

    /// `, after number 5` where there was one.
    fn after_last(&self, label: &Label) -> String {
        match self.last[label.level] {
            Some(_) if label.kind == Kind::Point => ", after other points".to_owned(),
            Some(last) if last.suffix == 0 => format!(", after number {}", last.value),
            Some(_) => {
                let last = self.outline.nodes.iter().rev().find(|node| node.level == label.level);
                let written = last.and_then(|node| node.number.as_ref()).map_or("", |(written, _)| written.as_str());
                format!(", after number {}", written.to_lowercase())
            }
            None => ", with none before it".to_owned(),
        }
    }
}

const fn describe(relation: Relation) -> (&'static str, &'static str) {
    match relation {
        Relation::Next => ("", ""),
        Relation::Gap(_) => ("gap", "leaves out numbers"),
        Relation::Repeat => ("repeat", "repeats a number"),
        Relation::Restart => ("restart", "restarts the numbering"),
        Relation::Back => ("out_of_order", "is out of order"),
    }
}

/// `Tên điều ........ 12`: an entry of a table of contents.
pub(super) fn is_contents_entry(rest: &str) -> bool {
    let number = rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    number.len() < rest.trim_end().len() && number.trim_end().ends_with("....")
}
