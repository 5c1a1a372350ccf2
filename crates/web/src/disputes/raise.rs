//! Raising a dispute: any member from their seat, and the secretariat for whoever asks.

use app::views;
use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "disputes/raise.html")]
struct Raise {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
    partners: Vec<Choice>,
    seats: Vec<Choice>,
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    if !say::audience(visit).inside() {
        return Err(Problem::not_found());
    }
    let reading = &visit.reading;
    let today = reading.today();
    let adoption = reading.record.structure.in_force_or_first(today);
    let partners = adoption.map_or(&[][..], |known| &known.arrangements.organisation);
    let partners = partners
        .iter()
        .map(|partner| Choice::new(partner.id.to_string(), &partner.name));
    let person = visit.viewer.person.as_ref();
    let mine =
        person.and_then(|person| views::person(reading, person.id, today, say::audience(visit)));
    let seats = mine
        .iter()
        .flat_map(|desk| desk.seats.iter().chain(&desk.stands_in));
    let seats = seats.map(|held| {
        let name = format!("{}, {}", held.seat.title, held.body.name);
        Choice::new(held.seat.id.to_string(), name)
    });
    let bodies = views::bodies_to_call(reading, today).into_iter();
    let bodies = bodies.map(|row| Choice::new(row.body.id.to_string(), row.body.name));
    let frame = visit
        .frame("Raise a dispute")
        .section(Section::Decisions)
        .crumb("Disputes", "/disputes")
        .summary(form.summary("The dispute was not raised"));
    let status = form.status();
    page_with(
        status,
        &Raise {
            frame,
            bodies: bodies.collect(),
            partners: partners.collect(),
            seats: seats.collect(),
            form,
        },
    )
}

/// `GET /{partnership}/disputes/raise`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty())
}

/// `POST /{partnership}/disputes/raise`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let mut between: Vec<Value> = Vec::new();
    for (name, missing) in [
        ("between[0]", Some("Choose a partner")),
        ("between[1]", Some("Choose the other partner")),
        ("between[2]", None),
    ] {
        let partner = match missing {
            Some(missing) => form.read_text(name, missing),
            None => form.perhaps_text(name),
        };
        between.extend(partner.map(Value::from));
    }
    let seat = if visit.viewer.secretariat {
        form.perhaps_text("seat")
    } else {
        form.read_text("seat", "Choose the seat from which you raise it")
    };
    let act = json!({
        "act": "disputes.raise", "between": between, "seat": seat,
        "body": form.read_text("body", "Choose the body at which it is to be resolved"),
        "title": form.read_text("title", "Say what it is called"),
        "about": form.read_text("about", "Say what it is about"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let visit = visit.read_on().await?;
                let last = visit.reading.record.disputes.all().next_back();
                let page =
                    last.map_or_else(String::new, |last| format!("/{}?done=raised", last.id));
                return Ok(see(&visit.at(&format!("/disputes{page}"))));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "between" => "between[0]".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, form)
}
