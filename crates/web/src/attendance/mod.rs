//! Attendance: findings first, then a picture with its table beside it, as JSON and as a file.
//!
//! What there is to say is worked out in `app::views`; here it becomes a page. Without a body the
//! picture is organisations by kinds of body, with one it is organisations by meetings.

mod picture;

use std::collections::BTreeMap;

use app::views::{self, AttendanceAsked, AttendanceRow, AttendanceView, AttendedView, PartnerRef};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use record::meetings::Mark;

use crate::{
    csv,
    doors::{Doors, Who},
    frame::{Frame, Section},
    problem::Problem,
    say,
    visit::{Visit, page},
};

/// The addresses of this part.
pub(crate) fn routes() -> Doors {
    Doors::new()
        .route("/{partnership}/attendance", Who::Everyone, get(show))
        .route("/{partnership}/attendance.csv", Who::Everyone, get(file))
        .route("/api/v1/{partnership}/attendance", Who::Everyone, get(json))
}

#[derive(Template)]
#[template(path = "attendance/index.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: String,
    period: String,
    /// What can be chosen: value, words, whether it is chosen.
    bodies: Vec<(String, String, bool)>,
    organisations: Vec<(String, String, bool)>,
    /// Of each organisation over all its bodies.
    totals: Vec<Total>,
    /// Where the page of one of them is.
    picture: String,
    finding: String,
    view: AttendanceView,
}

/// How an organisation attended over all bodies.
struct Total {
    partner: PartnerRef,
    bodies: usize,
    came: u32,
    of: u32,
    substitute: u32,
}

fn asked(visit: &Visit) -> Result<AttendanceAsked, Problem> {
    let query = |name: &str| visit.query(name).filter(|text| !text.is_empty());
    let body = query("body").map(|text| text.parse());
    let partner = query("organisation").map(|text| text.parse());
    Ok(AttendanceAsked {
        body: body.transpose().map_err(|_| Problem::not_found())?,
        partner: partner.transpose().map_err(|_| Problem::not_found())?,
        period: query("period").unwrap_or_default(),
    })
}

fn view(visit: &Visit) -> Result<AttendanceView, Problem> {
    let view = views::attendance(&visit.reading, &asked(visit)?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/attendance?body=board&organisation=health&period=2007`
async fn show(visit: Visit) -> Result<Response, Problem> {
    let view = view(&visit)?;
    let title = match (&view.partner, &view.body) {
        (Some(partner), Some(body)) => format!("{} on {}", partner.name, body.name),
        (Some(partner), None) => partner.name.clone(),
        (None, Some(body)) => body.name.clone(),
        (None, None) => "Attendance".to_owned(),
    };
    let frame = visit.frame(title.clone()).section(Section::Structure);
    let frame = frame.crumb("Structure", "/structure");
    let all = view.partner.is_none() && view.body.is_none();
    let totals = totals(&view.rows);
    page(&Page {
        frame: if all {
            frame
        } else {
            frame.crumb("Attendance", "/attendance")
        },
        base: visit.at(""),
        asked: address(&view),
        period: match view.period.key.as_str() {
            "" => String::new(),
            key => format!("&period={key}"),
        },
        bodies: bodies(&visit, &view),
        organisations: organisations(&visit, &view),
        finding: finding(&view),
        picture: picture::draw(&view, &totals, &finding(&view)),
        totals,
        view,
    })
}

/// `GET /api/v1/{partnership}/attendance?body=board&organisation=health&period=2007`
async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&view(&visit)?)
}

/// `GET /{partnership}/attendance.csv`, with the same parameters.
async fn file(visit: Visit) -> Result<Response, Problem> {
    let view = view(&visit)?;
    let mut text = csv::line(["Date", "Body", "Organisation", "Attendance", "Page"]);
    for row in &view.rows {
        for one in &row.marks {
            let Some(meeting) = view.meetings.get(one.meeting) else {
                continue;
            };
            let page = visit.at(&format!("/meetings/{}", meeting.id));
            let (date, mark) = (meeting.date.to_string(), mark(one.mark));
            text += &csv::line([&*date, &row.body.name, &row.partner.name, mark, &page]);
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"attendance.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// The parameters that ask for the same.
fn address(view: &AttendanceView) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    let body = view.body.as_ref().map(|body| body.id.to_string());
    let partner = view.partner.as_ref().map(|partner| partner.id.to_string());
    let asked = [
        ("body", body.unwrap_or_default()),
        ("organisation", partner.unwrap_or_default()),
        ("period", view.period.key.clone()),
    ];
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        address.append_pair(name, value);
    }
    match address.finish() {
        none if none.is_empty() => none,
        some => format!("?{some}"),
    }
}

fn bodies(visit: &Visit, view: &AttendanceView) -> Vec<(String, String, bool)> {
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    let bodies = adoption.map_or(&[][..], |adoption| &adoption.arrangements.body);
    let there = bodies.iter().filter(|body| !body.seat.is_empty());
    let chosen = view.body.as_ref().map(|body| &body.id);
    let choice = there.map(|body| {
        let is_chosen = chosen == Some(&body.id);
        (body.id.to_string(), body.name.clone(), is_chosen)
    });
    choice.collect()
}

fn organisations(visit: &Visit, view: &AttendanceView) -> Vec<(String, String, bool)> {
    let today = visit.reading.today();
    let adoption = visit.reading.record.structure.in_force_or_first(today);
    let all = adoption.map_or(&[][..], |adoption| &adoption.arrangements.organisation);
    let chosen = view.partner.as_ref().map(|partner| &partner.id);
    let mut choice: Vec<_> = all
        .iter()
        .map(|one| {
            let is_chosen = chosen == Some(&one.id);
            (one.id.to_string(), one.name.clone(), is_chosen)
        })
        .collect();
    choice.sort_by_key(|(_, name, _)| name.to_lowercase());
    choice
}

/// What the picture shows, in a sentence.
fn finding(view: &AttendanceView) -> String {
    let AttendedView { came, of, .. } = view.sum;
    let first = view
        .findings
        .first()
        .map(|finding| finding.sentence.clone());
    first.unwrap_or_else(|| format!("Someone came {came} times of {of}."))
}

/// Every organisation over all its bodies, the most present first.
fn totals(rows: &[AttendanceRow]) -> Vec<Total> {
    let mut totals: BTreeMap<&str, Total> = BTreeMap::new();
    for row in rows {
        let total = totals
            .entry(row.partner.id.as_str())
            .or_insert_with(|| Total {
                partner: row.partner.clone(),
                bodies: 0,
                came: 0,
                of: 0,
                substitute: 0,
            });
        total.bodies += 1;
        total.came += row.sum.came;
        total.of += row.sum.of;
        total.substitute += row.sum.substitute;
    }
    let mut totals: Vec<Total> = totals.into_values().collect();
    totals.sort_by(|one, other| {
        let share = |a: &Total, b: &Total| u64::from(a.came) * u64::from(b.of.max(1));
        let by_share = share(other, one).cmp(&share(one, other));
        by_share.then_with(|| one.partner.name.cmp(&other.partner.name))
    });
    totals
}

/// How someone was represented, in words.
fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Holder => "came",
        Mark::Substitute => "substitute",
        Mark::Apologies => "apologies",
        Mark::Absent => "absent",
        Mark::Vacant => "empty seat",
    }
}

impl Page {
    /// The mark of a row at the meeting of that place, in words.
    fn at(&self, row: &AttendanceRow, meeting: &usize) -> &'static str {
        let at = row.marks.binary_search_by_key(meeting, |one| one.meeting);
        let found = at.ok().and_then(|at| row.marks.get(at));
        found.map_or("–", |one| mark(one.mark))
    }

    /// "18 of 20 (90 in a hundred)".
    fn share(&self, sum: &AttendedView) -> String {
        match sum.in_a_hundred() {
            Some(share) => format!("{} of {} ({share}%)", sum.came, sum.of),
            None => "nobody held the seat".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
