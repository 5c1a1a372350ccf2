//! Which approaches and areas the actions of plans serve, and where none does (W09, proposal 2).
//!
//! An action that names no area serves everywhere alike. One that was given up serves nothing.

use std::collections::BTreeMap;

use super::Action;
use crate::id::{AreaId, PlanActionId, RuleId};

/// The table: for each approach and each area, or everywhere, the actions that serve both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The actions of each cell; cells that nothing serves are there and empty.
    pub cells: BTreeMap<(RuleId, Option<AreaId>), Vec<PlanActionId>>,
    /// Actions that state no approach.
    pub without: Vec<PlanActionId>,
}

impl Coverage {
    /// The actions that serve an approach in an area, counting those that serve everywhere.
    pub fn serving(&self, approach: &RuleId, area: &AreaId) -> usize {
        let at = |area: Option<&AreaId>| {
            let cell = self.cells.get(&(approach.clone(), area.cloned()));
            cell.map_or(0, Vec::len)
        };
        at(Some(area)) + at(None)
    }

    /// The approaches and areas that nothing serves.
    pub fn gaps(&self) -> impl Iterator<Item = (&RuleId, &AreaId)> {
        let cells = self.cells.keys();
        cells.filter_map(|(approach, area)| {
            let area = area.as_ref()?;
            (self.serving(approach, area) == 0).then_some((approach, area))
        })
    }
}

/// Lays actions out by the approaches and areas that they serve.
pub fn coverage<'a>(
    actions: impl Iterator<Item = &'a Action>,
    approaches: &[RuleId],
    areas: &[AreaId],
) -> Coverage {
    let mut table = Coverage::default();
    for approach in approaches {
        for area in areas.iter().map(Some).chain([None]) {
            let cell = (approach.clone(), area.cloned());
            table.cells.insert(cell, Vec::new());
        }
    }
    for action in actions.filter(|action| action.dropped.is_none()) {
        let asked = &action.asked;
        if asked.approaches.is_empty() {
            table.without.push(action.id.clone());
        }
        let everywhere = asked.areas.is_empty().then_some(None);
        let areas = asked.areas.iter().map(Some).chain(everywhere);
        for area in areas {
            for approach in &asked.approaches {
                let cell = (approach.clone(), area.cloned());
                if let Some(cell) = table.cells.get_mut(&cell) {
                    cell.push(action.id.clone());
                }
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    // Requirement: PL7 at /{partnership}/delivery/coverage
    #[test]
    fn each_action_is_in_the_cells_that_it_serves() {
        let mut everywhere = new_action("Teach swimming");
        everywhere.approaches = vec![id("social")];
        everywhere.areas = Vec::new();
        let mut nothing = new_action("Paint the boats");
        nothing.approaches = Vec::new();
        let book = started().after(everywhere).after(nothing);
        let delivery = &book.record.delivery;
        let (approaches, areas) = ([id("economic"), id("social")], [id("weir"), id("mill")]);
        let table = coverage(delivery.actions(), &approaches, &areas);
        assert_eq!(table.cells.len(), 6);
        assert_eq!(
            table.cells[&(id("economic"), Some(id("weir")))],
            [id(FIRST)]
        );
        assert_eq!(table.cells[&(id("social"), None)], [id(SECOND)]);
        assert_eq!(table.serving(&id("social"), &id("mill")), 1);
        assert_eq!(table.serving(&id("economic"), &id("weir")), 1);
        assert_eq!(table.without, [id("learning-2007-08-3")]);
        let gaps: Vec<_> = table.gaps().collect();
        assert_eq!(gaps, [(&id("economic"), &id("mill"))]);
    }
}
