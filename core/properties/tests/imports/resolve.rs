//! From a path in the source to the module that defines what it names.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Crate, Module};

/// How many `use` a name may pass through.
const MOST_STEPS: usize = 16;

/// A module of a crate, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    krate: usize,
    module: usize,
}

/// One module uses what another defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: Place,
    pub to: Place,
}

/// What a path names.
enum Target {
    Module(Place),
    Item(Place),
}

/// Every crate, ready to be asked.
pub struct World<'c> {
    crates: &'c [Crate],
    places: BTreeMap<(usize, &'c [String]), usize>,
}

impl<'c> World<'c> {
    pub fn of(crates: &'c [Crate]) -> Self {
        let modules = crates.iter().enumerate().flat_map(|(krate, each)| {
            each.modules.iter().enumerate().map(move |(module, inner)| ((krate, inner.path.as_slice()), module))
        });
        Self { crates, places: modules.collect() }
    }

    fn module(&self, place: Place) -> &'c Module {
        &self.crates[place.krate].modules[place.module]
    }

    pub fn crate_of(&self, place: Place) -> &'c str {
        &self.crates[place.krate].name
    }

    /// Crate and file of a module.
    pub fn file_of(&self, place: Place) -> String {
        format!("{}/{}", self.crate_of(place), self.module(place).file)
    }

    /// Arrows between crates of the core by their `Cargo.toml`.
    pub fn dependencies(&self) -> Vec<(String, String)> {
        let known: BTreeSet<&str> = self.crates.iter().map(|each| each.name.as_str()).collect();
        let mut arrows = Vec::new();
        for each in self.crates {
            let lower = each.depends.iter().filter(|name| known.contains(name.as_str()));
            arrows.extend(lower.map(|name| (each.name.clone(), name.clone())));
        }
        arrows
    }

    fn modules(&self) -> impl Iterator<Item = Place> + '_ {
        let of = |(krate, each): (usize, &Crate)| (0..each.modules.len()).map(move |module| Place { krate, module });
        self.crates.iter().enumerate().flat_map(of)
    }

    /// Where the arrow goes from one child of a module to another: that module, and the two. There is at most one: the last that both
    /// ends lie in.
    pub fn beside(&self, edge: &Edge) -> Option<(Place, (String, String))> {
        let (from, to) = (&self.module(edge.from).path, &self.module(edge.to).path);
        if edge.from.krate != edge.to.krate {
            return None;
        }
        let shared = from.iter().zip(to).take_while(|(one, other)| one == other).count();
        let child = |path: &[String]| {
            let within = path.get(..=shared)?;
            Some(format!("{}::{}", self.crate_of(edge.from), within.join("::")))
        };
        Some((self.at(edge.from.krate, &from[..shared])?, (child(from)?, child(to)?)))
    }

    /// Every use of one module's names by another.
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = BTreeSet::new();
        for from in self.modules() {
            let module = self.module(from);
            let brought = module.uses.iter().filter(|each| !each.passes_on && each.name != "*").map(|each| &each.path);
            for path in brought.chain(&module.named) {
                if let Some(Target::Item(to)) = self.resolve(from, path, 0) {
                    if from != to {
                        edges.insert(Edge { from, to });
                    }
                }
            }
        }
        edges.into_iter().collect()
    }

    fn at(&self, krate: usize, path: &[String]) -> Option<Place> {
        self.places.get(&(krate, path)).map(|module| Place { krate, module: *module })
    }

    fn resolve(&self, from: Place, path: &[String], steps: usize) -> Option<Target> {
        if steps > MOST_STEPS {
            return None;
        }
        let (first, mut rest) = path.split_first()?;
        let mut place = match first.as_str() {
            "crate" => self.at(from.krate, &[])?,
            "self" => from,
            "super" => self.above(from)?,
            name => match self.name_in(from, name, rest.is_empty(), steps) {
                Some(Target::Module(place)) => place,
                Some(item) => return Some(item),
                None => {
                    let krate = self.crates.iter().position(|each| each.name == *name)?;
                    self.at(krate, &[])?
                }
            },
        };
        while let Some((name, after)) = rest.split_first() {
            place = match name.as_str() {
                "super" => self.above(place)?,
                name => match self.name_in(place, name, after.is_empty(), steps)? {
                    Target::Module(place) => place,
                    item => return Some(item),
                },
            };
            rest = after;
        }
        Some(Target::Module(place))
    }

    fn above(&self, place: Place) -> Option<Place> {
        let path = &self.module(place).path;
        self.at(place.krate, &path[..path.len().checked_sub(1)?])
    }

    /// What `name` means in a module; what it brings in for itself, the modules below it may name too. Before more of a path a
    /// module is meant, where an item has the same name.
    fn name_in(&self, place: Place, name: &str, is_last: bool, steps: usize) -> Option<Target> {
        let module = self.module(place);
        let below: Vec<String> = module.path.iter().cloned().chain([name.to_owned()]).collect();
        let child = self.at(place.krate, &below);
        if module.items.contains(name) && (is_last || child.is_none()) {
            return Some(Target::Item(place));
        }
        if let Some(child) = child {
            return Some(Target::Module(child));
        }
        for each in &module.uses {
            let is_it = each.name == name && (each.path.first().map(String::as_str) != Some(name) || each.path.len() > 1);
            if is_it {
                return self.resolve(place, &each.path, steps + 1);
            }
        }
        module.uses.iter().filter(|each| each.name == "*").find_map(|each| {
            let Some(Target::Module(from)) = self.resolve(place, &each.path, steps + 1) else { return None };
            (from != place).then(|| self.name_in(from, name, is_last, steps + 1)).flatten()
        })
    }
}
