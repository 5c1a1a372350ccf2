//! Signing a funding agreement: each undertaking of the arrangements is a box of its own.

use axum::{extract::Path, response::Response};
use record::{id::PartnerId, plan::Period};
use serde_json::json;

use super::{
    Named,
    page::{Paper, once},
};
use crate::{
    forms::{Choice, Form},
    money::choices,
    problem::Problem,
    visit::{Visit, see},
};

/// Whether the viewer may speak for a partner about money: its representatives, the finance officer and
/// the secretariat.
pub(in crate::money) fn may_speak(visit: &Visit, partner: &PartnerId) -> bool {
    if visit.viewer.finance || visit.viewer.secretariat {
        return true;
    }
    let structure = &visit.reading.record.structure;
    let person = visit.viewer.person.as_ref();
    person.is_some_and(|it| structure.represents(it.id, partner, visit.reading.today()))
}

/// The partner that an address names, with its name. For those who may not speak for it, it is not there.
fn partner_of(visit: &Visit, id: &str) -> Result<(PartnerId, String), Problem> {
    let id: PartnerId = id.parse().map_err(|_| Problem::not_found())?;
    if !may_speak(visit, &id) {
        return Err(Problem::not_found());
    }
    let partner = choices::arrangements(visit).and_then(|it| it.partner(&id));
    let name = partner.map(|it| it.name().to_owned());
    Ok((id, name.ok_or_else(Problem::not_found)?))
}

fn paper(visit: &Visit, id: &str, form: Form) -> Result<Response, Problem> {
    let (id, name) = partner_of(visit, id)?;
    let rules = choices::arrangements(visit).and_then(|it| it.money.as_ref());
    let undertakings = rules.map_or(&[][..], |it| &it.undertaking);
    let boxes = (1..).zip(undertakings).map(|(number, one)| {
        let clause = one.clause.as_deref().map(crate::say::clause);
        let clause = clause.map_or_else(String::new, |it| format!(" ({it})"));
        Choice::new(format!("{number}"), format!("{}{clause}", one.text))
    });
    let path = format!("/money/partners/{id}");
    Paper::new(
        visit,
        "Sign the funding agreement",
        form,
        "The funding agreement was not signed",
        "Sign the agreement",
        &path,
    )
    .crumb(name.clone(), &path)
    .lede(format!(
        "What {name} undertakes before it receives pooled money. Each undertaking is given by itself."
    ))
    .select("year", "Financial year", &choices::open_years(visit), "Choose a year")
    .ticks(
        "undertakings",
        "It undertakes",
        "Tick each; without all of them nothing is signed.",
        boxes.collect(),
    )
    .line("by.name", "The name of the officer who signed", "")
    .line("by.office", "Their office", "Such as Head of Finance")
    .date("on", "The day on which it was signed (optional)", "Today, where it is left empty")
    .show()
}

/// `GET /{partnership}/money/partners/{partner}/sign?period=2007-08`
pub(super) async fn show(visit: Visit, Path((_, id)): Named) -> Result<Response, Problem> {
    let asked = visit
        .query("period")
        .and_then(|it| it.parse::<Period>().ok());
    let year = asked.map_or_else(|| choices::this_year(&visit), Period::year);
    paper(&visit, &id, Form::empty().with("year", year.to_string()))
}

/// `POST /{partnership}/money/partners/{partner}/sign`
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    let (partner, _) = partner_of(&visit, &id)?;
    let year = form.read_text("year", "Choose a financial year");
    form.asks("undertakings");
    let ticked = form.values("undertakings").map(|it| it.parse().ok());
    let ticked: Vec<u16> = ticked.flatten().collect();
    let act = json!({
        "act": "money.sign-agreement", "partner": partner, "year": year, "undertakings": ticked,
        "by": {
            "name": form.read_text("by.name", "Write the name of the officer who signed"),
            "office": form.read_text("by.office", "Write their office"),
        },
        "on": form.perhaps_date("on"),
    });
    if form.is_right() && once(&visit, act, &mut form, str::to_owned).await? {
        let year = year.unwrap_or_default();
        let page = format!("/money/partners/{partner}?period={year}&done=signed");
        return Ok(see(&visit.at(&page)));
    }
    paper(&visit.read_on().await?, &id, form)
}
