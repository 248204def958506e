//! Reads a text from its first to its last token.

use crate::divided::Divided;
use crate::documents::{Mention, Named};
use crate::grammar::{builtin, of_profile, of_text, Grammar, Says};
use crate::labels::{heading, past_label};
use crate::normal::provision;
use crate::own::Own;
use crate::page::{Page, Shape};
use crate::place::Places;
use crate::reader::{Reader, Step};
use crate::reference::{Kind, Language, Reference};
use crate::resolve::Found;
use crate::rows::{Columns, Row};
use crate::shown::Shown;
use crate::standing::{Standing, Unit};
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
    let own = Own::of(divided.and_then(|divided| divided.card));
    let mut scan = Scan {
        grammar,
        standing: Standing::new(grammar, Places::of(divided), own),
        known: Known::default(),
        last: Last::default(),
        row: Row::default(),
        columns: Columns::default(),
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

/// What was named last.
#[derive(Default)]
pub(crate) struct Last {
    pub(crate) steps: Vec<Step>,
    pub(crate) documents: Vec<String>,
    /// The token behind it.
    pub(crate) end: usize,
    /// Whether it is a document that the title of another one names.
    pub(crate) aside: bool,
}

pub(crate) struct Scan<'a> {
    pub(crate) grammar: &'a Grammar,
    pub(crate) standing: Standing<'a>,
    pub(crate) known: Known,
    pub(crate) last: Last,
    pub(crate) row: Row,
    pub(crate) columns: Columns,
    in_note: bool,
    /// Whether the document has named itself in its opening.
    named: bool,
    found: Vec<Reference>,
}

impl Scan<'_> {
    fn page(&mut self, page: &Page<'_>) {
        let reader = Reader { page, grammar: self.grammar };
        let (mut at, headed) = (0, self.grammar.has_headed());
        let mut unit = Unit::default();
        self.last.end = 0;
        self.columns.end();
        while let Some(token) = reader.token(at) {
            if token.shape == Shape::Break {
                if reader.is(at + 1, "…") && reader.token(at + 2).is_none_or(|next| next.shape == Shape::Break) {
                    // A part that cites nothing.
                    at += 2;
                    continue;
                }
                let before = unit.at;
                unit.at = self.standing.places.unit_at(page.source_at(at + 1));
                at = past_label(reader, unit.at.and_then(|unit| self.standing.places.unit(unit)), at + 1);
                unit.instructs = reader.past(at, Says::Amending).is_some();
                self.standing.part_begins(unit.at);
                // The heading of a unit may begin a row whose cells are its text.
                if unit.at.is_none() || unit.at != before {
                    self.row.ends();
                }
                continue;
            }
            if !token.quoted {
                self.standing.quotation_ends();
            }
            // Nothing is cited with a word that begins no phrase, unless it begins a title or a line that may have a label.
            let labelled = token.begins_line && (token.quoted || self.standing.in_form());
            let begins = self.grammar.begins(token.phrases) || (headed && token.capital) || labelled;
            let opens =
                at.checked_sub(1).and_then(|before| reader.token(before)).is_some_and(|before| before.shape == Shape::Sign);
            if !(begins || (token.quoted && opens)) {
                at += 1;
                continue;
            }
            if let Some((step, after)) = heading(reader, at, self.standing.in_form()) {
                self.standing.labelled(step, token.quoted);
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
            let end = self.read(reader, at, unit);
            at = end.unwrap_or(at).max(at + 1);
        }
    }

    /// Takes note of what a document is called from now on; the token behind its name.
    fn names(&mut self, reader: Reader<'_>, at: usize) -> Option<usize> {
        let bracketed = reader.name_in_brackets(at);
        let after = bracketed.map_or_else(|| reader.past(at, Says::Naming), |_| Some(at))?;
        let opens = |place: usize| reader.token(place).is_some_and(|token| matches!(&*token.lower, "‘" | "“" | "\"" | "the"));
        let start = (after..after + 3).find(|place| !opens(*place))?;
        let closes = |place: &usize| {
            reader.token(*place).is_none_or(|token| {
                token.shape == Shape::Break || matches!(&*token.lower, ")" | ";" | "’" | "”" | "\"" | "." | ",")
            })
        };
        // A form that is called so: `(sau đây gọi là Mẫu số 01)`.
        if let Some(item) = reader.item(start).filter(|item| bracketed.is_none() && closes(&item.end)) {
            return Some(item.end);
        }
        let end = bracketed.or_else(|| reader.past(start, Says::Role));
        let kind = (start..end.unwrap_or(start + 1)).find_map(|place| reader.kind_at(place)).map(|(kind, _, _)| kind);
        if end.is_none() && kind.is_none() {
            return None;
        }
        let role = end.is_some();
        let end = end.or_else(|| (start + 1..start + 30).find(closes))?;
        let name = reader.page.words(start, end).to_lowercase();
        // A name that says its own number or a known title needs nobody to say what it is.
        if !role && reader.documents(start, &Known::default()).is_some_and(|mention| mention.named != Named::This) {
            return Some(end);
        }
        let same_kind = |mention: &&Reference| {
            let word = kind.and_then(|kind| self.grammar.words.kinds.get(kind)?.words.first());
            word.is_none_or(|word| mention.text.to_lowercase().contains(word.as_str()))
        };
        let recent = self.found.iter().rev().take(8).filter(|reference| !reference.documents.is_empty()).find(same_kind);
        if let Some(reference) = recent {
            self.known.called.insert(name, reference.documents.clone());
        }
        Some(end)
    }

    /// A document that is named without provisions.
    pub(crate) fn document(&mut self, reader: Reader<'_>, at: usize, mention: &Mention, unit: Unit) {
        let quoted = reader.token(at).is_some_and(|token| token.quoted);
        let (kind, documents) =
            match &mention.named {
                _ if self.grammar.words.kinds.get(mention.kind).is_some_and(|kind| kind.held) => return,
                Named::This => {
                    let words = self.grammar.words.kinds.get(mention.kind);
                    let own =
                        self.standing.own.kind.as_ref().zip(words).is_none_or(|(own, kind)| {
                            kind.component || kind.words.iter().any(|word| own.contains(word.as_str()))
                        });
                    if !(own || quoted) {
                        return;
                    }
                    (Kind::This, Vec::new())
                }
                Named::That if self.last.documents.is_empty() => return,
                Named::That => (Kind::Document, self.last.documents.clone()),
                Named::As(documents) => {
                    // The formula in which an act names itself: in its opening, and above what it issues.
                    let captions =
                        (1..=4).any(|back| at.checked_sub(back).and_then(|from| reader.past(from, Says::Issued)) == Some(at));
                    let own = documents.iter().all(|document| self.standing.own.numbers.contains(document));
                    let opening = unit.at.is_none() && !self.named;
                    if own && !self.in_note && !quoted && (opening || captions) {
                        self.named = true;
                        return;
                    }
                    (Kind::Document, documents.clone())
                }
            };
        self.columns.names(reader, at, mention.end, &documents);
        let amends = unit.instructs
            || (mention.end..mention.end + 3)
                .any(|place| self.grammar.words.outer_first && reader.past(place, Says::Amending).is_some());
        if amends && !quoted {
            self.standing.amends(unit.at, (self.numbered(&documents), Vec::new()), false, false);
        }
        if !documents.is_empty() {
            let aside = self.is_aside(reader, at);
            if !aside {
                self.last.documents.clone_from(&documents);
            }
            (self.last.end, self.last.aside) = (mention.end, aside);
            self.row.names(reader, at, mention.end, &documents);
        }
        self.tell(reader, Found { first: at, end: mention.end, kind, of_main_text: false, documents, provisions: Vec::new() });
    }

    /// Whether the document at token `at` is one that the title of another names: `Regulation … repealing Directive … and Decision …`.
    fn is_aside(&self, reader: Reader<'_>, at: usize) -> bool {
        let said = |before: usize| reader.past(before, Says::Aside).is_some();
        let joined = self.last.aside && reader.past(self.last.end, Says::List) == Some(at);
        joined || (1..=2).any(|back| at.checked_sub(back).is_some_and(said))
    }

    pub(crate) fn tell(&mut self, reader: Reader<'_>, found: Found) {
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
