//! Thin WebAssembly surface of cutter-core.
