//! The form to send to those who lead: a row for each figure that is due, ready to be filled in.

use jiff::civil::Date;
use record::{
    arrangements::Arrangements,
    id::BodyId,
    plan::{Decimal, Figure, FigureAsked, Indicator, IndicatorSays, Period, Where, with_unit},
    prose::Title,
};
use spreadsheets::{Form, Heading};

use super::plan::may_hand_in;
use crate::{Caller, Reading};

/// The most rows of a form.
const MOST_ROWS: usize = 10_000;
/// How many periods back a figure is asked for that no target asks for.
const PERIODS_BACK: usize = 4;

/// The columns. Those that tell are locked; those that ask are open.
const HEADINGS: [Heading; 12] = [
    Heading::told("Indicator", 24),
    Heading::told("Title", 44),
    Heading::told("Area", 16),
    Heading::told("Area name", 20),
    Heading::told("Period", 14),
    Heading::told("Months", 26),
    Heading::told("Unit", 12),
    Heading::told("Target", 12),
    Heading::asked("Figure", 12),
    Heading::asked("Numerator", 12),
    Heading::asked("Denominator", 13),
    Heading::asked("Comment", 44),
];

/// A form to fill in, with how many figures it asks for.
#[derive(Debug, Clone)]
pub struct Template {
    /// As a file of Excel.
    pub xlsx: Vec<u8>,
    /// Its rows below the headings.
    pub rows: usize,
}

/// How many figures are due that the caller may hand in, of the outcomes that a body leads on or of all.
pub fn figures_due(reading: &Reading, caller: Caller, body: Option<&BodyId>) -> usize {
    rows(reading, caller, body).len()
}

/// Whether there is an indicator whose figures the caller may hand in.
pub fn hands_in(reading: &Reading, caller: Caller) -> bool {
    let today = reading.today();
    let mut indicators = reading.record.plan.indicators();
    indicators.any(|it| it.lives_on(today) && is_theirs(reading, caller, it))
}

/// The form with a row for each figure that is due.
pub fn figures_template(
    reading: &Reading,
    caller: Caller,
    body: Option<&BodyId>,
) -> Option<Template> {
    let rows = rows(reading, caller, body);
    let adoption = reading
        .record
        .structure
        .in_force_or_first(reading.today())?;
    let name = &adoption.arrangements.partnership.name;
    let help = [
        format!("Figures for {name}, due on {}.", reading.today().strftime("%-d %B %Y")),
        "Each row asks for one figure: an indicator, in an area, for a period that has ended. Rows without an area are about the whole partnership.".to_owned(),
        "Fill in the yellow cells. Write the figure as one number in the column Figure, with a full stop before decimals: 12.5.".to_owned(),
        "For a rate or a mean, write how many in the column Numerator and out of how many in the column Denominator; leave Figure empty. Districts add up exactly only that way.".to_owned(),
        "Leave a row empty where there is no figure yet: it is passed over and asked for again.".to_owned(),
        "The other cells are locked, so that what comes back finds its place. Send the file back as it is, or upload it under Performance, Import figures.".to_owned(),
    ];
    let form = Form {
        name: "Figures",
        headings: &HEADINGS,
        rows: &rows,
        help: &help,
    };
    Some(Template {
        xlsx: form.xlsx().ok()?,
        rows: rows.len(),
    })
}

fn is_theirs(reading: &Reading, caller: Caller, indicator: &Indicator) -> bool {
    let Some(says) = indicator.now() else {
        return false;
    };
    // Who may is told by the indicator alone; the figure is any.
    let asked = FigureAsked {
        indicator: indicator.id.clone(),
        period: Period::last_ended(reading.today(), says.every, 1),
        area: None,
        figure: Figure::Count(Decimal::ZERO),
        words: None,
    };
    may_hand_in(reading, caller, &asked)
}

fn rows(reading: &Reading, caller: Caller, body: Option<&BodyId>) -> Vec<Vec<String>> {
    let today = reading.today();
    let plan = &reading.record.plan;
    let Some(adoption) = reading.record.structure.in_force_or_first(today) else {
        return Vec::new();
    };
    let arrangements = &adoption.arrangements;
    let mut rows = Vec::new();
    for indicator in plan.indicators().filter(|it| it.lives_on(today)) {
        let led = body.is_none_or(|body| {
            let lead = plan.lead_of(&indicator.id);
            lead.is_some_and(|lead| lead.body == *body)
        });
        let Some(says) = indicator.now().filter(|_| led) else {
            continue;
        };
        if !is_theirs(reading, caller, indicator) {
            continue;
        }
        for area in areas(indicator, arrangements) {
            for period in due(indicator, says, &area, today, arrangements) {
                if rows.len() == MOST_ROWS {
                    return rows;
                }
                rows.push(row(indicator, says, (&area, period), today, arrangements));
            }
        }
    }
    rows
}

/// The whole partnership, and every area that has a target or was measured and is still there.
fn areas(indicator: &Indicator, arrangements: &Arrangements) -> Vec<Where> {
    let known = indicator.targets.keys().chain(indicator.figures.keys());
    let there = known.filter(|area| match area {
        Some(area) => arrangements.area(area).is_some(),
        None => true,
    });
    let mut areas: Vec<Where> = there.cloned().chain([None]).collect();
    areas.sort();
    areas.dedup();
    areas
}

/// Periods that have ended and have no figure: those with a target, and the last few before today since
/// the indicator was set.
fn due(
    indicator: &Indicator,
    says: &IndicatorSays,
    area: &Where,
    today: Date,
    arrangements: &Arrangements,
) -> Vec<Period> {
    let starts = arrangements.partnership.financial_year_starts;
    let ended = |period: &Period| period.last_day(starts) < today;
    let targets = indicator.targets.get(area).into_iter().flatten();
    // A target for a longer period asks for each of its parts.
    let aimed = targets.flat_map(|(period, _)| period.parts(says.every));
    let since = indicator.set.front().map(|said| said.on);
    let mut last = Period::around(today, says.every, starts);
    let back = std::iter::repeat_with(|| {
        last = last.previous();
        last
    });
    let back = back
        .take(PERIODS_BACK)
        .filter(|period| since.is_some_and(|since| period.last_day(starts) >= since));
    let mut periods: Vec<Period> = aimed.chain(back).filter(ended).collect();
    periods.sort();
    periods.dedup();
    let cells = indicator.figures.get(area);
    let has = |period: &Period| {
        let cell = cells.and_then(|cells| cells.get(period));
        cell.is_some_and(|cell| cell.now().is_some())
    };
    periods.retain(|period| !has(period));
    periods
}

fn row(
    indicator: &Indicator,
    says: &IndicatorSays,
    (area, period): (&Where, Period),
    today: Date,
    arrangements: &Arrangements,
) -> Vec<String> {
    let starts = arrangements.partnership.financial_year_starts;
    let unit = says.unit.as_ref().map(Title::as_str);
    let target = indicator.target(area, period, today);
    let target = target.map(|it| match it.what.upper {
        Some(upper) => format!("{} to {}", it.what.value.grouped(), upper.grouped()),
        None => with_unit(&it.what.value.grouped(), unit),
    });
    let named = area.as_ref().and_then(|id| arrangements.area(id));
    let reference = says.reference.as_ref().map(Title::as_str);
    let title = match reference {
        Some(reference) => format!("{} ({reference})", says.title.as_str()),
        None => says.title.as_str().to_owned(),
    };
    vec![
        indicator.id.as_str().to_owned(),
        title,
        area.as_ref()
            .map_or_else(String::new, |it| it.as_str().to_owned()),
        named.map_or_else(|| "The whole partnership".to_owned(), |it| it.name.clone()),
        period.to_string(),
        period.months_said(starts),
        unit.unwrap_or_default().to_owned(),
        target.unwrap_or_default(),
    ]
}
