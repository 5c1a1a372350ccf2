//! Proposing a release, with the gate beside it: what is in hand and what is missing.

use app::views::money::{self, GateView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::plan::Period;
use serde_json::json;

use super::{allocation, frame, may, read_pence};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    money::choices,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "money/monthly/release.html")]
struct Propose {
    frame: Frame,
    form: Form,
    seen: u64,
    gate: GateView,
    months: Vec<Choice>,
}

type Named = Path<(String, String)>;

fn gate(visit: &Visit, id: &str, form: &Form) -> Result<GateView, Problem> {
    let id = allocation(visit, id)?.id.clone();
    let month: Option<Period> = form.value("month").parse().ok();
    let pence = form.value("pence").parse().ok();
    money::gate_of(&visit.reading, &id, month, pence).ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let found = allocation(visit, id)?;
    let year = visit.reading.record.money.year_of(found);
    let gate = gate(visit, id, &form)?;
    let frame = frame(
        visit,
        "Propose a release",
        &form,
        "The release was not proposed",
    )
    .crumb(
        gate.allocation.partner.name.clone(),
        &format!("/money/allocations/{id}"),
    );
    page_with(
        form.status(),
        &Propose {
            frame,
            seen: visit.reading.head.line,
            months: year.map_or_else(Vec::new, |year| choices::months(visit, year)),
            gate,
            form,
        },
    )
}

/// `GET /{partnership}/money/allocations/{allocation}/release?period=2007-08-m3`
pub(super) async fn show(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    may::only(may::is_finance(&visit))?;
    visit.must_be_fresh()?;
    let asked = Form::empty().with("month", visit.query("period").unwrap_or_default());
    let gate = gate(&visit, &id, &asked)?;
    let due = match gate.pence.is_zero() {
        true => String::new(),
        false => gate.pence.plain(),
    };
    let form = Form::empty()
        .with("month", gate.month.to_string())
        .with("pence", due);
    paper(&visit, &id, form)
}

/// `POST /{partnership}/money/allocations/{allocation}/release`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    may::only(may::is_finance(&visit))?;
    visit.must_be_fresh()?;
    let found = allocation(&visit, &id)?.id.clone();
    let month: Option<Period> = form.read("month", "Choose a month", "Choose a month of the list");
    let pence = read_pence(&mut form, "pence", "Write how much is to be released");
    let act = json!({
        "act": "money.propose-release", "allocation": found, "month": month, "pence": pence,
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        let visit = visit.read_on().await?;
        let mut releases = visit.reading.record.money.releases().rev();
        let made = releases.find(|it| it.allocation == found);
        let page = made.map_or_else(
            || "/money/releases".to_owned(),
            |it| format!("/money/releases/{}?done=proposed", it.id),
        );
        return Ok(see(&visit.at(&page)));
    }
    paper(&visit.read_on().await?, &id, form)
}
