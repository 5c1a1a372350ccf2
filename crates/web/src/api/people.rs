//! `POST /api/v1/{partnership}/people`: makes a person known to the office, and gives the number by
//! which the book speaks of them.

use app::{Denied, OfficeFault};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use record::id::PersonId;
use serde::Deserialize;
use serde_json::json;

use super::program::{Program, Sent};
use crate::problem::Problem;

/// Someone new.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    name: String,
    #[serde(default)]
    email: Option<String>,
}

/// Adds a person. 201 with their number.
pub(super) async fn add(program: Program, sent: Sent) -> Result<Response, Problem> {
    program.must_be_secretariat().await?;
    let new: NewPerson = serde_json::from_value(sent.json).map_err(|error| wrong("", &error))?;
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(wrong("name", &"the name is empty"));
    }
    let by = program.person.to_string();
    let added = program.site.office(move |house| {
        let [.., number] = halves(house.chance());
        let office = house.office();
        // The office's own kind of person is not named here: a new one is made from the one who asks.
        let asking = office.person(&by)?;
        let mut person = asking.ok_or(OfficeFault::Unknown { what: "person" })?;
        person.id = number.to_string();
        person.name = name;
        person.email = new.email;
        office.add_person(&person)?;
        Ok(number)
    });
    let number = added.await.map_err(told)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let text = json!({ "person": number }).to_string();
    Ok((StatusCode::CREATED, kind, text).into_response())
}

/// Two numbers of people out of 32 unguessable bytes.
fn halves(bytes: [u8; 32]) -> [PersonId; 2] {
    let half = |from: usize| {
        let mut half = [0; 16];
        half.iter_mut()
            .zip(bytes.iter().skip(from))
            .for_each(|(to, byte)| *to = *byte);
        PersonId(half)
    };
    [half(0), half(16)]
}

fn wrong(field: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        "The person cannot be read",
        format!("{why}."),
        "Send a name and, if there is one, an email address.",
    )
    .on_field(field)
}

/// What the office has against a person, as an answer and not as a fault of ours.
fn told(denied: Denied) -> Problem {
    let Denied::Office(fault) = &denied else {
        return denied.into();
    };
    let status = match **fault {
        OfficeFault::Taken { .. } => StatusCode::CONFLICT,
        OfficeFault::TooLarge { .. } | OfficeFault::Unfit { .. } => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        _ => return denied.into(),
    };
    let detail = crate::problem::sentence(&fault.to_string());
    Problem::new(
        status,
        "person",
        "The person was not added",
        detail,
        fault.help(),
    )
}
