//! A year's meetings: the year as a table of months and weeks, the proposal as a table with days that
//! can be changed and looked at again; then all are called at once, or none.

use std::collections::BTreeMap;

use app::views::{
    Changed, CycleView, ProposedView, WhatInYear, cycle_changed, cycle_of, words, year_to_plan,
};
use askama::Template;
use axum::{extract::State, response::Response};
use jiff::civil::Date;
use record::{arrangements::Cadence, id::BodyId};
use serde_json::{Value, json};

use crate::{
    Site,
    api::Program,
    forms::{Choice, Form, Input, Pick},
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
    base: String,
    months: Vec<app::views::MonthInYear>,
}

impl CyclePage {
    /// "Wed 16".
    fn day(&self, date: &Date) -> String {
        date.strftime("%a %-d").to_string()
    }

    /// "April 2007".
    fn month(&self, first: &Date) -> String {
        first.strftime("%B %Y").to_string()
    }
}

/// One meeting of the proposal, with its inputs.
struct Row {
    view: ProposedView,
    date: Input,
    starts: Input,
    place: Input,
    /// The name of the box to tick, whether it is ticked, and the name of the hidden body.
    call: String,
    called: bool,
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
            form.with(named("date"), typed_day(one.date))
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

/// A day as it stands in its field: "16/5/2007".
fn typed_day(date: Date) -> String {
    format!("{}/{}/{}", date.day(), date.month(), date.year())
}

/// What was typed, where every day and time can be read.
fn typed(form: &Form) -> Option<Vec<Changed>> {
    let mut form = form.clone();
    let mut changed = Vec::new();
    for row in form.rows("meetings") {
        let named = |field: &str| format!("meetings[{row}].{field}");
        changed.push(Changed {
            body: form.value(&named("body")).parse().ok()?,
            date: form.read_date(&named("date"), "")?,
            starts: form.read_time(&named("starts"), "")?,
            place: form.value(&named("place")).to_owned(),
        });
    }
    Some(changed)
}

/// The year with what was typed; the rows come in the order of their new days.
fn looked_at(visit: &Visit, form: &Form, asked: Asked, changed: Vec<Changed>) -> (Form, CycleView) {
    let rows = form.rows("meetings");
    let mut ticked: Vec<(BodyId, Date)> = Vec::new();
    for (row, one) in rows.iter().zip(&changed) {
        if form.value(&format!("meetings[{row}].call")) == "yes" {
            ticked.push((one.body.clone(), one.date));
        }
    }
    let Asked {
        from,
        every,
        spare_august,
    } = asked;
    let view = cycle_changed(&visit.reading, from, every, spare_august, changed);
    let mut ordered = form.without("meetings[");
    for (row, one) in view.proposed.iter().enumerate() {
        let named = |field: &str| format!("meetings[{row}].{field}");
        ordered = ordered
            .with(named("body"), one.body.id.as_str())
            .with(named("date"), typed_day(one.date))
            .with(named("starts"), words::clock(one.starts))
            .with(named("place"), one.place.as_deref().unwrap_or_default());
        if ticked.contains(&(one.body.id.clone(), one.date)) {
            ordered = ordered.with(named("call"), "yes");
        }
    }
    (ordered, view)
}

/// `POST /{partnership}/office/cycle`; with `do=look` nothing is called, and the year is shown again.
pub(super) async fn call(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    if let Some(changed) = typed(&form).filter(|_| form.value("do") == "look") {
        let asked = Asked::of(&asked_in_both(&visit, &form), year_to_plan(&visit.reading));
        let (form, view) = looked_at(&visit, &form, asked, changed);
        return paper(&visit, form, view);
    }
    let looks = form.value("do") == "look";
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
    if acts.is_empty() && form.is_right() && !looks {
        form.wrong("meetings[0].call", "Choose at least one meeting to call");
    }
    if form.is_right() && !looks {
        let many = acts.len();
        if visit.record(Value::Array(acts), &mut form).await? {
            return Ok(see(&visit.at(&format!("/meetings?done=cycle&many={many}"))));
        }
    }
    let visit = visit.read_on().await?;
    let asked = Asked::of(&asked_in_both(&visit, &form), year_to_plan(&visit.reading));
    // The rows keep their numbers, so that each mistake is told at its own.
    let mut view = match typed(&form) {
        Some(changed) => {
            let order = changed.clone();
            let Asked {
                from,
                every,
                spare_august,
            } = asked;
            let view = cycle_changed(&visit.reading, from, every, spare_august, changed);
            in_order_of(&order, view)
        }
        None => cycle_of(&visit.reading, asked.from, asked.every, asked.spare_august),
    };
    keep_typed(&form, &mut view);
    paper(&visit, form, view)
}

/// The proposal in the order in which it was typed.
fn in_order_of(typed: &[Changed], mut view: CycleView) -> CycleView {
    view.proposed.sort_by_key(|one| {
        let same = |typed: &Changed| typed.body == one.body.id && typed.date == one.date;
        typed.iter().position(same)
    });
    view
}

/// What the address asks for, and what the form does besides.
fn asked_in_both(visit: &Visit, form: &Form) -> Form {
    let asked = asked_in(visit);
    if asked.pairs().is_empty() {
        form.clone()
    } else {
        asked
    }
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
    renumber(view);
}

/// Leads from the year to the rows as they stand now; what has no row is not shown in it.
fn renumber(view: &mut CycleView) {
    let places = &view.proposed;
    for week in view.months.iter_mut().flat_map(|month| &mut month.weeks) {
        week.retain_mut(|one| {
            let date = one.date;
            let WhatInYear::Proposed { nth, body, .. } = &mut one.what else {
                return true;
            };
            let own = places
                .iter()
                .position(|row| row.body.id == body.id && row.date == date);
            *nth = own.unwrap_or_default();
            own.is_some()
        });
    }
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
            date: form
                .input(&named("date"), &format!("Day of {}", one.body.short_name))
                .wide(10),
            starts: form
                .input(
                    &named("starts"),
                    &format!("{} begins at", one.body.short_name),
                )
                .wide(5),
            place: form.input(
                &named("place"),
                &format!("Place of {}", one.body.short_name),
            ),
            body: named("body"),
            called: form.value(&named("call")) == "yes",
            call: named("call"),
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
        base: visit.at(""),
        months: view.months.clone(),
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
            "April 2007",
            "Good Friday",
            "March 2008",
        ])
        .never_says(&["meetings[8].place"]);
        assert_eq!(moot.get(CYCLE).await.status, 303);
        assert_eq!(moot.get_as(STRANGER, CYCLE).await.status, 403);
        let row = |row: usize, date: &str, call: &str| {
            let named = |field: &str| format!("meetings[{row}].{field}");
            vec![
                (named("body"), "board".to_owned()),
                (named("date"), date.to_owned()),
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

    // Requirement: ME1 at /{partnership}/office/cycle
    #[tokio::test]
    async fn a_day_can_be_changed_and_looked_at_before_anything_is_called() {
        let moot = Moot::new();
        let row = |row: usize, body: &str, date: &str| {
            [
                (format!("meetings[{row}].body"), body.to_owned()),
                (format!("meetings[{row}].date"), date.to_owned()),
                (format!("meetings[{row}].starts"), "10.30am".to_owned()),
                (format!("meetings[{row}].place"), "Weir House".to_owned()),
                (format!("meetings[{row}].call"), "yes".to_owned()),
            ]
        };
        let look = async |rows: Vec<(String, String)>| {
            let typed: Vec<(&str, &str)> = rows.iter().map(|(n, v)| (&**n, &**v)).collect();
            moot.post_as(CLERK, &format!("{CYCLE}{ASKED}"), &typed)
                .await
        };
        let mut rows: Vec<(String, String)> = row(0, "board", "6/5/2007").into();
        rows.extend(row(1, "executive", "25/12/2007"));
        rows.push(("do".to_owned(), "look".to_owned()));
        let page = look(rows.clone()).await.sound();
        assert_eq!(page.status, 200);
        page.says(&[
            "25 December 2007 is Christmas Day.",
            "6 May 2007 is a weekend.",
            "value=\"6/5/2007\"",
        ]);
        moot.get("/three-rivers/meetings")
            .await
            .says(&["No meeting is called."]);
        // What cannot be read is said at its field.
        rows[1].1 = "soon".to_owned();
        let page = look(rows).await.sound();
        assert_eq!(page.status, 422);
        page.says(&["href=\"#meetings-0-date\""]);
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
