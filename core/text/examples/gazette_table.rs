//! dev
#[path = "corpus/document.rs"]
mod document;
#[path = "corpus/gazette.rs"]
mod gazette;
use gazette::Gazette;
use std::path::PathBuf;

fn main() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus-vn"));
    let args: Vec<String> = std::env::args().skip(1).collect();
    let aside = args.iter().any(|arg| arg == "--aside");
    let all = args.iter().any(|arg| arg == "--all");
    let names: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("labels")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let labelled: Vec<String> = files.iter().map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    if all {
        let mut texts: Vec<PathBuf> = std::fs::read_dir(folder.join("texts")).unwrap().map(|e| e.unwrap().path()).collect();
        texts.sort();
        let mut rows = Vec::new();
        let mut reasons = std::collections::BTreeMap::new();
        let (mut held, mut total) = (0, 0);
        for path in texts {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if labelled.iter().position(|l| *l == stem).is_some_and(|i| i % 3 == 2) && !aside {
                continue;
            }
            if !names.is_empty() && !names.iter().any(|n| stem.contains(n.as_str())) {
                continue;
            }
            let g = Gazette::read(&path);
            held += g.held.0;
            total += g.held.1;
            for (r, n) in &g.reasons {
                *reasons.entry(r.clone()).or_insert(0) += n;
            }
            if g.manifest.is_err() {
                *reasons.entry("REFUSED".into()).or_insert(0) += g.held.1;
            }
            rows.push((g.held.0 as f64 / g.held.1.max(1) as f64, g));
        }
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mean = rows.iter().map(|r| r.0).sum::<f64>() / rows.len() as f64;
        for (share, g) in rows.iter().take(if names.is_empty() { 25 } else { 10 }) {
            println!(
                "{:5.1} % {:8} {} {} anomalies {:?} {}",
                share * 100.0,
                g.bytes,
                g.name,
                g.profile,
                g.manifest.as_ref().map(|m| m.anomalies.len()).map_err(|e| e.chars().take(100).collect::<String>()),
                g.reasons.iter().map(|(r, n)| format!("{r} {n}")).collect::<Vec<_>>().join(", ")
            );
        }
        println!("{} texts, mean {:.2} %, of all bytes {:.2} %", rows.len(), mean * 100.0, held as f64 / total as f64 * 100.0);
        for (r, n) in reasons {
            println!("  {r}: {:.2} %", n as f64 / total as f64 * 100.0);
        }
        let mut profiles = std::collections::BTreeMap::new();
        for (_, g) in &rows {
            *profiles.entry(g.profile.clone()).or_insert(0) += 1;
        }
        println!("{profiles:?}");
        for (_, g) in &rows {
            if g.profile != "vn-law" {
                println!("   {} {}", g.profile, g.name);
            }
        }
        return;
    }
    let (mut exact, mut count) = (0, 0);
    for (index, file) in files.iter().enumerate() {
        if (index % 3 == 2) != aside {
            continue;
        }
        let labels: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let g = Gazette::read(&folder.join("texts").join(labels["file"].as_str().unwrap()));
        if !names.is_empty() && !names.iter().any(|n| g.name.contains(n.as_str())) {
            continue;
        }
        let differences = g.differences(&labels);
        count += 1;
        if differences.is_empty() {
            exact += 1;
        }
        println!(
            "{} {} {} {:.1} % {:.1} MB/s anomalies {}",
            if differences.is_empty() { "ok " } else { "---" },
            g.name,
            g.profile,
            g.held.0 as f64 / g.held.1.max(1) as f64 * 100.0,
            g.bytes as f64 / g.seconds / 1e6,
            g.manifest.as_ref().map_or(0, |m| m.anomalies.len())
        );
        for d in differences.iter().take(12) {
            println!("      {d}");
        }
        if !names.is_empty() {
            if let Ok(m) = &g.manifest {
                for a in &m.anomalies {
                    println!("      ! {} line {} {}: {}", a.code, a.line, a.label, a.message);
                }
            }
        }
    }
    println!("{exact} of {count} exact");
}
