//! A folder of documents at once: what each file is called in the registry, and what is to be done with it next.

mod names;
mod progress;

pub use names::{plan_run, FoundFile, ManifestRow, PlannedFile, RunFacts, RunPlan};
pub use progress::{next_in_run, RunNext, RunVerb};
