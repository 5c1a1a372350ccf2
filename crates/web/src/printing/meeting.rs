//! What a meeting gives to take away: its agenda, its pack, its minutes.

use std::collections::BTreeMap;

use app::{
    Denied,
    views::{self, MeetingView},
};
use axum::{extract::Path, http::HeaderMap, response::Response};
use documents::{Form, agenda, minutes};
use record::id::MeetingId;

use super::{house, send};
use crate::{problem::Problem, say, visit::Visit};

/// The most characters of the plain texts that a pack takes in.
const LONGEST: usize = 2_000_000;

fn id(meeting: &str) -> Result<MeetingId, Problem> {
    meeting.parse().map_err(|_| Problem::not_found())
}

fn view(visit: &Visit, meeting: &str) -> Result<MeetingView, Problem> {
    let view = views::meeting(&visit.reading, &id(meeting)?, say::audience(visit));
    view.ok_or_else(Problem::not_found)
}

/// `GET /{partnership}/meetings/{meeting}/pack.pdf`
pub(super) async fn pack(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let view = view(&visit, &meeting)?;
    crate::meetings::before::note_opened(&visit, &view.line.id).await;
    let texts = plain_texts(&visit, &view).await?;
    note_withheld(&visit, &view, &texts).await?;
    let document = documents::pack(&house(&visit), &view, &texts);
    send(&visit, document, Form::Pdf, &asked).await
}

/// The papers of a meeting that are plain text and that whoever looks may read, by their hash. That they
/// may is what the view says: it gives the hash of no other.
async fn plain_texts(
    visit: &Visit,
    view: &MeetingView,
) -> Result<BTreeMap<String, String>, Problem> {
    let papers = view.notice.pack.iter().flat_map(|part| &part.papers);
    let readable: Vec<String> = papers.filter_map(|paper| paper.hash.clone()).collect();
    let texts = visit.site.apart(move |house| {
        let mut texts = BTreeMap::new();
        let mut room = LONGEST;
        for hash in readable {
            let Some(file) = house.office().file(&hash)? else {
                continue;
            };
            if !file.media_type.starts_with("text/plain") || file.bytes.len() > room {
                continue;
            }
            if let Ok(text) = String::from_utf8(file.bytes.to_vec()) {
                room -= text.len();
                texts.insert(hash, text);
            }
        }
        Ok::<_, app::OfficeFault>(texts)
    });
    Ok(texts.await?.map_err(Denied::from)?)
}

/// Notes that somebody read what is not for everyone, as where the paper itself is fetched.
async fn note_withheld(
    visit: &Visit,
    view: &MeetingView,
    texts: &BTreeMap<String, String>,
) -> Result<(), Problem> {
    let papers = view.agenda.iter().flat_map(|item| &item.papers);
    let withheld = papers.filter(|paper| !paper.class.is_public());
    let read = withheld.filter_map(|paper| paper.hash.as_ref());
    for hash in read.filter(|hash| texts.contains_key(*hash)) {
        let meetings = std::slice::from_ref(&view.line.id);
        crate::meetings::before::note_paper_opened(visit, hash, meetings).await?;
    }
    Ok(())
}

/// `GET /{partnership}/meetings/{meeting}/agenda.pdf`
pub(super) async fn agenda_pdf(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    send_agenda(&visit, &meeting, Form::Pdf, &asked).await
}

/// `GET /{partnership}/meetings/{meeting}/agenda.docx`
pub(super) async fn agenda_docx(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    send_agenda(&visit, &meeting, Form::Word, &asked).await
}

async fn send_agenda(
    visit: &Visit,
    meeting: &str,
    form: Form,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let view = view(visit, meeting)?;
    crate::meetings::before::note_opened(visit, &view.line.id).await;
    send(visit, agenda(&house(visit), &view), form, asked).await
}

/// `GET /{partnership}/meetings/{meeting}/minutes.pdf`
pub(super) async fn minutes_pdf(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    send_minutes(&visit, &meeting, Form::Pdf, &asked).await
}

/// `GET /{partnership}/meetings/{meeting}/minutes.docx`
pub(super) async fn minutes_docx(
    visit: Visit,
    Path((_, meeting)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    send_minutes(&visit, &meeting, Form::Word, &asked).await
}

async fn send_minutes(
    visit: &Visit,
    meeting: &str,
    form: Form,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let view = views::minutes(&visit.reading, &id(meeting)?, say::audience(visit));
    let view = view.ok_or_else(Problem::not_found)?;
    let document = minutes(&house(visit), &view).ok_or_else(Problem::not_found)?;
    send(visit, document, form, asked).await
}
