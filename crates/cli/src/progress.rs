//! Progress bars for long work, on a terminal; silent elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of so many steps.
pub(crate) fn bar(what: &'static str, steps: u64) -> ProgressBar {
    let bar = ProgressBar::new(steps).with_message(what);
    let style = ProgressStyle::with_template("{msg:<34} [{bar:32}] {pos}/{len}");
    bar.with_style(
        style
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("=> "),
    )
}
