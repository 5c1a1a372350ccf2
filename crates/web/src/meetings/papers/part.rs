//! Releasing what was withheld, and withdrawing what was published by mistake.

use app::views::{PersonRef, is_sent};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::MeetingId, meetings::Meeting};
use serde_json::{Value, json};

use super::{called, item_at, numbered, paper_at};
use crate::{
    forms::Form,
    frame::Frame,
    meetings::calling::{frame, title},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/papers/part.html")]
struct PartPage {
    frame: Frame,
    form: Form,
    meeting: String,
    what: String,
    /// Whether it is withdrawn; else released.
    withdraws: bool,
    /// Who has fetched it, and whether the papers are sent to them.
    fetched: Vec<(PersonRef, bool)>,
    /// Whether anyone could fetch it without signing in.
    was_public: bool,
    back: String,
    seen: u64,
}

/// What is done, to what.
struct Doing {
    what: String,
    withdraws: bool,
    fetched: Vec<(PersonRef, bool)>,
    was_public: bool,
    item: u16,
}

type Item3 = Path<(String, String, String)>;
type Paper4 = Path<(String, String, String, String)>;

/// `GET /{partnership}/meetings/{meeting}/items/{item}/release`
pub(super) async fn ask_release_item(
    visit: Visit,
    Path((_, meeting, item)): Item3,
) -> Result<Response, Problem> {
    let doing = of_item(&visit, &meeting, &item)?;
    show(&visit, &meeting, doing, Form::empty())
}

/// `POST` of the same.
pub(super) async fn release_item(
    visit: Visit,
    Path((_, meeting, item)): Item3,
    form: Form,
) -> Result<Response, Problem> {
    let doing = of_item(&visit, &meeting, &item)?;
    let act = json!({"act": "meetings.release", "meeting": meeting, "item": doing.item});
    take(visit, &meeting, doing, act, form).await
}

/// `GET /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/release`
pub(super) async fn ask_release(
    visit: Visit,
    Path((_, meeting, item, hash)): Paper4,
) -> Result<Response, Problem> {
    let doing = of_paper(&visit, [&meeting, &item, &hash], false).await?;
    show(&visit, &meeting, doing, Form::empty())
}

/// `POST` of the same.
pub(super) async fn release(
    visit: Visit,
    Path((_, meeting, item, hash)): Paper4,
    form: Form,
) -> Result<Response, Problem> {
    let doing = of_paper(&visit, [&meeting, &item, &hash], false).await?;
    let act =
        json!({"act": "meetings.release", "meeting": meeting, "item": doing.item, "paper": hash});
    take(visit, &meeting, doing, act, form).await
}

/// `GET /{partnership}/meetings/{meeting}/items/{item}/papers/{hash}/withdraw`
pub(super) async fn ask_withdraw(
    visit: Visit,
    Path((_, meeting, item, hash)): Paper4,
) -> Result<Response, Problem> {
    let doing = of_paper(&visit, [&meeting, &item, &hash], true).await?;
    show(&visit, &meeting, doing, Form::empty())
}

/// `POST` of the same.
pub(super) async fn withdraw(
    visit: Visit,
    Path((_, meeting, item, hash)): Paper4,
    form: Form,
) -> Result<Response, Problem> {
    let doing = of_paper(&visit, [&meeting, &item, &hash], true).await?;
    let act = json!({"act": "meetings.withdraw-paper", "meeting": meeting, "item": doing.item,
        "paper": hash});
    take(visit, &meeting, doing, act, form).await
}

fn of_item(visit: &Visit, meeting: &str, item: &str) -> Result<Doing, Problem> {
    let (at, of) = item_at(visit, meeting, item)?;
    Ok(Doing {
        what: numbered(visit, at, of),
        withdraws: false,
        fetched: Vec::new(),
        was_public: false,
        item: of.no.0,
    })
}

async fn of_paper(
    visit: &Visit,
    [meeting, item, hash]: [&str; 3],
    withdraws: bool,
) -> Result<Doing, Problem> {
    let (at, of, paper) = paper_at(visit, meeting, item, hash)?;
    let what = called(paper);
    let (was_public, item) = (paper.class.is_public(), of.no.0);
    let fetched = match withdraws {
        true => fetched(visit, at, hash).await?,
        false => Vec::new(),
    };
    Ok(Doing {
        what,
        withdraws,
        fetched,
        was_public,
        item,
    })
}

/// Who has fetched a paper of a meeting while signed in.
async fn fetched(
    visit: &Visit,
    meeting: &Meeting,
    hash: &str,
) -> Result<Vec<(PersonRef, bool)>, Problem> {
    let (partnership, id): (String, MeetingId) =
        (visit.reading.partnership.to_string(), meeting.id.clone());
    let asked = id.clone();
    let opened = visit
        .site
        .asking(move |house| house.opened(&partnership, &asked))
        .await??;
    let of_it = opened.into_iter().filter(|one| one.what == hash);
    let people = of_it.map(|one| {
        let person = PersonRef {
            id: one.person,
            name: visit.reading.names.of(one.person).to_owned(),
            public: false,
        };
        (person, is_sent(&visit.reading, &id, one.person))
    });
    Ok(people.collect())
}

async fn take(
    visit: Visit,
    meeting: &str,
    doing: Doing,
    mut act: Value,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_fresh()?;
    let missing = match doing.withdraws {
        true => "Say why it is withdrawn",
        false => "Say why it need not be withheld any more",
    };
    act["why"] = json!(form.read_text("why", missing));
    let done = match doing.withdraws {
        true => "paper-withdrawn",
        false => "released",
    };
    if form.is_right() {
        let item = doing.item;
        let on = visit.at(&format!("/meetings/{meeting}?done={done}#item-{item}"));
        if visit.record(act, &mut form).await? {
            return Ok(see(&on));
        }
    }
    show(&visit.read_on().await?, meeting, doing, form)
}

fn show(visit: &Visit, meeting: &str, doing: Doing, form: Form) -> Result<Response, Problem> {
    let at = crate::meetings::calling::meeting_at(visit, meeting)?;
    let (heading, failed) = match doing.withdraws {
        true => ("Withdraw the paper", "The paper was not withdrawn"),
        false => ("Release it to everyone", "It was not released"),
    };
    let page = PartPage {
        frame: frame(visit, at, heading).summary(form.summary(failed)),
        meeting: title(visit, at),
        what: doing.what,
        withdraws: doing.withdraws,
        fetched: doing.fetched,
        was_public: doing.was_public,
        back: visit.at(&format!("/meetings/{meeting}#item-{}", doing.item)),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}
