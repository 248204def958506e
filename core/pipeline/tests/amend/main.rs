//! Proposals from a consolidated text and from an amending act: what they say, and that carrying them out leads there.

mod as_people_read;
mod by_act;
mod corpus;
mod english;
mod from_version;
mod made_up;
mod suspended;
mod world;
