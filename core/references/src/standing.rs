//! Where what is read stands: the provisions around it, those of a quotation, those of a form that is not cut, and the act that is amended there.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::grammar::{Grammar, Numbers};
use crate::own::Own;
use crate::place::Places;
use crate::reader::Step;
use crate::resolve::Around;

/// Documents, and a provision of theirs.
pub(crate) type Amended = (Vec<String>, Vec<Step>);

/// A unit while it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Unit {
    /// Its place among the divisions; none outside them.
    pub(crate) at: Option<usize>,
    /// Whether its first words are those of an instruction.
    pub(crate) instructs: bool,
}

/// Where what is read stands.
pub(crate) struct Standing<'a> {
    pub(crate) grammar: &'a Grammar,
    pub(crate) places: Places<'a>,
    pub(crate) own: Own,
    /// By unit, which documents its instructions amend, and at which provision.
    amends: HashMap<usize, Amended>,
    /// The provisions around the unit that is read.
    here: OnceCell<Vec<Step>>,
    unit: Option<usize>,
    /// Where a quoted provision stands in its own law.
    quote: Vec<Step>,
    /// The provisions of a form, which are no units.
    form: Vec<Step>,
}

impl<'a> Standing<'a> {
    pub(crate) fn new(grammar: &'a Grammar, places: Places<'a>, own: Own) -> Self {
        Self {
            grammar,
            places,
            own,
            amends: HashMap::new(),
            here: OnceCell::new(),
            unit: None,
            quote: Vec::new(),
            form: Vec::new(),
        }
    }

    pub(crate) fn rank(&self, step: &Step) -> u8 {
        self.grammar.level(step.0).map_or(0, |level| level.rank)
    }

    /// A part of `unit` begins.
    pub(crate) fn part_begins(&mut self, unit: Option<usize>) {
        self.form.clear();
        self.here.take();
        self.unit = unit;
    }

    fn here(&self) -> &[Step] {
        self.here.get_or_init(|| self.unit.map(|unit| self.places.steps(unit, self.grammar)).unwrap_or_default())
    }

    /// A quotation has ended, if there was one.
    pub(crate) fn quotation_ends(&mut self) {
        self.quote.clear();
    }

    /// Whether what follows stands in an article that is no unit.
    pub(crate) fn in_form(&self) -> bool {
        !self.form.is_empty()
    }

    /// What follows stands in the provision `step`, whose label is no unit's.
    pub(crate) fn labelled(&mut self, step: Step, quoted: bool) {
        let own = self.rank(&step);
        let kept = |grammar: &Grammar, outer: &Step| grammar.level(outer.0).map_or(0, |level| level.rank) > own;
        let grammar = self.grammar;
        if quoted {
            self.quote.retain(|outer| kept(grammar, outer));
            self.quote.push(step);
        } else if own <= grammar.article_rank() {
            self.form.retain(|outer| kept(grammar, outer));
            // Clauses are told from the numbers of lists by the article above them.
            if own == grammar.article_rank() || !self.form.is_empty() {
                self.form.push(step);
            }
        }
    }

    /// What is known at a place in `unit`; of instructions only where `instructs`.
    pub(crate) fn around(&self, unit: Unit, quoted: bool, instructs: bool) -> Around {
        let amended = self.amended(unit.at, instructs);
        let here = if quoted {
            self.inside(amended.as_ref().map(|(_, steps)| steps.as_slice()), &self.quote)
        } else {
            self.inside(Some(self.here()), &self.form)
        };
        Around { here, amended: amended.filter(|_| !quoted), ..Around::default() }
    }

    /// Which documents are amended in a unit, or in those that hold it; for an instruction that names none, the one that the act amends.
    fn amended(&self, unit: Option<usize>, instructs: bool) -> Option<Amended> {
        let mut next = unit;
        for _ in 0..16 {
            let Some(at) = next else { break };
            if let Some(amended) = self.amends.get(&at) {
                return Some(amended.clone());
            }
            next = self.places.parent(at);
        }
        let [only] = self.own.amends.as_slice() else { return None };
        instructs.then(|| (vec![only.clone()], Vec::new()))
    }

    /// Whether the unit is in an annex or a form, or none.
    pub(crate) fn in_component(&self) -> bool {
        let level = self.here().first().and_then(|step| self.grammar.level(step.0));
        level.is_none_or(|level| level.alone || level.numbering == Numbers::Name)
    }

    /// The steps of `labels` inside those of `outside`.
    fn inside(&self, outside: Option<&[Step]>, labels: &[Step]) -> Vec<Step> {
        let top = labels.first().map_or(0, |step| self.rank(step));
        let outside = outside.unwrap_or_default().iter();
        outside.filter(|step| labels.is_empty() || self.rank(step) > top).chain(labels).cloned().collect()
    }

    /// What is amended in `unit` from here on: what it names first, or `anew`, and the first provision of it where that is `bare`.
    pub(crate) fn amends(&mut self, unit: Option<usize>, (documents, steps): Amended, anew: bool, bare: bool) {
        let Some(unit) = unit.filter(|_| !documents.is_empty()) else { return };
        match self.amends.get_mut(&unit).filter(|_| !anew) {
            None => {
                self.amends.insert(unit, (documents, steps));
            }
            Some(known) if bare && known.1.is_empty() && known.0 == documents => known.1 = steps,
            Some(_) => {}
        }
    }
}
