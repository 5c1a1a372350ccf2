//! Reading an amount of money as people write it: "£1,200.50", "1200", "1.200,50 €" is none.

/// An amount in pence. None when it is not pounds with at most two digits of pence.
pub(super) fn pence(text: &str) -> Option<u64> {
    let text = text.trim();
    let text = text.strip_prefix('£').unwrap_or(text).trim();
    let (pounds, rest) = match text.split_once('.') {
        Some((pounds, rest)) => (pounds, Some(rest)),
        None => (text, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = pounds.split(',');
    let first = groups.next()?;
    let grouped: Vec<&str> = groups.collect();
    let well_grouped = grouped.is_empty() || first.len() <= 3;
    if !digits(first) || !well_grouped || grouped.iter().any(|it| it.len() != 3 || !digits(it)) {
        return None;
    }
    let pounds: u64 = format!("{first}{}", grouped.concat()).parse().ok()?;
    let rest: u64 = match rest {
        None => 0,
        Some(rest) if rest.len() == 2 && digits(rest) => rest.parse().ok()?,
        Some(_) => return None,
    };
    pounds.checked_mul(100)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::pence;

    #[test]
    fn an_amount_is_read_to_the_penny_or_not_at_all() {
        for (text, read) in [
            ("1200", Some(120_000)),
            (" £1,200.50 ", Some(120_050)),
            ("£ 12", Some(1_200)),
            ("0", Some(0)),
            ("0.05", Some(5)),
            ("1,234,567.89", Some(123_456_789)),
            ("1234567", Some(123_456_700)),
            // European decimals, and what could be read in two ways.
            ("1.200,50", None),
            ("12,50", None),
            ("1.200", None),
            ("1200.5", None),
            ("1234,567", None),
            ("-5", None),
            ("", None),
            ("£", None),
            ("many", None),
            ("1e6", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(pence(text), read, "{text}");
        }
    }
}
