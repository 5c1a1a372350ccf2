//! The structure: bodies, seats, organisations and people, as they stand on any day.

mod bodies;
mod body;
mod cards;
mod chart;
mod explained;
mod fit;
mod hats;
mod index;
mod organisations;
mod people;
mod review;
mod roles;
mod seats;
mod tree;
mod way;

use axum::routing::get;

pub(crate) use seats::{name as seat_name, seat_address};

use crate::doors::{Doors, Who};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/structure", Who::Everyone, get(index::show))
        .route(
            "/{partnership}/structure/explained",
            Who::Everyone,
            get(explained::show),
        )
        .route(
            "/{partnership}/structure/{body}",
            Who::Everyone,
            get(body::show),
        )
        .route(
            "/{partnership}/organisations",
            Who::Everyone,
            get(organisations::list),
        )
        .route(
            "/{partnership}/organisations/{organisation}",
            Who::Everyone,
            get(organisations::show),
        )
        .route(
            "/{partnership}/people/{person}",
            Who::Everyone,
            get(people::show),
        )
        .route(
            "/{partnership}/structure/hats",
            Who::Everyone,
            get(hats::show),
        )
        .route(
            "/api/v1/{partnership}/structure/hats",
            Who::Everyone,
            get(hats::json),
        )
        .route(
            "/{partnership}/structure/{body}/review",
            Who::Secretariat,
            get(review::ask).post(review::take),
        )
        .route(
            "/api/v1/{partnership}/structure",
            Who::Everyone,
            get(index::json),
        )
        .route(
            "/api/v1/{partnership}/structure/explained",
            Who::Everyone,
            get(explained::json),
        )
        .route(
            "/api/v1/{partnership}/structure/{body}",
            Who::Everyone,
            get(body::json),
        )
        .route(
            "/api/v1/{partnership}/organisations",
            Who::Everyone,
            get(organisations::list_json),
        )
        .route(
            "/api/v1/{partnership}/organisations/{organisation}",
            Who::Everyone,
            get(organisations::json),
        )
        .route(
            "/api/v1/{partnership}/people/{person}",
            Who::Everyone,
            get(people::json),
        )
        .route(
            "/{partnership}/structure/roles",
            Who::Everyone,
            get(roles::show),
        )
        .route(
            "/api/v1/{partnership}/structure/roles",
            Who::Everyone,
            get(roles::json),
        )
        .route(
            "/{partnership}/where-do-i-fit-in",
            Who::Everyone,
            get(fit::show),
        )
        .route(
            "/api/v1/{partnership}/where-do-i-fit-in",
            Who::Everyone,
            get(fit::json),
        )
        .merge(seats::routes())
        .merge(bodies::routes())
}

/// What links on the page of a day carry on: `?at=2010-10-06` where the address asks for a day.
pub(crate) fn carried_on(visit: &crate::visit::Visit) -> Result<String, crate::problem::Problem> {
    let date = visit.date()?;
    let asked = visit.query("at").is_some_and(|at| !at.is_empty());
    Ok(if asked {
        format!("?at={date}")
    } else {
        String::new()
    })
}

/// The day of a page, and whether that is today, past or to come: "As it was on …".
pub(crate) fn as_at(visit: &crate::visit::Visit, date: jiff::civil::Date) -> String {
    let day = crate::say::day(&date);
    match date.cmp(&visit.reading.today()) {
        std::cmp::Ordering::Less => format!("As it was on {day}"),
        std::cmp::Ordering::Equal => day,
        std::cmp::Ordering::Greater => format!("As it is planned for {day}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::{holder_of, person, substitute_for};

    use crate::testing::{CLERK, Moot, STRANGER};

    #[tokio::test]
    async fn the_chart_has_a_twin_in_words() {
        let moot = Moot::new();
        let page = moot.get("/three-rivers/structure").await.sound().says(&[
            "<svg",
            "4 bodies; 18 of",
            "Three Rivers Executive</a>",
            "is accountable to Three Rivers Board",
            "advises Three Rivers Board",
            "line 1</a> of the book",
        ]);
        let (board, executive) = (
            page.text().rfind(">Three Rivers Board<"),
            page.text().rfind(">Three Rivers Executive<"),
        );
        assert!(board < executive, "the Executive stands below the Board");
        let json = moot.get("/api/v1/three-rivers/structure").await.json();
        assert_eq!(json["bodies"].as_array().map(Vec::len), Some(4));
    }

    #[tokio::test]
    async fn another_day_is_another_structure() {
        let moot = Moot::new();
        let page = moot.get("/three-rivers/structure").await;
        let (today, planned) = page.text().split_once("Planned after that day").unwrap();
        assert!(!today.contains("Flood Group") && planned.contains("Flood Group</a>, from"));
        moot.get("/three-rivers/structure?at=2007-03-01")
            .await
            .sound()
            .says(&[
                "Thursday 1 March 2007",
                "Flood Group",
                "/three-rivers/structure/board?at=2007-03-01",
            ]);
        moot.get("/three-rivers/structure?at=2001-01-01")
            .await
            .sound()
            .says(&[
                "No arrangements were in force on 1 January 2001.",
                "1 January 2007",
            ]);
    }

    #[tokio::test]
    async fn a_day_that_cannot_be_read_is_refused_with_its_reason() {
        let moot = Moot::new();
        let holder = holder_of("board.leader");
        for page in [
            "structure",
            "structure/explained",
            "structure/board",
            "organisations",
            "organisations/council",
            &format!("people/{holder}"),
        ] {
            for prefix in ["/three-rivers", "/api/v1/three-rivers"] {
                let seen = moot.get(&format!("{prefix}/{page}?at=yesterday")).await;
                assert_eq!(seen.status, 400, "{prefix}/{page}");
                seen.says(&["?at=2010-10-06"]);
            }
        }
    }

    #[tokio::test]
    async fn a_body_shows_its_seats_rules_and_history() {
        let moot = Moot::new();
        moot.calls("board");
        let substitute = substitute_for("board.health").to_string();
        moot.acts(json!({"act": "structure.name-substitute", "seat": "board.health", "person": substitute, "from": "2007-04-18"}));
        moot.get("/three-rivers/structure/board")
            .await
            .sound()
            .says(&[
                "Agrees what the partners do together.",
                "Holder of board.chair",
                "Takes the chair.",
                "Substitute for board.health</a> may stand in.",
                "Or: another charity.",
                "Nominated each year.",
                "The seat begins on 1 September 2007.",
                "Not taken up",
                "Quorum: 1/2 of members, rounded up.",
                "para 10",
                "paras 11–12",
                "Apologies and interests",
                "Three Rivers Executive</a>: is accountable to the Three Rivers Board",
                "Wednesday 18 April 2007",
                "9 appointments on record",
            ]);
        moot.get("/three-rivers/structure/executive")
            .await
            .sound()
            .says(&[
                "Empty chair",
                "Voluntary Action Three Rivers names someone, and tells the secretariat.",
                "No meeting is called",
            ]);
        moot.get("/api/v1/three-rivers/structure/board")
            .await
            .says(&["\"vacant\":0"]);
        for absent in [
            "structure/nothing",
            "structure/Not%20A%20Name",
            "structure/flood?at=2001-01-01",
        ] {
            assert_eq!(
                moot.get(&format!("/three-rivers/{absent}")).await.status,
                404
            );
        }
    }

    #[tokio::test]
    async fn a_body_without_seats_says_so() {
        let moot = Moot::new();
        let page = moot
            .get("/three-rivers/structure/flood?at=2007-03-01")
            .await;
        page.sound()
            .says(&["The arrangements list no seats for this body."]);
    }

    #[tokio::test]
    async fn how_it_works_quotes_its_clauses() {
        let moot = Moot::new();
        moot.get("/three-rivers/structure/explained")
            .await
            .sound()
            .says(&[
                "How it works",
                "A motion carries with 3/4 or more of those present who may vote",
                "paras 11–12",
            ]);
        moot.get("/three-rivers/structure/explained?at=2001-01-01")
            .await
            .sound()
            .says(&["No arrangements were in force on that day."]);
        moot.get("/api/v1/three-rivers/structure/explained")
            .await
            .says(&["\"rules\""]);
    }

    #[tokio::test]
    async fn organisations_stand_by_sector_with_their_seats() {
        let moot = Moot::new();
        moot.get("/three-rivers/organisations")
            .await
            .sound()
            .says(&[
                "Public bodies",
                "Voluntary and community sector",
                "Three Rivers Health Trust",
            ]);
        moot.get("/three-rivers/organisations/health")
            .await
            .sound()
            .says(&[
                "Chief executive of the health trust",
                "Holder of board.health",
                "Nothing is on record.",
            ]);
        moot.get("/three-rivers/organisations?at=2001-01-01")
            .await
            .sound()
            .says(&["No organisation takes part"]);
        moot.get("/api/v1/three-rivers/organisations")
            .await
            .says(&["Three Rivers Council"]);
        moot.get("/api/v1/three-rivers/organisations/health")
            .await
            .says(&["board.health"]);
        for absent in ["nobody", "board"] {
            assert_eq!(
                moot.get(&format!("/three-rivers/organisations/{absent}"))
                    .await
                    .status,
                404
            );
        }
    }

    #[tokio::test]
    async fn only_people_whom_the_record_names_have_a_page() {
        let moot = Moot::new();
        let holder = holder_of("board.leader");
        moot.get(&format!("/three-rivers/people/{holder}"))
            .await
            .sound()
            .says(&[
                "Holder of board.leader",
                "Leader of the council",
                "No meeting is called of a body on which they sit.",
            ]);
        moot.get(&format!("/three-rivers/people/{holder}?at=2006-01-01"))
            .await
            .sound()
            .says(&["Holds no seat on 1 January 2006."]);
        moot.get(&format!("/api/v1/three-rivers/people/{holder}"))
            .await
            .says(&["board.leader"]);
        for private in [
            person(STRANGER),
            person(CLERK),
            substitute_for("board.leader"),
        ] {
            assert_eq!(
                moot.get(&format!("/three-rivers/people/{private}"))
                    .await
                    .status,
                404
            );
            assert_eq!(
                moot.get(&format!("/api/v1/three-rivers/people/{private}"))
                    .await
                    .status,
                404
            );
        }
        assert_eq!(
            moot.get_as(STRANGER, &format!("/three-rivers/people/{}", person(CLERK)))
                .await
                .status,
            404
        );
    }
}
