//! One person's data: how much there is, taking it away, and putting name and address right.

use app::personal::{Held, HeldOn};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::Timestamp;
use record::id::PersonId;

use super::whose;
use crate::{
    forms::Form,
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "personal/data.html")]
struct Data {
    frame: Frame,
    form: Form,
    base: String,
    person: PersonId,
    name: String,
    own: bool,
    held: Vec<Table>,
}

/// What one table holds, in words.
pub(super) struct Table {
    pub(super) what: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table, with moments as days and times.
    pub(super) fn of(visit: &Visit, held: HeldOn) -> Self {
        let HeldOn {
            what,
            columns,
            rows,
        } = held;
        let row = |cells: Vec<Held>| {
            let cells = cells.into_iter().zip(columns);
            cells
                .map(|(cell, column)| said(visit, cell, column))
                .collect()
        };
        Self {
            what,
            columns,
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

fn said(visit: &Visit, cell: Held, column: &str) -> String {
    match cell {
        Held::Nothing => String::new(),
        Held::Text(text) => text,
        Held::Number(number) if column.ends_with("on") || column.ends_with("until") => {
            let moment = Timestamp::from_second(number).unwrap_or_default();
            let moment = moment.to_zoned(visit.reading.zone());
            format!(
                "{}, {}",
                say::short_day(&moment.date()),
                moment.strftime("%H:%M")
            )
        }
        Held::Number(number) => number.to_string(),
    }
}

/// `GET /{partnership}/people/{person}/data`
pub(super) async fn show(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = whose(&visit, &person)?;
    visit.must_be_fresh()?;
    let email = visit.site.asking(move |house| house.email_of(id)).await??;
    let form = Form::empty()
        .with("name", visit.reading.names.of(id))
        .with("email", email.unwrap_or_default());
    paper(&visit, id, form).await
}

/// `POST /{partnership}/people/{person}/data`
pub(super) async fn take(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let id = whose(&visit, &person)?;
    visit.must_be_fresh()?;
    let by = visit.viewer.person.as_ref().map_or(id, |person| person.id);
    let name = form.read_text("name", "Say what you are called");
    let email = crate::office::read_email(&mut form);
    if let (true, Some(name)) = (form.is_right(), name) {
        let partnership = visit.reading.partnership.to_string();
        let put_right = move |house: &app::House| {
            house.rectify(id, name.trim(), email.as_deref(), by, &partnership)
        };
        match visit.site.asking(put_right).await? {
            Ok(_) => return Ok(see(&visit.at(&format!("/people/{id}/data?done=corrected")))),
            Err(fault) => crate::office::unfit(&mut form, fault)?,
        }
    }
    paper(&visit, id, form).await
}

async fn paper(visit: &Visit, id: PersonId, form: Form) -> Result<Response, Problem> {
    let held = visit
        .site
        .office(move |house| house.office().held_on(&id.to_string()))
        .await?;
    let name = visit.reading.names.of(id).to_owned();
    let own = visit
        .viewer
        .person
        .as_ref()
        .is_some_and(|person| person.id == id);
    let title = if own {
        "What is held on you".to_owned()
    } else {
        format!("What is held on {name}")
    };
    let done = match visit.query("done").as_deref() {
        Some("corrected") => Some(
            "It is put right. If the address changed, letters go to the old one and to the new.",
        ),
        _ => None,
    };
    let frame = visit
        .frame(title)
        .section(Section::Structure)
        .summary(form.summary("Nothing was changed"))
        .done(done);
    let tables = held.into_iter().map(|held| Table::of(visit, held));
    page_with(
        form.status(),
        &Data {
            frame,
            form,
            base: visit.at(""),
            person: id,
            name,
            own,
            held: tables.filter(|table| !table.rows.is_empty()).collect(),
        },
    )
}
