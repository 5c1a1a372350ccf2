//! Naming a substitute for the holder of a seat, standing or for one meeting.
//!
//! Whoever speaks for the seat may do it as well as the secretariat.

use app::{
    Denied, NotPermitted,
    views::{self, HeldSeat, words},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use serde_json::json;

use super::{Where, body_page, facts, frame, seat_address, seat_at};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    office::{done, people_known, person_chosen, with_query},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/seats/substitute.html")]
struct SubstitutePage {
    frame: Frame,
    form: Form,
    held: HeldSeat,
    facts: Vec<(&'static str, String)>,
    people: Vec<Choice>,
    meetings: Vec<Choice>,
    appoint: String,
    seen: u64,
}

/// `GET /{partnership}/structure/{body}/seats/{seat}/substitute`
pub(super) async fn ask(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let held = may_name(&visit, &at)?;
    let names = [
        "person",
        "meeting",
        "from-day",
        "from-month",
        "from-year",
        "until-day",
        "until-month",
        "until-year",
    ];
    paper(&visit, &held, with_query(&visit, &names))
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/substitute`
pub(super) async fn take(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let held = may_name(&visit, &at)?;
    let here = seat_address(&visit, &held.seat.id, "substitute");
    let person = match person_chosen(&visit, &mut form, &here, "Choose who may stand in") {
        Ok(person) => person,
        Err(add_someone) => return Ok(see(&add_someone)),
    };
    let act = json!({
        "act": "structure.name-substitute",
        "seat": held.seat.id,
        "person": person,
        "meeting": form.perhaps_text("meeting"),
        "from": form.perhaps_date("from"),
        "until": form.perhaps_date("until"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        if !visit.viewer.secretariat {
            return Ok(see(&visit.at("/desk?done=substitute")));
        }
        return Ok(see(&body_page(&visit, &held, "substitute")));
    }
    let visit = visit.read_on().await?;
    paper(&visit, &seat_at(&visit, &at)?, form)
}

/// The seat, for those who may name a substitute for it.
fn may_name(visit: &Visit, at: &Where) -> Result<HeldSeat, Problem> {
    let held = seat_at(visit, at)?;
    if super::holds(visit, &held) || visit.viewer.secretariat {
        return Ok(held);
    }
    Err(Denied::NotPermitted(NotPermitted::NotTheHolder).into())
}

fn paper(visit: &Visit, held: &HeldSeat, form: Form) -> Result<Response, Problem> {
    let frame = frame(visit, held, "Name a substitute")
        .done(done(visit))
        .summary(form.summary("No substitute was named"));
    let page = SubstitutePage {
        frame,
        facts: facts(held),
        people: people_known(visit),
        meetings: meetings(visit, held),
        appoint: seat_address(visit, &held.seat.id, "appoint"),
        held: held.clone(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// Meetings to come for which the substitute may be named.
fn meetings(visit: &Visit, held: &HeldSeat) -> Vec<Choice> {
    views::meetings_to_come(&visit.reading, Some(&held.body.id))
        .map(|line| {
            let day = format!("{}, {}", words::day(line.date), words::clock(line.starts));
            Choice::new(line.id.to_string(), day)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const LEADER: u32 = 2;
    const PATH: &str = "/three-rivers/structure/board/seats/leader/substitute";

    #[tokio::test]
    async fn the_secretariat_or_the_holder_names_a_substitute() {
        let moot = Moot::new();
        moot.calls("board");
        let page = moot.get_as(CLERK, PATH).await;
        page.says(&[
            "Leader of the council",
            "Wednesday 18 April 2007, 10.30am",
            "Pat Public",
        ]);
        let person = testkit::person(STRANGER).to_string();
        let page = moot
            .post_as(
                CLERK,
                PATH,
                &[("person", &person), ("meeting", "board-2007-04-18")],
            )
            .await;
        assert_eq!(
            page.location(),
            "/three-rivers/structure/board?done=substitute"
        );
        let health = testkit::holder_of("board.health").to_string();
        moot.get_as(LEADER, PATH)
            .await
            .says(&["Holder of board.health"])
            .never_says(&["Pat Public", "not on this list"]);
        let page = moot.post_as(LEADER, PATH, &[("person", &health)]).await;
        assert_eq!(page.location(), "/three-rivers/desk?done=substitute");
        moot.get_as(LEADER, page.location())
            .await
            .says(&["The substitute is named."]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        moot.calls("board");
        let (pat, leader) = (
            testkit::person(STRANGER).to_string(),
            testkit::person(LEADER).to_string(),
        );
        let meeting = ("meeting", "board-2007-04-18");
        for (typed, status, says) in [
            (vec![meeting], 422, "Choose who may stand in"),
            (
                vec![("person", &*leader)],
                422,
                "holds the seat board.leader already",
            ),
            (
                vec![("person", &*pat), ("meeting", "board-2009-01-01")],
                422,
                "There is no meeting board-2009-01-01",
            ),
            (
                vec![("person", &*pat), meeting, ("from", "2007-04-18")],
                422,
                "needs no first or last day",
            ),
            (
                vec![("person", &*pat), ("from", "31/6/2007")],
                422,
                "There is no such day in that month",
            ),
            (
                vec![
                    ("person", &*pat),
                    ("from", "2007-06-30"),
                    ("until", "2007-06-01"),
                ],
                422,
                "is before the first",
            ),
            (
                vec![("person", &*pat), meeting, ("seen", "1")],
                409,
                "someone else has changed this meeting",
            ),
        ] {
            let page = moot.post_as(CLERK, PATH, &typed).await;
            assert_eq!(page.status.as_u16(), status, "{typed:?}");
            let text = page.text().to_lowercase();
            assert!(text.contains(&says.to_lowercase()), "{says}\n{text}");
        }
        let path = format!("/{MOOT}/structure/board/seats/rural/substitute");
        moot.get_as(CLERK, &path)
            .await
            .says(&["Nobody holds this seat"]);
        let page = moot.post_as(CLERK, &path, &[("person", &pat)]).await;
        assert_eq!(page.status, 422);
        page.says(&["so nobody can be substituted"]);
    }

    // Requirement: ST7 at /{partnership}/structure/{body}/seats/{seat}/substitute
    #[tokio::test]
    async fn a_substitute_names_no_further_substitute() {
        let moot = Moot::new();
        let person = testkit::person(STRANGER).to_string();
        let named = moot.post_as(LEADER, PATH, &[("person", &person)]).await;
        assert_eq!(named.status, 303);
        assert_eq!(moot.get_as(STRANGER, PATH).await.status, 403);
        let other = testkit::person(3).to_string();
        let page = moot.post_as(STRANGER, PATH, &[("person", &other)]).await;
        assert_eq!(page.status, 403);
        page.says(&["Only the holder of the seat or the secretariat may do this"]);
    }

    #[tokio::test]
    async fn nobody_else_names_one() {
        let moot = Moot::new();
        assert_eq!(moot.get(PATH).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, PATH).await.status, 403);
        let person = testkit::person(STRANGER).to_string();
        assert_eq!(
            moot.post_as(STRANGER, PATH, &[("person", &person)])
                .await
                .status,
            403
        );
    }
}
