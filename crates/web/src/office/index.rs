//! Monday, 8.50: what the secretariat has to do next, in order.

use app::views::{self, OfficeView, words};
use askama::Template;
use axum::response::Response;

use super::{
    done,
    rows::{Row, first_stands_out},
};
use crate::{
    api::Program,
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page, see},
};

#[derive(Template)]
#[template(path = "office/index.html")]
struct Office {
    frame: Frame,
    today: String,
    rows: Vec<Row>,
    /// What has no day of its own.
    undated: Vec<Row>,
    counts: Vec<Count>,
    at: String,
}

/// How many there are of something, and where to see exactly those.
struct Count {
    number: usize,
    words: &'static str,
    list: &'static str,
    /// The mark in the style sheet: `overdue`, `attention`, or empty.
    mark: &'static str,
}

/// `GET /{partnership}/office`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    if !visit.viewer.secretariat {
        // An administrator looks after people, and not what the book waits for.
        return Ok(see(&visit.at("/office/people")));
    }
    let view = views::office(&visit.reading);
    let (dated, undated): (Vec<_>, Vec<_>) =
        view.steps.iter().partition(|step| step.by().is_some());
    let row = |step: &&app::views::NextStep| Row::step(&visit, step);
    let rows: Vec<Row> = dated.iter().map(row).collect();
    let mut undated: Vec<Row> = undated.iter().map(row).collect();
    if rows.is_empty() {
        undated = first_stands_out(undated);
    }
    let reading = visit.reading.clone();
    let unanswered = visit
        .site
        .asking(move |house| house.unanswered_invitations(&reading));
    let unanswered = unanswered.await??;
    let mut counts = counts(&visit.reading, &view);
    counts.push(Count {
        number: unanswered,
        words: match unanswered {
            1 => "invitation not answered",
            _ => "invitations not answered",
        },
        list: "invitations",
        mark: if unanswered == 0 { "" } else { "attention" },
    });
    let frame = visit.frame("Office").section(Section::Office).top();
    page(&Office {
        frame: frame.done(done(&visit)),
        today: words::day(visit.reading.today()),
        rows: first_stands_out(rows),
        undated,
        counts,
        at: visit.at(""),
    })
}

/// `GET /api/v1/{partnership}/office`: what the secretariat has to do, and where something is missing.
pub(super) async fn json(program: Program, visit: Visit) -> Result<Response, Problem> {
    drop(program);
    crate::api::json(&views::office(&visit.reading))
}

fn counts(reading: &app::Reading, view: &OfficeView) -> Vec<Count> {
    let count = |number: usize, one: &'static str, many: &'static str, list, mark| Count {
        number,
        words: if number == 1 { one } else { many },
        list,
        mark: if number == 0 { "" } else { mark },
    };
    vec![
        count(
            view.overdue.len(),
            "action overdue",
            "actions overdue",
            "overdue",
            "overdue",
        ),
        count(
            view.remedies.len(),
            "remedial action overdue",
            "remedial actions overdue",
            "remedies",
            "overdue",
        ),
        count(
            view.unanswered.len(),
            "answer overdue",
            "answers overdue",
            "unanswered",
            "overdue",
        ),
        count(
            view.vacancies.len(),
            "empty seat",
            "empty seats",
            "vacancies",
            "attention",
        ),
        count(
            view.ending.len(),
            "appointment ends within 90 days",
            "appointments end within 90 days",
            "ending",
            "",
        ),
        count(
            view.bare.len(),
            "meeting with papers missing",
            "meetings with papers missing",
            "papers",
            "attention",
        ),
        count(
            view.unapproved.len(),
            "meeting without approved minutes",
            "meetings without approved minutes",
            "minutes",
            "attention",
        ),
        count(
            view.for_ratification.len(),
            "decision to be ratified",
            "decisions to be ratified",
            "ratification",
            "attention",
        ),
        count(
            view.nominations.len(),
            "nomination stands",
            "nominations stand",
            "nominations",
            "",
        ),
        count(
            view.junior.len(),
            "holder too junior to speak for the organisation",
            "holders too junior to speak for their organisations",
            "junior",
            "attention",
        ),
        count(
            view.unaccepted.len(),
            "role not accepted",
            "roles not accepted",
            "unaccepted",
            "",
        ),
        count(
            view.reviews.len(),
            "membership to review",
            "memberships to review",
            "reviews",
            "attention",
        ),
        count(
            views::bodies_waiting(reading).count(),
            "thing that bodies need",
            "things that bodies need",
            "bodies",
            "attention",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    #[tokio::test]
    async fn the_secretariat_sees_what_has_to_be_done_next() {
        let moot = Moot::new();
        moot.calls("board");
        let page = moot.get_as(CLERK, &format!("/{MOOT}/office")).await;
        assert_eq!(page.status, 200);
        page.says(&[
            "What has to be done next",
            "Wednesday 18 April 2007",
            "Open the meeting",
            &format!("/{MOOT}/meetings/board-2007-04-18/table"),
            "Call a meeting",
            &format!("/{MOOT}/meetings/call?body=executive"),
            &format!("/{MOOT}/office/vacancies"),
            "<strong>0</strong> invitations not answered",
            "10.30am, Weir House",
        ]);
        moot.at("2007-04-19T09:00:00Z");
        let page = moot.get_as(CLERK, &format!("/{MOOT}/office")).await;
        page.says(&["Overdue: 18 April 2007"]);
    }

    #[tokio::test]
    async fn each_state_of_the_minutes_has_its_button() {
        let moot = Moot::new();
        moot.calls("board");
        let meeting = "board-2007-04-18";
        let office = format!("/{MOOT}/office");
        let seats = [
            "board.chair",
            "board.leader",
            "board.health",
            "board.voluntary",
            "board.councillor-1",
        ];
        for seat in seats {
            moot.acts(json!({"act": "meetings.record-arrival", "meeting": meeting, "seat": seat}));
        }
        moot.acts(json!({"act": "meetings.open", "meeting": meeting, "chair": "board.chair"}));
        moot.get_as(CLERK, &office).await.says(&["Run the meeting"]);
        moot.acts(json!({"act": "meetings.close", "meeting": meeting}));
        moot.get_as(CLERK, &office)
            .await
            .says(&["Write minutes", "meeting without approved minutes"]);
        let said = json!([{"item": 2, "text": "All agreed."}]);
        moot.acts(json!({"act": "meetings.draft-minutes", "meeting": meeting, "items": said}));
        moot.get_as(CLERK, &office)
            .await
            .says(&["Circulate the draft"]);
        moot.acts(json!({"act": "meetings.circulate-minutes", "meeting": meeting}));
        moot.get_as(CLERK, &office).await.says(&["Approve minutes"]);
        moot.acts(
            json!({"act": "meetings.approve-minutes", "meeting": meeting, "on": "2007-04-18"}),
        );
        moot.get_as(CLERK, &office).await.says(&["Publish minutes"]);
        moot.acts(json!({"act": "meetings.publish-minutes", "meeting": meeting}));
        moot.get_as(CLERK, &office)
            .await
            .never_says(&["Publish minutes"]);
    }

    #[tokio::test]
    async fn nobody_else_sees_the_office() {
        let moot = Moot::new();
        for path in [
            "office",
            "office/vacancies",
            "office/people",
            "office/arrangements",
        ] {
            let path = format!("/{MOOT}/{path}");
            let page = moot.get(&path).await;
            assert_eq!(page.status, 303);
            assert!(
                page.location().starts_with("/sign-in?next="),
                "{}",
                page.location()
            );
            assert_eq!(moot.get_as(STRANGER, &path).await.status, 403);
        }
    }
}
