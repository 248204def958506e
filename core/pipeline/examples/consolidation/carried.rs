//! A text, an amending act, and what the text reads once everything that is proposed without a doubt was carried out.

use cutter_model::refusal::Refusal;
use cutter_pipeline::amend::held::{Article, Articles, AskedOf};
use cutter_pipeline::amend::rehearse::{cut_in_memory, rehearse, On, Rehearsed};
use cutter_pipeline::amend::{by_act, Amended, AskedKind, InstructionOutcome, Proposal, Step};
use cutter_pipeline::structure::{is_live, Document};
use iu_text::canon::{canonicalise, CanonicalText};
use iu_text::manifest::ScopePolicy;
use iu_text::profile::{builtin, builtin_ids, Profile};
use iu_text::segment::{detect, mark, MarkRequest};
use serde::Serialize;
use std::collections::BTreeMap;

/// Labels of levels that are articles: what a consolidated text is compared by.
const ARTICLES: [&str; 3] = ["DIEU", "ART", "SEC"];
/// The day on which an act takes effect where none is given; only the order of times matters here.
const SOME_DAY: &str = "2000-01-01";
/// When it is recorded.
const NOW: &str = "2000-01-01T00:00:00.000000Z";

/// A law in memory.
pub struct Law {
    pub document: Document,
    profile: Profile,
    prefix: String,
    title: String,
    /// Acts that were carried out.
    acts: usize,
}

/// One thing that an act asks, as page and program tell it.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    pub line: usize,
    /// None where it is not understood.
    pub kind: Option<AskedKind>,
    pub provisions: Vec<String>,
    pub state: &'static str,
    pub why: Option<String>,
}

fn read(bytes: &[u8]) -> Result<CanonicalText, Refusal> {
    canonicalise(bytes).map_err(|error| Refusal::invalid(error.code, error.message))
}

impl Law {
    /// Marks a text; without a profile, with the one that fits best.
    pub fn mark(text: &[u8], prefix: &str, profile: Option<&str>) -> Result<Self, Refusal> {
        let source = read(text)?;
        let best = || detect(&source).into_iter().find(|best| best.score > 0.0).map(|best| best.profile);
        let profile = profile.map(str::to_owned).or_else(best).and_then(|id| builtin(&id)).ok_or_else(|| {
            Refusal::invalid("PROFILE_UNKNOWN", format!("No such profile, or none fits; known are {}.", builtin_ids().join(", ")))
        })?;
        let request = request(&profile, prefix, None);
        let manifest = mark(&source, &request).map_err(|error| Refusal::invalid("MARK", error.to_string()))?;
        let title = manifest.card.as_ref().and_then(|card| {
            let title = card.proposal(source.as_str()).title?;
            // A consolidated text is known by the number of its law.
            let number = card.base.as_ref().and_then(|base| base.number.as_ref());
            Some(number.map_or(title.clone(), |number| format!("{} {title}", number.value)))
        });
        let title = title.unwrap_or_default();
        let types = builtin_ids().into_iter().filter_map(builtin).flat_map(|profile| profile.levels);
        let types = types.map(|level| level.section_type).collect();
        let document = cut_in_memory(&manifest, source.as_str(), types)?;
        Ok(Self { document, profile, prefix: prefix.to_owned(), title, acts: 0 })
    }

    /// Carries out what an act proposes without a doubt; `day` is when it takes effect.
    pub fn carry_out(&mut self, act: &[u8], day: Option<&str>) -> Result<Rehearsed, Refusal> {
        let source = read(act)?;
        let deepest = self.profile.levels.last().map(|level| level.id.clone());
        let request = request(&self.profile, &self.prefix, deepest);
        let manifest = mark(&source, &request).map_err(|error| Refusal::invalid("MARK", error.to_string()))?;
        let amended = Amended { profile: &self.profile, title: &self.title, names: &[] };
        let ask =
            |document: &Document| -> Result<Proposal, Refusal> { by_act(document, amended, &manifest, source.as_str(), None) };
        let sure = |step: &Step| step.doubts.is_empty();
        self.acts += 1;
        let on = On { name: &format!("act-{}", self.acts), now: NOW, day: Some(day.unwrap_or(SOME_DAY).parse()?) };
        let rehearsed = rehearse(&self.document, on, sure, ask)?;
        self.document = rehearsed.document.clone();
        Ok(rehearsed)
    }

    /// Its articles by their numbers, those of attached documents left out.
    pub fn articles(&self) -> Articles {
        let rows = &self.document.rows;
        let mut articles: BTreeMap<String, (String, Article)> = BTreeMap::new();
        for unit in rows.in_order().into_iter().filter(|unit| is_live(unit)) {
            let Some((_, path)) = unit.canonical_address.split_once('/') else { continue };
            let (own, below) = path.match_indices('-').nth(1).map_or((path, ""), |(at, _)| path.split_at(at));
            let Some((level, number)) = own.split_once('-') else { continue };
            let Some(version) = rows.newest(&unit.id).filter(|_| ARTICLES.contains(&level)) else { continue };
            let (heading, body) = version.texts();
            let (_, article) = articles.entry(number.to_lowercase()).or_default();
            if below.is_empty() {
                let label = unit.said("label");
                let title = version.title.as_deref().filter(|title| *title != label).unwrap_or_default();
                article.title = collapsed(title);
                article.text.push_str(body);
            } else {
                article.text.push_str(heading);
                article.text.push_str(body);
            }
            article.text.push('\n');
        }
        let told =
            |(number, (_, article)): (String, (String, Article))| (number, Article { text: collapsed(&article.text), ..article });
        articles.into_iter().map(told).collect()
    }
}

fn request(profile: &Profile, prefix: &str, leaf: Option<String>) -> MarkRequest {
    let (profile, prefix) = (profile.clone(), prefix.to_owned());
    MarkRequest { profile, doc_code: prefix.clone(), prefix, leaf, scope: ScopePolicy::All }
}

/// Runs of white space as one blank each.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every instruction of the act with what became of it; a sentence that asks for two things is two.
pub fn instructions(rehearsed: &Rehearsed) -> Vec<Told> {
    let mut told = Vec::new();
    let first = &rehearsed.first;
    for (index, each) in first.instructions.iter().enumerate() {
        let of_this = |asked_by: &[usize]| asked_by.contains(&index);
        let left = first.left.iter().filter(|left| of_this(&left.asked_by)).map(|left| left.why.message.clone());
        let doubted = first.steps.iter().filter(|step| of_this(&step.asked_by)).flat_map(|step| &step.doubts);
        let doubted = doubted.map(|doubt| doubt.message.clone());
        let refused = rehearsed.refused.iter().filter(|(step, _)| of_this(&step.asked_by));
        let refused = refused.map(|(_, why)| why.message.clone());
        let whys: Vec<String> = left.chain(doubted).chain(refused).collect();
        let state = match each.outcome {
            InstructionOutcome::OtherDocument => "other_document",
            InstructionOutcome::Left => "left",
            InstructionOutcome::Proposed => "proposed",
            InstructionOutcome::Done => "done",
        };
        let why = (!whys.is_empty()).then(|| whys.join(" "));
        let one = |kind, provisions: Vec<String>| Told { line: each.line, kind, provisions, state, why: why.clone() };
        if each.asks.is_empty() {
            told.push(one(None, Vec::new()));
        }
        told.extend(each.asks.iter().map(|asked| one(Some(asked.kind), asked.provisions.clone())));
    }
    told
}

/// What stands before the number of an article where a provision is named.
const ARTICLE_WORDS: [&str; 4] = ["điều", "article", "articles", "section"];

/// The number of the article that a provision is of or in, as `5a` of `khoản 2 Điều 5a` and `6` of `Article 6(1)`.
fn article_in(provision: &str) -> Option<String> {
    let words = provision.to_lowercase();
    let mut words = words.split_whitespace();
    words.find(|word| ARTICLE_WORDS.contains(word))?;
    let number: String = words.next()?.chars().take_while(|c| c.is_alphanumeric()).collect();
    (!number.is_empty()).then_some(number)
}

/// The instructions as what explains differences; those of other documents explain none.
pub fn asked_of(told: &[Told]) -> Vec<AskedOf> {
    // Words are exchanged in the whole law where no place is named; a form or an appendix is no article.
    let of_articles = |each: &&Told| {
        each.kind.is_none_or(|kind| kind == AskedKind::Words) || each.provisions.iter().any(|named| article_in(named).is_some())
    };
    let of_this = told.iter().filter(|each| each.state != "other_document").filter(of_articles);
    let one = |each: &Told| AskedOf {
        line: each.line,
        articles: each.provisions.iter().filter_map(|provision| article_in(provision)).collect(),
        carried: each.state == "done" || (each.state == "proposed" && each.why.is_none()),
    };
    of_this.map(one).collect()
}
