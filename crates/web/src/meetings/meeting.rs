//! One meeting: a page that grows before, during and after.

use app::views::{self, Attendee, MeetingView, MinutesState, PersonRef, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::MeetingId;

use super::{
    attendance::{self, There, by_organisation},
    before, calling,
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    say,
    table::Link,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/meeting.html")]
struct Meeting {
    frame: Frame,
    base: String,
    there: Vec<There>,
    meeting_links: Vec<Link>,
    /// Whether the viewer may still add papers to its items.
    adds_papers: bool,
    /// Whether the viewer may put items on a later meeting.
    defers: bool,
    /// What speaks against its day, for the secretariat.
    warnings: Vec<String>,
    /// Whether files of it can be taken away.
    prints: bool,
    view: MeetingView,
}

impl Meeting {
    fn is_called(&self) -> bool {
        self.view.line.minutes == MinutesState::Called
    }

    /// "five clear days before the meeting", and whether that is the convention.
    fn days(&self, due: &views::DueView) -> String {
        let days = match due.clear_days {
            5 => "five clear days".to_owned(),
            many => words::count(usize::from(many), "clear day", "clear days"),
        };
        if due.stated {
            format!("{days} before the meeting")
        } else {
            format!("{days} before the meeting, by convention")
        }
    }

    fn chair(&self) -> Option<&PersonRef> {
        self.view.attendance.as_ref()?.chair.as_ref()
    }

    fn times(&self) -> Option<String> {
        let opened = words::clock(self.view.opened?);
        Some(match self.view.closed {
            Some(closed) => format!("Opened at {opened}, closed at {}", words::clock(closed)),
            None => format!("Opened at {opened}"),
        })
    }

    fn minutes_words(&self) -> String {
        match self.view.line.minutes {
            MinutesState::Called | MinutesState::Open => "written after the meeting".to_owned(),
            MinutesState::Cancelled => "there are none: it was cancelled".to_owned(),
            MinutesState::Held | MinutesState::Drafted => match self.view.line.circulated {
                Some(on) => format!("draft, circulated on {}", words::short_day(on)),
                None => "being written".to_owned(),
            },
            MinutesState::Approved { on } => {
                format!("approved on {}, not published yet", words::short_day(on))
            }
            MinutesState::Published { approved } => {
                format!(
                    "approved on {}, to read or print",
                    words::short_day(approved)
                )
            }
        }
    }

    /// For which seat someone came, unless their organisation's name says it already, and how.
    fn details(&self, who: &Attendee) -> String {
        let partner = who.partner.as_ref();
        let told = partner.is_some_and(|partner| partner.name == who.title);
        let seat = Some(who.title.as_str()).filter(|_| !told);
        attendance::details(who, seat, self.view.opened, self.view.closed)
    }

    /// How many attended in which kind.
    fn kinds(&self) -> Option<String> {
        self.view.attendance.as_ref().map(attendance::by_kind)
    }

    /// What is said of what the public cannot see yet.
    fn not_yet(&self) -> Option<&'static str> {
        if self.view.open_to_you {
            return None;
        }
        match self.view.line.minutes {
            MinutesState::Called | MinutesState::Cancelled => None,
            MinutesState::Open => Some(
                "This meeting is under way. What it decides appears here when its minutes are published.",
            ),
            MinutesState::Held | MinutesState::Drafted => Some(
                "This meeting has been held and its minutes are being written. What it decided appears here when they are approved and published.",
            ),
            MinutesState::Approved { .. } | MinutesState::Published { .. } => Some(
                "The minutes of this meeting are approved. What it decided appears here when they are published.",
            ),
        }
    }
}

pub(super) fn id(meeting: &str) -> Result<MeetingId, Problem> {
    meeting.parse().map_err(|_| Problem::not_found())
}

fn view(visit: &Visit, meeting: &str) -> Result<MeetingView, Problem> {
    let view = views::meeting(&visit.reading, &id(meeting)?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/meetings/{meeting}`
pub(super) async fn show(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    if let Some(meeting) = meeting.strip_suffix(".ics") {
        return before::calendars::of_meeting(&visit, meeting).await;
    }
    let view = view(&visit, &meeting)?;
    before::note_opened(&visit, &view.line.id).await;
    let warnings = if visit.viewer.secretariat {
        before::of_meeting(&visit, &view.line.id)
    } else {
        Vec::new()
    };
    let frame = visit
        .frame(say::meeting(&view.line))
        .section(Section::Meetings);
    page(&Meeting {
        frame: frame
            .crumb("Meetings", "/meetings")
            .done(crate::office::done(&visit)),
        base: visit.at(""),
        meeting_links: [
            crate::table::links(&visit, &view.line),
            calling::links(&visit, &view.line),
            before::links(&visit, &view.line, view.notice.issued.is_some()),
            super::told::links(&visit, &view.line.id),
        ]
        .concat(),
        warnings,
        prints: visit.site.press.prints(),
        defers: visit.viewer.secretariat && calling::is_to_come(&view.line),
        adds_papers: visit.viewer.secretariat && calling::is_to_come(&view.line),
        there: view
            .attendance
            .as_ref()
            .map(by_organisation)
            .unwrap_or_default(),
        view,
    })
}

/// `GET /api/v1/{partnership}/meetings/{meeting}`
pub(super) async fn json(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &meeting)?)
}
