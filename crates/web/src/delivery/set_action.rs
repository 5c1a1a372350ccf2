//! Putting an action into a plan, and changing one: the same form.

use app::views::{
    self,
    delivery::{DeliveryPlanView, PlanActionView},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    delivery::Stage,
    id::{PlanActionId, ThemeId},
};
use serde_json::{Value, json};

use super::{
    plan::plan_id,
    shared::{self, Tick, frame},
};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

/// How many milestones the form has room for beyond those that are there.
const MORE: usize = 3;

#[derive(Template)]
#[template(path = "delivery/set.html")]
struct Page {
    frame: Frame,
    form: Form,
    plan: DeliveryPlanView,
    /// The action that is changed; none: a new one.
    action: Option<PlanActionView>,
    partners: Vec<Choice>,
    people: Vec<Choice>,
    seats: Vec<Choice>,
    /// Outcomes of the plan's themes, and those of others.
    outcomes: [Vec<Tick>; 2],
    /// Indicators of the plan's themes, and those of others.
    indicators: [Vec<Tick>; 2],
    with: Vec<Tick>,
    approaches: Vec<Tick>,
    areas: Vec<Tick>,
    first: Vec<Tick>,
    milestones: usize,
    back: String,
}

impl Page {
    fn is_approved(&self) -> bool {
        self.plan.line.stage == Stage::Approved
    }

    /// Whether an indicator is ticked.
    fn counts_on_indicators(&self) -> bool {
        self.form.error("indicators").is_some() || self.indicators[0].iter().any(|it| it.ticked)
    }

    fn priority(&self) -> [Choice; 2] {
        [
            Choice::new(
                "yes",
                "Yes: a priority of the plan, which counts at the gate",
            ),
            Choice::new("no", "No"),
        ]
    }
}

fn plan_of(visit: &Visit, id: &str) -> Result<DeliveryPlanView, Problem> {
    let view = views::delivery::delivery_plan(&visit.reading, &plan_id(id)?, say::audience(visit));
    let view = view.ok_or_else(Problem::not_found)?;
    if visit.viewer.secretariat || !view.from.is_empty() {
        Ok(view)
    } else {
        Err(Problem::not_found())
    }
}

/// An action of that plan.
pub(super) fn action_of(visit: &Visit, plan: &str, id: &str) -> Result<PlanActionView, Problem> {
    let id: PlanActionId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::delivery::plan_action(&visit.reading, &id, say::audience(visit));
    view.filter(|view| view.line.plan.as_str() == plan)
        .ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, plan: &str, action: Option<&str>, form: Form) -> Result<Response, Problem> {
    let view = plan_of(visit, plan)?;
    let action = action.map(|id| action_of(visit, plan, id)).transpose()?;
    if action
        .as_ref()
        .is_some_and(|action| action.given_up.is_some())
    {
        return Err(Problem::not_found());
    }
    let form = match &action {
        Some(action) if form.pairs().is_empty() => filled(action),
        _ => form,
    };
    let reading = &visit.reading;
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let rules = adoption.map(|adoption| &adoption.arrangements);
    let approaches = rules.map_or(&[][..], |rules| &rules.approach);
    let approaches: Vec<Choice> = approaches
        .iter()
        .map(|it| Choice::new(it.id.to_string(), &it.name))
        .collect();
    let areas = rules.map_or(&[][..], |rules| &rules.area);
    let areas: Vec<Choice> = areas
        .iter()
        .map(|it| Choice::new(it.id.to_string(), &it.name))
        .collect();
    let own = action.as_ref().map(|action| &action.line.id);
    let all = reading.record.delivery.actions();
    let first: Vec<Choice> = all
        .filter(|it| Some(&it.id) != own && it.dropped.is_none())
        .map(|it| Choice::new(it.id.to_string(), it.asked.title.to_string()))
        .collect();
    let partners = shared::partners(visit);
    let [outcomes, indicators] = served(visit, &view, &form);
    let title = match &action {
        Some(action) => format!("Change “{}”", action.line.title),
        None => "Add an action".to_owned(),
    };
    let back = match &action {
        Some(action) => format!("/delivery/{plan}/actions/{}", action.line.id),
        None => format!("/delivery/{plan}"),
    };
    let there = action.as_ref().map_or(0, |action| action.milestones.len());
    let typed = form
        .rows("milestones")
        .into_iter()
        .max()
        .map_or(0, |it| it + 1);
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, title)
                .crumb(&view.line.title, &format!("/delivery/{plan}"))
                .summary(form.summary("The action was not set")),
            people: people(visit),
            seats: shared::seats(&view.from),
            outcomes: both(&form, "outcomes", &outcomes),
            indicators: both(&form, "indicators", &indicators),
            with: shared::ticks(&form, "with", &partners),
            approaches: shared::ticks(&form, "approaches", &approaches),
            areas: shared::ticks(&form, "areas", &areas),
            first: shared::ticks(&form, "depends_on", &first),
            milestones: there.max(typed) + MORE,
            back: visit.at(&back),
            partners,
            plan: view,
            action,
            form,
        },
    )
}

/// Boxes to tick for what belongs to the plan's themes, then for what belongs to others.
fn both(form: &Form, name: &str, choices: &[Vec<Choice>; 2]) -> [Vec<Tick>; 2] {
    let [own, others] = choices;
    [
        shared::ticks(form, name, own),
        shared::ticks_after(form, name, others, own.len()),
    ]
}

/// Outcomes that are pursued and indicators that are measured, to choose from: those of the plan's themes or
/// ticked already, then the others. What has ended is offered only where it is ticked.
fn served(visit: &Visit, plan: &DeliveryPlanView, form: &Form) -> [[Vec<Choice>; 2]; 2] {
    let record = &visit.reading.record;
    let ticked = |name: &str, id: &str| form.values(name).any(|value| value == id);
    let of_plan = |theme: &ThemeId| {
        plan.themes.is_empty() || plan.themes.iter().any(|known| known.id == *theme)
    };
    let (mut outcomes, mut indicators) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for outcome in record.plan.outcomes() {
        let Some(says) = outcome.now() else { continue };
        let own = of_plan(&says.theme);
        let id = outcome.id.to_string();
        let chosen = ticked("outcomes", &id);
        if outcome.ended.is_none() || chosen {
            let [first, others] = &mut outcomes;
            let list = if own || chosen { first } else { others };
            list.push(Choice::new(id, says.title.to_string()));
        }
        for indicator in record.plan.indicators_of(&outcome.id) {
            let Some(says) = indicator.now() else {
                continue;
            };
            let id = indicator.id.to_string();
            let chosen = ticked("indicators", &id);
            if indicator.retired.is_none() || chosen {
                let words = match &says.reference {
                    Some(reference) => format!("{} ({reference})", says.title),
                    None => says.title.to_string(),
                };
                let [first, others] = &mut indicators;
                let list = if own || chosen { first } else { others };
                list.push(Choice::new(id, words));
            }
        }
    }
    [outcomes, indicators]
}

/// People whom the public record names, to choose from.
fn people(visit: &Visit) -> Vec<Choice> {
    let reading = &visit.reading;
    let structure = &reading.record.structure;
    let today = reading.today();
    let bodies = structure.in_force_or_first(today);
    let bodies = bodies.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let mut all: Vec<(String, String)> = bodies
        .iter()
        .flat_map(|body| structure.seats_of(body, today))
        .filter_map(|seat| {
            let named = views::named(reading, seat.holder?.person)?;
            Some((named.name, named.id.to_string()))
        })
        .collect();
    all.sort();
    all.dedup();
    all.into_iter()
        .map(|(name, id)| Choice::new(id, name))
        .collect()
}

/// The form as it stands for an action that is there.
fn filled(action: &PlanActionView) -> Form {
    let line = &action.line;
    let mut form = Form::empty()
        .with("title", &line.title)
        .with("says", action.says.clone().unwrap_or_default())
        .with("priority", if line.priority { "yes" } else { "no" })
        .with("lead", line.lead.id.to_string())
        .with("seen", action.changed.to_string());
    if let Some(person) = &line.person {
        form = form.with("person", person.id.to_string());
    }
    if let Some(pence) = line.budget {
        let pounds = shared::pounds(&pence);
        form = form.with("budget", pounds.trim_start_matches('£'));
    }
    let lists = [
        (
            "with",
            action
                .with
                .iter()
                .map(|it| it.id.to_string())
                .collect::<Vec<_>>(),
        ),
        (
            "approaches",
            action
                .approaches
                .iter()
                .map(|it| it.0.to_string())
                .collect(),
        ),
        (
            "areas",
            action.areas.iter().map(|it| it.0.to_string()).collect(),
        ),
        (
            "outcomes",
            line.outcomes.iter().map(|it| it.id.to_string()).collect(),
        ),
        (
            "indicators",
            action
                .indicators
                .iter()
                .map(|it| it.id.to_string())
                .collect(),
        ),
        (
            "depends_on",
            action
                .waits_for
                .iter()
                .map(|it| it.id.to_string())
                .collect(),
        ),
    ];
    for (name, values) in lists {
        for value in values {
            form = form.with(name, value);
        }
    }
    form = dated(dated(form, "starts", action.starts), "due", line.due);
    for (row, milestone) in action.milestones.iter().enumerate() {
        form = form
            .with(format!("milestones[{row}].no"), milestone.no.to_string())
            .with(format!("milestones[{row}].title"), &milestone.title);
        form = dated(form, &format!("milestones[{row}].due"), milestone.due);
    }
    form
}

fn dated(form: Form, name: &str, date: jiff::civil::Date) -> Form {
    form.with(format!("{name}-day"), date.day().to_string())
        .with(format!("{name}-month"), date.month().to_string())
        .with(format!("{name}-year"), date.year().to_string())
}

/// `GET /{partnership}/delivery/{plan}/add`
pub(super) async fn add(
    visit: Visit,
    Path((_, plan)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &plan, None, Form::empty())
}

/// `GET /{partnership}/delivery/{plan}/actions/{plan_action}/change`
pub(super) async fn change(
    visit: Visit,
    Path((_, plan, action)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &plan, Some(&action), Form::empty())
}

/// `POST /{partnership}/delivery/{plan}/add`
pub(super) async fn take_new(
    visit: Visit,
    Path((_, plan)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    take(visit, plan, None, form).await
}

/// `POST /{partnership}/delivery/{plan}/actions/{plan_action}/change`
pub(super) async fn take_change(
    visit: Visit,
    Path((_, plan, action)): Path<(String, String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    take(visit, plan, Some(action), form).await
}

async fn take(
    visit: Visit,
    plan: String,
    action: Option<String>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = asked(&mut form, &plan, action.as_deref());
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let place = match &action {
                    Some(action) => format!("/delivery/{plan}/actions/{action}?done=set"),
                    None => format!("/delivery/{plan}?done=set#actions"),
                };
                return Ok(see(&visit.at(&place)));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "milestones" => "milestones[0].title".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, &plan, action.as_deref(), form)
}

fn asked(form: &mut Form, plan: &str, action: Option<&str>) -> Value {
    let mut milestones: Vec<Value> = Vec::new();
    for row in form.rows("milestones") {
        let title = form.value(&format!("milestones[{row}].title")).trim();
        let typed = ["day", "month", "year"].iter().any(|part| {
            let part = form.value(&format!("milestones[{row}].due-{part}"));
            !part.trim().is_empty()
        });
        // A milestone whose title was taken out is taken out.
        if title.is_empty() && !typed {
            continue;
        }
        let no: Option<u16> = form.value(&format!("milestones[{row}].no")).parse().ok();
        let (name, due) = (
            format!("milestones[{row}].title"),
            format!("milestones[{row}].due"),
        );
        milestones.push(json!({
            "no": no,
            "title": form.read_text(&name, "Say what will have happened"),
            "due": form.read_date(&due, "Say by which day"),
        }));
    }
    let budget = form.perhaps_text("budget");
    let pence = budget.as_deref().and_then(shared::pence);
    if budget.is_some() && pence.is_none() {
        form.wrong(
            "budget",
            "Write the budget in pounds, such as 2,500 or 12.50",
        );
    }
    json!({
        "act": "delivery.set-action", "plan": plan, "action": action,
        "title": form.read_text("title", "Say what the action is called"),
        "says": form.perhaps_text("says"),
        "priority": form.value("priority") == "yes",
        "lead": form.read_text("lead", "Choose the organisation that leads it"),
        "person": form.perhaps_text("person"),
        "with": shared::ticked(form, "with"),
        "starts": form.read_date("starts", "Say on which day the work begins"),
        "due": form.read_date("due", "Say by which day it is done"),
        "budget": pence,
        "outcomes": shared::ticked(form, "outcomes"),
        "indicators": shared::ticked(form, "indicators"),
        "depends_on": shared::ticked(form, "depends_on"),
        "approaches": shared::ticked(form, "approaches"),
        "areas": shared::ticked(form, "areas"),
        "milestones": milestones,
        "why": form.perhaps_text("why"),
        "seat": form.perhaps_text("seat"),
    })
}
