//! What is issued with an act: regulations, appendices, forms, lists, each with its own outline.

mod find;
mod issued;
mod label;

pub(super) use find::{find, is_letterhead, tops_page, words, Start};
pub(super) use issued::{begins, Components, Place};
