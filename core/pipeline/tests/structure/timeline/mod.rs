//! Operations on rows, held to the fold of changes in legal time that the contract settles (`iu-timeline`, rules 1 to 30 of page 11): whatever
//! is recorded, in whatever order, both accept it or both refuse it, and every day reads the same, as known at every instant.

mod asked;
mod both;
#[path = "../../../../timeline/tests/timeline/dice.rs"]
mod dice;
mod held;
mod random;
mod rows;
mod shared;
