//! Provisions as they are written: `điểm a, b khoản 1 và khoản 2 Điều 5`, `Articles 5(1), (2) and 6 to 9`.
//!
//! A *group* is a word of a level with its numbers, an *item* a chain of groups that goes up or down, a *list* items joined by commas and the
//! like. Nothing here knows where the text stands: `this` and what is left out stay open for [`crate::resolve`].

use crate::grammar::{Numbers, Says};
use crate::numbers::MOST;
use crate::page::Shape;
use crate::reader::{Reader, Step};

/// What a group points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// Numbers, each from outside in: `5(1)` is an article and a paragraph.
    Numbers(Vec<Vec<Step>>),
    /// The one in which this stands.
    This,
    /// The one that was named last.
    That,
    /// The only one, or the one without a number.
    Alone,
}

/// A word of a level with its numbers.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) level: usize,
    pub(crate) rank: u8,
    pub(crate) what: What,
    pub(crate) end: usize,
}

/// A chain of groups.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// From inside out.
    pub(crate) groups: Vec<Group>,
    pub(crate) first: usize,
    pub(crate) end: usize,
}

impl Group {
    /// Whether it has numbers of its own.
    pub(crate) const fn is_numbered(&self) -> bool {
        matches!(self.what, What::Numbers(_))
    }
}

impl Item {
    pub(crate) fn innermost(&self) -> u8 {
        self.groups.first().map_or(0, |group| group.rank)
    }

    pub(crate) fn outermost(&self) -> u8 {
        self.groups.last().map_or(0, |group| group.rank)
    }
}

impl Reader<'_> {
    /// A group that begins at token `at`.
    pub(crate) fn group(&self, at: usize) -> Option<Group> {
        let start = self.past(at, Says::Plural).unwrap_or(at);
        if !self.grammar.words.this_after {
            if let Some((says, end)) = self.says(start, |says| matches!(says, Says::This | Says::That)) {
                let (level, found, end) = self.level_at(end)?;
                // `to the extent that paragraph (a) applies`.
                if says == Says::That && self.numbers(level, found, end).is_some() {
                    return None;
                }
                let what = if says == Says::This { What::This } else { What::That };
                return Some(Group { level, rank: found.rank, what, end });
            }
        }
        if let Some(group) = self.counted(start) {
            return Some(group);
        }
        let (level, found, mut end) = self.level_at(start)?;
        if self.grammar.words.this_after {
            if let Some(end) = self.past(end, Says::This) {
                return Some(Group { level, rank: found.rank, what: What::This, end });
            }
        }
        // `5 điểm` has a number before it, and perhaps another line of a table behind it.
        let counted = found.counts
            && start.checked_sub(1).and_then(|before| self.token(before)).is_some_and(|before| {
                before.shape == Shape::Number && before.spaced && self.token(end).is_some_and(|next| next.shape == Shape::Number)
            });
        if found.ordinal_only || counted {
            return None;
        }
        end = self.past(end, Says::NumberWord).unwrap_or(end);
        let from = self.past(end, Says::From).unwrap_or(end);
        match self.numbers(level, found, from) {
            Some((_, end)) if found.counts && self.has_a_line(from, end) => None,
            Some((numbers, end)) => Some(Group { level, rank: found.rank, what: What::Numbers(numbers), end }),
            None => (found.alone && (self.goes_on(end) || self.is_definite(start, end))).then_some(Group {
                level,
                rank: found.rank,
                what: What::Alone,
                end,
            }),
        }
    }

    /// Whether tokens `from` up to `end` are a line of their own: another cell of a table.
    fn has_a_line(&self, from: usize, end: usize) -> bool {
        let line = |at: usize| self.token(at).is_none_or(|token| token.begins_line || token.shape == Shape::Break);
        self.token(from).is_some_and(|token| token.begins_line) && line(end)
    }

    /// `the Annex`: the only one there is.
    fn is_definite(&self, at: usize, end: usize) -> bool {
        let the = self.grammar.words.outer_first && at.checked_sub(1).is_some_and(|before| self.is(before, "the"));
        the && !self.token(end).is_some_and(|next| next.shape == Shape::Word && next.capital)
    }

    /// Whether more than a number can follow at token `at`: the document, or the rest of a list.
    fn goes_on(&self, at: usize) -> bool {
        self.past(at, Says::Of).or_else(|| self.past(at, Says::List)).is_some() || self.kind_at(at).is_some()
    }

    /// `first subparagraph`, `second and third subparagraphs`.
    fn counted(&self, at: usize) -> Option<Group> {
        let mut end = self.past(at, Says::Ordinal)?;
        let mut ordinals = vec![self.page.words(at, end).to_lowercase()];
        while let Some(next) = self.past(end, Says::List) {
            let Some(after) = self.past(next, Says::Ordinal) else { break };
            ordinals.push(self.page.words(next, after).to_lowercase());
            end = after;
            if ordinals.len() > 12 {
                return None;
            }
        }
        let (level, found, end) = self.level_at(end)?;
        let fits = found.numbering == Numbers::Ordinal || found.bracket;
        let numbers = ordinals.into_iter().map(|ordinal| vec![(level, ordinal)]).collect();
        fits.then_some(Group { level, rank: found.rank, what: What::Numbers(numbers), end })
    }

    /// An item that begins at token `at`.
    pub(crate) fn item(&self, at: usize) -> Option<Item> {
        let first = self.group(at)?;
        let mut item = Item { first: at, end: first.end, groups: vec![first] };
        while item.groups.len() < 8 {
            if let Some(group) = self.outside(item.end, item.outermost()).filter(|group| group.rank > item.outermost()) {
                item.end = group.end;
                item.groups.push(group);
                continue;
            }
            let Some(group) = self.inside(&item) else { break };
            item.end = group.end;
            item.groups.insert(0, group);
        }
        Some(item)
    }

    /// The group outside that follows at token `at`: `khoản 1 Điều 5`, `paragraph 1 of Article 5`.
    fn outside(&self, at: usize, below: u8) -> Option<Group> {
        let linked = self
            .past(at, Says::Of)
            .or_else(|| self.past(at + 1, Says::Of).filter(|_| self.grammar.words.outer_first && self.is(at, ",")));
        let whole = |group: &Group| self.grammar.level(group.level).is_some_and(|level| level.whole);
        let group = match linked {
            Some(after) => self.group(after),
            None if self.grammar.words.outer_first => None,
            None => self.group(at).or_else(|| {
                // `điểm a, khoản 2, Điều 5`: commas between what is one chain.
                let group = self.group(at + 1).filter(|_| self.is(at, ","))?;
                (matches!(group.what, What::This) || !whole(&group) || below + 1 == group.rank).then_some(group)
            }),
        }?;
        // `Mẫu số 01 Phụ lục ban hành kèm theo …`.
        let told = group.what != What::Alone || self.past(group.end, Says::Of).is_some();
        (group.rank > below && told).then_some(group)
    }

    /// The group inside that follows: `Article 4(1), point (36)`, `Điều 5 khoản 2`.
    fn inside(&self, item: &Item) -> Option<Group> {
        let after = if self.is(item.end, ",") && self.grammar.words.outer_first { item.end + 1 } else { item.end };
        if matches!(item.groups.first()?.what, What::This | What::That) && !self.grammar.words.outer_first {
            return None;
        }
        let single = matches!(&item.groups.first()?.what, What::Numbers(numbers) if numbers.len() == 1)
            || item.groups.first()?.what != What::Alone;
        let group = self.group(after).filter(|group| group.rank < item.innermost() && single)?;
        let numbered = matches!(group.what, What::Numbers(_));
        // A group with an outside of its own begins another item.
        (numbered && self.outside(group.end, group.rank).is_none()).then_some(group)
    }

    /// The items of a list that begins at token `at`.
    pub(crate) fn list(&self, at: usize) -> Vec<Item> {
        let start = self.past(at, Says::From).unwrap_or(at);
        let mut items: Vec<Item> = self.item(start).into_iter().collect();
        while let Some(last) = items.last_mut() {
            if let Some(mut next) = self.past(last.end, Says::Range).and_then(|after| self.item(after)) {
                if let Some(opened) = self.range(last, &next) {
                    let from = last.first.checked_sub(1).filter(|before| self.past(*before, Says::From) == Some(last.first));
                    next.first = from.unwrap_or(last.first);
                    if let Some(group) = next.groups.first_mut() {
                        group.what = What::Numbers(opened);
                    }
                    *last = next;
                    continue;
                }
            }
            let Some(next) = self.past(last.end, Says::List).and_then(|after| {
                let after = self.past(after, Says::Heading).unwrap_or(after);
                let from = self.past(after, Says::From);
                self.item(from.unwrap_or(after))
            }) else {
                break;
            };
            if items.len() >= MOST {
                break;
            }
            items.push(next);
        }
        items
    }

    /// The numbers of `last … next`, read as a range.
    fn range(&self, last: &Item, next: &Item) -> Option<Vec<Vec<Step>>> {
        let (from, to) = (last.groups.first()?, next.groups.first()?);
        let (What::Numbers(from_numbers), What::Numbers(to_numbers)) = (&from.what, &to.what) else { return None };
        if from.level != to.level || last.groups.len() != 1 {
            return None;
        }
        let mut numbers = from_numbers.clone();
        let mut rest = to_numbers.iter().cloned();
        self.open(&mut numbers, rest.next()?);
        numbers.extend(rest);
        (numbers.len() <= 2 * MOST).then_some(numbers)
    }
}
