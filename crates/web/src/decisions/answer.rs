//! Recording what others answer to a decision: a partner's governing body, and the accountable body.
//!
//! The secretariat records any answer; a member that of their own organisation; the finance officer that
//! of the accountable body.

use app::views::{self, DecisionView, PartnerRef};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::{PartnerId, SeatId};
use serde_json::json;

use super::decision::view;
use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "decisions/answer.html")]
struct AnswerPage {
    frame: Frame,
    form: Form,
    view: DecisionView,
    partners: Vec<Choice>,
    base: String,
}

#[derive(Template)]
#[template(path = "decisions/agreement_form.html")]
struct AgreementPage {
    frame: Frame,
    form: Form,
    view: DecisionView,
    who: String,
    base: String,
}

/// What a partner may answer.
fn answers() -> [Choice; 3] {
    [
        Choice::new("agrees", "It agrees"),
        Choice::new("agrees-with-conditions", "It agrees, on conditions"),
        Choice::new("declines", "It declines, and is not bound"),
    ]
}

/// Whether it agrees.
fn yes_or_no() -> [Choice; 2] {
    [
        Choice::new("true", "It agrees"),
        Choice::new("false", "It does not agree"),
    ]
}

/// The seat with which the viewer may answer for a partner today: none for the secretariat, which needs
/// none.
fn seat_of(visit: &Visit, partner: &PartnerId) -> Option<SeatId> {
    let person = visit.viewer.person.as_ref()?.id;
    views::seat_for(&visit.reading, person, partner)
}

fn may_answer(visit: &Visit, partner: &PartnerId) -> bool {
    visit.viewer.secretariat || seat_of(visit, partner).is_some()
}

/// The partners asked for which the viewer may answer; no such page when there are none.
fn asked(visit: &Visit, view: &DecisionView) -> Result<Vec<PartnerRef>, Problem> {
    let answers = view.agreement.referral.iter().flat_map(|it| &it.answers);
    let own = answers.filter(|it| may_answer(visit, &it.partner.id));
    let own: Vec<PartnerRef> = own.map(|it| it.partner.clone()).collect();
    if own.is_empty() {
        Err(Problem::not_found())
    } else {
        Ok(own)
    }
}

fn frame(visit: &Visit, view: &DecisionView, title: &str) -> Frame {
    let frame = visit.frame(title).section(Section::Decisions);
    let here = format!("/decisions/{}", view.line.id);
    frame
        .crumb("Decisions", "/decisions")
        .crumb(view.item_title.clone(), &here)
}

fn answer_paper(visit: &Visit, decision: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, decision)?;
    let partners = asked(visit, &view)?;
    let frame = frame(visit, &view, "Record a partner’s answer");
    let form = match partners.as_slice() {
        [one] if form.value("partner").is_empty() => form.with("partner", one.id.to_string()),
        _ => form,
    };
    let choice = |it: &PartnerRef| Choice::new(it.id.to_string(), &it.name);
    let status = form.status();
    page_with(
        status,
        &AnswerPage {
            frame: frame.summary(form.summary("The answer was not recorded")),
            partners: partners.iter().map(choice).collect(),
            base: visit.at(""),
            view,
            form,
        },
    )
}

/// `GET /{partnership}/decisions/{decision}/answer?partner=…`
pub(super) async fn ask(
    visit: Visit,
    Path((_, decision)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let partner = visit.query("partner").unwrap_or_default();
    answer_paper(&visit, &decision, Form::empty().with("partner", partner))
}

/// `POST /{partnership}/decisions/{decision}/answer`
pub(super) async fn take(
    visit: Visit,
    Path((_, decision)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    asked(&visit, &view(&visit, &decision)?)?;
    let partner: Option<PartnerId> =
        form.read("partner", "Choose the organisation", "Choose one of these");
    let seat = partner
        .as_ref()
        .and_then(|partner| seat_of(&visit, partner));
    let act = json!({
        "act": "decisions.answer-referral", "decision": decision, "partner": partner,
        "answer": form.read_text("answer", "Choose what it answers"),
        "on": form.read_date("on", "Say on which day it answered"),
        "by": form.read_text("by", "Say who answered for it"),
        "conditions": form.perhaps_text("conditions"),
        "seat": seat.filter(|_| !visit.viewer.secretariat),
    });
    if form.is_right() {
        match visit.act(act, None).await {
            Ok(_) => {
                return Ok(see(
                    &visit.at(&format!("/decisions/{decision}?done=answered#answers"))
                ));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "seat" | "decision" => "partner".to_owned(),
                field => field.to_owned(),
            })?,
        }
    }
    answer_paper(&visit.read_on().await?, &decision, form)
}

/// The accountable body that the decision asks, where the viewer may answer for it.
fn accountable(visit: &Visit, view: &DecisionView) -> Result<PartnerRef, Problem> {
    let asked = view
        .agreement
        .accountable
        .as_ref()
        .and_then(|it| it.partner.clone());
    let asked = asked.filter(|partner| visit.viewer.finance || may_answer(visit, &partner.id));
    asked.ok_or_else(Problem::not_found)
}

fn agreement_paper(visit: &Visit, decision: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, decision)?;
    let partner = accountable(visit, &view)?;
    let frame = frame(visit, &view, "Record whether the accountable body agrees");
    let status = form.status();
    page_with(
        status,
        &AgreementPage {
            frame: frame.summary(form.summary("Its answer was not recorded")),
            who: partner.name,
            base: visit.at(""),
            view,
            form,
        },
    )
}

/// `GET /{partnership}/decisions/{decision}/agreement`
pub(super) async fn ask_agreement(
    visit: Visit,
    Path((_, decision)): Path<(String, String)>,
) -> Result<Response, Problem> {
    agreement_paper(&visit, &decision, Form::empty())
}

/// `POST /{partnership}/decisions/{decision}/agreement`
pub(super) async fn take_agreement(
    visit: Visit,
    Path((_, decision)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let partner = accountable(&visit, &view(&visit, &decision)?)?;
    let needs_none = visit.viewer.secretariat || visit.viewer.finance;
    let seat = seat_of(&visit, &partner.id).filter(|_| !needs_none);
    let act = json!({
        "act": "decisions.record-agreement", "decision": decision,
        "agrees": form.read_text("agrees", "Choose whether it agrees").map(|it| it == "true"),
        "on": form.read_date("on", "Say on which day it answered"),
        "by": form.read_text("by", "Say who answered for it"),
        "words": form.perhaps_text("words"),
        "seat": seat,
    });
    if form.is_right() {
        match visit.act(act, None).await {
            Ok(_) => {
                return Ok(see(
                    &visit.at(&format!("/decisions/{decision}?done=agreement#answers"))
                ));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "seat" | "decision" => "agrees".to_owned(),
                field => field.to_owned(),
            })?,
        }
    }
    agreement_paper(&visit.read_on().await?, &decision, form)
}

/// Which answers the viewer may record on the decision's own page: those of partners, and the
/// accountable body's.
pub(super) fn offers(visit: &Visit, view: &DecisionView) -> (bool, bool) {
    (asked(visit, view).is_ok(), accountable(visit, view).is_ok())
}
