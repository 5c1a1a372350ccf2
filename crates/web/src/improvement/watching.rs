//! The watch list: policies to be answered and money to be bid for, the first due first; and adding to it.

use app::views::{self, WatchLine};
use askama::Template;
use axum::response::Response;
use record::watching::{WatchSort, WatchState};
use serde_json::json;

use crate::{
    exceptions::{SECTION, bodies, members, partners},
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say::{self, Tag},
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "improvement/watch_list.html")]
struct Index {
    frame: Frame,
    base: String,
    /// What is to be answered, what went out, and what is over; each with its heading.
    parts: Vec<(&'static str, &'static str, Vec<WatchLine>)>,
}

/// How far something has come, in a tag.
pub(super) fn state(state: &WatchState) -> Tag {
    let (class, words) = match state {
        WatchState::Watching => ("govuk-tag--grey", "Watched"),
        WatchState::Preparing => ("govuk-tag--blue", "Being prepared"),
        WatchState::Sent => ("govuk-tag--yellow", "Sent"),
        WatchState::Won => ("govuk-tag--green", "Won"),
        WatchState::Lost => ("govuk-tag--red", "Lost"),
        WatchState::LetPass => ("govuk-tag--grey", "Let pass"),
    };
    Tag {
        class,
        words: words.to_owned(),
    }
}

/// What something is, in a word.
pub(super) fn sort(sort: &WatchSort) -> &'static str {
    match sort {
        WatchSort::Policy => "Policy to be answered",
        WatchSort::Bid => "Bid",
    }
}

/// "Three Rivers Health Trust and Voluntary Action".
pub(super) fn names(partners: &[views::PartnerRef]) -> String {
    let names: Vec<String> = partners.iter().map(|one| one.name.clone()).collect();
    say::listed(&names)
}

/// `GET /{partnership}/watch-list`
pub(super) async fn index(visit: Visit) -> Result<Response, Problem> {
    let all = views::watch_list(&visit.reading);
    let (open, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.state.is_open());
    let (over, sent): (Vec<_>, Vec<_>) = rest.into_iter().partition(|it| it.state.is_over());
    let parts = vec![
        ("open", "To be answered", open),
        ("sent", "Sent", sent),
        ("over", "Over", over),
    ];
    page(&Index {
        frame: visit
            .frame("Watch list")
            .section(SECTION)
            .crumb("Plan", "/plan"),
        base: visit.at(""),
        parts: parts
            .into_iter()
            .filter(|(_, _, lines)| !lines.is_empty())
            .collect(),
    })
}

/// `GET /api/v1/{partnership}/watch-list`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::watch_list(&visit.reading))
}

#[derive(Template)]
#[template(path = "improvement/watch.html")]
struct Add {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
    partners: Vec<Choice>,
    people: Vec<Choice>,
    sorts: [Choice; 2],
}

impl Add {
    /// Each partner, and whether it is ticked.
    fn together(&self) -> impl Iterator<Item = (&Choice, bool)> {
        self.partners.iter().map(|choice| {
            let mut ticked = self.form.values("together");
            (choice, ticked.any(|value| value == choice.value))
        })
    }
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = visit
        .frame("Put something on the watch list")
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb("Watch list", "/watch-list")
        .summary(form.summary("Nothing was put on the watch list"));
    let status = form.status();
    page_with(
        status,
        &Add {
            frame,
            form,
            bodies: bodies(visit),
            partners: partners(visit),
            people: members(visit),
            sorts: [
                Choice::new("policy", "A policy or consultation that asks for an answer"),
                Choice::new("bid", "Money that can be bid for"),
            ],
        },
    )
}

/// `GET /{partnership}/watch-list/add`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty())
}

/// `POST /{partnership}/watch-list/add`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let together: Vec<String> = form
        .values("together")
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect();
    form.asks("together");
    let act = json!({
        "act": "watching.list", "together": together,
        "sort": form.read_text("sort", "Say what it is"),
        "title": form.read_text("title", "Say what it is called"),
        "about": form.read_text("about", "Say what it asks or offers"),
        "from": form.perhaps_text("from"),
        "deadline": form.read_date("deadline", "Say by when an answer is due"),
        "body": form.read_text("body", "Choose the body that sees to it"),
        "lead": form.read_text("lead", "Choose who leads"),
        "person": form.perhaps_text("person"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let visit = visit.read_on().await?;
                let last = visit.reading.record.watching.all().next_back();
                let page =
                    last.map_or_else(String::new, |last| format!("/{}?done=listed", last.id));
                return Ok(see(&visit.at(&format!("/watch-list{page}"))));
            }
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, form)
}
