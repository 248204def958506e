//! Answers questions as the WebAssembly builds do, for comparing the builds: reads one JSON object with `addresses`, `labels`
//! (`{written, numbering}`), `texts` and `worlds` (`{request, facts}`) from standard input, writes one with the answers.

use cutter_model::refusal::Refusal;
use iu_address::alias::{lookup_text, resolve_all, standings, ResolveFacts, ResolveRequest};
use iu_address::label::{token, Numbering};
use iu_address::{check_entry, parse_all, sort_all, suggest, EntryRules, Instant};
use iu_text::canon::canonicalise;
use iu_text::digest::sha256_hex;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

#[derive(Deserialize)]
struct Questions {
    addresses: Vec<String>,
    labels: Vec<Label>,
    texts: Vec<String>,
    worlds: Vec<World>,
}

#[derive(Deserialize)]
struct Label {
    written: String,
    numbering: Numbering,
}

#[derive(Deserialize)]
struct World {
    request: ResolveRequest,
    facts: ResolveFacts,
}

/// The answer, or the refusal that the border throws.
fn outcome<T: Serialize, E: Into<Refusal>>(decision: Result<T, E>) -> Value {
    match decision {
        Ok(answer) => json!({ "answer": answer }),
        Err(refusal) => json!({ "refusal": refusal.into() }),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let questions: Questions = serde_json::from_reader(std::io::stdin())?;
    let suggestions: Vec<Option<String>> = questions.addresses.iter().map(|text| suggest(text)).collect();
    let tokens: Vec<Value> = questions.labels.iter().map(|label| outcome(token(&label.written, label.numbering))).collect();
    let texts = questions.texts.iter().map(|text| {
        json!({
            "lookup": lookup_text(text),
            "canonical": outcome(canonicalise(text.as_bytes())),
            "digest": sha256_hex(text.as_bytes()),
            "time": outcome(text.parse::<Instant>()),
        })
    });
    let entries = questions.addresses.iter().map(|text| check_entry(text, EntryRules { format: None, allow_empty: true }));
    let standings = questions.worlds.iter().map(|world| outcome(standings(&world.request, &world.facts, Some("u0"))));
    let worlds = questions.worlds.iter().map(|world| outcome(resolve_all(&world.request, &world.facts)));
    let answers = json!({
        "parsed": parse_all(&questions.addresses),
        "sorted": sort_all(&questions.addresses),
        "suggested": suggestions,
        "tokens": tokens,
        "texts": texts.collect::<Vec<_>>(),
        "worlds": worlds.collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
        "standings": standings.collect::<Vec<_>>(),
    });
    println!("{answers}");
    Ok(())
}
