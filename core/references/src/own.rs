//! What a document says of itself, as far as its references depend on it.

use iu_text::card::Card;

/// What a document says of itself.
#[derive(Debug, Default)]
pub(crate) struct Own {
    /// Its numbers; of a consolidated text also that of its law.
    pub(crate) numbers: Vec<String>,
    /// Its kind in lower case; none where it is not sure, as for a consolidated text.
    pub(crate) kind: Option<String>,
    /// The documents that it amends.
    pub(crate) amends: Vec<String>,
}

impl Own {
    pub(crate) fn of(card: Option<&Card>) -> Self {
        let Some(card) = card else { return Self::default() };
        let base = card.base.as_ref().and_then(|base| base.number.as_ref());
        let numbers = card.number.iter().chain(base).map(|value| value.value.clone()).collect();
        let kind = card.kind.as_ref().filter(|_| card.base.is_none()).map(|kind| kind.value.to_lowercase());
        let amends = card.amends.as_ref().map(|amends| amends.value.clone()).unwrap_or_default();
        Self { numbers, kind, amends }
    }
}
