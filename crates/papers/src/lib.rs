//! Documents as PDF, Word and Excel.
//!
//! What it decides: what a document looks like, and how its bytes are made. What it does not: what it says
//! (`documents` does), who may read it (`app` does), or when it is made and for how long it is kept (`web`
//! does). It opens no file, asks no network and reads no clock, so the same document gives the same bytes.
//!
//! Typst sets the PDF and is used nowhere else: it is most of the time it takes to build Folkmoot.

mod excel;
mod glyphs;
mod pdf;
mod picture;
mod word;

use documents::{Document, Fault, Form, Renderer};

/// The printer's shop: makes documents into files.
#[derive(Debug)]
pub struct Papers {
    pdf: pdf::Press,
}

impl Papers {
    /// Opens the shop: reads the typeface, once.
    ///
    /// # Errors
    ///
    /// When the program was built without its typeface.
    pub fn open() -> Result<Self, Fault> {
        Ok(Self {
            pdf: pdf::Press::new()?,
        })
    }
}

impl Renderer for Papers {
    fn render(&self, document: &Document, form: Form) -> Result<Vec<u8>, Fault> {
        let made = match form {
            Form::Pdf => self.pdf.print(document),
            Form::Word => word::write(document),
            Form::Excel => excel::write(document),
        };
        made.map_err(|why| Fault { form, why })
    }
}

#[cfg(test)]
mod tests;
