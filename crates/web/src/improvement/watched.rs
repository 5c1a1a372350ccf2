//! The page of something on the watch list: what it asks, who answers, what the partners gave, how far it
//! has come; and the forms to give a part and to move it on.

use app::views::{self, WatchView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::WatchId, watching::WatchState};
use serde_json::json;

use super::watching::{names, sort, state};
use crate::{
    exceptions::{SECTION, chosen_from, partners},
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "improvement/watched.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: WatchView,
    /// The partners for which whoever looks may give a part.
    partners: Vec<Choice>,
    /// Whether they may move it on.
    moves: bool,
}

impl Page {
    fn states(&self) -> Vec<Choice> {
        let open = [
            Choice::new("preparing", "The answer is being written"),
            Choice::new("sent", "It went out"),
            Choice::new("let-pass", "It is let pass"),
        ];
        let sent = [
            Choice::new("won", "It was won, or the policy follows the answer"),
            Choice::new(
                "lost",
                "It was lost, or the policy does not follow the answer",
            ),
        ];
        match self.view.line.state {
            WatchState::Watching | WatchState::Preparing => open.into(),
            WatchState::Sent => sent.into(),
            WatchState::Won | WatchState::Lost | WatchState::LetPass => Vec::new(),
        }
    }
}

fn view(visit: &Visit, id: &str) -> Result<WatchView, Problem> {
    let id: WatchId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::watched(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/watch-list/{watch}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty(), "")
}

/// `GET /api/v1/{partnership}/watch-list/{watch}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}

fn paper(visit: &Visit, id: &str, form: Form, failed: &str) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let done = match visit.query("done").as_deref() {
        Some("listed") => Some("It is on the watch list."),
        Some("given") => Some("The part of the answer is recorded."),
        Some("moved") => Some("How far it has come is recorded."),
        _ => None,
    };
    let secretariat = visit.viewer.secretariat;
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    let line = &view.line;
    let own = match person {
        _ if !line.state.is_open() => Vec::new(),
        _ if secretariat => partners(visit),
        Some(person) => chosen_from(views::may_contribute(&visit.reading, person, &line.id)),
        None => Vec::new(),
    };
    let leads = person.is_some_and(|who| views::leads_watched(&visit.reading, who, &line.id));
    let frame = visit
        .frame(line.title.clone())
        .section(SECTION)
        .crumb("Plan", "/plan")
        .crumb("Watch list", "/watch-list")
        .done(done)
        .summary(form.summary(failed));
    let status = form.status();
    page_with(
        status,
        &Page {
            frame,
            base: visit.at(""),
            here: visit.at(&format!("/watch-list/{}", line.id)),
            form,
            partners: own,
            moves: (secretariat || leads) && !line.state.is_over(),
            view,
        },
    )
}

/// `POST /{partnership}/watch-list/{watch}/part`
pub(super) async fn part(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    view(&visit, &id)?;
    let act = json!({
        "act": "watching.contribute", "watch": id,
        "partner": form.read_text("partner", "Choose whose part it is"),
        "words": form.read_text("words", "Write the part of the answer"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/watch-list/{id}?done=given")))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "watch" => "words".to_owned(),
                other => other.to_owned(),
            })?,
        }
    }
    let visit = visit.read_on().await?;
    paper(&visit, &id, form, "The part was not recorded")
}

/// `POST /{partnership}/watch-list/{watch}/move`
pub(super) async fn move_on(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    view(&visit, &id)?;
    let act = json!({
        "act": "watching.move", "watch": id,
        "state": form.read_text("move.state", "Say how far it has come"),
        "words": form.read_text("move.words", "Say what was done, or what came of it"),
        "deadline": form.perhaps_date("move.deadline"),
    });
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/watch-list/{id}?done=moved")))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "watch" => String::new(),
                other => format!("move.{other}"),
            })?,
        }
    }
    let visit = visit.read_on().await?;
    paper(&visit, &id, form, "How far it has come was not recorded")
}
