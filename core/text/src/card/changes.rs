//! What a document amends and repeals: in its title, in the first words of its articles and clauses, and in its closing articles.

use super::fit::Captures;
use super::head::Head;
use super::page::{first, word_starts, Joined, Page};
use super::pattern::Slot;
use super::signs::is_space;
use super::value::{Card, CardNumbers};
use super::words::Words;

/// Lines of an instruction at most.
const INSTRUCTION: usize = 16;
/// Lines of closing articles at most.
const CLOSING: usize = 400;

/// Numbers in the order in which they are found.
#[derive(Default)]
struct Numbers {
    first: usize,
    value: Vec<String>,
}

impl Numbers {
    fn push(&mut self, at: usize, number: &str) {
        if self.value.is_empty() {
            self.first = at;
        }
        if !self.value.iter().any(|known| known == number) {
            self.value.push(number.to_owned());
        }
    }

    fn told(self) -> Option<CardNumbers> {
        (!self.value.is_empty()).then_some(CardNumbers { at: self.first, doubt: None, value: self.value })
    }
}

struct Changes<'w> {
    words: &'w Words,
    own: Option<String>,
    amends: Numbers,
    repeals: Numbers,
}

/// What the document does to those it names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Nothing,
    Amends,
    Repeals,
}

pub fn read(page: &Page<'_>, words: &Words, head: &Head<'_>, own_lines: &[usize], end: usize, card: &mut Card) {
    let base = card.base.as_ref().and_then(|base| base.number.as_ref());
    let own = base.or(card.number.as_ref()).map(|number| number.value.clone());
    let mut changes = Changes { words, own, amends: Numbers::default(), repeals: Numbers::default() };
    if let Some(title) = &card.title {
        let from = page.lines.partition_point(|line| line.at <= title.at).saturating_sub(1);
        let joined = page.joined(from, head.after_title);
        let start = title.at - page.lines[from].at;
        changes.title(&joined, start);
    }
    // Notes of a consolidated text quote the formulas of others.
    let formulas = if card.base.is_some() { head.body } else { head.after_title };
    for index in formulas..head.body {
        let joined = page.joined(index, (index + INSTRUCTION).min(head.body));
        if let Some(formula) = first(&words.enacting, &joined.text, words) {
            let start = after_space(&joined.text, formula.end);
            if words.amending.fit(&joined.text[start..], words).is_some() {
                changes.instruction(&joined, start);
            }
        }
    }
    for (position, &index) in own_lines.iter().enumerate() {
        let line = page.lines[index];
        let shown = line.unlabelled;
        // A sentence that is wrapped may go on with any word.
        let begins = shown.len() < line.text.len() || index == 0 || page.lines[index - 1].text.ends_with(['.', ';', ':']);
        let instructs = || words.amending.fit(shown, words).or_else(|| words.repealing.fit(shown, words)).is_some();
        if !begins || !instructs() {
            continue;
        }
        // To the next label: what a clause amends it says before its parts.
        let rest = &own_lines[position + 1..];
        let until = rest.iter().take(INSTRUCTION).find(|&&next| {
            let line = page.lines[next];
            line.unlabelled.len() < line.text.len()
        });
        let joined = page.joined(index, until.copied().unwrap_or(index + INSTRUCTION).min(index + INSTRUCTION).min(end));
        changes.instruction(&joined, line.text.len() - shown.len());
    }
    if let Some(said) = card.base.as_ref().map_or(&card.in_force_from, |base| &base.in_force_from) {
        let from = own_lines.partition_point(|&index| page.lines[index].at <= said.at).saturating_sub(1);
        if let Some(&from) = own_lines.get(from).filter(|&&index| page.lines[index].at <= said.at && index >= head.body) {
            changes.closing(&page.joined(from, end.min(from + CLOSING)));
        }
    }
    card.amends = changes.amends.told();
    card.repeals = changes.repeals.told();
}

impl Changes<'_> {
    fn title(&mut self, joined: &Joined, start: usize) {
        let text = &joined.text;
        let start = self.words.kind_at(&text[start..]).map_or(start, |(_, length)| start + length);
        let start = text.len() - text[start..].trim_start().len();
        let mut mode = Mode::Nothing;
        let mut done = 0;
        for at in word_starts(text).filter(|&at| at >= start) {
            if at < done {
                continue;
            }
            let joint = at == start || self.follows_joint(text, at);
            if joint && self.words.repealing.fit(&text[at..], self.words).is_some() {
                mode = Mode::Repeals;
            } else if let Some(found) = self.words.amending.at(text, at, self.words) {
                // Of a document that is named, such words may only tell what it is about.
                if joint {
                    mode = Mode::Amends;
                }
                done = found.end;
            } else if mode != Mode::Nothing {
                if self.words.histories.fit(&text[at..], self.words).is_some() {
                    return;
                }
                let is_first = match mode {
                    Mode::Amends => self.amends.value.is_empty(),
                    _ => self.repeals.value.is_empty(),
                };
                let is_purpose = self.words.purposes.iter().any(|purpose| text[..at].trim_end().ends_with(purpose.as_str()));
                if let Some(found) = self.document(text, at).filter(|_| (is_first || joint) && !is_purpose) {
                    done = self.take(joined, &found, mode);
                }
            }
        }
    }

    /// An instruction that begins at `start`: it changes the first document it names, and those that are joined to it.
    fn instruction(&mut self, joined: &Joined, start: usize) {
        let text = &joined.text;
        let repealing = self.words.repealing.at(text, start, self.words);
        if let Some(document) = repealing.and_then(|found| self.document(text, after_space(text, found.end))) {
            self.take(joined, &document, Mode::Repeals);
            return;
        }
        let (mut is_first, mut done) = (true, 0);
        for at in word_starts(text).filter(|&at| at >= start) {
            if at < done {
                continue;
            }
            if text[at..].starts_with(['“', '"', ':', ';']) || self.words.histories.fit(&text[at..], self.words).is_some() {
                return;
            }
            if let Some(found) = self.document(text, at).filter(|_| is_first || self.follows_joint(text, at)) {
                done = self.take(joined, &found, Mode::Amends);
                is_first = false;
            }
        }
    }

    /// Closing articles: documents that they replace, and those whose force they end.
    fn closing(&mut self, joined: &Joined) {
        let text = &joined.text;
        let mut pending: Vec<Captures> = Vec::new();
        let mut is_list = false;
        let mut done = 0;
        for at in word_starts(text) {
            if at < done {
                continue;
            }
            let before = text[..at].trim_end();
            let is_item = before.ends_with(['.', ';', ':', ')', '-', '–']) || before.is_empty();
            if let Some(found) = self.words.repealing.at(text, at, self.words) {
                if let Some(document) = self.document(text, after_space(text, found.end)) {
                    done = self.take(joined, &document, Mode::Repeals);
                }
            } else if let Some(found) = self.words.repealed.at(text, at, self.words) {
                for document in std::mem::take(&mut pending) {
                    self.take(joined, &document, Mode::Repeals);
                }
                is_list = text[found.end..].trim_start().starts_with(':');
                done = found.end;
            } else if let Some(document) =
                self.document(text, at).filter(|_| is_item || (!pending.is_empty() && self.follows_joint(text, at)))
            {
                done = document.end;
                if is_list {
                    done = self.take(joined, &document, Mode::Repeals);
                } else {
                    pending.push(document);
                }
            } else if before.ends_with(['.', ':']) && !text[..at].ends_with(['.', ':']) {
                // A new sentence, or a new item of one.
                let is_label = self.words.labels.fit(&text[at..], self.words).is_some();
                if !is_label && !is_list {
                    pending.clear();
                }
                if self.words.articles.fit(&text[at..], self.words).is_some() {
                    is_list = false;
                }
            }
        }
    }

    fn document(&self, text: &str, at: usize) -> Option<Captures> {
        self.words.documents.at(text, at, self.words)
    }

    fn follows_joint(&self, text: &str, at: usize) -> bool {
        let before = text[..at].trim_end();
        self.words.joints.iter().any(|joint| before.ends_with(joint.as_str()))
    }

    /// Takes a document and those listed after it; answers the byte after them.
    fn take(&mut self, joined: &Joined, found: &Captures, mode: Mode) -> usize {
        let mut end = found.end;
        let mut next = found.get(Slot::Number).cloned();
        while let Some(number) = next {
            if self.own.as_ref() != Some(&number.value) {
                let to = if mode == Mode::Repeals { &mut self.repeals } else { &mut self.amends };
                to.push(joined.place(number.at), &number.value);
            }
            let more = self.words.more_documents.at(&joined.text, end, self.words);
            next = more.and_then(|more| {
                end = more.end;
                more.get(Slot::Number).cloned()
            });
        }
        end
    }
}

fn after_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(is_space).len()
}
