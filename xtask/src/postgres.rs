//! A throwaway PostgreSQL cluster for the tests: made, used, stopped and removed in one run.
//!
//! Durable as a real one (`fsync` on, checksums on), since what is tested is that nothing acknowledged is lost.
//! It asks no password: it listens on loopback, holds nothing, and lives for minutes.

use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::Done;
use crate::command::{call, on_path, output};

/// The tests read the address of the cluster from this variable.
pub const VARIABLE: &str = "FOLKMOOT_TEST_POSTGRES";

/// A running cluster; dropping it stops and removes it.
pub struct Cluster {
    programs: PathBuf,
    owner: Option<Owner>,
    folder: TempDir,
    port: u16,
}

/// The user PostgreSQL runs as when we are root, for it refuses to run as root.
struct Owner {
    uid: u32,
    gid: u32,
}

/// The folder that holds `initdb` and `pg_ctl`, the newest if there are several.
pub fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"));
    let mut found: Vec<PathBuf> = debian.filter(|bin| bin.join("initdb").is_file()).collect();
    found.sort_by_key(|bin| major(bin));
    found
        .pop()
        .or_else(|| on_path("initdb")?.parent().map(Path::to_path_buf))
}

impl Cluster {
    /// Makes and starts a cluster with an empty database.
    pub fn start() -> Done<Self> {
        let programs =
            programs().ok_or("PostgreSQL's `initdb` was not found: run `cargo xtask setup`")?;
        let folder = tempfile::Builder::new()
            .prefix("folkmoot-pg-")
            .tempdir()
            .map_err(|why| format!("no temporary folder could be made: {why}"))?;
        let owner = Owner::find()?;
        if let Some(owner) = &owner {
            let shown = folder.path().display();
            std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700))
                .and_then(|()| chown(folder.path(), Some(owner.uid), Some(owner.gid)))
                .map_err(|why| format!("{shown} could not be given to PostgreSQL's user: {why}"))?;
        }
        let cluster = Self {
            programs,
            owner,
            folder,
            port: free_port()?,
        };
        cluster.make()?;
        cluster.run()?;
        Ok(cluster)
    }

    /// Where clients connect, as a superuser who may make databases of their own.
    pub fn address(&self) -> String {
        format!("postgres://folkmoot@127.0.0.1:{}/folkmoot_test", self.port)
    }

    fn make(&self) -> Done {
        output(
            self.program("initdb")
                .args([
                    "--username=folkmoot",
                    "--auth=trust",
                    "--no-locale",
                    "--encoding=UTF8",
                    "--data-checksums",
                    "--pgdata",
                ])
                .arg(self.data()),
        )?;
        let settings = format!(
            "port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nfsync = on\nsynchronous_commit = on\nfull_page_writes = on\nmax_connections = 200\nlog_min_messages = warning\n",
            self.port,
            self.folder.path().display()
        );
        let file = self.data().join("postgresql.auto.conf");
        std::fs::write(&file, settings).map_err(|why| format!("{}: {why}", file.display()))
    }

    fn run(&self) -> Done {
        let log = self.folder.path().join("server.log");
        let started = call(
            self.program("pg_ctl")
                .args(["start", "--wait", "--silent", "--timeout=60", "--pgdata"])
                .arg(self.data())
                .arg("--log")
                .arg(&log),
        );
        started.map_err(|why| {
            format!(
                "{why}; the server said:\n{}",
                std::fs::read_to_string(&log).unwrap_or_default()
            )
        })?;
        let (host, port) = ("--host=127.0.0.1", format!("--port={}", self.port));
        call(
            self.program("createdb")
                .args([host, &port, "--username=folkmoot", "folkmoot_test"]),
        )
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of PostgreSQL's programs, as its own user, from a folder that user can read.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(self.folder.path());
        if let Some(owner) = &self.owner {
            command.uid(owner.uid).gid(owner.gid);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = call(
            self.program("pg_ctl")
                .args(["stop", "--wait", "--silent", "--mode=immediate", "--pgdata"])
                .arg(self.data()),
        );
        if let Err(why) = stopped {
            eprintln!(
                "the throwaway PostgreSQL in {} may still be running: {why}",
                self.folder.path().display()
            );
        }
    }
}

impl Owner {
    /// None unless we are root.
    fn find() -> Done<Option<Self>> {
        let ask = |words: &[&str]| {
            output(Command::new("id").args(words))
                .ok()
                .and_then(|said| said.trim().parse().ok())
        };
        if ask(&["-u"]) != Some(0_u32) {
            return Ok(None);
        }
        let known = ["postgres", "nobody"].into_iter().find_map(|name| {
            Some(Self {
                uid: ask(&["-u", name])?,
                gid: ask(&["-g", name])?,
            })
        });
        known.map(Some).ok_or_else(|| "PostgreSQL will not run as root, and this machine has neither a `postgres` nor a `nobody` user: run the tests as an ordinary user".into())
    }
}

fn free_port() -> Done<u16> {
    let asked = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    asked
        .map(|address| address.port())
        .map_err(|why| format!("no free port on 127.0.0.1: {why}"))
}

fn major(bin: &Path) -> u32 {
    let version = bin
        .parent()
        .and_then(Path::file_name)
        .and_then(|name| name.to_str());
    version
        .and_then(|version| version.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_several_versions_is_taken_by_number_and_not_by_letter() {
        assert!(
            major(Path::new("/usr/lib/postgresql/15/bin"))
                > major(Path::new("/usr/lib/postgresql/9/bin"))
        );
    }

    #[test]
    fn a_cluster_answers_durably_and_leaves_nothing_behind() {
        let cluster = Cluster::start().unwrap();
        let folder = cluster.folder.path().to_owned();
        let ask = |sql: &str| {
            let mut psql = cluster.program("psql");
            output(psql.args([
                "--tuples-only",
                "--no-align",
                "--command",
                sql,
                &cluster.address(),
            ]))
            .unwrap()
        };
        for setting in [
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "data_checksums",
        ] {
            assert_eq!(ask(&format!("show {setting}")).trim(), "on", "{setting}");
        }
        drop(cluster);
        assert!(!folder.exists(), "{} is still there", folder.display());
    }
}
