//! Allocating money of a stream by a decision that was carried, and taking some of it back.

use axum::{extract::Path, response::Response};
use record::{
    money::Stream,
    plan::{Every, Period},
};
use serde_json::json;

use super::{
    Named,
    page::{Field, Months, Paper, once, perhaps_pounds, read_pounds},
    pooled,
};
use crate::{
    forms::{Form, Input},
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

pub(super) const NO_DECISION: &str = "No decision that allocates money was carried yet. It has to be taken by the body with \
     that power, and the accountable body has to agree to it.";

fn months_of(stream: &Stream) -> Vec<Period> {
    stream.says.year.parts(Every::Month).collect()
}

/// An amount for each month of the year.
fn months(visit: &Visit, stream: &Stream, form: &Form) -> Field {
    let named = |place: usize| format!("profile[{place}]");
    let input = |(place, choice): (usize, crate::forms::Choice)| -> Input {
        form.input(&named(place), &choice.words).wide(10).numeric()
    };
    let inputs = choices::months(visit, stream.says.year);
    Field::Months(Months {
        open: !form.rows("profile").is_empty() || form.error(&named(0)).is_some(),
        inputs: inputs.into_iter().enumerate().map(input).collect(),
    })
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let stream = pooled(visit, id)?;
    let sums = visit.reading.record.money.sums_of_stream(&stream.id);
    let path = format!("/money/streams/{}", stream.id);
    let decisions = choices::decisions(visit);
    let profile = months(visit, stream, &form);
    let mut paper = Paper::new(
        visit,
        "Allocate money",
        form,
        "The money was not allocated",
        "Allocate the money",
        &path,
    )
    .crumb(stream.says.title.to_string(), &path)
    .lede(format!(
        "{}, {}: to a partner, for outcomes of the agreement, by a decision that was carried.",
        stream.says.title,
        stream.says.year.slashed()
    ))
    .fact("Awarded", sums.award)
    .fact("Allocated so far", sums.allocated)
    .fact("Left to allocate", sums.available);
    if decisions.is_empty() {
        let link = (visit.at("/decisions"), "Look at the decisions.");
        paper = paper.note(NO_DECISION, Some(link));
    }
    paper
        .select(
            "decision",
            "The decision that allocates it",
            &decisions,
            "Choose a decision",
        )
        .select(
            "partner",
            "To whom",
            &choices::partners(visit),
            "Choose a partner",
        )
        .pounds("pence", "How much")
        .area("purpose", "What it is for")
        .ticks(
            "outcomes",
            "The outcomes that it is for",
            "Tick at least one.",
            choices::outcomes(visit),
        )
        .field(profile)
        .show()
}

/// `GET /{partnership}/money/streams/{stream}/allocate?decision=board-2007-04-18-2`
pub(super) async fn show(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let form = crate::office::with_query(&visit, &["decision", "partner"]);
    paper(&visit, &id, form)
}

/// `POST /{partnership}/money/streams/{stream}/allocate`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    let stream = pooled(&visit, &id)?;
    let decision = form.read_text("decision", "Choose the decision that allocates it");
    let partner = form.read_text("partner", "Choose the partner that gets it");
    let pence = read_pounds(&mut form, "pence", "Write how much it is");
    let purpose = form.read_text("purpose", "Say what it is for");
    form.asks("outcomes");
    let outcomes: Vec<String> = form.values("outcomes").map(str::to_owned).collect();
    let mut profile = Vec::new();
    if !form.rows("profile").is_empty() {
        for place in 0..months_of(stream).len() {
            let named = format!("profile[{place}]");
            profile.push(perhaps_pounds(&mut form, &named).unwrap_or_default());
        }
    }
    form.asks("profile[0]");
    let act = json!({
        "act": "money.allocate", "stream": stream.id, "partner": partner, "outcomes": outcomes, "pence": pence,
        "purpose": purpose, "decision": decision, "profile": profile,
    });
    let named = |field: &str| match field {
        "profile" => "profile[0]".to_owned(),
        other => other.to_owned(),
    };
    if form.is_right() && once(&visit, act, &mut form, named).await? {
        let visit = visit.read_on().await?;
        let made = visit
            .reading
            .record
            .money
            .allocations_of(&pooled(&visit, &id)?.id);
        let page = made.last().map_or_else(
            || format!("/money/streams/{id}"),
            |it| format!("/money/allocations/{}", it.id),
        );
        return Ok(see(&visit.at(&format!("{page}?done=allocated"))));
    }
    paper(&visit.read_on().await?, &id, form)
}
