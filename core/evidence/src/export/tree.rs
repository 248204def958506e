//! The living units of a document as a tree in reading order, each with the name it has in Akoma Ntoso.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::eid::{contains, own_number, path_tokens, Issuer};
use super::element::Element;
use cutter_model::live::{LiveUnit, UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{standing_components, Standing, StandingComponent};
use iu_address::alias::{AliasKind, AliasRow};
use iu_text::manifest::{Manifest, COMPONENT_TYPES};
use iu_text::profile;

/// One unit in its place.
pub struct Node {
    pub unit: UnitRow,
    pub version: Option<VersionRow>,
    pub element: Element,
    /// Its `eId`.
    pub eid: String,
    /// The address it was born with, where it was renumbered since.
    pub first_address: Option<String>,
    /// Alias rows that point at it, oldest first.
    pub aliases: Vec<AliasRow>,
    /// Units it stands in.
    pub depth: usize,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
}

impl Node {
    fn said(&self, key: &str) -> &str {
        let version = self.version.as_ref().and_then(|version| version.content_profile.get(key)?.as_str());
        version.or_else(|| self.unit.identity_profile.get(key)?.as_str()).unwrap_or_default()
    }

    /// Label as written.
    pub fn label(&self) -> &str {
        self.said("label")
    }

    /// Level of the profile it was cut with.
    pub fn level(&self) -> &str {
        self.said("level")
    }

    /// Heading as written, white space and marks included.
    pub fn heading(&self) -> &str {
        self.said("heading")
    }

    /// Status that was marked in the text.
    pub fn status(&self) -> &str {
        self.said("status")
    }

    /// Title; none where the ledger has only the label to call it by.
    pub fn title(&self) -> Option<&str> {
        let title = self.version.as_ref()?.title.as_deref()?;
        (!title.is_empty() && title != self.label()).then_some(title)
    }

    /// The address it was cut with.
    pub fn born_as(&self) -> &str {
        self.first_address.as_deref().unwrap_or(&self.unit.canonical_address)
    }

    /// Its own text, exactly.
    pub fn body(&self) -> Option<&str> {
        self.version.as_ref()?.body.as_deref()
    }

    /// Its own text without the white space that only separates it from what stands around it.
    pub fn trimmed_body(&self) -> Option<&str> {
        self.body().map(|body| body.trim_matches(WHITE)).filter(|body| !body.is_empty())
    }

    /// Where its heading, or else its own text, begins in the source.
    pub fn begins_at(&self) -> Option<usize> {
        let span = self.version.as_ref()?.source_span.as_ref()?;
        let first = |key: &str| span.get(key)?.get(0)?.get(0)?.as_u64();
        usize::try_from(first("heading").or_else(|| first("body"))?).ok()
    }
}

/// White space that only separates a text from what stands around it.
pub const WHITE: [char; 3] = [' ', '\t', '\n'];

/// A unit that is no longer in force.
pub struct Retired {
    pub address: String,
    pub retired_at: Option<String>,
}

/// All units, in reading order.
pub struct Tree {
    pub nodes: Vec<Node>,
    pub roots: Vec<usize>,
    pub retired: Vec<Retired>,
}

impl Tree {
    /// Orders `units`, gives them their `eId`s and their aliases.
    ///
    /// # Errors
    /// `EXPORT_NOTHING_LIVE`, `EXPORT_UNITS_UNCONNECTED`.
    pub fn grow(units: Vec<LiveUnit>, aliases: &[AliasRow], manifest: &Manifest) -> Result<Self, Refusal> {
        let parent_of: HashMap<String, Option<String>> =
            units.iter().map(|each| (each.unit.id.clone(), each.unit.parent_id.clone())).collect();
        let (retired, living): (Vec<_>, Vec<_>) = units.into_iter().partition(|each| each.unit.lifecycle_status == "retired");
        if living.is_empty() {
            let message = "The document has no unit that is in force: each was retired or taken back.";
            return Err(Refusal::conflict("EXPORT_NOTHING_LIVE", message));
        }
        let expected = living.len();
        let known: HashSet<String> = living.iter().map(|each| each.unit.id.clone()).collect();
        let mut below: BTreeMap<Option<String>, Vec<LiveUnit>> = BTreeMap::new();
        for each in living {
            below.entry(living_ancestor(&each.unit, &parent_of, &known)).or_default().push(each);
        }
        for siblings in below.values_mut() {
            siblings.sort_by(|a, b| (a.unit.sort_order, &a.unit.id).cmp(&(b.unit.sort_order, &b.unit.id)));
        }
        let mut tree =
            Self { nodes: Vec::with_capacity(expected), roots: Vec::new(), retired: retired.iter().map(tombstone).collect() };
        // Depth first without recursion: what waits, the next one last.
        let mut waiting: Vec<(LiveUnit, Option<usize>)> = Vec::new();
        let push = |waiting: &mut Vec<_>, children: Vec<LiveUnit>, parent| {
            waiting.extend(children.into_iter().rev().map(|each| (each, parent)))
        };
        push(&mut waiting, below.remove(&None).unwrap_or_default(), None);
        while let Some((each, parent)) = waiting.pop() {
            let index = tree.place(each, parent);
            let id = Some(tree.nodes[index].unit.id.clone());
            push(&mut waiting, below.remove(&id).unwrap_or_default(), Some(index));
        }
        if tree.nodes.len() != expected {
            let message =
                format!("{} units stand in units that stand in them: no order can be given.", expected - tree.nodes.len());
            return Err(Refusal::conflict("EXPORT_UNITS_UNCONNECTED", message));
        }
        tree.attach(aliases);
        tree.name(manifest);
        Ok(tree)
    }

    fn place(&mut self, each: LiveUnit, parent: Option<usize>) -> usize {
        let index = self.nodes.len();
        let depth = parent.map_or(0, |parent| self.nodes[parent].depth + 1);
        match parent {
            Some(parent) => self.nodes[parent].children.push(index),
            None => self.roots.push(index),
        }
        let LiveUnit { unit, version } = each;
        let mut node = Node {
            unit,
            version,
            depth,
            parent,
            element: Element::Generic("heading"),
            eid: String::new(),
            first_address: None,
            aliases: Vec::new(),
            children: Vec::new(),
        };
        let is_outer = parent.is_none_or(|parent| self.nodes[parent].element == Element::Attachment);
        node.element = match COMPONENT_TYPES.contains(&node.unit.section_type.as_str()) && is_outer {
            true => Element::Attachment,
            false => Element::of(&node.unit.section_type, node.level()),
        };
        self.nodes.push(node);
        index
    }

    fn attach(&mut self, aliases: &[AliasRow]) {
        let index: HashMap<String, usize> = self.nodes.iter().enumerate().map(|(at, node)| (node.unit.id.clone(), at)).collect();
        for alias in aliases.iter().filter(|alias| !alias.is_annulled()) {
            if let Some(&at) = index.get(&alias.target_unit_id) {
                self.nodes[at].aliases.push(alias.clone());
            }
        }
        for node in &mut self.nodes {
            node.aliases.sort_by(|a, b| (a.valid_from, &a.alias_id).cmp(&(b.valid_from, &b.alias_id)));
            let first = node.aliases.iter().find(|alias| alias.alias_kind == AliasKind::PreviousCanonical);
            node.first_address = first.map(|alias| alias.alias_text.clone());
        }
    }

    fn name(&mut self, manifest: &Manifest) {
        let levels = profile::builtin(&manifest.profile.id).map(|profile| profile.levels).unwrap_or_default();
        let mut issuer = Issuer::default();
        for at in 0..self.nodes.len() {
            let node = &self.nodes[at];
            let path = path_tokens(&node.unit.canonical_address);
            let scope = self.ancestors(at).find(|&up| contains(&path_tokens(&self.nodes[up].unit.canonical_address), &path));
            let scope_path = scope.map(|up| path_tokens(&self.nodes[up].unit.canonical_address)).unwrap_or_default();
            let label = levels.iter().find(|level| level.id == node.level()).map(|level| level.label.as_str());
            let number = own_number(&path, &scope_path, label);
            let prefix = scope.map(|up| self.nodes[up].eid.clone());
            self.nodes[at].eid = issuer.issue(prefix.as_deref(), node.element, number.as_deref());
        }
    }

    /// The units in a component, or in the main text, without those of the components in it.
    pub fn ordinary(&self, component: Option<usize>) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.inside(component).iter().copied().filter(|&at| self.nodes[at].element != Element::Attachment)
    }

    /// The components in a component, or beside the main text.
    pub fn attached(&self, component: Option<usize>) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.inside(component).iter().copied().filter(|&at| self.nodes[at].element == Element::Attachment)
    }

    fn inside(&self, component: Option<usize>) -> &[usize] {
        component.map_or(&self.roots, |at| &self.nodes[at].children)
    }

    /// Its name among the components of the work: kinds and numbers from the outermost on, such as `!appendix_2/form_1-dk`.
    pub fn component_name(&self, at: usize) -> String {
        let up: Vec<usize> = std::iter::once(at).chain(self.ancestors(at)).collect();
        let part = |&at: &usize| {
            let Node { unit, eid, .. } = &self.nodes[at];
            let number = eid.rsplit("__").next().and_then(|last| last.strip_prefix(Element::Attachment.short()));
            format!("{}{}", unit.section_type, number.unwrap_or_default())
        };
        format!("!{}", up.iter().rev().map(part).collect::<Vec<_>>().join("/"))
    }

    /// The components as they stand, the main text first.
    pub fn components(&self) -> Vec<StandingComponent> {
        standing_components(self.nodes.iter().map(|node| Standing {
            address: &node.unit.canonical_address,
            depth: node.depth,
            label: node.label(),
            section_type: &node.unit.section_type,
            title: node.title().unwrap_or_default(),
        }))
    }

    /// The units `at` stands in, the nearest first.
    fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[at].parent, |&up| self.nodes[up].parent)
    }
}

/// The nearest unit above that is in force: what stood in a retired unit stands in what that one stood in.
fn living_ancestor(unit: &UnitRow, parent_of: &HashMap<String, Option<String>>, known: &HashSet<String>) -> Option<String> {
    let mut above = unit.parent_id.clone();
    for _ in 0..=parent_of.len() {
        match above {
            Some(id) if !known.contains(&id) => above = parent_of.get(&id).cloned().flatten(),
            other => return other,
        }
    }
    None
}

fn tombstone(each: &LiveUnit) -> Retired {
    let retired_at = each.version.as_ref().and_then(|version| version.retired_at.clone());
    Retired { address: each.unit.canonical_address.clone(), retired_at }
}
