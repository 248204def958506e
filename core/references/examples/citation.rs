//! Prints what each line of standard input cites, a line of JSON each: the citation, or why it is not read.

use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let json = match iu_references::citation(&line?) {
            Ok(citation) => serde_json::to_string(&citation),
            Err(error) => serde_json::to_string(&error),
        };
        writeln!(out, "{}", json?)?;
    }
    Ok(())
}
