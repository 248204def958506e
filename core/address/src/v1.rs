//! Format v1, `D38-DIEU28-S3-P1-2`: document, head, section, tail; used by the existing law units.

use super::error::{check_text, AddressError, AddressErrorCode as Code};

/// The longest v1 address in bytes.
pub const MAX_LENGTH: usize = 128;
/// The most digits of a number; nine digits fit in 32 bits.
const MAX_DIGITS: usize = 9;
const END: &str = "the end of the address";

/// What a v1 address says. The order of variants and fields is the natural order, but for codes, which are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct V1 {
    pub document: u32,
    /// Number of a `DIEU` head; none for a code.
    pub dieu: Option<u32>,
    /// Byte after the document, where its `-` stands.
    pub prefix_end: usize,
    /// Byte after the head, where its `-` stands.
    pub head_end: usize,
    pub section: Section,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Section {
    Root,
    Numbered(u32, Tail),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tail {
    None,
    /// `-P1` or `-P1-2`.
    Point(u32, Option<u32>),
    /// `-2`.
    Plain(u32),
}

impl V1 {
    /// Ancestors the text names.
    pub const fn depth(&self) -> usize {
        match self.section {
            Section::Root => 0,
            Section::Numbered(_, Tail::None) => 1,
            Section::Numbered(_, Tail::Plain(_) | Tail::Point(_, None)) => 2,
            Section::Numbered(_, Tail::Point(_, Some(_))) => 3,
        }
    }
}

pub(super) fn parse(text: &str) -> Result<V1, AddressError> {
    check_text(text, "`D` and the number of a document, or a prefix and `/`", || {
        (text.len() > MAX_LENGTH).then(|| AddressError::new(Code::TooLong, MAX_LENGTH, "at most 128 bytes"))
    })?;
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    if scan.peek() != Some(b'D') {
        return Err(scan.error(Code::BadPrefix, "`D` and the number of a document"));
    }
    scan.at += 1;
    let document = match scan.number()? {
        Some(number) => number,
        None => return Err(scan.error(Code::BadPrefix, "the number of a document")),
    };
    let prefix_end = scan.at;
    scan.hyphen("`-` and a head", "`-`")?;
    let dieu = scan.head()?;
    let head_end = scan.at;
    scan.hyphen("`-` and `ROOT` or `S` with a number", "an upper-case letter, a digit or `-`")?;
    let section = scan.section()?;
    Ok(V1 { document, dieu, prefix_end, head_end, section })
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error(&self, code: Code, expected: &'static str) -> AddressError {
        AddressError::at_byte(self.bytes, self.at, code, expected)
    }

    /// A number, or none if no digit stands here.
    fn number(&mut self) -> Result<Option<u32>, AddressError> {
        let start = self.at;
        let length = self.bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += length;
        number(&self.bytes[start..self.at], start)
    }

    /// The `-` after the document or the head; `missing` is expected where the text ends, `or` where something else stands.
    fn hyphen(&mut self, missing: &'static str, or: &'static str) -> Result<(), AddressError> {
        match self.peek() {
            Some(b'-') => self.at += 1,
            Some(_) => return Err(self.error(Code::BadCharacter, or)),
            None => return Err(self.error(Code::MissingSection, missing)),
        }
        Ok(())
    }

    /// The head; its number if it is `DIEU` followed by digits only.
    fn head(&mut self) -> Result<Option<u32>, AddressError> {
        const EXPECTED: &str = "a head: an upper-case letter first";
        let start = self.at;
        match self.peek() {
            Some(b'A'..=b'Z') => {}
            Some(b'-') | None => return Err(self.error(Code::MissingSection, EXPECTED)),
            Some(_) => return Err(self.error(Code::BadCharacter, EXPECTED)),
        }
        while matches!(self.peek(), Some(b'A'..=b'Z' | b'0'..=b'9')) {
            self.at += 1;
        }
        match self.bytes[start..self.at].strip_prefix(b"DIEU") {
            // Before any other byte the head could still have become a code (`DIEU028X`), so that byte is the wrong one.
            Some(digits) if digits.iter().all(u8::is_ascii_digit) && matches!(self.peek(), Some(b'-') | None) => {
                number(digits, start + 4)
            }
            _ => Ok(None),
        }
    }

    fn section(&mut self) -> Result<Section, AddressError> {
        const EXPECTED: &str = "`ROOT`, or `S` and a number";
        let start = self.at;
        let missing = |scan: &Self| match scan.error(Code::MissingSection, EXPECTED) {
            error if error.code == Code::Lowercase => error,
            error => AddressError { at: start, ..error },
        };
        if self.peek() == Some(b'S') {
            self.at += 1;
            let section = self.number()?.ok_or_else(|| missing(self))?;
            return Ok(Section::Numbered(section, self.tail()?));
        }
        for letter in b"ROOT" {
            if self.peek() != Some(*letter) {
                return Err(missing(self));
            }
            self.at += 1;
        }
        match self.peek() {
            None => Ok(Section::Root),
            Some(b'-') => Err(self.error(Code::TailOnRoot, END)),
            Some(_) => Err(self.error(Code::TrailingInput, END)),
        }
    }

    fn tail(&mut self) -> Result<Tail, AddressError> {
        if !self.has_more("`-` or the end of the address")? {
            return Ok(Tail::None);
        }
        if self.peek() == Some(b'P') {
            self.at += 1;
            let point = self.tail_number("a number")?;
            if !self.has_more("`-` or the end of the address")? {
                return Ok(Tail::Point(point, None));
            }
            let plain = self.tail_number("a number")?;
            self.end().map(|()| Tail::Point(point, Some(plain)))
        } else {
            let plain = self.tail_number("a number, or `P` and a number")?;
            self.end().map(|()| Tail::Plain(plain))
        }
    }

    /// Steps over the `-` of a further tail; false at the end.
    fn has_more(&mut self, expected: &'static str) -> Result<bool, AddressError> {
        match self.peek() {
            None => Ok(false),
            Some(b'-') => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Err(self.error(Code::TrailingInput, expected)),
        }
    }

    fn tail_number(&mut self, expected: &'static str) -> Result<u32, AddressError> {
        self.number()?.ok_or_else(|| self.error(Code::MissingNumber, expected))
    }

    fn end(&self) -> Result<(), AddressError> {
        match self.peek() {
            None => Ok(()),
            Some(b'-') => Err(self.error(Code::TailTooDeep, END)),
            Some(_) => Err(self.error(Code::TrailingInput, END)),
        }
    }
}

/// The value of `digits`, which start at byte `at`; none for no digits. A zero-led number that is also too long is
/// a `LEADING_ZERO`.
fn number(digits: &[u8], at: usize) -> Result<Option<u32>, AddressError> {
    match digits {
        [] => Ok(None),
        [b'0', _, ..] => Err(AddressError::new(Code::LeadingZero, at, "a number without leading zeros")),
        _ if digits.len() > MAX_DIGITS => Err(AddressError::new(Code::NumberTooLarge, at, "a number of at most 9 digits")),
        _ => Ok(Some(digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))),
    }
}
