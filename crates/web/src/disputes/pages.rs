//! The list of disputes, and the page of each with what comes next.

use app::views::{self, DisputeLine, DisputeStepView, DisputeView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{disputes::Ends, id::DisputeId};

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    paging::Pages,
    problem::Problem,
    say,
    visit::{Visit, page, page_with},
};

#[derive(Template)]
#[template(path = "disputes/index.html")]
struct Index {
    frame: Frame,
    base: String,
    lines: Vec<DisputeLine>,
    may_raise: bool,
    newer: Option<String>,
    older: Option<String>,
}

/// `GET /{partnership}/disputes`
pub(super) async fn index(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    let found = Pages::of(&visit, views::disputes(&visit.reading, audience));
    page(&Index {
        frame: visit
            .frame("Disputes")
            .section(Section::Decisions)
            .crumb("Decisions", "/decisions"),
        base: visit.at(""),
        may_raise: audience.inside(),
        newer: found.newer.map(|page| format!("page={page}")),
        older: found.older.map(|page| format!("page={page}")),
        lines: found.rows,
    })
}

/// `GET /api/v1/{partnership}/disputes`
pub(super) async fn index_json(visit: Visit) -> Result<Response, Problem> {
    let all = views::disputes(&visit.reading, say::audience(&visit));
    crate::api::json(&Pages::of(&visit, all).rows)
}

#[derive(Template)]
#[template(path = "disputes/dispute.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: DisputeView,
}

impl Page {
    fn next(&self) -> Option<&DisputeStepView> {
        let next = self.view.next?;
        self.view.steps.iter().find(|step| step.no == next)
    }

    fn yes_or_no(&self) -> [Choice; 2] {
        [
            Choice::new("true", "Yes, the dispute is settled"),
            Choice::new("false", "No, it goes on"),
        ]
    }

    fn endings(&self) -> Vec<Choice> {
        let every = "Every step was taken without agreement";
        let mut endings = vec![
            Choice::new("settled", "The partners settled it between themselves"),
            Choice::new("withdrawn", "It was withdrawn"),
        ];
        endings.extend(
            self.view
                .next
                .is_none()
                .then(|| Choice::new("unresolved", every)),
        );
        endings
    }

    fn between(&self) -> String {
        between(&self.view.line)
    }
}

/// "Three Rivers Council and Three Rivers Health Trust".
fn between(line: &DisputeLine) -> String {
    let names: Vec<String> = line.between.iter().map(|it| it.name.clone()).collect();
    say::listed(&names)
}

/// How a dispute stands.
fn standing(line: &DisputeLine) -> &'static str {
    match line.ends {
        None => "Going on",
        Some(Ends::Settled) => "Settled",
        Some(Ends::Withdrawn) => "Withdrawn",
        Some(Ends::Unresolved) => "Ended without agreement",
    }
}

/// The colour of its tag.
fn colour(line: &DisputeLine) -> &'static str {
    match line.ends {
        None => "govuk-tag--yellow",
        Some(Ends::Settled) => "govuk-tag--green",
        Some(Ends::Withdrawn) => "govuk-tag--grey",
        Some(Ends::Unresolved) => "govuk-tag--red",
    }
}

fn view(visit: &Visit, id: &str) -> Result<DisputeView, Problem> {
    let id: DisputeId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::dispute(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/disputes/{dispute}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty(), "")
}

/// The page, as first shown or after something was refused.
pub(super) fn paper(
    visit: &Visit,
    id: &str,
    form: Form,
    failed: &str,
) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let done = match visit.query("done").as_deref() {
        Some("raised") => Some("The dispute is raised."),
        Some("mediated") => Some("The mediation is recorded."),
        Some("ended") => Some("The end of the dispute is recorded."),
        _ => None,
    };
    let frame = visit
        .frame(view.line.title.clone())
        .section(Section::Decisions)
        .crumb("Disputes", "/disputes")
        .done(done)
        .summary(form.summary(failed));
    let status = form.status();
    page_with(
        status,
        &Page {
            frame,
            base: visit.at(""),
            here: visit.at(&format!("/disputes/{}", view.line.id)),
            form,
            view,
        },
    )
}

/// `GET /api/v1/{partnership}/disputes/{dispute}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}
