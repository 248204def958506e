//! A table of words: how the acts of a country or a union speak of themselves. Data, beside the profiles: `words/*.json`.

use serde::Deserialize;
use std::sync::OnceLock;

use super::pattern::Pattern;
use super::signs::reads;

const BUILTINS: [&str; 3] =
    [include_str!("words/vn-law.json"), include_str!("words/eu-regulation.json"), include_str!("words/act-en.json")];

/// A kind of act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// As it is written.
    pub name: String,
    /// What an address prefix begins with.
    pub prefix: String,
    /// Whether the name of such an act begins with its kind.
    #[serde(default)]
    pub titled: bool,
}

/// How a text says the day from which it is law.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    /// The words; `{date}` is the day, `{count}` the days from another.
    pub words: Pattern,
    /// The day that is counted from; none where the words say the day.
    #[serde(default)]
    pub from: Option<From>,
    /// How many days later, where the words say it in words.
    #[serde(default)]
    pub days: u32,
    /// Why a person should look.
    #[serde(default)]
    pub doubt: Option<String>,
}

/// A day of the document that others are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// The day of adoption.
    Adopted,
    /// The day of the gazette.
    Published,
}

/// A table of words. Lists are tried in their order; all are patterns where a line begins, if nothing else is said.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The profile whose texts speak so.
    pub id: String,
    /// A text that has one of these in its first lines speaks so, whatever its profile.
    pub told_by: Vec<Pattern>,
    /// The kinds of acts; a longer name comes before a shorter one it begins with.
    pub kinds: Vec<Kind>,
    /// Names of months, where days are not written in digits.
    #[serde(default)]
    pub months: Vec<(String, u32)>,
    /// The forms of days, anywhere.
    pub dates: Vec<Pattern>,
    /// Whether a number always ends with letters.
    #[serde(default)]
    pub numbers_have_letters: bool,
    /// Page heads that tell the gazette and its day.
    #[serde(default)]
    pub published: Vec<Pattern>,
    /// Other lines that stand between the law and its reader: stamps, addresses of portals.
    #[serde(default)]
    pub furniture: Vec<Pattern>,
    /// Where a document's own number stands in its head.
    #[serde(default)]
    pub numbers: Vec<Pattern>,
    /// One sentence that says kind and number, and what follows it is the title.
    #[serde(default)]
    pub headings: Vec<Pattern>,
    /// Lines of a name that ends with the kind.
    #[serde(default)]
    pub named: Vec<Pattern>,
    /// The line of place and day.
    #[serde(default)]
    pub dated: Vec<Pattern>,
    /// The sentence at the end that says when it was adopted.
    #[serde(default)]
    pub adopted: Vec<Pattern>,
    /// Who issues acts: names as they are written; one that ends with a space begins the names of many.
    #[serde(default)]
    pub issuers: Vec<String>,
    /// What ends a title.
    #[serde(default)]
    pub title_ends: Vec<Pattern>,
    /// What the body begins with.
    pub body: Vec<Pattern>,
    /// The heading of an article.
    pub articles: Vec<Pattern>,
    /// Labels of articles and of what they are divided into.
    pub labels: Vec<Pattern>,
    /// The day it comes into force.
    pub in_force: Vec<InForce>,
    /// What follows the day where parts have another one.
    #[serde(default)]
    pub exceptions: Vec<Pattern>,
    /// What a signature begins with.
    #[serde(default)]
    pub signatures: Vec<Pattern>,
    /// Whether offices are written in capitals and names are not.
    #[serde(default)]
    pub names_in_small_letters: bool,
    /// Ranks and titles before a name.
    #[serde(default)]
    pub ranks: Vec<String>,
    /// Another document, anywhere.
    pub documents: Vec<Pattern>,
    /// One more of them after a comma or the like, anywhere.
    #[serde(default)]
    pub more_documents: Vec<Pattern>,
    /// What stands before the next of several documents.
    #[serde(default)]
    pub joints: Vec<String>,
    /// What stands before a document that a title only names for what it is about.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// Words after which other documents are only named for history, anywhere.
    #[serde(default)]
    pub histories: Vec<Pattern>,
    /// Words that amend.
    #[serde(default)]
    pub amending: Vec<Pattern>,
    /// The formula that enacts an act by its name: what it amends may be in it.
    #[serde(default)]
    pub enacting: Vec<Pattern>,
    /// Words that repeal the document named after them, anywhere.
    #[serde(default)]
    pub repealing: Vec<Pattern>,
    /// Words that repeal the document named before them, anywhere.
    #[serde(default)]
    pub repealed: Vec<Pattern>,
    /// Consolidated texts.
    #[serde(default)]
    pub consolidated: Option<Consolidated>,
}

/// How a consolidated text tells of itself and of its law.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consolidated {
    /// Its kind.
    pub kind: String,
    /// The line that certifies it.
    pub certified: Vec<Pattern>,
    /// A line of its head, where nobody certifies it.
    pub headed: Vec<Pattern>,
    /// What is told of its law below the title begins so.
    pub law: Vec<Pattern>,
    /// What comes before the list of amending acts, anywhere.
    pub amended_by: Vec<Pattern>,
    /// When the law came into force, in what is told of it, anywhere.
    pub in_force: Vec<Pattern>,
}

impl Words {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The tables that come with the engine.
    pub(super) fn builtin() -> &'static [Self] {
        static TABLES: OnceLock<Vec<Words>> = OnceLock::new();
        TABLES.get_or_init(|| BUILTINS.iter().filter_map(|json| Self::from_json(json).ok()).collect())
    }

    /// The kind that `text` begins with, and its length there.
    pub(super) fn kind_at(&self, text: &str) -> Option<(&Kind, usize)> {
        self.kinds.iter().find_map(|kind| reads(text, &kind.name).map(|length| (kind, length)))
    }

    /// The kind of that name.
    pub(super) fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| reads(name, &kind.name) == Some(name.len()))
    }

    /// The issuer's name that `text` begins with, and its length there; one whose name goes on goes on to the end of its line.
    pub(super) fn issuer_at<'t>(&'t self, text: &'t str) -> Option<(&'t str, usize)> {
        self.issuers.iter().find_map(|name| match name.strip_suffix(' ') {
            Some(beginning) => {
                let begins = reads(text, beginning)?;
                let line = text.find('\n').unwrap_or(text.len());
                (line > begins).then(|| (&text[..line], line))
            }
            None => reads(text, name).map(|length| (name.as_str(), length)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for json in BUILTINS {
            Words::from_json(json).unwrap_or_else(|error| panic!("{error}: {json:.60}"));
        }
        assert_eq!(Words::builtin().len(), BUILTINS.len());
    }
}
