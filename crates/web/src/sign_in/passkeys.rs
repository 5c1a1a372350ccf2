//! Passkeys: a key pair on somebody's own device, which asks for a finger, a face or a PIN.
//!
//! It decides whether an answer of a device signs somebody in. What was asked is kept in the office
//! between the two requests, for five minutes and for one answer, under a secret that only the browser
//! that asked holds. Every refusal has the same words: they help whoever chose the wrong passkey, and
//! tell nobody else anything. The challenges are rolled by webauthn-rs, because they must be its own.

use std::sync::Arc;

use app::{Means, OfficePasskey};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use record::id::PersonId;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use super::{arrived, is_ours, must_be_from_here};
use crate::{
    Site,
    problem::Problem,
    session::{self, Cookie, SignIn, hex},
};

/// How long an answer may take, in seconds.
const PATIENCE: i64 = 5 * 60;
/// The most bytes of an answer.
const LONGEST_ANSWER: usize = 32 * 1024;
/// The longest name of a passkey, in characters.
pub(super) const LONGEST_NAME: usize = 60;

/// What a device was asked.
#[derive(Serialize, Deserialize)]
enum Asked {
    /// To sign somebody in, or to show that it is still the same person.
    SignIn(DiscoverableAuthentication),
    /// To make a passkey of this name.
    Add(PasskeyRegistration, String),
}

/// Whether passkeys can be used where the browser is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Here {
    /// They can.
    Yes,
    /// Only at this address.
    At(String),
    /// They cannot: the public address is a number.
    Never,
}

impl Here {
    /// Where a browser is that sent these headers.
    pub(super) fn of(site: &Site, headers: &HeaderMap) -> Self {
        if site.settings.base_url.is_some() {
            return match relying_party(site) {
                Ok(_) => Self::Yes,
                Err(_) => Self::Never,
            };
        }
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        match host.map(|host| host.rsplit_once(':').unwrap_or((host, ""))) {
            Some(("localhost", _)) => Self::Yes,
            // A number is no name, and passkeys belong to a name.
            Some(("127.0.0.1" | "[::1]", port)) => Self::At(format!("http://localhost:{port}")),
            _ => Self::Never,
        }
    }
}

/// Us, as devices know us: by the host of the public address, or as this machine without one.
fn relying_party(site: &Site) -> Result<Webauthn, WebauthnError> {
    let base = site.settings.base_url.as_deref();
    let origin = Url::parse(base.unwrap_or("http://localhost"));
    let origin = origin.map_err(|_| WebauthnError::Configuration)?;
    let name = origin.domain().ok_or(WebauthnError::Configuration)?;
    WebauthnBuilder::new(name, &origin)?
        .rp_name("Folkmoot")
        .allow_any_port(base.is_none())
        .build()
}

/// `POST /sign-in/passkey/begin`: what to ask of a device. `{"confirm": true}` when somebody who is
/// signed in is to show that it is them.
pub(super) async fn begin(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Begin {
        #[serde(default)]
        confirm: bool,
    }
    must_be_from_here(&site, &headers)?;
    let wanted: Begin = read(&body)?;
    let who = if wanted.confirm {
        let sign_in = session::signed_in(&site, &headers).await?;
        Some(sign_in.ok_or_else(not_accepted)?.person.id)
    } else {
        None
    };
    let asked = relying_party(&site).and_then(|us| us.start_discoverable_authentication());
    let (mut challenge, state) = asked.map_err(|error| unable(&error))?;
    challenge.mediation = None;
    ask(&site, who, &Asked::SignIn(state), &challenge).await
}

/// `POST /sign-in/passkey/finish`: the device's answer. Signs in, and says where to go.
pub(super) async fn finish(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    #[derive(Deserialize)]
    struct Finish {
        credential: PublicKeyCredential,
        #[serde(default)]
        next: String,
    }
    must_be_from_here(&site, &headers)?;
    let (asked_of, asked) = taken(&site, &headers).await?;
    let answer: Finish = read(&body)?;
    let Asked::SignIn(state) = asked else {
        return Err(not_accepted());
    };
    let person = judge(&site, &answer.credential, state).await?;
    if asked_of.is_some_and(|asked_of| asked_of != person) {
        return Err(not_accepted());
    }
    let next = is_ours(&answer.next).then_some(answer.next);
    arrived(&site, &headers, person, Means::Passkey, next, None)
        .await
        .map(|arrival| arrival.into_json())
}

/// Whose passkey gave this answer, if the answer is right; what is known of the passkey moves on.
async fn judge(
    site: &Arc<Site>,
    answer: &PublicKeyCredential,
    state: DiscoverableAuthentication,
) -> Result<PersonId, Problem> {
    let us = relying_party(site).map_err(|error| unable(&error))?;
    let refused = |error: WebauthnError| {
        if matches!(error, WebauthnError::CredentialPossibleCompromise) {
            tracing::warn!("a passkey was refused: its counter went backwards");
        }
        not_accepted()
    };
    let (owner, id) = us
        .identify_discoverable_authentication(answer)
        .map_err(refused)?;
    let (owner, id) = (PersonId(owner.into_bytes()), hex(id));
    let asked = id.clone();
    let kept = site.office(move |house| house.office().passkey(&asked));
    let kept = kept.await?.ok_or_else(not_accepted)?;
    if kept.person.parse() != Ok(owner) {
        return Err(not_accepted());
    }
    let mut passkey: Passkey =
        serde_json::from_str(&kept.credential).map_err(|_| Problem::fault())?;
    let key = DiscoverableKey::from(&passkey);
    let right = us
        .finish_discoverable_authentication_v2(answer, state, &key)
        .map_err(refused)?;
    passkey.update_credential(&right);
    let after = serde_json::to_string(&passkey).map_err(|_| Problem::fault())?;
    let noted = site.office(move |house| {
        let now = house.now().as_second();
        let office = house.office();
        office.use_passkey(&id, &kept.credential, &after, now)
    });
    // Of two answers judged at once, one comes too late.
    noted.await?.then_some(owner).ok_or_else(not_accepted)
}

/// What to ask of a device so that it makes a passkey of this name for whoever is signed in.
pub(super) async fn begin_adding(
    site: &Arc<Site>,
    sign_in: &SignIn,
    name: &str,
    theirs: &[OfficePasskey],
) -> Result<Response, Problem> {
    let known = theirs
        .iter()
        .filter_map(|known| serde_json::from_str::<Passkey>(&known.credential).ok())
        .map(|known| known.cred_id().clone())
        .collect();
    let us = relying_party(site).map_err(|error| unable(&error))?;
    let person = &sign_in.person;
    let asked = us.start_passkey_registration(
        Uuid::from_bytes(person.id.0),
        &person.name,
        &person.name,
        Some(known),
    );
    let (mut challenge, state) = asked.map_err(|error| unable(&error))?;
    // So that nobody has to type a name to sign in: the device itself finds the passkey.
    if let Some(wanted) = &mut challenge.public_key.authenticator_selection {
        wanted.require_resident_key = true;
        wanted.resident_key = Some(webauthn_rs_proto::ResidentKeyRequirement::Required);
    }
    let asked = Asked::Add(state, name.to_owned());
    ask(site, Some(person.id), &asked, &challenge).await
}

/// The device's answer to that: the passkey is kept.
pub(super) async fn finish_adding(
    site: &Arc<Site>,
    headers: &HeaderMap,
    sign_in: &SignIn,
    body: &Bytes,
) -> Result<OfficePasskey, Problem> {
    #[derive(Deserialize)]
    struct Finish {
        credential: RegisterPublicKeyCredential,
    }
    let (asked_of, asked) = taken(site, headers).await?;
    let answer: Finish = read(body)?;
    let (Asked::Add(state, name), true) = (asked, asked_of == Some(sign_in.person.id)) else {
        return Err(not_accepted());
    };
    let us = relying_party(site).map_err(|error| unable(&error))?;
    let made = us.finish_passkey_registration(&answer.credential, &state);
    let made = made.map_err(|_| not_accepted())?;
    let passkey = OfficePasskey {
        id: hex(made.cred_id()),
        person: sign_in.person.id.to_string(),
        name,
        credential: serde_json::to_string(&made).map_err(|_| Problem::fault())?,
        means: sign_in.means,
        added: site.house().now().as_second(),
        used: None,
    };
    let added = passkey.clone();
    let added = site.asking(move |house| house.office().add_passkey(&added));
    match added.await? {
        Ok(()) => Ok(passkey),
        Err(app::OfficeFault::Taken { .. } | app::OfficeFault::Unfit { .. }) => Err(not_accepted()),
        Err(fault) => Err(app::Denied::from(fault).into()),
    }
}

/// Keeps what was asked, and sends it.
async fn ask(
    site: &Arc<Site>,
    who: Option<PersonId>,
    asked: &Asked,
    challenge: &impl Serialize,
) -> Result<Response, Problem> {
    let secret = hex(&site.house().chance());
    let cookie = session::short_lived(site, Cookie::Asked, &secret, PATIENCE);
    let state = serde_json::to_string(asked).map_err(|_| Problem::fault())?;
    let kept = site.office(move |house| {
        let expires = house.now().as_second() + PATIENCE;
        let who = who.map(|who| who.to_string());
        let office = house.office();
        office.keep_challenge(&secret, who.as_deref(), &state, expires)
    });
    kept.await?;
    let challenge = serde_json::to_string(challenge).map_err(|_| Problem::fault())?;
    let mut response = in_json(challenge);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// What this browser was asked, and of whom: once, and not for long.
async fn taken(
    site: &Arc<Site>,
    headers: &HeaderMap,
) -> Result<(Option<PersonId>, Asked), Problem> {
    let secret = session::cookie_named(site, headers, Cookie::Asked);
    let secret = secret.ok_or_else(not_accepted)?.to_owned();
    let kept = site.office(move |house| {
        let now = house.now().as_second();
        house.office().take_challenge(&secret, now)
    });
    let (who, state) = kept.await?.ok_or_else(not_accepted)?;
    let who = match who {
        Some(who) => Some(who.parse().map_err(|_| not_accepted())?),
        None => None,
    };
    Ok((
        who,
        serde_json::from_str(&state).map_err(|_| not_accepted())?,
    ))
}

/// JSON, which nobody keeps.
pub(super) fn in_json(text: String) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::OK, headers, text).into_response()
}

/// What a script of ours sent.
pub(super) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Problem> {
    if body.len() > LONGEST_ANSWER {
        return Err(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE));
    }
    serde_json::from_slice(body).map_err(|_| not_accepted())
}

/// The one answer to every wrong answer.
pub(super) fn not_accepted() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "passkey",
        "That passkey was not accepted",
        "It may belong to another website, or have been removed here, or the answer came too late.",
        "Try again and choose a passkey for this website, or sign in by e-mail.",
    )
    .into_json()
}

fn unable(error: &WebauthnError) -> Problem {
    tracing::error!(%error, "passkeys cannot be used at this address");
    Problem::new(
        StatusCode::NOT_FOUND,
        "passkeys",
        "Passkeys cannot be used at this address",
        "A passkey belongs to a name, and this server’s public address has none.",
        "Sign in by e-mail, and tell whoever runs this server.",
    )
    .into_json()
}
