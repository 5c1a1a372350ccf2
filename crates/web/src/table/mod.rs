//! Running a meeting: the secretary's table, a member's seat, the screen on the wall.
//!
//! All three look at one meeting that is called or under way. They decide what is offered to whom;
//! what is right, the acts decide. The meeting's public page is in `meetings`.

mod agreeing;
mod asks;
mod checks;
mod command;
mod links;
mod live;
mod page;
mod room;
mod seat;
mod take;
#[cfg(test)]
mod tests;

use app::views::{self, ItemView, QuorumView, TableView};
use axum::routing::get;
use jiff::Timestamp;
use record::{decisions::Vote, id::MeetingId};

pub(crate) use agreeing::{
    POSITIONS, button, competences, levels, mandates, others, picture, positions_in_words, power,
    stand, stands, who,
};
pub(crate) use links::{Link, links};
pub(crate) use live::Hub;
pub use live::LiveLimits;
pub(crate) use page::{hand, stood, votes};
pub(crate) use seat::{result, tag};

use crate::{
    doors::{Doors, Who},
    frame::{Frame, Section},
    problem::Problem,
    visit::Visit,
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/meetings/{meeting}/table",
            Who::Secretariat,
            get(page::show).post(take::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/seat",
            Who::SignedIn,
            get(seat::show).post(seat::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/room",
            Who::SignedIn,
            get(room::show),
        )
        .route(
            "/{partnership}/meetings/{meeting}/table/live",
            Who::Secretariat,
            get(live::of_table),
        )
        .route(
            "/{partnership}/meetings/{meeting}/seat/live",
            Who::SignedIn,
            get(live::of_seat),
        )
        .route(
            "/{partnership}/meetings/{meeting}/room/live",
            Who::SignedIn,
            get(live::of_room),
        )
}

/// The meeting that the address names, as the table sees it; else there is no such page.
pub(crate) fn table_of(visit: &Visit, meeting: &str) -> Result<TableView, Problem> {
    let id: MeetingId = meeting.parse().map_err(|_| Problem::not_found())?;
    views::table(&visit.reading, &id, crate::say::audience(visit)).ok_or_else(Problem::not_found)
}

/// The frame of a page about a meeting.
pub(crate) fn frame_of(visit: &Visit, view: &TableView, title: &str) -> Frame {
    let line = &view.meeting.line;
    visit
        .frame(title)
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .crumb(name_of(view), &format!("/meetings/{}", line.id))
}

/// What a meeting is called: "Board, 18 April 2007".
pub(crate) fn name_of(view: &TableView) -> String {
    let line = &view.meeting.line;
    format!(
        "{}, {}",
        line.body.short_name,
        views::words::short_day(line.date)
    )
}

/// When and where: "Wednesday 18 April 2007, 10.30am, County Hall".
pub(crate) fn when_and_where(view: &TableView) -> String {
    let line = &view.meeting.line;
    let (day, hour) = (
        views::words::day(line.date),
        views::words::clock(line.starts),
    );
    format!("{}, {day}, {hour}, {}", line.body.name, line.place)
}

/// The quorum in words, without the first: "23 present, 15 needed: para 24".
pub(crate) fn quorum_words(quorum: &QuorumView) -> String {
    let clause = quorum
        .clause
        .as_ref()
        .map(|clause| format!(": {}", views::words::clause(clause)));
    match quorum.needed {
        Some(needed) => {
            format!(
                "{} present, {needed} needed{}",
                quorum.present,
                clause.unwrap_or_default()
            )
        }
        None => format!("{} present; no quorum is set", quorum.present),
    }
}

/// The item that the meeting is at: the one being voted on, or that it turned to.
pub(crate) fn item_now(view: &TableView) -> Option<&ItemView> {
    let voted = view.open_vote().map(|motion| motion.item);
    let no = voted.or(view.current)?;
    view.meeting.agenda.iter().find(|item| item.no == no)
}

/// When the time of the item at hand is over, in seconds, and what is left of it in words.
pub(crate) fn time_left(view: &TableView, now: Timestamp) -> Option<(i64, String)> {
    let at_hand = view.at_hand.as_ref();
    let at_hand = at_hand.filter(|at_hand| Some(at_hand.item) == view.current)?;
    let left = views::words::time_left(at_hand.left(now)?);
    Some((at_hand.until?.as_second(), left))
}

/// How someone voted.
pub(crate) fn vote_words(vote: &Option<Vote>) -> &'static str {
    vote.map_or("Did not vote", views::words::vote)
}
