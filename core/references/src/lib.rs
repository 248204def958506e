#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod anchors;
mod citation;
mod cited;
mod divided;
mod documents;
mod grammar;
mod key;
mod labels;
mod near;
mod normal;
mod numbers;
mod own;
mod page;
mod place;
mod provisions;
mod reader;
mod reference;
mod resolve;
mod rows;
mod says;
mod scan;
mod shown;
mod standing;
mod streams;
mod titles;
mod words;

pub use citation::{citation, Citation, CitationError, Named};
pub use divided::{Divided, Division, Note};
pub use key::document_key;
pub use reference::{Kind, Language, Part, Provision, Reference};
pub use scan::{references, references_in};
