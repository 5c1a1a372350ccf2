//! Calendars that other programs read: of the partnership, of a body, of one meeting; and each
//! person's own, at a secret address.
//!
//! They tell only what the public pages tell: that a meeting is called, moved or cancelled, when and
//! where. What is in someone's own calendar depends on which seats they hold, so its address is secret.

use std::net::IpAddr;

use app::views::words;
use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
};
use opendata::calendar::{Calendar, Event};
use record::{
    id::{BodyId, MeetingId, PersonId},
    meetings::Meeting,
};

use crate::{
    doors::{Doors, Who},
    forms::Form,
    frame::Frame,
    problem::Problem,
    session::hex,
    visit::{Visit, page, see},
};

/// How long a meeting lasts when the arrangements do not say, in minutes.
const USUAL_MINUTES: u16 = 120;
/// How long after a meeting it stays in calendars, in days.
const KEPT: i64 = 400;
/// How much of the hash of a book's first line is in the names of its meetings, in characters.
const ORIGIN: usize = 16;

/// The addresses of calendars.
pub(super) fn routes() -> Doors {
    Doors::new()
        .route(
            "/{partnership}/calendar.ics",
            Who::Everyone,
            get(of_partnership),
        )
        .route(
            "/{partnership}/structure/{body}/calendar.ics",
            Who::Everyone,
            get(of_body),
        )
        .route(
            "/{partnership}/calendars/{secret}",
            Who::HasTheSecret,
            get(of_person),
        )
        .route("/{partnership}/desk/calendar", Who::SignedIn, post(make))
        .route(
            "/{partnership}/desk/calendar/revoke",
            Who::SignedIn,
            post(revoke),
        )
}

#[derive(Template)]
#[template(path = "meetings/before/calendar.html")]
struct CalendarPage {
    frame: Frame,
    address: String,
    /// The same address as calendar programs take it from a link; empty if we do not know our own.
    subscribe: String,
    back: String,
}

async fn of_partnership(visit: Visit) -> Result<Response, Problem> {
    let name = name(&visit);
    send(&visit, name, recent(&visit).collect()).await
}

async fn of_body(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: BodyId = body.parse().map_err(|_| Problem::not_found())?;
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    let body = adoption.and_then(|adoption| adoption.arrangements.body(&id));
    let title = body.ok_or_else(Problem::not_found)?.name.clone();
    let meetings = recent(&visit).filter(|meeting| meeting.body == id);
    send(&visit, title, meetings.collect()).await
}

/// One meeting: its page's address with `.ics` at its end.
pub(in crate::meetings) async fn of_meeting(
    visit: &Visit,
    meeting: &str,
) -> Result<Response, Problem> {
    let id: MeetingId = meeting.parse().map_err(|_| Problem::not_found())?;
    let meeting = visit.reading.record.meetings.get(&id);
    let meeting = meeting.ok_or_else(Problem::not_found)?;
    send(visit, name(visit), vec![meeting]).await
}

async fn of_person(
    visit: Visit,
    Path((_, secret)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let secret = secret.strip_suffix(".ics").unwrap_or(&secret).to_owned();
    let partnership = visit.reading.partnership.to_string();
    let person = visit
        .site
        .office(move |house| house.office().feed(&secret, &partnership))
        .await?;
    let person: Option<PersonId> = person.and_then(|person| person.parse().ok());
    let person = person.ok_or_else(Problem::not_found)?;
    let structure = &visit.reading.record.structure;
    let theirs = recent(&visit).filter(|meeting| {
        let seats = structure.seats_on(&meeting.body, meeting.date);
        seats.iter().any(|seat| {
            let speaks = structure.speaks_for(person, seat.id(), meeting.date, Some(&meeting.id));
            speaks.is_some()
        })
    });
    let name = format!("{}: your meetings", name(&visit));
    let mut response = send(&visit, name, theirs.collect()).await?;
    let private = HeaderValue::from_static("private, no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, private);
    Ok(response)
}

/// `POST /{partnership}/desk/calendar`: another secret address, in the place of the one before.
async fn make(visit: Visit, headers: HeaderMap, _: Form) -> Result<Response, Problem> {
    let person = visit
        .viewer
        .person
        .as_ref()
        .ok_or_else(Problem::not_found)?;
    let secret = hex(&visit.site.house().chance());
    let (person, partnership) = (person.id.to_string(), visit.reading.partnership.to_string());
    let kept = secret.clone();
    visit
        .site
        .office(move |house| {
            let now = house.now().as_second();
            house.office().set_feed(&kept, &person, &partnership, now)
        })
        .await?;
    let base = visit.site.settings.base_url.clone();
    // Without a public address of ours, the one that this browser used: but only this very machine's,
    // since anyone can make up any other.
    let base = base.unwrap_or_else(|| {
        let host = headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok());
        let own = host.filter(|host| is_this_machine(host));
        own.map_or_else(String::new, |host| format!("http://{host}"))
    });
    let address = format!("{base}{}", visit.at(&format!("/calendars/{secret}.ics")));
    page(&CalendarPage {
        frame: visit.frame("Your calendar").crumb("Your desk", "/desk"),
        subscribe: address
            .split_once("://")
            .map(|(_, rest)| format!("webcal://{rest}"))
            .unwrap_or_default(),
        address,
        back: visit.at("/desk"),
    })
}

/// Whether a host, with or without its port, is this machine as it calls itself.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let address: Option<IpAddr> = name.parse().ok();
    name == "localhost" || address.is_some_and(|address| address.is_loopback())
}

/// `POST /{partnership}/desk/calendar/revoke`
async fn revoke(visit: Visit, _: Form) -> Result<Response, Problem> {
    let person = visit
        .viewer
        .person
        .as_ref()
        .ok_or_else(Problem::not_found)?;
    let (person, partnership) = (person.id.to_string(), visit.reading.partnership.to_string());
    visit
        .site
        .office(move |house| house.office().revoke_feed(&person, &partnership))
        .await?;
    Ok(see(&visit.at("/desk?done=calendar-revoked")))
}

/// When someone's secret address was made, where they have one.
pub(crate) async fn made(visit: &Visit) -> Result<Option<Date>, Problem> {
    let Some(person) = &visit.viewer.person else {
        return Ok(None);
    };
    let (person, partnership) = (person.id.to_string(), visit.reading.partnership.to_string());
    let made = visit
        .site
        .office(move |house| house.office().feed_of(&person, &partnership))
        .await?;
    let moment = made.and_then(|made| Timestamp::from_second(made).ok());
    Ok(moment.map(|made| made.to_zoned(visit.reading.zone()).date()))
}

/// Meetings to come, and those that are not long over, earliest first.
fn recent(visit: &Visit) -> impl Iterator<Item = &Meeting> {
    let from = visit.reading.today().saturating_sub(KEPT.days());
    let latest_first = visit.reading.record.meetings.all().rev();
    let recent = latest_first.take_while(|meeting| from <= meeting.date);
    let recent: Vec<&Meeting> = recent.collect();
    recent.into_iter().rev()
}

fn name(visit: &Visit) -> String {
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    adoption.map_or_else(
        || visit.reading.partnership.to_string(),
        |adoption| adoption.arrangements.partnership.name.clone(),
    )
}

async fn send(visit: &Visit, name: String, meetings: Vec<&Meeting>) -> Result<Response, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let asked = visit.site.asking(move |house| house.origin(&partnership));
    let origin: String = asked.await??.chars().take(ORIGIN).collect();
    // A public page depends on the day, never on the hour.
    let today = visit
        .reading
        .today()
        .to_datetime(jiff::civil::Time::midnight());
    let stamp = today.to_zoned(jiff::tz::TimeZone::UTC);
    let calendar = Calendar {
        name,
        stamp: stamp.map_or(visit.reading.now, |stamp| stamp.timestamp()),
        events: meetings
            .into_iter()
            .filter_map(|meeting| event(visit, &origin, meeting))
            .collect(),
    };
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((kind, calendar.to_text()).into_response())
}

fn event(visit: &Visit, origin: &str, meeting: &Meeting) -> Option<Event> {
    let reading = &visit.reading;
    let civil = DateTime::from_parts(meeting.date, meeting.starts);
    let starts = civil.to_zoned(reading.zone()).ok()?.timestamp();
    let body = reading.record.structure.body(&meeting.body, meeting.date);
    let usual = body.and_then(|(_, body)| body.meets.as_ref()?.usual_minutes);
    let minutes = i64::from(usual.unwrap_or(USUAL_MINUTES));
    let name = body.map_or_else(|| meeting.body.to_string(), |(_, body)| body.name.clone());
    let items = meeting.items.iter().filter(|item| meeting.takes(item.no));
    let agenda: Vec<String> = items
        .map(|item| format!("{}. {}", item.no, item.title))
        .collect();
    let base = visit.site.settings.base_url.as_deref();
    let agenda = match &meeting.cancelled {
        Some(cancelled) => format!("Cancelled: {}", cancelled.why.shown()),
        None => agenda.join("\n"),
    };
    Some(Event {
        // Not by our address, which may change: a calendar would then show each meeting twice.
        uid: format!("{}.{}@{origin}", meeting.id, reading.partnership),
        summary: match &meeting.cancelled {
            Some(_) => format!("Cancelled: {name}"),
            None => name,
        },
        location: meeting.place.to_string(),
        description: agenda,
        url: base.map(|base| format!("{base}{}", visit.at(&format!("/meetings/{}", meeting.id)))),
        starts,
        ends: starts.checked_add(minutes.minutes()).ok()?,
        sequence: meeting.moves.len() + usize::from(meeting.cancelled.is_some()),
        cancelled: meeting.cancelled.is_some(),
    })
}

/// What the desk says of someone's own calendar.
pub(crate) fn said(made: Option<Date>) -> String {
    match made {
        Some(day) => format!(
            "Your calendar has had a secret address since {}. If someone else may have it, make another: the one before ends at once.",
            words::short_day(day)
        ),
        None => "Your meetings can come into the calendar on your telephone or computer by themselves, from a secret address.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{Moot, STRANGER, Seen};

    const LEADER: u32 = 2;

    // Requirement: ME10 at /{partnership}/calendar.ics
    #[tokio::test]
    async fn the_partnership_a_body_and_a_meeting_have_calendars() {
        let moot = Moot::new();
        moot.calls("board");
        moot.calls("executive");
        let whole = moot.get("/three-rivers/calendar.ics").await;
        whole.says(&[
            "BEGIN:VCALENDAR\r\n",
            "UID:board-2007-04-18.three-rivers@",
            "DTSTART:20070418T093000Z",
            "LOCATION:Weir House",
            "SUMMARY:Three Rivers Board",
            "UID:executive-2007-04-18.three-rivers@",
        ]);
        let board = moot.get("/three-rivers/structure/board/calendar.ics").await;
        board
            .says(&["UID:board-2007-04-18"])
            .never_says(&["UID:executive"]);
        let one = moot
            .get("/three-rivers/meetings/executive-2007-04-18.ics")
            .await;
        one.says(&["UID:executive-2007-04-18"])
            .never_says(&["UID:board"]);
        for absent in [
            "structure/guild/calendar.ics",
            "meetings/board-2009-01-01.ics",
            "calendars/0000.ics",
        ] {
            let page = moot.get(&format!("/three-rivers/{absent}")).await;
            assert_eq!(page.status, 404, "{absent}");
        }
        moot.get("/three-rivers/meetings")
            .await
            .says(&["/three-rivers/calendar.ics"]);
        moot.get("/three-rivers/structure/board")
            .await
            .says(&["/three-rivers/structure/board/calendar.ics"]);
    }

    // Requirement: ME10 at /{partnership}/calendars/{secret}
    #[tokio::test]
    async fn a_person_has_their_own_at_a_secret_address_that_can_be_revoked() {
        let moot = Moot::new();
        moot.calls("board");
        moot.calls("forum");
        moot.get_as(LEADER, "/three-rivers/desk")
            .await
            .sound()
            .says(&["Make a secret address"]);
        let address = async || {
            let page = moot
                .post_as(LEADER, "/three-rivers/desk/calendar", &[])
                .await;
            let page = page.sound();
            let from = page.text().find("/three-rivers/calendars/").unwrap();
            let rest = &page.text()[from..];
            rest[..rest.find(".ics").unwrap() + 4].to_owned()
        };
        let first = address().await;
        moot.get(&first)
            .await
            .says(&["UID:board-2007-04-18"])
            .never_says(&["UID:forum"]);
        let second = address().await;
        assert_eq!(moot.get(&first).await.status, 404);
        assert_eq!(moot.get(&second).await.status, 200);
        moot.get_as(LEADER, "/three-rivers/desk")
            .await
            .sound()
            .says(&["Revoke the address"]);
        let sent = moot
            .post_as(LEADER, "/three-rivers/desk/calendar/revoke", &[])
            .await;
        assert_eq!(sent.status, 303);
        assert_eq!(moot.get(&second).await.status, 404);
        let nobody = moot
            .post_as(STRANGER, "/three-rivers/desk/calendar", &[])
            .await;
        assert_eq!(nobody.status, 200);
    }

    /// The value of a property, of the first event that has one.
    fn property<'a>(feed: &'a Seen, name: &str) -> &'a str {
        let mut lines = feed.text().split("\r\n");
        let line = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.expect("a property")
    }

    #[tokio::test]
    async fn a_meeting_keeps_its_name_when_it_moves_and_when_we_do() {
        let moot = Moot::new();
        moot.calls("board");
        let feed = moot.get("/three-rivers/calendar.ics").await;
        let name = property(&feed, "UID").to_owned();
        assert_eq!(property(&feed, "SEQUENCE"), "0");
        moot.acts(
            json!({"act": "meetings.move", "meeting": "board-2007-04-18", "date": "2007-04-25",
            "starts": "14:00", "place": "Mill House", "why": "The hall is flooded."}),
        );
        let feed = moot.get("/three-rivers/calendar.ics").await;
        let says =
            ["UID", "SEQUENCE", "DTSTART", "LOCATION", "STATUS"].map(|of| property(&feed, of));
        let moved = [&name, "1", "20070425T130000Z", "Mill House", "CONFIRMED"];
        assert_eq!(says, moved);
        moot.acts(json!({"act": "meetings.cancel", "meeting": "board-2007-04-18", "why": "No quorum can be had."}));
        let feed = moot.get("/three-rivers/calendar.ics").await;
        let says =
            ["UID", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION"].map(|of| property(&feed, of));
        let cancelled = [
            &name,
            "2",
            "CANCELLED",
            "Cancelled: Three Rivers Board",
            "Cancelled: No quorum can be had.",
        ];
        assert_eq!(says, cancelled);
    }

    #[tokio::test]
    async fn feeds_say_nothing_that_the_agenda_does_not() {
        let moot = Moot::new();
        moot.meets();
        let feed = moot.get("/three-rivers/calendar.ics").await;
        feed.says(&["UID:board-2007-04-18"]).never_says(&[
            "The plan was gone through",
            "The villages were not asked",
            "Print the flood plan",
            "That the flood plan is adopted",
            "The plan in full",
        ]);
    }
}
