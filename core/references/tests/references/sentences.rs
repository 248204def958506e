//! Sentences of our own, and what each of them cites: `text | kind | document | provisions | q`.

use iu_references::{references, references_in, Divided, Language, Reference};
use iu_text::canon::{canonicalise, CanonicalText};
use iu_text::manifest::ScopePolicy;
use iu_text::profile::builtin;
use iu_text::segment::{mark, MarkRequest};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    #[serde(default)]
    language: Option<Language>,
    #[serde(default)]
    profile: Option<String>,
    text: String,
    want: Vec<String>,
}

fn read(sentence: &Sentence, source: &CanonicalText) -> Vec<Reference> {
    let Some(profile) = &sentence.profile else {
        return references_in(source.as_str(), None, sentence.language.expect("a language or a profile"));
    };
    let profile = builtin(profile).expect("built in");
    let request = MarkRequest { profile, prefix: "A".into(), doc_code: "A".into(), leaf: None, scope: ScopePolicy::All };
    references(source.as_str(), Some(&Divided::from(&mark(source, &request).expect("fits its profile"))))
}

fn told(reference: &Reference) -> String {
    let kind = serde_json::to_value(reference.kind).expect("JSON");
    let normal: Vec<&str> = reference.provisions.iter().map(|provision| provision.normal.as_str()).collect();
    let quoted = if reference.quoted { " | q" } else { "" };
    let document = reference.document().unwrap_or_default();
    format!("{} | {} | {} | {}{quoted}", reference.text, kind.as_str().unwrap_or_default(), document, normal.join("; "))
}

#[test]
fn sentences_are_read_as_people_read_them() {
    let mut wrong = Vec::new();
    let lines: Vec<&str> = include_str!("../vectors/sentences.jsonl").lines().collect();
    assert!(lines.len() >= 60, "{} sentences", lines.len());
    for (line, json) in lines.iter().enumerate() {
        let sentence: Sentence = serde_json::from_str(json).unwrap_or_else(|error| panic!("line {}: {error}", line + 1));
        let source = canonicalise(sentence.text.as_bytes()).expect("canonical");
        let found: Vec<String> = read(&sentence, &source).iter().map(told).collect();
        if found != sentence.want {
            wrong.push(format!("line {}: {:?}\n  want {:#?}\n  found {found:#?}", line + 1, sentence.text, sentence.want));
        }
    }
    assert!(wrong.is_empty(), "{} of {} sentences:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}
