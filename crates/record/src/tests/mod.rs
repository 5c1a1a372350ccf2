//! Laws that hold over the whole record, second computations to agree with, and shapes that are for
//! ever.

mod as_at;
mod by_hand;
mod catalogue;
mod laws;
mod messages;
mod money;
mod names;
mod nonsense;
mod quorum;
mod shapes;
mod votes;

use proptest::test_runner::Config;

/// How many cases a law is tried on. For a long campaign, `LAWS_TIMES=1000 cargo test -p record laws`
/// tries a thousand times as many.
fn cases(usual: u32) -> Config {
    let times = std::env::var("LAWS_TIMES").ok();
    let times = times.and_then(|times| times.parse().ok()).unwrap_or(1);
    Config::with_cases(usual.saturating_mul(times))
}
