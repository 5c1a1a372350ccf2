//! A return by spreadsheet: the form that is sent out, and reading it back. What was read fills the form
//! of the return, where the figures are looked at and confirmed; nothing is taken before that.

use app::{
    returns::{Asked, AskedLine, CellWrong, ReturnSheet, return_form, return_of_file},
    views::money,
};
use askama::Template;
use axum::{
    extract::{FromRequest, Path, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use record::{id::PartnerId, money::Pence, plan::Period};

use super::{
    frame,
    make::{self, OfReturn},
};
use crate::{
    forms::Form,
    frame::Frame,
    papers::UploadForm,
    problem::{Problem, sentence},
    visit::{Visit, page_with},
};

#[derive(Template)]
#[template(path = "money/monthly/hand_in.html")]
struct HandIn {
    frame: Frame,
    form: Form,
    partner: String,
    said: String,
    here: String,
    /// Why nothing can be handed in now.
    shut: Option<String>,
    /// What is wrong, cell by cell.
    wrong: Vec<CellWrong>,
}

/// The partner's name, and the month as it is said.
fn names(visit: &Visit, of: (&PartnerId, Period)) -> Result<(String, String), Problem> {
    let audience = crate::say::audience(visit);
    let view = money::one_return(&visit.reading, audience, of.0, of.1);
    let view = view.ok_or_else(Problem::not_found)?;
    Ok((view.partner.name, view.said))
}

/// What a return is asked for.
fn form_of(visit: &Visit, (partner, month): (&PartnerId, Period)) -> Result<Asked, Problem> {
    let (partner_name, month_said) = names(visit, (partner, month))?;
    let book = &visit.reading.record.money;
    let mut lines = Vec::new();
    for row in make::rows(visit, partner, month) {
        let id = row.id.parse().map_err(|_| Problem::not_found())?;
        let view = money::allocation(&visit.reading, &id);
        let outcomes = view.map(|view| view.line.outcomes).unwrap_or_default();
        let outcomes: Vec<String> = outcomes.iter().map(|it| it.title.to_string()).collect();
        lines.push(AskedLine {
            of: Ok(id),
            purpose: row.purpose,
            outcomes: outcomes.join("; "),
            allocated: row.allocated,
            spent_before: row.spent_before,
        });
    }
    for (stream, title) in make::aligned(visit, partner, month.year()) {
        let award = book.stream(&stream).map(|it| it.says.pence);
        let before = book.aligned_spending(&stream);
        lines.push(AskedLine {
            purpose: title,
            outcomes: String::new(),
            allocated: award.unwrap_or(Pence::ZERO),
            spent_before: before.map(|(_, _, pence)| pence).sum(),
            of: Err(stream),
        });
    }
    Ok(Asked {
        partner: partner.clone(),
        partner_name,
        month,
        month_said,
        due: None,
        lines,
    })
}

/// `GET /{partnership}/money/returns/{partner}/{month}/form.xlsx`
pub(super) async fn form(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    let (partner, month) = make::asked(&visit, &partner, &month)?;
    let asked = form_of(&visit, (&partner, month))?;
    let bytes = return_form(&asked).ok_or_else(Problem::not_found)?;
    let partnership = &visit.reading.partnership;
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{partnership}-return-{partner}-{month}.xlsx\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn paper(
    visit: &Visit,
    of: (&PartnerId, Period),
    form: Form,
    wrong: Vec<CellWrong>,
) -> Result<Response, Problem> {
    let (partner, month) = of;
    let (name, said) = names(visit, of)?;
    let status = match wrong.is_empty() {
        true => form.status(),
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = "Hand in a return with a spreadsheet";
    let page = format!("/money/returns/{partner}/{month}");
    page_with(
        status,
        &HandIn {
            frame: frame(visit, title, &form, "The spreadsheet was not read")
                .crumb(format!("{name}, {said}"), &page),
            partner: name,
            said,
            here: visit.at(&page),
            shut: make::shut(visit, partner, month),
            wrong,
            form,
        },
    )
}

/// `GET /{partnership}/money/returns/{partner}/{month}/hand-in`
pub(super) async fn show(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    let (partner, month) = make::asked(&visit, &partner, &month)?;
    paper(&visit, (&partner, month), Form::empty(), Vec::new())
}

/// The form of the return, filled in with what was read.
fn begun(visit: &Visit, of: (&PartnerId, Period), sheet: &ReturnSheet) -> Form {
    // Who signed last is known; figures of an earlier version are not mixed with those of the sheet.
    let earlier = make::begun(visit, of.0, of.1);
    let mut form = Form::empty()
        .with("by.name", earlier.value("by.name"))
        .with("by.office", earlier.value("by.office"));
    for line in &sheet.lines {
        form = match &line.of {
            Ok(id) => form
                .with(format!("spent[{id}]"), line.spent.plain())
                .with(format!("forecast[{id}]"), line.forecast.plain())
                .with(
                    format!("outputs[{id}]"),
                    line.outputs.as_deref().unwrap_or_default(),
                ),
            Err(stream) => form.with(format!("aligned[{stream}]"), line.spent.plain()),
        };
    }
    form
}

/// `POST /{partnership}/money/returns/{partner}/{month}/hand-in`
pub(super) async fn take(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
    request: Request,
) -> Result<Response, Problem> {
    let (partner, month) = make::asked(&visit, &partner, &month)?;
    let of = (&partner, month);
    let upload = UploadForm::from_request(request, &visit.site).await?;
    let file = upload.file("file");
    let mut form = upload.form;
    form.asks("file");
    let Some((name, bytes)) = file else {
        form.wrong("file", "Choose the spreadsheet that you filled in");
        return paper(&visit, of, form, Vec::new());
    };
    let asked = form_of(&visit, of)?;
    let read = visit
        .site
        .apart(move |_| return_of_file(&asked, &bytes))
        .await?;
    match read {
        Ok(sheet) if sheet.wrong.is_empty() => {
            let form = begun(&visit, of, &sheet);
            make::filled(&visit, of, form, Some(name))
        }
        Ok(sheet) => {
            form.wrong(
                "file",
                "Mend the cells below in your spreadsheet, and send it again",
            );
            paper(&visit, of, form, sheet.wrong)
        }
        Err(why) => {
            form.wrong("file", sentence(&why));
            paper(&visit, of, form, Vec::new())
        }
    }
}
