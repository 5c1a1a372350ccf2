//! Letters on their way out: which server they go to, and the threads that hand them over.
//!
//! Without a server they are laid in a folder beside the books, as files that any mail program
//! opens, and nothing is sent.

mod sending;

use std::{path::Path, sync::Arc, time::Duration};

use app::House;
use post::{Sender, Server, Tls, Transport};

use crate::say::{self, Trouble};
pub(crate) use sending::Postmen;

/// Where letters go.
#[derive(clap::Args, Clone, Default)]
pub(crate) struct Mail {
    /// The mail server that takes letters, as host or host:port; without, they are laid in the folder "mailbox".
    #[arg(long, value_name = "HOST:PORT", env = "FOLKMOOT_SMTP")]
    pub(crate) smtp: Option<String>,
    /// How the way to it is protected: starttls, tls, or none (only for a server on this machine).
    #[arg(
        long,
        value_name = "MODE",
        env = "FOLKMOOT_SMTP_TLS",
        default_value = "starttls"
    )]
    pub(crate) smtp_tls: TlsMode,
    /// The account at the mail server. Its password comes from FOLKMOOT_SMTP_PASSWORD or a file.
    #[arg(long, value_name = "NAME", env = "FOLKMOOT_SMTP_USER")]
    pub(crate) smtp_user: Option<String>,
    /// File that holds the password of that account.
    #[arg(long, value_name = "FILE", env = "FOLKMOOT_SMTP_PASSWORD_FILE")]
    pub(crate) smtp_password_file: Option<std::path::PathBuf>,
    /// The password itself. Not an option: others on the machine could read it there.
    #[arg(skip)]
    password: Option<String>,
    /// Seconds to wait for each answer of the mail server.
    #[arg(
        long,
        value_name = "SECONDS",
        env = "FOLKMOOT_SMTP_PATIENCE",
        default_value_t = 20
    )]
    pub(crate) smtp_patience: u64,
    /// The address that letters come from, and to which servers return them.
    #[arg(long, value_name = "ADDRESS", env = "FOLKMOOT_MAIL_FROM")]
    pub(crate) mail_from: Option<String>,
}

/// How the way to the mail server is protected.
#[derive(clap::ValueEnum, Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) enum TlsMode {
    /// Plain first, then protected.
    #[default]
    Starttls,
    /// Protected from the first byte.
    Tls,
    /// Not protected.
    None,
}

/// Letters on their way out, prepared.
pub(crate) struct Dispatch {
    pub(crate) transport: Transport,
    /// The address letters come from.
    pub(crate) from: String,
    /// How long a letter stays in one thread's hands, in seconds.
    pub(crate) lease: i64,
}

impl Dispatch {
    /// Whom a partnership's letters come from.
    pub(crate) fn sender(&self, house: &House, partnership: &str) -> Sender {
        let name = house.read(partnership).ok().and_then(|reading| {
            let newest = reading.record.structure.adoptions().next_back()?;
            Some(newest.arrangements.partnership.name.clone())
        });
        Sender {
            name: name
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| "Folkmoot".to_owned()),
            address: self.from.clone(),
        }
    }
}

impl Mail {
    /// Prepares the way out. `data` is the folder of the books, `address` the public address.
    pub(crate) fn dispatch(&self, data: &Path, address: &str) -> Result<Dispatch, Trouble> {
        let host = host_of(address);
        let from = match &self.mail_from {
            Some(from) if !app::is_address(from) => {
                return Err(Trouble::wrong_use(
                    format!("“{from}” is no e-mail address"),
                    "Give --mail-from one plain address, such as moot@example.org.",
                ));
            }
            Some(from) => from.clone(),
            None if self.smtp.is_some() => {
                return Err(Trouble::wrong_use(
                    "letters to a mail server need an address that they come from",
                    "Give it with --mail-from, such as moot@example.org.",
                ));
            }
            None => "folkmoot@mailbox.invalid".to_owned(),
        };
        let Some(smtp) = &self.smtp else {
            return Ok(Dispatch {
                transport: Transport::Folder(data.join("mailbox")),
                from,
                lease: 60,
            });
        };
        let server = self.server(smtp, host)?;
        // A conversation is some ten questions; with one answer missing it ends.
        let lease = i64::try_from(self.smtp_patience.saturating_mul(10)).unwrap_or(3_600) + 10;
        let transport = Transport::server(server).map_err(|trouble| {
            Trouble::refused(
                format!("the way to the mail server cannot be protected: {trouble}"),
                "Install the system's certificates, or see --smtp-tls.",
            )
        })?;
        Ok(Dispatch {
            transport,
            from,
            lease,
        })
    }

    fn server(&self, smtp: &str, hello: &str) -> Result<Server, Trouble> {
        let unreadable = || {
            Trouble::wrong_use(
                format!("“{smtp}” is no mail server"),
                "Write its name, with its port if it is not the usual one: mail.example.org:587.",
            )
        };
        let usual = match self.smtp_tls {
            TlsMode::Starttls => 587,
            TlsMode::Tls => 465,
            TlsMode::None => 25,
        };
        let (host, port) = match smtp.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| unreadable())?),
            None => (smtp, usual),
        };
        if host.is_empty() || host.contains([' ', '/', '@']) {
            return Err(unreadable());
        }
        let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        if self.smtp_tls == TlsMode::None && !here {
            return Err(Trouble::wrong_use(
                "letters and passwords must not cross a network unprotected",
                "Use --smtp-tls starttls or tls, or a mail server on this machine.",
            ));
        }
        let account = match &self.smtp_user {
            Some(user) => Some((user.clone(), self.password()?)),
            None => None,
        };
        Ok(Server {
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            tls: match self.smtp_tls {
                TlsMode::Starttls => Tls::StartTls,
                TlsMode::Tls => Tls::Throughout,
                TlsMode::None => Tls::None,
            },
            account,
            hello: hello.to_owned(),
            patience: Duration::from_secs(self.smtp_patience.max(1)),
        })
    }

    fn password(&self) -> Result<String, Trouble> {
        if let Some(path) = &self.smtp_password_file {
            let text = std::fs::read_to_string(path).map_err(say::file(path))?;
            return Ok(text.trim_end_matches(['\r', '\n']).to_owned());
        }
        self.password
            .clone()
            .or_else(|| std::env::var("FOLKMOOT_SMTP_PASSWORD").ok())
            .ok_or_else(|| {
                Trouble::wrong_use(
                    "the account at the mail server needs its password",
                    "Put it into a file and give --smtp-password-file, or set FOLKMOOT_SMTP_PASSWORD.",
                )
            })
    }
}

/// The name of the machine in a public address.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', ':']).unwrap_or(rest.len());
    let host = &rest[..end];
    if host.is_empty() { "localhost" } else { host }
}

/// Begins to hand letters over.
pub(crate) fn begin(house: &Arc<House>, dispatch: Dispatch) -> Result<Postmen, Trouble> {
    Postmen::begin(house, Arc::new(dispatch))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

    use super::*;

    #[test]
    fn a_mail_server_is_named_wholly_and_reached_safely() {
        let mail = |smtp: &str, tls, from: Option<&str>, user: Option<&str>| Mail {
            smtp: Some(smtp.to_owned()),
            smtp_tls: tls,
            smtp_user: user.map(str::to_owned),
            mail_from: from.map(str::to_owned),
            smtp_patience: 20,
            ..Mail::default()
        };
        let from = Some("moot@example.org");
        for (mail, says) in [
            (
                mail("mail.example.org", TlsMode::None, from, None),
                "unprotected",
            ),
            (
                mail("mail.example.org:x", TlsMode::Tls, from, None),
                "is no mail server",
            ),
            (
                mail("https://mail.example.org", TlsMode::Tls, from, None),
                "is no mail server",
            ),
            (mail(":25", TlsMode::Tls, from, None), "is no mail server"),
            (
                mail("mail.example.org", TlsMode::Tls, None, None),
                "come from",
            ),
            (
                mail("mail.example.org", TlsMode::Tls, Some("Moot"), None),
                "no e-mail address",
            ),
            (
                mail("mail.example.org", TlsMode::Tls, from, Some("moot")),
                "password",
            ),
        ] {
            let Err(trouble) = mail.dispatch(Path::new("data"), "https://moot.example.org") else {
                panic!("{:?} was accepted", mail.smtp)
            };
            assert!(trouble.what.contains(says), "{}", trouble.what);
        }
        let fit = mail("127.0.0.1:2525", TlsMode::None, from, None);
        let dispatch = fit
            .dispatch(Path::new("data"), "http://127.0.0.1:8080")
            .unwrap();
        assert!(matches!(dispatch.transport, Transport::Server(_)));
    }

    #[test]
    fn without_a_server_nothing_is_sent() {
        let dispatch = Mail::default()
            .dispatch(Path::new("data"), "http://127.0.0.1:8080")
            .unwrap();
        let Transport::Folder(folder) = dispatch.transport else {
            panic!("letters leave")
        };
        assert_eq!(folder, Path::new("data/mailbox"));
    }
}
