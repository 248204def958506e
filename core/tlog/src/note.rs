//! Signed notes: a text, an empty line, and signatures (C2SP signed-note).

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;

use crate::fault::Fault;
use crate::vkey::{is_key_name, VerifierKey};

/// Longest note that is read: far more than a checkpoint with a hundred signatures.
pub const MAX_BYTES: usize = 1 << 20;

/// Most signatures that are read; the format asks for at least 16.
pub const MAX_SIGNATURES: usize = 100;

/// A line of signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub id: u32,
    /// What it made of the text.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    /// The line, with its line feed.
    #[must_use]
    pub fn line(&self) -> String {
        let bytes = [self.id.to_be_bytes().as_slice(), &self.bytes].concat();
        format!("\u{2014} {} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// Reads a line without its line feed.
    ///
    /// # Errors
    /// `NOTE_SIGNATURE_LINE`, `NOTE_KEY_NAME`, `NOTE_SIGNATURE_BASE64`, `NOTE_SIGNATURE_SHORT`.
    pub fn read(line: &str) -> Result<Self, Fault> {
        let parts = line.strip_prefix("\u{2014} ").and_then(|rest| rest.split_once(' '));
        let Some((name, encoded)) = parts else {
            return Err(Fault::new(
                "NOTE_SIGNATURE_LINE",
                "A line of signature is an em dash, a name and a signature, with spaces between them.",
            ));
        };
        if !is_key_name(name) {
            return Err(Fault::new("NOTE_KEY_NAME", format!("{name:?} is no name of a key.")));
        }
        let Ok(bytes) = STANDARD.decode(encoded) else {
            return Err(Fault::new("NOTE_SIGNATURE_BASE64", format!("The signature of {name} is not base64.")));
        };
        match bytes.split_first_chunk::<4>() {
            Some((id, bytes)) if !bytes.is_empty() => {
                Ok(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
            }
            _ => Err(Fault::new("NOTE_SIGNATURE_SHORT", format!("The signature of {name} is too short to be one."))),
        }
    }

    /// Whether a key's name and id are those of the signature.
    #[must_use]
    pub fn is_of(&self, key: &VerifierKey) -> bool {
        self.name == key.name() && self.id == key.id()
    }
}

/// A note: nothing of it may be believed before a signature of a known key was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text with its final line feed.
    pub text: String,
    /// One or more.
    pub signatures: Vec<NoteSignature>,
}

impl Note {
    /// Reads a note from its bytes; whose signatures they are is not asked.
    ///
    /// # Errors
    /// `NOTE_TOO_LONG`, `NOTE_NOT_UTF8`, `NOTE_CONTROL_CHARACTER`, `NOTE_NO_SIGNATURES`, `NOTE_CUT_OFF`, `NOTE_TOO_MANY_SIGNATURES`,
    /// and those of [`NoteSignature::read`].
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |code, message: &str| Err(Fault::new(code, message));
        if bytes.len() > MAX_BYTES {
            return fault("NOTE_TOO_LONG", "The note is longer than a million bytes.");
        }
        let Ok(whole) = std::str::from_utf8(bytes) else { return fault("NOTE_NOT_UTF8", "The note is not UTF-8.") };
        if whole.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return fault("NOTE_CONTROL_CHARACTER", "The note has a control character other than line feeds.");
        }
        let Some(blank) = whole.rfind("\n\n") else {
            return fault("NOTE_NO_SIGNATURES", "No empty line is followed by signatures.");
        };
        let (text, lines) = (&whole[..=blank], &whole[blank + 2..]);
        if lines.is_empty() {
            return fault("NOTE_NO_SIGNATURES", "No empty line is followed by signatures.");
        }
        let Some(lines) = lines.strip_suffix('\n') else {
            return fault("NOTE_CUT_OFF", "The last line does not end in a line feed: the note was cut off.");
        };
        if lines.split('\n').count() > MAX_SIGNATURES {
            return fault("NOTE_TOO_MANY_SIGNATURES", "The note has more than 100 signatures.");
        }
        let signatures = lines.split('\n').map(NoteSignature::read).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The signature of a key, where there is one.
    ///
    /// # Errors
    /// `NOTE_SIGNATURE_TWICE`.
    pub fn signature_of(&self, key: &VerifierKey) -> Result<Option<&NoteSignature>, Fault> {
        let mut own = self.signatures.iter().filter(|signature| signature.is_of(key));
        let first = own.next();
        match own.next() {
            None => Ok(first),
            Some(_) => Err(Fault::new("NOTE_SIGNATURE_TWICE", format!("{} signed the note twice.", key.name()))),
        }
    }

    /// The note as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines: String = self.signatures.iter().map(NoteSignature::line).collect();
        format!("{}\n{lines}", self.text)
    }
}
