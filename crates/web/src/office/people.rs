//! People: everyone whom the house knows by name, and adding someone.
//!
//! What someone holds is in the book; here are only their names and e-mail addresses.

use std::collections::BTreeMap;

use app::{Denied, OfficeFault, views};
use askama::Template;
use axum::response::Response;
use record::id::PersonId;

use super::{done, with_query};
use crate::{
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page, page_with, see},
};

#[derive(Template)]
#[template(path = "office/people.html")]
struct People {
    frame: Frame,
    people: Vec<Known>,
    at: String,
    import: String,
    roles: String,
}

/// Someone, with the seats that they hold.
struct Known {
    id: PersonId,
    name: String,
    seats: Vec<String>,
}

/// `GET /{partnership}/office/people`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let mut seats = seats_by_person(&visit);
    let all = visit.reading.names.all().into_iter();
    let people = all.map(|person| Known {
        seats: seats.remove(&person.id).unwrap_or_default(),
        id: person.id,
        name: person.name,
    });
    let frame = visit
        .frame("People")
        .section(Section::Office)
        .crumb("Office", "/office");
    page(&People {
        people: people.collect(),
        at: visit.at("/office/people"),
        import: visit.at("/office/import"),
        roles: visit.at("/office/roles"),
        frame: frame.done(done(&visit)),
    })
}

/// The seats of everyone in one walk over the structure, rather than one walk each.
fn seats_by_person(visit: &Visit) -> BTreeMap<PersonId, Vec<String>> {
    let today = visit.reading.today();
    let mut seats: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for body in views::structure(&visit.reading, today).bodies {
        for on in visit
            .reading
            .record
            .structure
            .seats_on(&body.body.id, today)
        {
            if let Some(holder) = on.holder {
                let words = format!("{}, {}", on.chair.title(), body.body.short_name);
                seats.entry(holder.person).or_default().push(words);
            }
        }
    }
    seats
}

#[derive(Template)]
#[template(path = "office/add_person.html")]
struct AddPerson {
    frame: Frame,
    form: Form,
}

/// `GET /{partnership}/office/people/add`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    let form = with_query(&visit, &["next"]);
    paper(&visit, form)
}

/// `POST /{partnership}/office/people/add`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let name = form.read_text("name", "Say what the person is called");
    let email = read_email(&mut form);
    if let (true, Some(name)) = (form.is_right(), name) {
        let added = visit
            .site
            .asking(move |house| house.add_person(&name, email.as_deref()));
        match added.await? {
            Ok(person) => return Ok(see(&onward(&visit, &form, person))),
            Err(fault) => unfit(&mut form, fault)?,
        }
    }
    paper(&visit, form)
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = visit
        .frame("Add a person")
        .section(Section::Office)
        .crumb("Office", "/office")
        .crumb("People", "/office/people")
        .summary(form.summary("The person was not added"));
    page_with(form.status(), &AddPerson { frame, form })
}

/// Back to the form that sent us here, with the new person chosen; otherwise to the list. Only an
/// address of this partnership will do.
fn onward(visit: &Visit, form: &Form, person: PersonId) -> String {
    let next = form.value("next");
    let ours = next.starts_with(&visit.at("/")) && next.bytes().all(|byte| byte.is_ascii_graphic());
    if !ours || next.contains('\\') {
        return visit.at("/office/people?done=added");
    }
    let joint = if next.contains('?') { '&' } else { '?' };
    format!("{next}{joint}person={person}&done=added")
}

/// An e-mail address, which may be left out. Whether it exists, only sending could tell.
pub(crate) fn read_email(form: &mut Form) -> Option<String> {
    let email = form.perhaps_text("email")?;
    if !app::is_address(&email) {
        form.wrong(
            "email",
            "Write the e-mail address with its @, such as name@example.org, or leave it empty",
        );
    }
    Some(email)
}

/// Takes up what the office says is wrong with a name or an address, where the person can mend it.
pub(crate) fn unfit(form: &mut Form, denied: Denied) -> Result<(), Problem> {
    let Denied::Office(fault) = &denied else {
        return Err(denied.into());
    };
    match &**fault {
        OfficeFault::Taken {
            field: "email address",
        } => {
            form.wrong(
                "email",
                "Someone has this e-mail address already: look for them in the list of people",
            );
        }
        OfficeFault::TooLarge { what, .. } | OfficeFault::Unfit { what } => {
            let field = if *what == "name" { "name" } else { "email" };
            form.wrong(
                field,
                "This is too long, or holds a character that cannot be kept",
            );
        }
        _ => return Err(denied.into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::{CLERK, MOOT, Moot};

    const ADD: &str = "/three-rivers/office/people/add";

    #[tokio::test]
    async fn a_person_is_added_and_listed() {
        let moot = Moot::new();
        let people = format!("/{MOOT}/office/people");
        moot.get_as(CLERK, &people).await.says(&[
            "Ada Clerk",
            "Leader of the council, Three Rivers Board",
            "Add a person",
        ]);
        moot.get_as(CLERK, ADD)
            .await
            .says(&["Name", "E-mail address"]);
        let page = moot
            .post_as(
                CLERK,
                ADD,
                &[("name", " Zoë Marsh "), ("email", "zoe@example.org")],
            )
            .await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (303, "/three-rivers/office/people?done=added")
        );
        moot.get_as(CLERK, page.location())
            .await
            .says(&["Zoë Marsh", "The person is added."]);
    }

    #[tokio::test]
    async fn what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost() {
        let moot = Moot::new();
        for (name, email, says) in [
            ("", "", "Say what the person is called"),
            ("Zoë", "zoe", "Write the e-mail address with its @"),
            ("Zoë", "zoe@example", "Write the e-mail address with its @"),
            (
                "Zoë",
                "zoe@example.org, all@example.org",
                "Write the e-mail address with its @",
            ),
            (
                "Zoë",
                "zoë@example.org",
                "Write the e-mail address with its @",
            ),
            (&*"x".repeat(3_000), "", "This is too long"),
        ] {
            let page = moot
                .post_as(CLERK, ADD, &[("name", name), ("email", email)])
                .await;
            assert_eq!(page.status, 422, "{name} {email}");
            page.says(&[
                "The person was not added",
                says,
                &format!("value=\"{email}\""),
            ]);
        }
        moot.post_as(CLERK, ADD, &[("name", "Zoë"), ("email", "zoe@example.org")])
            .await;
        let page = moot
            .post_as(
                CLERK,
                ADD,
                &[("name", "Chloë"), ("email", "ZOE@example.org")],
            )
            .await;
        assert_eq!(page.status, 422);
        page.says(&["Someone has this e-mail address already", "href=\"#email\""]);
    }

    #[tokio::test]
    async fn the_way_leads_back_only_within_the_partnership() {
        let moot = Moot::new();
        let next = "/three-rivers/structure/board/seats/leader/appoint?from-day=3";
        for (next, back) in [
            (
                next,
                "/structure/board/seats/leader/appoint?from-day=3&person=",
            ),
            ("https://evil.example/", "/office/people?done=added"),
            ("//evil.example/three-rivers/", "/office/people?done=added"),
            ("/three-rivers/\\evil", "/office/people?done=added"),
            ("/three-rivers/\r\nX: y", "/office/people?done=added"),
        ] {
            let page = moot
                .post_as(CLERK, ADD, &[("name", "Zoë"), ("next", next)])
                .await;
            assert_eq!(page.status, 303);
            assert!(
                page.location().starts_with(&format!("/{MOOT}{back}")),
                "{}",
                page.location()
            );
        }
    }
}
