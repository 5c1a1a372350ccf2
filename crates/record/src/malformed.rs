//! Why a text is not an act, in words for whoever sent it.
//!
//! Our own types say in a sentence what is wrong with them. What is left are the reader's own words
//! for a missing field or a number where text belongs, and these are put into plain ones here.

use schemars::Schema;
use serde_json::Value;
use serde_path_to_error::{Error, Path, Segment};

/// Why a text is not an act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct Malformed {
    /// The field, as a path: `items[2].title`.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
}

impl Malformed {
    /// What the reader found wrong with `fields`, which should have had the form `schema`.
    pub(crate) fn explain(
        error: &Error<serde_json::Error>,
        fields: &Value,
        schema: &Schema,
    ) -> Self {
        let path = match error.path().to_string() {
            root if root == "." => String::new(),
            path => path,
        };
        let said = error.inner().to_string();
        if let Some(name) = said.strip_prefix("missing field `") {
            let name = name.split('`').next().unwrap_or_default();
            let dot = if path.is_empty() { "" } else { "." };
            return Self {
                field: format!("{path}{dot}{name}"),
                problem: "it is missing".to_owned(),
            };
        }
        let found = found_at(error.path(), fields);
        let format = format_at(error.path(), schema.as_value());
        let problem = match (found.and_then(Value::as_str), format) {
            (Some(text), Some("date")) => not_a(
                text,
                "a day of the calendar: write year, month and day, such as 2007-04-18",
            ),
            (Some(text), Some("partial-time")) => not_a(
                text,
                "a time of day: write hours and minutes, such as 10:30",
            ),
            _ => plain(&said, found),
        };
        Self {
            field: path,
            problem,
        }
    }
}

fn not_a(text: &str, what: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    format!("“{shown}” is not {what}")
}

/// The reader's words, made plain; anything else is one of our own sentences and stays.
fn plain(said: &str, found: Option<&Value>) -> String {
    if let Some(rest) = said.strip_prefix("unknown field ") {
        let (_, names) = rest.split_once(", expected ").unwrap_or_default();
        return format!(
            "there is no such field here: the fields are {}",
            list(names, "and")
        );
    }
    if let Some(rest) = said.strip_prefix("unknown variant ") {
        let (word, words) = rest.split_once(", expected ").unwrap_or_default();
        let word = word.trim_matches('`');
        return format!("“{word}” is no word for this: write {}", list(words, "or"));
    }
    let wrong = said
        .strip_prefix("invalid type: ")
        .or_else(|| said.strip_prefix("invalid value: "));
    let expected = wrong.and_then(|wrong| wrong.rsplit_once(", expected "));
    match expected {
        Some((_, expected)) => format!(
            "this is {}, and it has to be {}",
            kind(found),
            wanted(expected)
        ),
        None => said.to_owned(),
    }
}

/// What kind of value was found, said so that it can stand after “this is”.
fn kind(found: Option<&Value>) -> String {
    match found {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::Bool(_)) => "true or false".to_owned(),
        Some(Value::Number(number)) => format!("the number {number}"),
        Some(Value::String(_)) => "text".to_owned(),
        Some(Value::Array(_)) => "a list".to_owned(),
        Some(Value::Object(_)) => "a group of fields".to_owned(),
    }
}

/// What the reader expected, in a person's words.
fn wanted(expected: &str) -> &str {
    match expected {
        "a string" | "a borrowed string" | "str" => "text",
        "a date string" => "a day, such as \"2007-04-18\"",
        "a time string" => "a time of day, such as \"10:30\"",
        "a sequence" => "a list",
        "a boolean" => "true or false",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" => "a whole number",
        expected if expected.starts_with("struct ") || expected == "a map" => "a group of fields",
        expected => expected,
    }
}

/// “one of `a`, `b`” as “a and b”.
fn list(names: &str, last_joined_by: &str) -> String {
    let names: Vec<&str> = names.split('`').skip(1).step_by(2).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {last_joined_by} {last}", first.join(", ")),
    }
}

/// What stands at a place.
fn found_at<'a>(path: &Path, fields: &'a Value) -> Option<&'a Value> {
    path.iter().try_fold(fields, |at, step| match step {
        Segment::Seq { index } => at.get(*index),
        Segment::Map { key } => at.get(key.as_str()),
        Segment::Enum { .. } | Segment::Unknown => Some(at),
    })
}

/// The format that the schema asks for at a place: `date`.
fn format_at<'a>(path: &Path, schema: &'a Value) -> Option<&'a str> {
    let at = path.iter().try_fold(schema, |at, step| {
        let at = resolve(at, schema);
        match step {
            Segment::Seq { .. } => at.get("items"),
            Segment::Map { key } => at.get("properties")?.get(key.as_str()),
            Segment::Enum { .. } | Segment::Unknown => Some(at),
        }
    })?;
    resolve(at, schema).get("format")?.as_str()
}

/// Follows a reference, and “or nothing”.
fn resolve<'a>(at: &'a Value, schema: &'a Value) -> &'a Value {
    let some = at["anyOf"]
        .as_array()
        .and_then(|any| any.first())
        .unwrap_or(at);
    let reference = some["$ref"].as_str();
    let definition = reference.and_then(|path| schema.pointer(path.strip_prefix('#')?));
    definition.unwrap_or(some)
}
