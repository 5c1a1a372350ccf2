//! `POST /api/v1/{partnership}/people`: makes a person known to the office, and gives the number by
//! which the book speaks of them.

use app::{Denied, OfficeFault};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
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
    let new: NewPerson = serde_json::from_value(sent.json).map_err(|error| wrong("", &error))?;
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(wrong("name", &"the name is empty"));
    }
    let email = new.email;
    let added = program
        .site
        .asking(move |house| house.add_person(&name, email.as_deref()));
    let number = added.await?.map_err(told)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let text = json!({ "person": number }).to_string();
    Ok((StatusCode::CREATED, kind, text).into_response())
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
