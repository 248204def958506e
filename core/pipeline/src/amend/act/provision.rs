//! The provisions of an act as its amending acts name them: levels, numbers, and which part is meant.

use super::cited;
use super::label::number_of;
pub(super) use super::level::Level;
pub(super) use super::rung::{Part, Rung};
use super::tongue::Tongue;

/// A provision, outermost rung first: `Điều 5`, `khoản 2`, `điểm a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Provision {
    pub path: Vec<Rung>,
    pub part: Part,
}

impl Provision {
    pub(super) fn level(&self) -> Level {
        self.path.last().map_or(Level::Part, |rung| rung.level)
    }

    /// All of the document.
    pub(super) const fn document() -> Self {
        Self { path: Vec::new(), part: Part::Document }
    }

    /// All of the document, where the law calls it so.
    pub(super) fn whole_of(tongue: Tongue) -> Self {
        Self { path: vec![Rung::named(tongue, Level::Part, String::new())], part: Part::Document }
    }

    /// Whether it is an appendix or a form, or stands in one.
    pub(super) fn is_component(&self) -> bool {
        self.path.first().is_some_and(|rung| rung.level <= Level::Form)
    }

    /// Whether it is a part that has no number of its own.
    pub(super) fn is_piece(&self) -> bool {
        self.path.last().is_some_and(|rung| rung.level == Level::Piece)
    }

    /// The rungs above its own.
    pub(super) fn above(&self) -> &[Rung] {
        &self.path[..self.path.len().saturating_sub(1)]
    }

    /// As people write it: innermost first, or as English citations do.
    pub(super) fn written(&self) -> String {
        if self.path.first().is_some_and(|rung| rung.tongue != Tongue::Vietnamese) {
            return cited::written(&self.path, self.part);
        }
        let rungs = self.path.iter().rev().map(|rung| {
            let word = if rung.level <= Level::Article { capital(rung.word()) } else { rung.word().to_owned() };
            format!("{word} {}", rung.written).trim_start().to_owned()
        });
        let rungs = rungs.collect::<Vec<_>>().join(" ");
        match self.part {
            Part::Whole | Part::Body => rungs,
            Part::Document => "toàn bộ văn bản".to_owned(),
            Part::Opening => format!("đoạn mở đầu {rungs}"),
            Part::Title => format!("tên {rungs}"),
        }
    }

    /// Whether `line` begins with the label of its last rung: `2.`, `a)`, `Điều 5.`.
    pub(super) fn begins_line(&self, line: &str) -> bool {
        let Some(rung) = self.path.last() else { return false };
        if rung.tongue != Tongue::Vietnamese {
            return number_of(line, rung.tongue, rung.level)
                .is_some_and(|(written, _)| written.eq_ignore_ascii_case(&rung.written));
        }
        let line = line.trim_start();
        let number = |text: &str| -> Option<String> {
            let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
            text[end..].starts_with(['.', ')', ' ', ':', '/']).then(|| text[..end].to_lowercase())
        };
        let named = |text: &str| -> Option<String> {
            let word = rung.word();
            let head: String = text.chars().take(word.chars().count()).collect();
            (head.to_lowercase() == word).then(|| text[head.len()..].trim_start().to_owned())
        };
        let bare = if rung.level >= Level::Clause { number(line) } else { None };
        let with_word = named(line).and_then(|rest| number(&format!("{} ", rest.trim_end())));
        [bare, with_word]
            .into_iter()
            .flatten()
            .any(|written| rung.tongue.token(rung.level, &written).as_deref() == Some(&*rung.token))
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
