//! `ARCHITECTURE.md` stays short and shows every crate.

use std::collections::BTreeSet;

use super::{Finding, House};

const MAP: &str = "ARCHITECTURE.md";
const LONGEST: usize = 299;

/// The map's length, and the crates it leaves out.
pub fn check(house: &House) -> Vec<Finding> {
    let Some(map) = house.text(MAP) else {
        return vec![Finding::new(
            MAP,
            1,
            "the map of the house is missing",
            "Write it: the crates, the invariants, three walkthroughs.",
        )];
    };
    let mut found = Vec::new();
    let lines = map.lines().count();
    if lines > LONGEST {
        let todo = "Keep what a newcomer needs on the first day; move the rest beside the code it explains.";
        found.push(Finding::new(
            MAP,
            LONGEST + 1,
            format!("{lines} lines; the map stays under 300"),
            todo,
        ));
    }
    for crate_name in crates(house) {
        if !shows(map, crate_name) {
            let todo = format!("Add a line to the map that says what `{crate_name}/` holds.");
            found.push(Finding::new(
                MAP,
                1,
                format!("crates/{crate_name} is not on the map"),
                todo,
            ));
        }
    }
    found
}

fn crates(house: &House) -> BTreeSet<&str> {
    let manifests = house
        .files()
        .into_iter()
        .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"));
    manifests.filter(|name| !name.contains('/')).collect()
}

/// `record/` on a line of the map, or `crates/record` in the text.
fn shows(map: &str, crate_name: &str) -> bool {
    let whole = |text: &str, name: &str| {
        text.split(|mark: char| !(mark.is_alphanumeric() || "-_/".contains(mark)))
            .any(|word| word == name)
    };
    let forms = [
        format!("{crate_name}/"),
        format!("crates/{crate_name}"),
        format!("crates/{crate_name}/"),
    ];
    forms.iter().any(|form| whole(map, form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_left_off_the_map_is_missed() {
        let crates = [
            ("crates/record/Cargo.toml", ""),
            ("crates/web/Cargo.toml", ""),
        ];
        let table = [
            ("crates/\n  record/  the rules\n  web/  pages\n", 0),
            (
                "The rules are in `crates/record`, the pages in `crates/web/`.",
                0,
            ),
            ("record/ only", 1),
            ("cobweb/ and record", 2),
        ];
        for (map, missing) in table {
            let house = House::of(&[crates[0], crates[1], (MAP, map)]);
            assert_eq!(check(&house).len(), missing, "{map}");
        }
    }

    #[test]
    fn three_hundred_lines_are_too_many() {
        let house = House::of(&[(MAP, &"x\n".repeat(300))]);
        assert_eq!(check(&house).len(), 1);
    }
}
