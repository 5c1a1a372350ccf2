//! Statements of an account: which of its rows are instalments of which stream, for which month.
//!
//! A statement is a .csv as banks give it out: date, reference, description, amount. The same statement,
//! or one that overlaps it, may be read again: what is known by its reference is passed over. What cannot
//! be told is left to a person, and nothing is guessed between two.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::{
    id::StreamId,
    money::Pence,
    plan::{Every, Period},
};
use spreadsheets::{Cell, Row, read_day};

use super::{
    CellWrong, NoTable, amount,
    headings::{Headings, Looked, words},
};

const DATE: usize = 0;
const REFERENCE: usize = 1;
const DESCRIPTION: usize = 2;
const AMOUNT: usize = 3;
const OUT: usize = 4;
const LOOKED: &[Looked] = &[
    (
        "Date",
        &["transaction date", "value date", "posted", "day"],
        true,
    ),
    (
        "Reference",
        &["ref", "transaction reference", "transaction id"],
        true,
    ),
    (
        "Description",
        &[
            "details",
            "narrative",
            "transaction description",
            "particulars",
        ],
        true,
    ),
    (
        "Amount",
        &[
            "credit",
            "paid in",
            "money in",
            "value",
            "credit amount",
            "amount (gbp)",
            "amount (£)",
        ],
        true,
    ),
    ("Debit", &["paid out", "money out", "debit amount"], false),
];
/// The longest reference that is kept, in characters.
const LONGEST_REFERENCE: usize = 100;

/// A row of a statement: money that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Its row in the file.
    pub row: u32,
    /// On which day it came in.
    pub on: Date,
    /// Its reference.
    pub reference: String,
    /// What the statement says of it.
    pub description: String,
    /// How much.
    pub pence: Pence,
}

/// A statement that was read.
#[derive(Debug, Clone, Default)]
pub struct StatementSheet {
    /// What came in, in the order of the file.
    pub rows: Vec<StatementRow>,
    /// The numbers of rows of money that went out, which are passed over.
    pub out: Vec<u32>,
    /// What is wrong, cell by cell.
    pub wrong: Vec<CellWrong>,
}

/// Reads a statement.
pub fn read_statement(rows: &[Row]) -> Result<StatementSheet, NoTable> {
    let headings = Headings::find(rows, LOOKED)?;
    let mut sheet = StatementSheet::default();
    for row in rows.iter().skip(headings.above) {
        match statement_row(&headings, row) {
            Ok(Some(read)) => sheet.rows.push(read),
            Ok(None) => sheet.out.push(row.number),
            Err(wrong) => sheet.wrong.extend(wrong),
        }
    }
    Ok(sheet)
}

/// A row of money that came in; none where it went out.
fn statement_row(headings: &Headings, row: &Row) -> Result<Option<StatementRow>, Vec<CellWrong>> {
    let one = |column, why: String| vec![headings.wrong(column, row, why)];
    if headings.goes_beyond(row) {
        let why = "this row has more cells than there are headings: an amount with a comma has to be in quotation marks, \"1,234.56\"";
        return Err(one(AMOUNT, why.to_owned()));
    }
    let cell = |column| headings.cell(column, row);
    if goes_out(cell(AMOUNT))
        || (headings.has(OUT) && *cell(AMOUNT) == Cell::Empty && *cell(OUT) != Cell::Empty)
    {
        return Ok(None);
    }
    let mut wrong = Vec::new();
    let mut take = |column, found: Result<Option<String>, String>, missing: &str| match found {
        Ok(Some(words)) => Some(words),
        Ok(None) => {
            wrong.push(headings.wrong(column, row, missing));
            None
        }
        Err(why) => {
            wrong.push(headings.wrong(column, row, why));
            None
        }
    };
    let day = read_day(cell(DATE));
    let on = take(
        DATE,
        day.clone().map(|day| day.map(|day| day.to_string())),
        "the day is missing",
    );
    let reference = take(
        REFERENCE,
        words(cell(REFERENCE)),
        "there is no reference: without one nobody can tell whether this came in before",
    );
    let reference = reference.filter(|it| {
        let fits = it.chars().count() <= LONGEST_REFERENCE;
        if !fits {
            wrong.push(headings.wrong(
                REFERENCE,
                row,
                format!("this is longer than {LONGEST_REFERENCE} characters"),
            ));
        }
        fits
    });
    let pence = match amount(cell(AMOUNT)) {
        Ok(Some(pence)) if !pence.is_zero() => Some(pence),
        Ok(_) => {
            wrong.push(headings.wrong(AMOUNT, row, "the amount is missing"));
            None
        }
        Err(why) => {
            wrong.push(headings.wrong(AMOUNT, row, why));
            None
        }
    };
    let (Some(_), Ok(Some(on)), Some(reference), Some(pence)) = (on, day, reference, pence) else {
        return Err(wrong);
    };
    Ok(Some(StatementRow {
        row: row.number,
        on,
        reference,
        description: words(cell(DESCRIPTION)).ok().flatten().unwrap_or_default(),
        pence,
    }))
}

/// Whether an amount is written as one that went out.
fn goes_out(cell: &Cell) -> bool {
    match cell {
        Cell::Number(words) | Cell::Text(words) => {
            let bare = words.trim().trim_start_matches('£');
            let positive = bare
                .strip_prefix(['-', '−'])
                .map(|rest| Cell::Text(rest.trim_start_matches('£').to_owned()));
            // "-ten" is no amount that went out, but nonsense.
            positive.is_some_and(|rest| {
                let number = match (&rest, cell) {
                    (Cell::Text(digits), Cell::Number(_)) => Cell::Number(digits.clone()),
                    _ => rest,
                };
                matches!(amount(&number), Ok(Some(_)))
            })
        }
        _ => false,
    }
}

/// A stream that instalments are expected of.
#[derive(Debug, Clone)]
pub struct Expects {
    /// The stream.
    pub stream: StreamId,
    /// Words that a statement may know it by: its name, its title, what its giver calls it.
    pub words: Vec<String>,
    /// Its financial year.
    pub year: Period,
    /// What each month of the year should bring, first to last.
    pub months: Vec<Pence>,
}

/// An instalment that is known.
#[derive(Debug, Clone)]
pub struct Known {
    /// The stream.
    pub stream: StreamId,
    /// The month that it is for.
    pub month: Period,
    /// How much.
    pub pence: Pence,
    /// Its reference.
    pub reference: String,
}

/// What a row of a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// An instalment of a stream for a month.
    Instalment {
        /// The stream.
        stream: StreamId,
        /// The month.
        month: Period,
    },
    /// It is known already, with this reference and this amount: there is nothing to do.
    Already,
    /// Its reference is known with another amount.
    Contradicts(Pence),
    /// A row above has the same reference.
    Twice(u32),
    /// It could be an instalment of these streams, or none of them.
    Unclear(Vec<StreamId>),
    /// An instalment of this stream for this month came in already under another reference.
    Another(StreamId, Period),
}

/// A row of a statement with what it is.
#[derive(Debug, Clone)]
pub struct Came {
    /// The row.
    pub row: StatementRow,
    /// What it is.
    pub is: Match,
}

/// Says of each row of a statement what it is. `starts` is the first month of the financial year.
pub fn match_statement(
    rows: &[StatementRow],
    expects: &[Expects],
    known: &[Known],
    starts: u8,
) -> Vec<Came> {
    let mut above: BTreeMap<String, u32> = BTreeMap::new();
    let mut taken: Vec<(StreamId, Period)> = known
        .iter()
        .map(|it| (it.stream.clone(), it.month))
        .collect();
    let mut came = Vec::new();
    for row in rows {
        let reference = plain(&row.reference);
        let is = if let Some(known) = known.iter().find(|it| plain(&it.reference) == reference) {
            match known.pence == row.pence {
                true => Match::Already,
                false => Match::Contradicts(known.pence),
            }
        } else if let Some(first) = above.get(&reference) {
            Match::Twice(*first)
        } else {
            found(row, expects, &taken, starts)
        };
        if let Match::Instalment { stream, month } = &is {
            taken.push((stream.clone(), *month));
        }
        above.entry(reference).or_insert(row.row);
        came.push(Came {
            row: row.clone(),
            is,
        });
    }
    came
}

fn found(
    row: &StatementRow,
    expects: &[Expects],
    taken: &[(StreamId, Period)],
    starts: u8,
) -> Match {
    let month = Period::around(row.on, Every::Month, starts);
    let of_year = expects.iter().filter(|it| it.year.holds(month));
    let said = plain(&format!("{} {}", row.description, row.reference));
    let named = |it: &&Expects| {
        let words = it
            .words
            .iter()
            .map(|words| plain(words))
            .chain([plain(it.stream.as_str())]);
        words
            .into_iter()
            .any(|words| !words.is_empty() && holds_words(&said, &words))
    };
    let due = |it: &&Expects| {
        let nth = usize::from(month.nth()).saturating_sub(1);
        it.months
            .get(nth)
            .is_some_and(|due| *due == row.pence && !due.is_zero())
    };
    let by_words: Vec<&Expects> = of_year.clone().filter(named).collect();
    let by_both: Vec<&Expects> = by_words.iter().copied().filter(|it| due(it)).collect();
    let by_amount: Vec<&Expects> = of_year.filter(due).collect();
    let candidates = match (&*by_words, &*by_both, &*by_amount) {
        ([_], _, _) | ([_, ..], [], _) => by_words,
        ([_, ..], _, _) => by_both,
        ([], _, _) => by_amount,
    };
    match &*candidates {
        [one] if taken.contains(&(one.stream.clone(), month)) => {
            Match::Another(one.stream.clone(), month)
        }
        [one] => Match::Instalment {
            stream: one.stream.clone(),
            month,
        },
        many => Match::Unclear(many.iter().map(|it| it.stream.clone()).collect()),
    }
}

/// Letters and figures in small letters, with one blank between words.
fn plain(words: &str) -> String {
    let letters = words.chars().map(|letter| {
        if letter.is_alphanumeric() {
            letter
        } else {
            ' '
        }
    });
    let words: String = letters.flat_map(char::to_lowercase).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether some words stand in others, whole.
fn holds_words(all: &str, some: &str) -> bool {
    format!(" {all} ").contains(&format!(" {some} "))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> StatementSheet {
        let rows = spreadsheets::read(text.as_bytes(), 1_000).unwrap();
        read_statement(&rows).unwrap()
    }

    const HEAD: &str = "Date,Reference,Description,Amount\n";

    // Requirement: FU3 at `/{partnership}/money/accounts/{year}`
    #[test]
    fn a_statement_says_what_came_in_to_the_penny() {
        let sheet = read(&format!(
            "{HEAD}30/04/2007,LAA-01,GOWM LAA grant block A,\"61,213.50\"\n\
             2007-05-31,LAA-02,Block F,34795\n01/06/2007,DD-7,Rent,-500.00\n01/06/2007,DD-8,Rent,\"-1,500.00\"\n"
        ));
        assert_eq!(sheet.wrong, []);
        let said: Vec<_> = sheet
            .rows
            .iter()
            .map(|it| (it.on, &*it.reference, it.pence.pence()))
            .collect();
        assert_eq!(
            said,
            [
                (date(2007, 4, 30), "LAA-01", 6_121_350),
                (date(2007, 5, 31), "LAA-02", 3_479_500),
            ]
        );
        assert_eq!(sheet.out, [4, 5]);
        let bank = read(
            "Transaction date;Ref;Details;Paid out;Paid in\n30/04/2007;X;Grant;;1,234.56\n30/04/2007;Y;Rent;5.00;\n",
        );
        assert_eq!(
            (bank.rows[0].pence.pence(), &*bank.out),
            (123_456, &[3][..])
        );
    }

    #[test]
    fn what_is_wrong_in_a_statement_is_told_cell_by_cell() {
        for (row, cell, why) in [
            ("30/04/2007,R,Grant,1.234", "D2", "two decimals"),
            ("30/04/2007,R,Grant,1234.567", "D2", "two decimals"),
            ("30/04/2007,R,Grant,\"1.234,56\"", "D2", "write 1,234.56"),
            ("30/04/2007,R,Grant,1,234.56", "D2", "quotation marks"),
            ("30/04/2007,R,Grant,ten", "D2", "not an amount"),
            ("30/04/2007,R,Grant,-ten", "D2", "less than nothing"),
            ("30/04/2007,R,Grant,", "D2", "missing"),
            ("30/04/2007,R,Grant,0", "D2", "missing"),
            ("30/04/2007,,Grant,5", "B2", "no reference"),
            (",R,Grant,5", "A2", "the day is missing"),
            ("31/04/2007,R,Grant,5", "A2", "not a day"),
            ("04/30/2007,R,Grant,5", "A2", "not a day"),
        ] {
            let sheet = read(&format!("{HEAD}{row}\n"));
            assert!(
                sheet.rows.is_empty() && sheet.wrong.len() == 1,
                "{row}: {sheet:?}"
            );
            let wrong = &sheet.wrong[0];
            assert!(
                wrong.cell == cell && wrong.why.contains(why),
                "{row}: {wrong:?}"
            );
        }
        let rows = spreadsheets::read(b"Date,Description,Amount\n", 10).unwrap();
        assert_eq!(
            read_statement(&rows).err(),
            Some(NoTable::Without("Reference"))
        );
    }

    fn stream(id: &str, words: &[&str], monthly: u32) -> Expects {
        Expects {
            stream: StreamId::new(id).unwrap(),
            words: words.iter().map(|it| (*it).to_owned()).collect(),
            year: Period::year_of(2007),
            months: vec![Pence::pounds(monthly); 12],
        }
    }

    #[test]
    fn each_row_is_matched_or_left_to_a_person() {
        let id = |id: &str| StreamId::new(id).unwrap();
        let month = |nth| Period::new(2007, Every::Month, nth).unwrap();
        let expects = [
            stream("a-capital", &["LAA block A capital"], 100),
            stream("a-revenue", &["LAA block A revenue"], 600),
            stream("f-revenue", &["Block F"], 600),
            stream("g-revenue", &[], 900),
        ];
        let known = [Known {
            stream: id("a-capital"),
            month: month(1),
            pence: Pence::pounds(100),
            reference: "LAA 01".to_owned(),
        }];
        let of = |stream: &str, nth| Match::Instalment {
            stream: id(stream),
            month: month(nth),
        };
        let day = |month| date(2007, month, 28);
        let table = [
            // Known by its reference, however that is written.
            (day(4), "laa-01", "", 100, Match::Already),
            (
                day(4),
                "LAA-01",
                "",
                101,
                Match::Contradicts(Pence::pounds(100)),
            ),
            // By its words, whatever the amount.
            (
                day(5),
                "R1",
                "GOWM LAA Block A capital",
                90,
                of("a-capital", 2),
            ),
            (day(5), "R2", "f-revenue", 1, of("f-revenue", 2)),
            // The same reference again in one file, and another reference for the same.
            (day(5), "R2", "f-revenue", 1, Match::Twice(4)),
            (
                day(5),
                "R3",
                "block F",
                600,
                Match::Another(id("f-revenue"), month(2)),
            ),
            // By its amount, where only one stream has it.
            (day(6), "R4", "BACS 000123", 900, of("g-revenue", 3)),
            (
                day(6),
                "R5",
                "BACS 000124",
                600,
                Match::Unclear(vec![id("a-revenue"), id("f-revenue")]),
            ),
            (day(6), "R6", "BACS 000125", 5, Match::Unclear(vec![])),
            // Words of two streams: the amount tells them apart.
            (
                day(7),
                "R7",
                "a-revenue and a-capital",
                600,
                of("a-revenue", 4),
            ),
            (
                day(7),
                "R8",
                "a-revenue and f-revenue",
                600,
                Match::Unclear(vec![id("a-revenue"), id("f-revenue")]),
            ),
            // A day of another year.
            (
                date(2009, 5, 1),
                "R9",
                "Block F",
                600,
                Match::Unclear(vec![]),
            ),
        ];
        let rows: Vec<StatementRow> = (1..)
            .zip(&table)
            .map(
                |(row, (on, reference, description, pounds, _))| StatementRow {
                    row,
                    on: *on,
                    reference: (*reference).to_owned(),
                    description: (*description).to_owned(),
                    pence: Pence::pounds(*pounds),
                },
            )
            .collect();
        let came = match_statement(&rows, &expects, &known, 4);
        for (came, (_, reference, _, _, is)) in came.iter().zip(&table) {
            assert_eq!(came.is, *is, "{reference}");
        }
        // Read again when all of it is known, it has nothing to do.
        let all: Vec<Known> = came
            .iter()
            .filter_map(|came| match &came.is {
                Match::Instalment { stream, month } => Some(Known {
                    stream: stream.clone(),
                    month: *month,
                    pence: came.row.pence,
                    reference: came.row.reference.clone(),
                }),
                _ => None,
            })
            .collect();
        let again = match_statement(&rows, &expects, &all, 4);
        assert!(!again.iter().any(|it| it.row.reference != "laa-01"
            && it.row.reference != "LAA-01"
            && matches!(it.is, Match::Instalment { .. })));
    }
}
