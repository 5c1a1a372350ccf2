//! One stream of server-sent events: what is told, when, and when it ends.
//!
//! A stream on the wall is use: while its meeting is under way it keeps the sign-in open.
//!
//! It ends when the sign-in is over or was revoked (looked at with each event and each beat), when what
//! it shows is not theirs any more, when nobody takes what is sent, and when the program is to end. The
//! last two say nothing: the browser comes again by itself.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, HttpBody},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http_body::Frame;
use record::id::MeetingId;
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval_at},
};

use super::hub::{Listener, Moment};
use crate::{Site, table::live::clock};

/// How long somebody may leave what is sent untaken.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many events wait for one listener. More are not needed: the newest says everything.
const WAITING: usize = 2;

/// What is to be told at a moment.
pub(super) enum Told {
    /// Nothing: what they see is so.
    Nothing,
    /// An event.
    Event(Bytes),
    /// That this is not theirs to see any more.
    NotYours,
}

/// The answer that goes on. `tell` says what is to be told at each moment, and is asked at once. A session
/// comes with the meeting that keeps it open while it is under way, if one does.
pub(super) fn answer(
    site: Arc<Site>,
    listener: Listener,
    (session, keeps): (String, Option<MeetingId>),
    tell: impl FnMut(&Moment) -> Told + Send + 'static,
) -> Response {
    let (sender, receiver) = mpsc::channel(WAITING);
    let talk = Talk {
        site,
        listener,
        session,
        keeps,
        sender,
    };
    tokio::spawn(talk.go_on(tell));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // A proxy that gathers answers before it passes them on would pass on nothing.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::new(Chunks(receiver))).into_response()
}

struct Talk {
    site: Arc<Site>,
    listener: Listener,
    session: String,
    /// The meeting that this shows on the wall.
    keeps: Option<MeetingId>,
    sender: mpsc::Sender<Bytes>,
}

impl Talk {
    async fn go_on(mut self, mut tell: impl FnMut(&Moment) -> Told) {
        let beat = self.site.live.limits().beat;
        let mut beats = interval_at(Instant::now() + beat, beat);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // Browsers that lost us come again after a second and a bit, not all in the same instant.
        let wait = 1_000 + u64::from(self.site.house().chance()[0]) * 4;
        let first = self.listener.moments.borrow_and_update().clone();
        let begun =
            self.send(format!("retry: {wait}\n\n")).await && self.tell(&first, &mut tell).await;
        if !begun || *self.listener.over.borrow() {
            return;
        }
        loop {
            let goes_on = tokio::select! {
                moved = self.listener.moments.changed() => match moved {
                    Ok(()) => {
                        let moment = self.listener.moments.borrow_and_update().clone();
                        self.may_go_on(&moment).await && self.tell(&moment, &mut tell).await
                    }
                    Err(_) => false,
                },
                _ = beats.tick() => self.is_in_use().await && self.is_signed_in().await && self.beat().await,
                _ = self.listener.over.changed() => false,
                () = self.sender.closed() => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    async fn tell(&self, moment: &Moment, tell: &mut impl FnMut(&Moment) -> Told) -> bool {
        match tell(moment) {
            Told::Nothing => true,
            Told::Event(event) => self.send(event).await,
            Told::NotYours => self.farewell("not-yours").await,
        }
    }

    /// Whether the sign-in was still good when the book was looked at.
    async fn may_go_on(&self, moment: &Moment) -> bool {
        // One look at the office serves all listeners; only who is missing in it is looked up alone.
        moment.has_open(&self.session) || self.is_signed_in().await
    }

    /// Notes that the session is used, where a screen on the wall follows a meeting: nobody touches it for
    /// hours, and it must not go dark. Its day still ends, and it can be revoked. Always true.
    async fn is_in_use(&self) -> bool {
        let under_way = self.keeps.as_ref().is_some_and(|meeting| {
            let moment = self.listener.moments.borrow();
            let meeting = moment.reading.record.meetings.get(meeting);
            meeting.is_some_and(|meeting| meeting.opened.is_some() && meeting.closed.is_none())
        });
        if under_way {
            let id = self.session.clone();
            let noted = self.site.office(move |house| {
                let now = house.now().as_second();
                house.office().note_visit(&id, now)
            });
            // What could not be noted now is noted with a later beat.
            let _noted = noted.await;
        }
        true
    }

    async fn is_signed_in(&self) -> bool {
        let id = self.session.clone();
        let open = self.site.office(move |house| {
            let now = house.now().as_second();
            house.office().is_open_session(&id, now)
        });
        match open.await {
            Ok(true) => true,
            Ok(false) => self.farewell("signed-out").await,
            // Out of reach for now: they come again, and are asked then.
            Err(_) => false,
        }
    }

    /// A sign of life, also to proxies and to the page itself, which tells from it what time it is.
    async fn beat(&self) -> bool {
        let (now, clock) = clock(
            &self.listener.moments.borrow().reading,
            self.site.house().now(),
        );
        let said = serde_json::json!({"now": now, "clock": clock});
        self.send(format!(": still here\nevent: beat\ndata: {said}\n\n"))
            .await
    }

    /// Why it ends, for the page to say. Always false.
    async fn farewell(&self, why: &str) -> bool {
        self.send(format!("event: over\ndata: {why}\n\n")).await;
        false
    }

    /// Whether it was taken in time.
    async fn send(&self, text: impl Into<Bytes>) -> bool {
        let sent = self.sender.send_timeout(text.into(), PATIENCE).await;
        sent.is_ok()
    }
}

/// What is sent, as a body without an end.
struct Chunks(mpsc::Receiver<Bytes>);

impl HttpBody for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = self.0.poll_recv(context);
        next.map(|chunk| chunk.map(|chunk| Ok(Frame::data(chunk))))
    }
}
