//! What the document is as a work: country, language, dates and IRIs. What nobody said is said to be unknown.

use super::{CitedWork, ExportFacts};
use cutter_model::refusal::Refusal;
use iu_address::Instant;
use iu_text::card::Card;
use iu_text::manifest::Manifest;

/// No country: the code ISO 3166-1 leaves to its users, which Unicode's CLDR gives the meaning "unknown".
const UNKNOWN_COUNTRY: &str = "zz";
/// No language: "undetermined" of ISO 639-2.
const UNKNOWN_LANGUAGE: &str = "und";

/// The document as a work, an expression and a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    pub country: String,
    pub language: String,
    /// The work's own date, where somebody said it.
    pub date: Option<String>,
    /// Day of its registration.
    pub registered_on: String,
    /// Day of the cut.
    pub cut_on: String,
    /// Day of the last change, at first the cut: the text it left is the expression.
    pub changed_on: String,
    /// Whether nothing changed it since the cut.
    pub is_as_cut: bool,
    /// Day of the export.
    pub exported_on: String,
    /// `act`, or `doc` for what is no law.
    pub kind: &'static str,
    /// IRI of the work.
    pub work_iri: String,
    /// IRI of the expression.
    pub expression_iri: String,
}

impl Work {
    pub fn of(facts: &ExportFacts, manifest: &Manifest) -> Result<Self, Refusal> {
        let (kind, country, language) = of_profile(&manifest.profile.id);
        let names = &facts.names;
        let country = code("EXPORT_COUNTRY_INVALID", "country", 2, names.country.as_deref(), country)?;
        let language = code("EXPORT_LANGUAGE_INVALID", "language", 3, names.language.as_deref(), language)?;
        // What somebody says goes before what the document says of itself.
        let said = names.date.as_deref().map(date).transpose()?;
        let date = said.or_else(|| adopted(manifest.card.as_ref()));
        let work_iri = iri(&country, kind, date.as_deref(), &facts.document.prefix);
        // The text is what the last change made of it.
        let last_change = facts.rows.last_change();
        let changed_on = day(&last_change.map_or_else(|| facts.cut.applied_at.clone(), |change| change.since()))?;
        Ok(Self {
            expression_iri: format!("{work_iri}/{language}@{changed_on}"),
            registered_on: day(&facts.document.registered_at)?,
            exported_on: day(&facts.now)?,
            country,
            language,
            date,
            is_as_cut: last_change.is_none_or(|change| change.change_set_id == facts.cut.change_set_id),
            changed_on,
            cut_on: day(&facts.cut.applied_at)?,
            kind,
            work_iri,
        })
    }

    /// Whether the country is known.
    pub fn knows_country(&self) -> bool {
        self.country != UNKNOWN_COUNTRY
    }

    /// Whether the language is known.
    pub fn knows_language(&self) -> bool {
        self.language != UNKNOWN_LANGUAGE
    }
}

/// Kind, country and language: the profile of a country's laws names the country; one of a language's, the language.
fn of_profile(profile: &str) -> (&'static str, &'static str, &'static str) {
    match profile {
        "vn-law" => ("act", "vn", "vie"),
        "eu-regulation" => ("act", "eu", "eng"),
        "act-en" => ("act", UNKNOWN_COUNTRY, "eng"),
        _ => ("doc", UNKNOWN_COUNTRY, UNKNOWN_LANGUAGE),
    }
}

fn iri(country: &str, kind: &str, date: Option<&str>, prefix: &str) -> String {
    let number = prefix.to_ascii_lowercase();
    date.map_or_else(|| format!("/akn/{country}/{kind}/{number}"), |date| format!("/akn/{country}/{kind}/{date}/{number}"))
}

/// IRI of a document that is cited, as its own export has it where nobody says more of it.
pub(super) fn cited_iri(work: &CitedWork) -> String {
    let (kind, country, _) = of_profile(&work.profile);
    // A card that another engine wrote and this one cannot read tells nothing.
    let card: Option<Card> = serde_json::from_str(&work.card).ok();
    iri(country, kind, adopted(card.as_ref()).as_deref(), &work.prefix)
}

fn code(refusal: &str, what: &str, length: usize, said: Option<&str>, otherwise: &str) -> Result<String, Refusal> {
    let Some(said) = said else { return Ok(otherwise.to_owned()) };
    if said.len() != length || !said.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Err(Refusal::invalid(refusal, format!("The {what} {said:?} must be {length} lower-case letters.")));
    }
    Ok(said.to_owned())
}

/// Day of the work's adoption, where its card has one that is sure; of a consolidated text, that of its law.
fn adopted(card: Option<&Card>) -> Option<String> {
    card?.sure_adoption().map(|day| day.value.clone())
}

fn date(said: &str) -> Result<String, Refusal> {
    let refusal = || Refusal::invalid("EXPORT_DATE_INVALID", format!("The date {said:?} must be a day such as 2024-01-31."));
    if said.len() != 10 || said.parse::<Instant>().is_err() {
        return Err(refusal());
    }
    Ok(said.to_owned())
}

/// The day in UTC of a time.
fn day(time: &str) -> Result<String, Refusal> {
    let instant: Instant = time.parse()?;
    Ok(instant.to_string()[..10].to_owned())
}
