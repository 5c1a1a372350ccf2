//! The letters somebody gets: at once, together once a day or once a week, or not at all. Some cannot be
//! left out, and the page says why.

use app::letters::WishLine;
use askama::Template;
use axum::response::Response;

use crate::{
    forms::{Choice, Form},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "letters/wishes.html")]
struct Wishes {
    frame: Frame,
    form: Form,
    always: Vec<WishLine>,
    others: Vec<WishLine>,
    email: Option<String>,
}

impl Wishes {
    fn choices(&self) -> [Choice; 4] {
        [
            Choice::new("at-once", "Each at once"),
            Choice::new("daily", "Together, every morning"),
            Choice::new("weekly", "Together, on Mondays"),
            Choice::new("never", "Not at all"),
        ]
    }
}

async fn wishes(visit: &Visit) -> Result<(Vec<WishLine>, Option<String>), Problem> {
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    let person = person.ok_or_else(Problem::not_found)?;
    let partnership = visit.reading.partnership.to_string();
    let asked = visit.site.asking(move |house| {
        let email = house.email_of(person)?;
        Ok::<_, app::Denied>((house.letter_wishes(&partnership, person)?, email))
    });
    Ok(asked.await??)
}

/// `GET /{partnership}/desk/letters`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, None).await
}

/// `POST /{partnership}/desk/letters`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let (wishes, _) = wishes(&visit).await?;
    let may = wishes.iter().filter(|line| line.always.is_none());
    let asked: Vec<(&'static str, String)> = may
        .filter_map(|line| {
            let wish = form.read_text(line.kind, "Choose how you wish to have these")?;
            Some((line.kind, wish))
        })
        .collect();
    if form.is_right() {
        let person = visit.viewer.person.as_ref().map(|person| person.id);
        let person = person.ok_or_else(Problem::not_found)?;
        let partnership = visit.reading.partnership.to_string();
        let noted = visit.site.asking(move |house| {
            asked.into_iter().find_map(|(kind, wish)| {
                match house.wish_letters(&partnership, person, kind, &wish) {
                    Ok(true) => None,
                    Ok(false) => Some(Ok(kind)),
                    Err(denied) => Some(Err(denied)),
                }
            })
        });
        match noted.await? {
            None => return Ok(see(&visit.at("/desk/letters?done=noted"))),
            Some(refused) => form.wrong(refused?, "Choose one of the four"),
        }
    }
    paper(&visit, Some(form)).await
}

async fn paper(visit: &Visit, typed: Option<Form>) -> Result<Response, Problem> {
    let (wishes, email) = wishes(visit).await?;
    let form = typed.unwrap_or_else(|| {
        let empty = Form::empty();
        wishes
            .iter()
            .fold(empty, |form, line| form.with(line.kind, line.wish))
    });
    let (always, others) = wishes.into_iter().partition(|line| line.always.is_some());
    let done = match visit.query("done").as_deref() {
        Some("noted") => Some("Your wishes are noted."),
        _ => None,
    };
    let frame = visit
        .frame("Letters you get")
        .crumb("Your desk", "/desk")
        .done(done)
        .summary(form.summary("Your wishes were not noted"));
    page_with(
        form.status(),
        &Wishes {
            frame,
            form,
            always,
            others,
            email,
        },
    )
}
