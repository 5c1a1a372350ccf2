//! Appraising an action of a plan; and what is weighed before a decision: its appraisal, the advice of
//! community representatives, and how partners' own plans fit.

use app::views::{
    self,
    delivery::{DecisionWeighed, Weighing, all_seats_from, seats_from},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::DecisionId;
use serde_json::{Value, json};

use super::{
    set_action::action_of,
    shared::{self, frame},
};
use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "delivery/appraise.html")]
struct Page {
    frame: Frame,
    form: Form,
    weighing: Weighing,
    title: String,
    seats: Vec<Choice>,
    back: String,
}

fn paper(visit: &Visit, plan: &str, id: &str, form: Form) -> Result<Response, Problem> {
    let view = action_of(visit, plan, id)?;
    let may = visit.viewer.secretariat || !view.from.is_empty();
    if !may || view.given_up.is_some() {
        return Err(Problem::not_found());
    }
    let status = form.status();
    page_with(
        status,
        &Page {
            frame: frame(visit, "Appraise an action")
                .crumb(&view.plan_title, &format!("/delivery/{plan}"))
                .summary(form.summary("The appraisal was not recorded")),
            weighing: views::delivery::weighing(&visit.reading),
            title: view.line.title.clone(),
            seats: shared::seats(&view.from),
            back: visit.at(&format!("/delivery/{plan}/actions/{id}")),
            form,
        },
    )
}

/// `GET /{partnership}/delivery/{plan}/actions/{plan_action}/appraise`
pub(super) async fn of_action(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &plan, &id, Form::empty())
}

/// What was judged: each principle or dimension of a list for which something was chosen.
fn judged(form: &mut Form, list: &str, of: &[String]) -> Vec<Value> {
    let mut all = Vec::new();
    for id in of {
        let bearing = format!("{list}-{id}");
        let words = format!("{list}-{id}-words");
        if let Some(bearing) = form.read_text(&bearing, "Choose how it bears on this") {
            let words = form.perhaps_text(&words);
            all.push(json!({"of": id, "bearing": bearing, "words": words}));
        }
    }
    all
}

fn appraisal(form: &mut Form, weighing: &Weighing) -> Value {
    let principles: Vec<String> = weighing
        .principles
        .iter()
        .map(|it| it.0.to_string())
        .collect();
    let dimensions: Vec<String> = weighing
        .dimensions
        .iter()
        .map(|it| it.0.to_string())
        .collect();
    json!({
        "principles": judged(form, "principles", &principles),
        "dimensions": judged(form, "dimensions", &dimensions),
        "says": form.perhaps_text("says"),
        "seat": form.perhaps_text("seat"),
    })
}

/// `POST /{partnership}/delivery/{plan}/actions/{plan_action}/appraise`
pub(super) async fn take_action(
    visit: Visit,
    Path((_, plan, id)): Path<(String, String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    action_of(&visit, &plan, &id)?;
    let mut act = appraisal(&mut form, &views::delivery::weighing(&visit.reading));
    act["act"] = json!("delivery.appraise-action");
    act["action"] = json!(id);
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let place = format!("/delivery/{plan}/actions/{id}?done=appraised#appraisal");
                return Ok(see(&visit.at(&place)));
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, &plan, &id, form)
}

#[derive(Template)]
#[template(path = "delivery/weigh.html")]
struct Weigh {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: DecisionWeighed,
    weighing: Weighing,
    /// Whether whoever looks may appraise it.
    may_appraise: bool,
    seats: Vec<Choice>,
    /// Seats from which they may advise for communities.
    advisers: Vec<Choice>,
    /// Seats from which they may speak for a partner.
    speakers: Vec<Choice>,
    partners: Vec<Choice>,
}

impl Weigh {
    fn sent(&self, name: &str) -> bool {
        self.form.value("do") == name
    }

    fn secretariat(&self) -> bool {
        self.frame.viewer.secretariat
    }
}

fn weighed(visit: &Visit, id: &str) -> Result<DecisionWeighed, Problem> {
    let id: DecisionId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::delivery::decision_weighed(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

fn weigh_page(visit: &Visit, id: &str, form: Form, failed: &str) -> Result<Response, Problem> {
    let view = weighed(visit, id)?;
    let (reading, audience) = (&visit.reading, say::audience(visit));
    let today = reading.today();
    let decision = reading.record.decisions.get(&view.decision);
    let meeting = decision.and_then(|it| reading.record.meetings.get(&it.meeting));
    let seats = meeting.map(|meeting| seats_from(reading, audience, &meeting.body));
    let seats = seats.unwrap_or_default();
    let mine = all_seats_from(reading, audience);
    let advisers: Vec<_> = mine
        .iter()
        .filter(|seat| reading.record.advises_for_communities(&seat.id, today))
        .cloned()
        .collect();
    let done = match visit.query("done").as_deref() {
        Some("appraise") => Some("The appraisal is recorded."),
        Some("advise") => Some("The advice is recorded."),
        Some("fits") => Some("The report is recorded."),
        _ => None,
    };
    let status = form.status();
    page_with(
        status,
        &Weigh {
            frame: visit
                .frame("What was weighed")
                .section(Section::Decisions)
                .crumb("Decisions", "/decisions")
                .crumb("Decision", &format!("/decisions/{id}"))
                .done(done)
                .summary(form.summary(failed)),
            base: visit.at(""),
            here: visit.at(&format!("/decisions/{id}/weigh")),
            weighing: views::delivery::weighing(reading),
            may_appraise: visit.viewer.secretariat || !seats.is_empty(),
            seats: shared::seats(&seats),
            advisers: shared::seats(&advisers),
            speakers: shared::seats(&mine),
            partners: shared::partners(visit),
            view,
            form,
        },
    )
}

/// `GET /{partnership}/decisions/{decision}/weigh`
pub(super) async fn of_decision(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    weigh_page(&visit, &id, Form::empty(), "")
}

/// `GET /api/v1/{partnership}/decisions/{decision}/weigh`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&weighed(&visit, &id)?)
}

/// `POST /{partnership}/decisions/{decision}/weigh`
pub(super) async fn take_decision(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    weighed(&visit, &id)?;
    let what = form.value("do").to_owned();
    let (act, failed) = match what.as_str() {
        "appraise" => {
            let mut act = appraisal(&mut form, &views::delivery::weighing(&visit.reading));
            act["act"] = json!("delivery.appraise-decision");
            act["decision"] = json!(id);
            (act, "The appraisal was not recorded")
        }
        "advise" => {
            let act = json!({
                "act": "delivery.advise-on-impact", "about": {"decision": id},
                "words": form.read_text("advise.words", "Write what it would mean for communities"),
                "asks": form.perhaps_text("advise.asks"),
                "seat": form.perhaps_text("advise.seat"),
            });
            (act, "The advice was not recorded")
        }
        "fits" => {
            let act = json!({
                "act": "delivery.report-compatibility", "about": {"decision": id},
                "partner": form.read_text("fits.partner", "Choose the organisation"),
                "own": form.read_text("fits.own", "Say what its own plan is called"),
                "fits": form.read_text("fits.fits", "Say how far they fit"),
                "words": form.read_text("fits.words", "Write what is done to bring them into line"),
                "seat": form.perhaps_text("fits.seat"),
            });
            (act, "The report was not recorded")
        }
        _ => return Err(Problem::not_found()),
    };
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                return Ok(see(&visit.at(&format!("/decisions/{id}/weigh?done={what}"))));
            }
            Err(denied) => form.denied_as(denied, |field| match what.as_str() {
                "appraise" => field.to_owned(),
                what => format!("{what}.{field}"),
            })?,
        }
    }
    weigh_page(&visit.read_on().await?, &id, form, failed)
}
