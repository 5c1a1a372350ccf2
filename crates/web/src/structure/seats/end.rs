//! Ending an appointment before its time, with a look at what that means.

use app::views::{HeldSeat, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::{ToSpan, civil::Date};
use record::structure::{EndAppointment, Ground};
use serde_json::json;

use super::{Where, body_page, facts, frame, seat_address, seat_at};
use crate::{
    forms::{Check, Choice, Form},
    frame::Frame,
    office::with_date,
    problem::{Problem, sentence},
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/seats/end.html")]
struct EndPage {
    frame: Frame,
    form: Form,
    held: HeldSeat,
    facts: Vec<(&'static str, String)>,
    grounds: Vec<Choice>,
    seen: u64,
}

/// `GET /{partnership}/structure/{body}/seats/{seat}/end`
pub(super) async fn ask(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let form = with_date(Form::empty(), "on", visit.reading.today());
    paper(&visit, &held, form)
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/end`
pub(super) async fn take(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let on = form.read_date("on", "Say which day is the last");
    let ground: Option<Ground> = match form.value("ground") {
        "" => None,
        ground => serde_json::from_value(json!(ground)).ok(),
    };
    let words = form.perhaps_text("words");
    let Some(on) = on else {
        return paper(&visit, &held, form);
    };
    let structure = &visit.reading.record.structure;
    let holder = structure
        .holder(&held.seat.id, on)
        .map(|holding| holding.person);
    if let (false, Some(holder)) = (form.is_sure(), holder) {
        let name = visit.reading.names.of(holder).to_owned();
        return check(&visit, &held, &form, &name, (on, ground));
    }
    // A day on which nobody holds the seat is refused by the rules, in their own words.
    let act = json!({"act": "structure.end-appointment", "seat": held.seat.id, "on": on, "ground": ground, "words": words});
    match visit.act(act, form.seen()).await {
        Ok(_) => return Ok(see(&body_page(&visit, &held, "ended"))),
        // The rules name the seat, which this page has no input for: what has to change is the day.
        Err(denied) if denied.code() == "structure/seat-not-held" => {
            form.wrong("on", sentence(&denied.to_string()));
        }
        Err(denied) => form.denied(denied)?,
    }
    let visit = visit.read_on().await?;
    paper(&visit, &seat_at(&visit, &at)?, form)
}

fn check(
    visit: &Visit,
    held: &HeldSeat,
    form: &Form,
    name: &str,
    (on, ground): (Date, Option<Ground>),
) -> Result<Response, Problem> {
    let here = seat_address(visit, &held.seat.id, "end");
    let (title, body) = (&held.seat.title, &held.body.name);
    let after = words::day(on.saturating_add(1.day()));
    let warning = "An appointment that has ended cannot be taken up again. The same person can be appointed anew.";
    let last = words::day(on);
    let ending = EndAppointment {
        ground,
        ..EndAppointment::of(held.seat.id.clone(), on)
    };
    let leaves = ending.leaves(&visit.reading.record).count() > 0;
    let check = Check::new(
        frame(visit, held, "End this appointment?"),
        form,
        &here,
        warning,
        "End the appointment",
    )
    .will(format!(
        "{name} sits on {body} as {title} until {last}, and that is the last day."
    ))
    .will(format!(
        "From {after} the seat is empty, and the office’s page asks for a successor."
    ))
    .back(visit.at(&format!("/structure/{}", held.body.id)));
    let check = if leaves {
        check.will(format!(
            "{name} is in the room of {body}: their departure is recorded, and the quorum is worked out again."
        ))
    } else {
        check
    };
    check.page("The appointment was not ended")
}

fn paper(visit: &Visit, held: &HeldSeat, form: Form) -> Result<Response, Problem> {
    let page = EndPage {
        frame: frame(visit, held, "End an appointment")
            .summary(form.summary("The appointment was not ended")),
        facts: facts(held),
        grounds: grounds(),
        held: held.clone(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

fn grounds() -> Vec<Choice> {
    vec![
        Choice::new("resigned", "They resigned"),
        Choice::new("died", "They died"),
        Choice::new("left-the-post", "They left the post"),
        Choice::new("replaced", "Someone else takes their place"),
        Choice::new("other", "Another reason"),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const PATH: &str = "/three-rivers/structure/board/seats/leader/end";
    const ON: [(&str, &str); 3] = [("on-day", "30"), ("on-month", "6"), ("on-year", "2007")];

    #[tokio::test]
    async fn an_appointment_is_ended_after_a_look_at_what_that_means() {
        let moot = Moot::new();
        moot.get_as(CLERK, PATH).await.says(&[
            "Leader of the council",
            "Holder of board.leader",
            "Last day",
        ]);
        let page = moot.post_as(CLERK, PATH, &ON).await;
        assert_eq!(page.status, 200);
        page.says(&[
            "End this appointment?",
            "Saturday 30 June 2007",
            "From Sunday 1 July 2007 the seat is empty",
            "name=\"on-day\" value=\"30\"",
        ]);
        let sure: Vec<_> = ON.into_iter().chain([("sure", "yes")]).collect();
        let page = moot.post_as(CLERK, PATH, &sure).await;
        assert_eq!(page.location(), "/three-rivers/structure/board?done=ended");
        let page = moot.post_as(CLERK, PATH, &sure).await;
        assert_eq!(page.status, 422);
        page.says(&["ends on 30 June 2007 already"]);
    }

    // Requirement: ST4 at /{partnership}/structure/{body}/seats/{seat}/end
    #[tokio::test]
    async fn whoever_dies_in_mid_meeting_leaves_the_room_with_it() {
        let moot = Moot::new();
        moot.calls("board");
        let meeting = "board-2007-04-18";
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.leader"},
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.health"},
            {"act": "meetings.open", "meeting": meeting, "chair": "board.leader"},
        ]));
        let path = format!("/{MOOT}/structure/board/seats/health/end");
        let form = [
            ("on", "2007-04-18"),
            ("ground", "died"),
            ("words", "A great loss."),
        ];
        let page = moot.post_as(CLERK, &path, &form).await;
        page.sound()
            .says(&["is in the room of Three Rivers Board: their departure is recorded"]);
        let sure = [&form[..], &[("sure", "yes")]].concat();
        assert_eq!(moot.post_as(CLERK, &path, &sure).await.status, 303);
        moot.get(&format!("/{MOOT}/structure/board/seats/health"))
            .await
            .says(&["Died"]);
        let table = format!("/{MOOT}/meetings/{meeting}/table");
        moot.get_as(CLERK, &table)
            .await
            .says(&["1 present, 4 needed"]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        for (typed, says) in [
            (vec![], "Say which day is the last"),
            (
                vec![("on", "31 6 2007")],
                "There is no such day in that month",
            ),
            (
                vec![("on", "2006-12-31")],
                "Nobody holds the seat board.leader on 31 December 2006",
            ),
        ] {
            let page = moot.post_as(CLERK, PATH, &typed).await;
            assert_eq!(page.status, 422, "{typed:?}");
            page.says(&["The appointment was not ended", says, "href=\"#on"]);
        }
        let empty = format!("/{MOOT}/structure/board/seats/rural/end");
        moot.get_as(CLERK, &empty)
            .await
            .says(&["Nobody holds this seat"]);
        assert_eq!(
            moot.get_as(CLERK, &format!("/{MOOT}/structure/board/seats/mayor/end"))
                .await
                .status,
            404
        );
    }

    #[tokio::test]
    async fn nobody_else_ends_one() {
        let moot = Moot::new();
        assert_eq!(moot.get(PATH).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, PATH).await.status, 403);
        assert_eq!(moot.post_as(2, PATH, &ON).await.status, 403);
    }
}
