//! The campaign: clients write, the server is killed and started again, and in the end the book is held
//! against what every client was told.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::client::{Client, Habit, Stage};
use super::sent::Log;
use super::{book, keys, scene};
use crate::Done;
use crate::command::output;
use crate::dice::Dice;
use crate::postgres::Cluster;
use crate::program::{Place, Program, temporary};
use crate::server::Server;

/// How long nobody may be told anything before something is wrong.
const STALLED: Duration = Duration::from_secs(60);

/// What is to be done.
pub struct Campaign {
    /// Acts to be acknowledged.
    pub acts: u64,
    /// Kills meanwhile.
    pub kills: u64,
    /// Where chance begins.
    pub seed: u64,
    /// Two servers on PostgreSQL instead of one on SQLite.
    pub postgres: bool,
}

/// Runs it. Errors with what was lost, doubled or changed.
pub fn run(program: &Program, campaign: &Campaign) -> Done {
    let Campaign {
        acts, kills, seed, ..
    } = campaign;
    let cluster = campaign.postgres.then(Cluster::start).transpose()?;
    let folder = temporary("folkmoot-crash-")?;
    let place = Place {
        data: folder.path().join("data"),
        database: cluster.as_ref().map(Cluster::address),
    };
    let on = if campaign.postgres {
        "two servers on one PostgreSQL"
    } else {
        "one server on SQLite"
    };
    println!(
        "crash: {on}; {acts} acts from {} clients, {kills} kills, --seed {seed}",
        scene::VOTERS.len()
    );
    let outcome = whole(program, &place, campaign, folder.path());
    if let Err(why) = outcome {
        // Whoever mends it needs the book.
        let kept = folder.keep();
        return Err(format!(
            "{why}\nThe folder is kept: {}. To repeat it: --seed {seed}.",
            kept.display()
        ));
    }
    Ok(())
}

fn whole(program: &Program, place: &Place, campaign: &Campaign, folder: &Path) -> Done {
    let token = scene::begin(program, place)?;
    let servers = 1 + usize::from(campaign.postgres);
    let servers: Done<Vec<Server>> = (0..servers)
        .map(|_| Server::start(&mut serve(program, place)))
        .collect();
    let mut theatre = Theatre {
        program,
        place,
        campaign,
        folder,
        servers: servers?,
        dice: Dice::new(campaign.seed),
        restarts: Vec::new(),
        in_start: 0,
    };
    let after = scene::set(&theatre.servers[0].address, &token)?;
    let addresses = theatre.servers.iter().map(|server| server.address.clone());
    let stage = Stage::new(addresses.collect(), token);

    let began = Instant::now();
    let (played, logs) = thread::scope(|scope| {
        let clients: Vec<_> = (0..scene::VOTERS.len())
            .map(|number| {
                scope.spawn({
                    let client = Client::new(&stage, number, Habit::Various);
                    move || client.run()
                })
            })
            .collect();
        let played = theatre.play(&stage);
        stage.over.store(true, Ordering::Relaxed);
        let logs: Vec<_> = clients
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect();
        (played, logs)
    });
    let logs: Done<Vec<Log>> = logs
        .into_iter()
        .map(|log| log.unwrap_or_else(|_| Err("a client's thread ended badly".into())))
        .collect();
    // What a client saw says more than that nothing went on.
    let logs = logs?;
    played?;
    theatre.say(&stage, began.elapsed());
    theatre.judge(&stage, after, &logs)
}

/// The command that serves, without a limit for programs.
pub fn serve(program: &Program, place: &Place) -> Command {
    program.command(
        place,
        &["serve", "--listen", "127.0.0.1:0", "--api-per-second", "0"],
    )
}

struct Theatre<'a> {
    program: &'a Program,
    place: &'a Place,
    campaign: &'a Campaign,
    folder: &'a Path,
    servers: Vec<Server>,
    dice: Dice,
    /// How long each start took.
    restarts: Vec<Duration>,
    /// Kills before the server listened.
    in_start: u64,
}

impl Theatre<'_> {
    /// Kills and restarts at random points until enough is acknowledged.
    fn play(&mut self, stage: &Stage) -> Done {
        let Campaign { acts, kills, .. } = *self.campaign;
        let mut moments: Vec<u64> = (0..kills)
            .map(|_| acts / 50 + self.dice.roll(acts - acts / 50))
            .collect();
        moments.sort_unstable();
        for (nth, moment) in moments.into_iter().enumerate() {
            wait(stage, moment)?;
            // Between two acknowledgements, not at one.
            thread::sleep(Duration::from_micros(self.dice.roll(8_000)));
            let which = nth % self.servers.len();
            self.servers[which].kill()?;
            if nth as u64 == kills / 2 && self.servers.len() == 1 {
                self.checkpoint()?;
            }
            self.restart(which)?;
            let mut addresses = stage
                .addresses
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            addresses[which].clone_from(&self.servers[which].address);
        }
        wait(stage, acts)
    }

    /// Starts a server again; one time in eight it is killed before it has begun to listen.
    fn restart(&mut self, which: usize) -> Done {
        if self.dice.roll(8) == 0 {
            let starting = Server::starting(&mut serve(self.program, self.place), false)?;
            thread::sleep(Duration::from_millis(self.dice.roll(300)));
            starting.kill()?;
            self.in_start += 1;
        }
        let server = Server::start(&mut serve(self.program, self.place))?;
        self.restarts.push(server.took);
        self.servers[which] = server;
        Ok(())
    }

    /// Signs where the book ends now, to hold the end against.
    fn checkpoint(&self) -> Done {
        let note = self.program.says(self.place, &["checkpoint"])?;
        let file = self.folder.join("checkpoint.txt");
        std::fs::write(&file, note).map_err(|why| format!("{}: {why}", file.display()))
    }

    fn say(&mut self, stage: &Stage, took: Duration) {
        let acknowledged = stage.acknowledged.load(Ordering::Relaxed);
        println!(
            "crash: {acknowledged} acts acknowledged in {} s, through {} kills ({} more before the server listened)",
            took.as_secs(),
            self.campaign.kills,
            self.in_start
        );
        self.restarts.sort_unstable();
        let nth = |part: usize| {
            self.restarts
                .get(self.restarts.len() * part / 100)
                .map_or(0, Duration::as_millis)
        };
        if let (Some(quickest), Some(slowest)) = (self.restarts.first(), self.restarts.last()) {
            println!(
                "crash: restarts took {} ms at best, {} ms in the middle, {} ms at worst",
                quickest.as_millis(),
                nth(50),
                slowest.as_millis()
            );
        }
    }

    /// Whether all that was acknowledged is in the book, once.
    fn judge(mut self, stage: &Stage, after: u64, logs: &[Log]) -> Done {
        let again = keys::resend(&self.servers[0].address, &stage.token, logs)?;
        for server in self.servers.drain(..) {
            server.stop()?;
        }
        let key = self
            .program
            .says(self.place, &["checkpoint", "--show-key"])?;
        let key_file = self.folder.join("key.txt");
        std::fs::write(&key_file, key).map_err(|why| format!("{}: {why}", key_file.display()))?;
        if self.campaign.kills == 0 || self.campaign.postgres {
            self.checkpoint()?;
        }
        let (note, key) = (self.folder.join("checkpoint.txt"), key_file);
        let held = [
            "verify".into(),
            "--partnership".into(),
            scene::PARTNERSHIP.into(),
            "--checkpoint".into(),
            note.into_os_string(),
            "--key".into(),
            key.into_os_string(),
        ];
        let verified = self.program.says(self.place, &held)?;
        if !verified.contains("VALID") {
            return Err(format!("the book is not sound: {verified}"));
        }
        let export = self.folder.join("export");
        self.program
            .says(self.place, &["export".as_ref(), export.as_os_str()])?;
        let offline = output(
            Command::new("python3")
                .arg(export.join("verify.py"))
                .current_dir(&export),
        )?;
        if !offline.contains("VALID") {
            return Err(format!("verify.py does not find the book sound: {offline}"));
        }
        let file = export.join("book.jsonl");
        let text =
            std::fs::read_to_string(&file).map_err(|why| format!("{}: {why}", file.display()))?;
        let tally = book::compare(&book::read(&text, after)?, logs)?;
        println!(
            "crash: {} acknowledged lines are in the book with what was sent, none twice; {} more were recorded before their connection broke, {} never; {again} keys sent again gave their lines; against a checkpoint: {}",
            tally.acknowledged,
            tally.in_doubt,
            tally.never_recorded,
            verified.trim()
        );
        Ok(())
    }
}

/// Waits until so many acts are acknowledged.
fn wait(stage: &Stage, acts: u64) -> Done {
    let (mut last, mut since) = (0, Instant::now());
    loop {
        let now = stage.acknowledged.load(Ordering::Relaxed);
        if now >= acts {
            return Ok(());
        }
        if stage.over.load(Ordering::Relaxed) {
            return Err("a client stopped".into());
        }
        if now > last {
            (last, since) = (now, Instant::now());
        } else if since.elapsed() > STALLED {
            return Err(format!(
                "after {now} acts, nothing was acknowledged for {} seconds",
                STALLED.as_secs()
            ));
        }
        thread::sleep(Duration::from_millis(1));
    }
}
