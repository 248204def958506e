//! Tables: whose provisions a cell names, as the row tells or the head of the column.

use crate::grammar::Says;
use crate::page::Shape;
use crate::reader::Reader;

/// Most bytes between the name of a document and the cells that have provisions of it.
const WIDEST: usize = 600;

/// The row of a table while it is read.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// The documents that the row is about.
    documents: Vec<String>,
    /// The token behind what was read last of it.
    end: usize,
    /// Whether provisions were read already.
    filled: bool,
}

impl Row {
    /// A unit's part begins, and no row goes on over it.
    pub(crate) fn ends(&mut self) {
        self.documents.clear();
    }

    /// A document is named from token `at` up to token `end`: a row is about it where its name begins a cell.
    pub(crate) fn names(&mut self, reader: Reader<'_>, at: usize, end: usize, documents: &[String]) {
        let numbered = |before: usize| {
            let token = |at: usize| reader.token(at);
            let marked = token(before).is_some_and(|token| token.lower == ".");
            let number = if marked { before.checked_sub(1) } else { Some(before) };
            number.and_then(token).is_some_and(|token| token.begins_line && token.shape == Shape::Number)
        };
        let begins = reader.token(at).is_some_and(|token| token.begins_line) || at.checked_sub(1).is_some_and(numbered);
        if begins {
            *self = Self { documents: documents.to_vec(), end, filled: false };
        }
    }

    /// The documents of the provisions from token `at` up to token `end`, where they fill a cell of the row.
    pub(crate) fn holds(&mut self, reader: Reader<'_>, at: usize, end: usize) -> Option<Vec<String>> {
        let token = |at: usize| reader.token(at);
        let between = || (self.end..at).filter_map(token);
        let joined = self.filled && at < self.end + 4 && between().all(|token| token.shape == Shape::Sign);
        let begins = token(at).is_some_and(|token| token.begins_line && token.capital);
        let closes = token(end).is_none_or(|next| {
            next.shape == Shape::Break || next.begins_line || matches!(&*next.lower, ";" | "," | "(" | "|") || next.capital
        });
        // A sentence goes on over the end of a line with words that want a provision.
        let wanted = at.checked_sub(1).is_some_and(|before| {
            [Says::Of, Says::List, Says::TitleEnd].iter().any(|says| reader.past(before, *says).is_some())
                || token(before).is_some_and(|token| token.lower == ":")
        });
        let near = || {
            let bytes = self.end.checked_sub(1).map(|last| reader.page.source_at(at).saturating_sub(reader.page.source_at(last)));
            at >= self.end && bytes.is_some_and(|bytes| bytes < WIDEST) && !(self.end..at).any(|place| numbers_row(reader, place))
        };
        let cell = joined || (begins && closes && !wanted);
        if self.documents.is_empty() || !cell || !near() {
            return None;
        }
        self.end = end;
        self.filled = true;
        Some(self.documents.clone())
    }
}

/// Whether token `at` is a number that has a line of its own: that of the next row.
fn numbers_row(reader: Reader<'_>, at: usize) -> bool {
    let line = |at: usize| reader.token(at).is_none_or(|token| token.begins_line);
    let marked = reader.is(at + 1, ".") && !line(at + 1);
    reader.token(at).is_some_and(|token| token.shape == Shape::Number && token.begins_line) && line(at + 1 + usize::from(marked))
}

/// Columns of a table in Markdown: `| Directive … | This Directive |` above `| Article 2 | Article 5 |`.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// By column, the documents that its head names; none where this document is.
    documents: Vec<Option<Vec<String>>>,
    /// The first token of the row that was read last.
    row: usize,
}

impl Columns {
    /// A page begins.
    pub(crate) fn end(&mut self) {
        *self = Self::default();
    }

    /// A document is named from token `at` up to token `end`; this one where `documents` are none.
    pub(crate) fn names(&mut self, reader: Reader<'_>, at: usize, end: usize, documents: &[String]) {
        let whole = at.checked_sub(1).is_some_and(|before| reader.is(before, "|")) && reader.is(end, "|");
        let Some((row, column)) = cell(reader, at).filter(|_| whole) else { return };
        self.goes_on(reader, row);
        self.documents.resize(self.documents.len().max(column + 1), None);
        if let Some(head) = self.documents.get_mut(column) {
            *head = Some(documents.to_vec()).filter(|documents| !documents.is_empty());
        }
    }

    /// The documents of the provisions at token `at`, where the head of their column names some.
    pub(crate) fn holds(&mut self, reader: Reader<'_>, at: usize) -> Option<Vec<String>> {
        if self.documents.is_empty() {
            return None;
        }
        let (row, column) = cell(reader, at)?;
        self.goes_on(reader, row);
        self.documents.get(column)?.clone()
    }

    /// Forgets the heads where another table begins.
    fn goes_on(&mut self, reader: Reader<'_>, row: usize) {
        let apart = |at: usize| reader.token(at).is_some_and(|token| token.begins_line && token.lower != "|");
        if row < self.row || (self.row..row).any(apart) {
            self.documents.clear();
        }
        self.row = row;
    }
}

/// The first token of the row in which token `at` stands, and the column.
fn cell(reader: Reader<'_>, at: usize) -> Option<(usize, usize)> {
    let row = (0..=at).rev().take(200).find(|place| reader.token(*place).is_some_and(|token| token.begins_line))?;
    reader.is(row, "|").then(|| (row, (row + 1..at).filter(|place| reader.is(*place, "|")).count()))
}
