//! Periods in the forms that people write: "2008/09 Q2", "2008-09-q2", "April 2008", "Apr–Jun 2008".

use jiff::civil::{Date, date};
use record::plan::{Every, Period};
use spreadsheets::Cell;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The period in a cell, of an indicator that is measured every so often; `starts` is the first month of
/// the financial year. Errors say what is wrong and what to write instead.
pub(super) fn period(cell: &Cell, every: Every, starts: u8) -> Result<Period, String> {
    match cell {
        Cell::Empty => Err(format!("say of which {}", every.word())),
        Cell::Text(words) | Cell::Number(words) => written(words, every, starts),
        Cell::Day(day) => of_day(*day, every, starts),
        Cell::Faulty(why) => Err(why.clone()),
    }
}

/// "April" under "2008/09": the month as people write it with its year. None where either is not so.
pub(super) fn month_of_year(words: &str, year: &str, starts: u8) -> Option<String> {
    let [only] = &tokens(words)[..] else {
        return None;
    };
    let month = month(only)?;
    let year = written(year, Every::Year, starts).ok()?;
    if year.every() != Every::Year {
        return None;
    }
    let first = year.first_day(starts);
    let later = month < first.month();
    let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    Some(format!("{name} {}", first.year() + i16::from(later)))
}

/// A day stands for the period that begins or ends with it.
fn of_day(day: Date, every: Every, starts: u8) -> Result<Period, String> {
    let around = Period::around(day, every, starts);
    if day == around.first_day(starts) || day == around.last_day(starts) {
        return Ok(around);
    }
    Err(format!(
        "this is the day {}, with which no {} begins or ends; some programs make a day of a period, so write \
         it as {}",
        day.strftime("%-d %B %Y"),
        every.word(),
        example(around),
    ))
}

/// As people write it: "2008/09 Q2".
fn example(period: Period) -> String {
    let year = period.year_name().replace('-', "/");
    match period.every() {
        Every::Year => year,
        Every::Half => format!("{year} H{}", period.nth()),
        Every::Quarter => format!("{year} Q{}", period.nth()),
        Every::Month => format!("{year} M{}", period.nth()),
    }
}

fn written(words: &str, every: Every, starts: u8) -> Result<Period, String> {
    let shown: String = words.chars().take(40).collect();
    let wrong = || {
        format!(
            "“{shown}” is not a period: write it as {}",
            example(Period::new(2008, every, 1).unwrap_or(Period::year_of(2008)))
        )
    };
    if let Ok(period) = words.trim().to_lowercase().parse::<Period>() {
        return Ok(period);
    }
    let tokens = tokens(words);
    let months: Vec<i8> = tokens.iter().filter_map(|it| month(it)).collect();
    if !months.is_empty() {
        return of_months(&tokens, &months, starts).ok_or_else(wrong);
    }
    let mut numbers = Vec::new();
    let mut part: Option<Every> = None;
    for token in &tokens {
        match token.as_str() {
            "q" | "qtr" | "quarter" => part = Some(Every::Quarter),
            "h" | "half" => part = Some(Every::Half),
            "m" | "month" | "p" | "period" => part = Some(Every::Month),
            "first" => numbers.push("1"),
            "second" => numbers.push("2"),
            "third" => numbers.push("3"),
            "fourth" => numbers.push("4"),
            "of" | "fy" | "year" | "the" | "st" | "nd" | "rd" | "th" | "financial" => {}
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => numbers.push(digits),
            _ => return Err(wrong()),
        }
    }
    let (year, rest) = year(&numbers, starts).map_err(|why| why.unwrap_or_else(wrong))?;
    match (part, rest.as_slice()) {
        (None, []) => Ok(Period::year_of(year)),
        (Some(part), [nth]) => nth
            .parse()
            .ok()
            .and_then(|nth| Period::new(year, part, nth))
            .ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

/// Runs of letters and runs of digits.
fn tokens(words: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut before: Option<bool> = None;
    for letter in words.to_lowercase().chars() {
        let digit = letter.is_ascii_digit();
        let kind = letter.is_alphanumeric().then_some(digit);
        match (kind, tokens.last_mut()) {
            (None, _) => {}
            (Some(_), Some(last)) if kind == before => last.push(letter),
            (Some(_), _) => tokens.push(letter.to_string()),
        }
        before = kind;
    }
    tokens
}

fn month(token: &str) -> Option<i8> {
    let found = MONTHS.iter().position(|month| {
        token.len() >= 3
            && (*month == token
                || (token == "sept" && month.starts_with(token))
                || *token == month[..3])
    });
    found.and_then(|nth| i8::try_from(nth + 1).ok())
}

/// The financial year among the numbers, and the numbers beside it.
fn year<'a>(numbers: &[&'a str], starts: u8) -> Result<(i16, Vec<&'a str>), Option<String>> {
    let Some(at) = numbers.iter().position(|it| it.len() == 4) else {
        return Err(None);
    };
    let first: i16 = numbers[at].parse().map_err(|_| None)?;
    if !(1..=9998).contains(&first) {
        return Err(None);
    }
    let mut rest: Vec<&str> = numbers[..at].to_vec();
    let next = numbers.get(at + 1).copied();
    // "2008/9" is a year, and the 2 of "2008 Q2" is none.
    let tenth = (first + 1).rem_euclid(10).to_string();
    let second = |it: &&str| matches!(it.len(), 2 | 4) || *it == tenth;
    match next.filter(second) {
        Some(second) => {
            let said: i16 = second.parse().map_err(|_| None)?;
            let follows = (first + 1).rem_euclid(if second.len() == 4 { 10_000 } else { 100 });
            if said != follows && second.len() > 1 {
                return Err(Some(format!(
                    "{first}/{second} is not a financial year: write {first}/{:02}",
                    (first + 1).rem_euclid(100)
                )));
            }
            rest.extend(&numbers[at + 2..]);
            Ok((first, rest))
        }
        _ if starts == 1 => {
            rest.extend(&numbers[at + 1..]);
            Ok((first, rest))
        }
        _ => Err(Some(format!(
            "{first} alone could be two financial years: write {first}/{:02}, or {}/{:02}",
            (first + 1).rem_euclid(100),
            first - 1,
            first.rem_euclid(100)
        ))),
    }
}

/// "April 2008", "April to June 2008", "October 2008 to March 2009".
fn of_months(tokens: &[String], months: &[i8], starts: u8) -> Option<Period> {
    let mut years = Vec::new();
    for token in tokens {
        let digits = token.bytes().all(|byte| byte.is_ascii_digit());
        match token.as_str() {
            "to" | "until" | "and" => {}
            _ if month(token).is_some() => {}
            _ if digits && token.len() == 4 => years.push(token.parse::<i16>().ok()?),
            // "Apr-08": the year as Excel shortens it.
            _ if digits && token.len() == 2 => years.push(2000 + token.parse::<i16>().ok()?),
            _ => return None,
        }
    }
    let (first, last) = match (months, years.as_slice()) {
        (&[month], &[year]) => {
            return Some(Period::around(day(year, month)?, Every::Month, starts));
        }
        (&[from, until], &[year]) if from <= until => (day(year, from)?, day(year, until)?),
        (&[from, until], &[year]) => (day(year - 1, from)?, day(year, until)?),
        (&[from, until], &[one, other]) => (day(one, from)?, day(other, until)?),
        _ => return None,
    };
    let lengths = [Every::Month, Every::Quarter, Every::Half, Every::Year];
    let periods = lengths.map(|every| Period::around(first, every, starts));
    periods.into_iter().find(|period| {
        period.first_day(starts) == first && period.last_day(starts) == last.last_of_month()
    })
}

fn day(year: i16, month: i8) -> Option<Date> {
    ((1..=9998).contains(&year) && (1..=12).contains(&month)).then(|| date(year, month, 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(words: &str, every: Every) -> Result<String, String> {
        let cell = Cell::Text(words.to_owned());
        period(&cell, every, 4).map(|it| it.to_string())
    }

    #[test]
    fn periods_as_people_write_them() {
        for (words, expected) in [
            ("2008/09 Q2", "2008-09-q2"),
            ("2008-09-q2", "2008-09-q2"),
            ("2008-09-Q2", "2008-09-q2"),
            ("Q2 2008/09", "2008-09-q2"),
            ("Q2 2008-2009", "2008-09-q2"),
            ("quarter 2 of 2008-09", "2008-09-q2"),
            ("2nd quarter 2008/9", "2008-09-q2"),
            ("Second quarter, 2008–09", "2008-09-q2"),
            ("July to September 2008", "2008-09-q2"),
            ("Jan-Mar 2009", "2008-09-q4"),
            ("2008/09", "2008-09"),
            ("2008 - 2009", "2008-09"),
            ("FY 2008/09", "2008-09"),
            ("April 2008 to March 2009", "2008-09"),
            ("1999/00", "1999-00"),
            ("April 2008", "2008-09-m1"),
            ("Mar-09", "2008-09-m12"),
            ("Sept 2008", "2008-09-m6"),
            ("month 4 of 2008/09", "2008-09-m4"),
            ("H1 2008/09", "2008-09-h1"),
            ("first half of 2008-09", "2008-09-h1"),
            ("October 2008 to March 2009", "2008-09-h2"),
        ] {
            assert_eq!(
                read(words, Every::Quarter),
                Ok(expected.to_owned()),
                "{words}"
            );
        }
    }

    #[test]
    fn what_is_no_period_is_told_with_what_to_write() {
        for (words, why) in [
            ("2008/10", "2008/10 is not a financial year: write 2008/09"),
            ("Q2 2008", "write 2008/09, or 2007/08"),
            ("2008 Q2", "write 2008/09, or 2007/08"),
            ("2008", "write 2008/09, or 2007/08"),
            ("Q5 2008/09", "is not a period: write it as 2008/09 Q1"),
            ("08/09", "is not a period"),
            ("May to July 2008", "is not a period"),
            ("last quarter", "is not a period"),
            ("Q2 Q3 2008/09", "is not a period"),
            ("April", "is not a period"),
            ("2008/09 Q", "is not a period"),
            ("", "is not a period"),
        ] {
            let said = read(words, Every::Quarter).expect_err(words);
            assert!(said.contains(why), "{words}: {said}");
        }
        let empty = period(&Cell::Empty, Every::Quarter, 4);
        assert_eq!(empty, Err("say of which quarter".to_owned()));
    }

    #[test]
    fn a_day_stands_for_the_period_that_it_begins_or_ends() {
        let on = |day, every| period(&Cell::Day(day), every, 4).map(|it| it.to_string());
        for (day, every, expected) in [
            (date(2008, 4, 1), Every::Month, "2008-09-m1"),
            (date(2008, 6, 30), Every::Quarter, "2008-09-q1"),
            (date(2009, 3, 31), Every::Year, "2008-09"),
        ] {
            assert_eq!(on(day, every), Ok(expected.to_owned()));
        }
        // What Excel makes of 2008-09.
        let said = on(date(2008, 9, 1), Every::Year).expect_err("no year begins then");
        assert!(said.contains("write it as 2008/09"), "{said}");
    }

    proptest! {
        #[test]
        fn what_the_form_says_is_read_as_it_was_meant(
            year in 1990_i16..2090, nth in 1_u8..=12, starts in 1_u8..=12,
        ) {
            for every in [Every::Month, Every::Quarter, Every::Half, Every::Year] {
                let Some(one) = Period::new(year, every, (nth - 1) / every.months() + 1) else { continue };
                for words in [one.to_string(), one.said(), example(one), one.months_said(starts)] {
                    prop_assert_eq!(period(&Cell::Text(words.clone()), every, starts), Ok(one), "{}", words);
                }
            }
        }

        #[test]
        fn no_words_at_all_break_it(words in ".{0,30}") {
            let _ = period(&Cell::Text(words.clone()), Every::Quarter, 4);
            let _ = super::super::numbers::number(&Cell::Text(words), Some("%"));
        }
    }
}
