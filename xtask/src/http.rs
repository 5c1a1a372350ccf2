//! Just enough HTTP to load a server and to know at which point a connection broke.
//!
//! One connection, kept alive; one request at a time. Anything more is for `ureq`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than a server at work may stay silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection that is kept alive.
pub struct Connection {
    stream: BufReader<TcpStream>,
    line: Vec<u8>,
}

/// An answer: its status, and the body that was read into the caller's buffer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Whether the server will close the connection.
    pub last: bool,
}

impl Connection {
    /// Connects to `127.0.0.1:8080`.
    pub fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            line: Vec::new(),
        })
    }

    /// Sends a whole request and reads the whole answer; its body replaces what `body` held.
    pub fn ask(&mut self, request: &[u8], body: &mut Vec<u8>) -> io::Result<Answer> {
        self.stream.get_mut().write_all(request)?;
        let (answer, length) = self.read_head()?;
        body.clear();
        match length {
            Length::Known(length) => {
                body.resize(length, 0);
                self.stream.read_exact(body)?;
            }
            Length::Chunked => self.read_chunks(body)?,
        }
        Ok(answer)
    }

    fn read_head(&mut self) -> io::Result<(Answer, Length)> {
        let status = self.read_line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.ok_or_else(|| broken("the answer does not begin with a status"))?,
            last: false,
        };
        let mut length = Length::Known(0);
        loop {
            let line = self.read_line()?;
            if line.is_empty() {
                return Ok((answer, length));
            }
            let Some((name, value)) = line.split_once(':') else {
                return Err(broken("a header without a colon"));
            };
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                let number = value.parse().map_err(|_| broken("no length"))?;
                length = Length::Known(number);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                length = Length::Chunked;
            } else if name.eq_ignore_ascii_case("connection") {
                answer.last = value.eq_ignore_ascii_case("close");
            }
        }
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let size = self.read_line()?;
            let size = size.split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).map_err(|_| broken("no size of a chunk"))?;
            let before = body.len();
            body.resize(before + size, 0);
            self.stream.read_exact(&mut body[before..])?;
            self.read_line()?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    fn read_line(&mut self) -> io::Result<String> {
        self.line.clear();
        if self.stream.read_until(b'\n', &mut self.line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&self.line);
        Ok(line.trim_end().to_owned())
    }
}

enum Length {
    Known(usize),
    Chunked,
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A request for a page.
pub fn get(path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut request = format!("GET {path} HTTP/1.1\r\nHost: folkmoot\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += "\r\n";
    request.into_bytes()
}

/// JSON sent with a token, and perhaps with a key by which a repeat is known.
pub fn post(path: &str, token: &str, key: Option<&str>, json: &str) -> Vec<u8> {
    let key = key.map_or(String::new(), |key| format!("Idempotency-Key: {key}\r\n"));
    let length = json.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: folkmoot\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{key}Content-Length: {length}\r\n\r\n{json}"
    )
    .into_bytes()
}

/// One page, on a connection of its own.
pub fn fetch(address: &str, path: &str, headers: &[(&str, &str)]) -> io::Result<(u16, Vec<u8>)> {
    let mut body = Vec::new();
    let answer = Connection::open(address)?.ask(&get(path, headers), &mut body)?;
    Ok((answer.status, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// What is read from a server that says this whatever it is asked.
    fn read(said: &'static str) -> io::Result<(u16, Vec<u8>)> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 16];
            stream.read_exact(&mut asked).unwrap();
            stream.write_all(said.as_bytes()).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let _ = stream.read_to_end(&mut Vec::new());
        });
        let read = fetch(&address, "/", &[]);
        server.join().unwrap();
        read
    }

    #[test]
    fn answers_are_read_whole_or_not_at_all() {
        let table: [(&str, Option<(u16, &str)>); 5] = [
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                Some((200, "abc")),
            ),
            ("HTTP/1.1 404 Not Found\r\n\r\n", Some((404, ""))),
            (
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
                Some((200, "abc")),
            ),
            ("HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\nabc", None),
            ("HTTP/1.1 20", None),
        ];
        for (said, wanted) in table {
            let read = read(said).ok();
            let wanted = wanted.map(|(status, body)| (status, body.as_bytes().to_vec()));
            assert_eq!(read, wanted, "{said}");
        }
    }
}
