//! Why a text is not the form of arrangements: unknown fields, missing fields, wrong kinds of value.
//!
//! Asked only when reading has failed. It walks the text beside the published schema, so that every
//! mistake is named at once and in the words of the form.

use serde_json::Value;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    finding::{Finding, Level},
    place::anchor,
    schema::schema,
    words::{one_of, suggest},
};
use crate::{
    id::BodyId,
    share::{Share, Threshold},
};

/// Everything about the form of `table` that is wrong.
pub(super) fn explain(table: &Spanned<DeTable<'_>>) -> Vec<Finding> {
    let schema = schema();
    let mut walk = Walk {
        schema: &schema,
        findings: Vec::new(),
    };
    walk.fields(
        table.get_ref(),
        0..0,
        &schema,
        &Here {
            about: "file".to_owned(),
            word: "arrangements".to_owned(),
        },
    );
    walk.findings
}

/// Where the walk is, for messages.
#[derive(Clone)]
struct Here {
    /// The nearest thing that has a short name.
    about: String,
    /// What the form calls the present thing: "seat", "quorum rule".
    word: String,
}

/// Most mistakes that are named: after so many the first ones need mending anyway.
const MOST: usize = 200;

struct Walk<'s> {
    schema: &'s Value,
    findings: Vec<Finding>,
}

impl<'s> Walk<'s> {
    /// Judges the fields of a table.
    fn fields(
        &mut self,
        table: &DeTable<'_>,
        span: std::ops::Range<usize>,
        schema: &'s Value,
        here: &Here,
    ) {
        let known = schema["properties"].as_object();
        for (key, value) in table.iter() {
            if self.findings.len() >= MOST {
                return;
            }
            let name = key.get_ref().as_ref();
            match known.and_then(|known| known.get(name)) {
                Some(field) => self.value(value, field, name, here),
                None if schema["additionalProperties"].is_object() => {
                    self.value(value, &schema["additionalProperties"], name, here);
                }
                None => {
                    let names: Vec<&str> = known
                        .into_iter()
                        .flatten()
                        .map(|(name, _)| name.as_str())
                        .collect();
                    self.find(
                        "E003",
                        key.span(),
                        here,
                        format!("“{name}” is no field of {}", with_article(&here.word)),
                        suggest(name, names),
                    );
                }
            }
        }
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !table.contains_key(name) {
                let field = known.and_then(|known| known.get(name));
                let meaning = field
                    .and_then(|field| field["description"].as_str())
                    .unwrap_or_default();
                let (_, definition) = field.map_or((schema, None), |field| self.resolve(field));
                let is_section =
                    definition.is_some_and(|name| self.schema["$defs"][name]["type"] == "object");
                let write = if is_section {
                    format!("a section `[{name}]`")
                } else {
                    format!("a line `{name} = …`")
                };
                let message = format!("“{name}” is missing in {}", with_article(&here.word));
                self.find(
                    "E004",
                    span.clone(),
                    here,
                    message,
                    format!("Add {write}: {}.", lower_first(meaning)),
                );
            }
        }
    }

    /// Judges the value of the field called `name`.
    fn value(&mut self, value: &Spanned<DeValue<'_>>, field: &'s Value, name: &str, here: &Here) {
        let (schema, definition) = self.resolve(field);
        if let Some(choices) = choices(schema) {
            return self.choice(value, &choices, name, here);
        }
        let kind = kind(schema);
        match (kind, value.get_ref()) {
            ("object", DeValue::Table(table)) => {
                let about = table
                    .get("id")
                    .and_then(|id| id.get_ref().as_str())
                    .unwrap_or(&here.about)
                    .to_owned();
                let word = definition.map_or_else(|| name.to_owned(), word_of);
                self.fields(table, anchor(value), schema, &Here { about, word });
            }
            ("array", DeValue::Array(array)) => {
                for value in array.iter() {
                    if self.findings.len() >= MOST {
                        return;
                    }
                    self.value(value, &schema["items"], name, here);
                }
            }
            ("string", DeValue::String(text)) => {
                self.text(text, value.span(), schema, definition, name, here)
            }
            ("integer", DeValue::Integer(number)) => {
                let fits = i128::from_str_radix(&number.as_str().replace('_', ""), number.radix())
                    .is_ok_and(|number| range(schema).contains(&number));
                if !fits {
                    let (least, most) = range(schema).into_inner();
                    let fits = match most {
                        most if most == i128::from(i64::MAX) => format!("{least} or more"),
                        most => format!("from {least} to {most}"),
                    };
                    self.find(
                        "E005",
                        value.span(),
                        here,
                        format!("“{name}” has to be a whole number, {fits}"),
                        "Write another number.".to_owned(),
                    );
                }
            }
            ("boolean", DeValue::Boolean(_)) => {}
            _ => self.wrong_kind(value, kind, schema, definition, name, here),
        }
    }

    /// Judges a text that may have to be a name, a share or a day.
    fn text(
        &mut self,
        text: &str,
        span: std::ops::Range<usize>,
        schema: &Value,
        definition: Option<&str>,
        name: &str,
        here: &Here,
    ) {
        let failed = match definition {
            Some(id) if id.ends_with("-id") => BodyId::new(text).err().map(|_| {
                let word = id.trim_end_matches("-id");
                let message = format!(
                    "“{text}” cannot be the short name of {}",
                    with_article(word)
                );
                (
                    "E007",
                    message,
                    "Use lower-case letters, digits and hyphens, such as `wyre-forest`.".to_owned(),
                )
            }),
            Some("share") => text
                .parse::<Share>()
                .err()
                .map(|error| share_failed(&error.to_string())),
            Some("threshold") => text
                .parse::<Threshold>()
                .err()
                .map(|error| share_failed(&error.to_string())),
            _ if schema["format"] == "date" => text.parse::<jiff::civil::Date>().err().map(|_| {
                let message = format!("“{text}” in “{name}” is not a day of the calendar");
                (
                    "E009",
                    message,
                    "Write year, month and day, such as \"2007-03-01\".".to_owned(),
                )
            }),
            _ => None,
        };
        if let Some((code, message, help)) = failed {
            self.find(code, span, here, message, help);
        }
    }

    /// Judges a word that is one of a few.
    fn choice(&mut self, value: &Spanned<DeValue<'_>>, choices: &[&str], name: &str, here: &Here) {
        match value.get_ref().as_str() {
            Some(text) if choices.contains(&text) => {}
            Some(text) => {
                let help = format!(
                    "{} The words are: {}.",
                    suggest(text, choices.iter().copied()),
                    one_of(choices.iter().copied())
                );
                let help = if help.starts_with("Use") {
                    suggest(text, choices.iter().copied())
                } else {
                    help
                };
                self.find(
                    "E006",
                    value.span(),
                    here,
                    format!("“{text}” is no word for “{name}”"),
                    help,
                );
            }
            None => self.find(
                "E005",
                value.span(),
                here,
                format!(
                    "“{name}” has to be a word in quotes, and this is {}",
                    found(value.get_ref())
                ),
                format!("Use one of these: {}.", one_of(choices.iter().copied())),
            ),
        }
    }

    fn wrong_kind(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        kind: &str,
        schema: &Value,
        definition: Option<&str>,
        name: &str,
        here: &Here,
    ) {
        if schema["format"] == "date" {
            let message = format!("“{name}” is a day without a time of day");
            return self.find(
                "E009",
                value.span(),
                here,
                message,
                "Write it such as \"2007-03-01\".".to_owned(),
            );
        }
        if matches!(definition, Some("share" | "threshold")) {
            let message = format!("“{name}” is an exact share, written in quotes");
            return self.find(
                "E008",
                value.span(),
                here,
                message,
                "Write \"3/4\" or \"75%\", not 0.75.".to_owned(),
            );
        }
        let (expected, help) = match (kind, value.get_ref()) {
            ("string", _) => ("text", format!("Put it in quotes: `{name} = \"…\"`.")),
            ("integer", _) => (
                "a whole number",
                format!("Write it without quotes: `{name} = 2`."),
            ),
            ("boolean", _) => (
                "true or false",
                format!("Write `{name} = true` or `{name} = false`."),
            ),
            ("object", DeValue::Array(_)) => (
                "one section",
                format!("Write `[{name}]` once, not `[[{name}]]`."),
            ),
            ("object", _) => ("a section", format!("Begin it with a line `[{name}]`.")),
            (_, DeValue::Table(_)) => (
                "a list",
                format!("Begin each with `[[{name}]]`, in double brackets."),
            ),
            _ => (
                "a list",
                format!("Write it in square brackets: `{name} = [\"…\", \"…\"]`."),
            ),
        };
        let message = format!(
            "“{name}” has to be {expected}, and this is {}",
            found(value.get_ref())
        );
        self.find("E005", value.span(), here, message, help);
    }

    /// Follows references and “or nothing”, and remembers the name of the definition.
    fn resolve(&self, field: &'s Value) -> (&'s Value, Option<&'s str>) {
        let mut schema = field;
        let mut definition = None;
        for _ in 0..8 {
            if let Some(name) = schema["$ref"]
                .as_str()
                .and_then(|path| path.strip_prefix("#/$defs/"))
            {
                definition = Some(name);
                schema = &self.schema["$defs"][name];
            } else if let Some(some) = schema["anyOf"]
                .as_array()
                .and_then(|any| any.iter().find(|one| one["type"] != "null"))
            {
                schema = some;
            } else {
                break;
            }
        }
        (schema, definition)
    }

    fn find(
        &mut self,
        code: &'static str,
        span: std::ops::Range<usize>,
        here: &Here,
        message: String,
        help: String,
    ) {
        self.findings.push(Finding {
            code,
            level: Level::Error,
            about: here.about.clone(),
            span,
            message,
            help,
        });
    }
}

fn share_failed(message: &str) -> (&'static str, String, String) {
    let (message, help) = message.split_once(": ").unwrap_or((message, ""));
    ("E008", message.to_owned(), sentence(help))
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        .unwrap_or_default()
}

/// The kind of value that a schema asks for.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null")
            .unwrap_or("string"),
        _ => "object",
    }
}

/// The words that a schema allows, where it allows only a few.
fn choices(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let words = schema["oneOf"].as_array()?;
    Some(
        words
            .iter()
            .filter_map(|word| word["const"].as_str())
            .collect(),
    )
}

fn range(schema: &Value) -> std::ops::RangeInclusive<i128> {
    let most = match schema["format"].as_str() {
        Some("uint8") => i128::from(u8::MAX),
        Some("uint16") => i128::from(u16::MAX),
        Some("int16") => i128::from(i16::MAX),
        Some("uint32") => i128::from(u32::MAX),
        _ => i128::from(i64::MAX),
    };
    let least = schema["minimum"].as_i64().map_or(-most, i128::from);
    least..=most
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a day or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}

/// `QuorumRule` is a “quorum rule”.
fn word_of(definition: &str) -> String {
    let mut word = String::new();
    for letter in definition.chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push(' ');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

fn lower_first(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters
        .next()
        .map(|first| format!("{}{}", first.to_lowercase(), letters.as_str()))
        .unwrap_or_default()
}

fn with_article(word: &str) -> String {
    match word.as_bytes().first() {
        _ if word == "arrangements" => "the arrangements".to_owned(),
        Some(b'a' | b'e' | b'i' | b'o' | b'u') => format!("an {word}"),
        _ => format!("a {word}"),
    }
}
