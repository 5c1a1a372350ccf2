//! A form that a file comes along with.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::StatusCode,
};
use bytes::Bytes;

use crate::{
    Site,
    forms::{Choice, Form},
    problem::Problem,
    visit::Visit,
};

/// The most inputs of such a form, files included.
const MOST_PARTS: usize = 100;

/// A form sent as `multipart/form-data`. The route needs
/// `.layer(DefaultBodyLimit::max(UPLOAD_LIMIT))`.
pub(crate) struct UploadForm {
    /// What was typed.
    pub(crate) form: Form,
    /// What to answer when a file holds something that is not seen at once; empty until one does.
    pub(crate) hidden: Vec<Choice>,
    files: Vec<(String, String, Bytes)>,
}

impl UploadForm {
    /// Whether a file was chosen in the input of this name.
    pub(crate) fn has_file(&self, input: &str) -> bool {
        self.files.iter().any(|(name, ..)| name == input)
    }

    /// The file chosen in the input of this name, with the name that it came with.
    pub(crate) fn file(&self, input: &str) -> Option<(String, Bytes)> {
        let mut files = self.files.iter();
        let (_, name, bytes) = files.find(|(of, ..)| of == input)?;
        Some((name.clone(), bytes.clone()))
    }

    /// The file chosen in the input of this name, as a text. None when there is none, or it is no
    /// text; of the latter the form says so at that input.
    pub(crate) fn text(&mut self, input: &str) -> Option<String> {
        let (.., bytes) = self.files.iter().find(|(name, ..)| name == input)?;
        let text = String::from_utf8(bytes.to_vec()).ok();
        if text.is_none() {
            self.form.asks(input);
            self.form.wrong(
                input,
                "This file is not a text: choose the file with the ending .toml",
            );
        }
        text
    }

    /// Keeps the file chosen in the input of this name and gives its hash. None when there is no such
    /// file or it is not taken; then the form says so at that input.
    pub(crate) async fn keep(
        &mut self,
        visit: &Visit,
        input: &str,
    ) -> Result<Option<String>, Problem> {
        let Some((_, file, bytes)) = self.files.iter().find(|(name, ..)| name == input) else {
            self.form.asks(input);
            self.form.wrong(input, "Choose a file");
            return Ok(None);
        };
        let known = self.form.value("hidden") == "known";
        match super::keep(&visit.site, file, bytes.clone(), known).await {
            Ok(hash) => Ok(Some(hash)),
            Err(problem) if problem.code() == super::HIDDEN => {
                self.hidden = vec![
                    Choice::new(
                        "no",
                        "No: I have taken them out of the file that I choose now",
                    ),
                    Choice::new("known", "Yes: whoever reads the paper may see them"),
                ];
                self.form.asks(input);
                self.form.wrong(input, problem.in_words());
                Ok(None)
            }
            Err(problem) if problem.status().is_client_error() => {
                self.form.asks(input);
                self.form.wrong(input, problem.in_words());
                Ok(None)
            }
            Err(problem) => Err(problem),
        }
    }
}

impl FromRequest<Arc<Site>> for UploadForm {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let parts = Multipart::from_request(request, site).await;
        let mut parts = parts.map_err(|_| Problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
        let (mut form, mut files) = (Form::empty(), Vec::new());
        let broken = |error: axum::extract::multipart::MultipartError| {
            crate::forms::too_large_or_broken(error.status())
        };
        for nth in 0.. {
            let Some(part) = parts.next_field().await.map_err(broken)? else {
                break;
            };
            if nth >= MOST_PARTS {
                return Err(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE));
            }
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                // An input for a file in which none was chosen is sent with an empty name.
                Some(file) if file.is_empty() => {}
                Some(file) => files.push((name, file, part.bytes().await.map_err(broken)?)),
                None => form = form.with(name, part.text().await.map_err(broken)?),
            }
        }
        Ok(Self {
            form,
            hidden: Vec::new(),
            files,
        })
    }
}
