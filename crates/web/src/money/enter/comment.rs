//! What is said of how the money of a month goes: variance and forecast, of a stream or an allocation.

use axum::{extract::Path, response::Response};
use record::{
    id::PartnerId,
    money::MoneyAbout,
    plan::{Every, Period},
};
use serde_json::json;

use super::{
    Named, agreement, allocated,
    page::{Paper, once},
};
use crate::{
    forms::Form,
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

/// What a comment is about, and where it is read.
struct About {
    about: MoneyAbout,
    title: String,
    path: String,
    year: Period,
}

/// Whether the viewer may comment on an allocation to a partner, or on a stream.
fn may(visit: &Visit, partner: Option<&PartnerId>) -> Result<(), Problem> {
    let allowed = match partner {
        Some(partner) => agreement::may_speak(visit, partner),
        None => visit.viewer.finance || visit.viewer.secretariat,
    };
    allowed.then_some(()).ok_or_else(Problem::not_found)
}

fn of_stream(visit: &Visit, id: &str) -> Result<About, Problem> {
    may(visit, None)?;
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let stream = visit.reading.record.money.stream(&id);
    let stream = stream.ok_or_else(Problem::not_found)?;
    Ok(About {
        title: stream.says.title.to_string(),
        path: format!("/money/streams/{id}"),
        year: stream.says.year,
        about: MoneyAbout::Stream(id),
    })
}

fn of_allocation(visit: &Visit, id: &str) -> Result<About, Problem> {
    let (allocation, stream) = allocated(visit, id)?;
    may(visit, Some(&allocation.says.partner))?;
    let name = choices::partner_name(visit, &allocation.says.partner);
    Ok(About {
        about: MoneyAbout::Allocation(allocation.id.clone()),
        title: name,
        path: format!("/money/allocations/{}", allocation.id),
        year: stream.says.year,
    })
}

fn paper(visit: &Visit, about: &About, form: Form) -> Result<Response, Problem> {
    Paper::new(
        visit,
        "Comment on the money",
        form,
        "Nothing was written",
        "Write it",
        &about.path,
    )
    .crumb(about.title.clone(), &about.path)
    .lede("Why more or less was spent than planned, and what is expected by the end of the year.")
    .select(
        "month",
        "The month",
        &choices::months(visit, about.year),
        "Choose a month",
    )
    .area("words", "What there is to say")
    .show()
}

fn first(visit: &Visit, about: &About) -> Form {
    let asked = visit
        .query("month")
        .and_then(|it| it.parse::<Period>().ok());
    let starts = choices::starts(visit);
    let now = Period::around(visit.reading.today(), Every::Month, starts);
    let month = asked.unwrap_or(now);
    if about.year.holds(month) {
        Form::empty().with("month", month.to_string())
    } else {
        Form::empty()
    }
}

async fn write(
    visit: Visit,
    about: About,
    mut form: Form,
    again: impl FnOnce(&Visit) -> Result<About, Problem>,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "money.comment", "about": about.about,
        "month": form.read_text("month", "Choose the month"),
        "words": form.read_text("words", "Say how the money goes"),
    });
    let named = |field: &str| match field {
        "about" => "words".to_owned(),
        other => other.to_owned(),
    };
    if form.is_right() && once(&visit, act, &mut form, named).await? {
        let page = format!("{}?done=commented", about.path);
        return Ok(see(&visit.at(&page)));
    }
    let visit = visit.read_on().await?;
    paper(&visit, &again(&visit)?, form)
}

/// `GET /{partnership}/money/streams/{stream}/comment?month=2007-08-m2`
pub(super) async fn show_stream(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let about = of_stream(&visit, &id)?;
    paper(&visit, &about, first(&visit, &about))
}

/// `POST /{partnership}/money/streams/{stream}/comment`
pub(super) async fn take_stream(
    visit: Visit,
    Path((_, id)): Named,
    form: Form,
) -> Result<Response, Problem> {
    let about = of_stream(&visit, &id)?;
    write(visit, about, form, |visit| of_stream(visit, &id)).await
}

/// `GET /{partnership}/money/allocations/{allocation}/comment?month=2007-08-m2`
pub(super) async fn show_allocation(
    visit: Visit,
    Path((_, id)): Named,
) -> Result<Response, Problem> {
    let about = of_allocation(&visit, &id)?;
    paper(&visit, &about, first(&visit, &about))
}

/// `POST /{partnership}/money/allocations/{allocation}/comment`
pub(super) async fn take_allocation(
    visit: Visit,
    Path((_, id)): Named,
    form: Form,
) -> Result<Response, Problem> {
    let about = of_allocation(&visit, &id)?;
    write(visit, about, form, |visit| of_allocation(visit, &id)).await
}
