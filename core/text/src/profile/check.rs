//! What a profile must fulfil before anything is marked with it.

use super::error::ProfileError;
use super::pattern::check_pattern;
use super::{ComponentWords, Level, Matcher, Numbers, Profile, Role, Style, Words, DOCUMENT};
use iu_address::label::Numbering;

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
        if let Some(words) = &self.words {
            words.check().or_else(|(path, why)| fail(&path, &why))?;
        }
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
            self.check_matcher(outer, &level.matcher).or_else(|why| fail("matcher", &why))?;
        }
        Ok(())
    }

    fn check_matcher(&self, outer: &[Level], matcher: &Matcher) -> Result<(), String> {
        let all = |fits: fn(&Matcher) -> bool| outer.iter().all(|other| fits(&other.matcher));
        let wanting = |why: &str| Err(why.to_owned());
        match matcher {
            Matcher::Component(words) => {
                if !all(|other| matches!(other, Matcher::Component(_))) {
                    return wanting("is a component below a level that is none");
                }
                check_component(words)?;
            }
            Matcher::Heading(heading) => {
                if heading.words.is_empty() || !are_words(&heading.words) {
                    return Err(format!("has no words, or {BAD_WORDS}"));
                }
                if heading.numberings.is_empty() || heading.numberings.contains(&Numbering::None) {
                    return wanting("has no way in which its number may be written");
                }
                if heading.bare && (heading.role != Role::Article || heading.numberings != [Numbering::Arabic]) {
                    return wanting("may miss its word only as an article with an arabic number");
                }
            }
            Matcher::Item(item) => {
                if item.styles.is_empty() || !are_words(&item.words) {
                    return Err(format!("has no style, or {BAD_WORDS}"));
                }
                if item.opening && item.styles != [Style::Arabic] {
                    return wanting("opens the text only with numbers in brackets");
                }
            }
            Matcher::Markdown(depth) => {
                if !(1..=6).contains(depth) {
                    return wanting("is no depth from 1 to 6");
                }
                // Headings of Markdown know their depth; levels in another order would contradict them.
                if outer.iter().any(|other| matches!(other.matcher, Matcher::Markdown(above) if above > *depth)) {
                    return wanting("stands below a deeper heading");
                }
            }
            Matcher::Outline(depth) if *depth > 6 => return wanting("is no depth from 0 to 6"),
            Matcher::Outline(_) => {}
            Matcher::Regex(pattern) => check_pattern(pattern)?,
            Matcher::Whole if !all(|other| matches!(other, Matcher::Component(_))) => {
                return wanting("is the whole text and stands below a level that is no component");
            }
            Matcher::Whole => {}
        }
        if outer.iter().any(|other| other.matcher == Matcher::Whole) {
            return wanting("stands below the whole text, which has no parts");
        }
        let markdown = matches!(matcher, Matcher::Markdown(_));
        if outer.iter().any(|other| matches!(other.matcher, Matcher::Markdown(_)) != markdown) {
            return wanting("does not go with headings of Markdown, or they with it");
        }
        let in_turn = match matcher {
            Matcher::Component(_) => true,
            Matcher::Heading(heading) => matches!(heading.role, Role::Group | Role::Article) && !heading.bare,
            Matcher::Item(item) => !item.opening && (item.styles == [Style::Dot] || item.styles == [Style::Letter]),
            _ => false,
        };
        if self.numbers == Numbers::InTurn && !in_turn {
            return wanting("cannot be read in turn");
        }
        Ok(())
    }
}

const BAD_WORDS: &str = "needs at most 100 words, each of at most 80 bytes and in lower case";

fn are_words(words: &[String]) -> bool {
    let is_word = |word: &String| !word.trim().is_empty() && word.len() <= 80 && *word == word.to_lowercase();
    words.len() <= MAX_WORDS && words.iter().all(is_word)
}

fn check_component(words: &ComponentWords) -> Result<(), String> {
    let names: Vec<String> = words.names.keys().cloned().collect();
    if words.labels.is_empty() && names.is_empty() {
        return Err("has no words".to_owned());
    }
    if ![&words.captions, &words.labels, &names].into_iter().all(|list| are_words(list)) {
        return Err(BAD_WORDS.to_owned());
    }
    if words.names.values().any(|token| !is_label(token)) {
        return Err("gives a name a token that is not upper-case letters and digits".to_owned());
    }
    Ok(())
}

impl Words {
    /// The first member that is out of bounds, and why.
    fn check(&self) -> Result<(), (String, String)> {
        let pages = &self.pages;
        let lists = [
            ("act_numbers", &self.act_numbers),
            ("acts", &self.acts),
            ("amending", &self.amending),
            ("captions", &self.captions),
            ("changing", &self.changing),
            ("contents", &self.contents),
            ("enacting", &self.enacting),
            ("hanging", &self.hanging),
            ("joining", &self.joining),
            ("letterhead", &self.letterhead),
            ("notes", &self.notes),
            ("numbered", &self.numbered),
            ("ordinals", &self.ordinals),
            ("pages.heads", &pages.heads),
            ("pages.marks", &pages.marks),
            ("pages.stamp_fields", &pages.stamp_fields),
            ("pages.origins", &pages.origins),
            ("pages.stamps", &pages.stamps),
            ("told_by", &self.told_by),
        ];
        if let Some((name, _)) = lists.iter().find(|(_, words)| !are_words(words)) {
            return Err((format!("words.{name}"), BAD_WORDS.to_owned()));
        }
        if pages.journals.len() > MAX_WORDS || pages.journals.iter().any(|name| name.trim().is_empty() || name.len() > 80) {
            return Err(("words.pages.journals".to_owned(), "needs at most 100 names of at most 80 bytes".to_owned()));
        }
        if self.endings.len() > MAX_WORDS {
            return Err(("words.endings".to_owned(), "holds more than 100 endings".to_owned()));
        }
        for (index, ending) in self.endings.iter().enumerate() {
            if ending.words.is_empty() || !are_words(&ending.words) || !are_words(&ending.followed_by) {
                return Err((format!("words.endings[{index}]"), format!("has no words, or {BAD_WORDS}")));
            }
        }
        if self.own_letters.chars().count() > 200 {
            return Err(("words.own_letters".to_owned(), "holds more than 200 letters".to_owned()));
        }
        let letters = self.alphabet().ok_or_else(|| {
            ("words.letters".to_owned(), "must be letters in lower case, each once, one or none in a pair of brackets".to_owned())
        })?;
        let known = |c: char| letters.iter().any(|letter| letter.letter == c);
        if self.misread.len() > MAX_WORDS || !self.misread.iter().all(|pair| pair.chars().count() == 2 && pair.chars().all(known))
        {
            return Err(("words.misread".to_owned(), "needs at most 100 pairs of letters of points".to_owned()));
        }
        Ok(())
    }
}

fn is_label(label: &str) -> bool {
    label.split('-').all(|token| {
        !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) && token.len() <= 16
    })
}

#[cfg(test)]
mod tests {
    use crate::profile::{builtin, HeadingWords, Matcher, Profile, Role};
    use iu_address::label::Numbering;

    #[test]
    fn contradictions_are_named_with_their_place() {
        type Spoil = fn(&mut Profile);
        let cases: [(&str, Spoil); 15] = [
            ("id", |profile| profile.id.clear()),
            ("levels", |profile| profile.levels.clear()),
            ("levels[5].id", |profile| profile.levels[5].id = "phan".to_owned()),
            ("levels[8].label", |profile| profile.levels[8].label = "Dieu".to_owned()),
            ("levels[6].unique_within", |profile| profile.levels[6].unique_within = "dieu".to_owned()),
            ("levels[7].matcher", |profile| profile.levels[7].matcher = profile.levels[4].matcher.clone()),
            ("levels[8].matcher", |profile| {
                let article = Matcher::Heading(HeadingWords {
                    bare: false,
                    numberings: vec![Numbering::Arabic],
                    role: Role::Article,
                    words: vec!["Điều".to_owned()],
                });
                profile.levels[8].matcher = article;
            }),
            ("levels[10].matcher", |profile| profile.levels[10].matcher = Matcher::Outline(1)),
            ("words.hanging", |profile| profile.words.as_mut().expect("words").hanging.push(String::new())),
            ("words.letters", |profile| profile.words.as_mut().expect("words").letters = "ab(c".to_owned()),
            ("words.misread", |profile| profile.words.as_mut().expect("words").misread = vec!["d".to_owned()]),
            ("words.endings[1]", |profile| profile.words.as_mut().expect("words").endings[1].words.clear()),
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
        value["levels"][4]["matcher"] = serde_json::json!({ "scanner": "vn-nothing" });
        let error = Profile::from_json(&value.to_string()).expect_err("an unknown scanner");
        assert_eq!(error.code, "PROFILE_UNREADABLE");
        let mut value = serde_json::to_value(builtin("vn-law").expect("built in")).expect("JSON");
        value["colour"] = "red".into();
        assert_eq!(Profile::from_json(&value.to_string()).expect_err("an unknown field").code, "PROFILE_UNREADABLE");
    }
}
