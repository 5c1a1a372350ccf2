//! Opening a stream, changing its award, and repaying whoever gave it.

use axum::{extract::Path, response::Response};
use record::arrangements::StreamKind;
use serde_json::json;

use super::{
    Named,
    page::{Paper, once, read_pounds},
    pooled,
};
use crate::{
    forms::{Choice, Form},
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

fn sorts() -> Vec<Choice> {
    [
        (StreamKind::CapitalGrant, "capital-grant"),
        (StreamKind::RevenueGrant, "revenue-grant"),
        (StreamKind::Contribution, "contribution"),
        (StreamKind::Aligned, "aligned"),
    ]
    .map(|(sort, value)| Choice::new(value, sort.word()))
    .into()
}

fn opening(visit: &Visit, form: Form) -> Result<Response, Problem> {
    Paper::new(
        visit,
        "Open a stream of money",
        form,
        "The stream was not opened",
        "Open the stream",
        "/money/streams",
    )
    .crumb("Streams", "/money/streams")
    .lede(
        "For one financial year. Streams that the arrangements name are there without this. Aligned money \
         stays with its partner and is only watched.",
    )
    .line("title", "What it is called", "")
    .line(
        "stream",
        "Its short name",
        "Small letters, digits and hyphens, such as a-revenue-2008. It stays.",
    )
    .select("block", "The block it is for", &choices::blocks(visit), "Choose a block")
    .select("year", "Financial year", &choices::open_years(visit), "Choose a year")
    .radios("sort", "What sort of money", &sorts())
    .line("giver", "Who gives it", "Such as the name of a government department")
    .select(
        "partner",
        "The partner that gives it, where it is one; for aligned money the partner that keeps it",
        &choices::partners(visit),
        "No partner",
    )
    .pounds("pence", "How much is awarded for the year")
    .area("conditions", "What the giver asks for it (optional)")
    .ticks(
        "outcomes",
        "The outcomes that it is for (optional)",
        "None in particular, where none is ticked.",
        choices::outcomes(visit),
    )
    .show()
}

/// `GET /{partnership}/money/open-stream?title=…&giver=…&year=2008-09`
pub(super) async fn show_open(visit: Visit) -> Result<Response, Problem> {
    let mut form = crate::office::with_query(&visit, &["title", "giver", "year"]);
    if form.value("year").is_empty() {
        form = form.replacing("year", choices::this_year(&visit).to_string());
    }
    opening(&visit, form)
}

/// `POST /{partnership}/money/open-stream`
pub(super) async fn take_open(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    form.asks("outcomes");
    let outcomes: Vec<String> = form.values("outcomes").map(str::to_owned).collect();
    let stream = form.read_text("stream", "Give it a short name");
    let act = json!({
        "act": "money.open-stream", "stream": stream, "outcomes": outcomes,
        "title": form.read_text("title", "Say what it is called"),
        "block": form.read_text("block", "Choose the block it is for"),
        "year": form.read_text("year", "Choose a financial year"),
        "sort": form.read_text("sort", "Choose what sort of money it is"),
        "giver": form.read_text("giver", "Say who gives it"),
        "partner": form.perhaps_text("partner"),
        "pence": read_pounds(&mut form, "pence", "Write how much is awarded"),
        "conditions": form.perhaps_text("conditions"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        let stream = stream.unwrap_or_default();
        return Ok(see(
            &visit.at(&format!("/money/streams/{stream}?done=opened"))
        ));
    }
    opening(&visit.read_on().await?, form)
}

fn changing(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let stream = pooled(visit, id)?;
    let sums = visit.reading.record.money.sums_of_stream(&stream.id);
    let path = format!("/money/streams/{}", stream.id);
    Paper::new(
        visit,
        "Change the award",
        form,
        "The award was not changed",
        "Change the award",
        &path,
    )
    .crumb(stream.says.title.to_string(), &path)
    .lede(format!(
        "{}, {}. What was awarded until now stays in the book, and so does your reason.",
        stream.says.title,
        stream.says.year.slashed()
    ))
    .fact("Awarded now", sums.award)
    .fact("Allocated", sums.allocated)
    .fact("Came in so far", sums.kept())
    .pounds("pence", "What is awarded from now on, for the whole year")
    .area("why", "Why")
    .show()
}

/// `GET /{partnership}/money/streams/{stream}/change-award`
pub(super) async fn show_award(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    changing(&visit, &id, Form::empty())
}

/// `POST /{partnership}/money/streams/{stream}/change-award`
pub(super) async fn take_award(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let stream = pooled(&visit, &id)?.id.clone();
    let act = json!({
        "act": "money.change-award", "stream": stream,
        "pence": read_pounds(&mut form, "pence", "Write what is awarded from now on"),
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        return Ok(see(
            &visit.at(&format!("/money/streams/{stream}?done=award"))
        ));
    }
    changing(&visit.read_on().await?, &id, form)
}

fn repaying(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let stream = pooled(visit, id)?;
    let sums = visit.reading.record.money.sums_of_stream(&stream.id);
    let path = format!("/money/streams/{}", stream.id);
    Paper::new(
        visit,
        "Repay the giver",
        form,
        "Nothing was repaid",
        "Record what was repaid",
        &path,
    )
    .crumb(stream.says.title.to_string(), &path)
    .lede(format!(
        "What went back of {} to {}.",
        stream.says.title, stream.says.giver
    ))
    .fact("Held by the accountable body", sums.held)
    .fact("Repaid so far", sums.repaid)
    .pounds("pence", "How much was repaid")
    .line(
        "reference",
        "The reference on the statement",
        "Bank details are kept nowhere.",
    )
    .area("why", "Why")
    .show()
}

/// `GET /{partnership}/money/streams/{stream}/repay`
pub(super) async fn show_repay(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    repaying(&visit, &id, Form::empty())
}

/// `POST /{partnership}/money/streams/{stream}/repay`
pub(super) async fn take_repay(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let stream = pooled(&visit, &id)?.id.clone();
    let act = json!({
        "act": "money.repay-giver", "stream": stream,
        "pence": read_pounds(&mut form, "pence", "Write how much was repaid"),
        "reference": form.read_text("reference", "Write the reference on the statement"),
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        return Ok(see(
            &visit.at(&format!("/money/streams/{stream}?done=repaid"))
        ));
    }
    repaying(&visit.read_on().await?, &id, form)
}
