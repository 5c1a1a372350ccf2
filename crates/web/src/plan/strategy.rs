//! The strategy on a page, and the agreement in each of its versions.

use app::views::{
    self,
    plan::{self, AgreementVersionView, PlanView},
};
use askama::Template;
use axum::response::Response;
use record::id::AgreementId;

use super::enter::done;
use crate::{
    delivery::shared::stand,
    frame::{Frame, Section},
    problem::Problem,
    say,
    structure::{as_at, carried_on},
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "plan/strategy.html")]
struct Strategy {
    frame: Frame,
    base: String,
    at: String,
    /// The day, behind another parameter.
    and_at: String,
    when: String,
    /// What is done for it, as it stands today.
    done: Vec<Way>,
    view: PlanView,
}

impl Strategy {
    /// Whether the strategy says anything of an approach.
    fn tells_approaches(&self) -> bool {
        let approaches = self.view.strategy.iter().flat_map(|it| &it.approaches);
        approaches.into_iter().any(|one| one.says.is_some())
    }
}

/// A way on from the plan: where it leads, what it is called, what is found there.
struct Way {
    href: String,
    words: &'static str,
    told: String,
}

#[derive(Template)]
#[template(path = "plan/agreement.html")]
struct Agreement {
    frame: Frame,
    base: String,
    at: String,
    and_at: String,
    view: Option<AgreementVersionView>,
}

/// `?at=…` as it stands behind another parameter.
fn behind(at: &str) -> String {
    at.replacen('?', "&", 1)
}

/// `GET /{partnership}/plan?at=2008-03-31`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let (date, at) = (visit.date()?, carried_on(&visit)?);
    page(&Strategy {
        frame: visit
            .frame("Plan")
            .section(Section::Plan)
            .top()
            .done(done(&visit)),
        base: visit.at(""),
        and_at: behind(&at),
        at,
        when: as_at(&visit, date),
        done: ways(&visit),
        view: plan::plan(&visit.reading, date),
    })
}

/// Where one reads what is done for the plan and what stands in the way.
fn ways(visit: &Visit) -> Vec<Way> {
    let (reading, audience) = (&visit.reading, say::audience(visit));
    let index = views::delivery::delivery(reading, audience);
    let open = reading.record.exceptions.open();
    let (jams, exceptions): (Vec<_>, Vec<_>) =
        open.partition(|it| it.about.sort() == record::exceptions::Sort::LogJam);
    let mut actions = vec![say::count(index.counts.0, "action", "actions")];
    actions.extend(stand(&index.states));
    let way = |path: &str, words, told| Way {
        href: visit.at(path),
        words,
        told,
    };
    vec![
        way("/delivery", "Delivery plans", actions.join(", ")),
        way(
            "/exceptions",
            "Exceptions",
            format!("{} open", exceptions.len()),
        ),
        way("/log-jams", "Log jams", format!("{} open", jams.len())),
        way(
            "/delivery/pipeline",
            "Pipeline",
            format!(
                "{} to come",
                say::count(index.to_come, "priority", "priorities")
            ),
        ),
        way(
            "/delivery/coverage",
            "Coverage",
            "approaches by areas".to_owned(),
        ),
        way(
            "/delivery/engagement",
            "Engagement",
            "who is asked, and what changed".to_owned(),
        ),
        way(
            "/reviews",
            "Efficiency reviews",
            "savings expected and achieved".to_owned(),
        ),
        way(
            "/watch-list",
            "Watch list",
            "policy and bids to come".to_owned(),
        ),
    ]
}

/// `GET /api/v1/{partnership}/plan?at=2008-03-31`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&plan::plan(&visit.reading, visit.date()?))
}

/// The version that is asked for; none: there is no agreement at all.
fn version(visit: &Visit) -> Result<Option<AgreementVersionView>, Problem> {
    let query = |name: &str| visit.query(name).filter(|text| !text.is_empty());
    let (agreement, number) = (query("agreement"), query("version"));
    let asked = agreement.is_some() || number.is_some();
    let id: Option<AgreementId> = agreement
        .map(|id| id.parse())
        .transpose()
        .map_err(|_| Problem::not_found())?;
    let number: Option<u16> = number
        .map(|number| number.parse())
        .transpose()
        .map_err(|_| Problem::not_found())?;
    let found = plan::agreement_version(&visit.reading, id.as_ref(), number, visit.date()?);
    match found {
        None if asked => Err(Problem::not_found()),
        found => Ok(found),
    }
}

/// `GET /{partnership}/plan/agreement?agreement=laa&version=2`
pub(super) async fn agreement(visit: Visit) -> Result<Response, Problem> {
    let view = version(&visit)?;
    let at = carried_on(&visit)?;
    let title = view.as_ref().map_or("Agreement", |view| &view.title);
    let frame = visit.frame(title.to_owned()).section(Section::Plan);
    page(&Agreement {
        frame: frame
            .crumb("Plan", &format!("/plan{at}"))
            .done(done(&visit)),
        base: visit.at(""),
        and_at: behind(&at),
        at,
        view,
    })
}

/// `GET /api/v1/{partnership}/plan/agreement?agreement=laa&version=2`
pub(super) async fn agreement_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&version(&visit)?.ok_or_else(Problem::not_found)?)
}
