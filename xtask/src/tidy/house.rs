//! The files of the house as tidy sees them: ours, as text, by their path from the root.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Done;

/// What is built, fetched or kept by version control is not ours to tidy.
const NOT_OURS: &[&str] = &[".git", "target", "node_modules"];

/// Every file of the checkout; those that are not UTF-8 text are known by name only.
pub struct House {
    files: BTreeMap<String, Option<String>>,
}

impl House {
    /// Reads the checkout once.
    pub fn enter(root: &Path) -> Done<Self> {
        let mut house = Self {
            files: BTreeMap::new(),
        };
        house
            .walk(root, "")
            .map_err(|why| format!("tidy: {} cannot be read: {why}", root.display()))?;
        Ok(house)
    }

    /// A house of a few made-up files, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| ((*path).into(), Some((*text).into())))
                .collect(),
        }
    }

    /// All paths, with `/` between folders.
    pub fn files(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    /// The text of a file, if it is there and is text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Path and text of the files under a folder (`""` is the root) whose names end so.
    pub fn texts<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self
            .files
            .iter()
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)));
        all.filter(move |(path, _)| path.starts_with(folder) && path.ends_with(ending))
    }

    /// Whether a file or a folder of this path is in the checkout.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    fn walk(&mut self, folder: &Path, under: &str) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if under.is_empty() {
                name.clone()
            } else {
                format!("{under}/{name}")
            };
            if NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                self.walk(&entry.path(), &path)?;
            } else if entry.file_type()?.is_file() {
                let text = String::from_utf8(fs::read(entry.path())?).ok();
                self.files.insert(path, text);
            }
        }
        Ok(())
    }
}
