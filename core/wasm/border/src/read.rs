//! Values as they come in: texts, numbers, lists, records and names of variants.

use js_sys::{Array, Reflect};
use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

use super::error::Error;

/// One value.
pub struct Reader(pub JsValue);

impl Reader {
    fn wrong<T>(expected: &dyn serde::de::Expected) -> Result<T, Error> {
        Err(Error::invalid_type(Unexpected::Other(""), expected))
    }
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Self::wrong(&visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_string() {
            Some(text) => visitor.visit_string(text),
            None => Self::wrong(&visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_bool() {
            Some(value) => visitor.visit_bool(value),
            None => Self::wrong(&visitor),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_f64() {
            #[allow(clippy::cast_possible_truncation, reason = "a safe integer is one of i64")]
            Some(number) if js_sys::Number::is_safe_integer(&self.0) => visitor.visit_i64(number as i64),
            _ => Self::wrong(&visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.dyn_into::<Array>() {
            Ok(items) => visitor.visit_seq(Items { items, next: 0 }),
            Err(_) => Self::wrong(&visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if !self.0.is_object() {
            return Self::wrong(&visitor);
        }
        visitor.visit_seq(Fields { record: self.0, fields: fields.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Some(name) = self.0.as_string() else { return Self::wrong(&visitor) };
        match (0..).zip(variants).find(|(_, variant)| **variant == name) {
            Some((place, _)) => visitor.visit_enum(Variant(place)),
            None => Err(Error::unknown_variant(&name, variants)),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct map identifier ignored_any
    }
}

/// The items of a list.
struct Items {
    items: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.next >= self.items.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Reader(self.items.get(self.next - 1))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.items.length() - self.next).ok()
    }
}

/// The fields of a record, asked for by name in the order of the Rust type. One that is not there is none where it may be,
/// or else has its default.
struct Fields {
    record: JsValue,
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        let value = Reflect::get(&self.record, &JsValue::from_str(field)).unwrap_or_default();
        if value.is_undefined() {
            return Ok(seed.deserialize(Reader(value)).ok());
        }
        match seed.deserialize(Reader(value)) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(Error(format!("`{field}`: {}", error.0))),
        }
    }
}

/// The place of a variant among those of its type.
struct Variant(u32);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let place: U32Deserializer<Error> = self.0.into_deserializer();
        Ok((seed.deserialize(place)?, self))
    }
}

/// None of the types has variants that hold something.
impl<'de> VariantAccess<'de> for Variant {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        Reader::wrong(&"a name")
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        Reader::wrong(&visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        Reader::wrong(&visitor)
    }
}
