//! Reads what the texts of a document cite.

use std::collections::BTreeSet;

use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{DocumentRows, Moment, Rows};
use iu_references::{document_key, references, Divided, Kind, Provision, Reference};
use iu_text::card::Card;
use serde::{Deserialize, Serialize};

use crate::laid_out::{LaidOut, Standing};
use crate::target::{own_key, target};

/// What of a document is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct CitingFacts {
    /// Its code.
    pub doc_code: String,
    /// Id of the profile that divides it.
    pub profile: String,
    /// The card of its newest cut as JSON text; empty where it has none.
    pub card: String,
    /// Versions whose texts were not read yet.
    pub unread: Vec<String>,
    /// The moment on the timeline at which their document is read, RFC 3339 or a date; none is all that is recorded.
    pub as_of: Option<String>,
}

/// A provision, or a document, that a text cites; a citation of several is one row each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReferenceRow {
    /// The version whose text says it.
    pub version_id: String,
    /// Its place among all of the version, from 0.
    pub position: usize,
    /// Code of the document in which it stands.
    pub doc_code: String,
    /// `heading` or `body`.
    pub part: String,
    /// First byte in that part.
    pub starts: usize,
    /// Byte behind the last.
    pub ends: usize,
    /// What the text says, on one line.
    pub words: String,
    /// `self`, `relative`, `internal`, `external` or `document`.
    pub kind: Kind,
    /// Whether it stands in a quotation, and so belongs to the law that is quoted.
    pub quoted: bool,
    /// The document as it is named; none for the one in which it stands.
    pub document: Option<String>,
    /// The key of that name.
    pub document_key: Option<String>,
    /// The provision as people read it; none for a document as a whole.
    pub provision: Option<String>,
    /// What is looked up: the provision, then what holds it, then the document where it is another.
    pub targets: Vec<String>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ReferencesRead {
    /// How many citations they have.
    pub count: usize,
    /// The rows, a JSON array: they go to the database as they are.
    pub rows: String,
}

/// Reads the references of those versions among the unread that stand at the moment, each where it stands in its document.
///
/// # Errors
/// `FACTS_UNREADABLE`, `TIME_UNREADABLE`.
pub fn read(rows: &DocumentRows, facts: &CitingFacts) -> Result<ReferencesRead, Refusal> {
    let found = read_rows(&rows.at(Moment::read(facts.as_of.as_deref(), None)?)?, facts);
    let rows = serde_json::to_string(&found).expect("rows serialise");
    Ok(ReferencesRead { count: found.len(), rows })
}

/// The references of the unread versions among these rows.
pub(crate) fn read_rows(rows: &Rows, facts: &CitingFacts) -> Vec<ReferenceRow> {
    let laid = LaidOut::of(rows);
    let unread: BTreeSet<&str> = facts.unread.iter().map(String::as_str).collect();
    let mut found: Vec<ReferenceRow> = Vec::new();
    if laid.standing.iter().any(|standing| unread.contains(standing.version.id.as_str())) {
        // A card that another engine wrote and this one cannot read tells nothing.
        let card: Option<Card> = serde_json::from_str(&facts.card).ok();
        let divided =
            Divided { profile: &facts.profile, card: card.as_ref(), divisions: laid.divisions.clone(), ..Divided::default() };
        for reference in references(&laid.text, Some(&divided)) {
            let standing = laid.unit_at(reference.span.start).filter(|standing| unread.contains(standing.version.id.as_str()));
            if let Some(standing) = standing {
                cited(&laid, standing, &reference, &facts.doc_code, &mut found);
            }
        }
    }
    found
}

/// Adds the rows of one reference.
fn cited(laid: &LaidOut<'_>, standing: &Standing<'_>, reference: &Reference, doc_code: &str, found: &mut Vec<ReferenceRow>) {
    let own = own_key(doc_code);
    let in_heading = reference.span.start < standing.heading.end;
    let part = if in_heading { standing.heading } else { standing.body };
    let mut row = |document: Option<&String>, provision: Option<&Provision>| {
        let key = document.map(|name| document_key(name));
        let paths = provision.map(Provision::paths).unwrap_or_default();
        let mut targets: Vec<String> = match &key {
            Some(key) => paths.iter().map(|path| target(key, path)).collect(),
            None => within(laid, standing, reference, paths).iter().map(|path| target(&own, path)).collect(),
        };
        // `các Phụ lục ban hành kèm theo Nghị định này` are none in particular.
        if key.is_some() || provision.is_none() || targets.is_empty() {
            targets.push(target(key.as_deref().unwrap_or(&own), ""));
        }
        let before = found.iter().rev().take_while(|row| row.version_id == standing.version.id).count();
        found.push(ReferenceRow {
            version_id: standing.version.id.clone(),
            position: before,
            doc_code: doc_code.to_owned(),
            part: if in_heading { "heading" } else { "body" }.to_owned(),
            starts: reference.span.start.saturating_sub(part.start),
            ends: reference.span.end.min(part.end).saturating_sub(part.start),
            words: reference.text.clone(),
            kind: reference.kind,
            quoted: reference.quoted,
            document: document.cloned(),
            document_key: key,
            provision: provision.map(|provision| provision.normal.clone()),
            targets,
        });
    };
    let documents: Vec<Option<&String>> =
        if reference.documents.is_empty() { vec![None] } else { reference.documents.iter().map(Some).collect() };
    for document in documents {
        if reference.provisions.is_empty() {
            row(document, None);
        }
        reference.provisions.iter().for_each(|provision| row(document, Some(provision)));
    }
}

/// The paths of a provision of the document itself: in the innermost component around the citation that has it, else in the main text.
/// `Điều 5` in a regulation that a decree issues is that regulation's, `Điều 5 Nghị định này` the decree's.
fn within(laid: &LaidOut<'_>, standing: &Standing<'_>, reference: &Reference, paths: Vec<String>) -> Vec<String> {
    let has = |paths: &[String]| paths.iter().position(|path| laid.paths.contains(path.as_str())).unwrap_or(usize::MAX);
    let components = standing.components.iter().filter(|_| !reference.of_main_text);
    let inside = components.map(|component| paths.iter().map(|path| format!("{component}-{path}")).collect::<Vec<_>>());
    let mut best = paths.clone();
    let mut found = usize::MAX;
    for paths in inside.chain([paths.clone()]) {
        if has(&paths) < found {
            found = has(&paths);
            best = paths;
        }
    }
    if found == 0 {
        return best;
    }
    // Forms are numbered through a whole document, wherever they stand in it: the only one of that name.
    let path = paths.first().map(|path| format!("-{path}")).unwrap_or_default();
    let mut named = laid.components.iter().filter(|component| !path.is_empty() && component.ends_with(&path));
    match (named.next(), named.next()) {
        (Some(only), None) => vec![(*only).to_owned()],
        _ if unnumbered(reference) => Vec::new(),
        _ => best,
    }
}

/// Whether what is named has no number, and so is none in particular where the document has several.
fn unnumbered(reference: &Reference) -> bool {
    let innermost = |provision: &Provision| provision.parts.last().is_some_and(|part| part.number.is_empty());
    reference.provisions.iter().all(innermost)
}
