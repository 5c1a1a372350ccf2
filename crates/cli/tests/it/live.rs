//! Two servers on one PostgreSQL: a screen that follows one of them shows what the other was told.

use std::{
    io::{BufRead, BufReader},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::server::{PARTNERSHIP, Place, Server};

/// Longer than a machine under load takes.
const PATIENCE: Duration = Duration::from_secs(20);
const MEETING: &str = "board-2030-04-17";
const HOLDER: &str = "Lena Leader";

/// The words of a stream, as they come.
struct Screen(Receiver<String>);

impl Screen {
    /// Follows the screen on the wall.
    fn of(server: &Server, cookie: &str) -> Self {
        let agent: ureq::Agent = ureq::Agent::config_builder().build().into();
        let path = format!("/{PARTNERSHIP}/meetings/{MEETING}/room/live");
        let answer = agent
            .get(format!("{}{path}", server.address))
            .header("Cookie", cookie)
            .header("Accept", "text/event-stream")
            .call()
            .expect("the stream begins");
        let (told, heard) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(answer.into_body().into_reader()).lines();
            for line in lines.map_while(Result::ok) {
                if told.send(line).is_err() {
                    return;
                }
            }
        });
        Self(heard)
    }

    /// Waits until something is shown.
    #[track_caller]
    fn comes_to_show(&self, words: &str) {
        let late = Instant::now() + PATIENCE;
        loop {
            let left = late.saturating_duration_since(Instant::now());
            match self.0.recv_timeout(left) {
                Ok(line) if line.contains(words) => return,
                Ok(_) => {}
                Err(over) => panic!("“{words}” was never shown: {over}"),
            }
        }
    }
}

/// A session, begun with a link at one of the servers.
fn signed_in(place: &Place, server: &Server) -> String {
    let printed = place.says(&["link", "--person", HOLDER, "--address", &server.address]);
    let link = printed
        .split_whitespace()
        .find(|word| word.starts_with("http"))
        .expect("a link is printed");
    let (_, code) = link.split_once("code=").expect("it has a code");
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .max_redirects(0)
        .build()
        .into();
    let answer = agent
        .post(format!("{}/sign-in", server.address))
        .header("Origin", &server.address)
        .send_form([("code", code)])
        .expect("the link signs in");
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn under_way(server: &Server, token: &str) {
    let person = server.person(token, HOLDER);
    server.acts(
        token,
        &json!([
            { "act": "structure.appoint", "seat": "board.county-leader", "person": person, "from": "2029-06-01" },
            { "act": "meetings.call", "body": "board", "date": "2030-04-17", "starts": "10:30", "place": "County Hall",
              "agenda": [{ "title": "Priorities" }, { "title": "Sharing the grant" }, { "title": "Flood plan" }] },
            { "act": "meetings.record-arrival", "meeting": MEETING, "seat": "board.county-leader" },
            { "act": "meetings.open", "meeting": MEETING, "chair": "board.county-leader" },
        ]),
    );
}

/// The number of an item, by its title.
fn item(server: &Server, title: &str) -> Value {
    let address = format!("/api/v1/{PARTNERSHIP}/meetings/{MEETING}");
    let meeting = server.get(&address).is(200).json();
    let items = meeting["agenda"].as_array().unwrap().iter();
    let found = items.clone().find(|item| item["title"] == title);
    found.expect("it is on the agenda")["no"].clone()
}

// Requirement: ME11 at /{partnership}/meetings/{meeting}/room/live
#[test]
fn what_one_server_is_told_the_screens_of_both_show() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::postgres(folder.path(), "live");
    let token = place.begin();
    let (here, there) = (place.serve(), place.serve());
    under_way(&here, &token);
    // Signed in at one, known to the other.
    let cookie = signed_in(&place, &here);
    let screens = [Screen::of(&here, &cookie), Screen::of(&there, &cookie)];
    for (server, title) in [
        (&there, "Sharing the grant"),
        (&here, "Flood plan"),
        (&there, "Priorities"),
    ] {
        let take =
            json!({ "act": "meetings.take-item", "meeting": MEETING, "item": item(server, title) });
        server.acts(&token, &take);
        for screen in &screens {
            screen.comes_to_show(title);
        }
    }
    let text = "That the priorities be adopted.";
    let propose = json!({ "act": "decisions.propose", "meeting": MEETING, "item": item(&here, "Priorities"), "text": text });
    here.acts(&token, &propose);
    for screen in &screens {
        screen.comes_to_show(text);
    }
}
