//! A house of one partnership, Three Rivers, to visit in tests: no network, no real clock.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use app::{ActRequest, Answer, Caller, House, Role, Setup, read_acts};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use jiff::Timestamp;
use record::id::PersonId;
use serde_json::{Value, json};
use testkit::{ARRANGEMENTS, FILLED, holder_of, person, substitute_for};
use tower::ServiceExt;

use crate::{Settings, Site, doors::Doors, router, session::hex};

/// The address of the partnership.
pub(crate) const MOOT: &str = "three-rivers";
/// The number of the secretariat's clerk, Ada Clerk.
pub(crate) const CLERK: u32 = 900;
/// The number of someone who is nothing to the partnership, Pat Public.
pub(crate) const STRANGER: u32 = 901;

/// The smallest whole PDF.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n\
    trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n";

/// A house and its pages.
pub(crate) struct Moot {
    pub(crate) house: Arc<House>,
    pub(crate) site: Arc<Site>,
    router: Router,
    now: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Seen {
    /// The page as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("a text")
    }

    /// The page as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    /// A header; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("plain letters"))
    }

    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// The page, if it says all of this; panics with the page otherwise.
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(
                self.text().contains(word),
                "“{word}” is not in\n{}",
                self.text()
            );
        }
        self
    }

    /// The page, if it says nothing of this.
    pub(crate) fn never_says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(
                !self.text().contains(word),
                "“{word}” is in\n{}",
                self.text()
            );
        }
        self
    }
}

/// Every value of an attribute, in the order of the page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let rests: Vec<&str> = page.split(start.as_str()).skip(1).collect();
    rests
        .into_iter()
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

impl Seen {
    /// The page, if it is sound HTML of ours: one first heading, nothing inline that the policy would
    /// stop, no id twice, and everything that points to an id on the page finds it.
    pub(crate) fn sound(self) -> Self {
        let page = self.text();
        assert_eq!(
            page.matches("<h1").count(),
            1,
            "one first heading in\n{page}"
        );
        for inline in [
            " style=\"",
            "<script>",
            "<style",
            " onclick=",
            "javascript:",
        ] {
            assert!(!page.contains(inline), "{inline} in\n{page}");
        }
        let ids = attributes(page, "id");
        let once: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "an id twice: {ids:?}");
        let links = attributes(page, "href").into_iter();
        let links = links.filter_map(|href| href.strip_prefix('#'));
        let mut pointers: Vec<&str> = links.collect();
        for name in ["for", "aria-describedby", "aria-labelledby"] {
            let named = attributes(page, name).into_iter();
            pointers.extend(named.flat_map(str::split_whitespace));
        }
        for pointer in pointers {
            assert!(
                ids.contains(&pointer),
                "nothing has the id {pointer} in\n{page}"
            );
        }
        self
    }
}

/// Makes files that say in plain JSON what a document says: what is hidden would stand in them.
#[derive(Debug)]
pub(crate) struct PlainPrinter;

impl documents::Renderer for PlainPrinter {
    fn render(
        &self,
        document: &documents::Document,
        _: documents::Form,
    ) -> Result<Vec<u8>, documents::Fault> {
        Ok(serde_json::to_vec_pretty(document).expect("a document as JSON"))
    }
}

impl Moot {
    /// Three Rivers on 2 January 2007: arrangements adopted, every filled seat filled, Ada Clerk its
    /// secretariat.
    pub(crate) fn new() -> Self {
        Self::with(Settings {
            secure_cookies: true,
            ..Settings::default()
        })
    }

    /// The same, served with other settings.
    pub(crate) fn with(settings: Settings) -> Self {
        let moot = Self::empty(settings);
        moot.people();
        let adopt = json!({"act": "structure.adopt-arrangements", "text": ARRANGEMENTS, "from": "2007-01-01"});
        let appoint = FILLED.iter().map(|seat| {
            json!({"act": "structure.appoint", "seat": seat, "person": holder_of(seat).to_string(), "from": "2007-01-01"})
        });
        moot.acts(std::iter::once(adopt).chain(appoint).collect());
        moot
    }

    /// A house without any partnership.
    pub(crate) fn empty(settings: Settings) -> Self {
        let now = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&now);
        let folder = tempfile::tempdir().expect("a folder");
        let book = journal::SqliteBook::open(folder.path().join("book")).expect("a book");
        let setup = Setup {
            journal: Arc::new(book),
            office: Arc::new(office::SqliteOffice::in_memory().expect("an office in memory")),
            clock: Arc::new(move || {
                Timestamp::from_second(clock.load(Ordering::SeqCst)).expect("a moment")
            }),
            chance,
        };
        let house = House::open(setup).expect("a house that opens");
        let settings = Settings {
            renderer: settings.renderer.or(Some(Arc::new(PlainPrinter))),
            ..settings
        };
        let site = Site::new(Arc::clone(&house), settings);
        let router = router(Arc::clone(&site)).expect("addresses that declare who may open them");
        let moot = Self {
            house,
            site,
            router,
            now,
            _folder: folder,
        };
        moot.at("2007-01-02T09:00:00Z");
        moot
    }

    /// The same house, serving these addresses of a partnership instead of its own.
    pub(crate) fn serving(mut self, partnership: Doors) -> Self {
        self.router = crate::guarded(Arc::clone(&self.site), partnership, Doors::new());
        self
    }

    /// Sets the clock.
    pub(crate) fn at(&self, moment: &str) {
        let moment: Timestamp = moment.parse().expect("a moment");
        self.now.store(moment.as_second(), Ordering::SeqCst);
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Has acts recorded, whoever may ask for them. Panics when they are denied.
    pub(crate) fn acts(&self, acts: Value) -> std::ops::RangeInclusive<u64> {
        match self.try_acts(acts) {
            Ok(recorded) => recorded.lines,
            Err(denied) => panic!("{denied}. {}", denied.help()),
        }
    }

    /// Asks for acts as someone with the run of the machine.
    pub(crate) fn try_acts(&self, acts: Value) -> Answer {
        self.house.act(ActRequest {
            partnership: MOOT.to_owned(),
            caller: Caller::Operator("testkit"),
            acts: read_acts(acts)?,
            seen: None,
            key: None,
        })
    }

    /// A meeting of a body called for 10.30 on 18 April 2007, with two items; the clock at ten then.
    pub(crate) fn calls(&self, body: &str) {
        self.acts(json!({
            "act": "meetings.call", "body": body, "date": "2007-04-18", "starts": "10:30",
            "place": "Weir House", "agenda": [
                {"title": "Flood plan", "purpose": "decision", "minutes": 20},
                {"title": "Bridge repairs", "purpose": "discussion", "minutes": 20},
            ],
        }));
        self.at("2007-04-18T09:00:00Z");
    }

    /// The cookie of a session that is open for a person.
    pub(crate) fn cookie_of(&self, number: u32) -> String {
        self.cookie_by(number, app::Means::Passkey)
    }

    /// The cookie of a session that was opened by these means.
    pub(crate) fn cookie_by(&self, number: u32, means: app::Means) -> String {
        let token = hex(&self.house.chance());
        let (now, person) = (self.house.now().as_second(), person(number).to_string());
        let opened = self
            .house
            .office()
            .open_session(&token, &person, means, now, 1_800, 28_800);
        opened.expect("a session");
        format!("__Host-fm={token}")
    }

    /// A token with which a program acts for a person.
    pub(crate) fn token_of(&self, number: u32) -> String {
        self.token_for(number, MOOT)
    }

    /// The same, for any partnership.
    pub(crate) fn token_for(&self, number: u32, partnership: &str) -> String {
        let (token, person) = (hex(&self.house.chance()), person(number).to_string());
        let now = self.house.now().as_second();
        let office = self.house.office();
        office
            .add_token(&token, &person, partnership, "test", now, None)
            .expect("a token");
        token
    }

    /// `GET`, as the public.
    pub(crate) async fn get(&self, path: &str) -> Seen {
        self.send(request(Method::GET, path), Body::empty()).await
    }

    /// `GET`, as someone who signed in.
    pub(crate) async fn get_as(&self, number: u32, path: &str) -> Seen {
        let request = request(Method::GET, path).header(header::COOKIE, self.cookie_of(number));
        self.send(request, Body::empty()).await
    }

    /// A form sent from our own page by someone who signed in.
    pub(crate) async fn post_as(&self, number: u32, path: &str, form: &[(&str, &str)]) -> Seen {
        let request = form_request(path).header(header::COOKIE, self.cookie_of(number));
        self.send(request, encoded(form)).await
    }

    /// A form sent from our own page by the public.
    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Seen {
        self.send(form_request(path), encoded(form)).await
    }

    /// A link that lets a person in once within ten minutes; gives its code.
    pub(crate) fn link_for(&self, number: u32) -> String {
        let code = hex(&self.house.chance());
        let link = office::Link {
            person: person(number).to_string(),
            partnership: MOOT.to_owned(),
            purpose: "test".to_owned(),
            expires: self.house.now().as_second() + 600,
            reusable: false,
        };
        self.house.office().add_link(&code, &link).expect("a link");
        code
    }

    /// Acts, or anything else in JSON, sent by a program with a token.
    pub(crate) async fn post_json(&self, token: &str, path: &str, json: &Value) -> Seen {
        let request = request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request, Body::from(json.to_string())).await
    }

    /// A request with these headers and this body.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Seen {
        let request = headers
            .iter()
            .fold(request(method, path), |request, (name, value)| {
                request.header(*name, *value)
            });
        self.send(request, Body::from(body.to_owned())).await
    }

    /// An answer that goes on, as someone with this cookie: its body is still to be read.
    pub(crate) async fn begin(
        &self,
        cookie: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> axum::response::Response {
        let request = request(Method::GET, path).header(header::COOKIE, cookie);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let request = request.body(Body::empty()).expect("a request");
        let answer = self.router.clone().oneshot(request).await;
        answer.expect("an answer")
    }

    /// Any request.
    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Body) -> Seen {
        let request = request.body(body).expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        // A stream has no end: that it began, and with which headers, is what is seen of it here.
        let kind = parts.headers.get(axum::http::header::CONTENT_TYPE);
        let endless = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let body = if endless { Body::empty() } else { body };
        let bytes = body
            .collect()
            .await
            .expect("a whole body")
            .to_bytes()
            .to_vec();
        Seen {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// Makes everyone of Three Rivers known to the house, and Ada Clerk its secretariat.
    pub(crate) fn people(&self) {
        let office = self.house.office();
        let add = |id: PersonId, name: &str| {
            let (id, name) = (id.to_string(), name.to_owned());
            let person = office::Person {
                id,
                name,
                email: None,
            };
            office.add_person(&person).expect("a new person");
        };
        for seat in FILLED {
            add(holder_of(seat), &format!("Holder of {seat}"));
            add(substitute_for(seat), &format!("Substitute for {seat}"));
        }
        add(person(CLERK), "Ada Clerk");
        add(person(STRANGER), "Pat Public");
        let clerk = person(CLERK).to_string();
        office
            .grant_role(MOOT, &clerk, Role::Secretariat, 0)
            .expect("a role");
    }
}

/// A request from a page of ours.
pub(crate) fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "moot.example")
}

fn form_request(path: &str) -> axum::http::request::Builder {
    request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
}

fn encoded(form: &[(&str, &str)]) -> Body {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(form);
    Body::from(text.finish())
}

/// Bytes that nobody has had before, and that are the same in every run.
fn chance(bytes: &mut [u8; 32]) {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let next = NEXT.fetch_add(1, Ordering::SeqCst).to_be_bytes();
    bytes
        .iter_mut()
        .zip(next.iter().cycle())
        .for_each(|(byte, next)| *byte = *next);
}
