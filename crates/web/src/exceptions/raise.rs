//! Raising an exception or log jam: any member from their seat, and the secretariat for whoever asks.

use app::views;
use askama::Template;
use axum::response::Response;
use record::{arrangements::AreaKind, exceptions::About};
use serde_json::{Value, json};

use super::{SECTION, bodies, members, partners};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    office::with_query,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

/// What a link may fill in beforehand.
const FILLED: [&str; 10] = [
    "of",
    "theme",
    "area",
    "indicator",
    "period",
    "action",
    "title",
    "why",
    "owner",
    "body",
];

#[derive(Template)]
#[template(path = "exceptions/raise.html")]
struct Raise {
    frame: Frame,
    form: Form,
    /// Whether it is about a theme in a district.
    jam: bool,
    /// What else it is about, where a link says so, in words.
    about: Option<String>,
    bodies: Vec<Choice>,
    partners: Vec<Choice>,
    people: Vec<Choice>,
    seats: Vec<Choice>,
    themes: Vec<Choice>,
    areas: Vec<Choice>,
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    if !say::audience(visit).inside() {
        return Err(Problem::not_found());
    }
    let reading = &visit.reading;
    let today = reading.today();
    let adoption = reading.record.structure.in_force_or_first(today);
    let known = adoption.map(|adoption| &adoption.arrangements);
    let themes = known.map_or(&[][..], |known| &known.theme).iter();
    let themes = themes.map(|it| Choice::new(it.id.to_string(), it.name.clone()));
    let areas = known.map_or(&[][..], |known| &known.area).iter();
    let areas = areas.filter(|it| it.kind == AreaKind::District);
    let areas = areas.map(|it| Choice::new(it.id.to_string(), it.name.clone()));
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
    let jam = form.value("of") == "log-jam";
    let (title, crumb) = if jam {
        ("Raise a log jam", ("Log jams", "/log-jams"))
    } else {
        ("Raise an exception", ("Exceptions", "/exceptions"))
    };
    let failed = if jam {
        "The log jam was not raised"
    } else {
        "The exception was not raised"
    };
    let frame = visit
        .frame(title)
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb(crumb.0, crumb.1)
        .summary(form.summary(failed));
    let about = linked(&form)
        .and_then(|about| views::exception_about(reading, &about, today))
        .map(|about| about.words);
    let status = form.status();
    page_with(
        status,
        &Raise {
            frame,
            jam,
            about,
            bodies: bodies(visit),
            partners: partners(visit),
            people: members(visit),
            seats: seats.collect(),
            themes: themes.collect(),
            areas: areas.collect(),
            form,
        },
    )
}

/// What a link said that it is about, besides a log jam.
fn linked(form: &Form) -> Option<About> {
    let area = form.value("area");
    match form.value("of") {
        "indicator" => Some(About::Indicator {
            indicator: form.value("indicator").parse().ok()?,
            period: form.value("period").parse().ok()?,
            area: (!area.is_empty()).then(|| area.parse().ok()).flatten(),
        }),
        "plan-action" => Some(About::PlanAction {
            action: form.value("action").parse().ok()?,
        }),
        _ => None,
    }
}

/// `GET /{partnership}/exceptions/raise`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let form = with_query(&visit, &FILLED);
    paper(&visit, form)
}

/// What it is about, as the act takes it.
fn about(form: &mut Form) -> Value {
    match form.value("of").to_owned().as_str() {
        "log-jam" => json!({
            "of": "log-jam",
            "theme": form.read_text("theme", "Choose the theme"),
            "area": form.read_text("area", "Choose the district"),
        }),
        "indicator" => json!({
            "of": "indicator",
            "indicator": form.read_text("indicator", "Say which indicator"),
            "period": form.read_text("period", "Say which period"),
            "area": form.perhaps_text("area"),
        }),
        "plan-action" => json!({
            "of": "plan-action",
            "action": form.read_text("action", "Say which action"),
        }),
        _ => json!({"of": "concern"}),
    }
}

/// `POST /{partnership}/exceptions/raise`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    if !say::audience(&visit).inside() {
        return Err(Problem::not_found());
    }
    let seat = if visit.viewer.secretariat {
        form.perhaps_text("seat")
    } else {
        form.read_text("seat", "Choose the seat from which you raise it")
    };
    let act = json!({
        "act": "exceptions.raise", "about": about(&mut form), "seat": seat,
        "title": form.read_text("title", "Say what it is called"),
        "why": form.read_text("why", "Say what is wrong, and why"),
        "asks": form.perhaps_text("asks"),
        "owner": form.read_text("owner", "Choose who answers for it"),
        "person": form.perhaps_text("person"),
        "body": form.read_text("body", "Choose the body before which it comes first"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let visit = visit.read_on().await?;
                let last = visit.reading.record.exceptions.all().next_back();
                let page =
                    last.map_or_else(String::new, |last| format!("/{}?done=raised", last.id));
                return Ok(see(&visit.at(&format!("/exceptions{page}"))));
            }
            Err(denied) => {
                let of = form.value("of").to_owned();
                form.denied_as(denied, |field| match (field, of.as_str()) {
                    ("about", "log-jam") => "theme".to_owned(),
                    ("about", _) => "title".to_owned(),
                    (other, _) => other.to_owned(),
                })?;
            }
        }
    }
    paper(&visit.read_on().await?, form)
}
