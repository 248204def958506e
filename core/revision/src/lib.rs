//! Which build of the core this is.
//!
//! CUT and VERIFY record it, and VERIFY judges only what the same build cut: another one may read a law differently. It is a
//! crate of its own, so that an edit anywhere rebuilds what records it, and no scanner or parser.

/// Version and source digest of this build, such as `cutter-core/0.1.0+3f9a0c41d2b7e865`.
///
/// The digest is the same in every build of the same sources, native or WebAssembly, on any machine: `build.rs` takes it over
/// what is in the sources of every crate of the core and the versions of what they depend on.
pub const REVISION: &str = concat!("cutter-core/", env!("CARGO_PKG_VERSION"), "+", env!("CUTTER_SOURCES"));

#[cfg(test)]
#[path = "../sources.rs"]
mod sources;

#[cfg(test)]
mod tests {
    use super::{sources, REVISION};
    use std::path::Path;

    #[test]
    fn tables_count_as_code_does() {
        let mut files = Vec::new();
        sources::collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), "", &mut files, &|_| {});
        let has = |name: &str| files.iter().any(|(file, _)| file == name);
        for name in [
            "/text/src/profile/builtin/vn-law.json",
            "/references/src/grammars/vi.json",
            "/address/src/unicode/tables.bin",
            "/pipeline/src/cut.rs",
            "/pipeline/Cargo.toml",
            "/revision/build.rs",
        ] {
            assert!(has(name), "{name} changes what a build does, and not its name");
        }
        assert!(!files.iter().any(|(file, _)| file.contains("/tests/") || file.contains("/pkg-")));
    }

    #[test]
    fn it_names_version_and_sources() {
        let (name, sources) = REVISION.split_once('+').expect("two parts");
        assert_eq!(name, concat!("cutter-core/", env!("CARGO_PKG_VERSION")));
        assert_eq!(sources.len(), 16);
        assert!(sources.bytes().all(|byte| byte.is_ascii_hexdigit()), "{sources}");
    }
}
