//! What an acknowledged act costs, alone and among many.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Bed;
use super::county::{County, PARTNERSHIP};
use super::load::{Turn, turn};
use super::pages::serve;
use super::table::{Table, grouped, ms, times};
use crate::Done;
use crate::http::{Connection, post};
use crate::program::temporary;
use crate::server::Server;

/// Where acts go.
const ACTS: &str = "/api/v1/sample/acts";
/// The day of the meetings in which votes are cast: still to come.
const DAY: &str = "2030-01-07";
/// Bodies that vote at once, and voters in each: 64 clients need a partner each.
const BODIES: usize = 3;
const SEATS: usize = 22;
/// Clients at once.
const CLIENTS: [usize; 3] = [1, 8, 64];

/// Has 1, 8 and 64 clients cast votes, first to see what it costs, then to count synchronisations.
pub fn measure(bed: &Bed, county: &County, table: &mut Table) -> Done {
    let copy = county.copy()?;
    let words = [
        "token",
        "--partnership",
        PARTNERSHIP,
        "--person",
        "Sample Person 0",
        "--label",
        "bench",
    ];
    let token = bed.program.says(&copy.place, &words)?.trim().to_owned();
    let server = serve(bed, &copy, None)?;
    begin_votes(&server.address, &token)?;
    let mut turns = Vec::new();
    for clients in CLIENTS {
        println!("bench: votes from {clients} clients");
        turns.push(votes(&server, &token, clients, bed.turn * 2)?);
    }
    server.stop()?;
    let disk = one_synchronisation(&copy.place.data)?;
    for (clients, voted) in CLIENTS.into_iter().zip(turns) {
        let syncs = synchronisations(bed, &copy, &token, clients)?;
        table.row(
            format!(
                "An acknowledged act, {clients} {}",
                if clients == 1 { "client" } else { "clients" }
            ),
            format!(
                "{} CPU, {} acts a second, p50 {}, p99 {}, {syncs} fsyncs an act",
                ms(voted.cost()),
                grouped(voted.per_second()),
                ms(voted.wait(50).into()),
                ms(voted.wait(99).into())
            ),
            "",
            if clients == 1 {
                "one fsync and < 1 ms besides"
            } else {
                ""
            },
        );
    }
    table.row("A bare write and fdatasync on this disk", ms(disk), "", "");
    Ok(())
}

/// Opens a meeting of each body and puts a motion to the vote.
fn begin_votes(address: &str, token: &str) -> Done {
    let mut connection = Connection::open(address).map_err(|why| format!("{address}: {why}"))?;
    for body in 0..BODIES {
        let meeting = format!("body-{body}-{DAY}");
        let mut acts = vec![json!({
            "act": "meetings.call", "body": format!("body-{body}"), "date": DAY, "starts": "10:00", "place": "County Hall",
            "agenda": [{ "title": "Sharing the grant", "purpose": "decision", "minutes": 40 }],
        })];
        acts.extend((0..SEATS).map(|number| json!({ "act": "meetings.record-arrival", "meeting": meeting, "seat": seat(body, number), "at": "09:55" })));
        acts.extend([
            json!({ "act": "meetings.open", "meeting": meeting, "at": "10:00" }),
            json!({ "act": "decisions.move-motion", "meeting": meeting, "item": 1, "seat": seat(body, 0), "text": "That the grant is shared by need." }),
            json!({ "act": "decisions.second-motion", "decision": format!("{meeting}-1"), "seat": seat(body, 1) }),
            json!({ "act": "decisions.put-to-vote", "decision": format!("{meeting}-1"), "last_resort": "Two members could not agree." }),
        ]);
        let mut answer = Vec::new();
        let request = post(ACTS, token, None, &Value::from(acts).to_string());
        let status = connection
            .ask(&request, &mut answer)
            .map_err(|why| format!("{address}: {why}"))?
            .status;
        if status != 201 {
            return Err(format!(
                "the vote could not be begun: {status} {}",
                String::from_utf8_lossy(&answer)
            ));
        }
    }
    Ok(())
}

fn seat(body: usize, number: usize) -> String {
    format!("body-{body}.seat-{number}")
}

/// Every client votes for its own partner, for and against in turn.
fn votes(server: &Server, token: &str, clients: usize, length: Duration) -> Done<Turn> {
    turn(server, clients, length, |client| {
        let complain = |why: std::io::Error| format!("POST {ACTS}: {why}");
        let mut connection = Connection::open(&server.address).map_err(complain)?;
        let (body, number) = (client / SEATS, client % SEATS);
        let requests = ["abstain", "for", "against"].map(|vote| {
            let act = json!({ "act": "decisions.cast-vote", "decision": format!("body-{body}-{DAY}-1"), "seat": seat(body, number), "vote": vote });
            post(ACTS, token, None, &act.to_string())
        });
        let mut answer = Vec::new();
        // Whatever stands from the turn before, this one or the next is another vote.
        for request in &requests[..1] {
            connection.ask(request, &mut answer).map_err(complain)?;
        }
        let mut next = 1;
        Ok(move || {
            let status = connection
                .ask(&requests[next], &mut answer)
                .map_err(complain)?
                .status;
            next = 3 - next;
            match status {
                201 => Ok(()),
                _ => Err(format!(
                    "POST {ACTS}: {status} {}",
                    String::from_utf8_lossy(&answer)
                )),
            }
        })
    })
}

/// Synchronisations for each act, counted by strace in a run of its own, because watching costs time.
fn synchronisations(bed: &Bed, county: &County, token: &str, clients: usize) -> Done<String> {
    let folder = temporary("folkmoot-syncs-")?;
    let trace = folder.path().join("trace");
    let mut command = Command::new("strace");
    command
        .args([
            "-f",
            "-qq",
            "-y",
            "--seccomp-bpf",
            "-e",
            "trace=fsync,fdatasync",
            "-e",
            "signal=none",
            "-o",
        ])
        .arg(&trace)
        .arg("--");
    command
        .arg(bed.program.file())
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--api-per-second",
            "0",
            "--data",
        ])
        .arg(&county.place.data);
    let server = Server::start(command.env_remove("FOLKMOOT_DATABASE"))?;
    let voted = votes(&server, token, clients, Duration::from_secs(2))?;
    server.stop_below()?;
    let file = File::open(&trace).map_err(|why| format!("{}: {why}", trace.display()))?;
    let rows = BufReader::new(file).lines().map_while(Result::ok);
    let syncs = rows
        .filter(|row| row.contains("-wal>") && !row.contains("resumed>"))
        .count();
    Ok(times(
        syncs as u128,
        (voted.requests + clients as u64).into(),
    ))
}

/// What the disk itself takes to keep four kilobytes, in microseconds: the middle of many.
fn one_synchronisation(folder: &Path) -> Done<u128> {
    let path = folder.join("bare-synchronisation");
    let complain = |why: std::io::Error| format!("{}: {why}", path.display());
    let mut file = File::create(&path).map_err(complain)?;
    let mut took = Vec::new();
    for _ in 0..200 {
        let began = Instant::now();
        file.write_all(&[7; 4096])
            .and_then(|()| file.sync_data())
            .map_err(complain)?;
        took.push(began.elapsed().as_micros());
    }
    took.sort_unstable();
    Ok(took[took.len() / 2])
}
