//! The book itself, line by line, with its proof.

mod names;
mod page;
mod sentences;

use app::Reading;
use axum::routing::get;
use record::Entry;

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/record", Who::Everyone, get(page::show))
        .route(
            "/api/v1/{partnership}/record",
            Who::Everyone,
            get(page::json),
        )
}

/// What a line says, in words alone.
pub(crate) fn says(reading: &Reading, entry: &Entry) -> String {
    let names = names::Names::of(reading, "");
    sentences::sentence(&names, entry).text()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::{person, substitute_for};

    use crate::{
        story::HELD,
        testing::{CLERK, Moot},
    };

    #[tokio::test]
    async fn each_line_is_a_sentence_with_its_hash() {
        let moot = Moot::new();
        let last = moot.get("/api/v1/three-rivers/record").await.json();
        let hash = last["lines"][0]["hash"].as_str().unwrap().to_owned();
        moot.get("/three-rivers/record").await.sound().says(&[
            "Governance arrangements</a> were adopted, in force from 1 January 2007.",
            "Holder of board.chair</a> was appointed to the seat “Independent chair” on the ",
            "Tuesday 2 January 2007",
            "folkmoot verify",
            "verify.py",
            &hash,
        ]);
    }

    #[tokio::test]
    async fn every_kind_of_line_is_said_and_led_on_from() {
        let moot = Moot::new();
        moot.meets();
        let substitute = substitute_for("board.health").to_string();
        moot.acts(json!([
            {"act": "structure.name-substitute", "seat": "board.health", "person": substitute, "from": "2007-04-18"},
            {"act": "structure.end-appointment", "seat": "board.voluntary", "on": "2007-05-31"},
            {"act": "meetings.approve-minutes", "meeting": HELD, "on": "2007-04-18"},
            {"act": "meetings.publish-minutes", "meeting": HELD},
        ]));
        let mut book = String::new();
        for upto in [50, 100] {
            book.push_str(
                moot.get(&format!("/three-rivers/record?upto={upto}"))
                    .await
                    .sound()
                    .text(),
            );
        }
        for said in [
            "was called to ",
            "“The plan in full”",
            " was tabled under ",
            "Apologies came from the seat “Councillor (2 of 2)”",
            " came in at 10am",
            "was opened at 10.30am; the seat “Independent chair” took the chair.",
            "Agreed by consensus",
            "moved</a>: “That the flood plan is adopted.”",
            " seconded ",
            "was put to the vote, because consensus was not reached: “One member could not agree.”",
            "voted for ",
            "abstained on ",
            "3 for, 1 against, 0 abstained, 0 silent; 3 were needed. Carried.",
            " had a dissent recorded on ",
            " was asked, by 31 May 2007: “Print the flood plan.”",
            "was closed at 11.30am.",
            "were drafted, for 1 item.",
            "were approved on 18 April 2007",
            "were published.",
            "was named to stand in for the seat",
            "left the seat",
        ] {
            assert!(book.contains(said), "“{said}” is not in the book");
        }
    }

    #[tokio::test]
    async fn lines_about_a_meeting_wait_for_its_minutes() {
        let moot = Moot::new();
        moot.meets();
        let inner = [
            "flood plan is adopted",
            "dissent",
            "came in",
            "Apologies came",
        ];
        moot.get("/three-rivers/record")
            .await
            .sound()
            .says(&["Not public yet", "was called to "])
            .never_says(&inner);
        moot.get("/api/v1/three-rivers/record")
            .await
            .never_says(&inner);
        moot.get_as(CLERK, "/three-rivers/record")
            .await
            .says(&["flood plan is adopted"])
            .never_says(&["Not public yet"]);
    }

    #[tokio::test]
    async fn whoever_wrote_is_named_by_office_or_not_at_all() {
        let moot = Moot::new();
        let clerk = moot.token_of(CLERK);
        let act = json!({"act": "structure.name-substitute", "seat": "board.health", "person": substitute_for("board.health").to_string(), "from": "2007-01-02"});
        assert_eq!(
            moot.post_json(&clerk, "/api/v1/three-rivers/acts", &act)
                .await
                .status,
            201
        );
        let page = moot
            .get("/three-rivers/record")
            .await
            .says(&["by the secretariat"]);
        page.never_says(&["Ada Clerk", &person(CLERK).to_string()]);
    }

    #[tokio::test]
    async fn pages_of_the_book_are_turned_by_line() {
        let moot = Moot::new();
        moot.meets();
        moot.get("/three-rivers/record")
            .await
            .says(&[">Next page<"])
            .never_says(&[">Previous page<"]);
        moot.get("/three-rivers/record?upto=10")
            .await
            .sound()
            .says(&[">Previous page<", "id=\"10\"", "id=\"1\""])
            .never_says(&["id=\"11\"", ">Next page<"]);
        for unreadable in ["x", "0", "-1", "1.5"] {
            let page = moot
                .get(&format!("/three-rivers/record?upto={unreadable}"))
                .await;
            assert_eq!(page.status, 400);
            page.says(&["?upto=50"]);
        }
        moot.get("/three-rivers/record?upto=999999")
            .await
            .sound()
            .says(&["id=\"1", ">Next page<"]);
    }
}
