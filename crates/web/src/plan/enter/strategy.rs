//! Adopting a strategy: vision, priorities by theme, approaches, target areas and a chapter to a district.

use askama::Template;
use axum::response::Response;
use record::{id::StrategyId, plan::Strategy};
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
    /// The last line of the book that this page has seen.
    seen: u64,
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
            seen: visit.reading.head.line,
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

/// The form with what a strategy says now, to be adopted anew with what changes.
fn filled(visit: &Visit, strategy: &Strategy) -> Option<Form> {
    let says = &strategy.adopted.last()?.what;
    let mut form = Form::empty()
        .with("strategy", strategy.id.as_str())
        .with("title", says.title.as_str())
        .with("vision", says.vision.words().unwrap_or_default());
    for (name, day) in [("from", Some(says.from)), ("until", says.until)] {
        let Some(day) = day else { continue };
        form = form
            .with(format!("{name}-day"), day.day().to_string())
            .with(format!("{name}-month"), day.month().to_string())
            .with(format!("{name}-year"), day.year().to_string());
    }
    for area in &says.target_areas {
        form = form.with("target_areas", area.as_str());
    }
    let place = |list: &[Choice], id: &str| list.iter().position(|one| one.value == id);
    let themes = choices::themes(visit);
    for one in &says.priorities {
        let Some(row) = place(&themes, one.theme.as_str()) else {
            continue;
        };
        let lead = one.lead.as_ref().map_or("", |lead| lead.as_str());
        form = form
            .with(
                format!("priorities[{row}].says"),
                one.says.words().unwrap_or_default(),
            )
            .with(format!("priorities[{row}].lead"), lead);
    }
    let (taken, areas) = (approaches(visit), districts(visit));
    for one in &says.approaches {
        if let Some(row) = place(&taken, one.approach.as_str()) {
            let words = one.says.words().unwrap_or_default();
            form = form.with(format!("approaches[{row}].says"), words);
        }
    }
    for one in &says.chapters {
        if let Some(row) = place(&areas, one.area.as_str()) {
            let words = one.says.words().unwrap_or_default();
            form = form.with(format!("chapters[{row}].says"), words);
        }
    }
    Some(form)
}

/// `GET /{partnership}/plan/adopt-strategy?strategy=strategy-2008`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.query("strategy").and_then(|it| it.parse().ok());
    let there = asked.and_then(|id: StrategyId| visit.reading.record.plan.strategy(&id));
    let form = there.and_then(|it| filled(&visit, it));
    paper(&visit, form.unwrap_or_else(Form::empty))
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
