//! Calendars as iCalendar (RFC 5545): one event for each meeting, in universal time.
//!
//! Universal time needs no table of time zones along with it, and a calendar shows it in the reader's
//! own. A meeting keeps its UID for ever; its SEQUENCE grows when it is moved or cancelled, so that
//! calendars which hold it already take the change.

use jiff::{Timestamp, tz::TimeZone};

/// The most octets of a line, without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
/// How often a calendar that subscribes should look again: in the words of RFC 7986, and in those
/// that came before it and are still read.
const LOOK_AGAIN: &str = "PT1H";

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// When it was made.
    pub stamp: Timestamp,
    /// Its events.
    pub events: Vec<Event>,
}

/// A meeting in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name for ever, unlike that of any other event in the world.
    pub uid: String,
    /// What it is called.
    pub summary: String,
    /// Where.
    pub location: String,
    /// What there is to know besides.
    pub description: String,
    /// Its page.
    pub url: Option<String>,
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends, as far as anyone knows.
    pub ends: Timestamp,
    /// How many times it was moved or cancelled.
    pub sequence: usize,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

impl Calendar {
    /// The calendar as a file.
    pub fn to_text(&self) -> String {
        let mut text = Text::default();
        text.line("BEGIN", "VCALENDAR");
        text.line("VERSION", "2.0");
        text.line("PRODID", "-//Folkmoot//Meetings//EN");
        text.line("CALSCALE", "GREGORIAN");
        text.line("METHOD", "PUBLISH");
        text.line("NAME", &escaped(&self.name));
        text.line("X-WR-CALNAME", &escaped(&self.name));
        text.line("REFRESH-INTERVAL;VALUE=DURATION", LOOK_AGAIN);
        text.line("X-PUBLISHED-TTL", LOOK_AGAIN);
        for event in &self.events {
            event.write(self.stamp, &mut text);
        }
        text.line("END", "VCALENDAR");
        text.0
    }
}

impl Event {
    fn write(&self, stamp: Timestamp, text: &mut Text) {
        text.line("BEGIN", "VEVENT");
        text.line("UID", &escaped(&self.uid));
        text.line("DTSTAMP", &moment(stamp));
        text.line("DTSTART", &moment(self.starts));
        text.line("DTEND", &moment(self.ends));
        text.line("SEQUENCE", &self.sequence.to_string());
        // What is cancelled keeps nobody's time.
        let (status, time) = if self.cancelled {
            ("CANCELLED", "TRANSPARENT")
        } else {
            ("CONFIRMED", "OPAQUE")
        };
        text.line("STATUS", status);
        text.line("TRANSP", time);
        text.line("SUMMARY", &escaped(&self.summary));
        if !self.location.is_empty() {
            text.line("LOCATION", &escaped(&self.location));
        }
        if !self.description.is_empty() {
            text.line("DESCRIPTION", &escaped(&self.description));
        }
        if let Some(url) = &self.url {
            text.line("URL", &url.replace(['\r', '\n'], ""));
        }
        text.line("END", "VEVENT");
    }
}

/// A moment in universal time: `20070418T093000Z`.
fn moment(moment: Timestamp) -> String {
    let moment = moment.to_zoned(TimeZone::UTC);
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value: what means something in the form is marked, what cannot be in it is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[derive(Default)]
struct Text(String);

impl Text {
    /// Writes a property, folded so that no line is too long. A letter is never broken.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "board-2007-04-18@three-rivers.example.org".to_owned(),
            summary: summary.to_owned(),
            location: "Weir House, Upper Mill".to_owned(),
            description: "1. Flood plan\n2. Bridges; weirs".to_owned(),
            url: Some("https://example.org/three-rivers/meetings/board-2007-04-18".to_owned()),
            starts: "2007-04-18T09:30:00Z".parse().unwrap(),
            ends: "2007-04-18T11:30:00Z".parse().unwrap(),
            sequence: 1,
            cancelled: false,
        }
    }

    fn calendar(event: Event) -> Calendar {
        Calendar {
            name: "Three Rivers Partnership".to_owned(),
            stamp: "2007-04-01T00:00:00Z".parse().unwrap(),
            events: vec![event],
        }
    }

    #[test]
    fn a_meeting_is_one_event_in_universal_time() {
        let text = calendar(event("Board")).to_text();
        let lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Folkmoot//Meetings//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "NAME:Three Rivers Partnership",
            "X-WR-CALNAME:Three Rivers Partnership",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
            "BEGIN:VEVENT",
            "UID:board-2007-04-18@three-rivers.example.org",
            "DTSTAMP:20070401T000000Z",
            "DTSTART:20070418T093000Z",
            "DTEND:20070418T113000Z",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "SUMMARY:Board",
            "LOCATION:Weir House\\, Upper Mill",
            "DESCRIPTION:1. Flood plan\\n2. Bridges\\; weirs",
            "URL:https://example.org/three-rivers/meetings/board-2007-04-18",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(text, lines.join("\r\n"));
    }

    #[test]
    fn a_cancelled_meeting_says_so() {
        let cancelled = Event {
            cancelled: true,
            sequence: 2,
            ..event("Board")
        };
        let text = calendar(cancelled).to_text();
        assert!(text.contains("STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"));
        assert!(text.contains("SEQUENCE:2\r\n"));
    }

    proptest! {
        #[test]
        fn every_line_fits_and_unfolds_to_what_was_written(summary in any::<String>()) {
            let text = calendar(event(&summary)).to_text();
            prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= LONGEST_LINE, "{line}");
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let unfolded = text.replace("\r\n ", "");
            let summary = format!("\r\nSUMMARY:{}\r\n", escaped(&summary));
            prop_assert!(unfolded.contains(&summary));
        }
    }
}
