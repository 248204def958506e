//! Provisions that an act suspends, or applies again: `Ngưng hiệu lực thi hành khoản 2 Điều 5 … đến hết ngày …`. What is suspended stays law
//! and keeps its text, so no text is read for it: it is an operation of its own, with days.

use super::article::path_below;
use super::deed::{Deed, Edit};
use super::edit::{missing, Work};
use super::located::located;
use super::provision::{Level, Part, Provision};
use super::tokens::{begins, Token};
use super::verbs::{goes_on, of_document, Verb};
use crate::amend::{Doubt, Step};
use crate::structure::{Operation, Resume, Suspend};
use cutter_model::sentence::Sentence;
use iu_address::Day;

/// Words between the verb and what is suspended that say nothing.
const NOISE: [&str; 10] = ["thi", "hành", "của", "đối", "với", "các", "quy", "định", "tại", "trở"];

/// What a sentence of this verb asks; none where it is not understood. `first` are the provisions before the verb.
pub(super) fn asked(verb: Verb, rest: &[Token<'_>], first: Vec<Provision>) -> Option<Vec<Edit>> {
    // `đến ngày` leaves open whether that day is one of them.
    if find(rest, "đến ngày").is_some() {
        return None;
    }
    let until = match find(rest, "đến hết ngày") {
        Some(at) => Some(day(&rest[at..])?.after(1)?),
        None => None,
    };
    let from = find(rest, "từ ngày").and_then(|at| day(&rest[at..]));
    let deed = if verb == Verb::Suspend { Deed::Suspend { from, until } } else { Deed::Resume { from } };
    let named = behind_days(rest);
    let edit = |target: Provision, law: Option<String>| Edit { law, ..Edit::of(target, deed.clone()) };
    let found = located(named);
    if !found.located.is_empty() {
        let behind = &named[found.length..];
        let adds_none = behind.first().is_some_and(|token| token.is_one_of(&["đến", "cho"])) || goes_on(behind);
        return adds_none.then(|| found.located.into_iter().map(|(target, law)| edit(target, law)).collect());
    }
    if !first.is_empty() {
        return Some(first.into_iter().map(|target| edit(target, None)).collect());
    }
    of_document(named).map(|_| vec![edit(Provision::document(), None)])
}

/// Where it is said what is suspended: the days may stand before it (`đến hết ngày … đối với khoản 2 Điều 5`).
pub(super) fn behind_days<'s, 't>(rest: &'s [Token<'t>]) -> &'s [Token<'t>] {
    let skip = |tokens: &'s [Token<'t>]| &tokens[tokens.iter().take_while(|token| token.is_one_of(&NOISE)).count()..];
    let named = skip(rest);
    let dated = named.first().is_some_and(|token| token.is_one_of(&["từ", "kể", "đến"]));
    let at = find(named, "đối với").filter(|_| dated);
    at.map_or(named, |at| skip(&named[at..]))
}

/// How each of what is listed below such a sentence is read on; none where the sentence gives a day that is not understood.
pub(super) fn of_list(verb: Verb, rest: &[Token<'_>]) -> Option<String> {
    let said = |phrase: &str| find(rest, phrase).and_then(|at| day(&rest[at..]));
    let written = |phrase: &str, day: Day| {
        let text = day.to_string();
        let mut parts = text.split('-').rev();
        let mut next = || parts.next().unwrap_or_default().to_owned();
        format!(" {phrase} {} tháng {} năm {}", next(), next(), next())
    };
    if find(rest, "đến ngày").is_some() || find(rest, "đến hết ngày").is_some() && said("đến hết ngày").is_none()
    {
        return None;
    }
    let days = ["từ ngày", "đến hết ngày"].into_iter().filter_map(|phrase| Some(written(phrase, said(phrase)?)));
    let days: String = days.collect();
    let verb = if verb == Verb::Suspend { SUSPENDED } else { RESUMED };
    Some(if days.is_empty() { verb.to_owned() } else { format!("{verb}{days} đối với") })
}

const SUSPENDED: &str = "ngưng hiệu lực";
const RESUMED: &str = "có hiệu lực trở lại";

/// The token where a phrase begins.
fn find(tokens: &[Token<'_>], phrase: &str) -> Option<usize> {
    (0..tokens.len()).find(|&at| begins(&tokens[at..], phrase).is_some())
}

/// The first day in the tokens: `31 tháng 12 năm 2026`, `31/12/2026`.
fn day(tokens: &[Token<'_>]) -> Option<Day> {
    let at = tokens.iter().position(|token| token.is("ngày"))? + 1;
    let number = |token: &Token<'_>| match token {
        Token::Word(small, _) => small.parse::<u32>().ok(),
        _ => None,
    };
    let mut numbers = tokens[at..].iter().take(5).filter(|token| !token.is_one_of(&["tháng", "năm"])).map(number);
    let (day, month, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Day::of(year, month, day)
}

impl Work<'_> {
    /// Suspends a provision, or applies it again: a unit of the document as it is, whatever else the act asks of its text.
    pub(super) fn suspend(&mut self, index: usize, edit: &Edit) -> Result<(), Sentence> {
        let target = &edit.target;
        let units = match target.part {
            Part::Document => (0..self.live.len()).filter(|&at| self.live[at].parent.is_none()).collect(),
            Part::Whole => vec![self.unit_of(target)?],
            _ => return Err(missing("PROVISION_OTHER_STEP", target)),
        };
        let (operation, from) = match &edit.deed {
            Deed::Suspend { from, until } => {
                let open = |&at: &usize| {
                    let unit = self.live[at].unit;
                    unit.suspended_from.is_none() || unit.suspended_until != *until
                };
                let unit_ids = self.ids(units.iter().copied().filter(open));
                (Operation::Suspend(Suspend { unit_ids, until: *until }), from)
            }
            Deed::Resume { from } => {
                let unit_ids = self.ids(units.iter().copied().filter(|&at| self.live[at].unit.suspended_from.is_some()));
                (Operation::Resume(Resume { unit_ids }), from)
            }
            _ => return Err(missing("PROVISION_OTHER_STEP", target)),
        };
        let (Operation::Suspend(Suspend { unit_ids, .. }) | Operation::Resume(Resume { unit_ids })) = &operation else {
            return Ok(());
        };
        if unit_ids.is_empty() {
            return Ok(());
        }
        let named = |&at: &usize| unit_ids.contains(&self.live[at].unit.id);
        let addresses = units.iter().filter(|at| named(at)).map(|&at| self.address(at).to_owned()).collect();
        let doubts: Vec<Doubt> = from.iter().map(|from| dated(target, *from)).collect();
        self.suspensions.push(Step { operation, addresses, doubts, asked_by: vec![index] });
        Ok(())
    }

    fn ids(&self, units: impl Iterator<Item = usize>) -> Vec<String> {
        units.map(|at| self.live[at].unit.id.clone()).collect()
    }

    /// The live unit of a provision; what is only text in its article is none.
    fn unit_of(&self, target: &Provision) -> Result<usize, Sentence> {
        let article = target.path.iter().position(|rung| rung.level == Level::Article);
        let Some(article) = article else { return self.find(&target.path) };
        let at = self.find(&target.path[..=article])?;
        let address = format!("{}{}", self.address(at), path_below(&target.path));
        let unit = (0..self.live.len()).find(|&each| self.address(each) == address);
        unit.ok_or_else(|| missing(if self.is_text(at, target) { "PROVISION_OTHER_STEP" } else { "PROVISION_MISSING" }, target))
    }

    /// Whether the article is cut no deeper, so that what stands in it is text.
    fn is_text(&self, article: usize, target: &Provision) -> bool {
        target.path.len() > 1 && self.subtree(article).len() == 1
    }
}

/// The act says itself from which day; the change has one of its own.
fn dated(target: &Provision, from: Day) -> Doubt {
    let template = "The act says from which day {provision} is meant, {from}: is that the day of this change?";
    Sentence::new("SUSPENSION_FROM", template, [("provision", &target.written()), ("from", &from)]).into()
}
