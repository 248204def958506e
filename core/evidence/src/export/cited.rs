//! What the texts of an export cite: each stretch that does, with where it leads.

use std::collections::HashMap;

use super::facts::{ExportFacts, ExportedCitation};
use super::tree::{Node, Tree, WHITE};
use super::work::cited_iri;

/// Where a citation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    /// An `eId` of this document after `#`, or the IRI of another work.
    pub href: String,
    /// The address in that other work; none for all of it.
    pub address: Option<String>,
}

/// A stretch of a text that cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citing {
    /// Bytes of the text before it.
    pub starts: usize,
    /// Byte behind its last.
    pub ends: usize,
    /// Each provision it names.
    pub leads: Vec<Lead>,
}

/// What the texts of a unit cite, by their places in what is written of it.
#[derive(Default)]
pub(super) struct CitedByUnit {
    pub title: Vec<Citing>,
    /// Places in the own text without the white space around it.
    pub body: Vec<Citing>,
}

/// All of a document.
pub(super) struct CitedByDocument<'a> {
    of_version: HashMap<&'a str, Vec<(&'a ExportedCitation, Lead)>>,
}

impl<'a> CitedByDocument<'a> {
    pub(super) fn of(facts: &'a ExportFacts, tree: &Tree) -> Self {
        let eids: HashMap<&str, &str> =
            tree.nodes.iter().map(|node| (node.unit.canonical_address.as_str(), node.eid.as_str())).collect();
        let works: HashMap<&str, String> = facts.cited.iter().map(|work| (work.doc_code.as_str(), cited_iri(work))).collect();
        let lead = |citation: &ExportedCitation| {
            if citation.doc_code == facts.document.doc_code {
                let href = format!("#{}", eids.get(citation.address.as_deref()?)?);
                return Some(Lead { href, address: None });
            }
            let href = works.get(citation.doc_code.as_str())?.clone();
            Some(Lead { href, address: citation.address.clone() })
        };
        let mut of_version: HashMap<&str, Vec<_>> = HashMap::new();
        for citation in &facts.citations {
            if let Some(lead) = lead(citation) {
                of_version.entry(&citation.version_id).or_default().push((citation, lead));
            }
        }
        Self { of_version }
    }

    pub(super) fn of_unit(&self, node: &Node) -> CitedByUnit {
        let said = node.version.as_ref().and_then(|version| self.of_version.get(version.id.as_str()));
        let Some(said) = said else { return CitedByUnit::default() };
        let body = node.body().unwrap_or_default();
        let white = body.len() - body.trim_start_matches(WHITE).len();
        // A title that was put together of several lines stands nowhere in the heading as it is.
        let title = node.title().and_then(|title| Some((node.heading().find(title)?, title)));
        CitedByUnit {
            title: title.map(|(begins, title)| within(title, begins, "heading", said)).unwrap_or_default(),
            body: within(node.trimmed_body().unwrap_or_default(), white, "body", said),
        }
    }
}

/// What lies in `text`, which begins at the byte `begins` of its part.
fn within(text: &str, begins: usize, part: &str, said: &[(&ExportedCitation, Lead)]) -> Vec<Citing> {
    let mut found: Vec<Citing> = Vec::new();
    for (citation, lead) in said.iter().filter(|(citation, _)| citation.part == part && citation.starts >= begins) {
        let (starts, ends) = (citation.starts - begins, citation.ends.saturating_sub(begins));
        match found.last_mut() {
            Some(last) if (last.starts, last.ends) == (starts, ends) => last.leads.push(lead.clone()),
            Some(last) if starts < last.ends => {}
            _ if text.get(starts..ends).is_some_and(|words| !words.is_empty()) => {
                found.push(Citing { starts, ends, leads: vec![lead.clone()] });
            }
            _ => {}
        }
    }
    found
}
