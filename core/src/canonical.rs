//! RFC 8785 (JSON Canonicalization Scheme): values are written once, and the members of each object put in order where they
//! stand. Every digest of the ledger is made of such a text, so a cut of many units is as fast as this is. A property
//! test compares the texts with those of the crate `serde_json_canonicalizer`.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::cell::RefCell;
use std::io::{self, Write};
use std::ops::Range;

/// The RFC 8785 text of `value`.
///
/// # Errors
/// A map with keys that are not texts, or with one key twice.
pub fn to_string<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let written = RefCell::new(Vec::with_capacity(128));
    let order = Order { written: &written, members: Vec::new(), objects: Vec::new(), sorted: Vec::new() };
    value.serialize(&mut Serializer::with_formatter(Written(&written), order))?;
    String::from_utf8(written.into_inner()).map_err(|error| serde_json::Error::io(io::Error::other(error)))
}

/// Up to here a double has every integer; RFC 8785 writes larger ones as the double nearest to them.
const EXACT: u64 = 1 << 53;

/// What was written so far, as the serializer sees it.
struct Written<'a>(&'a RefCell<Vec<u8>>);

impl Write for Written<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A member of an object: where its key is, in quotes, and where it ends.
struct Member {
    key: Range<usize>,
    end: usize,
}

/// The same text, and what of it is still to be put in order.
struct Order<'a> {
    written: &'a RefCell<Vec<u8>>,
    /// Members of the objects that are open, outermost first.
    members: Vec<Member>,
    /// For each open object, how many members there were before it.
    objects: Vec<usize>,
    /// Room for the members of one object in their order.
    sorted: Vec<u8>,
}

impl Order<'_> {
    fn place(&self) -> usize {
        self.written.borrow().len()
    }

    /// Puts the members of the innermost object in order: by the UTF-16 code units of their keys.
    fn arrange(&mut self, first: usize) -> io::Result<()> {
        let mut written = self.written.borrow_mut();
        let members = &mut self.members[first..];
        let (Some(begin), Some(end)) = (members.first().map(|member| member.key.start), members.last().map(|member| member.end))
        else {
            return Ok(());
        };
        let key = |member: &Member| &written[member.key.start + 1..member.key.end - 1];
        // Bytes of ASCII have the order of code units.
        if members.iter().all(|member| key(member).iter().all(|byte| byte.is_ascii() && *byte != b'\\')) {
            if members.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])) {
                return Ok(());
            }
            members.sort_by(|left, right| key(left).cmp(key(right)));
        } else {
            members.sort_by_cached_key(|member| {
                let key = serde_json::from_slice::<String>(&written[member.key.clone()]).unwrap_or_default();
                key.encode_utf16().collect::<Vec<u16>>()
            });
        }
        if members.windows(2).any(|pair| key(&pair[0]) == key(&pair[1])) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "an object has one key twice"));
        }
        self.sorted.clear();
        for member in members {
            self.sorted.extend_from_slice(&written[member.key.start..member.end]);
            self.sorted.push(b',');
        }
        self.sorted.pop();
        written[begin..end].copy_from_slice(&self.sorted);
        Ok(())
    }
}

impl Formatter for Order<'_> {
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.objects.push(self.members.len());
        CompactFormatter.begin_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        CompactFormatter.begin_object_key(writer, first)?;
        let place = self.place();
        self.members.push(Member { key: place..place, end: place });
        Ok(())
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        let place = self.place();
        self.members.last_mut().map_or(Ok(()), |member| {
            member.key.end = place;
            Ok(())
        })
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        let place = self.place();
        self.members.last_mut().map_or(Ok(()), |member| {
            member.end = place;
            Ok(())
        })
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let first = self.objects.pop().unwrap_or_default();
        self.arrange(first)?;
        self.members.truncate(first);
        CompactFormatter.end_object(writer)
    }

    #[allow(clippy::cast_precision_loss, reason = "numbers of RFC 8785 are doubles")]
    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        if value.unsigned_abs() <= EXACT {
            CompactFormatter.write_i64(writer, value)
        } else {
            self.write_f64(writer, value as f64)
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "numbers of RFC 8785 are doubles")]
    fn write_u64<W: ?Sized + Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        if value <= EXACT {
            CompactFormatter.write_u64(writer, value)
        } else {
            self.write_f64(writer, value as f64)
        }
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(ryu_js::Buffer::new().format_finite(value).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{json, Value};

    #[test]
    fn members_are_in_the_order_of_utf_16() {
        // U+1F600 is D83D DE00 in UTF-16, so it comes before U+FB33 and U+FFE6, whose bytes in UTF-8 come first.
        let value = json!({ "\u{fb33}": 1, "\u{1f600}": 2, "\r": 3, "1": 4, "\u{80}": 5, "ö": 6, "€": 7, "\\": 8, "a": {"z": 1, "b": [{"d": 0, "c": 1}]} });
        let expected = concat!(
            r#"{"\r":3,"1":4,"\\":8,"a":{"b":[{"c":1,"d":0}],"z":1},""#,
            "\u{80}",
            r#"":5,"ö":6,"€":7,"😀":2,""#,
            "\u{fb33}",
            r#"":1}"#
        );
        assert_eq!(to_string(&value).unwrap(), expected);
    }

    #[test]
    fn numbers_are_those_of_ecmascript() {
        let value = json!([
            0,
            -0.0,
            1.0,
            1e21,
            1e-7,
            4.50,
            2e-3,
            333_333_333.333_333_3,
            9_007_199_254_740_993_u64,
            i64::MIN,
            u64::MAX,
            9_007_199_254_740_992_u64
        ]);
        let expected = "[0,0,1,1e+21,1e-7,4.5,0.002,333333333.3333333,9007199254740992,-9223372036854776000,18446744073709552000,9007199254740992]";
        assert_eq!(to_string(&value).unwrap(), expected);
    }

    #[test]
    fn fields_of_a_type_are_put_in_order_and_a_key_twice_is_refused() {
        #[derive(Serialize)]
        struct Twice {
            b: u8,
            a: Option<()>,
            #[serde(rename = "b")]
            c: u8,
        }
        let error = to_string(&Twice { b: 1, a: None, c: 2 }).unwrap_err();
        assert_eq!(error.to_string(), "an object has one key twice");
    }

    fn values() -> impl Strategy<Value = Value> {
        let number = prop_oneof![
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from)
        ];
        let leaf =
            prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, any::<String>().prop_map(Value::from)];
        leaf.prop_recursive(4, 64, 8, |inner| {
            let key = prop_oneof!["[a-z_]{0,3}", any::<String>(), "[\u{e000}\u{ffff}\u{10000}a\"\\\\]{0,3}"];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                proptest::collection::vec((key, inner), 0..8).prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn texts_are_those_of_the_reference(value in values()) {
            prop_assert_eq!(to_string(&value).unwrap(), serde_json_canonicalizer::to_string(&value).unwrap());
        }
    }
}
