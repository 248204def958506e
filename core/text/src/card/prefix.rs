//! The address prefix that a card proposes: `L-41-2024-QH15`, `ND-112-2021`, `REG-2016-679`.

use super::value::Card;
use super::words::Words;
use iu_address::unicode::base;
use iu_address::validate_prefix;

impl Card {
    /// The prefix that kind and number propose; of a consolidated text, those of its law. None where they are unsure.
    ///
    /// The letters of the issuer are left out where they begin with those of the kind and the year tells the number
    /// (`112/2021/NĐ-CP` is `ND-112-2021`); a number without its year gets that of its adoption.
    #[must_use]
    pub fn prefix(&self) -> Option<String> {
        let (number, adopted, name) = match &self.base {
            Some(base) => (base.number.as_ref()?, base.adopted_on.as_ref(), &self.title.as_ref()?.value),
            None => (self.number.as_ref()?, self.adopted_on.as_ref(), &self.kind.as_ref()?.value),
        };
        if number.doubt.is_some() {
            return None;
        }
        let abbreviation = Words::builtin().iter().find_map(|words| words.kind_at(name)).map(|(kind, _)| kind.prefix.as_str())?;
        let parts: Vec<String> = number.value.split(['/', ' ']).filter(|part| *part != "of").map(token).collect();
        let has_year = parts.iter().any(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
        let mut tokens = vec![abbreviation.to_owned()];
        tokens.extend(parts.iter().filter(|part| !(has_year && part.starts_with(&format!("{abbreviation}-")))).cloned());
        if !has_year {
            let year = adopted.filter(|day| day.doubt.is_none())?.value.get(..4)?.to_owned();
            tokens.insert(2, year);
            // The letters of the kind need not be there twice.
            if let Some(letters) = tokens.last_mut() {
                *letters = letters.strip_prefix(&format!("{abbreviation}-")).unwrap_or(letters).to_owned();
            }
        }
        let prefix = tokens.join("-");
        validate_prefix(&prefix).is_ok().then_some(prefix)
    }
}

/// A part of a number in the signs of an address.
fn token(part: &str) -> String {
    let plain = |c: char| match c {
        'Đ' | 'đ' => 'D',
        other => base(other).to_ascii_uppercase(),
    };
    let signs: String = part.chars().map(plain).map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    signs.split('-').filter(|sign| !sign.is_empty()).collect::<Vec<_>>().join("-")
}
