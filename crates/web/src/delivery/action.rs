//! The page of an action of a plan, and what is done to it there: progress, milestones, giving it up.

use app::views::delivery::PlanActionView;
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{
    set_action::action_of,
    shared::{self, frame},
};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/action.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: PlanActionView,
    /// Whether whoever looks may change it: the secretariat, or a seat of the plan's body.
    may_write: bool,
    seats: Vec<Choice>,
    /// Milestones that are not reached, to choose from.
    ahead: Vec<Choice>,
}

impl Page {
    fn sent(&self, name: &str) -> bool {
        self.form.value("do") == name
    }

    fn is_open(&self) -> bool {
        self.view.given_up.is_none()
    }
}

/// `GET /{partnership}/delivery/{plan}/actions/{plan_action}`
pub(super) async fn show(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &plan, &id, Form::empty(), "")
}

/// `GET /api/v1/{partnership}/delivery/{plan}/actions/{plan_action}`
pub(super) async fn json(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&action_of(&visit, &plan, &id)?)
}

fn paper(
    visit: &Visit,
    plan: &str,
    id: &str,
    form: Form,
    failed: &str,
) -> Result<Response, Problem> {
    let mut view = action_of(visit, plan, id)?;
    // Here it need not be said what they are about.
    let about = view.exceptions.iter_mut();
    about.for_each(|line| line.about = None);
    let done = match visit.query("done").as_deref() {
        Some("set") => Some("The action is changed."),
        Some("report") => Some("The report is recorded."),
        Some("reach") => Some("The milestone is reached."),
        Some("move") => Some("The milestone is moved."),
        Some("drop") => Some("The action is given up."),
        Some("appraised") => Some("The appraisal is recorded."),
        _ => None,
    };
    let ahead = view.milestones.iter().filter(|it| it.reached.is_none());
    let ahead = ahead.map(|it| Choice::new(it.no.to_string(), &it.title));
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, view.line.title.clone())
                .crumb(&view.plan_title, &format!("/delivery/{plan}"))
                .done(done)
                .summary(form.summary(failed)),
            base: visit.at(""),
            here: visit.at(&format!("/delivery/{plan}/actions/{id}")),
            may_write: visit.viewer.secretariat || !view.from.is_empty(),
            seats: shared::seats(&view.from),
            ahead: ahead.collect(),
            form,
            view,
        },
    )
}

/// `POST /{partnership}/delivery/{plan}/actions/{plan_action}`
pub(super) async fn take(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    action_of(&visit, &plan, &id)?;
    let what = form.value("do").to_owned();
    let (act, failed) = asked(&mut form, &id, &what)?;
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let place = format!("/delivery/{plan}/actions/{id}?done={what}");
                return Ok(see(&visit.at(&place)));
            }
            Err(denied) => form.denied_as(denied, |field| format!("{what}.{field}"))?,
        }
    }
    paper(&visit.read_on().await?, &plan, &id, form, failed)
}

fn asked(form: &mut Form, id: &str, what: &str) -> Result<(Value, &'static str), Problem> {
    let milestone = |form: &mut Form, name: &str| -> u16 {
        let typed = form.read_text(name, "Choose the milestone");
        typed.and_then(|it| it.parse().ok()).unwrap_or(0)
    };
    Ok(match what {
        "report" => {
            let act = json!({
                "act": "delivery.report-progress", "action": id,
                "state": form.read_text("report.state", "Say how it stands"),
                "words": form.read_text("report.words", "Write what was done, and what stands in the way"),
            });
            (act, "The report was not recorded")
        }
        "reach" => {
            let act = json!({
                "act": "delivery.reach-milestone", "action": id,
                "milestone": milestone(form, "reach.milestone"),
                "on": form.read_date("reach.on", "Say on which day"),
                "words": form.perhaps_text("reach.words"),
            });
            (act, "The milestone was not recorded")
        }
        "move" => {
            let act = json!({
                "act": "delivery.move-milestone", "action": id,
                "milestone": milestone(form, "move.milestone"),
                "due": form.read_date("move.due", "Say to which day"),
                "why": form.read_text("move.why", "Say why it is moved"),
            });
            (act, "The milestone was not moved")
        }
        "drop" => {
            let act = json!({
                "act": "delivery.drop-action", "action": id,
                "why": form.read_text("drop.why", "Say why it is given up"),
                "seat": form.perhaps_text("drop.seat"),
            });
            (act, "The action was not given up")
        }
        _ => return Err(Problem::not_found()),
    })
}
