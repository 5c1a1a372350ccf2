//! Numbers as they stand in spreadsheets, and what to do about those that are none.

use record::plan::Decimal;
use spreadsheets::Cell;

/// How many digits of a spreadsheet's number mean anything: it keeps numbers in two's powers, and what
/// comes after is not what anyone typed.
const DIGITS: usize = 15;

/// The number in a cell; none when it is empty. Errors say what is wrong and what to write instead.
pub(super) fn number(cell: &Cell, unit: Option<&str>) -> Result<Option<Decimal>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(digits) => settled(digits)
            .parse()
            .map(Some)
            .map_err(|_| far_too_fine(digits)),
        Cell::Text(words) => written(words, unit).map(Some),
        Cell::Day(day) => Err(format!(
            "this is the day {}, not a number: some programs make a day of what looks like one; format the \
             cell as a number and type it again",
            day.strftime("%-d %B %Y")
        )),
        Cell::Faulty(why) => Err(why.clone()),
    }
}

fn far_too_fine(digits: &str) -> String {
    format!(
        "{digits} has more decimal places than are kept: round it, in a formula by =ROUND(…, 1), or give its \
         numerator and denominator"
    )
}

/// A number as the spreadsheet shows it: 12.299999999999999 is 12.3.
pub(crate) fn settled(digits: &str) -> String {
    let unsigned = digits.trim_start_matches('-');
    let significant = unsigned
        .bytes()
        .filter(u8::is_ascii_digit)
        .collect::<Vec<_>>();
    let leading = significant.iter().take_while(|it| **it == b'0').count();
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if significant.len() - leading <= DIGITS || decimals.is_empty() {
        return digits.to_owned();
    }
    // Rounded by hand, so that no binary number comes in again.
    let drop = significant.len() - leading - DIGITS;
    let Some(keep) = decimals.len().checked_sub(drop) else {
        return digits.to_owned();
    };
    let mut kept: Vec<u8> = format!("{whole}{}", &decimals[..keep]).into_bytes();
    if decimals.as_bytes().get(keep).is_some_and(|it| *it >= b'5') {
        let mut carry = true;
        for digit in kept.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == b'9';
            *digit = if carry { b'0' } else { *digit + 1 };
        }
        if carry {
            kept.insert(0, b'1');
        }
    }
    let text = String::from_utf8(kept).unwrap_or_default();
    let (whole, decimals) = text.split_at(text.len() - keep);
    let decimals = decimals.trim_end_matches('0');
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let dot = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{dot}{decimals}")
}

/// A number that is a text: with a unit, with commas between thousands, or not a number at all.
fn written(words: &str, unit: Option<&str>) -> Result<Decimal, String> {
    let shown: String = words.chars().take(40).collect();
    let bare = without_unit(words.trim(), unit);
    if let Ok(number) = bare.parse::<Decimal>() {
        return Ok(number);
    }
    let (sign, digits) = match bare.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", bare),
    };
    let numeric = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b' '));
    if !numeric || !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        if bare.ends_with('%') {
            return Err(format!(
                "“{shown}” is written in per cent, and the indicator is not: write it in the indicator’s unit"
            ));
        }
        return Err(format!(
            "“{shown}” is not a number: write digits, or leave the cell empty where there is no figure"
        ));
    }
    if let Some(joined) = thousands(digits) {
        return format!("{sign}{joined}")
            .parse()
            .map_err(|_| too_long(&shown));
    }
    match european(digits) {
        Some(english) if english.parse::<Decimal>().is_ok() => Err(format!(
            "“{shown}” has a comma before its decimals: write {sign}{english}, with a full stop"
        )),
        _ if digits.contains(' ') => Err(format!(
            "“{shown}” has spaces between its digits: write {sign}{}",
            digits.replace(' ', "")
        )),
        _ => Err(too_long(&shown)),
    }
}

fn too_long(shown: &str) -> String {
    format!(
        "“{shown}” cannot be kept as a number: it may have 15 digits, 6 of them after a full stop"
    )
}

/// The words without the unit of the indicator before or after the number.
fn without_unit<'a>(words: &'a str, unit: Option<&str>) -> &'a str {
    let Some(unit) = unit.map(str::trim).filter(|unit| !unit.is_empty()) else {
        return words;
    };
    if unit.starts_with('%') || unit.starts_with("per cent") {
        let bare = words.strip_suffix('%');
        return bare
            .or_else(|| words.strip_suffix("per cent"))
            .unwrap_or(words)
            .trim();
    }
    if unit.starts_with(['£', '€', '$']) {
        let coin = unit.chars().next().unwrap_or('£');
        return words.strip_prefix(coin).unwrap_or(words).trim();
    }
    words.strip_suffix(unit).unwrap_or(words).trim()
}

/// "1,234,567.8" without its commas, where they stand between thousands.
fn thousands(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let sound = (1..=3).contains(&first.len())
        && all(first)
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3 && all(group))
        && all(decimals);
    let dot = if decimals.is_empty() { "" } else { "." };
    sound.then(|| format!("{first}{}{dot}{decimals}", rest.concat()))
}

/// "1.234,5" as it is written here: 1234.5.
fn european(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once(',')?;
    if decimals.contains([',', '.', ' ']) || decimals.is_empty() {
        return None;
    }
    Some(format!("{}.{decimals}", whole.replace(['.', ' '], "")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn numbers_as_people_and_programs_write_them() {
        for (cell, unit, expected) in [
            (Cell::Number("12".to_owned()), None, "12"),
            (Cell::Number("12.299999999999999".to_owned()), None, "12.3"),
            (Cell::Number("0.30000000000000004".to_owned()), None, "0.3"),
            (Cell::Number("-99.999999999999997".to_owned()), None, "-100"),
            (text("12.5"), None, "12.5"),
            (text("12.50%"), Some("%"), "12.50"),
            (text("12 per cent"), Some("per cent"), "12"),
            (text("£1,234.5"), Some("£"), "1234.5"),
            (text("31 days"), Some("days"), "31"),
            (text("−3"), None, "-3"),
            (text("1,234,567"), None, "1234567"),
        ] {
            let read = number(&cell, unit).map(|it| it.map(|it| it.to_string()));
            assert_eq!(read, Ok(Some(expected.to_owned())), "{cell:?}");
        }
        assert_eq!(number(&Cell::Empty, None), Ok(None));
    }

    // Requirement: PL4 at `/{partnership}/plan/figures/import`
    #[test]
    fn what_is_no_number_is_told_with_what_to_write() {
        for (cell, unit, why) in [
            (text("12,5"), None, "write 12.5, with a full stop"),
            (text("-0,5"), None, "write -0.5, with a full stop"),
            (text("0,125"), None, "write 0.125, with a full stop"),
            (text("1.234,5"), None, "write 1234.5, with a full stop"),
            (text("12 500"), None, "write 12500"),
            (text("n/a"), None, "leave the cell empty"),
            (text("-"), None, "leave the cell empty"),
            (text("12%"), Some("homes"), "is written in per cent"),
            (text("1,23,4"), None, "cannot be kept"),
            (text("1.2.3"), None, "cannot be kept"),
            (text("1234567890123456"), None, "cannot be kept"),
            (
                Cell::Number("33.333333333333336".to_owned()),
                None,
                "=ROUND(",
            ),
            (Cell::Day(date(2008, 2, 1)), None, "the day 1 February 2008"),
            (
                Cell::Faulty("it is merged".to_owned()),
                None,
                "it is merged",
            ),
        ] {
            let said = number(&cell, unit).expect_err("no number");
            assert!(said.contains(why), "{cell:?}: {said}");
        }
    }
}
