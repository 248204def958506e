//! Canonical normalisation out of ten kilobytes of tables.
//!
//! `tables.bin` is made by the tests beside this file: variable-length numbers, each telling the difference to the one
//! before it. They are taken apart at first use; looking up is a binary search, composing a search through all pairs,
//! which only marks and a few vowel signs cause.

use std::borrow::Cow;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("tables.bin");

/// Below it no character decomposes, composes with the one before it or is a mark.
const FIRST_MARK: char = '\u{300}';

/// What `composite` is made of; `last` is NUL where it stands for one other character.
struct Pair {
    composite: char,
    first: char,
    last: char,
    /// Whether the two compose again.
    composes: bool,
}

/// Characters from `start` to before `end`, and what they have in common.
struct Run {
    start: u32,
    end: u32,
    class: u8,
}

struct Tables {
    pairs: Vec<Pair>,
    classes: Vec<Run>,
    marks: Vec<Run>,
}

/// Reads what the tests wrote.
struct Reader(&'static [u8]);

impl Reader {
    fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let Some((&byte, rest)) = self.0.split_first() else { break };
            self.0 = rest;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                break;
            }
        }
        number
    }

    /// The character so far from `before`, forwards or (odd) backwards.
    fn near(&mut self, before: char) -> char {
        let coded = self.number();
        let step = coded >> 1;
        let code = if coded & 1 == 0 { u32::from(before) + step } else { u32::from(before) - step };
        char::from_u32(code).unwrap_or_default()
    }

    fn pairs(&mut self) -> Vec<Pair> {
        let (mut code, mut single, mut first, mut last) = (0, '\0', '\0', '\0');
        let count = self.number();
        let pair = |_| {
            let head = self.number();
            code += head >> 2;
            let composite = char::from_u32(code).unwrap_or_default();
            if head & 3 == 0 {
                single = self.near(single);
                return Pair { composite, first: single, last: '\0', composes: false };
            }
            first = self.near(first);
            last = self.near(last);
            Pair { composite, first, last, composes: head & 3 == 1 }
        };
        (0..count).map(pair).collect()
    }

    fn runs(&mut self, with_class: bool) -> Vec<Run> {
        let mut end = 0;
        let count = self.number();
        let run = |_| {
            let start = end + self.number();
            end = start + self.number();
            let class = if with_class { self.number() } else { 0 };
            Run { start, end, class: u8::try_from(class).unwrap_or_default() }
        };
        (0..count).map(run).collect()
    }
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut reader = Reader(BYTES);
        Tables { pairs: reader.pairs(), classes: reader.runs(true), marks: reader.runs(false) }
    })
}

fn run_of(runs: &[Run], c: char) -> Option<&Run> {
    let code = u32::from(c);
    let after = runs.partition_point(|run| run.start <= code);
    runs.get(after.checked_sub(1)?).filter(|run| code < run.end)
}

fn class(c: char) -> u8 {
    if c < FIRST_MARK {
        return 0;
    }
    run_of(&tables().classes, c).map_or(0, |run| run.class)
}

pub fn is_mark(c: char) -> bool {
    c >= FIRST_MARK && run_of(&tables().marks, c).is_some()
}

// The Hangul syllables are composed by arithmetic: chapter 3.12 of the Unicode Standard.
const SYLLABLES: u32 = 0xac00;
const LEADING: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
const TRAILING: u32 = 0x11a7;
const VOWEL_COUNT: u32 = 21;
const TRAILING_COUNT: u32 = 28;
const SYLLABLE_COUNT: u32 = 19 * VOWEL_COUNT * TRAILING_COUNT;

pub fn decompose(c: char, tell: &mut dyn FnMut(char)) {
    let syllable = u32::from(c).wrapping_sub(SYLLABLES);
    if syllable < SYLLABLE_COUNT {
        let (vowel, trailing) = (syllable / TRAILING_COUNT, syllable % TRAILING_COUNT);
        let parts = [LEADING + vowel / VOWEL_COUNT, VOWELS + vowel % VOWEL_COUNT, TRAILING + trailing];
        let count = if trailing == 0 { 2 } else { 3 };
        parts.into_iter().take(count).filter_map(char::from_u32).for_each(tell);
        return;
    }
    let pairs = &tables().pairs;
    match pairs.binary_search_by(|pair| pair.composite.cmp(&c)) {
        Ok(place) => {
            decompose(pairs[place].first, tell);
            if pairs[place].last != '\0' {
                decompose(pairs[place].last, tell);
            }
        }
        Err(_) => tell(c),
    }
}

fn compose(first: char, last: char) -> Option<char> {
    let (one, two) = (u32::from(first), u32::from(last));
    let (leading, vowel, trailing) = (one.wrapping_sub(LEADING), two.wrapping_sub(VOWELS), two.wrapping_sub(TRAILING));
    if leading < 19 && vowel < VOWEL_COUNT {
        return char::from_u32(SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT);
    }
    let syllable = one.wrapping_sub(SYLLABLES);
    if syllable < SYLLABLE_COUNT && syllable % TRAILING_COUNT == 0 && (1..TRAILING_COUNT).contains(&trailing) {
        return char::from_u32(one + trailing);
    }
    let pairs = tables().pairs.iter();
    pairs.filter(|pair| pair.composes).find(|pair| (pair.first, pair.last) == (first, last)).map(|pair| pair.composite)
}

/// A text in the form NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c < FIRST_MARK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // What may still change: a starter and all that stands before the next one that does not compose with it.
    let mut open: Vec<(u8, char)> = Vec::new();
    for c in text.chars() {
        decompose(c, &mut |part| push(&mut open, &mut out, part));
    }
    flush(&mut open, &mut out);
    Cow::Owned(out)
}

/// Puts a decomposed character where its class belongs; a starter closes what stands before it.
fn push(open: &mut Vec<(u8, char)>, out: &mut String, c: char) {
    let class = class(c);
    if class == 0 {
        if !open.is_empty() {
            compose_open(open);
            // A starter that composes with the one before it, such as a vowel sign or a Hangul vowel.
            if let [(0, only)] = open[..] {
                if let Some(composite) = compose(only, c) {
                    open[0].1 = composite;
                    return;
                }
            }
            flush(open, out);
        }
        open.push((0, c));
        return;
    }
    let place = open.iter().rposition(|&(before, _)| before <= class).map_or(0, |before| before + 1);
    open.insert(place, (class, c));
}

/// Composes the marks with the starter they follow, where nothing of the same class stands between.
fn compose_open(open: &mut Vec<(u8, char)>) {
    if !matches!(open.first(), Some((0, _))) {
        return;
    }
    let mut kept = 1;
    for next in 1..open.len() {
        let (class, c) = open[next];
        let is_blocked = kept > 1 && open[kept - 1].0 >= class;
        match compose(open[0].1, c).filter(|_| !is_blocked) {
            Some(composite) => open[0].1 = composite,
            None => {
                open[kept] = (class, c);
                kept += 1;
            }
        }
    }
    open.truncate(kept);
}

fn flush(open: &mut Vec<(u8, char)>, out: &mut String) {
    compose_open(open);
    out.extend(open.drain(..).map(|(_, c)| c));
}
