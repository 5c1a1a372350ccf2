//! The register of decisions, by body, outcome and words.

use app::views::{self, BodyRef, DecisionLine};
use askama::Template;
use axum::response::Response;

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
    words: String,
}

/// The outcomes that one can ask for.
const OUTCOMES: [(&str, &str); 3] = [
    ("agreed", "Agreed or carried"),
    ("not-carried", "Not carried"),
    ("waits", "Waits to be ratified"),
];

impl Asked {
    fn of(visit: &Visit) -> Self {
        let query = |name: &str| visit.query(name).unwrap_or_default().trim().to_owned();
        Self {
            body: query("body"),
            outcome: query("outcome"),
            words: query("q"),
        }
    }

    fn anything(&self) -> bool {
        !(self.body.is_empty() && self.outcome.is_empty() && self.words.is_empty())
    }

    /// The parameters that ask for another page of the same.
    fn address(&self, page: usize) -> String {
        let mut address = form_urlencoded::Serializer::new(String::new());
        let asked = [
            ("body", &self.body),
            ("outcome", &self.outcome),
            ("q", &self.words),
        ];
        for (name, value) in asked.into_iter().filter(|(_, value)| !value.is_empty()) {
            address.append_pair(name, value);
        }
        address.append_pair("page", &page.to_string()).finish()
    }

    /// Whether a decision is among those asked for. An outcome that nobody knows leaves nothing out.
    fn wants(&self, line: &DecisionLine) -> bool {
        let outcome = match self.outcome.as_str() {
            "agreed" => line.agreed == Some(true) && !say::waits(line),
            "not-carried" => line.agreed == Some(false),
            "waits" => say::waits(line),
            _ => true,
        };
        let body = self.body.is_empty() || line.meeting.body.id.as_str() == self.body;
        let text = line.text.to_lowercase();
        let words = self.words.to_lowercase();
        outcome && body && words.split_whitespace().all(|word| text.contains(word))
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
    lines: Vec<DecisionLine>,
    newer: Option<String>,
    older: Option<String>,
}

/// `GET /{partnership}/decisions?body=board&outcome=agreed&q=grant&page=2`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let asked = Asked::of(&visit);
    let audience = say::audience(&visit);
    let mut all = views::decisions(&visit.reading, audience).peekable();
    let any = all.peek().is_some();
    let found = Pages::of(&visit, all.filter(|line| asked.wants(line)));
    let frame = visit.frame("Decisions").section(Section::Decisions).top();
    page(&Register {
        frame,
        base: visit.at(""),
        bodies: views::bodies_that_met(&visit.reading),
        any,
        newer: found.newer.map(|page| asked.address(page)),
        older: found.older.map(|page| asked.address(page)),
        lines: found.rows,
        asked,
    })
}

/// `GET /api/v1/{partnership}/decisions?body=board&outcome=agreed&q=grant&page=2`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let asked = Asked::of(&visit);
    let lines = views::decisions(&visit.reading, say::audience(&visit));
    let found = Pages::of(&visit, lines.filter(|line| asked.wants(line)));
    crate::api::json(&found.rows)
}
