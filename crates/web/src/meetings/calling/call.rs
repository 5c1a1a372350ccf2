//! Calling a meeting, with its agenda in rows.
//!
//! Rows are added by a button that sends the form and shows it again with one row more, so that it
//! works without a script. Rows left empty are passed over.

use app::views::{self, BodyToCall, CallingView, words};
use askama::Template;
use axum::response::Response;
use record::{LineNo, id::BodyId};
use serde_json::{Value, json};

use super::{ItemFields, item_fields, read_item};
use crate::{
    forms::{Check, Form},
    frame::{Frame, Section},
    meetings::before,
    problem::Problem,
    visit::{Visit, page, page_with, see},
};

/// How many rows there are to begin with.
const FIRST_ROWS: usize = 3;
/// The most rows: as many as an agenda holds.
const MOST_ROWS: usize = 99;
/// What is read of each row.
const FIELDS: [&str; 4] = ["title", "purpose", "presenter", "minutes"];

#[derive(Template)]
#[template(path = "meetings/calling/choose.html")]
struct ChooseBody {
    frame: Frame,
    bodies: Vec<BodyToCall>,
    at: String,
}

#[derive(Template)]
#[template(path = "meetings/calling/call.html")]
struct CallPage {
    frame: Frame,
    form: Form,
    view: CallingView,
    items: Vec<ItemFields>,
    at: String,
    seen: u64,
}

/// `GET /{partnership}/meetings/call`, with `?body=…` once the body is chosen
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    let Some(body) = visit.query("body") else {
        return choose(&visit);
    };
    let year = visit.reading.today().year().to_string();
    paper(
        &visit,
        Form::empty().with("body", body).with("date-year", year),
    )
}

/// `POST /{partnership}/meetings/call`
pub(super) async fn take(visit: Visit, form: Form) -> Result<Response, Problem> {
    if !form.value("more").is_empty() {
        return paper(&visit, form);
    }
    let mut form = without_empty_rows(&form);
    let act = json!({
        "act": "meetings.call",
        "body": form.read_text("body", "Choose a body"),
        "date": form.read_date("date", "Say on which day"),
        "starts": form.read_time("starts", "Say when it begins"),
        "place": form.read_text("place", "Say where the meeting will be held"),
        "agenda": read_agenda(&mut form),
    });
    if form.is_right() {
        if let Some(check) = warned(&visit, &form, &act) {
            return check;
        }
        match visit.act(act, form.seen()).await {
            Ok(recorded) => return called(visit, *recorded.lines.end()).await,
            Err(denied) => form.denied(denied)?,
        }
    }
    paper(&visit.read_on().await?, form)
}

/// Asks once more when the day is a bank holiday or people would have two meetings at once.
fn warned(visit: &Visit, form: &Form, act: &Value) -> Option<Result<Response, Problem>> {
    if form.is_sure() {
        return None;
    }
    let body = act["body"].as_str()?.parse().ok()?;
    let date = act["date"].as_str()?.parse().ok()?;
    let starts = act["starts"].as_str()?.parse().ok()?;
    let warnings = before::of_the_day(visit, &body, date, starts, None);
    let (last, others) = warnings.split_last()?;
    let frame = visit
        .frame("Call the meeting all the same?")
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings");
    let check = Check::new(
        frame,
        form,
        &visit.at("/meetings/call"),
        last,
        "Call the meeting",
    );
    let check = others.iter().fold(check, |check, told| check.will(told));
    let back = visit.at(&format!("/meetings/call?body={body}"));
    Some(check.back(back).page("The meeting was not called"))
}

fn read_agenda(form: &mut Form) -> Vec<Value> {
    let rows = form.rows("agenda").len();
    (0..rows)
        .map(|row| {
            let item = format!("item {}", row + 1);
            read_item(form, &format!("agenda[{row}]"), &item)
        })
        .collect()
}

/// On to the page of the meeting that a line of the book called.
async fn called(visit: Visit, line: LineNo) -> Result<Response, Problem> {
    let visit = visit.read_on().await?;
    let mut all = visit.reading.record.meetings.all();
    let meeting = all
        .find(|meeting| meeting.line == line)
        .ok_or_else(Problem::fault)?;
    Ok(see(
        &visit.at(&format!("/meetings/{}?done=called", meeting.id))
    ))
}

fn choose(visit: &Visit) -> Result<Response, Problem> {
    page(&ChooseBody {
        frame: visit
            .frame("Call a meeting")
            .section(Section::Meetings)
            .crumb("Meetings", "/meetings"),
        bodies: views::bodies_to_call(&visit.reading, visit.reading.today()),
        at: visit.at(""),
    })
}

fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let body: BodyId = form
        .value("body")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let view = views::calling(&visit.reading, &body, visit.reading.today());
    let view = view.ok_or_else(Problem::not_found)?;
    let frame = visit
        .frame("Call a meeting")
        .section(Section::Meetings)
        .crumb("Meetings", "/meetings")
        .summary(form.summary("The meeting was not called"));
    let page = CallPage {
        frame,
        items: (0..rows_shown(&form))
            .map(|row| item_fields(&form, &format!("agenda[{row}]")))
            .collect(),
        at: visit.at(""),
        seen: visit.reading.head.line,
        view,
        form,
    };
    page_with(page.form.status(), &page)
}

/// As many rows as were sent, and one more when one was asked for.
fn rows_shown(form: &Form) -> usize {
    let number = |name: &str| {
        name.strip_prefix("agenda[")?
            .split_once(']')?
            .0
            .parse()
            .ok()
    };
    let last: Option<usize> = form
        .pairs()
        .iter()
        .filter_map(|(name, _)| number(name))
        .max();
    let sent = last.map_or(0, |last| last.saturating_add(1));
    let more = usize::from(!form.value("more").is_empty());
    sent.saturating_add(more).clamp(FIRST_ROWS, MOST_ROWS)
}

/// The same form with its rows numbered without gaps, so that a refused item is found at its row. A
/// row of which only the purpose was chosen is empty: every row comes with one.
fn without_empty_rows(form: &Form) -> Form {
    let named = |row: usize, field: &str| format!("agenda[{row}].{field}");
    let typed = |row: &usize| {
        let mut fields = FIELDS.iter().filter(|field| **field != "purpose");
        fields.any(|field| !form.value(&named(*row, field)).trim().is_empty())
    };
    let others = form
        .pairs()
        .iter()
        .filter(|(name, _)| !name.starts_with("agenda["));
    let fresh = others.fold(Form::empty(), |fresh, (name, value)| {
        fresh.with(name, value)
    });
    let rows = form.rows("agenda").into_iter().filter(typed);
    rows.take(MOST_ROWS + 1)
        .enumerate()
        .fold(fresh, |fresh, (new, old)| {
            FIELDS.iter().fold(fresh, |fresh, field| {
                fresh.with(named(new, field), form.value(&named(old, field)))
            })
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{CLERK, MOOT, Moot, STRANGER};

    const CALL: &str = "/three-rivers/meetings/call";
    const GOOD: [(&str, &str); 8] = [
        ("body", "board"),
        ("date-day", "18"),
        ("date-month", "4"),
        ("date-year", "2007"),
        ("starts", "10.30am"),
        ("place", "Weir House"),
        ("agenda[4].title", "Flood plan"),
        ("agenda[4].purpose", "decision"),
    ];

    fn with<'a>(typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let kept = GOOD
            .into_iter()
            .filter(|(name, _)| typed.iter().all(|(other, _)| other != name));
        kept.chain(typed.iter().copied()).collect()
    }

    #[tokio::test]
    async fn a_body_is_chosen_then_its_meeting_is_called() {
        let moot = Moot::new();
        moot.get_as(CLERK, CALL).await.says(&[
            "Three Rivers Board",
            "call?body=executive",
            "No meeting to come",
        ]);
        let page = moot.get_as(CLERK, &format!("{CALL}?body=board")).await;
        page.says(&[
            " of Three Rivers Board</span>",
            "Three Rivers Board",
            "Apologies and interests",
            "para 9",
            "Date of the next meeting",
            "Item 3",
            "Add another item",
            "value=\"2007\"",
        ]);
        let page = moot.post_as(CLERK, CALL, &GOOD).await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (303, "/three-rivers/meetings/board-2007-04-18?done=called")
        );
        let office = moot.get_as(CLERK, &format!("/{MOOT}/office")).await;
        office.says(&["meeting with papers missing"]);
        moot.get_as(CLERK, CALL)
            .await
            .says(&["Next: Wednesday 18 April 2007"]);
        assert_eq!(
            moot.get_as(CLERK, &format!("{CALL}?body=nobody"))
                .await
                .status,
            404
        );
    }

    #[tokio::test]
    async fn another_row_keeps_what_was_typed_and_records_nothing() {
        let moot = Moot::new();
        let page = moot
            .post_as(
                CLERK,
                CALL,
                &with(&[
                    ("agenda[2].title", "Otters"),
                    ("place", ""),
                    ("more", "row"),
                ]),
            )
            .await;
        assert_eq!(page.status, 200);
        page.says(&[
            "Item 6",
            "value=\"Otters\"",
            "value=\"Flood plan\"",
            "value=\"10.30am\"",
        ])
        .never_says(&["Item 7", "There is a problem", "Say where"]);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        moot.at("2007-02-01T09:00:00Z");
        let long = "x".repeat(1_000);
        for (typed, says, anchor) in [
            (
                ("place", " "),
                "Say where the meeting will be held",
                "#place",
            ),
            (
                ("starts", "tenish"),
                "Write the time as 10.30am or 14:30",
                "#starts",
            ),
            (("starts", ""), "Say when it begins", "#starts"),
            (
                ("date-day", "31"),
                "There is no such day in that month",
                "#date-day",
            ),
            (("date-month", "1"), "has passed", "#date-day"),
            (
                ("agenda[1].presenter", "Ada"),
                "Say what item 1 is called",
                "#agenda-0-title",
            ),
            (("agenda[4].title", &*long), "", "#agenda-0-title"),
            (
                ("agenda[4].minutes", "ten"),
                "Write how many minutes item 1 may take",
                "#agenda-0-minutes",
            ),
            (("agenda[4].purpose", "fun"), "", "#agenda-0-purpose"),
        ] {
            let page = moot.post_as(CLERK, CALL, &with(&[typed])).await;
            assert_eq!(page.status, 422, "{typed:?}");
            page.says(&[
                "The meeting was not called",
                says,
                &format!("href=\"{anchor}\""),
            ]);
        }
        moot.calls("board");
        moot.at("2007-01-02T09:00:00Z");
        let page = moot.post_as(CLERK, CALL, &GOOD).await;
        page.says(&[
            "The body meets on that day at that time already",
            "href=\"#starts\"",
        ]);
    }

    #[tokio::test]
    async fn a_meeting_is_called_before_there_is_business_and_issued_when_there_is() {
        let moot = Moot::new();
        let nothing = [("agenda[4].title", ""), ("agenda[4].purpose", "decision")];
        assert_eq!(moot.post_as(CLERK, CALL, &with(&nothing)).await.status, 303);
        let forum = [nothing[0], nothing[1], ("body", "forum")];
        assert_eq!(moot.post_as(CLERK, CALL, &with(&forum)).await.status, 303);
        let issue = "/three-rivers/meetings/forum-2007-04-18/issue";
        let page = moot.post_as(CLERK, issue, &[]).await;
        assert_eq!(page.status, 422);
        page.says(&["has no items"]);
    }

    #[tokio::test]
    async fn what_waits_for_ratification_is_shown() {
        let moot = Moot::new();
        moot.calls("board");
        moot.acts(json!([
            {"act": "meetings.record-arrival", "meeting": "board-2007-04-18", "seat": "board.chair"},
            {"act": "meetings.open", "meeting": "board-2007-04-18", "chair": "board.chair"},
            {"act": "decisions.agree-by-consensus", "meeting": "board-2007-04-18", "item": 2, "text": "To build the dyke."},
            {"act": "meetings.close", "meeting": "board-2007-04-18"},
        ]));
        let page = moot.get_as(CLERK, &format!("{CALL}?body=board")).await;
        page.says(&["To ratify", "To build the dyke."]);
    }

    #[tokio::test]
    async fn only_the_secretariat_calls() {
        let moot = Moot::new();
        assert_eq!(moot.get(CALL).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, CALL).await.status, 403);
        assert_eq!(moot.post_as(2, CALL, &GOOD).await.status, 403);
    }

    // Requirement: ME10 at /{partnership}/meetings/call
    #[tokio::test]
    async fn a_bank_holiday_or_people_with_two_meetings_bring_a_warning_first() {
        let moot = Moot::new();
        let holiday = with(&[("date-day", "7"), ("date-month", "5")]);
        let page = moot.post_as(CLERK, CALL, &holiday).await;
        assert_eq!(page.status, 200);
        page.sound().says(&[
            "Call the meeting all the same?",
            "Monday 7 May 2007 is a bank holiday: Early May bank holiday.",
        ]);
        let mut sure = holiday.clone();
        sure.push(("sure", "yes"));
        assert_eq!(moot.post_as(CLERK, CALL, &sure).await.status, 303);
        moot.get_as(CLERK, "/three-rivers/meetings/board-2007-05-07")
            .await
            .says(&["is a bank holiday"]);
        moot.acts(json!([
            {"act": "structure.appoint", "seat": "executive.manager", "person": testkit::holder_of("board.leader").to_string(), "from": "2007-01-01"},
            {"act": "meetings.call", "body": "executive", "date": "2007-04-18", "starts": "11:30", "place": "Mill", "agenda": []},
        ]));
        let page = moot.post_as(CLERK, CALL, &GOOD).await;
        assert_eq!(page.status, 200);
        page.sound()
            .says(&["Holder of board.leader would have another meeting at the same time"]);
    }
}
