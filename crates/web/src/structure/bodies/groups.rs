//! Groups for a time: founding one, giving it a longer run, closing it with its report.

use app::views::{self, words};
use axum::{extract::Path, response::Response};
use serde_json::{Value, json};

use super::{Paper, bodies, body_of, decisions, partners, plain_name, send};
use crate::{
    forms::{Check, Choice, Form},
    frame::Section,
    office::with_date,
    problem::Problem,
    visit::Visit,
};

/// How many seats the form has room for.
const SEATS: usize = 8;

/// `GET /{partnership}/structure/found`
pub(super) async fn ask_to_found(visit: Visit) -> Result<Response, Problem> {
    let form = Form::empty()
        .with("sort", "task-and-finish")
        .with("origin", "directed")
        .with("chair", "0");
    let form = with_date(form, "starts", visit.reading.today());
    founding(&visit, form)
}

/// `POST /{partnership}/structure/found`
pub(super) async fn found(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let name = form.read_text("name", "Say what the group is called");
    let plain = plain_name(name.as_deref().unwrap_or_default());
    let group = form.perhaps_text("group").unwrap_or(plain);
    let seats = seats(&mut form);
    let leads = ["led_by", "led_by_2"].map(|lead| form.perhaps_text(lead));
    let led_by: Vec<String> = leads.into_iter().flatten().collect();
    let act = json!({
        "act": "structure.found-group",
        "group": group,
        "name": name,
        "sort": form.read_text("sort", "Choose what sort of group it is"),
        "scope": form.read_text("scope", "Say what it is to do, and what not"),
        "resources": form.read_text("resources", "Say what it has to do it with"),
        "led_by": led_by,
        "origin": form.read_text("origin", "Choose how it came about"),
        "by": form.read_text("by", "Choose the body that directed or granted it"),
        "decided_by": form.perhaps_text("decided_by"),
        "reports_to": form.perhaps_text("reports_to"),
        "starts": form.read_date("starts", "Say on which day it begins"),
        "ends": form.read_date("ends", "Say which day is its last"),
        "seats": seats,
    });
    let on = format!("/structure/{group}?done=founded");
    match send(&visit, &mut form, act, &on).await? {
        Some(done) => Ok(done),
        None => founding(&visit.read_on().await?, form),
    }
}

fn seats(form: &mut Form) -> Vec<Value> {
    let chair = form.value("chair").to_owned();
    let mut seats = Vec::new();
    for row in 0..SEATS {
        let title = form.perhaps_text(&format!("seats[{row}].title"));
        let partner = form.perhaps_text(&format!("seats[{row}].partner"));
        if title.is_none() && partner.is_none() {
            continue;
        }
        let title = form.read_text(
            &format!("seats[{row}].title"),
            "Say what the seat is called",
        );
        seats.push(json!({
            "id": plain_name(title.as_deref().unwrap_or_default()),
            "title": title,
            "partner": partner,
            "chair": chair == row.to_string(),
        }));
    }
    if seats.is_empty() {
        form.wrong("seats[0].title", "Name at least one seat");
    }
    seats
}

fn founding(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let (bodies, partners) = (bodies(visit), partners(visit));
    let sorts = [
        Choice::new(
            "task-and-finish",
            "Task and finish group: one piece of work, and an end",
        ),
        Choice::new(
            "think-tank",
            "Think tank: it thinks, without executive authority",
        ),
    ];
    let origins = [
        Choice::new("directed", "A body directed it"),
        Choice::new("granted", "A body granted it on application"),
    ];
    let chairs: Vec<Choice> = (0..SEATS)
        .map(|row| Choice::new(row.to_string(), format!("Seat {}", row + 1)))
        .collect();
    let mut paper = Paper::new(
        visit,
        "Found a group",
        "A body for a time",
        "Found the group",
        form.clone(),
    )
    .note("From its first day it meets, is filled and is drawn like any other body. The office is reminded eight weeks before its last day.")
    .field(form.input("name", "Name"))
    .field(
        form.input("group", "Short name for addresses (optional)")
            .hint("In small letters and hyphens, such as alcohol-abuse. Made from the name when left empty."),
    )
    .field(form.radios("sort", "What sort of group", &sorts))
    .field(form.area("scope", "Scope").rows(4).hint("What it is to do, and what not"))
    .field(form.area("resources", "Resources").rows(3).hint("People, money, rooms"))
    .field(form.select("led_by", "Led by (optional)", &partners).first("Nobody in particular"))
    .field(form.select("led_by_2", "And by (optional)", &partners).first("Nobody else"))
    .field(form.radios("origin", "How it came about", &origins))
    .field(form.select("by", "Directed or granted by", &bodies).first("Choose a body"))
    .field(
        form.select("decided_by", "Its decision (optional)", &decisions(visit))
            .first("None in the book"),
    )
    .field(
        form.select("reports_to", "Reports to (optional)", &bodies)
            .first("The body that founded it"),
    )
    .field(form.date_input("starts", "First day").hint("For example, 1 5 2007"))
    .field(form.date_input("ends", "Last day").hint("For example, 31 10 2007"));
    for row in 0..SEATS {
        let title = format!("seats[{row}].title");
        let partner = format!("seats[{row}].partner");
        let nth = row + 1;
        paper = paper
            .field(form.input(&title, &format!("Seat {nth}: what it is called")))
            .field(
                form.select(
                    &partner,
                    &format!("Seat {nth}: whom it speaks for"),
                    &partners,
                )
                .first("Nobody"),
            );
    }
    paper
        .field(
            form.select("chair", "Who takes the chair", &chairs)
                .first("No seat"),
        )
        .page("The group was not founded")
}

/// `GET /{partnership}/structure/{body}/extend`
pub(super) async fn ask_to_extend(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    extension(&visit, &body, Form::empty())
}

/// `POST /{partnership}/structure/{body}/extend`
pub(super) async fn extend(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let act = json!({
        "act": "structure.extend-group",
        "group": body_of(&visit, &body)?.id,
        "until": form.read_date("until", "Say which day is its last"),
        "decided_by": form.perhaps_text("decided_by"),
        "why": form.perhaps_text("why"),
    });
    let on = format!("/structure/{body}?done=extended");
    match send(&visit, &mut form, act, &on).await? {
        Some(done) => Ok(done),
        None => extension(&visit.read_on().await?, &body, form),
    }
}

fn extension(visit: &Visit, body: &str, form: Form) -> Result<Response, Problem> {
    let body = body_of(visit, body)?;
    let ends = body.ends.ok_or_else(Problem::not_found)?;
    Paper::new(
        visit,
        "Give it a longer run",
        &body.name,
        "Give it a longer run",
        form.clone(),
    )
    .below(&body.name, &format!("/structure/{}", body.id))
    .note(format!("Its last day is {}.", words::day(ends)))
    .field(
        form.date_input("until", "New last day")
            .hint("For example, 31 10 2008"),
    )
    .field(
        form.select("decided_by", "The decision (optional)", &decisions(visit))
            .first("None in the book"),
    )
    .field(
        form.area("why", "Why")
            .rows(3)
            .hint("Needed where the book has no decision"),
    )
    .page("It was not given a longer run")
}

/// `GET /{partnership}/structure/{body}/close`
pub(super) async fn ask_to_close(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ends = body_of(&visit, &body)?
        .ends
        .ok_or_else(Problem::not_found)?;
    let form = with_date(Form::empty(), "on", ends.min(visit.reading.today()));
    closing(&visit, &body, form)
}

/// `POST /{partnership}/structure/{body}/close`: asked once more before it is done.
pub(super) async fn close(
    visit: Visit,
    Path((_, body)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let on = form.read_date("on", "Say which day is its last");
    let (report, paper) = (form.perhaps_text("report"), form.perhaps_text("paper"));
    if report.is_none() && paper.is_none() {
        form.wrong(
            "report",
            "Write what came of its work, or choose its report",
        );
    }
    if let Some(on) = on.filter(|_| form.is_right() && !form.is_sure()) {
        let there = body_of(&visit, &body)?;
        let asked = views::asked_of(&visit.reading, &there.id);
        let frame = visit
            .frame("Close this group?")
            .section(Section::Structure)
            .crumb("Structure", "/structure")
            .crumb(&there.name, &format!("/structure/{body}"));
        let here = visit.at(&format!("/structure/{body}/close"));
        let warning = "A group that is closed cannot be opened again.";
        let check = Check::new(frame, &form, &here, warning, "Close the group")
            .will(format!("{} ends on {}.", there.name, words::day(on)))
            .back(visit.at(&format!("/structure/{body}")));
        let check = asked.iter().fold(check, |check, action| {
            let due = words::short_day(action.due);
            check.will(format!("It was asked to do this by {due}: {}", action.what))
        });
        return check.page("The group was not closed");
    }
    let act = json!({
        "act": "structure.close-group",
        "group": body_of(&visit, &body)?.id,
        "on": on,
        "report": report,
        "paper": paper,
    });
    let to = format!("/structure/{body}?done=closed");
    match send(&visit, &mut form, act, &to).await? {
        Some(done) => Ok(done),
        None => closing(&visit.read_on().await?, &body, form.without("sure")),
    }
}

fn closing(visit: &Visit, body: &str, form: Form) -> Result<Response, Problem> {
    let body = body_of(visit, body)?;
    let ends = body.ends.ok_or_else(Problem::not_found)?;
    let of_it = visit.reading.record.meetings.of(&body.id);
    let papers = of_it.flat_map(|meeting| meeting.items.iter().flat_map(|item| &item.papers));
    let papers: Vec<Choice> = papers
        .map(|paper| Choice::new(paper.hash.to_string(), paper.title.to_string()))
        .collect();
    let asked = views::asked_of(&visit.reading, &body.id);
    let mut paper = Paper::new(
        visit,
        "Close the group",
        &body.name,
        "Continue",
        form.clone(),
    )
    .below(&body.name, &format!("/structure/{}", body.id))
    .note(format!("Its last day is {}.", words::day(ends)));
    if !asked.is_empty() {
        let number = words::count(asked.len(), "action", "actions");
        paper = paper.note(format!(
            "It was asked to do something, and {number} stand on its page: {}",
            asked
                .iter()
                .map(|action| action.what.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        ));
    }
    paper = paper.field(form.date_input("on", "Last day")).field(
        form.area("report", "Its report")
            .rows(6)
            .hint("What came of its work"),
    );
    if !papers.is_empty() {
        paper = paper.field(
            form.select("paper", "Its report as a paper (optional)", &papers)
                .first("None")
                .hint("Papers that were tabled at its meetings"),
        );
    }
    paper.page("The group was not closed")
}
