//! Live screens: what changes at a meeting reaches every screen that shows it, at once.
//!
//! Three streams of server-sent events, one beside each of the three pages, with the same demands on
//! who looks. Each event brings pieces of the page, written by the page's own template, so that a
//! screen that follows and one that is loaded afresh never differ. What is the same for all is
//! written once; of a member's own piece only what changed is sent.

mod hub;
mod sitting;
mod stream;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use app::{
    Reading,
    views::{self, Audience, TableView},
};
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;
use jiff::Timestamp;
use record::{
    LineNo,
    id::{ItemNo, MeetingId, PersonId},
};
use serde::Serialize;

pub(crate) use hub::Hub;
use hub::{Full, Moment};
pub(super) use sitting::Sitting;
use sitting::says;
use stream::Told;

use super::{page, room, seat, table_of};
use crate::{
    problem::Problem,
    session,
    visit::{Viewer, Visit},
};

/// How much is allowed of live screens.
#[derive(Debug, Clone)]
pub struct LiveLimits {
    /// How often one is told that the connection still stands.
    pub beat: Duration,
    /// How often a book is looked at for what another process wrote in it, while anyone looks on.
    pub look: Duration,
    /// How long to wait after each picture, so that many acts in one instant are one.
    pub breath: Duration,
    /// How many screens one person may have. A browser without HTTP/2 opens six connections to one
    /// address; with five screens there is still one left to send a form.
    pub each: u32,
    /// How many there may be in all.
    pub in_all: u32,
}

impl Default for LiveLimits {
    fn default() -> Self {
        Self {
            beat: Duration::from_secs(15),
            look: Duration::from_millis(200),
            breath: Duration::from_millis(10),
            each: 5,
            in_all: 2_000,
        }
    }
}

/// A piece of a page: its name, and its HTML.
pub(super) type Part = (&'static str, String);

/// The pieces that could be written. One that could not is told to nobody, and noted.
pub(super) fn written<const N: usize>(
    parts: [(&'static str, askama::Result<String>); N],
) -> Vec<Part> {
    let mut written = Vec::with_capacity(N);
    for (name, html) in parts {
        match html {
            Ok(html) => written.push((name, html)),
            Err(error) => tracing::error!(%error, name, "a piece of a page could not be written"),
        }
    }
    written
}

/// What a page shows of its being live.
#[derive(Debug, Default)]
pub(crate) struct Follow {
    /// The address of the stream.
    pub(crate) stream: String,
    /// The address of the page, to load it again.
    pub(crate) here: String,
    /// The last line that the page shows.
    pub(crate) line: LineNo,
    /// The time of day at which it was written.
    pub(crate) clock: String,
}

impl Follow {
    /// For a page at `path` below the partnership; `query` as in `?item=2`.
    pub(crate) fn of(visit: &Visit, path: &str, query: &str) -> Self {
        Self {
            stream: visit.at(&format!("{path}/live{query}")),
            here: visit.at(&format!("{path}{query}")),
            line: visit.reading.head.line,
            clock: clock(&visit.reading, visit.reading.now).1,
        }
    }
}

/// An event, as the page reads it.
#[derive(Serialize)]
struct News<'a> {
    /// The last line of the book.
    line: LineNo,
    /// The moment, in milliseconds.
    now: i64,
    /// The time of day, as people say it.
    clock: String,
    /// What to say aloud if it is other than before.
    says: &'a [(&'static str, String)],
    /// The pieces that changed.
    parts: &'a [&'a Part],
}

/// A moment in milliseconds, and as the time of day in the partnership.
fn clock(reading: &Reading, now: Timestamp) -> (i64, String) {
    let there = now.to_zoned(reading.zone()).time();
    (now.as_millisecond(), views::words::clock(there))
}

/// `GET /{partnership}/meetings/{meeting}/room/live`
pub(crate) async fn of_room(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let view = table_of(&visit, &meeting)?;
    room::must_belong(&visit, &view)?;
    follow(visit, &meeting, &headers, Screen::Room).await
}

/// `GET /{partnership}/meetings/{meeting}/table/live`
pub(crate) async fn of_table(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    table_of(&visit, &meeting)?;
    let item = page::item_asked(&visit);
    follow(visit, &meeting, &headers, Screen::Table(item)).await
}

/// `GET /{partnership}/meetings/{meeting}/seat/live`
pub(crate) async fn of_seat(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    table_of(&visit, &meeting)?;
    follow(visit, &meeting, &headers, Screen::Seat).await
}

/// Which of the three pages.
#[derive(Debug, Clone, Copy)]
enum Screen {
    /// The screen on the wall.
    Room,
    /// The secretary's table, with the item that is asked for.
    Table(Option<ItemNo>),
    /// A member's seat.
    Seat,
}

/// Who looks, and at what.
struct Looker {
    viewer: Viewer,
    person: PersonId,
    screen: Screen,
    /// The address of the meeting.
    at: String,
}

impl Looker {
    /// Whether it is still theirs to see, as it was when they came: somebody may lose a seat or a
    /// role while they look.
    fn may_look(&self, sitting: &Sitting, reading: &Reading) -> bool {
        let secretariat = self.audience(reading).secretariat;
        match self.screen {
            Screen::Room => secretariat || !sitting.view.spoken_by(self.person).is_empty(),
            Screen::Table(_) => secretariat,
            Screen::Seat => true,
        }
    }

    fn audience(&self, reading: &Reading) -> Audience {
        Audience::by(reading, self.viewer.caller())
    }

    /// What of the meeting is theirs to see.
    fn view(&self, sitting: &Sitting, reading: &Reading) -> Option<Arc<TableView>> {
        match self.screen {
            Screen::Room => Some(Arc::clone(&sitting.wall)),
            Screen::Table(_) if sitting.wall.withheld.is_empty() => Some(Arc::clone(&sitting.view)),
            Screen::Table(_) => {
                let meeting = &sitting.view.meeting.line.id;
                views::table(reading, meeting, self.audience(reading)).map(Arc::new)
            }
            Screen::Seat => sitting.for_one(reading, self.audience(reading)),
        }
    }

    /// The pieces of the page.
    fn parts(&self, sitting: &Sitting, view: &Arc<TableView>) -> Vec<Part> {
        match self.screen {
            Screen::Room => {
                let parts = || room::parts(sitting);
                sitting.screen.get_or_init(parts).clone()
            }
            Screen::Table(item) => page::parts(sitting, view, item, &self.at),
            Screen::Seat => seat::parts(sitting, view, self.person, &self.at),
        }
    }
}

/// What somebody was sent.
#[derive(Default)]
struct Sent {
    digest: Option<u64>,
    parts: BTreeMap<&'static str, String>,
}

impl Sent {
    /// What is to be told at a moment. `seen` is the last line that they had seen when they came.
    fn tell(
        &mut self,
        looker: &Looker,
        meeting: &MeetingId,
        moment: &Moment,
        seen: Option<LineNo>,
    ) -> Told {
        let reading = &moment.reading;
        let sitting = moment.sitting(meeting);
        let Some(sitting) = sitting.filter(|sitting| looker.may_look(sitting, reading)) else {
            return Told::NotYours;
        };
        let before = self.digest.replace(sitting.digest);
        if before == Some(sitting.digest) {
            return Told::Nothing;
        }
        let Some(view) = looker.view(&sitting, reading) else {
            return Told::NotYours;
        };
        let parts = looker.parts(&sitting, &view);
        let says = says(&view);
        let changed = parts.iter();
        let changed = changed.filter(|(name, html)| self.parts.get(name) != Some(html));
        let changed: Vec<&Part> = changed.collect();
        let told = if before.is_none() && seen == Some(sitting.line) {
            // They have missed nothing, and are told only that.
            news(reading, &sitting, &says, &[])
        } else if changed.is_empty() {
            Told::Nothing
        } else {
            news(reading, &sitting, &says, &changed)
        };
        self.parts.extend(parts);
        told
    }
}

/// The stream of a meeting for whoever visits.
async fn follow(
    visit: Visit,
    meeting: &str,
    headers: &HeaderMap,
    screen: Screen,
) -> Result<Response, Problem> {
    let session = session_of(&visit, headers).await?;
    let meeting: MeetingId = meeting.parse().map_err(|_| Problem::not_found())?;
    let viewer = visit.viewer.clone();
    let person = viewer.person.as_ref().ok_or_else(Problem::not_found)?.id;
    let live = &visit.site.live;
    let listener = live
        .listen(&visit.site, &visit.reading, person, &session)
        .map_err(full)?;
    let looker = Looker {
        viewer,
        person,
        screen,
        at: visit.at(&format!("/meetings/{meeting}")),
    };
    let keeps = matches!(looker.screen, Screen::Room).then(|| meeting.clone());
    let (seen, mut sent) = (seen(&visit, headers), Sent::default());
    let tell = move |moment: &Moment| sent.tell(&looker, &meeting, moment, seen);
    Ok(stream::answer(
        Arc::clone(&visit.site),
        listener,
        (session, keeps),
        tell,
    ))
}

fn news(
    reading: &Reading,
    sitting: &Sitting,
    says: &[(&'static str, String)],
    parts: &[&Part],
) -> Told {
    let (now, clock) = clock(reading, sitting.now);
    let news = News {
        line: sitting.line,
        now,
        clock,
        says,
        parts,
    };
    match serde_json::to_string(&news) {
        Ok(news) => Told::Event(Bytes::from(format!(
            "id: {}\nevent: now\ndata: {news}\n\n",
            sitting.line
        ))),
        Err(error) => {
            tracing::error!(%error, "an event could not be written");
            Told::Nothing
        }
    }
}

/// The last line that whoever comes has seen: as a browser says it that comes again, or as the page
/// says it that comes for the first time.
fn seen(visit: &Visit, headers: &HeaderMap) -> Option<LineNo> {
    let again = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let again = again.map(str::to_owned).or_else(|| visit.query("since"));
    again?.parse().ok()
}

/// The name of the session that came with the request.
async fn session_of(visit: &Visit, headers: &HeaderMap) -> Result<String, Problem> {
    let token = session::token(&visit.site, headers).ok_or_else(Problem::not_found)?;
    let token = token.to_owned();
    let session = visit.site.office(move |house| {
        let now = house.now().as_second();
        house.office().session(&token, now)
    });
    Ok(session.await?.ok_or_else(Problem::not_found)?.id)
}

/// As many listen as may.
fn full(full: Full) -> Problem {
    let (status, code, what, help) = match full {
        Full::Person => (
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-screens",
            "You have as many live screens open as one person may have.",
            "Close one that you do not need. This page works all the same: load it again to see what has changed.",
        ),
        Full::House => (
            StatusCode::SERVICE_UNAVAILABLE,
            "too-many-screens",
            "As many live screens are open as can be served.",
            "This page works all the same: load it again to see what has changed.",
        ),
    };
    Problem::new(status, code, "Not live", what, help)
}
