//! Forms: what was typed comes back, and every mistake has its place.

use askama::Template;
use axum::{extract::Path, response::Response, routing::get};
use serde_json::{Value, json};

use crate::{
    doors::{Doors, Who},
    forms::{Check, Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    testing::{CLERK, Moot, STRANGER},
    visit::{Visit, page_with, see},
};

/// A page with one field of every kind, as the meetings' own page has them.
#[derive(Template)]
#[template(
    source = r#"{% extends "frame/page.html" %}{% block content %}<h1>Call a meeting</h1><form method="post">
      {{ form.hidden("seen", seen) }}
      {{ form.select("body", "Body", bodies).first("Choose a body") }}
      {{ form.date_input("date", "Date").hint("For example, 18 4 2007") }}
      {{ form.input("starts", "Begins at").wide(10).hint("For example, 10.30am") }}
      {{ form.input("place", "Place") }}
      {% for row in 0..2 %}{{ form.input(format!("agenda[{row}].title").as_str(), "Item") }}{% endfor %}
      {{ form.area("words", "What was said").rows(3).hint("As it will be read") }}
      {{ form.radios("vote", "Your vote", bodies).hint("One") }}
      {{ form.input("minutes", "Minutes").numeric() }}
    </form>{% endblock %}"#,
    ext = "html"
)]
struct CallPage {
    frame: Frame,
    form: Form,
    bodies: Vec<Choice>,
    seen: u64,
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let frame = visit
        .frame("Call a meeting")
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .done(visit.query("done"))
        .summary(form.summary("The meeting was not called"));
    let page = CallPage {
        frame,
        seen: visit.reading.head.line,
        bodies: vec![
            Choice::new("board", "Board <main>"),
            Choice::new("forum", "Forum"),
        ],
        form,
    };
    page_with(page.form.status(), &page)
}

async fn ask(visit: Visit) -> Result<Response, Problem> {
    visit.must_be_secretariat()?;
    paper(&visit, Form::empty().with("place", "Weir House"))
}

async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    visit.must_be_secretariat()?;
    let mut agenda = Vec::<Value>::new();
    for row in form.rows("agenda") {
        agenda.push(json!({
            "title": form.read_text(&format!("agenda[{row}].title"), "Say what the item is called"),
            "purpose": "decision",
            "minutes": form.perhaps::<u16>("minutes", "Write the minutes as a number"),
        }));
    }
    let act = json!({
        "act": "meetings.call",
        "body": form.read_text("body", "Choose a body"),
        "date": form.read_date("date", "Say on which day"),
        "starts": form.read_time("starts", "Say when it begins"),
        "place": form.read_text("place", "Say where the meeting will be held"),
        "agenda": agenda,
    });
    if form.is_right() && visit.record(act, &mut form).await? {
        return Ok(see(&visit.at("/call?done=called")));
    }
    paper(&visit.read_on().await?, form)
}

async fn close(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    visit.must_be_secretariat()?;
    if form.is_sure() {
        let act = json!({"act": "meetings.close", "meeting": meeting});
        if visit.record(act, &mut form).await? {
            return Ok(see(&visit.at("/meetings")));
        }
    }
    let visit = visit.read_on().await?;
    let frame = visit.frame("Close the meeting?").section(Section::Meetings);
    let action = visit.at(&format!("/close/{meeting}"));
    Check::new(
        frame,
        &form,
        &action,
        "A closed meeting is not opened again.",
        "Close the meeting",
    )
    .will("Nobody can vote any more.")
    .will("The minutes can be drafted.")
    .back(visit.at("/meetings"))
    .page("The meeting was not closed")
}

fn moot() -> Moot {
    let routes: Doors = Doors::new()
        .route("/{partnership}/call", Who::Everyone, get(ask).post(take))
        .route(
            "/{partnership}/close/{meeting}",
            Who::Everyone,
            get(ask).post(close),
        );
    Moot::new().serving(routes)
}

const CALL: &str = "/three-rivers/call";

const RIGHT: [(&str, &str); 7] = [
    ("body", "board"),
    ("date-day", "18"),
    ("date-month", "4"),
    ("date-year", "2007"),
    ("starts", "10.30am"),
    ("place", "Weir House"),
    ("agenda[1].title", "Flood plan"),
];

fn but(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let others = RIGHT.iter().filter(|(key, _)| *key != name);
    others.copied().chain([(name, value)]).collect()
}

#[tokio::test]
async fn a_right_form_is_recorded_and_leads_on() {
    let moot = moot();
    let seen = moot.post_as(CLERK, CALL, &RIGHT).await;
    assert_eq!(
        (seen.status.as_u16(), seen.location()),
        (303, "/three-rivers/call?done=called")
    );
    let reading = moot.house.read("three-rivers").unwrap();
    let meeting = reading.record.meetings.all().next().unwrap();
    assert_eq!(meeting.id.as_str(), "board-2007-04-18");
    assert_eq!(meeting.starts.to_string(), "10:30:00");
    moot.get_as(CLERK, "/three-rivers/call?done=called")
        .await
        .says(&[
            "govuk-notification-banner--success",
            r#"aria-current="true">Meetings</a>"#,
            r#"<a class="govuk-breadcrumbs__link" href="/three-rivers/meetings">Meetings</a>"#,
            r#"value="Weir House""#,
            "Board &#60;main&#62;",
        ]);
}

#[tokio::test]
async fn each_mistake_is_named_at_the_top_and_at_its_field() {
    let moot = moot();
    for (form, words, anchor) in [
        (
            but("place", " "),
            "Say where the meeting will be held",
            "place",
        ),
        (but("body", ""), "Choose a body", "body"),
        (
            but("starts", "soon"),
            "Write the time as 10.30am or 14:30",
            "starts",
        ),
        (
            but("date-month", "13"),
            "The month must be a number from 1 to 12",
            "date-day",
        ),
        (
            but("date-day", "31"),
            "There is no such day in that month",
            "date-day",
        ),
        (
            but("date-year", ""),
            "The date must include a year",
            "date-day",
        ),
        (
            but("minutes", "ten"),
            "Write the minutes as a number",
            "minutes",
        ),
        (but("body", "parliament"), "", "body"),
    ] {
        let seen = moot.post_as(CLERK, CALL, &form).await;
        assert_eq!(seen.status, 422, "{words}");
        let typed = form.iter().filter(|(_, value)| *value == "Flood plan");
        assert_eq!(typed.count(), 1);
        seen.sound().says(&[
            "<title>Error: Call a meeting – Three Rivers Partnership – Folkmoot</title>",
            "The meeting was not called",
            &format!("<a href=\"#{anchor}\">{words}"),
            &format!("id=\"{anchor}\""),
            "govuk-form-group--error",
            words,
            r#"value="Flood plan""#,
        ]);
    }
    assert_eq!(
        moot.house
            .read("three-rivers")
            .unwrap()
            .record
            .meetings
            .all()
            .count(),
        0
    );
}

#[tokio::test]
async fn a_form_for_those_who_may_not_is_not_taken() {
    let moot = moot();
    assert_eq!(moot.post_as(STRANGER, CALL, &RIGHT).await.status, 403);
    let seen = moot.post(CALL, &RIGHT).await;
    assert_eq!(
        (seen.status.as_u16(), seen.location()),
        (303, "/sign-in?next=%2Fthree-rivers%2Fcall")
    );
}

#[tokio::test]
async fn what_cannot_be_undone_is_asked_twice() {
    let moot = moot();
    moot.calls("board");
    let path = "/three-rivers/close/board-2007-04-18";
    let head = moot.house.read("three-rivers").unwrap().head.line;
    let seen = head.to_string();
    let asked = moot
        .post_as(
            CLERK,
            path,
            &[("seen", &seen), ("note", "a \"quoted\" <word>")],
        )
        .await;
    assert_eq!(asked.status, 200);
    asked.sound().says(&[
        "A closed meeting is not opened again.",
        "Nobody can vote any more.",
        "<button type=\"submit\"",
        "Close the meeting</button>",
        "Go back without doing it",
        "value=\"a &#34;quoted&#34; &#60;word&#62;\"",
        r#"name="sure" value="yes""#,
    ]);
    assert_eq!(
        moot.house.read("three-rivers").unwrap().head.line,
        head,
        "asking does nothing"
    );
    let refused = moot
        .post_as(CLERK, path, &[("seen", &seen), ("sure", "yes")])
        .await;
    assert_eq!(refused.status, 422, "it was never opened");
    refused.says(&["The meeting was not closed"]);
}

#[tokio::test]
async fn a_stale_form_is_shown_again_with_what_changed() {
    let moot = moot();
    moot.calls("board");
    let seen = moot
        .house
        .read("three-rivers")
        .unwrap()
        .head
        .line
        .to_string();
    moot.acts(json!({"act": "meetings.record-arrival", "meeting": "board-2007-04-18", "seat": "board.chair"}));
    let path = "/three-rivers/close/board-2007-04-18";
    let page = moot
        .post_as(CLERK, path, &[("seen", &seen), ("sure", "yes")])
        .await;
    assert_eq!(page.status, 409);
    let changed = moot.house.read("three-rivers").unwrap().head.line;
    page.says(&[
        "Someone else has changed this meeting",
        &format!("/three-rivers/record#{changed}"),
    ]);
}

#[test]
fn rows_are_those_with_something_in_them() {
    let form = Form::empty()
        .with("agenda[4].title", "Bridge")
        .with("agenda[0].title", "Flood")
        .with("agenda[0].purpose", "decision")
        .with("agenda[1].title", "  ")
        .with("agenda[x].title", "none")
        .with("other[2].title", "none");
    assert_eq!(form.rows("agenda"), [0, 4]);
    assert_eq!(form.value("agenda[4].title"), "Bridge");
}
