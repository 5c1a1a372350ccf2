//! Areas: who works for each, where it has a voice, and how it is doing.

use app::views::{
    self, AreaAboutView, AreaLine,
    plan::{self, AreaLineView, AreaPlanView, LightCounts, ThemeRef},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use jiff::civil::Date;
use record::{id::AreaId, plan::Light};
use serde::Serialize;

use crate::{
    frame::{Frame, Section},
    problem::Problem,
    structure::{as_at, carried_on},
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "plan/areas.html")]
struct Areas {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    date: Date,
    lines: Vec<AreaLine>,
}

#[derive(Template)]
#[template(path = "plan/area.html")]
struct Area {
    frame: Frame,
    base: String,
    at: String,
    when: String,
    about: AreaAboutView,
    /// How many of its headline indicators show each light.
    tallies: [(Light, usize); 4],
    /// What is measured there, theme by theme.
    themes: Vec<(ThemeRef, Vec<AreaLineView>)>,
    plan: AreaPlanView,
}

/// An area as programs see it: what the arrangements say of it, and what is measured there.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    about: AreaAboutView,
    plan: AreaPlanView,
}

/// `GET /{partnership}/areas?at=2010-10-06`
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let (date, at) = (visit.date()?, carried_on(&visit)?);
    let frame = visit.frame("Areas").section(Section::Structure);
    page(&Areas {
        frame: frame.crumb("Structure", &format!("/structure{at}")),
        base: visit.at(""),
        at,
        when: as_at(&visit, date),
        date,
        lines: views::areas(&visit.reading, date),
    })
}

/// `GET /api/v1/{partnership}/areas?at=2010-10-06`
pub(super) async fn list_json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&views::areas(&visit.reading, visit.date()?))
}

fn about(visit: &Visit, area: &str) -> Result<AreaAboutView, Problem> {
    let id: AreaId = area.parse().map_err(|_| Problem::not_found())?;
    let about = views::area_about(&visit.reading, &id, visit.date()?);
    about.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/areas/{area}?at=2010-10-06`
pub(super) async fn show(
    visit: Visit,
    Path((_, area)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let about = about(&visit, &area)?;
    let at = carried_on(&visit)?;
    let plan = plan::area_plan(&visit.reading, &about.area.id, about.date);
    let headlines = plan.lines.iter().filter(|one| one.here.headline.is_none());
    let lights: Vec<Light> = headlines.filter_map(|one| one.here.stands.light).collect();
    let counts = LightCounts::of(&lights);
    let mut themes: Vec<(ThemeRef, Vec<AreaLineView>)> = Vec::new();
    for line in &plan.lines {
        match themes.last_mut() {
            Some((theme, lines)) if *theme == line.theme => lines.push(line.clone()),
            _ => themes.push((line.theme.clone(), vec![line.clone()])),
        }
    }
    let frame = visit
        .frame(about.area.name.clone())
        .section(Section::Structure)
        .crumb("Structure", &format!("/structure{at}"))
        .crumb("Areas", &format!("/areas{at}"));
    page(&Area {
        frame,
        base: visit.at(""),
        when: as_at(&visit, about.date),
        tallies: counts.each(),
        themes,
        plan,
        at,
        about,
    })
}

/// `GET /api/v1/{partnership}/areas/{area}?at=2010-10-06`
pub(super) async fn json(
    visit: Visit,
    Path((_, area)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let about = about(&visit, &area)?;
    let plan = plan::area_plan(&visit.reading, &about.area.id, about.date);
    crate::api::json(&Whole { about, plan })
}

#[cfg(test)]
mod tests {
    use crate::{plan::tests::with_areas, testing::Moot};

    #[tokio::test]
    async fn without_areas_it_says_what_would_be_there() {
        let moot = Moot::new();
        let list = moot.get("/three-rivers/areas").await.sound();
        list.says(&["The arrangements name no areas."]);
        for nowhere in ["north", "No%20Area"] {
            let path = format!("/three-rivers/areas/{nowhere}");
            assert_eq!(moot.get(&path).await.status, 404);
            assert_eq!(moot.get(&format!("/api/v1{path}")).await.status, 404);
        }
    }

    // Requirement: ST19 at `/{partnership}/areas/{area}`
    #[tokio::test]
    async fn an_area_names_the_bodies_organisations_and_seats_that_refer_to_it() {
        let moot = with_areas();
        let list = moot.get("/three-rivers/areas").await.sound();
        list.says(&["Three Rivers", "fm-deep--1", "Wyeford", "target area"]);
        moot.get("/three-rivers/areas/wyeford")
            .await
            .sound()
            .says(&[
                "In <a class=\"govuk-link\" href=\"/three-rivers/areas/whole\">Three Rivers</a>",
                "E07000999",
                "Three Rivers Council",
                "Leader of the council",
            ]);
        moot.get("/three-rivers/areas/mill-lane")
            .await
            .sound()
            .says(&[
                "No body or organisation is for Mill Lane alone.",
                "No seat is for Mill Lane.",
            ]);
        let json = moot.get("/api/v1/three-rivers/areas/wyeford").await.json();
        assert_eq!(json["area"]["name"], "Wyeford");
        assert_eq!(json["seats"][0]["seat"]["id"], "board.leader");
        let before = moot.get("/three-rivers/areas?at=2006-01-01").await;
        before.says(&["The arrangements name no areas."]);
    }
}
