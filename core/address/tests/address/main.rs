//! What addresses and aliases promise, in one program: each more would be linked for itself.

mod addresses_cases;
mod addresses_errors;
mod addresses_properties;
mod addresses_vectors;
mod alias_properties;
mod alias_resolve;
mod alias_standing;
mod alias_support;
mod alias_vectors;
mod alias_write;
mod vector_cases;
