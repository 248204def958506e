//! Provisions that are cited: their list, the document they are of, and what stands beside them.

use crate::documents::{Mention, Named};
use crate::grammar::Says;
use crate::page::Shape;
use crate::provisions::{Group, Item, What};
use crate::reader::{Reader, Step};
use crate::resolve::{resolve, Around, Found};
use crate::scan::{Last, Scan};
use crate::standing::Unit;

/// The provision into which, or beside which, an instruction puts what it named before token `at`: `khoản 9 vào sau khoản 8 Điều 43`.
fn holder(reader: Reader<'_>, at: usize) -> Option<Vec<Step>> {
    let item = reader.item(reader.past(at, Says::Into)?)?;
    let first = |group: &Group| match &group.what {
        What::Numbers(numbers) => numbers.first().cloned(),
        _ => None,
    };
    Some(item.groups.iter().rev().filter_map(first).flatten().collect())
}

impl Scan<'_> {
    /// Reads what is cited at token `at`, and gives the token behind it.
    pub(crate) fn read(&mut self, reader: Reader<'_>, at: usize, unit: Unit) -> Option<usize> {
        let quoted = reader.token(at)?.quoted;
        let mut items = reader.list(at);
        let Some(end) = items.last().map(|item| item.end) else {
            let mention = reader.documents(at, &self.known).filter(|_| reader.past(at, Says::Thereof).is_none())?;
            if let Some(end) = self.document_first(reader, at, &mention) {
                return Some(end);
            }
            self.document(reader, at, &mention, unit);
            return Some(mention.end);
        };
        let target = self.target(reader, end);
        if target.is_none() {
            // `Phụ lục` is a reference with its document alone.
            let the = |item: &Item| item.first.checked_sub(1).is_some_and(|before| reader.is(before, "the"));
            items.retain(|item| the(item) || item.groups.iter().all(|group| group.what != What::Alone));
        }
        let behind = target.as_ref().map_or(end, |target| target.end.max(end));
        let said = !quoted && self.is_amended(reader, at, end, behind);
        let instructs = unit.instructs || said;
        let mut around = self.standing.around(unit, quoted, instructs);
        around.last = (self.last.steps.clone(), self.last.documents.clone());
        if let (Some((_, steps)), Some(held)) = (around.amended.as_mut(), holder(reader, end)) {
            let top = held.first().map_or(0, |step| self.standing.rank(step));
            steps.retain(|step| self.standing.rank(step) > top);
            steps.extend(held);
        }
        if target.is_none() {
            self.beside(reader, &items, said, &mut around);
        }
        let found = resolve(&items, target.as_ref(), &around, self.grammar);
        let last = found.last().map(|found| (found.provisions.last().cloned().unwrap_or_default(), found.documents.clone()));
        for each in found {
            self.tell(reader, each);
        }
        if let Some((steps, documents)) = last {
            // `Khoản 2 Điều 5 được sửa đổi` says nothing of what follows it; in English each instruction of a schedule says it anew.
            let anew = said && self.grammar.words.outer_first;
            if (unit.instructs || anew) && !quoted {
                let instruction = (self.numbered(&documents), steps.clone());
                self.standing.amends(unit.at, instruction, anew && target.is_some(), target.is_none());
            }
            self.last = Last { steps, documents, end: behind, aside: false };
        }
        Some(behind)
    }

    /// Whether what is named from token `at` up to `end`, and with its document up to `behind`, is said to be amended: `Khoản 2 Điều 5 được
    /// sửa đổi`, `Article 5 of Directive … is amended`, `Insertion of section 12A in …`.
    fn is_amended(&self, reader: Reader<'_>, at: usize, end: usize, behind: usize) -> bool {
        let says = if self.grammar.words.outer_first { Says::Amending } else { Says::Amended };
        let comma = |at: usize| at + usize::from(self.grammar.words.outer_first && reader.is(at, ","));
        let before = || (1..=2).any(|back| at.checked_sub(back).and_then(|from| reader.past(from, says)) == Some(at));
        [end, behind].into_iter().any(|at| reader.past(comma(at), says).is_some()) || before()
    }

    /// Provisions whose document is told by what stands beside them: `Điều 12 (khoản 1, khoản 2)`, the row of a table; where they are
    /// `said` to be amended, `In Annex III to Directive …, point 2 is replaced`.
    fn beside(&mut self, reader: Reader<'_>, items: &[Item], said: bool, around: &mut Around) {
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
        let article = self.grammar.article_rank();
        let inner = items.iter().all(|item| item.outermost() < article && item.groups.iter().all(Group::is_numbered));
        let holds = self.last.steps.last().is_some_and(|step| self.standing.rank(step) >= article);
        let joint = reader.is(self.last.end, "(") || (said && self.grammar.words.outer_first && reader.is(self.last.end, ","));
        if inner && holds && joint && first.first == self.last.end + 1 {
            around.here.clone_from(&self.last.steps);
            around.amended =
                Some((self.last.documents.clone(), self.last.steps.clone())).filter(|(documents, _)| !documents.is_empty());
            return;
        }
        let whole = items.iter().all(|item| item.outermost() >= article);
        if let Some(documents) = self.columns.holds(reader, first.first).filter(|_| whole) {
            around.amended = Some((documents, Vec::new()));
            return;
        }
        // Lists of laws have each in a row of its own, with the provisions that are meant beside it.
        let cells = !self.grammar.words.outer_first && around.amended.is_none() && self.standing.in_component();
        let numbered = |item: &Item| item.outermost() <= article && item.groups.iter().all(Group::is_numbered);
        if cells && last.outermost() == article && items.iter().all(numbered) {
            around.amended = self.row.holds(reader, first.first, last.end).map(|documents| (documents, Vec::new()));
        }
    }

    /// The documents that are named, those that are named by a title alone by the number that the text gives with it, where this act amends that number.
    pub(crate) fn numbered(&self, documents: &[String]) -> Vec<String> {
        let number = |name: &String| self.known.number_of(name).filter(|number| self.standing.own.amends.contains(number));
        documents.iter().map(|name| number(name).unwrap_or_else(|| name.clone())).collect()
    }

    /// Tells a reference whose document goes before its provisions, `Act No. 19 of 1980 s. 13`; the token behind it.
    fn document_first(&mut self, reader: Reader<'_>, at: usize, mention: &Mention) -> Option<usize> {
        let Named::As(documents) = &mention.named else { return None };
        let follows = reader.token(mention.end).is_some_and(|token| !token.begins_line);
        let item = reader.item(mention.end).filter(|_| self.grammar.words.document_first && follows)?;
        let whole = item.groups.last().and_then(|group| self.grammar.level(group.level)).is_some_and(|level| level.whole);
        let numbered = item.groups.iter().all(|group| matches!(group.what, What::Numbers(_)));
        let own = self.target(reader, item.end).is_some();
        if !whole || !numbered || own {
            return None;
        }
        let end = item.end;
        let target = Mention { end, ..mention.clone() };
        for found in resolve(&[item], Some(&target), &Around::default(), self.grammar) {
            let steps = found.provisions.last().cloned().unwrap_or_default();
            self.last = Last { steps, documents: documents.clone(), end, aside: false };
            self.tell(reader, Found { first: at, ..found });
        }
        Some(end)
    }

    /// The document that provisions before token `at` are of.
    fn target(&self, reader: Reader<'_>, at: usize) -> Option<Mention> {
        // `Article 1(1), point (b), of Directive …`.
        let at = if reader.is(at, ",") && self.grammar.words.outer_first && reader.past(at + 1, Says::Of).is_some() {
            at + 1
        } else {
            at
        };
        let linked = reader.past(at, Says::Of);
        let from = linked.unwrap_or(at);
        let component =
            reader.kind_at(from).filter(|(_, kind, after)| kind.component && reader.past(*after, Says::This).is_none());
        if let Some((_, _, after)) = component {
            // `Điều 5 Quy chế … ban hành kèm theo Quyết định số …`.
            let issued =
                (after..after + 30).take_while(|place| reader.token(*place).is_some_and(|token| token.shape != Shape::Break));
            let issued = issued
                .filter_map(|place| reader.past(place, Says::Issued))
                .find_map(|place| reader.documents(place, &self.known));
            if issued.is_some() {
                return issued;
            }
        }
        let mention = reader.documents(from, &self.known).or_else(|| reader.this_in_small_letters(from))?;
        let tied = linked.is_some()
            || reader.past(from, Says::Thereof).is_some()
            || !self.grammar.words.outer_first
            || self.grammar.words.kinds.get(mention.kind).is_some_and(|kind| kind.named);
        tied.then_some(mention)
    }
}
