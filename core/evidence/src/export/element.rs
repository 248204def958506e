//! Which element of Akoma Ntoso a unit becomes, by its section type and the level of its profile.

/// An element of the body's hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// An element of the vocabulary, with its short form in an `eId` (Akoma Ntoso Naming Convention 1.0, section 5).
    Named(&'static str, &'static str),
    /// `hcontainer`, whose attribute `name` says what it is.
    Generic(&'static str),
    /// `recital`, which stands in the preamble.
    Recital,
    /// `attachment`, which holds a document of its own: a component beside the main text, or inside another.
    Attachment,
}

/// Section types that are no element of the vocabulary.
const GENERIC: [&str; 16] = [
    "sub_point",
    "schedule",
    "appendix",
    "attached_document",
    "list",
    "form",
    "principle",
    "definition",
    "preamble",
    "process",
    "governance_process",
    "technical_spec",
    "checklist",
    "changelog",
    "instruction_block",
    "reference_mapping",
];

impl Element {
    /// The element of a unit.
    #[must_use]
    pub fn of(section_type: &str, level: &str) -> Self {
        // Where one section type stands for several headings, the level tells them apart.
        match level {
            "title" => return Self::Named("title", "title"),
            "division" => return Self::Named("division", "dvs"),
            "sub_paragraph" => return Self::Named("subparagraph", "subpara"),
            "amendment" => return Self::Generic("amendment"),
            "item" => return Self::Generic("item"),
            _ => {}
        }
        match section_type {
            "part" => Self::Named("part", "part"),
            "chapter" => Self::Named("chapter", "chp"),
            "section" => Self::Named("section", "sec"),
            "subsection" => Self::Named("subsection", "subsec"),
            "article" => Self::Named("article", "art"),
            "clause" => Self::Named("clause", "cl"),
            "paragraph" => Self::Named("paragraph", "para"),
            "point" => Self::Named("point", "point"),
            "recital" => Self::Recital,
            // A section type somebody added to the vocabulary keeps its place; its code is in the unit's metadata.
            other => Self::Generic(GENERIC.into_iter().find(|name| *name == other).unwrap_or("heading")),
        }
    }

    /// Its tag, and what the attribute `name` says where the tag needs one.
    #[must_use]
    pub const fn tag(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Named(tag, _) => (tag, None),
            Self::Generic(name) => ("hcontainer", Some(name)),
            Self::Recital => ("hcontainer", Some("recital")),
            Self::Attachment => ("attachment", None),
        }
    }

    /// Its short form in an `eId`.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Named(_, short) => short,
            Self::Generic(_) => "hcontainer",
            Self::Recital => "rec",
            Self::Attachment => "att",
        }
    }
}
