//! What the tests of exports share: facts as a cut leaves them, and an Akoma Ntoso document read back.

use cutter_evidence::export::{export, ExportFacts, ExportFormat, ExportOutcome, ExportedCut, ExportedDocument, WorkNames};
use cutter_model::change_set::Authorship;
use cutter_model::live::LiveUnit;
use cutter_pipeline::first_cut::plan::planned_units;
use cutter_pipeline::structure::{Changed, DocumentRows};
use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, ScopePolicy, Stored};
use iu_text::profile::builtin;
use iu_text::segment::{detect, mark, MarkRequest};
use quick_xml::events::{BytesStart, Event};
use quick_xml::Reader;
use std::collections::BTreeMap;

pub const NOW: &str = "2026-01-02T03:04:05.000000Z";

fn first_cut() -> Changed {
    Changed {
        change_set_id: "c".to_owned(),
        operation_kind: "first_cut".to_owned(),
        applied_at: NOW.to_owned(),
        effective_on: None,
    }
}

/// A document as a cut left it.
pub struct Cut {
    pub manifest: Manifest,
    pub units: Vec<LiveUnit>,
    pub facts: ExportFacts,
}

impl Cut {
    /// Cuts `text`; the profile that fits best where none is named.
    pub fn of(text: &str, profile: Option<&str>) -> Self {
        let text = canonicalise(text.as_bytes()).expect("a text");
        let detected = detect(&text).into_iter().next().map(|best| best.profile);
        let profile = profile.map(str::to_owned).or(detected).and_then(|id| builtin(&id)).expect("a profile");
        let request = MarkRequest {
            profile,
            prefix: "MAU-2024".to_owned(),
            doc_code: "mau".to_owned(),
            leaf: None,
            scope: ScopePolicy::All,
        };
        let manifest = mark(&text, &request).expect("a manifest");
        let by = Authorship { entry_id: "e", change_set_id: "c", document_id: "d", actor: "a", now: NOW };
        let units = planned_units(&manifest, text.as_str(), by).expect("units");
        let facts = ExportFacts {
            known_at: None,
            citations: Vec::new(),
            cited: Vec::new(),
            not_consolidated: Vec::new(),
            document: ExportedDocument {
                id: "d".to_owned(),
                title: "Luật mẫu & \"thử\"".to_owned(),
                doc_code: "mau".to_owned(),
                prefix: "MAU-2024".to_owned(),
                registered_at: NOW.to_owned(),
            },
            cut: ExportedCut {
                manifest_id: "m".to_owned(),
                change_set_id: "c".to_owned(),
                applied_at: NOW.to_owned(),
                verdict: Some("pass".to_owned()),
            },
            manifest_text: manifest.to_canonical_json(),
            canonical_text: text.as_str().to_owned(),
            rows: DocumentRows::of(&[], &[], first_cut()),
            as_of: None,
            format: ExportFormat::Akn,
            names: WorkNames::default(),
            now: NOW.to_owned(),
        };
        Self { manifest, units, facts }
    }

    /// The facts with the units as they are now.
    pub fn facts(&self, format: ExportFormat) -> ExportFacts {
        let rows = DocumentRows { aliases: self.facts.rows.aliases.clone(), ..DocumentRows::of(&self.units, &[], first_cut()) };
        ExportFacts { rows, format, ..self.facts.clone() }
    }

    pub fn export(&self, format: ExportFormat) -> ExportOutcome {
        export(&self.facts(format)).expect("an export")
    }

    /// The unit at a path below the prefix.
    pub fn unit(&mut self, path: &str) -> &mut LiveUnit {
        let address = format!("MAU-2024/{path}");
        self.units.iter_mut().find(|each| each.unit.canonical_address == address).expect("a unit of that address")
    }
}

/// Elements in running text.
const INLINE: [&str; 3] = ["inline", "ref", "mref"];

/// A unit as the XML has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    pub element: String,
    pub eid: String,
    pub wid: Option<String>,
    pub num: String,
    pub heading: String,
    /// Its own text by the inverse of how it was written.
    pub text: String,
}

/// An Akoma Ntoso document read back.
#[derive(Debug, Default)]
pub struct Document {
    pub units: Vec<Read>,
    /// Attributes of each element of the head, by its name.
    pub head: Vec<(String, BTreeMap<String, String>)>,
    /// Text of preamble and conclusions outside of units.
    pub around: String,
}

impl Document {
    pub fn read(xml: &str) -> Self {
        let mut document = Self::default();
        let mut reader = Reader::from_str(xml);
        let mut open: Vec<String> = Vec::new();
        // Units that are open, the innermost last.
        let mut inside: Vec<usize> = Vec::new();
        let mut depth_of: Vec<usize> = Vec::new();
        let mut replaced: Option<char> = None;
        let mut noted = 0;
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Eof => break,
                Event::Start(start) => {
                    let (name, attributes) = parts(&start);
                    document.note(&open, &name, &attributes);
                    // What a note says is none of the text that carries its mark.
                    let is_note = name == "authorialNote";
                    noted += usize::from(is_note);
                    let is_unit = attributes.contains_key("eId")
                        && !open.iter().any(|outer| outer == "meta")
                        && name != "recitals"
                        && !INLINE.contains(&name.as_str())
                        && !is_note;
                    if is_unit {
                        inside.push(document.units.len());
                        depth_of.push(open.len());
                        document.units.push(Read {
                            element: attributes.get("name").cloned().unwrap_or_else(|| name.clone()),
                            eid: attributes["eId"].clone(),
                            wid: attributes.get("wId").cloned(),
                            ..Read::default()
                        });
                    }
                    if name == "inline" {
                        let code = attributes["class"].strip_prefix("U+").expect("a code point");
                        replaced = char::from_u32(u32::from_str_radix(code, 16).expect("hexadecimal"));
                    }
                    if name == "p" && noted == 0 {
                        let text = document.text(&inside);
                        if !text.is_empty() {
                            text.push_str("\n\n");
                        }
                    }
                    open.push(name);
                }
                Event::End(_) => {
                    noted -= usize::from(open.pop().as_deref() == Some("authorialNote"));
                    if depth_of.last() == Some(&open.len()) {
                        depth_of.pop();
                        inside.pop();
                    }
                }
                Event::Empty(_) | Event::Text(_) | Event::GeneralRef(_) if noted > 0 => {}
                Event::Empty(empty) => {
                    let (name, attributes) = parts(&empty);
                    document.note(&open, &name, &attributes);
                    if name == "eol" {
                        document.append(&open, &inside, "\n");
                    }
                }
                Event::Text(text) => match replaced.take() {
                    Some(c) => document.append(&open, &inside, c.encode_utf8(&mut [0; 4])),
                    None => document.append(&open, &inside, &text),
                },
                Event::GeneralRef(name) => {
                    let name = format!("&{};", &*name);
                    document.append(&open, &inside, &quick_xml::escape::unescape(&name).expect("a known entity"));
                }
                _ => {}
            }
        }
        document
    }

    fn note(&mut self, open: &[String], name: &str, attributes: &BTreeMap<String, String>) {
        if open.iter().any(|outer| outer == "meta") {
            self.head.push((name.to_owned(), attributes.clone()));
        }
    }

    fn text(&mut self, inside: &[usize]) -> &mut String {
        match inside.last() {
            Some(&at) => &mut self.units[at].text,
            None => &mut self.around,
        }
    }

    fn append(&mut self, open: &[String], inside: &[usize], text: &str) {
        let holder = open.iter().rev().find(|name| !INLINE.contains(&name.as_str())).map(String::as_str);
        match (holder, inside.last()) {
            // What the card says of the document, in words of its own: the text has it too.
            (Some(name @ ("docType" | "docNumber" | "docTitle")), None) if !text.trim().is_empty() => {
                self.head.push((name.to_owned(), BTreeMap::from([("text".to_owned(), text.to_owned())])));
            }
            (Some("p"), _) if open.iter().any(|outer| outer == "notes") => {}
            (Some("p"), _) => self.text(inside).push_str(text),
            (Some("num"), Some(&at)) => self.units[at].num.push_str(text),
            (Some("heading"), Some(&at)) => self.units[at].heading.push_str(text),
            _ => assert!(text.trim().is_empty(), "text outside of paragraphs: {text:?} in {open:?}"),
        }
    }

    /// Attributes of every element of the head that has this name; of one of the preface, its text.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a BTreeMap<String, String>> {
        self.head.iter().filter(move |(each, _)| each == name).map(|(_, attributes)| attributes)
    }
}

fn parts(start: &BytesStart<'_>) -> (String, BTreeMap<String, String>) {
    let name = AsRef::<str>::as_ref(&start.name()).to_owned();
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        let key = AsRef::<str>::as_ref(&attribute.key).to_owned();
        (key, quick_xml::escape::unescape(&attribute.value).expect("known entities").into_owned())
    });
    (name, attributes.collect())
}
