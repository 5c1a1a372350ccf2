//! Meetings: from call to published minutes.

mod action;
mod actions;
mod attendance;
pub(crate) mod before;
mod calling;
mod index;
mod meeting;
mod minutes;
pub(crate) mod papers;
mod report;

use axum::routing::get;

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    public()
        .merge(calling::routes())
        .merge(before::routes())
        .merge(papers::routes())
}

/// Pages that everyone may read.
fn public() -> Doors {
    Doors::new()
        .route("/{partnership}/meetings", Who::Everyone, get(index::show))
        .route(
            "/{partnership}/meetings/{meeting}",
            Who::Everyone,
            get(meeting::show),
        )
        .route(
            "/{partnership}/meetings/{meeting}/minutes",
            Who::Everyone,
            get(minutes::show),
        )
        .route(
            "/{partnership}/meetings/{meeting}/report/{item}",
            Who::Everyone,
            get(report::show),
        )
        .route(
            "/{partnership}/meetings/{meeting}/report/{item}/edit",
            Who::SignedIn,
            get(report::ask).post(report::take),
        )
        .route(
            "/{partnership}/meetings/{meeting}/report/{item}/{version}",
            Who::Everyone,
            get(report::show_version),
        )
        .route(
            "/api/v1/{partnership}/meetings/{meeting}/report/{item}",
            Who::Everyone,
            get(report::json),
        )
        .route("/{partnership}/actions", Who::Everyone, get(actions::show))
        .route(
            "/{partnership}/actions/{action}",
            Who::Everyone.writes(Who::SignedIn),
            get(action::show).post(action::take),
        )
        .route(
            "/api/v1/{partnership}/actions/{action}",
            Who::Everyone,
            get(action::json),
        )
        .route(
            "/api/v1/{partnership}/meetings",
            Who::Everyone,
            get(index::json),
        )
        .route(
            "/api/v1/{partnership}/meetings/{meeting}",
            Who::Everyone,
            get(meeting::json),
        )
        .route(
            "/api/v1/{partnership}/meetings/{meeting}/minutes",
            Who::Everyone,
            get(minutes::json),
        )
        .route(
            "/api/v1/{partnership}/actions",
            Who::Everyone,
            get(actions::json),
        )
}

#[cfg(test)]
mod tests {
    use testkit::holder_of;

    use crate::{
        story::HELD,
        testing::{CLERK, Moot, STRANGER},
    };

    #[tokio::test]
    async fn nothing_yet_says_what_comes_next() {
        let moot = Moot::new();
        moot.get("/three-rivers/meetings")
            .await
            .sound()
            .says(&["No meeting is called.", "No meeting has been held yet."]);
        moot.get("/three-rivers/actions")
            .await
            .sound()
            .says(&["Nothing has been asked of anyone yet."]);
        for absent in ["board-2001-01-01", "Not%20A%20Name"] {
            assert_eq!(
                moot.get(&format!("/three-rivers/meetings/{absent}"))
                    .await
                    .status,
                404
            );
            assert_eq!(
                moot.get(&format!("/three-rivers/meetings/{absent}/minutes"))
                    .await
                    .status,
                404
            );
        }
    }

    #[tokio::test]
    async fn a_meeting_to_come_shows_its_agenda_and_times() {
        let moot = Moot::new();
        moot.calls("board");
        moot.get("/three-rivers/meetings").await.sound().says(&[
            "Three Rivers Board",
            "10.30am, Weir House",
            "Called",
        ]);
        moot.get(&format!("/three-rivers/meetings/{HELD}"))
            .await
            .sound()
            .says(&[
                "Agenda",
                "Apologies and interests",
                "on every agenda",
                "Flood plan",
                "For decision",
                "written after the meeting",
            ]);
        moot.get(&format!("/three-rivers/meetings/{HELD}/minutes"))
            .await
            .sound()
            .says(&[
                "The meeting has not been held yet.",
                "The minutes cannot be read yet.",
            ]);
    }

    const INNER: [&str; 7] = [
        "flood plan is adopted",
        "old bridge",
        "Nobody has an interest",
        "gone through",
        "Print the flood plan",
        "Holder of board.councillor-2",
        "Quorate",
    ];

    #[tokio::test]
    async fn what_happened_is_hidden_until_the_minutes_are_published() {
        let moot = Moot::new();
        moot.meets();
        for page in [
            format!("meetings/{HELD}"),
            format!("meetings/{HELD}/minutes"),
            "actions".to_owned(),
            "meetings".to_owned(),
        ] {
            let path = format!("/three-rivers/{page}");
            moot.get(&path)
                .await
                .sound()
                .never_says(&INNER)
                .never_says(&["villages"]);
            moot.get_as(STRANGER, &path).await.never_says(&INNER);
            moot.get(&format!("/api/v1{path}")).await.never_says(&INNER);
        }
        let minutes = moot
            .get(&format!("/api/v1/three-rivers/meetings/{HELD}/minutes"))
            .await;
        assert_eq!(minutes.status, 404);
        moot.get(&format!("/three-rivers/meetings/{HELD}"))
            .await
            .says(&["its minutes are being written", "The plan in full"]);
        moot.get_as(CLERK, &format!("/three-rivers/meetings/{HELD}"))
            .await
            .sound()
            .says(&INNER);
        moot.get_as(CLERK, &format!("/three-rivers/meetings/{HELD}/minutes"))
            .await
            .sound()
            .says(&["Draft: these minutes are not approved yet."]);
    }

    #[tokio::test]
    async fn a_member_sees_what_the_public_does_not_yet() {
        let moot = Moot::new();
        moot.meets();
        let leader = holder_of("board.leader");
        let number = (0..2_000).find(|number| testkit::person(*number) == leader);
        let Some(number) = number else { return };
        moot.get_as(number, &format!("/three-rivers/meetings/{HELD}"))
            .await
            .says(&["flood plan is adopted"]);
    }

    #[tokio::test]
    async fn one_page_grows_and_its_minutes_are_a_document() {
        let moot = Moot::new();
        moot.meets();
        moot.publishes(HELD);
        let page = moot
            .get(&format!("/three-rivers/meetings/{HELD}"))
            .await
            .sound();
        page.says(&INNER).says(&[
            "Minutes published",
            "Chaired by",
            "Opened at 10.30am, closed at 11.30am",
            "Who was there, by organisation",
            "from 10.45am",
            "Of no organisation",
            "1 dissent recorded",
            "approved on 6 June 2007",
        ]);
        moot.get(&format!("/three-rivers/meetings/{HELD}/minutes"))
            .await
            .sound()
            .says(&[
                "Approved as a true record on 6 June 2007.",
                "In the chair:",
                "Apologies",
                "2. Flood plan",
                "3 for, 1 against, 0 abstained, 0 did not vote; 3 were needed",
                "<strong>Against:</strong> Voluntary Action Three Rivers",
                "“The villages were not asked.”",
                "Print the flood plan.",
                "The meeting closed at 11.30am.",
            ]);
        let json = moot
            .get(&format!("/api/v1/three-rivers/meetings/{HELD}/minutes"))
            .await
            .json();
        assert_eq!(json["decisions"].as_array().map(Vec::len), Some(3));
        moot.get("/three-rivers/actions").await.sound().says(&[
            "Overdue:",
            "31 May 2007",
            "Three Rivers Council",
        ]);
        moot.get("/three-rivers/organisations/council")
            .await
            .sound()
            .says(&["Print the flood plan."]);
    }
}
