//! What instructions do to whole articles, to what is above them, and to words wherever they stand.

use super::article::Article;
use super::deed::{Deed, Edit, Place};
use super::edit::{missing, Changed, New, Work};
use super::phrase;
use super::provision::{Level, Part, Provision, Rung};
use cutter_model::sentence::Sentence;
use std::collections::BTreeMap;

impl Work<'_> {
    /// Words of every article that has them, but for those that are excepted.
    pub(super) fn everywhere(&mut self, index: usize, edit: &Edit) -> Result<(), Sentence> {
        let Deed::Words(words) = &edit.deed else { return Err(missing("PROVISION_OTHER_STEP", &edit.target)) };
        let old = words.old();
        let mut found = false;
        for at in 0..self.live.len() {
            let token = self.address(at).rsplit('-').next().unwrap_or_default().to_owned();
            let rung = Rung { tongue: self.grammar.tongue, level: Level::Article, written: token.to_lowercase(), token };
            let target = Provision { path: vec![rung], part: Part::Whole };
            let is_article = self.levels[at] == self.grammar.tongue.label(Level::Article)
                && self.find(&target.path).is_ok_and(|own| own == at);
            let of_this = |except: &&Provision| except.path.first().is_some_and(|rung| rung.token == target.path[0].token);
            let excepted = edit.except.iter().find(of_this);
            if !is_article || excepted.is_some_and(|except| except.path.len() == 1) {
                continue;
            }
            let below = self.subtree(at);
            let has =
                below.iter().any(|&unit| phrase::stands(&[self.live[unit].heading(), self.live[unit].body()].concat(), old));
            if !has {
                continue;
            }
            if excepted.is_some() {
                return Err(missing("PROVISION_OTHER_STEP", &edit.target));
            }
            found = true;
            let one = Edit::of(target, edit.deed.clone());
            self.carry_out(index, &one);
        }
        if found {
            Ok(())
        } else {
            Err(missing("PROVISION_WITHOUT_WORDS", &edit.target))
        }
    }

    /// All of the document. What goes on in spite of it is often said elsewhere, so a person looks at it before.
    pub(super) fn repeal_all(&mut self, index: usize, edit: &Edit) -> Result<(), Sentence> {
        if !edit.except.is_empty() {
            return Err(missing("PROVISION_OTHER_STEP", &edit.target));
        }
        let at_the_top: Vec<usize> = (0..self.live.len()).filter(|&at| self.live[at].parent.is_none()).collect();
        for at in at_the_top {
            let address = self.address(at).to_owned();
            let doubt = Sentence::new("REPEALS_ALL", "The act ends all of this document: does nothing of it go on?", []);
            self.doubts.push((address.clone(), doubt.into()));
            self.touch(address, index);
            self.ended.insert(at);
        }
        Ok(())
    }

    pub(super) fn insert_article(&mut self, index: usize, target: &Provision, text: &str, place: &Place) -> Result<(), Sentence> {
        let breaks = || missing("PROVISION_BREAKS", target);
        let article = Article::of(&self.grammar, text).ok_or_else(breaks)?;
        if let Ok(at) = self.find(&target.path) {
            let own = &self.live[at];
            let is_label =
                own.body().is_empty() && self.subtree(at).len() == 1 && article.text().starts_with(own.heading().trim());
            if is_label && !self.changed.contains_key(&at) {
                // What was inserted as a label gets its parts in a later round: read by itself, it is no article yet.
                let address = self.address(at).to_owned();
                self.changed.insert(at, Changed { article, tail: self.tail(at.saturating_sub(1)), renamed: BTreeMap::new() });
                self.touch(address, index);
                return Ok(());
            }
            self.open(at)?;
            let address = self.address(at).to_owned();
            if let Some(changed) = self.changed.get_mut(&at) {
                // What was inserted without its parts gets them in a later round.
                let goes_on = has_lines_of(article.text(), changed.article.text());
                changed.article = article;
                if !goes_on {
                    let template = "{provision} is to be inserted, and is there already with another text: it is replaced.";
                    let doubt = Sentence::new("PROVISION_THERE", template, [("provision", &target.written())]);
                    self.doubts.push((address.clone(), doubt.into()));
                }
            }
            self.touch(address, index);
            return Ok(());
        }
        let (beside, before) = match place {
            Place::After(beside) => (self.find_or_new(&beside.path)?, false),
            Place::Before(beside) => (self.find_or_new(&beside.path)?, true),
            Place::ByNumber => (self.by_number(target)?, false),
        };
        let stem = self.address(beside).rsplit_once('-').map_or("", |(stem, _)| stem);
        let token = target.path.last().map_or("", |rung| rung.token.as_str());
        let address = format!("{stem}-{token}");
        let tail = self.tail(self.subtree(beside).last().copied().unwrap_or(beside));
        self.touch(address.clone(), index);
        self.new.push(New { article, beside, before, address, tail });
        Ok(())
    }

    /// The blank lines behind a live unit.
    fn tail(&self, at: usize) -> String {
        let whole = [self.live[at].heading(), self.live[at].body()].concat();
        whole[whole.trim_end_matches('\n').len()..].strip_prefix('\n').unwrap_or_default().to_owned()
    }

    /// The live article, or the one beside which an article of this act comes that is named.
    fn find_or_new(&self, path: &[Rung]) -> Result<usize, Sentence> {
        self.find(path).or_else(|why| {
            let token = path.last().map_or("", |rung| rung.token.as_str());
            let new = self.new.iter().find(|new| new.address.rsplit(['-', '/']).next() == Some(token));
            new.map(|new| new.beside).ok_or(why)
        })
    }

    /// The last live article whose number is smaller.
    fn by_number(&self, target: &Provision) -> Result<usize, Sentence> {
        let number = |token: &str| {
            let digits = token.bytes().take_while(u8::is_ascii_digit).count();
            (token[..digits].parse::<u32>().unwrap_or_default(), token[digits..].to_owned())
        };
        let own = target.path.last().map(|rung| number(&rung.token)).unwrap_or_default();
        let smaller = |&at: &usize| {
            self.levels[at] == self.grammar.tongue.label(Level::Article)
                && self.address(at).rsplit(['-', '/']).next().is_some_and(|token| number(token) < own)
        };
        (0..self.live.len()).rev().find(smaller).ok_or_else(|| missing("PROVISION_MISSING", target))
    }

    /// A part, chapter or section: it ends, or gets another title.
    pub(super) fn group(&mut self, index: usize, edit: &Edit) -> Result<(), Sentence> {
        let at = match self.find(&edit.target.path) {
            Ok(at) => at,
            // What is new and says no number is no unit that could be missing.
            Err(_) if edit.target.path.last().is_some_and(|rung| rung.token.is_empty()) => {
                return Err(missing("PROVISION_OTHER_STEP", &edit.target))
            }
            Err(_) if edit.deed == Deed::Repeal && self.has_ended(&edit.target.path) => return Ok(()),
            Err(why) => return Err(why),
        };
        match &edit.deed {
            Deed::Repeal if edit.target.part == Part::Whole => {
                self.ended.insert(at);
            }
            Deed::Replace(text) if edit.target.part == Part::Title => {
                let old = self.live[at].heading();
                let label = old.lines().next().unwrap_or_default();
                let text = text.trim();
                let named = text.lines().next().is_some_and(|line| edit.target.begins_line(line));
                // The title stands on a line of its own, or behind the label.
                let heading = if named {
                    text.to_owned()
                } else if old.trim_end().lines().count() > 1 {
                    format!("{label}\n{text}")
                } else {
                    return Err(missing("PROVISION_OTHER_STEP", &edit.target));
                };
                self.headings.insert(at, format!("{heading}{}", &old[old.trim_end().len()..]));
            }
            _ => return Err(missing("PROVISION_OTHER_STEP", &edit.target)),
        }
        self.touch(self.address(at).to_owned(), index);
        Ok(())
    }
}

/// Whether the first text has every line of the second, in their order.
fn has_lines_of(text: &str, part: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    part.lines().map(str::trim).filter(|line| !line.is_empty()).all(|line| lines.any(|other| other == line))
}
