//! Judging a return: accepting it, sending it back with a reason, and reopening one that was accepted in
//! error.

use app::views::money::{self, ReturnVersion, ReturnView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::PartnerId, plan::Period};
use serde_json::json;

use super::{frame, may, of_month};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "money/monthly/judge.html")]
struct Judge {
    frame: Frame,
    base: String,
    form: Form,
    seen: u64,
    view: ReturnView,
    /// The return that waits; none: none does.
    version: Option<ReturnVersion>,
}

#[derive(Template)]
#[template(path = "money/monthly/reopen.html")]
struct Reopen {
    frame: Frame,
    form: Form,
    seen: u64,
    view: ReturnView,
    accepted: bool,
}

type OfReturn = Path<(String, String, String)>;

fn asked(visit: &Visit, partner: &str, month: &str) -> Result<(PartnerId, Period), Problem> {
    may::only(may::is_finance(visit))?;
    of_month(partner, month)
}

fn view(visit: &Visit, partner: &PartnerId, month: Period) -> Result<ReturnView, Problem> {
    let view = money::one_return(&visit.reading, say::audience(visit), partner, month);
    view.ok_or_else(Problem::not_found)
}

fn framed(visit: &Visit, view: &ReturnView, title: &str, form: &Form, failed: &str) -> Frame {
    let page = format!("/money/returns/{}/{}", view.partner.id, view.month);
    let words = format!("{}, {}", view.partner.name, view.said);
    frame(visit, title, form, failed).crumb(words, &page)
}

fn paper(visit: &Visit, of: (&PartnerId, Period), form: Form) -> Result<Response, Problem> {
    let mut view = view(visit, of.0, of.1)?;
    let waits = view.cell.state == "handed-in" && !view.versions.is_empty();
    let version = waits.then(|| view.versions.remove(0));
    page_with(
        form.status(),
        &Judge {
            frame: framed(
                visit,
                &view,
                "Judge a return",
                &form,
                "The return was not judged",
            ),
            base: visit.at(""),
            seen: visit.reading.head.line,
            form,
            version,
            view,
        },
    )
}

/// `GET /{partnership}/money/returns/{partner}/{month}/judge`
pub(super) async fn show(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    let (partner, month) = asked(&visit, &partner, &month)?;
    paper(&visit, (&partner, month), Form::empty())
}

/// `POST /{partnership}/money/returns/{partner}/{month}/judge`
pub(super) async fn take(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
    mut form: Form,
) -> Result<Response, Problem> {
    let (partner, month) = asked(&visit, &partner, &month)?;
    let version: Option<u16> = form.read(
        "version",
        "Say which of the returns is meant",
        "Say which of the returns is meant",
    );
    let (act, done) = match form.value("do") {
        "accept" => (
            json!({"act": "money.accept-return", "partner": partner, "month": month, "version": version}),
            "accepted",
        ),
        _ => {
            let why = form.read_text("why", "Say what is wrong with it");
            (
                json!({"act": "money.send-back-return", "partner": partner, "month": month,
                    "version": version, "why": why}),
                "sent-back",
            )
        }
    };
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let page = format!("/money/returns/{partner}/{month}?done={done}");
                return Ok(see(&visit.at(&page)));
            }
            // Which version is meant is not typed.
            Err(denied) => form.denied_as(denied, |field| match field {
                "version" => String::new(),
                other => other.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, (&partner, month), form)
}

fn reopening(visit: &Visit, of: (&PartnerId, Period), form: Form) -> Result<Response, Problem> {
    let view = view(visit, of.0, of.1)?;
    page_with(
        form.status(),
        &Reopen {
            frame: framed(
                visit,
                &view,
                "Reopen a return",
                &form,
                "The return was not reopened",
            ),
            seen: visit.reading.head.line,
            accepted: view.cell.state == "accepted",
            form,
            view,
        },
    )
}

/// `GET /{partnership}/money/returns/{partner}/{month}/reopen`
pub(super) async fn reopen(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    let (partner, month) = asked(&visit, &partner, &month)?;
    reopening(&visit, (&partner, month), Form::empty())
}

/// `POST /{partnership}/money/returns/{partner}/{month}/reopen`
pub(super) async fn take_reopen(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
    mut form: Form,
) -> Result<Response, Problem> {
    let (partner, month) = asked(&visit, &partner, &month)?;
    let act = json!({
        "act": "money.reopen-return", "partner": partner, "month": month,
        "why": form.read_text("why", "Say why it is reopened"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        let page = format!("/money/returns/{partner}/{month}?done=reopened");
        return Ok(see(&visit.at(&page)));
    }
    reopening(&visit.read_on().await?, (&partner, month), form)
}
