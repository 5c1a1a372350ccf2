//! Looking at a spreadsheet row by row, and having it done: every row or none.

use app::import::{Plan, RowPlan, State};
use askama::Template;
use axum::response::Response;

use super::import::{PATH, frame, sender};
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
#[template(path = "office/import_rows.html")]
struct RowsPage {
    frame: Frame,
    form: Form,
    at: String,
    file: String,
    digest: String,
    does: usize,
    nothing: usize,
    wrong: usize,
    people: usize,
    appointments: usize,
    can_be_done: bool,
    /// The first rows with something wrong.
    first_wrong: Vec<RowPlan>,
    rows: Vec<RowPlan>,
    newer: Option<String>,
    older: Option<String>,
    unused: String,
    missing: Option<String>,
    arrangements: String,
}

impl RowsPage {
    fn of(visit: &Visit, file: String, plan: &Plan, form: Form) -> Self {
        let whole = Pages::of(visit, plan.rows.iter().cloned());
        let wrong = |row: &&RowPlan| row.state == State::Wrong;
        let page = |number: usize| format!("page={number}");
        Self {
            frame: frame(visit, "Look at each row")
                .crumb("Import a spreadsheet", PATH)
                .summary(form.summary("The spreadsheet was not imported")),
            form,
            at: visit.at(PATH),
            file,
            digest: plan.digest(),
            does: plan.count(State::Does),
            nothing: plan.count(State::Nothing),
            wrong: plan.count(State::Wrong),
            people: plan.new_people(),
            appointments: plan.appointments(),
            can_be_done: plan.can_be_done(),
            first_wrong: plan
                .rows
                .iter()
                .filter(wrong)
                .take(MOST_WRONG)
                .cloned()
                .collect(),
            newer: whole.newer.map(page),
            older: whole.older.map(page),
            rows: whole.rows,
            unused: plan.unused.join(", "),
            missing: plan.missing.clone(),
            arrangements: visit.at("/office/arrangements"),
        }
    }
}

#[derive(Template)]
#[template(path = "office/import_headings.html")]
struct HeadingsPage {
    frame: Frame,
    at: String,
    file: String,
    why: String,
}

/// The sheet that waits, with what it would do. None when there is none, or nothing says what its
/// columns are.
pub(super) async fn plan(visit: &Visit) -> Result<Option<(String, Plan)>, Problem> {
    Ok(match looked_at(visit).await? {
        Some((file, Ok(plan))) => Some((file, plan)),
        _ => None,
    })
}

type LookedAt = Option<(String, Result<Plan, app::import::NoHeadings>)>;

async fn looked_at(visit: &Visit) -> Result<LookedAt, Problem> {
    let (partnership, person) = (visit.reading.partnership.to_string(), sender(visit)?);
    let looked = visit.site.apart(move |house| {
        let Some(sheet) = house.kept_import(&partnership, person)? else {
            return Ok(None);
        };
        let plan = house.plan_import(&partnership, &sheet.rows)?;
        Ok::<_, app::Denied>(Some((sheet.name, plan)))
    });
    Ok(looked.await??)
}

/// `GET /{partnership}/office/import/rows`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty()).await
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    match looked_at(visit).await? {
        None => Ok(see(&visit.at(PATH))),
        Some((file, Ok(plan))) => {
            let page = RowsPage::of(visit, file, &plan, form);
            page_with(page.form.status(), &page)
        }
        Some((file, Err(none))) => page_with(
            axum::http::StatusCode::OK,
            &HeadingsPage {
                frame: frame(visit, "No headings were found").crumb("Import a spreadsheet", PATH),
                at: visit.at(PATH),
                file,
                why: sentence(&none.to_string()),
            },
        ),
    }
}

/// `POST /{partnership}/office/import/rows`: do it, or give it up.
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let (partnership, person) = (visit.reading.partnership.to_string(), sender(&visit)?);
    let forget = |partnership: String| {
        visit
            .site
            .asking(move |house| house.forget_import(&partnership, person))
    };
    if form.value("give_up") == "yes" {
        forget(partnership).await??;
        return Ok(see(&visit.at(&format!("{PATH}?done=given-up"))));
    }
    let Some((_, plan)) = plan(&visit).await? else {
        return paper(&visit, form).await;
    };
    if form.value("digest") != plan.digest() || !plan.can_be_done() {
        form.asks("import");
        form.wrong(
            "import",
            "Something has changed since you looked: look at the rows again",
        );
        return paper(&visit, form).await;
    }
    let caller = visit.viewer.caller().ok_or_else(Problem::not_found)?;
    let of = partnership.clone();
    let done = visit
        .site
        .apart(move |house| house.import(&of, caller, &plan));
    match done.await? {
        Ok(_) => {
            forget(partnership).await??;
            Ok(see(&visit.at("/office/people?done=imported")))
        }
        Err(denied) => {
            form.asks("import");
            form.denied(denied)?;
            paper(&visit.read_on().await?, form).await
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, header},
    };

    use crate::testing::{CLERK, Moot, Seen, request};

    const PATH: &str = "/three-rivers/office/import";
    const ROWS: &str = "/three-rivers/office/import/rows";

    async fn send(moot: &Moot, name: &str, bytes: &[u8]) -> Seen {
        let mut body = format!(
            "--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--fence--\r\n");
        let request = request(Method::POST, PATH)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=fence")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, moot.cookie_of(CLERK));
        moot.send(request, Body::from(body)).await
    }

    fn digest(page: &Seen) -> String {
        let text = page.text();
        let at = text.find("name=\"digest\" value=\"").expect("a digest");
        text[at + 21..]
            .split('"')
            .next()
            .expect("its end")
            .to_owned()
    }

    #[tokio::test]
    async fn a_sheet_is_looked_at_row_by_row_and_then_done() {
        let moot = Moot::new();
        moot.get_as(CLERK, PATH).await.sound().says(&[
            "type=\"file\"",
            "members.xlsx",
            "members.csv",
            "1,000 rows",
        ]);
        let sheet = "Name,E-mail,Body,Seat,From,Phone\n\
            Ann Example,ann@example.org,board,health-later,1 September 2007,01905\n\
            Holder of board.leader,,board,leader,1 January 2007,\n";
        let sent = send(&moot, "members.csv", sheet.as_bytes()).await;
        assert_eq!(sent.location(), ROWS);
        let page = moot.get_as(CLERK, ROWS).await.sound().says(&[
            "members.csv",
            "Row 2",
            "Adds Ann Example to the people.",
            "Appoints Ann Example to Director of public health, Three Rivers Board, from Saturday 1 September 2007 until further notice.",
            "Holds the seat already",
            "Phone",
        ]);
        moot.get_as(CLERK, "/three-rivers/office/people")
            .await
            .never_says(&["Ann Example"]);
        let digest = digest(&page);
        let done = moot.post_as(CLERK, ROWS, &[("digest", &digest)]).await;
        assert_eq!(done.location(), "/three-rivers/office/people?done=imported");
        moot.get_as(CLERK, done.location())
            .await
            .says(&["The spreadsheet is imported", "Ann Example"]);
        // It is gone from the office; a second press finds nothing to do.
        let again = moot.post_as(CLERK, ROWS, &[("digest", &digest)]).await;
        assert_eq!(again.location(), PATH);
        // The same file again is true already.
        send(&moot, "members.csv", sheet.as_bytes()).await;
        moot.get_as(CLERK, ROWS)
            .await
            .sound()
            .says(&["There is nothing to do"])
            .never_says(&["name=\"digest\""]);
    }

    #[tokio::test]
    async fn what_is_wrong_is_shown_at_its_cell_and_nothing_is_done() {
        let moot = Moot::new();
        let sheet = "Name,Organisation,Body,Seat,From\n\
            Ann Example,Unheard Of,board,health-later,1 September 2007\n\
            Bob Sample,,board,throne,1 September 2007\n";
        send(&moot, "members.csv", sheet.as_bytes()).await;
        moot.get_as(CLERK, ROWS)
            .await
            .sound()
            .says(&[
                "Cell B2",
                "This organisation is not in the arrangements",
                "Cell D3",
                "There is no seat called that",
                "[[organisation]]",
                "arrangements.toml",
            ])
            .never_says(&["name=\"digest\""]);
        let draft = moot
            .get_as(CLERK, "/three-rivers/office/import/arrangements.toml")
            .await;
        assert!(draft.text().contains("name = \"Unheard Of\""));
        let forced = moot.post_as(CLERK, ROWS, &[("digest", "x")]).await;
        assert_eq!(forced.status, 422);
        forced.sound().says(&["Something has changed"]);
        let given_up = moot.post_as(CLERK, ROWS, &[("give_up", "yes")]).await;
        assert_eq!(given_up.location(), format!("{PATH}?done=given-up"));
        assert_eq!(moot.get_as(CLERK, ROWS).await.location(), PATH);
    }

    #[tokio::test]
    async fn files_that_cannot_be_read_are_refused_with_what_to_do() {
        let moot = Moot::new();
        let many = format!("Name\n{}", "Ann\n".repeat(50_000));
        for (name, bytes, says) in [
            ("members.csv", many.as_bytes(), "more than 1001 rows"),
            ("members.csv", b"" as &[u8], "nothing in this spreadsheet"),
            ("members.pdf", b"%PDF-1.7\n\x00\x01", "not a spreadsheet"),
            ("old.xls", &[0xd0, 0xcf, 0x11, 0xe0], "save it as .xlsx"),
        ] {
            let page = send(&moot, name, bytes).await;
            assert_eq!(page.status, 422, "{says}");
            page.sound()
                .says(&["The spreadsheet was not read", says, "href=\"#file\""]);
        }
        send(&moot, "x.csv", b"one,two\nthree,four").await;
        moot.get_as(CLERK, ROWS)
            .await
            .sound()
            .says(&["No headings were found", "one column must be called Name"]);
    }

    #[tokio::test]
    async fn the_form_can_be_taken_away_and_none_but_the_secretariat_comes_here() {
        let moot = Moot::new();
        let csv = moot.get_as(CLERK, &format!("{PATH}/members.csv")).await;
        assert!(csv.text().contains("\"Name\",\"E-mail\",\"Organisation\""));
        let xlsx = moot.get_as(CLERK, &format!("{PATH}/members.xlsx")).await;
        assert!(xlsx.bytes.starts_with(b"PK"));
        for address in [
            PATH.to_owned(),
            ROWS.to_owned(),
            format!("{PATH}/members.csv"),
        ] {
            assert_eq!(moot.get(&address).await.status, 303, "{address}");
        }
        for file in ["other.csv", "arrangements.toml"] {
            let page = moot.get_as(CLERK, &format!("{PATH}/{file}")).await;
            assert_eq!(page.status, 404, "{file}");
        }
    }
}
