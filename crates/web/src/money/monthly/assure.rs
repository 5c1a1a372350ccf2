//! Assurance statements: recording one for a financial year, and saying whether it is satisfactory.

use app::views::money;
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::PartnerId, plan::Period};
use serde_json::json;

use super::{frame, may};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "money/monthly/assure.html")]
struct Assure {
    frame: Frame,
    form: Form,
    seen: u64,
    partner: String,
    year: String,
    offices: Vec<Choice>,
    /// Whether it may be given to whoever gave the money.
    accountable: bool,
    /// What an assurance statement is, by the arrangements.
    asked: Vec<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "money/monthly/judge_assurance.html")]
struct Judge {
    frame: Frame,
    form: Form,
    seen: u64,
    partner: String,
    year: String,
    given: Option<Given>,
    ways: Vec<Choice>,
}

/// A statement that waits to be judged.
struct Given {
    by: String,
    office: &'static str,
    on: String,
    words: String,
}

type OfYear = Path<(String, String, String)>;

/// Whether a partner answers for the money.
pub(super) fn is_accountable(visit: &Visit, partner: &PartnerId) -> bool {
    let arrangements = crate::money::choices::arrangements(visit);
    let body = arrangements.and_then(|it| it.partnership.accountable_body.as_ref());
    body == Some(partner)
}

fn read(partner: &str, year: &str) -> Result<(PartnerId, Period), Problem> {
    let partner = partner.parse().map_err(|_| Problem::not_found())?;
    Ok((partner, crate::money::year(year)?))
}

/// A partner whose page there is, by name.
fn name(visit: &Visit, partner: &PartnerId, year: Period) -> Result<String, Problem> {
    let view = money::partner(&visit.reading, partner, Some(year));
    Ok(view.ok_or_else(Problem::not_found)?.partner.name)
}

fn framed(
    visit: &Visit,
    title: &str,
    (name, page): (&str, &str),
    form: &Form,
    failed: &str,
) -> Frame {
    frame(visit, title, form, failed)
        .crumb("By partner", "/money/partners")
        .crumb(name, page)
}

fn page_of(partner: &PartnerId, year: Period) -> String {
    format!("/money/partners/{partner}?period={year}")
}

fn paper(visit: &Visit, of: (&PartnerId, Period), form: Form) -> Result<Response, Problem> {
    let (partner, year) = of;
    let name = name(visit, partner, year)?;
    let arrangements = crate::money::choices::arrangements(visit);
    let rules = arrangements.and_then(|it| it.money.as_ref());
    let asked = rules.map_or(&[][..], |rules| &rules.assurance).iter();
    page_with(
        form.status(),
        &Assure {
            frame: framed(
                visit,
                "Record an assurance statement",
                (&name, &page_of(partner, year)),
                &form,
                "The assurance statement was not recorded",
            ),
            seen: visit.reading.head.line,
            partner: name,
            year: year.slashed(),
            offices: vec![
                Choice::new("chief-executive", "Chief executive"),
                Choice::new("chief-finance-officer", "Chief finance officer"),
            ],
            accountable: is_accountable(visit, partner),
            asked: asked
                .map(|it| (it.text.clone(), it.clause.clone()))
                .collect(),
            form,
        },
    )
}

/// `GET /{partnership}/money/partners/{partner}/{year}/assure`
pub(super) async fn show(
    visit: Visit,
    Path((_, partner, year)): OfYear,
) -> Result<Response, Problem> {
    let (partner, year) = read(&partner, &year)?;
    may::only(may::assures(&visit, &partner))?;
    paper(&visit, (&partner, year), Form::empty())
}

/// `POST /{partnership}/money/partners/{partner}/{year}/assure`
pub(super) async fn take(
    visit: Visit,
    Path((_, partner, year)): OfYear,
    mut form: Form,
) -> Result<Response, Problem> {
    let (partner, year) = read(&partner, &year)?;
    may::only(may::assures(&visit, &partner))?;
    let act = json!({
        "act": "money.give-assurance", "partner": partner, "year": year,
        "by": form.read_text("by", "Say who signed it"),
        "office": form.read_text("office", "Choose their office"),
        "words": form.read_text("words", "Write what it says"),
        "to": form.perhaps_text("to"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let page = format!("{}&done=assured", page_of(&partner, year));
                return Ok(see(&visit.at(&page)));
            }
            Err(denied) => form.denied_as(denied, without_partner)?,
        }
    }
    paper(&visit.read_on().await?, (&partner, year), form)
}

/// The partner and the year are not typed: they stand in the address.
fn without_partner(field: &str) -> String {
    match field {
        "partner" | "year" => String::new(),
        other => other.to_owned(),
    }
}

fn judging(visit: &Visit, of: (&PartnerId, Period), form: Form) -> Result<Response, Problem> {
    let (partner, year) = of;
    let name = name(visit, partner, year)?;
    let given = visit.reading.record.money.assurance(partner, year);
    let given = given.filter(|it| it.judged.is_none());
    page_with(
        form.status(),
        &Judge {
            frame: framed(
                visit,
                "Judge an assurance statement",
                (&name, &page_of(partner, year)),
                &form,
                "The assurance statement was not judged",
            ),
            seen: visit.reading.head.line,
            partner: name,
            year: year.slashed(),
            given: given.map(|it| Given {
                by: it.by.shown().to_owned(),
                office: it.office.word(),
                on: say::short_day(&it.on),
                words: it.words.shown().to_owned(),
            }),
            ways: vec![
                Choice::new("yes", "Satisfactory"),
                Choice::new(
                    "no",
                    "Not satisfactory: nothing is released until another is",
                ),
            ],
            form,
        },
    )
}

/// `GET /{partnership}/money/partners/{partner}/{year}/judge-assurance`
pub(super) async fn judge(
    visit: Visit,
    Path((_, partner, year)): OfYear,
) -> Result<Response, Problem> {
    let (partner, year) = read(&partner, &year)?;
    may::only(may::is_finance(&visit))?;
    judging(&visit, (&partner, year), Form::empty())
}

/// `POST /{partnership}/money/partners/{partner}/{year}/judge-assurance`
pub(super) async fn take_judge(
    visit: Visit,
    Path((_, partner, year)): OfYear,
    mut form: Form,
) -> Result<Response, Problem> {
    let (partner, year) = read(&partner, &year)?;
    may::only(may::is_finance(&visit))?;
    let satisfactory = form.read_text("satisfactory", "Say whether it is satisfactory");
    let act = json!({
        "act": "money.judge-assurance", "partner": partner, "year": year,
        "satisfactory": satisfactory.as_deref() == Some("yes"),
        "why": form.read_text("why", "Say why"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let page = format!("{}&done=judged", page_of(&partner, year));
                return Ok(see(&visit.at(&page)));
            }
            Err(denied) => form.denied_as(denied, without_partner)?,
        }
    }
    judging(&visit.read_on().await?, (&partner, year), form)
}
