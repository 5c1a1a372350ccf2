//! People, roles and settings, and the number that tells when they change.

use office::{Fault, Office, Person, Role};

use crate::contract::{Sentence, someone};

pub const SENTENCES: &[Sentence] = &[
    ("a person is found as they were entered", found_as_entered),
    ("a correction replaces the name and the address", corrected),
    ("an id and an address belong to one person", unique),
    (
        "an unknown person cannot be corrected or given a role",
        unknown,
    ),
    ("what is blank, endless or unkeepable is refused", unfit),
    (
        "the revision counts changes of people, roles and settings, and nothing else",
        revision,
    ),
    (
        "roles are granted once, listed in order and withdrawn",
        roles,
    ),
    (
        "erasing a person takes everything that hangs on them, and nobody else's",
        erased,
    ),
    ("settings belong to one partnership", settings),
];

fn ada() -> Person {
    Person {
        id: "a".repeat(32),
        name: "Ada Clerk".into(),
        email: Some("Ada@Town.example".into()),
    }
}

fn found_as_entered(office: &dyn Office) -> Result<(), Fault> {
    let bel = Person {
        id: "b".repeat(32),
        name: "Bel ?'; -- \u{1F33F}".into(),
        email: None,
    };
    office.add_person(&bel)?;
    office.add_person(&ada())?;
    assert_eq!(office.person(&bel.id)?, Some(bel.clone()));
    assert_eq!(office.person_with_email(" ada@town.EXAMPLE ")?, Some(ada()));
    assert_eq!(office.people()?, [ada(), bel]);
    assert_eq!(office.person("nobody")?, None);
    Ok(())
}

fn corrected(office: &dyn Office) -> Result<(), Fault> {
    office.add_person(&ada())?;
    office.rename_person(&ada().id, "Ada Registrar")?;
    office.change_email(&ada().id, Some("ada@county.example"))?;
    let now = office.person(&ada().id)?.unwrap();
    assert_eq!(
        (&*now.name, now.email.as_deref()),
        ("Ada Registrar", Some("ada@county.example"))
    );
    assert_eq!(office.person_with_email("ada@town.example")?, None);
    office.change_email(&ada().id, None)?;
    assert_eq!(office.person(&ada().id)?.unwrap().email, None);
    Ok(())
}

fn unique(office: &dyn Office) -> Result<(), Fault> {
    office.add_person(&ada())?;
    let before = office.revision()?;
    let other = someone(office, 1)?;
    let namesake = Person {
        id: "c".repeat(32),
        email: Some("ADA@town.example".into()),
        ..ada()
    };
    let twin = Person {
        email: None,
        ..ada()
    };
    let address = Some("ada@TOWN.example");
    for (field, refused) in [
        ("email address", office.add_person(&namesake)),
        ("email address", office.change_email(&other, address)),
        ("person's id", office.add_person(&twin)),
    ] {
        assert!(
            matches!(&refused, Err(Fault::Taken { field: f }) if *f == field),
            "{refused:?}"
        );
    }
    assert_eq!(office.people()?.len(), 2);
    assert_eq!(office.revision()?, before + 1, "a refusal is not a change");
    Ok(())
}

fn unknown(office: &dyn Office) -> Result<(), Fault> {
    for refused in [
        office.rename_person("nobody", "No Body"),
        office.change_email("nobody", None),
        office.grant_role("moor", "nobody", Role::Finance, 1),
        office.open_session("token", "nobody", office::Means::Email, 1, 1, 1),
        office.add_token("secret", "nobody", "moor", "label", 1, None),
    ] {
        assert!(
            matches!(&refused, Err(Fault::Unknown { what: "person" })),
            "{refused:?}"
        );
    }
    assert_eq!(office.revision()?, 0);
    Ok(())
}

fn unfit(office: &dyn Office) -> Result<(), Fault> {
    let named = |name: &str| {
        office.add_person(&Person {
            name: name.into(),
            ..ada()
        })
    };
    assert!(matches!(named(" "), Err(Fault::Unfit { what: "name" })));
    assert!(matches!(named("a\0b"), Err(Fault::Unfit { what: "name" })));
    assert!(matches!(
        named(&"a".repeat(2_001)),
        Err(Fault::TooLarge { what: "name", .. })
    ));
    named(&"a".repeat(2_000))
}

fn revision(office: &dyn Office) -> Result<(), Fault> {
    type Deed = fn(&dyn Office) -> Result<(), Fault>;
    let table: &[(&str, u64, Deed)] = &[
        ("adding", 1, |o| o.add_person(&ada())),
        ("renaming", 1, |o| o.rename_person(&ada().id, "Ada")),
        ("a new address", 1, |o| o.change_email(&ada().id, None)),
        ("granting", 1, |o| {
            o.grant_role("moor", &ada().id, Role::Finance, 1)
        }),
        ("granting again", 0, |o| {
            o.grant_role("moor", &ada().id, Role::Finance, 2)
        }),
        ("withdrawing", 1, |o| {
            o.withdraw_role("moor", &ada().id, Role::Finance)
        }),
        ("withdrawing again", 0, |o| {
            o.withdraw_role("moor", &ada().id, Role::Finance)
        }),
        ("a setting", 1, |o| {
            o.set_setting("moor", "illustrative", "true")
        }),
        ("a session", 0, |o| {
            o.open_session("token", &ada().id, office::Means::Email, 1, 60, 60)
        }),
        ("a draft", 0, |o| {
            o.save_draft("moor", "1", "1", "x", 0, &ada().id, 1)
                .map(drop)
        }),
        ("erasing", 1, |o| {
            o.erase_person(&ada().id).map(|was| assert!(was))
        }),
        ("erasing again", 0, |o| {
            o.erase_person(&ada().id).map(|was| assert!(!was))
        }),
    ];
    for (deed, counted, act) in table {
        let before = office.revision()?;
        act(office)?;
        assert_eq!(office.revision()? - before, *counted, "{deed}");
    }
    Ok(())
}

fn roles(office: &dyn Office) -> Result<(), Fault> {
    let (one, two) = (someone(office, 1)?, someone(office, 2)?);
    office.grant_role("moor", &two, Role::Secretariat, 5)?;
    office.grant_role("moor", &one, Role::Finance, 5)?;
    office.grant_role("moor", &one, Role::Secretariat, 5)?;
    office.grant_role("moor", &one, Role::Secretariat, 6)?;
    office.grant_role("vale", &one, Role::Administrator, 6)?;
    assert_eq!(
        office.roles("moor")?,
        [
            (one.clone(), Role::Secretariat),
            (one.clone(), Role::Finance),
            (two.clone(), Role::Secretariat)
        ]
    );
    office.withdraw_role("moor", &one, Role::Secretariat)?;
    assert_eq!(
        office.roles("moor")?,
        [(one.clone(), Role::Finance), (two, Role::Secretariat)]
    );
    assert_eq!(office.roles("vale")?, [(one, Role::Administrator)]);
    for role in Role::ALL {
        assert_eq!(Role::from_word(role.word()), Some(role));
    }
    Ok(())
}

fn erased(office: &dyn Office) -> Result<(), Fault> {
    let (one, two) = (someone(office, 1)?, someone(office, 2)?);
    for person in [&one, &two] {
        office.grant_role("moor", person, Role::Finance, 1)?;
        office.open_session(
            &format!("session {person}"),
            person,
            office::Means::Email,
            1,
            900,
            900,
        )?;
        office.add_token(
            &format!("token {person}"),
            person,
            "moor",
            "calendar",
            1,
            None,
        )?;
    }
    let _ = office.save_draft("moor", "1", "1", "agreed", 0, &one, 1)?;
    assert!(office.erase_person(&one)?);
    let open = |person: &str| office.session(&format!("session {person}"), 2);
    let acts = |person: &str| office.token(&format!("token {person}"), 2);
    assert_eq!(
        (office.person(&one)?, open(&one)?, acts(&one)?),
        (None, None, None)
    );
    assert!(office.person(&two)?.is_some() && open(&two)?.is_some() && acts(&two)?.is_some());
    assert_eq!(office.roles("moor")?, [(two, Role::Finance)]);
    assert_eq!(office.draft("moor", "1", "1")?.unwrap().text, "agreed");
    Ok(())
}

fn settings(office: &dyn Office) -> Result<(), Fault> {
    office.set_setting("moor", "illustrative", "true")?;
    office.set_setting("moor", "crest", "")?;
    office.set_setting("moor", "illustrative", "false")?;
    assert_eq!(
        office.setting("moor", "illustrative")?.as_deref(),
        Some("false")
    );
    assert_eq!(office.setting("vale", "illustrative")?, None);
    let kept = office.settings("moor")?;
    assert_eq!(
        kept,
        [
            ("crest".into(), String::new()),
            ("illustrative".into(), "false".into())
        ]
    );
    Ok(())
}
