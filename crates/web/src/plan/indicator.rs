//! One indicator: its light and why, its course, its districts, what was said and changed.

use app::views::{
    self, ExceptionLine,
    plan::{self, DistrictView, IndicatorView, PeriodRow},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{exceptions::About, id::IndicatorId, plan::Working};
use serde::Serialize;

use super::{
    ReportLink,
    enter::{Entering, done},
    pictures::{self, Twice},
};
use crate::{
    frame::{Frame, Section},
    problem::Problem,
    structure::{as_at, carried_on},
    visit::{Visit, page},
};

/// How many periods stand beside the chart.
const LATEST: usize = 8;

#[derive(Template)]
#[template(path = "plan/indicator.html")]
struct Indicator {
    frame: Frame,
    /// What the viewer may enter.
    entering: Entering,
    base: String,
    at: String,
    when: String,
    finding: String,
    chart: Twice,
    /// The latest periods with a figure or a light, the latest first.
    latest: Vec<PeriodRow>,
    workings: Vec<(String, Working)>,
    districts_finding: String,
    tiles: Twice,
    panels: Twice,
    /// Districts and other areas, for the table.
    places: Vec<DistrictView>,
    /// For how many periods the districts' targets make the county's.
    fits: usize,
    /// What the body that answers for it reports.
    report: Option<ReportLink>,
    /// What was raised about it, as it stands today: open ones first.
    exceptions: Vec<ExceptionLine>,
    /// Whether whoever looks may raise an exception about it.
    raises: bool,
    view: IndicatorView,
}

/// An indicator as programs see it.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    view: IndicatorView,
    exceptions: Vec<ExceptionLine>,
}

impl Indicator {
    /// What is aimed at in a period, in words.
    fn aimed(&self, row: &PeriodRow) -> String {
        match (&row.target, &row.upper) {
            (Some(low), Some(high)) => format!("{} to {}", low.bare, high.bare),
            (Some(target), None) => target.bare.clone(),
            (None, _) => "–".to_owned(),
        }
    }

    /// The unit behind what a table is called: " (crimes)"; nothing where each figure has it.
    fn in_what(&self) -> String {
        match self.view.unit.as_deref() {
            Some(unit) if !unit.starts_with('%') => format!(" ({unit})"),
            _ => String::new(),
        }
    }
}

fn view(visit: &Visit, id: &str) -> Result<IndicatorView, Problem> {
    let id: IndicatorId = id.parse().map_err(|_| Problem::not_found())?;
    let view = plan::indicator(&visit.reading, &id, visit.date()?);
    view.ok_or_else(Problem::not_found)
}

fn exceptions(visit: &Visit, view: &IndicatorView) -> Vec<ExceptionLine> {
    let audience = crate::say::audience(visit);
    let id = &view.indicator.id;
    views::exceptions_about(
        &visit.reading,
        audience,
        |about| matches!(about, About::Indicator { indicator, .. } if indicator == id),
    )
}

/// `GET /{partnership}/indicators/{indicator}?at=2008-03-31`
pub(super) async fn show(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &id)?;
    let (base, at) = (visit.at(""), carried_on(&visit)?);
    let mut frame = visit
        .frame(view.indicator.title.clone())
        .section(Section::Performance)
        .crumb("Performance", &format!("/performance{at}"));
    if let Some(outcome) = &view.outcome {
        frame = frame.crumb(outcome.title.clone(), &format!("/plan/{}{at}", outcome.id));
    }
    let known = view.course.iter().rev();
    let known = known.filter(|row| row.figure.is_some() || row.light.is_some());
    let places = view.districts.iter().chain(&view.elsewhere);
    let fits = view.targets_add_up.iter();
    // Here it need not be said what they are about.
    let mut exceptions = exceptions(&visit, &view);
    exceptions.iter_mut().for_each(|line| line.about = None);
    page(&Indicator {
        frame: frame.done(done(&visit)),
        entering: Entering::of(&visit, &view),
        exceptions,
        raises: crate::say::audience(&visit).inside() && view.stands.figure.is_some(),
        fits: fits.filter(|one| one.fits == Some(true)).count(),
        report: ReportLink::of(&visit, view.lead.as_ref(), view.date),
        when: as_at(&visit, view.date),
        finding: pictures::finding(&view),
        chart: pictures::chart(&view),
        latest: known.take(LATEST).cloned().collect(),
        workings: workings(&view),
        districts_finding: pictures::districts_finding(&view),
        tiles: pictures::tiles(&view, &base, &at),
        panels: pictures::panels(&view, &base, &at),
        places: places.cloned().collect(),
        base,
        at,
        view,
    })
}

/// `GET /api/v1/{partnership}/indicators/{indicator}?at=2008-03-31`
pub(super) async fn json(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = view(&visit, &id)?;
    crate::api::json(&Whole {
        exceptions: exceptions(&visit, &view),
        view,
    })
}

/// The light, where it is going, and the forecast: each sum with what it rests on.
fn workings(view: &IndicatorView) -> Vec<(String, Working)> {
    let mut workings = vec![
        (view.working.sum.clone(), view.working.clone()),
        (view.travel_working.sum.clone(), view.travel_working.clone()),
    ];
    if let Some(working) = &view.forecast_working {
        workings.push((working.sum.clone(), working.clone()));
    }
    workings
}
