//! MARK of a correction: the text is marked again, its units are matched with those that the cut made, and what differs is proposed.
//!
//! Units are matched on the day of the cut, without whatever came later. Which is which is told as between two versions of a text; where only
//! a number or an address speaks for it, the texts have to be alike, too: an address may have been held by the wrong unit.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::mark::{propose, ProposeFacts, ProposeOutcome};
use super::StandingRows;
use crate::cut_unit::title_of;
use crate::first_cut::mark::{marked, MarkFacts};
use crate::first_cut::plan::{texts_of, tier_of};
use crate::likeness;
use crate::structure::{
    is_live, made_by, on_its_day, CorrectedBirth, CorrectedPlace, CorrectedText, CorrectedUnit, Correction, Document, Request,
    Rows, Source, Undertaking, NEW,
};
use cutter_model::entry::EntryFacts;
use cutter_model::live::{read_rows, UnitRow, UnitSpan, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_text::digest::LongHash;
use iu_text::manifest::pairing::{moved, pair, Sign, Told};
use iu_text::manifest::{Manifest, Unit};

/// Words, in per cent, that two texts share at least where only a number or an address says that they are one unit's.
const ALIKE: usize = 50;

/// The facts a correction is proposed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, cutter_model::TS)]
pub struct CorrectFacts {
    /// The text, and how it is to be marked; what brings it into force is the cut's.
    pub text: MarkFacts,
    /// The cut that was wrong.
    pub change_set_id: String,
    /// JSON text of the document's rows ([`StandingRows`]).
    pub document_rows: String,
    /// Active codes of the section type vocabulary.
    pub active_section_types: Vec<String>,
    /// Why.
    pub rationale: String,
    /// Digest of the preview that was shown; none where none was.
    pub preview: Option<String>,
    /// All operations of the document that were proposed before.
    pub earlier_entries: Vec<EntryFacts>,
}

/// Proposes what leads from the cut to the text as it is marked now.
///
/// # Errors
/// Those of MARK; those of [`propose`], `NOTHING_TO_CORRECT` among them; `FACTS_UNREADABLE`.
pub fn correct(facts: &CorrectFacts, hash: LongHash<'_>) -> Result<ProposeOutcome, Refusal> {
    let (manifest, _) = marked(&facts.text, hash)?;
    let standing: StandingRows = read_rows(&facts.document_rows)?;
    let document = standing.document(&facts.active_section_types);
    let operation = Undertaking::Correct(correction(&document, facts, &manifest)?);
    propose(&ProposeFacts {
        document_rows: facts.document_rows.clone(),
        active_section_types: facts.active_section_types.clone(),
        request: Request {
            operation,
            rationale: facts.rationale.clone(),
            authority: None,
            preview: facts.preview.clone(),
            effective_on: None,
        },
        earlier_entries: facts.earlier_entries.clone(),
        actor: facts.text.actor.clone(),
        now: facts.text.now.clone(),
    })
}

fn correction(document: &Document, facts: &CorrectFacts, manifest: &Manifest) -> Result<Correction, Refusal> {
    let rows = on_its_day(document)?.rows;
    let olds = Old::all(&rows, document);
    let news = New::all(manifest, &facts.text.canonical_text)?;
    let (told_olds, told_news): (Vec<Told<'_>>, Vec<Told<'_>>) = (Old::told(&olds), New::told(&news));
    let same = |(old, sign): (usize, Sign), new: usize| {
        let (was, is): (&Old<'_>, &New<'_>) = (&olds[old], &news[new]);
        was.unit.section_type == is.unit.section_type
            && was.unit.tier == tier_of(is.unit)
            && (sign <= Sign::NumberAndTitle && !is.title.is_empty() || was.is_like(is))
    };
    let pairs: Vec<Option<usize>> = pair(&told_olds, &told_news)
        .into_iter()
        .enumerate()
        .map(|(new, found)| found.filter(|found| same(*found, new)).map(|(old, _)| old))
        .collect();
    let moved = moved(&pairs, &told_olds, &told_news);
    let kept: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let days = Days::of(&olds);
    let named =
        |new: usize| pairs[new].map_or_else(|| format!("{NEW}{}", news[new].unit.address), |old| olds[old].unit.id.clone());
    let mut last: HashMap<Option<usize>, usize> = HashMap::new();
    let mut units = Vec::new();
    for (new, is) in news.iter().enumerate() {
        let before = last.insert(is.parent, new);
        let place = || CorrectedPlace { parent: is.parent.map(named), after: before.map(named) };
        let corrected = match pairs[new] {
            None => CorrectedUnit {
                unit: named(new),
                address: None,
                place: Some(place()),
                text: Some(is.text()),
                born: Some(CorrectedBirth {
                    section_type: is.unit.section_type.clone(),
                    tier: tier_of(is.unit),
                    in_force_from: days.of_unit(is.parent.and_then(|parent| pairs[parent])),
                }),
            },
            Some(old) => {
                let was = &olds[old];
                CorrectedUnit {
                    unit: was.unit.id.clone(),
                    address: (was.unit.canonical_address != is.unit.address).then(|| is.unit.address.clone()),
                    place: moved[new].then(place),
                    text: (!was.says(is)).then(|| is.text()),
                    born: None,
                }
            }
        };
        if corrected.born.is_some() || corrected.address.is_some() || corrected.place.is_some() || corrected.text.is_some() {
            units.push(corrected);
        }
    }
    Ok(Correction {
        change_set_id: facts.change_set_id.clone(),
        source: Source { document_id: facts.text.document.id.clone(), sha256: manifest.source.sha256.clone() },
        profile: manifest.profile.clone(),
        notes: manifest.notes.clone(),
        withdrawn: (0..olds.len()).filter(|old| !kept.contains(old)).map(|old| olds[old].unit.id.clone()).collect(),
        units,
    })
}

/// A unit that the cut made, as it stood on its day.
struct Old<'r> {
    unit: &'r UnitRow,
    version: &'r VersionRow,
    parent: Option<usize>,
}

impl<'r> Old<'r> {
    /// In document order; what has ended by then, or came in otherwise, is no unit of the cut.
    fn all(rows: &'r Rows, document: &Document) -> Vec<Self> {
        let made = document.taken_up.as_ref().map(made_by).unwrap_or_default();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut all: Vec<Self> = Vec::new();
        for unit in rows.in_order().into_iter().filter(|unit| is_live(unit) && made.contains(unit.id.as_str())) {
            let Some(version) = rows.newest(&unit.id) else { continue };
            places.insert(&unit.id, all.len());
            all.push(Self { unit, version, parent: unit.parent_id.as_deref().and_then(|parent| places.get(parent)).copied() });
        }
        all
    }

    fn told<'o>(olds: &'o [Self]) -> Vec<Told<'o>> {
        let told = |old: &'o Self| Told {
            address: &old.unit.canonical_address,
            level: &old.unit.section_type,
            title: old.unit.said("title"),
            content_hash: &old.version.content_hash,
            is_structural: old.version.body.is_none(),
            parent: old.parent,
            stands: true,
        };
        olds.iter().map(told).collect()
    }

    fn is_like(&self, is: &New<'_>) -> bool {
        let (heading, body) = self.version.texts();
        likeness::per_cent(&[heading, body].concat(), &[is.heading.as_str(), is.body.as_deref().unwrap_or_default()].concat())
            >= ALIKE
    }

    /// Whether it says what it should.
    fn says(&self, is: &New<'_>) -> bool {
        let (heading, body) = self.version.texts();
        (heading, body) == (is.heading.as_str(), is.body.as_deref().unwrap_or_default())
            && self.version.title.as_deref() == Some(is.title)
            && self.version.content_profile.get("label").and_then(|label| label.as_str()) == Some(&is.unit.label)
    }
}

/// A unit of the text as it is marked now.
struct New<'m> {
    unit: &'m Unit,
    title: &'m str,
    heading: String,
    body: Option<String>,
    parent: Option<usize>,
}

impl<'m> New<'m> {
    fn all(manifest: &'m Manifest, text: &str) -> Result<Vec<Self>, Refusal> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut all: Vec<Self> = Vec::with_capacity(manifest.units.len());
        for unit in &manifest.units {
            let (heading, body) = texts_of(unit, text)?;
            let parent = unit.parent_local_id.as_deref().and_then(|parent| places.get(parent)).copied();
            places.insert(&unit.local_id, all.len());
            all.push(Self { unit, title: title_of(&unit.title, &unit.label, &unit.address), heading, body, parent });
        }
        Ok(all)
    }

    fn told<'n>(news: &'n [Self]) -> Vec<Told<'n>> {
        let told = |new: &'n Self| Told {
            address: &new.unit.address,
            level: &new.unit.section_type,
            title: new.title,
            content_hash: &new.unit.content_hash,
            is_structural: new.body.is_none(),
            parent: new.parent,
            stands: true,
        };
        news.iter().map(told).collect()
    }

    fn text(&self) -> CorrectedText {
        CorrectedText {
            label: self.unit.label.clone(),
            title: self.title.to_owned(),
            heading: self.heading.clone(),
            body: self.body.clone(),
            level: self.unit.level.clone(),
            status: self.unit.status.clone(),
            span: UnitSpan { heading: self.unit.heading_spans.clone(), body: self.unit.body_spans.clone() },
        }
    }
}

/// From which day what was missed is law: as what it stands in, else as most of the cut.
struct Days<'o> {
    olds: &'o [Old<'o>],
    most: Option<Day>,
}

impl<'o> Days<'o> {
    fn of(olds: &'o [Old<'o>]) -> Self {
        let mut count: BTreeMap<Option<Day>, usize> = BTreeMap::new();
        for old in olds {
            *count.entry(old.unit.in_force_from).or_default() += 1;
        }
        Self { olds, most: count.into_iter().max_by_key(|(_, count)| *count).and_then(|(day, _)| day) }
    }

    fn of_unit(&self, parent: Option<usize>) -> Option<Day> {
        parent.map_or(self.most, |parent| self.olds[parent].unit.in_force_from)
    }
}
