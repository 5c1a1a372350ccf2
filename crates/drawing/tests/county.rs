//! The county we were asked to draw: the bodies of the Worcestershire Partnership in 2007, with the
//! lines between them as the papers of that year describe them; seats are illustrative.
//!
//! To look at the pictures, set `DRAWING_OUT` to a folder and run this test.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot read or write the picture has failed"
)]

use drawing::LineKind::{
    AccountableTo, Advises, CommissionedBy, DelegatedFrom, ReportsTo, SupportedByChairsOf,
};
use drawing::{Body, Line, LineKind, Structure, structure_chart, tally_bar};

const THEMES: [(&str, &str); 5] = [
    ("safer", "Safer Communities Steering Group"),
    ("economy", "Economy and Transport Partnership"),
    ("health", "Health and Social Care Board"),
    ("wpeg", "Worcestershire Partnership Environment Group"),
    (
        "children",
        "Children and Young People’s Strategic Partnership",
    ),
];
const DISTRICTS: [&str; 6] = [
    "Bromsgrove",
    "Malvern Hills",
    "Redditch",
    "Worcester City",
    "Wychavon",
    "Wyre Forest",
];

fn body(
    id: &str,
    name: &str,
    kind_label: &str,
    group: &str,
    seats_filled: u32,
    seats_total: u32,
) -> Body {
    let group = Some(group.to_owned()).filter(|group| !group.is_empty());
    Body {
        id: id.to_owned(),
        name: name.to_owned(),
        kind_label: kind_label.to_owned(),
        href: Some(format!("/worcestershire/structure/{id}")),
        group,
        seats_filled,
        seats_total,
    }
}

fn line(from: &str, to: &str, kind: LineKind, label: &str) -> Line {
    Line {
        from: from.to_owned(),
        to: to.to_owned(),
        kind,
        label: label.to_owned(),
    }
}

fn county() -> (Vec<Body>, Vec<Line>) {
    let mut bodies = vec![
        body(
            "assembly",
            "Worcestershire Partnership Assembly",
            "Assembly",
            "",
            0,
            0,
        ),
        body(
            "board",
            "Worcestershire Partnership Board",
            "Board",
            "",
            27,
            30,
        ),
        body(
            "management-group",
            "Management Group",
            "Management group",
            "",
            16,
            16,
        ),
    ];
    let mut lines = vec![
        line("board", "assembly", ReportsTo, "reports each year to"),
        line(
            "management-group",
            "board",
            DelegatedFrom,
            "acts under powers delegated from",
        ),
        line("management-group", "board", AccountableTo, ""),
    ];
    for (id, name) in THEMES {
        bodies.push(body(id, name, "Theme group", "Theme groups", 12, 14));
        lines.push(line(id, "management-group", AccountableTo, ""));
        lines.push(line("board", id, SupportedByChairsOf, ""));
        let reference = format!("{id}-members");
        bodies.push(body(
            &reference,
            "Member reference group",
            "Councillors",
            "Member reference groups",
            7,
            7,
        ));
        lines.push(line(&reference, id, Advises, ""));
    }
    for (id, name) in [
        ("cultural", "Cultural Theme Group"),
        ("learning", "Learning and Skills Partnership"),
        ("equalities", "Equalities Group"),
        ("voluntary", "Voluntary Sector Infrastructure Consortium"),
    ] {
        bodies.push(body(
            id,
            name,
            "Outcome group",
            "Stronger Communities",
            9,
            9,
        ));
        lines.push(line(id, "management-group", AccountableTo, ""));
    }
    for (id, name) in [
        ("strategy", "Community Strategy Task Group"),
        ("engaging", "Engaging Worcestershire Steering Group"),
        ("funding", "Funding and Resources Task Group"),
    ] {
        bodies.push(body(id, name, "Task group", "Task groups", 8, 8));
        lines.push(line(id, "management-group", CommissionedBy, ""));
        lines.push(line(id, "board", ReportsTo, "reports each year to"));
    }
    lines.push(line(
        "strategy",
        "wpeg",
        SupportedByChairsOf,
        "has a seat for",
    ));
    for district in DISTRICTS {
        let id = district.to_lowercase().replace(' ', "-");
        bodies.push(body(
            &id,
            &format!("{district} Local Strategic Partnership"),
            "District LSP",
            "District LSPs",
            15,
            18,
        ));
        lines.push(line(&id, "board", ReportsTo, "chairs sit on"));
        let scrutiny = format!("{id}-scrutiny");
        bodies.push(body(
            &scrutiny,
            &format!("{district} scrutiny committee"),
            "",
            "Scrutiny",
            0,
            0,
        ));
        lines.push(line(&scrutiny, "board", Advises, "scrutinises"));
    }
    bodies.push(body(
        "county-scrutiny",
        "County scrutiny committee",
        "",
        "Scrutiny",
        0,
        0,
    ));
    lines.push(line("county-scrutiny", "board", Advises, "scrutinises"));
    bodies.push(body(
        "team",
        "Worcestershire Partnership Team",
        "Staff",
        "",
        0,
        0,
    ));
    (bodies, lines)
}

#[test]
fn a_county_fits_a_desk_and_every_line_of_it_is_drawn() {
    let (bodies, lines) = county();
    let title = "Everything answers to the Board through one Management Group";
    let structure = Structure {
        title,
        description: "Bodies of 2007 and the lines between them.",
        bodies: &bodies,
        lines: &lines,
    };
    let svg = structure_chart(&structure);
    show("chart.svg", &svg);
    let parsed = roxmltree::Document::parse(&svg).expect("well-formed");
    let width: i32 = parsed
        .root_element()
        .attribute("width")
        .and_then(|w| w.parse().ok())
        .expect("a width");
    assert!(width < 1_300, "{width}");
    assert!(!svg.contains("Not drawn:"), "every second line finds a way");
    assert_eq!(
        parsed
            .descendants()
            .filter(|node| node.tag_name().name() == "a")
            .count(),
        bodies.len()
    );
}

#[test]
fn each_box_is_called_by_its_name_and_its_lines() {
    let (bodies, lines) = county();
    let svg = structure_chart(&Structure {
        title: "t",
        description: "d",
        bodies: &bodies,
        lines: &lines,
    });
    assert!(svg.contains(
        "aria-label=\"Equalities Group; Outcome group · 9 seats; accountable to Management Group\""
    ));
}

#[test]
fn a_tally_like_one_of_theirs() {
    show("tally.svg", &tally_bar(18, 3, 2, 7, 15));
    show("tally-thin.svg", &tally_bar(1, 0, 1, 28, 23));
    assert!(tally_bar(18, 3, 2, 7, 15).contains("15 needed"));
}

fn show(name: &str, svg: &str) {
    if let Some(folder) = std::env::var_os("DRAWING_OUT") {
        std::fs::write(std::path::Path::new(&folder).join(name), svg)
            .expect("a folder to write to");
    }
}
