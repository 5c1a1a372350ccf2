//! Papers: files that are kept under their hash and sent to whoever may read them.
//!
//! What a file is, its bytes say ([`sniff`]). Who may fetch a paper, `app::views::fetch` decides by its
//! class; a file that nobody tabled is nobody's to fetch, and of what someone may not read they are not
//! told that it is there. Files are sent to be saved, never to be shown by the browser as part of this
//! site. What is not for everyone is kept by no cache, and whoever fetches it is noted.

pub(crate) mod inspect;
mod sniff;
mod upload;

use std::sync::Arc;

use app::{Denied, views};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use record::meetings::ClassKind;
use sha2::{Digest, Sha256};

pub(crate) use upload::UploadForm;

use crate::{Site, problem::Problem, say, session::hex, visit::Visit};

/// The most bytes of one file: 20 MiB, as the office keeps.
pub(crate) const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 150;

/// Keeps a file and gives its hash. Refuses kinds that are not taken (415), files that are too large
/// (413), and what is harmful inside (422). What somebody may have left in it unseen is refused too,
/// unless they say that they know (`hidden_known`).
pub(crate) async fn keep(
    site: &Arc<Site>,
    name: &str,
    bytes: Bytes,
    hidden_known: bool,
) -> Result<String, Problem> {
    if bytes.len() > FILE_LIMIT {
        return Err(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let name = clean(name);
    let kept = site.apart(move |house| {
        let kind = sniff::sniff(&bytes, &name).ok_or_else(not_taken)?;
        let hidden = inspect::inspect(kind, &bytes).map_err(|why| harmful(&why))?;
        if !hidden.is_empty() && !hidden_known {
            return Err(holds_hidden(&hidden));
        }
        let hash = hex(&Sha256::digest(&bytes));
        let now = house.now().as_second();
        let kept = house
            .office()
            .keep_file(&hash, kind.media_type, &name, &bytes, now);
        kept.map_err(Denied::from)?;
        Ok(hash)
    });
    kept.await?
}

/// `GET /{partnership}/papers/{hash}`
pub(crate) async fn send(
    visit: Visit,
    Path((_, hash)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let paper = hash.parse().map_err(|_| Problem::not_found())?;
    let fetch = views::fetch(&visit.reading, say::audience(&visit), &paper);
    let fetch = fetch.ok_or_else(Problem::not_found)?;
    let withheld = fetch.class != ClassKind::Public;
    let noted = crate::meetings::before::note_paper_opened(&visit, &hash, &fetch.meetings).await;
    if let Err(error) = noted {
        // Nobody is kept from what everyone may read because it could not be noted.
        if withheld {
            return Err(error);
        }
        tracing::warn!("it could not be noted that a paper was opened");
    }
    let etag = format!("\"{hash}\"");
    let known = asked.get(header::IF_NONE_MATCH);
    if !withheld && known.is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let title = fetch.title;
    let file = visit.site.apart(move |house| house.office().file(&hash));
    let file = file.await?.map_err(Denied::from)?;
    let file = file.ok_or_else(Problem::not_found)?;
    let kind = sniff::kept_as(&file.media_type);
    let headers = [
        (header::CONTENT_TYPE, kind.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&title, kind.ending)),
        (header::ETAG, etag),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'".to_owned(),
        ),
    ];
    let mut response = (headers, file.bytes).into_response();
    if withheld {
        let headers = response.headers_mut();
        headers.remove(header::ETAG);
        for (name, value) in [
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}

fn not_taken() -> Problem {
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "media-type",
        "That kind of file is not accepted",
        "Papers may be PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt), plain text, Markdown, PNG or JPEG, without macros.",
        "Save the paper as a PDF and send that.",
    )
    .on_field("file")
}

fn harmful(why: &inspect::NotTaken) -> Problem {
    let what = crate::problem::sentence(&why.to_string());
    let title = "That file is not accepted";
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "file",
        title,
        what,
        why.help(),
    )
    .on_field("file")
}

/// The code of the problem that a file holds what its readers do not see at once.
const HIDDEN: &str = "file-hidden";

fn holds_hidden(hidden: &[inspect::Hidden]) -> Problem {
    let words: Vec<&str> = hidden.iter().map(inspect::Hidden::words).collect();
    let what = match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.join(""),
    };
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        HIDDEN,
        "The file holds something that is not seen at once",
        format!("The file holds {what}."),
        "Take them out and send it again; or say that whoever reads the paper may see them.",
    )
    .on_field("file")
}

/// The name that a file was sent with, without folders and characters that no file system takes.
fn clean(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Neither what no file system takes, nor what turns the order of letters round or is not seen.
    let unseen = |letter: char| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let plain =
        |letter: &char| !letter.is_control() && !unseen(*letter) && !"<>:\"|?*".contains(*letter);
    let name: String = name.chars().filter(plain).take(LONGEST_NAME).collect();
    match name.trim().trim_matches('.') {
        "" => "paper".to_owned(),
        name => name.to_owned(),
    }
}

/// Says that a file is to be saved, and under which name: for old programs in plain letters, for all
/// others as it is (RFC 6266).
pub(crate) fn attachment(title: &str, ending: &str) -> String {
    let name = clean(&title.replace(['/', '\\'], "-"));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " -_.,()".contains(letter);
    let ascii: String = name
        .chars()
        .map(|letter| if plain(letter) { letter } else { '-' })
        .collect();
    let mut encoded = String::new();
    for byte in format!("{name}.{ending}").bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{ascii}.{ending}\"; filename*=UTF-8''{encoded}")
}
