//! A visit: who looks at which partnership, at one moment of its book.
//!
//! Every page takes a [`Visit`]. It decides who the viewer is (by their session) and what they are
//! to the partnership; what they may be shown, the page decides; what they may do, `app` decides.

use std::sync::{Arc, OnceLock};

use app::{
    ActRequest, Answer, Caller, Denied, Person, Reading, Role, read_acts,
    views::{Audience, has_page},
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use record::{
    LineNo,
    act::{AnyAct, meeting_of},
    id::MeetingId,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    Site,
    doors::LetIn,
    forms::Form,
    frame::{Frame, Shown},
    problem::Problem,
    session::{self, SignIn},
};

/// How recently one must have signed in to publish, to change roles, to export or to erase: 15 minutes.
const FRESH: i64 = 15 * 60;
/// How recently one must have signed in to vote: 12 hours.
const RECENT: i64 = 12 * 60 * 60;

/// Who is looking.
#[derive(Debug, Clone, Default)]
pub(crate) struct Viewer {
    /// The person who signed in; none: the public.
    pub(crate) person: Option<Person>,
    /// Whether they are of the secretariat of the partnership they look at, and signed in so that it
    /// counts.
    pub(crate) secretariat: bool,
    /// Whether they look after its people, roles and access.
    pub(crate) administrator: bool,
    /// Whether they are finance officer of its accountable body.
    pub(crate) finance: bool,
    /// Their sign-in.
    pub(crate) sign_in: Option<SignIn>,
    /// Whether they have an office role that does not count, because they signed in with one factor.
    pub(crate) one_factor: bool,
    /// Whether the partnership they look at has a page of them for themselves.
    pub(crate) has_page: bool,
}

impl Viewer {
    /// Whether anyone signed in.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.person.is_some()
    }

    /// Their name.
    pub(crate) fn name(&self) -> Option<&str> {
        self.person.as_ref().map(|person| person.name.as_str())
    }

    /// On whose behalf they ask for acts.
    pub(crate) fn caller(&self) -> Option<Caller> {
        let person = self.person.as_ref()?.id;
        let strong = self.sign_in.as_ref().is_some_and(|sign_in| sign_in.strong);
        Some(if strong {
            Caller::Person(person)
        } else {
            Caller::OneFactor(person)
        })
    }

    /// Somebody as they signed in, to a partnership or to none.
    fn of(sign_in: Option<SignIn>, reading: Option<&Reading>) -> Self {
        let mut viewer = Self {
            person: sign_in.as_ref().map(|sign_in| sign_in.person.clone()),
            sign_in,
            ..Self::default()
        };
        if let (Some(caller), Some(reading)) = (viewer.caller(), reading) {
            let (names, partnership) = (&reading.names, &reading.partnership);
            let audience = Audience::by(reading, Some(caller));
            viewer.has_page = caller
                .person()
                .is_some_and(|person| has_page(reading, person, audience));
            viewer.secretariat = caller.has_role(names, partnership, Role::Secretariat);
            viewer.administrator = caller.has_role(names, partnership, Role::Administrator);
            viewer.finance = caller.has_role(names, partnership, Role::Finance);
            viewer.one_factor = matches!(caller, Caller::OneFactor(person)
                if Role::ALL.into_iter().any(|role| names.has_role(partnership, person, role)));
        }
        viewer
    }

    /// Whether they signed in, or confirmed that it is them, within these seconds.
    fn is_within(&self, site: &Site, seconds: i64) -> bool {
        let now = site.house().now().as_second();
        let sign_in = self.sign_in.as_ref();
        sign_in.is_some_and(|sign_in| sign_in.is_within(seconds, now))
    }
}

/// A look at one partnership. An extractor: a handler that takes it is below `/{partnership}`.
#[derive(Clone)]
pub(crate) struct Visit {
    /// What handlers share.
    pub(crate) site: Arc<Site>,
    /// The partnership, at one moment of its book.
    pub(crate) reading: Reading,
    /// Who is looking.
    pub(crate) viewer: Viewer,
    illustrative: bool,
    uri: Uri,
    /// What happened since the form was opened that could not be taken, for its page.
    happened: Arc<OnceLock<Vec<Happened>>>,
}

/// Something that happened to a meeting while somebody wrote a form about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Happened {
    /// The line of the book.
    pub(crate) line: LineNo,
    /// What it says.
    pub(crate) words: String,
}

impl Visit {
    /// The frame for a page of this partnership.
    pub(crate) fn frame(&self, title: impl Into<String>) -> Frame {
        Frame {
            title: title.into(),
            partnership: Some(Shown::of(&self.reading)),
            illustrative: self.illustrative,
            viewer: self.viewer.clone(),
            address: self.address().to_owned(),
            happened: self.happened.get().cloned().unwrap_or_default(),
            ..Frame::default()
        }
    }

    /// An address below the partnership: `visit.at("/meetings")`.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("/{}{path}", self.reading.partnership)
    }

    /// Whether its people and figures are invented.
    pub(crate) fn is_illustrative(&self) -> bool {
        self.illustrative
    }

    /// The value of a parameter of the address, the first if it is given twice.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        query(&self.uri, name)
    }

    /// All parameters of the address, as they were sent.
    pub(crate) fn query_text(&self) -> String {
        self.uri.query().unwrap_or_default().to_owned()
    }

    /// The day that `?at=2010-10-06` asks about, or today. A text that is no day is a problem that
    /// says so.
    pub(crate) fn date(&self) -> Result<Date, Problem> {
        match self.query("at").filter(|text| !text.is_empty()) {
            None => Ok(self.reading.today()),
            Some(text) => text.parse().map_err(|_| {
                Problem::new(
                    StatusCode::BAD_REQUEST,
                    "malformed",
                    "The date cannot be read",
                    "The address asks for a day that is not written as year, month and day.",
                    "Write it as in ?at=2010-10-06.",
                )
                .on_field("at")
            }),
        }
    }

    /// Only the secretariat goes on: others are asked to sign in, or told that they may not.
    pub(crate) fn must_be_secretariat(&self) -> Result<(), Problem> {
        self.must_be_signed_in()?;
        if self.viewer.secretariat {
            return Ok(());
        }
        Err(Denied::NotPermitted(self.not_permitted()).into())
    }

    /// Why the viewer may not do what an office role may.
    pub(crate) fn not_permitted(&self) -> app::NotPermitted {
        if self.viewer.one_factor {
            app::NotPermitted::OneFactor
        } else {
            app::NotPermitted::SecretariatOnly
        }
    }

    /// Only those go on who signed in within fifteen minutes: for publishing, money, roles, exports
    /// and erasing. Others confirm that it is them and come back, with what they typed.
    pub(crate) fn must_be_fresh(&self) -> Result<(), Problem> {
        self.must_have_signed_in_within(FRESH)
    }

    /// Only those go on who signed in within twelve hours: for voting.
    pub(crate) fn must_be_recent(&self) -> Result<(), Problem> {
        self.must_have_signed_in_within(RECENT)
    }

    fn must_have_signed_in_within(&self, seconds: i64) -> Result<(), Problem> {
        self.must_be_signed_in()?;
        if self.viewer.is_within(&self.site, seconds) {
            return Ok(());
        }
        Err(Problem::confirm(self.address()))
    }

    /// Only those signed in go on: others are asked to sign in, and come back here.
    pub(crate) fn must_be_signed_in(&self) -> Result<(), Problem> {
        if self.viewer.is_signed_in() {
            return Ok(());
        }
        Err(Problem::sign_in(self.address()))
    }

    /// Has one act, or a list of acts, recorded on behalf of the viewer. `seen` is the last line
    /// that they had seen ([`Form::seen`](crate::forms::Form::seen)).
    pub(crate) async fn act(&self, acts: Value, seen: Option<LineNo>) -> Answer {
        let acts = read_acts(acts)?;
        let about = acts
            .first()
            .and_then(|act| meeting_of(&**act, &self.reading.record))
            .map(|meeting| meeting.id.clone());
        if acts.iter().any(|act| act.fresh()) && !self.viewer.is_within(&self.site, FRESH) {
            return Err(Denied::NotPermitted(app::NotPermitted::NotFresh));
        }
        let request = self.request(acts, seen)?;
        let answer = self.site.act(request).await;
        if let (Err(Denied::Stale { seen, .. }), Some(meeting)) = (&answer, about) {
            self.note_what_happened(meeting, *seen).await;
        }
        answer
    }

    /// Has acts recorded that a form asks for, and says whether they were. What the form can mend goes
    /// into the form; the rest becomes a page of its own.
    pub(crate) async fn record(&self, acts: Value, form: &mut Form) -> Result<bool, Problem> {
        match self.act(acts, form.seen()).await {
            Ok(_) => Ok(true),
            Err(denied) => form.denied(denied).map(|()| false),
        }
    }

    /// A request on behalf of the viewer.
    fn request(
        &self,
        acts: Vec<Box<dyn AnyAct>>,
        seen: Option<LineNo>,
    ) -> Result<ActRequest, Denied> {
        let caller = self.viewer.caller();
        Ok(ActRequest {
            partnership: self.reading.partnership.to_string(),
            caller: caller.ok_or_else(|| Denied::NotPermitted(self.not_permitted()))?,
            acts,
            seen,
            key: None,
        })
    }

    /// Keeps what happened to a meeting after a line, for the page that shows the form again. That the
    /// form is stale is said in any case; this only says it better.
    async fn note_what_happened(&self, meeting: MeetingId, seen: LineNo) {
        let (partnership, everything) = (&self.reading.partnership, self.viewer.secretariat);
        let Ok(reading) = self.site.reading(partnership).await else {
            return;
        };
        let of = reading.clone();
        let asked = self
            .site
            .asking(move |house| house.happened_since(&of, &meeting, seen, everything));
        if let Ok(Ok(entries)) = asked.await {
            let happened = entries.iter().map(|(line, entry)| Happened {
                line: *line,
                words: crate::book::says(&reading, entry),
            });
            let _kept = self.happened.set(happened.collect());
        }
    }

    /// Has one act recorded once, however often its form is sent: a connection may be lost before the
    /// answer comes. `after` is what the form had shown when it was written, so that the same form
    /// sent again is known, and the same wish on a form written later is another.
    pub(crate) async fn act_once(&self, act: Value, after: &str) -> Answer {
        let who = self
            .viewer
            .person
            .as_ref()
            .map(|person| person.id.to_string());
        let what = Sha256::digest(act.to_string());
        let form = format!("{}\n{after}\n{act}", who.unwrap_or_default());
        let key = format!("form:{}", session::hex(&Sha256::digest(form)));
        let mut request = self.request(read_acts(act)?, None)?;
        request.key = session::hex(&what).parse().ok().map(|digest| (key, digest));
        self.site.act(request).await
    }

    /// The same visit after something was recorded or refused: the book as it stands now.
    pub(crate) async fn read_on(self) -> Result<Self, Problem> {
        let reading = self.site.reading(&self.reading.partnership).await?;
        Ok(Self { reading, ..self })
    }

    /// The address that was asked for, with its parameters.
    pub(crate) fn address(&self) -> &str {
        self.uri
            .path_and_query()
            .map_or("/", |whole| whole.as_str())
    }
}

/// A page, with status 200.
pub(crate) fn page(template: &impl Template) -> Result<Response, Problem> {
    page_with(StatusCode::OK, template)
}

/// A page with another status, such as 422 for a form that has to be corrected.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be written");
        Problem::fault()
    })?;
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((status, kind, html).into_response())
}

/// On to another page, after a form was dealt with (303).
pub(crate) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

impl FromRequestParts<Arc<Site>> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        if let Some(LetIn(visit)) = parts.extensions.remove() {
            return Ok(visit);
        }
        let reading = match parts.extensions.remove::<Reading>() {
            // The cache has read it already.
            Some(reading) => reading,
            None => {
                let partnership = partnership_of(parts, site).await?;
                site.reading(&partnership).await?
            }
        };
        Self::of(site, reading, &parts.headers, parts.uri.clone()).await
    }
}

impl Visit {
    /// A visit to this partnership by whoever sent these headers.
    pub(crate) async fn of(
        site: &Arc<Site>,
        reading: Reading,
        headers: &HeaderMap,
        uri: Uri,
    ) -> Result<Self, Problem> {
        let viewer = Viewer::of(session::signed_in(site, headers).await?, Some(&reading));
        Ok(Self {
            illustrative: site.illustrative(&reading).await?,
            site: Arc::clone(site),
            reading,
            viewer,
            uri,
            happened: Arc::default(),
        })
    }
}

fn query(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query()?.as_bytes();
    let value = form_urlencoded::parse(query)
        .find(|(key, _)| key == name)?
        .1;
    Some(value.into_owned())
}

/// The partnership that the address names.
pub(crate) async fn partnership_of(parts: &mut Parts, site: &Arc<Site>) -> Result<String, Problem> {
    let params = RawPathParams::from_request_parts(parts, site).await;
    let params = params.map_err(|_| Problem::not_found())?;
    let partnership = params.iter().find(|(name, _)| *name == "partnership");
    let (_, partnership) = partnership.ok_or_else(Problem::not_found)?;
    Ok(partnership.to_owned())
}

/// A look at a page that belongs to no partnership: the directory, signing in.
#[derive(Clone)]
pub(crate) struct Entrance {
    /// What handlers share.
    pub(crate) site: Arc<Site>,
    /// Who is looking.
    pub(crate) viewer: Viewer,
    uri: Uri,
}

impl Entrance {
    /// The value of a parameter of the address, the first if it is given twice.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        query(&self.uri, name)
    }

    /// Only those signed in go on: others are asked to sign in, and come back here.
    pub(crate) fn must_be_signed_in(&self) -> Result<(), Problem> {
        if self.viewer.is_signed_in() {
            return Ok(());
        }
        let address = self.uri.path_and_query();
        Err(Problem::sign_in(
            address.map_or("/", |whole| whole.as_str()),
        ))
    }

    /// The frame for a page that belongs to no partnership.
    pub(crate) fn frame(&self, title: impl Into<String>) -> Frame {
        let address = self
            .uri
            .path_and_query()
            .map_or("/", |whole| whole.as_str());
        Frame {
            title: title.into(),
            viewer: self.viewer.clone(),
            address: address.to_owned(),
            ..Frame::default()
        }
    }
}

impl FromRequestParts<Arc<Site>> for Entrance {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        if let Some(LetIn(entrance)) = parts.extensions.remove() {
            return Ok(entrance);
        }
        Self::of(site, &parts.headers, parts.uri.clone()).await
    }
}

impl Entrance {
    /// Only those go on who signed in within fifteen minutes; others confirm that it is them.
    pub(crate) fn must_be_fresh(&self) -> Result<(), Problem> {
        self.must_be_signed_in()?;
        if self.viewer.is_within(&self.site, FRESH) {
            return Ok(());
        }
        let address = self.uri.path_and_query();
        Err(Problem::confirm(
            address.map_or("/", |whole| whole.as_str()),
        ))
    }

    /// A look by whoever sent these headers.
    pub(crate) async fn of(
        site: &Arc<Site>,
        headers: &HeaderMap,
        uri: Uri,
    ) -> Result<Self, Problem> {
        let viewer = Viewer::of(session::signed_in(site, headers).await?, None);
        Ok(Self {
            site: Arc::clone(site),
            viewer,
            uri,
        })
    }
}
