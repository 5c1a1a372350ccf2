//! The sample county that is measured, and how long it took to make.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Done;
use crate::program::{Place, Program, temporary};

/// The address of the sample partnership.
pub const PARTNERSHIP: &str = "sample";
/// Its first meeting, which is the same whatever the size of the county.
pub const MEETING: &str = "body-0-2007-01-01";

/// A county in a folder.
pub struct County {
    /// Where it is.
    pub place: Place,
    /// Lines of its book.
    pub lines: u64,
    _folder: Option<TempDir>,
}

impl County {
    /// Makes a county, or takes the one that is kept; then nobody knows how long it took.
    pub fn made(
        program: &Program,
        years: u16,
        bodies: u16,
        kept: Option<&Path>,
    ) -> Done<(Self, Option<Duration>)> {
        let (data, folder): (PathBuf, _) = match kept {
            Some(kept) => (kept.to_path_buf(), None),
            None => {
                let folder = temporary("folkmoot-county-")?;
                (folder.path().join("data"), Some(folder))
            }
        };
        let place = Place::folder(data);
        let mut making = None;
        if !place.data.join("book.db").exists() {
            println!("bench: making a county of {years} years and {bodies} bodies");
            let began = Instant::now();
            let (years, bodies) = (years.to_string(), bodies.to_string());
            program.says(&place, &["sample", "--years", &years, "--bodies", &bodies])?;
            making = Some(began.elapsed());
        }
        let verified = program.says(&place, &["verify", "--json"])?;
        let verified: serde_json::Value = serde_json::from_str(verified.trim())
            .map_err(|why| format!("folkmoot verify --json: {why}: {verified}"))?;
        let lines = verified["line"].as_u64().unwrap_or_default();
        let county = Self {
            place,
            lines,
            _folder: folder,
        };
        Ok((county, making))
    }

    /// A copy to write in, so that the county stays what it was.
    pub fn copy(&self) -> Done<Self> {
        let folder = temporary("folkmoot-county-")?;
        let files = std::fs::read_dir(&self.place.data)
            .map_err(|why| format!("{}: {why}", self.place.data.display()))?;
        for file in files.flatten() {
            let to = folder.path().join(file.file_name());
            if file.path().is_file() {
                std::fs::copy(file.path(), &to)
                    .map_err(|why| format!("{}: {why}", to.display()))?;
            }
        }
        let place = Place::folder(folder.path().to_path_buf());
        Ok(Self {
            place,
            lines: self.lines,
            _folder: Some(folder),
        })
    }
}

/// The address of a page of the county.
pub fn at(path: &str) -> String {
    format!("/{PARTNERSHIP}{path}")
}
