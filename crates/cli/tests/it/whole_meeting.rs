//! One Board meeting from an empty folder to its published decision, over HTTP; read as the public,
//! read again after a restart, and verified. On SQLite, on PostgreSQL, and with two servers on one
//! PostgreSQL taking turns.

use serde_json::{Value, json};

use crate::server::{PARTNERSHIP, Place, Server};

/// The Board's seats of partners that vote in the story, besides the chair.
const SEATS: &[&str] = &[
    "county-leader",
    "bromsgrove-leader",
    "malvern-hills-leader",
    "redditch-leader",
    "worcester-leader",
    "wychavon-leader",
    "wyre-forest-leader",
    "police",
    "fire",
    "pct",
    "ambassadors-1",
    "ambassadors-2",
];

/// Servers that take turns: act after act goes to the next.
struct Turns<'a> {
    servers: &'a [Server],
    next: usize,
    token: String,
}

impl Turns<'_> {
    fn server(&mut self) -> &Server {
        self.next += 1;
        &self.servers[self.next % self.servers.len()]
    }

    #[track_caller]
    fn acts(&mut self, acts: Value) -> Value {
        let token = self.token.clone();
        self.server().acts(&token, &acts)
    }

    fn person(&mut self, name: &str) -> String {
        let token = self.token.clone();
        self.server().person(&token, name)
    }
}

#[test]
fn a_whole_meeting_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    tell(&Place::folder(folder.path()), 1);
}

#[test]
fn a_whole_meeting_on_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    tell(&Place::postgres(folder.path(), "one"), 1);
}

#[test]
fn a_whole_meeting_with_two_servers_on_one_postgresql_taking_turns() {
    let folder = tempfile::tempdir().unwrap();
    tell(&Place::postgres(folder.path(), "two"), 2);
}

fn tell(place: &Place, servers: usize) {
    let token = place.begin();
    let running: Vec<Server> = (0..servers).map(|_| place.serve()).collect();
    let mut turns = Turns {
        servers: &running,
        next: 0,
        token,
    };
    let meeting = hold(&mut turns);
    before_publication(&running, &meeting);
    minutes(&mut turns, &meeting);
    for server in &running {
        as_the_public(server, &meeting);
    }
    running.into_iter().for_each(Server::stop);
    let again = place.serve();
    as_the_public(&again, &meeting);
    again.stop();
    let verified = place.says(&["verify"]);
    assert!(verified.contains("VALID"), "{verified}");
}

/// The day of the meeting: soon, because a meeting cannot be called for a day that has passed.
fn day() -> String {
    "2030-04-17".to_owned()
}

fn appoint(turns: &mut Turns<'_>) -> String {
    let chair = turns.person("Edmund Chair");
    let mut acts = vec![
        json!({ "act": "structure.appoint", "seat": "board.chair", "person": chair, "from": "2029-06-01" }),
    ];
    for seat in SEATS {
        let person = turns.person(&format!("Holder of {seat}"));
        acts.push(json!({ "act": "structure.appoint", "seat": format!("board.{seat}"), "person": person, "from": "2029-06-01" }));
    }
    let substitute = turns.person("Ruth Substitute");
    acts.push(json!({ "act": "structure.name-substitute", "seat": "board.police", "person": substitute, "from": "2029-06-01" }));
    turns.acts(Value::from(acts));
    substitute
}

/// Calls and holds the meeting; gives its name.
fn hold(turns: &mut Turns<'_>) -> String {
    let substitute = appoint(turns);
    let meeting = format!("board-{}", day());
    turns.acts(json!({
        "act": "meetings.call", "body": "board", "date": day(), "starts": "10:30", "place": "County Hall, Worcester",
        "agenda": [
            { "title": "Priorities", "purpose": "decision", "minutes": 20 },
            { "title": "Sharing the grant", "purpose": "decision", "minutes": 40 },
        ],
    }));
    let token = turns.token.clone();
    let hash = turns
        .server()
        .file(&token, "grant.txt", "How the grant might be shared.");
    turns.acts(json!({ "act": "meetings.table-paper", "meeting": meeting, "item": 2, "paper": { "title": "Sharing the grant", "hash": hash, "held_by": "county-council" } }));

    let arrive = |seat: &str, at: &str| json!({ "act": "meetings.record-arrival", "meeting": meeting, "seat": format!("board.{seat}"), "at": at });
    turns.acts(json!([
        arrive("chair", "10:25"), arrive("county-leader", "10:25"), arrive("wychavon-leader", "10:25"),
        arrive("ambassadors-1", "10:26"), arrive("ambassadors-2", "10:26"),
        { "act": "meetings.record-arrival", "meeting": meeting, "seat": "board.police", "person": substitute, "at": "10:27" },
        { "act": "meetings.open", "meeting": meeting, "at": "10:30" },
    ]));
    // Six of thirteen members are not enough; three more make it quorate, and one of them leaves again.
    let view = turns
        .server()
        .get(&format!("/api/v1/{PARTNERSHIP}/meetings/{meeting}"))
        .is(200)
        .json();
    assert!(
        view["attendance"].is_null(),
        "attendance is not public before the minutes are: {view}"
    );
    turns.acts(json!([
        arrive("fire", "10:40"),
        arrive("pct", "10:41"),
        arrive("redditch-leader", "10:42")
    ]));
    turns.acts(json!({ "act": "meetings.record-departure", "meeting": meeting, "seat": "board.redditch-leader", "at": "10:50" }));
    turns.acts(json!({ "act": "decisions.agree-by-consensus", "meeting": meeting, "item": 1, "text": "The five priorities are adopted." }));
    vote(turns, &meeting);
    turns.acts(json!([
        { "act": "meetings.note-action", "meeting": meeting, "item": 2, "owner": "county-council", "due": "2030-05-31", "what": "Write to each district with its share." },
        { "act": "meetings.close", "meeting": meeting, "at": "12:00" },
    ]));
    meeting
}

/// A motion that carries: five of the six partners present are for it, and three quarters of six, rounded up,
/// are five. The ambassadors have two members there and one vote, which they change; so does the PCT.
fn vote(turns: &mut Turns<'_>, meeting: &str) {
    let decision = format!("{meeting}-2");
    let seat = |name: &str| format!("board.{name}");
    turns.acts(json!({ "act": "decisions.move-motion", "meeting": meeting, "item": 2, "seat": seat("ambassadors-1"), "text": "That the grant is shared by need." }));
    let token = turns.token.clone();
    let refused = turns.server().act(&token, &json!({ "act": "decisions.second-motion", "decision": decision, "seat": seat("ambassadors-2") })).is(422).json();
    assert_eq!(refused["code"], "decisions/same-partner");
    turns.acts(json!([
        { "act": "decisions.second-motion", "decision": decision, "seat": seat("fire") },
        { "act": "decisions.put-to-vote", "decision": decision, "last_resort": "One leader could not agree, though the Chair asked twice." },
    ]));
    let refused = turns.server().act(&token, &json!({ "act": "decisions.cast-vote", "decision": decision, "seat": seat("redditch-leader"), "vote": "for" })).is(422).json();
    assert_eq!(refused["code"], "decisions/absent");
    for (voter, vote) in [
        ("ambassadors-1", "against"),
        ("county-leader", "for"),
        ("police", "for"),
        ("fire", "for"),
        ("pct", "abstain"),
        ("wychavon-leader", "against"),
        ("ambassadors-2", "for"),
        ("pct", "for"),
    ] {
        turns.acts(json!({ "act": "decisions.cast-vote", "decision": decision, "seat": seat(voter), "vote": vote }));
    }
    turns.acts(json!({ "act": "decisions.close-vote", "decision": decision }));
    turns.acts(json!({ "act": "decisions.record-dissent", "decision": decision, "seat": seat("wychavon-leader"), "words": "A project half built will be lost." }));
}

fn before_publication(servers: &[Server], meeting: &str) {
    for server in servers {
        server
            .get(&format!("/{PARTNERSHIP}/decisions/{meeting}-2"))
            .is(404);
        let page = server
            .get(&format!("/{PARTNERSHIP}/meetings/{meeting}"))
            .is(200)
            .text;
        assert!(
            page.contains("Sharing the grant") && !page.contains("shared by need"),
            "{page}"
        );
    }
}

fn minutes(turns: &mut Turns<'_>, meeting: &str) {
    turns.acts(json!({ "act": "meetings.draft-minutes", "meeting": meeting, "items": [{ "item": 1, "text": "The priorities were welcomed." }, { "item": 2, "text": "The recommendation was discussed at length." }] }));
    turns
        .acts(json!({ "act": "meetings.approve-minutes", "meeting": meeting, "on": "2030-06-05" }));
    let token = turns.token.clone();
    let again = turns
        .server()
        .act(
            &token,
            &json!({ "act": "meetings.approve-minutes", "meeting": meeting }),
        )
        .is(422)
        .json();
    assert_eq!(again["code"], "meetings/minutes-already-approved");
    turns.acts(json!({ "act": "meetings.publish-minutes", "meeting": meeting }));
}

/// What anyone reads: the decision with its certificate, as page and JSON.
fn as_the_public(server: &Server, meeting: &str) {
    let page = server
        .get(&format!("/{PARTNERSHIP}/decisions/{meeting}-2"))
        .is(200)
        .text;
    for said in [
        "That the grant is shared by need.",
        "Carried",
        "Holder of wychavon-leader",
        "Ruth Substitute",
        "8 of 13 members were present, 7 were needed",
        "Worcestershire Ambassadors",
    ] {
        assert!(
            page.contains(said),
            "the decision's page does not say “{said}”:\n{page}"
        );
    }
    let decision = server
        .get(&format!("/api/v1/{PARTNERSHIP}/decisions/{meeting}-2"))
        .is(200)
        .json();
    let certificate = &decision["certificate"];
    assert_eq!(
        certificate["tally"],
        json!({ "for": 5, "against": 1, "abstained": 0, "silent": 0, "base": 6, "needed": 5 })
    );
    assert_eq!(certificate["outcome"], "carried");
    assert_eq!(certificate["recomputed"], true);
    assert_eq!(certificate["quorum"]["needed"], 7);
    let ambassadors: Vec<&Value> = certificate["ballots"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|ballot| ballot["partner"] == "ambassadors")
        .collect();
    let [one] = ambassadors.as_slice() else {
        panic!("one partner, one vote: {ambassadors:?}")
    };
    assert_eq!(
        (&one["vote"], &one["seats_present"], &one["changes"]),
        (&json!("for"), &json!(2), &json!(1))
    );
    let minutes = server
        .get(&format!("/{PARTNERSHIP}/meetings/{meeting}/minutes"))
        .is(200)
        .text;
    for said in [
        "The priorities were welcomed.",
        "Write to each district with its share.",
        "A project half built will be lost.",
    ] {
        assert!(
            minutes.contains(said),
            "the minutes do not say “{said}”:\n{minutes}"
        );
    }
}
