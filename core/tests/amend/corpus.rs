//! Real laws, amended in known ways at known places: how much of what is proposed is right. Skipped where the reference material
//! is not there.

use super::world::{cut, marked, Marked};
use cutter_core::amend::from_version;
use cutter_core::manifest::Unit;
use cutter_core::structure::{Kind, Operation};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Amended documents; each has articles of its own and nothing repeated.
const DOCUMENTS: [&str; 8] = [
    "vn-constitution-2013",
    "vn-cybersecurity-2018-tvpl",
    "vn-customs-2014",
    "vn-decree-13-2023",
    "vn-it-law-2006",
    "vn-labour-code-2019-congbao",
    "vn-network-security-2015",
    "vn-circular-31-2017",
];

/// Here `Điều 22` ends and `Điều 23` has no dot after its number: behind the gap MARK takes it for a citation, so that its clauses
/// stand in `Điều 21`. What is proposed is what was marked.
const BY_MARK: &str = "vn-it-law-2006:";

/// What was done to the text, as an operation should be proposed for it.
type Done = (Kind, String);

fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let corpus = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("corpus");
    if corpus.is_dir() {
        return Some(corpus);
    }
    eprintln!("skipped: there is no {}", corpus.display());
    None
}

/// Articles with where each begins and ends, its parts included.
fn articles(marked: &Marked) -> Vec<(&Unit, usize, usize)> {
    let begin = |unit: &Unit| unit.heading_spans.iter().chain(&unit.body_spans).map(|span| span.start).min();
    let end = |unit: &Unit| unit.heading_spans.iter().chain(&unit.body_spans).map(|span| span.end).max();
    let units = &marked.manifest.units;
    let is_article = |unit: &&Unit| unit.level == "dieu";
    let below = |article: &Unit| {
        let prefix = format!("{}-", article.address);
        units.iter().filter(|unit| unit.address.starts_with(&prefix)).filter_map(end).max()
    };
    units.iter().filter(is_article).filter_map(|unit| Some((unit, begin(unit)?, below(unit).max(end(unit))?))).collect()
}

/// Amends every `stride`-th article in turn: a word is added, it ends, another comes after it.
fn amend(marked: &Marked, stride: usize) -> (String, BTreeSet<Done>) {
    let mut done = BTreeSet::new();
    let mut text = marked.text.clone();
    let articles = articles(marked);
    let numbers: BTreeSet<&str> = articles.iter().map(|(unit, ..)| unit.address.as_str()).collect();
    // From the end, so that places before stay where they are.
    for (turn, (article, begin, end)) in articles.iter().enumerate().skip(1).step_by(stride).collect::<Vec<_>>().into_iter().rev()
    {
        match turn / stride % 3 {
            0 => {
                let Some(leaf) = marked
                    .manifest
                    .units
                    .iter()
                    .rfind(|unit| unit.address == article.address || unit.address.starts_with(&format!("{}-", article.address)))
                    .filter(|unit| unit.body_spans.len() == 1 && unit.body_spans[0].len() > 60)
                else {
                    continue;
                };
                // Before the last mark of its own text, inside of a line.
                let body = &text[leaf.body_spans[0].start..leaf.body_spans[0].end];
                let Some(at) = body.trim_end().rfind(' ') else { continue };
                text.insert_str(leaf.body_spans[0].start + at, " đã được sửa");
                done.insert((Kind::Substitute, leaf.address.clone()));
            }
            1 => {
                text.replace_range(*begin..*end, "");
                done.insert((Kind::Retire, article.address.clone()));
            }
            _ => {
                let address = format!("{}A", article.address);
                let plain = article.address.ends_with(|last: char| last.is_ascii_digit());
                if !plain || numbers.contains(address.as_str()) {
                    continue;
                }
                let label = format!("{}a", article.label.trim_end_matches('.'));
                text.insert_str(
                    *end,
                    &format!("{label}. Nội dung được bổ sung\nĐiều này được bổ sung sau khi luật đã có hiệu lực.\n"),
                );
                done.insert((Kind::Insert, address));
            }
        }
    }
    (text, done)
}

#[test]
fn amendments_of_real_laws_are_proposed_as_they_were_made() {
    let Some(corpus) = corpus() else { return };
    let (mut made, mut right, mut wrong) = (0, 0, Vec::new());
    let mut doubtful = Vec::new();
    for name in DOCUMENTS {
        let source = std::fs::read_to_string(corpus.join(name).join("source.txt")).expect("a source");
        let before = marked(&source, "vn-law");
        let (text, done) = amend(&before, 5);
        let after = marked(&text, "vn-law");
        let proposal = from_version(&cut(&before), &after.manifest, &after.text, None).expect("a proposal");
        let mut proposed = BTreeSet::new();
        for step in &proposal.steps {
            // A renumbering that nobody made is as wrong as any other.
            let address = match &step.operation {
                Operation::Insert(insert) => insert.address.clone(),
                _ => step.addresses.join(", "),
            };
            if !step.doubts.is_empty() {
                doubtful.push(format!("{name}: {address}: {}", step.doubts[0].message));
            }
            proposed.insert((step.operation.kind(), address));
        }
        made += done.len();
        right += done.intersection(&proposed).count();
        wrong.extend(done.symmetric_difference(&proposed).map(|(kind, address)| format!("{name}: {} {address}", kind.as_str())));
        wrong.extend(proposal.left.iter().map(|left| format!("{name}: left: {}", left.why.message)));
        println!("{name}: {} made, {} units as they were", done.len(), proposal.unchanged);
    }
    println!("{made} made, {right} proposed right, {} wrong or missing, {} with a doubt", wrong.len(), doubtful.len());
    wrong.iter().chain(&doubtful).for_each(|each| println!("  {each}"));
    assert!(made > 60, "{made} amendments were made");
    wrong.retain(|each| !each.starts_with(BY_MARK));
    assert_eq!(wrong, [] as [&str; 0]);
}
