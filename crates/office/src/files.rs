//! Files by their hash: the bytes that the book only names.
//!
//! The hash is the SHA-256 of the bytes, and it is worked out again when a file is kept and when
//! it is read, so that what is handed over is what the book names. The name and the kind of a file are
//! in a table, its bytes in the file store (`file_store`), or in the table where there is none.
//! Whether a file is safe to open, and who may see it, is decided elsewhere.

use crate::desk::{Row, sha256, short};
use crate::{Fault, Office, Value};

/// Most bytes in one file: 20 MiB.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;

/// A file, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// SHA-256 of the bytes, as 64 small hexadecimal digits.
    pub hash: String,
    /// What kind of file it is said to be, such as `application/pdf`.
    pub media_type: String,
    /// The name it came with.
    pub name: String,
    /// When it was first kept.
    pub kept: i64,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl dyn Office + '_ {
    /// Keeps a file under its hash. Keeping the same bytes again changes nothing, the name and
    /// the kind included.
    pub fn keep_file(
        &self,
        hash: &str,
        media_type: &str,
        name: &str,
        bytes: &[u8],
        now: i64,
    ) -> Result<(), Fault> {
        if bytes.len() > FILE_LIMIT {
            return Err(Fault::TooLarge {
                what: "file",
                size: bytes.len(),
                limit: FILE_LIMIT,
            });
        }
        short("kind of file", media_type)?;
        short("name of the file", name)?;
        if sha256(bytes) != hash {
            return Err(Fault::WrongHash {
                hash: hash.to_owned(),
            });
        }
        let beside = match self.file_store() {
            // Also when it is known already: bytes that were lost are mended by sending them again.
            Some(store) => {
                store.put(hash, bytes)?;
                Value::Nothing
            }
            None => Value::Bytes(bytes),
        };
        self.run(
            "INSERT INTO files (hash, media_type, name, kept, bytes) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
            &[
                hash.into(),
                media_type.into(),
                name.into(),
                now.into(),
                beside,
            ],
        )?;
        Ok(())
    }

    /// Whether a file is kept, without reading its bytes.
    pub fn has_file(&self, hash: &str) -> Result<bool, Fault> {
        let kept = self.ask_one(
            "SELECT kept FROM files WHERE hash = ?",
            &[hash.into()],
            Row::number,
        )?;
        Ok(kept.is_some())
    }

    /// A file by its hash. Bytes that no longer match it are a fault, never an answer.
    pub fn file(&self, hash: &str) -> Result<Option<File>, Fault> {
        let row = self.ask_one(
            "SELECT hash, media_type, name, kept, bytes FROM files WHERE hash = ?",
            &[hash.into()],
            row,
        )?;
        let Some((file, beside)) = row else {
            return Ok(None);
        };
        let hash = || hash.to_owned();
        let bytes = match (beside, self.file_store()) {
            (Some(bytes), _) if sha256(&bytes) != file.hash => {
                return Err(Fault::WrongHash { hash: hash() });
            }
            (Some(bytes), _) => bytes,
            (None, Some(store)) => {
                let bytes = store.get(&file.hash)?;
                bytes.ok_or_else(|| Fault::Missing { hash: hash() })?
            }
            (None, None) => return Err(Fault::Missing { hash: hash() }),
        };
        Ok(Some(File { bytes, ..file }))
    }

    /// Reads every file, and gives how many are as they were kept, and the hashes of those that are
    /// lost or changed.
    pub fn look_through_files(&self) -> Result<(usize, Vec<String>), Fault> {
        let (mut sound, mut harmed) = (0, Vec::new());
        for hash in self.file_hashes()? {
            match self.file(&hash) {
                Ok(Some(_)) => sound += 1,
                Ok(None) => {}
                Err(Fault::Missing { .. } | Fault::WrongHash { .. }) => harmed.push(hash),
                Err(fault) => return Err(fault),
            }
        }
        Ok((sound, harmed))
    }

    /// The hashes of all files kept, in order.
    pub fn file_hashes(&self) -> Result<Vec<String>, Fault> {
        self.ask_all("SELECT hash FROM files ORDER BY hash", &[], Row::text)
    }

    /// Moves bytes that are still in the table into the file store, one file after the other, and
    /// counts them. May be stopped and begun again at any time.
    pub fn move_files_to_store(&self) -> Result<usize, Fault> {
        let Some(store) = self.file_store() else {
            return Ok(0);
        };
        let waiting = self.ask_all(
            "SELECT hash FROM files WHERE bytes IS NOT NULL ORDER BY hash",
            &[],
            Row::text,
        )?;
        for hash in &waiting {
            if let Some(file) = self.file(hash)? {
                store.put(hash, &file.bytes)?;
                self.run(
                    "UPDATE files SET bytes = NULL WHERE hash = ?",
                    &[hash.as_str().into()],
                )?;
            }
        }
        if !waiting.is_empty() {
            self.scrub(&["files"])?;
        }
        Ok(waiting.len())
    }

    /// Removes a file that should not have been kept, and what it left in the database's files.
    /// Says whether there was one. The book goes on naming its hash.
    pub fn remove_file(&self, hash: &str) -> Result<bool, Fault> {
        // The bytes first: whatever interrupts this, it can be asked for again.
        if let (Some(store), true) = (self.file_store(), self.has_file(hash)?) {
            store.remove(hash)?;
        }
        let removed = self.run("DELETE FROM files WHERE hash = ?", &[hash.into()])? > 0;
        self.scrub(&["files"])?;
        Ok(removed)
    }
}

/// A row, and the bytes in it if that is where they are.
fn row(row: &mut Row) -> Result<(File, Option<Vec<u8>>), Fault> {
    let file = File {
        hash: row.text()?,
        media_type: row.text()?,
        name: row.text()?,
        kept: row.number()?,
        bytes: Vec::new(),
    };
    Ok((file, row.perhaps_bytes()?))
}
