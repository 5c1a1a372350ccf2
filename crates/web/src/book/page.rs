//! The book, newest line first, fifty to a page.

use app::{Book, LineShown};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use record::{Entry, LineNo};
use serde::Serialize;

use super::{
    names::{Bit, Names},
    sentences,
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say::{self, LINES_ON_A_PAGE},
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "book/index.html")]
struct Page {
    frame: Frame,
    base: String,
    days: Vec<(String, Vec<Line>)>,
    newest: Option<(LineNo, String)>,
    last: LineNo,
    newer: Option<String>,
    older: Option<String>,
}

/// A line, as the page shows it.
struct Line {
    number: LineNo,
    time: Option<String>,
    day: String,
    by: Option<Bit>,
    says: Vec<Bit>,
    hash: Option<String>,
    redacted: usize,
}

/// A line, for programs.
#[derive(Serialize)]
struct JsonLine<'a> {
    number: LineNo,
    /// When; none: not public yet.
    at: Option<String>,
    /// Who, as a sentence names them; none: not public yet.
    by: Option<String>,
    /// What it says, in a sentence; none: not public yet.
    says: Option<String>,
    /// What it says, as it was written, with seals in the place of people's words.
    entry: &'a Option<Entry>,
    /// Its hash; none: not public yet, because what is guessed could be tried against it.
    hash: &'a Option<String>,
    redacted: usize,
}

#[derive(Serialize)]
struct JsonBook<'a> {
    last: LineNo,
    lines: Vec<JsonLine<'a>>,
}

/// `GET /{partnership}/record?upto=812`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let upto = upto(&visit)?;
    let book = lines(&visit, upto).await?;
    let base = visit.at("");
    let names = Names::of(&visit.reading, &base);
    let mut days: Vec<(String, Vec<Line>)> = Vec::new();
    for shown in &book.lines {
        let line = line(&visit, &names, shown);
        match days.last_mut().filter(|(day, _)| *day == line.day) {
            Some((_, lines)) => lines.push(line),
            None => days.push((line.day.clone(), vec![line])),
        }
    }
    let first = book.lines.last().map_or(0, |line| line.number);
    let newest = book.lines.first().map_or(0, |line| line.number);
    page(&Page {
        frame: visit.frame("The book").section(Section::Book).top(),
        days,
        newest: book.newest,
        last: book.last,
        newer: (newest < book.last)
            .then(|| format!("upto={}", newest.saturating_add(LINES_ON_A_PAGE))),
        older: (first > 1).then(|| format!("upto={}", first - 1)),
        base,
    })
}

/// `GET /api/v1/{partnership}/record?upto=812`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let upto = upto(&visit)?;
    let book = lines(&visit, upto).await?;
    let base = visit.at("");
    let names = Names::of(&visit.reading, &base);
    let line = |shown: &'_ LineShown| -> (Option<String>, Option<String>) {
        let says = shown
            .entry
            .as_ref()
            .map(|entry| sentences::sentence(&names, entry));
        let by = shown.by.as_ref().map(|by| names.author(by).words);
        (by, says.map(|says| says.text()))
    };
    let lines = book.lines.iter().map(|shown| {
        let (by, says) = line(shown);
        JsonLine {
            number: shown.number,
            at: shown.at.map(|at| at.to_string()),
            by,
            says,
            entry: &shown.entry,
            hash: &shown.hash,
            redacted: shown.redacted,
        }
    });
    crate::api::json(&JsonBook {
        last: book.last,
        lines: lines.collect(),
    })
}

/// The last line to show: what `?upto=` asks for, or else up to the end.
fn upto(visit: &Visit) -> Result<LineNo, Problem> {
    match visit.query("upto").filter(|text| !text.is_empty()) {
        None => Ok(visit.reading.head.line),
        Some(text) => text.parse().ok().filter(|line| *line > 0).ok_or_else(|| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "malformed",
                "The line cannot be read",
                "The address asks for a line of the book that is not a whole number from 1.",
                "Write it as in ?upto=50.",
            )
            .on_field("upto")
        }),
    }
}

async fn lines(visit: &Visit, upto: LineNo) -> Result<Book, Problem> {
    let reading = visit.reading.clone();
    let everything = visit.viewer.secretariat;
    let book = visit
        .site
        .asking(move |house| house.book(&reading, upto, LINES_ON_A_PAGE, everything))
        .await??;
    Ok(book)
}

fn line(visit: &Visit, names: &Names<'_>, shown: &LineShown) -> Line {
    let at = shown.at.map(|at| at.to_zoned(visit.reading.zone()));
    Line {
        number: shown.number,
        time: at.as_ref().map(|at| at.strftime("%H:%M:%S").to_string()),
        day: at.map_or_else(|| "Not public yet".to_owned(), |at| say::day(&at.date())),
        by: shown.by.as_ref().map(|by| names.author(by)),
        says: shown
            .entry
            .as_ref()
            .map(|entry| sentences::sentence(names, entry).bits())
            .unwrap_or_default(),
        hash: shown.hash.clone(),
        redacted: shown.redacted,
    }
}
