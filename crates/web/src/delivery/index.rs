//! The list of delivery plans, and beginning one.

use app::views::{
    self, BodyRef,
    delivery::{DeliveryIndex, FromSeat, GateView, all_seats_from},
};
use askama::Template;
use axum::response::Response;
use serde_json::json;

use super::shared::{self, frame};
use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/index.html")]
struct Index {
    frame: Frame,
    base: String,
    view: DeliveryIndex,
    gates: Vec<GateView>,
    may_begin: bool,
}

impl Index {
    /// The part that each state has of all actions, for the bar: words, class, how many.
    fn states(&self) -> [(&'static str, &'static str, usize); 4] {
        let [not, moving, stalled, done] = self.view.states;
        [
            ("● Moving forward", "govuk-tag--green", moving),
            ("✓ Done", "govuk-tag--blue", done),
            ("■ Stalled", "govuk-tag--red", stalled),
            ("○ Not started", "govuk-tag--grey", not),
        ]
    }
}

/// `GET /{partnership}/delivery`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    let done = match visit.query("done").as_deref() {
        Some("begun") => Some("The plan is begun."),
        _ => None,
    };
    let seats = !all_seats_from(&visit.reading, audience).is_empty();
    page(&Index {
        frame: visit
            .frame("Delivery")
            .section(Section::Plan)
            .crumb("Plan", "/plan")
            .done(done),
        base: visit.at(""),
        view: views::delivery::delivery(&visit.reading, audience),
        gates: views::delivery::gates(&visit.reading, audience),
        may_begin: visit.viewer.secretariat || seats,
    })
}

/// `GET /api/v1/{partnership}/delivery`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let view = views::delivery::delivery(&visit.reading, say::audience(&visit));
    crate::api::json(&view)
}

#[derive(Template)]
#[template(path = "delivery/begin.html")]
struct Begin {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
    seats: Vec<Choice>,
    themes: Vec<shared::Tick>,
    without: Vec<BodyRef>,
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let audience = say::audience(visit);
    let mine: Vec<FromSeat> = all_seats_from(&visit.reading, audience);
    if mine.is_empty() && !visit.viewer.secretariat {
        return Err(Problem::not_found());
    }
    let reading = &visit.reading;
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let themes = adoption.map_or(&[][..], |known| &known.arrangements.theme);
    let themes: Vec<Choice> = themes
        .iter()
        .map(|theme| Choice::new(theme.id.to_string(), &theme.name))
        .collect();
    let index = views::delivery::delivery(reading, audience);
    let form = match form.pairs().is_empty() {
        true => form.with("year", index.year),
        false => form,
    };
    let status = form.status();
    page_with(
        status,
        &Begin {
            frame: frame(visit, "Begin a delivery plan")
                .summary(form.summary("The plan was not begun")),
            bodies: shared::bodies(visit),
            seats: shared::seats(&mine),
            themes: shared::ticks(&form, "themes", &themes),
            without: index.without,
            form,
        },
    )
}

/// `GET /{partnership}/delivery/begin`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    let body = visit.query("body");
    let form = match body {
        Some(body) => Form::empty().with("body", body),
        None => Form::empty(),
    };
    paper(&visit, form)
}

/// `POST /{partnership}/delivery/begin`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let year = form.read_text("year", "Say for which financial year: 2007-08");
    let body = form.read_text("body", "Choose the group whose plan it is");
    let act = json!({
        "act": "delivery.begin-plan", "body": body, "year": year,
        "title": form.read_text("title", "Say what the plan is called"),
        "themes": shared::ticked(&form, "themes"),
        "seat": form.perhaps_text("seat"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let (body, year) = (body.unwrap_or_default(), year.unwrap_or_default());
                return Ok(see(
                    &visit.at(&format!("/delivery/{body}-{year}?done=begun"))
                ));
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, form)
}
