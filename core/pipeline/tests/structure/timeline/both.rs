//! A change of a timeline, done to rows and to the fold side by side.

use std::collections::{BTreeMap, BTreeSet};

use cutter_model::live::UnitSpan;
use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{
    is_live, CorrectedBirth, CorrectedPlace, CorrectedText, CorrectedUnit, Correction as CorrectionOfRows, Enact, Insert, Join,
    NewAddress, Operation as OnUnits, Part, Renumber, Request, Resume, Retire, Source, Split, Substitute, Suspend, Undertaking,
    Withdrawal, NEW,
};
use iu_address::Day;
use iu_text::manifest::ProfileRef;
use iu_timeline::change::{Correct, Correction, Cut, CutUnit};
use iu_timeline::{Change, Code, Operation, Refused, Timeline};

use super::rows::{NewUnit, OnRows};
use crate::world::request;

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
    cut: Vec<String>,
    /// Their days of their own, and that of the document where the cut made law of it.
    own_days: BTreeMap<String, Day>,
    law_from: Option<Day>,
    /// The day that the cut was said to be of.
    cut_on: Option<Day>,
}

/// A text as a unit says it: a line that is long enough to be split.
fn said(text: &str) -> String {
    format!("Nội dung {text} của đơn vị.\n")
}

/// What rows are asked, or why they are not.
enum Asked {
    Request(Box<Request>),
    /// No unit holds the address that is named.
    NotHeld,
    NotOffered(&'static str),
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

    /// The request that rows are asked; texts and addresses that rows make themselves are told to the fold as they will be.
    fn asked(&mut self, change: &mut Change, now: &str) -> Asked {
        if let Operation::Withdraw(withdraw) = &change.operation {
            let asked = Withdrawal { change_set_id: withdraw.change.clone() };
            return Asked::Request(Box::new(request(Undertaking::Withdraw(asked))));
        }
        if let Operation::Correct(correct) = &change.operation {
            return self.correction(correct);
        }
        let Some(day) = change.effective_on else { return Asked::NotOffered("no day") };
        let operation = match self.operation(&mut change.operation, day, now) {
            Ok(operation) => operation,
            Err(asked) => return asked,
        };
        Asked::Request(Box::new(Request { effective_on: Some(day), ..request(operation) }))
    }

    fn operation(&self, operation: &mut Operation, day: Day, now: &str) -> Result<OnUnits, Asked> {
        let unit = |address: &str| self.rows.holder(address, day, now).ok_or(Asked::NotHeld);
        let units = |addresses: &[String]| addresses.iter().map(|address| unit(address)).collect::<Result<Vec<_>, _>>();
        Ok(match operation {
            Operation::Substitute(it) => OnUnits::Substitute(Substitute {
                unit_id: unit(&it.address)?,
                heading: None,
                body: it.text.clone(),
                title: None,
                source: None,
                derived: it.derived,
            }),
            Operation::Renumber(it) => {
                let change = |each: &iu_timeline::change::Move| {
                    Ok(NewAddress { unit_id: unit(&each.from)?, address: each.to.clone(), label: None })
                };
                OnUnits::Renumber(Renumber { changes: it.moves.iter().map(change).collect::<Result<_, Asked>>()? })
            }
            Operation::Split(it) => {
                let unit_id = unit(&it.address)?;
                let then = self.rows.on(day, now);
                let body = then.rows.newest(&unit_id).and_then(|version| version.body.clone()).unwrap_or_default();
                let ends = in_pieces(&body, it.parts.len());
                let starts = std::iter::once(0).chain(ends.iter().copied());
                for (part, (start, end)) in it.parts.iter_mut().zip(starts.zip(ends.iter().copied())) {
                    body[start..end].clone_into(&mut part.text);
                }
                let parts = ends.into_iter().map(|ends_at| Part { ends_at, ..Part::default() }).collect();
                OnUnits::Split(Split { unit_id, parts })
            }
            Operation::Join(it) => {
                let unit_ids = units(&it.addresses)?;
                let then = self.rows.on(day, now);
                let joined = then.rows.in_order().into_iter().filter(|unit| unit_ids.contains(&unit.id));
                it.text = joined.filter_map(|unit| then.rows.newest(&unit.id)?.body.clone()).collect();
                OnUnits::Join(Join { unit_ids, label: String::new(), title: String::new() })
            }
            Operation::Insert(it) => self.insert(it, day, now)?,
            Operation::Retire(it) => OnUnits::Retire(Retire { unit_id: unit(&it.address)? }),
            Operation::Enact(it) => OnUnits::Enact(Enact { unit_ids: units(&it.addresses)? }),
            Operation::Suspend(it) => OnUnits::Suspend(Suspend { unit_ids: vec![unit(&it.address)?], until: it.until }),
            Operation::Resume(it) => OnUnits::Resume(Resume { unit_ids: vec![unit(&it.address)?] }),
            Operation::Cut(_) | Operation::Withdraw(_) | Operation::Correct(_) => unreachable!("asked for otherwise"),
        })
    }

    fn insert(&self, it: &iu_timeline::change::Insert, day: Day, now: &str) -> Result<OnUnits, Asked> {
        let then = self.rows.on(day, now);
        let rows = &then.rows;
        let mut parent_id = None;
        let mut after = None;
        if let Some(address) = &it.after {
            let unit = rows.units.values().find(|unit| unit.canonical_address == *address).ok_or(Asked::NotHeld)?;
            let replaced = rows.aliases.values().any(|row| row.alias_kind.as_str() == "redirect" && row.alias_text == *address);
            if !is_live(unit) && replaced {
                return Err(Asked::NotHeld);
            }
            if unit.parent_id.is_some() {
                return Err(Asked::NotOffered("an insert between the parts of what was split"));
            }
            parent_id.clone_from(&unit.parent_id);
            after = Some(unit.id.clone());
        }
        Ok(OnUnits::Insert(Insert {
            address: it.address.clone(),
            parent_id,
            after,
            section_type: "article".to_owned(),
            label: it.address.clone(),
            title: String::new(),
            heading: String::new(),
            body: it.text.clone(),
            source: None,
            enact: it.enact,
        }))
    }

    /// A correction of a cut, as it is asked of rows: the document as it should have been, each unit after the one before it.
    fn correction(&self, correct: &Correct) -> Asked {
        let Some(entry) = self.rows.entry(&correct.change) else {
            return self.correction_of(&correct.change, Vec::new(), Vec::new());
        };
        if entry.kind != "first_cut" {
            return Asked::NotOffered("a correction of another change than a first cut");
        }
        if correct.units.iter().any(|unit| unit.in_force_from.is_some()) {
            return Asked::NotOffered("a correction of days");
        }
        let day = entry.day;
        let mut order = self.cut.clone();
        let (mut withdrawn, mut units): (Vec<String>, Vec<CorrectedUnit>) = (Vec::new(), Vec::new());
        for each in &correct.units {
            let at = order.iter().position(|unit| *unit == each.unit);
            let known = self.ids.get(&each.unit).cloned().filter(|_| at.is_some());
            let after = each.after.as_ref().and_then(|after| order.iter().position(|unit| unit == after));
            match (known, each) {
                (None, Correction { added: true, address: Some(address), text: Some(_), .. }) => {
                    if each.after.is_some() && after.is_none() {
                        return self.correction_of(&correct.change, Vec::new(), Vec::new());
                    }
                    order.insert(after.map_or(0, |at| at + 1), each.unit.clone());
                    let born = CorrectedBirth {
                        section_type: "article".to_owned(),
                        tier: "tier-0".to_owned(),
                        in_force_from: self.law_from,
                    };
                    let unit = format!("{NEW}{address}");
                    units.push(CorrectedUnit { unit, address: None, place: None, text: text_of(each), born: Some(born) });
                }
                (Some(id), Correction { withdrawn: true, .. }) => {
                    withdrawn.push(id);
                    order.retain(|unit| *unit != each.unit);
                }
                (Some(unit), _) if !each.added => {
                    units.push(CorrectedUnit {
                        unit,
                        address: each.address.clone(),
                        place: None,
                        text: text_of(each),
                        born: None,
                    });
                }
                _ => return self.correction_of(&correct.change, vec![format!("{NEW}nothing")], Vec::new()),
            }
        }
        if order.is_empty() {
            return Asked::NotOffered("a correction that leaves no unit: a text has some");
        }
        let first = order.iter().filter_map(|unit| self.own_days.get(unit)).copied().fold(self.cut_on.unwrap_or(day), Day::min);
        if first != day {
            return Asked::NotOffered("a correction of days");
        }
        // Those that are added stand each after the one before it.
        let name = |unit: &String| match correct.units.iter().find(|each| each.unit == *unit && each.added) {
            Some(each) => format!("{NEW}{}", each.address.clone().unwrap_or_default()),
            None => self.ids[unit].clone(),
        };
        let names: Vec<String> = order.iter().map(name).collect();
        for unit in units.iter_mut().filter(|unit| unit.born.is_some()) {
            let at = names.iter().position(|name| *name == unit.unit).expect("was put there");
            let after = at.checked_sub(1).map(|before| names[before].clone());
            unit.place = Some(CorrectedPlace { parent: None, after });
        }
        units.sort_by_key(|unit| names.iter().position(|name| *name == unit.unit));
        self.correction_of(&correct.change, withdrawn, units)
    }

    fn correction_of(&self, change: &str, withdrawn: Vec<String>, units: Vec<CorrectedUnit>) -> Asked {
        let source = Source { document_id: "document".to_owned(), sha256: "0".repeat(64) };
        let profile = ProfileRef { digest: "0".repeat(64), id: "p".to_owned(), version: "1".to_owned() };
        let change_set_id = change.to_owned();
        let asked = CorrectionOfRows { change_set_id, source, profile, notes: Vec::new(), withdrawn, units };
        Asked::Request(Box::new(request(Undertaking::Correct(asked))))
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

fn text_of(each: &Correction) -> Option<CorrectedText> {
    each.text.as_ref().map(|text| CorrectedText {
        label: "Nhãn".to_owned(),
        title: "Tên".to_owned(),
        heading: String::new(),
        body: Some(text.clone()),
        level: "dieu".to_owned(),
        status: "enacted".to_owned(),
        span: UnitSpan { heading: Vec::new(), body: Vec::new() },
    })
}

/// Where each of so many pieces of a text ends.
fn in_pieces(text: &str, pieces: usize) -> Vec<usize> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]).collect();
    (1..=pieces)
        .map(|piece| if piece == pieces { text.len() } else { places[(places.len() * piece / pieces).max(1) - 1] })
        .collect()
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
