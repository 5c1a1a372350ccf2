//! What every handler shares: the house, the settings, and the few things kept in memory between
//! requests.
//!
//! It decides how a handler waits for the house without holding up others. It does not decide what
//! anyone may see or do: `visit` and `app` do.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use app::{ActRequest, Answer, Denied, House, Names, OfficeFault, Reading};
use tokio::sync::oneshot;

use crate::{
    cache::Cache,
    limits::Buckets,
    printing::press::Press,
    sign_in::directory::{Directories, Directory},
    table::Hub,
};

pub use crate::table::LiveLimits;

/// Sign-ins that one address may send on to directories in an hour. A council has one for all its people.
const BEGUN_PER_HOUR: u32 = 600;

/// How the pages are to be served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The public address, such as `https://moot.example.org`, without a slash at its end. None:
    /// whatever address the browser used.
    pub base_url: Option<String>,
    /// Whether browsers reach us by https. Off only for plain http on this machine: then the cookie
    /// cannot carry its `__Host-` name, and there is no HSTS.
    pub secure_cookies: bool,
    /// Whether a proxy in front of us writes the visitor's address into `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The address at which we listen, such as `http://127.0.0.1:8080`, for letters where there is no
    /// public one.
    pub address: Option<String>,
    /// Whether everything here is a demonstration: then its links sign people in, and count as strong.
    /// Only `folkmoot demo` says so.
    pub demonstration: bool,
    /// Organisations' directories by which people may sign in. They need `base_url`.
    pub directories: Vec<Directory>,
    /// How long sessions last.
    pub sessions: SessionLimits,
    /// Sign-in codes that may fail from one address in an hour; 0: no limit.
    pub failed_sign_ins_per_hour: u32,
    /// Letters to sign in by that may be asked for from one address in an hour; 0: no limit.
    pub letters_per_hour: u32,
    /// Requests to the API that one token may make in a second, in the long run; 0: no limit.
    pub api_per_second: u32,
    /// Requests to the API that one token may make at once.
    pub api_burst: u32,
    /// The most bytes of public pages kept ready; 0: none are kept.
    pub cache_bytes: usize,
    /// How much is allowed of live screens.
    pub live: LiveLimits,
    /// What makes documents into files; without it none can be taken away.
    pub renderer: Option<Arc<dyn documents::Renderer>>,
    /// Where the source of this very version can be had (AGPL, section 13).
    pub source_url: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            secure_cookies: true,
            behind_proxy: false,
            address: None,
            demonstration: false,
            directories: Vec::new(),
            sessions: SessionLimits::default(),
            failed_sign_ins_per_hour: 20,
            letters_per_hour: 20,
            api_per_second: 50,
            api_burst: 200,
            cache_bytes: 32 * 1024 * 1024,
            live: LiveLimits::default(),
            renderer: None,
            source_url: None,
        }
    }
}

/// How long a session lasts unseen, and how long at all.
#[derive(Debug, Clone)]
pub struct SessionLimits {
    /// For those with an office role: unseen.
    pub officer_idle: Duration,
    /// For those with an office role: at all.
    pub officer_absolute: Duration,
    /// For everyone else: unseen.
    pub member_idle: Duration,
    /// For everyone else: at all.
    pub member_absolute: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        let hours = |hours: u64| Duration::from_secs(hours * 60 * 60);
        Self {
            officer_idle: Duration::from_secs(30 * 60),
            officer_absolute: hours(8),
            member_idle: hours(12),
            member_absolute: hours(7 * 24),
        }
    }
}

/// Everything that handlers share.
pub struct Site {
    house: Arc<House>,
    pub(crate) settings: Settings,
    pub(crate) cache: Cache,
    pub(crate) failed_sign_ins: Buckets,
    pub(crate) letters_asked: Buckets,
    /// Sign-ins sent on to a directory.
    pub(crate) begun_sign_ins: Buckets,
    /// What is known of the directories.
    pub(crate) directories: Directories,
    pub(crate) api_calls: Buckets,
    pub(crate) live: Hub,
    /// Makes documents into files.
    pub(crate) press: Press,
    illustrative: Mutex<HashMap<String, (Weak<Names>, bool)>>,
}

impl Site {
    /// A site that shows this house.
    pub fn new(house: Arc<House>, settings: Settings) -> Arc<Self> {
        let hour = Duration::from_secs(60 * 60);
        let second = Duration::from_secs(1);
        let (failed, api, burst) = (
            settings.failed_sign_ins_per_hour,
            settings.api_per_second,
            settings.api_burst,
        );
        Arc::new(Self {
            house,
            cache: Cache::of(settings.cache_bytes),
            begun_sign_ins: Buckets::new(BEGUN_PER_HOUR, hour, BEGUN_PER_HOUR),
            directories: Directories::default(),
            failed_sign_ins: Buckets::new(failed, hour, failed),
            letters_asked: Buckets::new(settings.letters_per_hour, hour, settings.letters_per_hour),
            api_calls: Buckets::new(api, second, burst),
            illustrative: Mutex::default(),
            live: Hub::new(settings.live.clone()),
            press: Press::of(settings.renderer.clone()),
            settings,
        })
    }

    /// Ends what would never end by itself: the streams of live screens. Their browsers come again.
    pub fn farewell(&self) {
        self.live.close();
    }

    /// The house, for what answers at once: the time, chance. For anything else see
    /// [`Site::reading`], [`Site::act`], [`Site::office`].
    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    /// A partnership, up to the last line of its book.
    pub(crate) async fn reading(&self, partnership: &str) -> Result<Reading, Denied> {
        if self.house.is_quick() {
            return self.house.read(partnership);
        }
        let (house, partnership) = (Arc::clone(&self.house), partnership.to_owned());
        apart(move || house.read(&partnership)).await?
    }

    /// The addresses of the partnerships whose books are kept here.
    pub(crate) async fn partnerships(&self) -> Result<Vec<String>, Denied> {
        self.asking(House::partnerships).await?
    }

    /// Has acts recorded; answers once they are on disk, or denied.
    pub(crate) async fn act(&self, request: ActRequest) -> Answer {
        let (reply, answer) = oneshot::channel();
        let (live, partnership) = (self.live.clone(), request.partnership.clone());
        self.house.submit(request, move |answer| {
            if answer.is_ok() {
                live.written(&partnership);
            }
            let _ = reply.send(answer);
        });
        answer.await.unwrap_or(Err(Denied::Closing))
    }

    /// Asks the office something: `site.office(move |house| house.office().person(&id)).await`.
    pub(crate) async fn office<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&House) -> Result<T, OfficeFault> + Send + 'static,
    ) -> Result<T, Denied> {
        Ok(self.asking(ask).await??)
    }

    /// Asks the house something that may take a look at the disk.
    pub(crate) async fn asking<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&House) -> T + Send + 'static,
    ) -> Result<T, Denied> {
        if self.house.is_quick() {
            return Ok(ask(&self.house));
        }
        let house = Arc::clone(&self.house);
        apart(move || ask(&house)).await
    }

    /// Asks the house something slow, such as for a large file, on a thread of its own.
    pub(crate) async fn apart<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&House) -> T + Send + 'static,
    ) -> Result<T, Denied> {
        let house = Arc::clone(&self.house);
        apart(move || ask(&house)).await
    }

    /// Whether a partnership's people and figures are invented, as its office has it set.
    pub(crate) async fn illustrative(&self, reading: &Reading) -> Result<bool, Denied> {
        let partnership = reading.partnership.to_string();
        // Every change of a setting brings new names, so what is known holds as long as they do.
        let known = {
            let known = self.known();
            known.get(&partnership).and_then(|(names, illustrative)| {
                (names.as_ptr() == Arc::as_ptr(&reading.names)).then_some(*illustrative)
            })
        };
        if let Some(illustrative) = known {
            return Ok(illustrative);
        }
        let asked = partnership.clone();
        let setting = self
            .office(move |house| house.office().setting(&asked, "illustrative"))
            .await?;
        let illustrative = setting.as_deref() == Some("true");
        let names = Arc::downgrade(&reading.names);
        self.known().insert(partnership, (names, illustrative));
        Ok(illustrative)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Weak<Names>, bool)>> {
        self.illustrative
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does something slow on a thread of its own.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Denied> {
    // It fails only when the work panicked or the program is ending.
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Denied::Closing)
}
