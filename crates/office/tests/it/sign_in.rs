//! Links, sessions and tokens: who is let in, until when, and that revoking counts at once.

use std::sync::Barrier;

use office::{Fault, Link, LinkHolder, Means, Office, REMEMBERED};

use crate::contract::{Sentence, someone};

pub const SENTENCES: &[Sentence] = &[
    ("a link lets its person in once", link_once),
    (
        "of eight who use a link at the same instant, one is let in",
        link_race,
    ),
    (
        "a link for demonstrations lets in again until it expires",
        link_reusable,
    ),
    (
        "a link can be looked at without being used up",
        link_looked_at,
    ),
    (
        "a session ends when idle, and when its day is over however busy",
        session_limits,
    ),
    ("a visit is noted at most once a minute", session_seen),
    (
        "a revoked session is refused at the next request",
        session_revoked,
    ),
    (
        "a person sees their own open sessions, newest first",
        session_list,
    ),
    (
        "a token acts for one person in one partnership until it expires or is revoked",
        tokens,
    ),
    (
        "a calendar has one secret address, and another ends it",
        feeds,
    ),
    (
        "it is noted once that someone opened something, and goes with them",
        receipts,
    ),
    ("a secret is used for one thing only", secret_twice),
    ("clearing removes what is over and nothing else", cleared),
];

fn link(person: &str, expires: i64, reusable: bool) -> Link {
    Link {
        person: person.into(),
        partnership: "moor".into(),
        purpose: "first sign-in".into(),
        expires,
        reusable,
    }
}

fn link_once(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.add_link("once", &link(&person, 100, false))?;
    office.add_link("late", &link(&person, 100, false))?;
    let holder = LinkHolder {
        person,
        partnership: "moor".into(),
        purpose: "first sign-in".into(),
        reusable: false,
    };
    let table = [
        ("unknown", 50, None),
        ("once", 99, Some(holder)),
        ("once", 99, None),
        ("once", 50, None),
        ("late", 100, None),
    ];
    for (at, (secret, now, let_in)) in table.into_iter().enumerate() {
        assert_eq!(office.consume_link(secret, now)?, let_in, "line {at}");
    }
    Ok(())
}

fn link_race(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    for round in 0..20 {
        let secret = format!("link {round}");
        office.add_link(&secret, &link(&person, 100, false))?;
        let start = Barrier::new(8);
        let let_in: usize = std::thread::scope(|scope| {
            let comers: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        office.consume_link(&secret, 1).unwrap().is_some()
                    })
                })
                .collect();
            comers
                .into_iter()
                .map(|comer| usize::from(comer.join().unwrap()))
                .sum()
        });
        assert_eq!(let_in, 1, "round {round}");
    }
    Ok(())
}

fn link_reusable(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.add_link("demo", &link(&person, 100, true))?;
    for (now, let_in) in [(1, true), (1, true), (99, true), (100, false)] {
        assert_eq!(
            office.consume_link("demo", now)?.is_some(),
            let_in,
            "at {now}"
        );
    }
    Ok(())
}

fn link_looked_at(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.add_link("once", &link(&person, 100, false))?;
    for _ in 0..3 {
        assert!(office.link("once", 99)?.is_some());
    }
    assert_eq!(office.link("once", 100)?, None);
    assert!(office.consume_link("once", 99)?.is_some());
    assert_eq!(office.link("once", 99)?, None);
    Ok(())
}

fn session_limits(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    // Opened at 1000, idle limit 300, absolute limit 1000: visits, then whether the last is let in.
    let table: &[(&[i64], bool)] = &[
        (&[1000], true),
        (&[1299], true),
        (&[1300], false),
        (&[1200, 1499], true),
        (&[1200, 1500], false),
        (&[1050, 1299], true),  // the visit at 1050 came too soon to be noted,
        (&[1050, 1300], false), // so the idle limit strikes from 1000
        (&[1250, 1500, 1750, 1999], true),
        (&[1250, 1500, 1750, 1999, 2000], false),
        (&[1300, 1000], true), // only the time asked about counts; nothing was noted after the end
        (&[900], true),        // a clock put back ends nobody's session
    ];
    for (at, (visits, open)) in table.iter().enumerate() {
        let token = format!("token {at}");
        office.open_session(&token, &person, Means::Email, 1000, 300, 1000)?;
        let mut last = None;
        for now in *visits {
            last = office.session(&token, *now)?;
        }
        assert_eq!(last.is_some(), *open, "{visits:?}");
        assert!(last.is_none_or(|session| session.person == person && session.opened == 1000));
    }
    assert_eq!(office.session("unknown", 1000)?, None);
    Ok(())
}

fn session_seen(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.open_session("token", &person, Means::Email, 1000, 300, 500)?;
    // (visit, noted as, expires)
    for (now, seen, expires) in [
        (1059, 1000, 1300),
        (1060, 1060, 1360),
        (1119, 1060, 1360),
        (1130, 1130, 1430),
        (1400, 1400, 1500),
    ] {
        let session = office.session("token", now)?.unwrap();
        assert_eq!((session.seen, session.expires), (seen, expires), "at {now}");
    }
    Ok(())
}

fn session_revoked(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    let other = someone(office, 2)?;
    for token in ["one", "two", "three", "four"] {
        office.open_session(token, &person, Means::Email, 1000, 900, 900)?;
    }
    office.open_session("theirs", &other, Means::Email, 1000, 900, 900)?;
    let open = |token: &str| office.session(token, 1001).map(|session| session.is_some());

    let id = office.session("one", 1001)?.unwrap().id;
    assert!(office.revoke_session(&id)?);
    assert!(!open("one")?);
    assert!(!office.revoke_session(&id)?, "it has gone already");

    office.close_session("two")?;
    assert!(!open("two")? && open("three")?);

    assert_eq!(office.revoke_sessions_of(&person)?, 2);
    assert!(!open("three")? && !open("four")? && open("theirs")?);
    Ok(())
}

fn session_list(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    for (token, opened, idle) in [("old", 100, 900), ("over", 200, 10), ("new", 300, 900)] {
        office.open_session(token, &person, Means::Email, opened, idle, 900)?;
    }
    let opened: Vec<_> = office
        .sessions_of(&person, 400)?
        .iter()
        .map(|s| s.opened)
        .collect();
    assert_eq!(opened, [300, 100]);
    assert_eq!(office.sessions_of("nobody", 400)?, []);
    Ok(())
}

fn tokens(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.add_token("lasting", &person, "moor", "calendar", 10, None)?;
    office.add_token("passing", &person, "moor", "import", 20, Some(100))?;
    office.add_token("elsewhere", &person, "vale", "calendar", 30, None)?;
    for (secret, now, acts_in) in [
        ("lasting", i64::MAX, Some("moor")),
        ("passing", 99, Some("moor")),
        ("passing", 100, None),
        ("elsewhere", 50, Some("vale")),
        ("unknown", 50, None),
    ] {
        let holder = office.token(secret, now)?;
        assert_eq!(
            holder.map(|holder| holder.partnership).as_deref(),
            acts_in,
            "{secret}"
        );
    }
    let listed = office.tokens("moor")?;
    let labels: Vec<_> = listed
        .iter()
        .map(|token| (&*token.label, token.made))
        .collect();
    assert_eq!(labels, [("import", 20), ("calendar", 10)]);
    assert!(office.revoke_token(&listed[1].id)?);
    assert_eq!(office.token("lasting", 50)?, None);
    assert!(!office.revoke_token(&listed[1].id)?);
    Ok(())
}

fn feeds(office: &dyn Office) -> Result<(), Fault> {
    let (one, other) = (someone(office, 1)?, someone(office, 2)?);
    office.set_feed("first", &one, "moor", 10)?;
    office.set_feed("other", &other, "moor", 11)?;
    assert_eq!(office.feed("first", "moor")?, Some(one.clone()));
    assert_eq!(office.feed("first", "vale")?, None);
    office.set_feed("second", &one, "moor", 20)?;
    assert_eq!(office.feed("first", "moor")?, None);
    assert_eq!(office.feed("second", "moor")?, Some(one.clone()));
    assert_eq!(office.feed_of(&one, "moor")?, Some(20));
    assert!(office.revoke_feed(&one, "moor")?);
    assert!(!office.revoke_feed(&one, "moor")?);
    assert_eq!(office.feed("second", "moor")?, None);
    assert_eq!(office.feed_of(&one, "moor")?, None);
    office.erase_person(&other)?;
    assert_eq!(office.feed("other", "moor")?, None);
    Ok(())
}

fn receipts(office: &dyn Office) -> Result<(), Fault> {
    let (one, other) = (someone(office, 1)?, someone(office, 2)?);
    office.note_receipt("moor", "board-1", "agenda", &one, 10)?;
    office.note_receipt("moor", "board-1", "agenda", &one, 20)?;
    office.note_receipt("moor", "board-1", "aa", &other, 30)?;
    office.note_receipt("vale", "board-1", "agenda", &other, 40)?;
    let told = |office: &dyn Office| -> Result<Vec<(String, i64)>, Fault> {
        let noted = office.receipts("moor", "board-1")?.into_iter();
        Ok(noted.map(|noted| (noted.what, noted.at)).collect())
    };
    assert_eq!(
        told(office)?,
        [("agenda".to_owned(), 10), ("aa".to_owned(), 30)]
    );
    office.erase_person(&other)?;
    assert_eq!(told(office)?, [("agenda".to_owned(), 10)]);
    Ok(())
}

fn secret_twice(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    let twice = |act: &dyn Fn() -> Result<(), Fault>| act().and_then(|()| act());
    for (field, refused) in [
        (
            "sign-in link",
            twice(&|| office.add_link("x", &link(&person, 9, false))),
        ),
        (
            "session",
            twice(&|| office.open_session("x", &person, Means::Email, 1, 9, 9)),
        ),
        (
            "API token",
            twice(&|| office.add_token("x", &person, "moor", "a", 1, None)),
        ),
    ] {
        assert!(
            matches!(&refused, Err(Fault::Taken { field: f }) if *f == field),
            "{refused:?}"
        );
    }
    assert!(matches!(
        office.open_session(" ", &person, Means::Email, 1, 9, 9),
        Err(Fault::Unfit { .. })
    ));
    Ok(())
}

fn cleared(office: &dyn Office) -> Result<(), Fault> {
    let person = someone(office, 1)?;
    office.add_link("over", &link(&person, 100, false))?;
    office.add_link("open", &link(&person, 101, false))?;
    office.add_token("over", &person, "moor", "a", 1, Some(100))?;
    office.add_token("open", &person, "moor", "a", 1, None)?;
    office.open_session("over", &person, Means::Email, 50, 900, 50)?;
    office.open_session("idle", &person, Means::Email, 50, 50, 900)?;
    office.open_session("open", &person, Means::Email, 50, 51, 51)?;
    assert_eq!(
        office.clear_expired(100)?,
        2,
        "sessions are remembered for a day"
    );
    assert!(office.link("open", 100)?.is_some());
    assert!(office.token("open", 100)?.is_some());
    assert!(office.session("open", 100)?.is_some());
    assert_eq!(office.clear_expired(100)?, 0);
    assert_eq!(office.session_holder("over")?, Some(person.clone()));
    assert!(office.session("over", 100)?.is_none());
    assert_eq!(
        office.clear_expired(101 + REMEMBERED)?,
        4,
        "the other link too"
    );
    assert_eq!(office.session_holder("over")?, None);
    Ok(())
}
