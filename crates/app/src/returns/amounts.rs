//! Amounts of money as they stand in cells.

use record::money::{NotPence, Pence};
use spreadsheets::Cell;

use crate::figures::settled;

/// The amount in a cell; none when it is empty. Errors say what is wrong and what to write instead.
pub fn amount(cell: &Cell) -> Result<Option<Pence>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(digits) => number(digits).map(Some),
        Cell::Text(words) => words
            .parse()
            .map(Some)
            .map_err(|why| explained(words, &why)),
        Cell::Day(day) => Err(format!(
            "this is the day {}, not an amount: format the cell as a number and type it again",
            day.strftime("%-d %B %Y")
        )),
        Cell::Faulty(why) => Err(why.clone()),
    }
}

/// A number of a spreadsheet: £12.50 is kept there as 12.5, and 12.3 perhaps as 12.299999999999999.
fn number(digits: &str) -> Result<Pence, String> {
    let settled = settled(digits);
    let (pounds, pence) = settled.split_once('.').unwrap_or((&settled, ""));
    let written = match pence.trim_end_matches('0') {
        "" => pounds.to_owned(),
        pence if pence.len() == 1 => format!("{pounds}.{pence}0"),
        pence => format!("{pounds}.{pence}"),
    };
    written.parse().map_err(|why| match why {
        NotPence::Decimals(_) => format!(
            "{settled} is not a whole number of pence: give pounds with two decimals, in a formula by =ROUND(…, 2)"
        ),
        why => why.to_string(),
    })
}

/// What is wrong with an amount in words, and how to write what was probably meant.
fn explained(words: &str, why: &NotPence) -> String {
    match other_way_round(words) {
        Some(meant) => format!(
            "“{words}” has its comma and its full stop the other way round: write {meant} if that is what is meant"
        ),
        None => why.to_string(),
    }
}

/// "1.234,56" as it is written here: "1,234.56".
fn other_way_round(words: &str) -> Option<String> {
    let bare = words.trim().trim_start_matches('£');
    let (pounds, pence) = bare.rsplit_once(',')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let sound = pence.len() == 2 && digits(pence) && pounds.split('.').all(digits);
    sound.then(|| format!("{}.{pence}", pounds.replace('.', ",")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    fn number(digits: &str) -> Cell {
        Cell::Number(digits.to_owned())
    }

    #[test]
    fn amounts_as_people_and_programs_write_them() {
        for (cell, pence) in [
            (number("1234"), 123_400),
            (number("1234.5"), 123_450),
            (number("1234.50"), 123_450),
            (number("1234.560"), 123_456),
            (number("12.299999999999999"), 1_230),
            (number("0"), 0),
            (text("1,234.56"), 123_456),
            (text("£1,234"), 123_400),
            (text("0.05"), 5),
        ] {
            let read = amount(&cell).map(|it| it.map(Pence::pence));
            assert_eq!(read, Ok(Some(pence)), "{cell:?}");
        }
        assert_eq!(amount(&Cell::Empty), Ok(None));
    }

    #[test]
    fn what_is_no_amount_is_told_with_what_to_write() {
        for (cell, why) in [
            (text("1.234,56"), "write 1,234.56"),
            (text("12,50"), "write 12.50"),
            (text("1.234"), "two decimals or none"),
            (text("1234.5"), "two decimals or none"),
            (text("12.345"), "two decimals or none"),
            (number("12.345"), "not a whole number of pence"),
            (text("ten pounds"), "not an amount of money"),
            (text("about 5"), "not an amount of money"),
            (text("-5"), "less than nothing"),
            (number("-5"), "less than nothing"),
            (number("99999999999999"), "the most that is kept"),
            (number("1e5"), "not an amount of money"),
            (Cell::Day(date(2008, 2, 1)), "the day 1 February 2008"),
            (Cell::Faulty("it is merged".to_owned()), "it is merged"),
        ] {
            let said = amount(&cell).expect_err("no amount");
            assert!(said.contains(why), "{cell:?}: {said}");
        }
    }
}
