//! Real laws, amended in known ways at known places: how much of what is proposed is right. Skipped where the reference material
//! is not there.

use super::world::{cut, cut_to, marked, Marked};
use cutter_pipeline::amend::{by_act, from_version, Amended, InstructionOutcome};
use cutter_pipeline::structure::{Kind, Operation};
use iu_text::manifest::Unit;
use iu_text::profile::builtin;
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
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
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

/// A law that amends another: what of it is proposed, and what is left and why. The amended law is not in the reference material;
/// its articles are made up from what the act names, so that each instruction finds where it belongs.
#[test]
fn an_amending_law_is_read_instruction_by_instruction() {
    let Some(corpus) = corpus() else { return };
    let source = std::fs::read_to_string(corpus.join("vn-amend-67-2020").join("source.txt")).expect("a source");
    let act = marked(&source, "vn-law");
    let profile = builtin("vn-law").expect("a profile");
    let law = super::made_up::law_of(&source);
    let told = |leaf: Option<&str>| {
        let document = cut_to(&law, leaf);
        let amended = Amended { profile: &profile, title: "Luật Xử lý vi phạm hành chính", names: &[] };
        by_act(&document, amended, &act.manifest, &act.text, None).expect("a proposal")
    };
    let proposal = told(None);
    let count = |outcome| proposal.instructions.iter().filter(|each| each.outcome == outcome).count();
    let (proposed, left) = (count(InstructionOutcome::Proposed), count(InstructionOutcome::Left));
    println!("{} instructions: {proposed} proposed, {left} left, {} steps", proposal.instructions.len(), proposal.steps.len());
    let mut why: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for each in &proposal.left {
        *why.entry(&each.why.code).or_default() += 1;
        let asked =
            each.asked_by.first().map(|&index| (&proposal.instructions[index].place, &proposal.instructions[index].sentence));
        println!("  left {asked:?}: {}", each.why.message);
    }
    println!("{why:?}");
    assert_eq!((proposal.instructions.len(), proposed), (122, 121));
    assert_eq!(why, [("INSTRUCTION_OTHER_ACT", 1)].into(), "one sentence amends another law");
    // What is repealed ends.
    let ended = ["DIEU-50", "DIEU-82", "DIEU-142", "DIEU-49-KHOAN-3"].map(|path| format!("MAU-2024/{path}"));
    let retired = proposal.steps.iter().filter(|step| step.operation.kind() == Kind::Retire).flat_map(|step| &step.addresses);
    let retired: BTreeSet<&String> = retired.collect();
    assert!(ended.iter().all(|address| retired.contains(address)), "{retired:?}");
    // Of the law cut to articles, where nothing waits for its parts, every line that is quoted for it is in a new text.
    let of_articles = told(Some("dieu"));
    let new: String = of_articles.steps.iter().map(|step| told_text(&step.operation)).collect();
    let (mut lines, mut lost, mut quoted) = (0, Vec::new(), false);
    for line in act.text.lines().take_while(|line| !line.starts_with("Điều 2.")) {
        quoted |= line.starts_with('"');
        let bare = line.trim_end_matches(['.', ';']);
        let text = if bare.ends_with('"') { bare.trim_end_matches('"') } else { line }.trim_start_matches('"');
        if quoted {
            lines += 1;
            lost.extend((!new.contains(text)).then(|| text.to_owned()));
        }
        quoted &= !bare.ends_with('"');
    }
    println!("{lines} quoted lines, {} of them in no new text; {} articles change", lost.len(), of_articles.steps.len());
    assert!(lines > 350, "{lines} lines were looked for");
    assert_eq!(lost, [] as [&str; 0]);
}

/// The text that an operation gives a unit.
fn told_text(operation: &Operation) -> String {
    match operation {
        Operation::Substitute(new) => format!("{}{}", new.heading.as_deref().unwrap_or_default(), new.body),
        Operation::Insert(new) => format!("{}{}", new.heading, new.body),
        _ => String::new(),
    }
}
