//! A program that prints `Address: http://…` once it listens: started, looked at, killed or stopped.
//!
//! It decides nothing about what the server answers.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::Done;
use crate::command::call;

/// Making a demo or reading a large book takes seconds; a machine under load may need longer.
const PATIENCE: Duration = Duration::from_secs(180);
/// How long a server may take to finish what it began.
const FAREWELL: Duration = Duration::from_secs(20);
/// Ticks of a second in `/proc`, which have been hundredths on Linux for as long as there is `/proc`.
const TICK: Duration = Duration::from_millis(10);

/// A running server; dropping it kills it.
pub struct Server {
    child: Child,
    /// Such as `127.0.0.1:40123`.
    pub address: String,
    /// From its start until it said where it listens.
    pub took: Duration,
}

impl Server {
    /// Starts it, and waits until it says where it listens.
    pub fn start(command: &mut Command) -> Done<Self> {
        Self::starting(command, false)?.listening()
    }

    /// The same, showing the reader what it prints.
    pub fn start_aloud(command: &mut Command) -> Done<Self> {
        Self::starting(command, true)?.listening()
    }

    /// Starts it and does not wait.
    pub fn starting(command: &mut Command, aloud: bool) -> Done<Starting> {
        let began = Instant::now();
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.map_err(|why| {
            let program = command.get_program().to_string_lossy();
            format!("{program} could not be started: {why}")
        })?;
        let printed = child
            .stdout
            .take()
            .ok_or("the server's output cannot be read")?;
        let (tell, told) = mpsc::channel();
        // Read to the end on a thread of its own, so that the server never waits for a reader.
        std::thread::spawn(move || {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                if aloud {
                    println!("  {line}");
                }
                if let Some(address) = address_in(&line) {
                    // Nobody listens once the address is known.
                    let _ = tell.send(address);
                }
            }
        });
        let server = Self {
            child,
            address: String::new(),
            took: Duration::ZERO,
        };
        Ok(Starting {
            server,
            told,
            began,
        })
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would: at once (SIGKILL).
    pub fn kill(&mut self) -> Done {
        let killed = self.child.kill().and_then(|()| self.child.wait());
        killed.map_err(|why| format!("the server could not be killed: {why}"))?;
        Ok(())
    }

    /// Asks politely (SIGTERM), and complains if it has not gone in time or left with a fault.
    pub fn stop(mut self) -> Done {
        let id = self.id();
        self.stop_process(id)
    }

    /// The same where the server runs below a program that watches it.
    pub fn stop_below(mut self) -> Done {
        let id = self.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        let below = children
            .ok()
            .and_then(|all| all.split_whitespace().next()?.parse().ok());
        let below = below.ok_or("the watched server was not found below the one that watches")?;
        self.stop_process(below)
    }

    fn stop_process(&mut self, id: u32) -> Done {
        call(Command::new("kill").arg("-TERM").arg(id.to_string()))?;
        let asked = Instant::now();
        while asked.elapsed() < FAREWELL {
            match self.child.try_wait() {
                Ok(Some(status)) if status.success() || ended_by_term(status) => return Ok(()),
                Ok(Some(status)) => {
                    return Err(format!(
                        "the server, asked to stop, left with a fault ({status})"
                    ));
                }
                Ok(None) => std::thread::sleep(Duration::from_millis(20)),
                Err(why) => return Err(format!("the server cannot be waited for: {why}")),
            }
        }
        Err(format!(
            "the server, asked to stop (SIGTERM), was still running after {} seconds",
            FAREWELL.as_secs()
        ))
    }

    /// The time it has worked so far, on all cores and in the kernel.
    pub fn worked(&self) -> Done<Duration> {
        let stat = self.proc("stat")?;
        // The name of the program may hold anything; the fields begin after its last bracket.
        let fields = stat
            .rsplit_once(')')
            .map_or("", |(_, fields)| fields)
            .split_whitespace();
        let ticks: u32 = fields
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u32>().ok())
            .sum();
        Ok(TICK * ticks)
    }

    /// Its memory that is in use, in KiB.
    pub fn resident(&self) -> Done<u64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
            .ok_or_else(|| "the server's memory is not in /proc".to_owned())
    }

    fn proc(&self, what: &str) -> Done<String> {
        let file = format!("/proc/{}/{what}", self.id());
        std::fs::read_to_string(&file).map_err(|why| {
            format!("{file}: {why}; the server has ended, or this machine is no Linux")
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone is as good as stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server that may not listen yet.
pub struct Starting {
    server: Server,
    told: mpsc::Receiver<String>,
    began: Instant,
}

impl Starting {
    /// Waits until it says where it listens.
    pub fn listening(mut self) -> Done<Server> {
        self.server.address = self.told.recv_timeout(PATIENCE).map_err(|why| match why {
            RecvTimeoutError::Timeout => format!(
                "the server printed no `Address: http://…` line within {} seconds",
                PATIENCE.as_secs()
            ),
            RecvTimeoutError::Disconnected => {
                "the server ended without printing an `Address: http://…` line".into()
            }
        })?;
        self.server.took = self.began.elapsed();
        Ok(self.server)
    }

    /// Ends it at once, however far it has come.
    pub fn kill(mut self) -> Done {
        self.server.kill()
    }
}

/// A program without farewells of its own is ended by the signal itself.
fn ended_by_term(status: std::process::ExitStatus) -> bool {
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(15)
}

fn address_in(line: &str) -> Option<String> {
    let (_, address) = line.split_once("Address: ")?;
    let address = address.trim().trim_end_matches('/');
    address.strip_prefix("http://").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_its_line_and_from_no_other() {
        let table = [
            ("Address: http://127.0.0.1:8080", Some("127.0.0.1:8080")),
            ("  Address: http://127.0.0.1:8080/ ", Some("127.0.0.1:8080")),
            ("Secretary: http://127.0.0.1:8080/sign-in?token=x", None),
            ("Address: to be found", None),
        ];
        for (line, address) in table {
            assert_eq!(address_in(line).as_deref(), address, "{line}");
        }
    }
}
