//! Adopting governance arrangements: what is in force, a new text, what the check finds in it, what
//! would change, and only then the act.

use app::views::{self, AdoptingView, words};
use askama::Template;
use axum::{
    extract::{FromRequest, Path, Request},
    http::header,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use record::{LineNo, arrangements};
use serde_json::json;
use std::sync::Arc;

use super::{
    adopting::{Found, changes, counted, found, said},
    with_date,
};
use crate::{
    Site,
    forms::{Check, Form},
    frame::{Frame, Section},
    papers::UploadForm,
    problem::Problem,
    visit::{Visit, page_with, see},
};

/// The page and the form of this part.
const PATH: &str = "/office/arrangements";

#[derive(Template)]
#[template(path = "office/arrangements.html")]
struct ArrangementsPage {
    frame: Frame,
    form: Form,
    adopted: Vec<Adopted>,
    findings: Vec<Found>,
    at: String,
    seen: u64,
}

/// Arrangements that were adopted before.
struct Adopted {
    from: String,
    line: LineNo,
    in_force: bool,
    counts: String,
}

/// `GET /{partnership}/office/arrangements`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    let form = with_date(Form::empty(), "from", visit.reading.today());
    paper(&visit, form, Vec::new())
}

/// `POST /{partnership}/office/arrangements`: first with a text or a file, then, when the person has
/// seen what will change, with the text and `sure=yes`.
pub(super) async fn take(visit: Visit, request: Request) -> Result<Response, Problem> {
    let mut form = read_form(&visit.site, request).await?;
    let text = form.read_text("text", "Choose a file, or paste the arrangements here");
    let from = form.read_date("from", "Say from which day they are in force");
    let decided_by = form.perhaps_text("decided_by");
    if text.is_none() {
        return paper(&visit, form, Vec::new());
    }
    // Adopted as it was sent, to its last empty line; only line ends are the book's own.
    let text = form.value("text").replace("\r\n", "\n");
    let checked = arrangements::check(&text);
    if checked.has_errors() {
        let count = checked
            .findings
            .iter()
            .filter(|finding| finding.is_error())
            .count();
        let errors = words::count(count, "error", "errors");
        form.wrong(
            "text",
            format!("The check found {errors}: see “What the check found”"),
        );
    }
    let (true, Some(from), Some(new)) = (form.is_right(), from, &checked.arrangements) else {
        return paper(&visit, form, found(&text, checked.findings));
    };
    if !form.is_sure() {
        let change = views::adopting(&visit.reading, new, from);
        let warnings = checked
            .warnings()
            .map(|finding| said(finding, &text))
            .collect();
        return check(&visit, &form, &change, from, warnings);
    }
    let act = json!({"act": "structure.adopt-arrangements", "text": text, "from": from, "decided_by": decided_by});
    if visit.record(act, &mut form).await? {
        return Ok(see(&visit.at(&format!("{PATH}?done=adopted"))));
    }
    paper(&visit.read_on().await?, form, Vec::new())
}

/// Reads the form, whether a file comes along or not. The text of a file takes the place of what was
/// pasted, so that from here on there is but one.
async fn read_form(site: &Arc<Site>, request: Request) -> Result<Form, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if !multipart {
        return Form::from_request(request, site).await;
    }
    let mut upload = UploadForm::from_request(request, site).await?;
    let file = upload.text("file");
    let form = upload.form;
    Ok(match file {
        Some(text) => form.replacing("text", text),
        None => form,
    })
}

/// Asks whether one is sure, and says what would change.
fn check(
    visit: &Visit,
    form: &Form,
    change: &AdoptingView,
    from: Date,
    warnings: Vec<String>,
) -> Result<Response, Problem> {
    let frame = frame(visit, "Adopt these arrangements?");
    let warning = "Adopted arrangements stay in the book. Others can be adopted after them, from the same day or a later one.";
    let mut check = Check::new(
        frame,
        form,
        &visit.at(PATH),
        warning,
        "Adopt the arrangements",
    )
    .will(format!(
        "From {} the partnership works by this text.",
        words::day(from)
    ));
    for sentence in changes(change) {
        check = check.will(sentence);
    }
    for warning in warnings {
        check = check.will(warning);
    }
    check
        .back(visit.at(PATH))
        .page("The arrangements were not adopted")
}

fn frame(visit: &Visit, title: &str) -> Frame {
    visit
        .frame(title)
        .section(Section::Office)
        .crumb("Office", "/office")
}

fn paper(visit: &Visit, form: Form, findings: Vec<Found>) -> Result<Response, Problem> {
    let structure = &visit.reading.record.structure;
    let in_force = structure
        .in_force(visit.reading.today())
        .map(|adoption| adoption.line);
    let adopted = structure.adoptions().rev().map(|adoption| Adopted {
        from: words::day(adoption.from),
        line: adoption.line,
        in_force: in_force == Some(adoption.line),
        counts: counted(
            views::adopting(&visit.reading, &adoption.arrangements, adoption.from).after,
        ),
    });
    let frame = frame(visit, "Governance arrangements")
        .done(super::done(visit))
        .summary(form.summary("The arrangements were not adopted"));
    let page = ArrangementsPage {
        frame,
        adopted: adopted.collect(),
        findings,
        at: visit.at(PATH),
        seen: visit.reading.head.line,
        form,
    };
    page_with(page.form.status(), &page)
}

/// `GET /{partnership}/office/arrangements/{line}.toml`: the exact text that a line of the book adopted
pub(super) async fn download(
    visit: Visit,
    Path((partnership, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let line: Option<LineNo> = file
        .strip_suffix(".toml")
        .and_then(|line| line.parse().ok());
    let mut adoptions = visit.reading.record.structure.adoptions();
    let adoption = adoptions.find(|adoption| Some(adoption.line) == line);
    let adoption = adoption.ok_or_else(Problem::not_found)?;
    let name = format!(
        "attachment; filename=\"{partnership}-{}.toml\"",
        adoption.from
    );
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, adoption.text.to_string()).into_response())
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, header},
    };
    use testkit::ARRANGEMENTS;

    use crate::testing::{CLERK, MOOT, Moot, request};

    const PATH: &str = "/three-rivers/office/arrangements";
    const FROM: (&str, &str) = ("from", "2008-01-01");

    fn changed() -> String {
        let rural = ARRANGEMENTS
            .find("[[body.seat]]\nid = \"ambassador\"")
            .expect("the ambassador");
        let after = ARRANGEMENTS[rural + 10..]
            .find("[[body.seat]]")
            .expect("the observer")
            + rural
            + 10;
        format!("{}{}", &ARRANGEMENTS[..rural], &ARRANGEMENTS[after..])
    }

    #[tokio::test]
    async fn arrangements_are_adopted_after_a_look_at_what_changes() {
        let moot = Moot::new();
        let text = changed();
        moot.get_as(CLERK, PATH).await.sound().says(&[
            "In force since Monday 1 January 2007",
            &format!("{PATH}/1.toml"),
            "type=\"file\"",
        ]);
        let page = moot.post_as(CLERK, PATH, &[("text", &text), FROM]).await;
        assert_eq!(page.status, 200);
        page.sound().says(&[
            "Adopt these arrangements?",
            "From Tuesday 1 January 2008",
            "Before, there are 5 bodies, 23 seats",
            "Holder of board.ambassador loses a seat: Ambassador of the rivers, Three Rivers Board.",
        ]);
        let page = moot
            .post_as(CLERK, PATH, &[("text", &text), FROM, ("sure", "yes")])
            .await;
        assert_eq!(page.location(), format!("{PATH}?done=adopted"));
        moot.get_as(CLERK, page.location()).await.says(&[
            "The arrangements are adopted.",
            "In force from Tuesday 1 January 2008",
        ]);
    }

    #[tokio::test]
    async fn a_faulty_text_is_shown_with_each_finding_and_nothing_is_written() {
        let moot = Moot::new();
        let before = moot.get_as(CLERK, PATH).await.text().len();
        let faulty = ARRANGEMENTS.replace("partner = \"health\"", "partner = \"heath\"");
        let page = moot
            .post_as(CLERK, PATH, &[("text", &faulty), FROM, ("sure", "yes")])
            .await;
        assert_eq!(page.status, 422);
        page.sound().says(&[
            "The arrangements were not adopted",
            "The check found",
            "heath",
            "Line ",
            "href=\"#text\"",
            "href=\"/checks/E013\"",
            "Three Rivers Partnership&#34;",
        ]);
        assert_eq!(moot.get_as(CLERK, PATH).await.text().len(), before);
    }

    #[tokio::test]
    async fn each_mistake_is_named_at_its_field() {
        let moot = Moot::new();
        let text = changed();
        for (typed, status, says) in [
            (
                vec![("text", " "), FROM],
                422,
                "Choose a file, or paste the arrangements here",
            ),
            (vec![("text", &*text)], 422, "Say from which day"),
            (
                vec![("text", &*text), ("from", "31 6 2007")],
                422,
                "There is no such day in that month",
            ),
            (
                vec![("text", "[partnership"), FROM],
                422,
                "The check found 1 error",
            ),
            (
                vec![("text", ARRANGEMENTS), FROM, ("sure", "yes")],
                422,
                "already in force",
            ),
            (
                vec![("text", &*text), ("from", "2006-01-01"), ("sure", "yes")],
                422,
                "would begin before them",
            ),
            (
                vec![
                    ("text", &*text),
                    FROM,
                    ("decided_by", "board-1-1"),
                    ("sure", "yes"),
                ],
                422,
                "board-1-1",
            ),
        ] {
            let page = moot.post_as(CLERK, PATH, &typed).await;
            assert_eq!(page.status.as_u16(), status, "{says}");
            page.says(&["The arrangements were not adopted", says]);
        }
    }

    #[tokio::test]
    async fn a_file_takes_the_place_of_the_text() {
        let moot = Moot::new();
        let part = |name: &str, value: &str| {
            format!("--fence\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n")
        };
        let body = part("\"text\"", "")
            + &part("\"from\"", "2008-01-01")
            + &part("\"file\"; filename=\"new.toml\"", &changed())
            + "--fence--\r\n";
        let request = request(Method::POST, PATH)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=fence")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, moot.cookie_of(CLERK));
        let page = moot.send(request, Body::from(body)).await;
        assert_eq!(page.status, 200);
        page.says(&[
            "Adopt these arrangements?",
            "name=\"text\" value=\"# Three Rivers",
        ]);
    }

    #[tokio::test]
    async fn the_exact_text_can_be_taken_away() {
        let moot = Moot::new();
        let page = moot.get_as(CLERK, &format!("{PATH}/1.toml")).await;
        assert_eq!(page.text(), ARRANGEMENTS);
        assert_eq!(
            page.header("content-disposition"),
            "attachment; filename=\"three-rivers-2007-01-01.toml\""
        );
        for file in ["2.toml", "1", "x.toml"] {
            assert_eq!(
                moot.get_as(CLERK, &format!("{PATH}/{file}")).await.status,
                404,
                "{file}"
            );
        }
        assert_eq!(
            moot.get(&format!("/{MOOT}/office/arrangements/1.toml"))
                .await
                .status,
            303
        );
    }
}
