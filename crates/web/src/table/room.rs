//! The screen on the wall: the item, its time, the motion, the quorum, readable at ten metres.
//!
//! During a vote it shows the motion and how many have voted, and not how: nobody is to be swayed by
//! the count. Then it shows the result and its rule. Of a private item it shows the title that everyone
//! reads and nothing else, whoever looks: a wall has no eyes of its own.

use std::sync::Arc;

use app::views::{self, Audience, ItemView, MinutesState, MotionView, TableView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::Timestamp;

use super::{
    item_now,
    live::{Follow, Part, Sitting},
    name_of, quorum_words,
    seat::result,
    table_of, time_left,
};
use crate::{
    frame::Frame,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "table/room.html", blocks = ["screen"])]
struct Room {
    frame: Frame,
    view: Arc<TableView>,
    follow: Follow,
    now: Timestamp,
    /// Whether it loads itself again where there is no JavaScript, because somebody asked for that.
    again: bool,
}

/// `GET /{partnership}/meetings/{meeting}/room`: for those of the meeting.
pub(crate) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    must_belong(&visit, &view)?;
    let wall = views::table_for(&visit.reading, &view.meeting.line.id, Audience::PUBLIC);
    let view = wall.ok_or_else(Problem::not_found)?;
    page(&Room {
        frame: visit.frame(format!("Screen: {}", name_of(&view))),
        follow: Follow::of(
            &visit,
            &format!("/meetings/{}/room", view.meeting.line.id),
            "",
        ),
        view: Arc::new(view),
        now: visit.reading.now,
        again: visit.query("again").as_deref() == Some("yes"),
    })
}

/// Only those who sit at the meeting and the secretariat go on.
pub(super) fn must_belong(visit: &Visit, view: &TableView) -> Result<(), Problem> {
    let person = visit.viewer.person.as_ref();
    let sits = person.is_some_and(|person| !view.spoken_by(person.id).is_empty());
    if sits {
        return Ok(());
    }
    visit.must_be_secretariat()
}

/// The screen as it stands at a moment.
pub(super) fn parts(sitting: &Sitting) -> Vec<Part> {
    let room = Room {
        frame: Frame::default(),
        view: Arc::clone(&sitting.wall),
        follow: Follow::default(),
        now: sitting.now,
        again: false,
    };
    super::live::written([("screen", room.as_screen().render())])
}

impl Room {
    fn name(&self) -> String {
        name_of(&self.view)
    }

    fn quorum(&self) -> String {
        quorum_words(&self.view.quorum)
    }

    /// What there is to say of a meeting that is not under way.
    fn before_or_after(&self) -> Option<String> {
        let line = &self.view.meeting.line;
        match line.minutes {
            MinutesState::Open => None,
            MinutesState::Called => Some(format!(
                "Begins at {}, {}",
                words::clock(line.starts),
                line.place
            )),
            MinutesState::Cancelled => Some("This meeting was cancelled".to_owned()),
            _ => Some(match self.view.meeting.closed {
                Some(closed) => format!("The meeting closed at {}", words::clock(closed)),
                None => "The meeting is closed".to_owned(),
            }),
        }
    }

    fn item(&self) -> Option<&ItemView> {
        item_now(&self.view)
    }

    /// Whether nothing of an item is shown here but its title.
    fn is_private(&self, item: &ItemView) -> bool {
        self.view.withheld.contains(&item.no)
    }

    fn left(&self) -> Option<(i64, String)> {
        time_left(&self.view, self.now)
    }

    /// Until when the item may take, by the clock.
    fn until(&self) -> Option<String> {
        let until = self.view.at_hand.as_ref()?.until_clock?;
        Some(words::clock(until))
    }

    /// The motion being voted on, or the last at the item that the meeting is at.
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

    /// How many said where they stand on a proposal, of how many.
    fn stated(&self, motion: &MotionView) -> (usize, usize) {
        let rows = &motion.agreement.positions;
        let said = rows.iter().filter(|row| row.position.is_some()).count();
        (said, rows.len())
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
