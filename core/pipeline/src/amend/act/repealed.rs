//! The document as a whole, where the act ends it: closing articles say so in more ways than instructions are written, and the card of the
//! act reads them all.

use super::deed::{Deed, Edit};
use super::found::Found;
use super::law::{Identity, Is, Law};
use super::own::place;
use super::provision::{Part, Provision};
use super::read::Read;
use super::sentences::Quote;
use iu_text::manifest::{Manifest, Unit};

/// What the card of the act says of this document, as an instruction; none where it says nothing of it, or an instruction was read.
pub(super) fn by_card(act: &Manifest, text: &str, this: &Identity, found: &[Found], reads: &[Read]) -> Option<(Found, Read)> {
    let repeals = act.card.as_ref()?.repeals.as_ref()?;
    let named = |number: &String| Law { name: number.clone(), number: Some(number.to_lowercase()) };
    let law = repeals.value.iter().map(named).find(|law| this.is(law) == Is::This)?;
    let of_this = |found: &Found, edit: &Edit| {
        edit.law.as_ref().map(named).as_ref().or(found.law.as_ref()).is_some_and(|law| this.is(law) == Is::This)
    };
    let ends =
        |found: &Found, edit: &Edit| edit.target.part == Part::Document && edit.deed == Deed::Repeal && of_this(found, edit);
    if found.iter().zip(reads).any(|(found, read)| read.edits.iter().any(|edit| ends(found, edit))) {
        return None;
    }
    let behind = text.get(repeals.at..)?;
    let at = repeals.at + behind.find(&law.name).unwrap_or_default();
    let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let sentence = text[from..].lines().next().unwrap_or_default().trim().to_owned();
    let begins = |unit: &&Unit| unit.heading_spans.first().or(unit.body_spans.first()).is_some_and(|span| span.start <= at);
    let unit = act.units.iter().rev().find(begins);
    let found = Found {
        place: unit.map(place).unwrap_or_default().to_owned(),
        line: text[..at].matches('\n').count() + 1,
        sentence,
        quote: Quote::None,
        context: Vec::new(),
        law: Some(law),
        item_of: None,
    };
    Some((found, Read { edits: vec![Edit::of(Provision::document(), Deed::Repeal)], trouble: None }))
}
