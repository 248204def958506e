//! XML as it is written: elements on lines of their own, running text untouched.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::Writer;

use crate::export::cited::Lead;

/// What stands for a character that XML 1.0 cannot hold.
const REPLACEMENT: char = '\u{fffd}';

/// What stands in running text.
pub struct Inline<'a> {
    /// Bytes of the text before it.
    pub at: usize,
    pub what: What<'a>,
}

/// A note at its place, or words that cite.
pub enum What<'a> {
    Note { eid: String, marker: String, text: &'a str },
    Citing { ends: usize, eid: String, leads: &'a [Lead] },
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

    /// An element of running text, each line end of which is an `eol`; with what stands in it, in its order.
    pub fn text_element(&mut self, name: &str, text: &str, inlines: &[Inline<'_>]) {
        self.element_from(name, text, 0, &mut inlines.iter());
    }

    /// A text as paragraphs, with what stands in it, in its order: an empty line parts two.
    pub fn paragraphs(&mut self, text: &str, inlines: &[Inline<'_>]) {
        let mut from = 0;
        let mut inlines = inlines.iter();
        for paragraph in text.split("\n\n") {
            self.element_from("p", paragraph, from, &mut inlines);
            from += paragraph.len() + "\n\n".len();
        }
    }

    /// `text` begins at the byte `from` of that in which the next `inlines` have their places.
    fn element_from(&mut self, name: &str, text: &str, from: usize, inlines: &mut std::slice::Iter<'_, Inline<'_>>) {
        self.event(Event::Start(BytesStart::new(name)));
        let end = from + text.len();
        let mut at = from;
        // Where the words that cite end, and how many elements are open for them.
        let mut citing: Option<(usize, usize)> = None;
        while let Some(inline) = inlines.as_slice().first().filter(|inline| inline.at <= end) {
            inlines.next();
            if let Some((ends, open)) = citing.take_if(|(ends, _)| *ends <= inline.at) {
                self.lines(&text[at - from..ends - from]);
                at = ends;
                self.uncite(open);
            }
            let here = inline.at.max(at);
            self.lines(&text[at - from..here - from]);
            at = here;
            match &inline.what {
                What::Note { eid, marker, text } => self.footnote(eid, marker, text),
                // Words over the end of a paragraph lead on as far as it goes.
                What::Citing { ends, eid, leads } if here < end => citing = Some(((*ends).min(end), self.cite(eid, leads))),
                What::Citing { .. } => {}
            }
        }
        if let Some((ends, open)) = citing {
            self.lines(&text[at - from..ends - from]);
            at = ends;
            self.uncite(open);
        }
        self.lines(&text[at - from..]);
        self.event(Event::End(BytesEnd::new(name)));
        self.line_end();
    }

    /// Running text over the ends of its lines.
    fn lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.event(Event::Empty(BytesStart::new("eol")));
            }
            self.running(line);
        }
    }

    /// Opens what leads where words cite; of several provisions the first holds the words. Gives how many elements are open.
    fn cite(&mut self, eid: &str, leads: &[Lead]) -> usize {
        let [first, others @ ..] = leads else { return 0 };
        let of = |eid: &str, lead: &Lead, xml: &mut Self| {
            let address = lead.address.as_deref().map(|address| ("cutter:address", address));
            let attributes: Vec<_> = [("eId", eid), ("href", lead.href.as_str())].into_iter().chain(address).collect();
            xml.start("ref", &attributes).into_owned()
        };
        if !others.is_empty() {
            let mref = self.start("mref", &[("eId", eid)]).into_owned();
            self.event(Event::Start(mref));
            for (at, lead) in others.iter().enumerate() {
                let other = of(&format!("{eid}__ref_{}", at + 2), lead, self);
                self.event(Event::Empty(other));
            }
        }
        let name = if others.is_empty() { eid.to_owned() } else { format!("{eid}__ref_1") };
        let start = of(&name, first, self);
        self.event(Event::Start(start));
        1 + usize::from(!others.is_empty())
    }

    fn uncite(&mut self, open: usize) {
        for name in ["ref", "mref"].into_iter().take(open) {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// In the middle of running text: nothing may stand around it that is none of it.
    fn footnote(&mut self, eid: &str, marker: &str, text: &str) {
        let start = self.start("authorialNote", &[("eId", eid), ("marker", marker), ("placement", "bottom")]).into_owned();
        self.event(Event::Start(start));
        self.paragraphs(text, &[]);
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
