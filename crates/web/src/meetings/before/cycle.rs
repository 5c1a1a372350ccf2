//! A year's meetings: a proposal as a table, with dates that can be changed; then all are called at
//! once, or none.

use std::collections::BTreeMap;

use app::views::{CycleView, ProposedView, cycle_of, words, year_to_plan};
use askama::Template;
use axum::{extract::State, response::Response};
use jiff::civil::Date;
use record::{arrangements::Cadence, id::BodyId};
use serde_json::{Value, json};

use crate::{
    Site,
    api::Program,
    forms::{Choice, DateInput, Form, Input, Pick},
    frame::Frame,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// The cadences that can be chosen.
const CADENCES: [(&str, Cadence); 7] = [
    ("monthly", Cadence::Monthly),
    ("six-weekly", Cadence::SixWeekly),
    ("two-monthly", Cadence::TwoMonthly),
    ("quarterly", Cadence::Quarterly),
    ("three-a-year", Cadence::ThreeAYear),
    ("six-monthly", Cadence::SixMonthly),
    ("annual", Cadence::Annual),
];
/// Where a meeting is held when neither the arrangements nor an earlier meeting say.
const NOWHERE_YET: &str = "To be arranged";

#[derive(Template)]
#[template(path = "meetings/before/cycle.html")]
struct CyclePage {
    frame: Frame,
    form: Form,
    title: String,
    asks: Vec<Pick>,
    rows: Vec<Row>,
    years: Vec<Choice>,
    spare_august: Vec<Choice>,
    seen: u64,
    conflicts: usize,
}

/// One meeting of the proposal, with its inputs.
struct Row {
    view: ProposedView,
    date: DateInput,
    starts: Input,
    place: Input,
    call: Pick,
    body: String,
}

/// What the address asks for.
struct Asked {
    from: Date,
    every: BTreeMap<BodyId, Cadence>,
    spare_august: bool,
}

impl Asked {
    fn of(form: &Form, first: Date) -> Self {
        let from = form.value("year").parse().ok();
        let every = form.pairs().iter().filter_map(|(name, value)| {
            let body = name.strip_prefix("every.")?.parse().ok()?;
            let (_, cadence) = CADENCES.iter().find(|(word, _)| word == value)?;
            Some((body, *cadence))
        });
        Self {
            from: from.unwrap_or(first),
            every: every.collect(),
            spare_august: form.value("august") != "meets",
        }
    }
}

/// `GET /{partnership}/office/cycle`, with `?year=2007-04-01&every.board=quarterly&august=meets`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let form = asked_in(&visit);
    let asked = Asked::of(&form, year_to_plan(&visit.reading));
    let view = cycle_of(&visit.reading, asked.from, asked.every, asked.spare_august);
    let form = view
        .proposed
        .iter()
        .enumerate()
        .fold(form, |form, (row, one)| {
            let named = |field: &str| format!("meetings[{row}].{field}");
            form.with(named("date-day"), one.date.day().to_string())
                .with(named("date-month"), one.date.month().to_string())
                .with(named("date-year"), one.date.year().to_string())
                .with(named("starts"), words::clock(one.starts))
                .with(named("place"), one.place.as_deref().unwrap_or(NOWHERE_YET))
                .with(named("call"), "yes")
        });
    paper(&visit, form, view)
}

/// `GET /api/v1/{partnership}/office/cycle`, for the secretariat's programs
pub(super) async fn json(
    program: Program,
    State(site): State<std::sync::Arc<Site>>,
    uri: axum::http::Uri,
) -> Result<Response, Problem> {
    let reading = site.reading(program.partnership()).await?;
    let form = form_of(uri.query().unwrap_or_default());
    let asked = Asked::of(&form, year_to_plan(&reading));
    crate::api::json(&cycle_of(
        &reading,
        asked.from,
        asked.every,
        asked.spare_august,
    ))
}

/// `POST /{partnership}/office/cycle`
pub(super) async fn call(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let mut acts = Vec::new();
    for row in form.rows("meetings") {
        let named = |field: &str| format!("meetings[{row}].{field}");
        if form.value(&named("call")) != "yes" {
            continue;
        }
        acts.push(json!({
            "act": "meetings.call",
            "body": form.value(&named("body")),
            "date": form.read_date(&named("date"), "Say on which day"),
            "starts": form.read_time(&named("starts"), "Say when it begins"),
            "place": form.read_text(&named("place"), "Say where, or “To be arranged”"),
            "agenda": [],
        }));
    }
    if acts.is_empty() && form.is_right() {
        form.wrong("meetings[0].call", "Choose at least one meeting to call");
    }
    if form.is_right() {
        let many = acts.len();
        match visit.act(Value::Array(acts), form.seen()).await {
            Ok(_) => return Ok(see(&visit.at(&format!("/meetings?done=cycle&many={many}")))),
            Err(denied) => form.denied(denied)?,
        }
    }
    let visit = visit.read_on().await?;
    let asked = Asked::of(&form, year_to_plan(&visit.reading));
    let mut view = cycle_of(&visit.reading, asked.from, asked.every, asked.spare_august);
    keep_typed(&form, &mut view);
    paper(&visit, form, view)
}

/// The rows as they were typed, so that another body's meeting never takes the place of one.
fn keep_typed(form: &Form, view: &mut CycleView) {
    let rows = form.rows("meetings");
    let mut left = std::mem::take(&mut view.proposed);
    view.proposed = rows
        .into_iter()
        .filter_map(|row| {
            let body = form.value(&format!("meetings[{row}].body"));
            let at = left.iter().position(|one| one.body.id.as_str() == body)?;
            Some(left.remove(at))
        })
        .collect();
}

fn asked_in(visit: &Visit) -> Form {
    form_of(&visit.query_text())
}

fn form_of(query: &str) -> Form {
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .filter(|(name, _)| name == "year" || name == "august" || name.starts_with("every."))
        .fold(Form::empty(), |form, (name, value)| form.with(name, value))
}

fn paper(visit: &Visit, form: Form, view: CycleView) -> Result<Response, Problem> {
    let cadences: Vec<Choice> = CADENCES
        .iter()
        .map(|(word, cadence)| Choice::new(*word, words::cadence(*cadence)))
        .collect();
    let mut shown = form.clone();
    for body in &view.bodies {
        let name = format!("every.{}", body.body.id);
        let word = body.every.filter(|_| body.chosen).and_then(|every| {
            let known = CADENCES.iter().find(|(_, cadence)| *cadence == every);
            known.map(|(word, _)| *word)
        });
        if form.value(&name).is_empty() {
            shown = shown.with(name, word.unwrap_or_default());
        }
    }
    let asks = view.bodies.iter().map(|body| {
        shown
            .select(
                &format!("every.{}", body.body.id),
                &body.body.name,
                &cadences,
            )
            .first("No meetings")
    });
    let rows = view.proposed.iter().enumerate().map(|(row, one)| {
        let named = |field: &str| format!("meetings[{row}].{field}");
        Row {
            date: form.date_input(&named("date"), "Date"),
            starts: form.input(&named("starts"), "Begins at").wide(5),
            place: form.input(&named("place"), "Place"),
            body: named("body"),
            call: form
                .radios(
                    &named("call"),
                    "Call this meeting?",
                    &[Choice::new("yes", "Yes"), Choice::new("no", "No")],
                )
                .inline(),
            view: one.clone(),
        }
    });
    let years = |first: Date| {
        (0..3_i8).filter_map(move |more| {
            let year = first
                .checked_add(jiff::Span::new().years(i64::from(more) - 1))
                .ok()?;
            Some(Choice::new(year.to_string(), words::day(year)))
        })
    };
    let page = CyclePage {
        frame: visit
            .frame("Plan a year’s meetings")
            .crumb("Office", "/office")
            .summary(form.summary("No meeting was called")),
        title: format!(
            "{} to {}",
            words::short_day(view.from),
            words::short_day(view.until.yesterday().unwrap_or(view.until))
        ),
        conflicts: view.proposed.iter().map(|one| one.conflicts.len()).sum(),
        asks: asks.collect(),
        rows: rows.collect(),
        years: years(year_to_plan(&visit.reading)).collect(),
        spare_august: vec![
            Choice::new("spared", "Nobody meets in August"),
            Choice::new("meets", "August is a month like others"),
        ],
        seen: visit.reading.head.line,
        form: shown
            .with("year", view.from.to_string())
            .with("august", if view.spare_august { "spared" } else { "meets" }),
    };
    page_with(page.form.status(), &page)
}

#[cfg(test)]
mod tests {
    use crate::meetings::before::testing::by_program;
    use crate::meetings::before::testing::follow;
    use crate::testing::{CLERK, Moot, STRANGER};

    const CYCLE: &str = "/three-rivers/office/cycle";
    const ASKED: &str =
        "?year=2007-04-01&every.board=quarterly&every.executive=quarterly&august=spared";

    // Requirement: ME1 at /{partnership}/office/cycle
    #[tokio::test]
    async fn a_year_is_proposed_with_reasons_and_called_all_at_once() {
        let moot = Moot::new();
        moot.get_as(CLERK, CYCLE).await.sound().says(&[
            "Plan a year’s meetings",
            "Three Rivers Board",
            "No meetings",
        ]);
        let page = moot.get_as(CLERK, &format!("{CYCLE}{ASKED}")).await.sound();
        page.says(&[
            "1 April 2007 to 31 March 2008",
            "Call these meetings",
            "meetings[7].place",
        ])
        .never_says(&["meetings[8].place"]);
        assert_eq!(moot.get(CYCLE).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, CYCLE).await.status, 403);
        let row = |row: usize, date: &str, call: &str| {
            let parts: Vec<&str> = date.split('-').collect();
            let named = |field: &str| format!("meetings[{row}].{field}");
            vec![
                (named("body"), "board".to_owned()),
                (named("date-day"), parts[2].to_owned()),
                (named("date-month"), parts[1].to_owned()),
                (named("date-year"), parts[0].to_owned()),
                (named("starts"), "10.30am".to_owned()),
                (named("place"), "Weir House".to_owned()),
                (named("call"), call.to_owned()),
            ]
        };
        let typed = |rows: Vec<Vec<(String, String)>>| -> Vec<(String, String)> {
            rows.into_iter().flatten().collect()
        };
        let send = async |rows| {
            let typed = typed(rows);
            let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (&**n, &**v)).collect();
            moot.post_as(CLERK, &format!("{CYCLE}{ASKED}"), &typed)
                .await
        };
        // One that cannot be called, and none is.
        let past = send(vec![
            row(0, "2007-05-16", "yes"),
            row(1, "2006-05-16", "yes"),
        ])
        .await;
        assert_eq!(past.status, 422);
        past.says(&["No meeting was called"]);
        moot.get("/three-rivers/meetings")
            .await
            .says(&["No meeting is called."]);
        let none = send(vec![row(0, "2007-05-16", "no")]).await;
        assert_eq!(none.status, 422);
        none.says(&["Choose at least one meeting"]);
        let rows = vec![
            row(0, "2007-05-16", "yes"),
            row(1, "2007-07-18", "yes"),
            row(2, "2007-10-17", "no"),
        ];
        let sent = send(rows).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        follow(&moot, sent).await.says(&["2 meetings are called."]);
        moot.get("/three-rivers/meetings")
            .await
            .says(&["16 May 2007", "18 July 2007"])
            .never_says(&["17 October 2007"]);
    }

    // Requirement: ME1 at /api/v1/{partnership}/office/cycle
    #[tokio::test]
    async fn programs_of_the_secretariat_get_the_same_proposal() {
        let moot = Moot::new();
        let address = format!("/api/v1{CYCLE}{ASKED}");
        assert_eq!(moot.get(&address).await.status, 401);
        let json = by_program(&moot, &address).await.json();
        assert_eq!(json["from"], "2007-04-01");
        assert_eq!(json["proposed"].as_array().map(Vec::len), Some(8));
        assert!(json["proposed"][0]["reasons"][0].is_string());
    }
}
