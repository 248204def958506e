//! The timeline of a document: what was recorded, and the fold of it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use iu_address::{Day, Instant};

use crate::answer::{Document, OnDay};
use crate::bind::{bind, Bound};
use crate::carry::carry;
use crate::change::{Change, Correct, Operation, Withdraw};
use crate::correct::{correct, first_day, is_correctable};
use crate::refused::{Code, Refused};
use crate::rows::Row;
use crate::state::State;
use crate::windows::{days_to_come, Window, Windows};

/// Everything that was recorded of one document, in the order in which it was.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    recorded: Vec<Recorded>,
}

/// A change that was accepted, and what it met then.
#[derive(Debug, Clone)]
struct Recorded {
    change: Change,
    bound: Bound,
}

/// A change in its place in legal time, read as corrected.
struct Entry<'t> {
    /// The day from which the document has it.
    day: Day,
    /// Its place in recorded order.
    order: usize,
    id: &'t str,
    effective_on: Day,
    operation: Cow<'t, Operation>,
    bound: &'t Bound,
}

/// What is on a timeline, in the order of the fold.
struct Entries<'t> {
    entries: Vec<Entry<'t>>,
    /// Corrections that have lost what they correct, in recorded order.
    lost: Vec<(usize, &'t str)>,
}

/// A timeline as it was known at an instant.
pub struct Known<'t> {
    entries: Entries<'t>,
}

impl Timeline {
    /// Records a change as the last of its own day.
    ///
    /// # Errors
    /// The first reason in the order of [`Code`]. Nothing of a refused change is kept.
    pub fn record(&mut self, change: Change) -> Result<(), Refused> {
        let bound = self.meets(&change)?;
        let proposal = Recorded { change, bound };
        let by = entries(self.recorded.iter().chain([&proposal])).misfits();
        if !by.is_empty() {
            let message = format!("With it these would no longer fit: {}.", by.join(", "));
            return Err(Refused { by, ..Refused::new(Code::EffectiveConflict, message) });
        }
        self.recorded.push(proposal);
        Ok(())
    }

    /// The timeline as it was known at an instant, what was recorded at that very instant included.
    #[must_use]
    pub fn known_at(&self, instant: Instant) -> Known<'_> {
        Known { entries: entries(self.recorded.iter().take_while(|each| each.change.recorded_at <= instant)) }
    }

    /// What `change` meets on its own day.
    fn meets(&self, change: &Change) -> Result<Bound, Refused> {
        if self.recorded.last().is_some_and(|last| change.recorded_at < last.change.recorded_at) {
            return Err(Refused::new(Code::BadOperation, "A change is recorded after those that were recorded before it."));
        }
        if self.recorded.iter().any(|each| each.change.change == change.change) {
            return Err(Refused::new(Code::BadOperation, format!("The change {} is recorded already.", change.change)));
        }
        match (&change.operation, change.effective_on) {
            (Operation::Withdraw(withdraw), day) => self.meets_withdrawal(withdraw).and_then(|()| no_day(day)),
            (Operation::Correct(correct), day) => self.meets_correction(correct).and_then(|()| no_day(day)),
            (_, None) => return Err(Refused::new(Code::BadDay, "The change has no day from which it is law.")),
            (operation, Some(effective_on)) => return self.meets_on(operation, effective_on),
        }
        .map(|()| Bound { units: Vec::new(), made_from: Vec::new() })
    }

    fn meets_on(&self, operation: &Operation, effective_on: Day) -> Result<Bound, Refused> {
        let standing = entries(self.recorded.iter());
        let is_registered = standing.first_day().is_some();
        match operation {
            Operation::Cut(_) if is_registered => {
                return Err(Refused::new(Code::AlreadyRegistered, "The document has a first cut."));
            }
            Operation::Cut(_) => {}
            _ if !is_registered => return Err(Refused::new(Code::NotRegistered, "No first cut of the document is known.")),
            _ => {}
        }
        bind(&standing.fold(|entry| entry.day <= effective_on), effective_on, operation)
    }

    fn meets_withdrawal(&self, Withdraw { change: id }: &Withdraw) -> Result<(), Refused> {
        match self.standing(id)?.operation {
            Operation::Withdraw(_) => Err(Refused::new(
                Code::NotWithdrawable,
                format!("{id} is a withdrawal; record the change that it withdrew again."),
            )),
            _ => Ok(()),
        }
    }

    fn meets_correction(&self, Correct { change: id, units }: &Correct) -> Result<(), Refused> {
        if !is_correctable(&self.standing(id)?.operation) {
            return Err(Refused::new(Code::NotCorrectable, format!("Nothing of {id} can be read otherwise; withdraw it.")));
        }
        if units.is_empty() {
            return Err(Refused::new(Code::BadOperation, "A correction reads at least one unit otherwise."));
        }
        let standing = entries(self.recorded.iter());
        let Some(entry) = standing.entries.iter().find(|entry| entry.id == id) else { return Ok(()) };
        let mut operation = entry.operation.clone().into_owned();
        correct(&mut operation, entry.bound, units)?;
        let before = standing.fold(|other| (other.day, other.order) < (entry.day, entry.order));
        bind(&before, day_of(&operation, entry.effective_on), &operation).map(|_| ())
    }

    /// A change that was accepted and is on the timeline, or is a withdrawal.
    fn standing(&self, id: &str) -> Result<&Change, Refused> {
        let found = self.recorded.iter().find(|each| each.change.change == id);
        let change = &found.ok_or_else(|| Refused::new(Code::NoSuchChange, format!("No change {id} is recorded.")))?.change;
        let off = withdrawn(self.recorded.iter());
        let corrected = match &change.operation {
            Operation::Correct(correct) => off.contains(correct.change.as_str()),
            _ => false,
        };
        if corrected || off.contains(id) {
            return Err(Refused::new(Code::AlreadyWithdrawn, format!("{id} is withdrawn.")));
        }
        Ok(change)
    }
}

impl Known<'_> {
    /// The document on `day`: the fold of all that is effective by then, in the order of day and recording.
    #[must_use]
    pub fn on(&self, day: Day) -> OnDay {
        match self.entries.first_day() {
            None => OnDay::NotRegistered,
            Some(first) if day < first => OnDay::BeforeFirstDay(first),
            Some(_) => OnDay::There(Document { state: self.entries.fold(|entry| entry.day <= day), day }),
        }
    }

    /// The same document as rows with windows of days, the future included, in the order of the document: a unit is read on a day from the
    /// window that holds it.
    #[must_use]
    pub fn windows(&self) -> Vec<Window> {
        let (mut state, mut windows) = (State::default(), Windows::default());
        let entries = &self.entries.entries;
        let mut next = 0;
        let mut days: BTreeSet<Day> = entries.iter().map(|entry| entry.day).collect();
        while let Some(day) = days.pop_first() {
            while let Some(entry) = entries.get(next).filter(|entry| entry.day <= day) {
                carry(&mut state, entry.day, entry.effective_on, &entry.operation, entry.bound);
                next += 1;
            }
            days.extend(days_to_come(&state).into_iter().filter(|coming| day < *coming));
            windows.take(&state, day);
        }
        windows.in_order_of(&state.places)
    }

    /// All rows of aliases, those of the future included, in the order of kind, text, unit and days.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        self.entries.fold(|_| true).rows.into_vec()
    }
}

/// Names of the changes that were withdrawn.
fn withdrawn<'t>(recorded: impl Iterator<Item = &'t Recorded>) -> BTreeSet<&'t str> {
    let names = recorded.filter_map(|each| match &each.change.operation {
        Operation::Withdraw(withdraw) => Some(withdraw.change.as_str()),
        _ => None,
    });
    names.collect()
}

/// The day from which the document has a change.
fn day_of(operation: &Operation, effective_on: Day) -> Day {
    match operation {
        Operation::Cut(cut) => first_day(cut, effective_on),
        _ => effective_on,
    }
}

/// What is on the timeline that was `recorded` so.
fn entries<'t>(recorded: impl Iterator<Item = &'t Recorded> + Clone) -> Entries<'t> {
    let off = withdrawn(recorded.clone());
    let standing = || recorded.clone().enumerate().filter(|(_, each)| !off.contains(each.change.change.as_str()));
    let mut all = Entries { entries: Vec::new(), lost: Vec::new() };
    for (order, Recorded { change, bound }) in standing() {
        let Some(effective_on) = change.effective_on else { continue };
        let mut operation = Cow::Borrowed(&change.operation);
        for (order, each) in standing() {
            let Operation::Correct(correction) = &each.change.operation else { continue };
            if correction.change != change.change {
                continue;
            }
            let mut read = operation.clone().into_owned();
            match correct(&mut read, bound, &correction.units) {
                Ok(()) => operation = Cow::Owned(read),
                Err(_) => all.lost.push((order, &each.change.change)),
            }
        }
        let day = day_of(&operation, effective_on);
        all.entries.push(Entry { day, order, id: &change.change, effective_on, operation, bound });
    }
    all.entries.sort_by_key(|entry| (entry.day, entry.order));
    all
}

impl Entries<'_> {
    fn first_day(&self) -> Option<Day> {
        self.entries.iter().find(|entry| matches!(*entry.operation, Operation::Cut(_))).map(|entry| entry.day)
    }

    /// The entries that are taken, one after another: the whole meaning of a timeline.
    fn fold(&self, takes: impl Fn(&Entry<'_>) -> bool) -> State {
        let mut state = State::default();
        for entry in self.entries.iter().filter(|entry| takes(entry)) {
            carry(&mut state, entry.day, entry.effective_on, &entry.operation, entry.bound);
        }
        state
    }

    /// Changes that do not fit where those that do not fit are left out, and corrections that have lost their object, in recorded order.
    fn misfits(&self) -> Vec<String> {
        let mut state = State::default();
        let mut misfits = self.lost.clone();
        for entry in &self.entries {
            match bind(&state, entry.day, &entry.operation) {
                Ok(met) if met == *entry.bound => {
                    carry(&mut state, entry.day, entry.effective_on, &entry.operation, entry.bound);
                }
                _ => misfits.push((entry.order, entry.id)),
            }
        }
        misfits.sort_unstable();
        misfits.into_iter().map(|(_, id)| id.to_owned()).collect()
    }
}

fn no_day(day: Option<Day>) -> Result<(), Refused> {
    match day {
        None => Ok(()),
        Some(_) => Err(Refused::new(Code::BadDay, "A withdrawal or a correction has no day of its own.")),
    }
}
