//! An instalment that came in.

use axum::{extract::Path, response::Response};
use record::plan::{Every, Period};
use serde_json::json;

use super::{
    Named,
    page::{Paper, once, read_pounds},
    pooled,
};
use crate::{
    forms::Form,
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let stream = pooled(visit, id)?;
    let sums = visit.reading.record.money.sums_of_stream(&stream.id);
    let path = format!("/money/streams/{}", stream.id);
    Paper::new(
        visit,
        "Record an instalment",
        form,
        "The instalment was not recorded",
        "Record the instalment",
        &path,
    )
    .crumb(stream.says.title.to_string(), &path)
    .lede(format!(
        "What came in of {} from {}.",
        stream.says.title, stream.says.giver
    ))
    .fact("Awarded", sums.award)
    .fact("Came in so far", sums.kept())
    .fact("Still to come", sums.award - sums.kept())
    .select(
        "month",
        "The month that it is for",
        &choices::months(visit, stream.says.year),
        "Choose a month",
    )
    .pounds("pence", "How much came in")
    .line(
        "reference",
        "The reference on the statement",
        "The same reference is recorded only once. Bank details are kept nowhere.",
    )
    .line(
        "authorised_by",
        "Who authorised it",
        "Needed for a grant, such as the Government Office",
    )
    .date(
        "on",
        "The day on which it came in (optional)",
        "Today, where it is left empty",
    )
    .show()
}

/// `GET /{partnership}/money/streams/{stream}/instalment?month=2007-08-m1`
pub(super) async fn show(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let stream = pooled(&visit, &id)?;
    let form = match visit.query("month") {
        Some(month) => Form::empty().with("month", month),
        None => Form::empty().with(
            "month",
            next_month(&visit, stream).map_or_else(String::new, |it| it.to_string()),
        ),
    };
    paper(&visit, &id, form)
}

/// The first month of a stream for which nothing came in yet.
fn next_month(visit: &Visit, stream: &record::money::Stream) -> Option<Period> {
    let money = &visit.reading.record.money;
    let mut months = stream.says.year.parts(Every::Month);
    months.find(|month| money.received_for(&stream.id, *month).is_zero())
}

/// `POST /{partnership}/money/streams/{stream}/instalment`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    let stream = pooled(&visit, &id)?.id.clone();
    let act = json!({
        "act": "money.record-instalment", "stream": stream,
        "month": form.read_text("month", "Choose the month that it is for"),
        "pence": read_pounds(&mut form, "pence", "Write how much came in"),
        "reference": form.read_text("reference", "Write the reference on the statement"),
        "authorised_by": form.perhaps_text("authorised_by"),
        "on": form.perhaps_date("on"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        let page = format!("/money/streams/{stream}?done=instalment#came");
        return Ok(see(&visit.at(&page)));
    }
    paper(&visit.read_on().await?, &id, form)
}
