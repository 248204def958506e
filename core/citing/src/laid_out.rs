//! A document as it stands, as one text that is divided by its units: what references are read in.

use std::collections::{BTreeSet, HashMap};

use cutter_model::live::{UnitRow, VersionRow};
use cutter_pipeline::structure::{is_live, Rows};
use iu_references::Division;
use iu_text::manifest::{Span, COMPONENT_TYPES};

/// The text of a unit that stands.
pub(crate) struct Standing<'r> {
    pub(crate) version: &'r VersionRow,
    /// Where its heading stands, and its own text.
    pub(crate) heading: Span,
    pub(crate) body: Span,
    /// Paths of the components in which it stands, the innermost first.
    pub(crate) components: Vec<&'r str>,
}

/// A document as it stands.
pub(crate) struct LaidOut<'r> {
    pub(crate) text: String,
    /// In the order of the text.
    pub(crate) standing: Vec<Standing<'r>>,
    pub(crate) divisions: Vec<Division<'r>>,
    /// Paths of the units that stand.
    pub(crate) paths: BTreeSet<&'r str>,
    /// Those of components.
    pub(crate) components: Vec<&'r str>,
}

fn path_of(unit: &UnitRow) -> &str {
    unit.section_code.as_deref().unwrap_or_default()
}

impl<'r> LaidOut<'r> {
    pub(crate) fn of(rows: &'r Rows) -> Self {
        let mut laid = Self {
            text: String::new(),
            standing: Vec::new(),
            divisions: Vec::new(),
            paths: BTreeSet::new(),
            components: Vec::new(),
        };
        let mut places: HashMap<&str, usize> = HashMap::new();
        for unit in rows.in_order().into_iter().filter(|unit| is_live(unit)) {
            let Some(version) = rows.newest(&unit.id) else { continue };
            let parent = unit.parent_id.as_deref().and_then(|parent| places.get(parent)).copied();
            let (heading, body) = version.texts();
            let (heading, body) = (laid.add(heading), laid.add(body));
            let mut components = parent.map_or_else(Vec::new, |parent| laid.standing[parent].components.clone());
            if COMPONENT_TYPES.contains(&unit.section_type.as_str()) {
                components.insert(0, path_of(unit));
                laid.components.push(path_of(unit));
            }
            places.insert(&unit.id, laid.standing.len());
            laid.paths.insert(path_of(unit));
            laid.divisions.push(Division {
                level: version.said("level"),
                label: unit.said("label"),
                parent,
                heading: vec![heading],
                body: vec![body],
            });
            laid.standing.push(Standing { version, heading, body, components });
        }
        laid
    }

    /// Adds a part of the text, which ends its line.
    fn add(&mut self, part: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(part);
        let end = self.text.len();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        Span::new(start, end)
    }

    /// The unit at byte `at`.
    pub(crate) fn unit_at(&self, at: usize) -> Option<&Standing<'r>> {
        let after = self.standing.partition_point(|standing| standing.heading.start <= at);
        self.standing.get(after.checked_sub(1)?).filter(|standing| at < standing.body.end.max(standing.heading.end))
    }
}
