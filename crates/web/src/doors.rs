//! Doors: every address with who may open it.
//!
//! An address is added here or not at all ([`router`](crate::router) takes nothing else), and there is
//! no adding one without saying for whom it is. What is said is enforced here, before the handler
//! runs, so no handler can forget to ask. What depends on the object behind the address (whose seat,
//! whose action, published or not) the handler and `app` decide; who may do an act, `app` decides.
//!
//! A door that is not for everyone answers before it looks at what the address names, so its answer
//! does not tell what is there.

use std::{collections::BTreeSet, sync::Arc};

use app::{Denied, NotPermitted};
use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::{Method, request::Parts},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};

use crate::{
    Site,
    api::Program,
    problem::Problem,
    say,
    visit::{Entrance, Visit},
};

/// For whom a door is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Everyone, signed in or not. What of it they are shown, the page decides.
    Everyone,
    /// Whoever has the secret in the address or in the form, such as that of a calendar or of a link
    /// to sign in. The handler looks at the secret.
    HasTheSecret,
    /// Anyone who signed in.
    SignedIn,
    /// Those who hold a seat or may stand in for one, and the secretariat. For others it is not there.
    Inside,
    /// The secretariat of the partnership.
    Secretariat,
    /// The secretariat of the partnership and its administrators: people, roles and access.
    SecretariatOrAdministrator,
    /// The finance officer of the accountable body: what moves money.
    Finance,
    /// The finance officer of the accountable body and the secretariat: paper work about money.
    FinanceOrSecretariat,
    /// A program with a token for the partnership.
    Program,
    /// A program with a token of the partnership's secretariat.
    SecretariatsProgram,
}

impl Who {
    /// The same for looking, and another for sending a form: `Who::Everyone.writes(Who::SignedIn)`.
    pub(crate) const fn writes(self, writes: Self) -> Door {
        Door {
            reads: self,
            writes,
        }
    }

    /// Whether it can only be told of a partnership.
    const fn is_of_a_partnership(self) -> bool {
        !matches!(self, Self::Everyone | Self::HasTheSecret | Self::SignedIn)
    }
}

/// Who may look (`GET`), and who may send something (any other method).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Door {
    pub(crate) reads: Who,
    pub(crate) writes: Who,
}

impl From<Who> for Door {
    fn from(who: Who) -> Self {
        who.writes(who)
    }
}

impl Door {
    fn for_method(self, method: &Method) -> Who {
        if matches!(*method, Method::GET | Method::HEAD) {
            self.reads
        } else {
            self.writes
        }
    }
}

/// An address, who may open it, and what answers there.
struct Entry {
    path: String,
    door: Door,
    methods: MethodRouter<Arc<Site>>,
}

/// Addresses, each with who may open it.
#[derive(Default)]
pub(crate) struct Doors(Vec<Entry>);

impl Doors {
    /// No address yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds an address.
    pub(crate) fn route(
        mut self,
        path: &str,
        door: impl Into<Door>,
        methods: MethodRouter<Arc<Site>>,
    ) -> Self {
        self.0.push(Entry {
            path: path.to_owned(),
            door: door.into(),
            methods,
        });
        self
    }

    /// Adds the addresses of a part.
    pub(crate) fn merge(mut self, part: Self) -> Self {
        self.0.extend(part.0);
        self
    }

    /// Every address and its door.
    pub(crate) fn list(&self) -> impl Iterator<Item = (&str, Door)> {
        self.0.iter().map(|entry| (&*entry.path, entry.door))
    }

    /// What is wrong with the declarations, if anything is: they could not be enforced.
    pub(crate) fn check(&self) -> Result<(), Undeclared> {
        let mut paths = BTreeSet::new();
        for (path, door) in self.list() {
            if !paths.insert(path) {
                return Err(Undeclared::Twice(path.to_owned()));
            }
            let of_one = door.reads.is_of_a_partnership() || door.writes.is_of_a_partnership();
            if of_one && !path.contains(PARTNERSHIP) {
                return Err(Undeclared::OfNone(path.to_owned()));
            }
        }
        Ok(())
    }

    /// Hangs the doors: whoever may not open one does not come to its handler.
    pub(crate) fn hang(self, site: &Arc<Site>) -> Router<Arc<Site>> {
        let mut router = Router::new();
        for Entry {
            path,
            door,
            methods,
        } in self.0
        {
            let methods = if door == Who::Everyone.into() {
                methods
            } else {
                let inside = path.contains(PARTNERSHIP);
                let guard = (Arc::clone(site), door, inside);
                methods.route_layer(from_fn_with_state(guard, stand))
            };
            router = router.route(&path, methods);
        }
        router
    }
}

/// How the paths of routes name the partnership.
const PARTNERSHIP: &str = "{partnership}";

/// Why the program does not start: who may open what is not declared so that it could be enforced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undeclared {
    /// Two declarations for one address.
    #[error("who may open {0} is declared twice")]
    Twice(String),
    /// A door for those of a partnership, at an address of no partnership.
    #[error("{0} is for those of a partnership, and its address names none")]
    OfNone(String),
    /// An act that cannot be asked for as its authority says.
    #[error("{0}")]
    Act(#[from] app::UndeclaredAct),
}

/// Someone who was let in, for the handler to take over, so that nobody is asked twice.
#[derive(Clone)]
pub(crate) struct LetIn<T>(pub(crate) T);

async fn stand(
    State((site, door, inside)): State<(Arc<Site>, Door, bool)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let who = door.for_method(&parts.method);
    match let_in(&site, who, inside, &mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}

/// Lets in whoever this is for, or says why not.
async fn let_in(
    site: &Arc<Site>,
    who: Who,
    inside: bool,
    parts: &mut Parts,
) -> Result<(), Problem> {
    match who {
        Who::Everyone | Who::HasTheSecret => Ok(()),
        Who::SignedIn if !inside => {
            let entrance = Entrance::from_request_parts(parts, site).await?;
            entrance.must_be_signed_in()?;
            parts.extensions.insert(LetIn(entrance));
            Ok(())
        }
        Who::SignedIn
        | Who::Inside
        | Who::Secretariat
        | Who::SecretariatOrAdministrator
        | Who::Finance
        | Who::FinanceOrSecretariat => {
            let visit = Visit::from_request_parts(parts, site).await?;
            judge(&visit, who)?;
            parts.extensions.insert(LetIn(visit));
            Ok(())
        }
        Who::Program | Who::SecretariatsProgram => {
            let program = Program::from_request_parts(parts, site).await?;
            if who == Who::SecretariatsProgram {
                program.must_be_secretariat().await?;
            }
            parts.extensions.insert(LetIn(program));
            Ok(())
        }
    }
}

/// Whether a visitor is one of these.
fn judge(visit: &Visit, who: Who) -> Result<(), Problem> {
    match who {
        Who::Inside => {
            let inside = say::audience(visit).inside();
            inside.then_some(()).ok_or_else(Problem::not_found)
        }
        _ if !visit.viewer.is_signed_in() => Err(Problem::sign_in(visit.address())),
        Who::SecretariatOrAdministrator if visit.viewer.administrator => Ok(()),
        Who::Secretariat | Who::SecretariatOrAdministrator if !visit.viewer.secretariat => {
            Err(Denied::NotPermitted(visit.not_permitted()).into())
        }
        Who::Finance | Who::FinanceOrSecretariat if visit.viewer.finance => Ok(()),
        Who::FinanceOrSecretariat if visit.viewer.secretariat => Ok(()),
        Who::Finance => Err(not_of_finance(visit, NotPermitted::FinanceOnly)),
        Who::FinanceOrSecretariat => Err(not_of_finance(visit, NotPermitted::FinanceOrSecretariat)),
        _ => Ok(()),
    }
}

/// Why somebody may not do what is for the finance officer.
fn not_of_finance(visit: &Visit, why: NotPermitted) -> Problem {
    match visit.not_permitted() {
        NotPermitted::OneFactor => Denied::NotPermitted(NotPermitted::OneFactor).into(),
        _ => Denied::NotPermitted(why).into(),
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use testkit::{holder_of, person};

    use super::*;
    use crate::testing::{CLERK, Moot, STRANGER};

    /// A handler that asks nobody anything.
    async fn careless() -> &'static str {
        "what is behind the door"
    }

    /// Every word for a door, so that a test can go through them.
    const ALL: [Who; 10] = [
        Who::Everyone,
        Who::HasTheSecret,
        Who::SignedIn,
        Who::Inside,
        Who::Secretariat,
        Who::SecretariatOrAdministrator,
        Who::Finance,
        Who::FinanceOrSecretariat,
        Who::Program,
        Who::SecretariatsProgram,
    ];

    #[tokio::test]
    async fn a_door_is_kept_whatever_the_handler_forgets_to_ask() {
        let here = "/{partnership}/here";
        let leader = (1..400).find(|number| person(*number) == holder_of("board.leader"));
        let leader = leader.expect("the leader's number");
        for who in ALL {
            let moot = Moot::new().serving(Doors::new().route(here, who, get(careless)));
            let at = "/three-rivers/here";
            let statuses = [
                moot.get(at).await.status,
                moot.get_as(STRANGER, at).await.status,
                moot.get_as(leader, at).await.status,
                moot.get_as(CLERK, at).await.status,
                asked_with_token(&moot, STRANGER, at).await,
                asked_with_token(&moot, CLERK, at).await,
            ]
            .map(|status| status.as_u16());
            let expected = match who {
                Who::Everyone | Who::HasTheSecret => [200, 200, 200, 200, 200, 200],
                Who::SignedIn => [303, 200, 200, 200, 303, 303],
                Who::Inside => [404, 404, 200, 200, 404, 404],
                Who::Secretariat | Who::SecretariatOrAdministrator | Who::FinanceOrSecretariat => {
                    [303, 403, 403, 200, 303, 303]
                }
                Who::Finance => [303, 403, 403, 403, 303, 303],
                Who::Program => [401, 401, 401, 401, 200, 200],
                Who::SecretariatsProgram => [401, 401, 401, 401, 403, 200],
            };
            assert_eq!(statuses, expected, "{who:?}");
        }
    }

    async fn asked_with_token(moot: &Moot, number: u32, at: &str) -> axum::http::StatusCode {
        let bearer = format!("Bearer {}", moot.token_of(number));
        let headers = [("authorization", bearer.as_str())];
        moot.ask(Method::GET, at, &headers, "").await.status
    }

    #[tokio::test]
    async fn looking_and_sending_may_be_for_different_people() {
        let door = Who::Everyone.writes(Who::Secretariat);
        let both = get(careless).post(careless);
        let moot = Moot::new().serving(Doors::new().route("/{partnership}/here", door, both));
        let at = "/three-rivers/here";
        assert_eq!(moot.get(at).await.status, 200);
        assert_eq!(moot.post(at, &[]).await.status, 303);
        assert_eq!(moot.post_as(STRANGER, at, &[]).await.status, 403);
        assert_eq!(moot.post_as(CLERK, at, &[]).await.status, 200);
    }

    #[test]
    fn what_could_not_be_enforced_is_not_served() {
        let here = || Doors::new().route("/{partnership}/here", Who::Everyone, get(careless));
        assert_eq!(here().check(), Ok(()));
        let told = |doors: Doors| doors.check().unwrap_err().to_string();
        assert_eq!(
            told(here().merge(here())),
            "who may open /{partnership}/here is declared twice"
        );
        for who in ALL.into_iter().filter(|who| who.is_of_a_partnership()) {
            assert_eq!(
                told(Doors::new().route("/here", who, get(careless))),
                "/here is for those of a partnership, and its address names none"
            );
        }
    }

    #[test]
    fn every_address_and_every_act_declares_who_may() {
        assert_eq!(app::check_authorities(), Ok(()));
        assert_eq!(crate::of_a_partnership().check(), Ok(()));
        assert_eq!(crate::of_none().check(), Ok(()));
    }
}
