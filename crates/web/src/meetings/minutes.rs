//! The minutes of a meeting as a document, to read or print.

use app::views::{self, DecisionView, MinutesState, MinutesView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::ItemNo;

use super::{attendance, meeting::id};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/minutes.html")]
struct Minutes {
    frame: Frame,
    base: String,
    view: MinutesView,
}

impl Minutes {
    /// Decisions under an item, in full.
    fn decisions(&self, item: &ItemNo) -> Vec<&DecisionView> {
        let all = self.view.decisions.iter();
        all.filter(|decision| decision.line.item == *item).collect()
    }

    /// How the minutes stand, below the title.
    fn standing(&self) -> String {
        match self.view.meeting.line.minutes {
            MinutesState::Called => "The meeting has not been held yet.".to_owned(),
            MinutesState::Open => "The meeting is under way.".to_owned(),
            MinutesState::Cancelled => "The meeting was cancelled.".to_owned(),
            MinutesState::Held => "The minutes are being written.".to_owned(),
            MinutesState::Drafted => match self.view.meeting.line.circulated {
                Some(on) => format!(
                    "Draft, circulated on {}: these minutes are not approved yet.",
                    words::short_day(on)
                ),
                None => "Draft: these minutes are not approved yet.".to_owned(),
            },
            MinutesState::Approved { on } => {
                format!("Approved on {}, not published yet.", words::short_day(on))
            }
            MinutesState::Published { approved } => {
                format!(
                    "Approved as a true record on {}.",
                    words::short_day(approved)
                )
            }
        }
    }

    /// Whether there is anything to read yet for whoever looks.
    fn readable(&self) -> bool {
        let meeting = &self.view.meeting;
        meeting.open_to_you
            && !matches!(
                meeting.line.minutes,
                MinutesState::Called
                    | MinutesState::Open
                    | MinutesState::Held
                    | MinutesState::Cancelled
            )
    }

    /// For which seat someone came, and how.
    fn details(&self, who: &views::Attendee) -> String {
        let meeting = &self.view.meeting;
        attendance::details(who, Some(&who.title), meeting.opened, meeting.closed)
    }
}

/// "18 for, 4 against, 2 abstained".
fn count(decision: &DecisionView) -> Option<String> {
    let tally = decision.certificate.as_ref()?.tally?;
    Some(format!(
        "{} for, {} against, {} abstained, {} did not vote; {} were needed",
        tally.in_favour, tally.against, tally.abstained, tally.silent, tally.needed
    ))
}

/// Whose vote went which way, as one sentence for each way.
fn ways(decision: &DecisionView) -> Vec<(&'static str, String)> {
    let Some(certificate) = &decision.certificate else {
        return Vec::new();
    };
    let mut ways: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for ballot in &certificate.ballots {
        let way = ballot.vote.map_or("Present, no vote", words::vote);
        match ways.iter_mut().find(|(words, _)| *words == way) {
            Some((_, voters)) => voters.push(&ballot.voter),
            None => ways.push((way, vec![&ballot.voter])),
        }
    }
    let order = |way: &str| {
        ["For", "Against", "Abstained"]
            .iter()
            .position(|one| *one == way)
    };
    ways.sort_by_key(|(way, _)| order(way).unwrap_or(3));
    ways.into_iter()
        .map(|(way, voters)| (way, voters.join("; ")))
        .collect()
}

fn view(visit: &Visit, meeting: &str) -> Result<MinutesView, Problem> {
    let view = views::minutes(&visit.reading, &id(meeting)?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/meetings/{meeting}/minutes`
pub(super) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &meeting)?;
    let line = &view.meeting.line;
    let frame = visit.frame("Minutes").section(Section::Meetings);
    let frame = frame
        .crumb("Meetings", "/meetings")
        .crumb(say::meeting(line), &format!("/meetings/{}", line.id));
    page(&Minutes {
        frame,
        base: visit.at(""),
        view,
    })
}

/// `GET /api/v1/{partnership}/meetings/{meeting}/minutes`
pub(super) async fn json(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &meeting)?;
    if !view.meeting.open_to_you {
        return Err(Problem::not_found());
    }
    crate::api::json(&view)
}
