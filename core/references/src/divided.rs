//! How a text is divided, as far as its references depend on it: what MARK made of a source, or the units of a document as it stands.

use std::collections::HashMap;

use iu_text::card::Card;
use iu_text::manifest::{Manifest, Span, Unit};

/// A text with its divisions.
#[derive(Debug, Clone, Default)]
pub struct Divided<'a> {
    /// Id of the profile that divides it.
    pub profile: &'a str,
    /// What the document says of itself.
    pub card: Option<&'a Card>,
    /// Its divisions in the order of the text, each behind the one that holds it.
    pub divisions: Vec<Division<'a>>,
    /// What belongs to none of them, and why.
    pub outside: Vec<(Span, &'a str)>,
    /// Notes of a consolidated text.
    pub notes: Vec<Note>,
}

/// A division of a text.
#[derive(Debug, Clone, Default)]
pub struct Division<'a> {
    /// Id of its level in the profile, such as `khoan`.
    pub level: &'a str,
    /// Its label as written, such as `Điều 15a`.
    pub label: &'a str,
    /// The division that holds it, by its place.
    pub parent: Option<usize>,
    /// Where its heading stands.
    pub heading: Vec<Span>,
    /// Where its own text stands.
    pub body: Vec<Span>,
}

/// A note.
#[derive(Debug, Clone)]
pub struct Note {
    /// The byte of its mark.
    pub at: Option<usize>,
    /// Where its text stands.
    pub spans: Vec<Span>,
    /// The division that carries its mark, by its place.
    pub division: Option<usize>,
}

impl<'a> From<&'a Manifest> for Divided<'a> {
    fn from(manifest: &'a Manifest) -> Self {
        let places: HashMap<&str, usize> =
            manifest.units.iter().enumerate().map(|(at, unit)| (unit.local_id.as_str(), at)).collect();
        let place = |id: Option<&String>| places.get(id?.as_str()).copied();
        let division = |unit: &'a Unit| Division {
            level: &unit.level,
            label: &unit.label,
            parent: place(unit.parent_local_id.as_ref()),
            heading: unit.heading_spans.clone(),
            body: unit.body_spans.clone(),
        };
        let notes = manifest.notes.iter().map(|note| Note {
            at: note.at,
            spans: note.spans.clone(),
            division: place(note.unit_local_id.as_ref()),
        });
        Self {
            profile: &manifest.profile.id,
            card: manifest.card.as_ref(),
            divisions: manifest.units.iter().map(division).collect(),
            outside: manifest.exclusions.iter().map(|exclusion| (exclusion.span, exclusion.reason.as_str())).collect(),
            notes: notes.collect(),
        }
    }
}
