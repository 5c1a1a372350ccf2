//! Which way an exception goes: from a group to the Management Group, and on to the Board (G07,
//! protocols 5).
//!
//! The arrangements name the way; where they name none it follows the lines between bodies: to the body
//! that this one answers to, or reports to, acts for, was asked by or is part of. What is asked of the
//! next body, and whether it goes on at all, people say.

use jiff::civil::Date;

use super::by_rule::fits;
use crate::{
    arrangements::{Arrangements, LineKind},
    id::BodyId,
    structure::Structure,
};

/// The next body on the way, and the clause that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The body.
    pub to: BodyId,
    /// The clause.
    pub clause: Option<String>,
}

/// The lines along which an exception goes up, the strongest first.
const UP: [LineKind; 5] = [
    LineKind::AccountableTo,
    LineKind::ReportsTo,
    LineKind::DelegatedFrom,
    LineKind::CommissionedBy,
    LineKind::PartOf,
];

/// Where an exception goes next from a body on a day; none where the way ends, or the body is not there.
pub fn next_on_route(structure: &Structure, body: &BodyId, day: Date) -> Option<Onward> {
    let adoption = structure.in_force(day)?;
    let arrangements = &adoption.arrangements;
    let there = |onward: &Onward| structure.body(&onward.to, day).is_some() && onward.to != *body;
    named(arrangements, body)
        .unwrap_or_else(|| {
            let (_, own) = structure.body(body, day)?;
            UP.iter().find_map(|kind| {
                let line = own.line.iter().find(|line| line.kind == *kind)?;
                Some(Onward {
                    to: line.to.clone(),
                    clause: line.clause.clone(),
                })
            })
        })
        .filter(there)
}

/// The way as the arrangements name it: from a body that is on it to the one after it, and from another to
/// the first that they name. None where they name no way.
#[allow(clippy::option_option)]
fn named(arrangements: &Arrangements, body: &BodyId) -> Option<Option<Onward>> {
    let rule = arrangements.performance.as_ref()?.exceptions.as_ref()?;
    if rule.route.is_empty() {
        return None;
    }
    let mut steps = rule.route.iter();
    let at = steps.position(|step| fits(arrangements, step, body));
    let left = match at {
        Some(at) => &rule.route[at + 1..],
        None => &rule.route[..],
    };
    let mut left = left.iter();
    Some(left.find_map(|step| {
        Some(Onward {
            to: step.body.clone()?,
            clause: step.clause.clone().or_else(|| rule.clause.clone()),
        })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn it_goes_up_the_lines_between_bodies_until_nobody_is_above() {
        let book = Book::three_rivers();
        let next = |body: &str| {
            let structure = &book.record.structure;
            next_on_route(structure, &id(body), date("2007-04-18")).map(|on| on.to.to_string())
        };
        for (body, to) in [
            ("learning", Some("executive")),
            ("executive", Some("board")),
            ("board", None),
            ("mars", None),
        ] {
            assert_eq!(next(body).as_deref(), to, "{body}");
        }
    }

    #[test]
    fn the_way_that_the_arrangements_name_comes_before_the_lines() {
        let book = planned();
        let next = |body: &str| {
            let structure = &book.record.structure;
            next_on_route(structure, &id(body), date("2007-04-18"))
        };
        let board = Onward {
            to: id("board"),
            clause: Some("45".to_owned()),
        };
        // Learning is a theme group, the first step; the executive is not on the way.
        assert_eq!(next("learning"), Some(board.clone()));
        assert_eq!(next("executive"), Some(board));
        assert_eq!(next("board"), None);
    }
}
