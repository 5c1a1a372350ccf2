//! The structure as a nested list: the twin of the chart for those who read rather than look.
//!
//! Each body stands once, under the body to which its strongest line leads; all its lines are said in
//! words beside it. A circle of bodies is opened at the first of them.

use std::collections::BTreeSet;

use app::views::{BodyLine, LineView, StructureView, words};
use askama::Template;
use record::{arrangements::LineKind, id::BodyId};

/// Lines that say the same: their words, the lines, and the paragraphs that they come from.
type Alike = (&'static str, Vec<LineView>, Vec<String>);

/// A body in the list, with those that hang by it.
#[derive(Template)]
#[template(path = "structure/branch.html")]
pub(super) struct Branch {
    base: String,
    at: String,
    line: BodyLine,
    /// Its lines, by their words.
    lines: Vec<Alike>,
    below: Vec<Branch>,
}

/// The bodies of a structure, each below the one that it hangs by.
pub(super) fn tree(view: &StructureView, base: &str, at: &str) -> Vec<Branch> {
    let mut told = BTreeSet::new();
    let roots = view
        .bodies
        .iter()
        .filter(|line| parent(line, view).is_none());
    // Whoever hangs by nobody comes first; what is left then is a circle.
    let from = roots.chain(&view.bodies);
    from.filter_map(|line| grow(line, view, (base, at), &mut told))
        .collect()
}

fn grow(
    line: &BodyLine,
    view: &StructureView,
    (base, at): (&str, &str),
    told: &mut BTreeSet<BodyId>,
) -> Option<Branch> {
    if !told.insert(line.body.id.clone()) {
        return None;
    }
    let mut below = Vec::new();
    for child in &view.bodies {
        if parent(child, view).is_some_and(|by| by.to.id == line.body.id) {
            below.extend(grow(child, view, (base, at), told));
        }
    }
    Some(Branch {
        base: base.to_owned(),
        at: at.to_owned(),
        line: line.clone(),
        lines: lines(line),
        below,
    })
}

fn lines(line: &BodyLine) -> Vec<Alike> {
    let mut lines: Vec<Alike> = Vec::new();
    for other in &line.lines {
        let clause = other.clause.as_deref().map(words::clause);
        match lines.iter_mut().find(|(words, ..)| *words == other.words) {
            Some((_, alike, clauses)) => {
                alike.push(other.clone());
                clauses.extend(clause.filter(|clause| !clauses.contains(clause)));
            }
            None => lines.push((
                other.words,
                vec![other.clone()],
                clause.into_iter().collect(),
            )),
        }
    }
    lines
}

/// The strongest line of a body to another that is there on that day.
fn parent<'a>(line: &'a BodyLine, view: &StructureView) -> Option<&'a LineView> {
    let there =
        |to: &BodyId| to != &line.body.id && view.bodies.iter().any(|body| body.body.id == *to);
    let lines = line.lines.iter().filter(|line| there(&line.to.id));
    let ranked = lines.filter_map(|line| Some((strength(line.kind)?, line)));
    ranked
        .min_by_key(|(strength, _)| *strength)
        .map(|(_, line)| line)
}

/// How strong a line is, 0 the strongest; none: a body does not hang by it.
fn strength(kind: LineKind) -> Option<u8> {
    match kind {
        LineKind::AccountableTo => Some(0),
        LineKind::PartOf => Some(1),
        LineKind::DelegatedFrom => Some(2),
        LineKind::CommissionedBy => Some(3),
        LineKind::ReportsTo => Some(4),
        LineKind::Advises => Some(5),
        LineKind::Scrutinises => Some(6),
        LineKind::LiaisesWith => Some(7),
        LineKind::SupportedByChairsOf => None,
    }
}
