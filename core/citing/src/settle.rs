//! Which unit a citation means, and what became of it.

use std::collections::HashMap;

use iu_address::alias::{Follow, Resolvable, ResolvableUnit, ResolveFacts, ResolveOutcome};
use iu_address::{Instant, Refused};
use serde::{Deserialize, Serialize};

use cutter_model::word::word_of;

use crate::target::{own_code, parts};

/// A citation whose unit is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Cited {
    /// What is looked up, as it was read: the provision, then what holds it, then the document.
    pub targets: Vec<String>,
    /// Since when the text that cites is law, RFC 3339 or a date: the unit meant is the one of that day. None where no day is known.
    pub since: Option<String>,
    /// What it asked ([`Settled::asks`]) when somebody let it stand; none where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accepted: Option<String>,
}

/// A document of the library, under one of the keys of its names; without a key one in which a citation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct KnownDocument {
    /// The key.
    pub key: Option<String>,
    /// Its code.
    pub doc_code: String,
    /// Its address prefix.
    pub prefix: String,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct SettleRequest {
    /// The citations.
    pub citations: Vec<Cited>,
    /// Documents under the keys of their targets.
    pub documents: Vec<KnownDocument>,
    /// The day whose answer is asked for, RFC 3339 or a date.
    pub as_of: String,
}

/// A unit below another, by the path of its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Child {
    /// The unit it stands in.
    pub parent_id: String,
    /// Its path.
    pub section_code: String,
}

/// What a citation comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum SettleOutcome {
    /// It means a unit, or a document, and that one still stands.
    Resolved,
    /// What it means has ended since, or is no law any more.
    Ended,
    /// No document of the library has that name.
    DocumentUnknown,
    /// The document has no such provision.
    ProvisionUnknown,
    /// Several documents have that name, or several units that address.
    Ambiguous,
}

impl SettleOutcome {
    /// Whether a person has to look: what was meant is not what answers. A document that nobody registered is to be registered.
    const fn asks(self) -> bool {
        matches!(self, Self::Ended | Self::ProvisionUnknown | Self::Ambiguous)
    }
}

/// The answer for one citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Settled {
    /// What it comes to.
    pub outcome: SettleOutcome,
    /// Code of the document it means; none where that is not known.
    pub doc_code: Option<String>,
    /// The unit it means; none for a document as a whole.
    pub unit_id: Option<String>,
    /// The address that was meant.
    pub address: Option<String>,
    /// Whether the unit is that very provision; else it is the one that holds it, for the document is not cut any deeper.
    pub exact: bool,
    /// Addresses that answer now: the unit's own, or those of what replaced it.
    pub answers: Vec<String>,
    /// Where a reader is led; none where nothing answers.
    pub leads_to: Option<Lead>,
    /// What it asks of a person: its outcome and what answers. None where it asks nothing.
    pub asks: Option<String>,
    /// Whether it asks something and nobody let it stand while it asked just that.
    pub open: bool,
}

/// Where a citation leads: the first unit that answers, or a document as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Lead {
    /// Code of the document.
    pub doc_code: String,
    /// Address of the unit; none for a document as a whole.
    pub address: Option<String>,
}

impl Settled {
    const fn none(outcome: SettleOutcome) -> Self {
        Self {
            outcome,
            doc_code: None,
            unit_id: None,
            address: None,
            exact: false,
            answers: Vec::new(),
            leads_to: None,
            asks: None,
            open: false,
        }
    }

    /// With what it asks, where it was let stand while it asked `accepted`.
    fn asking(self, accepted: Option<&str>) -> Self {
        let words = || std::iter::once(word_of(self.outcome)).chain(self.answers.iter().cloned()).collect::<Vec<_>>().join(" ");
        let asks = self.outcome.asks().then(words);
        let open = asks.is_some() && asks.as_deref() != accepted;
        Self { asks, open, ..self }
    }

    /// With where it leads.
    fn led(self) -> Self {
        let is_whole = self.outcome == SettleOutcome::Resolved && self.unit_id.is_none();
        let address = self.answers.first().cloned();
        let leads = |doc_code: &String| {
            (is_whole || address.is_some()).then(|| Lead { doc_code: doc_code.clone(), address: address.clone() })
        };
        let leads_to = self.doc_code.as_ref().and_then(leads);
        Self { leads_to, ..self }
    }
}

impl SettleRequest {
    fn known<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a KnownDocument> {
        let own = own_code(key);
        self.documents
            .iter()
            .filter(move |document| own.map_or(document.key.as_deref() == Some(key), |own| document.doc_code == own))
    }
}

fn address(document: &KnownDocument, path: &str) -> String {
    format!("{}/{path}", document.prefix)
}

/// The documents that citations name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, cutter_model::TS)]
pub struct AskedDocuments {
    /// Keys of names, each once.
    pub keys: Vec<String>,
    /// Codes of documents whose own provisions are cited, each once.
    pub doc_codes: Vec<String>,
}

/// The documents that are to be looked up for citations with these targets.
#[must_use]
pub fn asked_documents(targets: &[String]) -> AskedDocuments {
    let mut asked = AskedDocuments::default();
    for (key, _) in targets.iter().map(|target| parts(target)) {
        let (list, name) = own_code(key).map_or((&mut asked.keys, key), |code| (&mut asked.doc_codes, code));
        list.push(name.to_owned());
    }
    for list in [&mut asked.keys, &mut asked.doc_codes] {
        list.sort_unstable();
        list.dedup();
    }
    asked
}

/// The texts that are to be resolved for it, each once.
#[must_use]
pub fn asked_texts(request: &SettleRequest) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (key, path) in request.citations.iter().flat_map(|citation| &citation.targets).map(|target| parts(target)) {
        texts.extend(request.known(key).filter(|_| !path.is_empty()).map(|document| address(document, path)));
    }
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Settles each citation; `facts` is what the texts of [`asked_texts`] resolve by, `children` what stands below the units of it.
///
/// # Errors
/// `TIME_UNREADABLE`.
pub fn settle(request: &SettleRequest, facts: &ResolveFacts, children: &[Child]) -> Result<Vec<Settled>, Refused> {
    let now: Instant = request.as_of.parse()?;
    let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
    for child in children {
        below.entry(&child.parent_id).or_default().push(&child.section_code);
    }
    let library = Library { request, facts: Resolvable::of(facts), below, now };
    request
        .citations
        .iter()
        .map(|citation| library.settle(citation).map(|settled| settled.led().asking(citation.accepted.as_deref())))
        .collect()
}

struct Library<'a> {
    request: &'a SettleRequest,
    facts: Resolvable<'a>,
    /// Paths of the units below a unit.
    below: HashMap<&'a str, Vec<&'a str>>,
    now: Instant,
}

impl Library<'_> {
    fn settle(&self, citation: &Cited) -> Result<Settled, Refused> {
        let since = citation.since.as_deref().map(str::parse::<Instant>).transpose()?;
        let Some(first) = citation.targets.first() else { return Ok(Settled::none(SettleOutcome::ProvisionUnknown)) };
        let (key, _) = parts(first);
        let mut known = self.request.known(key);
        let Some(document) = known.next() else { return Ok(Settled::none(SettleOutcome::DocumentUnknown)) };
        if known.any(|other| other.doc_code != document.doc_code) {
            return Ok(Settled::none(SettleOutcome::Ambiguous));
        }
        let of = |outcome| Settled { doc_code: Some(document.doc_code.clone()), ..Settled::none(outcome) };
        let paths: Vec<&str> = citation.targets.iter().map(|target| parts(target).1).filter(|path| !path.is_empty()).collect();
        if paths.is_empty() {
            return Ok(Settled { exact: true, ..of(SettleOutcome::Resolved) });
        }
        // Of a document that was registered after the citing text became law, and has no legal days, nothing is known of that day.
        for at in since.into_iter().chain([self.now]) {
            for (depth, path) in paths.iter().enumerate() {
                let Some(meant) = self.facts.find(&address(document, path), at, Follow::None) else { continue };
                if meant.outcome == ResolveOutcome::Ambiguous {
                    return Ok(of(SettleOutcome::Ambiguous));
                }
                // Retired without a successor, it is the unit that was meant all the same.
                let unit = meant.units.first().or_else(|| meant.tombstone.as_ref().map(|tombstone| &tombstone.unit));
                let Some(unit) = unit else { continue };
                let inner = depth.checked_sub(1).and_then(|deeper| paths.get(deeper));
                if inner.is_some_and(|inner| self.is_cut_deeper(unit, path, inner)) {
                    return Ok(of(SettleOutcome::ProvisionUnknown));
                }
                return Ok(Settled { exact: depth == 0, address: Some(address(document, path)), ..self.standing(unit, of) });
            }
        }
        Ok(of(SettleOutcome::ProvisionUnknown))
    }

    /// Whether units of the level of `inner` stand below `unit`, whose path is `outer`: then `inner` is missing, else it is a part of the text.
    fn is_cut_deeper(&self, unit: &ResolvableUnit, outer: &str, inner: &str) -> bool {
        let label = |path: &str, outer: &str| {
            let rest = path.strip_prefix(outer)?.strip_prefix('-')?;
            rest.split('-').next().map(str::to_owned)
        };
        let own = unit.canonical_address.split_once('/').map_or("", |(_, path)| path);
        let wanted = label(inner, outer);
        let below = self.below.get(unit.id.as_str());
        wanted.is_some() && below.is_some_and(|paths| paths.iter().any(|path| label(path, own) == wanted))
    }

    /// What became of the unit.
    fn standing(&self, unit: &ResolvableUnit, of: impl Fn(SettleOutcome) -> Settled) -> Settled {
        let ended = unit.is_retired(self.now);
        let answers = if ended {
            let after = self.facts.find(&unit.canonical_address, self.now, Follow::Latest);
            let units = after.iter().flat_map(|after| &after.units);
            units.filter(|other| other.id != unit.id).map(|other| other.canonical_address.clone()).collect()
        } else {
            vec![unit.canonical_address.clone()]
        };
        let outcome = if ended { SettleOutcome::Ended } else { SettleOutcome::Resolved };
        Settled { unit_id: Some(unit.id.clone()), answers, ..of(outcome) }
    }
}
