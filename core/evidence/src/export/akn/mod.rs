//! Akoma Ntoso 3.0 (OASIS LegalDocML, namespace `http://docs.oasis-open.org/legaldocml/ns/akn/3.0`).
//!
//! An own text is invertible: `</p><p>` stands for an empty line, `<eol/>` for a line end; only white space at its two
//! ends is left out, and an `authorialNote`, which stands where the mark of a note was printed, is none of it. Characters
//! that XML 1.0 cannot hold stand as `<inline name="character" class="U+000C">` around U+FFFD.

mod body;
mod meta;
mod xml;

use super::Export;
use xml::Xml;

/// The namespace of Akoma Ntoso 3.0.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// The namespace of what only this ledger says.
const OWN_NAMESPACE: &str = "urn:iu-cutter:export:1";

/// The document as XML.
pub fn write(export: &Export<'_>) -> String {
    let kind = export.work.kind;
    // The head tells how many characters had to be replaced, so the text is written first.
    let mut content = Xml::default();
    body::write(&mut content, export);
    let mut out = Xml::beginning();
    out.open("akomaNtoso", &[("xmlns", NAMESPACE), ("xmlns:cutter", OWN_NAMESPACE)]);
    out.open(kind, &[("name", kind), ("contains", "singleVersion")]);
    meta::write(&mut out, export, content.replaced());
    out.append(content);
    out.close(kind);
    out.close("akomaNtoso");
    out.into_text()
}
