//! Bad input over HTTP: each gets a clear message that names the field, says what is wrong and what
//! to do; nothing is written.

use serde_json::{Value, json};

use crate::server::{PARTNERSHIP, Place, Server};

/// A book with a meeting that is open: the chair and two leaders are there, a motion is moved.
fn open_meeting(server: &Server, token: &str) {
    let mut acts = Vec::new();
    for seat in [
        "chair",
        "county-leader",
        "wychavon-leader",
        "ambassadors-1",
        "ambassadors-2",
        "police",
    ] {
        let person = server.person(token, &format!("Holder of {seat}"));
        acts.push(json!({ "act": "structure.appoint", "seat": format!("board.{seat}"), "person": person, "from": "2029-06-01" }));
    }
    acts.push(json!({ "act": "meetings.call", "body": "board", "date": "2030-04-17", "starts": "10:30", "place": "County Hall", "agenda": [{ "title": "The grant", "purpose": "decision" }] }));
    for seat in ["chair", "county-leader", "ambassadors-1", "ambassadors-2"] {
        acts.push(json!({ "act": "meetings.record-arrival", "meeting": "board-2030-04-17", "seat": format!("board.{seat}"), "at": "10:25" }));
    }
    acts.push(json!({ "act": "meetings.open", "meeting": "board-2030-04-17", "at": "10:30" }));
    acts.push(json!({ "act": "decisions.move-motion", "meeting": "board-2030-04-17", "item": 1, "seat": "board.ambassadors-1", "text": "That we share." }));
    server.acts(token, &Value::from(acts));
}

#[test]
fn each_gets_a_clear_message_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    let token = place.begin();
    let server = place.serve();
    open_meeting(&server, &token);
    let before = place.says(&["verify"]);
    let meeting = "board-2030-04-17";
    let long = "x".repeat(201);
    // The act, the status, the code, the field, and words that the message or its help must say.
    let table: Vec<(Value, u16, &str, &str, &str)> = vec![
        (
            json!({ "act": "meetings.dance" }),
            400,
            "malformed",
            "act",
            "meetings.dance",
        ),
        (
            json!({ "meeting": meeting }),
            400,
            "malformed",
            "act",
            "missing",
        ),
        (json!([]), 400, "malformed", "acts", "empty"),
        (
            json!({ "act": "meetings.open", "meeting": meeting, "hour": "10:30" }),
            400,
            "malformed",
            "hour",
            "hour",
        ),
        (
            json!({ "act": "meetings.open", "meeting": "Board 2030" }),
            400,
            "malformed",
            "meeting",
            "lower-case",
        ),
        (
            json!({ "act": "meetings.call", "body": "board", "date": "2030-02-31", "starts": "10:30", "place": "Hall", "agenda": [] }),
            400,
            "malformed",
            "date",
            "31",
        ),
        (
            json!({ "act": "meetings.call", "body": "board", "date": "2030-05-01", "starts": "25:30", "place": "Hall", "agenda": [] }),
            400,
            "malformed",
            "starts",
            "25",
        ),
        (
            json!({ "act": "meetings.call", "body": "board", "date": "2030-05-01", "starts": "10:30", "place": "Hall", "agenda": [{ "title": " " }] }),
            400,
            "malformed",
            "agenda[0].title",
            "empty",
        ),
        (
            json!({ "act": "meetings.call", "body": "board", "date": "2030-05-01", "starts": "10:30", "place": long, "agenda": [] }),
            400,
            "malformed",
            "place",
            "200",
        ),
        (
            json!({ "act": "structure.appoint", "seat": "board.fire", "person": "nobody", "from": "2030-01-01" }),
            400,
            "malformed",
            "person",
            "32 digits",
        ),
        (
            json!({ "act": "structure.adopt-arrangements", "text": "[partnership", "from": "2031-01-01" }),
            422,
            "structure/faulty-arrangements",
            "text",
            "folkmoot check",
        ),
        (
            json!({ "act": "structure.adopt-arrangements", "text": "[partnership]\nname = \"X\"\nabout = \"Y\"\narea = \"Z\"\n\n[[body]]\nid = \"b\"\nname = \"B\"\nkind = \"board\"\n[body.quorum]\nshare = \"4/3\"\nof = \"members\"\n", "from": "2031-01-01" }),
            422,
            "structure/faulty-arrangements",
            "text",
            "line 11",
        ),
        (
            json!({ "act": "structure.appoint", "seat": "board.jester", "person": "0".repeat(32), "from": "2030-01-01" }),
            422,
            "nobody-known",
            "",
            "nobody",
        ),
        (
            json!({ "act": "meetings.record-arrival", "meeting": meeting, "seat": "board.jester" }),
            422,
            "meetings/no-such-seat",
            "seat",
            "board.jester",
        ),
        (
            json!({ "act": "meetings.record-arrival", "meeting": "board-1999-01-01", "seat": "board.police" }),
            422,
            "meetings/no-such-meeting",
            "meeting",
            "board-1999-01-01",
        ),
        (
            json!({ "act": "decisions.cast-vote", "decision": "board-2030-04-17-1", "seat": "board.county-leader", "vote": "for" }),
            422,
            "decisions/not-put",
            "decision",
            "put the motion",
        ),
        (
            json!({ "act": "decisions.second-motion", "decision": "board-2030-04-17-1", "seat": "board.ambassadors-2" }),
            422,
            "decisions/same-partner",
            "seat",
            "another partner",
        ),
        (
            json!({ "act": "decisions.second-motion", "decision": "board-2030-04-17-1", "seat": "board.police" }),
            422,
            "decisions/absent",
            "seat",
            "arrival",
        ),
        (
            json!({ "act": "meetings.approve-minutes", "meeting": meeting }),
            422,
            "meetings/not-closed",
            "meeting",
            "Close",
        ),
        (
            json!({ "act": "meetings.table-paper", "meeting": meeting, "item": 1, "paper": { "title": "P", "hash": "0".repeat(64) } }),
            422,
            "no-such-paper",
            "",
            "Upload",
        ),
        // All or nothing: the first act of a list is right, the second is not.
        (
            json!([{ "act": "meetings.record-arrival", "meeting": meeting, "seat": "board.police" }, { "act": "meetings.open", "meeting": meeting }]),
            422,
            "meetings/already-open",
            "meeting",
            "Act 2",
        ),
    ];
    for (act, status, code, field, says) in &table {
        let answer = server.act(&token, act).is(*status);
        let problem = answer.json();
        assert_eq!(problem["code"], *code, "{act}: {problem}");
        let told = problem["field"].as_str().unwrap_or_default();
        assert!(
            told.starts_with(field),
            "{act} names the field {told:?}, not {field:?}: {problem}"
        );
        let words = format!("{} {}", problem["detail"], problem["help"]);
        assert!(
            words.contains(says) || answer.text.contains(says),
            "{act} does not say {says:?}: {problem}"
        );
        assert!(
            problem["help"]
                .as_str()
                .is_some_and(|help| !help.is_empty()),
            "{problem}"
        );
    }
    assert_eq!(place.says(&["verify"]), before, "something was written");
    server.stop();
}

#[test]
fn who_asks_without_leave_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    let token = place.begin();
    let server = place.serve();
    open_meeting(&server, &token);
    let act = json!({ "act": "meetings.close", "meeting": "board-2030-04-17" });
    server.act("not-a-token", &act).is(401);
    let member = place.says(&["token", "--person", "Holder of wychavon-leader"]);
    let problem = server.act(member.trim(), &act).is(403).json();
    assert_eq!(problem["code"], "not-permitted");
    // A member may speak for their own seat, and for no other.
    let own = json!({ "act": "meetings.record-apologies", "meeting": "board-2030-04-17", "seat": "board.wychavon-leader" });
    server.act(member.trim(), &own).is(201);
    let others = json!({ "act": "meetings.record-apologies", "meeting": "board-2030-04-17", "seat": "board.police" });
    server.act(member.trim(), &others).is(403);
    // A token opens the book of one partnership only.
    server.post(&token, "/api/v1/atlantis/acts", &act).is(403);
    server.stop();
}

#[test]
fn a_stale_form_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    let token = place.begin();
    let server = place.serve();
    open_meeting(&server, &token);
    let seen = server
        .get(&format!("/api/v1/{PARTNERSHIP}/meetings/board-2030-04-17"))
        .is(200)
        .json()["changed"]
        .as_u64()
        .unwrap();
    server.acts(&token, &json!({ "act": "meetings.record-arrival", "meeting": "board-2030-04-17", "seat": "board.police", "at": "10:40" }));
    let act = json!({ "act": "meetings.close", "meeting": "board-2030-04-17", "at": "12:00" });
    let stale = server.act_seen(&token, &act, seen).is(409).json();
    assert_eq!(stale["code"], "stale");
    let seen = server
        .get(&format!("/api/v1/{PARTNERSHIP}/meetings/board-2030-04-17"))
        .is(200)
        .json()["changed"]
        .as_u64()
        .unwrap();
    server.act_seen(&token, &act, seen).is(201);
    server.stop();
}
