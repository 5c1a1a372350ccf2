//! The scene: a book of the Worcestershire Partnership, with its Board in the middle of a vote.

use serde_json::{Value, json};

use crate::http::{Connection, post};
use crate::program::{Place, Program};
use crate::{Done, Workspace};

/// The partnership's address.
pub const PARTNERSHIP: &str = "worcestershire";
/// Where acts are sent.
pub const ACTS: &str = "/api/v1/worcestershire/acts";
/// The Board's meeting, on a day that is still to come.
const MEETING: &str = "board-2030-04-17";
/// The officer for whom the token is.
const OFFICER: &str = "Ann Example";

/// Seats of eight partners that vote, one for each client.
pub const VOTERS: [&str; 8] = [
    "county-leader",
    "bromsgrove-leader",
    "malvern-hills-leader",
    "redditch-leader",
    "worcester-leader",
    "wychavon-leader",
    "wyre-forest-leader",
    "police",
];
/// Two more who move and second.
const MOVERS: [&str; 2] = ["fire", "pct"];

/// Begins the book, and gives a token of its officer.
pub fn begin(program: &Program, place: &Place) -> Done<String> {
    let root = Workspace::find()?.root;
    let arrangements = root.join("arrangements/worcestershire-2007.toml");
    let arrangements = arrangements.to_string_lossy();
    program.says(
        place,
        &[
            "init",
            "--partnership",
            PARTNERSHIP,
            "--arrangements",
            &arrangements,
            "--from",
            "2007-01-01",
            "--officer",
            OFFICER,
        ],
    )?;
    let token = program.says(place, &["token", "--person", OFFICER, "--label", "crash"])?;
    Ok(token.trim().to_owned())
}

/// Fills the seats, opens the meeting and puts a motion to the vote. Gives the last line.
pub fn set(address: &str, token: &str) -> Done<u64> {
    let mut secretary = Secretary {
        connection: Connection::open(address).map_err(|why| format!("{address}: {why}"))?,
        token,
    };
    let seats = || std::iter::once("chair").chain(VOTERS).chain(MOVERS);
    let mut appointments = Vec::new();
    for seat in seats() {
        let person = secretary.person(&format!("Holder of {seat}"))?;
        appointments.push(json!({ "act": "structure.appoint", "seat": named(seat), "person": person, "from": "2029-06-01" }));
    }
    secretary.acts(&Value::from(appointments))?;
    secretary.acts(&json!({
        "act": "meetings.call", "body": "board", "date": "2030-04-17", "starts": "10:30", "place": "County Hall",
        "agenda": [{ "title": "Sharing the grant", "purpose": "decision", "minutes": 40 }],
    }))?;
    let mut acts: Vec<Value> = seats()
        .map(|seat| json!({ "act": "meetings.record-arrival", "meeting": MEETING, "seat": named(seat), "at": "10:25" }))
        .collect();
    let decision = decision();
    acts.push(json!({ "act": "meetings.open", "meeting": MEETING, "at": "10:30" }));
    acts.push(json!({ "act": "decisions.move-motion", "meeting": MEETING, "item": 1, "seat": named(MOVERS[0]), "text": "That the grant is shared by need." }));
    acts.push(
        json!({ "act": "decisions.second-motion", "decision": decision, "seat": named(MOVERS[1]) }),
    );
    acts.push(json!({ "act": "decisions.put-to-vote", "decision": decision, "last_resort": "Two leaders could not agree." }));
    secretary.acts(&Value::from(acts))
}

/// A seat of the Board as acts name it.
pub fn named(seat: &str) -> String {
    format!("board.{seat}")
}

/// The motion that is being voted on.
pub fn decision() -> String {
    format!("{MEETING}-1")
}

/// Casts a vote.
pub fn vote(seat: &str, vote: &str) -> String {
    json!({ "act": "decisions.cast-vote", "decision": decision(), "seat": named(seat), "vote": vote })
        .to_string()
}

/// Notes an action, in words that no other act has.
pub fn note(words: &str) -> String {
    json!({ "act": "meetings.note-action", "meeting": MEETING, "item": 1, "owner": "county-council", "due": "2030-05-31", "what": words })
        .to_string()
}

struct Secretary<'a> {
    connection: Connection,
    token: &'a str,
}

impl Secretary<'_> {
    fn person(&mut self, name: &str) -> Done<String> {
        let path = format!("/api/v1/{PARTNERSHIP}/people");
        let answer = self.send(&path, &json!({ "name": name }))?;
        let number = answer["person"].as_str().map(str::to_owned);
        number.ok_or_else(|| format!("a person without a number: {answer}"))
    }

    fn acts(&mut self, acts: &Value) -> Done<u64> {
        let answer = self.send(ACTS, acts)?;
        let last = answer["lines"][1].as_u64();
        last.ok_or_else(|| format!("an act without a line: {answer}"))
    }

    fn send(&mut self, path: &str, json: &Value) -> Done<Value> {
        let mut body = Vec::new();
        let request = post(path, self.token, None, &json.to_string());
        let answer = self.connection.ask(&request, &mut body);
        let answer = answer.map_err(|why| format!("POST {path}: {why}"))?;
        let text = String::from_utf8_lossy(&body);
        if answer.status != 201 {
            return Err(format!("POST {path} {json}: {} {text}", answer.status));
        }
        serde_json::from_str(&text).map_err(|why| format!("POST {path}: {why}: {text}"))
    }
}
