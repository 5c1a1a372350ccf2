//! A member's desk: what waits for them, their seats, and the meetings to come.

use std::collections::BTreeSet;

use app::views::{
    self, DeskView, HeldSeat, Owed, PapersOpened, Pressing, Verb, Waiting, delivery::PlanOwed,
    meetings_to_come, words,
};
use askama::Template;
use axum::response::Response;

use super::{done, rows::Row};
use crate::{
    api::Program,
    frame::Frame,
    meetings::before::calendars,
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "office/desk.html")]
struct Desk {
    frame: Frame,
    today: String,
    /// What waits, by how pressing it is.
    parts: Vec<Part>,
    quiet: String,
    seats: Vec<OwnSeat>,
    next: Vec<Row>,
    at: String,
    /// How much waits on the finance officer’s desk, for the finance officer.
    finance: Option<String>,
    /// What is said of their calendar, and whether it has a secret address.
    calendar: String,
    has_calendar: bool,
}

/// What is about as pressing, under its heading.
struct Part {
    heading: &'static str,
    rows: Vec<Row>,
}

/// A seat of theirs.
struct OwnSeat {
    held: HeldSeat,
    /// As its holder; otherwise as a substitute.
    holder: bool,
    until: String,
    /// Where they name a substitute.
    substitute: String,
}

/// `GET /{partnership}/desk`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let person = visit
        .viewer
        .person
        .as_ref()
        .ok_or_else(Problem::not_found)?;
    let opened = opened(&visit, person.id).await?;
    let view = views::desk(&visit.reading, person.id, &opened).ok_or_else(Problem::not_found)?;
    let own = |held: &HeldSeat, holder: bool| OwnSeat {
        until: held.seat.until.map_or_else(String::new, words::day),
        substitute: crate::structure::seat_address(&visit, &held.seat.id, "substitute"),
        held: held.clone(),
        holder,
    };
    let holds = view.seats.iter().map(|held| own(held, true));
    let calendar = calendars::made(&visit).await?;
    page(&Desk {
        calendar: calendars::said(calendar),
        has_calendar: calendar.is_some(),
        finance: crate::money::waiting_for_finance(&visit)
            .map(|number| crate::say::count(number, "thing waits", "things wait")),
        frame: visit.frame("Your desk").done(done(&visit)),
        today: words::day(visit.reading.today()),
        parts: parts(&visit, &view),
        quiet: quiet(&view),
        seats: holds
            .chain(view.stands_in.iter().map(|held| own(held, false)))
            .collect(),
        next: view
            .next
            .iter()
            .map(|line| Row::meeting(&visit, line))
            .collect(),
        at: visit.at(""),
    })
}

/// `GET /api/v1/{partnership}/desk`: the desk of whoever's token it is.
pub(super) async fn json(program: Program, visit: Visit) -> Result<Response, Problem> {
    let opened = opened(&visit, program.person()).await?;
    let view = views::desk(&visit.reading, program.person(), &opened);
    crate::api::json(&view.ok_or_else(Problem::not_found)?)
}

/// The papers of meetings to come that someone has opened.
async fn opened(visit: &Visit, person: record::id::PersonId) -> Result<PapersOpened, Problem> {
    let meetings: Vec<_> = meetings_to_come(&visit.reading, None)
        .map(|line| line.id)
        .filter(|meeting| views::is_sent(&visit.reading, meeting, person))
        .collect();
    let partnership = visit.reading.partnership.to_string();
    let known = visit.site.asking(move |house| {
        let mut known = PapersOpened::new();
        for meeting in meetings {
            let opened = house.opened(&partnership, &meeting)?.into_iter();
            let own = opened.filter(|one| one.person == person);
            let own: BTreeSet<String> = own.map(|one| one.what).collect();
            known.insert(meeting, own);
        }
        Ok::<_, app::Denied>(known)
    });
    Ok(known.await??)
}

/// What waits, under headings that say how pressing it is. The first button stands out.
fn parts(visit: &Visit, view: &DeskView) -> Vec<Part> {
    let alike = view
        .waiting
        .chunk_by(|one, other| one.pressing == other.pressing);
    let mut parts: Vec<Part> = alike
        .map(|owed| Part {
            heading: match owed.first().map(|owed| owed.pressing) {
                Some(Pressing::Now) => "Now",
                Some(Pressing::Overdue) => "Overdue",
                Some(Pressing::Soon) => "In the next seven days",
                Some(Pressing::Later) => "After that",
                Some(Pressing::NoDay) | None => "When you can",
            },
            rows: owed.iter().map(|owed| line(visit, owed)).collect(),
        })
        .collect();
    let first = parts.first_mut().and_then(|part| part.rows.first_mut());
    if let Some(first) = first {
        first.first = true;
    }
    parts
}

/// One line: what, by when, to whom, and one button.
fn line(visit: &Visit, owed: &Owed) -> Row {
    let verb = match owed.verb {
        Verb::Read => "Read",
        Verb::Vote => "Vote",
        Verb::Answer => "Answer",
        Verb::Report => "Report",
        Verb::Accept => "Accept",
        Verb::Tell => "Tell",
        Verb::Come => "Come",
        Verb::Succeed => "Think ahead",
        Verb::Steer => "Steer",
    };
    Row {
        verb,
        when: match (owed.pressing, owed.by) {
            (Pressing::Now, _) => "now".to_owned(),
            (Pressing::NoDay, _) | (_, None) => "no day set".to_owned(),
            (Pressing::Overdue, Some(by)) => format!("overdue since {}", words::short_day(by)),
            (_, Some(by)) => format!("by {}", super::rows::soon(visit, by)),
        },
        overdue: owed.pressing == Pressing::Overdue,
        ..row(visit, &owed.about)
    }
}

fn quiet(view: &DeskView) -> String {
    match view.quiet_until {
        Some(date) => format!(
            "Nothing is waiting for you until {}.",
            words::short_day(date)
        ),
        None => "Nothing is waiting for you.".to_owned(),
    }
}

/// What is owed in the delivery plans.
fn of_delivery(visit: &Visit, owed: &PlanOwed) -> Row {
    match owed {
        PlanOwed::Progress {
            action,
            plan,
            title,
            ..
        } => Row {
            what: title.clone(),
            note: "An action of a delivery plan that you lead.".to_owned(),
            ..Row::default()
        }
        .doing(
            visit.at(&format!("/delivery/{plan}/actions/{action}#progress")),
            "Report how it comes on",
        ),
        PlanOwed::Input { plan, title, .. } => Row {
            what: title.clone(),
            note: "A draft delivery plan on which your group is asked for its input.".to_owned(),
            ..Row::default()
        }
        .doing(
            visit.at(&format!("/delivery/{plan}#input")),
            "Give your group’s input",
        ),
        PlanOwed::Engagement {
            engagement, who, ..
        } => Row {
            what: format!("Engagement with {who}"),
            note: "Its day has passed. Tell what was heard, and what changed for it.".to_owned(),
            ..Row::default()
        }
        .doing(
            visit.at(&format!("/delivery/engagement/{engagement}")),
            "Tell what changed",
        ),
    }
}

fn row(visit: &Visit, waiting: &Waiting) -> Row {
    let seat = |meeting: &views::MeetingLine| visit.at(&format!("/meetings/{}/seat", meeting.id));
    match waiting {
        Waiting::Vote { meeting, text, .. } => Row {
            what: text.clone(),
            note: format!("{} is voting now.", meeting.body.name),
            ..Row::default()
        }
        .doing(seat(meeting), "Vote"),
        Waiting::Position { meeting, text, .. } => Row {
            what: text.clone(),
            note: format!("{} asks where you stand.", meeting.body.name),
            ..Row::default()
        }
        .doing(seat(meeting), "Say where you stand"),
        Waiting::Answer {
            decision,
            text,
            partner,
            ..
        } => Row {
            what: text.clone(),
            href: visit.at(&format!("/decisions/{decision}")),
            note: format!("Waits for the governing body of {}.", partner.name),
            ..Row::default()
        }
        .doing(
            visit.at(&format!(
                "/decisions/{decision}/answer?partner={}",
                partner.id
            )),
            "Record its answer",
        ),
        Waiting::UnderWay { meeting } => Row {
            what: format!("{} is meeting", meeting.body.name),
            ..Row::meeting(visit, meeting)
        }
        .doing(seat(meeting), "Take your seat"),
        Waiting::Meeting {
            meeting,
            papers,
            opened,
            apologies,
        } => to_read(visit, meeting, (*papers, *opened), *apologies),
        Waiting::AcceptRole { held } => Row {
            what: held.seat.title.clone(),
            note: format!(
                "Read the role “{}” and accept it.",
                held.seat.role.as_deref().unwrap_or_default()
            ),
            ..Row::default()
        }
        .doing(
            crate::structure::seat_address(visit, &held.seat.id, "accept"),
            "Accept the role",
        ),
        Waiting::TermEnds { held, own } => Row {
            note: if *own {
                "Your term ends. Who nominates for the seat is asked for a successor, or for you again."
                    .to_owned()
            } else {
                "The term of someone who sits for your organisation ends. Tell the secretariat who is nominated next."
                    .to_owned()
            },
            ..Row::term(visit, held)
        },
        Waiting::Action { action } => Row::action(visit, action).doing(
            visit.at(&format!("/actions/{}", action.id)),
            "Say how it stands",
        ),
        Waiting::Escalated { action } => Row {
            note: format!(
                "{} has not done it. You chair the body that asked.",
                action.owner.name
            ),
            ..Row::action(visit, action)
        }
        .doing(visit.at(&format!("/actions/{}", action.id)), "Look into it"),
        Waiting::Minutes { meeting, .. } => Row {
            what: format!("Draft minutes of {}", meeting.body.name),
            note: format!(
                "Of {}. Say what is wrong before they are approved.",
                words::short_day(meeting.date)
            ),
            ..Row::meeting(visit, meeting)
        }
        .doing(
            visit.at(&format!("/meetings/{}/minutes", meeting.id)),
            "Read the draft",
        ),
        Waiting::Tell { meeting } => Row {
            what: format!("What came of {}", meeting.body.name),
            note: format!(
                "Of {}. Tell those for whom you speak, and say here that you did.",
                words::short_day(meeting.date)
            ),
            ..Row::meeting(visit, meeting)
        }
        .doing(
            visit.at(&format!("/meetings/{}/told", meeting.id)),
            "Say whom you told",
        ),
        Waiting::Remedy { remedy } => Row::remedy(visit, remedy).doing(
            visit.at(&format!(
                "/exceptions/{}/remedies/{}",
                remedy.exception, remedy.id
            )),
            "Say how it stands",
        ),
        Waiting::Steer { exception, .. } => Row {
            what: exception.title.clone(),
            note: format!(
                "{} is asked: {}",
                exception.body.name,
                exception.asks.as_deref().unwrap_or_default()
            ),
            ..Row::default()
        }
        .doing(
            visit.at(&format!("/exceptions/{}", exception.id)),
            "Look into it",
        ),
        Waiting::Watched { watched, leads } => Row {
            note: if *leads {
                "You lead the answer.".to_owned()
            } else {
                format!("{} asks for your part of the answer.", watched.lead.name)
            },
            ..Row::watched(visit, watched)
        }
        .doing(visit.at(&format!("/watch-list/{}", watched.id)), "Answer"),
        Waiting::Correspondence { question } => {
            let row = Row::question(visit, question);
            let here = format!("/decisions/by-correspondence/{}", question.id);
            row.doing(visit.at(&here), "Answer")
        }
        Waiting::Delivery { owed } => of_delivery(visit, owed),
        Waiting::Present {
            meeting,
            item,
            title,
            ..
        } => Row {
            what: title.clone(),
            href: visit.at(&format!("/meetings/{}#item-{item}", meeting.id)),
            note: format!(
                "You present it to {} on {}. It has no decision report yet.",
                meeting.body.name,
                words::short_day(meeting.date)
            ),
            ..Row::default()
        }
        .doing(
            visit.at(&format!("/meetings/{}/report/{item}/edit", meeting.id)),
            "Write the report",
        ),
    }
}

/// A meeting to come: its papers to read, or that there are none yet.
fn to_read(
    visit: &Visit,
    meeting: &views::MeetingLine,
    (papers, opened): (usize, usize),
    apologies: bool,
) -> Row {
    let here = |path: &str| visit.at(&format!("/meetings/{}{path}", meeting.id));
    let (clock, place) = (words::clock(meeting.starts), &meeting.place);
    let said = match papers {
        0 => "No papers yet.".to_owned(),
        all if all == opened => format!("You have opened all {all}."),
        all if opened == 0 => {
            format!(
                "{} to read, none opened.",
                words::count(all, "paper", "papers")
            )
        }
        all => format!("{all} papers to read, {opened} opened."),
    };
    let apologies_said = if apologies {
        " Your apologies are recorded."
    } else {
        ""
    };
    let row = Row {
        note: format!("{clock}, {place}. {said}{apologies_said}"),
        also: vec![(here("/seat"), "Declare an interest")],
        ..Row::meeting(visit, meeting)
    };
    match (papers, apologies) {
        (0, true) => row.doing(here(""), "Look at the agenda"),
        (0, false) => row.doing(here("/apologies"), "Send apologies"),
        (_, true) => row.doing(here(""), "Read the papers"),
        (_, false) => {
            let mut row = row.doing(here(""), "Read the papers");
            row.also.push((here("/apologies"), "Send apologies"));
            row
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const LEADER: u32 = 2;

    #[tokio::test]
    async fn the_public_is_asked_to_sign_in() {
        let page = Moot::new().get(&format!("/{MOOT}/desk")).await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (303, "/sign-in?next=%2Fthree-rivers%2Fdesk")
        );
    }

    #[tokio::test]
    async fn programs_read_the_desk_of_their_person_and_the_office_of_the_secretariat() {
        let moot = Moot::new();
        let read = async |number: u32, path: &str| {
            let bearer = format!("Bearer {}", moot.token_of(number));
            let headers = [("authorization", bearer.as_str())];
            let address = format!("/api/v1/{MOOT}{path}");
            moot.ask(axum::http::Method::GET, &address, &headers, "")
                .await
        };
        let desk = read(LEADER, "/desk").await.json();
        assert_eq!(desk["waiting"][0]["waits"], "accept-role", "{desk}");
        let office = read(CLERK, "/office").await.json();
        assert!(office["steps"].is_array(), "{office}");
        assert_eq!(read(LEADER, "/office").await.status, 403);
    }

    #[tokio::test]
    async fn a_desk_says_what_waits_and_until_when_it_is_quiet() {
        let moot = Moot::new();
        let desk = format!("/{MOOT}/desk");
        moot.get_as(STRANGER, &desk)
            .await
            .says(&["Nothing is waiting for you.", "You hold no seat"]);
        moot.get_as(LEADER, &desk)
            .await
            .says(&["Read the role “Member of the Board” and accept it."]);
        moot.acts(json!({"act": "structure.accept-role", "seat": "board.leader"}));
        moot.get_as(LEADER, &desk)
            .await
            .says(&["Nothing is waiting for you.", "Leader of the council"]);
        moot.calls("board");
        moot.at("2007-02-01T09:00:00Z");
        moot.get_as(LEADER, &desk)
            .await
            .says(&["Nothing is waiting for you until 18 April 2007."]);
        moot.at("2007-04-10T09:00:00Z");
        let page = moot.get_as(LEADER, &desk).await;
        page.says(&[
            "10.30am, Weir House. No papers yet.",
            "Send apologies",
            "/meetings/board-2007-04-18/apologies",
        ]);
        moot.acts(json!({"act": "meetings.record-apologies", "meeting": "board-2007-04-18", "seat": "board.leader"}));
        moot.get_as(LEADER, &desk)
            .await
            .says(&["Your apologies are recorded."]);
    }

    // Requirement: ST6 at /{partnership}/desk
    #[tokio::test]
    async fn a_term_that_ends_is_told_to_its_holder_and_to_their_organisation() {
        let moot = Moot::new();
        let desk = format!("/{MOOT}/desk");
        // The seat of Voluntary Action on the Board ends with the year; its tutor sits elsewhere.
        let (holder, tutor) = (6, 16);
        moot.at("2007-10-01T09:00:00Z");
        moot.get_as(holder, &desk)
            .await
            .never_says(&["Your term ends"]);
        moot.at("2007-10-15T09:00:00Z");
        moot.get_as(holder, &desk)
            .await
            .says(&["by Mon 31 December", "Your term ends."]);
        moot.get_as(tutor, &desk)
            .await
            .says(&["The term of someone who sits for your organisation ends."]);
        moot.get_as(LEADER, &desk)
            .await
            .never_says(&["term of someone", "Your term"]);
    }

    #[tokio::test]
    async fn an_open_vote_leads_to_the_seat() {
        let moot = Moot::new();
        moot.calls("board");
        let meeting = "board-2007-04-18";
        for seat in [
            "board.chair",
            "board.leader",
            "board.health",
            "board.voluntary",
            "board.councillor-1",
        ] {
            moot.acts(json!({"act": "meetings.record-arrival", "meeting": meeting, "seat": seat}));
        }
        moot.acts(json!([
            {"act": "meetings.open", "meeting": meeting, "chair": "board.chair"},
            {"act": "decisions.move-motion", "meeting": meeting, "item": 2, "seat": "board.leader", "text": "To build the dyke."},
        ]));
        moot.get_as(LEADER, &format!("/{MOOT}/desk"))
            .await
            .says(&["Take your seat"])
            .never_says(&["is voting now"]);
        moot.acts(json!([
            {"act": "decisions.second-motion", "decision": "board-2007-04-18-2", "seat": "board.health"},
            {"act": "decisions.put-to-vote", "decision": "board-2007-04-18-2", "last_resort": "No consensus."},
        ]));
        let page = moot.get_as(LEADER, &format!("/{MOOT}/desk")).await;
        page.says(&[
            "is voting now",
            "To build the dyke.",
            "/meetings/board-2007-04-18/seat",
        ]);
        moot.get_as(CLERK, &format!("/{MOOT}/desk"))
            .await
            .never_says(&["is voting now"]);
    }
}
