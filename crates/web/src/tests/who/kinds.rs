//! The kinds of person that come to the doors.

use axum::{
    body::Body,
    http::{Method, header},
};
use testkit::{FILLED, holder_of, person, substitute_for};

use super::world::World;
use crate::testing::{CLERK, MOOT, STRANGER, Seen, request};

/// The finance officer of the accountable body.
pub(super) const FINANCE: u32 = 920;
/// The administrator of the installation.
pub(super) const ADMINISTRATOR: u32 = 921;
/// The secretariat of another partnership.
pub(super) const FOREIGN_CLERK: u32 = 922;
/// A member of another partnership.
pub(super) const FOREIGN_MEMBER: u32 = 923;
/// The other partnership.
pub(super) const ELSEWHERE: &str = "elsewhere";
/// The seat for which there is a standing substitute.
pub(super) const STANDS_IN: &str = "board.health";
/// The seat for which someone stands in at one meeting.
pub(super) const SITS_IN: &str = "board.ambassador";

/// How somebody comes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Comes {
    /// Without having signed in.
    Unknown,
    /// Signed in.
    SignedIn(u32),
    /// Signed in by a link in their mail, and nothing besides.
    OneFactor(u32),
    /// With the cookie of a session that was ended.
    Ended(u32),
    /// As a program with a token of a person for a partnership.
    Program(u32, &'static str),
    /// As a program with a token that was taken back.
    Revoked,
}

/// A kind of person, and somebody who is of it.
pub(super) struct Kind(pub(super) &'static str, pub(super) Comes);

/// The number of whoever has this seat.
fn holder(seat: &str) -> u32 {
    let holder = holder_of(seat);
    (1..)
        .zip(FILLED)
        .map(|(number, _)| number)
        .find(|number| person(*number) == holder)
        .expect("a holder")
}

/// The number of whoever stands in for this seat.
fn substitute(seat: &str) -> u32 {
    let substitute = substitute_for(seat);
    (101..200)
        .find(|number| person(*number) == substitute)
        .expect("a substitute")
}

/// Every kind of person. Whoever follows those outside has no more to see than a stranger.
pub(super) fn kinds() -> Vec<Kind> {
    let signed_in = Comes::SignedIn;
    vec![
        Kind("a stranger", Comes::Unknown),
        Kind("signed in, holds nothing", signed_in(STRANGER)),
        Kind(
            "former holder of a seat",
            signed_in(holder("forum.citizen-2")),
        ),
        Kind("member of another partnership", signed_in(FOREIGN_MEMBER)),
        Kind(
            "secretariat of another partnership",
            signed_in(FOREIGN_CLERK),
        ),
        Kind("secretariat, session ended", Comes::Ended(CLERK)),
        Kind(
            "secretariat, signed in with one factor",
            Comes::OneFactor(CLERK),
        ),
        Kind(
            "program of another partnership",
            Comes::Program(FOREIGN_CLERK, ELSEWHERE),
        ),
        Kind(
            "program of the secretariat, token taken back",
            Comes::Revoked,
        ),
        Kind("finance officer", signed_in(FINANCE)),
        Kind("administrator", signed_in(ADMINISTRATOR)),
        Kind(
            "member of another body",
            signed_in(holder("learning.college")),
        ),
        Kind("member of the Board", signed_in(holder("board.leader"))),
        Kind("standing substitute", signed_in(substitute(STANDS_IN))),
        Kind("substitute for one meeting", signed_in(substitute(SITS_IN))),
        Kind("observer on the Board", signed_in(holder("board.observer"))),
        Kind(
            "member of another body with a declared interest",
            signed_in(holder("learning.school")),
        ),
        Kind(
            "chair of the Board that day",
            signed_in(holder("board.chair")),
        ),
        Kind(
            "program of a member",
            Comes::Program(holder("board.leader"), MOOT),
        ),
        Kind("program of the secretariat", Comes::Program(CLERK, MOOT)),
        Kind("secretariat", signed_in(CLERK)),
    ]
}

/// How many of them come first who are outside: they are to see what a stranger sees.
pub(super) const OUTSIDE: usize = 9;

impl World {
    /// What somebody is answered who looks.
    pub(super) async fn look(&self, comes: Comes, path: &str) -> Seen {
        self.asks(comes, Method::GET, path, "").await
    }

    /// What somebody is answered who looks, or sends a form.
    pub(super) async fn asks(&self, comes: Comes, method: Method, path: &str, form: &str) -> Seen {
        let writes = method != Method::GET;
        let mut asked = request(method, path);
        let moot = &self.moot;
        let mut body = Body::empty();
        match comes {
            Comes::Unknown => {}
            Comes::SignedIn(number) => asked = asked.header(header::COOKIE, moot.cookie_of(number)),
            Comes::OneFactor(number) => {
                let cookie = moot.cookie_by(number, app::Means::Email);
                asked = asked.header(header::COOKIE, cookie);
            }
            Comes::Ended(number) => {
                let cookie = moot.cookie_of(number);
                let (_, token) = cookie.split_once('=').expect("a cookie");
                let ended = moot.house.office().close_session(token);
                ended.expect("a session that ends");
                asked = asked.header(header::COOKIE, cookie);
            }
            Comes::Program(number, partnership) => {
                let token = moot.token_for(number, partnership);
                asked = asked.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            Comes::Revoked => {
                asked = asked.header(header::AUTHORIZATION, format!("Bearer {}", "0".repeat(64)));
            }
        }
        if writes && matches!(comes, Comes::Program(..) | Comes::Revoked) {
            asked = asked.header(header::CONTENT_TYPE, "application/json");
            body = Body::from("{}");
        } else if writes {
            asked = asked
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
            body = Body::from(form.to_owned());
        }
        moot.send(asked, body).await
    }
}
