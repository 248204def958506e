//! Patterns of custom profiles: linear time, bounded size, the start of a line only.

/// Longest pattern, in bytes.
#[cfg(feature = "regex")]
const LONGEST: usize = 512;

/// Most bytes a compiled pattern may take.
#[cfg(feature = "regex")]
const COMPILED: usize = 1 << 18;

/// A pattern, ready to read the start of a line.
#[cfg(feature = "regex")]
pub(crate) fn compile(pattern: &str) -> Result<regex::Regex, String> {
    if pattern.len() > LONGEST {
        return Err(format!("is longer than {LONGEST} bytes"));
    }
    let anchored = format!(r"\A(?:{pattern})");
    let built = regex::RegexBuilder::new(&anchored).size_limit(COMPILED).dfa_size_limit(COMPILED).build();
    let built = built.map_err(|error| match error {
        regex::Error::CompiledTooBig(limit) => format!("takes more than {limit} bytes when compiled"),
        _ => "is no regular expression this engine knows".to_owned(),
    })?;
    if built.is_match("") {
        return Err("matches a line of nothing".to_owned());
    }
    Ok(built)
}

/// Why `pattern` cannot be used: an end of a sentence that begins with its name.
///
/// # Errors
/// Too long, too large, no regular expression, or one that finds headings where nothing stands.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    #[cfg(feature = "regex")]
    return compile(pattern).map(|_| ());
    #[cfg(not(feature = "regex"))]
    {
        let _ = pattern;
        Err("cannot be used by this build, which has no regular expressions".to_owned())
    }
}
