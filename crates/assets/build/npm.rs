//! Where the published packages come from: npm, or a folder the packager names.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Names a `node_modules` folder to use instead of calling npm.
pub const OVERRIDE: &str = "FOLKMOOT_NODE_MODULES";

/// What to do about it, said the same way wherever installing fails.
const INSTRUCTION: &str = "Folkmoot's pages need a few published packages, which npm fetches while building.\n\
    Either install Node.js 20 or later, which brings npm, and build again; or run\n\
    `npm ci --ignore-scripts --omit=dev` in a copy of crates/assets yourself and point\n\
    FOLKMOOT_NODE_MODULES at the node_modules folder it makes.";

/// The folder that holds the packages, installing them first if need be.
///
/// The lock file is compared with the one installed last time, so that editing a stylesheet does
/// not call npm again.
pub fn modules(out: &Path) -> PathBuf {
    if let Some(given) = env::var_os(OVERRIDE).filter(|given| !given.is_empty()) {
        return PathBuf::from(given);
    }
    let folder = out.join("npm");
    let modules = folder.join("node_modules");
    let finished = folder.join("installed.json");
    let lock = read_lock();
    if modules.is_dir() && fs::read(&finished).is_ok_and(|installed| installed == lock) {
        return modules;
    }
    if let Err(why) = copy_manifests(&folder, &lock) {
        panic!("cannot prepare {}: {why}", folder.display());
    }
    install(&folder);
    if let Err(why) = fs::write(&finished, &lock) {
        panic!("cannot write {}: {why}", finished.display());
    }
    modules
}

fn read_lock() -> Vec<u8> {
    fs::read("package-lock.json")
        .unwrap_or_else(|why| panic!("cannot read crates/assets/package-lock.json: {why}"))
}

fn copy_manifests(folder: &Path, lock: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::copy("package.json", folder.join("package.json"))?;
    fs::write(folder.join("package-lock.json"), lock)
}

/// Scripts of the packages are never run: we want their files, not their opinions.
fn install(folder: &Path) {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args([
            "ci",
            "--ignore-scripts",
            "--omit=dev",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
        ])
        .current_dir(folder)
        .output();
    match run {
        Err(why) => panic!("\n\ncannot run npm: {why}.\n{INSTRUCTION}\n"),
        Ok(run) if !run.status.success() => {
            panic!(
                "\n\nnpm ci failed:\n{}\n{INSTRUCTION}\n",
                String::from_utf8_lossy(&run.stderr)
            )
        }
        Ok(_) => {}
    }
}
