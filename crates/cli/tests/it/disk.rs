//! A full disk: nothing is acknowledged, reads go on, and writing recovers without a restart.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use serde_json::json;

use crate::server::{PARTNERSHIP, Place, Server};

/// Mounts a small disk of its own on $1, copies the books from $2 there, and serves them; fills and
/// frees the disk when told to on standard input.
const SMALL_DISK: &str = r#"
set -e
mount -t tmpfs -o size=4m tmpfs "$1"
cp -r "$2"/* "$1"/
"$3" serve --data "$1" --listen 127.0.0.1:0 --api-per-second 0 &
server=$!
while read -r word; do
  case "$word" in
    fill) dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null || true ;;
    free) rm "$1/filler" ;;
  esac
  echo "$word done"
done
kill "$server"
wait "$server"
"#;

#[test]
fn it_never_acknowledges_and_recovers_without_a_restart() {
    let (seed, mount) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let token = Place::folder(seed.path()).begin();
    let mut child = Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "bash",
            "-c",
            SMALL_DISK,
            "small-disk",
        ])
        .args([mount.path(), seed.path()])
        .arg(env!("CARGO_BIN_EXE_folkmoot"))
        .env_remove("FOLKMOOT_DATABASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("unshare runs: it is part of util-linux");
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut told = child.stdin.take().unwrap();
    let hello = lines.next().expect("the server says where it listens");
    let server = Server::at(hello.strip_prefix("Address: ").unwrap());
    let mut tell = |word: &str| {
        writeln!(told, "{word}").unwrap();
        assert!(lines.any(|line| line == format!("{word} done")));
    };
    let agenda: Vec<_> = (0..90)
        .map(|_| json!({ "title": "x".repeat(200) }))
        .collect();
    let call = |day: u32| {
        let date = format!("2030-04-{day:02}");
        json!({ "act": "meetings.call", "body": "board", "date": date, "starts": "10:30", "place": "Hall", "agenda": agenda })
    };

    server.acts(&token, &call(1));
    tell("fill");
    let mut acknowledged = 1;
    let refused = (2..=28).find_map(|day| {
        let answer = server.act(&token, &call(day));
        acknowledged += u64::from(answer.status == 201);
        (answer.status != 201).then_some(answer)
    });
    let problem = refused.expect("the disk fills up").is(503).json();
    assert_eq!(problem["code"], "disk-full");
    for _ in 0..3 {
        server.act(&token, &call(29)).is(503);
        server.get(&format!("/{PARTNERSHIP}")).is(200);
        server
            .get(&format!("/{PARTNERSHIP}/meetings/board-2030-04-01"))
            .is(200);
    }
    tell("free");
    let lines_now = server.acts(&token, &call(30))["lines"][0].as_u64().unwrap();
    assert_eq!(
        lines_now,
        1 + acknowledged + 1,
        "an acknowledged line was lost, or a refused one was kept"
    );
    drop(told);
    child.wait().unwrap();
}
