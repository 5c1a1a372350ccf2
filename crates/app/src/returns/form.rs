//! The form of a partner's return for a month: sent out with what is asked, and read back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use record::{
    id::{AllocationId, PartnerId, StreamId},
    money::Pence,
    plan::Period,
};
use spreadsheets::{Form, Heading, Row};

use super::{
    CellWrong, NoTable, amount,
    headings::{Headings, Looked, words},
};

/// The most rows of a return, its headings included.
const MOST_ROWS: usize = 1_000;
/// The longest account of what was done, in characters.
const LONGEST_OUTPUTS: usize = 1_000;

const HEADINGS: [Heading; 10] = [
    Heading::told("Partner", 20),
    Heading::told("Month", 14),
    Heading::told("Line", 26),
    Heading::told("What it is for", 44),
    Heading::told("Outcomes", 36),
    Heading::told("Allocated", 14),
    Heading::told("Spent before", 14),
    Heading::asked("Spent this month", 18),
    Heading::asked("Forecast to year end", 20),
    Heading::asked("Outputs", 50),
];

const PARTNER: usize = 0;
const MONTH: usize = 1;
const LINE: usize = 2;
const SPENT: usize = 3;
const FORECAST: usize = 4;
const OUTPUTS: usize = 5;
const LOOKED: &[Looked] = &[
    ("Partner", &[], true),
    ("Month", &[], true),
    ("Line", &[], true),
    ("Spent this month", &["spent"], true),
    ("Forecast to year end", &["forecast"], true),
    ("Outputs", &["output"], false),
];

/// What a return is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The partner.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// The month.
    pub month: Period,
    /// The month as it is said: "May 2007".
    pub month_said: String,
    /// By when, where that is known.
    pub due: Option<Date>,
    /// Its lines.
    pub lines: Vec<AskedLine>,
}

/// A line of a return: an allocation, or an aligned stream that is only watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    /// Which.
    pub of: Result<AllocationId, StreamId>,
    /// What it is for.
    pub purpose: String,
    /// Its outcomes, in words.
    pub outcomes: String,
    /// How much is allocated, or the stream's amount.
    pub allocated: Pence,
    /// What was spent of it before this month.
    pub spent_before: Pence,
}

impl AskedLine {
    /// How the line is named on the form.
    fn name(&self) -> String {
        match &self.of {
            Ok(allocation) => allocation.to_string(),
            Err(stream) => format!("aligned: {stream}"),
        }
    }
}

/// A return that was read.
#[derive(Debug, Clone, Default)]
pub struct ReturnSheet {
    /// Its lines, in the order in which they are asked for. Empty when anything is wrong.
    pub lines: Vec<SheetLine>,
    /// What is wrong, cell by cell.
    pub wrong: Vec<CellWrong>,
}

/// A line of a return that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// Which.
    pub of: Result<AllocationId, StreamId>,
    /// What was spent in the month.
    pub spent: Pence,
    /// What will have been spent by the end of the year; nothing for aligned money.
    pub forecast: Pence,
    /// What was done with it.
    pub outputs: Option<String>,
}

/// The form as a file of Excel. None only when memory cannot be written to.
pub fn return_form(asked: &Asked) -> Option<Vec<u8>> {
    let rows: Vec<Vec<String>> = asked
        .lines
        .iter()
        .map(|line| {
            vec![
                asked.partner.to_string(),
                asked.month.to_string(),
                line.name(),
                line.purpose.clone(),
                line.outcomes.clone(),
                line.allocated.to_string(),
                line.spent_before.to_string(),
            ]
        })
        .collect();
    let due = asked.due.map_or_else(String::new, |due| {
        format!(" It is due on {}.", due.strftime("%-d %B %Y"))
    });
    let help = [
        format!("Return of {} for {}.{due}", asked.partner_name, asked.month_said),
        "Each row is an allocation, or aligned money that is only watched. Fill in the yellow cells of every row.".to_owned(),
        "Spent this month: pounds and pence with a full stop, such as 1,234.50. Write 0 where nothing was spent.".to_owned(),
        "Forecast to year end: what will have been spent by the end of the financial year, this month and the ones before it included. It is not needed for aligned money.".to_owned(),
        "Outputs: what was done with the money, in a sentence or two. It may be left empty.".to_owned(),
        "The other cells are locked, so that what comes back finds its place. The confirmations are made by a named officer when the file is handed in.".to_owned(),
    ];
    let form = Form {
        name: "Return",
        headings: &HEADINGS,
        rows: &rows,
        help: &help,
    };
    form.xlsx().ok()
}

/// Reads a form that came back.
pub fn read_return(asked: &Asked, rows: &[Row]) -> Result<ReturnSheet, NoTable> {
    let headings = Headings::find(rows, LOOKED)?;
    let lines: BTreeMap<String, &AskedLine> =
        asked.lines.iter().map(|line| (line.name(), line)).collect();
    let mut read: BTreeMap<String, SheetLine> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for row in rows.iter().skip(headings.above).take(MOST_ROWS) {
        let mut name = String::new();
        match row_of(asked, &lines, &headings, row, &mut name) {
            Ok(Some(_)) if !seen.insert(name.clone()) => {
                let why = format!("{name} has a row above: keep one of them");
                wrong.push(headings.wrong(LINE, row, why));
            }
            Ok(Some(line)) => {
                read.insert(name, line);
            }
            Ok(None) => {}
            Err(faults) => {
                // What has a faulty row is not missing besides.
                seen.insert(name);
                wrong.extend(faults);
            }
        }
    }
    for name in lines.keys().filter(|name| !seen.contains(*name)) {
        wrong.push(CellWrong {
            cell: format!("row {name}"),
            why: format!("the row of {name} is not there: every line of the return is needed, with 0 where nothing was spent"),
        });
    }
    if !wrong.is_empty() {
        return Ok(ReturnSheet {
            lines: Vec::new(),
            wrong,
        });
    }
    let lines = asked
        .lines
        .iter()
        .filter_map(|line| read.remove(&line.name()));
    Ok(ReturnSheet {
        lines: lines.collect(),
        wrong,
    })
}

/// A row, or everything that is wrong with it. None where nothing stands in it.
fn row_of(
    asked: &Asked,
    lines: &BTreeMap<String, &AskedLine>,
    headings: &Headings,
    row: &Row,
    name: &mut String,
) -> Result<Option<SheetLine>, Vec<CellWrong>> {
    let one = |column, why: String| vec![headings.wrong(column, row, why)];
    let text = |column| words(headings.cell(column, row)).map_err(|why| one(column, why));
    let (partner, month, line) = (text(PARTNER)?, text(MONTH)?, text(LINE)?);
    let spent = amount(headings.cell(SPENT, row));
    let forecast = amount(headings.cell(FORECAST, row));
    let outputs = text(OUTPUTS)?;
    let nothing = matches!((&spent, &forecast), (Ok(None), Ok(None)));
    if line.is_none() && partner.is_none() && nothing && outputs.is_none() {
        return Ok(None);
    }
    let line = line.ok_or_else(|| {
        one(
            LINE,
            "the line is not named: leave the column Line as it was".to_owned(),
        )
    })?;
    name.clone_from(&line);
    let mut wrong = Vec::new();
    if partner.as_deref() != Some(asked.partner.as_str()) {
        let said = partner.unwrap_or_default();
        let why = format!(
            "this row is of “{said}”, and the return is of {}",
            asked.partner
        );
        wrong.push(headings.wrong(PARTNER, row, why));
    }
    if month.as_deref().and_then(|month| month.parse().ok()) != Some(asked.month) {
        let said = month.unwrap_or_default();
        let why = format!(
            "this row is for “{said}”, and the return is for {}, {}",
            asked.month, asked.month_said
        );
        wrong.push(headings.wrong(MONTH, row, why));
    }
    let Some(asked_line) = lines.get(&line) else {
        let why = format!("“{line}” is no line of this return: leave the column Line as it was");
        wrong.push(headings.wrong(LINE, row, why));
        return Err(wrong);
    };
    let mut needed = |column, cell: Result<Option<Pence>, String>, needed: bool, what: &str| {
        let why = match cell {
            Ok(Some(pence)) => return pence,
            Ok(None) if !needed => return Pence::ZERO,
            Ok(None) => format!("{what} is missing: write 0 if it is nothing"),
            Err(why) => why,
        };
        wrong.push(headings.wrong(column, row, why));
        Pence::ZERO
    };
    let spent = needed(SPENT, spent, true, "what was spent");
    let forecast = needed(FORECAST, forecast, asked_line.of.is_ok(), "the forecast");
    if outputs
        .as_ref()
        .is_some_and(|words| words.chars().count() > LONGEST_OUTPUTS)
    {
        wrong.push(headings.wrong(
            OUTPUTS,
            row,
            format!("this is longer than {LONGEST_OUTPUTS} characters"),
        ));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Some(SheetLine {
        of: asked_line.of.clone(),
        spent,
        forecast,
        outputs,
    }))
}

#[cfg(test)]
mod tests {
    use record::plan::Every;

    use super::*;

    fn asked() -> Asked {
        let line = |of, purpose: &str| AskedLine {
            of,
            purpose: purpose.to_owned(),
            outcomes: "Crime is reduced".to_owned(),
            allocated: Pence::pounds(12_000),
            spent_before: Pence::pounds(1_000),
        };
        Asked {
            partner: PartnerId::new("police").unwrap(),
            partner_name: "Police".to_owned(),
            month: Period::new(2007, Every::Month, 2).unwrap(),
            month_said: "May 2007".to_owned(),
            due: None,
            lines: vec![
                line(Ok(AllocationId::new("wardens").unwrap()), "Wardens"),
                line(Ok(AllocationId::new("lights").unwrap()), "Lighting"),
                line(Err(StreamId::new("beat").unwrap()), "Beat officers"),
            ],
        }
    }

    const HEAD: &str = "Partner,Month,Line,Spent this month,Forecast to year end,Outputs\n";

    fn read_text(text: &str) -> ReturnSheet {
        let rows = spreadsheets::read(text.as_bytes(), MOST_ROWS).unwrap();
        read_return(&asked(), &rows).unwrap()
    }

    // Requirement: FU5 at `/{partnership}/money/returns/{partner}/{month}`
    #[test]
    fn the_form_that_was_sent_out_is_read_back() {
        let bytes = return_form(&asked()).unwrap();
        let mut rows = spreadsheets::read(&bytes, MOST_ROWS).unwrap();
        assert_eq!(rows.len(), 4);
        // As it was sent: every amount is missing, and its cell is named.
        let empty = read_return(&asked(), &rows).unwrap();
        let cells: Vec<&str> = empty.wrong.iter().map(|it| &*it.cell).collect();
        assert_eq!(cells, ["H2", "I2", "H3", "I3", "H4"]);
        for (row, (spent, forecast)) in
            rows[1..]
                .iter_mut()
                .zip([("500.5", "12000"), ("0", "0"), ("7", "")])
        {
            let cell = |digits: &str| match digits {
                "" => spreadsheets::Cell::Empty,
                digits => spreadsheets::Cell::Number(digits.to_owned()),
            };
            row.cells.extend([
                cell(spent),
                cell(forecast),
                spreadsheets::Cell::Text("Two patrols".to_owned()),
            ]);
        }
        let read = read_return(&asked(), &rows).unwrap();
        assert_eq!(read.wrong, []);
        let said: Vec<_> = read
            .lines
            .iter()
            .map(|it| (it.spent.pence(), it.forecast.pence()))
            .collect();
        assert_eq!(said, [(50_050, 1_200_000), (0, 0), (700, 0)]);
        assert_eq!(read.lines[0].outputs.as_deref(), Some("Two patrols"));
        assert!(read.lines[2].of.is_err());
    }

    #[test]
    fn what_is_wrong_is_told_cell_by_cell_and_nothing_is_taken() {
        let rest = "police,2007-08-m2,lights,0,0,\npolice,2007-08-m2,aligned: beat,0,,\n";
        for (row, wrong) in [
            (
                "police,2007-08-m2,wardens,1.234,0,",
                vec![("D2", "two decimals")],
            ),
            (
                "police,2007-08-m2,wardens,ten,5,",
                vec![("D2", "not an amount")],
            ),
            (
                "police,2007-08-m2,wardens,-3,5,",
                vec![("D2", "less than nothing")],
            ),
            ("police,2007-08-m2,wardens,,5,", vec![("D2", "write 0")]),
            (
                "police,2007-08-m2,wardens,5,,",
                vec![("E2", "the forecast is missing")],
            ),
            (
                "fire,2007-08-m2,wardens,1,1,",
                vec![("A2", "the return is of police")],
            ),
            ("police,2007-08-m3,wardens,1,1,", vec![("B2", "May 2007")]),
            (
                "police,May,wardens,x,1,",
                vec![("B2", "May 2007"), ("D2", "not an amount")],
            ),
            (
                "police,2007-08-m2,roads,1,1,",
                vec![
                    ("C2", "no line of this return"),
                    ("row wardens", "is not there"),
                ],
            ),
            (
                "police,2007-08-m2,lights,1,1,",
                vec![("C3", "has a row above"), ("row wardens", "is not there")],
            ),
            (
                "police,2007-08-m2,,1,1,",
                vec![("C2", "not named"), ("row wardens", "is not there")],
            ),
            ("", vec![("row wardens", "is not there")]),
        ] {
            let read = read_text(&format!("{HEAD}{row}\n{rest}"));
            assert!(read.lines.is_empty(), "{row}");
            let said: Vec<(&str, &str)> =
                read.wrong.iter().map(|it| (&*it.cell, &*it.why)).collect();
            assert_eq!(said.len(), wrong.len(), "{row}: {said:?}");
            for (found, (cell, why)) in said.iter().zip(wrong) {
                assert!(found.0 == cell && found.1.contains(why), "{row}: {said:?}");
            }
        }
    }

    #[test]
    fn a_sheet_without_its_headings_is_refused() {
        let read = |text: &str| {
            let rows = spreadsheets::read(text.as_bytes(), 100).unwrap();
            read_return(&asked(), &rows).err()
        };
        for (text, why) in [
            ("a,b\n", Some(NoTable::Without("Partner"))),
            (
                "Partner,Month,Line,Spent\n",
                Some(NoTable::Without("Forecast to year end")),
            ),
            (
                "Partner,Month,Line,Spent,Spent this month,Forecast\n",
                Some(NoTable::Twice(
                    "Spent this month",
                    "D".to_owned(),
                    "E".to_owned(),
                )),
            ),
            (HEAD, None),
        ] {
            assert_eq!(read(text), why, "{text}");
        }
    }
}
