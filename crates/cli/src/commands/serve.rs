//! `folkmoot serve`: the pages and the API.

use std::{
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{Denied, House};
use tokio::net::TcpListener;
use web::{Settings, Site};

use crate::{
    directories,
    house::Place,
    housekeeping::{Chore, Housekeeping},
    mail::{self, Mail},
    say::{self, Trouble},
    tombstones,
};

/// Serves the pages and the API of every partnership whose book is kept here.
///
/// Serve it behind a proxy that speaks https, and give its public address with --base-url.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  folkmoot serve --data /var/lib/folkmoot --base-url https://moot.example.org"
)]
pub(crate) struct Serve {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    manner: Manner,
}

/// How to serve.
#[derive(clap::Args, Clone)]
pub(crate) struct Manner {
    /// Address to listen on; port 0 takes any that is free.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// The public address, where a proxy stands in front.
    #[arg(long, value_name = "URL", env = "FOLKMOOT_BASE_URL")]
    pub(crate) base_url: Option<String>,
    /// The proxy in front writes visitors' addresses into X-Forwarded-For.
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// Requests to the API that one token may make in a second; 0 for no limit.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    pub(crate) api_per_second: u32,
    /// MiB of memory for public pages kept ready, compressed; 0 to write each page anew.
    #[arg(long, value_name = "MIB", default_value_t = 32)]
    pub(crate) cache_mib: u16,
    /// Whether it is the demonstration, whose links sign people in. No option says so.
    #[arg(skip)]
    pub(crate) demonstration: bool,
    #[command(flatten)]
    pub(crate) mail: Mail,
    /// File that names the organisations’ directories by which people may sign in (OpenID Connect).
    #[arg(
        long,
        value_name = "FILE",
        env = "FOLKMOOT_DIRECTORIES",
        requires = "base_url"
    )]
    pub(crate) directories: Option<PathBuf>,
}

impl Manner {
    /// Plain http on this machine, for the demonstration.
    pub(crate) fn demonstration(listen: &str) -> Self {
        Self {
            listen: listen.to_owned(),
            base_url: None,
            behind_proxy: false,
            api_per_second: 50,
            cache_mib: 32,
            demonstration: true,
            mail: Mail::default(),
            directories: None,
        }
    }

    fn settings(&self) -> Result<Settings, Trouble> {
        let usual = Settings::default();
        let secure = match self.base_url.as_deref() {
            Some(url) if url.starts_with("https://") => true,
            Some(url) if url.starts_with("http://") => false,
            Some(url) => {
                return Err(Trouble::wrong_use(
                    format!("“{url}” is no public address"),
                    "Write it with https://, such as https://moot.example.org.",
                ));
            }
            None => false,
        };
        Ok(Settings {
            base_url: self
                .base_url
                .as_ref()
                .map(|url| url.trim_end_matches('/').to_owned()),
            secure_cookies: secure,
            behind_proxy: self.behind_proxy,
            demonstration: self.demonstration,
            directories: match &self.directories {
                Some(file) => directories::read(file)?,
                None => Vec::new(),
            },
            api_per_second: self.api_per_second,
            api_burst: if self.api_per_second == 0 {
                0
            } else {
                self.api_per_second.saturating_mul(4)
            },
            cache_bytes: usize::from(self.cache_mib) * 1024 * 1024,
            ..usual
        })
    }
}

impl Serve {
    pub(crate) fn run(self) -> Result<(), Trouble> {
        self.place.must_exist()?;
        let house = self.place.open()?;
        self.place.keep_index(&house)?;
        tombstones::watch(&self.place, &house);
        serve(&house, &self.manner, &self.place.data, |_| Ok(()))
    }
}

/// Serves a house until it is told to stop, and keeps it meanwhile. `data` is its folder. `hello` is
/// called with the address once it listens.
pub(crate) fn serve(
    house: &Arc<House>,
    manner: &Manner,
    data: &Path,
    hello: impl FnOnce(&str) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut settings = manner.settings()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| {
        Trouble::refused(
            format!("cannot start: {error}"),
            "Look at the limits of the system.",
        )
    })?;
    let cannot_listen = |error: std::io::Error| {
        Trouble::refused(
            format!("cannot listen on {}: {error}", manner.listen),
            "Stop whatever listens there, or choose another address with --listen.",
        )
    };
    let listener = runtime
        .block_on(TcpListener::bind(&manner.listen))
        .map_err(cannot_listen)?;
    let listening = listener.local_addr().map_err(cannot_listen)?;
    let address = match manner.demonstration && listening.ip() == Ipv4Addr::LOCALHOST {
        // A passkey belongs to a name, and whoever looks at the demonstration may want to try one.
        true => format!("http://localhost:{}", listening.port()),
        false => format!("http://{listening}"),
    };
    say::line(format!(
        "Address: {}",
        manner.base_url.as_ref().unwrap_or(&address)
    ));
    settings.address = Some(address.clone());
    let papers = papers::Papers::open().map_err(|fault| {
        Trouble::refused(
            fault.to_string(),
            "This is a fault of this version. Tell whoever built it.",
        )
    })?;
    settings.renderer = Some(Arc::new(papers));
    let public = manner.base_url.as_ref().unwrap_or(&address);
    let postmen = mail::begin(house, manner.mail.dispatch(data, public)?)?;
    let housekeeping = Housekeeping::begin(house, chores(public))?;
    hello(&address)?;
    let site = Site::new(Arc::clone(house), settings);
    let router = web::router(Arc::clone(&site)).map_err(|undeclared| {
        Trouble::refused(
            format!("the program is not fit to be served: {undeclared}"),
            "This is a fault of this version. Use the one before it, and tell whoever built it.",
        )
    })?;
    let stop = async move {
        told_to_stop().await;
        site.farewell();
    };
    let served = runtime.block_on(web::serve(listener, router, stop));
    housekeeping.end();
    postmen.end();
    house.close();
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    served
        .map_err(|error| Trouble::refused(format!("stopped listening: {error}"), "Start it again."))
}

/// What the house does by itself while it is served. `address` is its public address.
fn chores(address: &str) -> Vec<Chore> {
    let base = |work: fn(&House, &str) -> Result<(), Denied>| {
        let address = address.to_owned();
        move |house: &House| work(house, &address)
    };
    vec![
        Chore::every(2, "write letters", base(House::write_letters)),
        Chore::every(60, "write reminders", base(House::write_reminders)),
        Chore::every(60, "write digests", base(House::write_digests)),
        Chore::every(60 * 60, "clear what has expired", |house| {
            house.office().clear_expired(house.now().as_second())?;
            Ok(())
        }),
        Chore::every(60 * 60, "clear the outbox", |house| {
            house.office().clear_outbox(house.now().as_second())?;
            Ok(())
        }),
    ]
}

/// Done when Ctrl-C is pressed or the system asks to stop.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        match terminated {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
