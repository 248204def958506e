//! Proposals from a consolidated text: what they say, and that carrying them out leads to that text.

mod corpus;
mod from_version;
mod world;
