//! Appointing the holder of a seat.

use app::views::{HeldSeat, SeatView, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::{ToSpan, civil::Date};
use serde_json::json;

use super::{Where, body_page, facts, frame, mandates, seat_address, seat_at};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    office::{done, people_known, person_chosen, with_date, with_query},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/seats/appoint.html")]
struct AppointPage {
    frame: Frame,
    form: Form,
    held: HeldSeat,
    facts: Vec<(&'static str, String)>,
    people: Vec<Choice>,
    partners: Vec<Choice>,
    mandates: Vec<Choice>,
    alternatives: String,
    term: String,
    post: String,
    end: String,
    seen: u64,
}

/// `GET /{partnership}/structure/{body}/seats/{seat}/appoint`
pub(super) async fn ask(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let form = prefilled(&visit, &held, &["post", "mandate"]);
    paper(&visit, &held, form)
}

/// The form as the address fills it: who, for whom, from when until when, and `more`. It begins on the
/// first day on which the seat is free.
pub(super) fn prefilled(visit: &Visit, held: &HeldSeat, more: &[&str]) -> Form {
    let usual = [
        "person",
        "partner",
        "from-day",
        "from-month",
        "from-year",
        "until-day",
        "until-month",
        "until-year",
    ];
    let form = with_query(visit, &[&usual[..], more].concat());
    if form.value("from-day").is_empty() {
        with_date(form, "from", first_free_day(visit, &held.seat))
    } else {
        form
    }
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/appoint`
pub(super) async fn take(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let here = seat_address(&visit, &held.seat.id, "appoint");
    let person = match person_chosen(&visit, &mut form, &here, "Choose who is to hold the seat") {
        Ok(person) => person,
        Err(add_someone) => return Ok(see(&add_someone)),
    };
    let act = json!({
        "act": "structure.appoint",
        "seat": held.seat.id,
        "person": person,
        "from": form.read_date("from", "Say from which day"),
        "until": form.perhaps_date("until"),
        "partner": form.perhaps_text("partner"),
        "post": form.perhaps_text("post"),
        "mandate": form.perhaps_text("mandate"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&body_page(&visit, &held, "appointed")));
    }
    let visit = visit.read_on().await?;
    paper(&visit, &seat_at(&visit, &at)?, form)
}

fn paper(visit: &Visit, held: &HeldSeat, form: Form) -> Result<Response, Problem> {
    let frame = frame(visit, held, "Appoint a holder")
        .done(done(visit))
        .summary(form.summary("Nobody was appointed"));
    let page = AppointPage {
        frame,
        facts: facts(held),
        people: people_known(visit),
        partners: partners(visit, &held.seat),
        mandates: mandates(),
        alternatives: format!(
            "The arrangements also allow {}",
            held.seat.alternatives.join(", ")
        ),
        post: match &held.seat.post {
            Some(post) => format!("The seat asks for: {post}. Anyone can read it."),
            None => "For example, Deputy Leader. Anyone can read it.".to_owned(),
        },
        term: term(&held.seat, first_free_day(visit, &held.seat)),
        end: seat_address(visit, &held.seat.id, "end"),
        held: held.clone(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// Today; the day after the present appointment, where it has a last one; or the day on which the
/// seat begins.
pub(super) fn first_free_day(visit: &Visit, seat: &SeatView) -> Date {
    let today = visit.reading.today();
    let after = seat.until.map(|until| until.saturating_add(1.day()));
    after.or(seat.begins).unwrap_or(today).max(today)
}

/// What happens when no last day is given.
pub(super) fn term(seat: &SeatView, from: Date) -> String {
    let Some(months) = seat.term_months else {
        return "Leave it empty for an appointment until further notice.".to_owned();
    };
    let last = from
        .saturating_add(i32::from(months).months())
        .saturating_sub(1.day());
    let clause = seat
        .clause
        .as_ref()
        .map(|clause| format!(" ({})", words::clause(clause)));
    format!(
        "This seat is filled for {months} months at a time{}. Leave it empty and an appointment from {} ends on {}.",
        clause.unwrap_or_default(),
        words::short_day(from),
        words::short_day(last),
    )
}

/// Partners that the holder may speak for, where the arrangements name alternatives.
pub(super) fn partners(visit: &Visit, seat: &SeatView) -> Vec<Choice> {
    let adoption = visit
        .reading
        .record
        .structure
        .in_force(visit.reading.today());
    let Some(adoption) = adoption.filter(|_| !seat.alternatives.is_empty()) else {
        return Vec::new();
    };
    let organisations = adoption.arrangements.organisation.iter();
    organisations
        .map(|organisation| Choice::new(organisation.id.to_string(), &organisation.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const MANAGER: &str = "/three-rivers/structure/executive/seats/manager/appoint";
    const FROM: [(&str, &str); 3] = [
        ("from-day", "2"),
        ("from-month", "1"),
        ("from-year", "2007"),
    ];

    fn filled<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut form: Vec<_> = more.to_vec();
        let typed = |name: &str| more.iter().any(|(key, _)| *key == name);
        form.extend(FROM.into_iter().filter(|(name, _)| !typed(name)));
        form
    }

    #[tokio::test]
    async fn someone_is_appointed() {
        let moot = Moot::new();
        let page = moot.get_as(CLERK, MANAGER).await;
        assert_eq!(page.status, 200);
        page.says(&[
            "Manager of Voluntary Action",
            "Three Rivers Executive",
            "Someone who is not on this list",
            "until further notice",
        ]);
        let person = testkit::person(STRANGER).to_string();
        let page = moot
            .post_as(CLERK, MANAGER, &filled(&[("person", &person)]))
            .await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (303, "/three-rivers/structure/executive?done=appointed")
        );
        moot.get_as(CLERK, &format!("/{MOOT}/office/vacancies"))
            .await
            .never_says(&["Manager of Voluntary Action"]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        let known = testkit::person(STRANGER).to_string();
        let unknown = testkit::person(77_777).to_string();
        for (typed, status, says) in [
            (vec![], 422, "Choose who is to hold the seat"),
            (vec![("person", "x")], 422, "Choose a person from the list"),
            (vec![("person", &*unknown)], 422, "Nobody has the number"),
            (
                vec![("person", &*known), ("from-month", "6"), ("from-day", "31")],
                422,
                "There is no such day in that month",
            ),
            (
                vec![("person", &*known), ("from-day", "")],
                422,
                "The date must include a day",
            ),
            (
                vec![("person", &*known), ("until", "2007-01-01")],
                422,
                "is before the first",
            ),
            (
                vec![("person", &*known), ("partner", "nobody")],
                422,
                "There is no organisation or body nobody",
            ),
        ] {
            let page = moot.post_as(CLERK, MANAGER, &filled(&typed)).await;
            assert_eq!(page.status.as_u16(), status, "{typed:?}");
            page.says(&["Nobody was appointed", says, "Error: Appoint a holder"]);
        }
        let path = format!("/{MOOT}/structure/board/seats/leader/appoint");
        let page = moot
            .post_as(CLERK, &path, &filled(&[("person", &known)]))
            .await;
        assert_eq!(page.status, 422);
        page.says(&[
            "The seat board.leader is held already",
            "href=\"#from-day\"",
            "End the present appointment",
        ]);
    }

    #[tokio::test]
    async fn an_annual_seat_says_when_it_ends_and_offers_alternatives() {
        let moot = Moot::new();
        let path = format!("/{MOOT}/structure/board/seats/voluntary/appoint");
        let page = moot.get_as(CLERK, &path).await;
        page.says(&[
            "filled for 12 months at a time (para 5)",
            "from 1 January 2008 ends on 31 December 2008",
            "another charity",
            "Three Rivers Health Trust",
        ]);
        let path = format!("/{MOOT}/structure/board/seats/health-later/appoint");
        moot.get_as(CLERK, &path).await.says(&[
            "the seat begins on Saturday 1 September 2007",
            "value=\"9\"",
        ]);
    }

    #[tokio::test]
    async fn someone_new_is_added_on_the_way() {
        let moot = Moot::new();
        let page = moot
            .post_as(CLERK, MANAGER, &filled(&[("person", "new")]))
            .await;
        assert_eq!(page.status, 303);
        let add = page.location().to_owned();
        assert!(
            add.starts_with("/three-rivers/office/people/add?next="),
            "{add}"
        );
        let page = moot.get_as(CLERK, &add).await;
        let next = format!("{MANAGER}?from-day=2&from-month=1&from-year=2007");
        page.says(&["name=\"next\""]);
        let page = moot
            .post_as(CLERK, &add, &[("name", "Zoë Marsh"), ("next", &next)])
            .await;
        let page = moot.get_as(CLERK, page.location()).await;
        page.says(&[
            "selected>Zoë Marsh",
            "name=\"from-day\" type=\"text\" value=\"2\"",
            "The person is added.",
        ]);
    }

    #[tokio::test]
    async fn only_the_secretariat_appoints_and_only_to_seats_that_there_are() {
        let moot = Moot::new();
        assert_eq!(moot.get(MANAGER).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, MANAGER).await.status, 403);
        assert_eq!(moot.post_as(2, MANAGER, &[]).await.status, 403);
        for seat in [
            "executive/seats/mayor",
            "nobody/seats/manager",
            "executive/seats/UP",
        ] {
            let path = format!("/{MOOT}/structure/{seat}/appoint");
            assert_eq!(moot.get_as(CLERK, &path).await.status, 404, "{seat}");
        }
    }

    #[tokio::test]
    async fn a_seat_filled_meanwhile_is_not_filled_twice() {
        let moot = Moot::new();
        moot.acts(json!({"act": "structure.appoint", "seat": "executive.manager", "person": testkit::person(900).to_string(), "from": "2007-01-01"}));
        let person = testkit::person(STRANGER).to_string();
        let page = moot
            .post_as(
                CLERK,
                MANAGER,
                &filled(&[("person", &person), ("seen", "3")]),
            )
            .await;
        page.says(&["is held already", "Ada Clerk, until further notice"]);
    }
}
