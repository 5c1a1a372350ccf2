//! One action: what became of it, and for those who are to do it, the forms to say so.

use app::views::{self, ActionHistory, ActionStep, words};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{id::ActionId, meetings::ActionOutcome};
use serde_json::{Value, json};

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "meetings/action.html")]
struct ActionPage {
    frame: Frame,
    base: String,
    here: String,
    form: Form,
    view: ActionHistory,
    /// Whether the viewer may report on it and close it.
    may_act: bool,
    /// Partners that it can be passed on to.
    partners: Vec<Choice>,
    /// Open actions that may cover it.
    others: Vec<Choice>,
    seen: u64,
}

fn id(action: &str) -> Result<ActionId, Problem> {
    action.parse().map_err(|_| Problem::not_found())
}

fn view(visit: &Visit, action: &str) -> Result<ActionHistory, Problem> {
    let view = views::action(&visit.reading, &id(action)?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/actions/{action}`
pub(super) async fn show(
    visit: Visit,
    Path((_, action)): Path<(String, String)>,
) -> Result<Response, Problem> {
    paper(&visit, &action, Form::empty(), "")
}

/// `POST` of the same: a report, a later day, or the end of it.
pub(super) async fn take(
    visit: Visit,
    Path((_, action)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    view(&visit, &action)?;
    let (act, done, failed) = asked(&action, &mut form);
    if form.is_right() {
        let kind = form.value("do").to_owned();
        match visit.act(act, form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/actions/{action}?done={done}")))),
            Err(denied) => form.denied_as(denied, |field| format!("{kind}.{field}"))?,
        }
    }
    paper(&visit.read_on().await?, &action, form, failed)
}

fn asked(action: &str, form: &mut Form) -> (Value, &'static str, &'static str) {
    match form.value("do") {
        "extend" => (
            json!({"act": "meetings.extend-action", "action": action,
                "due": form.read_date("extend.due", "Say by which day it will be done"),
                "why": form.read_text("extend.why", "Say why it takes longer")}),
            "put-off",
            "The action was not put off",
        ),
        "close" => (
            json!({"act": "meetings.close-action", "action": action,
                "outcome": form.read_text("close.outcome", "Choose what came of it"),
                "words": form.perhaps_text("close.words"),
                "to": form.perhaps_text("close.to"),
                "into": form.perhaps_text("close.into")}),
            "closed",
            "The action was not closed",
        ),
        _ => (
            json!({"act": "meetings.report-action", "action": action,
                "words": form.read_text("report.words", "Say how it stands")}),
            "reported",
            "The report was not recorded",
        ),
    }
}

fn paper(visit: &Visit, action: &str, form: Form, failed: &str) -> Result<Response, Problem> {
    let view = view(visit, action)?;
    let person = visit.viewer.person.as_ref();
    let theirs =
        person.is_some_and(|person| views::acts_for(&visit.reading, person.id, &view.action.id));
    let may_act = view.action.outcome.is_none() && (visit.viewer.secretariat || theirs);
    let done = match visit.query("done").as_deref() {
        Some("reported") => Some("What you said is recorded."),
        Some("put-off") => Some("The action has a later day."),
        Some("closed") => Some("The action is closed."),
        _ => None,
    };
    let frame = visit
        .frame("Action")
        .section(Section::Actions)
        .crumb("Actions", "/actions")
        .summary(form.summary(failed))
        .done(done);
    let status = form.status();
    let page = ActionPage {
        base: visit.at(""),
        here: visit.at(&format!("/actions/{action}")),
        partners: if may_act {
            partners(visit, &view)
        } else {
            Vec::new()
        },
        others: if may_act {
            others(visit, &view)
        } else {
            Vec::new()
        },
        seen: visit.reading.head.line,
        may_act,
        frame,
        form,
        view,
    };
    page_with(status, &page)
}

fn partners(visit: &Visit, view: &ActionHistory) -> Vec<Choice> {
    let today = visit.reading.today();
    let Some(adoption) = visit.reading.record.structure.in_force(today) else {
        return Vec::new();
    };
    let arrangements = &adoption.arrangements;
    let organisations = arrangements.organisation.iter();
    let organisations = organisations.map(|one| (one.id.to_string(), one.name.clone()));
    let bodies = arrangements.body.iter();
    let bodies = bodies.map(|one| (one.id.to_string(), one.name.clone()));
    let all = organisations.chain(bodies);
    all.filter(|(id, _)| *id != view.action.owner.id.to_string())
        .map(|(id, name)| Choice::new(id, name))
        .collect()
}

fn others(visit: &Visit, view: &ActionHistory) -> Vec<Choice> {
    let (own, body) = (view.action.id.clone(), view.action.body.id.clone());
    let open = views::actions(&visit.reading, say::audience(visit), move |action| {
        action.is_open() && action.id != own
    });
    open.filter(|action| action.body.id == body)
        .map(|action| {
            let words: String = action.what.chars().take(80).collect();
            let day = words::short_day(action.asked);
            Choice::new(action.id.to_string(), format!("{words} ({day})"))
        })
        .collect()
}

fn outcomes() -> [Choice; 3] {
    [
        Choice::new("done", "It is done"),
        Choice::new("no-longer-needed", "It is no longer needed"),
        Choice::new(
            "passed-on",
            "It is passed on to another partner, or another action covers it",
        ),
    ]
}

impl ActionPage {
    /// "was put off until 21 December 2007": what a step was.
    fn step(&self, step: &ActionStep) -> String {
        match (step.what, step.due) {
            ("put-off", Some(due)) => format!("Put off until {}", words::short_day(due)),
            ("closed", _) => match self.view.action.outcome {
                Some(ActionOutcome::Done) => "Done".to_owned(),
                Some(ActionOutcome::NoLongerNeeded) => "No longer needed".to_owned(),
                _ => "Passed on".to_owned(),
            },
            _ => "Reported".to_owned(),
        }
    }

    /// Whether this is the form that was sent and came back.
    fn sent(&self, form: &str) -> bool {
        self.form.value("do") == form
    }
}

/// `GET /api/v1/{partnership}/actions/{action}`
pub(super) async fn json(
    visit: Visit,
    Path((_, action)): Path<(String, String)>,
) -> Result<Response, Problem> {
    crate::api::json(&view(&visit, &action)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::holder_of;

    use crate::{
        story::HELD,
        testing::{CLERK, MOOT, Moot, STRANGER},
    };

    /// The leader of the council, and the chair of the Board.
    const LEADER: u32 = 2;
    const CHAIR: u32 = 1;
    const HEALTH: u32 = 5;
    const ACTION: &str = "board-2007-04-18-a1";

    fn at() -> String {
        format!("/{MOOT}/actions/{ACTION}")
    }

    // Requirement: ME6 at /{partnership}/actions/{action}
    #[tokio::test]
    async fn its_owner_reports_puts_off_and_closes() {
        let moot = Moot::new();
        moot.meets();
        let desk = format!("/{MOOT}/desk");
        moot.at("2007-05-25T09:00:00Z");
        moot.get_as(LEADER, &desk)
            .await
            .sound()
            .says(&["Print the flood plan.", "Say how it stands"]);
        moot.get_as(HEALTH, &desk)
            .await
            .never_says(&["Print the flood plan."]);
        let page = moot.get_as(LEADER, &at()).await.sound();
        page.says(&[
            "Print the flood plan.",
            "Nothing has been reported yet.",
            "31 May 2007",
        ]);
        let report = [("do", "report"), ("report.words", "Half is printed.")];
        let sent = moot.post_as(LEADER, &at(), &report).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let early = [
            ("do", "extend"),
            ("extend.due-day", "1"),
            ("extend.due-month", "5"),
            ("extend.due-year", "2007"),
            ("extend.why", "The press broke."),
        ];
        let refused = moot.post_as(LEADER, &at(), &early).await;
        assert_eq!(refused.status, 422);
        refused
            .sound()
            .says(&["is no later", "href=\"#extend-due-day\""]);
        let mut later = early;
        later[2].1 = "7";
        assert_eq!(moot.post_as(LEADER, &at(), &later).await.status, 303);
        moot.get_as(LEADER, &at()).await.sound().says(&[
            "Half is printed.",
            "Put off until 1 July 2007",
            "at first 31 May 2007",
            "The press broke.",
        ]);
        let close = [("do", "close"), ("close.outcome", "no-longer-needed")];
        let refused = moot.post_as(LEADER, &at(), &close).await;
        assert_eq!(refused.status, 422);
        refused
            .sound()
            .says(&["is closed with a reason", "href=\"#close-words\""]);
        let close = [
            ("do", "close"),
            ("close.outcome", "done"),
            ("close.words", "All is printed."),
        ];
        assert_eq!(moot.post_as(LEADER, &at(), &close).await.status, 303);
        moot.get_as(LEADER, &at())
            .await
            .sound()
            .says(&["Done", "All is printed."])
            .never_says(&["Record the report"]);
    }

    #[tokio::test]
    async fn others_may_not_and_the_public_reads_it_once_the_minutes_are_published() {
        let moot = Moot::new();
        moot.meets();
        let report = [("do", "report"), ("report.words", "Not mine.")];
        assert_eq!(moot.get(&at()).await.status, 404);
        assert_eq!(moot.get_as(STRANGER, &at()).await.status, 404);
        assert_eq!(moot.post_as(STRANGER, &at(), &report).await.status, 404);
        let health = moot.get_as(HEALTH, &at()).await.sound();
        health.never_says(&["Record the report"]);
        assert_eq!(moot.post_as(HEALTH, &at(), &report).await.status, 403);
        assert_eq!(moot.post(&at(), &report).await.status, 303);
        moot.publishes(HELD);
        moot.get(&at())
            .await
            .sound()
            .says(&["Print the flood plan.", "Overdue"])
            .never_says(&["Record the report"]);
        let json = moot.get(&format!("/api/v1{}", at())).await.json();
        assert_eq!(
            (&json["overdue"], &json["escalate_days"]),
            (&json!(true), &json!(28))
        );
        let nowhere = format!("/{MOOT}/actions/board-2007-04-18-a9");
        assert_eq!(moot.get(&nowhere).await.status, 404);
    }

    // Requirement: ME6 at /{partnership}/meetings/{meeting}
    #[tokio::test]
    async fn what_is_overdue_comes_before_the_chair_and_what_is_open_arises_again() {
        let moot = Moot::new();
        moot.meets();
        moot.publishes(HELD);
        moot.acts(json!({"act": "meetings.call", "body": "board", "date": "2007-07-18", "starts": "10:30", "place": "Weir House", "agenda": []}));
        let next = format!("/{MOOT}/meetings/board-2007-07-18");
        moot.get(&next).await.sound().says(&[
            "Matters arising",
            "Still to be done:",
            "Print the flood plan.",
        ]);
        let desk = format!("/{MOOT}/desk");
        moot.get_as(CHAIR, &desk)
            .await
            .never_says(&["Print the flood plan."]);
        moot.at("2007-06-29T09:00:00Z");
        moot.get_as(CHAIR, &desk)
            .await
            .sound()
            .says(&["Print the flood plan.", "You chair the body that asked."]);
        moot.get(&next)
            .await
            .sound()
            .says(&["Long overdue, before the chair:"]);
        moot.get(&at()).await.says(&["more than 28 days"]);
        moot.get_as(CLERK, &format!("/{MOOT}/office/overdue"))
            .await
            .sound()
            .says(&["Print the flood plan."]);
        let passed = [
            ("do", "close"),
            ("close.outcome", "passed-on"),
            ("close.words", "The trust has a press."),
            ("close.to", "health"),
        ];
        assert_eq!(moot.post_as(CLERK, &at(), &passed).await.status, 303);
        moot.get(&next).await.sound().says(&[
            "Closed since the last meeting:",
            "The trust has a press.",
            "Long overdue",
        ]);
        moot.get(&at())
            .await
            .sound()
            .says(&["Passed on", "another action"]);
        assert_eq!(holder_of("board.leader"), testkit::person(LEADER));
    }

    #[tokio::test]
    async fn the_log_is_filtered_by_state_body_and_owner() {
        let moot = Moot::new();
        moot.meets();
        moot.publishes(HELD);
        let log = |query: &str| format!("/{MOOT}/actions{query}");
        for query in ["", "?show=overdue", "?show=all&body=board&owner=council"] {
            moot.get(&log(query))
                .await
                .sound()
                .says(&["Print the flood plan.", "The day has passed"]);
        }
        for query in ["?show=closed", "?owner=health", "?body=executive"] {
            moot.get(&log(query))
                .await
                .sound()
                .says(&["No action is like that."]);
        }
        moot.acts(json!({"act": "meetings.close-action", "action": ACTION, "outcome": "done"}));
        moot.get(&log(""))
            .await
            .sound()
            .says(&["No action is like that."]);
        moot.get(&log("?show=closed"))
            .await
            .sound()
            .says(&["Closed", "Done"]);
        let all = moot.get(&format!("/api/v1{}", log(""))).await.json();
        assert_eq!(all[0]["outcome"], "done");
    }
}
