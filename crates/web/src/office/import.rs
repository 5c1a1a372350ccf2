//! Sending a spreadsheet of people and their seats. What is in it is looked at on the next page;
//! here it is only read, and kept for its sender.

use app::import;
use askama::Template;
use axum::{
    extract::{FromRequest, Path, Request},
    http::header,
    response::{IntoResponse, Response},
};
use record::id::PersonId;

use super::done;
use crate::{
    forms::Form,
    frame::{Frame, Section},
    papers::UploadForm,
    problem::{Problem, sentence},
    visit::{Visit, page_with, see},
};

/// The page and the form of this part.
pub(super) const PATH: &str = "/office/import";

#[derive(Template)]
#[template(path = "office/import.html")]
struct ImportPage {
    frame: Frame,
    form: Form,
    at: String,
    /// The name of a file that was sent and not yet looked at.
    waiting: Option<String>,
}

/// `GET /{partnership}/office/import`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty()).await
}

/// `POST /{partnership}/office/import`
pub(super) async fn take(visit: Visit, request: Request) -> Result<Response, Problem> {
    let person = sender(&visit)?;
    let upload = UploadForm::from_request(request, &visit.site).await?;
    let file = upload.file("file");
    let mut form = upload.form;
    form.asks("file");
    let Some((name, bytes)) = file else {
        form.wrong("file", "Choose a file");
        return paper(&visit, form).await;
    };
    let partnership = visit.reading.partnership.to_string();
    let kept = visit
        .site
        .apart(move |house| house.keep_import(&partnership, person, &name, &bytes));
    match kept.await?? {
        Ok(()) => Ok(see(&visit.at("/office/import/rows"))),
        Err(why) => {
            form.wrong("file", sentence(&why.to_string()));
            paper(&visit, form).await
        }
    }
}

/// Whose sheet it is.
pub(super) fn sender(visit: &Visit) -> Result<PersonId, Problem> {
    let person = visit.viewer.person.as_ref();
    person
        .map(|person| person.id)
        .ok_or_else(Problem::not_found)
}

/// The frame of the pages of this part.
pub(super) fn frame(visit: &Visit, title: &str) -> Frame {
    visit
        .frame(title)
        .section(Section::Office)
        .crumb("Office", "/office")
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let (partnership, person) = (visit.reading.partnership.to_string(), sender(visit)?);
    let waiting = visit
        .site
        .asking(move |house| house.kept_import(&partnership, person));
    let waiting = waiting.await??.map(|sheet| sheet.name);
    let frame = frame(visit, "Import a spreadsheet")
        .done(done(visit))
        .summary(form.summary("The spreadsheet was not read"));
    let page = ImportPage {
        frame,
        at: visit.at(PATH),
        waiting,
        form,
    };
    page_with(page.form.status(), &page)
}

/// `GET /{partnership}/office/import/{file}`: the form to fill in, or the draft of the arrangements.
pub(super) async fn download(
    visit: Visit,
    Path((partnership, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (kind, bytes) = match file.as_str() {
        "members.csv" => (
            "text/csv; charset=utf-8",
            import::template_csv().into_bytes(),
        ),
        "members.xlsx" => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            import::template_xlsx().ok_or_else(Problem::not_found)?,
        ),
        "arrangements.toml" => {
            let plan = super::import_rows::plan(&visit).await?;
            let draft = plan.and_then(|(_, plan)| plan.draft);
            let draft = draft.ok_or_else(Problem::not_found)?;
            ("text/plain; charset=utf-8", draft.into_bytes())
        }
        _ => return Err(Problem::not_found()),
    };
    let name = format!("attachment; filename=\"{partnership}-{file}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
