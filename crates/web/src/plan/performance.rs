//! How it is doing: what asks for attention first, then each theme with its outcomes.

use app::views::{
    self, ExceptionLine,
    plan::{self, Asked, Choice, IndicatorLine, LeadView, OutcomeRef, PerformanceView},
};
use askama::Template;
use axum::response::Response;
use record::{exceptions::About, id::IndicatorId, plan::Light};

use crate::{
    frame::{Frame, Section},
    problem::Problem,
    structure::{as_at, carried_on},
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "plan/performance.html")]
struct Performance {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    /// The question after the address, for the same as JSON.
    query: String,
    /// Whether figures can be handed in by whoever looks.
    hands_in: bool,
    /// Whether only a part was asked for.
    asked: bool,
    tallies: [(Light, usize); 4],
    filters: [(&'static str, &'static str, &'static str, Vec<Choice>); 3],
    /// Open exceptions, as they stand today, but those about what asks for attention by itself.
    exceptions: Vec<ExceptionLine>,
    attention: Vec<Asks>,
    view: PerformanceView,
}

/// An indicator that asks for attention.
struct Asks {
    outcome: OutcomeRef,
    lead: LeadView,
    line: IndicatorLine,
    /// Open exceptions about it.
    exceptions: Vec<ExceptionLine>,
}

fn asked(visit: &Visit) -> Result<Asked, Problem> {
    let query = |name: &str| visit.query(name).filter(|text| !text.is_empty());
    let missing = |_| Problem::not_found();
    let (body, theme, area) = (query("body"), query("theme"), query("area"));
    Ok(Asked {
        body: body.map(|id| id.parse()).transpose().map_err(missing)?,
        theme: theme.map(|id| id.parse()).transpose().map_err(missing)?,
        area: area.map(|id| id.parse()).transpose().map_err(missing)?,
    })
}

/// `GET /{partnership}/performance?body=board&theme=safer&area=wychavon&at=2008-03-31`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let (asked, date, at) = (asked(&visit)?, visit.date()?, carried_on(&visit)?);
    let view = plan::performance(&visit.reading, date, &asked);
    let mut exceptions = exceptions(&visit, &asked, date);
    let attention = attention(&visit, &view, &mut exceptions);
    page(&Performance {
        frame: visit
            .frame("How it is doing")
            .section(Section::Performance)
            .top(),
        base: visit.at(""),
        when: as_at(&visit, date),
        query: question(&visit, &at),
        hands_in: super::figures::may_hand_in(&visit),
        at,
        asked: asked.body.is_some() || asked.theme.is_some() || asked.area.is_some(),
        tallies: view.counts.each(),
        filters: [
            ("body", "Led by", "Any body", view.bodies.clone()),
            ("theme", "Theme", "All themes", view.themes.clone()),
            ("area", "Area", "The whole partnership", view.areas.clone()),
        ],
        exceptions,
        attention,
        view,
    })
}

/// `GET /api/v1/{partnership}/performance`, with the same parameters.
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let (asked, date) = (asked(&visit)?, visit.date()?);
    crate::api::json(&plan::performance(&visit.reading, date, &asked))
}

/// The same parameters once more.
fn question(visit: &Visit, at: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for name in ["body", "theme", "area"] {
        if let Some(value) = visit.query(name).filter(|value| !value.is_empty()) {
            let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            parts.push(format!("{name}={value}"));
        }
    }
    parts.extend(at.strip_prefix('?').map(str::to_owned));
    match parts.join("&") {
        none if none.is_empty() => none,
        some => format!("?{some}"),
    }
}

/// Headline indicators that are off track, then those without a figure; of each, those first about which an
/// exception is open, which is taken from the list to stand beside it.
fn attention(
    visit: &Visit,
    view: &PerformanceView,
    exceptions: &mut Vec<ExceptionLine>,
) -> Vec<Asks> {
    let mut found: Vec<Asks> = Vec::new();
    for one in view.by_theme.iter().flat_map(|theme| &theme.outcomes) {
        let headlines = one.indicators.iter().filter(|line| line.headline.is_none());
        for line in headlines.filter(|line| line.stands.asks_for_attention()) {
            found.push(Asks {
                outcome: one.outcome.clone(),
                lead: one.lead.clone(),
                exceptions: about(visit, &line.indicator.id, exceptions),
                line: line.clone(),
            });
        }
    }
    found.sort_by_key(|one| (one.exceptions.is_empty(), one.line.stands.light));
    found
}

/// Takes from the list what is open about an indicator.
fn about(visit: &Visit, id: &IndicatorId, from: &mut Vec<ExceptionLine>) -> Vec<ExceptionLine> {
    let all = &visit.reading.record.exceptions;
    let is_about = |line: &mut ExceptionLine| {
        let about = all.get(&line.id).map(|it| &it.about);
        matches!(about, Some(About::Indicator { indicator, area: None, .. }) if indicator == id)
    };
    from.extract_if(.., is_about).collect()
}

/// Exceptions and log jams that are open, of the body that is asked for; none of a theme, of an area or of
/// another day, as they are told as they stand today.
fn exceptions(visit: &Visit, asked: &Asked, date: jiff::civil::Date) -> Vec<ExceptionLine> {
    if asked.theme.is_some() || asked.area.is_some() || date != visit.reading.today() {
        return Vec::new();
    }
    let all = views::exceptions(&visit.reading, crate::say::audience(visit), None).into_iter();
    let open = all.filter(|one| one.closed.is_none());
    open.filter(|one| asked.body.as_ref().is_none_or(|body| one.body.id == *body))
        .collect()
}
