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
        // What is done comes first: a form that was sent out comes back with most of its rows empty.
        let order = |row: &&RowPlan| match row.state {
            State::Does => 0,
            State::Wrong => 1,
            State::Nothing => 2,
        };
        let mut ordered: Vec<&RowPlan> = plan.rows.iter().collect();
        ordered.sort_by_key(order);
        let whole = Pages::of(visit, ordered.into_iter().cloned());
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

#[cfg(test)]
pub(super) mod tests {
    use axum::{
        body::Body,
        http::{Method, header},
    };
    use serde_json::json;
    use testkit::{ARRANGEMENTS, PLAN};

    use crate::testing::{CLERK, Moot, STRANGER, Seen, request};

    const PATH: &str = "/three-rivers/plan/figures/import";
    const ROWS: &str = "/three-rivers/plan/figures/import/rows";

    /// Three Rivers with one indicator, on 10 January 2008.
    pub(crate) fn agreed() -> Moot {
        let moot = Moot::new();
        moot.acts(json!([
            {"act": "structure.adopt-arrangements", "text": format!("{ARRANGEMENTS}{PLAN}"), "from": "2007-01-02"},
            {"act": "plan.make-agreement", "agreement": "laa", "title": "Local area agreement",
                "from": "2007-04-01", "until": "2010-03-31",
                "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
            {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a",
                "theme": "safer", "title": "Fewer homes are flooded", "lead": {"body": "board"}},
            {"act": "plan.set-indicator", "indicator": "flooded-homes", "outcome": "fewer-floods",
                "title": "Homes flooded", "unit": "homes", "good": "lower", "standing": "headline",
                "every": "quarter", "districts": "sum", "source": "Council survey"},
        ]));
        moot.at("2008-01-10T10:00:00Z");
        moot
    }

    async fn send(moot: &Moot, inputs: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Seen {
        let mut body = Vec::new();
        for (name, value) in inputs {
            let part = format!(
                "--fence\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        if let Some((name, bytes)) = file {
            let part = format!(
                "--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--fence--\r\n");
        let request = request(Method::POST, PATH)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=fence")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, moot.cookie_of(CLERK));
        moot.send(request, Body::from(body)).await
    }

    fn digest(page: &Seen) -> String {
        let text = page.text();
        let at = text.find("name=\"digest\" value=\"").expect("a digest");
        let rest = text[at + 21..].split('"').next();
        rest.expect("its end").to_owned()
    }

    // Requirement: PL4 at `/{partnership}/plan/figures/import/rows`
    #[tokio::test]
    async fn pasted_cells_are_looked_at_and_then_taken() {
        let moot = agreed();
        moot.get_as(CLERK, PATH).await.sound().says(&[
            "type=\"file\"",
            "template.xlsx?body=board",
            "50,000 rows",
            "<textarea",
        ]);
        let cells = "Indicator\tArea\tPeriod\tFigure\tColour\r\n\
            Homes flooded\tUpper River\t2007/08 Q1\t4\tgreen\r\n\
            flooded-homes\t\tApril to June 2007\t9\tred\r\n";
        let sent = send(&moot, &[("pasted", cells), ("source", "The survey")], None).await;
        assert_eq!(sent.location(), ROWS);
        let page = moot.get_as(CLERK, ROWS).await.sound().says(&[
            "2 new figures",
            "where they come from: The survey",
            "Row 2",
            "Takes 4 homes for quarter 1 of 2007-08 in Upper River.",
            "Colour",
        ]);
        let digest = digest(&page);
        let done = moot.post_as(CLERK, ROWS, &[("digest", &digest)]).await;
        assert_eq!(done.location(), format!("{PATH}?done=taken"));
        moot.get_as(CLERK, done.location())
            .await
            .says(&["The figures are in the book"]);
        // A second press finds nothing; the same cells again are there already.
        let again = moot.post_as(CLERK, ROWS, &[("digest", &digest)]).await;
        assert_eq!(again.location(), PATH);
        send(&moot, &[("pasted", cells)], None).await;
        moot.get_as(CLERK, ROWS)
            .await
            .sound()
            .says(&["There is nothing to do", "Is there already: 9 homes"])
            .never_says(&["name=\"digest\""]);
    }

    #[tokio::test]
    async fn what_is_wrong_is_shown_at_its_cell_and_nothing_is_taken() {
        let moot = agreed();
        let sheet = "Indicator,Area,Period,Figure\nflooded-homes,Mars,2007/08 Q4,\"9,5\"\nflooded-homes,,2007/08 Q1,9\n";
        send(&moot, &[], Some(("survey.csv", sheet.as_bytes()))).await;
        moot.get_as(CLERK, ROWS)
            .await
            .sound()
            .says(&[
                "survey.csv",
                "Cell B2",
                "There is no area called that",
                "Cell D2",
                "write 9.5, with a full stop",
                "Ready",
            ])
            .never_says(&["name=\"digest\""]);
        let forced = moot.post_as(CLERK, ROWS, &[("digest", "x")]).await;
        assert_eq!(forced.status, 422);
        forced.sound().says(&["Something has changed"]);
        let given_up = moot.post_as(CLERK, ROWS, &[("give_up", "yes")]).await;
        assert_eq!(given_up.location(), format!("{PATH}?done=given-up"));
        assert_eq!(moot.get_as(CLERK, ROWS).await.location(), PATH);
        send(&moot, &[("pasted", "one\ttwo\nthree\tfour")], None).await;
        moot.get_as(CLERK, ROWS)
            .await
            .sound()
            .says(&["No headings were found"]);
    }

    #[tokio::test]
    async fn files_that_cannot_be_read_are_refused_with_what_to_do() {
        let moot = agreed();
        let many = format!("Indicator,Period,Figure\n{}", "a,b,1\n".repeat(200_000));
        for (bytes, says) in [
            (many.as_bytes(), "more than 50001 rows"),
            (b"" as &[u8], "nothing in this spreadsheet"),
            (b"%PDF-1.7\n\x00\x01", "not a spreadsheet"),
            (&[0xd0, 0xcf, 0x11, 0xe0], "save it as .xlsx"),
        ] {
            let page = send(&moot, &[], Some(("figures.xlsx", bytes))).await;
            assert_eq!(page.status, 422, "{says}");
            page.sound()
                .says(&["The spreadsheet was not read", says, "href=\"#file\""]);
        }
        let nothing = send(&moot, &[("pasted", " ")], None).await;
        assert_eq!(nothing.status, 422);
        nothing.sound().says(&["Choose a file"]);
    }

    #[tokio::test]
    async fn the_form_is_for_those_who_hand_in_and_for_nobody_else() {
        let moot = agreed();
        let form = moot
            .get_as(CLERK, &format!("{PATH}/template.xlsx?body=board"))
            .await;
        assert_eq!(form.status, 200);
        assert!(form.bytes.starts_with(b"PK"), "a file of Excel");
        assert!(form.header("content-disposition").contains("figures-board"));
        let rows = app::figures::read(&form.bytes).expect("rows");
        assert!(rows.len() > 1, "something is due");
        for path in [PATH, ROWS, &format!("{PATH}/template.xlsx")] {
            assert_eq!(moot.get_as(STRANGER, path).await.status, 404, "{path}");
            assert_ne!(moot.get(path).await.status, 200, "{path}");
        }
    }
}
