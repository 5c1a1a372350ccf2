//! Circulation: who gets a meeting's agenda and papers, who has opened them, what is missing.
//!
//! Opening is noted when someone who gets the papers comes to the page of the meeting or fetches a
//! paper, signed in. It is the secretariat's to see, and nobody else's.

use app::views::{self, AGENDA, CirculationView, circulation, is_sent, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::MeetingId;

use crate::{
    frame::Frame,
    letters::{Line, lines},
    meetings::calling::{frame, meeting_at, title},
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/before/circulation.html")]
struct CirculationPage {
    frame: Frame,
    base: String,
    meeting: String,
    view: CirculationView,
    zone: jiff::tz::TimeZone,
    letters: Vec<Line>,
}

impl CirculationPage {
    /// When someone opened the agenda, or that they have not.
    fn opened(&self, who: &views::Recipient) -> String {
        match who.opened {
            Some(at) => {
                let at = at.to_zoned(self.zone.clone());
                format!(
                    "{}, {}",
                    words::short_day(at.date()),
                    words::clock(at.time())
                )
            }
            None => "not yet".to_owned(),
        }
    }

    fn has_opened(&self, opened: &usize) -> String {
        format!("{opened} of {}", self.view.papers.len())
    }
}

/// `GET /{partnership}/meetings/{meeting}/circulation`
pub(super) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let called = meeting_at(&visit, &meeting)?;
    let id = called.id.clone();
    let partnership = visit.reading.partnership.to_string();
    let asked = id.clone();
    let opened = visit
        .site
        .asking(move |house| house.opened(&partnership, &asked))
        .await??;
    let (reading, asked) = (visit.reading.clone(), id.clone());
    let letters = visit
        .site
        .asking(move |house| house.letters_about(&reading, asked.as_str()))
        .await??;
    let view = circulation(&visit.reading, &id, &opened).ok_or_else(Problem::not_found)?;
    page(&CirculationPage {
        frame: frame(&visit, called, "Circulation"),
        base: visit.at(""),
        meeting: title(&visit, called),
        letters: lines(letters, &visit.reading.zone()),
        zone: visit.reading.zone(),
        view,
    })
}

/// Notes that whoever looks has opened the agenda of a meeting, if they get it.
pub(crate) async fn note_opened(visit: &Visit, meeting: &MeetingId) {
    note(visit, meeting.clone(), AGENDA.to_owned()).await;
}

/// Notes that whoever looks has opened a paper, for each meeting where they read it.
pub(crate) async fn note_paper_opened(
    visit: &Visit,
    hash: &str,
    meetings: &[MeetingId],
) -> Result<(), Problem> {
    if !say::audience(visit).inside() {
        return Ok(());
    }
    for meeting in meetings {
        write(visit, meeting.clone(), hash.to_owned()).await?;
    }
    Ok(())
}

/// Notes that someone who gets the agenda opened it. Nobody is kept from reading because it could not
/// be noted.
async fn note(visit: &Visit, meeting: MeetingId, what: String) {
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    if !person.is_some_and(|person| is_sent(&visit.reading, &meeting, person)) {
        return;
    }
    if write(visit, meeting, what).await.is_err() {
        tracing::warn!("it could not be noted that an agenda was opened");
    }
}

async fn write(visit: &Visit, meeting: MeetingId, what: String) -> Result<(), Problem> {
    let Some(person) = visit.viewer.person.as_ref().map(|person| person.id) else {
        return Ok(());
    };
    let partnership = visit.reading.partnership.to_string();
    let noted = visit
        .site
        .asking(move |house| house.note_opened(&partnership, &meeting, &what, person));
    Ok(noted.await??)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::meetings::before::testing::keeps;
    use crate::testing::{CLERK, Moot, STRANGER};

    const MEETING: &str = "/three-rivers/meetings/board-2007-04-18";
    const LEADER: u32 = 2;

    // Requirement: ME3 at /{partnership}/meetings/{meeting}/circulation
    #[tokio::test]
    async fn the_secretariat_sees_who_gets_the_papers_and_who_opened_them() {
        let moot = Moot::new();
        moot.calls("board");
        let page = format!("{MEETING}/circulation");
        moot.get_as(CLERK, &page).await.sound().says(&[
            "Holder of board.leader",
            "Member",
            "Observer",
            "not yet",
            "Papers are due by",
            "Nothing is tabled under",
            "2. Flood plan",
        ]);
        let hash = keeps(&moot, "The plan.");
        moot.acts(
            json!({"act": "meetings.table-paper", "meeting": "board-2007-04-18", "item": 2,
            "paper": {"title": "The plan", "hash": hash}}),
        );
        moot.get_as(LEADER, MEETING).await;
        moot.get_as(LEADER, &format!("/three-rivers/papers/{hash}"))
            .await;
        moot.get_as(STRANGER, MEETING).await;
        moot.get_as(CLERK, &page).await.sound().says(&[
            "18 April 2007, 10am",
            "1 of 1",
            "0 of 1",
            "The plan",
        ]);
        assert_eq!(moot.get_as(LEADER, &page).await.status, 403);
    }

    // Requirement: ME3 at /{partnership}/meetings/{meeting}/circulation
    #[tokio::test]
    async fn a_named_substitute_gets_the_papers_too() {
        let moot = Moot::new();
        moot.calls("board");
        let substitute = testkit::substitute_for("board.leader").to_string();
        moot.acts(
            json!({"act": "structure.name-substitute", "seat": "board.leader",
            "person": substitute, "meeting": "board-2007-04-18"}),
        );
        moot.get_as(CLERK, &format!("{MEETING}/circulation"))
            .await
            .sound()
            .says(&["Substitute"]);
    }
}
