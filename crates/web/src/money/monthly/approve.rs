//! Approving a release as its second person, which makes it; declining it, or taking it back.

use app::views::money::{self, ReleaseView};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{frame, may};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "money/monthly/approve.html")]
struct Approve {
    frame: Frame,
    base: String,
    form: Form,
    seen: u64,
    view: ReleaseView,
    seats: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "money/monthly/decline.html")]
struct Decline {
    frame: Frame,
    base: String,
    form: Form,
    seen: u64,
    view: ReleaseView,
    seats: Vec<Choice>,
    /// Whether those who proposed it may take it back.
    finance: bool,
}

type Named = Path<(String, String)>;

fn view(visit: &Visit, id: &str) -> Result<ReleaseView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    money::release(&visit.reading, &id).ok_or_else(Problem::not_found)
}

fn framed(visit: &Visit, view: &ReleaseView, title: &str, form: &Form, failed: &str) -> Frame {
    let to = view.line.allocation.as_ref();
    let to = to.map_or_else(String::new, |it| format!(" to {}", it.partner.name));
    frame(visit, title, form, failed)
        .crumb("Releases", "/money/releases")
        .crumb(
            format!("{}{to}", view.line.pence),
            &format!("/money/releases/{}", view.line.id),
        )
}

/// The seat that was chosen, of those that the viewer may choose.
fn seat(form: &mut Form, seats: &[Choice]) -> Option<String> {
    let seat = form.read_text("seat", "Choose the seat from which you do it")?;
    let theirs = seats.iter().any(|choice| choice.value == seat);
    if !theirs {
        form.wrong("seat", "Choose a seat that you hold");
    }
    theirs.then_some(seat)
}

/// With the only seat chosen, where there is one.
fn begun(seats: &[Choice]) -> Form {
    match seats {
        [one] => Form::empty().with("seat", one.value.clone()),
        _ => Form::empty(),
    }
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    page_with(
        form.status(),
        &Approve {
            frame: framed(
                visit,
                &view,
                "Approve a release",
                &form,
                "The money was not released",
            ),
            base: visit.at(""),
            seen: visit.reading.head.line,
            seats: may::approving(visit),
            form,
            view,
        },
    )
}

/// `GET /{partnership}/money/releases/{release}/approve`
pub(super) async fn show(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let seats = may::approving(&visit);
    may::only(!seats.is_empty())?;
    visit.must_be_fresh()?;
    paper(&visit, &id, begun(&seats))
}

/// `POST /{partnership}/money/releases/{release}/approve`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    let seats = may::approving(&visit);
    may::only(!seats.is_empty())?;
    visit.must_be_fresh()?;
    let release = view(&visit, &id)?.line.id;
    let seat = seat(&mut form, &seats);
    let act = json!({"act": "money.approve-release", "release": release, "seat": seat});
    if form.is_right() && visit.record(act, &mut form).await? {
        let page = format!("/money/releases/{release}?done=released");
        return Ok(see(&visit.at(&page)));
    }
    paper(&visit.read_on().await?, &id, form)
}

fn declining(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    page_with(
        form.status(),
        &Decline {
            frame: framed(
                visit,
                &view,
                "Decline a release",
                &form,
                "The release was not declined",
            ),
            base: visit.at(""),
            seen: visit.reading.head.line,
            seats: may::approving(visit),
            finance: may::is_finance(visit),
            form,
            view,
        },
    )
}

/// `GET /{partnership}/money/releases/{release}/decline`
pub(super) async fn decline(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let seats = may::approving(&visit);
    let finance = may::is_finance(&visit);
    may::only(finance || !seats.is_empty())?;
    let form = if finance {
        Form::empty()
    } else {
        begun(&seats)
    };
    declining(&visit, &id, form)
}

/// `POST /{partnership}/money/releases/{release}/decline`
pub(super) async fn take_decline(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    let seats = may::approving(&visit);
    let finance = may::is_finance(&visit);
    may::only(finance || !seats.is_empty())?;
    let release = view(&visit, &id)?.line.id;
    let takes_back = finance && form.value("seat").is_empty();
    let seat = match takes_back {
        true => None,
        false => seat(&mut form, &seats),
    };
    let act = json!({
        "act": "money.decline-release", "release": release, "seat": seat,
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        let page = format!("/money/releases/{release}?done=declined");
        return Ok(see(&visit.at(&page)));
    }
    declining(&visit.read_on().await?, &id, form)
}
