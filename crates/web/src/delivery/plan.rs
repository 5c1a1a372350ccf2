//! The page of a delivery plan, and what is done to it there: sent to other groups, given input, answered,
//! advised on, approved.

use app::views::{
    self,
    delivery::{DeliveryPlanView, FromSeat, all_seats_from, seats_from},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{delivery::Stage, id::DeliveryPlanId};
use serde_json::{Value, json};

use super::shared::{self, Tick, frame};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/plan.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: DeliveryPlanView,
    seen: u64,
    /// Whether whoever looks may write in it: the secretariat, or a seat of its body.
    may_write: bool,
    seats: Vec<Choice>,
    /// Bodies that were asked for input and for which whoever looks may answer, with their seats.
    may_input: Vec<(Choice, Vec<Choice>)>,
    /// Seats from which whoever looks may advise for communities.
    advisers: Vec<Choice>,
    others: Vec<Tick>,
    decisions: Vec<Choice>,
}

impl Page {
    fn is_draft(&self) -> bool {
        self.view.line.stage != Stage::Approved
    }

    /// The clause that asks for most of what a plan has to have: it is said once, above.
    fn clause(&self) -> &Option<String> {
        self.view.findings.first().map_or(&None, |it| &it.clause)
    }

    fn lacks(&self) -> usize {
        self.view.findings.iter().filter(|it| !it.met).count()
    }

    /// Whether the form of that name came back with something wrong.
    fn sent(&self, name: &str) -> bool {
        self.form.value("do") == name
    }

    fn yes_or_no(&self) -> [Choice; 2] {
        [
            Choice::new("true", "The plan was changed for it"),
            Choice::new("false", "The plan was not changed"),
        ]
    }
}

pub(super) fn plan_id(text: &str) -> Result<DeliveryPlanId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

fn view(visit: &Visit, id: &str) -> Result<DeliveryPlanView, Problem> {
    let view = views::delivery::delivery_plan(&visit.reading, &plan_id(id)?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/delivery/{plan}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty(), "")
}

/// `GET /api/v1/{partnership}/delivery/{plan}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}

fn done(visit: &Visit) -> Option<&'static str> {
    match visit.query("done").as_deref()? {
        "begun" => Some("The plan is begun."),
        "written" => Some("The part is written."),
        "set" => Some("The action is in the plan."),
        "circulate" => Some("The draft is sent to the other groups."),
        "input" => Some("The input is recorded."),
        "answer" => Some("The answer is recorded."),
        "advise" => Some("The advice is recorded."),
        "approve" => Some("The plan is approved."),
        _ => None,
    }
}

fn paper(visit: &Visit, id: &str, form: Form, failed: &str) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let audience = say::audience(visit);
    let (reading, today) = (&visit.reading, visit.reading.today());
    let secretariat = visit.viewer.secretariat;
    let asked: Vec<_> = view
        .circulated
        .iter()
        .filter(|it| it.until >= today)
        .flat_map(|it| &it.to)
        .collect();
    let mut may_input: Vec<(Choice, Vec<Choice>)> = Vec::new();
    for body in asked {
        let seats = seats_from(reading, audience, &body.id);
        let known = may_input.iter().any(|(it, _)| it.value == body.id.as_str());
        if !known && (secretariat || !seats.is_empty()) {
            let choice = Choice::new(body.id.to_string(), &body.name);
            may_input.push((choice, shared::seats(&seats)));
        }
    }
    let advises = |seat: &FromSeat| reading.record.advises_for_communities(&seat.id, today);
    let advisers: Vec<FromSeat> = all_seats_from(reading, audience)
        .into_iter()
        .filter(advises)
        .collect();
    let bodies: Vec<Choice> = shared::bodies(visit)
        .into_iter()
        .filter(|choice| choice.value != view.line.body.id.as_str())
        .collect();
    let frame = frame(visit, view.line.title.clone())
        .done(done(visit))
        .summary(form.summary(failed));
    let status = form.status();
    page_with(
        status,
        &Page {
            seen: visit.reading.head.line,
            frame,
            base: visit.at(""),
            here: visit.at(&format!("/delivery/{}", view.line.id)),
            may_write: secretariat || !view.from.is_empty(),
            seats: shared::seats(&view.from),
            may_input,
            advisers: shared::seats(&advisers),
            others: shared::ticks(&form, "to", &bodies),
            decisions: decisions(visit, &view),
            form,
            view,
        },
    )
}

/// Decisions that the approving body agreed to, the latest first.
fn decisions(visit: &Visit, view: &DeliveryPlanView) -> Vec<Choice> {
    if !visit.viewer.secretariat {
        return Vec::new();
    }
    shared_decisions(visit, &view.approver.id)
}

/// Decisions that a body agreed to, the latest first.
pub(super) fn shared_decisions(visit: &Visit, body: &record::id::BodyId) -> Vec<Choice> {
    let record = &visit.reading.record;
    let all = record.decisions.all().rev();
    let agreed = all.filter(|it| it.verdict().is_some_and(|verdict| verdict.agreed()));
    let of_body = agreed.filter_map(|it| {
        let meeting = record.meetings.get(&it.meeting)?;
        (meeting.body == *body).then(|| {
            let words: String = it.text.shown().chars().take(90).collect();
            let day = say::short_day(&meeting.date);
            Choice::new(it.id.to_string(), format!("{day}: {words}"))
        })
    });
    of_body.take(60).collect()
}

/// `POST /{partnership}/delivery/{plan}`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let what = form.value("do").to_owned();
    let (act, failed) = asked(&mut form, &id, &what)?;
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/delivery/{id}?done={what}")))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "to" | "despite" | "decision" | "body" => field.to_owned(),
                other => format!("{what}.{other}"),
            })?,
        }
    }
    paper(&visit.read_on().await?, &id, form, failed)
}

/// The act that a form of the page asks for, and what did not happen when it is refused.
fn asked(form: &mut Form, id: &str, what: &str) -> Result<(Value, &'static str), Problem> {
    Ok(match what {
        "circulate" => {
            let to = shared::ticked(form, "to");
            if to.is_empty() {
                form.wrong("to", "Choose the groups to which it goes");
            }
            let act = json!({
                "act": "delivery.circulate-plan", "plan": id, "to": to,
                "until": form.read_date("circulate.until", "Say by which day they are asked"),
                "words": form.perhaps_text("circulate.words"),
                "seat": form.perhaps_text("circulate.seat"),
            });
            (act, "The draft was not sent")
        }
        "input" => {
            let act = json!({
                "act": "delivery.give-input", "plan": id,
                "body": form.read_text("body", "Choose the group that gives it"),
                "words": form.read_text("input.words", "Write what the group has to say"),
                "seat": form.perhaps_text("input.seat"),
            });
            (act, "The input was not recorded")
        }
        "answer" => {
            let input: Option<u16> = form.value("answer.input").parse().ok();
            let changed = form.read_text("answer.changed", "Say whether the plan was changed");
            let act = json!({
                "act": "delivery.answer-input", "plan": id, "input": input.unwrap_or(0),
                "changed": changed.as_deref() == Some("true"),
                "words": form.read_text("answer.words", "Write what was done, or why not"),
                "seat": form.perhaps_text("answer.seat"),
            });
            (act, "The answer was not recorded")
        }
        "advise" => {
            let act = json!({
                "act": "delivery.advise-on-impact", "about": {"plan": id},
                "words": form.read_text("advise.words", "Write what it would mean for communities"),
                "asks": form.perhaps_text("advise.asks"),
                "seat": form.perhaps_text("advise.seat"),
            });
            (act, "The advice was not recorded")
        }
        "approve" => {
            let act = json!({
                "act": "delivery.approve-plan", "plan": id,
                "decision": form.perhaps_text("decision"),
                "despite": form.perhaps_text("despite"),
            });
            (act, "The plan was not approved")
        }
        _ => return Err(Problem::not_found()),
    })
}
