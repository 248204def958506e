//! A table of words: how the acts of a country or a union speak of themselves. Data, beside the profiles: `words/*.json`.

use std::sync::OnceLock;

use super::pattern::{Pattern, Patterns};
use super::signs::{folded, reads};
use super::table::Table;

const BUILTINS: [&str; 3] =
    [include_str!("words/vn-law.json"), include_str!("words/eu-regulation.json"), include_str!("words/act-en.json")];

/// A kind of act.
#[derive(Debug, Clone)]
pub struct Kind {
    /// As it is written.
    pub name: String,
    /// What an address prefix begins with.
    pub prefix: String,
    /// Whether the name of such an act begins with its kind.
    pub titled: bool,
}

/// How a text says the day from which it is law.
#[derive(Debug, Clone)]
pub struct InForce {
    /// The words; `{date}` is the day, `{count}` the days from another.
    pub words: Patterns,
    /// The day that is counted from; none where the words say the day.
    pub from: Option<From>,
    /// How many days later, where the words say it in words.
    pub days: u32,
    /// Why a person should look.
    pub doubt: Option<String>,
}

/// A day of the document that others are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The day of adoption.
    Adopted,
    /// The day of the gazette.
    Published,
}

/// A table of words. Lists are tried in their order; all are patterns where a line begins, if nothing else is said.
#[derive(Debug, Clone)]
pub struct Words {
    /// The profile whose texts speak so.
    pub id: String,
    /// A text that has one of these in its first lines speaks so, whatever its profile.
    pub told_by: Patterns,
    /// The kinds of acts; a longer name comes before a shorter one it begins with.
    pub kinds: Vec<Kind>,
    /// The twelve names of months, where days are not written in digits alone.
    pub months: Vec<String>,
    /// The forms of days, anywhere.
    pub dates: Vec<Pattern>,
    /// Whether a number always ends with letters.
    pub numbers_have_letters: bool,
    /// Page heads that tell the gazette and its day.
    pub published: Patterns,
    /// Other lines that stand between the law and its reader: stamps, addresses of portals.
    pub furniture: Patterns,
    /// Where a document's own number stands in its head.
    pub numbers: Patterns,
    /// One sentence that says kind and number, and what follows it is the title.
    pub headings: Patterns,
    /// Lines of a name that ends with the kind.
    pub named: Patterns,
    /// The line of place and day.
    pub dated: Patterns,
    /// The sentence at the end that says when it was adopted.
    pub adopted: Patterns,
    /// Who issues acts: names as they are written; one that ends with a space begins the names of many.
    pub issuers: Vec<String>,
    /// What ends a title.
    pub title_ends: Patterns,
    /// What the body begins with.
    pub body: Patterns,
    /// The heading of an article.
    pub articles: Patterns,
    /// Labels of articles and of what they are divided into.
    pub labels: Patterns,
    /// The day it comes into force.
    pub in_force: Vec<InForce>,
    /// What follows the day where parts have another one.
    pub exceptions: Patterns,
    /// What follows the name of a part where it says from which day that part is law.
    pub parts_in_force: Patterns,
    /// What a signature begins with.
    pub signatures: Patterns,
    /// Whether offices are written in capitals and names are not.
    pub names_in_small_letters: bool,
    /// Ranks and titles before a name.
    pub ranks: Vec<String>,
    /// Another document, anywhere.
    pub documents: Patterns,
    /// One more of them after a comma or the like, anywhere.
    pub more_documents: Patterns,
    /// What stands before the next of several documents.
    pub joints: Vec<String>,
    /// What stands before a document that a title only names for what it is about.
    pub purposes: Vec<String>,
    /// Words after which other documents are only named for history, anywhere.
    pub histories: Patterns,
    /// Words that amend.
    pub amending: Patterns,
    /// The formula that enacts an act by its name: what it amends may be in it.
    pub enacting: Patterns,
    /// Words that repeal the document named after them, anywhere.
    pub repealing: Patterns,
    /// Words that repeal the document named before them, anywhere.
    pub repealed: Patterns,
    /// Consolidated texts.
    pub consolidated: Option<Consolidated>,
}

/// How a consolidated text tells of itself and of its law.
#[derive(Debug, Clone)]
pub struct Consolidated {
    /// Its kind.
    pub kind: String,
    /// The line that certifies it.
    pub certified: Patterns,
    /// A line of its head, where nobody certifies it.
    pub headed: Patterns,
    /// What is told of its law below the title begins so.
    pub law: Patterns,
    /// What comes before the list of amending acts, anywhere.
    pub amended_by: Patterns,
    /// When the law came into force, in what is told of it, anywhere.
    pub in_force: Patterns,
}

impl Words {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let mut table = Table::of(serde_json::from_str(text).map_err(|error| error.to_string())?)?;
        let words = Self {
            id: table.text("id")?,
            told_by: table.patterns("told_by")?,
            kinds: table.tables("kinds", kind)?,
            months: table.texts("months")?,
            dates: table.patterns("dates")?.list,
            numbers_have_letters: table.flag("numbers_have_letters"),
            published: table.patterns("published")?,
            furniture: table.patterns("furniture")?,
            numbers: table.patterns("numbers")?,
            headings: table.patterns("headings")?,
            named: table.patterns("named")?,
            dated: table.patterns("dated")?,
            adopted: table.patterns("adopted")?,
            issuers: table.texts("issuers")?,
            title_ends: table.patterns("title_ends")?,
            body: table.patterns("body")?,
            articles: table.patterns("articles")?,
            labels: table.patterns("labels")?,
            in_force: table.tables("in_force", in_force)?,
            exceptions: table.patterns("exceptions")?,
            parts_in_force: table.patterns("parts_in_force")?,
            signatures: table.patterns("signatures")?,
            names_in_small_letters: table.flag("names_in_small_letters"),
            ranks: table.texts("ranks")?,
            documents: table.patterns("documents")?,
            more_documents: table.patterns("more_documents")?,
            joints: table.texts("joints")?,
            purposes: table.texts("purposes")?,
            histories: table.patterns("histories")?,
            amending: table.patterns("amending")?,
            enacting: table.patterns("enacting")?,
            repealing: table.patterns("repealing")?,
            repealed: table.patterns("repealed")?,
            consolidated: table.tables("consolidated", consolidated)?.pop(),
        };
        table.finished().map(|()| words)
    }

    /// The tables that come with the engine.
    pub(super) fn builtin() -> &'static [Self] {
        static TABLES: OnceLock<Vec<Words>> = OnceLock::new();
        TABLES.get_or_init(|| BUILTINS.iter().filter_map(|json| Self::from_json(json).ok()).collect())
    }

    /// The kind that `text` begins with, and its length there.
    pub(super) fn kind_at(&self, text: &str) -> Option<(&Kind, usize)> {
        let first = folded(text.chars().next()?);
        let likely = self.kinds.iter().filter(|kind| kind.name.starts_with(|c| folded(c) == first));
        { likely }.find_map(|kind| reads(text, &kind.name).map(|length| (kind, length)))
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

fn kind(mut table: Table) -> Result<Kind, String> {
    let kind = Kind { name: table.text("name")?, prefix: table.text("prefix")?, titled: table.flag("titled") };
    table.finished().map(|()| kind)
}

fn in_force(mut table: Table) -> Result<InForce, String> {
    let form = InForce {
        words: vec![Pattern::try_from(table.text("words")?)?].into(),
        from: match table.text("from").ok().as_deref() {
            None => None,
            Some("adopted") => Some(From::Adopted),
            Some("published") => Some(From::Published),
            Some(other) => return Err(format!("{other:?} is no day to count from")),
        },
        days: table.number("days"),
        doubt: table.text("doubt").ok(),
    };
    table.finished().map(|()| form)
}

fn consolidated(mut table: Table) -> Result<Consolidated, String> {
    let own = Consolidated {
        kind: table.text("kind")?,
        certified: table.patterns("certified")?,
        headed: table.patterns("headed")?,
        law: table.patterns("law")?,
        amended_by: table.patterns("amended_by")?,
        in_force: table.patterns("in_force")?,
    };
    table.finished().map(|()| own)
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
