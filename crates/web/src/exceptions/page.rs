//! The page of an exception: where it stands, what is asked of whom, what is to be done, and its whole way
//! with the clause of each step.

use app::views::{self, ExceptionView, StepKind, StepView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::ExceptionId;

use super::{SECTION, ask::Ask, sort, standing};
use crate::{
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "exceptions/exception.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    view: ExceptionView,
    /// What whoever looks may do: the end of the address, and the verb.
    may: Vec<(&'static str, &'static str)>,
    /// Whether they may tell how each remedial action stands.
    may_remedy: Vec<bool>,
}

impl Page {
    fn remedies(&self) -> impl Iterator<Item = (&views::RemedyView, bool)> {
        let may = self.may_remedy.iter().copied();
        self.view.remedies.iter().zip(may)
    }
}

/// What a step is called.
fn step(step: &StepView) -> &'static str {
    match step.what {
        StepKind::Raised => "Raised before",
        StepKind::Forwarded => "Passed on to",
        StepKind::Reported => "How it stands",
        StepKind::Supported => "Supported by",
        StepKind::Steered => "A steer from",
        StepKind::RemedySet => "To be done by",
        StepKind::RemedyReported => "How the remedial action stands",
        StepKind::RemedyDone => "Remedial action done",
        StepKind::RemedyGivenUp => "Remedial action given up",
        StepKind::Closed => "Closed",
    }
}

pub(super) fn view(visit: &Visit, id: &str) -> Result<ExceptionView, Problem> {
    let id: ExceptionId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::exception(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/exceptions/{exception}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &id)?;
    let done = match visit.query("done").as_deref() {
        Some("raised") => Some("It is raised, and comes up at the next meeting by itself."),
        Some("reported") => Some("The report is recorded."),
        Some("supported") => Some("The support is recorded."),
        Some("forwarded") => Some("It is passed on."),
        Some("steered") => Some("The steer is recorded."),
        Some("set") => Some("The remedial action is set."),
        Some("remedied") => Some("The remedial action is finished."),
        Some("closed") => Some("It is closed."),
        _ => None,
    };
    let may = Ask::ALL
        .iter()
        .filter(|ask| view.line.outcome.is_none() && ask.may(&visit, &view));
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    let secretariat = visit.viewer.secretariat;
    let may_remedy = view.remedies.iter().map(|remedy| {
        let open = remedy.done.is_none() && view.line.outcome.is_none();
        let theirs = || person.is_some_and(|who| views::remedies(&visit.reading, who, &remedy.id));
        open && (secretariat || theirs())
    });
    let may = may.map(|ask| (ask.path(), ask.verb())).collect();
    let may_remedy = may_remedy.collect();
    let list = match view.line.sort {
        record::exceptions::Sort::Exception => ("Exceptions", "/exceptions"),
        record::exceptions::Sort::LogJam => ("Log jams", "/log-jams"),
    };
    page(&Page {
        frame: visit
            .frame(view.line.title.clone())
            .section(SECTION)
            .crumb("Plan", "/plan")
            .crumb(list.0, list.1)
            .done(done),
        base: visit.at(""),
        here: visit.at(&format!("/exceptions/{}", view.line.id)),
        may,
        may_remedy,
        view,
    })
}

/// `GET /api/v1/{partnership}/exceptions/{exception}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}
