//! What canonical texts, profiles, MARK and manifests promise, in one program: each more would be linked for itself.

mod card;
mod corpus_all;
mod corpus_markdown;
mod corpus_vn;
mod enactment;
mod manifest_diff;
mod manifest_stored;
mod segment_components;
mod segment_country;
mod segment_damage;
mod segment_errors;
mod segment_kinds;
mod segment_labelled;
mod segment_laws;
mod segment_markdown;
mod segment_mutations;
mod segment_notes;
mod segment_patterns;
mod segment_quotations;
mod segment_support;
mod segment_titles;
mod segment_vn;
mod segment_work;
mod vectors;
