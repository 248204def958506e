//! What shows of a text: white space made one, signs that do not show and marks of type left out; each byte knows where it stands in the source.

use iu_text::manifest::Span;

/// What stands where a unit's part begins.
pub(crate) const BREAK: char = '\u{1}';

/// What shows of a text.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// Runs that stand in the source as they stand here: the first byte here and there.
    runs: Vec<(usize, usize)>,
}

impl Shown {
    /// The byte of the source for a byte of the text.
    pub(crate) fn source_of(&self, at: usize) -> Option<usize> {
        let run = self.runs.partition_point(|(first, _)| *first <= at).checked_sub(1)?;
        self.runs.get(run).filter(|_| at < self.text.len()).map(|(first, there)| there + (at - first))
    }

    /// Begins a part that stands at byte `at` of the source.
    pub(crate) fn begin(&mut self, at: usize) {
        self.push(BREAK, at);
    }

    /// Stands for words that nobody reads: one sign.
    pub(crate) fn leave_out(&mut self, at: usize) {
        self.push('…', at);
    }

    pub(crate) fn add(&mut self, source: &str, span: Span) {
        let Some(part) = source.get(span.start..span.end) else { return };
        let (mut run, mut at) = (0, 0);
        let mut last = self.text.bytes().last();
        while let Some(&byte) = part.as_bytes().get(at) {
            let white = last == Some(b' ') || last == Some(b'\n');
            let letter = byte == 0xe1 && part.as_bytes().get(at + 1) != Some(&0x9a);
            if SHOWS[usize::from(byte)] || letter || (matches!(byte, b' ' | b'\n') && !white) {
                last = Some(byte);
                at += 1;
                continue;
            }
            let Some(c) = part.get(at..).and_then(|rest| rest.chars().next()) else {
                at += 1;
                continue;
            };
            let end = at + c.len_utf8();
            let hidden = matches!(c, '*' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}' | BREAK);
            if hidden || c.is_whitespace() {
                self.copy(part, run, at, span.start);
                run = end;
                if c == '\n' && self.text.ends_with(' ') {
                    self.text.pop();
                }
                if !hidden && !self.text.ends_with('\n') && (c == '\n' || !self.text.ends_with(' ')) {
                    self.push(if c == '\n' { '\n' } else { ' ' }, span.start + at);
                }
                last = self.text.bytes().last();
            } else {
                last = Some(byte);
            }
            at = end;
        }
        self.copy(part, run, at, span.start);
    }

    fn copy(&mut self, part: &str, from: usize, to: usize, start: usize) {
        let run = part.get(from..to).unwrap_or_default();
        if !run.is_empty() {
            self.runs.push((self.text.len(), start + from));
            self.text.push_str(run);
        }
    }

    fn push(&mut self, c: char, at: usize) {
        // What was taken back left its run.
        while self.runs.last().is_some_and(|(first, _)| *first >= self.text.len()) {
            self.runs.pop();
        }
        self.runs.push((self.text.len(), at));
        self.text.push(c);
    }
}

/// The bytes that show and stay whatever stands beside them. Those that may begin white space or a sign that does not show are none.
const SHOWS: [bool; 256] = {
    let mut shows = [true; 256];
    let mut at = 0;
    while at <= 0x20 {
        shows[at] = false;
        at += 1;
    }
    shows[b'*' as usize] = false;
    // Beginnings of U+0085 and U+00A0, of U+1680, of U+2000 to U+205F, of U+3000, of U+FEFF.
    shows[0xc2] = false;
    shows[0xe1] = false;
    shows[0xe2] = false;
    shows[0xe3] = false;
    shows[0xef] = false;
    shows
};
