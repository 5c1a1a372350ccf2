//! One letter as MIME: headers, plain words and the same words as HTML.
//!
//! Decides that nothing which came from outside can begin a header of its own.

use std::time::SystemTime;

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

/// Who sends.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The name shown, such as "Worcestershire Partnership".
    pub name: String,
    /// The address, to which mail servers return what cannot be delivered.
    pub address: String,
}

/// A letter to be written.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    /// What tells it from every other letter.
    pub key: &'a str,
    /// The address it goes to.
    pub to: &'a str,
    /// The name of whoever it goes to, if known.
    pub name: Option<&'a str>,
    /// The subject.
    pub subject: &'a str,
    /// Its words, plain.
    pub plain: &'a str,
    /// The same words as HTML.
    pub html: &'a str,
    /// Further headers: name and value.
    pub headers: &'a [(String, String)],
    /// The moment it is dated.
    pub date: SystemTime,
}

/// Why a letter cannot be written. It is not worth trying again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// An address that no letter can be sent to or from.
    #[error("the address cannot be written to")]
    Address,
    /// A subject or header that would begin another line.
    #[error("the {0} holds a character that would begin a new line")]
    Line(&'static str),
    /// The parts do not make a message.
    #[error("the letter cannot be put together: {0}")]
    Message(String),
}

/// The Message-ID of the letter with this key, from a sender: always the same, so that whoever gets it
/// twice can tell.
pub fn message_id(key: &str, sender: &Sender) -> String {
    let domain = sender
        .address
        .rsplit_once('@')
        .map_or("folkmoot.invalid", |(_, domain)| domain);
    format!("<{}@{domain}>", mark(key))
}

/// Thirty-two hexadecimal digits that stand for a key.
pub(crate) fn mark(key: &str) -> String {
    Sha256::digest(key.as_bytes())
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Letter<'_> {
    /// The letter as a message: headers, then both forms of its words, the plain one first.
    pub fn message(&self, sender: &Sender) -> Result<Message, Unfit> {
        one_line("subject", self.subject)?;
        let to: Address = self.to.parse().map_err(|_| Unfit::Address)?;
        let from: Address = sender.address.parse().map_err(|_| Unfit::Address)?;
        // A name is only shown: what cannot be in a header is left out of it.
        let name = self.name.map(plain_name).filter(|name| !name.is_empty());
        let mut message = Message::builder()
            .from(Mailbox::new(Some(plain_name(&sender.name)), from))
            .to(Mailbox::new(name, to))
            .subject(self.subject)
            .date(self.date)
            .message_id(Some(message_id(self.key, sender)))
            .multipart(self.both_parts())
            .map_err(|error| Unfit::Message(error.to_string()))?;
        let headers = message.headers_mut();
        let mut put = |name: &str, value: &str| {
            one_line("header", value)?;
            let name = HeaderName::new_from_ascii(name.to_owned())
                .map_err(|_| Unfit::Line("name of a header"))?;
            headers.insert_raw(HeaderValue::new(name, value.to_owned()));
            Ok(())
        };
        // So that nobody's "I am away" answers a program (RFC 3834).
        put("Auto-Submitted", "auto-generated")?;
        put("X-Auto-Response-Suppress", "All")?;
        self.headers
            .iter()
            .try_for_each(|(name, value)| put(name, value))?;
        Ok(message)
    }

    fn both_parts(&self) -> MultiPart {
        MultiPart::alternative()
            .boundary(format!("=_{}", mark(&format!("{} parts", self.key))))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .body(self.plain.to_owned()),
            )
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_HTML)
                    .body(self.html.to_owned()),
            )
    }
}

fn one_line(what: &'static str, text: &str) -> Result<(), Unfit> {
    if text.chars().any(char::is_control) {
        return Err(Unfit::Line(what));
    }
    Ok(())
}

fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|one| !one.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "these are tests")]

    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn sender() -> Sender {
        Sender {
            name: "Three Rivers Partnership".into(),
            address: "moot@three-rivers.example.org".into(),
        }
    }

    fn letter<'a>(headers: &'a [(String, String)]) -> Letter<'a> {
        Letter {
            key: "agenda board-2007-04-18 0a",
            to: "ann@example.org",
            name: Some("Ann Clèrk"),
            subject: "Agenda: Board, 18 April 2007 — £40,000",
            plain: "Dear Ann,\n\nThe agenda is out.\n",
            html: "<p>Dear Ann,</p>",
            headers,
            date: UNIX_EPOCH + Duration::from_secs(1_176_000_000),
        }
    }

    #[test]
    fn a_letter_has_both_forms_and_its_headers() {
        let headers = [(
            "List-Unsubscribe".to_owned(),
            "<https://moot.example.org/letters/stop/abc>".to_owned(),
        )];
        let text =
            String::from_utf8(letter(&headers).message(&sender()).unwrap().formatted()).unwrap();
        for part in [
            "From: \"Three Rivers Partnership\" <moot@three-rivers.example.org>\r\n",
            "<ann@example.org>\r\n",
            "Date: Sun, 08 Apr 2007 02:40:00 +0000\r\n",
            "Message-ID: <",
            "@three-rivers.example.org>\r\n",
            "Content-Type: multipart/alternative",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "List-Unsubscribe: <https://moot.example.org/letters/stop/abc>\r\n",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(text.find("text/plain") < text.find("text/html"));
    }

    #[test]
    fn the_same_letter_is_the_same_bytes() {
        let once = letter(&[]).message(&sender()).unwrap().formatted();
        assert_eq!(once, letter(&[]).message(&sender()).unwrap().formatted());
    }

    #[test]
    fn nothing_from_outside_begins_a_header() {
        let injected = "Agenda\r\nBcc: everyone@example.org";
        let mut subject = letter(&[]);
        subject.subject = injected;
        assert_eq!(
            subject.message(&sender()).unwrap_err(),
            Unfit::Line("subject")
        );
        let mut to = letter(&[]);
        to.to = "ann@example.org\r\nBcc: everyone@example.org";
        assert_eq!(to.message(&sender()).unwrap_err(), Unfit::Address);
        let value = [("List-Unsubscribe".to_owned(), injected.to_owned())];
        assert_eq!(
            letter(&value).message(&sender()).unwrap_err(),
            Unfit::Line("header")
        );
        let name = [("Bcc: x\r\nFoo".to_owned(), "1".to_owned())];
        assert_eq!(
            letter(&name).message(&sender()).unwrap_err(),
            Unfit::Line("name of a header")
        );
        let mut shown = letter(&[]);
        shown.name = Some("Ann\r\nBcc: everyone@example.org");
        let text = String::from_utf8(shown.message(&sender()).unwrap().formatted()).unwrap();
        assert!(!text.contains("\nBcc:"), "{text}");
    }
}
