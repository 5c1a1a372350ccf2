//! From text to arrangements, with everything that is wrong with the text.
//!
//! Nothing here panics or gives up at the first mistake. Whether the arrangements are *adopted* is
//! decided by the partnership, not here.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    check::judge,
    finding::{Finding, Level},
    model::Arrangements,
    shape,
};

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// Most findings that are shown; after so many the first ones need mending anyway.
const MOST_FINDINGS: usize = 500;

/// What came of reading and judging a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The arrangements, where the text could be read at all. They may still have errors.
    pub arrangements: Option<Arrangements>,
    /// Everything that was found, in the order of the text.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether something keeps the arrangements from being used.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    /// Warnings that nobody accepted.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.level == Level::Warning)
    }
}

/// Reads and judges a text, and says as much as possible at once.
pub fn check(text: &str) -> Checked {
    let (arrangements, mut findings) = match parse(text) {
        Err(findings) => (None, findings),
        Ok((tree, arrangements)) => {
            let findings = judge(&arrangements, &tree);
            (Some(arrangements), findings)
        }
    };
    findings.sort_by_key(|finding| (finding.span.start, finding.code));
    findings.truncate(MOST_FINDINGS);
    Checked {
        arrangements,
        findings,
    }
}

/// Reads arrangements that may be used. Errors holds what keeps them from it; warnings do not.
pub fn read(text: &str) -> Result<Arrangements, Vec<Finding>> {
    let Checked {
        arrangements,
        findings,
    } = check(text);
    let errors: Vec<Finding> = findings.into_iter().filter(Finding::is_error).collect();
    match arrangements {
        Some(arrangements) if errors.is_empty() => Ok(arrangements),
        _ => Err(errors),
    }
}

/// The tree of the text and the arrangements in it, or why there are none.
fn parse(text: &str) -> Result<(Spanned<DeTable<'_>>, Arrangements), Vec<Finding>> {
    if text.len() > LONGEST {
        return Err(vec![too_long(text.len())]);
    }
    let (mut tree, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| not_toml(error, text)).collect());
    }
    tree.get_mut()
        .iter_mut()
        .for_each(|(_, value)| days_as_text(value));
    match serde::Deserialize::deserialize(toml::Deserializer::from(tree.clone())) {
        Ok(arrangements) => Ok((tree, arrangements)),
        Err(error) => {
            let mut findings = shape::explain(&tree);
            if findings.is_empty() {
                findings.push(unreadable(&error));
            }
            Err(findings)
        }
    }
}

/// A day written without quotes, as TOML allows, is read like one with them.
fn days_as_text(value: &mut Spanned<DeValue<'_>>) {
    match value.get_mut() {
        DeValue::Array(array) => array.iter_mut().for_each(days_as_text),
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| days_as_text(value)),
        DeValue::Datetime(day) if day.time.is_none() => {
            let day = day.to_string();
            *value.get_mut() = DeValue::String(day.into());
        }
        _ => {}
    }
}

fn too_long(length: usize) -> Finding {
    Finding {
        code: "E001",
        level: Level::Error,
        about: "file".to_owned(),
        span: 0..0,
        message: format!("The file has {length} bytes; at most {LONGEST} are read"),
        help: "Check that it is an arrangements file; move long prose into papers.".to_owned(),
    }
}

fn not_toml(error: &toml::de::Error, text: &str) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let span = span.start.min(text.len())..span.end.min(text.len());
    let said = error.message().replace('\n', ", ");
    let (code, message, help) = match said.as_str() {
        _ if said.contains("invalid date") => (
            "E009",
            "This is not a day of the calendar",
            "Write year, month and day, such as 2007-03-01.",
        ),
        _ if said.contains("duplicate key") => (
            "E002",
            "This stands in the section a second time",
            "Keep one of the two and remove the other.",
        ),
        _ if said.contains("must be quoted") => (
            "E002",
            "A text has to stand in quotes",
            "Write `name = \"text\"`.",
        ),
        _ if said.contains("invalid basic string") => (
            "E002",
            "A text begins here and has no closing quote",
            "Put a quote at its end, on the same line.",
        ),
        _ if said.contains("key with no value") => (
            "E002",
            "This is neither a line `name = \"text\"` nor the beginning of a section",
            "Begin a note of your own with `#`, and a section with `[name]` or, where there can be several, `[[name]]`.",
        ),
        _ => (
            "E002",
            "This is not valid TOML",
            "A line is `name = \"text\"`; a section begins with `[name]` or, where there can be several, `[[name]]`.",
        ),
    };
    // What the reader of TOML said is kept where nothing plainer is known.
    let message = if message.ends_with("TOML") {
        format!("{message}: {said}")
    } else {
        message.to_owned()
    };
    Finding {
        code,
        level: Level::Error,
        about: "file".to_owned(),
        span,
        message,
        help: help.to_owned(),
    }
}

fn unreadable(error: &toml::de::Error) -> Finding {
    Finding {
        code: "E005",
        level: Level::Error,
        about: "file".to_owned(),
        span: error.span().unwrap_or(0..0),
        message: format!(
            "This cannot be read: {}",
            error.message().replace('\n', ", ")
        ),
        help: "Compare it with the example in arrangements/minimal.toml.".to_owned(),
    }
}
