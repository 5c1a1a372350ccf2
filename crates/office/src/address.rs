//! E-mail addresses: which of them a letter can be sent to.
//!
//! Decides the form only. Whether anybody reads what arrives there, only a letter can tell.

/// Longest address that SMTP carries (RFC 5321, 4.5.3.1.3, less its brackets).
const LONGEST: usize = 254;

/// Longest part before the `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// Whether a letter can be sent to this address: one plain mailbox at a domain with a dot, such as
/// `ann.clerk@example.org`. Quoted mailboxes, comments, lists, bare addresses of machines and
/// letters outside ASCII are refused, and so is anything that could end a header line.
pub fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    address.len() <= LONGEST && is_local(local) && is_domain(domain)
}

fn is_local(local: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    local.len() <= LONGEST_LOCAL && local.split('.').all(atom)
}

fn is_domain(domain: &str) -> bool {
    let label = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last_is_a_number = domain
        .rsplit('.')
        .next()
        .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    domain.contains('.') && domain.split('.').all(label) && !last_is_a_number
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn a_letter_goes_to_one_plain_mailbox() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}.org", "b.".repeat(130));
        for (address, fit) in [
            ("ann@example.org", true),
            ("Ann.Clerk+moot@county-hall.gov.uk", true),
            ("o'hara@example.org", true),
            ("ann@xn--bcher-kva.example", true),
            ("", false),
            ("ann", false),
            ("ann@", false),
            ("@example.org", false),
            ("ann@localhost", false),
            ("ann@example..org", false),
            ("ann..clerk@example.org", false),
            (".ann@example.org", false),
            ("ann@-example.org", false),
            ("ann@192.0.2.1", false),
            ("ann@[192.0.2.1]", false),
            ("ann@example.org, bob@example.org", false),
            ("Ann <ann@example.org>", false),
            ("\"ann clerk\"@example.org", false),
            ("ann clerk@example.org", false),
            ("ann@example.org\r\nBcc: all@example.org", false),
            ("ann@example.org\n", false),
            ("ann\0@example.org", false),
            ("änn@example.org", false),
            ("ann@bücher.example", false),
            (long.as_str(), false),
            (longer.as_str(), false),
        ] {
            assert_eq!(is_address(address), fit, "{address:?}");
        }
    }
}
