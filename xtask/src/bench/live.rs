//! Two hundred seats connected to one meeting: how soon each hears of an act.
//!
//! Every seat has a holder of its own who is signed in and listens, each on a connection of their own,
//! read by a thread of its own on this same machine. Time runs from when the act was sent, and from
//! when it was acknowledged, to when a listener has the whole event.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Bed;
use super::table::{Table, ms};
use crate::Done;
use crate::http::{Connection, post};
use crate::program::{Place, temporary};
use crate::server::Server;

/// Partners, and seats of each.
const PARTNERS: usize = 40;
const SEATS: usize = 5;
/// Everyone who listens.
const LISTENERS: usize = PARTNERS * SEATS;
/// Acts that are written, after some to warm up.
const ACTS: usize = 200;
const WARMING: usize = 10;
/// Longer than anything may take.
const PATIENCE: Duration = Duration::from_secs(30);
const MOOT: &str = "moot";
const DAY: &str = "2030-01-07";

/// An event that a listener has whole: its line, and when.
type Heard = (u64, Instant);

/// Seats everyone, writes act after act, and notes when each has heard of it.
pub fn measure(bed: &Bed, table: &mut Table) -> Done {
    println!("bench: {LISTENERS} seats connected to one meeting");
    let folder = temporary("folkmoot-live-")?;
    let place = Place::folder(folder.path().join("data"));
    let token = begin(bed, &place, &folder.path().join("arrangements.toml"))?;
    let mut command = bed.program.command(
        &place,
        &["serve", "--listen", "127.0.0.1:0", "--api-per-second", "0"],
    );
    let server = Server::start(&mut command)?;
    let mut connection = open(&server.address)?;
    let meeting = seat_everyone(&mut connection, &token)?;
    let (tell, told) = mpsc::channel();
    for number in 0..LISTENERS {
        let cookie = sign_in(bed, &place, &server.address, number)?;
        listen(&server.address, &meeting, &cookie, tell.clone())?;
    }
    drop(tell);
    let worked = server.worked()?;
    let (sent, acknowledged) = write_and_wait(&mut connection, &token, &meeting, &told)?;
    let worked = server.worked()?.saturating_sub(worked);
    server.stop()?;
    let acts = u128::try_from(ACTS + WARMING).unwrap_or(1);
    table.row(
        format!("One write on {LISTENERS} live screens"),
        format!(
            "p50 {}, p99 {}, most {} after it was acknowledged; p99 {} after it was sent; {} CPU an act",
            ms(part(&acknowledged, 50)),
            ms(part(&acknowledged, 99)),
            ms(part(&acknowledged, 100)),
            ms(part(&sent, 99)),
            ms(worked.as_micros() / acts),
        ),
        "",
        "p99 < 30 ms",
    );
    Ok(())
}

/// Begins the book of a partnership with one body of two hundred seats; gives the officer's token.
fn begin(bed: &Bed, place: &Place, file: &std::path::Path) -> Done<String> {
    let mut text = String::from(
        "[partnership]\nname = \"Moot of the Forty\"\nabout = \"Forty partners, to measure with.\"\narea = \"Sample\"\n\n[[sector]]\nid = \"public\"\nname = \"Public sector\"\n",
    );
    for partner in 0..PARTNERS {
        text += &format!(
            "\n[[organisation]]\nid = \"p{partner}\"\nname = \"Partner {partner}\"\nsector = \"public\"\n"
        );
    }
    text += "\n[[body]]\nid = \"assembly\"\nname = \"Assembly\"\nkind = \"board\"\npurpose = \"To meet.\"\n";
    for partner in 0..PARTNERS {
        text += &format!(
            "\n[[body.seat]]\nid = \"p{partner}\"\ntitle = \"Member for partner {partner}\"\npartner = \"p{partner}\"\ncount = {SEATS}\n"
        );
    }
    std::fs::write(file, text).map_err(|why| format!("{}: {why}", file.display()))?;
    let file = file.to_string_lossy();
    let init = [
        "init",
        "--partnership",
        MOOT,
        "--arrangements",
        &file,
        "--from",
        "2029-01-01",
        "--officer",
        "Ann Example",
    ];
    bed.program.says(place, &init)?;
    let words = ["token", "--person", "Ann Example", "--label", "bench"];
    Ok(bed.program.says(place, &words)?.trim().to_owned())
}

/// Appoints a holder to each seat, calls the meeting, records every arrival and opens it.
fn seat_everyone(connection: &mut Connection, token: &str) -> Done<String> {
    let meeting = format!("assembly-{DAY}");
    let mut acts = Vec::new();
    for number in 0..LISTENERS {
        let path = format!("/api/v1/{MOOT}/people");
        let added = ask(connection, &path, token, &json!({ "name": name(number) }))?;
        acts.push(json!({ "act": "structure.appoint", "seat": seat(number), "person": added["person"], "from": "2029-06-01" }));
    }
    acts.push(json!({
        "act": "meetings.call", "body": "assembly", "date": DAY, "starts": "10:00", "place": "County Hall",
        "agenda": [{ "title": "Sharing the grant", "purpose": "decision", "minutes": 40 }, { "title": "Flood plan", "purpose": "decision", "minutes": 20 }],
    }));
    acts.extend((0..LISTENERS).map(|number| json!({ "act": "meetings.record-arrival", "meeting": meeting, "seat": seat(number), "at": "09:55" })));
    acts.push(
        json!({ "act": "meetings.open", "meeting": meeting, "chair": seat(0), "at": "10:00" }),
    );
    act(connection, token, &Value::from(acts))?;
    Ok(meeting)
}

fn name(number: usize) -> String {
    format!("Listener {number:03}")
}

fn seat(number: usize) -> String {
    format!("assembly.p{}-{}", number / SEATS, number % SEATS + 1)
}

/// Has acts recorded and gives the last line.
fn act(connection: &mut Connection, token: &str, acts: &Value) -> Done<u64> {
    let recorded = ask(connection, &format!("/api/v1/{MOOT}/acts"), token, acts)?;
    let line = recorded["lines"][1].as_u64();
    line.ok_or_else(|| format!("no line in {recorded}"))
}

fn ask(connection: &mut Connection, path: &str, token: &str, json: &Value) -> Done<Value> {
    let mut body = Vec::new();
    let asked = connection.ask(&post(path, token, None, &json.to_string()), &mut body);
    let status = asked.map_err(|why| format!("POST {path}: {why}"))?.status;
    let text = String::from_utf8_lossy(&body);
    if status != 201 {
        return Err(format!("POST {path}: {status} {text}"));
    }
    serde_json::from_str(&text).map_err(|why| format!("POST {path}: {why}: {text}"))
}

fn open(address: &str) -> Done<Connection> {
    Connection::open(address).map_err(|why| format!("{address}: {why}"))
}

/// Signs somebody in by a link, as they would, and gives their cookie.
fn sign_in(bed: &Bed, place: &Place, address: &str, number: usize) -> Done<String> {
    let base = format!("http://{address}");
    let name = name(number);
    let words = ["link", "--person", &name, "--address", &base];
    let printed = bed.program.says(place, &words)?;
    let code = printed
        .split("code=")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    let form = format!(
        "code={}&next=",
        code.ok_or_else(|| format!("no code in {printed}"))?
    );
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nOrigin: {base}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    let complain = |why: std::io::Error| format!("POST /sign-in: {why}");
    let mut stream = TcpStream::connect(address).map_err(complain)?;
    stream.write_all(request.as_bytes()).map_err(complain)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(complain)?;
    let mut lines = answer.lines();
    let cookie = lines.find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    let cookie = cookie.map(str::to_owned);
    cookie.ok_or_else(|| format!("{name} was not let in: {answer}"))
}

/// Opens the stream of somebody's seat, and has a thread tell when each event has come.
fn listen(address: &str, meeting: &str, cookie: &str, tell: Sender<Heard>) -> Done {
    let complain = |why: std::io::Error| format!("the stream of a seat: {why}");
    let mut stream = TcpStream::connect(address).map_err(complain)?;
    let request = format!(
        "GET /{MOOT}/meetings/{meeting}/seat/live HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(complain)?;
    let mut lines = BufReader::with_capacity(64 * 1024, stream).lines();
    let head = lines.next().transpose().map_err(complain)?;
    if !head.as_deref().is_some_and(|head| head.contains(" 200 ")) {
        return Err(format!("the stream of a seat: {head:?}"));
    }
    std::thread::spawn(move || {
        let mut line = None;
        for read in lines.map_while(Result::ok) {
            if let Some(id) = read.strip_prefix("id: ") {
                line = id.trim().parse().ok();
            } else if read.starts_with("data: ")
                && let Some(line) = line.take()
                && tell.send((line, Instant::now())).is_err()
            {
                return;
            }
        }
    });
    Ok(())
}

/// Writes act after act; gives the microseconds to each listener, from sending and from the answer.
fn write_and_wait(
    connection: &mut Connection,
    token: &str,
    meeting: &str,
    told: &Receiver<Heard>,
) -> Done<(Vec<u128>, Vec<u128>)> {
    let (mut since_sent, mut since_answer) = (Vec::new(), Vec::new());
    for round in 0..WARMING + ACTS {
        let item = round % 2 + 1;
        let sent = Instant::now();
        let take = json!({ "act": "meetings.take-item", "meeting": meeting, "item": item });
        let line = act(connection, token, &take)?;
        let answered = Instant::now();
        let mut waiting = LISTENERS;
        while waiting > 0 {
            let (heard, at) = told
                .recv_timeout(PATIENCE)
                .map_err(|why| format!("{waiting} have not heard of line {line}: {why}"))?;
            if heard != line {
                continue;
            }
            waiting -= 1;
            if round >= WARMING {
                since_sent.push(at.saturating_duration_since(sent).as_micros());
                since_answer.push(at.saturating_duration_since(answered).as_micros());
            }
        }
    }
    since_sent.sort_unstable();
    since_answer.sort_unstable();
    Ok((since_sent, since_answer))
}

/// What so many in a hundred did not exceed.
fn part(sorted: &[u128], percent: usize) -> u128 {
    let at = sorted.len() * percent / 100;
    let last = sorted.len().saturating_sub(1);
    sorted.get(at.min(last)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_hundred_are_taken_from_the_sorted_list() {
        let all: Vec<u128> = (1..=100).collect();
        assert_eq!(
            (part(&all, 50), part(&all, 99), part(&all, 100)),
            (51, 100, 100)
        );
        assert_eq!(part(&[], 99), 0);
        assert_eq!(
            (seat(0), seat(199)),
            ("assembly.p0-1".into(), "assembly.p39-5".into())
        );
    }
}
