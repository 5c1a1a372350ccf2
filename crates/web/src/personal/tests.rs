//! Seeing, taking away, putting right and erasing what is held on a person.

use app::Role;
use serde_json::json;

use crate::{
    story::HELD,
    testing::{CLERK, MOOT, Moot, STRANGER},
};

/// Someone who held a seat, by number: the holder of board.leader.
const LEADER: u32 = 2;

fn data(number: u32) -> String {
    format!("/{MOOT}/people/{}/data", testkit::person(number))
}

fn erase(number: u32) -> String {
    format!("/{MOOT}/office/people/{}/erase", testkit::person(number))
}

#[tokio::test]
async fn people_see_their_own_data_and_nobody_elses() {
    let moot = Moot::new();
    let page = moot.get_as(LEADER, &data(LEADER)).await.sound();
    page.says(&[
        "What is held on you",
        "Take everything away",
        "Holder of board.leader",
    ]);
    let clerk = moot.get_as(CLERK, &data(LEADER)).await.sound();
    clerk.says(&[
        "What is held on Holder of board.leader",
        "Erase Holder of board.leader",
    ]);
    assert_eq!(moot.get_as(3, &data(LEADER)).await.status, 404);
    assert_eq!(moot.get_as(STRANGER, &data(LEADER)).await.status, 404);
    assert_eq!(moot.get(&data(LEADER)).await.status, 303);
    moot.wait(16 * 60);
    let cookie = moot.cookie_of(LEADER);
    moot.wait(16 * 60);
    let stale = moot
        .ask(
            axum::http::Method::GET,
            &data(LEADER),
            &[("cookie", &cookie)],
            "",
        )
        .await;
    assert_ne!(
        stale.status, 200,
        "a sign-in of more than fifteen minutes ago"
    );
}

#[tokio::test]
async fn everything_is_packed_for_people_and_for_programs() {
    let moot = Moot::new();
    moot.meets();
    let file = moot
        .get_as(LEADER, &format!("{}/everything.zip", data(LEADER)))
        .await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), "application/zip");
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(file.bytes)).expect("a zip");
    let mut read = |name: &str| {
        let file = packed.by_name(name).expect("a file");
        std::io::read_to_string(file).expect("a text")
    };
    let page = read("everything.html");
    for says in [
        "Everything held on Holder of board.leader",
        "Sign-ins that are open",
        "was appointed to the seat",
        "three-rivers",
    ] {
        assert!(page.contains(says), "{says} is not in\n{page}");
    }
    let program: serde_json::Value = serde_json::from_str(&read("everything.json")).expect("JSON");
    assert_eq!(program["person"], testkit::person(LEADER).to_string());
    let lines = program["lines"].as_array().expect("a list");
    let kinds: Vec<_> = lines
        .iter()
        .map(|line| line["entry"]["kind"].clone())
        .collect();
    for kind in [
        "appointed",
        "attendance-recorded",
        "arrived",
        "arrival-recorded",
    ] {
        if kinds.contains(&json!(kind)) {
            return;
        }
    }
    panic!("no line about them: {kinds:?}");
}

#[tokio::test]
async fn people_put_their_own_name_and_address_right() {
    let moot = Moot::new();
    let id = testkit::person(LEADER).to_string();
    moot.house
        .office()
        .change_email(&id, Some("old@town.example"))
        .expect("changed");
    let wrong = moot
        .post_as(LEADER, &data(LEADER), &[("name", ""), ("email", "x")])
        .await;
    assert_eq!(wrong.status, 422);
    wrong
        .sound()
        .says(&["Say what you are called", "with its @"]);
    let sent = moot
        .post_as(
            LEADER,
            &data(LEADER),
            &[("name", "Mary Wye"), ("email", "new@town.example")],
        )
        .await;
    assert_eq!(sent.status, 303);
    moot.get_as(LEADER, sent.location()).await.sound().says(&[
        "It is put right",
        "Mary Wye",
        "Corrections of name and address",
    ]);
    let office = moot.house.office();
    let letters = office.letters(MOOT, app_state(), 9).expect("letters");
    let to: std::collections::BTreeSet<_> = letters
        .iter()
        .map(|letter| letter.address.as_str())
        .collect();
    assert_eq!(
        to.into_iter().collect::<Vec<_>>(),
        ["new@town.example", "old@town.example"]
    );
}

fn app_state() -> office::State {
    office::State::Waiting
}

#[tokio::test]
async fn a_person_is_erased_once_they_hold_no_seat() {
    let moot = Moot::new();
    moot.publishes_nothing();
    let page = moot.get_as(CLERK, &erase(LEADER)).await.sound();
    page.says(&[
        "What goes, and what stays",
        "No text of the book holds",
        "article 17(3)",
    ]);
    let sure = [("sure", "yes")];
    moot.post_as(CLERK, &erase(LEADER), &[])
        .await
        .sound()
        .says(&["cannot be undone"]);
    let refused = moot.post_as(CLERK, &erase(LEADER), &sure).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["They cannot be erased yet", "Leader of the council"]);
    let own = moot.post_as(CLERK, &erase(CLERK), &sure).await;
    own.says(&["Somebody else of the secretariat has to erase you"]);
    // Somebody who holds no seat, and whose name stands on no page of the public.
    let cookie = moot.cookie_of(STRANGER);
    moot.get_as(CLERK, &format!("/{MOOT}/office/people"))
        .await
        .says(&["Pat Public"]);
    let gone = moot.post_as(CLERK, &erase(STRANGER), &sure).await;
    assert_eq!(gone.status, 303);
    moot.get_as(CLERK, gone.location())
        .await
        .says(&["The person is erased"])
        .never_says(&["Pat Public"]);
    assert_eq!(moot.get_as(CLERK, &erase(STRANGER)).await.status, 404);
    let after = moot
        .ask(
            axum::http::Method::GET,
            &data(STRANGER),
            &[("cookie", &cookie)],
            "",
        )
        .await;
    assert_eq!(after.status, 303, "their session ended at once");
    let erased = moot.house.office().erased().expect("read");
    assert_eq!(erased.len(), 1);
    moot.get_as(CLERK, &format!("/{MOOT}/search?q=Pat+Public"))
        .await
        .never_says(&["<mark>Pat</mark>"]);
}

impl Moot {
    /// Nothing has happened yet.
    fn publishes_nothing(&self) {
        assert_eq!(
            self.house
                .read(MOOT)
                .expect("a reading")
                .record
                .book
                .redactions(),
            0
        );
    }
}

#[tokio::test]
async fn two_people_take_a_name_out_of_the_book() {
    let moot = Moot::new();
    moot.meets();
    let line = *moot
        .acts(json!({"act": "meetings.draft-minutes", "meeting": HELD, "items": [{"item": 1, "text": "Pat Public of 3 Mill Lane complained."}]}))
        .start();
    let second = 4;
    moot.house
        .office()
        .grant_role(
            MOOT,
            &testkit::person(second).to_string(),
            Role::Secretariat,
            0,
        )
        .expect("a role");
    moot.get_as(CLERK, &erase(STRANGER)).await.sound().says(&[
        &format!("Line {line}"),
        "<mark>Pat</mark> <mark>Public</mark> of 3 Mill Lane",
        "Ask to take it out",
    ]);
    let redactions = format!("/{MOOT}/office/redactions");
    moot.get_as(CLERK, &redactions)
        .await
        .sound()
        .says(&["Nothing waits"]);
    let number = line.to_string();
    let ask = [
        ("line", number.as_str()),
        ("ordinal", "0"),
        ("ground", "A private address."),
    ];
    let bad = moot
        .post_as(
            CLERK,
            &redactions,
            &[("line", "99999"), ("ordinal", "x"), ("ground", "")],
        )
        .await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["The book has no such line"]);
    moot.get_as(CLERK, &format!("{redactions}?line={line}"))
        .await
        .sound()
        .says(&["of 3 Mill Lane", "Which of its texts goes"]);
    let no_ground = [("line", number.as_str())];
    let bad = moot.post_as(CLERK, &redactions, &no_ground).await;
    bad.sound()
        .says(&["Choose which of its texts goes", "Say on what ground"]);
    moot.get_as(CLERK, &format!("{redactions}?line=1"))
        .await
        .sound()
        .says(&["Line 1</a>"]);
    // By the API nobody names the second person who has not asked for it themselves.
    let act = serde_json::json!({"act": "book.redact", "line": line, "ordinal": 0, "ground": "So.",
        "authorised_by": [testkit::person(CLERK), testkit::person(second)]});
    let token = moot.token_of(CLERK);
    let acts = format!("/api/v1/{MOOT}/acts");
    let denied = moot.post_json(&token, &acts, &act).await;
    assert_eq!(denied.status, 422);
    denied.says(&["book/not-confirmed"]);
    let asked = moot.post_as(CLERK, &redactions, &ask).await;
    assert_eq!(asked.status, 303);
    moot.get_as(CLERK, &erase(STRANGER))
        .await
        .says(&["Waits for a second person"]);
    let agree = [("line", number.as_str()), ("ordinal", "0"), ("do", "agree")];
    let own = moot.post_as(CLERK, &redactions, &agree).await;
    own.sound().says(&["a second person has to agree"]);
    let member = moot.post_as(3, &redactions, &agree).await;
    assert_eq!(member.status, 403);
    let done = moot.post_as(second, &redactions, &agree).await;
    assert_eq!(done.status, 303, "{}", done.text());
    moot.get_as(second, done.location())
        .await
        .sound()
        .says(&["taken out of the book", "Nothing waits"]);
    moot.get_as(CLERK, &erase(STRANGER))
        .await
        .says(&["No text of the book holds"]);
    moot.get_as(CLERK, &format!("/{MOOT}/search?q=mill+lane"))
        .await
        .says(&["Nothing that you may see holds"]);
    let again = moot.post_as(second, &redactions, &agree).await;
    again.says(&["Nobody asks for that any more"]);
}
