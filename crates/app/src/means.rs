//! What a sign-in is good for: whether it counts as strong, which is what office roles ask for.

use office::Means;

/// Whether somebody who signed in so has shown two things, such as a device and a finger. One thing,
/// such as their mail, is enough for a member and not for an officer (see
/// `docs/decisions/0020-officers-sign-in-with-two-factors.md`).
///
/// The links of the demonstration count as strong only where everything is a demonstration, which
/// `folkmoot demo` says of itself and `folkmoot serve` never can.
pub fn is_strong(means: Means, in_a_demonstration: bool) -> bool {
    match means {
        Means::Passkey | Means::DirectoryTwoFactors => true,
        Means::Demonstration => in_a_demonstration,
        Means::Directory | Means::Email | Means::Link | Means::Invitation => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_factors_are_strong_and_a_demonstration_only_in_a_demonstration() {
        for (means, really, in_a_demonstration) in [
            (Means::Passkey, true, true),
            (Means::DirectoryTwoFactors, true, true),
            (Means::Directory, false, false),
            (Means::Email, false, false),
            (Means::Link, false, false),
            (Means::Invitation, false, false),
            (Means::Demonstration, false, true),
        ] {
            let found = (is_strong(means, false), is_strong(means, true));
            assert_eq!(found, (really, in_a_demonstration), "{means:?}");
        }
    }
}
