//! The way from someone to the Board: what is handed to `drawing`, and the same in sentences.

use app::views::{BodyRef, DutyView, FitView, HeardView, WayUp};
use drawing::{Body, Line, LineKind};

use super::chart;

/// The way, for a page.
pub(super) struct Way {
    /// As a picture; empty where there is none.
    pub(super) picture: String,
    /// One sentence after the other, for each body.
    pub(super) ways: Vec<WayUp>,
    /// What the bodies owe, body by body.
    pub(super) duties: Vec<Vec<DutyView>>,
    /// Where they are heard.
    pub(super) heard: Vec<HeardView>,
}

/// Whose way it is: a name to stand at its beginning, or none where it begins with a body. From the
/// Board itself no way is shown.
pub(super) fn way(mut fit: FitView, whose: Option<&str>, base: &str, at: &str) -> Way {
    if whose.is_none() {
        fit.ways.retain(|way| !way.steps.is_empty());
    }
    let duties = fit
        .duties
        .chunk_by(|one, other| one.body.id == other.body.id);
    let duties: Vec<Vec<DutyView>> = duties.map(<[DutyView]>::to_vec).collect();
    let picture = if fit.ways.iter().any(|way| way.arrives) {
        draw(&fit, whose, base, at)
    } else {
        String::new()
    };
    Way {
        picture,
        ways: fit.ways,
        duties,
        heard: fit.heard,
    }
}

fn draw(fit: &FitView, whose: Option<&str>, base: &str, at: &str) -> String {
    let (bodies, between) = fit.on_the_way();
    let mut boxes: Vec<Body> = bodies.iter().map(|body| one(body, base, at)).collect();
    let mut lines: Vec<Line> = between.iter().map(chart::line).collect();
    if let Some(whose) = whose {
        // No body is called this: names of bodies have no spaces.
        let id = "who asks".to_owned();
        boxes.push(Body {
            id: id.clone(),
            name: whose.to_owned(),
            ..Body::default()
        });
        let (kind, heard) = (LineKind::SitsOn, fit.heard.is_empty());
        let ways = fit.ways.iter().filter(|way| way.arrives);
        lines.extend(ways.map(|way| Line {
            from: id.clone(),
            to: way.body.id.to_string(),
            kind,
            label: if heard {
                String::new()
            } else {
                "is heard at".to_owned()
            },
        }));
    }
    let from = whose.map_or_else(
        || {
            fit.ways
                .first()
                .map_or(String::new(), |way| format!("the {}", way.body.name))
        },
        str::to_owned,
    );
    drawing::structure_chart(&drawing::Structure {
        title: &format!("The way from {from} to the Board"),
        description: "The bodies on the way and the lines between them. The same is written as a list beside it.",
        bodies: &boxes,
        lines: &lines,
    })
}

fn one(body: &BodyRef, base: &str, at: &str) -> Body {
    Body {
        id: body.id.to_string(),
        name: body.short_name.clone(),
        href: Some(format!("{base}/structure/{}{at}", body.id)),
        ..Body::default()
    }
}
