//! Points of contact: naming one, ending a naming.

use axum::{extract::Path, response::Response};
use record::id::ContactId;
use serde_json::json;

use super::{Paper, bodies, body_of, send};
use crate::{
    forms::{Choice, Form},
    office::{people_known, person_chosen, with_date, with_query},
    problem::Problem,
    visit::{Visit, see},
};

/// `GET /{partnership}/structure/{body}/contacts/name?role=gatekeeper`
pub(super) async fn ask_to_name(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let names = [
        "role",
        "towards",
        "person",
        "from-day",
        "from-month",
        "from-year",
    ];
    let form = with_query(&visit, &names);
    let form = if form.value("from-day").is_empty() {
        with_date(form, "from", visit.reading.today())
    } else {
        form
    };
    naming(&visit, &body, form)
}

/// `POST /{partnership}/structure/{body}/contacts/name`
pub(super) async fn name(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = body_of(&visit, &body)?.id.clone();
    let here = visit.at(&format!("/structure/{id}/contacts/name"));
    let person = match person_chosen(&visit, &mut form, &here, "Choose who it is") {
        Ok(person) => person,
        Err(add_someone) => return Ok(see(&add_someone)),
    };
    let act = json!({
        "act": "structure.name-contact",
        "body": id,
        "role": form.read_text("role", "Choose what they are to be"),
        "towards": form.perhaps_text("towards"),
        "person": person,
        "from": form.read_date("from", "Say from which day"),
        "until": form.perhaps_date("until"),
    });
    let on = format!("/structure/{id}?done=contact");
    match send(&visit, &mut form, act, &on).await? {
        Some(done) => Ok(done),
        None => naming(&visit.read_on().await?, &body, form),
    }
}

fn naming(visit: &Visit, body: &str, form: Form) -> Result<Response, Problem> {
    let body = body_of(visit, body)?;
    let roles = [
        Choice::new(
            "gatekeeper",
            "Gatekeeper: the one way in and out, for a body above",
        ),
        Choice::new(
            "champion",
            "Champion: speaks for the body where they sit themselves",
        ),
        Choice::new(
            "link",
            "Link person: keeps in touch with another body or a district",
        ),
    ];
    Paper::new(
        visit,
        "Name a point of contact",
        &body.name,
        "Name them",
        form.clone(),
    )
    .below(&body.name, &format!("/structure/{}", body.id))
    .note("There is one of each towards each body at a time. Their name is public.")
    .field(form.radios("role", "What they are to be", &roles))
    .field(
        form.select("towards", "Towards which body", &bodies(visit))
            .first("The one that the arrangements name"),
    )
    .field(
        form.select("person", "Who", &people_known(visit))
            .first("Choose a person"),
    )
    .field(
        form.date_input("from", "First day")
            .hint("For example, 1 5 2007"),
    )
    .field(form.date_input("until", "Last day (optional)"))
    .page("Nobody was named")
}

/// What the address says: partnership, body, contact.
type Where = (String, String, String);

/// `GET /{partnership}/structure/{body}/contacts/{contact}/end`
pub(super) async fn ask_to_end(visit: Visit, Path(at): Path<Where>) -> Result<Response, Problem> {
    let form = with_date(Form::empty(), "on", visit.reading.today());
    ending(&visit, &at, form)
}

/// `POST /{partnership}/structure/{body}/contacts/{contact}/end`
pub(super) async fn end(
    visit: Visit,
    Path(at): Path<Where>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "structure.end-contact",
        "contact": at.2,
        "on": form.read_date("on", "Say which day is the last"),
    });
    let on = format!("/structure/{}?done=contact-ended", at.1);
    match send(&visit, &mut form, act, &on).await? {
        Some(done) => Ok(done),
        None => ending(&visit.read_on().await?, &at, form),
    }
}

fn ending(visit: &Visit, (_, body, contact): &Where, form: Form) -> Result<Response, Problem> {
    let body = body_of(visit, body)?;
    let id: ContactId = contact.parse().map_err(|_| Problem::not_found())?;
    let contact = visit.reading.record.structure.contact(&id);
    let contact = contact
        .filter(|contact| contact.body == body.id)
        .ok_or_else(Problem::not_found)?;
    let role = app::views::words::contact(contact.role).to_lowercase();
    let name = visit.reading.names.of(contact.person);
    Paper::new(
        visit,
        "End a naming",
        &body.name,
        "End the naming",
        form.clone(),
    )
    .below(&body.name, &format!("/structure/{}", body.id))
    .note(format!("{name} is the {role}."))
    .field(
        form.date_input("on", "Last day")
            .hint("For example, 30 6 2007"),
    )
    .page("The naming was not ended")
}
