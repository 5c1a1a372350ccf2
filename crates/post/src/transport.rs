//! How a letter leaves: to a mail server by SMTP, or into a folder as a file.
//!
//! Decides what a server's answer means: gone, refused for good, or worth trying again. When to try
//! again is the outbox's affair. The call waits for the server, never longer than its patience, and so
//! belongs on a thread of its own.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use lettre::{
    Message, SmtpTransport, Transport as _,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls as LettreTls, TlsParameters},
        extension::ClientId,
    },
};

use crate::{Letter, Sender, Unfit, letter::mark};

/// How the way to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Plain first, then protected before anything is said; refused if the server cannot.
    StartTls,
    /// Protected from the first byte.
    Throughout,
    /// Not at all. For a server on this machine.
    None,
}

/// A mail server to hand letters to.
#[derive(Clone)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port: usually 587, or 465 when protected throughout.
    pub port: u16,
    /// How the way is protected.
    pub tls: Tls,
    /// The account and its password, if it wants one.
    pub account: Option<(String, String)>,
    /// By what name this machine introduces itself.
    pub hello: String,
    /// How long to wait for any one answer.
    pub patience: Duration,
}

/// Where letters go.
pub enum Transport {
    /// Into a folder, one file to a letter: nothing is sent.
    Folder(PathBuf),
    /// To a mail server.
    Server(Box<SmtpTransport>),
}

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The server refused it for good: there is no such mailbox, or it takes no such letter.
    #[error("{0}")]
    Refused(String),
    /// The server did not take it this time.
    #[error("{0}")]
    Later(String),
    /// The server cannot be reached, or does not let us in: no letter would leave.
    #[error("{0}")]
    Unreachable(String),
    /// It cannot be put together.
    #[error("{0}")]
    Unfit(#[from] Unfit),
}

impl Transport {
    /// Letters go to this server. Errors when its protection cannot be prepared.
    pub fn server(server: Server) -> Result<Self, Trouble> {
        let parameters = || {
            TlsParameters::new(server.host.clone())
                .map_err(|error| Trouble::Unreachable(error.to_string()))
        };
        let tls = match server.tls {
            Tls::StartTls => LettreTls::Required(parameters()?),
            Tls::Throughout => LettreTls::Wrapper(parameters()?),
            Tls::None => LettreTls::None,
        };
        let mut transport = SmtpTransport::builder_dangerous(server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(server.patience))
            .hello_name(ClientId::Domain(server.hello));
        if let Some((user, password)) = server.account {
            transport = transport.credentials(Credentials::new(user, password));
        }
        Ok(Self::Server(Box::new(transport.build())))
    }

    /// Sends a letter, and returns once the server has taken it or the file is on the disk.
    pub fn send(&self, letter: &Letter<'_>, sender: &Sender) -> Result<(), Trouble> {
        let message = letter.message(sender)?;
        match self {
            Self::Folder(folder) => lay(folder, letter.key, &message)
                .map_err(|error| Trouble::Unreachable(format!("{}: {error}", folder.display()))),
            Self::Server(server) => server.send(&message).map(drop).map_err(understood),
        }
    }

    /// Takes a letter back whose recipient was erased while it was on its way, if that can be done: out of
    /// the folder. What a mail server took is gone.
    pub fn take_back(&self, key: &str) -> io::Result<()> {
        let Self::Folder(folder) = self else {
            return Ok(());
        };
        match fs::remove_file(folder.join(format!("{}.eml", mark(key)))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Lays a letter in the folder, under a name made of its key: twice is once.
fn lay(folder: &Path, key: &str, message: &Message) -> io::Result<()> {
    let mut maker = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.recursive(true).create(folder)?;
    let name = mark(key);
    let (begun, done) = (
        folder.join(format!(".{name}.part")),
        folder.join(format!("{name}.eml")),
    );
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&begun)?;
    file.write_all(&message.formatted())?;
    file.sync_all()?;
    fs::rename(begun, done)
}

/// What the server's answer means.
fn understood(error: lettre::transport::smtp::Error) -> Trouble {
    let words = said(&error);
    match error.status().map(u16::from) {
        // About us and our settings, not about this letter (RFC 5321, 4.2.3; RFC 4954, 6).
        Some(421 | 454 | 500..=504 | 530 | 534 | 535 | 538) => Trouble::Unreachable(words),
        Some(500..) => Trouble::Refused(words),
        Some(_) => Trouble::Later(words),
        None => Trouble::Unreachable(words),
    }
}

/// The server's own words, or what happened on the way there.
fn said(error: &lettre::transport::smtp::Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        let more = one.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = one.source();
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "these are tests")]

    use std::time::UNIX_EPOCH;

    use super::*;

    fn letter(key: &str) -> Letter<'_> {
        Letter {
            key,
            to: "ann@example.org",
            name: None,
            subject: "Agenda",
            plain: "Words",
            html: "<p>Words</p>",
            headers: &[],
            date: UNIX_EPOCH,
        }
    }

    #[test]
    fn a_letter_laid_in_the_folder_twice_is_there_once() {
        let folder = tempfile::tempdir().unwrap();
        let mailbox = Transport::Folder(folder.path().join("mailbox"));
        let sender = Sender {
            name: "Moot".into(),
            address: "moot@example.org".into(),
        };
        for key in ["one", "two", "one"] {
            mailbox.send(&letter(key), &sender).unwrap();
        }
        let mut found: Vec<_> = std::fs::read_dir(folder.path().join("mailbox"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        found.sort();
        let mut expected = [
            format!("{}.eml", mark("one")),
            format!("{}.eml", mark("two")),
        ];
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_server_that_is_not_there_is_no_fault_of_the_letter() {
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = nobody.local_addr().unwrap().port();
        drop(nobody);
        let transport = Transport::server(Server {
            host: "127.0.0.1".into(),
            port,
            tls: Tls::None,
            account: None,
            hello: "moot.example.org".into(),
            patience: Duration::from_secs(2),
        })
        .unwrap();
        let sender = Sender {
            name: "Moot".into(),
            address: "moot@example.org".into(),
        };
        let trouble = transport.send(&letter("one"), &sender).unwrap_err();
        assert!(matches!(trouble, Trouble::Unreachable(_)), "{trouble:?}");
    }
}
