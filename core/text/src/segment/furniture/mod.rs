//! Lines a printed page adds to the text.

pub(super) mod gazette;
pub(super) mod journal;
