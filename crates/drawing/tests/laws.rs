//! What holds of every picture, whatever it shows.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a test that cannot read the picture has failed"
)]

use std::collections::BTreeSet;

use drawing::{Body, Line, LineKind, Structure, structure_chart, tally_bar, text_width};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use roxmltree::{Document, Node};

type Edges = (i32, i32, i32, i32);

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_structure_is_drawn_whole_and_clear((bodies, lines) in any_structure()) {
        let structure =
            Structure { title: "Who <answers> to whom", description: "A & B", bodies: &bodies, lines: &lines };
        let svg = structure_chart(&structure);
        let picture = Document::parse(&svg).expect("well-formed XML");
        every_body_is_drawn_once_and_links_where_it_should(&picture, &bodies)?;
        no_two_boxes_overlap_and_all_are_on_the_paper(&picture)?;
        no_words_leave_their_box_or_the_paper(&picture)?;
        no_line_runs_through_a_box(&picture)?;
        prop_assert_eq!(structure_chart(&structure), svg, "the same picture twice");
    }

    #[test]
    fn a_tally_is_well_formed_and_says_every_figure(
        votes in [0_u32..200, 0..200, 0..200, 0..200, 0..900],
    ) {
        let svg = tally_bar(votes[0], votes[1], votes[2], votes[3], votes[4]);
        let picture = Document::parse(&svg).expect("well-formed XML");
        let title = named(picture.root(), "title").next().and_then(|title| title.text()).unwrap_or_default();
        let figures = title.split(|letter: char| !letter.is_ascii_digit());
        let said: BTreeSet<u32> = figures.filter_map(|figure| figure.parse().ok()).collect();
        prop_assert_eq!(said, votes.into_iter().collect::<BTreeSet<u32>>());
    }
}

#[test]
fn a_tally_of_any_size_is_drawn() {
    for votes in [0, 1, u32::MAX] {
        assert!(Document::parse(&tally_bar(votes, votes, votes, votes, votes)).is_ok());
    }
}

#[test]
fn nothing_at_all_is_still_a_picture() {
    let svg = structure_chart(&Structure {
        title: "t",
        description: "d",
        bodies: &[],
        lines: &[],
    });
    assert!(Document::parse(&svg).is_ok());
}

fn every_body_is_drawn_once_and_links_where_it_should(
    picture: &Document<'_>,
    bodies: &[Body],
) -> TestCaseResult {
    let drawn: Vec<_> = boxes(picture).collect();
    prop_assert_eq!(drawn.len(), bodies.len());
    let linked: BTreeSet<_> = drawn
        .iter()
        .filter_map(|body| body.attribute("href"))
        .collect();
    prop_assert_eq!(
        linked,
        bodies
            .iter()
            .filter_map(|body| body.href.as_deref())
            .collect::<BTreeSet<_>>()
    );
    Ok(())
}

fn no_two_boxes_overlap_and_all_are_on_the_paper(picture: &Document<'_>) -> TestCaseResult {
    let paper = (
        0,
        0,
        number(picture.root_element(), "width"),
        number(picture.root_element(), "height"),
    );
    let all: Vec<_> = boxes(picture).map(edges).collect();
    for (nth, a) in all.iter().enumerate() {
        prop_assert!(
            a.0 >= paper.0 && a.1 >= paper.1 && a.2 <= paper.2 && a.3 <= paper.3,
            "{:?}",
            a
        );
        for b in &all[nth + 1..] {
            let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
            prop_assert!(apart, "{:?} and {:?}", a, b);
        }
    }
    Ok(())
}

fn no_words_leave_their_box_or_the_paper(picture: &Document<'_>) -> TestCaseResult {
    let paper = number(picture.root_element(), "width");
    for line in named(picture.root(), "text") {
        let end = number(line, "x") + measured(line);
        prop_assert!(
            end <= paper,
            "{:?} ends at {end}, the paper at {paper}",
            line.text()
        );
    }
    for body in boxes(picture) {
        let (left, top, right, foot) = edges(body);
        for line in named(body, "text") {
            let words = line.text().unwrap_or_default();
            let (x, y) = (number(line, "x"), number(line, "y"));
            let end = x + measured(line);
            prop_assert!(
                x > left && end < right,
                "{words:?} ends at {end}, its box at {right}"
            );
            prop_assert!(
                y - 10 > top && y < foot,
                "{words:?} stands at {y} in {top} to {foot}"
            );
        }
    }
    Ok(())
}

fn no_line_runs_through_a_box(picture: &Document<'_>) -> TestCaseResult {
    let all: Vec<_> = boxes(picture).map(edges).collect();
    for line in named(picture.root(), "polyline") {
        let points: Vec<_> = line
            .attribute("points")
            .unwrap_or_default()
            .split(' ')
            .filter_map(point)
            .collect();
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            prop_assert!(a.0 == b.0 || a.1 == b.1, "not at right angles: {points:?}");
            for (left, top, right, foot) in &all {
                let beside = a.0.max(b.0) <= *left || a.0.min(b.0) >= *right;
                let above_or_below = a.1.max(b.1) <= *top || a.1.min(b.1) >= *foot;
                prop_assert!(
                    beside || above_or_below,
                    "{pair:?} runs through the box at {left}, {top}"
                );
            }
        }
    }
    Ok(())
}

/// Up to sixty bodies with awkward names, and lines that circle, repeat or name nobody.
fn any_structure() -> impl Strategy<Value = (Vec<Body>, Vec<Line>)> {
    let name = prop_oneof![
        "[A-Za-z&<>'\" ]{0,70}",
        Just("Hereford and Worcester Fire and Rescue Service".to_owned()),
        Just("Worcestershire Mental Health Partnership NHS Trust".to_owned()),
        Just("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".to_owned()),
    ];
    let href = proptest::option::of("/[a-z&]{1,9}");
    let group = proptest::option::of("[A-D]{0,1}");
    let body = (name, "[a-z ]{0,30}", href, group, 0_u32..40, 0_u32..40);
    let bodies = proptest::collection::vec(body, 0..60).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let made = numbered.map(
            |(nth, (name, kind_label, href, group, seats_filled, seats_total))| Body {
                id: format!("b{nth}"),
                name,
                kind_label,
                href,
                group,
                seats_filled,
                seats_total,
            },
        );
        made.collect::<Vec<_>>()
    });
    let kind = proptest::sample::select(LineKind::all().to_vec());
    let label = prop_oneof![Just(String::new()), "[a-z ]{1,40}"];
    let line = (0_usize..62, 0_usize..62, kind, label).prop_map(|(from, to, kind, label)| Line {
        from: format!("b{from}"),
        to: format!("b{to}"),
        kind,
        label,
    });
    (bodies, proptest::collection::vec(line, 0..70))
}

fn boxes<'a>(picture: &'a Document<'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    let is_box = |node: &Node<'_, '_>| {
        node.attribute("class")
            .is_some_and(|class| class.split(' ').any(|one| one == "fm-body"))
    };
    picture.descendants().filter(is_box)
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |node| node.tag_name().name() == name)
}

fn measured(line: Node<'_, '_>) -> i32 {
    text_width(
        line.text().unwrap_or_default(),
        number(line, "font-weight") > 400,
        number(line, "font-size"),
    )
}

/// Left, top, right and foot of a body's box.
fn edges(body: Node<'_, '_>) -> Edges {
    let rect = body
        .children()
        .find(|child| child.tag_name().name() == "rect")
        .expect("every body has a box");
    let (x, y) = (number(rect, "x"), number(rect, "y"));
    (x, y, x + number(rect, "width"), y + number(rect, "height"))
}

fn number(node: Node<'_, '_>, name: &str) -> i32 {
    let value = node.attribute(name).and_then(|value| value.parse().ok());
    value.unwrap_or_else(|| panic!("no whole {name} in {node:?}"))
}

fn point(words: &str) -> Option<(i32, i32)> {
    let (x, y) = words.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}
