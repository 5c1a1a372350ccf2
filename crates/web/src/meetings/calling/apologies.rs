//! Recording apologies for a seat, with a substitute for that meeting where one comes.
//!
//! Whoever speaks for the seat may do it as well as the secretariat. Both acts are recorded, or
//! neither.

use app::{Denied, NotPermitted};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{meetings::Meeting, structure::Standing};
use serde_json::json;

use super::{frame, meeting_at, meeting_not_over};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    office::{done, people_known, person_chosen, with_query},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/calling/apologies.html")]
struct ApologiesPage {
    frame: Frame,
    form: Form,
    meeting: String,
    seats: Vec<Choice>,
    people: Vec<Choice>,
    back: String,
    seen: u64,
}

/// `GET /{partnership}/meetings/{meeting}/apologies`
pub(super) async fn ask(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
) -> Result<Response, Problem> {
    meeting_not_over(&visit, &meeting)?;
    paper(&visit, &meeting, with_query(&visit, &["seat", "person"]))
}

/// `POST /{partnership}/meetings/{meeting}/apologies`
pub(super) async fn take(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = meeting_at(&visit, &meeting)?.id.clone();
    let seat = form.read_text("seat", "Choose the seat for which apologies came");
    let mut acts = vec![json!({"act": "meetings.record-apologies", "meeting": id, "seat": seat})];
    if !form.value("person").is_empty() {
        let here = visit.at(&format!("/meetings/{id}/apologies"));
        let person = match person_chosen(&visit, &mut form, &here, "Choose who comes instead") {
            Ok(person) => person,
            Err(add_someone) => return Ok(see(&add_someone)),
        };
        acts.push(json!({"act": "structure.name-substitute", "meeting": id, "seat": seat, "person": person}));
    }
    if form.is_right() && visit.record(acts.into(), &mut form).await? {
        if !visit.viewer.secretariat {
            return Ok(see(&visit.at("/desk?done=apologies")));
        }
        return Ok(see(&visit.at(&format!("/meetings/{id}?done=apologies"))));
    }
    paper(&visit.read_on().await?, &meeting, form)
}

fn paper(visit: &Visit, meeting: &str, form: Form) -> Result<Response, Problem> {
    let meeting = meeting_at(visit, meeting)?;
    let seats = seats(visit, meeting)?;
    let form = match seats.as_slice() {
        // Most members have one seat: there is nothing to choose.
        [one] if form.value("seat").is_empty() && form.is_right() => form.with("seat", &one.value),
        _ => form,
    };
    let page = ApologiesPage {
        frame: frame(visit, meeting, "Record apologies")
            .done(done(visit))
            .summary(form.summary("The apologies were not recorded")),
        meeting: super::title(visit, meeting),
        seats,
        people: people_known(visit),
        back: visit.at(&format!("/meetings/{}", meeting.id)),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// The seats for which apologies may still come: all for the secretariat, their own for others. Those
/// who have no seat there are told that they may not.
fn seats(visit: &Visit, meeting: &Meeting) -> Result<Vec<Choice>, Problem> {
    let structure = &visit.reading.record.structure;
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    let all = structure.seats_on(&meeting.body, meeting.date);
    let theirs: Vec<_> = all
        .iter()
        .filter(|on| {
            let speaks = person.and_then(|person| {
                structure.speaks_for(person, on.id(), meeting.date, Some(&meeting.id))
            });
            visit.viewer.secretariat || speaks.is_some()
        })
        .filter(|on| on.standing == Standing::Filled)
        .collect();
    if theirs.is_empty() && !visit.viewer.secretariat {
        return Err(Denied::NotPermitted(NotPermitted::NotYourSeat).into());
    }
    let waiting = theirs
        .into_iter()
        .filter(|on| !meeting.apologies.contains(on.id()) && !meeting.room.contains_key(on.id()));
    let choice = waiting.map(|on| {
        let holder = on
            .holder
            .map_or("", |held| visit.reading.names.of(held.person));
        Choice::new(
            on.id().to_string(),
            format!("{holder}, {}", on.chair.title()),
        )
    });
    Ok(choice.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const LEADER: u32 = 2;
    const PATH: &str = "/three-rivers/meetings/board-2007-04-18/apologies";

    #[tokio::test]
    async fn the_secretariat_records_apologies_and_names_who_comes_instead() {
        let moot = Moot::new();
        moot.calls("board");
        moot.get_as(CLERK, PATH).await.says(&[
            "Holder of board.health",
            "Three Rivers Board, 18 April 2007",
        ]);
        let pat = testkit::person(STRANGER).to_string();
        let page = moot
            .post_as(CLERK, PATH, &[("seat", "board.health"), ("person", &pat)])
            .await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (
                303,
                "/three-rivers/meetings/board-2007-04-18?done=apologies"
            )
        );
        moot.get_as(CLERK, PATH)
            .await
            .never_says(&["Holder of board.health,"]);
        moot.get_as(STRANGER, &format!("/{MOOT}/office")).await;
        let arrives = json!({"act": "meetings.record-arrival", "meeting": "board-2007-04-18", "seat": "board.health", "person": pat});
        moot.acts(arrives);
    }

    #[tokio::test]
    async fn a_member_does_it_for_their_own_seat() {
        let moot = Moot::new();
        moot.calls("board");
        let page = moot.get_as(LEADER, PATH).await;
        page.says(&["Holder of board.leader, Leader of the council", "selected"])
            .never_says(&["Chief executive of the health trust</option>"]);
        let page = moot
            .post_as(LEADER, PATH, &[("seat", "board.leader")])
            .await;
        assert_eq!(page.location(), "/three-rivers/desk?done=apologies");
        moot.get_as(LEADER, PATH)
            .await
            .says(&["Apologies are recorded"]);
        assert_eq!(
            moot.post_as(LEADER, PATH, &[("seat", "board.health")])
                .await
                .status,
            403
        );
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field_and_neither_act_is_recorded() {
        let moot = Moot::new();
        moot.calls("board");
        let health = testkit::holder_of("board.health").to_string();
        for (typed, status, says) in [
            (vec![], 422, "Choose the seat for which apologies came"),
            (
                vec![("seat", "board.mayor")],
                422,
                "There is no seat board.mayor on the body that meets",
            ),
            (
                vec![("seat", "board.health"), ("person", &*health)],
                422,
                "holds the seat board.health already",
            ),
            (
                vec![("seat", "board.health"), ("person", "x")],
                422,
                "Choose a person from the list",
            ),
            (
                vec![("seat", "board.health"), ("seen", "2")],
                409,
                "omeone else has changed this meeting",
            ),
        ] {
            let page = moot.post_as(CLERK, PATH, &typed).await;
            assert_eq!(page.status.as_u16(), status, "{typed:?}");
            page.says(&["The apologies were not recorded", says]);
        }
        moot.get_as(CLERK, PATH)
            .await
            .says(&["Holder of board.health,"]);
    }

    #[tokio::test]
    async fn nobody_else_does_it() {
        let moot = Moot::new();
        moot.calls("board");
        assert_eq!(moot.get(PATH).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, PATH).await.status, 403);
    }
}
