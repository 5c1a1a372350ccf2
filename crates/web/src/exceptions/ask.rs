//! The forms about an exception that is open: how it stands, support, passing it on, a steer, what is to be
//! done, and its end. Each is a page of its own.

use app::views::{self, ExceptionView};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{SECTION, chosen_from, members, page, partners, sort};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    office::with_query,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

/// What may be done with an exception that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Report,
    Support,
    Forward,
    Steer,
    Remedy,
    Close,
}

impl Ask {
    pub(super) const ALL: [Self; 6] = [
        Self::Report,
        Self::Support,
        Self::Remedy,
        Self::Steer,
        Self::Forward,
        Self::Close,
    ];

    /// The end of its address.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Support => "support",
            Self::Forward => "forward",
            Self::Steer => "steer",
            Self::Remedy => "remedies",
            Self::Close => "close",
        }
    }

    /// What it is called, on a button and as the title of its page.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Report => "Say how it stands",
            Self::Support => "Say how you support",
            Self::Forward => "Pass it on",
            Self::Steer => "Record a steer",
            Self::Remedy => "Set a remedial action",
            Self::Close => "Close it",
        }
    }

    fn failed(self) -> &'static str {
        match self {
            Self::Report => "The report was not recorded",
            Self::Support => "The support was not recorded",
            Self::Forward => "It was not passed on",
            Self::Steer => "The steer was not recorded",
            Self::Remedy => "The remedial action was not set",
            Self::Close => "It was not closed",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Report => "reported",
            Self::Support => "supported",
            Self::Forward => "forwarded",
            Self::Steer => "steered",
            Self::Remedy => "set",
            Self::Close => "closed",
        }
    }

    /// Whether whoever looks may do it.
    pub(super) fn may(self, visit: &Visit, view: &ExceptionView) -> bool {
        let answers = || {
            let person = visit.viewer.person.as_ref();
            person.is_some_and(|who| views::answers_for(&visit.reading, who.id, &view.line.id))
        };
        let onward = view.next.is_some() || view.any_body || !view.back.is_empty();
        match self {
            Self::Steer | Self::Close => visit.viewer.secretariat,
            Self::Support => say::audience(visit).inside(),
            Self::Forward if visit.viewer.secretariat => onward,
            Self::Forward => onward && view.back.is_empty() && answers(),
            Self::Report | Self::Remedy => visit.viewer.secretariat || answers(),
        }
    }
}

#[derive(Template)]
#[template(path = "exceptions/ask.html")]
struct Page {
    frame: Frame,
    form: Form,
    seen: u64,
    here: String,
    ask: Ask,
    view: ExceptionView,
    partners: Vec<Choice>,
    people: Vec<Choice>,
    bodies: Vec<Choice>,
    items: Vec<Choice>,
    decisions: Vec<Choice>,
}

impl Page {
    fn outcomes(&self) -> [Choice; 3] {
        [
            Choice::new("resolved", "What was wrong is put right"),
            Choice::new("accepted", "It is taken as it is"),
            Choice::new(
                "no-longer-matters",
                "It was a mistake, or does not matter any more",
            ),
        ]
    }
}

/// Bodies to which it may go, the next on its way first.
fn onward(visit: &Visit, view: &ExceptionView) -> Vec<Choice> {
    let next = view.next.iter().map(|(body, clause)| {
        let by = clause.as_ref().map_or(String::new(), |clause| {
            format!(" ({})", say::clause(clause))
        });
        Choice::new(body.id.to_string(), format!("{}{by}", body.name))
    });
    let back = view
        .back
        .iter()
        .map(|body| Choice::new(body.id.to_string(), format!("Back to {}", body.name)));
    let mut all: Vec<Choice> = next.chain(back).collect();
    if view.any_body {
        let known: Vec<String> = view
            .next
            .iter()
            .map(|(body, _)| body)
            .chain(&view.back)
            .chain([&view.line.body])
            .map(|body| body.id.to_string())
            .collect();
        let rest = views::bodies_to_call(&visit.reading, visit.reading.today()).into_iter();
        let rest = rest.filter(|row| !known.contains(&row.body.id.to_string()));
        all.extend(rest.map(|row| Choice::new(row.body.id.to_string(), row.body.name)));
    }
    all
}

/// Those whose support whoever looks may record: all for the secretariat, their own for the others.
fn supporters(visit: &Visit) -> Vec<Choice> {
    if visit.viewer.secretariat {
        return partners(visit);
    }
    let (reading, today) = (&visit.reading, visit.reading.today());
    let person = visit.viewer.person.as_ref();
    let mine =
        person.and_then(|person| views::person(reading, person.id, today, say::audience(visit)));
    let mut own = Vec::new();
    for held in mine
        .iter()
        .flat_map(|desk| desk.seats.iter().chain(&desk.stands_in))
    {
        if let Some(partner) = held.seat.partner.clone().filter(|it| !own.contains(it)) {
            own.push(partner);
        }
    }
    chosen_from(own)
}

fn paper(visit: &Visit, id: &str, form: Form, ask: Ask) -> Result<Response, Problem> {
    let view = page::view(visit, id)?;
    if !ask.may(visit, &view) {
        return Err(Problem::not_found());
    }
    let here = format!("/exceptions/{}", view.line.id);
    if view.line.outcome.is_some() && form.summary("").is_none() {
        return Ok(see(&visit.at(&here)));
    }
    let frame = visit
        .frame(ask.verb())
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb("Exceptions", "/exceptions")
        .crumb(view.line.title.clone(), &here)
        .summary(form.summary(ask.failed()));
    let asked = form.value("meeting").to_owned();
    let meetings = view.steered_at.iter();
    let at: Vec<_> = meetings
        .filter(|at| asked.is_empty() || at.meeting.id.to_string() == asked)
        .collect();
    let items = at.iter().flat_map(|at| {
        let mut items: Vec<_> = at.items.iter().collect();
        items.sort_by_key(|(no, _)| (Some(*no) != at.own, no.0));
        items.into_iter().map(|(no, title)| {
            let words = format!("{}, item {no}: {title}", say::meeting(&at.meeting));
            Choice::new(format!("{}/{no}", at.meeting.id), words)
        })
    });
    let decisions = at.iter().flat_map(|at| {
        at.decisions.iter().map(|(id, no, text)| {
            let words = format!("{}, item {no}: {text}", say::meeting(&at.meeting));
            Choice::new(id.to_string(), words)
        })
    });
    let (items, decisions) = (items.collect(), decisions.collect());
    let status = form.status();
    page_with(
        status,
        &Page {
            frame,
            seen: visit.reading.head.line,
            here: visit.at(&here),
            partners: match ask {
                Ask::Support => supporters(visit),
                Ask::Remedy => partners(visit),
                _ => Vec::new(),
            },
            people: members(visit),
            bodies: onward(visit, &view),
            items,
            decisions,
            ask,
            view,
            form,
        },
    )
}

/// The page of a form.
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    ask: Ask,
) -> Result<Response, Problem> {
    let form = with_query(&visit, &["meeting"]);
    paper(&visit, &id, form, ask)
}

/// The act that a form asks for.
fn act(ask: Ask, id: &str, form: &mut Form) -> Value {
    match ask {
        Ask::Report => json!({
            "act": "exceptions.report", "exception": id,
            "words": form.read_text("words", "Say how it stands"),
        }),
        Ask::Support => json!({
            "act": "exceptions.give-support", "exception": id,
            "partner": form.read_text("partner", "Choose who supports"),
            "words": form.read_text("words", "Say what it does"),
        }),
        Ask::Forward => json!({
            "act": "exceptions.forward", "exception": id,
            "to": form.read_text("to", "Choose the body to which it goes"),
            "why": form.read_text("why", "Say why it is passed on"),
            "asks": form.perhaps_text("asks"),
        }),
        Ask::Steer => {
            let at = form
                .read_text("at", "Choose the meeting and item")
                .unwrap_or_default();
            let (meeting, item) = at.rsplit_once('/').unwrap_or((&at, ""));
            json!({
                "act": "exceptions.give-steer", "exception": id, "meeting": meeting,
                "item": item.parse::<u16>().unwrap_or(0),
                "decision": form.perhaps_text("decision"),
                "words": form.read_text("words", "Write what the steer is"),
            })
        }
        Ask::Remedy => json!({
            "act": "exceptions.set-remedy", "exception": id,
            "what": form.read_text("what", "Say what is to be done"),
            "owner": form.read_text("owner", "Choose who is to do it"),
            "person": form.perhaps_text("person"),
            "due": form.read_date("due", "Say by when"),
        }),
        Ask::Close => json!({
            "act": "exceptions.close", "exception": id,
            "outcome": form.read_text("outcome", "Say how it ended"),
            "words": form.read_text("words", "Write what came of it"),
        }),
    }
}

/// A form, sent.
pub(super) async fn take(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
    ask: Ask,
) -> Result<Response, Problem> {
    page::view(&visit, &id)?;
    let act = act(ask, &id, &mut form);
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let done = format!("/exceptions/{id}?done={}", ask.done());
                return Ok(see(&visit.at(&done)));
            }
            Err(denied) => form.denied_as(denied, |field| match field {
                "meeting" | "item" => "at".to_owned(),
                "exception" => "words".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    paper(&visit.read_on().await?, &id, form, ask)
}
