//! What exports promise, in one program.

mod cited;
mod components;
mod export;
mod export_support;
mod notes;
