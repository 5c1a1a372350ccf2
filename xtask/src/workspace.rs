//! Where the house stands: its root, its target folder and what `cargo metadata` says of its crates.

use std::path::PathBuf;

use serde_json::Value;

use crate::Done;
use crate::command::{cargo, output};

/// The checkout this task runner belongs to.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo puts what it builds; follows `CARGO_TARGET_DIR`.
    pub target: PathBuf,
    /// `cargo metadata --no-deps`: our own packages with the dependencies they declare.
    pub metadata: Value,
}

impl Workspace {
    /// Asks cargo, starting from the folder of this crate and not from wherever the reader stands.
    ///
    /// The folder is asked for when it runs: with a build folder shared by two checkouts, the one it was
    /// compiled in may be the other, or gone.
    pub fn find() -> Done<Self> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let mut ask = cargo();
        ask.args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&here);
        let metadata: Value = serde_json::from_str(&output(&mut ask)?).map_err(|why| {
            format!("`cargo metadata` answered something that is not JSON: {why}")
        })?;
        let folder = |key: &str| {
            let found = metadata[key].as_str().map(PathBuf::from);
            found.ok_or_else(|| format!("`cargo metadata` gives no `{key}`; is this cargo older than the workspace asks for?"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            metadata,
        })
    }
}
