//! Lock files name what was taken and its checksum, never the host it happened to come from.
//!
//! A host in a lock file makes every other machine ask that host. Cargo's one name for crates.io is no host
//! in this sense: cargo follows it wherever its own configuration says.

use super::{Finding, House};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Hosts in lock files, and configuration that would bring them in.
pub fn check(house: &House) -> Vec<Finding> {
    let npm = house
        .texts("", "package-lock.json")
        .flat_map(|(path, text)| lines(path, text, names_a_host));
    let cargo = house
        .texts("", "Cargo.lock")
        .flat_map(|(path, text)| lines(path, text, names_another_registry));
    let npmrc = house
        .texts("", ".npmrc")
        .flat_map(|(path, text)| lines(path, text, |line| line.contains("registry")));
    let config = house.texts(".cargo/", ".toml").flat_map(|(path, text)| {
        lines(path, text, |line| {
            line.contains("[source") || line.contains("[registr")
        })
    });
    npm.chain(cargo).chain(npmrc).chain(config).collect()
}

fn lines<'a>(
    path: &'a str,
    text: &'a str,
    wrong: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = Finding> + 'a {
    let told = text
        .lines()
        .enumerate()
        .filter(move |(_, line)| wrong(line));
    told.map(move |(index, line)| {
        let todo = "Take the host out: with npm, delete the `resolved` line (`omit-lockfile-registry-resolved` leaves it out); with cargo, keep the setting outside the checkout.";
        Finding::new(path, index + 1, format!("a registry's address: {}", line.trim()), todo)
    })
}

fn names_a_host(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("\"resolved\"") && line.contains("://")
}

fn names_another_registry(line: &str) -> bool {
    line.trim_start().starts_with("source = ") && !line.contains(CRATES_IO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_in_lock_files() {
        let table = [
            (
                "e2e/package-lock.json",
                "  \"integrity\": \"sha512-x\",\n",
                0,
            ),
            (
                "e2e/package-lock.json",
                "  \"resolved\": \"https://npm.example.org/a.tgz\",\n",
                1,
            ),
            (
                "Cargo.lock",
                "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n",
                0,
            ),
            (
                "Cargo.lock",
                "source = \"sparse+https://crates.example.org/index/\"\n",
                1,
            ),
            ("Cargo.lock", "source = \"git+https://example.org/x\"\n", 1),
            ("e2e/.npmrc", "registry=https://npm.example.org\n", 1),
            (".cargo/config.toml", "[alias]\n", 0),
            (".cargo/config.toml", "[source.crates-io]\n", 1),
        ];
        for (path, text, wrong) in table {
            assert_eq!(
                check(&House::of(&[(path, text)])).len(),
                wrong,
                "{path}: {text}"
            );
        }
    }
}
