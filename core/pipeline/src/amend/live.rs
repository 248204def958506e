//! The two sides that are compared: the live units of a document, and the units of a text.

use std::collections::HashMap;

use crate::first_cut::plan::text_of;
use crate::structure::{is_live, Document};
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_text::manifest::pairing::Told;
use iu_text::manifest::{Manifest, Unit};
use iu_text::profile::{Level, Profile};

/// A live unit with its newest text.
pub(super) struct Live<'d> {
    pub unit: &'d UnitRow,
    pub version: &'d VersionRow,
    /// Place of the live unit it stands in; what ended stands for nothing.
    pub parent: Option<usize>,
    level: String,
    title: String,
}

impl Live<'_> {
    pub(super) fn heading(&self) -> &str {
        self.version.texts().0
    }

    pub(super) fn body(&self) -> &str {
        self.version.texts().1
    }

    /// Its level of the profile. What was inserted has none on record: its section type tells it.
    pub(super) fn level_in<'p>(&self, profile: &'p Profile) -> Option<&'p Level> {
        let known = profile.levels.iter().find(|level| level.id == self.level);
        known.or_else(|| profile.levels.iter().find(|level| level.section_type == self.unit.section_type))
    }

    pub(super) fn told(&self) -> Told<'_> {
        Told {
            address: &self.unit.canonical_address,
            level: &self.level,
            title: &self.title,
            content_hash: &self.version.content_hash,
            is_structural: self.version.body.is_none(),
            parent: self.parent,
            stands: true,
        }
    }
}

/// Id of the deepest level that the document is cut to.
pub(super) fn deepest<'p>(live: &[Live<'_>], profile: &'p Profile) -> &'p str {
    let place = |level: &Level| profile.levels.iter().position(|known| known.id == level.id);
    let deepest = live.iter().filter_map(|each| place(each.level_in(profile)?)).max();
    deepest.map_or(&profile.default_leaf, |at| &profile.levels[at].id)
}

/// Every live unit, in document order.
pub(super) fn read(document: &Document) -> Result<Vec<Live<'_>>, Refusal> {
    let rows = &document.rows;
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut live: Vec<Live<'_>> = Vec::new();
    for unit in rows.in_order() {
        let above = unit.parent_id.as_deref().and_then(|parent| places.get(parent).copied());
        if !is_live(unit) {
            // What stands in it stands in what it stood in.
            if let Some(above) = above {
                places.insert(&unit.id, above);
            }
            continue;
        }
        let Some(version) = rows.newest(&unit.id) else {
            let message = format!("{} has no version, so no text.", unit.canonical_address);
            return Err(Refusal::conflict("UNIT_WITHOUT_VERSION", message));
        };
        // A unit without title is called by its label.
        let title = version.title.clone().filter(|title| title != unit.said("label")).unwrap_or_default();
        places.insert(&unit.id, live.len());
        live.push(Live { unit, version, parent: above, level: version.said("level").to_owned(), title });
    }
    Ok(live)
}

/// A unit of a text, with its heading and own text.
pub(super) struct Later {
    pub heading: String,
    pub body: String,
}

/// The texts of every unit of a manifest, in its order.
pub(super) fn of_text(manifest: &Manifest, text: &str) -> Result<Vec<Later>, Refusal> {
    let later = |unit: &Unit| -> Result<Later, Refusal> {
        Ok(Later { heading: text_of(text, &unit.heading_spans)?, body: text_of(text, &unit.body_spans)? })
    };
    manifest.units.iter().map(later).collect()
}
