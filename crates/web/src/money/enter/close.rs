//! Closing a financial year: first what stands in the way and what will be demanded from whom, then the
//! question whether one is sure.

use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use record::plan::Period;
use serde_json::json;

use super::{Named, page::Paper};
use crate::{
    forms::{Check, Form},
    money::{choices, year},
    problem::Problem,
    say,
    visit::{Visit, see},
};

/// The year that an address names, where it has money.
fn year_of(visit: &Visit, text: &str) -> Result<Period, Problem> {
    let year = year(text)?;
    let known = visit.reading.record.money.years().contains(&year);
    known.then_some(year).ok_or_else(Problem::not_found)
}

/// Something that stands in the way of closing a year, and where it is dealt with.
struct Obstacle {
    words: String,
    path: String,
    link: &'static str,
}

/// What stands in the way of closing a year.
fn obstacles(visit: &Visit, year: Period) -> Vec<Obstacle> {
    let money = &visit.reading.record.money;
    let starts = choices::starts(visit);
    let mut found = Vec::new();
    if let Some(closing) = money.closing(year) {
        found.push(Obstacle {
            words: format!("The year was closed on {}.", say::short_day(&closing.on)),
            path: format!("/money/accounts/{year}"),
            link: "Look at its accounts.",
        });
    }
    if !year.ended(visit.reading.today(), starts) {
        found.push(Obstacle {
            words: format!("{} is not over yet.", year.slashed()),
            path: format!("/money?period={year}"),
            link: "See where its money is.",
        });
    }
    found.extend(money.releases_waiting(year).into_iter().map(|it| Obstacle {
        words: format!("{} of {} waits for a second person.", it.id, it.pence),
        path: format!("/money/releases/{}", it.id),
        link: "Have it approved or taken back.",
    }));
    found.extend(money.returns_waiting(year).into_iter().map(|it| {
        let (partner, month) = (&it.says.partner, it.says.month);
        let name = choices::partner_name(visit, partner);
        Obstacle {
            words: format!(
                "The return of {name} for {} is not judged.",
                month.months_said(starts)
            ),
            path: format!("/money/returns/{partner}/{month}"),
            link: "Judge it.",
        }
    }));
    found
}

/// What will be demanded, and from whom.
fn demands(visit: &Visit, year: Period) -> Vec<String> {
    let money = &visit.reading.record.money;
    let says = |it: record::money::Unspent| {
        let allocation = money.allocation(&it.allocation)?;
        let name = choices::partner_name(visit, &allocation.says.partner);
        let purpose = allocation.says.purpose.shown().trim_end_matches('.');
        Some(format!(
            "{} will be demanded back from {name}: {purpose}.",
            it.pence
        ))
    };
    money.unspent(year).into_iter().filter_map(says).collect()
}

fn paper(visit: &Visit, text: &str, form: Form) -> Result<Response, Problem> {
    let year = year_of(visit, text)?;
    let sums = visit.reading.record.money.sums_of_year(year);
    let path = format!("/money/accounts/{year}");
    let title = format!("Close {}", year.slashed());
    let mut paper = Paper::new(
        visit,
        &title,
        form,
        "The year was not closed",
        "Continue",
        &path,
    )
    .crumb(format!("Accounts for {}", year.slashed()), &path)
    .lede(
        "Nothing more is allocated, released or reported of a year that is closed. What partners have and \
         did not spend is demanded back.",
    )
    .fact("Released", sums.released)
    .fact("Spent", sums.spent)
    .fact("With partners, not spent", sums.with_partner)
    .fact("Held", sums.held);
    for one in obstacles(visit, year) {
        let link = (visit.at(&one.path), one.link);
        paper = paper.note(format!("In the way: {}", one.words), Some(link));
    }
    let demands = demands(visit, year);
    if demands.is_empty() {
        paper = paper.note(
            "Nothing will be demanded back: partners have nothing that they did not spend.",
            None,
        );
    }
    for one in demands {
        paper = paper.note(one, None);
    }
    let due = "The day by which what was not spent has to come back";
    paper.date("due", due, "A day to come").show()
}

/// `GET /{partnership}/money/accounts/{year}/close`
pub(super) async fn show(visit: Visit, Path((_, text)): Named) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    paper(&visit, &text, Form::empty())
}

/// `POST /{partnership}/money/accounts/{year}/close`
pub(super) async fn take(
    visit: Visit,
    Path((_, text)): Named,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let year = year_of(&visit, &text)?;
    let due = form.read_date("due", "Say by when it has to come back");
    let past = due.is_some_and(|due| due < visit.reading.today());
    if past && !form.is_sure() {
        form.wrong("due", "That day has passed. Choose a day to come.");
    }
    // What stands in the way, the act says itself, with its rule.
    let free = obstacles(&visit, year).is_empty();
    if form.is_right() && free && !form.is_sure() {
        return check(&visit, year, due, &form);
    }
    let act = json!({"act": "money.close-year", "year": year, "due": due});
    if form.is_right() {
        let named = |field: &str| match field {
            "year" | "" => "due".to_owned(),
            other => other.to_owned(),
        };
        if super::page::once(&visit, act, &mut form, named).await? {
            return Ok(see(
                &visit.at(&format!("/money/accounts/{year}?done=year-closed"))
            ));
        }
    }
    paper(&visit.read_on().await?, &text, form)
}

fn check(visit: &Visit, year: Period, due: Option<Date>, form: &Form) -> Result<Response, Problem> {
    let title = format!("Close {} for good?", year.slashed());
    let path = format!("/money/accounts/{year}");
    let action = visit.at(&format!("{path}/close"));
    let frame =
        crate::money::frame(visit, title).crumb(format!("Accounts for {}", year.slashed()), &path);
    let mut check = Check::new(
        frame,
        form,
        &action,
        "A year that is closed is never opened again.",
        "Close the year",
    )
    .seen(visit.reading.head.line)
    .back(visit.at(&path))
    .will(format!(
        "Nothing more will be allocated, released or reported of {}.",
        year.slashed()
    ));
    for one in demands(visit, year) {
        check = check.will(one);
    }
    if let Some(due) = due {
        check = check.will(format!("It has to come back by {}.", say::short_day(&due)));
    }
    check.page("The year was not closed")
}
