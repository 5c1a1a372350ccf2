//! Erasing a person: what goes, what stays and why, and the texts of the book that name them.

use app::personal::{NotErased, TextNaming};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::id::PersonId;

use crate::{
    forms::{Check, Form},
    frame::{Frame, Section},
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "personal/erase.html")]
struct Erase {
    frame: Frame,
    base: String,
    person: PersonId,
    name: String,
    held: Vec<(&'static str, usize)>,
    texts: Vec<TextNaming>,
    waiting: Vec<(i64, i64)>,
}

impl Erase {
    fn is_asked(&self, text: &TextNaming) -> bool {
        let same = |(line, ordinal): &(i64, i64)| {
            line.unsigned_abs() == text.line && ordinal.unsigned_abs() == u64::from(text.ordinal)
        };
        self.waiting.iter().any(same)
    }
}

fn known(visit: &Visit, person: &str) -> Result<PersonId, Problem> {
    let person = person.parse().ok();
    let known = person.filter(|person| visit.reading.names.knows(*person));
    known.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/office/people/{person}/erase`
pub(super) async fn ask(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    visit.must_be_fresh()?;
    paper(&visit, person, Form::empty()).await
}

/// `POST /{partnership}/office/people/{person}/erase`
pub(super) async fn take(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let person = known(&visit, &person)?;
    visit.must_be_fresh()?;
    let own = visit
        .viewer
        .person
        .as_ref()
        .is_some_and(|one| one.id == person);
    if own {
        form.wrong(
            "person",
            "Somebody else of the secretariat has to erase you",
        );
    } else if form.is_sure() {
        let erased = visit
            .site
            .apart(move |house| house.erase_person(person))
            .await??;
        match erased {
            Ok(()) => {
                visit.site.cache.forget();
                visit.site.press.forget();
                return Ok(see(&visit.at("/office/people?done=erased")));
            }
            Err(NotErased::Unknown) => return Err(Problem::not_found()),
            Err(why @ NotErased::HoldsSeats(_)) => {
                let words = format!("They cannot be erased yet: {why}. End that first");
                form.wrong("person", words);
            }
        }
    } else {
        let name = visit.reading.names.of(person);
        let at = visit.at(&format!("/office/people/{person}/erase"));
        let frame = visit
            .frame(format!("Erase {name}?"))
            .section(Section::Office)
            .crumb("Office", "/office")
            .crumb("People", "/office/people");
        return Check::new(
            frame,
            &form,
            &at,
            "This cannot be undone, and no backup brings it back.",
            "Erase this person",
        )
        .will(format!("{name} will be “a former member” wherever the book speaks of them."))
        .will("They are signed out at once, and their name, address, letters, roles and tokens are deleted.")
        .back(visit.at(&format!("/office/people/{person}/erase")))
        .page("Nobody was erased");
    }
    paper(&visit, person, form).await
}

async fn paper(visit: &Visit, person: PersonId, form: Form) -> Result<Response, Problem> {
    let name = visit.reading.names.of(person).to_owned();
    let (reading, wanted) = (visit.reading.clone(), name.clone());
    let texts = visit
        .site
        .apart(move |house| house.texts_naming(&reading, &wanted))
        .await??;
    let partnership = visit.reading.partnership.to_string();
    let (held, waiting) = visit
        .site
        .office(move |house| {
            let held = house.office().held_on(&person.to_string())?;
            Ok((held, house.office().to_redact(&partnership)?))
        })
        .await?;
    let held = held.into_iter().map(|held| (held.what, held.rows.len()));
    let frame = visit
        .frame(format!("Erase {name}"))
        .section(Section::Office)
        .crumb("Office", "/office")
        .crumb("People", "/office/people")
        .summary(form.summary("Nobody was erased"));
    page_with(
        form.status(),
        &Erase {
            frame,
            base: visit.at(""),
            person,
            name,
            held: held.filter(|(_, rows)| *rows > 0).collect(),
            texts,
            waiting: waiting.iter().map(|one| (one.line, one.ordinal)).collect(),
        },
    )
}
