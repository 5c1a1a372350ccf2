//! Where the bytes of files are: in a folder, or in a store that speaks S3 (a real server, on this machine).

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use office::{Fault, FileStore, Office, S3, SqliteOffice};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;

use crate::contract::keeps_the_contract;

/// SHA-256 of "abc", from FIPS 180.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const SECRET: &str = "not a secret at all";

/// An office whose files are in `folder`.
fn office(folder: &Path) -> SqliteOffice {
    SqliteOffice::in_memory()
        .unwrap()
        .with_files_in(FileStore::folder(folder).unwrap())
}

/// The one way in for all methods.
fn of(office: &SqliteOffice) -> &dyn Office {
    office
}

fn abc(folder: &Path) -> PathBuf {
    folder.join("ba").join(ABC)
}

/// A server that speaks S3, with one bucket, `papers`.
struct Bucket {
    address: SocketAddr,
    folder: tempfile::TempDir,
    _runtime: tokio::runtime::Runtime,
}

impl Bucket {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("papers")).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("folkmoot", SECRET));
        let service = service.build();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listening = tokio::net::TcpListener::bind("127.0.0.1:0");
        let listener = runtime.block_on(listening).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let server = Builder::new(TokioExecutor::new());
                    let _ = server.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self {
            address,
            folder,
            _runtime: runtime,
        }
    }

    fn settings(&self) -> S3 {
        S3 {
            endpoint: format!("http://{}", self.address),
            region: "eu-west-2".to_owned(),
            bucket: "papers".to_owned(),
            prefix: "moot/".to_owned(),
            key: "folkmoot".to_owned(),
            secret: SECRET.to_owned(),
        }
    }

    fn office(&self, settings: &S3) -> SqliteOffice {
        let office = SqliteOffice::in_memory().unwrap();
        office.with_files_in(FileStore::s3(settings).unwrap())
    }
}

#[test]
fn a_folder_keeps_the_contract() {
    keeps_the_contract(|trial| {
        let folder = tempfile::tempdir().unwrap();
        trial(&office(folder.path()));
    });
}

#[test]
fn a_store_that_speaks_s3_keeps_the_contract() {
    let bucket = Bucket::open();
    keeps_the_contract(|trial| trial(&bucket.office(&bucket.settings())));
}

#[test]
fn bytes_are_in_the_folder_under_their_hash_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    let database = folder.path().join("office.db");
    let office = SqliteOffice::open(&database)
        .unwrap()
        .with_files_in(FileStore::folder(&files).unwrap());
    of(&office)
        .keep_file(ABC, "text/plain", "a.txt", b"abc", 1)
        .unwrap();
    assert_eq!(std::fs::read(abc(&files)).unwrap(), b"abc");
    let lying = |folder: &Path| -> usize { std::fs::read_dir(folder).unwrap().count() };
    assert_eq!(
        (lying(&files), lying(&files.join("ba"))),
        (1, 1),
        "nothing half written is left"
    );
    let table = rusqlite::Connection::open(&database).unwrap();
    let kept: Option<Vec<u8>> = table
        .query_row("SELECT bytes FROM files", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, None);
    assert!(of(&office).remove_file(ABC).unwrap());
    assert!(!abc(&files).exists());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    FileStore::folder(&files).unwrap();
    let mode = std::fs::metadata(&files).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn bytes_that_are_lost_or_changed_are_a_fault_and_can_be_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let keep = || of(&office).keep_file(ABC, "text/plain", "abc.txt", b"abc", 1);
    keep().unwrap();
    for (harm, expected) in [
        ("changed", "do not match"),
        ("lost", "not in the file store"),
    ] {
        match harm {
            "changed" => std::fs::write(abc(folder.path()), b"abd").unwrap(),
            _ => std::fs::remove_file(abc(folder.path())).unwrap(),
        }
        let fault = of(&office).file(ABC).unwrap_err();
        assert!(fault.to_string().contains(expected), "{harm}: {fault}");
        let (sound, harmed) = of(&office).look_through_files().unwrap();
        assert_eq!((sound, harmed), (0, vec![ABC.to_owned()]), "{harm}");
        keep().unwrap();
        assert_eq!(
            of(&office).file(ABC).unwrap().unwrap().bytes,
            b"abc",
            "{harm}"
        );
    }
    std::fs::remove_file(abc(folder.path())).unwrap();
    assert!(
        of(&office).remove_file(ABC).unwrap(),
        "what is lost can be removed"
    );
    assert_eq!(of(&office).file(ABC).unwrap(), None);
}

#[test]
fn files_of_the_table_are_read_and_moved() {
    let folder = tempfile::tempdir().unwrap();
    let (database, files) = (folder.path().join("office.db"), folder.path().join("files"));
    let before = SqliteOffice::open(&database).unwrap();
    of(&before)
        .keep_file(ABC, "text/plain", "abc.txt", b"abc", 1)
        .unwrap();
    drop(before);
    let office = SqliteOffice::open(&database)
        .unwrap()
        .with_files_in(FileStore::folder(&files).unwrap());
    let office = of(&office);
    assert_eq!(office.file(ABC).unwrap().unwrap().bytes, b"abc");
    assert_eq!(office.move_files_to_store().unwrap(), 1);
    assert_eq!(std::fs::read(abc(&files)).unwrap(), b"abc");
    assert_eq!(office.file(ABC).unwrap().unwrap().bytes, b"abc");
    assert_eq!(office.file_hashes().unwrap(), [ABC]);
    assert_eq!(office.move_files_to_store().unwrap(), 0);
}

#[test]
fn a_bucket_is_opened_by_its_key_alone() {
    let bucket = Bucket::open();
    let right = bucket.settings();
    FileStore::s3(&right).unwrap().try_out().unwrap();
    let wrong = |change: fn(&mut S3)| {
        let mut settings = right.clone();
        change(&mut settings);
        settings
    };
    let nobody = "http://127.0.0.1:9";
    let table = [
        (
            "a wrong secret",
            wrong(|settings| settings.secret.push('x')),
            "refuses the key",
        ),
        (
            "a wrong key",
            wrong(|settings| settings.key.push('x')),
            "refuses the key",
        ),
        (
            "nobody there",
            S3 {
                endpoint: nobody.to_owned(),
                ..right.clone()
            },
            "does not answer",
        ),
    ];
    for (what, settings, expected) in table {
        let began = Instant::now();
        let fault = FileStore::s3(&settings).unwrap().try_out().unwrap_err();
        assert!(
            fault.to_string().contains(expected),
            "{what}: {fault}: {fault:?}"
        );
        assert!(matches!(fault, Fault::Unavailable { .. }), "{what}");
        assert!(!format!("{fault} {settings:?}").contains(SECRET), "{what}");
        assert!(began.elapsed() < Duration::from_secs(20), "{what}");
    }
    for (endpoint, taken) in [
        ("https://s3.example.org", true),
        ("http://s3.example.org", false),
        ("http://127.0.0.1.example.org", false),
        ("s3.example.org", false),
        ("http://localhost:9000", true),
    ] {
        let opened = FileStore::s3(&S3 {
            endpoint: endpoint.to_owned(),
            ..right.clone()
        });
        assert_eq!(opened.is_ok(), taken, "{endpoint}");
    }
}

#[test]
fn what_is_changed_in_a_bucket_is_noticed() {
    let bucket = Bucket::open();
    let office = bucket.office(&bucket.settings());
    of(&office)
        .keep_file(ABC, "text/plain", "abc.txt", b"abc", 1)
        .unwrap();
    let object = abc(&bucket.folder.path().join("papers/moot"));
    assert_eq!(std::fs::read(&object).unwrap(), b"abc");
    std::fs::write(&object, b"abd").unwrap();
    assert!(matches!(
        of(&office).file(ABC),
        Err(Fault::WrongHash { .. })
    ));
    std::fs::write(&object, vec![b'a'; office::FILE_LIMIT + 1]).unwrap();
    assert!(
        matches!(of(&office).file(ABC), Err(Fault::WrongHash { .. })),
        "however large"
    );
    std::fs::remove_file(&object).unwrap();
    assert!(matches!(of(&office).file(ABC), Err(Fault::Missing { .. })));
}
