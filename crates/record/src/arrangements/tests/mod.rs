//! The worked example, bad input, the pages of the checks, and laws.

mod bad_input;
mod laws;
mod pages;
mod proposed;
mod warwick;
mod worked_example;

use super::*;

const WORCESTERSHIRE: &str = include_str!("../../../../../arrangements/worcestershire-2007.toml");
const WORCESTERSHIRE_2010: &str =
    include_str!("../../../../../arrangements/worcestershire-2010.toml");
const WARWICK: &str = include_str!("../../../../../arrangements/warwick-2009.toml");
const WARWICK_2010: &str = include_str!("../../../../../arrangements/warwick-2010.toml");
const MINIMAL: &str = include_str!("../../../../../arrangements/minimal.toml");

/// Findings as one line each: `W009 accepted 214:1 board.chair: …`.
fn lines(text: &str, findings: &[Finding]) -> String {
    let lines = findings.iter().map(|finding| {
        let (line, column) = finding.line_and_column(text);
        let level = match &finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Accepted { .. } => "accepted",
        };
        format!(
            "{} {level} {line}:{column} {}: {}\n",
            finding.code, finding.about, finding.message
        )
    });
    lines.collect()
}
