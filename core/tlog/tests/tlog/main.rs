//! What is refused of a log and of its witnesses, in one program.

mod refused;
mod support;
mod witness;
