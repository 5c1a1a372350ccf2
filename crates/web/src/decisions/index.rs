//! The register of decisions: by words, body, day, outcome and method, as a page, JSON and a file.

use app::views::{self, BodyRef, Found, HowMany, RegisterRow};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use record::decisions::{Facet, Wanted, words_of};

use super::sheet;
use crate::{
    frame::{Frame, Section},
    paging::Pages,
    problem::Problem,
    say,
    visit::{Visit, page},
};

/// What the address asks for.
struct Asked {
    body: String,
    outcome: String,
    method: String,
    from: String,
    until: String,
    dissents: bool,
    words: String,
}

/// The outcomes that one can ask for.
const OUTCOMES: [(&str, &str); 3] = [
    ("agreed", "Agreed or carried"),
    ("not-carried", "Not carried, not settled or not ratified"),
    ("waits", "Waits to be ratified"),
];

/// The ways of deciding that one can ask for.
const METHODS: [(&str, &str); 4] = [
    ("consensus", "By consensus"),
    ("vote", "By vote"),
    ("correspondence", "By correspondence"),
    ("forwarded", "Passed on to another body"),
];

impl Asked {
    fn of(visit: &Visit) -> Self {
        let query = |name: &str| visit.query(name).unwrap_or_default().trim().to_owned();
        Self {
            body: query("body"),
            outcome: query("outcome"),
            method: query("method"),
            from: query("from"),
            until: query("until"),
            dissents: query("dissents") == "yes",
            words: query("q"),
        }
    }

    fn anything(&self) -> bool {
        !self.address().is_empty()
    }

    /// The parameters that ask for the same.
    fn address(&self) -> String {
        let mut address = form_urlencoded::Serializer::new(String::new());
        let dissents = if self.dissents { "yes" } else { "" };
        let asked = [
            ("body", self.body.as_str()),
            ("outcome", &self.outcome),
            ("method", &self.method),
            ("from", &self.from),
            ("until", &self.until),
            ("dissents", dissents),
            ("q", &self.words),
        ];
        for (name, value) in asked.into_iter().filter(|(_, value)| !value.is_empty()) {
            address.append_pair(name, value);
        }
        address.finish()
    }

    /// The parameters that ask for another page of the same.
    fn page(&self, page: usize) -> String {
        match self.address() {
            same if same.is_empty() => format!("page={page}"),
            same => format!("{same}&page={page}"),
        }
    }

    /// What to look for. A word that nobody knows for an outcome or method leaves nothing out; a body
    /// that is none, and a day that is none, find nothing and everything.
    fn wanted(&self) -> Wanted {
        let day = |text: &str| text.parse::<Date>().ok();
        let outcome = match self.outcome.as_str() {
            "agreed" => Some(Facet::Agreed),
            "not-carried" => Some(Facet::NotAgreed),
            "waits" => Some(Facet::ToRatify),
            _ => None,
        };
        let method = match self.method.as_str() {
            "consensus" => Some(Facet::ByConsensus),
            "vote" => Some(Facet::ByVote),
            "correspondence" => Some(Facet::ByCorrespondence),
            "forwarded" => Some(Facet::Forwarded),
            _ => None,
        };
        let body = self.body.parse().ok().map(Facet::Body);
        let dissents = self.dissents.then_some(Facet::Dissented);
        Wanted {
            public: true,
            facets: [outcome, method, body, dissents]
                .into_iter()
                .flatten()
                .collect(),
            words: words_of(&self.words).into_iter().collect(),
            from: day(&self.from),
            until: day(&self.until),
        }
    }
}

#[derive(Template)]
#[template(path = "decisions/index.html")]
struct Register {
    frame: Frame,
    base: String,
    asked: Asked,
    bodies: Vec<BodyRef>,
    any: bool,
    many: String,
    rows: Vec<RegisterRow>,
    newer: Option<String>,
    older: Option<String>,
}

fn found<'a>(visit: &'a Visit, asked: &Asked) -> Found<'a> {
    views::register(&visit.reading, say::audience(visit), asked.wanted())
}

/// `GET /{partnership}/decisions?body=board&outcome=agreed&method=vote&from=2007-04-01&q=grant&page=2`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let asked = Asked::of(&visit);
    let all = views::register(&visit.reading, say::audience(&visit), Wanted::default());
    let found = found(&visit, &asked);
    let many = match found.how_many() {
        HowMany::Exactly(many) => say::count(many, "decision", "decisions"),
        HowMany::MoreThan(many) => format!("More than {many} decisions"),
    };
    let rows = Pages::of(&visit, found.rows());
    let frame = visit.frame("Decisions").section(Section::Decisions).top();
    page(&Register {
        frame,
        base: visit.at(""),
        bodies: views::bodies_that_met(&visit.reading),
        any: all.how_many() != HowMany::Exactly(0),
        many,
        newer: rows.newer.map(|page| asked.page(page)),
        older: rows.older.map(|page| asked.page(page)),
        rows: rows.rows,
        asked,
    })
}

/// `GET /api/v1/{partnership}/decisions?body=board&outcome=agreed&q=grant&page=2`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let asked = Asked::of(&visit);
    let found = found(&visit, &asked);
    crate::api::json(&Pages::of(&visit, found.rows()).rows)
}

/// `GET /{partnership}/decisions/register.csv`, with the same parameters.
pub(super) async fn csv(visit: Visit) -> Result<Response, Problem> {
    let found = found(&visit, &Asked::of(&visit));
    let address = |path: String| visit.at(&path);
    let text = sheet::register(found.rows(), address);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"decisions.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// "5 for, 1 against, 0 abstained · 12 of 20 present · 2 actions, 1 done".
fn facts(row: &RegisterRow) -> String {
    let RegisterRow::AtMeeting {
        present,
        tally,
        method,
        actions: (all, done),
        ..
    } = row
    else {
        return String::new();
    };
    let tally = tally.map(|(for_it, against, abstained)| {
        format!("{for_it} for, {against} against, {abstained} abstained")
    });
    let present = present.map(|(present, of)| format!("{present} of {of} present"));
    let actions = match (all, done) {
        (0, _) => None,
        (all, 0) => Some(say::count(*all, "action", "actions")),
        (all, done) => Some(format!(
            "{}, {done} done",
            say::count(*all, "action", "actions")
        )),
    };
    let parts = [Some((*method).to_owned()), tally, present, actions];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
