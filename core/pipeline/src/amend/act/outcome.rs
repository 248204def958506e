//! What the document reads once the instructions were carried out, and what leads there.

use std::collections::{BTreeMap, BTreeSet};

use super::article::{without_gone, Article, Grammar};
use super::edit::{New, Touched, Work};
use crate::amend::live::{Later, Live};
use crate::amend::{steps, Proposal};
use crate::structure::{Operation, Source};
use cutter_model::refusal::Refusal;
use iu_text::digest::sha256_hex;
use iu_text::manifest::pairing::Sign;
use iu_text::manifest::{Span, Unit};

impl Work<'_> {
    /// What leads from the live units to what they read now.
    pub(super) fn propose(self, source: Option<&Source>) -> Result<Proposal, Refusal> {
        let mut text = Reads::default();
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let mut passed: BTreeSet<usize> = BTreeSet::new();
        // New articles come behind the last unit of the one they are beside.
        let mut behind: BTreeMap<usize, Vec<&New>> = BTreeMap::new();
        for new in self.new.iter().filter(|new| !new.before) {
            behind.entry(self.subtree(new.beside).last().copied().unwrap_or(new.beside)).or_default().push(new);
        }
        for at in 0..self.live.len() {
            let parent = self.live[at].parent.and_then(|parent| place.get(&parent).copied());
            for new in self.new.iter().filter(|new| new.before && new.beside == at) {
                text.article(&new.article, &self.grammar, &new.address, parent, (&new.tail, None), &|_| None);
            }
            if self.ended.contains(&at) || self.above(at).any(|up| self.ended.contains(&up)) {
                passed.insert(at);
            } else if !passed.contains(&at) {
                if let Some(changed) = self.changed.get(&at) {
                    let address = self.address(at);
                    let below = self.subtree(at);
                    let pair = |path: &str| {
                        let was = changed.before(path);
                        below.iter().copied().find(|&unit| self.address(unit).strip_prefix(address) == Some(&was))
                    };
                    place.insert(at, text.units.len());
                    text.article(&changed.article, &self.grammar, address, parent, (&changed.tail, below.last().copied()), &pair);
                    passed.extend(below);
                } else {
                    place.insert(at, text.units.len());
                    text.live(at, &self.live[at], parent, self.headings.get(&at));
                }
            }
            for new in behind.get(&at).into_iter().flatten() {
                let parent = self.live[new.beside].parent.and_then(|parent| place.get(&parent).copied());
                text.article(&new.article, &self.grammar, &new.address, parent, (&new.tail, None), &|_| None);
            }
        }
        let Reads { units, later, pairs } = text;
        let mut proposal = steps::propose(self.document, self.live, &units, &later, Some(pairs), source);
        for step in &mut proposal.steps {
            step.asked_by = asked_by(&self.touched, &step.addresses);
            if let Operation::Substitute(asked) = &mut step.operation {
                asked.derived = !is_given(&self.touched, &step.addresses);
            }
            let about = |address: &String| step.addresses.iter().any(|own| meets(own, address));
            step.doubts.extend(self.doubts.iter().filter(|(address, _)| about(address)).map(|(_, doubt)| doubt.clone()));
        }
        for left in &mut proposal.left {
            left.asked_by = asked_by(&self.touched, std::slice::from_ref(&left.address));
        }
        proposal.steps.extend(self.suspensions);
        proposal.left.splice(0..0, self.left);
        Ok(proposal)
    }
}

/// Whether one of two units is the other, or stands in it.
fn meets(one: &str, other: &str) -> bool {
    let within =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    within(one, other) || within(other, one)
}

/// The instructions that touched one of these units, what stands in it, or what it stands in.
fn asked_by(touched: &[Touched], addresses: &[String]) -> Vec<usize> {
    let is_here = |address: &str| addresses.iter().any(|own| meets(own, address));
    let found: BTreeSet<usize> =
        touched.iter().filter(|touched| is_here(&touched.address)).map(|touched| touched.index).collect();
    found.into_iter().collect()
}

/// Whether an act gives one of these units a whole text, and asks for nothing else of it.
fn is_given(touched: &[Touched], addresses: &[String]) -> bool {
    let mut here = touched.iter().filter(|touched| addresses.iter().any(|own| meets(own, &touched.address))).peekable();
    here.peek().is_some() && here.all(|touched| touched.is_given)
}

/// The units that the document is to have, with the live ones they are.
#[derive(Default)]
struct Reads {
    units: Vec<Unit>,
    later: Vec<Later>,
    pairs: Vec<Option<(usize, Sign)>>,
}

impl Reads {
    fn live(&mut self, at: usize, live: &Live<'_>, parent: Option<usize>, heading: Option<&String>) {
        let told = live.told();
        let said = |key: &str| live.unit.said(key);
        let unit = Unit {
            address: told.address.to_owned(),
            body_spans: if told.is_structural { Vec::new() } else { vec![Span::new(0, 0)] },
            content_hash: told.content_hash.to_owned(),
            heading_spans: Vec::new(),
            label: said("label").to_owned(),
            level: told.level.to_owned(),
            local_id: format!("r{}", self.units.len() + 1),
            parent_local_id: parent.map(|parent| format!("r{}", parent + 1)),
            section_type: live.unit.section_type.clone(),
            sort_order: self.units.len() + 1,
            status: String::new(),
            status_tier: 0,
            title: heading.and_then(|heading| heading.trim_end().lines().nth(1)).unwrap_or(told.title).to_owned(),
        };
        self.units.push(unit);
        self.later
            .push(Later { heading: heading.cloned().unwrap_or_else(|| live.heading().to_owned()), body: live.body().to_owned() });
        self.pairs.push(Some((at, Sign::All)));
    }

    /// The units of an article; `tail` are the blank lines behind it and `ends` the live unit that ended it; `pair` gives the live
    /// unit of a path below it.
    fn article(
        &mut self,
        article: &Article,
        grammar: &Grammar<'_>,
        address: &str,
        parent: Option<usize>,
        (tail, ends): (&str, Option<usize>),
        pair: &dyn Fn(&str) -> Option<usize>,
    ) {
        let Some((text, manifest)) = grammar.article(article.text(), Some(&grammar.leaf)) else { return };
        let stem = manifest.units.first().map(|unit| unit.address.len()).unwrap_or_default();
        let joined = |spans: &[Span]| -> String { spans.iter().filter_map(|span| text.get(span.start..span.end)).collect() };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for unit in &manifest.units {
            let path = &unit.address[stem..];
            let (heading, body) = (joined(&unit.heading_spans), joined(&unit.body_spans));
            let ended = without_gone(&[heading.as_str(), body.as_str()].concat()).is_empty();
            if ended && !(heading.is_empty() && body.is_empty()) {
                continue;
            }
            let within = unit.parent_local_id.as_deref().and_then(|id| places.get(id).copied());
            let parent = within.or(parent);
            places.insert(&unit.local_id, self.units.len());
            let body = without_gone(&body);
            let (content_hash, has_body) = (sha256_hex(body.as_bytes()), !body.is_empty());
            self.later.push(Later { heading, body });
            self.pairs.push(pair(path).map(|at| (at, Sign::All)));
            self.units.push(Unit {
                address: format!("{address}{path}"),
                local_id: format!("r{}", self.units.len() + 1),
                parent_local_id: parent.map(|parent| format!("r{}", parent + 1)),
                content_hash,
                body_spans: if has_body { unit.body_spans.clone() } else { Vec::new() },
                ..unit.clone()
            });
        }
        // Another unit that is the last one now keeps its text.
        let stays = self.pairs.last().is_some_and(|pair| pair.is_none_or(|(at, _)| Some(at) == ends));
        if let Some(last) = self.later.last_mut().filter(|_| stays) {
            let end = if last.body.is_empty() { &mut last.heading } else { &mut last.body };
            end.push_str(tail);
        }
    }
}
