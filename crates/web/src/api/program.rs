//! A program with a token, and the JSON that it sends.

use std::sync::Arc;

use app::{Caller, Role};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use record::id::PersonId;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    Site, doors::LetIn, forms::too_large_or_broken, problem::Problem, session::hex,
    visit::partnership_of,
};

/// A program that acts for a person in the one partnership that its token is for. Cookies do not
/// count here, so that no page elsewhere can write by way of someone's browser.
#[derive(Clone)]
pub(crate) struct Program {
    pub(super) site: Arc<Site>,
    pub(super) partnership: String,
    pub(super) person: PersonId,
    /// Stands for the token without giving it away.
    pub(super) token_id: String,
}

impl Program {
    /// The partnership that its token is for.
    pub(crate) fn partnership(&self) -> &str {
        &self.partnership
    }

    /// Whose token it is.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// On whose behalf it asks.
    pub(crate) fn caller(&self) -> Caller {
        Caller::Person(self.person)
    }

    /// Only a token of the secretariat goes on.
    pub(crate) async fn must_be_secretariat(&self) -> Result<(), Problem> {
        let names = self.site.asking(|house| house.names()).await??;
        if names.has_role(&self.partnership, self.person, Role::Secretariat) {
            return Ok(());
        }
        let denied = app::Denied::NotPermitted(app::NotPermitted::SecretariatOnly);
        Err(denied.into())
    }
}

impl FromRequestParts<Arc<Site>> for Program {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        if let Some(LetIn(program)) = parts.extensions.remove() {
            return Ok(program);
        }
        let unknown = || Problem::plain(StatusCode::UNAUTHORIZED);
        let partnership = partnership_of(parts, site).await?;
        let token = bearer(&parts.headers).ok_or_else(unknown)?.to_owned();
        let token_id = hex(&Sha256::digest(&token));
        let holder =
            site.office(move |house| house.office().token(&token, house.now().as_second()));
        let holder = holder.await?.ok_or_else(unknown)?;
        let now = site.house().now();
        site.api_calls
            .take(&token_id, now)
            .map_err(Problem::too_many)?;
        if holder.partnership != partnership {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "another-partnership",
                "This token is for another partnership",
                "A token opens the book of one partnership only, and it is not this one.",
                "Use a token for this partnership, or the address of the other.",
            ));
        }
        Ok(Self {
            site: Arc::clone(site),
            partnership,
            person: holder.person.parse().map_err(|_| unknown())?,
            token_id,
        })
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// A body of JSON, with the bytes it came in.
pub(super) struct Sent {
    pub(super) json: Value,
    pub(super) bytes: Bytes,
}

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !(kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json")) {
            return Err(Problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = Bytes::from_request(request, site).await;
        let bytes = bytes.map_err(|rejected| too_large_or_broken(rejected.status()))?;
        let json = serde_json::from_slice(&bytes).map_err(|error| not_json(&error))?;
        Ok(Self { json, bytes })
    }
}

fn not_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        "That is not JSON",
        format!("The text stops being JSON at line {line}, column {column}: {error}."),
        "Correct it there and send it again. Nothing was recorded.",
    )
}
