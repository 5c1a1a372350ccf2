//! The report of a body on a period: what needs attention first.

use app::views::{IndicatorInPeriod, PeriodReportView, Pressure, words};
use drawing::{LightStrip, StripRow, light_strip};

use crate::{
    Block, Cell, Column, Document, Figure, Standing, Table, Text,
    pictures::{Course, course_chart, drawn},
    words::{House, action_stands, decision_stands},
};

/// With more indicators than this only those that are not well have a chart.
const MOST_CHARTS: usize = 24;
/// How wide pictures are, in pixels: a strip beside a text and on a telephone, and a chart of which two
/// stand beside one another.
const STRIP: i32 = 680;
const NARROW: i32 = 300;
const CHART: i32 = 340;

/// The report of a body on a period.
pub fn report(house: &House, view: &PeriodReportView) -> Document {
    let (body, period) = (&view.body, &view.period);
    let subject = format!(
        "What the {} did in {} ({}), and how its work stands",
        body.name, period.said, period.months
    );
    let mut document = house.document(
        format!("Report of the {}: {}", body.name, period.said),
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
    document.blocks.extend(performance(house, view));
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
fn performance(house: &House, view: &PeriodReportView) -> Vec<Block> {
    let mut blocks = Vec::new();
    let charted = Charted::of(view);
    if !view.performance.is_empty() {
        blocks.push(Block::heading(1, "Performance"));
        blocks.push(lights(view));
        blocks.extend(strip(view).map(Block::Figure));
        if charted == Charted::NotWell {
            blocks.push(Block::note(
                "Below are charts of what is at risk or off track. The charts of the others are on their own pages, and in the reports of the bodies that lead on them.",
            ));
        }
    }
    for theme in &view.performance {
        blocks.push(Block::heading(2, theme.theme.clone()));
        blocks.push(Block::Table(Table {
            caption: format!("How the indicators of {} stood", theme.theme),
            sheet: theme.theme.clone(),
            columns: vec![
                Column::new("Indicator", 6),
                Column::new("Light", 3),
                Column::numbers("Value", 2),
                Column::numbers("Target", 2),
                Column::new("Going", 2),
                Column::new("Lead", 4),
                Column::new("Period", 2),
            ],
            rows: theme
                .indicators
                .iter()
                .map(|one| indicator(house, one))
                .collect(),
        }));
        let shown = theme.indicators.iter().filter(|one| charted.shows(one));
        let figures: Vec<Figure> = shown.filter_map(|one| chart(house, one)).collect();
        if !figures.is_empty() {
            blocks.push(Block::Gallery { figures });
        }
        let said: Vec<Text> = theme.indicators.iter().filter_map(told).collect();
        if !said.is_empty() {
            blocks.push(Block::list(said));
        }
    }
    blocks
}

/// Which indicators have a chart in a report: all of them, or where they are many those that are not well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Charted {
    All,
    NotWell,
}

impl Charted {
    fn of(view: &PeriodReportView) -> Self {
        let many = view.performance.iter().map(|theme| theme.indicators.len());
        if many.sum::<usize>() > MOST_CHARTS {
            Self::NotWell
        } else {
            Self::All
        }
    }

    fn shows(self, one: &IndicatorInPeriod) -> bool {
        use record::plan::Light;
        match self {
            Self::All => true,
            Self::NotWell => matches!(one.light, Some(Light::AtRisk | Light::OffTrack)),
        }
    }
}

/// A row of lights for each theme.
fn strip(view: &PeriodReportView) -> Option<Figure> {
    let row = |theme: &app::views::ThemeInPeriod| {
        let lights = theme.indicators.iter().filter_map(|one| one.light);
        StripRow {
            label: theme.theme.clone(),
            href: None,
            lights: lights.map(drawn).collect(),
        }
    };
    let rows: Vec<StripRow> = view.performance.iter().map(row).collect();
    if rows.iter().all(|row| row.lights.is_empty()) {
        return None;
    }
    let said = rows.iter().map(|row| {
        let counts = drawing::lights_in_words(&row.lights);
        format!("{}: {counts}", row.label)
    });
    let alt = said.collect::<Vec<_>>().join("; ");
    let title = "The lights of each theme";
    // The two drawings are told apart by a full stop, so that no name within them is there twice.
    let draw = |width, description: &str| {
        light_strip(&LightStrip {
            title,
            description,
            width,
            rows: &rows,
        })
    };
    Some(Figure {
        svg: draw(STRIP, &alt),
        narrow: Some(draw(NARROW, &format!("{alt}."))),
        alt: format!("{title}. {alt}."),
        caption: title.to_owned(),
        link: None,
    })
}

/// The course of an indicator as a small picture, with all that it shows in words.
fn chart(house: &House, one: &IndicatorInPeriod) -> Option<Figure> {
    let course = &one.course;
    let mut told = course.rows.iter().filter_map(|row| {
        let figure = row.figure.as_ref()?;
        let target = row.target.as_ref();
        let target = target.map_or(String::new(), |it| format!(", target {}", it.brief));
        let light = row.light.map(|light| light.word().to_lowercase());
        let light = light.map_or(String::new(), |light| format!(", {light}"));
        Some(format!("{} {}{target}{light}", row.short, figure.brief))
    });
    let first = told.next()?;
    let told = std::iter::once(first).chain(told).collect::<Vec<_>>();
    let caption = match (&one.value, one.light) {
        (Some(value), Some(light)) => format!(
            "{}: {} in {}, {}",
            one.title,
            value.said,
            one.period,
            light.word().to_lowercase()
        ),
        (None, _) => format!("{}: no figure for {}", one.title, one.period),
        (Some(value), None) => format!("{}: {} in {}", one.title, value.said, one.period),
    };
    let foretold = course.forecast.as_ref().filter(|it| !it.known);
    let foretold = foretold.map_or(String::new(), |it| {
        format!(" Forecast for {}: {}.", it.year, it.value.brief)
    });
    let description = format!("By period: {}.{foretold}", told.join("; "));
    let svg = course_chart(
        &Course {
            title: &caption,
            description: &description,
            unit: course.unit.as_deref(),
            places: course.places,
            rows: &course.rows,
            forecast: course.forecast.as_ref(),
        },
        CHART,
    );
    Some(Figure {
        svg,
        narrow: None,
        alt: format!("{caption}. {description}"),
        caption,
        link: Some(house.at(&format!("/indicators/{}", one.id))),
    })
}

fn indicator(house: &House, one: &IndicatorInPeriod) -> Vec<Cell> {
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
        Cell::words(Text::link(
            title,
            house.at(&format!("/indicators/{}", one.id)),
        )),
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
        Cell::words(one.short.clone()),
    ]
}

/// What is said of an indicator: its narrative, how its light came about, and what the year comes to.
fn told(one: &app::views::IndicatorInPeriod) -> Option<Text> {
    let mut said: Vec<String> = Vec::new();
    said.extend(one.commentary.clone());
    // That there is nothing to say yet the table says.
    said.extend(one.working.clone().filter(|_| one.light.is_some()));
    said.extend(one.forecast.clone());
    if said.is_empty() {
        return None;
    }
    said.extend(one.clause.as_deref().map(words::clause));
    let said = said.iter().map(|part| part.trim_end_matches('.'));
    let said = said.collect::<Vec<_>>().join(". ");
    Some(Text::strong(format!("{}: ", one.title)).and(format!("{said}.")))
}

/// "Of 18 indicators: 12 on track, 3 at risk, 2 off track; 1 has no light."
fn lights(view: &PeriodReportView) -> Block {
    let all = || view.performance.iter().flat_map(|theme| &theme.indicators);
    let said = record::plan::Light::ALL.into_iter().filter_map(|light| {
        let count = all().filter(|one| one.light == Some(light)).count();
        (count > 0).then(|| format!("{count} {}", light.word().to_lowercase()))
    });
    let said = said.collect::<Vec<_>>().join(", ");
    let of = match all().count() {
        1 => "Of 1 indicator".to_owned(),
        many => format!("Of {many} indicators"),
    };
    let unlit = match all().filter(|one| one.light.is_none()).count() {
        0 => String::new(),
        1 => "1 has no light".to_owned(),
        many => format!("{many} have no light"),
    };
    let parts: Vec<String> = [said, unlit]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    Block::paragraph(format!("{of}: {}.", parts.join("; ")))
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
