//! Files by their hash: the bytes that the book only names.
//!
//! The hash is the SHA-256 of the bytes, and it is worked out again when a file is kept and when
//! it is read, so that what is handed over is what the book names. Whether a file is safe to open,
//! and who may see it, is decided elsewhere.

use crate::desk::{Row, sha256, short};
use crate::{Fault, Office};

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
        if self.has_file(hash)? {
            return Ok(());
        }
        self.run(
            "INSERT INTO files (hash, media_type, name, kept, bytes) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
            &[
                hash.into(),
                media_type.into(),
                name.into(),
                now.into(),
                crate::Value::Bytes(bytes),
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
        let file = self.ask_one(
            "SELECT hash, media_type, name, kept, bytes FROM files WHERE hash = ?",
            &[hash.into()],
            file,
        )?;
        match file {
            Some(file) if sha256(&file.bytes) != hash => Err(Fault::WrongHash {
                hash: hash.to_owned(),
            }),
            file => Ok(file),
        }
    }

    /// Removes a file that should not have been kept, and what it left in the database's files.
    /// Says whether there was one. The book goes on naming its hash.
    pub fn remove_file(&self, hash: &str) -> Result<bool, Fault> {
        let removed = self.run("DELETE FROM files WHERE hash = ?", &[hash.into()])? > 0;
        self.scrub(&["files"])?;
        Ok(removed)
    }
}

fn file(row: &mut Row) -> Result<File, Fault> {
    Ok(File {
        hash: row.text()?,
        media_type: row.text()?,
        name: row.text()?,
        kept: row.number()?,
        bytes: row.bytes()?,
    })
}
