//! The notes of a consolidated text beside what they are about.
//!
//! A note belongs to the bytes of the source that carry its mark. The version of a unit says which bytes its text was made of, so a
//! note goes with a text wherever it goes, into the parts of a split too, and not with another text that takes its place.

use serde::{Deserialize, Serialize};

use cutter_model::live::{read_rows, VersionRow};
use cutter_model::refusal::Refusal;
use iu_text::manifest::{Note, Span};
use serde_json::Value;

/// Which text of a unit carries a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "lowercase")]
pub enum NotePart {
    /// Its heading.
    Heading,
    /// Its own text.
    Body,
}

/// A note beside the unit that carries its mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct UnitNote {
    /// Its number.
    pub number: u32,
    /// Which text of the unit carries its mark.
    pub part: NotePart,
    /// Where in that text the mark stood, in bytes.
    pub at: usize,
    /// What it says, line by line as printed, without its number.
    pub text: String,
}

/// The notes of one source version, each with what it says.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    sha256: String,
    /// In the order of the manifest.
    pub notes: Vec<Annotation>,
    /// Marks in the order of the text, each with the place of its note.
    pub marks: Vec<(Span, usize)>,
}

/// A note with what it says.
#[derive(Debug, Clone)]
pub struct Annotation {
    /// Its number.
    pub number: u32,
    /// Where its mark stands in the source; none where no mark was found.
    pub mark: Option<Span>,
    /// Its text in the source, page by page.
    pub spans: Vec<Span>,
    /// What it says, without its number.
    pub text: String,
}

impl Annotations {
    /// Reads `notes` of the source version `sha256`, whose text is `text`.
    pub fn of(sha256: &str, notes: &[Note], text: &str) -> Self {
        let mut all = Self { sha256: sha256.to_owned(), ..Self::default() };
        for note in notes {
            let note = Annotation::of(note.clone(), text);
            if let Some(mark) = note.mark {
                let place = all.marks.partition_point(|(other, _)| other.start <= mark.start);
                all.marks.insert(place, (mark, all.notes.len()));
            }
            all.notes.push(note);
        }
        all
    }

    /// Those whose marks touch the bytes that `version` was made of, in the order of the text, each with its place in the list.
    #[must_use]
    pub fn beside(&self, version: &VersionRow) -> Vec<(usize, UnitNote)> {
        let mut found: Vec<(usize, UnitNote)> = Vec::new();
        if self.marks.is_empty() || version.source_sha256.as_ref() != Some(&self.sha256) {
            return found;
        }
        for (part, name) in [(NotePart::Heading, "heading"), (NotePart::Body, "body")] {
            let spans = spans_in(version.source_span.as_ref().and_then(|parts| parts.get(name)));
            for span in &spans {
                for (mark, place) in self.touching(*span) {
                    if found.iter().all(|(other, _)| *other != place) {
                        let at = spans.iter().filter(|span| span.start < mark.start).map(|span| span.len()).sum();
                        let Annotation { number, text, .. } = &self.notes[place];
                        found.push((place, UnitNote { number: *number, part, at, text: text.clone() }));
                    }
                }
            }
        }
        found
    }

    /// Marks that end where `span` begins, or begin where it ends.
    fn touching(&self, span: Span) -> impl Iterator<Item = (Span, usize)> + '_ {
        let before = self.marks.partition_point(|(mark, _)| mark.start < span.start).checked_sub(1);
        let after = self.marks.partition_point(|(mark, _)| mark.start < span.end);
        let at = |place: usize| self.marks.get(place).copied();
        let before = before.and_then(at).filter(move |(mark, _)| mark.end == span.start);
        before.into_iter().chain(at(after).filter(move |(mark, _)| mark.start == span.end))
    }
}

impl Annotation {
    fn of(note: Note, text: &str) -> Self {
        let digits = note.number.to_string();
        let bracketed = format!("[{digits}]");
        let printed: Vec<&str> = note.spans.iter().filter_map(|span| text.get(span.start..span.end)).map(str::trim).collect();
        let printed = printed.join("\n");
        let said = printed.strip_prefix(&bracketed).or_else(|| printed.strip_prefix(&digits)).unwrap_or(&printed);
        let length =
            |at: usize| if text.get(at..).is_some_and(|rest| rest.starts_with('[')) { bracketed.len() } else { digits.len() };
        Self {
            number: note.number,
            mark: note.at.map(|at| Span::new(at, at + length(at))),
            text: said.trim().to_owned(),
            spans: note.spans,
        }
    }
}

/// The notes of several source versions: a JSON array that the database gave, of `sha256`, `canonical_text` and `notes`, each as it is in
/// the manifest that was cut.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub fn annotations(sources: &str) -> Result<Vec<Annotations>, Refusal> {
    let sources: Value = read_rows(sources)?;
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |of: Option<&Value>| of.and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let note = |note: &Value| Note {
        at: number(note.get("at")),
        number: number(note.get("number")).and_then(|number| u32::try_from(number).ok()).unwrap_or_default(),
        spans: spans_in(note.get("spans")),
        unit_local_id: None,
    };
    let source = |source: &Value| {
        let notes = source.get("notes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let notes: Vec<Note> = notes.iter().map(note).collect();
        Annotations::of(&text(source, "sha256"), &notes, &text(source, "canonical_text"))
    };
    Ok(sources.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(source).collect())
}

/// The spans of a JSON array of pairs.
fn spans_in(pairs: Option<&Value>) -> Vec<Span> {
    let end = |pair: &Value, at: usize| pair.get(at).and_then(Value::as_u64).and_then(|byte| usize::try_from(byte).ok());
    let pairs = pairs.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    pairs.iter().filter_map(|pair| Some(Span::new(end(pair, 0)?, end(pair, 1)?))).collect()
}
