//! What holds of the pictures of the plan, whatever figures they show.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a test that cannot read the picture has failed"
)]

use drawing::{
    Coverage, CoverageRow, Light, LightStrip, LineChart, Measure, Measured, Multiples, Panel,
    Series, StripRow, Tile, TileMap, coverage_matrix, light_strip, line_chart, small_multiples,
    sparkline, text_width, tile_map,
};
use proptest::prelude::*;
use roxmltree::{Document, Node};

const PERCENT: Measure<'static> = Measure {
    unit: "Of all households, in a hundred",
    suffix: "%",
    places: 1,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_chart_of_any_figures_stays_on_its_paper(
        figures in prop::collection::vec(any_period(), 0..16),
        width in prop::sample::select(vec![300, 680]),
    ) {
        let periods: Vec<String> = (0..figures.len()).map(|nth| format!("Q{} 2007-08", nth % 4 + 1)).collect();
        let measured: Vec<Measured> = figures.iter().map(|one| one.0).collect();
        let target: Vec<Option<i64>> = figures.iter().map(|one| one.1).collect();
        let tolerated: Vec<Option<(i64, i64)>> = target.iter().map(|one| one.map(|one| (one.saturating_sub(50), one))).collect();
        let forecast: Vec<Option<i64>> = figures.iter().map(|one| one.2).collect();
        let series = Series { periods: &periods, measured: &measured, target: &target, tolerated: &tolerated, forecast: &forecast };
        let chart = LineChart {
            title: "Burglary <falls>", description: "A & B", width, measure: PERCENT, series,
            band_words: "At risk: within five points of the target",
            forecast_words: "Forecast: a straight line through the figures of the year so far",
        };
        let panel = Panel { name: "Wyre Forest", href: None, light: Light::AtRisk, series };
        let multiples = Multiples { title: "t", description: "d", width, measure: PERCENT, panels: &[panel; 6] };
        let values: Vec<Option<i64>> = measured.iter().map(|one| one.figure).collect();
        for svg in [line_chart(&chart), small_multiples(&multiples), sparkline("Burglary", &values, &target)] {
            all_is_on_the_paper(&svg);
        }
        prop_assert_eq!(line_chart(&chart), line_chart(&chart), "the same picture twice");
    }
}

#[test]
fn every_figure_that_matters_is_said_at_the_end_of_its_line() {
    let periods = ["Q1", "Q2", "Q3", "Q4"].map(str::to_owned);
    let known = |figure| Measured {
        figure: Some(figure),
        light: Some(Light::AtRisk),
    };
    let nothing = Measured {
        figure: None,
        light: Some(Light::NotReported),
    };
    let chart = |measured: &[Measured]| {
        line_chart(&LineChart {
            title: "Recycling is below its target",
            description: "A line of four quarters.",
            width: 680,
            measure: PERCENT,
            series: Series {
                periods: &periods,
                measured,
                target: &[Some(400), Some(410), Some(420), Some(430)],
                tolerated: &[],
                forecast: &[None, None, None, Some(425)],
            },
            band_words: "",
            forecast_words: "Forecast: as last time",
        })
    };
    let svg = chart(&[known(391), nothing, known(405), Measured::default()]);
    for words in [
        "Target 43.0%",
        "Latest 40.5%",
        "Forecast 42.5%",
        "Forecast: as last time",
        "<title",
        "Recycling is below its target",
        "Q4",
    ] {
        assert!(svg.contains(words), "{words} in {svg}");
    }
    // The second quarter breaks the line in two: two lines of what was measured, one of the forecast.
    assert_eq!(svg.matches("stroke-linejoin=\"round\"").count(), 2);
    let empty = line_chart(&LineChart {
        title: "t",
        description: "d",
        width: 300,
        measure: PERCENT,
        series: Series {
            periods: &[],
            measured: &[],
            target: &[],
            tolerated: &[],
            forecast: &[],
        },
        band_words: "",
        forecast_words: "",
    });
    assert!(empty.contains("Nothing has been measured yet"));
}

#[test]
fn panels_have_one_scale() {
    let periods = ["Q1", "Q2"].map(str::to_owned);
    let of = |figure| {
        [Measured {
            figure: Some(figure),
            light: None,
        }; 2]
    };
    let (small, large) = (of(100), of(900));
    let panel = |name, measured| Panel {
        name,
        href: Some("/three-rivers/areas/north"),
        light: Light::OnTrack,
        series: Series {
            periods: &periods,
            measured,
            target: &[],
            tolerated: &[],
            forecast: &[],
        },
    };
    let svg = small_multiples(&Multiples {
        title: "t",
        description: "d",
        width: 680,
        measure: PERCENT,
        panels: &[panel("North", &small), panel("South", &large)],
    });
    let picture = Document::parse(&svg).expect("well-formed XML");
    let marks: Vec<i32> = named(picture.root(), "circle")
        .filter(|mark| mark.attribute("r") == Some("4"))
        .map(|mark| number(mark, "cy"))
        .collect();
    assert_eq!(marks.len(), 4);
    assert!(
        marks[0] > marks[2],
        "the larger figure stands higher: {marks:?}"
    );
    // A link is called by the words that it shows, and nothing else.
    assert!(svg.contains("North") && svg.contains("10.0%") && !svg.contains("<a aria-label"));
}

#[test]
fn tiles_strips_and_gaps_are_drawn_with_their_words() {
    let tile = |name: &str, light| {
        Some(Tile {
            name: name.to_owned(),
            href: Some("/x".to_owned()),
            light,
            figure: "61.2%".to_owned(),
        })
    };
    for width in [300, 680] {
        let svg = tile_map(&TileMap {
            title: "One of three is off track",
            description: "Tiles.",
            width,
            columns: 3,
            tiles: &[
                tile("Wyre Forest", Light::OnTrack),
                None,
                tile("Malvern Hills", Light::OffTrack),
                tile("Bromsgrove", Light::NotReported),
            ],
        });
        all_is_on_the_paper(&svg);
        assert!(
            ["Off track", "Malvern Hills", "61.2%"]
                .iter()
                .all(|word| svg.contains(word))
        );
        let rows = [StripRow {
            label: "Communities that are Safe and Feel Safe".to_owned(),
            href: None,
            lights: vec![Light::OnTrack; 40],
        }];
        let strip = light_strip(&LightStrip {
            title: "Safer is on track",
            description: "A strip.",
            width,
            rows: &rows,
        });
        all_is_on_the_paper(&strip);
        assert!(strip.contains("40 on track"));
    }
    let svg = coverage_matrix(&Coverage {
        title: "Nothing is planned for Lapworth",
        description: "A table.",
        columns: &["Narrowing the gaps".to_owned(), "Families".to_owned()],
        rows: &[CoverageRow {
            label: "Lapworth".to_owned(),
            counts: vec![Some(0), Some(7), None],
        }],
    });
    all_is_on_the_paper(&svg);
    assert!(svg.contains(">gap<") && svg.contains(">7<") && svg.contains(">–<"));
}

#[test]
fn nothing_at_all_is_still_a_picture() {
    let strip = LightStrip {
        title: "t",
        description: "d",
        width: 0,
        rows: &[],
    };
    let tiles = TileMap {
        title: "t",
        description: "d",
        width: 0,
        columns: 0,
        tiles: &[],
    };
    let coverage = Coverage {
        title: "t",
        description: "d",
        columns: &[],
        rows: &[],
    };
    let multiples = Multiples {
        title: "t",
        description: "d",
        width: 0,
        measure: PERCENT,
        panels: &[],
    };
    for svg in [
        light_strip(&strip),
        tile_map(&tiles),
        coverage_matrix(&coverage),
        small_multiples(&multiples),
        sparkline("t", &[], &[]),
    ] {
        all_is_on_the_paper(&svg);
    }
}

type Period = (Measured, Option<i64>, Option<i64>);

fn any_period() -> impl Strategy<Value = Period> {
    let figure = || {
        prop::option::of(prop_oneof![
            0_i64..1_000,
            -50_i64..50,
            Just(i64::MAX),
            Just(i64::MIN)
        ])
    };
    let light = prop::option::of(prop::sample::select(Light::all().to_vec()));
    (figure(), light, figure(), figure()).prop_map(|(figure, light, target, forecast)| {
        (Measured { figure, light }, target, forecast)
    })
}

/// Words, marks and frames are all inside what is shown.
fn all_is_on_the_paper(svg: &str) {
    let picture = Document::parse(svg).unwrap_or_else(|fault| panic!("{fault}: {svg}"));
    let paper = picture.root_element();
    let size: Vec<i32> = paper
        .attribute("viewBox")
        .expect("a view box")
        .split(' ')
        .map(|part| part.parse().expect("whole pixels"))
        .collect();
    assert!(paper.attribute("aria-labelledby").is_some());
    for words in named(picture.root(), "text") {
        let said = words.text().unwrap_or_default();
        let semibold = words.attribute("font-weight") == Some("600");
        let wide = text_width(said, semibold, number(words, "font-size"));
        let x = number(words, "x");
        let (left, right) = match words.attribute("text-anchor") {
            Some("end") => (x - wide, x),
            Some("middle") => (x - wide / 2, x + wide / 2),
            _ => (x, x + wide),
        };
        // A figure of nineteen digits has no room anywhere; it is the only one that may leave its place.
        let monster = said.len() > 18;
        assert!(
            monster || (left >= -1 && right <= size[2] + 1),
            "{said}: {left} to {right} of {}",
            size[2]
        );
        assert!((0..=size[3]).contains(&number(words, "y")), "{said}");
    }
    for mark in named(picture.root(), "circle") {
        assert!(
            (0..=size[2]).contains(&number(mark, "cx"))
                && (0..=size[3]).contains(&number(mark, "cy"))
        );
    }
    for frame in named(picture.root(), "rect") {
        assert!(number(frame, "x") >= 0 && number(frame, "x") + number(frame, "width") <= size[2]);
        assert!(number(frame, "y") >= 0 && number(frame, "y") + number(frame, "height") <= size[3]);
    }
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |node| node.has_tag_name(name))
}

fn number(node: Node<'_, '_>, name: &str) -> i32 {
    let value = node.attribute(name).unwrap_or_default();
    value.parse().unwrap_or_else(|_| panic!("{name}={value}"))
}
