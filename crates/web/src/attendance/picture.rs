//! The grid that is handed to `drawing`.

use app::views::AttendanceView;
use drawing::{HeatCell, HeatMap, HeatRow, heat_map};
use record::meetings::Mark;

use super::Total;

/// The most meetings of a body that are drawn for one organisation.
const LATEST: usize = 24;

/// The picture; empty where there is nothing to draw.
pub(super) fn draw(view: &AttendanceView, totals: &[Total], finding: &str) -> String {
    if view.rows.is_empty() {
        return String::new();
    }
    let (columns, rows) = match (&view.body, &view.partner) {
        (Some(_), _) => by_meeting(view),
        (None, Some(_)) => (Vec::new(), of_one(view)),
        (None, None) => by_body(view, totals),
    };
    let description = match (&view.body, &view.partner) {
        (Some(_), _) => {
            "A row to each organisation, a column to each meeting, the earliest first. The same is in the table under the picture."
        }
        (None, Some(_)) => {
            "A row to each body, a mark to each of its latest meetings, the earliest first. The same is in the table under the picture."
        }
        (None, None) => {
            "A row to each organisation, a column to each body: to how many of its meetings the organisation came. The same is in the tables under the picture."
        }
    };
    heat_map(&HeatMap {
        title: finding,
        description,
        columns: &columns,
        rows: &rows,
    })
}

fn by_meeting(view: &AttendanceView) -> (Vec<String>, Vec<HeatRow>) {
    let days = view.meetings.iter();
    let days = days.map(|meeting| meeting.date.strftime("%-d %b %y").to_string());
    let rows = view.rows.iter().map(|row| {
        let mut cells = vec![HeatCell::Blank; view.meetings.len()];
        for one in &row.marks {
            if let Some(cell) = cells.get_mut(one.meeting) {
                *cell = shown(one.mark);
            }
        }
        HeatRow {
            label: row.partner.name.clone(),
            note: format!("{} of {}", row.sum.came, row.sum.of),
            cells,
        }
    });
    (days.collect(), rows.collect())
}

fn of_one(view: &AttendanceView) -> Vec<HeatRow> {
    let rows = view.rows.iter().map(|row| {
        let before = row.marks.len().saturating_sub(LATEST);
        let latest = row.marks.iter().skip(before);
        HeatRow {
            label: row.body.name.clone(),
            note: format!("{} of {}", row.sum.came, row.sum.of),
            cells: latest.map(|one| shown(one.mark)).collect(),
        }
    });
    rows.collect()
}

fn by_body(view: &AttendanceView, totals: &[Total]) -> (Vec<String>, Vec<HeatRow>) {
    let columns = view.bodies.iter().map(|one| one.body.short_name.clone());
    let rows = totals.iter().map(|total| {
        let own = view
            .rows
            .iter()
            .filter(|row| row.partner.id == total.partner.id);
        let mut cells = vec![HeatCell::Blank; view.bodies.len()];
        for row in own {
            let place = view
                .bodies
                .iter()
                .position(|one| one.body.id == row.body.id);
            if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                *cell = match row.sum.of {
                    0 => HeatCell::Vacant,
                    of => HeatCell::Share(row.sum.came, of),
                };
            }
        }
        HeatRow {
            label: total.partner.name.clone(),
            note: format!("{} of {}", total.came, total.of),
            cells,
        }
    });
    (columns.collect(), rows.collect())
}

fn shown(mark: Mark) -> HeatCell {
    match mark {
        Mark::Holder => HeatCell::Present,
        Mark::Substitute => HeatCell::Substitute,
        Mark::Apologies => HeatCell::Apologies,
        Mark::Absent => HeatCell::Absent,
        Mark::Vacant => HeatCell::Vacant,
    }
}
