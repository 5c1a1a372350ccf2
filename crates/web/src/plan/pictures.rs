//! What is handed to `drawing`: figures as exact whole units, and a title that says the finding.

use app::views::plan::{DistrictView, IndicatorLine, IndicatorView, StandsView};
pub(crate) use documents::pictures::drawn;
use documents::pictures::{Columns, Course, course_chart, unit, units};
use drawing::{
    Measure, Multiples, Panel, Tile, TileMap, light_marks, small_multiples, sparkline, tile_map,
};
use record::plan::Light;

/// Wide enough for a desk, narrow enough for a telephone.
const WIDTHS: [i32; 2] = [680, 300];

/// The same picture twice: for a desk and for a telephone.
pub(crate) struct Twice {
    /// For a desk, and for paper.
    pub(crate) wide: String,
    /// For a telephone.
    pub(crate) narrow: String,
}

impl Twice {
    fn of(draw: impl Fn(i32) -> String) -> Self {
        let [wide, narrow] = WIDTHS.map(draw);
        Self { wide, narrow }
    }
}

/// The lights of a theme or outcome in a row, with their counts for whoever cannot see them.
pub(crate) fn marks(title: &str, lights: &[Light]) -> String {
    let lights: Vec<drawing::Light> = lights.iter().copied().map(drawn).collect();
    light_marks(title, &lights)
}

/// "3 on track, 1 off track".
pub(crate) fn counted(lights: &[Light]) -> String {
    let lights: Vec<drawing::Light> = lights.iter().copied().map(drawn).collect();
    drawing::lights_in_words(&lights)
}

/// The latest figures of an indicator as a small line.
pub(crate) fn spark(line: &IndicatorLine) -> String {
    let read = |list: &[Option<String>]| -> Vec<Option<i64>> {
        let numbers = list.iter().map(Option::as_deref);
        numbers.map(|number| number.and_then(units)).collect()
    };
    let title = format!("{}: {}", line.indicator.title, standing(&line.stands));
    sparkline(&title, &read(&line.measured), &read(&line.aimed))
}

/// How something stands, in a clause: "59.2% in quarter 3 of 2007-08, at risk".
pub(crate) fn standing(stands: &StandsView) -> String {
    let light = match stands.light {
        Some(light) => light.word().to_lowercase(),
        None => stands.unlit.unwrap_or_default().to_lowercase(),
    };
    match &stands.figure {
        Some(figure) => format!("{} in {}, {light}", figure.said, stands.period_said),
        None => format!("no figure for {}, {light}", stands.period_said),
    }
}

/// What came of a period and what it is held against, in a sentence, beside the light: "59.2% in quarter 3 of
/// 2007-08; target 61.0%."
pub(crate) fn told(stands: &StandsView) -> String {
    let mut told = match &stands.figure {
        Some(figure) => format!("{} in {}", figure.said, stands.period_said),
        None => format!("No figure for {}", stands.period_said),
    };
    if let Some(target) = &stands.target {
        told.push_str(&format!("; target {target}"));
    }
    told.push('.');
    told
}

/// What the picture of an indicator shows, in a sentence.
pub(crate) fn finding(view: &IndicatorView) -> String {
    let stands = &view.stands;
    let Some(figure) = &stands.figure else {
        return format!("No figure has come for {}", stands.period_said);
    };
    let light = match stands.light {
        Some(light) => light.word().to_lowercase(),
        None => stands.unlit.unwrap_or_default().to_lowercase(),
    };
    let travel = match stands.travel {
        record::plan::Travel::Unknown => String::new(),
        _ => format!(", {}", stands.travel_said.to_lowercase()),
    };
    format!("{} in {}: {light}{travel}", figure.said, stands.period_said)
}

/// The course of an indicator.
pub(crate) fn chart(view: &IndicatorView) -> Twice {
    // Where figures are added, what the year comes to is on another scale than its periods.
    let foretold = view.in_year != record::plan::InYear::Sum.said();
    let title = format!("{}: {}", view.indicator.title, finding(view));
    let description = format!(
        "A line of {} periods, with the target as a broken line. The same is in the table.",
        view.course.len()
    );
    let course = Course {
        title: &title,
        description: &description,
        unit: view.unit.as_deref(),
        places: view.places,
        rows: &view.course,
        forecast: view.stands.forecast.as_ref().filter(|_| foretold),
    };
    Twice::of(|width| course_chart(&course, width))
}

/// The districts, one panel each, all on one scale.
pub(crate) fn panels(view: &IndicatorView, base: &str, at: &str) -> Twice {
    let columns: Vec<Columns> = view
        .districts
        .iter()
        .map(|district| Columns::of(&district.course, None))
        .collect();
    let hrefs: Vec<String> = view
        .districts
        .iter()
        .map(|district| format!("{base}/areas/{}{at}", district.area.id))
        .collect();
    let panels: Vec<Panel<'_>> = view
        .districts
        .iter()
        .zip(&columns)
        .zip(&hrefs)
        .map(|((district, columns), href)| Panel {
            name: &district.area.name,
            href: Some(href),
            light: light_of(district),
            series: columns.series(),
        })
        .collect();
    let title = districts_finding(view);
    let (unit, suffix) = unit(view.unit.as_deref());
    Twice::of(|width| {
        small_multiples(&Multiples {
            title: &title,
            description: "One panel to each district, all on the same scale; the broken line is the target. The same is in the table.",
            width,
            measure: Measure {
                unit,
                suffix,
                places: view.places,
            },
            panels: &panels,
        })
    })
}

/// The districts as tiles, in the order of the arrangements.
pub(crate) fn tiles(view: &IndicatorView, base: &str, at: &str) -> Twice {
    let tiles: Vec<Option<Tile>> = view
        .districts
        .iter()
        .map(|district| {
            let figure = district.stands.figure.as_ref();
            Some(Tile {
                name: district.area.name.clone(),
                href: Some(format!("{base}/areas/{}{at}", district.area.id)),
                light: light_of(district),
                figure: figure.map_or_else(String::new, |value| value.brief.clone()),
            })
        })
        .collect();
    let title = format!("{}, as tiles", districts_finding(view));
    Twice::of(|width| {
        tile_map(&TileMap {
            title: &title,
            description: "One tile to each district, with its light and its latest figure.",
            width,
            columns: 3,
            tiles: &tiles,
        })
    })
}

fn light_of(district: &DistrictView) -> drawing::Light {
    district.stands.light.map(drawn).unwrap_or_default()
}

/// "Four of six districts are on track".
pub(crate) fn districts_finding(view: &IndicatorView) -> String {
    let all = view.districts.len();
    let on_track = |one: &&DistrictView| one.stands.light == Some(Light::OnTrack);
    let well = view.districts.iter().filter(on_track).count();
    let behind = view
        .districts
        .iter()
        .filter(|one| matches!(one.stands.light, Some(Light::OffTrack)));
    let behind: Vec<&str> = behind.map(|one| one.area.name.as_str()).collect();
    let behind = match behind.as_slice() {
        [] => String::new(),
        names => format!("; off track: {}", names.join(", ")),
    };
    match well {
        0 => format!("None of {all} districts is on track{behind}"),
        well if well == all => format!("All {all} districts are on track"),
        1 => format!("One of {all} districts is on track{behind}"),
        well => format!("{well} of {all} districts are on track{behind}"),
    }
}
