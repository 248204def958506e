//! The text of one article, and how provisions in it are changed: each is found by marking the text by itself.

use super::phrase::{self, Look};
use super::provision::{Level, Part, Provision, Rung};
use super::tongue::Tongue;
use iu_text::canon::canonicalise;
use iu_text::manifest::{Manifest, Span, Unit};
use iu_text::profile::Profile;
use iu_text::segment::{mark, MarkRequest};

/// How texts of the amended act are marked.
pub(super) struct Grammar<'p> {
    pub tongue: Tongue,
    pub profile: &'p Profile,
    pub prefix: String,
    pub doc_code: String,
    /// Id of the deepest level that the document is cut to.
    pub leaf: String,
}

impl Grammar<'_> {
    /// Marks the text of one article; none where it is not one article, or has a label twice.
    pub(super) fn article(&self, text: &str, leaf: Option<&str>) -> Option<(String, Manifest)> {
        let text = canonicalise(text.as_bytes()).ok()?;
        let deepest = self.profile.levels.last().map(|level| level.id.as_str());
        let request = MarkRequest {
            profile: self.profile.clone(),
            prefix: self.prefix.clone(),
            doc_code: self.doc_code.clone(),
            leaf: leaf.or(deepest).map(str::to_owned),
            scope: iu_text::manifest::ScopePolicy::All,
        };
        let manifest = mark(&text, &request).ok()?;
        let article = self.profile.levels.iter().find(|level| level.label == self.tongue.label(Level::Article))?;
        let heads = manifest.units.iter().filter(|unit| unit.parent_local_id.is_none()).count();
        let is_one = manifest.units.first().is_some_and(|unit| unit.level == article.id) && heads == 1;
        let mut addresses: Vec<&str> = manifest.units.iter().map(|unit| unit.address.as_str()).collect();
        addresses.sort_unstable();
        let twice = addresses.windows(2).any(|pair| pair[0] == pair[1]);
        (is_one && !twice && manifest.exclusions.is_empty()).then(|| (text.as_str().to_owned(), manifest))
    }
}

/// The path of a provision below its article, as it stands in addresses: `-KHOAN-2-DIEM-A`.
pub(super) fn path_below(rungs: &[Rung]) -> String {
    let below = rungs.iter().filter(|rung| rung.level > Level::Article && rung.level != Level::Piece);
    below.map(|rung| format!("-{}-{}", rung.label(), rung.token)).collect()
}

/// What stands in the place of a provision that ended, while its article is amended: MARK takes a number behind a gap for text.
const GONE: &str = "\u{e000}.";

/// A line for a provision that ended, from its label.
pub(super) fn gone(label: &str) -> String {
    format!("{} {GONE}\n", label.trim())
}

/// The text without the lines of provisions that ended.
pub(super) fn without_gone(text: &str) -> String {
    if text.contains(GONE) {
        text.split_inclusive('\n').filter(|line| !line.trim_end().ends_with(GONE)).collect()
    } else {
        text.to_owned()
    }
}

/// An article while it is amended; its text is in canonical form.
pub(super) struct Article {
    text: String,
    manifest: Manifest,
}

/// Why a change of an article cannot be made.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cannot {
    /// There is no such provision.
    Missing,
    /// The words are not in it.
    NoWords,
    /// It has parts, and what is asked is of a paragraph between them.
    Parts,
    /// With it the article would not be one, or have a label twice.
    Breaks,
}

fn first(unit: &Unit) -> usize {
    unit.heading_spans.iter().chain(&unit.body_spans).map(|span| span.start).min().unwrap_or_default()
}

pub(super) fn last(unit: &Unit) -> usize {
    unit.heading_spans.iter().chain(&unit.body_spans).map(|span| span.end).max().unwrap_or_default()
}

impl Article {
    pub(super) fn of(grammar: &Grammar<'_>, text: &str) -> Option<Self> {
        grammar.article(text, None).map(|(text, manifest)| Self { text, manifest })
    }

    /// The same again.
    pub(super) fn same(&self) -> Self {
        Self { text: self.text.clone(), manifest: self.manifest.clone() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn text_of(&self, unit: &Unit) -> String {
        unit.heading_spans.iter().chain(&unit.body_spans).filter_map(|span| self.text.get(span.start..span.end)).collect()
    }

    pub(super) fn unit(&self, path: &str) -> Option<&Unit> {
        let article = &self.manifest.units.first()?.address;
        self.manifest.units.iter().find(|unit| unit.address.strip_prefix(article.as_str()) == Some(path))
    }

    /// Whether there is such a provision, and it has not ended.
    pub(super) fn has(&self, path: &str) -> bool {
        self.unit(path).is_some_and(|unit| !self.text_of(unit).trim_end().ends_with(GONE))
    }

    /// Whether there is one, or was.
    fn had(&self, path: &str) -> bool {
        self.unit(path).is_some()
    }

    /// Where a provision stands with its parts.
    pub(super) fn whole(&self, path: &str) -> Option<Span> {
        let unit = self.unit(path)?;
        let below = format!("{}-", unit.address);
        let ends = self.manifest.units.iter().filter(|other| other.address.starts_with(&below)).map(last);
        Some(Span::new(first(unit), ends.max().map_or(last(unit), |end| end.max(last(unit)))))
    }

    /// Where the part of a provision stands.
    fn part(&self, path: &str, part: Part) -> Option<Span> {
        let whole = self.whole(path)?;
        let unit = self.unit(path)?;
        Some(match part {
            Part::Whole | Part::Document => whole,
            Part::Body => Span::new(unit.heading_spans.last().map_or(whole.start, |span| span.end), whole.end),
            Part::Title => Span::new(unit.heading_spans.first()?.start, unit.heading_spans.last()?.end),
            Part::Opening => {
                let below = format!("{}-", unit.address);
                let parts = self.manifest.units.iter().filter(|other| other.address.starts_with(&below)).map(first);
                let from =
                    if path.is_empty() { unit.heading_spans.last().map_or(whole.start, |span| span.end) } else { whole.start };
                Span::new(from, parts.min().unwrap_or(whole.end))
            }
        })
    }

    /// The article with another text in this place, which is of what stands at `path`: the others stay.
    pub(super) fn with(&self, grammar: &Grammar<'_>, span: Span, text: &str, path: &str) -> Result<Self, Cannot> {
        let changed = [&self.text[..span.start], text, &self.text[span.end..]].concat();
        let next = Self::of(grammar, &changed).ok_or(Cannot::Breaks)?;
        let stem = self.manifest.units.first().map(|unit| unit.address.len()).unwrap_or_default();
        let others = self.manifest.units.iter().map(|unit| &unit.address[stem..]).filter(|other| !other.starts_with(path));
        let mut others = others.filter(|_| !path.is_empty());
        let confused = next.confusion() > self.confusion() && !path.is_empty();
        if others.all(|other| next.had(other)) && !confused {
            Ok(next)
        } else {
            Err(Cannot::Breaks)
        }
    }

    /// Labels that were left as text, because they stood there already or come too late.
    fn confusion(&self) -> usize {
        let codes = self.manifest.anomalies.iter().map(|anomaly| anomaly.code.as_str());
        codes.filter(|code| matches!(*code, "repeat" | "out_of_order")).count()
    }

    /// The same, where the provision is there.
    pub(super) fn having(self, path: &str) -> Result<Self, Cannot> {
        if self.has(path) {
            Ok(self)
        } else {
            Err(Cannot::Breaks)
        }
    }

    /// The provision, or its part, reads `text` from now on.
    pub(super) fn replace(&self, grammar: &Grammar<'_>, target: &Provision, text: &str) -> Result<Self, Cannot> {
        let path = path_below(&target.path);
        let span = self.part(&path, target.part).filter(|_| self.has(&path)).ok_or(Cannot::Missing)?;
        if target.part != Part::Title {
            return self.with(grammar, span, text, &path)?.having(&path);
        }
        // A title may be quoted with its label or without.
        let heading = &self.text[span.start..span.end];
        let unit = self.unit(&path).ok_or(Cannot::Missing)?;
        let text = text.trim();
        let labelled = heading.find(unit.label.as_str()).map_or(0, |at| at + unit.label.len());
        let below = heading[labelled..].trim_end().find('\n').filter(|_| grammar.tongue != Tongue::Vietnamese);
        let named = match below {
            _ if target.begins_line(text) => text.to_owned(),
            // It stands in a line below the label, which keeps its marks.
            Some(at) => {
                let (head, title) = heading.split_at(labelled + at + 1);
                let lead = title.len() - title.trim_start_matches(['*', '_', '#', ' ', '\n']).len();
                let marks: String = title[..lead].chars().filter(|sign| "*_".contains(*sign)).collect();
                format!("{head}{}{}{marks}", &title[..lead], text.trim_matches(['*', '_']))
            }
            None => format!("{}. {text}", unit.label.trim_end_matches('.')),
        };
        self.with(grammar, span, &format!("{named}{}", &heading[heading.trim_end().len()..]), &path)
    }

    /// `text`, which is the provision at `path`, comes behind or before another.
    pub(super) fn insert(
        &self,
        grammar: &Grammar<'_>,
        path: &str,
        beside: &str,
        before: bool,
        text: &str,
    ) -> Result<Self, Cannot> {
        if let Some(ended) = self.whole(path) {
            return self.with(grammar, ended, text, path)?.having(path);
        }
        let span = self.whole(beside).ok_or(Cannot::Missing)?;
        let at = if before { span.start } else { span.end };
        self.with(grammar, Span::new(at, at), text, path)?.having(path)
    }

    /// `text` comes before the first part of a provision.
    pub(super) fn insert_opening(&self, grammar: &Grammar<'_>, path: &str, text: &str) -> Result<Self, Cannot> {
        let at = self.part(path, Part::Opening).ok_or(Cannot::Missing)?.end;
        self.with(grammar, Span::new(at, at), text, if path.is_empty() { "-" } else { path })
    }

    /// `text`, which is provision `path`, comes behind the siblings whose numbers are smaller.
    pub(super) fn insert_by_number(&self, grammar: &Grammar<'_>, rungs: &[Rung], text: &str) -> Result<Self, Cannot> {
        let (Some(new), above) = (rungs.last(), &rungs[..rungs.len().saturating_sub(1)]) else { return Err(Cannot::Missing) };
        let (path, above) = (path_below(rungs), path_below(above));
        let article = self.manifest.units.first().map_or("", |unit| unit.address.as_str());
        let siblings = format!("{article}{above}-{}-", new.label());
        let number = |token: &str| {
            let digits = token.bytes().take_while(u8::is_ascii_digit).count();
            (token[..digits].parse::<u32>().unwrap_or_default(), token[digits..].to_owned())
        };
        let smaller = |unit: &&Unit| {
            let token = unit.address.strip_prefix(&siblings).filter(|token| !token.contains('-'));
            token.is_some_and(|token| number(token) < number(&new.token))
        };
        let before = self.manifest.units.iter().rev().find(smaller).map(|unit| unit.address[article.len()..].to_owned());
        match before {
            Some(sibling) => self.insert(grammar, &path, &sibling, false, text),
            None => {
                let at = self.part(&above, Part::Opening).ok_or(Cannot::Missing)?.end;
                self.with(grammar, Span::new(at, at), text, &path)?.having(&path)
            }
        }
    }

    pub(super) fn repeal(&self, grammar: &Grammar<'_>, path: &str) -> Result<Self, Cannot> {
        let span = self.whole(path).filter(|_| self.has(path)).ok_or(Cannot::Missing)?;
        let label = self.unit(path).map(|unit| unit.label.clone()).unwrap_or_default();
        self.with(grammar, span, &gone(&label), path)
    }

    /// The provision gets another number; what stands in it stays.
    pub(super) fn renumber(&self, grammar: &Grammar<'_>, path: &str, number: &Rung) -> Result<Self, Cannot> {
        let unit = self.unit(path).ok_or(Cannot::Missing)?;
        let at = first(unit);
        let heading = &self.text[at..];
        let label = unit.label.trim_end_matches(['.', ')', '/', ' ']);
        let from = heading.find(label).ok_or(Cannot::Missing)? + at;
        let old = label.rfind(|c: char| !c.is_alphanumeric()).map_or(label, |space| label[space..].trim_start());
        let old = old.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = from + label.len() - old.len();
        let (span, to) = (Span::new(start, start + old.len()), renumbered(path, number));
        let reads = |next: &Self| next.has(&to);
        let tight = self.with(grammar, span, &number.written, path).ok().filter(reads);
        // Where a gap would stay behind, the number that is free stands as ended.
        let spaced = || {
            let text = format!("{}{}{}", gone(&unit.label), &self.text[at..start], number.written);
            self.with(grammar, Span::new(at, span.end), &text, path).ok().filter(reads)
        };
        tight.or_else(spaced).ok_or(Cannot::Breaks)
    }

    /// Changes words of a provision, everywhere in it; gives how often.
    pub(super) fn words(
        &self,
        grammar: &Grammar<'_>,
        target: &Provision,
        change: &super::deed::Words,
        look: Look,
    ) -> Result<(Self, usize), Cannot> {
        let path = path_below(&target.path);
        let span = self.part(&path, target.part).filter(|_| self.has(&path)).ok_or(Cannot::Missing)?;
        let (changed, count) = phrase::changed(&self.text, span.start, span.end, change, look);
        if count == 0 {
            return Err(Cannot::NoWords);
        }
        Ok((self.with(grammar, span, &changed, &path)?, count))
    }
}

/// The path with another number at its end.
pub(super) fn renumbered(path: &str, number: &Rung) -> String {
    path.rsplit_once('-').map_or_else(String::new, |(stem, _)| format!("{stem}-{}", number.token))
}
