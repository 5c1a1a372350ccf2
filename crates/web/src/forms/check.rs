//! Check before you do it: the step before anything that cannot be undone.
//!
//! A form that publishes, closes or adopts is sent twice: first to be told exactly what will happen,
//! then, with `sure=yes`, to do it. Nothing depends on the browser remembering: what was typed goes
//! along as hidden fields.

use askama::Template;
use axum::response::Response;
use record::LineNo;

use super::{Form, fields::Hidden};
use crate::{frame::Frame, problem::Problem, visit::page_with};

/// The page that asks whether one is sure.
#[derive(Debug, Template)]
#[template(path = "forms/check.html")]
pub(crate) struct Check {
    frame: Frame,
    action: String,
    will: Vec<String>,
    warning: String,
    button: String,
    back: String,
    hidden: Vec<Hidden>,
    form: Form,
}

impl Check {
    /// Asks about what `form` would do when sent again to `action`. `warning` says what cannot be
    /// undone; `button` is a verb, such as "Publish minutes"; `back` is the way out.
    pub(crate) fn new(
        frame: Frame,
        form: &Form,
        action: &str,
        warning: &str,
        button: &str,
    ) -> Self {
        Self {
            frame,
            action: action.to_owned(),
            will: Vec::new(),
            warning: warning.to_owned(),
            button: button.to_owned(),
            back: "/".to_owned(),
            hidden: without(form, &["sure"]),
            form: form.clone(),
        }
    }

    /// Adds a sentence that says what will happen.
    pub(crate) fn will(mut self, sentence: impl Into<String>) -> Self {
        self.will.push(sentence.into());
        self
    }

    /// Says what the person sees on this page: as the book stood at this line, not as it stood when
    /// they came here.
    pub(crate) fn seen(mut self, line: LineNo) -> Self {
        self.hidden = without(&self.form, &["sure", "seen"]);
        self.hidden.push(self.form.hidden("seen", line));
        self
    }

    /// Where to go instead.
    pub(crate) fn back(mut self, address: impl Into<String>) -> Self {
        self.back = address.into();
        self
    }

    /// The page; with what was wrong, when the form was denied.
    pub(crate) fn page(mut self, what_did_not_happen: &str) -> Result<Response, Problem> {
        self.frame.summary = self.form.summary(what_did_not_happen);
        page_with(self.form.status(), &self)
    }
}

/// What was typed, to go along unseen, but for some of it.
fn without(form: &Form, names: &[&str]) -> Vec<Hidden> {
    let kept = form
        .pairs()
        .iter()
        .filter(|(name, _)| !names.contains(&name.as_str()));
    kept.map(|(name, value)| form.hidden(name, value)).collect()
}
