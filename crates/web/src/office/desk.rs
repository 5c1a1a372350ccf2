//! A member's desk: what waits for them, their seats, and the meetings to come.

use app::views::{self, DeskView, HeldSeat, Waiting, words};
use askama::Template;
use axum::response::Response;

use super::{
    done,
    rows::{Row, by, first_stands_out},
};
use crate::{
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
    rows: Vec<Row>,
    quiet: String,
    seats: Vec<OwnSeat>,
    next: Vec<Row>,
    at: String,
    /// What is said of their calendar, and whether it has a secret address.
    calendar: String,
    has_calendar: bool,
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
    let view = views::desk(&visit.reading, person.id).ok_or_else(Problem::not_found)?;
    let own = |held: &HeldSeat, holder: bool| OwnSeat {
        until: held.seat.until.map_or_else(String::new, words::day),
        substitute: crate::structure::seat_address(&visit, &held.seat.id, "substitute"),
        held: held.clone(),
        holder,
    };
    let holds = view.seats.iter().map(|held| own(held, true));
    let waiting = view.waiting.iter().map(|waiting| row(&visit, waiting));
    let calendar = calendars::made(&visit).await?;
    page(&Desk {
        calendar: calendars::said(calendar),
        has_calendar: calendar.is_some(),
        frame: visit.frame("Your desk").done(done(&visit)),
        today: words::day(visit.reading.today()),
        rows: first_stands_out(waiting.collect()),
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

fn quiet(view: &DeskView) -> String {
    match view.quiet_until {
        Some(date) => format!(
            "Nothing is waiting for you until {}.",
            words::short_day(date)
        ),
        None => "Nothing is waiting for you.".to_owned(),
    }
}

fn row(visit: &Visit, waiting: &Waiting) -> Row {
    let seat = |meeting: &views::MeetingLine| visit.at(&format!("/meetings/{}/seat", meeting.id));
    match waiting {
        Waiting::Vote { meeting, text, .. } => Row {
            when: "Voting now".to_owned(),
            what: text.clone(),
            note: meeting.body.name.clone(),
            ..Row::default()
        }
        .doing(seat(meeting), "Vote"),
        Waiting::Position { meeting, text, .. } => Row {
            when: "Asked now".to_owned(),
            what: text.clone(),
            note: format!("{} asks where you stand.", meeting.body.name),
            ..Row::default()
        }
        .doing(seat(meeting), "Say where you stand"),
        Waiting::Answer {
            decision,
            text,
            partner,
            due,
            overdue,
        } => Row {
            when: by(*due, *overdue),
            overdue: *overdue,
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
            when: "Now".to_owned(),
            what: format!("{} is meeting", meeting.body.name),
            ..Row::meeting(visit, meeting)
        }
        .doing(seat(meeting), "Take your seat"),
        Waiting::Meeting {
            meeting,
            papers,
            apologies,
        } => {
            let row = Row::meeting(visit, meeting);
            let (clock, place) = (words::clock(meeting.starts), &meeting.place);
            let papers_said = match papers {
                0 => "No papers yet.".to_owned(),
                papers => format!("{} to read.", words::count(*papers, "paper", "papers")),
            };
            let note = format!("{clock}, {place}. {papers_said}");
            let row = Row {
                also: Some((seat(meeting), "Declare an interest")),
                ..row
            };
            if *apologies {
                return Row {
                    note: format!("{note} Your apologies are recorded."),
                    ..row
                };
            }
            let apologies = visit.at(&format!("/meetings/{}/apologies", meeting.id));
            Row { note, ..row }.doing(apologies, "Send apologies")
        }
        Waiting::AcceptRole { held } => Row {
            when: "Your role".to_owned(),
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
        },
        Waiting::Minutes { meeting } => Row {
            what: format!("Draft minutes of {}", meeting.body.name),
            note: "Say what is wrong before they are approved.".to_owned(),
            ..Row::meeting(visit, meeting)
        }
        .doing(
            visit.at(&format!("/meetings/{}/minutes", meeting.id)),
            "Read the draft",
        ),
        Waiting::Correspondence { question } => {
            let row = Row::question(visit, question);
            let here = format!("/decisions/by-correspondence/{}", question.id);
            row.doing(visit.at(&here), "Answer")
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
            .says(&["Until 31 December 2007", "Your term ends."]);
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
            .never_says(&["Voting now"]);
        moot.acts(json!([
            {"act": "decisions.second-motion", "decision": "board-2007-04-18-2", "seat": "board.health"},
            {"act": "decisions.put-to-vote", "decision": "board-2007-04-18-2", "last_resort": "No consensus."},
        ]));
        let page = moot.get_as(LEADER, &format!("/{MOOT}/desk")).await;
        page.says(&[
            "Voting now",
            "To build the dyke.",
            "/meetings/board-2007-04-18/seat",
        ]);
        moot.get_as(CLERK, &format!("/{MOOT}/desk"))
            .await
            .never_says(&["Voting now"]);
    }
}
