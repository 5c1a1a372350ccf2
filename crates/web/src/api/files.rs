//! `POST /api/v1/{partnership}/files?name=plan.pdf`: keeps the file that is the body, and gives the
//! hash by which an act tables it as a paper. With `&hidden=known`, also one that holds what is not seen
//! at once, such as hidden sheets.

use axum::{
    body::Bytes,
    extract::{FromRequest, Query, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::program::Program;
use crate::{forms::too_large_or_broken, papers, problem::Problem};

/// What the address says of the file.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
    /// `known`: whoever sends it knows what is hidden in it.
    #[serde(default)]
    hidden: String,
}

/// Keeps a file. 201 with its hash; sending it again gives the same.
pub(super) async fn keep(
    program: Program,
    Query(named): Query<Named>,
    request: Request,
) -> Result<Response, Problem> {
    let bytes = Bytes::from_request(request, &program.site).await;
    let bytes = bytes.map_err(|rejected| too_large_or_broken(rejected.status()))?;
    let hash = papers::keep(&program.site, &named.name, bytes, named.hidden == "known").await?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let text = json!({ "hash": hash }).to_string();
    Ok((StatusCode::CREATED, kind, text).into_response())
}
