//! The file in which whoever keeps the installation names the directories that may vouch for people.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use web::{Directory, Secret};

use crate::say::{self, Trouble};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    directory: Vec<Written>,
}

/// A directory as it is written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    name: String,
    issuer: String,
    client_id: String,
    secret_file: Option<PathBuf>,
    secret_variable: Option<String>,
    #[serde(default)]
    partnerships: Vec<String>,
    email_domains: Vec<String>,
    verified_claim: Option<String>,
    #[serde(default)]
    second_factor: BTreeMap<String, Vec<String>>,
}

/// Reads the file, and the secrets that it points to.
pub(crate) fn read(path: &Path) -> Result<Vec<Directory>, Trouble> {
    let text = std::fs::read_to_string(path).map_err(say::file(path))?;
    let wrong = |what: String| {
        Trouble::refused(
            format!("{}: {what}", path.display()),
            "docs/running.md shows how a directory is written down.",
        )
    };
    let file: File = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let mut all: Vec<Directory> = Vec::new();
    for written in file.directory {
        let secret = match (&written.secret_file, &written.secret_variable) {
            (Some(file), None) => {
                // Beside the file that names it, unless it says where.
                let file = path.parent().unwrap_or(Path::new("")).join(file);
                std::fs::read_to_string(&file).map_err(say::file(&file))?
            }
            (None, Some(name)) => std::env::var(name)
                .map_err(|_| wrong(format!("{}: the variable {name} is not set", written.id)))?,
            _ => {
                return Err(wrong(format!(
                    "{}: say either secret_file or secret_variable",
                    written.id
                )));
            }
        };
        let directory = Directory {
            id: written.id,
            name: written.name,
            issuer: written.issuer,
            client_id: written.client_id,
            client_secret: Secret(secret.trim().to_owned()),
            partnerships: written.partnerships,
            email_domains: lower(written.email_domains),
            verified_claim: written
                .verified_claim
                .unwrap_or_else(|| "email_verified".to_owned()),
            second_factor: written.second_factor,
        };
        if let Some(what) = directory.wrong() {
            return Err(wrong(what));
        }
        if all.iter().any(|one| one.id == directory.id) {
            return Err(wrong(format!("{} is there twice", directory.id)));
        }
        all.push(directory);
    }
    Ok(all)
}

fn lower(domains: Vec<String>) -> Vec<String> {
    let lower = |domain: String| domain.trim_start_matches('@').to_lowercase();
    domains.into_iter().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
[[directory]]
id = "wychavon"
name = "Wychavon District Council"
issuer = "https://login.example.org/wychavon"
client_id = "folkmoot"
secret_file = "wychavon.secret"
email_domains = ["@Wychavon.gov.uk"]
second_factor = { amr = ["mfa"] }
"#;

    #[test]
    fn directories_are_read_or_said_to_be_wrong() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("wychavon.secret"), "hush\n").unwrap();
        let path = folder.path().join("directories.toml");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            read(&path)
        };
        let all = read(WHOLE).unwrap();
        assert_eq!(all[0].client_secret.0, "hush");
        assert_eq!(all[0].email_domains, ["wychavon.gov.uk"]);
        assert_eq!(all[0].verified_claim, "email_verified");
        assert!(!format!("{all:?}").contains("hush"));
        let table = [
            (
                r#"id = "wychavon""#,
                r#"id = "Wychavon/..""#,
                "small letters",
            ),
            ("https://", "http://", "has to begin with https://"),
            (
                "https://login.example.org/wychavon",
                "https://login.example.org?tenant=1",
                "neither ? nor #",
            ),
            (
                "https://login.example.org/wychavon",
                "wychavon",
                "is no address",
            ),
            (r#"["@Wychavon.gov.uk"]"#, "[]", "email_domains"),
            (r#"["@Wychavon.gov.uk"]"#, r#"["*"]"#, "email_domains"),
            (
                "secret_file = \"wychavon.secret\"",
                "",
                "either secret_file or secret_variable",
            ),
            (
                "secret_file = \"wychavon.secret\"",
                "secret_variable = \"FOLKMOOT_NOT_SET\"",
                "is not set",
            ),
            ("wychavon.secret", "absent.secret", "absent.secret"),
            ("client_id", "clientid", "unknown field"),
        ];
        for (from, to, says) in table {
            let trouble = read(&WHOLE.replace(from, to)).unwrap_err();
            assert!(trouble.what.contains(says), "{to}: {}", trouble.what);
        }
        let twice = read(&format!("{WHOLE}{WHOLE}")).unwrap_err();
        assert!(twice.what.contains("twice"), "{}", twice.what);
        assert!(read("").unwrap().is_empty());
    }
}
