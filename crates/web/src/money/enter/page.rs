//! The page that all forms of this part share: what stands in the book, fields, a button, the way back.

use askama::{Template, filters::HtmlSafe};
use axum::response::Response;
use record::money::{NotPence, Pence};
use serde_json::Value;

use crate::{
    forms::{Choice, DateInput, Form, Input, Pick, TextArea, id_of},
    frame::Frame,
    problem::{Problem, sentence},
    visit::{Visit, page_with},
};

/// A field of a form.
pub(super) enum Field {
    Input(Input),
    Area(TextArea),
    Date(DateInput),
    Pick(Pick),
    Ticks(Ticks),
    Months(Months),
}

/// Boxes to tick.
#[derive(Template)]
#[template(path = "money/enter/ticks.html")]
pub(super) struct Ticks {
    name: &'static str,
    id: String,
    legend: &'static str,
    hint: &'static str,
    error: Option<String>,
    choices: Vec<(Choice, bool)>,
}

impl HtmlSafe for Ticks {}

impl Ticks {
    pub(super) fn of(
        form: &Form,
        name: &'static str,
        legend: &'static str,
        hint: &'static str,
        choices: Vec<Choice>,
    ) -> Field {
        let ticked = |choice: &Choice| form.values(name).any(|value| value == choice.value);
        let choices = choices.into_iter().map(|it| {
            let ticked = ticked(&it);
            (it, ticked)
        });
        Field::Ticks(Self {
            name,
            id: id_of(name),
            legend,
            hint,
            error: form.error(name).map(str::to_owned),
            choices: choices.collect(),
        })
    }

    /// The id of a box: the first has the field's own, so that the error leads to it.
    fn id_of(&self, place: &usize) -> String {
        match place {
            0 => self.id.clone(),
            _ => format!("{}-{}", self.id, place + 1),
        }
    }
}

/// Twelve amounts, folded away while nothing is typed.
#[derive(Template)]
#[template(path = "money/enter/months.html")]
pub(super) struct Months {
    pub(super) open: bool,
    pub(super) inputs: Vec<Input>,
}

impl HtmlSafe for Months {}

/// Something to know before one begins.
pub(super) struct Note {
    words: String,
    link: Option<(String, &'static str)>,
}

/// A form as it is shown.
#[derive(Template)]
#[template(path = "money/enter/form.html")]
pub(super) struct Paper {
    frame: Frame,
    form: Form,
    /// The last line of the book that this page has seen.
    seen: u64,
    lede: Option<String>,
    facts: Vec<(&'static str, Pence)>,
    notes: Vec<Note>,
    fields: Vec<Field>,
    button: &'static str,
    back: String,
}

impl Paper {
    /// A form that leads back to `back`, an address below the partnership. `failed` says what did not
    /// happen, where something is wrong.
    pub(super) fn new(
        visit: &Visit,
        title: &str,
        form: Form,
        failed: &str,
        button: &'static str,
        back: &str,
    ) -> Self {
        Self {
            frame: crate::money::frame(visit, title).summary(form.summary(failed)),
            seen: visit.reading.head.line,
            lede: None,
            facts: Vec::new(),
            notes: Vec::new(),
            fields: Vec::new(),
            button,
            back: visit.at(back),
            form,
        }
    }

    pub(super) fn crumb(mut self, words: impl Into<String>, path: &str) -> Self {
        self.frame = self.frame.crumb(words, path);
        self
    }

    pub(super) fn lede(mut self, words: impl Into<String>) -> Self {
        self.lede = Some(words.into());
        self
    }

    pub(super) fn fact(mut self, words: &'static str, amount: Pence) -> Self {
        self.facts.push((words, amount));
        self
    }

    pub(super) fn note(
        mut self,
        words: impl Into<String>,
        link: Option<(String, &'static str)>,
    ) -> Self {
        let words = words.into();
        self.notes.push(Note { words, link });
        self
    }

    pub(super) fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// A field of one line for an amount in pounds.
    pub(super) fn pounds(self, name: &str, label: &str) -> Self {
        let input = self.form.input(name, label).wide(10);
        let hint = "In pounds, such as 12,000 or 1,234.50";
        self.field(Field::Input(input.numeric().hint(hint)))
    }

    pub(super) fn area(self, name: &str, label: &str) -> Self {
        let area = self.form.area(name, label).rows(4);
        self.field(Field::Area(area))
    }

    pub(super) fn date(self, name: &str, label: &str, hint: &str) -> Self {
        let date = self.form.date_input(name, label).hint(hint);
        self.field(Field::Date(date))
    }

    pub(super) fn line(self, name: &str, label: &str, hint: &str) -> Self {
        let line = self.form.input(name, label).hint(hint);
        self.field(Field::Input(line))
    }

    pub(super) fn select(
        self,
        name: &str,
        label: &str,
        choices: &[Choice],
        first: &'static str,
    ) -> Self {
        let pick = self.form.select(name, label, choices).first(first);
        self.field(Field::Pick(pick))
    }

    pub(super) fn radios(self, name: &str, label: &str, choices: &[Choice]) -> Self {
        let pick = self.form.radios(name, label, choices);
        self.field(Field::Pick(pick))
    }

    pub(super) fn ticks(
        self,
        name: &'static str,
        legend: &'static str,
        hint: &'static str,
        choices: Vec<Choice>,
    ) -> Self {
        let ticks = Ticks::of(&self.form, name, legend, hint, choices);
        self.field(ticks)
    }

    pub(super) fn show(self) -> Result<Response, Problem> {
        page_with(self.form.status(), &self)
    }
}

/// An amount in pounds that has to be there.
pub(super) fn read_pounds(form: &mut Form, field: &str, missing: &str) -> Option<Pence> {
    let text = form.read_text(field, missing)?;
    parsed(form, field, &text)
}

/// An amount in pounds that may be left out.
pub(super) fn perhaps_pounds(form: &mut Form, field: &str) -> Option<Pence> {
    let text = form.perhaps_text(field)?;
    parsed(form, field, &text)
}

fn parsed(form: &mut Form, field: &str, text: &str) -> Option<Pence> {
    let read: Result<Pence, NotPence> = text.parse();
    read.map_err(|wrong| form.wrong(field, sentence(&wrong.to_string())))
        .ok()
}

/// Has an act recorded once, however often its form is sent, and says whether it was. `named` says which
/// input a field of the act is typed into.
pub(super) async fn once(
    visit: &Visit,
    act: Value,
    form: &mut Form,
    named: impl FnOnce(&str) -> String,
) -> Result<bool, Problem> {
    let after = form.value("seen").to_owned();
    match visit.act_once(act, &after).await {
        Ok(_) => Ok(true),
        Err(denied) => form.denied_as(denied, named).map(|()| false),
    }
}
