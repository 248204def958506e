//! What the phrases of a grammar say.

/// What a phrase of a grammar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Says {
    Level(usize),
    Kind(usize),
    This,
    That,
    Thereof,
    Of,
    List,
    Range,
    From,
    Plural,
    NumberWord,
    Ordinal,
    Quantity,
    Naming,
    Amending,
    Amended,
    Role,
    Aside,
    Heading,
    AmendingTitle,
    Issued,
    Day,
    Counting,
    TitleJoin,
    TitleStart,
    TitleEnd,
    TitleBreak,
    Apart,
    Into,
    Title,
}

impl Says {
    /// Its bit among all that phrases may say.
    pub(crate) const fn bit(self) -> u64 {
        use Says::*;
        1 << match self {
            Level(_) => 0,
            Kind(_) => 1,
            This => 2,
            That => 3,
            Thereof => 4,
            Of => 5,
            List => 6,
            Range => 7,
            From => 8,
            Plural => 9,
            NumberWord => 10,
            Ordinal => 11,
            Quantity => 12,
            Naming => 13,
            Amending => 14,
            Amended => 15,
            Role => 16,
            Aside => 17,
            Heading => 18,
            AmendingTitle => 19,
            Issued => 20,
            Day => 21,
            Counting => 22,
            TitleJoin => 23,
            TitleStart => 24,
            TitleEnd => 25,
            TitleBreak => 26,
            Apart => 27,
            Into => 28,
            Title => 29,
        }
    }

    pub(crate) const fn begins(self) -> bool {
        use Says::{Apart, From, Kind, Level, Naming, Ordinal, Plural, Role, That, This};
        matches!(self, Level(_) | Kind(_) | This | That | Plural | From | Ordinal | Naming | Apart | Role)
    }
}
