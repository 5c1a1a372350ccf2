//! What holds of the picture of money, whatever sums it shows.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a test that cannot read the picture has failed"
)]

use drawing::{Flow, FlowBand, FlowBox, FlowStage, FlowTone, flow, pounds, text_width};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use roxmltree::{Document, Node};

const TONES: [(FlowTone, &str); 6] = [
    (FlowTone::Done, "Spent"),
    (FlowTone::There, "Released to partners"),
    (FlowTone::Held, "Held by the accountable body"),
    (FlowTone::Awaited, "Not yet received"),
    (FlowTone::Back, "To be returned"),
    (FlowTone::Gone, "Repaid to the giver"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_flow_adds_up_and_is_clear((stages, bands) in any_flow(), width in prop::sample::select(vec![300, 680, 960])) {
        let picture = Flow {
            title: "Money <of> many", description: "A & B", width,
            stages: &stages, bands: &bands, tones: &TONES,
        };
        let svg = flow(&picture);
        prop_assert_eq!(&flow(&picture), &svg, "the same picture twice");
        let drawn = Document::parse(&svg).expect("well-formed XML");
        all_is_on_the_paper(&drawn)?;
        no_two_boxes_share_a_place(&drawn)?;
        every_box_says_its_sum(&drawn, &stages, &bands)?;
        if width > 620 {
            bands_tile_their_boxes(&drawn)?;
        } else {
            bars_are_as_long_as_their_sums(&drawn, width)?;
        }
    }
}

/// The money of G07's table, from its blocks on.
fn of_2006() -> (Vec<FlowStage>, Vec<FlowBand>) {
    let node = |id: &str, name: &str, href: Option<&str>| FlowBox {
        id: id.to_owned(),
        name: name.to_owned(),
        href: href.map(str::to_owned),
    };
    let stage = |heading: &str, boxes: Vec<FlowBox>| FlowStage {
        heading: heading.to_owned(),
        boxes,
    };
    let band = |from: &str, to: &str, pence, tone| FlowBand {
        from: from.to_owned(),
        to: to.to_owned(),
        pence,
        tone,
    };
    let stages = vec![
        stage(
            "From",
            vec![
                node("g", "Government grant", None),
                node("p", "Partners’ budgets", None),
            ],
        ),
        stage(
            "Block",
            vec![
                node(
                    "a",
                    "A: Communities that are Safe and Feel Safe",
                    Some("/w/money/blocks/a"),
                ),
                node("f", "F: Stronger Communities", Some("/w/money/blocks/f")),
            ],
        ),
    ];
    let bands = vec![
        band("g", "a", 91_103_000, FlowTone::Done),
        band("p", "a", 12_000_000, FlowTone::Held),
        band("g", "f", 41_754_000, FlowTone::Awaited),
        band("g", "nowhere", 1, FlowTone::Back),
        band("a", "g", 1, FlowTone::Back),
    ];
    (stages, bands)
}

#[test]
fn the_table_of_2006_is_drawn_to_the_pound() {
    let (stages, bands) = of_2006();
    for width in [300, 960] {
        let svg = flow(&Flow {
            title: "£1,448,570 for 2006/07",
            description: "From two sources to two blocks.",
            width,
            stages: &stages,
            bands: &bands,
            tones: &TONES,
        });
        let drawn = Document::parse(&svg).expect("well-formed XML");
        let texts = drawn.descendants().filter_map(|it| it.text());
        let said = texts.filter(|it| !it.trim().is_empty());
        // A narrow picture breaks what is long into lines.
        let said = said.collect::<Vec<_>>().join(" ");
        for words in [
            "£1,328,570",
            "£120,000",
            "£1,031,030",
            "£417,540",
            "Spent: £911,030",
            "Held by the accountable body: £120,000",
            "Not yet received: £417,540",
        ] {
            assert!(said.contains(words), "{words} in {said}");
        }
        assert!(svg.contains("href=\"/w/money/blocks/a\""));
        // A band that goes nowhere, or back, is no money of this picture.
        assert!(!svg.contains("To be returned") && !svg.contains("style="));
        // A link is called by the words that it shows, and nothing else.
        assert!(!svg.contains("<a aria-label") && svg.contains(r#"role="group""#));
    }
}

#[test]
fn nothing_at_all_is_still_a_picture() {
    for width in [0, 300, 960] {
        let svg = flow(&Flow {
            title: "t",
            description: "d",
            width,
            stages: &[],
            bands: &[],
            tones: &[],
        });
        assert!(Document::parse(&svg).is_ok());
    }
}

fn any_flow() -> impl Strategy<Value = (Vec<FlowStage>, Vec<FlowBand>)> {
    let sizes = prop::collection::vec(0_usize..5, 1..5);
    let pence = prop_oneof![0_u64..200, 0_u64..200_000_000, Just(1_u64 << 60)];
    let tone = prop::sample::select(FlowTone::all().to_vec());
    let cut = (0_usize..4, 0_usize..5, 0_usize..5, pence, tone);
    (sizes, prop::collection::vec(cut, 0..24)).prop_map(|(sizes, cuts)| {
        let name =
            |nth: usize| "Hereford and Worcester Fire and Rescue Service"[..4 + nth * 9].to_owned();
        let stages = sizes.iter().enumerate().map(|(stage, many)| FlowStage {
            heading: format!("Stage {stage}"),
            boxes: (0..*many)
                .map(|nth| FlowBox {
                    id: format!("{stage}-{nth}"),
                    name: name(nth),
                    href: (nth % 2 == 0).then(|| format!("/x/{stage}/{nth}")),
                })
                .collect(),
        });
        let bands = cuts
            .into_iter()
            .map(|(stage, from, to, pence, tone)| FlowBand {
                from: format!("{stage}-{from}"),
                to: format!("{}-{to}", stage + 1),
                pence,
                tone,
            });
        (stages.collect(), bands.collect())
    })
}

/// At each box that takes as much as it gives, or the side that has most: bands lie on one another without
/// a gap from its top, and together are as thick as the box.
fn bands_tile_their_boxes(picture: &Document<'_>) -> TestCaseResult {
    let boxes: Vec<_> = of_class(picture, "fm-flow__box").map(rect).collect();
    let bands: Vec<_> = of_class(picture, "fm-flow__band").map(ends).collect();
    for (x, y, w, h) in boxes {
        let within = |top: i32, foot: i32| top >= y && foot <= y + h;
        let side = |at: i32, left: bool| -> Vec<(i32, i32)> {
            let touching = bands.iter().filter_map(|(start, from, end, to)| {
                let (place, (top, foot)) = if left { (end, to) } else { (start, from) };
                (*place == at && within(*top, *foot)).then_some((*top, *foot))
            });
            let mut touching: Vec<_> = touching.collect();
            touching.sort_unstable();
            touching
        };
        let mut thickest = 0;
        for touching in [side(x, true), side(x + w, false)] {
            let mut reached = y;
            for (top, foot) in touching {
                prop_assert_eq!(top, reached, "a gap, or one over another");
                reached = foot;
            }
            thickest = thickest.max(reached - y);
        }
        prop_assert!(
            thickest == h || (thickest == 0 && h <= 3),
            "{thickest} of {h}"
        );
    }
    Ok(())
}

/// Bars of one stage are, together, no longer than the paper, and each row's parts tile its bar.
fn bars_are_as_long_as_their_sums(picture: &Document<'_>, width: i32) -> TestCaseResult {
    let mut rows: std::collections::BTreeMap<i32, i32> = std::collections::BTreeMap::new();
    for (x, y, w, _) in of_class(picture, "fm-flow__part").map(rect) {
        let reached = rows.entry(y).or_insert(1);
        // A part of less than a pixel is drawn one wide.
        prop_assert!(
            x == *reached || (x < *reached && *reached - x <= 5),
            "{x} after {reached}"
        );
        *reached = x + w;
        prop_assert!(x + w <= width + 1);
    }
    Ok(())
}

fn every_box_says_its_sum(
    picture: &Document<'_>,
    stages: &[FlowStage],
    bands: &[FlowBand],
) -> TestCaseResult {
    let all: Vec<String> = named(picture.root(), "text")
        .map(|text| text.text().unwrap_or_default().to_owned())
        .collect();
    let known = |id: &str| {
        stages
            .iter()
            .any(|stage| stage.boxes.iter().any(|it| it.id == id))
    };
    for node in stages.iter().flat_map(|stage| &stage.boxes) {
        let sum = |comes: bool| -> u64 {
            let mine = bands
                .iter()
                .filter(|band| known(&band.from) && known(&band.to));
            let mine = mine.filter(|band| {
                if comes {
                    band.to == node.id
                } else {
                    band.from == node.id
                }
            });
            mine.map(|band| band.pence).sum()
        };
        let said = pounds(sum(true).max(sum(false)));
        prop_assert!(all.contains(&said), "{said} of {} in {all:?}", node.id);
    }
    Ok(())
}

fn no_two_boxes_share_a_place(picture: &Document<'_>) -> TestCaseResult {
    let grounds: Vec<_> = of_class(picture, "fm-flow__ground").map(rect).collect();
    for (nth, a) in grounds.iter().enumerate() {
        for b in &grounds[nth + 1..] {
            let beside = a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0;
            let apart = a.1 + a.3 <= b.1 || b.1 + b.3 <= a.1;
            prop_assert!(beside || apart, "{a:?} over {b:?}");
        }
    }
    Ok(())
}

fn all_is_on_the_paper(picture: &Document<'_>) -> TestCaseResult {
    let paper = picture.root_element();
    let size: Vec<i32> = paper
        .attribute("viewBox")
        .expect("a view box")
        .split(' ')
        .map(|part| part.parse().expect("whole pixels"))
        .collect();
    prop_assert!(paper.attribute("aria-labelledby").is_some());
    for words in named(picture.root(), "text") {
        let said = words.text().unwrap_or_default();
        let wide = text_width(
            said,
            words.attribute("font-weight") == Some("600"),
            number(words, "font-size"),
        );
        let x = number(words, "x");
        let (left, right) = match words.attribute("text-anchor") {
            Some("end") => (x - wide, x),
            _ => (x, x + wide),
        };
        // A sum of nineteen digits is the only one that may leave its place.
        let monster = said.len() > 20 && said.contains('£');
        prop_assert!(
            monster || (left >= -1 && right <= size[2] + 1),
            "{said}: {left} to {right} of {}",
            size[2]
        );
        prop_assert!((0..=size[3]).contains(&number(words, "y")), "{said}");
    }
    for frame in named(picture.root(), "rect") {
        let (x, y, w, h) = rect(frame);
        prop_assert!(x >= 0 && x + w <= size[2] && y >= 0 && y + h <= size[3]);
    }
    Ok(())
}

/// Where a band starts and ends: x and its top and foot there.
fn ends(band: Node<'_, '_>) -> (i32, (i32, i32), i32, (i32, i32)) {
    let way = band.attribute("d").unwrap_or_default();
    let numbers: Vec<i32> = way
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let [
        x,
        top,
        _,
        _,
        _,
        _,
        right,
        there,
        foot,
        _,
        _,
        _,
        _,
        left,
        bottom,
    ] = numbers[..]
    else {
        panic!("a band of another form: {way}");
    };
    assert_eq!(x, left, "a band comes back to where it left");
    (x, (top, bottom), right, (there, foot))
}

fn of_class<'a>(
    picture: &'a Document<'a>,
    class: &'static str,
) -> impl Iterator<Item = Node<'a, 'a>> {
    picture.root().descendants().filter(move |node| {
        let classes = node.attribute("class").unwrap_or_default();
        classes.split(' ').any(|one| one == class)
    })
}

fn rect(node: Node<'_, '_>) -> (i32, i32, i32, i32) {
    (
        number(node, "x"),
        number(node, "y"),
        number(node, "width"),
        number(node, "height"),
    )
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |node| node.has_tag_name(name))
}

fn number(node: Node<'_, '_>, name: &str) -> i32 {
    let value = node.attribute(name).unwrap_or_default();
    value.parse().unwrap_or_else(|_| panic!("{name}={value}"))
}
