//! A book behind a door so small that nothing but the journal decides when a line counts as written.
//!
//! It is the control of `cargo xtask crash`: kept with `full` synchronisation the test must find it in
//! order, kept with `normal` the test must find it out. It is no server for anyone else: it reads
//! whatever act it is sent as words to be kept, and asks nobody who they are.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it speaks to the test that started it"
)]

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use journal::{AppendFault, Journal, NewLine, NewWords, SqliteBook, commitment};

const BOOK: &str = "control";

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(file), Some(manner)) = (words.next(), words.next()) else {
        return Err("give a file, and “full” or “normal”".into());
    };
    let book = match manner.as_str() {
        "full" => SqliteBook::open(file)?,
        "normal" => SqliteBook::open_with_synchronous_normal(file)?,
        other => return Err(format!("“{other}” is neither “full” nor “normal”").into()),
    };
    let book: Arc<dyn Journal> = Arc::new(book);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("Address: http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let (book, stream) = (Arc::clone(&book), stream?);
        thread::spawn(move || {
            if let Err(why) = serve(&*book, &stream) {
                eprintln!("a connection ended: {why}");
            }
        });
    }
    Ok(())
}

/// Keeps the words of each request, and answers with the number of their line.
fn serve(book: &dyn Journal, stream: &TcpStream) -> Result<(), Box<dyn Error>> {
    let mut reader = BufReader::new(stream);
    let mut answers = stream;
    while let Some(act) = read_request(&mut reader)? {
        let act: serde_json::Value = serde_json::from_slice(&act)?;
        let text = act["what"].as_str().ok_or("the act has no words")?;
        let line = keep(book, text)?;
        let body = format!("{{\"lines\":[{line},{line}]}}");
        let length = body.len();
        let answer = format!("HTTP/1.1 201 Created\r\ncontent-length: {length}\r\n\r\n{body}");
        answers.write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// The body of the next request; none once the other side has gone.
fn read_request(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>, Box<dyn Error>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.split_once(':') else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(body))
}

/// Writes one line, deciding afresh when others got in before.
fn keep(book: &dyn Journal, text: &str) -> Result<u64, Box<dyn Error>> {
    let salt = [7; 32];
    let sealed = commitment(&salt, text);
    let line = NewLine {
        at: "2007-04-18T14:00:00.000000Z".to_owned(),
        by: "system:control".to_owned(),
        entry: format!(
            "{{\"module\":\"test\",\"kind\":\"said\",\"what\":{{\"sealed\":\"{sealed}\"}}}}"
        ),
        words: vec![NewWords {
            salt,
            text: text.to_owned(),
        }],
    };
    loop {
        let last = book.head(BOOK)?;
        match book.append(BOOK, &last, std::slice::from_ref(&line), &[]) {
            Ok(head) => return Ok(head.line),
            Err(AppendFault::Conflict { .. }) => {}
            Err(fault) => return Err(format!("{fault:?}").into()),
        }
    }
}
