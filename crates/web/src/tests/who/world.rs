//! A house in which there is one of everything, much of it hidden, and what the parameters of addresses
//! stand for in it.

use app::{ActRequest, Caller, Role, read_acts};
use serde_json::{Value, json};
use testkit::{
    BOARD,
    canary::{ACTION, MONEY, MOTION, PROPOSAL, Step},
    date, holder_of, person, substitute_for,
};

use super::kinds::{
    ADMINISTRATOR, ELSEWHERE, FINANCE, FOREIGN_CLERK, FOREIGN_MEMBER, SITS_IN, STANDS_IN,
};
use crate::{
    Settings,
    doors::Door,
    testing::{CLERK, MOOT, Moot, request},
};

/// A meeting of the Board that is going on.
pub(super) const OPEN: &str = "board-2007-04-19";
/// One with an item from which the public was excluded, whose minutes are published.
pub(super) const IN_PRIVATE: &str = "learning-2007-05-16";
/// One that is only called.
pub(super) const TO_COME: &str = "board-2007-09-19";
/// A file that the office keeps and nobody tabled.
const UNTABLED: &[u8] = b"canary-untabled: nobody was shown this.";
/// The hash of it.
pub(super) const UNTABLED_HASH: &str =
    "eb94de571416a3defb7e7625656d3833da2d34ba38d8289f091eef7afca989b5";
/// The private address of the leader of the council.
pub(super) const PRIVATE_EMAIL: &str = "canary-private@wye.example";
/// What the clerk is writing and has not put into the book.
pub(super) const BEING_WRITTEN: &str = "canary-being-written";

/// The page that asks about one role of one person.
const WITHDRAW: &str = "/{partnership}/office/roles/withdraw";

/// A house with one of everything.
pub(super) struct World {
    pub(super) moot: Moot,
    /// The secret of a calendar.
    pub(super) secret: String,
}

impl World {
    pub(super) fn new() -> Self {
        let moot = Moot::empty(Settings {
            api_per_second: 0,
            failed_sign_ins_per_hour: 0,
            ..Settings::default()
        });
        moot.people();
        people(&moot);
        for step in testkit::canary::unpublished() {
            tell(&moot, step);
        }
        elsewhere(&moot);
        goes_on(&moot);
        let office = moot.house.office();
        let kept = office.keep_file(UNTABLED_HASH, "text/plain", "canary-name.txt", UNTABLED, 0);
        kept.expect("a file kept");
        let secret = "5ec7e7".repeat(10);
        let leader = holder_of("board.leader").to_string();
        let made = office.set_feed(&secret, &leader, MOOT, 0);
        made.expect("a calendar's address");
        let clerk = person(CLERK).to_string();
        let saved = office.save_draft(MOOT, BOARD, "1", BEING_WRITTEN, 0, &clerk, 0);
        assert!(
            matches!(saved, Ok(office::DraftSaved::Saved { .. })),
            "a draft"
        );
        Self { moot, secret }
    }

    /// The methods that an address takes, as its own answer to one that it does not take says.
    pub(super) async fn methods(&self, path: &str) -> Vec<&'static str> {
        let asked =
            request(axum::http::Method::PATCH, path).header("sec-fetch-site", "same-origin");
        let seen = self.moot.send(asked, axum::body::Body::empty()).await;
        assert_eq!(seen.status, 405, "PATCH {path}");
        let allowed = seen.header("allow");
        let known = ["GET", "POST", "PUT", "DELETE"].into_iter();
        let methods: Vec<_> = known
            .filter(|method| allowed.split(',').any(|one| one.trim() == *method))
            .collect();
        assert!(!methods.is_empty(), "{path} takes nothing: {allowed}");
        methods
    }

    /// One real address of a route: of what the route is about, one that can be shown or done.
    pub(super) fn example(&self, route: &str) -> String {
        let mut address = self.addresses(route).swap_remove(0);
        if route == WITHDRAW {
            address.push('?');
            address.push_str(&self.form(route));
        }
        address
    }

    /// What is sent there: nothing, but where a form without it could come from no page of ours.
    pub(super) fn form(&self, route: &str) -> String {
        match route {
            WITHDRAW => format!("role=finance&person={}", person(FINANCE)),
            "/{partnership}/meetings/call" => "body=board".to_owned(),
            _ => String::new(),
        }
    }

    /// Every address of a route worth asking for, the best example first.
    pub(super) fn addresses(&self, route: &str) -> Vec<String> {
        let mut found = vec![String::new()];
        for part in route.split('/').skip(1) {
            let values = self.values(route, part);
            let longer = |start: &String| {
                let start = start.clone();
                values
                    .iter()
                    .map(move |value| format!("{start}/{value}"))
                    .collect::<Vec<_>>()
            };
            found = found.iter().flat_map(longer).collect();
        }
        found
    }

    /// What a part of a route may be in this house.
    fn values(&self, route: &str, part: &str) -> Vec<String> {
        let Some(open) = part.find('{') else {
            return vec![part.to_owned()];
        };
        let close = part.find('}').expect("a parameter that ends");
        let (before, after) = (&part[..open], &part[close + 1..]);
        let values = self.values_of(route, &part[open + 1..close]);
        values
            .into_iter()
            .map(|value| format!("{before}{value}{after}"))
            .collect()
    }

    fn values_of(&self, route: &str, parameter: &str) -> Vec<String> {
        let these = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        match parameter {
            "partnership" => these(&[MOOT]),
            "organisation" => these(&["council", "health"]),
            "body" if route.ends_with("/extend") || route.ends_with("/close") => these(&["flood"]),
            "body" if route.contains("/terms/") => these(&["forum", "board"]),
            "body" if route.contains("/contacts/") => these(&["learning"]),
            "body" => these(&["board", "learning", "forum", "alcohol"]),
            "seat" => these(&["chair", "leader"]),
            "contact" => these(&["learning-link-1"]),
            "version" => these(&["1", "2"]),
            "meeting" => these(self.meetings(route)),
            "item" => these(&["2", "3", "4", "5", "6"]),
            "decision" if route.ends_with("/answer") => these(&[PROPOSAL]),
            "decision" if route.ends_with("/agreement") => these(&[MONEY]),
            "decision" => these(&[
                MOTION,
                "learning-2007-05-16-2",
                PROPOSAL,
                MONEY,
                "board-2007-04-18-3",
            ]),
            "action" => these(&[ACTION, "learning-2007-05-16-a1"]),
            "plan" => these(&["learning-2007-08"]),
            "part" => these(&["work"]),
            "plan_action" => these(&["learning-2007-08-1"]),
            "gate" => these(&["handover"]),
            "engagement" => these(&["learning-2007-08-engagement-1"]),
            "dispute" => these(&["dispute-2", "dispute-1"]),
            "exception" => these(&["exception-1", "exception-2"]),
            "remedy" => these(&["exception-1-r1"]),
            "review" => these(&["review-1"]),
            "watch" => these(&["watch-2", "watch-1"]),
            "correspondence" => these(&[
                "learning-by-correspondence-2",
                "learning-by-correspondence-1",
            ]),
            "period" => these(&["2007-08-q1", "2007-08-q1.docx", "2006-07"]),
            "planned" => these(&["learning-to-come-1", "learning-to-come-2"]),
            "dependency" => these(&["dependency-2", "dependency-1"]),
            "person" => ["board.leader", "board.chair"]
                .iter()
                .map(|seat| holder_of(seat).to_string())
                .collect(),
            "hash" => {
                let kept = files().map(|(hash, _)| hash);
                kept.chain([UNTABLED_HASH]).map(str::to_owned).collect()
            }
            "secret" => vec![format!("{}.ics", self.secret)],
            "name" => {
                let stylesheet = assets::stylesheet();
                vec![stylesheet.trim_start_matches("/assets/").to_owned()]
            }
            "code" => these(&["E001"]),
            "area" => these(&["wyeford"]),
            "outcome" => these(&["fewer-floods"]),
            "indicator" => these(&["flooded-homes"]),
            "directory" => these(&["county"]),
            "list" => these(&["overdue", "vacancies", "minutes", "nominations", "reviews"]),
            "stream" => these(&["a-revenue-2007"]),
            "block" => these(&["a"]),
            "partner" => these(&["health"]),
            "allocation" => these(&["a-revenue-2007-1"]),
            "year" => these(&["2007-08"]),
            "month" => these(&["2007-08-m1"]),
            "kind" => these(&["award"]),
            "of" => these(&["a-revenue-2007"]),
            "release" => these(&["release-1"]),
            "posting" => these(&["1.1"]),
            "file" if route.contains("/import/") => these(&["members.csv"]),
            "file" => these(&["1.toml"]),
            new => panic!(
                "{route}: say here what {{{new}}} may stand for, so that the address is asked by \
                 every kind of person"
            ),
        }
    }

    /// The meeting that a route is about: one under way for what is done there, one to come for what is
    /// done before, and one that has ended for what comes after.
    fn meetings(&self, route: &str) -> &'static [&'static str] {
        let last = route.rsplit('/').next().unwrap_or_default();
        match last {
            "table" | "seat" | "room" => &[OPEN, BOARD, IN_PRIVATE],
            "minutes.pdf" | "minutes.docx" | "pack.pdf" | "agenda.pdf" | "agenda.docx" => {
                &[BOARD, OPEN, TO_COME, IN_PRIVATE]
            }
            "{meeting}" | "circulation" | "minutes" => &[BOARD, OPEN, TO_COME, IN_PRIVATE],
            "edit" if route.contains("/report/") => &[TO_COME, BOARD],
            "{item}" | "{version}" if route.contains("/report/") => &[BOARD, TO_COME],
            _ if route.contains("/minutes/") => &[BOARD, IN_PRIVATE],
            _ => &[TO_COME, BOARD, IN_PRIVATE],
        }
    }
}

/// Every file that the story keeps: its hash and what it says, the first one that everyone may read.
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let steps = testkit::canary::unpublished().into_iter();
    steps.filter_map(|step| match step {
        Step::Keep { hash, bytes, .. } => Some((hash, std::str::from_utf8(bytes).expect("a text"))),
        Step::At(_) | Step::Ask(_) => None,
    })
}

/// Every address, and for whom it is.
pub(super) fn doors() -> Vec<(String, Door)> {
    let all = crate::of_a_partnership().merge(crate::of_none());
    all.list()
        .map(|(path, door)| (path.to_owned(), door))
        .collect()
}

fn tell(moot: &Moot, step: Step) {
    match step {
        Step::At(when) => moot.at(&london(when)),
        Step::Keep { hash, name, bytes } => {
            let office = moot.house.office();
            let kept = office.keep_file(hash, "text/plain", name, bytes, 0);
            kept.expect("a file kept");
        }
        Step::Ask(acts) => {
            moot.acts(acts);
        }
    }
}

/// A moment in the time of the place, as the clock takes it.
fn london(when: &str) -> String {
    let when: jiff::civil::DateTime = when.parse().expect("a moment");
    let zone = jiff::tz::TimeZone::get("Europe/London").expect("a time zone");
    when.to_zoned(zone)
        .expect("a moment")
        .timestamp()
        .to_string()
}

fn people(moot: &Moot) {
    let office = moot.house.office();
    let others = [
        (FINANCE, "Fay Purse"),
        (ADMINISTRATOR, "Adam Keys"),
        (FOREIGN_CLERK, "Una Elsewhere"),
        (FOREIGN_MEMBER, "Mo Elsewhere"),
    ];
    for (number, name) in others {
        let (id, name) = (person(number).to_string(), name.to_owned());
        let added = office.add_person(&office::Person {
            id,
            name,
            email: None,
        });
        added.expect("a new person");
    }
    for (number, partnership, role) in [
        (FINANCE, MOOT, Role::Finance),
        (ADMINISTRATOR, MOOT, Role::Administrator),
        (FOREIGN_CLERK, ELSEWHERE, Role::Secretariat),
    ] {
        let granted = office.grant_role(partnership, &person(number).to_string(), role, 0);
        granted.expect("a role");
    }
    let leader = holder_of("board.leader").to_string();
    let known = office.change_email(&leader, Some(PRIVATE_EMAIL));
    known.expect("an address");
}

/// Another partnership, on whose board someone sits who sits on none here.
fn elsewhere(moot: &Moot) {
    let acts = json!([
        {"act": "structure.adopt-arrangements", "text": testkit::ARRANGEMENTS, "from": "2007-01-01"},
        {"act": "structure.appoint", "seat": "board.leader", "person": person(FOREIGN_MEMBER),
            "from": "2007-01-01"},
    ]);
    let done = moot.house.act(ActRequest {
        partnership: ELSEWHERE.to_owned(),
        caller: Caller::Operator("testkit"),
        acts: read_acts(acts).expect("acts"),
        seen: None,
        key: None,
    });
    done.expect("arrangements and a seat");
}

/// What the story of the canaries lacks: substitutes, a contact, what is still open, a meeting under way
/// with a vote, and one to come.
fn goes_on(moot: &Moot) {
    let call = |day: &str| {
        json!({"act": "meetings.call", "body": "board", "date": day,
        "starts": "10:30", "place": "Weir House", "agenda": [
            {"title": "Flood plan", "purpose": "decision"}, {"title": "Bridge repairs"}]})
    };
    let substitute = |seat: &str, meeting: Option<&str>| {
        json!({"act": "structure.name-substitute", "seat": seat,
            "person": substitute_for(seat), "meeting": meeting})
    };
    moot.acts(json!([
        call("2007-04-19"),
        call("2007-09-19"),
        substitute(STANDS_IN, None),
        substitute(SITS_IN, Some(OPEN)),
        {"act": "structure.name-contact", "body": "learning", "role": "link", "towards": "forum",
            "person": person(1), "from": date("2007-04-18")},
        {"act": "structure.log-dependency", "what": "canary-kept what is open", "sort": "rests-on",
            "owner": "council", "review": "2007-09-01"},
    ]));
    moot.at(&london("2007-04-19T10:00"));
    let arrive =
        |seat: &str| json!({"act": "meetings.record-arrival", "meeting": OPEN, "seat": seat});
    let came = [
        "board.chair",
        "board.leader",
        "board.health",
        "board.voluntary",
    ]
    .map(arrive);
    moot.acts(Value::from_iter(came));
    moot.acts(json!({"act": "meetings.open", "meeting": OPEN, "chair": "board.chair"}));
}
