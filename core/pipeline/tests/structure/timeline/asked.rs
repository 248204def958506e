//! What is asked of rows where the fold is told a change: units by the ids that people find under its addresses, texts and addresses as rows make
//! them.

use cutter_model::live::UnitSpan;
use cutter_pipeline::structure::{
    is_live, CorrectedBirth, CorrectedPlace, CorrectedText, CorrectedUnit, Correction as CorrectionOfRows, Enact, Insert, Join,
    NewAddress, Operation as OnUnits, Part, Renumber, Request, Resume, Retire, Source, Split, Substitute, Suspend, Undertaking,
    Withdrawal, NEW,
};
use iu_address::Day;
use iu_text::manifest::ProfileRef;
use iu_timeline::change::{Correct, Correction};
use iu_timeline::{Change, Operation};

use super::both::Both;
use crate::world::request;

/// What rows are asked, or why they are not.
pub enum Asked {
    Request(Box<Request>),
    /// No unit holds the address that is named.
    NotHeld,
    NotOffered(&'static str),
}

impl Both {
    /// The request that rows are asked; texts and addresses that rows make themselves are told to the fold as they will be.
    pub fn asked(&self, change: &mut Change, now: &str) -> Asked {
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
