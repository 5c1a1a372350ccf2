//! Instalments out of a bank statement: each line is matched to the stream that it is an instalment of, or
//! left to a person. All that is matched is recorded at once, or nothing.

use app::returns::{
    Came, CellWrong, Expects, Known, Match, StatementRow, StatementSheet, match_statement,
    statement_of_file,
};
use askama::Template;
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
    response::Response,
};
use record::{
    id::StreamId,
    money::Pence,
    plan::{Every, Period},
};
use serde_json::{Value, json};

use super::{frame, may, starts};
use crate::{
    forms::{Choice, Form},
    frame::Frame,
    money::{choices, monthly::done},
    papers::UploadForm,
    problem::{Problem, sentence},
    say,
    visit::{Visit, page_with, see},
};

#[derive(Template)]
#[template(path = "money/monthly/statement.html")]
struct Statement {
    frame: Frame,
    at: String,
    form: Form,
    /// The lines of money that came in; none: no statement was read yet.
    lines: Vec<Line>,
    /// How many will be recorded without being asked.
    matched: usize,
    /// How many could be by choosing a stream.
    open: usize,
    /// How many lines are of money that went out.
    out: usize,
    wrong: Vec<CellWrong>,
    streams: Vec<Choice>,
}

/// A line of a statement, and what it is.
struct Line {
    nth: usize,
    row: StatementRow,
    on: String,
    tag: &'static str,
    class: &'static str,
    words: String,
    /// Whether its stream can be chosen by hand.
    open: bool,
}

/// What came in is expected of the streams of years that are open.
fn expects(visit: &Visit) -> Vec<Expects> {
    let money = &visit.reading.record.money;
    let open = money
        .streams()
        .filter(|it| !it.is_aligned() && money.closing(it.says.year).is_none());
    open.map(|it| Expects {
        stream: it.id.clone(),
        words: vec![it.says.title.to_string()],
        year: it.says.year,
        months: money.sums_of_stream(&it.id).award.shared(12),
    })
    .collect()
}

fn known(visit: &Visit) -> Vec<Known> {
    let instalments = visit.reading.record.money.instalments();
    instalments
        .map(|it| Known {
            stream: it.stream.clone(),
            month: it.month,
            pence: it.pence,
            reference: it.reference.to_string(),
        })
        .collect()
}

fn matched(visit: &Visit, rows: &[StatementRow]) -> Vec<Came> {
    match_statement(rows, &expects(visit), &known(visit), starts(visit))
}

/// The name of a stream, with its year.
fn named(visit: &Visit, stream: &StreamId) -> String {
    let found = visit.reading.record.money.stream(stream);
    found.map_or_else(
        || stream.to_string(),
        |it| {
            let year = it.says.year.slashed();
            format!("{}, {year}", it.says.title)
        },
    )
}

fn line(visit: &Visit, nth: usize, came: Came) -> Line {
    let said = |month: &Period| month.months_said(starts(visit));
    let (tag, class, words, open) = match &came.is {
        Match::Instalment { stream, month } => (
            "Matched",
            "govuk-tag--green",
            format!("{}, for {}", named(visit, stream), said(month)),
            false,
        ),
        Match::Already => (
            "Already there",
            "govuk-tag--grey",
            "This reference is in the book with this amount: nothing to do.".to_owned(),
            false,
        ),
        Match::Contradicts(pence) => (
            "Refused",
            "govuk-tag--red",
            format!("This reference is in the book with another amount, {pence}."),
            false,
        ),
        Match::Twice(row) => (
            "Refused",
            "govuk-tag--red",
            format!("Row {row} of the statement has the same reference."),
            false,
        ),
        Match::Unclear(streams) if streams.is_empty() => (
            "Not recognised",
            "govuk-tag--yellow",
            "No stream is known by these words or expects this amount.".to_owned(),
            true,
        ),
        Match::Unclear(streams) => {
            let names: Vec<String> = streams.iter().map(|it| named(visit, it)).collect();
            let words = format!("It could be of several: {}.", names.join("; "));
            ("Not recognised", "govuk-tag--yellow", words, true)
        }
        Match::Another(stream, month) => (
            "Not recognised",
            "govuk-tag--yellow",
            format!(
                "An instalment of {} for {} came in already under another reference.",
                named(visit, stream),
                said(month)
            ),
            true,
        ),
    };
    Line {
        nth,
        on: say::short_day(&came.row.on),
        row: came.row,
        tag,
        class,
        words,
        open,
    }
}

fn paper(visit: &Visit, form: Form, sheet: StatementSheet) -> Result<Response, Problem> {
    let came = matched(visit, &sheet.rows);
    let lines = came.into_iter().enumerate();
    let lines: Vec<Line> = lines.map(|(nth, came)| line(visit, nth, came)).collect();
    let status = match sheet.wrong.is_empty() {
        true => form.status(),
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page_with(
        status,
        &Statement {
            frame: frame(
                visit,
                "Read a bank statement",
                &form,
                "Nothing was recorded",
            )
            .done(done(visit)),
            at: visit.at("/money/statement"),
            matched: lines.iter().filter(|it| it.tag == "Matched").count(),
            open: lines.iter().filter(|it| it.open).count(),
            out: sheet.out.len(),
            streams: choices::streams(visit),
            wrong: sheet.wrong,
            lines,
            form,
        },
    )
}

/// `GET /{partnership}/money/statement`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    may::only(may::is_finance(&visit))?;
    paper(&visit, Form::empty(), StatementSheet::default())
}

/// `POST /{partnership}/money/statement`
pub(super) async fn look(visit: Visit, request: Request) -> Result<Response, Problem> {
    may::only(may::is_finance(&visit))?;
    let upload = UploadForm::from_request(request, &visit.site).await?;
    let file = upload.file("file");
    let mut form = upload.form;
    form.asks("file");
    let Some((_, bytes)) = file else {
        form.wrong("file", "Choose the statement");
        return paper(&visit, form, StatementSheet::default());
    };
    let read = visit.site.apart(move |_| statement_of_file(&bytes)).await?;
    let sheet = match read {
        Ok(mut sheet) if !sheet.wrong.is_empty() => {
            form.wrong(
                "file",
                "Mend the cells below in the statement, and send it again",
            );
            sheet.rows.clear();
            sheet
        }
        Ok(sheet) if sheet.rows.is_empty() => {
            form.wrong("file", "No money came in by this statement");
            sheet
        }
        Ok(sheet) => sheet,
        Err(why) => {
            form.wrong("file", sentence(&why));
            StatementSheet::default()
        }
    };
    paper(&visit, form, sheet)
}

/// The lines of the statement, as the page sends them back.
fn rows(form: &Form) -> Result<Vec<StatementRow>, Problem> {
    let row = |nth: usize| {
        let value = |field: &str| form.value(&format!("rows[{nth}].{field}"));
        Some(StatementRow {
            row: value("row").parse().ok()?,
            on: value("on").parse().ok()?,
            reference: value("reference").to_owned(),
            description: value("description").to_owned(),
            pence: value("pence").parse::<Pence>().ok()?,
        })
    };
    let rows: Option<Vec<StatementRow>> = form.rows("rows").into_iter().map(row).collect();
    rows.ok_or_else(Problem::not_found)
}

/// The instalments that are matched, and those whose stream was chosen by hand.
fn acts(visit: &Visit, form: &mut Form, rows: &[StatementRow]) -> Vec<Value> {
    let by = form.perhaps_text("authorised_by");
    let mut acts = Vec::new();
    for (nth, came) in matched(visit, rows).into_iter().enumerate() {
        let month = Period::around(came.row.on, Every::Month, starts(visit));
        let (stream, month) = match came.is {
            Match::Instalment { stream, month } => (stream.to_string(), month),
            Match::Unclear(_) | Match::Another(..) => {
                match form.perhaps_text(&format!("rows[{nth}].stream")) {
                    Some(stream) => (stream, month),
                    None => continue,
                }
            }
            Match::Already | Match::Contradicts(_) | Match::Twice(_) => continue,
        };
        acts.push(json!({
            "act": "money.record-instalment", "stream": stream, "month": month,
            "pence": came.row.pence, "reference": came.row.reference, "on": came.row.on,
            "authorised_by": by,
        }));
    }
    acts
}

/// `POST /{partnership}/money/statement/take`
pub(super) async fn take(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    may::only(may::is_finance(&visit))?;
    let rows = rows(&form)?;
    let acts = acts(&visit, &mut form, &rows);
    if acts.is_empty() {
        form.wrong(
            "",
            "Nothing of it is to be recorded: choose a stream for a line",
        );
    }
    if form.is_right() {
        match visit.act(json!(acts), form.seen()).await {
            Ok(_) => return Ok(see(&visit.at("/money/statement?done=statement"))),
            Err(denied) => form.denied_as(denied, |field| match field {
                "authorised_by" => field.to_owned(),
                _ => String::new(),
            })?,
        }
    }
    let sheet = StatementSheet {
        rows,
        ..StatementSheet::default()
    };
    paper(&visit.read_on().await?, form, sheet)
}
