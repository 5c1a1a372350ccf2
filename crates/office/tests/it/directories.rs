//! Signing in by a directory: what comes back counts once, and a name stands for one person.

use office::{DirectoryTurn, Fault, Office};

use crate::contract::{Sentence, someone};

pub const SENTENCES: &[Sentence] = &[
    (
        "a sign-in under way comes back once, in time, to its browser and directory",
        once,
    ),
    (
        "a directory has one name for one person, until it is unlinked",
        one_name,
    ),
];

const ISSUER: &str = "https://login.example.org";

fn turn() -> DirectoryTurn {
    DirectoryTurn {
        directory: "wychavon".to_owned(),
        nonce: "n".to_owned(),
        verifier: "v".to_owned(),
        next: String::new(),
        begun: 100,
        fresh: true,
    }
}

fn once(office: &dyn Office) -> Result<(), Fault> {
    office.begin_directory_turn("state", "browser", &turn(), 700)?;
    for (state, browser, directory, now) in [
        ("other", "browser", "wychavon", 200),
        ("state", "other", "wychavon", 200),
        ("state", "browser", "other", 200),
        ("state", "browser", "wychavon", 700),
    ] {
        let taken = office.take_directory_turn(state, browser, directory, now)?;
        assert_eq!(taken, None, "{state} {browser} {directory} {now}");
    }
    let take = || office.take_directory_turn("state", "browser", "wychavon", 699);
    assert_eq!(take()?, Some(turn()));
    assert_eq!(take()?, None);
    Ok(())
}

fn one_name(office: &dyn Office) -> Result<(), Fault> {
    let (one, other) = (someone(office, 1)?, someone(office, 2)?);
    assert!(office.link_directory(ISSUER, "u-1", &one, 10)?);
    assert!(office.link_directory(ISSUER, "u-1", &one, 20)?, "again");
    assert!(!office.link_directory(ISSUER, "u-1", &other, 20)?);
    assert!(!office.link_directory(ISSUER, "u-2", &one, 20)?);
    assert!(office.link_directory("https://other.example.org", "u-1", &other, 20)?);
    assert_eq!(office.directory_person(ISSUER, "u-1")?, Some(one.clone()));
    assert_eq!(office.directories_of(&one)?, [(ISSUER.to_owned(), 10)]);
    assert!(office.unlink_directory(&one, ISSUER)?);
    assert!(!office.unlink_directory(&one, ISSUER)?);
    assert!(office.link_directory(ISSUER, "u-1", &other, 30)?);
    office.erase_person(&other)?;
    assert_eq!(office.directory_person(ISSUER, "u-1")?, None);
    Ok(())
}
