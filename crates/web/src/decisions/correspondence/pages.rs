//! The questions put by correspondence, and the page of each.

use app::views::{self, CorrespondenceLine, CorrespondenceView, ReplyView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    correspondence::{Answer, Means, Outcome},
    id::CorrespondenceId,
};

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    paging::Pages,
    problem::Problem,
    say,
    visit::{Visit, page, page_with},
};

#[derive(Template)]
#[template(path = "correspondence/index.html")]
struct Index {
    frame: Frame,
    base: String,
    lines: Vec<CorrespondenceLine>,
    newer: Option<String>,
    older: Option<String>,
}

/// `GET /{partnership}/decisions/by-correspondence`
pub(super) async fn index(visit: Visit) -> Result<Response, Problem> {
    let all = views::correspondences(&visit.reading, say::audience(&visit));
    let found = Pages::of(&visit, all);
    page(&Index {
        frame: visit
            .frame("By correspondence")
            .section(Section::Decisions)
            .crumb("Decisions", "/decisions"),
        base: visit.at(""),
        newer: found.newer.map(|page| format!("page={page}")),
        older: found.older.map(|page| format!("page={page}")),
        lines: found.rows,
    })
}

/// `GET /api/v1/{partnership}/decisions/by-correspondence`
pub(super) async fn index_json(visit: Visit) -> Result<Response, Problem> {
    let all = views::correspondences(&visit.reading, say::audience(&visit));
    crate::api::json(&Pages::of(&visit, all).rows)
}

#[derive(Template)]
#[template(path = "correspondence/question.html")]
struct Question {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: CorrespondenceView,
    seats: Vec<Choice>,
}

impl Question {
    fn standing(&self) -> &'static str {
        standing(&self.view.line)
    }

    fn answers(&self) -> [Choice; 3] {
        [
            Choice::new("agree", "Agree"),
            Choice::new("disagree", "Disagree"),
            Choice::new("abstain", "Take no side"),
        ]
    }

    fn means(&self) -> [Choice; 5] {
        [
            Choice::new("email", "By e-mail"),
            Choice::new("letter", "By letter"),
            Choice::new("telephone", "By telephone"),
            Choice::new("in-person", "By word of mouth"),
            Choice::new("here", "Here"),
        ]
    }

    /// How many had to answer, and what carries.
    fn rule(&self) -> String {
        let count = &self.view.line.count;
        let carries = if self.view.unanimous {
            "nobody may disagree".to_owned()
        } else {
            format!("{} of those who answer have to agree", count.needed)
        };
        format!(
            "{} of the {} who were asked have to answer, and {carries}",
            count.answers_needed, count.asked
        )
    }
}

/// How a question stands.
pub(in crate::decisions) fn standing(line: &CorrespondenceLine) -> &'static str {
    match line.outcome {
        None => "Being answered",
        Some(Outcome::Agreed) => "Agreed by correspondence",
        Some(Outcome::ToMeeting) => "Not settled, so it goes before a meeting",
    }
}

/// The colour of its tag.
pub(in crate::decisions) fn colour(line: &CorrespondenceLine) -> &'static str {
    match line.outcome {
        None => "govuk-tag--blue",
        Some(Outcome::Agreed) => "govuk-tag--green",
        Some(Outcome::ToMeeting) => "govuk-tag--yellow",
    }
}

fn answer(row: &ReplyView) -> &'static str {
    match row.answer {
        Some(Answer::Agree) => "Agrees",
        Some(Answer::Disagree) => "Disagrees",
        Some(Answer::Abstain) => "Takes no side",
        None => "Has not answered",
    }
}

/// The question that the address names, if whoever looks may see it.
pub(super) fn view(visit: &Visit, id: &str) -> Result<CorrespondenceView, Problem> {
    let id: CorrespondenceId = id.parse().map_err(|_| Problem::not_found())?;
    let view = views::correspondence(&visit.reading, &id, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/decisions/by-correspondence/{correspondence}`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &id, Form::empty(), "")
}

/// The page, as first shown or after an answer was refused.
pub(super) fn paper(
    visit: &Visit,
    id: &str,
    form: Form,
    failed: &str,
) -> Result<Response, Problem> {
    let view = view(visit, id)?;
    let viewer = &visit.viewer;
    let mine = match (&viewer.person, viewer.secretariat) {
        (_, true) => views::may_answer(&visit.reading, &view.line.id, None),
        (Some(person), false) => views::may_answer(&visit.reading, &view.line.id, Some(person.id)),
        (None, false) => Vec::new(),
    };
    let seats: Vec<Choice> = mine
        .iter()
        .map(|seat| Choice::new(seat.seat.to_string(), &seat.name))
        .collect();
    let done = match visit.query("done").as_deref() {
        Some("put") => Some("The question is put."),
        Some("answered") => Some("The answer is recorded."),
        Some("counted") => Some("The answers are counted."),
        _ => None,
    };
    let form = match seats.as_slice() {
        [only] if form.value("seat").is_empty() => form.with("seat", only.value.clone()),
        _ => form,
    };
    let frame = visit
        .frame(view.line.title.clone())
        .section(Section::Decisions)
        .crumb("Decisions", "/decisions")
        .crumb("By correspondence", "/decisions/by-correspondence")
        .done(done)
        .summary(form.summary(failed));
    let status = form.status();
    page_with(
        status,
        &Question {
            frame,
            base: visit.at(""),
            here: visit.at(&format!("/decisions/by-correspondence/{}", view.line.id)),
            form,
            view,
            seats,
        },
    )
}

/// `GET /api/v1/{partnership}/decisions/by-correspondence/{correspondence}`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &id)?)
}
