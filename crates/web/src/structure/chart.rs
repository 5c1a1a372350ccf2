//! The structure as a picture: what is handed to `drawing`, which lays it out.

use app::views::{BodyLine, LineView, StructureView, words};
use drawing::{Body, Line, LineKind};
use record::arrangements::{BodyKind, LineKind as Kind};

/// The chart of a structure, as SVG.
pub(super) fn draw(view: &StructureView, base: &str, at: &str) -> String {
    let bodies: Vec<Body> = view
        .bodies
        .iter()
        .map(|line| body(line, view, base, at))
        .collect();
    let lines: Vec<Line> = view
        .bodies
        .iter()
        .flat_map(|body| &body.lines)
        .map(line)
        .collect();
    let day = words::short_day(view.date);
    drawing::structure_chart(&drawing::Structure {
        title: &format!("Who answers to whom on {day}"),
        description: &format!(
            "{} bodies and the lines between them. The same is written as a list under the picture.",
            bodies.len()
        ),
        bodies: &bodies,
        lines: &lines,
    })
}

fn body(line: &BodyLine, view: &StructureView, base: &str, at: &str) -> Body {
    let kind = line.body.kind;
    let alike = view
        .bodies
        .iter()
        .filter(|other| other.body.kind == kind)
        .count();
    Body {
        id: line.body.id.to_string(),
        name: line.body.short_name.clone(),
        kind_label: if alike > 1 {
            String::new()
        } else {
            label(line)
        },
        href: Some(format!("{base}/structure/{}{at}", line.body.id)),
        group: (alike > 1).then(|| words::body_kinds(kind).to_owned()),
        seats_filled: u32::try_from(line.filled).unwrap_or(u32::MAX),
        seats_total: u32::try_from(line.seats).unwrap_or(u32::MAX),
    }
}

/// A board is called one by its name already.
fn label(line: &BodyLine) -> String {
    match line.body.kind {
        BodyKind::Board => String::new(),
        _ => line.kind.clone(),
    }
}

/// A line in one of the kinds that the picture knows, with its own words where those differ.
pub(super) fn line(view: &LineView) -> Line {
    let (kind, usual) = match view.kind {
        Kind::AccountableTo => (LineKind::AccountableTo, ""),
        Kind::DelegatedFrom => (LineKind::DelegatedFrom, ""),
        Kind::CommissionedBy => (LineKind::CommissionedBy, ""),
        Kind::PartOf => (LineKind::ReportsTo, "part of"),
        Kind::ReportsTo => (LineKind::ReportsTo, ""),
        Kind::Advises => (LineKind::Advises, ""),
        Kind::Scrutinises => (LineKind::Advises, "scrutinises"),
        Kind::LiaisesWith => (LineKind::Advises, "keeps in touch with"),
        Kind::SupportedByChairsOf => (LineKind::SupportedByChairsOf, ""),
    };
    Line {
        from: view.from.id.to_string(),
        to: view.to.id.to_string(),
        kind,
        label: view.label.clone().unwrap_or_else(|| usual.to_owned()),
    }
}
