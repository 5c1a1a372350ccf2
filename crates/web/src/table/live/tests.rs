//! The streams, as a browser hears them.

use std::time::Duration;

use axum::{body::Body, http::header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use testkit::{BOARD, holder_of, person};
use tokio::time::timeout;

use super::LiveLimits;
use crate::{
    Settings,
    table::tests::{MOTION, number, under_way_with, voting_with},
    testing::{CLERK, MOOT, Moot, STRANGER},
};

/// Longer than a machine under load takes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Long enough for what would come to have come.
const SILENCE: Duration = Duration::from_millis(600);

/// Somebody who listens.
struct Ear {
    body: Body,
    heard: String,
}

/// What was heard.
#[derive(Debug)]
struct Event {
    kind: String,
    id: Option<u64>,
    data: String,
}

impl Event {
    fn json(&self) -> Value {
        serde_json::from_str(&self.data).expect("JSON")
    }

    /// A piece of the page; empty when it was not among what changed.
    fn part(&self, name: &str) -> String {
        let news = self.json();
        let parts = news["parts"].as_array().expect("pieces").iter();
        let part = parts.into_iter().find(|part| part[0] == name);
        part.map_or(String::new(), |part| part[1].as_str().unwrap().to_owned())
    }
}

impl Ear {
    /// The next event; none when the stream has ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.heard = rest;
                let field = |name: &str| {
                    let mut lines = event.lines();
                    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                };
                if let Some(data) = field("data") {
                    return Some(Event {
                        kind: field("event").expect("a kind").to_owned(),
                        id: field("id").map(|id| id.parse().expect("a line")),
                        data: data.to_owned(),
                    });
                }
                continue;
            }
            let frame = timeout(PATIENCE, self.body.frame()).await;
            let frame = frame.expect("something to be heard")?.expect("no trouble");
            let bytes = frame.into_data().expect("bytes");
            self.heard.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }

    /// The next picture of the meeting.
    async fn news(&mut self) -> Event {
        loop {
            let event = self.next().await.expect("the stream goes on");
            if event.kind == "now" {
                return event;
            }
            assert_eq!(event.kind, "beat", "{event:?}");
        }
    }

    /// That nothing is heard for a while but that the connection stands.
    async fn hears_nothing(&mut self) {
        if let Ok(event) = timeout(SILENCE, self.news()).await {
            panic!("heard {event:?}");
        }
    }

    /// Why it ended.
    async fn farewell(&mut self) -> Option<String> {
        while let Some(event) = self.next().await {
            if event.kind == "over" {
                assert!(self.next().await.is_none(), "nothing after the end");
                return Some(event.data);
            }
        }
        None
    }
}

fn at(screen: &str) -> String {
    format!("/{MOOT}/meetings/{BOARD}/{screen}/live")
}

async fn listen(moot: &Moot, cookie: &str, path: &str, headers: &[(&str, &str)]) -> Ear {
    let answer = moot.begin(cookie, path, headers).await;
    assert_eq!(answer.status(), 200, "{path}");
    Ear {
        body: answer.into_body(),
        heard: String::new(),
    }
}

async fn listen_as(moot: &Moot, number: u32, screen: &str) -> Ear {
    listen(moot, &moot.cookie_of(number), &at(screen), &[]).await
}

fn leader() -> u32 {
    number(holder_of("board.leader"))
}

fn live(live: LiveLimits) -> Settings {
    Settings {
        secure_cookies: true,
        live,
        ..Settings::default()
    }
}

fn usual() -> Settings {
    live(LiveLimits::default())
}

fn take(item: u16) -> Value {
    json!({"act": "meetings.take-item", "meeting": BOARD, "item": item})
}

fn vote(seat: &str, vote: &str) -> Value {
    json!({"act": "decisions.cast-vote", "decision": MOTION, "seat": seat, "vote": vote})
}

// Requirement: ME11 at /{partnership}/meetings/{meeting}/room/live
#[tokio::test]
async fn every_screen_follows_in_the_order_of_the_book() {
    let moot = under_way_with(usual());
    moot.at("2007-04-18T09:30:00Z");
    let mut screens = Vec::new();
    for (who, screen) in [(CLERK, "room"), (CLERK, "table"), (leader(), "seat")] {
        let mut ear = listen_as(&moot, who, screen).await;
        let first = ear.news().await;
        let line = first.id.expect("the line");
        assert_eq!(first.json()["line"], line);
        assert!(!first.json()["parts"].as_array().unwrap().is_empty());
        screens.push((ear, line));
    }
    for item in [2, 3, 2] {
        let line = *moot.acts(take(item)).end();
        for (ear, last) in &mut screens {
            let news = ear.news().await;
            assert_eq!(news.id, Some(line));
            assert!(line > *last, "later lines come later");
            *last = line;
            assert!(news.data.contains("20 minutes left"), "{}", news.data);
            let said = news.json()["says"].to_string();
            assert!(said.contains(&format!("Item {item}: ")), "{said}");
        }
    }
    // What has nothing to do with the meeting is not told.
    moot.acts(json!({"act": "meetings.call", "body": "executive", "date": "2007-06-06", "starts": "10:00", "place": "Weir House", "agenda": []}));
    for (ear, _) in &mut screens {
        ear.hears_nothing().await;
    }
}

#[tokio::test]
async fn what_is_written_here_is_told_at_once_without_looking_for_it() {
    let moot = under_way_with(live(LiveLimits {
        look: Duration::from_secs(3_600),
        ..LiveLimits::default()
    }));
    let mut room = listen_as(&moot, CLERK, "room").await;
    room.news().await;
    let token = moot.token_of(CLERK);
    let acts = format!("/api/v1/{MOOT}/acts");
    assert_eq!(moot.post_json(&token, &acts, &take(2)).await.status, 201);
    let screen = room.news().await.part("screen");
    assert!(screen.contains("2. Flood plan"), "{screen}");
}

#[tokio::test]
async fn whoever_comes_again_is_told_what_they_missed_and_nothing_else() {
    let moot = under_way_with(usual());
    let cookie = moot.cookie_of(leader());
    let seen = *moot.acts(take(1)).end();
    let seen = seen.to_string();
    let again = [("last-event-id", seen.as_str())];
    let mut same = listen(&moot, &cookie, &at("seat"), &again).await;
    let event = same.news().await;
    assert_eq!(event.json()["parts"], json!([]), "nothing was missed");
    drop(same);
    moot.acts(take(2));
    for path in [at("seat"), format!("{}?since={seen}", at("seat"))] {
        let headers: &[(&str, &str)] = if path.contains('?') { &[] } else { &again };
        let mut later = listen(&moot, &cookie, &path, headers).await;
        // The picture may be the one that was handed out last; the newest follows at once.
        let mut standing = String::new();
        while !standing.contains("Item 2:") {
            standing = later.news().await.part("standing");
        }
    }
    // A line that is not there yet, as after another node was asked.
    let ahead = [("last-event-id", "999999")];
    let mut ahead = listen(&moot, &cookie, &at("seat"), &ahead).await;
    assert!(!ahead.news().await.part("standing").is_empty());
}

#[tokio::test]
async fn a_sign_in_that_is_revoked_or_over_ends_it() {
    let limits = || LiveLimits {
        beat: Duration::from_millis(150),
        ..LiveLimits::default()
    };
    let moot = under_way_with(live(limits()));
    let cookie = moot.cookie_of(CLERK);
    let token = cookie.split_once('=').unwrap().1;
    // With the next beat, though nothing happens.
    let mut room = listen(&moot, &cookie, &at("room"), &[]).await;
    room.news().await;
    moot.house.office().close_session(token).unwrap();
    assert_eq!(room.farewell().await.as_deref(), Some("signed-out"));
    // With the next event, before any beat.
    let moot = under_way_with(usual());
    let cookie = moot.cookie_of(CLERK);
    let token = cookie.split_once('=').unwrap().1;
    let mut room = listen(&moot, &cookie, &at("room"), &[]).await;
    let mut other = listen_as(&moot, CLERK, "room").await;
    room.news().await;
    other.news().await;
    moot.house.office().close_session(token).unwrap();
    moot.acts(take(2));
    assert_eq!(room.farewell().await.as_deref(), Some("signed-out"));
    other.news().await;
    // Looking on is no visit: whoever does nothing for too long is signed out.
    let moot = under_way_with(live(limits()));
    let mut table = listen_as(&moot, CLERK, "table").await;
    table.news().await;
    moot.wait(1_801);
    assert_eq!(table.farewell().await.as_deref(), Some("signed-out"));
}

#[tokio::test]
async fn the_wall_does_not_go_dark_while_the_meeting_is_under_way() {
    let moot = under_way_with(live(LiveLimits {
        beat: Duration::from_millis(50),
        ..LiveLimits::default()
    }));
    let mut room = listen_as(&moot, CLERK, "room").await;
    room.news().await;
    // An hour and a half in which nobody touches anything, twenty minutes at a time.
    for _ in 0..5 {
        moot.wait(1_200);
        for _ in 0..3 {
            assert_eq!(room.next().await.unwrap().kind, "beat");
        }
    }
    // Once it is closed the sign-in ends as any other.
    moot.acts(json!({"act": "meetings.close", "meeting": BOARD}));
    room.news().await;
    moot.wait(1_801);
    assert_eq!(room.farewell().await.as_deref(), Some("signed-out"));
}

#[tokio::test]
async fn nobody_hears_what_they_may_not_see() {
    let moot = voting_with(usual());
    for screen in ["room", "table", "seat"] {
        let public = moot.get(&at(screen)).await;
        assert_eq!(public.status, 303);
        let nowhere = at(screen).replace(BOARD, "board-1999-01-01");
        assert_eq!(moot.get_as(CLERK, &nowhere).await.status, 404);
    }
    assert_eq!(moot.get_as(leader(), &at("table")).await.status, 403);
    assert_eq!(moot.get_as(STRANGER, &at("room")).await.status, 403);
    let health = number(holder_of("board.health"));
    let mut seat = listen_as(&moot, health, "seat").await;
    let mut room = listen_as(&moot, health, "room").await;
    let mut table = listen_as(&moot, CLERK, "table").await;
    let mut stranger = listen_as(&moot, STRANGER, "seat").await;
    let heard = seat.news().await;
    assert!(heard.part("vote").contains("Not voted yet"), "{heard:?}");
    room.news().await;
    table.news().await;
    moot.acts(vote("board.leader", "against"));
    let heard = room.news().await;
    assert!(heard.part("screen").contains("1 of 3 have voted"));
    assert!(!heard.data.to_lowercase().contains("against"), "{heard:?}");
    assert!(table.news().await.part("agenda").contains("1 against"));
    // A vote of another partner is no news at one's own seat.
    seat.hears_nothing().await;
    moot.acts(vote("board.health", "for"));
    let heard = seat.news().await;
    let own = heard.part("vote");
    assert!(own.contains("Your vote FOR was recorded at"), "{own}");
    assert!(!heard.data.contains("AGAINST"), "{heard:?}");
    stranger.hears_nothing().await;
}

#[tokio::test]
async fn a_role_or_seat_that_is_taken_away_ends_it() {
    let moot = under_way_with(usual());
    let mut table = listen_as(&moot, CLERK, "table").await;
    table.news().await;
    let office = moot.house.office();
    office
        .withdraw_role(MOOT, &person(CLERK).to_string(), app::Role::Secretariat)
        .unwrap();
    moot.acts(take(2));
    assert_eq!(table.farewell().await.as_deref(), Some("not-yours"));
}

#[tokio::test]
async fn the_answer_is_kept_by_nobody_and_passed_on_at_once() {
    let moot = under_way_with(usual());
    let cookie = moot.cookie_of(CLERK);
    let headers = [("accept-encoding", "br, gzip")];
    let answer = moot.begin(&cookie, &at("room"), &headers).await;
    let header = |name: &str| {
        let value = answer.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap())
    };
    assert_eq!(header("content-type"), "text/event-stream");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-accel-buffering"), "no");
    assert!(answer.headers().get(header::CONTENT_ENCODING).is_none());
    let mut ear = Ear {
        body: answer.into_body(),
        heard: String::new(),
    };
    ear.news().await;
}

#[tokio::test]
async fn there_is_a_sign_of_life_even_when_nothing_happens() {
    let moot = under_way_with(live(LiveLimits {
        beat: Duration::from_millis(50),
        ..LiveLimits::default()
    }));
    let mut room = listen_as(&moot, CLERK, "room").await;
    room.news().await;
    let beat = room.next().await.unwrap();
    assert_eq!((beat.kind.as_str(), beat.id), ("beat", None));
    assert_eq!(beat.json()["clock"], "10am");
}

#[tokio::test]
async fn one_person_has_so_many_screens_and_no_more() {
    let moot = under_way_with(live(LiveLimits {
        each: 2,
        in_all: 3,
        ..LiveLimits::default()
    }));
    let (one, other) = (
        listen_as(&moot, CLERK, "room").await,
        listen_as(&moot, CLERK, "table").await,
    );
    let refused = moot.get_as(CLERK, &at("room")).await;
    assert_eq!(refused.status, 429);
    refused.says(&["You have as many live screens open"]);
    let third = listen_as(&moot, leader(), "seat").await;
    let health = number(holder_of("board.health"));
    assert_eq!(moot.get_as(health, &at("seat")).await.status, 503);
    // A place is free again as soon as somebody leaves.
    drop((one, other, third));
    let gone = async {
        while moot.site.live.listeners() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, gone).await.expect("their places back");
    listen_as(&moot, health, "seat").await.news().await;
}

#[tokio::test]
async fn it_ends_when_the_program_ends_and_says_nothing_of_it() {
    let moot = under_way_with(usual());
    let mut room = listen_as(&moot, CLERK, "room").await;
    room.news().await;
    moot.site.farewell();
    assert_eq!(room.farewell().await, None);
}

#[tokio::test]
async fn what_a_screen_hears_is_what_it_would_load() {
    let moot = voting_with(usual());
    for (who, screen, parts) in [
        (CLERK, "room", vec!["screen"]),
        (
            CLERK,
            "table",
            vec!["standing", "opening", "people", "agenda"],
        ),
        (
            leader(),
            "seat",
            vec!["heading", "standing", "asked", "vote", "seats", "interests"],
        ),
    ] {
        let page = format!("/{MOOT}/meetings/{BOARD}/{screen}");
        let page = moot.get_as(who, &page).await.sound();
        let news = listen_as(&moot, who, screen).await.news().await;
        for part in parts {
            let html = news.part(part);
            let html = html.trim();
            assert!(page.text().contains(html), "{part} of {screen}:\n{html}");
            assert!(page.text().contains(&format!("data-live=\"{part}\"")));
        }
    }
}

#[tokio::test]
async fn of_a_private_item_the_wall_and_the_excluded_hear_the_public_title_only() {
    let moot = under_way_with(usual());
    let observer = number(holder_of("board.observer"));
    moot.acts(json!([
        {"act": "meetings.classify-item", "meeting": BOARD, "item": 3, "real_title": "Buying the Mill", "class": {
            "is": "exempt", "paragraphs": ["3"], "reason": "The price is not agreed.", "officer": person(CLERK).to_string(), "review": "2007-12-31"}},
        {"act": "meetings.take-item", "meeting": BOARD, "item": 3},
    ]));
    let mut wall = listen_as(&moot, CLERK, "room").await;
    let mut outside = listen_as(&moot, observer, "seat").await;
    let mut inside = listen_as(&moot, leader(), "seat").await;
    let mut table = listen_as(&moot, CLERK, "table").await;
    for ear in [&mut wall, &mut outside, &mut inside, &mut table] {
        ear.news().await;
    }
    moot.acts(json!([
        {"act": "decisions.move-motion", "meeting": BOARD, "item": 3, "seat": "board.leader", "text": "That the Mill be bought."},
        {"act": "decisions.second-motion", "decision": "board-2007-04-18-3", "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": "board-2007-04-18-3", "last_resort": "It was tried."},
    ]));
    for ear in [&mut inside, &mut table] {
        let heard = ear.news().await.data;
        assert!(heard.contains("the Mill"), "{heard}");
    }
    for ear in [&mut wall, &mut outside] {
        ear.hears_nothing().await;
    }
    for (who, screen) in [(CLERK, "room"), (observer, "seat")] {
        let page = format!("/{MOOT}/meetings/{BOARD}/{screen}");
        let page = moot.get_as(who, &page).await.sound();
        page.says(&["Bridge repairs"])
            .never_says(&["Mill", "It was tried"]);
        let heard = listen_as(&moot, who, screen).await.news().await.data;
        assert!(
            heard.contains("Bridge repairs") && !heard.contains("Mill"),
            "{heard}"
        );
    }
    let page = format!("/{MOOT}/meetings/{BOARD}/seat");
    moot.get_as(leader(), &page)
        .await
        .says(&["That the Mill be bought."]);
}
