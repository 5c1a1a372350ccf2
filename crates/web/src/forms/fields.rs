//! Fields as they stand on the page: label, hint, what is wrong, and what was typed.
//!
//! A template writes `{{ form.input("place", "Place").hint("A room and a town") }}`.

use askama::{Template, filters::HtmlSafe};

use super::{Form, id_of};

/// What every field has around it.
#[derive(Debug, Clone)]
struct Around {
    name: String,
    id: String,
    label: String,
    hint: String,
    error: Option<String>,
}

impl Around {
    /// The ids that describe the field to those who hear it.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        ids.join(" ")
    }
}

/// A field of one line.
#[derive(Debug, Clone, Template)]
#[template(path = "forms/input.html")]
pub(crate) struct Input {
    around: Around,
    value: String,
    width: &'static str,
    mode: &'static str,
    accesskey: &'static str,
    autocomplete: &'static str,
}

/// A field of several lines.
#[derive(Debug, Clone, Template)]
#[template(path = "forms/area.html")]
pub(crate) struct TextArea {
    around: Around,
    value: String,
    rows: u16,
}

/// A file to choose. The form around it needs `enctype="multipart/form-data"`.
#[derive(Debug, Clone, Template)]
#[template(path = "forms/file.html")]
pub(crate) struct FileInput {
    around: Around,
    accept: &'static str,
}

/// A day in three parts.
#[derive(Debug, Clone, Template)]
#[template(path = "forms/date.html")]
pub(crate) struct DateInput {
    around: Around,
    parts: [(&'static str, &'static str, u8, String); 3],
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) words: String,
}

impl Choice {
    /// A value, and the words for it.
    pub(crate) fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            words: words.into(),
        }
    }
}

/// How choices are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Select,
    Radios,
}

/// A field to choose from: a list that opens, or radios.
#[derive(Debug, Clone, Template)]
#[template(path = "forms/pick.html")]
pub(crate) struct Pick {
    around: Around,
    layout: Layout,
    choices: Vec<(Choice, bool)>,
    first: &'static str,
    inline: bool,
}

impl Pick {
    /// The id of a choice: the first has the field's own, so that the error leads to it.
    fn id(&self, place: &usize) -> String {
        if *place == 0 {
            self.around.id.clone()
        } else {
            format!("{}-{}", self.around.id, place + 1)
        }
    }

    fn chosen(&self) -> bool {
        self.choices.iter().any(|(_, chosen)| *chosen)
    }
}

/// A value that the page sends back without showing it.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#,
    ext = "html"
)]
pub(crate) struct Hidden {
    name: String,
    value: String,
}

impl HtmlSafe for Input {}
impl HtmlSafe for FileInput {}
impl HtmlSafe for TextArea {}
impl HtmlSafe for DateInput {}
impl HtmlSafe for Pick {}
impl HtmlSafe for Hidden {}

impl Form {
    /// A field of one line.
    pub(crate) fn input(&self, name: &str, label: &str) -> Input {
        Input {
            around: self.around(name, label),
            value: self.value(name).to_owned(),
            width: "govuk-!-width-two-thirds",
            mode: "",
            accesskey: "",
            autocomplete: "off",
        }
    }

    /// A field of several lines.
    pub(crate) fn area(&self, name: &str, label: &str) -> TextArea {
        TextArea {
            around: self.around(name, label),
            value: self.value(name).to_owned(),
            rows: 5,
        }
    }

    /// A file to choose; `accept` is what browsers offer first, such as `.pdf,.docx`.
    pub(crate) fn file(&self, name: &str, label: &str, accept: &'static str) -> FileInput {
        FileInput {
            around: self.around(name, label),
            accept,
        }
    }

    /// A day in three parts.
    pub(crate) fn date_input(&self, name: &str, label: &str) -> DateInput {
        let part = |part, label, width| {
            let value = self.value(&format!("{name}-{part}")).to_owned();
            (part, label, width, value)
        };
        DateInput {
            around: self.around(name, label),
            parts: [
                part("day", "Day", 2),
                part("month", "Month", 2),
                part("year", "Year", 4),
            ],
        }
    }

    /// A list that opens. Good for many choices.
    pub(crate) fn select(&self, name: &str, label: &str, choices: &[Choice]) -> Pick {
        self.pick(Layout::Select, name, label, choices)
    }

    /// One of a few.
    pub(crate) fn radios(&self, name: &str, label: &str, choices: &[Choice]) -> Pick {
        self.pick(Layout::Radios, name, label, choices)
    }

    /// A value that the page sends back without showing it.
    pub(crate) fn hidden(&self, name: &str, value: impl ToString) -> Hidden {
        Hidden {
            name: name.to_owned(),
            value: value.to_string(),
        }
    }

    fn pick(&self, layout: Layout, name: &str, label: &str, choices: &[Choice]) -> Pick {
        let chosen = |choice: &Choice| self.values(name).any(|value| value == choice.value);
        let choices = choices
            .iter()
            .map(|choice| (choice.clone(), chosen(choice)));
        Pick {
            around: self.around(name, label),
            layout,
            choices: choices.collect(),
            first: "Choose one",
            inline: false,
        }
    }

    fn around(&self, name: &str, label: &str) -> Around {
        Around {
            name: name.to_owned(),
            id: id_of(name),
            label: label.to_owned(),
            hint: String::new(),
            error: self.error(name).map(str::to_owned),
        }
    }
}

impl Input {
    /// A line of help under the label.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.around.hint);
        self
    }

    /// A key that leads to the field, together with those that the browser asks for besides.
    pub(crate) fn accesskey(mut self, key: &'static str) -> Self {
        self.accesskey = key;
        self
    }

    /// Room for this many characters: 2, 3, 4, 5, 10, 20 or 30.
    pub(crate) fn wide(mut self, characters: u8) -> Self {
        self.width = match characters {
            0..=2 => "govuk-input--width-2",
            3 => "govuk-input--width-3",
            4 => "govuk-input--width-4",
            5 => "govuk-input--width-5",
            6..=10 => "govuk-input--width-10",
            11..=20 => "govuk-input--width-20",
            _ => "govuk-input--width-30",
        };
        self
    }

    /// As wide as what it stands in.
    pub(crate) fn full(mut self) -> Self {
        self.width = "govuk-!-width-full";
        self
    }

    /// An e-mail address: browsers offer the one they know.
    pub(crate) fn email(mut self) -> Self {
        self.mode = "email";
        self.autocomplete = "email";
        self
    }

    /// A code that was sent: telephones show their digits, and offer the code that came.
    pub(crate) fn one_time_code(mut self) -> Self {
        self.mode = "numeric";
        self.autocomplete = "one-time-code";
        self
    }

    /// A number: telephones show their digits.
    pub(crate) fn numeric(mut self) -> Self {
        self.mode = "numeric";
        self
    }
}

impl FileInput {
    /// A line of help under the label.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.around.hint);
        self
    }
}

impl TextArea {
    /// A line of help under the label.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.around.hint);
        self
    }

    /// How many lines it shows.
    pub(crate) fn rows(mut self, rows: u16) -> Self {
        self.rows = rows;
        self
    }
}

impl DateInput {
    /// A line of help under the label.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.around.hint);
        self
    }
}

impl Pick {
    /// A line of help under the label.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.around.hint);
        self
    }

    /// Small radios beside each other, for two or three short words.
    pub(crate) fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// What a list says while nothing is chosen.
    pub(crate) fn first(mut self, words: &'static str) -> Self {
        self.first = words;
        self
    }
}
