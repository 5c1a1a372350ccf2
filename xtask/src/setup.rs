//! `cargo xtask setup`: installs what the tests need and this machine lacks, from the ordinary package managers.
//!
//! It decides what is missing by looking for the program, not by asking which packages are installed, so a
//! PostgreSQL or a Chromium from elsewhere serves as well. It does not install Rust, and it removes nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{call, cargo, is_program, on_path, output};
use crate::{Done, Workspace, postgres};

/// The licence and source checker, at the version `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";

/// Something the tests start, the Debian package that brings it, and how to tell that it is there.
struct Need {
    what: &'static str,
    package: &'static str,
    there: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need {
        what: "a C compiler",
        package: "gcc",
        there: || on_path("cc").is_some(),
    },
    Need {
        what: "the PostgreSQL server",
        package: "postgresql",
        there: || postgres::programs().is_some(),
    },
    Need {
        what: "Chromium",
        package: "chromium",
        there: || chromium().is_some(),
    },
    Need {
        what: "a plain font for Chromium",
        package: "fonts-liberation",
        there: || {
            !Path::new("/usr/bin/apt-get").exists()
                || Path::new("/usr/share/fonts/truetype/liberation").exists()
                || Path::new("/usr/share/fonts/truetype/liberation2").exists()
        },
    },
    Need {
        what: "Python 3",
        package: "python3",
        there: || on_path("python3").is_some(),
    },
    Need {
        what: "a place of their own for Python's programs (venv)",
        package: "python3-venv",
        there: || output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok(),
    },
    Need {
        what: "qpdf",
        package: "qpdf",
        there: || on_path("qpdf").is_some(),
    },
    Need {
        what: "pdftotext and pdfinfo",
        package: "poppler-utils",
        there: || on_path("pdftotext").is_some() && on_path("pdfinfo").is_some(),
    },
    Need {
        what: "strace",
        package: "strace",
        there: || !cfg!(target_os = "linux") || on_path("strace").is_some(),
    },
    Need {
        what: "Node.js",
        package: "nodejs",
        there: || on_path("node").is_some(),
    },
    Need {
        what: "npm",
        package: "npm",
        there: || on_path("npm").is_some(),
    },
];

/// Installs what is missing, and says what it found.
pub fn run(workspace: &Workspace) -> Done {
    programs()?;
    npm_packages(&workspace.root.join("e2e"))?;
    python_packages(workspace)?;
    let deny = cargo_deny(workspace)?;
    println!(
        "setup: everything the tests need is here (cargo-deny at {})",
        deny.display()
    );
    Ok(())
}

/// Where cargo-deny is, installing it first if need be.
pub fn cargo_deny(workspace: &Workspace) -> Done<PathBuf> {
    let kept = workspace.target.join("tools/bin/cargo-deny");
    let known = [on_path("cargo-deny"), Some(kept.clone())];
    if let Some(found) = known
        .into_iter()
        .flatten()
        .find(|found| is_program(found) && is_right_version(found))
    {
        return Ok(found);
    }
    println!("setup: compiling cargo-deny {CARGO_DENY} (several minutes, once)");
    let tools = workspace.target.join("tools");
    // Unoptimised: it runs for a second, and optimising it would take longer than all our tests.
    call(
        cargo()
            .args([
                "install",
                "--locked",
                "--debug",
                "--version",
                CARGO_DENY,
                "cargo-deny",
                "--root",
            ])
            .arg(&tools)
            .env("CARGO_TARGET_DIR", tools.join("build"))
            .env("CARGO_PROFILE_DEV_DEBUG", "false"),
    )?;
    Ok(kept)
}

/// The Chromium the end-to-end tests drive.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("FOLKMOOT_CHROMIUM").map(PathBuf::from);
    named.or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(on_path)
    })
}

fn programs() -> Done {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing
        .iter()
        .map(|need| need.what)
        .collect::<Vec<_>>()
        .join(", ");
    println!("setup: missing here: {list}");
    if on_path("apt-get").is_none() {
        return Err(format!(
            "setup: this machine has no apt-get, so install these by its own package manager and run the command again: {list}"
        ));
    }
    apt_get(&["update", "-qq"])?;
    let mut install = vec![
        "install",
        "--yes",
        "--no-install-recommends",
        "--fix-broken",
    ];
    install.extend(missing.iter().map(|need| need.package));
    apt_get(&install)?;
    match NEEDS.iter().find(|need| !(need.there)()) {
        None => Ok(()),
        Some(need) => Err(format!(
            "setup: apt-get installed `{}`, yet {} is still not found; install it by hand and run the command again",
            need.package, need.what
        )),
    }
}

fn apt_get(words: &[&str]) -> Done {
    let root = output(Command::new("id").arg("-u"))?.trim() == "0";
    let mut apt = if root {
        Command::new("apt-get")
    } else if on_path("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    } else {
        return Err(format!(
            "setup: installing needs root and this machine has no sudo; as root, run: apt-get {}",
            words.join(" ")
        ));
    };
    // Another apt-get may be at work on a fresh machine; its lock is waited for, not fought.
    call(
        apt.args(["-o", "DPkg::Lock::Timeout=300"])
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// `npm ci`, unless what is installed was made from the lock file as it is now.
pub fn npm_packages(folder: &Path) -> Done {
    let lock = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.made-from-lock");
    let wanted = std::fs::read(&lock)
        .map_err(|why| format!("{}: {why}; restore it from version control", lock.display()))?;
    if std::fs::read(&stamp).is_ok_and(|made_from| made_from == wanted) {
        return Ok(());
    }
    call(
        Command::new("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
            ])
            .current_dir(folder)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    std::fs::write(&stamp, wanted).map_err(|why| format!("{}: {why}", stamp.display()))
}

/// Where the Python programs of the end-to-end tests are, once `setup` was run.
pub fn python_programs(workspace: &Workspace) -> PathBuf {
    workspace.target.join("tools/python")
}

/// The packages of `e2e/requirements.txt` in a place of their own, unless what is there was made
/// from that list as it is now.
fn python_packages(workspace: &Workspace) -> Done {
    let (list, place) = (
        workspace.root.join("e2e/requirements.txt"),
        python_programs(workspace),
    );
    let stamp = place.join(".made-from-list");
    let wanted = std::fs::read(&list)
        .map_err(|why| format!("{}: {why}; restore it from version control", list.display()))?;
    if std::fs::read(&stamp).is_ok_and(|made_from| made_from == wanted) {
        return Ok(());
    }
    call(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&place),
    )?;
    call(
        Command::new(place.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--no-input"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(&list),
    )?;
    std::fs::write(&stamp, wanted).map_err(|why| format!("{}: {why}", stamp.display()))
}

fn is_right_version(program: &Path) -> bool {
    output(Command::new(program).arg("--version"))
        .is_ok_and(|said| said.trim().ends_with(CARGO_DENY))
}
