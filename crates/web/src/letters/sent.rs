//! The secretariat's page of letters: those that failed first, for they want something done.

use app::letters::{LetterLine, Letters};
use askama::Template;
use axum::response::Response;
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page, see},
};

/// A letter as a page lists it.
pub(crate) struct Line {
    pub(crate) letter: LetterLine,
    /// The name of whom it is to, or the address.
    pub(crate) to: String,
    /// What became of it and when: "Sent on 18 April 2007, 10.30am".
    pub(crate) became: String,
    /// The colour of its tag.
    pub(crate) colour: &'static str,
    /// The word on its tag.
    pub(crate) word: &'static str,
}

/// Letters as a page lists them.
pub(crate) fn lines(letters: Vec<LetterLine>, zone: &TimeZone) -> Vec<Line> {
    let letters = letters.into_iter();
    letters.map(|letter| Line::of(letter, zone)).collect()
}

impl Line {
    fn of(letter: LetterLine, zone: &TimeZone) -> Self {
        let at = moment(letter.at, zone);
        let (word, colour, became) = match letter.state {
            "sent" => ("Sent", "govuk-tag--green", format!("Sent on {at}")),
            "failed" => (
                "Not sent",
                "govuk-tag--red",
                format!("Given up on {at}, after {}", tries(letter.tries)),
            ),
            _ if letter.tries == 0 => (
                "Waiting",
                "govuk-tag--blue",
                format!("Posted on {}", moment(letter.posted, zone)),
            ),
            _ => (
                "Waiting",
                "govuk-tag--blue",
                format!("Tried {}; again on {at}", times(letter.tries)),
            ),
        };
        let to = letter.person.as_ref();
        Self {
            to: to.map_or_else(|| letter.address.clone(), |person| person.name.clone()),
            became,
            colour,
            word,
            letter,
        }
    }
}

/// "18 April 2007, 10.30am".
fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    format!("{}, {}", say::short_day(&at.date()), say::clock(&at.time()))
}

fn tries(number: i64) -> String {
    match number {
        1 => "1 try".to_owned(),
        many => format!("{many} tries"),
    }
}

fn times(number: i64) -> String {
    match number {
        1 => "once".to_owned(),
        many => format!("{many} times"),
    }
}

#[derive(Template)]
#[template(path = "letters/sent.html")]
struct Sent {
    frame: Frame,
    base: String,
    /// Whether letters are written at all.
    written: bool,
    counts: (usize, usize, usize),
    failed: Vec<Line>,
    waiting: Vec<Line>,
    sent: Vec<Line>,
    unreachable: Vec<app::views::PersonRef>,
}

async fn letters(visit: &Visit) -> Result<Letters, Problem> {
    let reading = visit.reading.clone();
    let asked = visit.site.asking(move |house| house.letters(&reading));
    Ok(asked.await??)
}

/// `GET /{partnership}/office/letters`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let letters = letters(&visit).await?;
    let zone = visit.reading.zone();
    let done = match visit.query("done").as_deref() {
        Some("again") => Some("The letter waits to be sent again."),
        Some("not-again") => Some("The letter could not be sent again: its words are gone."),
        Some("on") => Some("Letters are written from now on."),
        Some("off") => Some("No letters are written from now on."),
        _ => None,
    };
    page(&Sent {
        frame: visit
            .frame("Letters")
            .section(Section::Office)
            .crumb("Office", "/office")
            .done(done),
        base: visit.at(""),
        written: letters.written,
        counts: letters.counts,
        failed: lines(letters.failed, &zone),
        waiting: lines(letters.waiting, &zone),
        sent: lines(letters.sent, &zone),
        unreachable: letters.unreachable,
    })
}

/// `GET /api/v1/{partnership}/office/letters`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&letters(&visit).await?)
}

/// `POST /{partnership}/office/letters/again`
pub(super) async fn again(visit: Visit, form: Form) -> Result<Response, Problem> {
    let key = form.value("letter").to_owned();
    let partnership = visit.reading.partnership.to_string();
    let asked = visit
        .site
        .asking(move |house| house.send_letter_again(&partnership, &key));
    let done = if asked.await?? { "again" } else { "not-again" };
    Ok(see(&visit.at(&format!("/office/letters?done={done}"))))
}

/// `POST /{partnership}/office/letters`: has letters written, or none.
pub(super) async fn have_written(visit: Visit, form: Form) -> Result<Response, Problem> {
    let written = form.value("written") == "on";
    let partnership = visit.reading.partnership.to_string();
    let asked = visit
        .site
        .asking(move |house| house.have_letters_written(&partnership, written));
    asked.await??;
    let done = if written { "on" } else { "off" };
    Ok(see(&visit.at(&format!("/office/letters?done={done}"))))
}
