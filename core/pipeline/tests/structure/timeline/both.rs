//! A change of a timeline, done to rows and to the fold side by side.

use std::collections::{BTreeMap, BTreeSet};

use cutter_model::refusal::Refusal;
use iu_address::Day;
use iu_timeline::change::{Cut, CutUnit};
use iu_timeline::{Change, Code, Operation, Refused, Timeline};

use super::asked::Asked;
use super::rows::{NewUnit, OnRows};

/// What became of a change.
#[derive(Debug)]
pub enum Became {
    Accepted,
    /// By both.
    Refused(Refused, Refusal),
    /// By rows alone, with the code: a limit that is told to people.
    RefusedByRows(Refusal),
    /// Nobody can ask for it.
    NotOffered(&'static str),
}

/// Rows and the fold of one document.
pub struct Both {
    pub fold: Timeline,
    pub rows: OnRows,
    /// Ids of units by the names that the fold has for them.
    pub ids: BTreeMap<String, String>,
    /// The units of the cut as corrected so far, in order.
    pub cut: Vec<String>,
    /// Their days of their own, and that of the document where the cut made law of it.
    pub own_days: BTreeMap<String, Day>,
    pub law_from: Option<Day>,
    /// The day that the cut was said to be of.
    pub cut_on: Option<Day>,
}

/// A text as a unit says it: a line that is long enough to be split.
fn said(text: &str) -> String {
    format!("Nội dung {text} của đơn vị.\n")
}

impl Both {
    pub fn new() -> Self {
        Self {
            fold: Timeline::default(),
            rows: OnRows::new(),
            ids: BTreeMap::new(),
            cut: Vec::new(),
            own_days: BTreeMap::new(),
            law_from: None,
            cut_on: None,
        }
    }

    /// Does a change to both.
    ///
    /// # Panics
    /// Where rows accept what the fold refuses, or one of two that both should be the same reads otherwise.
    pub fn record(&mut self, change: &Change) -> Became {
        let mut change = with_texts(change);
        let now = change.recorded_at.to_string();
        if let Operation::Cut(cut) = &change.operation {
            return self.record_cut(&change, cut, &now);
        }
        let request = match self.asked(&mut change, &now) {
            Asked::Request(request) => request,
            Asked::NotHeld => {
                // Whoever asks names a unit, and there is none.
                let Err(refused) = self.fold.clone().record(change) else { panic!("the fold finds the unit that rows do not") };
                let refusal = Refusal::not_found("UNIT_NOT_FOUND", String::new());
                return Became::Refused(refused, refusal);
            }
            Asked::NotOffered(why) => return Became::NotOffered(why),
        };
        let before = (self.rows.document.clone(), self.rows.entries.len(), self.rows.recorded.len());
        match self.rows.carry_out(&change.change, &now, &request) {
            Err(refusal) => match self.fold.clone().record(change) {
                Ok(()) => Became::RefusedByRows(refusal),
                Err(refused) => Became::Refused(refused, refusal),
            },
            Ok(manifest) => {
                self.name_results(&mut change, &before.0.rows.units.keys().cloned().collect());
                if let Err(refused) = self.fold.record(change.clone()) {
                    panic!(
                        "rows accept {} and the fold does not: {refused:?}\n{change:?}\n{:?}",
                        change.change, manifest.request
                    );
                }
                Became::Accepted
            }
        }
    }

    fn record_cut(&mut self, change: &Change, cut: &Cut, now: &str) -> Became {
        let mut fold = self.fold.clone();
        if let Err(refused) = fold.record(change.clone()) {
            // A document is cut once, and from then on is changed: what a first cut is refused for is no matter of operations.
            let refusal = Refusal::conflict(if refused.code == Code::AlreadyRegistered { "ALREADY_CUT" } else { "BAD_CUT" }, "");
            return Became::Refused(refused, refusal);
        }
        self.fold = fold;
        let effective_on = change.effective_on.expect("the fold took it");
        let first = cut.units.iter().filter_map(|unit| unit.in_force_from).fold(effective_on, Day::min);
        let law_from = |unit: &CutUnit| cut.enact.then(|| unit.in_force_from.unwrap_or(effective_on));
        let id = |unit: &CutUnit| format!("{}:{}", change.change, unit.unit);
        let units: Vec<NewUnit<'_>> = cut
            .units
            .iter()
            .map(|unit| NewUnit { id: id(unit), address: &unit.address, text: &unit.text, law_from: law_from(unit) })
            .collect();
        self.rows.cut(&change.change, now, first, &units);
        self.ids.extend(cut.units.iter().map(|unit| (unit.unit.clone(), id(unit))));
        self.cut = cut.units.iter().map(|unit| unit.unit.clone()).collect();
        self.own_days = cut.units.iter().filter_map(|unit| Some((unit.unit.clone(), unit.in_force_from?))).collect();
        self.law_from = cut.enact.then_some(effective_on);
        self.cut_on = Some(effective_on);
        Became::Accepted
    }

    /// Gives the units that rows made the names that the fold has for them, and the fold the addresses that they were given.
    fn name_results(&mut self, change: &mut Change, known: &BTreeSet<String>) {
        let rows = &self.rows.document.rows;
        let mut made: Vec<_> = rows.units.values().filter(|unit| !known.contains(&unit.id)).collect();
        made.sort_by_key(|unit| unit.sort_order);
        if let Operation::Correct(it) = &change.operation {
            for each in it.units.iter() {
                if each.added {
                    let unit = made.iter().find(|unit| Some(&unit.canonical_address) == each.address.as_ref()).expect("was made");
                    self.ids.insert(each.unit.clone(), unit.id.clone());
                    let at = each.after.as_ref().and_then(|after| self.cut.iter().position(|unit| unit == after));
                    self.cut.insert(at.map_or(0, |at| at + 1), each.unit.clone());
                } else if each.withdrawn {
                    self.cut.retain(|unit| *unit != each.unit);
                }
            }
            return;
        }
        if let Operation::Withdraw(it) = &change.operation {
            // What a correction added or took out is otherwise again.
            if self.rows.entry(&it.change).is_some_and(|entry| entry.kind == "correct") {
                let ids: BTreeMap<&String, &String> = self.ids.iter().map(|(name, id)| (id, name)).collect();
                let cut = |id: &String| id.contains(':') || self.cut.iter().any(|name| self.ids[name] == *id);
                let order = rows.in_order().into_iter().filter(|unit| cut(&unit.id)).filter_map(|unit| ids.get(&unit.id));
                self.cut = order.map(|name| (*name).clone()).collect();
            }
            return;
        }
        let mut names: Vec<(&String, Option<&mut String>)> = match &mut change.operation {
            Operation::Split(it) => it.parts.iter_mut().map(|part| (&part.unit, Some(&mut part.address))).collect(),
            Operation::Join(it) => vec![(&it.unit, Some(&mut it.address))],
            Operation::Insert(it) => vec![(&it.unit, None)],
            _ => Vec::new(),
        };
        assert_eq!(made.len(), names.len(), "as many units as the fold makes");
        for (unit, (name, address)) in made.into_iter().zip(names.iter_mut()) {
            self.ids.insert((*name).clone(), unit.id.clone());
            if let Some(address) = address {
                unit.canonical_address.clone_into(address);
            }
        }
    }
}

/// The change with texts that units can have.
fn with_texts(change: &Change) -> Change {
    let mut change = change.clone();
    match &mut change.operation {
        Operation::Cut(it) => it.units.iter_mut().for_each(|unit| unit.text = said(&unit.text)),
        Operation::Substitute(it) => it.text = said(&it.text),
        Operation::Insert(it) => it.text = said(&it.text),
        Operation::Correct(it) => it.units.iter_mut().for_each(|unit| unit.text = unit.text.as_deref().map(said)),
        _ => {}
    }
    change
}
