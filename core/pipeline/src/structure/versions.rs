//! The versions of a document by their ids, with the newest of each unit at hand: operations ask for it unit by unit.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use cutter_model::live::VersionRow;

/// Versions by their ids.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Versions {
    rows: BTreeMap<String, VersionRow>,
    /// The newest version of each unit, by its id: made when one is first asked for, forgotten where rows may change.
    #[serde(skip)]
    newest: OnceLock<BTreeMap<String, String>>,
}

impl Versions {
    /// The unit's newest version.
    #[must_use]
    pub fn newest(&self, unit_id: &str) -> Option<&VersionRow> {
        let newest = self.newest.get_or_init(|| {
            let mut newest: BTreeMap<&str, &VersionRow> = BTreeMap::new();
            for version in self.rows.values() {
                let kept = newest.entry(&version.unit_id).or_insert(version);
                if kept.version_seq <= version.version_seq {
                    *kept = version;
                }
            }
            newest.into_iter().map(|(unit, version)| (unit.to_owned(), version.id.clone())).collect()
        });
        self.rows.get(newest.get(unit_id)?)
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
