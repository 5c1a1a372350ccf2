//! Handing in a return: for each allocation what was spent, what will be and what was done with it; for
//! aligned money what was spent; and each confirmation ticked by itself, by a named officer.

use app::{Denied, views::money};
use askama::Template;
use axum::{extract::Path, response::Response};
use record::{
    id::{PartnerId, StreamId},
    money::{DueState, Pence},
    plan::Period,
};
use serde_json::{Value, json};

use super::{frame, may, of_month, read_pence, starts};
use crate::{
    forms::Form,
    frame::Frame,
    problem::Problem,
    say,
    visit::{Visit, page_with, see},
};

/// An allocation of which a return speaks.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) purpose: String,
    pub(super) allocated: Pence,
    pub(super) spent_before: Pence,
    with_partner: Pence,
}

/// A confirmation, to be ticked by itself.
struct Tick {
    number: u16,
    id: String,
    words: String,
    clause: Option<String>,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "money/monthly/make.html")]
struct Make {
    frame: Frame,
    base: String,
    form: Form,
    seen: u64,
    partner: String,
    said: String,
    here: String,
    /// Why nothing can be handed in now.
    shut: Option<String>,
    /// Why the last one was sent back.
    why: Option<String>,
    /// The file out of which it is filled in.
    file: Option<String>,
    on_behalf: bool,
    rows: Vec<Row>,
    aligned: Vec<(StreamId, String)>,
    ticks: Vec<Tick>,
}

/// The allocations of which the return for a month speaks.
pub(super) fn rows(visit: &Visit, partner: &PartnerId, month: Period) -> Vec<Row> {
    let money = &visit.reading.record.money;
    let theirs = money.allocations_to(partner);
    let theirs = theirs.filter(|it| money.year_of(it) == Some(month.year()));
    let row = |it: &record::money::Allocation| {
        let sums = money.sums_of_allocation(&it.id);
        (sums.allocated > Pence::ZERO).then(|| Row {
            id: it.id.to_string(),
            purpose: it.says.purpose.shown().to_owned(),
            allocated: sums.allocated,
            spent_before: sums.spent,
            with_partner: sums.with_partner,
        })
    };
    theirs.filter_map(row).collect()
}

/// The aligned money that a partner keeps in a year.
pub(super) fn aligned(visit: &Visit, partner: &PartnerId, year: Period) -> Vec<(StreamId, String)> {
    let streams = visit.reading.record.money.streams_in(year);
    streams
        .filter(|it| it.is_aligned() && it.says.partner.as_ref() == Some(partner))
        .map(|it| (it.id.clone(), it.says.title.to_string()))
        .collect()
}

fn ticks(visit: &Visit, form: &Form) -> Vec<Tick> {
    let arrangements = super::super::choices::arrangements(visit);
    let rules = arrangements.and_then(|it| it.money.as_ref());
    let all = rules.map_or(&[][..], |rules| &rules.confirmation).iter();
    (1..)
        .zip(all)
        .map(|(number, it): (u16, _)| Tick {
            number,
            id: match number {
                1 => "confirmations".to_owned(),
                number => format!("confirmations-{number}"),
            },
            words: it.text.clone(),
            clause: it.clause.clone(),
            ticked: form
                .values("confirmations")
                .any(|value| value == number.to_string()),
        })
        .collect()
}

/// Why no return can be handed in for a month now.
pub(super) fn shut(visit: &Visit, partner: &PartnerId, month: Period) -> Option<String> {
    let money = &visit.reading.record.money;
    let said = month.months_said(starts(visit));
    if let Some(closing) = money.closing(month.year()) {
        let (year, day) = (month.year(), say::short_day(&closing.on));
        let year = year.slashed();
        return Some(format!(
            "The financial year {year} was closed on {day}: it takes no more returns."
        ));
    }
    if !month.ended(visit.reading.today(), starts(visit)) {
        return Some(format!("{said} is not over yet."));
    }
    match money.due_state(partner, month) {
        DueState::Accepted(line) => Some(format!(
            "The return for {said} was accepted at line {line}. It takes no other, unless the finance officer \
             reopens it."
        )),
        _ => None,
    }
}

fn paper(visit: &Visit, of: (&PartnerId, Period), form: Form) -> Result<Response, Problem> {
    filled(visit, of, form, None)
}

/// The form, filled in out of a file or by hand.
pub(super) fn filled(
    visit: &Visit,
    (partner, month): (&PartnerId, Period),
    form: Form,
    file: Option<String>,
) -> Result<Response, Problem> {
    let audience = say::audience(visit);
    let view = money::one_return(&visit.reading, audience, partner, month);
    let view = view.ok_or_else(Problem::not_found)?;
    let structure = &visit.reading.record.structure;
    let person = visit.viewer.person.as_ref();
    let today = visit.reading.today();
    let theirs = person.is_some_and(|it| structure.represents(it.id, partner, today));
    let here = visit.at(&format!("/money/returns/{partner}/{month}"));
    let returned = view.versions.first().filter(|it| it.why.is_some());
    let frame = frame(
        visit,
        "Hand in a return",
        &form,
        "The return was not handed in",
    )
    .crumb(
        format!("{}, {}", view.partner.name, view.said),
        &format!("/money/returns/{partner}/{month}"),
    );
    page_with(
        form.status(),
        &Make {
            frame,
            base: visit.at(""),
            seen: visit.reading.head.line,
            why: returned.and_then(|it| it.why.clone()),
            shut: shut(visit, partner, month),
            file,
            on_behalf: !theirs,
            rows: rows(visit, partner, month),
            aligned: aligned(visit, partner, month.year()),
            ticks: ticks(visit, &form),
            partner: view.partner.name,
            said: view.said,
            here,
            form,
        },
    )
}

/// What was handed in before, to go on from: the version that was sent back, or who signed last.
pub(super) fn begun(visit: &Visit, partner: &PartnerId, month: Period) -> Form {
    let money = &visit.reading.record.money;
    let mut form = Form::empty();
    let earlier = money.returns().filter(|it| it.says.partner == *partner);
    if let Some(last) = earlier.max_by_key(|it| it.line) {
        form = form
            .with("by.name", last.says.by.name.shown())
            .with("by.office", last.says.by.office.to_string());
    }
    let Some(last) = money.last_return(partner, month) else {
        return form;
    };
    for line in &last.says.lines {
        let id = &line.allocation;
        let outputs = line.outputs.as_ref().map_or("", |it| it.shown());
        form = form
            .with(format!("spent[{id}]"), line.spent.plain())
            .with(format!("forecast[{id}]"), line.forecast.plain())
            .with(format!("outputs[{id}]"), outputs);
    }
    for line in &last.says.aligned {
        form = form.with(format!("aligned[{}]", line.stream), line.spent.plain());
    }
    form
}

pub(super) type OfReturn = Path<(String, String, String)>;

pub(super) fn asked(
    visit: &Visit,
    partner: &str,
    month: &str,
) -> Result<(PartnerId, Period), Problem> {
    let (partner, month) = of_month(partner, month)?;
    may::only(may::answers(visit, &partner))?;
    Ok((partner, month))
}

/// `GET /{partnership}/money/returns/{partner}/{month}/make`
pub(super) async fn show(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
) -> Result<Response, Problem> {
    let (partner, month) = asked(&visit, &partner, &month)?;
    let form = begun(&visit, &partner, month);
    paper(&visit, (&partner, month), form)
}

/// The act that the form asks for.
fn act(visit: &Visit, form: &mut Form, partner: &PartnerId, month: Period) -> Value {
    let mut lines = Vec::new();
    for row in rows(visit, partner, month) {
        let id = row.id;
        let spent = read_pence(
            form,
            &format!("spent[{id}]"),
            "Write what was spent; where nothing was, write 0",
        );
        let forecast = read_pence(
            form,
            &format!("forecast[{id}]"),
            "Write what will have been spent by the end of the year",
        );
        let outputs = form.perhaps_text(&format!("outputs[{id}]"));
        lines.push(
            json!({"allocation": id, "spent": spent, "forecast": forecast, "outputs": outputs}),
        );
    }
    let mut watched = Vec::new();
    for (stream, _) in aligned(visit, partner, month.year()) {
        let spent = read_pence(
            form,
            &format!("aligned[{stream}]"),
            "Write what was spent; where nothing was, write 0",
        );
        watched.push(json!({"stream": stream, "spent": spent}));
    }
    form.asks("confirmations");
    let ticked: Vec<u16> = form
        .values("confirmations")
        .filter_map(|it| it.parse().ok())
        .collect();
    json!({
        "act": "money.make-return", "partner": partner, "month": month, "lines": lines,
        "aligned": watched, "confirmations": ticked,
        "by": {
            "name": form.read_text("by.name", "Say who confirms it"),
            "office": form.read_text("by.office", "Say in which office"),
        },
    })
}

/// Which input a refusal is about: what it says of an allocation goes to what was spent of it.
fn input_of(form: &Form, denied: &Denied) -> Option<String> {
    let words = denied.to_string();
    let typed = form.pairs().iter().filter_map(|(name, _)| {
        let (list, rest) = name.split_once('[')?;
        let id = rest.strip_suffix(']')?;
        let named = ["spent", "aligned"].contains(&list) && words.contains(id);
        named.then_some((id.len(), name))
    });
    typed.max().map(|(_, name)| name.clone())
}

/// `POST /{partnership}/money/returns/{partner}/{month}/make`
pub(super) async fn take(
    visit: Visit,
    Path((_, partner, month)): OfReturn,
    mut form: Form,
) -> Result<Response, Problem> {
    let (partner, month) = asked(&visit, &partner, &month)?;
    let act = act(&visit, &mut form, &partner, month);
    if form.is_right() {
        match visit.act(act, form.seen()).await {
            Ok(_) => {
                let page = format!("/money/returns/{partner}/{month}?done=handed-in");
                return Ok(see(&visit.at(&page)));
            }
            Err(denied) => {
                let input = input_of(&form, &denied);
                form.denied_as(denied, |field| match field {
                    "lines" | "aligned" => input.unwrap_or_default(),
                    other => other.to_owned(),
                })?;
            }
        }
    }
    paper(&visit.read_on().await?, (&partner, month), form)
}
