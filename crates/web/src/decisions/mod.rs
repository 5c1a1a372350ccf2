//! Decisions: the register, and why each of them stands.

mod answer;
mod correspondence;
mod decision;
mod index;
mod sheet;

use axum::routing::get;

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .merge(correspondence::routes())
        .route("/{partnership}/decisions", Who::Everyone, get(index::show))
        .route(
            "/{partnership}/decisions/register.csv",
            Who::Everyone,
            get(index::csv),
        )
        .route(
            "/{partnership}/decisions/{decision}",
            Who::Everyone,
            get(decision::show),
        )
        .route(
            "/{partnership}/decisions/{decision}/answer",
            Who::SignedIn,
            get(answer::ask).post(answer::take),
        )
        .route(
            "/{partnership}/decisions/{decision}/agreement",
            Who::SignedIn,
            get(answer::ask_agreement).post(answer::take_agreement),
        )
        .route(
            "/api/v1/{partnership}/decisions",
            Who::Everyone,
            get(index::json),
        )
        .route(
            "/api/v1/{partnership}/decisions/{decision}",
            Who::Everyone,
            get(decision::json),
        )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        story::{AGREED, CARRIED, HELD, LOST, WAITS},
        testing::{CLERK, Moot, STRANGER},
    };

    #[tokio::test]
    async fn an_empty_register_says_when_decisions_come() {
        let moot = Moot::new();
        moot.get("/three-rivers/decisions")
            .await
            .sound()
            .says(&["No decision has been published yet."]);
    }

    #[tokio::test]
    async fn hidden_and_absent_are_the_same() {
        let moot = Moot::new();
        moot.meets();
        for prefix in ["/three-rivers", "/api/v1/three-rivers"] {
            let hidden = moot.get(&format!("{prefix}/decisions/{CARRIED}")).await;
            let absent = moot
                .get(&format!("{prefix}/decisions/board-2007-04-18-9"))
                .await;
            assert_eq!(
                (hidden.status, absent.status),
                (axum::http::StatusCode::NOT_FOUND, hidden.status)
            );
            let stranger = moot
                .get_as(STRANGER, &format!("{prefix}/decisions/{CARRIED}"))
                .await;
            assert_eq!(stranger.status, 404);
            moot.get(&format!("{prefix}/decisions"))
                .await
                .never_says(&["flood plan"]);
        }
        moot.get_as(CLERK, &format!("/three-rivers/decisions/{CARRIED}"))
            .await
            .says(&["Carried"]);
    }

    #[tokio::test]
    async fn a_decision_says_why_it_stands() {
        let moot = Moot::new();
        moot.meets();
        moot.publishes(HELD);
        moot.get(&format!("/three-rivers/decisions/{CARRIED}"))
            .await
            .sound()
            .says(&[
                "That the flood plan is adopted.",
                "<strong>Carried</strong>",
                "Why this stands",
                "members were present",
                "para 10",
                "paras 11–12",
                "3/4 or more of 4",
                "<svg",
                "Carried: 3 for, 3 needed",
                "Voluntary Action Three Rivers",
                "2 members present, one vote",
                "The villages were not asked.",
                "Print the flood plan.",
                "The plan in full",
                "Counted",
                "worked out again for this page",
            ]);
        moot.get(&format!("/three-rivers/decisions/{AGREED}"))
            .await
            .sound()
            .says(&[
                "<strong>Agreed by consensus</strong>",
                "nobody asked for a vote",
                "No action was noted under this item.",
            ])
            .never_says(&["Vote by vote"]);
        let json = moot
            .get(&format!("/api/v1/three-rivers/decisions/{CARRIED}"))
            .await
            .json();
        assert_eq!(json["certificate"]["outcome"], "carried");
        assert_eq!(json["certificate"]["tally"]["for"], 3);
    }

    #[tokio::test]
    async fn a_lost_motion_reads_as_lost() {
        let moot = Moot::new();
        moot.meets();
        moot.publishes(HELD);
        moot.get(&format!("/three-rivers/decisions/{LOST}"))
            .await
            .sound()
            .says(&[
                "That the old bridge is closed.",
                "<strong>Not carried</strong>",
                "Why this was not carried",
                "✗",
                "Not carried: 1 for, 3 needed",
            ])
            .never_says(&["Why this stands"]);
    }

    // Requirement: ME4 at /{partnership}/decisions/{decision}
    #[tokio::test]
    async fn what_was_agreed_without_a_quorum_waits_until_it_is_ratified() {
        let moot = Moot::new();
        moot.at("2007-04-20T09:00:00Z");
        moot.meets_too_few();
        moot.publishes("executive-2007-05-02");
        let path = format!("/three-rivers/decisions/{WAITS}");
        moot.get(&path).await.sound().says(&[
            "Agreed, but not yet binding",
            "Why this does not bind yet",
            "It goes on the agenda of its next meeting by itself.",
        ]);
        moot.get("/three-rivers/decisions?outcome=waits")
            .await
            .sound()
            .says(&["A clerk is hired.", "Waits to be ratified"]);
        let meeting = "executive-2007-07-04";
        moot.acts(json!({"act": "meetings.call", "body": "executive", "date": "2007-07-04", "starts": "14:00", "place": "Mill House", "agenda": []}));
        moot.get(&path)
            .await
            .says(&["the meeting on 4 July 2007", "again<p>Item 1"]);
        moot.get(&format!("/three-rivers/meetings/{meeting}"))
            .await
            .sound()
            .says(&["to ratify what"]);
        moot.at("2007-07-04T13:00:00Z");
        let arrive = |seat: &str| json!({"act": "meetings.record-arrival", "meeting": meeting, "seat": seat, "at": "14:00"});
        moot.acts(json!([
            arrive("executive.chief"), arrive("executive.director"), arrive("executive.nurse"),
            {"act": "meetings.open", "meeting": meeting, "at": "14:00"},
            {"act": "decisions.agree-by-consensus", "meeting": meeting, "item": 1, "text": "What was agreed on 2 May is ratified."},
            {"act": "decisions.ratify", "decision": WAITS, "meeting": meeting, "item": 1, "agreed": true},
            {"act": "meetings.close", "meeting": meeting, "at": "15:00"},
            {"act": "meetings.draft-minutes", "meeting": meeting, "items": [{"item": 1, "text": "Ratified."}]},
        ]));
        moot.get(&path)
            .await
            .says(&["Agreed, but not yet binding"])
            .never_says(&["ratified on"]);
        moot.acts(json!([
            {"act": "meetings.approve-minutes", "meeting": meeting, "on": "2007-07-04"},
            {"act": "meetings.publish-minutes", "meeting": meeting},
        ]));
        moot.get(&path).await.sound().says(&[
            "Agreed, then ratified",
            "ratified on 4 July 2007",
            "A quorate meeting, with 3 of",
            "Why this stands",
        ]);
    }

    // Requirement: DE15 at /{partnership}/decisions
    #[tokio::test]
    async fn the_register_is_searched_by_body_outcome_and_words() {
        let moot = Moot::new();
        moot.meets();
        moot.publishes(HELD);
        let table = [
            ("", vec!["flood plan", "old bridge", "an interest"], vec![]),
            (
                "?outcome=agreed",
                vec!["flood plan", "an interest"],
                vec!["old bridge"],
            ),
            (
                "?outcome=not-carried",
                vec!["old bridge", "Show all"],
                vec!["flood plan"],
            ),
            (
                "?q=FLOOD+adopted&body=board",
                vec!["flood plan"],
                vec!["old bridge"],
            ),
            (
                "?body=executive",
                vec!["No decision fits what you asked for.", "Show all decisions"],
                vec!["flood plan"],
            ),
            (
                "?method=vote&dissents=yes&from=2007-04-18&until=2007-04-18",
                vec!["flood plan", "1 dissent recorded", "1 action"],
                vec!["an interest"],
            ),
            (
                "?until=2007-04-17",
                vec!["No decision fits"],
                vec!["flood plan"],
            ),
            (
                "?outcome=nonsense",
                vec!["flood plan", "old bridge"],
                vec![],
            ),
        ];
        for (query, said, not_said) in table {
            moot.get(&format!("/three-rivers/decisions{query}"))
                .await
                .sound()
                .says(&said)
                .never_says(&not_said);
        }
        let file = moot
            .get("/three-rivers/decisions/register.csv?q=bridge")
            .await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(file.text().lines().count(), 2);
        file.says(&["\"Page\"", "old bridge", "Not carried"]);
        let found = moot
            .get("/api/v1/three-rivers/decisions?q=bridge")
            .await
            .json();
        assert_eq!(found.as_array().map(Vec::len), Some(1));
    }
}
