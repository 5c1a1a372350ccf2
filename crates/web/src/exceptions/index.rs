//! The lists of exceptions and of log jams: those that are open first, with what is asked of whom.

use app::views::{self, ExceptionLine};
use askama::Template;
use axum::response::Response;
use record::{
    arrangements::AreaKind,
    exceptions::{About, Sort},
};

use super::SECTION;
use crate::{
    frame::Frame,
    paging::Pages,
    problem::Problem,
    say,
    visit::{Visit, page},
};

#[derive(Template)]
#[template(path = "exceptions/index.html")]
struct Index {
    frame: Frame,
    base: String,
    open: Vec<ExceptionLine>,
    over: Vec<ExceptionLine>,
    may_raise: bool,
    newer: Option<String>,
    older: Option<String>,
}

impl Index {
    fn awaiting(&self) -> usize {
        self.open.iter().filter(|line| line.awaits_steer).count()
    }

    fn to_do(&self) -> usize {
        self.open.iter().map(|line| line.to_do).sum()
    }

    fn overdue(&self) -> usize {
        self.open.iter().map(|line| line.overdue).sum()
    }
}

/// `GET /{partnership}/exceptions`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    let all = views::exceptions(&visit.reading, audience, Some(Sort::Exception));
    let (open, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.outcome.is_none());
    let over = Pages::of(&visit, over.into_iter());
    page(&Index {
        frame: visit
            .frame("Exceptions")
            .section(SECTION)
            .crumb("Plan", "/plan"),
        base: visit.at(""),
        open: if over.newer.is_some() {
            Vec::new()
        } else {
            open
        },
        may_raise: audience.inside(),
        newer: over.newer.map(|page| format!("page={page}")),
        older: over.older.map(|page| format!("page={page}")),
        over: over.rows,
    })
}

/// `GET /api/v1/{partnership}/exceptions`
pub(super) async fn json(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    let all = views::exceptions(&visit.reading, audience, Some(Sort::Exception));
    crate::api::json(&Pages::of(&visit, all.into_iter()).rows)
}

#[derive(Template)]
#[template(path = "exceptions/jams.html")]
struct Jams {
    frame: Frame,
    base: String,
    open: Vec<ExceptionLine>,
    over: Vec<ExceptionLine>,
    may_raise: bool,
    /// The names of the districts.
    districts: Vec<String>,
    /// The name of each theme, with the log jams that are open in each district.
    themes: Vec<(String, Vec<Vec<ExceptionLine>>)>,
}

impl Jams {
    fn jammed(&self) -> usize {
        let cells = self.themes.iter().flat_map(|(_, cells)| cells);
        cells.filter(|cell| !cell.is_empty()).count()
    }
}

/// `GET /{partnership}/log-jams`
pub(super) async fn jams(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    let reading = &visit.reading;
    let all = views::exceptions(reading, audience, Some(Sort::LogJam));
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let arrangements = adoption.map(|adoption| &adoption.arrangements);
    let areas = arrangements.map_or(&[][..], |known| &known.area).iter();
    let districts: Vec<_> = areas.filter(|it| it.kind == AreaKind::District).collect();
    let open = reading.record.exceptions.open();
    let open: Vec<_> = open.map(|it| (&it.id, &it.about)).collect();
    let themes = arrangements.map_or(&[][..], |known| &known.theme).iter();
    let themes = themes.map(|of| {
        let cells = districts.iter().map(|district| {
            let here = open.iter().filter(|(_, about)| {
                matches!(about, About::LogJam { theme, area } if *theme == of.id && *area == district.id)
            });
            let found = here.filter_map(|(id, _)| all.iter().find(|line| line.id == **id));
            found.cloned().collect()
        });
        (of.name.clone(), cells.collect())
    });
    let themes = themes.collect();
    let districts = districts.iter().map(|it| it.name.clone()).collect();
    let (open, over) = all.into_iter().partition(|it| it.outcome.is_none());
    page(&Jams {
        frame: visit
            .frame("Log jams")
            .section(SECTION)
            .crumb("Plan", "/plan")
            .crumb("Exceptions", "/exceptions"),
        base: visit.at(""),
        open,
        over,
        may_raise: audience.inside(),
        districts,
        themes,
    })
}

/// `GET /api/v1/{partnership}/log-jams`
pub(super) async fn jams_json(visit: Visit) -> Result<Response, Problem> {
    let audience = say::audience(&visit);
    let all = views::exceptions(&visit.reading, audience, Some(Sort::LogJam));
    crate::api::json(&Pages::of(&visit, all.into_iter()).rows)
}
