//! The action log: what was asked of whom, by the day it is due, with filters.

use app::views::{self, ActionView, BodyRef, PartnerRef};
use askama::Template;
use axum::response::Response;
use record::{id::BodyId, meetings::Action};

use crate::{
    forms::{Choice, Form},
    frame::{Frame, Section},
    paging::Pages,
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "meetings/actions.html")]
struct Actions {
    frame: Frame,
    base: String,
    form: Form,
    bodies: Vec<Choice>,
    owners: Vec<Choice>,
    /// Whether anything was ever asked that whoever looks may see.
    any: bool,
    groups: Vec<(&'static str, Vec<ActionView>)>,
    newer: Option<String>,
    older: Option<String>,
}

/// What was asked for in the address.
struct Filter {
    show: String,
    body: Option<BodyId>,
    owner: Option<String>,
}

impl Filter {
    fn of(visit: &Visit) -> Self {
        let given = |name: &str| visit.query(name).filter(|value| !value.is_empty());
        Self {
            show: given("show").unwrap_or_else(|| "open".to_owned()),
            body: given("body").and_then(|body| body.parse().ok()),
            owner: given("owner"),
        }
    }

    fn keeps(&self, visit: &Visit, action: &Action) -> bool {
        let today = visit.reading.today();
        let state = match self.show.as_str() {
            "overdue" => action.overdue(today),
            "closed" => !action.is_open(),
            "all" => true,
            _ => action.is_open(),
        };
        let of_body = || {
            self.body.as_ref().is_none_or(|body| {
                let asked = visit.reading.record.meetings.get(&action.meeting);
                asked.is_some_and(|asked| asked.body == *body)
            })
        };
        let owned = || {
            let owner = self.owner.as_ref();
            owner.is_none_or(|owner| action.owner.as_str() == owner)
        };
        state && of_body() && owned()
    }

    /// The same filter as an address, at another page.
    fn at(&self, page: usize) -> String {
        let body = self.body.as_ref().map(|body| format!("&body={body}"));
        let owner = self.owner.as_ref();
        let owner = owner.map(|owner| format!("&owner={}", in_address(owner)));
        format!(
            "show={}{}{}&page={page}",
            in_address(&self.show),
            body.unwrap_or_default(),
            owner.unwrap_or_default()
        )
    }
}

/// A value as it may stand in an address: names of the arrangements need no more.
fn in_address(value: &str) -> String {
    let plain = |char: &char| char.is_ascii_alphanumeric() || "-.".contains(*char);
    value.chars().filter(plain).collect()
}

/// `GET /{partnership}/actions?show=open&body=board&owner=council&page=2`
// The public's page is cached by its path and the parameters named in `cache.rs`.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let filter = Filter::of(&visit);
    let audience = say::audience(&visit);
    let actions = views::actions(&visit.reading, audience, |action| {
        filter.keeps(&visit, action)
    });
    let shown = Pages::of(&visit, actions);
    let all: Vec<ActionView> = views::actions(&visit.reading, audience, |_| true).collect();
    let form = [
        ("show", filter.show.clone()),
        ("body", visit.query("body").unwrap_or_default()),
        ("owner", visit.query("owner").unwrap_or_default()),
    ];
    let form = form
        .into_iter()
        .fold(Form::empty(), |form, (name, value)| form.with(name, value));
    page(&Actions {
        frame: visit.frame("Actions").section(Section::Actions).top(),
        base: visit.at(""),
        form,
        bodies: bodies(&all),
        owners: owners(&all),
        any: !all.is_empty(),
        groups: groups(shown.rows),
        newer: shown.newer.map(|page| filter.at(page)),
        older: shown.older.map(|page| filter.at(page)),
    })
}

fn groups(rows: Vec<ActionView>) -> Vec<(&'static str, Vec<ActionView>)> {
    let (closed, open): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.outcome.is_some());
    let (overdue, to_come): (Vec<_>, Vec<_>) = open.into_iter().partition(|row| row.overdue);
    let groups = [
        ("The day has passed", overdue),
        ("Still to come", to_come),
        ("Closed", closed),
    ];
    groups
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .collect()
}

fn bodies(all: &[ActionView]) -> Vec<Choice> {
    let mut bodies: Vec<&BodyRef> = Vec::new();
    for action in all {
        if !bodies.iter().any(|body| body.id == action.body.id) {
            bodies.push(&action.body);
        }
    }
    bodies.sort_by(|one, other| one.name.cmp(&other.name));
    let choice = |body: &BodyRef| Choice::new(body.id.to_string(), &body.name);
    bodies.into_iter().map(choice).collect()
}

fn owners(all: &[ActionView]) -> Vec<Choice> {
    let mut owners: Vec<&PartnerRef> = Vec::new();
    for action in all {
        if !owners.iter().any(|owner| owner.id == action.owner.id) {
            owners.push(&action.owner);
        }
    }
    owners.sort_by(|one, other| one.name.cmp(&other.name));
    let choice = |owner: &PartnerRef| Choice::new(owner.id.to_string(), &owner.name);
    owners.into_iter().map(choice).collect()
}

fn states() -> [Choice; 4] {
    [
        Choice::new("open", "Open"),
        Choice::new("overdue", "Overdue"),
        Choice::new("closed", "Closed"),
        Choice::new("all", "All"),
    ]
}

/// `GET /api/v1/{partnership}/actions?show=open&page=2`; every action when nothing is said.
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let mut filter = Filter::of(&visit);
    if visit.query("show").is_none() {
        filter.show = "all".to_owned();
    }
    let actions = views::actions(&visit.reading, say::audience(&visit), |action| {
        filter.keeps(&visit, action)
    });
    crate::api::json(&Pages::of(&visit, actions).rows)
}
