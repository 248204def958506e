//! What a citation is, once it is read.

use iu_text::manifest::Span;
use serde::{Deserialize, Serialize};

/// A language of laws, with a grammar of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// Vietnamese.
    #[serde(rename = "vi")]
    Vietnamese,
    /// English of the European Union.
    #[serde(rename = "eu")]
    Union,
    /// English of the Commonwealth.
    #[serde(rename = "act")]
    Commonwealth,
}

impl Language {
    /// The id of its grammar.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::Union => "eu",
            Self::Commonwealth => "act",
        }
    }
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The document in which it stands, as a whole: `Luật này`, `this Regulation`.
    #[serde(rename = "self")]
    This,
    /// A provision that only the place of the reference tells: `khoản 2 Điều này`, `paragraph 1`.
    Relative,
    /// A provision of the document in which it stands: `Điều 5`, `Article 40`, `Phụ lục I`.
    Internal,
    /// A provision of another document.
    External,
    /// Another document as a whole.
    Document,
}

/// One step on the way to a provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Id of the level in its grammar, such as `dieu`, `article` or `subsection`.
    pub level: String,
    /// Label of the level in an address, such as `DIEU`.
    pub label: String,
    /// Its number as written, such as `26a`; empty where the reference has none (`Phụ lục`), or where the place of the reference does not tell
    /// which one `this` is.
    pub number: String,
    /// Whether a document may have one of them that has no number, such as an annex.
    pub alone: bool,
}

/// A provision, from outside in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// The steps, the outermost first.
    pub parts: Vec<Part>,
    /// The normal form that people read: `điểm a khoản 2 Điều 5`, `Article 6(1)(f)`.
    pub normal: String,
}

impl Provision {
    /// The path of the provision in an address as `canonical-address-v2` writes it, such as `DIEU-5-KHOAN-2-DIEM-A`, or `PL` of the one annex that has
    /// no number; none where a number is none of an address. Whether the document has such a unit is for a library to say.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        let paths = self.paths();
        (paths.len() == self.parts.len()).then(|| paths.into_iter().next()).flatten()
    }

    /// The path of the provision and of each that holds it, the innermost first, as far as their numbers are those of an address.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        use iu_address::label::{token, Numbering};
        let mut paths: Vec<String> = Vec::new();
        for part in &self.parts {
            let outer = paths.last().map(|path| format!("{path}-")).unwrap_or_default();
            if part.number.is_empty() && part.alone {
                paths.push(format!("{outer}{}", part.label));
                continue;
            }
            // `Mẫu số 07` is form 7.
            let digits = part.number.trim_start_matches('0');
            let number = if digits.starts_with(|c: char| c.is_ascii_digit()) { digits } else { &part.number };
            let roman = number.bytes().all(|byte| b"IVXLC".contains(&byte));
            let Ok(token) = token(number, if roman { Numbering::Roman } else { Numbering::Letter }) else { break };
            paths.push(format!("{outer}{}-{token}", part.label));
        }
        paths.reverse();
        paths
    }
}

/// A reference in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Where it stands, in bytes of the canonical text.
    pub span: Span,
    /// What it says, on one line: its span without what a printed page put into it.
    pub text: String,
    /// What it names.
    pub kind: Kind,
    /// Whether it names a provision of this document by the kind of the document (`Điều 5 Nghị định này`), and so none of what stands in its components.
    pub of_main_text: bool,
    /// The documents it names, by number where one is known, else by title; none for the document in which it stands.
    pub documents: Vec<String>,
    /// The provisions it names, lists and ranges opened.
    pub provisions: Vec<Provision>,
    /// Whether it stands in a quotation, and so belongs to the law that is quoted.
    pub quoted: bool,
}

impl Reference {
    /// Its documents as one text, joined by `; `; none for the document in which it stands.
    #[must_use]
    pub fn document(&self) -> Option<String> {
        (!self.documents.is_empty()).then(|| self.documents.join("; "))
    }
}
