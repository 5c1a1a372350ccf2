use serde_json::json;

use crate::testing::{CLERK, MOOT, Moot, STRANGER, Seen};

/// Goes where a form that was taken leads.
async fn follow(moot: &Moot, sent: &Seen) -> Seen {
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get_as(CLERK, sent.location()).await
}

/// The fields of the form that founds a group, but for those named.
fn founding<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("name", "Alcohol abuse"),
        ("sort", "task-and-finish"),
        ("scope", "What helps, in six months."),
        ("resources", "Two days a week of an officer."),
        ("led_by", "health"),
        ("origin", "directed"),
        ("by", "board"),
        ("reports_to", "executive"),
        ("starts-day", "1"),
        ("starts-month", "5"),
        ("starts-year", "2007"),
        ("ends-day", "31"),
        ("ends-month", "10"),
        ("ends-year", "2007"),
        ("seats[0].title", "Lead"),
        ("seats[0].partner", "health"),
        ("seats[1].title", "Council officer"),
        ("seats[1].partner", "council"),
        ("chair", "0"),
    ];
    let typed = |name: &str| more.iter().any(|(other, _)| *other == name);
    let kept = usual.into_iter().filter(|(name, _)| !typed(name));
    kept.chain(more.iter().copied()).collect()
}

fn path(path: &str) -> String {
    format!("/{MOOT}/structure/{path}")
}

// Requirement: ST16 at /{partnership}/structure/found
#[tokio::test]
async fn a_group_is_founded_reminded_of_given_a_longer_run_and_closed() {
    let moot = Moot::new();
    moot.get_as(CLERK, &path("found")).await.sound();
    let missing = moot
        .post_as(CLERK, &path("found"), &founding(&[("scope", "")]))
        .await;
    assert_eq!(missing.status, 422);
    missing.says(&["The group was not founded", "what it is to do"]);
    moot.post_as(
        CLERK,
        &path("found"),
        &founding(&[("by", "flood"), ("starts-month", "8")]),
    )
    .await
    .says(&["There is no body flood on 1 August 2007 that could found it"]);
    let sent = moot.post_as(CLERK, &path("found"), &founding(&[])).await;
    assert_eq!(sent.location(), path("alcohol-abuse?done=founded"));
    // Planned today, there on its first day, on the chart and as a body of the structure.
    moot.get(&path("alcohol-abuse")).await.sound().says(&[
        "It begins on 1 May 2007.",
        "What helps, in six months.",
        "Directed by",
        "Three Rivers Health Trust",
    ]);
    let index = format!("/{MOOT}/structure");
    moot.get(&index)
        .await
        .sound()
        .says(&["Planned after that day", "Alcohol abuse"]);
    moot.get(&format!("{index}?at=2007-05-01")).await.says(&[
        "As it is planned for Tuesday 1 May 2007",
        "directed by",
        "6 bodies",
    ]);
    moot.acts(json!([
        {"act": "structure.appoint", "seat": "alcohol-abuse.lead", "person": testkit::person(STRANGER).to_string(), "from": "2007-05-01"},
    ]));
    moot.at("2007-09-20T09:00:00Z");
    moot.get_as(CLERK, &format!("/{MOOT}/office/bodies"))
        .await
        .sound()
        .says(&[
            "Ends 31 October 2007",
            "Alcohol abuse",
            "Overdue: 30 June 2007",
            "Flood Group",
        ]);
    // One more year.
    moot.get_as(CLERK, &path("alcohol-abuse/extend"))
        .await
        .sound();
    let longer = [
        ("until-day", "31"),
        ("until-month", "10"),
        ("until-year", "2008"),
    ];
    moot.post_as(CLERK, &path("alcohol-abuse/extend"), &longer)
        .await
        .says(&["Neither a decision nor a reason is given"]);
    let why = [longer.as_slice(), &[("why", "The young were not asked.")]].concat();
    let sent = moot
        .post_as(CLERK, &path("alcohol-abuse/extend"), &why)
        .await;
    follow(&moot, &sent).await.says(&[
        "To 31 October 2008 instead of 31 October 2007",
        "The young were not asked.",
    ]);
    // A meeting that is called stands in the way of its end.
    moot.acts(
        json!({"act": "meetings.call", "body": "alcohol-abuse", "date": "2007-10-18",
        "starts": "10:30", "place": "Weir House", "agenda": [{"title": "What helps"}]}),
    );
    let end = |more: &[(&'static str, &'static str)]| {
        let day = [("on-day", "20"), ("on-month", "9"), ("on-year", "2007")];
        let report = [("report", "Ask early.")];
        [day.as_slice(), &report, more].concat()
    };
    moot.get_as(CLERK, &path("alcohol-abuse/close"))
        .await
        .sound();
    moot.post_as(CLERK, &path("alcohol-abuse/close"), &end(&[]))
        .await
        .sound()
        .says(&["Close this group?", "cannot be opened again"]);
    let refused = moot
        .post_as(
            CLERK,
            &path("alcohol-abuse/close"),
            &end(&[("sure", "yes")]),
        )
        .await;
    assert_eq!(refused.status, 422);
    refused.says(&["alcohol-abuse-2007-10-18"]);
    let sent = moot
        .post_as(CLERK, &path("flood/close"), &{
            let mut form = end(&[("sure", "yes")]);
            form[1].1 = "6";
            form
        })
        .await;
    follow(&moot, &sent)
        .await
        .says(&["Closed; its last day is 20 June 2007", "Ask early."]);
    moot.get(&path("flood?at=2007-06-20"))
        .await
        .says(&["As it was on Wednesday 20 June 2007"]);
    for form in ["found", "flood/extend", "flood/close"] {
        assert_eq!(
            moot.get_as(STRANGER, &path(form)).await.status,
            403,
            "{form}"
        );
    }
}

// Requirement: ST2 at /{partnership}/structure/{body}/terms
#[tokio::test]
async fn terms_are_proposed_approved_and_compared_part_by_part() {
    let moot = Moot::new();
    let propose = path("forum/terms/propose");
    let day = [
        ("from-day", "1"),
        ("from-month", "3"),
        ("from-year", "2007"),
    ];
    moot.get(&path("forum/terms"))
        .await
        .sound()
        .says(&["No terms of reference are in force"]);
    moot.get_as(CLERK, &propose)
        .await
        .sound()
        .says(&["signs off its own terms"]);
    moot.post_as(CLERK, &propose, &day)
        .await
        .says(&["say nothing", "State at least one part"]);
    let with = |more: &[(&'static str, &'static str)]| [day.as_slice(), more].concat();
    let first = with(&[
        ("terms.purpose", "To ask."),
        ("terms.tasks", "Meet.\nReport."),
        ("why", "It had none."),
    ]);
    let sent = moot.post_as(CLERK, &propose, &first).await;
    follow(&moot, &sent).await.sound().says(&[
        "Waits for approval",
        "It had none.",
        "To be in force from 1 March 2007",
    ]);
    moot.get_as(CLERK, &format!("/{MOOT}/office/bodies"))
        .await
        .says(&["Rivers Forum: version 1", "Record the approval"]);
    let approve = path("forum/terms/1/approve");
    moot.get_as(CLERK, &approve)
        .await
        .sound()
        .says(&["Rivers Forum approves it"]);
    let sent = moot.post_as(CLERK, &approve, &[]).await;
    follow(&moot, &sent).await.says(&[
        "Approved by Rivers Forum on 2 January 2007",
        "In force from 1 March 2007",
    ]);
    moot.post_as(CLERK, &approve, &[])
        .await
        .says(&["is approved already"]);
    let second = with(&[
        ("terms.purpose", "To ask."),
        ("terms.tasks", "Meet.\nListen."),
    ]);
    moot.post_as(CLERK, &propose, &second).await;
    moot.at("2007-03-02T09:00:00Z");
    moot.get(&path("forum/terms")).await.sound().says(&[
        "In force since 1 March 2007: version 1",
        "<del>Report.</del>",
        "<ins>Listen.</ins>",
    ]);
    moot.get(&path("forum?at=2007-02-28"))
        .await
        .never_says(&["To ask."]);
    moot.get(&path("forum"))
        .await
        .sound()
        .says(&["To ask.", "Waits for approval"]);
    let json = moot
        .get(&format!("/api/v1{}", path("forum/terms")))
        .await
        .json();
    assert_eq!(json["versions"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["in_force"]["version"], 1);
    assert_eq!(moot.get_as(STRANGER, &propose).await.status, 403);
    assert_eq!(moot.get(&path("mars/terms")).await.status, 404);
}

// Requirement: ST18 at /{partnership}/structure/{body}/contacts/name
#[tokio::test]
async fn a_point_of_contact_is_named_shown_and_ended() {
    let moot = Moot::new();
    let name = path("learning/contacts/name");
    let pat = testkit::person(STRANGER).to_string();
    let form = [
        ("role", "gatekeeper"),
        ("towards", "board"),
        ("person", pat.as_str()),
        ("from-day", "2"),
        ("from-month", "1"),
        ("from-year", "2007"),
    ];
    moot.get_as(CLERK, &name).await.sound();
    moot.post_as(CLERK, &name, &form[..1])
        .await
        .says(&["Nobody was named", "Choose who it is"]);
    let sent = moot.post_as(CLERK, &name, &form).await;
    follow(&moot, &sent)
        .await
        .sound()
        .says(&["Gatekeeper to the", "Pat Public"]);
    moot.get(&path("board"))
        .await
        .says(&["Gatekeeper of the", "Pat Public"]);
    moot.get(&format!("/{MOOT}/people/{pat}"))
        .await
        .sound()
        .says(&["Point of contact"]);
    moot.post_as(CLERK, &name, &form)
        .await
        .says(&["Someone is that already"]);
    let end = path("learning/contacts/learning-gatekeeper-1/end");
    moot.get_as(CLERK, &end)
        .await
        .sound()
        .says(&["Pat Public is the gatekeeper"]);
    moot.at("2007-02-01T09:00:00Z");
    let on = [("on-day", "31"), ("on-month", "1"), ("on-year", "2007")];
    let sent = moot.post_as(CLERK, &end, &on).await;
    follow(&moot, &sent).await.never_says(&["Pat Public"]);
    moot.get(&path("learning?at=2007-01-31"))
        .await
        .says(&["Pat Public"]);
    assert_eq!(moot.get_as(STRANGER, &name).await.status, 403);
}

// Requirement: ST23 at /{partnership}/structure/dependencies
#[tokio::test]
async fn what_the_structure_rests_on_is_for_those_inside_only() {
    let moot = Moot::new();
    let log = path("dependencies");
    let form = [
        ("what", "The long-term funding of Voluntary Action."),
        ("sort", "rests-on"),
        ("about", "voluntary-action"),
        ("owner", "council"),
        ("review-day", "1"),
        ("review-month", "2"),
        ("review-year", "2007"),
    ];
    moot.get_as(CLERK, &log)
        .await
        .sound()
        .says(&["Nothing is open."]);
    moot.post_as(CLERK, &log, &form[..2])
        .await
        .says(&["It was not logged", "Choose who looks after it"]);
    let sent = moot.post_as(CLERK, &log, &form).await;
    follow(&moot, &sent)
        .await
        .sound()
        .says(&["long-term funding", "1 February 2007"]);
    let member = 2;
    moot.get_as(member, &log)
        .await
        .says(&["long-term funding"])
        .never_says(&["Log another"]);
    let api = format!("/api/v1{log}");
    for outside in [
        moot.get(&log).await,
        moot.get_as(STRANGER, &log).await,
        moot.get(&api).await,
    ] {
        assert_eq!(outside.status, 404);
    }
    moot.get(&format!("/{MOOT}/record"))
        .await
        .never_says(&["long-term funding", "rests on"]);
    moot.get(&format!("/{MOOT}/structure"))
        .await
        .never_says(&["dependencies"]);
    moot.at("2007-02-02T09:00:00Z");
    moot.get_as(CLERK, &format!("/{MOOT}/office/bodies"))
        .await
        .says(&["Overdue: 1 February 2007", "long-term funding"]);
    let settle = path("dependencies/dependency-1/settle");
    moot.get_as(CLERK, &settle).await.sound();
    let sent = moot
        .post_as(CLERK, &settle, &[("outcome", "Funded for three years.")])
        .await;
    follow(&moot, &sent)
        .await
        .says(&["Settled", "Funded for three years."]);
    moot.post_as(CLERK, &settle, &[("outcome", "Again.")])
        .await
        .says(&["was settled on"]);
}
