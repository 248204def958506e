//! The tables of a language of laws, as their files have them.

use serde::Deserialize;

/// How the numbers of a level are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Numbers {
    /// `15`, `15a`.
    Arabic,
    /// `IV`, `IVa`; digits and one capital letter are read too.
    Roman,
    /// `a`, `đ`, `(f)`; digits are read too.
    Letter,
    /// `first`, before the word of the level.
    Ordinal,
    /// Whatever stands there without a space: `01/ĐK`.
    Name,
}

/// A part of a law that citations name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Level {
    pub(crate) id: String,
    /// The higher, the further outside. A citation goes up or down in it, never both.
    pub(crate) rank: u8,
    pub(crate) words: Vec<String>,
    /// Its word in a normal form.
    pub(crate) print: String,
    /// Its label in an address.
    pub(crate) label: String,
    pub(crate) numbering: Numbers,
    /// The levels of profiles it is.
    #[serde(default)]
    pub(crate) units: Vec<String>,
    /// Whether its word also is what people count: `5 điểm`.
    #[serde(default)]
    pub(crate) counts: bool,
    /// Whether it is found in its document without anything outside it.
    #[serde(default)]
    pub(crate) whole: bool,
    /// Whether it can be cited without a number, with its document: `Phụ lục ban hành kèm theo …`.
    #[serde(default)]
    pub(crate) alone: bool,
    /// Whether its word begins with a capital.
    #[serde(default)]
    pub(crate) capital: bool,
    /// Whether its number can stand in brackets after that of the level outside.
    #[serde(default)]
    pub(crate) bracket: bool,
    /// Whether it groups articles: `Section 2 of Chapter III`.
    #[serde(default)]
    pub(crate) group: bool,
    /// Whether only ordinals count it.
    #[serde(default)]
    pub(crate) ordinal_only: bool,
    /// What stands behind its number where it begins a line: `.` or `)`.
    #[serde(default)]
    pub(crate) mark: Option<String>,
    /// The level of the first brackets after its number.
    #[serde(default)]
    pub(crate) inner: Option<String>,
}

/// A kind of document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) words: Vec<String>,
    /// Whether a title follows its word: `Luật Đất đai`.
    #[serde(default)]
    pub(crate) titled: bool,
    /// Whether a title goes before its word: `Companies Act`.
    #[serde(default)]
    pub(crate) headed: bool,
    /// Whether its word alone names a document.
    #[serde(default)]
    pub(crate) named: bool,
    /// Whether it counts only as what holds provisions: `Điều 9 Chương trình này`.
    #[serde(default)]
    pub(crate) held: bool,
    /// Whether it is one only after `the`.
    #[serde(default)]
    pub(crate) definite: bool,
    /// Whether it comes with a document that issues it.
    #[serde(default)]
    pub(crate) component: bool,
}

/// The words of a language of laws. All words in lower case, read in any case where nothing else is said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) id: String,
    pub(crate) profiles: Vec<String>,
    pub(crate) levels: Vec<Level>,
    /// Whether a document may go before its provisions in running text: `Act No. 19 of 1980 s. 13`.
    #[serde(default)]
    pub(crate) document_first: bool,
    /// Whether normal forms go from outside in, with brackets.
    pub(crate) outer_first: bool,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) this: Vec<String>,
    /// Whether `this` comes after what it points at.
    pub(crate) this_after: bool,
    pub(crate) that: Vec<String>,
    /// Stands for `of` and the document that was named last: `Article 5 thereof`.
    #[serde(default)]
    pub(crate) thereof: Vec<String>,
    /// What people write for it in citations: `art.` for `Article`. No law is read by these.
    #[serde(default)]
    pub(crate) short: Vec<(String, String)>,
    /// Series in which documents are numbered: `C(2024) 6132`.
    #[serde(default)]
    pub(crate) series: Vec<String>,
    pub(crate) of: Vec<String>,
    pub(crate) lists: Vec<String>,
    pub(crate) ranges: Vec<String>,
    pub(crate) from: Vec<String>,
    pub(crate) plural: Vec<String>,
    pub(crate) number_words: Vec<String>,
    /// What stands in brackets before a number: `(EU)`.
    pub(crate) marks: Vec<String>,
    /// Whether a number of a document has letters: `41/2024/QH15`, not `2016/679`.
    pub(crate) letters_in_numbers: bool,
    /// The letters of points in their order.
    pub(crate) alphabet: String,
    pub(crate) ordinals: Vec<String>,
    /// What a number before it counts: no number of a provision.
    pub(crate) quantities: Vec<String>,
    pub(crate) naming: Vec<String>,
    pub(crate) amending: Vec<String>,
    /// Behind provisions that an instruction amends: `Khoản 2 Điều 5 được sửa đổi`.
    #[serde(default)]
    pub(crate) amended: Vec<String>,
    /// What the act that is amended is called in the one that amends it: `the principal Act`.
    #[serde(default)]
    pub(crate) roles: Vec<String>,
    /// Before a document that the title of another one names: `repealing`.
    #[serde(default)]
    pub(crate) asides: Vec<String>,
    /// Before a provision of which an instruction means the heading: `tên Điều 5`.
    #[serde(default)]
    pub(crate) headings: Vec<String>,
    pub(crate) amending_titles: Vec<String>,
    /// Between what is issued and the act that issues it.
    pub(crate) issued: Vec<String>,
    /// Before the day of an act.
    pub(crate) days: Vec<String>,
    /// Before a number in words: `thứ nhất`.
    pub(crate) counting: Vec<String>,
    /// Small words inside titles that go before the word of a kind: `Promotion of Gardens Act`.
    pub(crate) title_joins: Vec<String>,
    /// Whether a title before the word of a kind stands behind `the`, and has no number behind it: `the Digital Gardens Act`.
    #[serde(default)]
    pub(crate) titles_definite: bool,
    /// Words that have a capital where a sentence begins, and begin no title.
    pub(crate) title_starts: Vec<String>,
    pub(crate) title_ends: Vec<String>,
    /// Words that no title has.
    pub(crate) title_breaks: Vec<String>,
    /// What has a word of a level or kind in it and is none: `tài khoản`.
    pub(crate) apart: Vec<String>,
    /// What stands between what an instruction inserts and where: `vào sau`.
    pub(crate) into: Vec<String>,
    pub(crate) titles: Vec<String>,
}
