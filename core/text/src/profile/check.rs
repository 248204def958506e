//! What a profile must fulfil before anything is marked with it.

use super::error::ProfileError;
use super::pattern::check_pattern;
use super::{ComponentWords, Family, Matcher, Profile, DOCUMENT};

const STATUSES: [&str; 4] = ["enacted", "controlled_draft", "draft", "obsolete"];
const MAX_LEVELS: usize = 16;
const MAX_WORDS: usize = 100;

impl Profile {
    /// Checks everything the types alone do not.
    ///
    /// # Errors
    /// `PROFILE_INVALID` with the place and the reason of the first contradiction.
    pub fn check(&self) -> Result<(), ProfileError> {
        let fail = |path: &str, why: &str| Err(ProfileError::invalid(path.to_owned(), why));
        if self.id.trim().is_empty() {
            return fail("id", "is empty");
        }
        if self.version.trim().is_empty() {
            return fail("version", "is empty");
        }
        if self.levels.is_empty() || self.levels.len() > MAX_LEVELS {
            return fail("levels", &format!("must hold 1 to {MAX_LEVELS} levels"));
        }
        self.check_levels()?;
        if self.level_index(&self.default_leaf).is_none() {
            return fail("default_leaf", "names no level");
        }
        if !STATUSES.contains(&self.default_status.as_str()) {
            return fail("default_status", "is none of enacted, controlled_draft, draft, obsolete");
        }
        for (index, marker) in self.status_markers.iter().enumerate() {
            if marker.marker.trim().is_empty() || !STATUSES.contains(&marker.status.as_str()) {
                return fail(&format!("status_markers[{index}]"), "needs a mark and a known status");
            }
        }
        Ok(())
    }

    fn check_levels(&self) -> Result<(), ProfileError> {
        let family = self.family();
        for (index, level) in self.levels.iter().enumerate() {
            let outer = &self.levels[..index];
            let fail = |field: &str, why: &str| Err(ProfileError::invalid(format!("levels[{index}].{field}"), why));
            if level.id.is_empty() || level.id == DOCUMENT || outer.iter().any(|other| other.id == level.id) {
                return fail("id", "is empty, reserved or used twice");
            }
            if !is_label(&level.label) {
                return fail("label", "must be upper-case letters and digits joined by single hyphens");
            }
            if level.section_type.is_empty() {
                return fail("section_type", "is empty");
            }
            if level.unique_within != DOCUMENT && !outer.iter().any(|other| other.id == level.unique_within) {
                return fail("unique_within", "names no outer level and not the document");
            }
            if outer.iter().any(|other| other.matcher == level.matcher) {
                return fail("matcher", "is used by an outer level");
            }
            match &level.matcher {
                Matcher::Scanner(scanner) if Some(scanner.family()) != family => {
                    return fail("matcher", "belongs to another family of scanners");
                }
                Matcher::Regex(pattern) => {
                    if family != Some(Family::Labelled) {
                        return fail("matcher", "belongs to another family of scanners");
                    }
                    check_pattern(pattern).or_else(|why| fail("matcher", &why))?;
                }
                Matcher::Component(words) => {
                    if family != Some(Family::Vietnamese) {
                        return fail("matcher", "belongs to another family of scanners");
                    }
                    if outer.iter().any(|other| !matches!(other.matcher, Matcher::Component(_))) {
                        return fail("matcher", "is a component below a level that is none");
                    }
                    check_words(words).or_else(|why| fail("matcher", why))?;
                }
                Matcher::Scanner(_) => {}
            }
            // The heading scanners of Markdown know their depth; levels in another order would contradict them.
            if family == Some(Family::Markdown) && outer.iter().any(|other| deeper(&other.matcher, &level.matcher)) {
                return fail("matcher", "stands below a deeper heading");
            }
        }
        Ok(())
    }
}

fn check_words(words: &ComponentWords) -> Result<(), &'static str> {
    let all = || words.captions.iter().chain(&words.labels).chain(words.names.keys());
    if words.labels.is_empty() && words.names.is_empty() {
        return Err("has no words");
    }
    if all().count() > MAX_WORDS || all().any(|word| word.trim().is_empty() || word.len() > 80 || *word != word.to_lowercase()) {
        return Err("needs at most 100 words, each of at most 80 bytes and in lower case");
    }
    if words.names.values().any(|token| !is_label(token)) {
        return Err("gives a name a token that is not upper-case letters and digits");
    }
    Ok(())
}

fn deeper(outer: &Matcher, inner: &Matcher) -> bool {
    matches!((outer, inner), (Matcher::Scanner(outer), Matcher::Scanner(inner)) if *outer as usize > *inner as usize)
}

fn is_label(label: &str) -> bool {
    label.split('-').all(|token| {
        !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) && token.len() <= 16
    })
}

#[cfg(test)]
mod tests {
    use crate::profile::{builtin, Profile};

    #[test]
    fn contradictions_are_named_with_their_place() {
        type Spoil = fn(&mut Profile);
        let cases: [(&str, Spoil); 9] = [
            ("id", |profile| profile.id.clear()),
            ("levels", |profile| profile.levels.clear()),
            ("levels[5].id", |profile| profile.levels[5].id = "phan".to_owned()),
            ("levels[8].label", |profile| profile.levels[8].label = "Dieu".to_owned()),
            ("levels[6].unique_within", |profile| profile.levels[6].unique_within = "dieu".to_owned()),
            ("levels[7].matcher", |profile| profile.levels[7].matcher = profile.levels[4].matcher.clone()),
            ("default_leaf", |profile| profile.default_leaf = "cau".to_owned()),
            ("default_status", |profile| profile.default_status = "valid".to_owned()),
            ("levels[10].section_type", |profile| profile.levels[10].section_type.clear()),
        ];
        for (path, spoil) in cases {
            let mut profile = builtin("vn-law").expect("built in");
            spoil(&mut profile);
            let error = profile.check().expect_err(path);
            assert_eq!((error.code, error.path.as_str()), ("PROFILE_INVALID", path));
        }
    }

    #[test]
    fn unknown_fields_and_scanners_are_refused() {
        let mut value = serde_json::to_value(builtin("vn-law").expect("built in")).expect("JSON");
        value["levels"][4]["matcher"]["scanner"] = "vn-nothing".into();
        let error = Profile::from_json(&value.to_string()).expect_err("an unknown scanner");
        assert_eq!(error.code, "PROFILE_UNREADABLE");
        let mut value = serde_json::to_value(builtin("vn-law").expect("built in")).expect("JSON");
        value["colour"] = "red".into();
        assert_eq!(Profile::from_json(&value.to_string()).expect_err("an unknown field").code, "PROFILE_UNREADABLE");
    }
}
