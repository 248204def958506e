//! The sources of a crate: its modules, what each defines, what it brings in, and the paths it names.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::Path;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// One `use`: the path it names and the name it is known by; `*` for all names.
pub struct Use {
    pub path: Vec<String>,
    pub name: String,
    /// Whether it passes the name on to others.
    pub passes_on: bool,
}

/// One module.
pub struct Module {
    /// Names from the root of the crate.
    pub path: Vec<String>,
    /// The file it stands in, below `src`.
    pub file: String,
    pub items: BTreeSet<String>,
    pub uses: Vec<Use>,
    /// Paths its code names.
    pub named: BTreeSet<Vec<String>>,
}

/// One crate.
pub struct Crate {
    /// As other crates name it.
    pub name: String,
    /// Crates it depends upon, by `Cargo.toml`.
    pub depends: Vec<String>,
    pub modules: Vec<Module>,
}

impl Crate {
    /// Reads the crate in a folder.
    pub fn read(folder: &Path) -> Self {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("a Cargo.toml");
        let name = manifest.lines().find_map(|line| line.strip_prefix("name = ")).expect("a name").trim_matches('"');
        let dependencies = manifest.split("\n[dependencies]").nth(1).unwrap_or_default().split("\n[").next().unwrap_or_default();
        let depends: Vec<&str> = dependencies.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
        let source = folder.join("src");
        Self::from(name, &depends, &|path| std::fs::read_to_string(source.join(path)).ok())
    }

    /// A crate whose files `text` gives by their paths below `src`.
    pub fn from(name: &str, depends: &[&str], text: &dyn Fn(&str) -> Option<String>) -> Self {
        let named = |name: &str| name.replace('-', "_");
        let mut reader = Reader { text, modules: Vec::new() };
        reader.file("lib.rs", "", Vec::new());
        Self { name: named(name), depends: depends.iter().map(|name| named(name)).collect(), modules: reader.modules }
    }
}

struct Reader<'t> {
    text: &'t dyn Fn(&str) -> Option<String>,
    modules: Vec<Module>,
}

impl Reader<'_> {
    /// Reads a file and those below it; `folder` is where its modules lie.
    fn file(&mut self, file: &str, folder: &str, path: Vec<String>) {
        let text = (self.text)(file).unwrap_or_else(|| panic!("there is no {file}"));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file} cannot be read: {error}"));
        self.module(file, folder, path, &parsed.items);
    }

    fn module(&mut self, file: &str, folder: &str, path: Vec<String>, items: &[Item]) {
        let mut module = Module { path, file: file.to_owned(), items: BTreeSet::new(), uses: Vec::new(), named: BTreeSet::new() };
        for item in items.iter().filter(|item| !is_test(attributes(item))) {
            match item {
                Item::Use(each) => {
                    let passes_on = !matches!(each.vis, syn::Visibility::Inherited);
                    leaves(&each.tree, &mut Vec::new(), passes_on, &mut module.uses);
                }
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let path: Vec<String> = module.path.iter().cloned().chain([name.clone()]).collect();
                    let below = format!("{folder}{name}/");
                    match &inner.content {
                        Some((_, items)) => self.module(file, &below, path, items),
                        None => {
                            let alone = format!("{folder}{name}.rs");
                            let found = if (self.text)(&alone).is_some() { alone } else { format!("{below}mod.rs") };
                            self.file(&found, &below, path);
                        }
                    }
                }
                other => {
                    if let Some(name) = name_of(other) {
                        module.items.insert(name);
                    }
                    Paths(&mut module.named).visit_item(other);
                }
            }
        }
        self.modules.push(module);
    }
}

fn leaves(tree: &UseTree, before: &mut Vec<String>, passes_on: bool, found: &mut Vec<Use>) {
    let mut add = |path: Vec<String>, name: String| found.push(Use { path, name, passes_on });
    let with = |last: &syn::Ident| before.iter().cloned().chain([last.to_string()]).collect::<Vec<_>>();
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            leaves(&path.tree, before, passes_on, found);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            add(before.clone(), before.last().cloned().unwrap_or_default());
        }
        UseTree::Name(name) => add(with(&name.ident), name.ident.to_string()),
        UseTree::Rename(rename) if rename.ident == "self" => add(before.clone(), rename.rename.to_string()),
        UseTree::Rename(rename) => add(with(&rename.ident), rename.rename.to_string()),
        UseTree::Glob(_) => add(before.clone(), "*".to_owned()),
        UseTree::Group(group) => group.items.iter().for_each(|each| leaves(each, before, passes_on, found)),
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(each) => &each.attrs,
        Item::Enum(each) => &each.attrs,
        Item::Fn(each) => &each.attrs,
        Item::Impl(each) => &each.attrs,
        Item::Mod(each) => &each.attrs,
        Item::Static(each) => &each.attrs,
        Item::Struct(each) => &each.attrs,
        Item::Use(each) => &each.attrs,
        _ => &[],
    }
}

/// Whether an item is there for tests alone.
fn is_test(attributes: &[Attribute]) -> bool {
    let is = |attribute: &Attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    };
    attributes.iter().any(is)
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(each) => &each.ident,
        Item::Enum(each) => &each.ident,
        Item::Fn(each) => &each.sig.ident,
        Item::Macro(each) => each.ident.as_ref()?,
        Item::Static(each) => &each.ident,
        Item::Struct(each) => &each.ident,
        Item::Trait(each) => &each.ident,
        Item::Type(each) => &each.ident,
        Item::Union(each) => &each.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The paths that code names, in macros too.
struct Paths<'p>(&'p mut BTreeSet<Vec<String>>);

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, each: &'ast syn::Macro) {
        self.tokens(each.tokens.clone());
        visit::visit_macro(self, each);
    }

    fn visit_item_use(&mut self, each: &'ast syn::ItemUse) {
        // Inside a function: what it brings in is used there.
        let mut uses = Vec::new();
        leaves(&each.tree, &mut Vec::new(), false, &mut uses);
        self.0.extend(uses.into_iter().map(|each| each.path));
    }
}

impl Paths<'_> {
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut end = |path: &mut Vec<String>| {
            if !path.is_empty() {
                self.0.insert(std::mem::take(path));
            }
        };
        let mut groups = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        end(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    end(&mut path);
                    colons = 0;
                    groups.push(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    end(&mut path);
                    colons = 0;
                }
            }
        }
        end(&mut path);
        groups.into_iter().for_each(|group| self.tokens(group));
    }
}
