//! The directories that may vouch for people here, as whoever keeps the installation wrote them down.

use std::{collections::BTreeMap, fmt};

use reqwest::Url;

/// An organisation's own directory (an OpenID provider), and what it is trusted with.
#[derive(Clone)]
pub struct Directory {
    /// Its name in addresses: small letters, digits and hyphens.
    pub id: String,
    /// What stands on the button, such as `Wychavon District Council`.
    pub name: String,
    /// Its address, exactly as it writes it into what it vouches for.
    pub issuer: String,
    /// What we are called there.
    pub client_id: String,
    /// The secret by which it knows us.
    pub client_secret: Secret,
    /// The partnerships whose people it may vouch for; none: all that are kept here.
    pub partnerships: Vec<String>,
    /// What the e-mail addresses that it may vouch for end with, after the `@`.
    pub email_domains: Vec<String>,
    /// The claim that says whether an address was verified: `email_verified` unless it has its own.
    pub verified_claim: String,
    /// What shows that a second factor was used: for each claim (`amr`, `acr`), the values that say so.
    pub second_factor: BTreeMap<String, Vec<String>>,
}

/// A secret, which is never printed.
#[derive(Clone)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("(secret)")
    }
}

impl fmt::Debug for Directory {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Directory({}, {})", self.id, self.issuer)
    }
}

impl Directory {
    /// What is wrong with it, in a sentence; nothing if it can be used.
    pub fn wrong(&self) -> Option<String> {
        let plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if self.id.is_empty() || self.id.len() > 40 || !self.id.chars().all(plain) {
            return Some(format!(
                "the id “{}” has to be small letters, digits and hyphens",
                self.id
            ));
        }
        let about = |what: &str| Some(format!("{}: {what}", self.id));
        if self.name.trim().is_empty() {
            return about("it needs a name, which stands on the button");
        }
        if self.client_id.trim().is_empty() || self.client_secret.0.is_empty() {
            return about("it needs a client_id and a secret");
        }
        let Some(issuer) = self.issuer() else {
            return about("its issuer is no address such as https://login.example.org/tenant");
        };
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return about("its issuer may have neither ? nor #");
        }
        if issuer.scheme() != "https" && !self.is_on_this_machine() {
            return about("its issuer has to begin with https://");
        }
        let domain = |domain: &String| {
            domain.contains('.')
                && domain.chars().all(|letter| plain(letter) || letter == '.')
                && !domain.starts_with('.')
        };
        if self.email_domains.is_empty() || !self.email_domains.iter().all(domain) {
            return about(
                "email_domains has to name what its people's addresses end with, such as wychavon.gov.uk",
            );
        }
        None
    }

    /// Its address, read.
    pub(super) fn issuer(&self) -> Option<Url> {
        let url = Url::parse(&self.issuer).ok()?;
        (url.has_host() && url.username().is_empty() && url.password().is_none()).then_some(url)
    }

    /// Whether it is on this machine, as in tests; then it need not speak https.
    pub(super) fn is_on_this_machine(&self) -> bool {
        let issuer = self.issuer();
        let host = issuer.as_ref().and_then(Url::host_str);
        matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
    }

    /// Whether an address is at the very place of the issuer: nothing else is ever asked.
    pub(super) fn is_its_own(&self, url: &Url) -> bool {
        self.issuer()
            .is_some_and(|issuer| issuer.origin() == url.origin())
    }

    /// Whether it may vouch for this e-mail address.
    pub(super) fn vouches_for(&self, email: &str) -> bool {
        let domain = email
            .trim()
            .rsplit_once('@')
            .map(|(_, domain)| domain.to_lowercase());
        domain.is_some_and(|domain| self.email_domains.contains(&domain))
    }

    /// Whether its people may be of this partnership.
    pub(super) fn is_of(&self, partnership: &str) -> bool {
        self.partnerships.is_empty() || self.partnerships.iter().any(|one| one == partnership)
    }
}
