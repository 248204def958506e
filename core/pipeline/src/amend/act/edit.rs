//! What instructions do to the units of the amended act: the texts of articles change, articles come and end.

use std::collections::{BTreeMap, BTreeSet};

use super::article::{gone, path_below, renumbered, without_gone, Article, Cannot, Grammar};
use super::phrase;
use super::read::{Deed, Edit, Place, Words};
use super::words::{Level, Part, Provision, Rung};
use crate::amend::live::{deepest, Live};
use crate::amend::{Doubt, Left};
use crate::structure::{is_live, Document};
use cutter_model::live::UnitRow;
use cutter_model::sentence::Sentence;
use iu_text::profile::Profile;

/// An article that was changed.
pub(super) struct Changed {
    pub(super) article: Article,
    /// Blank lines behind it, which its canonical text has not.
    pub(super) tail: String,
    /// Paths that got another number, with those they had.
    pub(super) renamed: BTreeMap<String, String>,
}

/// An article that is new.
pub(super) struct New {
    pub(super) article: Article,
    /// Place of the live article it comes behind, or before.
    pub(super) beside: usize,
    pub(super) before: bool,
    pub(super) address: String,
    pub(super) tail: String,
}

pub(super) struct Work<'d> {
    pub(super) document: &'d Document,
    pub(super) live: &'d [Live<'d>],
    /// Every unit, those that ended too, in document order.
    pub(super) order: Vec<&'d UnitRow>,
    pub(super) levels: Vec<String>,
    pub(super) grammar: Grammar<'d>,
    pub(super) changed: BTreeMap<usize, Changed>,
    pub(super) new: Vec<New>,
    /// Live units that end.
    pub(super) ended: BTreeSet<usize>,
    /// New headings of units above articles.
    pub(super) headings: BTreeMap<usize, String>,
    /// Which instruction touched what, by its address.
    pub(super) touched: Vec<(String, usize)>,
    /// Doubts, each with the address of what it is about.
    pub(super) doubts: Vec<(String, Doubt)>,
    pub left: Vec<Left>,
}

impl<'d> Work<'d> {
    pub(super) fn of(document: &'d Document, live: &'d [Live<'d>], profile: &'d Profile) -> Self {
        let levels: Vec<String> =
            live.iter().map(|each| each.level_in(profile).map_or("", |level| &level.label).to_owned()).collect();
        let first = live.first().map(|each| each.unit);
        let grammar = Grammar {
            profile,
            prefix: first
                .and_then(|unit| unit.canonical_address.split_once('/'))
                .map(|(prefix, _)| prefix.to_owned())
                .unwrap_or_default(),
            doc_code: first.map(|unit| unit.doc_code.clone()).unwrap_or_default(),
            leaf: deepest(live, profile).to_owned(),
        };
        Self {
            document,
            live,
            order: document.rows.in_order(),
            levels,
            grammar,
            changed: BTreeMap::new(),
            new: Vec::new(),
            ended: BTreeSet::new(),
            headings: BTreeMap::new(),
            touched: Vec::new(),
            doubts: Vec::new(),
            left: Vec::new(),
        }
    }

    pub(super) fn address(&self, at: usize) -> &'d str {
        &self.live[at].unit.canonical_address
    }

    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.live[at].parent, |&up| self.live[up].parent)
    }

    /// Carries out one thing that instruction `index` asks; what cannot be done is left.
    pub(super) fn carry_out(&mut self, index: usize, edit: &Edit) {
        if let Err(why) = self.try_carry_out(index, edit) {
            self.left.push(Left { address: edit.target.written(), why: why.into(), asked_by: vec![index] });
        }
    }

    fn try_carry_out(&mut self, index: usize, edit: &Edit) -> Result<(), Sentence> {
        let target = &edit.target;
        let dieu = target.path.iter().position(|rung| rung.level == Level::Dieu);
        let Some(dieu) = dieu else { return self.group(index, edit) };
        let of_article = Provision { path: target.path[..=dieu].to_vec(), part: Part::Whole };
        let is_whole = target.level() == Level::Dieu && target.part == Part::Whole;
        match (&edit.deed, is_whole) {
            (Deed::Insert(text, place), true) => return self.insert_article(index, &of_article, text, place),
            (Deed::Repeal, true) => {
                match self.find(&of_article.path) {
                    Ok(at) => {
                        self.ended.insert(at);
                        self.touch(self.address(at).to_owned(), index);
                    }
                    Err(_) if self.has_ended(&of_article.path) => {}
                    Err(why) => return Err(why),
                }
                return Ok(());
            }
            (Deed::Renumber(_), true) => return Err(missing("PROVISION_OTHER_STEP", target)),
            _ => {}
        }
        let at = self.find(&of_article.path)?;
        self.open(at)?;
        let path = path_below(&target.path);
        let address = format!("{}{path}", self.address(at));
        let Some(changed) = self.changed.get(&at) else { return Err(missing("PROVISION_MISSING", target)) };
        let (article, grammar) = (&changed.article, &self.grammar);
        let cannot = |why: Cannot| match why {
            Cannot::Missing => missing("PROVISION_MISSING", target),
            Cannot::NoWords => missing("PROVISION_WITHOUT_WORDS", target),
            Cannot::Breaks => missing("PROVISION_BREAKS", target),
        };
        let next = match &edit.deed {
            Deed::Replace(text) => article.replace(grammar, target, text),
            Deed::Insert(text, Place::Before(_)) if target.part == Part::Opening => {
                if article.text().contains(text.as_str()) {
                    return Ok(());
                }
                article.insert_opening(grammar, &path, text)
            }
            Deed::Insert(text, _) if article.has(&path) => article.replace(grammar, target, text),
            Deed::Insert(text, Place::ByNumber) => article.insert_by_number(grammar, &target.path, text),
            Deed::Insert(text, Place::After(beside)) => article.insert(grammar, &path, &path_below(&beside.path), false, text),
            Deed::Insert(text, Place::Before(beside)) => article.insert(grammar, &path, &path_below(&beside.path), true, text),
            Deed::Repeal if !article.has(&path) && (self.address_ended(&address) || self.had(at, &path)) => return Ok(()),
            Deed::Repeal => article.repeal(grammar, &path),
            Deed::Renumber(number) => {
                let to = renumbered(&path, number);
                if article.has(&to) && (!article.has(&path) || self.came_from(at, &to, &path)) {
                    return Ok(());
                }
                let next = article.renumber(grammar, &path, number);
                if next.is_ok() {
                    self.rename(at, &path, &to);
                }
                next
            }
            Deed::Words(words) => match article.words(grammar, target, words) {
                Ok((next, count)) => {
                    if count > 1 {
                        self.doubts.push((address.clone(), several(target, count)));
                    }
                    Ok(next)
                }
                Err(Cannot::NoWords) if self.reads_so_already(at, article, words) => return Ok(()),
                Err(why) => Err(why),
            },
        };
        let next = next.map_err(cannot)?;
        if matches!(edit.deed, Deed::Insert(..)) && self.has_text(at, &path) && !self.goes_on(at, &path, &next) {
            let template = "{provision} is to be inserted, and is there already with another text: it is replaced.";
            let doubt = Sentence::new("PROVISION_THERE", template, [("provision", &target.written())]);
            self.doubts.push((address.clone(), doubt.into()));
        }
        if let Some(changed) = self.changed.get_mut(&at) {
            changed.article = next;
        }
        self.touch(address, index);
        Ok(())
    }

    fn touch(&mut self, address: String, index: usize) {
        self.touched.push((address, index));
    }

    fn rename(&mut self, at: usize, from: &str, to: &str) {
        if let Some(changed) = self.changed.get_mut(&at) {
            let first = changed.renamed.remove(from).unwrap_or_else(|| from.to_owned());
            changed.renamed.insert(to.to_owned(), first);
        }
    }

    /// Whether the live unit has a text at all.
    fn has_text(&self, at: usize, path: &str) -> bool {
        let address = format!("{}{path}", self.address(at));
        self.live.iter().any(|each| each.unit.canonical_address == address)
    }

    /// Whether the new text of a provision begins with the one it has: the parts of what was inserted come in a later round.
    fn goes_on(&self, at: usize, path: &str, next: &Article) -> bool {
        let address = format!("{}{path}", self.address(at));
        let live = self.live.iter().find(|each| each.unit.canonical_address == address);
        let text = live.map(|live| [live.heading(), live.body()].concat()).unwrap_or_default();
        next.text().contains(text.trim_end())
    }

    /// Whether words were changed already: the new ones are there, or those that go were in an earlier text.
    fn reads_so_already(&self, at: usize, article: &Article, words: &Words) -> bool {
        let old = match words {
            Words::Swap { new, .. } | Words::Add { new, .. } => return phrase::find(article.text(), new.trim(), 0).is_some(),
            Words::Drop { old } => old,
        };
        let address = self.address(at);
        let is_within = |unit: &UnitRow| {
            unit.canonical_address.strip_prefix(address).is_some_and(|below| below.is_empty() || below.starts_with('-'))
        };
        let of_article = |id: &str| self.document.rows.units.get(id).is_some_and(is_within);
        self.document.rows.versions.values().any(|version| {
            of_article(&version.unit_id)
                && version.superseded_at.is_some()
                && version.body.as_ref().is_some_and(|body| phrase::find(body, old, 0).is_some())
        })
    }

    /// Whether what stands at `to` had the address of `from` before.
    fn came_from(&self, at: usize, to: &str, from: &str) -> bool {
        let address = |path: &str| format!("{}{path}", self.address(at));
        let (now, before) = (address(to), address(from));
        let unit = self.live.iter().find(|each| each.unit.canonical_address == now).map(|each| each.unit.id.as_str());
        self.document.rows.aliases.values().any(|alias| alias.alias_text == before && Some(alias.target_unit_id.as_str()) == unit)
    }

    /// Whether an earlier text of the article had the provision.
    fn had(&self, at: usize, path: &str) -> bool {
        let id = &self.live[at].unit.id;
        let earlier =
            self.document.rows.versions.values().filter(|version| version.unit_id == *id && version.superseded_at.is_some());
        earlier.into_iter().any(|version| {
            let (heading, body) = version.texts();
            Article::of(&self.grammar, &[heading, body].concat()).is_some_and(|article| article.has(path))
        })
    }

    /// The live unit that the rungs name; those above it may be left out.
    fn find(&self, path: &[Rung]) -> Result<usize, Sentence> {
        let named = Provision { path: path.to_vec(), part: Part::Whole };
        let is = |at: usize, rung: &Rung| {
            self.levels[at] == rung.level.label() && self.address(at).rsplit(['-', '/']).next() == Some(rung.token.as_str())
        };
        let Some((own, outer)) = path.split_last() else { return Err(missing("PROVISION_MISSING", &named)) };
        let fits = |&at: &usize| is(at, own) && outer.iter().all(|rung| self.above(at).any(|up| is(up, rung)));
        let mut found = (0..self.live.len()).filter(fits);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(_), Some(_)) => Err(missing("PROVISION_AMBIGUOUS", &named)),
            _ => Err(missing("PROVISION_MISSING", &named)),
        }
    }

    fn address_ended(&self, address: &str) -> bool {
        self.document.rows.units.values().any(|unit| !is_live(unit) && unit.canonical_address == address)
    }

    fn has_ended(&self, path: &[Rung]) -> bool {
        path.last().is_some_and(|rung| {
            let ending = format!("{}-{}", rung.level.label(), rung.token);
            let ended = self.document.rows.units.values().filter(|unit| !is_live(unit));
            ended
                .map(|unit| unit.canonical_address.as_str())
                .any(|address| address.ends_with(&format!("/{ending}")) || address.ends_with(&format!("-{ending}")))
        })
    }

    /// Places of the unit and of all live ones below it.
    pub(super) fn subtree(&self, at: usize) -> Vec<usize> {
        // In document order they follow it.
        (at..self.live.len()).take_while(|&other| other == at || self.above(other).any(|up| up == at)).collect()
    }

    /// Reads the article, unless it was read before: marked by itself, it must have the units that it has in the document.
    fn open(&mut self, at: usize) -> Result<(), Sentence> {
        if self.changed.contains_key(&at) {
            return Ok(());
        }
        let below = self.subtree(at);
        let whole: String = below.iter().flat_map(|&unit| [self.live[unit].heading(), self.live[unit].body()]).collect();
        let tail = whole.trim_end_matches('\n');
        let tail = whole[tail.len()..].strip_prefix('\n').unwrap_or_default().to_owned();
        let otherwise = || {
            let template = "Read by itself, {address} has other units than in the document: what the act asks of it is left.";
            Sentence::new("ARTICLE_READS_OTHERWISE", template, [("address", &self.address(at))])
        };
        let whole = self.with_ended(at);
        let (text, manifest) = self.grammar.article(&whole, Some(&self.grammar.leaf)).ok_or_else(otherwise)?;
        let stem = manifest.units.first().map(|unit| unit.address.len()).unwrap_or_default();
        let standing = manifest.units.iter().filter_map(|unit| {
            let spans = unit.heading_spans.iter().chain(&unit.body_spans);
            let read: String = spans.filter_map(|span| text.get(span.start..span.end)).collect();
            let stands = without_gone(&read);
            (read.is_empty() || !stands.is_empty()).then_some((&unit.address[stem..], stands))
        });
        let read: Vec<(&str, String)> = standing.collect();
        let alike = read.len() == below.len()
            && read.iter().zip(&below).all(|((path, read), &live)| {
                let each = &self.live[live];
                self.address(live).strip_prefix(self.address(at)) == Some(*path)
                    && same_lines(read, &[each.heading(), each.body()].concat())
            });
        let article = Article::of(&self.grammar, &whole).filter(|_| alike).ok_or_else(otherwise)?;
        self.changed.insert(at, Changed { article, tail, renamed: BTreeMap::new() });
        Ok(())
    }

    /// The text of an article, with a line in the place of each provision that ended.
    fn with_ended(&self, at: usize) -> String {
        let rows = &self.document.rows;
        let (article, mut text, mut passed) = (&self.live[at].unit.id, String::new(), BTreeSet::new());
        let is_within = |unit: &&&UnitRow| unit.id == *article || rows.ancestors(&unit.id).contains(&article.as_str());
        for unit in self.order.iter().skip_while(|unit| unit.id != *article).take_while(is_within) {
            let Some(version) = rows.newest(&unit.id) else { continue };
            let (heading, body) = version.texts();
            if is_live(unit) {
                text.push_str(heading);
                text.push_str(body);
                continue;
            }
            // What stood in it ended with it.
            let with_it = unit.parent_id.as_ref().is_some_and(|parent| passed.contains(parent));
            passed.insert(&unit.id);
            if !with_it && !heading.trim().is_empty() {
                text.push_str(&gone(heading));
            }
        }
        text
    }

    fn insert_article(&mut self, index: usize, target: &Provision, text: &str, place: &Place) -> Result<(), Sentence> {
        let breaks = || missing("PROVISION_BREAKS", target);
        let article = Article::of(&self.grammar, text).ok_or_else(breaks)?;
        if let Ok(at) = self.find(&target.path) {
            self.open(at)?;
            let address = self.address(at).to_owned();
            if let Some(changed) = self.changed.get_mut(&at) {
                // What was inserted without its parts gets them in a later round.
                let goes_on = same_lines(changed.article.text(), text) || text.contains(changed.article.text().trim_end());
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
        let whole = self.subtree(beside).last().map(|&last| [self.live[last].heading(), self.live[last].body()].concat());
        let whole = whole.unwrap_or_default();
        let tail = whole[whole.trim_end_matches('\n').len()..].strip_prefix('\n').unwrap_or_default().to_owned();
        self.touch(address.clone(), index);
        self.new.push(New { article, beside, before, address, tail });
        Ok(())
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
            self.levels[at] == Level::Dieu.label()
                && self.address(at).rsplit(['-', '/']).next().is_some_and(|token| number(token) < own)
        };
        (0..self.live.len()).rev().find(smaller).ok_or_else(|| missing("PROVISION_MISSING", target))
    }

    /// A part, chapter or section: it ends, or gets another title.
    fn group(&mut self, index: usize, edit: &Edit) -> Result<(), Sentence> {
        let at = match self.find(&edit.target.path) {
            Ok(at) => at,
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

impl Changed {
    /// The path that what is at `path` now had in the document.
    pub(super) fn before(&self, path: &str) -> String {
        let holds =
            |to: &&String| path == to.as_str() || path.strip_prefix(to.as_str()).is_some_and(|rest| rest.starts_with('-'));
        let renamed = self.renamed.iter().filter(|(to, _)| holds(to)).max_by_key(|(to, _)| to.len());
        match renamed {
            Some((to, from)) => format!("{from}{}", &path[to.len()..]),
            None if self.renamed.values().any(|from| from == path) => String::from("-"),
            None => path.to_owned(),
        }
    }
}

/// Whether two texts are the same but for blank lines behind them.
fn same_lines(one: &str, other: &str) -> bool {
    one.trim_end_matches('\n') == other.trim_end_matches('\n')
}

fn several(target: &Provision, count: usize) -> Doubt {
    let template = "The words stand {count} times in {provision}; all of them are changed.";
    Sentence::new("WORDS_SEVERAL", template, [("count", &count), ("provision", &target.written())]).into()
}

/// Why something cannot be done to a provision.
fn missing(code: &'static str, target: &Provision) -> Sentence {
    let template = match code {
        "PROVISION_AMBIGUOUS" => "More than one unit is {provision}.",
        "PROVISION_WITHOUT_WORDS" => "{provision} has not the words that are to change.",
        "PROVISION_BREAKS" => {
            "With what the act asks of {provision}, the article would not be read as one, or have a label twice."
        }
        "PROVISION_OTHER_STEP" => {
            "What the act asks of {provision} is no step that is proposed from an act: it takes an operation of its own."
        }
        _ => "{provision} is not in the document.",
    };
    Sentence::new(code, template, [("provision", &target.written())])
}
