//! XML as it is written: elements on lines of their own, running text untouched.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::Writer;

/// What stands for a character that XML 1.0 cannot hold.
const REPLACEMENT: char = '\u{fffd}';

/// A note at its place in running text.
pub struct Footnote<'a> {
    /// Bytes of the text before it.
    pub at: usize,
    pub eid: String,
    pub marker: String,
    pub text: &'a str,
}

/// XML 1.0, production `Char`.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A document, or a part of one.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    replaced: usize,
}

impl Default for Xml {
    fn default() -> Self {
        Self { writer: Writer::new(Vec::new()), replaced: 0 }
    }
}

impl Xml {
    /// A document with its declaration.
    pub fn beginning() -> Self {
        let mut xml = Self::default();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line_end();
        xml
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("writing into memory does not fail");
    }

    fn line_end(&mut self) {
        self.writer.get_mut().push(b'\n');
    }

    fn start<'a>(&mut self, name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
        let mut start = BytesStart::new(name);
        for &(key, value) in attributes {
            let unfit = value.chars().filter(|&c| !is_allowed(c)).count();
            self.replaced += unfit;
            if unfit == 0 {
                start.push_attribute((key, value));
            } else {
                let fit: String = value.chars().map(|c| if is_allowed(c) { c } else { REPLACEMENT }).collect();
                start.push_attribute((key, fit.as_str()));
            }
        }
        start
    }

    /// A start tag, and what is in it on the next line.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = self.start(name, attributes);
        self.event(Event::Start(start));
        self.line_end();
    }

    /// An end tag.
    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
        self.line_end();
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = self.start(name, attributes);
        self.event(Event::Empty(start));
        self.line_end();
    }

    /// An element of running text, each line end of which is an `eol`; with notes at their places.
    pub fn text_element(&mut self, name: &str, text: &str, notes: &[Footnote<'_>]) {
        self.element_from(name, text, 0, &mut notes.iter());
    }

    /// A text as paragraphs, with notes at their places: an empty line parts two.
    pub fn paragraphs(&mut self, text: &str, notes: &[Footnote<'_>]) {
        let mut from = 0;
        let mut notes = notes.iter();
        for paragraph in text.split("\n\n") {
            self.element_from("p", paragraph, from, &mut notes);
            from += paragraph.len() + "\n\n".len();
        }
    }

    /// `text` begins at the byte `from` of that in which the next `notes` have their places.
    fn element_from(&mut self, name: &str, text: &str, mut from: usize, notes: &mut std::slice::Iter<'_, Footnote<'_>>) {
        self.event(Event::Start(BytesStart::new(name)));
        for (at, mut line) in text.split('\n').enumerate() {
            if at > 0 {
                self.event(Event::Empty(BytesStart::new("eol")));
            }
            let end = from + line.len();
            while let Some(note) = notes.as_slice().first().filter(|note| note.at <= end) {
                notes.next();
                let (before, after) = line.split_at(note.at.saturating_sub(from));
                self.running(before);
                self.footnote(note);
                (line, from) = (after, from + before.len());
            }
            self.running(line);
            from = end + 1;
        }
        self.event(Event::End(BytesEnd::new(name)));
        self.line_end();
    }

    /// In the middle of running text: nothing may stand around it that is none of it.
    fn footnote(&mut self, note: &Footnote<'_>) {
        let attributes = [("eId", note.eid.as_str()), ("marker", &note.marker), ("placement", "bottom")];
        let start = self.start("authorialNote", &attributes);
        self.event(Event::Start(start));
        self.paragraphs(note.text, &[]);
        self.event(Event::End(BytesEnd::new("authorialNote")));
    }

    fn running(&mut self, mut text: &str) {
        while let Some((at, c)) = text.char_indices().find(|&(_, c)| !is_allowed(c)) {
            self.plain(&text[..at]);
            self.replaced += 1;
            let class = format!("U+{:04X}", u32::from(c));
            let inline = BytesStart::new("inline").with_attributes([("name", "character"), ("class", class.as_str())]);
            self.event(Event::Start(inline));
            self.plain(REPLACEMENT.encode_utf8(&mut [0; 4]));
            self.event(Event::End(BytesEnd::new("inline")));
            text = &text[at + c.len_utf8()..];
        }
        self.plain(text);
    }

    fn plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.event(Event::Text(BytesText::new(text)));
        }
    }

    /// Characters that were replaced.
    pub fn replaced(&self) -> usize {
        self.replaced
    }

    /// Adds what was written elsewhere.
    pub fn append(&mut self, part: Self) {
        self.replaced += part.replaced;
        self.writer.get_mut().extend(part.writer.into_inner());
    }

    /// The text.
    pub fn into_text(self) -> String {
        String::from_utf8(self.writer.into_inner()).expect("what is written is UTF-8")
    }
}
