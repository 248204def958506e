//! A citation as people paste it: `khoản 2 Điều 5 Luật số 41/2024/QH15`, `GDPR art. 6(1)(f)`, `Companies Act 2008, s 12`.
//!
//! Nothing is read here that the grammar does not read. What people write otherwise than laws do is put into the writing of laws first, word
//! by word (case, short words), and what stands in another order is put together after.

use iu_text::canon::canonicalise;
use serde::Serialize;

use crate::grammar::{builtin, of_text, Grammar, Numbers, Says};
use crate::normal::joined;
use crate::page::{Page, Shape};
use crate::reader::Reader;
use crate::reference::{Kind, Language, Provision, Reference};
use crate::scan::references_in;
use crate::shown::Shown;

/// Most bytes of a citation.
const LONGEST: usize = 1000;

/// How a citation names its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "by", content = "name", rename_all = "snake_case")]
pub enum Named {
    /// By its number: `41/2024/QH15`, `2016/679`, `71 of 2008`.
    Number(String),
    /// By its title or an abbreviation: `Luật Đất đai`, `Companies Act, 2008`, `GDPR`.
    Title(String),
}

/// A citation, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The language whose grammar read it.
    pub language: Language,
    /// The document it names; none where it names only provisions.
    pub document: Option<Named>,
    /// The provisions it names, each from outside in; none where it names the document as a whole.
    pub provisions: Vec<Provision>,
}

/// Why a citation is not read; `at` is a byte of the text as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationError {
    /// `CITATION_EMPTY`, `CITATION_TOO_LONG`, `CITATION_UNKNOWN`, `CITATION_NEEDS_PLACE`, `CITATION_INCOMPLETE`, `CITATION_SEVERAL` or
    /// `CITATION_WORDS_LEFT`.
    pub code: &'static str,
    /// Where the text stops being a citation.
    pub at: usize,
    /// One sentence for people.
    pub message: String,
}

impl std::fmt::Display for CitationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CitationError {}

fn refuse<T>(code: &'static str, at: usize, message: impl Into<String>) -> Result<T, CitationError> {
    Err(CitationError { code, at, message: message.into() })
}

/// Reads a citation in any of the languages.
///
/// # Errors
/// Where `text` is no citation, or one that only its place could tell; see [`CitationError`].
pub fn citation(text: &str) -> Result<Citation, CitationError> {
    if text.trim().is_empty() {
        return refuse("CITATION_EMPTY", 0, "There is no citation.");
    }
    if text.len() > LONGEST {
        return refuse("CITATION_TOO_LONG", LONGEST, format!("A citation has at most {LONGEST} bytes."));
    }
    let likely = of_text(text).map(|grammar| grammar.words.id.as_str());
    let mut languages = [Language::Vietnamese, Language::Union, Language::Commonwealth];
    languages.sort_by_key(|language| Some(language.id()) != likely);
    let mut tried: Vec<Result<Citation, CitationError>> =
        languages.iter().filter_map(|language| Some(read(text, *language, builtin(language.id())?))).collect();
    // What fits is told; of what does not, the error of the reading that came furthest.
    let best = tried.iter().position(Result::is_ok).or_else(|| {
        let known = |read: &Result<Citation, CitationError>| read.as_ref().err().map(|error| error.code != "CITATION_UNKNOWN");
        tried.iter().position(|read| known(read) == Some(true)).or(Some(0))
    });
    best.filter(|best| *best < tried.len()).map_or_else(|| unknown(0), |best| tried.swap_remove(best))
}

fn unknown<T>(at: usize) -> Result<T, CitationError> {
    refuse("CITATION_UNKNOWN", at, "Nothing that a law can be cited by was found in the text.")
}

fn read(text: &str, language: Language, grammar: &Grammar) -> Result<Citation, CitationError> {
    let written = Written::of(text, grammar);
    let Ok(source) = canonicalise(written.text.as_bytes()) else { return unknown(0) };
    let found = references_in(source.as_str(), None, language);
    let Some(first) = found.first() else { return unknown(0) };
    if let Some(open) = found.iter().find(|reference| matches!(reference.kind, Kind::This) || needs_place(reference, grammar)) {
        let at = written.place(open.span.start);
        return refuse(
            "CITATION_NEEDS_PLACE",
            at,
            format!("Which one {:?} is, only the place where it stands can tell.", open.text),
        );
    }
    let shown = source.as_str();
    let mut left = written.left(shown, 0, first.span.start, grammar, false);
    for pair in found.windows(2) {
        left = left.or_else(|| written.left(shown, pair[0].span.end, pair[1].span.start, grammar, false));
    }
    let last = found.last().unwrap_or(first);
    let tail = !last.documents.is_empty();
    left = left.or_else(|| written.left(shown, last.span.end, shown.len(), grammar, tail));
    if let Some(at) = left {
        return refuse("CITATION_WORDS_LEFT", written.place(at), "From here on the words belong to no citation that is known.");
    }
    let documents: Vec<&String> = found.iter().flat_map(|reference| &reference.documents).collect();
    let cites = found.iter().filter(|reference| !reference.documents.is_empty());
    let several = cites.clone().nth(1).or_else(|| cites.clone().find(|reference| reference.documents.len() > 1));
    if let Some(other) = several {
        return refuse("CITATION_SEVERAL", written.place(other.span.start), "More than one document is cited.");
    }
    let chains: Vec<&[Provision]> =
        found.iter().map(|reference| reference.provisions.as_slice()).filter(|provisions| !provisions.is_empty()).collect();
    let Some(provisions) = joined(&chains, grammar) else {
        return refuse("CITATION_SEVERAL", written.place(last.span.start), "The provisions are more than one citation.");
    };
    let whole = |provision: &Provision| {
        let outermost = provision.parts.first().and_then(|part| grammar.level(grammar.level_named(&part.level)?));
        outermost.is_some_and(|level| level.whole)
    };
    if let Some(part) = provisions.iter().find(|provision| !whole(provision)) {
        let message = format!("{:?} stands in a provision that the citation does not name.", part.normal);
        return refuse("CITATION_INCOMPLETE", written.place(first.span.start), message);
    }
    let numbered = |name: &str| name.starts_with(|c: char| c.is_ascii_digit()) || name.contains(")");
    let named = |name: &String| if numbered(name) { Named::Number(name.clone()) } else { Named::Title(name.clone()) };
    Ok(Citation { language, document: documents.first().map(|name| named(name)), provisions })
}

/// Whether a reference points at its own place: `khoản 2 Điều này`, `Article 5 of this Regulation`.
fn needs_place(reference: &Reference, grammar: &Grammar) -> bool {
    crate::page::words_of(&reference.text).iter().any(|word| grammar.words.this.contains(word))
}

/// A citation in the writing of laws.
struct Written {
    text: String,
    /// The first byte of each word here and in the text that was given.
    places: Vec<(usize, usize)>,
}

impl Written {
    fn of(given: &str, grammar: &Grammar) -> Self {
        let mut shown = Shown::default();
        shown.add(given, iu_text::manifest::Span::new(0, given.len()));
        let page = Page::of(&shown, |first| grammar.place_of(first));
        let reader = Reader { page: &page, grammar };
        let mut written = Self { text: String::new(), places: Vec::new() };
        let shouted = !given.chars().any(char::is_lowercase);
        let (mut at, mut titled, mut roman) = (0, false, false);
        while let Some(token) = reader.token(at) {
            if token.spaced && at > 0 {
                written.text.push(' ');
            }
            written.places.push((written.text.len(), page.source_at(at)));
            let short = grammar.words.short.iter().filter_map(|(short, long)| {
                let words = crate::page::words_of(short);
                let same = words.iter().enumerate().all(|(place, word)| reader.is(at + place, word));
                // A letter alone is short for a level only before a number.
                let number = reader.token(at + words.len()).is_some_and(|next| next.shape == Shape::Number);
                let own = at == 0 || token.spaced || token.begins_line;
                (own && same && (number || words[0].chars().count() > 1)).then_some((words.len(), long))
            });
            if let Some((words, long)) = short.max_by_key(|(words, _)| *words) {
                written.text.push_str(long);
                at += words;
                if reader.token(at).is_some_and(|next| !next.spaced && next.shape != Shape::Sign) {
                    written.text.push(' ');
                }
                titled = true;
                continue;
            }
            let begins = reader.says(at, |says| matches!(says, Says::Kind(_) | Says::Level(_)));
            match begins {
                Some((says, end)) => {
                    let phrase = page.words(at, end).to_lowercase();
                    // Words of levels are small where laws write them so.
                    let small = matches!(says, Says::Level(level) if grammar.level(level).is_some_and(|level| !level.capital));
                    let named = matches!(says, Says::Kind(kind) if grammar.words.kinds.get(kind).is_some_and(|kind| kind.named));
                    let abbreviation = named && end == at + 1 && phrase.len() <= 4;
                    written.text.push_str(&match (small, named && token.capital) {
                        (true, _) => phrase,
                        _ if abbreviation => phrase.to_uppercase(),
                        (_, true) => page.words(at, end),
                        _ => capital(&phrase),
                    });
                    roman = matches!(says, Says::Level(level) if grammar.level(level).is_some_and(|level| level.numbering == Numbers::Roman));
                    titled = matches!(says, Says::Kind(_));
                    at = end;
                }
                None => {
                    let own = page.words(at, at + 1);
                    let own = if shouted && token.spaced { own.to_lowercase() } else { own };
                    let word = token.spaced
                        && token.shape == Shape::Word
                        && own.chars().count() > 1
                        && token.lower != "of"
                        && token.lower != "and";
                    let title = word && (titled || grammar.has_headed()) && reader.past(at, Says::Of).is_none();
                    let free = reader.past(at, Says::TitleEnd).is_none() && reader.past(at, Says::TitleStart).is_none();
                    let numeral = std::mem::take(&mut roman) && token.lower.bytes().all(|byte| b"ivxlc".contains(&byte));
                    let own = if numeral { own.to_uppercase() } else { own };
                    written.text.push_str(&if title && free { capital(&own) } else { own });
                    titled = false;
                    at += 1;
                }
            }
        }
        written
    }

    /// The byte of the given text for one of this.
    fn place(&self, at: usize) -> usize {
        let word = self.places.partition_point(|(here, _)| *here <= at).checked_sub(1);
        word.and_then(|word| self.places.get(word)).map_or(0, |(_, there)| *there)
    }

    /// The first byte from `from` up to `to` that is more than commas and the small words around a citation; behind a document also not its
    /// day, issuer and title.
    fn left(&self, text: &str, from: usize, to: usize, grammar: &Grammar, tail: bool) -> Option<usize> {
        let mut shown = Shown::default();
        shown.add(text, iu_text::manifest::Span::new(from, to));
        let page = Page::of(&shown, |first| grammar.place_of(first));
        let reader = Reader { page: &page, grammar };
        let small = |says: Says| matches!(says, Says::Of | Says::TitleStart | Says::TitleEnd | Says::List | Says::Day);
        let mut at = 0;
        while let Some(token) = reader.token(at) {
            if token.shape == Shape::Sign {
                let opens = tail && token.lower == "(";
                at += 1;
                if opens {
                    return None;
                }
                continue;
            }
            if tail && token.shape == Shape::Number && token.lower.len() == 4 {
                return None;
            }
            let (_, end) = match reader.says(at, small) {
                Some(found) => found,
                None => return Some(page.source_at(at)),
            };
            if tail {
                return None;
            }
            at = end;
        }
        None
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
