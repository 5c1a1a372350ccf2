//! Signing in by an organisation's own directory (OpenID Connect: code flow with PKCE, state and nonce).
//!
//! People are sent to the directory by a link, not by a form, because the content security policy binds
//! where a form may lead. They come back with a code, which is good once, for ten minutes, and only in
//! the browser that began. What the directory then says of them is looked at by `provider`, who they are
//! here by `person`. Why somebody is not let in, the log says; the page says what an honest person needs.

mod ask;
mod person;
mod provider;
mod settings;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use app::{DirectoryTurn, Means};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};

use super::{Address, Attempt, is_ours, with_cookie};
use crate::{
    Site,
    doors::{Doors, Who},
    problem::Problem,
    session::{self, hex},
    visit::{Entrance, see},
};
use ask::Trouble;
pub(crate) use provider::Directories;
use provider::{Brought, Errand, Provider, Vouched};
pub use settings::{Directory, Secret};

/// How long somebody has to come back from the directory, in seconds.
const PATIENCE: i64 = 10 * 60;
/// How far its clock may be from ours, in seconds.
const CLOCKS: i64 = 60;
/// How long ago somebody may have proved to the directory who they are, in seconds: twelve hours, as
/// `provider` asks.
const LONGEST: i64 = 12 * 60 * 60;
/// How long a sign-in counts as fresh, in seconds. Who does not say when it was is taken at this.
const FRESH: i64 = 15 * 60;

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    Doors::new()
        .route("/sign-in/directory/{directory}", Who::Everyone, get(begin))
        .route(
            "/sign-in/directory/{directory}/back",
            Who::HasTheSecret,
            get(back),
        )
}

/// A button for each directory: what it says, and where it leads.
pub(super) fn buttons(site: &Site, next: &str, fresh: bool) -> Vec<(String, String)> {
    if site.settings.base_url.is_none() {
        return Vec::new();
    }
    let button = |directory: &Directory| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !next.is_empty() {
            query.append_pair("next", next);
        }
        if fresh {
            query.append_pair("fresh", "yes");
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        let address = format!("/sign-in/directory/{}{mark}{query}", directory.id);
        (directory.name.clone(), address)
    };
    site.settings.directories.iter().map(button).collect()
}

/// `GET /sign-in/directory/{directory}`: on to the directory.
async fn begin(
    entrance: Entrance,
    Path(directory): Path<String>,
    Address(address): Address,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let directory = directory_of(site, &directory)?;
    let Attempt { now, .. } = Attempt::by_link(site, &address)?;
    let begun = site.begun_sign_ins.take(&address, now);
    begun.map_err(Problem::too_many)?;
    let secret = || hex(&site.house().chance());
    let (state, nonce, verifier) = (secret(), secret(), secret());
    // Several pages of one browser may sign in at once, so it keeps the mark that it has.
    let browser = mark_of(site, &headers).unwrap_or_else(secret);
    let next = entrance.query("next").filter(|next| is_ours(next));
    let turn = DirectoryTurn {
        directory: directory.id.clone(),
        nonce,
        verifier,
        next: next.unwrap_or_default(),
        begun: now.as_second(),
        fresh: entrance.query("fresh").is_some(),
    };
    let proof = PkceCodeVerifier::new(turn.verifier.clone());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&proof);
    let errand = Errand {
        back: &back_to(site, directory)?,
        state: &state,
        nonce: &turn.nonce,
        challenge: challenge.as_str(),
        fresh: turn.fresh,
    };
    let door = provider(site, directory).door(&errand).await;
    let door = door.map_err(|trouble| refuse(directory, &trouble))?;
    let (id, mark) = (state.clone(), browser.clone());
    let kept = site.office(move |house| {
        let expires = turn.begun + PATIENCE;
        house
            .office()
            .begin_directory_turn(&id, &mark, &turn, expires)
    });
    kept.await?;
    let mut response = with_cookie(see(&door), mark_cookie(site, &browser));
    let headers = response.headers_mut();
    let no_store = HeaderValue::from_static("no-store");
    headers.insert(header::CACHE_CONTROL, no_store);
    let no_referrer = HeaderValue::from_static("no-referrer");
    headers.insert(header::REFERRER_POLICY, no_referrer);
    Ok(response)
}

/// `GET /sign-in/directory/{directory}/back`: what the directory said, and in.
async fn back(
    entrance: Entrance,
    Path(directory): Path<String>,
    Address(address): Address,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let directory = directory_of(site, &directory)?;
    let attempt = Attempt::by_link(site, &address)?;
    match come_back(&entrance, directory, &headers).await {
        Err(problem) if problem.status() == StatusCode::FORBIDDEN => {
            attempt.failed()?;
            Err(problem)
        }
        answer => answer,
    }
}

async fn come_back(
    entrance: &Entrance,
    directory: &Directory,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let site = &entrance.site;
    let turn = turn(entrance, directory, headers).await?;
    let turn = turn.ok_or_else(interrupted)?;
    if let Some(error) = entrance.query("error") {
        let error: String = error
            .chars()
            .take(60)
            .filter(char::is_ascii_graphic)
            .collect();
        tracing::info!(
            directory = directory.id,
            error,
            "a directory let somebody go"
        );
        return Err(stopped(directory));
    }
    let code = entrance.query("code").filter(|code| !code.is_empty());
    let code = code.ok_or_else(interrupted)?;
    // An answer that another directory gave (RFC 9207).
    if entrance
        .query("iss")
        .is_some_and(|issuer| issuer != directory.issuer)
    {
        let trouble = Trouble::Untrusted("another directory answered".to_owned());
        return Err(refuse(directory, &trouble));
    }
    let brought = Brought {
        back: &back_to(site, directory)?,
        code: &code,
        verifier: &turn.verifier,
        nonce: &turn.nonce,
    };
    let vouched = provider(site, directory).vouched(&brought).await;
    let vouched = vouched.and_then(|vouched| in_time(vouched, &turn));
    let vouched = vouched.map_err(|trouble| refuse(directory, &trouble))?;
    let means = if vouched.second_factor {
        Means::DirectoryTwoFactors
    } else {
        Means::Directory
    };
    let now = site.house().now().as_second();
    let proved = vouched.proved.unwrap_or(now - FRESH).min(now);
    let known = person::known(site, directory, vouched).await?;
    let (person, home) = known.map_err(|why| {
        tracing::warn!(directory = directory.id, "nobody was signed in: {why}");
        unknown(directory)
    })?;
    // Whoever was signed in here before no longer is: one browser, one person.
    session::close(site, headers).await?;
    let cookie = session::open_since(site, person, means, proved).await?;
    let next = if turn.next.is_empty() {
        home
    } else {
        turn.next
    };
    Ok(with_cookie(see(&next), cookie))
}

/// The sign-in that was begun in this browser and comes back now; once.
async fn turn(
    entrance: &Entrance,
    directory: &Directory,
    headers: &HeaderMap,
) -> Result<Option<DirectoryTurn>, Problem> {
    let site = &entrance.site;
    let (state, mark) = (entrance.query("state"), mark_of(site, headers));
    let (Some(state), Some(mark)) = (state, mark) else {
        return Ok(None);
    };
    let id = directory.id.clone();
    let turn = site.office(move |house| {
        let now = house.now().as_second();
        house.office().take_directory_turn(&state, &mark, &id, now)
    });
    Ok(turn.await?)
}

/// What is vouched for, if the person proved who they are when they were asked to.
fn in_time(vouched: Vouched, turn: &DirectoryTurn) -> Result<Vouched, Trouble> {
    let earliest = turn.begun - CLOCKS - if turn.fresh { 0 } else { LONGEST };
    match vouched.proved {
        Some(proved) if proved < earliest => Err(Trouble::Untrusted(
            "it did not ask them again who they are".to_owned(),
        )),
        None if turn.fresh => Err(Trouble::Untrusted(
            "it does not say when they proved who they are (auth_time)".to_owned(),
        )),
        _ => Ok(vouched),
    }
}

fn provider<'a>(site: &'a Site, directory: &'a Directory) -> Provider<'a> {
    Provider {
        directory,
        known: &site.directories,
        now: site.house().now(),
    }
}

fn directory_of<'a>(site: &'a Arc<Site>, id: &str) -> Result<&'a Directory, Problem> {
    let mut all = site.settings.directories.iter();
    all.find(|directory| directory.id == id)
        .ok_or_else(Problem::not_found)
}

/// The address to which the directory sends people back. It must know it beforehand, so it is ours as
/// the settings say, never as a request does.
fn back_to(site: &Site, directory: &Directory) -> Result<String, Problem> {
    let base = site.settings.base_url.as_ref();
    let base = base.ok_or_else(Problem::not_found)?;
    Ok(format!("{base}/sign-in/directory/{}/back", directory.id))
}

fn name_of_mark(site: &Site) -> &'static str {
    if site.settings.secure_cookies {
        "__Host-fm-directory"
    } else {
        "fm-directory"
    }
}

/// The mark of the browser in which a sign-in was begun.
fn mark_of(site: &Site, headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let pairs = cookies.filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|pairs| pairs.split(';'));
    let named = pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == name_of_mark(site)).then(|| value.to_owned())
    });
    named.filter(|mark| mark.len() == 64 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn mark_cookie(site: &Site, mark: &str) -> HeaderValue {
    let secure = if site.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let name = name_of_mark(site);
    let text = format!("{name}={mark}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={PATIENCE}");
    let mut value = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

/// Says to the log why nobody was signed in, and to the person what they can do.
fn refuse(directory: &Directory, trouble: &Trouble) -> Problem {
    tracing::warn!(directory = directory.id, "nobody was signed in: {trouble}");
    let name = &directory.name;
    match trouble {
        Trouble::Unavailable(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "directory-unavailable",
            "You cannot sign in that way just now",
            format!("The directory of {name} does not answer as it should."),
            "Try again in a few minutes, or sign in another way. If it lasts, tell the secretariat.",
        ),
        Trouble::Refused(_) | Trouble::Untrusted(_) => Problem::new(
            StatusCode::FORBIDDEN,
            "directory-untrusted",
            "You are not signed in",
            format!("What came from the directory of {name} cannot be relied on."),
            "Begin again on the page to sign in. If it happens again, tell the secretariat when it was.",
        ),
    }
}

fn interrupted() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "sign-in-interrupted",
        "This sign-in cannot be finished",
        "It was begun too long ago, in another browser, or it is finished already.",
        "Begin again on the page to sign in, and stay in one browser.",
    )
}

fn stopped(directory: &Directory) -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "sign-in-stopped",
        "You are not signed in",
        format!(
            "The directory of {} sent you back without letting you in.",
            directory.name
        ),
        "If you stopped there yourself, begin again on the page to sign in. If not, ask its help desk.",
    )
}

/// The same whatever is the matter, so that it tells nobody who is known here.
fn unknown(directory: &Directory) -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "directory-unknown",
        "You are not signed in",
        format!(
            "{} knows you, but we could not tell from what it says whom you are here.",
            directory.name
        ),
        "Ask the secretariat whether the e-mail address that it has for you is the one you use there; the directory has to have verified it.",
    )
}
