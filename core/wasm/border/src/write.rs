//! Values as they go out: texts, numbers, lists, records, maps and names of variants.

use js_sys::{Array, Object};
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error::Error;

#[wasm_bindgen]
extern "C" {
    /// An object that takes fields without the question whether it may.
    type Record;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Record, field: &str, value: JsValue);
}

/// Makes one value.
#[derive(Clone, Copy)]
pub struct Writer;

fn unknown<T>() -> Result<T, Error> {
    Err(Error("a value of this kind does not cross the border".to_owned()))
}

macro_rules! unknown {
    ($($name:ident($($kind:ty),*) -> $answer:ty;)*) => {
        $( fn $name(self, $(_: $kind),*) -> Result<$answer, Error> { unknown() } )*
    };
}

impl Serializer for Writer {
    type Ok = JsValue;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeStruct = Fields;
    type SerializeTuple = Impossible<JsValue, Error>;
    type SerializeTupleStruct = Impossible<JsValue, Error>;
    type SerializeTupleVariant = Impossible<JsValue, Error>;
    type SerializeMap = Entries;
    type SerializeStructVariant = Impossible<JsValue, Error>;

    fn serialize_bool(self, value: bool) -> Result<JsValue, Error> {
        Ok(JsValue::from_bool(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "numbers of JavaScript are doubles; these are places and orders")]
    fn serialize_i64(self, value: i64) -> Result<JsValue, Error> {
        Ok(JsValue::from_f64(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "numbers of JavaScript are doubles; these are places and counts")]
    fn serialize_u64(self, value: u64) -> Result<JsValue, Error> {
        Ok(JsValue::from_f64(value as f64))
    }

    fn serialize_str(self, value: &str) -> Result<JsValue, Error> {
        Ok(JsValue::from_str(value))
    }

    fn serialize_none(self) -> Result<JsValue, Error> {
        Ok(JsValue::NULL)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<JsValue, Error> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<JsValue, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<JsValue, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<JsValue, Error> {
        unknown()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Error> {
        Ok(List(Array::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Error> {
        Ok(Entries { record: Object::new().unchecked_into(), key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Error> {
        Ok(Fields(Object::new().unchecked_into()))
    }

    unknown! {
        serialize_i8(i8) -> JsValue;
        serialize_i16(i16) -> JsValue;
        serialize_i32(i32) -> JsValue;
        serialize_u8(u8) -> JsValue;
        serialize_u16(u16) -> JsValue;
        serialize_u32(u32) -> JsValue;
        serialize_f32(f32) -> JsValue;
        serialize_f64(f64) -> JsValue;
        serialize_char(char) -> JsValue;
        serialize_bytes(&[u8]) -> JsValue;
        serialize_unit() -> JsValue;
        serialize_unit_struct(&'static str) -> JsValue;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

/// A list as it grows.
pub struct List(Array);

impl SerializeSeq for List {
    type Ok = JsValue;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(&value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Error> {
        Ok(self.0.into())
    }
}

/// A record as it grows.
pub struct Fields(Record);

impl SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, field: &'static str, value: &T) -> Result<(), Error> {
        self.0.set(field, value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Error> {
        Ok(self.0.into())
    }
}

/// A map as it grows; its keys are texts.
pub struct Entries {
    record: Record,
    key: String,
}

impl SerializeMap for Entries {
    type Ok = JsValue;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match key.serialize(Writer)?.as_string() {
            Some(key) => self.key = key,
            None => return unknown(),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.record.set(&self.key, value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Error> {
        Ok(self.record.into())
    }
}
