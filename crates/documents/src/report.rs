//! The report of a body on a period: what needs attention first.

use app::views::{PeriodReportView, Pressure, words};

use crate::{
    Block, Cell, Column, Document, Standing, Table, Text,
    words::{House, action_stands, decision_stands},
};

/// The report of a body on a period.
pub fn report(house: &House, view: &PeriodReportView) -> Document {
    let (body, period) = (&view.body, &view.period);
    let subject = format!(
        "What the {} did in {} ({}), and how its work stands",
        body.name, period.said, period.months
    );
    let mut document = house.document(
        format!("Report of the {}: {}", body.short_name, period.said),
        subject,
    );
    document.above = format!("{} · {}", house.name, body.name);
    document.facts = vec![
        ("Period".to_owned(), Text::of(period.months.clone())),
        (
            "As things stand on".to_owned(),
            Text::of(words::day(view.on)),
        ),
    ];
    if !period.ended {
        document.warn("This period is not over yet.");
    }
    document.blocks = attention(house, view);
    document.blocks.extend(exceptions(house, view));
    document.blocks.extend(performance(view));
    document.blocks.extend(meetings(house, view));
    document.blocks.extend(decisions(house, view));
    document.blocks.extend(actions(house, view));
    document.blocks.extend(next(house, view));
    document
}

fn attention(house: &House, view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "What needs attention")];
    if view.attention.is_empty() {
        blocks.push(Block::Outstanding {
            standing: Standing::Settled,
            texts: vec![Text::of(
                "Nothing: no exception is open, nothing is off track, no action is overdue, every meeting had its quorum, and no decision waits.",
            )],
        });
        return blocks;
    }
    for (pressing, standing) in [
        (Pressure::Failed, Standing::Failed),
        (Pressure::Waits, Standing::Waits),
    ] {
        let of = view.attention.iter().filter(|one| one.pressing == pressing);
        let texts: Vec<Text> = of
            .map(|one| match &one.at {
                Some(at) => Text::link(one.what.clone(), house.at(at)).and("."),
                None => Text::of(format!("{}.", one.what)),
            })
            .collect();
        if !texts.is_empty() {
            blocks.push(Block::Outstanding { standing, texts });
        }
    }
    blocks
}

fn exceptions(house: &House, view: &PeriodReportView) -> Vec<Block> {
    if view.exceptions.is_empty() {
        return Vec::new();
    }
    let row = |line: &app::views::ExceptionLine| {
        let address = house.at(&format!("/exceptions/{}", line.id));
        vec![
            Cell::words(Text::link(line.title.clone(), address)),
            Cell::words(line.owner.name.clone()),
            Cell::day(line.on),
            Cell::words(line.asks.clone().unwrap_or_default()),
            Cell::day(line.closed),
        ]
    };
    vec![
        Block::heading(1, "Exceptions"),
        Block::Table(Table {
            caption: "Exceptions and log jams before this body".to_owned(),
            sheet: "Exceptions".to_owned(),
            columns: vec![
                Column::new("What", 6),
                Column::new("Who answers for it", 4),
                Column::new("Raised", 3),
                Column::new("What is asked", 5),
                Column::new("Closed", 3),
            ],
            rows: view.exceptions.iter().map(row).collect(),
        }),
    ]
}

/// A table for each theme, with what was said of each indicator and how its light came about.
fn performance(view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !view.performance.is_empty() {
        blocks.push(Block::heading(1, "Performance"));
        blocks.push(lights(view));
    }
    for theme in &view.performance {
        blocks.push(Block::heading(2, theme.theme.clone()));
        blocks.push(Block::Table(Table {
            caption: format!("Indicators of {}", theme.theme),
            sheet: theme.theme.clone(),
            columns: vec![
                Column::new("Indicator", 6),
                Column::new("Light", 3),
                Column::numbers("Value", 2),
                Column::numbers("Target", 2),
                Column::new("Going", 2),
                Column::new("Lead", 4),
                Column::new("Period", 3),
            ],
            rows: theme.indicators.iter().map(indicator).collect(),
        }));
        let said: Vec<Text> = theme.indicators.iter().filter_map(told).collect();
        if !said.is_empty() {
            blocks.push(Block::list(said));
        }
    }
    blocks
}

fn indicator(one: &app::views::IndicatorInPeriod) -> Vec<Cell> {
    let number = |value: &Option<app::views::ValueInPeriod>| match value {
        Some(value) => Cell::Number {
            units: value.units,
            places: value.places,
        },
        None => Cell::Empty,
    };
    let title = match &one.reference {
        Some(reference) => format!("{reference} {}", one.title),
        None => one.title.clone(),
    };
    let lead = one.lead.as_ref();
    vec![
        Cell::words(title),
        match one.light {
            Some(light) => Cell::Light {
                light: light.into(),
            },
            None => Cell::words(one.unlit.unwrap_or_default()),
        },
        number(&one.value),
        number(&one.target),
        Cell::words(one.travel.unwrap_or_default()),
        Cell::words(lead.map_or("", |lead| lead.short_name.as_str())),
        Cell::words(one.period.clone()),
    ]
}

/// What is said of an indicator: its narrative, how its light came about, and what the year comes to.
fn told(one: &app::views::IndicatorInPeriod) -> Option<Text> {
    let mut said: Vec<String> = Vec::new();
    said.extend(one.commentary.clone());
    said.extend(one.working.clone());
    said.extend(one.forecast.clone());
    if said.is_empty() {
        return None;
    }
    said.extend(one.clause.as_deref().map(words::clause));
    let said = said.iter().map(|part| part.trim_end_matches('.'));
    let said = said.collect::<Vec<_>>().join(". ");
    Some(Text::strong(format!("{}: ", one.title)).and(format!("{said}.")))
}

/// "Of the indicators with a light, 12 on track, 3 at risk, 2 off track, 1 not reported."
fn lights(view: &PeriodReportView) -> Block {
    let all = || view.performance.iter().flat_map(|theme| &theme.indicators);
    let said = record::plan::Light::ALL.into_iter().map(|light| {
        let count = all().filter(|one| one.light == Some(light)).count();
        format!("{count} {}", light.word().to_lowercase())
    });
    let said = said.collect::<Vec<_>>().join(", ");
    Block::paragraph(format!("Of the indicators with a light, {said}."))
}

fn meetings(house: &House, view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Meetings")];
    if view.meetings.is_empty() {
        blocks.push(Block::paragraph("The body did not meet in this period."));
        return blocks;
    }
    let row = |meeting: &app::views::MeetingInPeriod| {
        let line = &meeting.line;
        let address = house.at(&format!("/meetings/{}", line.id));
        let quorum = meeting.quorum.as_ref();
        vec![
            Cell::words(Text::link(words::short_day(line.date), address)),
            Cell::words(line.place.clone()),
            quorum.map_or(Cell::Empty, |quorum| Cell::count(quorum.present as usize)),
            quorum
                .and_then(|quorum| quorum.needed)
                .map_or(Cell::Empty, |needed| Cell::count(needed as usize)),
            Cell::words(quorum.map_or("", |quorum| if quorum.quorate { "Yes" } else { "No" })),
            meeting.decisions.map_or(Cell::Empty, Cell::count),
            Cell::words(crate::words::minutes_in_short(line)),
        ]
    };
    blocks.push(Block::Table(Table {
        caption: "Meetings of the period".to_owned(),
        sheet: "Meetings".to_owned(),
        columns: vec![
            Column::new("Day", 3),
            Column::new("Place", 3),
            Column::numbers("Present", 2),
            Column::numbers("Needed", 2),
            Column::new("Quorate", 2),
            Column::numbers("Decisions", 2),
            Column::new("Minutes", 3),
        ],
        rows: view.meetings.iter().map(row).collect(),
    }));
    if view.meetings.iter().any(|meeting| meeting.quorum.is_none()) {
        blocks.push(Block::note(
            "Where cells are empty, the minutes are not published yet, or the meeting was not held.",
        ));
    }
    blocks
}

fn decisions(house: &House, view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Decisions")];
    if view.decisions.is_empty() {
        blocks.push(Block::paragraph(
            "No decision of this period is on the published record.",
        ));
        return blocks;
    }
    let row = |decision: &app::views::DecisionLine| {
        let address = house.at(&format!("/decisions/{}", decision.id));
        vec![
            Cell::words(Text::link(decision.text.clone(), address)),
            Cell::words(decision_stands(decision).0),
            Cell::day(decision.meeting.date),
        ]
    };
    blocks.push(Block::Table(Table {
        caption: "Decisions of the period".to_owned(),
        sheet: "Decisions".to_owned(),
        columns: vec![
            Column::new("What was decided", 8),
            Column::new("How it stands", 3),
            Column::new("Day", 3),
        ],
        rows: view.decisions.iter().map(row).collect(),
    }));
    blocks
}

fn actions(house: &House, view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Actions")];
    if view.actions.is_empty() {
        blocks.push(Block::paragraph(
            "No action was open in this period, as far as the published record goes.",
        ));
        return blocks;
    }
    let row = |action: &app::views::ActionView| {
        let address = house.at(&format!("/actions/{}", action.id));
        vec![
            Cell::words(Text::link(action.what.clone(), address)),
            Cell::words(action.owner.name.clone()),
            Cell::day(action.due),
            Cell::words(action_stands(action)),
            Cell::words(action.last_said.clone().unwrap_or_default()),
        ]
    };
    blocks.push(Block::Table(Table {
        caption: "Actions that were open in the period".to_owned(),
        sheet: "Actions".to_owned(),
        columns: vec![
            Column::new("What is to be done", 6),
            Column::new("By whom", 4),
            Column::new("Due", 3),
            Column::new("How it stands", 3),
            Column::new("What was last said", 5),
        ],
        rows: view.actions.iter().map(row).collect(),
    }));
    blocks
}

fn next(house: &House, view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Next meetings")];
    if view.next.is_empty() {
        blocks.push(Block::paragraph("No further meeting is called."));
        return blocks;
    }
    let line = |line: &app::views::MeetingLine| {
        Text::link(
            words::day(line.date),
            house.at(&format!("/meetings/{}", line.id)),
        )
        .and(format!(", {}, {}", words::clock(line.starts), line.place))
    };
    blocks.push(Block::list(view.next.iter().map(line).collect()));
    blocks
}
