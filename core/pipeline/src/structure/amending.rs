//! An amending act at work: its operations one after another on the document in memory, recorded as one change.
//!
//! Nobody ever reads what stands between two of them. So a unit has one new text, however often the act touches it, and an address that
//! was given and given up again was never held.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Kind, Operation};
use super::draft::{Draft, Made};
use super::naming::renamed;
use super::perform::perform;
use super::rows::{is_live, Document, Rows};
use super::{guard, manifest};
use cutter_model::change_set::Authorship;
use cutter_model::live::VersionRow;
use cutter_model::refusal::Refusal;
use iu_address::Day;

/// What names a unit that an earlier part made, before its address.
pub const NEW: &str = "new:";

/// A document while an act is carried out on it.
pub struct Amending<'a> {
    document: &'a Document,
    by: Authorship<'a>,
    rationale: &'a str,
    day: Option<Day>,
    /// As it stands after the parts so far.
    now: Document,
    origins: Vec<String>,
    results: Vec<Made>,
}

impl<'a> Amending<'a> {
    /// Nothing is done yet. `day` is the day from which all of it is law; none takes effect as it is recorded.
    ///
    /// # Errors
    /// `TIME_UNREADABLE`.
    pub fn of(document: &'a Document, by: Authorship<'a>, rationale: &'a str, day: Option<Day>) -> Result<Self, Refusal> {
        Draft::of(document, by, rationale, day)?;
        let now = document.clone();
        Ok(Self { document, by, rationale, day, now, origins: Vec::new(), results: Vec::new() })
    }

    /// The document as it stands after the parts so far. Units that they made have ids that nobody else knows.
    #[must_use]
    pub const fn now(&self) -> &Document {
        &self.now
    }

    /// The operation with the names that its units have for somebody who does not know the ids of those that earlier parts made.
    ///
    /// # Errors
    /// `UNIT_NOT_FOUND`.
    pub fn told(&self, operation: &Operation) -> Result<Operation, Refusal> {
        renamed(operation, &|id: &str| match self.document.rows.units.contains_key(id) {
            true => Ok(id.to_owned()),
            false => Ok(format!("{NEW}{}", self.now.rows.unit(id)?.canonical_address)),
        })
    }

    /// Carries out the next part.
    ///
    /// # Errors
    /// `AMENDMENT_PART` for what is no part of an act; `UNIT_NOT_FOUND` where no earlier part made the unit named;
    /// `AMENDMENT_ENDS_ITS_OWN` where it ends what an earlier part made or wrote; those of the operation. Nothing is done then.
    pub fn part(&mut self, operation: &Operation) -> Result<(), Refusal> {
        if matches!(operation, Operation::Enact(_)) {
            let message = "Drafts come into force by a decision of their own, not as a part of an amendment.";
            return Err(Refusal::invalid("AMENDMENT_PART", message));
        }
        let operation = renamed(operation, &|id: &str| match id.strip_prefix(NEW) {
            None => Ok(id.to_owned()),
            Some(address) => self.made(address),
        })?;
        let mut draft = Draft::of(&self.now, self.by, self.rationale, self.day)?.in_amendment(self.results.len());
        perform(&mut draft, &operation)?;
        let (rows, origins, results) = (draft.rows, draft.origins, draft.results);
        let mut made = self.results.iter().filter_map(|made| rows.units.get(&made.unit_id));
        if let Some(ended) = made.find(|unit| !is_live(unit)) {
            let message = format!(
                "An earlier part of the amendment makes {} or gives it a text, and this one ends it: leave one of them out.",
                ended.canonical_address
            );
            return Err(Refusal::conflict("AMENDMENT_ENDS_ITS_OWN", message));
        }
        self.now.rows = rows;
        let known: BTreeSet<&String> = self.origins.iter().collect();
        let new: Vec<String> =
            origins.into_iter().filter(|id| !known.contains(id) && self.document.rows.units.contains_key(id)).collect();
        self.origins.extend(new);
        for made in results {
            match self.results.iter_mut().find(|each| each.unit_id == made.unit_id) {
                Some(earlier) => earlier.pieces = made.pieces,
                None => self.results.push(made),
            }
        }
        Ok(())
    }

    /// Id of a unit that an earlier part made, by the address it has now.
    fn made(&self, address: &str) -> Result<String, Refusal> {
        let is_new = |id: &String| !self.document.rows.units.contains_key(id);
        let mut units = self.now.rows.units.values().filter(|unit| is_new(&unit.id));
        let unit = units.find(|unit| unit.canonical_address == address);
        unit.map(|unit| unit.id.clone()).ok_or_else(|| {
            let message = format!("No earlier part of the amendment makes a unit {address}.");
            Refusal::not_found("UNIT_NOT_FOUND", message)
        })
    }

    /// All of it as one operation on the document as it was.
    ///
    /// # Errors
    /// `AMENDMENT_EMPTY`, those of [`guard::check`].
    pub(super) fn whole(self) -> Result<Draft<'a>, Refusal> {
        let Self { document, by, rationale, day, now, origins, results } = self;
        if origins.is_empty() && results.is_empty() {
            return Err(Refusal::invalid("AMENDMENT_EMPTY", "The amendment has no part that does anything."));
        }
        let mut rows = now.rows;
        one_text_each(&document.rows, &mut rows);
        guard::check(Kind::Amendment, day, &document.rows, &rows)?;
        let results = results.into_iter().map(|made| manifest::of_texts_that_stand(made, &document.rows, &rows)).collect();
        let named = origins.iter().cloned().collect();
        Ok(Draft { rows, origins, named, results, ..Draft::of(document, by, rationale, day)? })
    }
}

/// Of the texts that the act gave a unit only the last one was ever there.
fn one_text_each(before: &Rows, after: &mut Rows) {
    let mut given: BTreeMap<String, Vec<VersionRow>> = BTreeMap::new();
    for version in after.versions.values().filter(|version| !before.versions.contains_key(&version.id)) {
        given.entry(version.unit_id.clone()).or_default().push(version.clone());
    }
    for mut texts in given.into_values().filter(|texts| texts.len() > 1) {
        texts.sort_by_key(|version| version.version_seq);
        let first = texts[0].version_seq;
        let last = texts.pop();
        for version in texts {
            after.versions.remove(&version.id);
        }
        if let Some(version) = last.and_then(|last| after.versions.get_mut(&last.id)) {
            version.version_seq = first;
        }
    }
}
