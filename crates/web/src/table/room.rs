//! The screen on the wall: the item, the motion, the quorum, readable at ten metres.
//!
//! During a vote it shows how many have voted, and not how: nobody is to be swayed by the count.

use app::views::{ItemView, MotionView, TableView, spoken_for, words};
use askama::Template;
use axum::{extract::Path, response::Response};

use super::{name_of, quorum_words, seat::result, table_of};
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "table/room.html")]
struct Room {
    frame: Frame,
    view: TableView,
    here: String,
}

/// `GET /{partnership}/meetings/{meeting}/room`: for those of the meeting.
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    let id = &view.meeting.line.id;
    let person = visit.viewer.person.as_ref();
    let sits = person.is_some_and(|person| !spoken_for(&visit.reading, id, person.id).is_empty());
    if !sits {
        visit.must_be_secretariat()?;
    }
    page(&Room {
        frame: visit.frame(format!("Screen: {}", name_of(&view))),
        here: visit.at(&format!("/meetings/{id}/room")),
        view,
    })
}

impl Room {
    fn name(&self) -> String {
        name_of(&self.view)
    }

    fn quorum(&self) -> String {
        quorum_words(&self.view.quorum)
    }

    /// The item being voted on, or at which something was last recorded.
    fn item(&self) -> Option<&ItemView> {
        let no = self
            .view
            .open_vote()
            .map(|motion| motion.item)
            .or(self.view.current)?;
        self.view.meeting.agenda.iter().find(|item| item.no == no)
    }

    /// The motion being voted on, or the last that was decided.
    fn motion(&self) -> Option<&MotionView> {
        let last = || {
            let motions = self.view.motions.iter();
            let here = motions.filter(|motion| Some(motion.item) == self.view.current);
            here.max_by_key(|motion| motion.changed)
        };
        self.view.open_vote().or_else(last)
    }

    fn voted(&self, motion: &MotionView) -> usize {
        motion
            .voters
            .iter()
            .filter(|voter| voter.vote.is_some())
            .count()
    }

    fn reason(&self, motion: &MotionView) -> Option<String> {
        let said = result(motion)?;
        let clause = said
            .clause
            .as_ref()
            .map(|clause| format!(" ({})", words::clause(clause)));
        Some(format!("{}{}", said.text, clause.unwrap_or_default()))
    }
}
