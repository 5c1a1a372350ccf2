//! The list of efficiency reviews, with what each partner expects to save and has saved over all of them;
//! and beginning one.

use app::views::{self, ReviewLine, ReviewsView};
use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};

use super::money::pence;
use crate::{
    exceptions::{SECTION, bodies, members, partners},
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say::Tag,
    visit::{Visit, page, page_with, see},
};

/// How many partners a form takes; more are added on the page of the review.
const ROWS: usize = 8;

#[derive(Template)]
#[template(path = "improvement/reviews.html")]
struct Index {
    frame: Frame,
    base: String,
    view: ReviewsView,
}

/// How a review stands, in a tag.
pub(super) fn standing(line: &ReviewLine) -> Tag {
    let (class, words) = match line.ended {
        Some(_) => ("govuk-tag--green", "Ended"),
        None if line.overdue => ("govuk-tag--red", "Overdue"),
        None => ("govuk-tag--blue", "Open"),
    };
    Tag {
        class,
        words: words.to_owned(),
    }
}

/// `GET /{partnership}/reviews`
pub(super) async fn index(visit: Visit) -> Result<Response, Problem> {
    page(&Index {
        frame: visit
            .frame("Efficiency reviews")
            .section(SECTION)
            .crumb("Plan", "/plan"),
        base: visit.at(""),
        view: views::efficiency_reviews(&visit.reading),
    })
}

/// `GET /api/v1/{partnership}/reviews`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::efficiency_reviews(&visit.reading))
}

#[derive(Template)]
#[template(path = "improvement/begin.html")]
struct Begin {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
    partners: Vec<Choice>,
    people: Vec<Choice>,
    rows: Vec<usize>,
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = visit
        .frame("Begin an efficiency review")
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb("Efficiency reviews", "/reviews")
        .summary(form.summary("The review was not begun"));
    let status = form.status();
    page_with(
        status,
        &Begin {
            frame,
            form,
            bodies: bodies(visit),
            partners: partners(visit),
            people: members(visit),
            rows: (0..ROWS).collect(),
        },
    )
}

/// `GET /{partnership}/reviews/begin`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty())
}

/// `POST /{partnership}/reviews/begin`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let mut taking_part: Vec<Value> = Vec::new();
    for row in 0..ROWS {
        let (name, amount) = (
            format!("partners[{row}].partner"),
            format!("partners[{row}].pounds"),
        );
        let typed = form.perhaps_text(&amount);
        let partner = match (&typed, row) {
            (None, 1..) => form.perhaps_text(&name),
            _ => form.read_text(&name, "Choose a partner that takes part"),
        };
        let read = typed.as_deref().map(pence);
        if read == Some(None) {
            form.wrong(
                &amount,
                "Write an amount in pounds, such as 1,200 or 1,200.50",
            );
        }
        let expects = read.flatten();
        taking_part.extend(partner.map(|partner| json!({"partner": partner, "pence": expects})));
    }
    let act = json!({
        "act": "efficiency.begin-review", "partners": taking_part,
        "title": form.read_text("title", "Say what it is called"),
        "scope": form.read_text("scope", "Say what it looks at"),
        "body": form.read_text("body", "Choose the body to which it reports"),
        "lead": form.read_text("lead", "Choose who leads it"),
        "person": form.perhaps_text("person"),
        "due": form.read_date("due", "Say by when it reports"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let visit = visit.read_on().await?;
                let last = visit.reading.record.efficiency.all().next_back();
                let page = last.map_or_else(String::new, |last| format!("/{}?done=begun", last.id));
                return Ok(see(&visit.at(&format!("/reviews{page}"))));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "partners" => "partners[0].partner".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, form)
}
