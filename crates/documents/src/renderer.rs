//! What turns a document into a file.

use serde::Serialize;

use crate::Document;

/// What kind of file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// To read and print, by everyone: PDF/UA-1.
    Pdf,
    /// To edit: Word.
    Word,
    /// To reckon with: Excel.
    Excel,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Word, Self::Excel];

    /// The ending of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::Excel => "xlsx",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Word => "Word",
            Self::Excel => "Excel",
        }
    }

    /// The form whose files end so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }
}

/// Turns documents into files. The same document gives the same bytes, whoever asks and whenever.
pub trait Renderer: Send + Sync + std::fmt::Debug {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// When the document cannot be made into such a file.
    fn render(&self, document: &Document, form: Form) -> Result<Vec<u8>, Fault>;
}

/// Why a document could not be made into a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the document could not be written as {}: {why}", .form.name())]
pub struct Fault {
    /// As what.
    pub form: Form,
    /// Why, for whoever looks after the program.
    pub why: String,
}
