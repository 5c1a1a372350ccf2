//! No file so long that nobody reads it to the end, unless it says why.

use super::{Finding, House};

/// Lines; about twelve screens.
const LONGEST: usize = 600;

/// What people write here. Generated and fetched files are not in the house at all.
const WRITTEN: &[&str] = &[".rs", ".html", ".css", ".js", ".mjs", ".py", ".sql"];

const EXCUSE: &str = "tidy: long because ";

/// Every file over the limit that gives no reason in its first five lines.
pub fn check(house: &House) -> Vec<Finding> {
    let written = WRITTEN.iter().flat_map(|ending| house.texts("", ending));
    written
        .filter_map(|(path, text)| too_long(path, text))
        .collect()
}

fn too_long(path: &str, text: &str) -> Option<Finding> {
    let lines = text.lines().count();
    let excused = text.lines().take(5).any(|line| {
        line.split_once(EXCUSE)
            .is_some_and(|(_, reason)| reason.len() > 10)
    });
    (lines > LONGEST && !excused).then(|| {
        Finding::new(
            path,
            LONGEST + 1,
            format!("{lines} lines, and {LONGEST} is the limit"),
            format!("Ask whether it is two things, and part them; if it is not, say so in a comment at its top: `{EXCUSE}…`."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_gives_its_reason_or_is_parted() {
        let table = [
            (600, "", true),
            (601, "", false),
            (
                700,
                "// tidy: long because one table of all 700 paragraphs\n",
                true,
            ),
            (700, "// tidy: long because\n", false),
        ];
        for (lines, top, fine) in table {
            let text = format!("{top}{}", "x\n".repeat(lines));
            let house = House::of(&[("crates/web/src/pages.rs", &text)]);
            assert_eq!(check(&house).is_empty(), fine, "{lines} lines, {top:?}");
        }
    }
}
