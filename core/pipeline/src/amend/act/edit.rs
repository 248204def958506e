//! What instructions do to the units of the amended act: the texts of articles change, articles come and end.

use std::collections::{BTreeMap, BTreeSet};

use super::article::{gone, path_below, renumbered, without_gone, Article, Cannot, Grammar};
use super::deed::{Deed, Edit, Place, Words};
use super::paragraph;
use super::phrase::Look;
use super::provision::{Level, Part, Provision};
use super::tongue::Tongue;
use crate::amend::live::{deepest, Live};
use crate::amend::{Doubt, Left, Step};
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

/// What an instruction touched.
pub(super) struct Touched {
    pub address: String,
    /// The instruction.
    pub index: usize,
    /// Whether the act gives its whole text; else it is made from the one that stands there.
    pub is_given: bool,
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
    /// Which instruction touched what.
    pub(super) touched: Vec<Touched>,
    /// Doubts, each with the address of what it is about.
    pub(super) doubts: Vec<(String, Doubt)>,
    pub left: Vec<Left>,
    /// What is suspended, and what is applied again.
    pub(super) suspensions: Vec<Step>,
}

impl<'d> Work<'d> {
    pub(super) fn of(document: &'d Document, live: &'d [Live<'d>], profile: &'d Profile, tongue: Tongue) -> Self {
        let levels: Vec<String> =
            live.iter().map(|each| each.level_in(profile).map_or("", |level| &level.label).to_owned()).collect();
        let first = live.first().map(|each| each.unit);
        let grammar = Grammar {
            tongue,
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
            suspensions: Vec::new(),
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
        if edit.deed == Deed::Component || target.is_component() || target.is_piece() && paragraph::which(target).is_none() {
            return Err(missing("PROVISION_OTHER_STEP", target));
        }
        match (&edit.deed, target.part) {
            (Deed::Suspend { .. } | Deed::Resume { .. }, _) => return self.suspend(index, edit),
            (Deed::Repeal, Part::Document) => return self.repeal_all(index, edit),
            (_, Part::Document) => return self.everywhere(index, edit),
            _ => {}
        }
        let dieu = target.path.iter().position(|rung| rung.level == Level::Article);
        let Some(dieu) = dieu else { return self.group(index, edit) };
        let of_article = Provision { path: target.path[..=dieu].to_vec(), part: Part::Whole };
        let is_whole = target.level() == Level::Article && target.part == Part::Whole;
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
            Cannot::Parts => missing("PROVISION_OTHER_STEP", target),
            Cannot::Breaks => missing("PROVISION_BREAKS", target),
        };
        let next = match &edit.deed {
            deed if target.is_piece() => {
                let which = paragraph::which(target).ok_or_else(|| missing("PROVISION_OTHER_STEP", target))?;
                article.paragraph(grammar, &path, which, deed)
            }
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
            Deed::Component | Deed::Suspend { .. } | Deed::Resume { .. } => Err(Cannot::Missing),
            Deed::Words(words) => match article.words(grammar, target, words, Look::Exact) {
                Err(Cannot::NoWords) if self.reads_so_already(at, article, words) => return Ok(()),
                Err(Cannot::NoWords) => {
                    let loose = article.words(grammar, target, words, Look::Loose);
                    if loose.is_ok() {
                        self.doubts.push((address.clone(), otherwise_written(target, words)));
                    }
                    loose.map(|(next, _)| next)
                }
                told => told.map(|(next, _)| next),
            },
        };
        let next = next.map_err(cannot)?;
        let moved_away = self.changed.get(&at).is_some_and(|changed| changed.renamed.values().any(|from| *from == path));
        if matches!(edit.deed, Deed::Insert(..)) && !moved_away && self.has_text(at, &path) && !self.goes_on(at, &path, &next) {
            let template = "{provision} is to be inserted, and is there already with another text: it is replaced.";
            let doubt = Sentence::new("PROVISION_THERE", template, [("provision", &target.written())]);
            self.doubts.push((address.clone(), doubt.into()));
        }
        if let Some(changed) = self.changed.get_mut(&at) {
            changed.article = next;
        }
        self.touch(address, index);
        if let Some(touched) = self.touched.last_mut() {
            touched.is_given = matches!(edit.deed, Deed::Replace(_)) && target.part == Part::Whole && !target.is_piece();
        }
        Ok(())
    }

    pub(super) fn touch(&mut self, address: String, index: usize) {
        self.touched.push(Touched { address, index, is_given: false });
    }

    fn rename(&mut self, at: usize, from: &str, to: &str) {
        if let Some(changed) = self.changed.get_mut(&at) {
            let first = changed.renamed.remove(from).unwrap_or_else(|| from.to_owned());
            changed.renamed.insert(to.to_owned(), first);
        }
    }

    /// Places of the unit and of all live ones below it.
    pub(super) fn subtree(&self, at: usize) -> Vec<usize> {
        // In document order they follow it.
        (at..self.live.len()).take_while(|&other| other == at || self.above(other).any(|up| up == at)).collect()
    }

    /// Reads the article, unless it was read before: marked by itself, it must have the units that it has in the document.
    pub(super) fn open(&mut self, at: usize) -> Result<(), Sentence> {
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

/// The words are there with other capital letters or marks.
fn otherwise_written(target: &Provision, words: &Words) -> Doubt {
    let template = "“{words}” stands in {provision} with other capital letters or marks only: is it meant?";
    Sentence::new("WORDS_OTHERWISE_WRITTEN", template, [("words", &words.old()), ("provision", &target.written())]).into()
}

/// Why something cannot be done to a provision.
pub(super) fn missing(code: &'static str, target: &Provision) -> Sentence {
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
