//! Arrows go in one direction: no circle between crates of the core, none between the files of a crate, and none between the
//! modules beside one another in it. Read from the sources; a name counts for the file that defines it, whoever passes it on.

mod circles;
mod resolve;
mod source;

use std::collections::BTreeMap;
use std::path::Path;

use circles::circles;
use resolve::{Edge, World};
use source::Crate;

/// The crates of the core, as folders below `core/`.
fn crates() -> Vec<Crate> {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![core.clone(), core.join("wasm")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.join("Cargo.toml").is_file() && path.join("src/lib.rs").is_file() {
                found.push(Crate::read(&path));
            }
        }
    }
    found
}

fn told(circles: &[Vec<String>]) -> String {
    circles.iter().map(|circle| format!("\n  {}", circle.join("\n    "))).collect()
}

#[test]
fn no_circle_in_the_core() {
    let crates = crates();
    assert!(crates.len() > 6, "the crates of the core were not found");
    let world = World::of(&crates);
    let edges = world.edges();
    assert!(edges.len() > 500, "{} imports of a core this large: they were not read", edges.len());
    let found = found(&world, &edges);
    assert!(found.is_empty(), "circles:{}", told(&found));
}

/// Every circle: between crates, between files, and between what lies beside one another in a module.
fn found(world: &World<'_>, edges: &[Edge]) -> Vec<Vec<String>> {
    let between_crates = edges.iter().map(|edge| (world.crate_of(edge.from).to_owned(), world.crate_of(edge.to).to_owned()));
    let manifests = world.dependencies();
    let mut found = circles(between_crates.chain(manifests));
    found.extend(circles(edges.iter().map(|edge| (world.file_of(edge.from), world.file_of(edge.to)))));
    let mut beside: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (module, arrow) in edges.iter().filter_map(|edge| world.beside(edge)) {
        beside.entry(module).or_default().push(arrow);
    }
    found.extend(beside.into_values().flat_map(circles));
    found.sort();
    found.dedup();
    found
}

/// A crate made up of files: module path and text.
fn made_up(name: &str, files: &[(&str, &str)]) -> Crate {
    let text = |path: &str| files.iter().find(|(each, _)| *each == path).map(|(_, text)| (*text).to_owned());
    Crate::from(name, &[], &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let crates = [made_up("made_up", files)];
        let world = World::of(&crates);
        found(&world, &world.edges())
    }

    #[test]
    fn two_files_that_use_each_other_are_a_circle() {
        let found = of(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "pub struct B; impl B { fn a() -> usize { std::mem::size_of::<crate::a::A>() } }"),
        ]);
        assert_eq!(found, [["made_up/a.rs", "made_up/b.rs"], ["made_up::a", "made_up::b"]]);
    }

    #[test]
    fn a_path_in_a_macro_counts() {
        let found = of(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use super::b::B; pub const A: u8 = 1;"),
            ("b.rs", "pub struct B; fn text() -> String { format!(\"{}\", crate::a::A) }"),
        ]);
        assert_eq!(found, [["made_up/a.rs", "made_up/b.rs"], ["made_up::a", "made_up::b"]]);
    }

    #[test]
    fn a_module_that_passes_names_on_makes_no_circle() {
        let found = of(&[
            ("lib.rs", "pub mod folder;"),
            ("folder/mod.rs", "mod one; mod two; pub use one::One; pub use two::Two; pub struct Shared;"),
            ("folder/one.rs", "use super::Shared; pub struct One(Shared);"),
            ("folder/two.rs", "use crate::folder::One; use super::one; pub struct Two(One); fn f() -> one::One { todo!() }"),
        ]);
        assert_eq!(found, Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_module_that_uses_what_it_passes_on_is_part_of_the_circle() {
        let found = of(&[
            ("lib.rs", "pub mod folder;"),
            ("folder/mod.rs", "mod one; pub use one::One; pub struct Shared; pub fn make() -> One { todo!() }"),
            ("folder/one.rs", "use super::Shared; pub struct One(Shared);"),
        ]);
        assert_eq!(found, [["made_up/folder/mod.rs", "made_up/folder/one.rs"]]);
    }

    #[test]
    fn folders_that_use_each_other_are_a_circle_even_where_their_files_are_none() {
        let found = of(&[
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "mod low; mod high;"),
            ("a/low.rs", "pub struct Low;"),
            ("a/high.rs", "use crate::b::B; pub struct High(B);"),
            ("b.rs", "use crate::a::low::Low; pub struct B(Low);"),
        ]);
        assert_eq!(found, [["made_up::a", "made_up::b"]]);
    }

    #[test]
    fn tests_may_use_what_they_test() {
        let found = of(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }"),
        ]);
        assert_eq!(found, Vec::<Vec<String>>::new());
    }

    #[test]
    fn crates_that_use_each_other_are_a_circle() {
        let low = Crate::from("low", &["high"], &|path| (path == "lib.rs").then(|| "pub struct Low;".to_owned()));
        let high = Crate::from("high", &[], &|path| (path == "lib.rs").then(|| "pub use low::Low; fn f(_: Low) {}".to_owned()));
        let crates = [low, high];
        let world = World::of(&crates);
        assert_eq!(found(&world, &world.edges()), [["high", "low"]]);
    }
}
