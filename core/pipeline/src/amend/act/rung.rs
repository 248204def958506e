//! One step of a citation: a level and a number, and which part of what it names is meant.

use super::level::Level;
use super::tongue::Tongue;

/// A level and a number as written, and as a token of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rung {
    pub tongue: Tongue,
    pub level: Level,
    pub written: String,
    pub token: String,
}

impl Rung {
    /// None where what is written is no number of the level.
    pub(super) fn of(tongue: Tongue, level: Level, written: &str) -> Option<Self> {
        Some(Self { tongue, level, token: tongue.token(level, written)?, written: written.to_owned() })
    }

    /// Of what has a name and no number.
    pub(super) const fn named(tongue: Tongue, level: Level, written: String) -> Self {
        Self { tongue, level, written, token: String::new() }
    }

    /// As its level stands in addresses.
    pub(super) fn label(&self) -> &'static str {
        self.tongue.label(self.level)
    }

    pub(super) fn word(&self) -> &'static str {
        self.tongue.word(self.level)
    }
}

/// Which part of a provision is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// What stands before its first part: `đoạn mở đầu`.
    Opening,
    /// `tên`.
    Title,
    /// Everything but its heading.
    Body,
    /// The document as a whole, all its articles.
    Document,
}
