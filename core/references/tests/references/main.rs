//! What is read of citations, in one program.

mod citations;
mod labelled;
mod properties;
mod sentences;
