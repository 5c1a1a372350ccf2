//! One person: the seats they hold, and correcting their name and e-mail address. A correction is
//! noted, and one of the address is written to the old address and to the new.

use app::views::{self, Audience, PersonView};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::PersonId;

use super::people::{read_email, unfit};
use crate::{
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "office/person.html")]
struct Person {
    frame: Frame,
    form: Form,
    view: PersonView,
    partnership: String,
}

/// `GET /{partnership}/office/people/{person}`
pub(super) async fn ask(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    let email = visit
        .site
        .asking(move |house| house.email_of(person))
        .await??;
    let form = Form::empty()
        .with("name", visit.reading.names.of(person))
        .with("email", email.unwrap_or_default());
    paper(&visit, person, form)
}

/// `POST /{partnership}/office/people/{person}`
pub(super) async fn take(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    visit.must_be_fresh()?;
    let by = visit.viewer.person.as_ref().map_or(person, |by| by.id);
    let name = form.read_text("name", "Say what the person is called");
    let email = read_email(&mut form);
    if let (true, Some(name)) = (form.is_right(), name) {
        let partnership = visit.reading.partnership.to_string();
        let put_right = move |house: &app::House| {
            house.rectify(person, name.trim(), email.as_deref(), by, &partnership)
        };
        match visit.site.asking(put_right).await? {
            Ok(_) => return Ok(see(&visit.at("/office/people?done=corrected"))),
            Err(fault) => unfit(&mut form, fault)?,
        }
    }
    paper(&visit, person, form)
}

fn known(visit: &Visit, person: &str) -> Result<PersonId, Problem> {
    let person = person.parse().ok();
    let known = person.filter(|person| visit.reading.names.knows(*person));
    known.ok_or_else(Problem::not_found)
}

fn paper(visit: &Visit, person: PersonId, form: Form) -> Result<Response, Problem> {
    let today = visit.reading.today();
    let view = views::person(&visit.reading, person, today, Audience::SECRETARIAT);
    let view = view.ok_or_else(Problem::not_found)?;
    let frame = visit
        .frame(visit.reading.names.of(person))
        .section(Section::Office)
        .crumb("Office", "/office")
        .crumb("People", "/office/people")
        .summary(form.summary("Nothing was changed"));
    let partnership = visit.reading.partnership.to_string();
    page_with(
        form.status(),
        &Person {
            frame,
            form,
            view,
            partnership,
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, MOOT, Moot};

    #[tokio::test]
    async fn a_name_is_corrected() {
        let moot = Moot::new();
        let path = format!("/{MOOT}/office/people/{}", testkit::person(2));
        let page = moot.get_as(CLERK, &path).await;
        page.says(&[
            "Holder of board.leader",
            "Leader of the council",
            "folkmoot link",
            "value=\"Holder of board.leader\"",
        ]);
        let page = moot
            .post_as(CLERK, &path, &[("name", "Cllr Mary Wye"), ("email", "")])
            .await;
        assert_eq!(page.status, 303);
        moot.get_as(CLERK, page.location())
            .await
            .says(&["Cllr Mary Wye", "as you typed them"]);
    }

    #[tokio::test]
    async fn a_changed_address_is_noted_and_written_to_the_old_and_to_the_new() {
        let moot = Moot::new();
        let person = testkit::person(2).to_string();
        let path = format!("/{MOOT}/office/people/{person}");
        for email in ["one@wye.example", "two@wye.example"] {
            let typed = [("name", "Holder of board.leader"), ("email", email)];
            let page = moot.post_as(CLERK, &path, &typed).await;
            assert_eq!(page.status, 303, "{}", page.text());
            moot.wait(60);
        }
        let office = moot.house.office();
        let held = office.held_on(&person).expect("what is held");
        let rows = |what: &str| {
            let table = held.iter().find(|table| table.what.contains(what));
            table.map_or(0, |table| table.rows.len())
        };
        assert_eq!(rows("orrection"), 2, "{held:?}");
        assert_eq!(rows("etter"), 3, "{held:?}");
    }

    #[tokio::test]
    async fn an_empty_name_is_refused_and_a_stranger_is_not_found() {
        let moot = Moot::new();
        let path = |number: u32| format!("/{MOOT}/office/people/{}", testkit::person(number));
        let page = moot
            .post_as(
                CLERK,
                &path(2),
                &[("name", "  "), ("email", "m@wye.example")],
            )
            .await;
        assert_eq!(page.status, 422);
        page.says(&["Say what the person is called", "m@wye.example", "Error: "]);
        assert_eq!(moot.get_as(CLERK, &path(77_777)).await.status, 404);
        assert_eq!(
            moot.get_as(CLERK, &format!("/{MOOT}/office/people/nobody"))
                .await
                .status,
            404
        );
    }
}
