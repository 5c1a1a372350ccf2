//! Looking at a sheet of figures row by row, cell by cell, and having it taken: every row or none.

use app::{
    figures::{FiguresPlan, FiguresSheet, NoHeadings},
    import::{RowPlan, State},
};
use askama::Template;
use axum::response::Response;

use super::figures::{PATH, frame, sender};
use crate::{
    forms::Form,
    frame::Frame,
    paging::Pages,
    problem::{Problem, sentence},
    visit::{Visit, page_with, see},
};

/// How many rows with something wrong are shown above all others.
const MOST_WRONG: usize = 50;

#[derive(Template)]
#[template(path = "plan/figures_rows.html")]
struct RowsPage {
    frame: Frame,
    form: Form,
    at: String,
    file: String,
    source: String,
    digest: String,
    taken: usize,
    aside: usize,
    nothing: usize,
    wrong: usize,
    can_be_done: bool,
    /// The first rows with something wrong.
    first_wrong: Vec<RowPlan>,
    rows: Vec<RowPlan>,
    newer: Option<String>,
    older: Option<String>,
    unused: String,
}

impl RowsPage {
    fn of(visit: &Visit, sheet: &FiguresSheet, plan: &FiguresPlan, form: Form) -> Self {
        let whole = Pages::of(visit, plan.rows.iter().cloned());
        let wrong = plan.rows.iter().filter(|row| row.state == State::Wrong);
        let page = |number: usize| format!("page={number}");
        Self {
            frame: frame(visit, "Look at each row")
                .crumb("Import figures", PATH)
                .summary(form.summary("The figures were not taken")),
            form,
            at: visit.at(PATH),
            file: sheet.name.clone(),
            source: sheet.source.to_string(),
            digest: plan.digest(),
            taken: plan.taken,
            aside: plan.aside,
            nothing: plan.count(State::Nothing),
            wrong: plan.count(State::Wrong),
            can_be_done: plan.can_be_done(),
            first_wrong: wrong.take(MOST_WRONG).cloned().collect(),
            newer: whole.newer.map(page),
            older: whole.older.map(page),
            rows: whole.rows,
            unused: plan.unused.join(", "),
        }
    }
}

#[derive(Template)]
#[template(path = "plan/figures_headings.html")]
struct HeadingsPage {
    frame: Frame,
    at: String,
    file: String,
    why: String,
}

type LookedAt = Option<(FiguresSheet, Result<FiguresPlan, NoHeadings>)>;

/// The sheet that waits, with what it would do.
async fn looked_at(visit: &Visit) -> Result<LookedAt, Problem> {
    let partnership = visit.reading.partnership.to_string();
    let (person, caller) = sender(visit)?;
    let looked = visit.site.apart(move |house| {
        let Some(mut sheet) = house.kept_figures(&partnership, person)? else {
            return Ok(None);
        };
        let plan = house.plan_figures(&partnership, caller, &sheet.rows)?;
        // They are as many as a page never shows, and the plan says all of them again.
        sheet.rows.clear();
        Ok::<_, app::Denied>(Some((sheet, plan)))
    });
    Ok(looked.await??)
}

/// `GET /{partnership}/plan/figures/import/rows`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty()).await
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    match looked_at(visit).await? {
        None => Ok(see(&visit.at(PATH))),
        Some((sheet, Ok(plan))) => {
            let page = RowsPage::of(visit, &sheet, &plan, form);
            page_with(page.form.status(), &page)
        }
        Some((sheet, Err(none))) => page_with(
            axum::http::StatusCode::OK,
            &HeadingsPage {
                frame: frame(visit, "No headings were found").crumb("Import figures", PATH),
                at: visit.at(PATH),
                file: sheet.name,
                why: sentence(&none.to_string()),
            },
        ),
    }
}

/// `POST /{partnership}/plan/figures/import/rows`: take them, or give it up.
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let (partnership, (person, caller)) = (visit.reading.partnership.to_string(), sender(&visit)?);
    let forget = |partnership: String| {
        visit
            .site
            .asking(move |house| house.forget_figures(&partnership, person))
    };
    if form.value("give_up") == "yes" {
        forget(partnership).await??;
        return Ok(see(&visit.at(&format!("{PATH}?done=given-up"))));
    }
    let Some((sheet, Ok(plan))) = looked_at(&visit).await? else {
        return paper(&visit, form).await;
    };
    form.asks("import");
    if form.value("digest") != plan.digest() || !plan.can_be_done() {
        form.wrong(
            "import",
            "Something has changed since you looked: look at the rows again",
        );
        return paper(&visit, form).await;
    }
    let of = partnership.clone();
    let done = visit
        .site
        .apart(move |house| house.import_figures(&of, caller, &sheet.source, plan));
    match done.await? {
        Ok(_) => {
            forget(partnership).await??;
            Ok(see(&visit.at(&format!("{PATH}?done=taken"))))
        }
        Err(denied) => {
            form.denied(denied)?;
            paper(&visit.read_on().await?, form).await
        }
    }
}
