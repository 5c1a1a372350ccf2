//! The lists behind the office's counts: each shows exactly what was counted.

use app::views::{self, HeldSeat};
use askama::Template;
use axum::{extract::Path, response::Response};

use super::rows::Row;
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "office/list.html")]
struct List {
    frame: Frame,
    about: &'static str,
    none: &'static str,
    groups: Vec<Group>,
}

/// Rows under a heading; the heading is empty where there is but one group.
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) rows: Vec<Row>,
}

/// `GET /{partnership}/office/{list}`
pub(super) async fn show(
    visit: Visit,
    Path((_, list)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = views::office(&visit.reading);
    let one = |rows: Vec<Row>| {
        vec![Group {
            heading: String::new(),
            rows,
        }]
    };
    let (title, about, none, groups) = match list.as_str() {
        "overdue" => (
            "Actions overdue",
            "Their day has passed. Ask whoever owns them how they stand.",
            "No action is overdue.",
            one(view
                .overdue
                .iter()
                .map(|action| Row::action(&visit, action))
                .collect()),
        ),
        "remedies" => (
            "Remedial actions overdue",
            "What was to be done about exceptions and log jams, and whose day has passed.",
            "No remedial action is overdue.",
            one(view
                .remedies
                .iter()
                .map(|remedy| Row::remedy(&visit, remedy))
                .collect()),
        ),
        "unanswered" => (
            "Answers overdue",
            "Policies and bids on the watch list whose last day has passed, and to which no answer went out.",
            "No answer is overdue.",
            one(view
                .unanswered
                .iter()
                .map(|watched| Row::watched(&visit, watched))
                .collect()),
        ),
        "vacancies" => (
            "Empty seats",
            "Someone should hold these seats and nobody does. Who finds the holder is in the arrangements.",
            "Every seat that should be filled is filled.",
            by_body(&visit, &view.vacancies),
        ),
        "ending" => (
            "Appointments ending within 90 days",
            "Ask for a successor, or for the same person again, before the seat is empty.",
            "No appointment ends within 90 days.",
            one(view
                .ending
                .iter()
                .map(|held| Row::ending(&visit, held))
                .collect()),
        ),
        "papers" => (
            "Meetings with papers missing",
            "Items for decision under which no paper is tabled yet, at meetings to come.",
            "Every item for decision at a meeting to come has its paper.",
            one(view
                .bare
                .iter()
                .map(|(meeting, items)| Row::papers(&visit, meeting, *items))
                .collect()),
        ),
        "minutes" => (
            "Meetings without approved minutes",
            "Held, and not yet minuted or not yet approved; the earliest first.",
            "The minutes of every meeting are approved.",
            one(view
                .unapproved
                .iter()
                .map(|meeting| Row::minutes(&visit, meeting))
                .collect()),
        ),
        "ratification" => (
            "Decisions to be ratified",
            "Agreed without a quorum. They go on the agenda of the body’s next meeting by themselves.",
            "No decision waits to be ratified.",
            one(view
                .for_ratification
                .iter()
                .map(|waiting| Row::unratified(&visit, waiting))
                .collect()),
        ),
        "nominations" => (
            "Nominations",
            "They stand: an election or an appointment takes them up. Only the secretariat sees them.",
            "No nomination stands.",
            one(view
                .nominations
                .iter()
                .map(|nomination| Row::nomination(&visit, nomination))
                .collect()),
        ),
        "junior" => (
            "Holders too junior to speak for their organisation",
            "They hold another post than the seat asks for, and refer back. Ask the organisation for someone more senior.",
            "Every holder whose post is known is senior enough, or may commit the organisation.",
            one(view
                .junior
                .iter()
                .map(|held| Row::junior(&visit, held))
                .collect()),
        ),
        "unaccepted" => (
            "Roles not accepted",
            "Their holders have not accepted the role description. Their desk asks them to.",
            "Every holder has accepted the role of their seat.",
            one(view
                .unaccepted
                .iter()
                .map(|held| Row::unaccepted(&visit, held))
                .collect()),
        ),
        "reviews" => (
            "Memberships to review",
            "The membership of each body is reviewed every year.",
            "No membership is due for review within a month.",
            one(view
                .reviews
                .iter()
                .map(|review| Row::review(&visit, review))
                .collect()),
        ),
        "bodies" => (
            "Bodies that need something",
            "Groups that end, terms that wait for approval, contacts that nobody is, what bodies do not keep of their own terms, and what is to be looked at again.",
            "No body needs anything.",
            super::bodies::groups(&visit),
        ),
        _ => return Err(Problem::not_found()),
    };
    let groups = groups.into_iter().filter(|group| !group.rows.is_empty());
    page(&List {
        frame: visit
            .frame(title)
            .section(Section::Office)
            .crumb("Office", "/office"),
        about,
        none,
        groups: groups.collect(),
    })
}

/// Seats under the names of their bodies, in the order of the arrangements.
fn by_body(visit: &Visit, seats: &[HeldSeat]) -> Vec<Group> {
    let bodies = seats.chunk_by(|one, other| one.body.id == other.body.id);
    bodies
        .map(|seats| Group {
            heading: seats
                .first()
                .map_or_else(String::new, |held| held.body.name.clone()),
            rows: seats.iter().map(|held| Row::vacancy(visit, held)).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot};

    #[tokio::test]
    async fn each_list_shows_what_was_counted_or_that_there_is_nothing() {
        let moot = Moot::new();
        let list = |list: &str| format!("/{MOOT}/office/{list}");
        for (name, says) in [
            ("vacancies", "Manager of Voluntary Action"),
            ("overdue", "No action is overdue."),
            ("remedies", "No remedial action is overdue."),
            ("unanswered", "No answer is overdue."),
            ("ending", "No appointment ends within 90 days."),
            ("minutes", "The minutes of every meeting are approved."),
            (
                "papers",
                "Every item for decision at a meeting to come has its paper.",
            ),
            ("ratification", "No decision waits to be ratified."),
            ("nominations", "No nomination stands."),
            (
                "junior",
                "Every holder whose post is known is senior enough",
            ),
            ("unaccepted", "Leader of the council"),
            ("reviews", "No membership is due for review within a month."),
        ] {
            moot.get_as(CLERK, &list(name)).await.says(&[says]);
        }
        assert_eq!(moot.get_as(CLERK, &list("nonsense")).await.status, 404);
        moot.get_as(CLERK, &list("vacancies")).await.says(&[
            "Three Rivers Executive",
            &format!("/{MOOT}/structure/executive/seats/manager/appoint"),
        ]);
    }

    #[tokio::test]
    async fn an_appointment_that_ends_soon_and_an_action_that_is_late_are_listed() {
        let moot = Moot::new();
        moot.calls("board");
        let meeting = "board-2007-04-18";
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.chair"},
            {"act": "meetings.open", "meeting": meeting, "chair": "board.chair"},
            {"act": "decisions.agree-by-consensus", "meeting": meeting, "item": 2, "text": "To build the dyke."},
            {"act": "meetings.note-action", "meeting": meeting, "item": 2, "what": "Build the dyke.", "owner": "council", "due": "2007-05-01"},
            {"act": "meetings.close", "meeting": meeting},
        ]));
        moot.at("2007-12-01T09:00:00Z");
        moot.get_as(CLERK, &format!("/{MOOT}/office/overdue"))
            .await
            .says(&["Overdue: 1 May 2007", "Build the dyke."]);
        moot.get_as(CLERK, &format!("/{MOOT}/office/ending"))
            .await
            .says(&[
                "Until 31 December 2007",
                "Holder of board.chair",
                "Appoint again",
            ]);
        let page = moot
            .get_as(CLERK, &format!("/{MOOT}/office/ratification"))
            .await;
        page.says(&[
            "To build the dyke.",
            "It stands on no agenda yet.",
            "/meetings/call?body=board",
        ]);
        moot.acts(
            json!({"act": "meetings.call", "body": "board", "date": "2007-12-18", "starts": "10:30",
            "place": "Weir House", "agenda": []}),
        );
        let page = moot
            .get_as(CLERK, &format!("/{MOOT}/office/ratification"))
            .await;
        page.says(&["On the agenda of Three Rivers Board for 18 December 2007."]);
    }
}
