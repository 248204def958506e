#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod anchors;
mod citation;
mod documents;
mod grammar;
mod labels;
mod normal;
mod numbers;
mod own;
mod page;
mod place;
mod provisions;
mod reader;
mod reference;
mod resolve;
mod scan;
mod shown;
mod streams;
mod titles;
mod words;

pub use citation::{citation, Citation, CitationError, Named};
pub use reference::{Kind, Language, Part, Provision, Reference};
pub use scan::{references, references_in};
