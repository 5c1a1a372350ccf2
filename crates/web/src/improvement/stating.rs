//! The page of an efficiency review: what each partner expects and has saved, everything that was stated,
//! and the forms to state more and to end it.

use app::views::{self, EfficiencyReviewView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{efficiency::Saving, id::ReviewId};
use serde_json::json;

use super::{money::pence, reviews::standing};
use crate::{
    exceptions::{SECTION, chosen_from, partners},
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "improvement/review.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: EfficiencyReviewView,
    /// The partners for which whoever looks may state a saving.
    partners: Vec<Choice>,
}

impl Page {
    fn savings(&self) -> Vec<Choice> {
        let expected = Choice::new("expected", "What it expects to save, in all");
        let achieved = Choice::new("achieved", "What it has saved up to now, in all");
        let open = self.view.line.ended.is_none();
        std::iter::once(achieved)
            .chain(open.then_some(expected))
            .collect()
    }
}

fn said(saving: &Saving) -> &'static str {
    match saving {
        Saving::Expected => "expects to save",
        Saving::Achieved => "has saved",
    }
}

fn view(visit: &Visit, id: &str) -> Result<EfficiencyReviewView, Problem> {
    let id: ReviewId = id.parse().map_err(|_| Problem::not_found())?;
    views::efficiency_review(&visit.reading, &id).ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/reviews/{review}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty(), "")
}

/// `GET /api/v1/{partnership}/reviews/{review}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}

fn paper(visit: &Visit, id: &str, form: Form, failed: &str) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let done = match visit.query("done").as_deref() {
        Some("begun") => Some("The review is begun."),
        Some("stated") => Some("The saving is stated."),
        Some("ended") => Some("The review is ended."),
        _ => None,
    };
    let person = visit.viewer.person.as_ref();
    let own = match person {
        _ if visit.viewer.secretariat => partners(visit),
        Some(person) => chosen_from(views::may_state(&visit.reading, person.id, &view.line.id)),
        None => Vec::new(),
    };
    let frame = visit
        .frame(view.line.title.clone())
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb("Efficiency reviews", "/reviews")
        .done(done)
        .summary(form.summary(failed));
    let status = form.status();
    page_with(
        status,
        &Page {
            frame,
            base: visit.at(""),
            here: visit.at(&format!("/reviews/{}", view.line.id)),
            form,
            partners: own,
            view,
        },
    )
}

/// `POST /{partnership}/reviews/{review}/saving`
pub(super) async fn saving(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    view(&visit, &id)?;
    let amount = form.read_text("pounds", "Say how much");
    let read = amount.as_deref().map(pence);
    if read == Some(None) {
        form.wrong(
            "pounds",
            "Write an amount in pounds, such as 1,200 or 1,200.50",
        );
    }
    let act = json!({
        "act": "efficiency.state-saving", "review": id, "pence": read.flatten(),
        "partner": form.read_text("partner", "Choose whose saving it is"),
        "saving": form.read_text("saving", "Say whether it is expected or was made"),
        "words": form.read_text("words", "Say how it comes about"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/reviews/{id}?done=stated")))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "pence" => "pounds".to_owned(),
                "review" => "partner".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    let visit = visit.read_on().await?;
    paper(&visit, &id, form, "The saving was not stated")
}

/// `POST /{partnership}/reviews/{review}/end`
pub(super) async fn end(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    view(&visit, &id)?;
    let act = json!({
        "act": "efficiency.end-review", "review": id,
        "words": form.read_text("end.words", "Write what came of it"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/reviews/{id}?done=ended")))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "review" => String::new(),
                other => format!("end.{other}"),
            })?,
        }
    }
    let visit = visit.read_on().await?;
    paper(&visit, &id, form, "The review was not ended")
}
