//! A JSON object that is read member by member, so that one nobody asked for is noticed.

use serde_json::{Map, Value};

use super::pattern::{Pattern, Patterns};

/// Members of a JSON object that were not read yet. By hand: a derived reader of so many members is a third of what the browser loads for cards.
pub struct Table(Map<String, Value>);

impl Table {
    pub fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self(members)),
            other => Err(format!("{other} is no table")),
        }
    }

    pub fn text(&mut self, name: &str) -> Result<String, String> {
        match self.0.remove(name) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(format!("{name} is no text")),
        }
    }

    pub fn flag(&mut self, name: &str) -> bool {
        self.0.remove(name) == Some(Value::Bool(true))
    }

    pub fn number(&mut self, name: &str) -> u32 {
        self.0.remove(name).and_then(|value| u32::try_from(value.as_u64()?).ok()).unwrap_or(0)
    }

    /// The members of a list; none where there is no such list, and one that is no list as its only member.
    pub fn list(&mut self, name: &str) -> Vec<Value> {
        match self.0.remove(name) {
            None => Vec::new(),
            Some(Value::Array(list)) => list,
            Some(one) => vec![one],
        }
    }

    pub fn texts(&mut self, name: &str) -> Result<Vec<String>, String> {
        let text =
            |value| if let Value::String(text) = value { Ok(text) } else { Err(format!("{name} has {value}, which is no text")) };
        self.list(name).into_iter().map(text).collect()
    }

    pub fn patterns(&mut self, name: &str) -> Result<Patterns, String> {
        let patterns: Result<Vec<Pattern>, String> = self.texts(name)?.into_iter().map(Pattern::try_from).collect();
        patterns.map(Patterns::from)
    }

    pub fn tables<T>(&mut self, name: &str, read: fn(Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        self.list(name).into_iter().map(|value| read(Self::of(value)?)).collect()
    }

    pub fn finished(self) -> Result<(), String> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(format!("{name} is no member of a table of words")),
        }
    }
}
