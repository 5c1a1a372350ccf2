//! Forms: what was typed, what is wrong with it, and the fields that show both again.
//!
//! Nothing typed is ever lost: a form that cannot be taken comes back as it was sent, with every
//! mistake named at its field and again at the top of the page. What the rules say, `record`
//! decides; here is only whether a text is a day, a time, a number, a name.
//!
//! An input is named by the field of the act that it fills, as a path: `place`,
//! `agenda[2].title`. Its id is the same with hyphens: `agenda-2-title` ([`id_of`]).

mod check;
mod fields;
mod read;
mod sent;

pub(crate) use check::Check;
pub(crate) use fields::{Choice, DateInput, Input, Pick, TextArea};
pub(crate) use read::{day, time_of_day};
pub(crate) use sent::too_large_or_broken;

use app::{Denied, Kind};
use axum::http::StatusCode;
use jiff::civil::{Date, Time};
use record::LineNo;
use std::str::FromStr;

use crate::{
    frame::{Summary, SummaryError},
    problem::{Problem, sentence},
};

/// What was typed into a form, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pairs: Vec<(String, String)>,
    asked: Vec<String>,
    errors: Vec<FieldError>,
    status: Option<StatusCode>,
    changed: Option<LineNo>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FieldError {
    /// The field; empty when it is none in particular.
    field: String,
    words: String,
    help: String,
}

impl Form {
    /// A form as it is first shown, with nothing typed.
    pub(crate) fn empty() -> Self {
        Self::default()
    }

    /// The same form with a value filled in beforehand.
    pub(crate) fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.pairs.push((name.into(), value.into()));
        self
    }

    /// The same form without the inputs whose names begin so.
    pub(crate) fn without(&self, beginning: &str) -> Self {
        let mut form = self.clone();
        form.pairs.retain(|(name, _)| !name.starts_with(beginning));
        form
    }

    /// The same form with this value instead of whatever was typed under that name.
    pub(crate) fn replacing(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.retain(|(key, _)| key != name);
        self.with(name, value)
    }

    /// What was typed, in the order of the page.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// What was typed into an input; empty when nothing was.
    pub(crate) fn value(&self, name: &str) -> &str {
        let typed = self.pairs.iter().find(|(key, _)| key == name);
        typed.map_or("", |(_, value)| value)
    }

    /// Everything chosen under one name, as checkboxes send it.
    pub(crate) fn values<'a, 'n>(
        &'a self,
        name: &'n str,
    ) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let named = self.pairs.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The last line of the book that the person had seen, from the hidden field `seen`.
    pub(crate) fn seen(&self) -> Option<LineNo> {
        self.value("seen").parse().ok()
    }

    /// Whether the person has seen what will happen and said that they are sure; see [`Check`].
    pub(crate) fn is_sure(&self) -> bool {
        self.value("sure") == "yes"
    }

    /// A text that has to be there. `missing` is what to say when it is not: "Say where".
    pub(crate) fn read_text(&mut self, field: &str, missing: &str) -> Option<String> {
        let text = self.perhaps_text(field);
        if text.is_none() {
            self.wrong(field, missing);
        }
        text
    }

    /// A text that may be left out. Spaces at its ends do not count.
    pub(crate) fn perhaps_text(&mut self, field: &str) -> Option<String> {
        self.asked.push(field.to_owned());
        let text = self.value(field).trim();
        // Browsers send lines ending in CR LF; the book keeps LF.
        (!text.is_empty()).then(|| text.replace("\r\n", "\n"))
    }

    /// A name, number or anything else that is read from a text; `wrong` is said when it cannot be.
    pub(crate) fn read<T: FromStr>(
        &mut self,
        field: &str,
        missing: &str,
        wrong: &str,
    ) -> Option<T> {
        let text = self.read_text(field, missing)?;
        self.parsed(field, &text, wrong)
    }

    /// As [`Form::read`], for what may be left out.
    pub(crate) fn perhaps<T: FromStr>(&mut self, field: &str, wrong: &str) -> Option<T> {
        let text = self.perhaps_text(field)?;
        self.parsed(field, &text, wrong)
    }

    /// A day, from three inputs (`date-day`, `date-month`, `date-year`) or one.
    pub(crate) fn read_date(&mut self, field: &str, missing: &str) -> Option<Date> {
        let date = self.perhaps_date(field);
        if date.is_none() && !self.is_wrong(field) {
            self.wrong(field, missing);
        }
        date
    }

    /// A day that may be left out.
    pub(crate) fn perhaps_date(&mut self, field: &str) -> Option<Date> {
        self.asked.push(field.to_owned());
        let part = |part: &str| self.value(&format!("{field}-{part}")).trim();
        let parts = [part("day"), part("month"), part("year")];
        let date = if parts.iter().all(|part| part.is_empty()) {
            let text = self.value(field).trim();
            if text.is_empty() {
                return None;
            }
            day(text)
        } else {
            read::day_of(parts)
        };
        date.map_err(|wrong| self.wrong(field, wrong)).ok()
    }

    /// A time of day: 10.30am, 10:30, 1030, 2pm.
    pub(crate) fn read_time(&mut self, field: &str, missing: &str) -> Option<Time> {
        let text = self.read_text(field, missing)?;
        time_of_day(&text)
            .map_err(|wrong| self.wrong(field, wrong))
            .ok()
    }

    /// A time of day that may be left out.
    pub(crate) fn perhaps_time(&mut self, field: &str) -> Option<Time> {
        let text = self.perhaps_text(field)?;
        time_of_day(&text)
            .map_err(|wrong| self.wrong(field, wrong))
            .ok()
    }

    /// The numbers of the rows into which anything was typed: of `agenda[0].title` and
    /// `agenda[4].title`, when both hold something, `[0, 4]`. Rows left empty are passed over.
    pub(crate) fn rows(&self, name: &str) -> Vec<usize> {
        let number = |key: &str| -> Option<usize> {
            let rest = key.strip_prefix(name)?.strip_prefix('[')?;
            rest.split_once(']')?.0.parse().ok()
        };
        let typed = self
            .pairs
            .iter()
            .filter(|(_, value)| !value.trim().is_empty());
        let mut rows: Vec<usize> = typed.filter_map(|(key, _)| number(key)).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Notes that a field is wrong.
    pub(crate) fn wrong(&mut self, field: &str, words: impl Into<String>) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            words: words.into(),
            help: String::new(),
        });
    }

    /// Notes that the page has an input of this name, so that an error can lead to it.
    pub(crate) fn asks(&mut self, field: &str) {
        self.asked.push(field.to_owned());
    }

    /// Whether everything read so far could be read.
    pub(crate) fn is_right(&self) -> bool {
        self.errors.is_empty()
    }

    /// Takes a denial up into the form, where the person can mend it; passes on what no change of
    /// the form would mend.
    pub(crate) fn denied(&mut self, denied: Denied) -> Result<(), Problem> {
        self.denied_as(denied, str::to_owned)
    }

    /// As [`Form::denied`], for a page with several forms, whose inputs have other names than the
    /// fields of the act: `named` says which input a field is typed into.
    pub(crate) fn denied_as(
        &mut self,
        denied: Denied,
        named: impl FnOnce(&str) -> String,
    ) -> Result<(), Problem> {
        let status = match denied.kind() {
            Kind::Malformed | Kind::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Conflict => StatusCode::CONFLICT,
            _ => return Err(denied.into()),
        };
        if let Denied::Stale { changed, .. } = denied {
            self.changed = Some(changed);
        }
        let mut words = match &denied {
            Denied::Malformed { malformed, .. } => sentence(&malformed.problem),
            denied => sentence(&denied.to_string()),
        };
        if let Some(clause) = denied.clause() {
            words.push_str(&format!(" This follows from clause {clause}."));
        }
        self.status = Some(status);
        self.errors.push(FieldError {
            field: denied.field().map(named).unwrap_or_default(),
            words,
            help: match &denied {
                Denied::Malformed { .. } => String::new(),
                denied => denied.help().to_owned(),
            },
        });
        Ok(())
    }

    /// The status of the page that shows this form: 200, or 422 or 409 when something is wrong.
    pub(crate) fn status(&self) -> StatusCode {
        let status = self.status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        if self.errors.is_empty() {
            StatusCode::OK
        } else {
            status
        }
    }

    /// What goes at the top of the page when something is wrong; `title` says what did not happen.
    pub(crate) fn summary(&self, title: &str) -> Option<Summary> {
        let errors = self.errors.iter().map(|error| SummaryError {
            anchor: self.anchor(&error.field),
            words: error.words.clone(),
            help: error.help.clone(),
        });
        (!self.errors.is_empty()).then(|| Summary {
            title: title.to_owned(),
            errors: errors.collect(),
            changed: self.changed,
        })
    }

    fn parsed<T: FromStr>(&mut self, field: &str, text: &str, wrong: &str) -> Option<T> {
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.wrong(field, wrong);
        }
        parsed
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.errors.iter().any(|error| error.field == field)
    }

    /// What is wrong with a field, for the message beside it.
    pub(crate) fn error(&self, field: &str) -> Option<&str> {
        let error = self.errors.iter().find(|error| error.field == field);
        error.map(|error| error.words.as_str())
    }

    /// The id of the input that a field is typed into, if the form has one.
    fn anchor(&self, field: &str) -> Option<String> {
        let day = format!("{field}-day");
        if self.pairs.iter().any(|(key, _)| *key == day) {
            return Some(id_of(&day));
        }
        let on_page = self.asked.iter().any(|asked| asked == field)
            || self.pairs.iter().any(|(key, _)| key == field);
        on_page.then(|| id_of(field))
    }
}

/// The id of the input named `name`: `agenda[2].title` becomes `agenda-2-title`.
pub(crate) fn id_of(name: &str) -> String {
    name.replace(']', "").replace(['[', '.'], "-")
}
