//! Coverage: approaches by areas, as a picture and as a table, and each action with what it serves.

use app::views::{self, delivery::CoverageView};
use askama::Template;
use axum::response::Response;
use record::id::DeliveryPlanId;

use super::shared::frame;
use crate::{
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "delivery/coverage.html")]
struct Page {
    frame: Frame,
    base: String,
    view: CoverageView,
    finding: String,
    picture: String,
    query: String,
}

fn view(visit: &Visit) -> Result<CoverageView, Problem> {
    let plan = visit.query("plan").filter(|plan| !plan.is_empty());
    let plan: Option<DeliveryPlanId> = plan
        .map(|plan| plan.parse())
        .transpose()
        .map_err(|_| Problem::not_found())?;
    let audience = say::audience(visit);
    let view = views::delivery::plan_coverage(&visit.reading, plan.as_ref(), audience);
    view.ok_or_else(Problem::not_found)
}

/// A finding that would be longer only counts.
const MOST_LETTERS: usize = 120;

/// "Nothing serves “Sustainability” anywhere, or “Families” in Lapworth and Crown".
fn finding(view: &CoverageView) -> String {
    if view.actions.is_empty() {
        return "No action is in the plans yet".to_owned();
    }
    let gaps = view.rows.iter().filter_map(|row| {
        let of_row = view.gaps.iter().filter(|gap| gap.0 == row.name);
        let areas: Vec<&str> = of_row.map(|gap| gap.1.as_str()).collect();
        match areas.len() {
            0 => None,
            all if all == view.areas.len() => Some(format!("“{}” anywhere", row.name)),
            _ => Some(format!("“{}” in {}", row.name, listed(&areas))),
        }
    });
    let said = gaps.collect::<Vec<_>>().join(", or ");
    match said.chars().count() {
        0 => "Every approach is served in every area".to_owned(),
        1..MOST_LETTERS => format!("Nothing serves {said}"),
        _ => format!(
            "No action serves {} of the {} pairs of an approach and an area",
            view.gaps.len(),
            view.rows.len() * view.areas.len()
        ),
    }
}

/// "Lapworth, Crown and Cubbington".
fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.join(""),
    }
}

fn picture(view: &CoverageView, finding: &str) -> String {
    let mut columns: Vec<String> = view.areas.iter().map(|it| it.1.clone()).collect();
    columns.push("Everywhere".to_owned());
    let last = view.areas.len();
    let rows: Vec<drawing::CoverageRow> = view
        .rows
        .iter()
        .map(|row| drawing::CoverageRow {
            label: row.name.clone(),
            counts: row
                .cells
                .iter()
                .enumerate()
                .map(|(nth, cell)| {
                    let count = u32::try_from(cell.serving).unwrap_or(u32::MAX);
                    // That nothing serves everywhere alike is no gap.
                    (nth != last || count > 0).then_some(count)
                })
                .collect(),
        })
        .collect();
    drawing::coverage_matrix(&drawing::Coverage {
        title: finding,
        description: "Each approach by each area, with the number of actions that serve it there. \
                      The same is in the table below.",
        columns: &columns,
        rows: &rows,
    })
}

/// `GET /{partnership}/delivery/coverage?plan=safer-2009-10`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let view = view(&visit)?;
    let finding = finding(&view);
    const CALLED: &str = "How many actions serve each approach in each area";
    let drawn = !view.rows.is_empty() && !view.actions.is_empty();
    page(&Page {
        frame: frame(&visit, "Coverage"),
        base: visit.at(""),
        picture: if drawn {
            picture(&view, CALLED)
        } else {
            String::new()
        },
        query: view
            .plan
            .as_ref()
            .map_or_else(String::new, |plan| format!("?plan={plan}")),
        finding,
        view,
    })
}

/// `GET /api/v1/{partnership}/delivery/coverage?plan=safer-2009-10`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    crate::api::json(&view(&visit)?)
}
