//! Reads a text from its first to its last token.

use std::collections::HashMap;

use crate::divided::Divided;
use crate::documents::{Mention, Named};
use crate::grammar::{builtin, of_profile, of_text, Grammar, Says};
use crate::labels::{heading, past_label};
use crate::normal::provision;
use crate::own::Own;
use crate::page::{Page, Shape};
use crate::place::Places;
use crate::provisions::{Group, Item, What};
use crate::reader::{Reader, Step};
use crate::reference::{Kind, Language, Reference};
use crate::resolve::{resolve, Around, Found};
use crate::shown::Shown;
use crate::streams::{shown, streams};
use crate::titles::Known;

/// Reads every reference of `text`, which is canonical (`iu_text::canon`), in its order. `divided` is what MARK made of it: without it no place is known in which a
/// reference stands, and `this article` has no number.
#[must_use]
pub fn references(text: &str, divided: Option<&Divided<'_>>) -> Vec<Reference> {
    let known = divided.and_then(|divided| of_profile(divided.profile));
    known.or_else(|| of_text(text)).map_or_else(Vec::new, |grammar| read(text, divided, grammar))
}

/// As [`references`], in a language that the caller knows.
#[must_use]
pub fn references_in(text: &str, divided: Option<&Divided<'_>>, language: Language) -> Vec<Reference> {
    builtin(language.id()).map_or_else(Vec::new, |grammar| read(text, divided, grammar))
}

fn read(text: &str, divided: Option<&Divided<'_>>, grammar: &Grammar) -> Vec<Reference> {
    let shown: Vec<Shown> = streams(text, divided).iter().map(|spans| shown(text, spans, grammar)).collect();
    let pages: Vec<Page<'_>> = shown.iter().map(|shown| Page::of(shown, |first| grammar.place_of(first))).collect();
    let mut scan = Scan {
        grammar,
        places: Places::of(divided),
        own: Own::of(divided.and_then(|divided| divided.card)),
        known: Known::default(),
        amends: HashMap::new(),
        last: (Vec::new(), Vec::new()),
        quote: Vec::new(),
        in_note: false,
        named: false,
        found: Vec::new(),
    };
    for page in &pages {
        scan.known.learn(Reader { page, grammar });
    }
    for (at, page) in pages.iter().enumerate() {
        scan.in_note = at > 0;
        scan.page(page);
    }
    scan.found.sort_by_key(|reference| (reference.span.start, reference.span.end));
    scan.found
}

/// The provision into which, or beside which, an instruction puts what it named before token `at`: `khoản 9 vào sau khoản 8 Điều 43`.
fn holder(reader: Reader<'_>, at: usize) -> Option<Vec<Step>> {
    let item = reader.item(reader.past(at, Says::Into)?)?;
    let first = |group: &Group| match &group.what {
        What::Numbers(numbers) => numbers.first().cloned(),
        _ => None,
    };
    Some(item.groups.iter().rev().filter_map(first).flatten().collect())
}

struct Scan<'a> {
    grammar: &'a Grammar,
    places: Places<'a>,
    own: Own,
    known: Known,
    /// By unit, which documents its instructions amend, and at which provision.
    amends: HashMap<usize, (Vec<String>, Vec<Step>)>,
    /// The provision that was named last, and its documents.
    last: (Vec<Step>, Vec<String>),
    /// Where a quoted provision stands in its own law.
    quote: Vec<Step>,
    in_note: bool,
    /// Whether the document has named itself in its opening.
    named: bool,
    found: Vec<Reference>,
}

impl Scan<'_> {
    fn page(&mut self, page: &Page<'_>) {
        let reader = Reader { page, grammar: self.grammar };
        let (mut at, headed) = (0, self.grammar.has_headed());
        // The unit, and whether its first words are those of an instruction.
        let (mut unit, mut instructs) = (None, false);
        while let Some(token) = reader.token(at) {
            if token.shape == Shape::Break {
                unit = self.places.unit_at(page.source_at(at + 1));
                at = past_label(reader, unit.and_then(|unit| self.places.unit(unit)), at + 1);
                instructs = reader.past(at, Says::Amending).is_some();
                continue;
            }
            if !token.quoted {
                self.quote.clear();
            }
            // Nothing is cited with a word that begins no phrase, unless it begins a title or a quoted line.
            let begins = self.grammar.begins(token.phrases) || (headed && token.capital) || (token.quoted && token.begins_line);
            let opens =
                at.checked_sub(1).and_then(|before| reader.token(before)).is_some_and(|before| before.shape == Shape::Sign);
            if !(begins || (token.quoted && opens)) {
                at += 1;
                continue;
            }
            if let Some((step, after)) = heading(reader, at) {
                if token.quoted {
                    self.quoted_under(step);
                }
                at = after;
                continue;
            }
            if let Some(after) = self.names(reader, at) {
                at = after;
                continue;
            }
            if let Some(after) = reader.past(at, Says::Apart) {
                at = after;
                continue;
            }
            let end = self.read(reader, at, unit, instructs);
            at = end.unwrap_or(at).max(at + 1);
        }
    }

    /// What follows stands in the quoted provision `step`.
    fn quoted_under(&mut self, step: Step) {
        let rank = |step: &Step| self.grammar.level(step.0).map_or(0, |level| level.rank);
        let own = rank(&step);
        self.quote.retain(|outer| rank(outer) > own);
        self.quote.push(step);
    }

    /// Takes note of what a document is called from now on; the token behind its name.
    fn names(&mut self, reader: Reader<'_>, at: usize) -> Option<usize> {
        let after = reader.past(at, Says::Naming)?;
        let opens = |place: usize| reader.token(place).is_some_and(|token| matches!(&*token.lower, "‘" | "“" | "\"" | "the"));
        let start = (after..after + 3).find(|place| !opens(*place))?;
        let (kind, _, _) = reader.kind_at(start)?;
        let closes = |place: &usize| {
            reader.token(*place).is_none_or(|token| {
                token.shape == Shape::Break || matches!(&*token.lower, ")" | ";" | "’" | "”" | "\"" | "." | ",")
            })
        };
        let end = (start + 1..start + 30).find(closes)?;
        let name = reader.page.words(start, end).to_lowercase();
        // A name that says its own number or a known title needs nobody to say what it is.
        if reader.documents(start, &Known::default()).is_some_and(|mention| mention.named != Named::This) {
            return Some(end);
        }
        let same_kind = |mention: &&Reference| {
            let word = self.grammar.words.kinds.get(kind).and_then(|kind| kind.words.first());
            word.is_none_or(|word| mention.text.to_lowercase().contains(word.as_str()))
        };
        let recent = self.found.iter().rev().take(8).filter(|reference| !reference.documents.is_empty()).find(same_kind);
        if let Some(reference) = recent {
            self.known.called.insert(name, reference.documents.clone());
        }
        Some(end)
    }

    /// Reads what is cited at token `at`, and gives the token behind it.
    fn read(&mut self, reader: Reader<'_>, at: usize, unit: Option<usize>, instructs: bool) -> Option<usize> {
        let quoted = reader.token(at)?.quoted;
        let mut items = reader.list(at);
        let Some(end) = items.last().map(|item| item.end) else {
            let mention = reader.documents(at, &self.known).filter(|_| reader.past(at, Says::Thereof).is_none())?;
            if let Some(end) = self.document_first(reader, at, &mention) {
                return Some(end);
            }
            self.document(reader, at, &mention, unit, instructs && !quoted);
            return Some(mention.end);
        };
        let target = self.target(reader, end);
        if target.is_none() {
            // `Phụ lục` is a reference with its document alone.
            let the = |item: &Item| item.first.checked_sub(1).is_some_and(|before| reader.is(before, "the"));
            items.retain(|item| the(item) || item.groups.iter().all(|group| group.what != What::Alone));
        }
        let mut around = self.around(unit, quoted, instructs);
        if let (Some((_, steps)), Some(held)) = (around.amended.as_mut(), holder(reader, end)) {
            let rank = |step: &Step| self.grammar.level(step.0).map_or(0, |level| level.rank);
            let top = held.first().map_or(0, rank);
            steps.retain(|step| rank(step) > top);
            steps.extend(held);
        }
        let found = resolve(&items, target.as_ref(), &around, self.grammar);
        let last = found.last().map(|found| (found.provisions.last().cloned().unwrap_or_default(), found.documents.clone()));
        for each in found {
            self.tell(reader, each);
        }
        if let Some(last) = last {
            let instructs = instructs || (self.grammar.words.outer_first && reader.past(end, Says::Amending).is_some());
            if let Some(unit) = unit.filter(|_| instructs && !quoted && !last.1.is_empty()) {
                self.amends.entry(unit).or_insert_with(|| (last.1.clone(), last.0.clone()));
            }
            self.last = last;
        }
        Some(target.map_or(end, |target| target.end.max(end)))
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
            self.last = (found.provisions.last().cloned().unwrap_or_default(), documents.clone());
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
        let mention = reader.documents(from, &self.known)?;
        let tied = linked.is_some()
            || reader.past(from, Says::Thereof).is_some()
            || !self.grammar.words.outer_first
            || self.grammar.words.kinds.get(mention.kind).is_some_and(|kind| kind.named);
        tied.then_some(mention)
    }

    /// What is known at a place in `unit`.
    fn around(&self, unit: Option<usize>, quoted: bool, instructs: bool) -> Around {
        let mut chain = Vec::new();
        let mut next = unit;
        while let Some(at) = next.filter(|_| chain.len() < 16) {
            chain.push(at);
            next = self.places.parent(at);
        }
        let amended = chain.iter().find_map(|at| self.amends.get(at)).cloned();
        let amended = amended.or_else(|| Some((vec![self.own.amends.clone().filter(|_| instructs)?], Vec::new())));
        let here = match unit {
            _ if quoted && !self.quote.is_empty() => self.quoted_place(amended.as_ref()),
            _ if quoted => amended.as_ref().map(|(_, steps)| steps.clone()).unwrap_or_default(),
            Some(unit) => self.places.steps(unit, self.grammar),
            None => Vec::new(),
        };
        Around { here, last: self.last.clone(), amended: amended.filter(|_| !quoted) }
    }

    /// The place of what is quoted: its own labels, inside the provision that is amended.
    fn quoted_place(&self, amended: Option<&(Vec<String>, Vec<Step>)>) -> Vec<Step> {
        let rank = |step: &Step| self.grammar.level(step.0).map_or(0, |level| level.rank);
        let top = self.quote.first().map_or(0, rank);
        let outside = amended.map(|(_, steps)| steps.as_slice()).unwrap_or_default();
        outside.iter().filter(|step| rank(step) > top).chain(&self.quote).cloned().collect()
    }

    /// A document that is named without provisions.
    fn document(&mut self, reader: Reader<'_>, at: usize, mention: &Mention, unit: Option<usize>, instructs: bool) {
        let quoted = reader.token(at).is_some_and(|token| token.quoted);
        let (kind, documents) =
            match &mention.named {
                _ if self.grammar.words.kinds.get(mention.kind).is_some_and(|kind| kind.held) => return,
                Named::This => {
                    let words = self.grammar.words.kinds.get(mention.kind);
                    let own =
                        self.own.kind.as_ref().zip(words).is_none_or(|(own, kind)| {
                            kind.component || kind.words.iter().any(|word| own.contains(word.as_str()))
                        });
                    if !(own || quoted) {
                        return;
                    }
                    (Kind::This, Vec::new())
                }
                Named::That if self.last.1.is_empty() => return,
                Named::That => (Kind::Document, self.last.1.clone()),
                Named::As(documents) => {
                    // The formula in which an act names itself: in its opening, and above what it issues.
                    let captions =
                        (1..=4).any(|back| at.checked_sub(back).and_then(|from| reader.past(from, Says::Issued)) == Some(at));
                    let own = documents.iter().all(|document| self.own.numbers.contains(document));
                    let opening = unit.is_none() && !self.named;
                    if own && !self.in_note && !quoted && (opening || captions) {
                        self.named = true;
                        return;
                    }
                    (Kind::Document, documents.clone())
                }
            };
        let amends = instructs
            || (mention.end..mention.end + 3)
                .any(|place| self.grammar.words.outer_first && reader.past(place, Says::Amending).is_some());
        if let Some(unit) = unit.filter(|_| amends && !quoted && !documents.is_empty()) {
            self.amends.entry(unit).or_insert_with(|| (documents.clone(), Vec::new()));
        }
        if !documents.is_empty() {
            self.last.1.clone_from(&documents);
        }
        self.tell(reader, Found { first: at, end: mention.end, kind, of_main_text: false, documents, provisions: Vec::new() });
    }

    fn tell(&mut self, reader: Reader<'_>, found: Found) {
        let quoted = reader.token(found.first).is_some_and(|token| token.quoted);
        self.found.push(Reference {
            span: reader.page.span(found.first, found.end),
            text: reader.page.words(found.first, found.end),
            kind: found.kind,
            of_main_text: found.of_main_text,
            documents: found.documents,
            provisions: found.provisions.iter().map(|steps| provision(steps, self.grammar)).collect(),
            quoted,
        });
    }
}
