//! Nominating someone for a seat, held against the person specification of its role.

use app::views::HeldSeat;
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use record::arrangements::Role;
use serde_json::json;

use super::{Where, appoint, facts, frame, mandates, seat::seat_page, seat_address, seat_at};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    office::{done, people_known, person_chosen},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "structure/seats/nominate.html")]
struct NominatePage {
    frame: Frame,
    form: Form,
    held: HeldSeat,
    facts: Vec<(&'static str, String)>,
    people: Vec<Choice>,
    partners: Vec<Choice>,
    mandates: Vec<Choice>,
    requirements: Vec<Requirements>,
    /// Where the requirements come from.
    clause: Option<String>,
    term: String,
    seen: u64,
}

/// A list of requirements to be ticked.
struct Requirements {
    name: &'static str,
    legend: &'static str,
    /// Id of the input, value, words, and whether it is ticked.
    boxes: Vec<(String, usize, String, bool)>,
}

/// `GET /{partnership}/structure/{body}/seats/{seat}/nominate`
pub(super) async fn ask(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let form = appoint::prefilled(&visit, &held, &["post", "mandate", "despite"]);
    paper(&visit, &held, form)
}

/// `POST /{partnership}/structure/{body}/seats/{seat}/nominate`
pub(super) async fn take(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let held = seat_at(&visit, &at)?;
    let here = seat_address(&visit, &held.seat.id, "nominate");
    let person = match person_chosen(&visit, &mut form, &here, "Choose who is nominated") {
        Ok(person) => person,
        Err(add_someone) => return Ok(see(&add_someone)),
    };
    let met = |form: &Form, name: &str| -> Vec<u16> {
        form.values(name)
            .filter_map(|number| number.parse().ok())
            .collect()
    };
    let act = json!({
        "act": "structure.nominate",
        "seat": held.seat.id,
        "person": person,
        "from": form.read_date("from", "Say from which day"),
        "until": form.perhaps_date("until"),
        "partner": form.perhaps_text("partner"),
        "post": form.perhaps_text("post"),
        "mandate": form.read_text("mandate", "Say whether they may commit their organisation"),
        "essential_met": met(&form, "essential_met"),
        "desirable_met": met(&form, "desirable_met"),
        "despite": form.perhaps_text("despite"),
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&seat_page(&visit, &held.seat.id, "nominated")));
    }
    let visit = visit.read_on().await?;
    paper(&visit, &seat_at(&visit, &at)?, form)
}

fn paper(visit: &Visit, held: &HeldSeat, form: Form) -> Result<Response, Problem> {
    let from = appoint::first_free_day(visit, &held.seat);
    let role = role(visit, held, from);
    let page = NominatePage {
        frame: frame(visit, held, "Nominate someone")
            .done(done(visit))
            .summary(form.summary("Nobody was nominated")),
        facts: facts(held),
        people: people_known(visit),
        partners: appoint::partners(visit, &held.seat),
        mandates: mandates(),
        requirements: role.map_or_else(Vec::new, |role| requirements(&form, role)),
        clause: role.and_then(|role| role.clause.clone()),
        term: appoint::term(&held.seat, from),
        held: held.clone(),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

fn role<'a>(visit: &'a Visit, held: &HeldSeat, from: Date) -> Option<&'a Role> {
    let structure = &visit.reading.record.structure;
    structure.role_of(&held.seat.id, from)
}

fn requirements(form: &Form, role: &Role) -> Vec<Requirements> {
    let list = |name: &'static str, legend, list: &[String]| {
        let ticked: Vec<String> = form.values(name).map(ToOwned::to_owned).collect();
        let boxes = (1..).zip(list).map(|(number, what): (usize, &String)| {
            let id = if number == 1 {
                name.to_owned()
            } else {
                format!("{name}-{number}")
            };
            (
                id,
                number,
                what.clone(),
                ticked.contains(&number.to_string()),
            )
        });
        Requirements {
            name,
            legend,
            boxes: boxes.collect(),
        }
    };
    let lists = [
        list("essential_met", "Essential: they meet", &role.essential),
        list("desirable_met", "Desirable: they meet", &role.desirable),
    ];
    let told = lists.into_iter().filter(|list| !list.boxes.is_empty());
    told.collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const PATH: &str = "/three-rivers/structure/board/seats/voluntary/nominate";
    const SEAT: &str = "/three-rivers/structure/board/seats/voluntary";
    const FROM: [(&str, &str); 4] = [
        ("from-day", "1"),
        ("from-month", "1"),
        ("from-year", "2008"),
        ("mandate", "refers-back"),
    ];

    fn filled<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        more.iter().copied().chain(FROM).collect()
    }

    // Requirement: ST6, ST9 at /{partnership}/structure/{body}/seats/{seat}/nominate
    #[tokio::test]
    async fn a_nominee_is_held_against_the_person_specification() {
        let moot = Moot::new();
        moot.get_as(CLERK, PATH).await.sound().says(&[
            "Nominate someone",
            "Essential: they meet",
            "Thinks in the long term",
            "Has worked across agencies",
            "para 20",
            "value=\"2008\"",
        ]);
        let person = testkit::person(STRANGER).to_string();
        let fails = filled(&[
            ("person", &person),
            ("essential_met", "1"),
            ("post", "Treasurer"),
        ]);
        let page = moot.post_as(CLERK, PATH, &fails).await;
        assert_eq!(page.status, 422);
        page.sound().says(&[
            "Nobody was nominated",
            "They do not meet 1 of the 2 essential requirements of “Member of the Board”: number 2",
            "href=\"#despite\"",
            "value=\"1\" checked",
            "value=\"Treasurer\"",
        ]);
        let all_the_same = [&fails[..], &[("despite", "Nobody else came forward.")]].concat();
        let page = moot.post_as(CLERK, PATH, &all_the_same).await;
        assert_eq!(page.location(), format!("{SEAT}?done=nominated"));
        let page = moot.get_as(CLERK, page.location()).await;
        page.sound().says(&[
            "The nomination is in the book.",
            "Pat Public",
            "Treasurer",
            "Does not meet: Thinks in the long term",
            "Nobody else came forward.",
        ]);
        moot.get_as(CLERK, &format!("/{MOOT}/office/nominations"))
            .await
            .says(&["Pat Public", "Chair of Voluntary Action"]);
        // The public sees nothing of it, in no form.
        for path in [
            SEAT,
            "/three-rivers/record",
            "/three-rivers/structure/board",
        ] {
            for prefix in ["", "/api/v1"] {
                let page = moot.get(&format!("{prefix}{path}")).await;
                page.never_says(&["Nobody else came forward", "Pat Public", "Treasurer"]);
            }
        }
        moot.get_as(2, SEAT).await.never_says(&["Pat Public"]);
    }

    #[tokio::test]
    async fn a_nomination_is_taken_up_or_withdrawn() {
        let moot = Moot::new();
        let person = testkit::person(STRANGER).to_string();
        let whole = filled(&[
            ("person", &person),
            ("essential_met", "1"),
            ("essential_met", "2"),
            ("post", "Treasurer"),
        ]);
        assert_eq!(moot.post_as(CLERK, PATH, &whole).await.status, 303);
        let again = moot.post_as(CLERK, PATH, &whole).await;
        again.says(&["is nominated for the seat board.voluntary already"]);
        let withdraw = format!("{SEAT}/withdraw");
        let page = moot.post_as(CLERK, &withdraw, &[("person", &person)]).await;
        assert_eq!(page.location(), format!("{SEAT}?done=withdrawn"));
        moot.get_as(CLERK, page.location()).await.says(&[
            "The nomination is withdrawn.",
            "Withdrawn on 2 January 2007",
        ]);
        assert_eq!(
            moot.post_as(CLERK, &withdraw, &[("person", &person)])
                .await
                .status,
            422
        );
        assert_eq!(moot.post_as(CLERK, PATH, &whole).await.status, 303);
        let appoint = format!("{SEAT}/appoint");
        let page = moot
            .post_as(
                CLERK,
                &appoint,
                &filled(&[("person", &person), ("mandate", "")]),
            )
            .await;
        assert_eq!(page.status, 303);
        let page = moot.get(&format!("{SEAT}?at=2008-02-01")).await;
        page.sound()
            .says(&["Pat Public", "Treasurer", "Refers back to the organisation"]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field_and_nobody_else_nominates() {
        let moot = Moot::new();
        let page = moot.post_as(CLERK, PATH, &[]).await;
        assert_eq!(page.status, 422);
        page.says(&[
            "Choose who is nominated",
            "Say from which day",
            "Say whether they may commit their organisation",
        ]);
        assert_eq!(moot.get(PATH).await.status, 303);
        assert_eq!(moot.get_as(2, PATH).await.status, 403);
        assert_eq!(moot.post_as(STRANGER, PATH, &[]).await.status, 403);
        assert_eq!(
            moot.post_as(2, &format!("{SEAT}/withdraw"), &[])
                .await
                .status,
            403
        );
    }
}
