//! `derive(TS)` where nobody wants declarations: only the test that writes them compiles those of ts-rs.
//!
//! A type of the core says `TS` among its derives and is declared, or not, by the feature `typescript` of `cutter-model`.

use proc_macro::TokenStream;

/// Declares nothing, and lets the attributes of ts-rs stand.
#[proc_macro_derive(TS, attributes(ts))]
pub fn undeclared(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
