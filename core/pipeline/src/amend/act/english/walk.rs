//! The sentences of an English act in their order, each with what stands above it.

use super::asks::{begins, lists_repeals, names_article, says_asked};
use super::brought::Brings;
use super::edits::edits;
use super::laws::{aliases, laws, Alias};
use super::listed::Listed;
use super::places::places;
use super::reading::{Reader, Understood};
use super::text::{pieces, Piece};
use super::tokens::{tokens, Token};
use crate::amend::act::deed::{Deed, Edit, Words};
use crate::amend::act::found::Found;
use crate::amend::act::instructions::Sentences;
use crate::amend::act::law::Law;
use crate::amend::act::own::{place, Own};
use crate::amend::act::provision::{Level, Part, Provision};
use crate::amend::act::read::{unread, with_text, Read};
use crate::amend::act::sentences::Quote;
use crate::amend::act::tongue::Tongue;
use crate::amend::Passage;
use iu_text::manifest::{Manifest, Unit};

/// What a unit of the act says to those below it.
#[derive(Debug, Clone, Default)]
struct Said {
    stems: Vec<Token>,
    law: Option<Law>,
    amends: bool,
    /// What stands below is deleted.
    repeals: bool,
}

/// Tokens that stand above an item at most: what is longer is no list of what is to be done.
const STEMS: usize = 400;

/// Section types of what leads to an act and is none of it.
const BEFORE: [&str; 1] = ["recital"];

/// Every sentence of the act, and what each that asks for something was understood to ask.
pub(in crate::amend::act) fn find(act: &Manifest, text: &str, tongue: Tongue) -> (Sentences, Vec<Read>) {
    let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let omits = text.contains("square brackets indicate omissions");
    let mut walk = Walk { tongue, omits, aliases: aliases(text), all: Sentences::default(), reads: Vec::new() };
    let mut said: Vec<(&str, Said)> = Vec::new();
    for (index, unit) in act.units.iter().enumerate() {
        if BEFORE.contains(&unit.section_type.as_str()) {
            continue;
        }
        let above = unit.parent_local_id.as_deref().and_then(|id| said.iter().rposition(|(known, _)| *known == id));
        let mut told = above.map(|at| said[at].1.clone()).unwrap_or_default();
        let is_parent = |other: &Unit| other.parent_local_id.as_deref() == Some(&unit.local_id);
        let has_parts = act.units.get(index + 1).is_some_and(is_parent);
        let own = Own::of(unit, text, &lines);
        if let Some(beside) = walk.unit(&own, has_parts, &mut told) {
            // `(1) Section 5 is amended as follows.` says where the items behind it are.
            if let Some(above) = above {
                said[above].1.stems = beside;
            }
        }
        said.push((&unit.local_id, told));
    }
    (walk.all, walk.reads)
}

struct Walk {
    tongue: Tongue,
    /// The act says that words in square brackets are left out.
    omits: bool,
    aliases: Vec<Alias>,
    all: Sentences,
    reads: Vec<Read>,
}

impl Walk {
    /// Reads what a unit says itself; gives what it says to the units behind it.
    fn unit(&mut self, own: &Own<'_>, has_parts: bool, said: &mut Said) -> Option<Vec<Token>> {
        let pieces = pieces(&own.text, own.from, own.heading);
        let count = pieces.len();
        let words_of: Vec<Vec<Token>> = pieces.iter().map(|piece| tokens(&piece.sentence)).collect();
        let groups = is_group(self.tongue, own.unit);
        let mut beside = None;
        let mut listed = Listed::default();
        for (turn, piece) in pieces.into_iter().enumerate() {
            if groups {
                let (place, line) = (place(own.unit).to_owned(), own.line(piece.at));
                said.law = self.law(&piece.sentence).or_else(|| said.law.take());
                self.all.others.push(Passage { place, line, sentence: piece.sentence });
                continue;
            }
            let is_stem = has_parts && turn + 1 == count && piece.quote == Quote::None;
            if let Some(law) = self.law(&piece.sentence) {
                said.law = Some(law);
            }
            let own_words = &words_of[turn];
            // What names a section of its own stands in none that was named before, unless its label says so.
            let apart = piece.label.is_none() && piece.sentence.ends_with(':') && names_article(self.tongue, own_words);
            let above = listed.above(piece.label.as_deref()).filter(|_| !apart);
            let mut words = above.unwrap_or(&said.stems).clone();
            if words.len() > STEMS {
                let (path, line, law) = (place(own.unit).to_owned(), own.line(piece.at), said.law.clone());
                let (sentence, quote) = (piece.sentence, piece.quote);
                self.reads.push(Read { edits: Vec::new(), trouble: Some(unread(&path, &sentence)) });
                self.all.found.push(Found { place: path, line, sentence, quote, context: Vec::new(), law, item_of: None });
                continue;
            }
            if said.repeals && self.reader(&words, false).read().lost.is_some() {
                words.clear();
            }
            words.push(Token::Break);
            words.extend_from_slice(own_words);
            if said.repeals {
                words.extend(["is", "repealed"].map(|word| Token::Word(word.to_owned())));
            }
            let understood = self.reader(&words, piece.quote != Quote::None).read();
            let placed = !understood.asked.is_empty()
                && understood.asked.iter().all(|asked| !asked.scope[0].path.is_empty() || !asked.places.is_empty());
            let is_heading = piece.at < own.heading && understood.lost.is_some();
            if is_stem && !placed && !is_heading {
                said.repeals = lists_repeals(&words);
                // What stands below a sentence of amendments asks for something, whether this one is understood or not.
                let names = |at: usize| {
                    let named = places(self.tongue, &own_words[at..]);
                    own_words[at] == Token::Law || named.is_some_and(|(named, _)| !named[0].is_piece())
                };
                said.amends |= understood.amends || said.repeals || says_asked(own_words, &[]) && (0..own_words.len()).any(names);
                said.stems = words;
                continue;
            }
            // `1 Paragraph 76(3)(aa)`, and in the next line what is to be done to it.
            let says_where = understood.lost.is_none()
                && understood.asked.is_empty()
                && !understood.scope[0].path.is_empty()
                && words_of.get(turn + 1).is_some_and(|next| says_asked(next, &[]));
            let is_lead = piece.sentence.ends_with([':', '—', '–']) && said.amends | understood.amends | says_where
                || says_where && piece.label.is_some() && !understood.amends;
            if !placed && piece.quote == Quote::None && turn + 1 < count && is_lead {
                said.amends = true;
                listed.leads(words);
                continue;
            }
            let leads = understood.asked.is_empty() && understood.lost.is_none() && piece.quote == Quote::None;
            if leads && understood.amends {
                said.amends = true;
                // In an article it is of the rest of it, in an item of those behind.
                said.stems.clone_from(&words);
                beside = Some(words);
                continue;
            }
            self.piece(own, piece, (own_words, &words), &understood, said);
        }
        beside
    }

    const fn reader<'t>(&self, tokens: &'t [Token], has_text: bool) -> Reader<'t> {
        Reader { brings: Brings { tongue: self.tongue, has_text }, tokens }
    }

    /// Reads a piece with its own words, and all that stand above it with them.
    fn piece(
        &mut self,
        own: &Own<'_>,
        piece: Piece,
        (own_words, words): (&[Token], &[Token]),
        understood: &Understood,
        said: &mut Said,
    ) {
        let (path, line) = (place(own.unit).to_owned(), own.line(piece.at));
        let asks = says_asked(own_words, words);
        let ends = piece.sentence.ends_with(['.', ';', ':', ',', '—', '–']);
        // MARK may take the first line of an item for its heading; what quotes a phrase, or goes on, is none.
        let goes_on = piece.sentence.ends_with([';', ':', ',', '—', '–'])
            || own_words.iter().any(|token| matches!(token, Token::Quoted(_)));
        let stands_as_one = (piece.at < own.heading || !ends) && !goes_on;
        let is_heading = stands_as_one && piece.quote == Quote::None && understood.asked.is_empty();
        let is_asked = !understood.asked.is_empty()
            || asks
                && !is_heading
                && (said.amends || understood.amends || piece.quote != Quote::None || begins(self.tongue, own_words));
        if !is_asked {
            self.all.others.push(Passage { place: path, line, sentence: piece.sentence });
            return;
        }
        let quoted = understood.asked.iter().rev().find_map(|asked| texts(asked.kind).then(|| asked.quoted.last().cloned())?);
        let quote = match (&piece.quote, quoted) {
            (Quote::None, Some(text)) => Quote::Text(text),
            (Quote::Text(text), _) if self.omits => Quote::Text(without_omissions(text)),
            (quote, _) => quote.clone(),
        };
        let text = match &quote {
            Quote::Text(text) => Some(text.as_str()),
            Quote::None | Quote::Open => None,
        };
        let brought = text.or((quote == Quote::Open).then_some(piece.open.as_str()));
        let mut done: Option<Vec<Edit>> = Some(Vec::new());
        for asked in &understood.asked {
            let mut asked = asked.clone();
            // Words are changed where the rest of the sentence says.
            if asked.scope[0].path.is_empty() {
                asked.scope.clone_from(&understood.scope);
            }
            let own = edits(self.tongue, &asked, brought);
            done = done.zip(own).map(|(mut all, own)| {
                all.extend(own);
                all
            });
        }
        said.amends = true;
        let mut read = match done.filter(|done| !done.is_empty()) {
            Some(mut done) => {
                done.iter_mut().for_each(|edit| whole(self.tongue, edit));
                with_text(done, text, &path)
            }
            None => Read { edits: Vec::new(), trouble: None },
        };
        let somewhere =
            read.edits.iter().any(|edit| matches!(&edit.deed, Deed::Words(Words::Add { beside, .. }) if beside.is_empty()));
        // Words in square brackets may be those that are left out.
        let doubted = self.tongue == Tongue::Commonwealth && text.is_some_and(|text| without_omissions(text) != text);
        if read.edits.is_empty() || understood.lost.is_some() || somewhere || doubted {
            read.trouble = Some(unread(&path, &piece.sentence));
        }
        let (sentence, law) = (piece.sentence, said.law.clone());
        self.all.found.push(Found { place: path, line, sentence, quote, context: Vec::new(), law, item_of: None });
        self.reads.push(read);
    }

    /// The document that a sentence names first.
    fn law(&self, sentence: &str) -> Option<Law> {
        let named = laws(sentence).into_iter().next()?;
        let small = named.name.to_lowercase();
        let known = self.aliases.iter().find(|(short, _)| *short == small || small.strip_prefix("the ") == Some(short));
        let name = known.map_or(named.name.as_str(), |(_, name)| name);
        let dated = name.bytes().filter(u8::is_ascii_digit).count() >= 4;
        let number = laws(name).into_iter().next().and_then(|law| law.number);
        dated.then(|| Law { name: name.to_owned(), number: named.number.or(number) })
    }
}

/// A text without words in square brackets; numbers of notes stay.
fn without_omissions(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once('[') {
        let Some((inner, after)) = behind.split_once(']').filter(|(inner, _)| inner.chars().any(char::is_alphabetic)) else {
            break;
        };
        // A reference such as `[Chapter 8:03]` is no omission.
        if inner.contains(':') {
            out.push_str(&rest[..before.len() + inner.len() + 2]);
        } else {
            out.push_str(before);
            if out.ends_with(' ') && after.starts_with(' ') {
                out.pop();
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether a unit holds articles: it says nothing of provisions, but may name the document that they amend.
fn is_group(tongue: Tongue, unit: &Unit) -> bool {
    let label = place(unit).rsplit('-').nth(1).unwrap_or_default();
    [Level::Part, Level::Title, Level::Chapter, Level::Section].into_iter().any(|level| tongue.label(level) == label)
}

/// Whether what is quoted for it is a text, and no phrase.
const fn texts(kind: super::shapes::Kind) -> bool {
    use super::shapes::Kind;
    matches!(kind, Kind::Replace | Kind::Insert | Kind::InsertBefore | Kind::InsertInto)
}

/// What names no provision is of the whole document where the sentence is of one.
fn whole(tongue: Tongue, edit: &mut Edit) {
    if edit.target.part == Part::Document {
        edit.target = Provision::whole_of(tongue);
    }
}
