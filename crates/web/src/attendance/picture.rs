//! The grid that is handed to `drawing`.

use app::views::{AttendanceView, words};
use drawing::{HeatCell, HeatMap, HeatRow, heat_map};
use record::{arrangements::BodyKind, meetings::Mark};

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
        (None, None) => by_kind(view, totals),
    };
    let description = match (&view.body, &view.partner) {
        (Some(_), _) => {
            "A row to each organisation, a column to each meeting, the earliest first. The same is in the table under the picture."
        }
        (None, Some(_)) => {
            "A row to each body, a mark to each of its latest meetings, the earliest first. The same is in the table under the picture."
        }
        (None, None) => {
            "A row to each organisation, a column to each kind of body: to how many of their meetings the organisation came. The same is in the tables under the picture."
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

/// A column to each kind of body: a county has too many bodies for a column to each.
fn by_kind(view: &AttendanceView, totals: &[Total]) -> (Vec<String>, Vec<HeatRow>) {
    let mut kinds: Vec<BodyKind> = Vec::new();
    for one in &view.bodies {
        if !kinds.contains(&one.body.kind) {
            kinds.push(one.body.kind);
        }
    }
    let columns = kinds.iter().map(|kind| words::body_kinds(*kind).to_owned());
    let rows = totals.iter().map(|total| {
        let cell = |kind: &BodyKind| {
            let own = view
                .rows
                .iter()
                .filter(|row| row.partner.id == total.partner.id && row.body.kind == *kind);
            let own: Vec<_> = own.map(|row| row.sum).collect();
            let (came, of) = (own.iter().map(|sum| sum.came), own.iter().map(|sum| sum.of));
            match (own.is_empty(), of.sum()) {
                (true, _) => HeatCell::Blank,
                (false, 0) => HeatCell::Vacant,
                (false, of) => HeatCell::Share(came.sum(), of),
            }
        };
        HeatRow {
            label: total.partner.name.clone(),
            note: format!("{} of {}", total.came, total.of),
            cells: kinds.iter().map(cell).collect(),
        }
    });
    let rows = rows.collect();
    (columns.collect(), rows)
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
