//! What must hold of the core for any input: one function per fuzz target, from bytes to nothing or a panic.
//!
//! The fuzz targets in `core/fuzz/fuzz_targets` call them with bytes that libFuzzer makes up; `cargo test` calls them with
//! the inputs in `core/fuzz/crashers`, so that what was once broken stays mended without a fuzzer or a C++ compiler. Inputs
//! are text, also those with a structure (one line per unit or row, see `world`), so that a person can read and write them.

mod address;
mod alias_write;
mod canon;
mod derive;
mod json;
mod label;
mod order;
mod resolve;
mod segment;
mod text;
mod world;

pub use address::parse_address;
pub use alias_write::alias_write;
pub use canon::canon;
pub use derive::derive;
pub use json::json_in;
pub use label::label;
pub use order::order;
pub use resolve::resolve;
pub use segment::segment;

/// A property: panics if it does not hold for the input.
pub type Property = fn(&[u8]);

/// Every fuzz target by its name, which is also the name of its folder of crashers.
pub const TARGETS: [(&str, Property); 9] = [
    ("parse_address", parse_address),
    ("order", order),
    ("resolve", resolve),
    ("alias_write", alias_write),
    ("label", label),
    ("derive", derive),
    ("json_in", json_in),
    ("canon", canon),
    ("segment", segment),
];
