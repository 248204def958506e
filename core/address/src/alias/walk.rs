//! Following retired units to what replaced them.
//!
//! The walk goes by layers: layer n holds the units that end a path of n units, each once with one path that leads there.
//! A unit is looked at once per layer, so the work is bounded by units × [`MAX_PATH_UNITS`], not by the number of paths
//! (thirty splits in a row that are joined again have a thousand million). A live or gone unit, and a dangling row, is found on
//! a shortest path, which never meets a unit twice; so all of them are found. A cycle is reported where the kept path really
//! meets a unit twice, or where another one does.

#![allow(clippy::map_entry, reason = "the small maps have no entries")]

use std::rc::Rc;

use super::cycle::closing_row;
use super::facts::World;
use super::resolution::{Problem, ProblemKind, TrailEntry};
use super::{AliasKind, AliasRow, Follow};
use crate::collections::{BTreeMap, BTreeSet, HashMap};
use crate::Instant;

/// The most units of one path, the landing counted.
pub const MAX_PATH_UNITS: usize = 32;

/// Where a text leads first: a unit that has it as its address, or a row.
#[derive(Clone, Copy)]
pub(super) enum Landing<'a> {
    Unit(usize),
    Row(&'a AliasRow),
}

/// What a walk found.
#[derive(Default)]
pub(super) struct Found {
    /// Positions of the good units.
    pub good: BTreeSet<usize>,
    /// Positions of the gone units.
    pub gone: BTreeSet<usize>,
    /// Whether some row was followed.
    pub by_alias: bool,
    pub problems: Vec<Problem>,
    pub trail: Vec<TrailEntry>,
}

/// One unit of a layer: the unit before it on the kept path, and the row that led here.
struct Step<'a> {
    before: Option<usize>,
    row: Option<&'a AliasRow>,
}

struct Walk<'a, 'w> {
    world: &'w World<'a>,
    at: Instant,
    follow: Follow,
    /// Layer n - 1 holds the paths of n units.
    layers: Vec<HashMap<usize, Step<'a>>>,
    /// The rows that replace a unit, looked up once.
    replacements: HashMap<usize, Rc<[&'a AliasRow]>>,
    told: BTreeSet<&'a AliasRow>,
    broken: BTreeMap<(ProblemKind, &'a str), Option<&'a AliasRow>>,
    found: Found,
}

/// Walks from every landing to the units the text means at `at`.
pub(super) fn walk<'a>(world: &World<'a>, landings: &[Landing<'a>], at: Instant, follow: Follow) -> Found {
    let mut walk = Walk {
        world,
        at,
        follow,
        layers: vec![HashMap::new()],
        replacements: HashMap::new(),
        told: BTreeSet::new(),
        broken: BTreeMap::new(),
        found: Found::default(),
    };
    let mut layer = Vec::new();
    for landing in landings {
        match *landing {
            Landing::Unit(unit) => {
                walk.found.trail.push(TrailEntry::canonical(world.unit(unit)));
                walk.enter(&mut layer, unit, Step { before: None, row: None });
            }
            Landing::Row(row) => {
                walk.tell(row);
                walk.hop(&mut layer, None, &[], row);
            }
        }
    }
    while !layer.is_empty() {
        walk.layers.push(HashMap::new());
        let mut next = Vec::new();
        for unit in std::mem::take(&mut layer) {
            walk.leave(&mut next, unit);
        }
        layer = next;
    }
    walk.find_missed_cycle();
    let problems = walk.broken.into_iter().map(|((kind, unit_id), row)| Problem {
        kind,
        unit_id: unit_id.to_owned(),
        alias_id: row.map(|row| row.alias_id.clone()),
    });
    walk.found.problems = problems.collect();
    walk.found
}

impl<'a> Walk<'a, '_> {
    /// Decides what the unit, which ends a path of the layer before the last one, is: good, gone, or to be followed.
    fn leave(&mut self, next: &mut Vec<usize>, unit: usize) {
        let facts = self.world.unit(unit);
        if self.follow == Follow::None || !facts.is_retired(self.at) {
            self.found.good.insert(unit);
            return;
        }
        let path = self.path(unit);
        let rows = match self.replacements.get(&unit) {
            Some(rows) => Rc::clone(rows),
            None => self.look_up(unit),
        };
        if rows.is_empty() {
            if self.found.gone.insert(unit) {
                let row = self.layers[path.len() - 1].get(&unit).and_then(|step| step.row);
                self.report(ProblemKind::Gone, &facts.id, row);
            }
            return;
        }
        for &row in rows.iter() {
            self.hop(next, Some(unit), &path, row);
        }
    }

    /// The rows that replace a unit, told in the trail now that they are to be followed for the first time.
    fn look_up(&mut self, unit: usize) -> Rc<[&'a AliasRow]> {
        let rows: Rc<[_]> = self.world.rows(&self.world.unit(unit).canonical_address, AliasKind::Redirect, self.at).into();
        self.replacements.insert(unit, Rc::clone(&rows));
        rows.iter().for_each(|row| self.tell(row));
        rows
    }

    fn tell(&mut self, row: &'a AliasRow) {
        self.found.by_alias = true;
        if self.told.insert(row) {
            self.found.trail.push(TrailEntry::alias(row));
        }
    }

    /// Takes one row: to the unit it points at, or into a problem.
    fn hop(&mut self, next: &mut Vec<usize>, before: Option<usize>, path: &[usize], row: &'a AliasRow) {
        match self.world.position(&row.target_unit_id) {
            Some(target) if path.contains(&target) => self.report(ProblemKind::Cycle, &row.target_unit_id, Some(row)),
            None => self.report(ProblemKind::Dangling, &row.target_unit_id, Some(row)),
            Some(_) if path.len() == MAX_PATH_UNITS => self.report(ProblemKind::TooDeep, &row.target_unit_id, Some(row)),
            Some(target) => self.enter(next, target, Step { before, row: Some(row) }),
        }
    }

    /// Where two paths meet in a layer only one is kept, and the other one may have been on its way back to one of its units.
    fn find_missed_cycle(&mut self) {
        if self.broken.keys().any(|(kind, _)| *kind == ProblemKind::Cycle) {
            return;
        }
        let leads_to = |row: &&'a AliasRow| Some((self.world.position(&row.target_unit_id)?, *row));
        let ways = self.replacements.iter().map(|(&unit, rows)| (unit, rows.iter().filter_map(leads_to).collect())).collect();
        let mut depth = BTreeMap::new();
        for (before, layer) in self.layers.iter().enumerate() {
            for &unit in layer.keys() {
                if !depth.contains_key(&unit) {
                    depth.insert(unit, before + 1);
                }
            }
        }
        if let Some(row) = closing_row(&ways, &depth, MAX_PATH_UNITS) {
            self.report(ProblemKind::Cycle, &row.target_unit_id, Some(row));
        }
    }

    /// Puts a unit into the last layer, unless it is there.
    fn enter(&mut self, next: &mut Vec<usize>, unit: usize, step: Step<'a>) {
        let layer = self.layers.last_mut().expect("there is always a layer");
        if !layer.contains_key(&unit) {
            layer.insert(unit, step);
            next.push(unit);
        }
    }

    /// The kept path that ends at a unit of the layer before the last one.
    fn path(&self, unit: usize) -> Vec<usize> {
        let mut path = vec![unit];
        let mut end = unit;
        for layer in self.layers.iter().rev().skip(1) {
            match layer.get(&end).and_then(|step| step.before) {
                Some(before) => path.push(before),
                None => break,
            }
            end = path[path.len() - 1];
        }
        path
    }

    fn report(&mut self, kind: ProblemKind, unit_id: &'a str, row: Option<&'a AliasRow>) {
        if !self.broken.contains_key(&(kind, unit_id)) {
            self.broken.insert((kind, unit_id), row);
        }
    }
}
