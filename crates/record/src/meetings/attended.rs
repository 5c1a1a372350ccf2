//! How someone attended over time: sums of whole numbers, from the marks of meeting after meeting.
//!
//! It decides when attendance is said to fall, when it rests on substitutes, and when meetings were
//! missed in a row. What follows from that is for people. It knows neither bodies nor names.

use super::Mark;

/// Meetings missed in a row from which on it is said.
pub const MISSED: u32 = 3;
/// Meetings that each half of a time needs before the two are compared.
const ENOUGH: u32 = 3;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CameOf {
    /// Came, by the holder or a substitute.
    pub came: u32,
    /// To so many meetings at which the seat was held.
    pub of: u32,
}

impl CameOf {
    fn note(&mut self, mark: Mark) {
        if mark != Mark::Vacant {
            self.of += 1;
            self.came += u32::from(mark.came());
        }
    }
}

/// How someone attended some meetings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attended {
    /// Came, of the meetings at which the seat was held.
    pub whole: CameOf,
    /// The same for the earlier half of the meetings.
    pub earlier: CameOf,
    /// The same for the later half.
    pub later: CameOf,
    /// Came by a substitute only.
    pub substitute: u32,
    /// Sent apologies.
    pub apologies: u32,
    /// Did not come, without a word.
    pub absent: u32,
    /// Meetings at which nobody held the seat.
    pub vacant: u32,
    /// Came, and whoever came was too junior.
    pub junior: u32,
    /// Meetings missed in a row, up to the last one.
    pub missed: u32,
    /// Meetings in a row, up to the last one, at which nobody held the seat.
    pub empty: u32,
}

impl Attended {
    /// Adds up marks, the earliest meeting first; each with whether whoever came was too junior.
    pub fn of(marks: &[(Mark, bool)]) -> Self {
        let mut sum = Self::default();
        let half = marks.len() / 2;
        for (nth, (mark, junior)) in marks.iter().enumerate() {
            sum.whole.note(*mark);
            if nth < half {
                sum.earlier.note(*mark);
            } else {
                sum.later.note(*mark);
            }
            let one = |wanted: Mark| u32::from(*mark == wanted);
            sum.substitute += one(Mark::Substitute);
            sum.apologies += one(Mark::Apologies);
            sum.absent += one(Mark::Absent);
            sum.vacant += one(Mark::Vacant);
            sum.junior += u32::from(mark.came() && *junior);
        }
        let latest = || marks.iter().rev().map(|(mark, _)| *mark);
        let missed = |mark: &Mark| matches!(mark, Mark::Apologies | Mark::Absent);
        sum.missed = count(latest().take_while(missed));
        sum.empty = count(latest().take_while(|mark| *mark == Mark::Vacant));
        sum
    }

    /// Whether the last meetings were missed, several in a row.
    pub fn misses(&self) -> bool {
        self.missed >= MISSED
    }

    /// Whether attendance falls: the later half is lower than the earlier by a quarter of all meetings
    /// or more. Never said of a few meetings.
    pub fn falls(&self) -> bool {
        let (was, is) = (self.earlier, self.later);
        if was.of < ENOUGH || is.of < ENOUGH {
            return false;
        }
        // was.came / was.of - is.came / is.of >= 1/4, without dividing.
        let was_share = u64::from(was.came) * u64::from(is.of);
        let is_share = u64::from(is.came) * u64::from(was.of);
        let all = u64::from(was.of) * u64::from(is.of);
        was_share
            .checked_sub(is_share)
            .is_some_and(|lower| 4 * lower >= all)
    }

    /// Whether it rests on substitutes: they came to more than half of the meetings to which anyone did.
    pub fn rests_on_substitutes(&self) -> bool {
        self.whole.came >= ENOUGH && 2 * self.substitute > self.whole.came
    }

    /// Whether nobody ever came, though someone held the seat.
    pub fn never_came(&self) -> bool {
        self.whole.came == 0 && self.whole.of > 0
    }
}

fn count(marks: impl Iterator<Item = Mark>) -> u32 {
    u32::try_from(marks.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter to a meeting: holder, substitute, apologies, absent without word, vacant, junior.
    fn of(marks: &str) -> Attended {
        let mark = |letter| match letter {
            'h' => (Mark::Holder, false),
            'j' => (Mark::Holder, true),
            's' => (Mark::Substitute, false),
            'a' => (Mark::Apologies, false),
            'x' => (Mark::Absent, false),
            _ => (Mark::Vacant, false),
        };
        Attended::of(&marks.chars().map(mark).collect::<Vec<_>>())
    }

    // Requirement: ME9 at /{partnership}/attendance
    #[test]
    fn what_is_said_of_whom() {
        // marks, came of, misses, falls, rests on substitutes, never came
        type Row = (&'static str, (u32, u32), bool, bool, bool, bool);
        let table: &[Row] = &[
            ("", (0, 0), false, false, false, false),
            ("hhhhhh", (6, 6), false, false, false, false),
            ("hhhaax", (3, 6), true, true, false, false),
            ("hhhhaa", (4, 6), false, true, false, false),
            // A quarter exactly is a fall; less is none.
            ("hhhhhhha", (7, 8), false, true, false, false),
            ("hhhhhhhhhhha", (11, 12), false, false, false, false),
            // Few meetings are never compared.
            ("hhaa", (2, 4), false, false, false, false),
            // It rises.
            ("aaahhh", (3, 6), false, false, false, false),
            ("xxx", (0, 3), true, false, false, true),
            ("ss", (2, 2), false, false, false, false),
            ("ssh", (3, 3), false, false, true, false),
            ("sshh", (4, 4), false, false, false, false),
            // An empty chair is nobody's absence, and ends a row of them.
            ("aav", (0, 2), false, false, false, true),
            ("vvv", (0, 0), false, false, false, false),
            ("vvvhhh", (3, 3), false, false, false, false),
        ];
        for (marks, (came, all), misses, falls, rests, never) in table {
            let sum = of(marks);
            assert_eq!((sum.whole.came, sum.whole.of), (*came, *all), "{marks}");
            assert_eq!(sum.misses(), *misses, "{marks} misses");
            assert_eq!(sum.falls(), *falls, "{marks} falls");
            assert_eq!(sum.rests_on_substitutes(), *rests, "{marks} substitutes");
            assert_eq!(sum.never_came(), *never, "{marks} never");
        }
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        for marks in ["hsaxvj", "hhhhsssaaxxvv", "v", "jjs"] {
            let sum = of(marks);
            let (was, is) = (sum.earlier, sum.later);
            assert_eq!(was.came + is.came, sum.whole.came, "{marks}");
            assert_eq!(was.of + is.of, sum.whole.of, "{marks}");
            let missed = sum.apologies + sum.absent;
            assert_eq!(sum.whole.came + missed, sum.whole.of, "{marks}");
            assert_eq!(sum.whole.of + sum.vacant, marks.len() as u32, "{marks}");
        }
        assert_eq!(of("hjj").junior, 2);
        assert_eq!(of("hvv").empty, 2);
    }
}
