//! Where the bytes of files are: a folder, or a store that speaks S3, through one interface.
//!
//! It keeps, hands over and removes bytes under the hash by which the book names them. What a file is
//! called and what kind it is stands in the office's table, and so do the bytes themselves where no
//! store was given. A folder is written as safely as the book: into another file first, then renamed,
//! then on the disk, before anything is answered.

use std::{
    future::Future,
    path::{Path as Folder, PathBuf},
    sync::{Arc, mpsc},
    time::Duration,
};

use object_store::{
    ClientOptions, Error, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use tokio::runtime::{Builder, Runtime};

use crate::desk::sha256;
use crate::{FILE_LIMIT, Fault};

/// How long one question to the store may take, and how long in all with what is asked again.
const ONE_QUESTION: Duration = Duration::from_secs(20);
const IN_ALL: Duration = Duration::from_secs(40);
/// How often a question that met trouble on the way is asked again.
const AGAIN: usize = 2;

/// A store of files' bytes.
pub struct FileStore {
    store: Arc<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
    what: String,
    /// What the store's questions are asked on: the office is called from plain threads and from
    /// asynchronous ones.
    runtime: Option<Runtime>,
}

/// A store that speaks S3, and what opens it.
#[derive(Clone)]
pub struct S3 {
    /// Where it is, such as `https://s3.eu-west-2.amazonaws.com`.
    pub endpoint: String,
    /// Its region; stores of one's own take any.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// What the names of objects begin with, if anything.
    pub prefix: String,
    /// The name of the key.
    pub key: String,
    /// Its secret.
    pub secret: String,
}

impl std::fmt::Debug for FileStore {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "FileStore({})", self.what)
    }
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "S3({}, {})", self.endpoint, self.bucket)
    }
}

impl FileStore {
    /// A folder, made if there is none, for its owner only.
    pub fn folder(folder: &Folder) -> Result<Self, Fault> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .recursive(true)
            .create(folder)
            .map_err(|error| Fault::other("make the folder of files", error))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(fault)?;
        Self::of(
            Arc::new(store.with_fsync(true)),
            Some(folder.to_owned()),
            folder.display().to_string(),
        )
    }

    /// A bucket of a store that speaks S3. Nothing is asked of it yet. Only a store on this machine
    /// may be reached without encryption.
    pub fn s3(s3: &S3) -> Result<Self, Fault> {
        let plain = s3.endpoint.starts_with("http://");
        let host = s3.endpoint.split("://").nth(1).unwrap_or_default();
        let here = ["127.0.0.1", "localhost", "[::1]"];
        let here = here.iter().any(|name| {
            let rest = host.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        if (plain && !here) || !(plain || s3.endpoint.starts_with("https://")) {
            return Err(Fault::Unfit {
                what: "address of the file store (it has to begin with https://)",
            });
        }
        // Whoever was first to say how connections are encrypted said the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let options = ClientOptions::new()
            .with_timeout(ONE_QUESTION)
            .with_connect_timeout(Duration::from_secs(5))
            .with_allow_http(plain);
        let retry = RetryConfig {
            max_retries: AGAIN,
            retry_timeout: IN_ALL,
            ..RetryConfig::default()
        };
        let store = AmazonS3Builder::new()
            .with_endpoint(s3.endpoint.trim_end_matches('/'))
            .with_region(&s3.region)
            .with_bucket_name(&s3.bucket)
            .with_access_key_id(&s3.key)
            .with_secret_access_key(&s3.secret)
            .with_client_options(options)
            .with_retry(retry)
            .build()
            .map_err(fault)?;
        let what = format!("{} at {}", s3.bucket, s3.endpoint);
        let prefix = s3.prefix.trim_matches('/');
        if prefix.is_empty() {
            return Self::of(Arc::new(store), None, what);
        }
        Self::of(Arc::new(PrefixStore::new(store, prefix)), None, what)
    }

    fn of(
        store: Arc<dyn ObjectStore>,
        folder: Option<PathBuf>,
        what: String,
    ) -> Result<Self, Fault> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("files")
            .enable_all()
            .build()
            .map_err(|error| Fault::other("start the thread of the file store", error))?;
        Ok(Self {
            store,
            folder,
            what,
            runtime: Some(runtime),
        })
    }

    /// The store in a few words, without its secret.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Writes something, reads it back and removes it, and says what is wrong if that fails.
    pub fn try_out(&self) -> Result<(), Fault> {
        let bytes = b"Folkmoot tries whether files can be kept here.".as_slice();
        let hash = sha256(bytes);
        self.put(&hash, bytes)?;
        let back = self.get(&hash)?;
        self.remove(&hash)?;
        match back {
            Some(back) if back == bytes => Ok(()),
            _ => Err(Fault::WrongHash { hash }),
        }
    }

    /// Keeps bytes under their hash, on the disk or acknowledged by the store once this returns.
    pub(crate) fn put(&self, hash: &str, bytes: &[u8]) -> Result<(), Fault> {
        let (path, payload) = (place(hash), PutPayload::from(bytes.to_vec()));
        self.asking(move |store| async move { store.put(&path, payload).await })?
            .map_err(fault)?;
        Ok(())
    }

    /// Bytes by their hash; none if they are not there. Bytes of another hash are a fault.
    pub(crate) fn get(&self, hash: &str) -> Result<Option<Vec<u8>>, Fault> {
        let path = place(hash);
        let got = self.asking(move |store| async move {
            let got = store.get(&path).await?;
            // What someone else put there is not read into memory, however large.
            if usize::try_from(got.meta.size).is_ok_and(|size| size <= FILE_LIMIT) {
                return got.bytes().await.map(Some);
            }
            Ok(None)
        })?;
        let wrong = || Fault::WrongHash {
            hash: hash.to_owned(),
        };
        match got {
            Ok(Some(bytes)) if sha256(&bytes) == hash => Ok(Some(bytes.to_vec())),
            Ok(_) => Err(wrong()),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// Removes bytes, if they are there.
    pub(crate) fn remove(&self, hash: &str) -> Result<(), Fault> {
        let path = place(hash);
        let gone = self.asking(move |store| async move { store.delete(&path).await })?;
        match gone {
            Ok(()) => self.settle(hash),
            Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }

    /// Sees to it that a removal is on the disk, too.
    fn settle(&self, hash: &str) -> Result<(), Fault> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let beside = folder.join(first(hash));
        std::fs::File::open(beside)
            .and_then(|beside| beside.sync_all())
            .map_err(|error| Fault::other("remove a file for good", error))
    }

    /// Asks the store on its own thread, and waits here.
    fn asking<T, F>(
        &self,
        ask: impl FnOnce(Arc<dyn ObjectStore>) -> F,
    ) -> Result<Result<T, Error>, Fault>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let ended = || Fault::Unavailable {
            why: "the file store's thread has ended",
            cause: None,
        };
        let (reply, answer) = mpsc::sync_channel(1);
        let asked = ask(Arc::clone(&self.store));
        self.runtime.as_ref().ok_or_else(ended)?.spawn(async move {
            let _ = reply.send(asked.await);
        });
        answer.recv().map_err(|_| ended())
    }
}

impl Drop for FileStore {
    fn drop(&mut self) {
        // Waiting for it here is not allowed where the office is let go by an asynchronous thread.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Where bytes lie: in a folder of the hash's first two digits, so that none grows too long to list.
fn place(hash: &str) -> Path {
    Path::from_iter([first(hash), hash])
}

fn first(hash: &str) -> &str {
    hash.get(..2).unwrap_or("00")
}

fn fault(error: Error) -> Fault {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        let full = inner
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::StorageFull);
        if full {
            return Fault::Full;
        }
        cause = inner.source();
    }
    let why = match &error {
        Error::Unauthenticated { .. } | Error::PermissionDenied { .. } => {
            "the file store refuses the key that it was given"
        }
        Error::NotFound { .. } => "the file store does not know the bucket",
        _ => "the file store does not answer as it should",
    };
    Fault::Unavailable {
        why,
        cause: Some(Box::new(error)),
    }
}
