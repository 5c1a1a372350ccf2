//! The e-mail or letter in which an answer came: kept by its hash when the secretariat enters the answer,
//! and read by the members who were asked.
//!
//! An e-mail as a mail program saves it (.eml) is kept to the byte. It is sent to be saved, and never
//! shown by the browser as part of this site: what is in it, others wrote.

use app::{Denied, OfficeFault, views};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use record::{id::CorrespondenceId, meetings::PaperHash};
use sha2::{Digest, Sha256};

use crate::{papers::UploadForm, problem::Problem, say, session::hex, visit::Visit};

/// The most bytes of an e-mail that is kept: 10 MiB, as much as most servers carry.
const MESSAGE_LIMIT: usize = 10 * 1024 * 1024;

/// What an e-mail is called.
const EMAIL: &str = "message/rfc822";

/// Keeps the message that came with the form, and gives its hash. None: there is none, or it is not
/// taken; of the latter the form says so.
pub(super) async fn keep(visit: &Visit, sent: &mut UploadForm) -> Result<Option<String>, Problem> {
    let Some((name, bytes)) = sent.file("message") else {
        return Ok(None);
    };
    if !is_email(&bytes) {
        // A scanned letter, say: taken or not as a paper is.
        return sent.keep(visit, "message").await;
    }
    if bytes.len() > MESSAGE_LIMIT {
        sent.form.asks("message");
        sent.form
            .wrong("message", "This message is larger than 10 MB");
        return Ok(None);
    }
    let name: String = name
        .chars()
        .filter(|one| !one.is_control() && !"/\\".contains(*one))
        .take(150)
        .collect();
    let name = if name.is_empty() {
        "message.eml".to_owned()
    } else {
        name
    };
    let kept = visit.site.apart(move |house| {
        let hash = hex(&Sha256::digest(&bytes));
        let now = house.now().as_second();
        house.office().keep_file(&hash, EMAIL, &name, &bytes, now)?;
        Ok::<_, OfficeFault>(hash)
    });
    Ok(Some(kept.await?.map_err(Denied::from)?))
}

/// Whether these are the bytes of an e-mail: lines of `Name: value` up to the first empty line, `From`
/// among them (RFC 5322, 3.6), and no zero byte.
fn is_email(bytes: &[u8]) -> bool {
    let begins = bytes.get(..64 * 1024).unwrap_or(bytes);
    if bytes.contains(&0) {
        return false;
    }
    let mut from = false;
    for (nth, line) in begins.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let goes_on = line.first().is_some_and(|first| b" \t".contains(first));
        if line.is_empty() {
            return from;
        }
        // Some programs begin a saved message with the line of a mailbox.
        if (goes_on && nth > 0) || (nth == 0 && line.starts_with(b"From ")) {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            return false;
        };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            return false;
        }
        from |= name.eq_ignore_ascii_case(b"from");
    }
    false
}

/// `GET /{partnership}/decisions/by-correspondence/{correspondence}/messages/{hash}`
pub(super) async fn send(
    visit: Visit,
    Path((_, question, hash)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let question: CorrespondenceId = question.parse().map_err(|_| Problem::not_found())?;
    let message: PaperHash = hash.parse().map_err(|_| Problem::not_found())?;
    if !views::may_read_message(&visit.reading, &question, &message, say::audience(&visit)) {
        return Err(Problem::not_found());
    }
    let file = visit.site.apart(move |house| house.office().file(&hash));
    let file = file.await?.map_err(Denied::from)?;
    let file = file.ok_or_else(Problem::not_found)?;
    let (kind, ending) = match file.media_type.as_str() {
        EMAIL => (EMAIL, "eml"),
        _ => ("application/octet-stream", "bin"),
    };
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let saved = format!("attachment; filename=\"{question}.{ending}\"");
    let saved = HeaderValue::from_str(&saved).map_err(|_| Problem::not_found())?;
    headers.insert(header::CONTENT_DISPOSITION, saved);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_email_begins_with_its_headers() {
        for (bytes, is) in [
            (
                &b"From: ann@example.org\r\nSubject: Yes\r\n\r\nI agree."[..],
                true,
            ),
            (
                b"From ann@example.org Mon\nReceived: from a\n\tby b\nFROM: ann\n\nYes",
                true,
            ),
            (b"Subject: Yes\r\n\r\nI agree.", false),
            (b"I agree.\n\nFrom: ann", false),
            (b"From: ann@example.org\r\nI agree.\r\n\r\n", false),
            (b"From: ann@example.org\r\n\r\n\0", false),
            (b"From: ann@example.org", false),
            (b"%PDF-1.7\n", false),
            (b"", false),
        ] {
            assert_eq!(is_email(bytes), is, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
