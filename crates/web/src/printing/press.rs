//! The press: makes documents into files, a few at a time, and keeps them while they are fresh.
//!
//! A file is known by what its document says, so whoever asks for the same document gets the same bytes,
//! and nobody gets a file of a document that was not made for them: who may read what was decided when the
//! document was made. When somebody is erased or a text is redacted, everything kept is forgotten.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use documents::{Document, Form, Renderer};
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, watch};

use crate::session::hex;

/// How many files are made at the same time. Others wait their turn.
const AT_ONCE: usize = 2;
/// How many may wait before the rest are sent away for a while.
const WAITING: usize = 32;
/// How long an answer waits for its file before it says that it is being made.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// The most bytes of files that are kept.
const MOST: usize = 32 * 1024 * 1024;

/// What became of a wish for a file.
#[derive(Debug, Clone)]
pub(crate) enum Printed {
    /// Here it is.
    Ready(Bytes),
    /// It is being made: ask again in a moment.
    Underway,
    /// Too many files are being made: ask again later.
    Busy,
    /// It cannot be made.
    Failed,
}

/// A file on its way, or made.
#[derive(Clone)]
enum Sheet {
    Underway(watch::Receiver<bool>),
    Ready(Bytes),
    Failed,
}

#[derive(Default)]
struct Tray {
    sheets: HashMap<String, Sheet>,
    oldest_first: VecDeque<String>,
    size: usize,
    /// How often everything was forgotten: what was begun before is not put down after.
    emptied: u64,
}

/// Makes files and keeps them.
pub(crate) struct Press {
    renderer: Option<Arc<dyn Renderer>>,
    turns: Arc<Semaphore>,
    tray: Arc<Mutex<Tray>>,
    patience: Duration,
}

impl Press {
    /// A press; without a renderer it makes nothing.
    pub(crate) fn of(renderer: Option<Arc<dyn Renderer>>) -> Self {
        Self {
            renderer,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            tray: Arc::default(),
            patience: PATIENCE,
        }
    }

    /// Whether it makes anything.
    pub(crate) fn prints(&self) -> bool {
        self.renderer.is_some()
    }

    /// What a file is known by: its form, and all that its document says.
    pub(crate) fn name(document: &Document, form: Form) -> Option<String> {
        let said = serde_json::to_vec(document).ok()?;
        let mut hash = Sha256::new();
        hash.update(form.ending());
        hash.update([0]);
        hash.update(said);
        Some(hex(&hash.finalize()))
    }

    /// The file of a document, if it can be had in a moment.
    pub(crate) async fn print(&self, name: String, document: Document, form: Form) -> Printed {
        let Some(renderer) = self.renderer.clone() else {
            return Printed::Failed;
        };
        let Some(mut done) = self.begin(&name, document, form, renderer) else {
            return self.printed(&name).unwrap_or(Printed::Busy);
        };
        // It ends also when whoever prints has gone: then there is nothing in the tray.
        let _ = tokio::time::timeout(self.patience, done.wait_for(|done| *done)).await;
        self.printed(&name).unwrap_or(Printed::Failed)
    }

    fn printed(&self, name: &str) -> Option<Printed> {
        Some(match tray(&self.tray).sheets.get(name)? {
            Sheet::Ready(bytes) => Printed::Ready(bytes.clone()),
            Sheet::Underway(_) => Printed::Underway,
            Sheet::Failed => Printed::Failed,
        })
    }

    /// Has a file made unless it is made or being made; none: there is nothing to wait for.
    fn begin(
        &self,
        name: &str,
        document: Document,
        form: Form,
        renderer: Arc<dyn Renderer>,
    ) -> Option<watch::Receiver<bool>> {
        let mut held = tray(&self.tray);
        match held.sheets.get(name) {
            Some(Sheet::Ready(_)) => return None,
            Some(Sheet::Underway(done)) => return Some(done.clone()),
            Some(Sheet::Failed) | None => {}
        }
        let underway = |sheet: &&Sheet| matches!(sheet, Sheet::Underway(_));
        if held.sheets.values().filter(underway).count() >= WAITING {
            return None;
        }
        let (tell, done) = watch::channel(false);
        let sheet = Sheet::Underway(done.clone());
        held.sheets.insert(name.to_owned(), sheet);
        let emptied = held.emptied;
        drop(held);
        let (turns, shelf, name) = (
            Arc::clone(&self.turns),
            Arc::clone(&self.tray),
            name.to_owned(),
        );
        tokio::spawn(async move {
            let turn = turns.acquire_owned().await;
            let work = move || renderer.render(&document, form);
            let made = tokio::task::spawn_blocking(work).await;
            drop(turn);
            let sheet = match made {
                Ok(Ok(bytes)) => Sheet::Ready(Bytes::from(bytes)),
                Ok(Err(fault)) => {
                    tracing::error!(%fault, "a document could not be printed");
                    Sheet::Failed
                }
                Err(fault) => {
                    tracing::error!(%fault, "the press stopped while it was printing");
                    Sheet::Failed
                }
            };
            tray(&shelf).put_down(name, sheet, emptied);
            // Nobody may be waiting any more.
            let _ = tell.send(true);
        });
        Some(done)
    }

    /// Forgets every file: words that stood in them are not to be known any more.
    pub(crate) fn forget(&self) {
        let mut tray = tray(&self.tray);
        *tray = Tray {
            emptied: tray.emptied + 1,
            ..Tray::default()
        };
    }
}

impl Tray {
    fn put_down(&mut self, name: String, sheet: Sheet, emptied: u64) {
        if emptied != self.emptied {
            return;
        }
        if let Sheet::Ready(bytes) = &sheet {
            self.size += bytes.len();
        }
        self.sheets.insert(name.clone(), sheet);
        self.oldest_first.push_back(name);
        while self.size > MOST || self.oldest_first.len() > 1_000 {
            let Some(oldest) = self.oldest_first.pop_front() else {
                return;
            };
            if let Some(Sheet::Ready(bytes)) = self.sheets.remove(&oldest) {
                self.size -= bytes.len();
            }
        }
    }
}

fn tray(tray: &Mutex<Tray>) -> MutexGuard<'_, Tray> {
    tray.lock().unwrap_or_else(PoisonError::into_inner)
}
