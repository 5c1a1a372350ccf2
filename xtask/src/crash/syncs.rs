//! The fsync before the answer: the server's system calls are written down while programs write, and read.
//!
//! The same reading is done of two small programs that keep a book with the same journal: one as the
//! house does, one that acknowledges before the disk has it. The second must be found out, or the test
//! could not fail.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::client::{Client, Habit, Stage};
use super::sent::{Said, Told};
use super::trace::{self, Found};
use super::{campaign, scene};
use crate::command::{call, cargo};
use crate::program::{Place, Program, temporary};
use crate::server::Server;
use crate::{Done, Workspace};

/// Acts sent to each of the two small programs.
const CONTROL: u64 = 300;
/// What a server may write, and how it may make it last.
const CALLS: &str = "trace=write,writev,sendto,sendmsg,pwrite64,fsync,fdatasync";
/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// Errors if an act was acknowledged before its line was synchronised, or if the test cannot see that.
pub fn run(workspace: &Workspace, program: &Program, acts: u64) -> Done {
    let folder = temporary("folkmoot-syncs-")?;
    let place = Place::folder(folder.path().join("data"));
    let token = scene::begin(program, &place)?;
    let house = observe(
        &mut campaign::serve(program, &place),
        &folder.path().join("house.trace"),
        Some(&token),
        acts,
    )?;
    report("the server", &house);
    if !house.too_early.is_empty() {
        return Err(format!(
            "{} of {} acts were acknowledged before their line was on disk; the first lines: {:?}",
            house.too_early.len(),
            house.acknowledged,
            &house.too_early[..house.too_early.len().min(5)]
        ));
    }
    let control = control_program(workspace)?;
    let observed = |manner: &str| {
        let mut command = Command::new(&control);
        command.arg(folder.path().join(manner)).arg(manner);
        observe(
            &mut command,
            &folder.path().join(format!("{manner}.trace")),
            None,
            CONTROL,
        )
    };
    let full = observed("full")?;
    report("a book kept as the house does", &full);
    if !full.too_early.is_empty() {
        return Err("the test complains of a book that is kept as it should be".into());
    }
    let normal = observed("normal")?;
    report("a book that acknowledges too early", &normal);
    if normal.too_early.is_empty() {
        return Err("the test did not see that a book with synchronous = NORMAL acknowledges before the disk has the line: it could not fail".into());
    }
    Ok(())
}

fn report(whose: &str, found: &Found) {
    println!(
        "syncs: {whose}: {} acknowledgements, {} before their synchronisation; {} commits, {} synchronisations",
        found.acknowledged,
        found.too_early.len(),
        found.commits,
        found.syncs
    );
}

/// The small program of the journal, built with what makes it weak; nothing else is built with that.
fn control_program(workspace: &Workspace) -> Done<PathBuf> {
    // The whole workspace is named so that dependencies are built with the features they have elsewhere.
    let words = [
        "build",
        "--locked",
        "--workspace",
        "--features",
        "journal/weakened",
        "--example",
        "acknowledge",
    ];
    call(cargo().args(words).current_dir(&workspace.root))?;
    Ok(workspace.target.join("debug/examples/acknowledge"))
}

/// Has clients write notes until so many are acknowledged, and reads what the server did meanwhile.
fn observe(command: &mut Command, trace: &Path, token: Option<&str>, acts: u64) -> Done<Found> {
    let server = Server::start(&mut under_strace(command, trace))?;
    let address = server.address.clone();
    if let Some(token) = token {
        scene::set(&address, token)?;
    }
    let stage = Stage::new(vec![address], token.unwrap_or_default().to_owned());
    let logs = thread::scope(|scope| {
        let clients: Vec<_> = (0..scene::VOTERS.len())
            .map(|number| {
                scope.spawn({
                    let client = Client::new(&stage, number, Habit::Notes);
                    move || client.run()
                })
            })
            .collect();
        let began = Instant::now();
        while stage.acknowledged.load(Ordering::Relaxed) < acts
            && !stage.over.load(Ordering::Relaxed)
            && began.elapsed() < PATIENCE
        {
            thread::sleep(Duration::from_millis(5));
        }
        stage.over.store(true, Ordering::Relaxed);
        let joined = clients.into_iter().map(|client| {
            client
                .join()
                .unwrap_or_else(|_| Err("a client's thread ended badly".into()))
        });
        joined.collect::<Done<Vec<_>>>()
    })?;
    server.stop_below()?;
    let words: HashMap<u64, String> = logs
        .into_iter()
        .flatten()
        .filter_map(|sent| match (sent.told, sent.said) {
            (Told::Line(line), Said::Note(words)) => Some((line, words)),
            _ => None,
        })
        .collect();
    let file = File::open(trace).map_err(|why| format!("{}: {why}", trace.display()))?;
    let rows = BufReader::new(file)
        .split(b'\n')
        .map_while(Result::ok)
        .map(|row| String::from_utf8_lossy(&row).into_owned());
    let found = trace::read(rows, |line| words.get(&line).map(String::as_str))?;
    let told = words.len();
    if found.acknowledged != told || (told as u64) < acts {
        return Err(format!(
            "{told} acts were acknowledged, of {acts}, and the trace shows {}: it was not read rightly, or the server was too slow",
            found.acknowledged
        ));
    }
    Ok(found)
}

/// The same command, with its system calls written down.
fn under_strace(command: &Command, trace: &Path) -> Command {
    let mut strace = Command::new("strace");
    // -y names files; -s is longer than a page of the book, and than an answer.
    strace
        .args([
            "-f",
            "-qq",
            "-y",
            "-s",
            "8192",
            "--seccomp-bpf",
            "-e",
            CALLS,
            "-e",
            "signal=none",
            "-o",
        ])
        .arg(trace)
        .arg("--");
    strace.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => strace.env(name, value),
            None => strace.env_remove(name),
        };
    }
    strace
}
