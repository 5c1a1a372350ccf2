//! Sending a spreadsheet of figures, or pasting its cells. What is in it is looked at on the next page;
//! here it is only read, and kept for its sender. Also the form that asks for what is due.

use app::{Caller, figures};
use askama::Template;
use axum::{
    extract::{FromRequest, Request},
    http::header,
    response::{IntoResponse, Response},
};
use record::{
    id::{BodyId, PersonId},
    prose::Title,
};

use crate::{
    forms::Form,
    frame::{Frame, Section},
    papers::UploadForm,
    problem::{Problem, sentence},
    visit::{Visit, page_with, see},
};

/// The page and the form of this part.
pub(super) const PATH: &str = "/plan/figures/import";

/// A form to fill in, for a body or for all.
struct Offered {
    name: String,
    address: String,
    due: usize,
}

#[derive(Template)]
#[template(path = "plan/figures_import.html")]
struct ImportPage {
    frame: Frame,
    form: Form,
    at: String,
    performance: String,
    /// The name of a file that was sent and not yet looked at.
    waiting: Option<String>,
    offered: Vec<Offered>,
}

/// Who asks: somebody who leads on an indicator, or the secretariat. For others there is no such page.
pub(super) fn sender(visit: &Visit) -> Result<(PersonId, Caller), Problem> {
    visit.must_be_signed_in()?;
    let person = visit.viewer.person.as_ref().map(|person| person.id);
    let asks = person.zip(visit.viewer.caller());
    let hands_in = |caller| figures::hands_in(&visit.reading, caller);
    asks.filter(|(_, caller)| visit.viewer.secretariat || hands_in(*caller))
        .ok_or_else(Problem::not_found)
}

/// Whether figures can be handed in by whoever looks at a page.
pub(super) fn may_hand_in(visit: &Visit) -> bool {
    visit.viewer.is_signed_in() && sender(visit).is_ok()
}

/// The frame of the pages of this part.
pub(super) fn frame(visit: &Visit, title: &str) -> Frame {
    visit
        .frame(title)
        .section(Section::Performance)
        .crumb("Performance", "/performance")
}

/// `GET /{partnership}/plan/figures/import`
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    paper(&visit, Form::empty()).await
}

/// `POST /{partnership}/plan/figures/import`
pub(super) async fn take(visit: Visit, request: Request) -> Result<Response, Problem> {
    let (person, _) = sender(&visit)?;
    let upload = UploadForm::from_request(request, &visit.site).await?;
    let file = upload.file("file");
    let mut form = upload.form;
    form.asks("file");
    form.asks("pasted");
    let (name, bytes) = match file {
        Some((name, bytes)) => (name, bytes.to_vec()),
        None if form.value("pasted").trim().is_empty() => {
            form.wrong(
                "file",
                "Choose a file, or paste the cells of a spreadsheet below",
            );
            return paper(&visit, form).await;
        }
        None => {
            let pasted = form.value("pasted").as_bytes().to_vec();
            ("Pasted cells".to_owned(), pasted)
        }
    };
    let typed = form.perhaps_text("source");
    let source = match typed {
        Some(typed) => match Title::new(&typed) {
            Ok(source) => Some(source),
            Err(why) => {
                form.wrong("source", sentence(&why.to_string()));
                return paper(&visit, form).await;
            }
        },
        None => figures::source_of(&name),
    };
    let source = source.or_else(|| Title::new("A spreadsheet").ok());
    let source = source.ok_or_else(Problem::not_found)?;
    let partnership = visit.reading.partnership.to_string();
    let kept = visit
        .site
        .apart(move |house| house.keep_figures(&partnership, person, (&name, source), &bytes));
    match kept.await?? {
        Ok(()) => Ok(see(&visit.at(&format!("{PATH}/rows")))),
        Err(why) => {
            let input = match form.value("pasted").trim().is_empty() {
                true => "file",
                false => "pasted",
            };
            form.wrong(input, sentence(&why.to_string()));
            paper(&visit, form).await
        }
    }
}

async fn paper(visit: &Visit, form: Form) -> Result<Response, Problem> {
    let (person, caller) = sender(visit)?;
    let partnership = visit.reading.partnership.to_string();
    let waiting = visit
        .site
        .asking(move |house| house.kept_figures_name(&partnership, person));
    let done = match visit.query("done").as_deref() {
        Some("given-up") => Some("The spreadsheet is forgotten."),
        Some("taken") => Some("The figures are in the book."),
        _ => None,
    };
    let page = ImportPage {
        frame: frame(visit, "Import figures")
            .done(done)
            .summary(form.summary("The spreadsheet was not read")),
        at: visit.at(PATH),
        performance: visit.at("/performance"),
        waiting: waiting.await??,
        offered: offered(visit, caller),
        form,
    };
    page_with(page.form.status(), &page)
}

/// The forms that can be sent out: one for everything, and for the secretariat one for each lead body.
fn offered(visit: &Visit, caller: Caller) -> Vec<Offered> {
    let reading = &visit.reading;
    let template = visit.at(&format!("{PATH}/template.xlsx"));
    let mut offered = vec![Offered {
        name: "Everything that is due".to_owned(),
        address: template.clone(),
        due: figures::figures_due(reading, caller, None),
    }];
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let (true, Some(adoption)) = (visit.viewer.secretariat, adoption) else {
        return offered;
    };
    for body in &adoption.arrangements.body {
        let due = figures::figures_due(reading, caller, Some(&body.id));
        if due > 0 {
            offered.push(Offered {
                name: body.name.clone(),
                address: format!("{template}?body={}", body.id),
                due,
            });
        }
    }
    offered
}

/// `GET /{partnership}/plan/figures/import/template.xlsx?body=board`
pub(super) async fn template(visit: Visit) -> Result<Response, Problem> {
    let (_, caller) = sender(&visit)?;
    let body = visit.query("body").filter(|text| !text.is_empty());
    let body: Option<BodyId> = body
        .map(|id| id.parse())
        .transpose()
        .map_err(|_| Problem::not_found())?;
    let made = figures::figures_template(&visit.reading, caller, body.as_ref());
    let made = made.ok_or_else(Problem::not_found)?;
    let of = body.map_or_else(String::new, |body| format!("-{body}"));
    let (partnership, today) = (&visit.reading.partnership, visit.reading.today());
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{partnership}-figures{of}-{today}.xlsx\""),
        ),
    ];
    Ok((headers, made.xlsx).into_response())
}
