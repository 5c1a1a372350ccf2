//! Exceptions, efficiency reviews and the watch list, as the stories of tests need them.

use record::{
    efficiency::{BeginReview, EndReview, PartnerExpects, Saving, StateSaving},
    exceptions::{
        About, CloseException, ExceptionOutcome, FinishRemedy, ForwardException, RaiseException,
        SetRemedy,
    },
    prose::{Title, Words},
    watching::{Contribute, ListWatched, MoveWatched, WatchSort, WatchState},
};

use super::{ARRANGEMENTS, date, id, seat};

fn words(text: &str) -> Words {
    Words::new(text).expect("words")
}

fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

/// A concern in words before a body, raised from a seat or by the secretariat.
pub fn raise_exception(body: &str, name: Option<&str>) -> RaiseException {
    RaiseException {
        about: About::Concern,
        title: title("Buses to the college"),
        why: words("The last bus leaves before the evening class ends."),
        asks: Some(words("Somebody to speak with the bus company.")),
        owner: id("council"),
        person: None,
        body: id(body),
        seat: name.map(seat),
    }
}

/// A log jam: learning in the north.
pub fn raise_log_jam(body: &str, name: Option<&str>) -> RaiseException {
    RaiseException {
        about: About::LogJam {
            theme: id("learning"),
            area: id("north"),
        },
        title: title("Evening classes in the north"),
        ..raise_exception(body, name)
    }
}

/// Three Rivers with a theme and two areas.
pub fn with_themes() -> String {
    let themes = "
[[area]]
id = \"north\"
name = \"North Rivers\"
kind = \"district\"

[[area]]
id = \"south\"
name = \"South Rivers\"
kind = \"district\"

[[theme]]
id = \"learning\"
name = \"Learning for everyone\"
delivered_by = [\"learning\"]
";
    format!("{ARRANGEMENTS}{themes}")
}

/// Passes an exception on.
pub fn forward_exception(exception: &str, to: Option<&str>) -> ForwardException {
    ForwardException {
        exception: id(exception),
        to: to.map(id),
        why: words("The group cannot resolve it."),
        asks: Some(words("A steer.")),
    }
}

/// Something to be done about the first exception.
pub fn set_remedy(due: &str) -> SetRemedy {
    SetRemedy {
        exception: id("exception-1"),
        what: words("Meet the bus company."),
        owner: id("council"),
        person: None,
        due: date(due),
    }
}

/// That it was done, or is given up.
pub fn finish_remedy(done: bool) -> FinishRemedy {
    FinishRemedy {
        remedy: id("exception-1-r1"),
        done,
        words: words("A bus leaves at ten at night."),
    }
}

/// Closes an exception as resolved.
pub fn close_exception(exception: &str) -> CloseException {
    CloseException {
        exception: id(exception),
        outcome: ExceptionOutcome::Resolved,
        words: words("Everyone comes home."),
    }
}

/// A review of the council and the health trust.
pub fn begin_review() -> BeginReview {
    let expects = |partner: &str, pence| PartnerExpects {
        partner: id(partner),
        pence: Some(pence),
    };
    BeginReview {
        title: title("Vans and drivers"),
        scope: words("All vans of the partners, to be shared."),
        body: id("executive"),
        lead: id("council"),
        person: None,
        due: date("2007-12-31"),
        partners: vec![expects("council", 120_050), expects("health", 80_025)],
    }
}

/// A saving of a partner in the first review.
pub fn state_saving(partner: &str, saving: Saving, pence: u64) -> StateSaving {
    StateSaving {
        review: id("review-1"),
        partner: id(partner),
        saving,
        pence,
        words: words("Two vans were sold."),
    }
}

/// Ends the first review.
pub fn end_review() -> EndReview {
    EndReview {
        review: id("review-1"),
        words: words("The vans are shared."),
    }
}

/// A bid that three partners make together.
pub fn list_watched(deadline: &str) -> ListWatched {
    ListWatched {
        sort: WatchSort::Bid,
        title: title("Fund for river paths"),
        about: words("Money for paths along rivers."),
        from: Some(title("The Ministry of Paths")),
        deadline: date(deadline),
        body: id("executive"),
        lead: id("council"),
        person: None,
        together: vec![id("health"), id("voluntary-action")],
    }
}

/// A partner's part of that bid.
pub fn contribute(partner: &str) -> Contribute {
    Contribute {
        watch: id("watch-1"),
        partner: id(partner),
        words: words("Paths are good for hearts."),
    }
}

/// How far that bid has come.
pub fn move_watched(state: WatchState) -> MoveWatched {
    MoveWatched {
        watch: id("watch-1"),
        state,
        words: words("The partners met."),
        deadline: None,
    }
}
