//! PDF/UA-1, set by Typst.
//!
//! The one source is `paper.typ`; what a document says reaches it as data, so that no word of it can be
//! taken for markup. Each job has a small world of its own: this source, this data, this typeface.

use std::sync::Arc;

use documents::{Block, Document, Fault, Form};
use serde_json::{Value, json};
use typst::{
    Feature, Features, Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{glyphs::Glyphs, picture};

/// How many pixels of a picture fill the width of the page.
const FULL_WIDTH: u32 = 720;

/// What stays the same from one document to the next.
pub(crate) struct Press {
    library: Arc<LazyHash<Library>>,
    book: Arc<LazyHash<FontBook>>,
    fonts: Arc<[Font]>,
    glyphs: Glyphs,
    source: Source,
    data: FileId,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Press").finish_non_exhaustive()
    }
}

impl Press {
    pub(crate) fn new() -> Result<Self, Fault> {
        let faces = assets::PRINT_FACES.iter();
        let fonts: Arc<[Font]> = faces
            .flat_map(|face| Font::iter(Bytes::new(*face)))
            .collect();
        let fault = |why: &str| Fault {
            form: Form::Pdf,
            why: why.to_owned(),
        };
        let regular = fonts.first().ok_or_else(|| fault("there is no typeface"))?;
        let features = Features::from_iter([Feature::A11yExtras]);
        let (main, data) = (file("paper.typ"), file("document.json"));
        let (Some(main), Some(data)) = (main, data) else {
            return Err(fault("the names of its files are not understood"));
        };
        Ok(Self {
            library: Arc::new(LazyHash::new(
                Library::builder().with_features(features).build(),
            )),
            book: Arc::new(LazyHash::new(FontBook::from_fonts(fonts.iter()))),
            glyphs: Glyphs::of(regular),
            fonts,
            source: Source::new(main, include_str!("paper.typ").to_owned()),
            data,
        })
    }

    pub(crate) fn print(&self, document: &Document) -> Result<Vec<u8>, String> {
        let job = Job {
            press: self,
            data: Bytes::from_string(self.data_of(document)?.to_string()),
        };
        let printed = typst::compile::<PagedDocument>(&job);
        let printed = printed.output.map_err(|faults| said(&faults))?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
        let options = PdfOptions {
            standards: standards.map_err(|fault| fault.message().to_string())?,
            creator: typst::foundations::Smart::Custom(Some("Folkmoot".to_owned())),
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&printed, &options).map_err(|faults| said(&faults));
        // What was remembered of this document would not help with the next.
        comemo::evict(0);
        bytes
    }

    /// The document as the template reads it: with cells said, pictures measured, and only characters
    /// that the typeface has.
    fn data_of(&self, document: &Document) -> Result<Value, String> {
        let mut data = serde_json::to_value(document).map_err(|fault| fault.to_string())?;
        for (value, block) in data["blocks"]
            .as_array_mut()
            .into_iter()
            .flatten()
            .zip(&document.blocks)
        {
            match block {
                Block::Table(table) => {
                    let rows = value["rows"].as_array_mut().into_iter().flatten();
                    for (row, cells) in rows.zip(&table.rows) {
                        let cells = row.as_array_mut().into_iter().flatten().zip(cells);
                        for (value, cell) in cells {
                            value["said"] = json!(cell.said());
                        }
                    }
                }
                Block::Figure(figure) => {
                    let width = picture::width(&figure.svg).unwrap_or(FULL_WIDTH);
                    value["width"] = json!((width * 100).div_ceil(FULL_WIDTH).clamp(10, 100));
                }
                Block::Gallery { figures } => {
                    let values = value["figures"].as_array_mut().into_iter().flatten();
                    for (value, _) in values.zip(figures) {
                        value["width"] = json!(100);
                    }
                }
                _ => {}
            }
        }
        self.glyphs.mend(&mut data);
        Ok(data)
    }
}

fn file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn said(faults: &[SourceDiagnostic]) -> String {
    let said = faults.iter().map(|fault| fault.message.to_string());
    said.collect::<Vec<_>>().join("; ")
}

/// What Typst may see while it sets one document.
struct Job<'a> {
    press: &'a Press,
    data: Bytes,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.press.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.press.source.id() {
            Ok(self.press.source.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// Nothing in a document depends on the day it is printed.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
