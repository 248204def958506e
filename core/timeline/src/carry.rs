//! What a change does to the document of its day.

use iu_address::Day;

use crate::bind::Bound;
use crate::change::{Cut, Insert, Join, Operation, Renumber, Split, UnitId};
use crate::state::{Authority, Held, Standing, State, Suspension, Unit};

/// Carries out what [`crate::bind::bind`] found to fit; `bound` are the units it met.
pub(crate) fn carry(state: &mut State, day: Day, effective_on: Day, operation: &Operation, bound: &Bound) {
    let one = || bound.units.first().cloned().unwrap_or_default();
    match operation {
        Operation::Cut(cut) => state.cut(cut, day, effective_on),
        Operation::Substitute(substitute) => state.change(&one(), |unit| substitute.text.clone_into(&mut unit.text)),
        Operation::Renumber(renumber) => state.renumber(renumber, &bound.units, day),
        Operation::Split(split) => state.split(split, &one(), day),
        Operation::Join(join) => state.join(join, &bound.units, day),
        Operation::Insert(insert) => state.insert(insert, bound.units.first(), day),
        Operation::Retire(_) => state.change(&one(), |unit| unit.standing = Standing::Repealed),
        Operation::Enact(_) => {
            bound.units.iter().for_each(|id| state.change(id, |unit| unit.authority = Authority::Law { from: day }));
        }
        Operation::Suspend(suspend) => state.change(&one(), |unit| unit.suspend(Some(Suspension { until: suspend.until }))),
        Operation::Resume(_) => state.change(&one(), |unit| unit.suspend(None)),
        Operation::Withdraw(_) | Operation::Correct(_) => {}
    }
}

impl State {
    fn change(&mut self, id: &UnitId, how: impl FnOnce(&mut Unit)) {
        if let Some(unit) = self.units.get_mut(id) {
            how(unit);
        }
    }

    fn cut(&mut self, cut: &Cut, day: Day, effective_on: Day) {
        self.first_day = Some(day);
        for each in &cut.units {
            let from = each.in_force_from.unwrap_or(effective_on);
            let authority = if cut.enact { Authority::Law { from } } else { Authority::Draft };
            self.add(self.places.len(), &each.unit, Unit::new(&each.address, day, &each.text, authority, None));
        }
    }

    fn renumber(&mut self, renumber: &Renumber, units: &[UnitId], day: Day) {
        // All leave before any takes: a swap leaves no address free.
        for (id, each) in units.iter().zip(&renumber.moves) {
            let since = self.units.get(id).map_or(day, |unit| unit.addressed_on);
            self.rows.left(&each.from, id, since, day);
            self.addresses.insert(each.from.clone(), Held::LeftBy(id.clone()));
        }
        for (id, each) in units.iter().zip(&renumber.moves) {
            self.take(&each.to, id, day);
        }
    }

    /// Successors take authority and suspension of what they replace, in force from the day of the change.
    fn successor(&self, of: &UnitId, address: &str, text: &str, day: Day) -> Unit {
        let replaced = self.units.get(of);
        let authority = match replaced.map(|unit| unit.authority) {
            Some(Authority::Law { .. }) => Authority::Law { from: day },
            _ => Authority::Draft,
        };
        Unit::new(address, day, text, authority, replaced.and_then(|unit| unit.suspended_on(day)))
    }

    fn split(&mut self, split: &Split, id: &UnitId, day: Day) {
        let place = self.place_of(id).unwrap_or_default();
        let parts: Vec<UnitId> = split.parts.iter().map(|part| part.unit.clone()).collect();
        for (offset, part) in split.parts.iter().enumerate() {
            let unit = self.successor(id, &part.address, &part.text, day);
            self.add(place + offset, &part.unit, unit);
        }
        self.replace(id, &parts, day);
    }

    fn join(&mut self, join: &Join, units: &[UnitId], day: Day) {
        let first = units.iter().filter_map(|id| Some((self.place_of(id)?, id))).min();
        let Some((place, first)) = first else { return };
        let unit = self.successor(first, &join.address, &join.text, day);
        self.add(place, &join.unit, unit);
        units.iter().for_each(|id| self.replace(id, std::slice::from_ref(&join.unit), day));
    }

    fn insert(&mut self, insert: &Insert, after: Option<&UnitId>, day: Day) {
        let place = after.and_then(|id| self.place_of(id)).map_or(0, |place| place + 1);
        let authority = if insert.enact { Authority::Law { from: day } } else { Authority::Draft };
        self.add(place, &insert.unit, Unit::new(&insert.address, day, &insert.text, authority, None));
    }
}
