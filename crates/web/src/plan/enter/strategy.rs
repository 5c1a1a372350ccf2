//! Adopting a strategy: vision, priorities by theme, approaches, target areas and a chapter to a district.

use askama::Template;
use axum::response::Response;
use serde_json::{Value, json};

use super::{choices, planning};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "plan/enter/strategy.html")]
struct Adopt {
    frame: Frame,
    form: Form,
    themes: Vec<Choice>,
    approaches: Vec<Choice>,
    areas: Vec<(Choice, bool)>,
    districts: Vec<Choice>,
    bodies: Vec<Choice>,
}

fn approaches(visit: &Visit) -> Vec<Choice> {
    let all = choices::arrangements(visit)
        .into_iter()
        .flat_map(|it| &it.approach);
    all.map(|it| Choice::new(it.id.to_string(), it.name.clone()))
        .collect()
}

fn districts(visit: &Visit) -> Vec<Choice> {
    let places = choices::places(visit).into_iter().skip(1);
    places.map(|(id, name)| Choice::new(id, name)).collect()
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = planning(
        visit,
        "Adopt a strategy",
        &form,
        "The strategy was not adopted",
    );
    let status = form.status();
    let areas = choices::target_areas(visit).into_iter().map(|area| {
        let ticked = form.values("target_areas").any(|it| it == area.value);
        (area, ticked)
    });
    page_with(
        status,
        &Adopt {
            frame,
            themes: choices::themes(visit),
            approaches: approaches(visit),
            areas: areas.collect(),
            districts: districts(visit),
            bodies: choices::bodies(visit),
            form,
        },
    )
}

/// `GET /{partnership}/plan/adopt-strategy`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty())
}

fn each(
    form: &mut Form,
    name: &str,
    list: &[Choice],
    make: impl Fn(&mut Form, usize, &str, String) -> Value,
) -> Vec<Value> {
    let mut all = Vec::new();
    for (row, one) in list.iter().enumerate() {
        if let Some(says) = form.perhaps_text(&format!("{name}[{row}].says")) {
            all.push(make(form, row, &one.value, says));
        }
    }
    all
}

/// `POST /{partnership}/plan/adopt-strategy`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let themes = choices::themes(&visit);
    let priorities = each(
        &mut form,
        "priorities",
        &themes,
        |form, row, theme, says| {
            let lead = form.perhaps_text(&format!("priorities[{row}].lead"));
            json!({"theme": theme, "says": says, "lead": lead})
        },
    );
    let taken = approaches(&visit);
    let taken = each(
        &mut form,
        "approaches",
        &taken,
        |_, _, approach, says| json!({"approach": approach, "says": says}),
    );
    let areas = districts(&visit);
    let chapters = each(
        &mut form,
        "chapters",
        &areas,
        |_, _, area, says| json!({"area": area, "says": says}),
    );
    let chosen: Vec<String> = form.values("target_areas").map(str::to_owned).collect();
    let act = json!({
        "act": "plan.adopt-strategy", "priorities": priorities, "approaches": taken,
        "chapters": chapters, "target_areas": chosen,
        "strategy": form.read_text("strategy", "Give it a short name"),
        "title": form.read_text("title", "Say what it is called"),
        "vision": form.read_text("vision", "Write its vision"),
        "from": form.read_date("from", "Say from when it holds"),
        "until": form.perhaps_date("until"),
        "decided_by": form.perhaps_text("decided_by"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/plan?done=strategy")));
    }
    paper(&visit.read_on().await?, form)
}
