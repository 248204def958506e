//! The versions of a document by their ids, with the newest of each unit at hand: operations ask for it unit by unit. They are numbered in the
//! order in which they were recorded, which is not that of their days.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use cutter_model::live::VersionRow;
use iu_address::{Day, Instant};

/// Versions by their ids.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Versions {
    rows: BTreeMap<String, VersionRow>,
    /// The newest version of each unit, by its id: made when one is first asked for, forgotten where rows may change.
    #[serde(skip)]
    newest: OnceLock<BTreeMap<String, String>>,
}

/// Where a version stands among those of its unit: what was put in its place comes after it, whenever either was recorded.
fn place(version: &VersionRow) -> (bool, &str, i64) {
    let ended = version.superseded_at.as_deref();
    (ended.is_none(), ended.unwrap_or_default(), version.version_seq)
}

impl Versions {
    /// The unit's newest version: the one that none was put in the place of.
    #[must_use]
    pub fn newest(&self, unit_id: &str) -> Option<&VersionRow> {
        let newest = self.newest.get_or_init(|| {
            let mut newest: BTreeMap<&str, &VersionRow> = BTreeMap::new();
            for version in self.rows.values() {
                let kept = newest.entry(&version.unit_id).or_insert(version);
                if place(kept) <= place(version) {
                    *kept = version;
                }
            }
            newest.into_iter().map(|(unit, version)| (unit.to_owned(), version.id.clone())).collect()
        });
        self.rows.get(newest.get(unit_id)?)
    }

    /// The version that stands on a day, whatever is put in its place later: the newest where no day is asked for, or it is no law.
    #[must_use]
    pub fn of_day(&self, unit_id: &str, day: Option<Day>) -> Option<&VersionRow> {
        let newest = self.newest(unit_id)?;
        let (Some(day), Some(from)) = (day, newest.in_force_from) else { return Some(newest) };
        if from <= day {
            return Some(newest);
        }
        let earlier = |version: &&VersionRow| version.unit_id == unit_id && version.in_force_from.is_some_and(|from| from <= day);
        self.rows.values().filter(earlier).max_by_key(|version| place(version)).or(Some(newest))
    }

    /// The number of the next version of a unit that is recorded.
    #[must_use]
    pub fn next_seq(&self, unit_id: &str) -> i64 {
        self.rows.values().filter(|version| version.unit_id == unit_id).map(|version| version.version_seq).max().unwrap_or(0) + 1
    }

    /// Lets each law text of `units` end where the next one begins, and the last text of each go on: what was put in its place may have gone, or
    /// come.
    pub(super) fn close_gaps(&mut self, units: &BTreeSet<String>) {
        let mut of: BTreeMap<&str, Vec<&VersionRow>> = BTreeMap::new();
        for version in self.rows.values().filter(|version| units.contains(&version.unit_id)) {
            of.entry(&version.unit_id).or_default().push(version);
        }
        let mut ends: Vec<(String, Option<Day>)> = Vec::new();
        for texts in of.values() {
            let mut law: Vec<_> = texts.iter().filter_map(|text| Some((text.in_force_from?, place(text), &text.id))).collect();
            law.sort_unstable();
            let next = law.iter().skip(1).map(|(from, ..)| Some(*from)).chain([None]);
            ends.extend(law.iter().zip(next).map(|((.., id), end)| ((*id).clone(), end)));
            // Of drafts no day is known, so only which is the last.
            let last = texts.iter().max_by_key(|text| place(text)).filter(|last| last.in_force_from.is_none());
            ends.extend(last.map(|last| (last.id.clone(), None)));
        }
        for (id, end) in ends {
            // The last one may have ended by itself.
            if let Some(version) = self.get_mut(&id).filter(|version| end.is_some() || version.superseded_at.is_some()) {
                version.superseded_at = end.map(|day| Instant::from(day).to_string());
                version.in_force_until = end;
            }
        }
    }
}

impl PartialEq for Versions {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl Deref for Versions {
    type Target = BTreeMap<String, VersionRow>;

    fn deref(&self) -> &Self::Target {
        &self.rows
    }
}

impl DerefMut for Versions {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.newest.take();
        &mut self.rows
    }
}

impl FromIterator<(String, VersionRow)> for Versions {
    fn from_iter<I: IntoIterator<Item = (String, VersionRow)>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect(), newest: OnceLock::new() }
    }
}
