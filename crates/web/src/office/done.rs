//! What the secretariat's forms did, said above the page to which they lead.

use crate::visit::Visit;

/// The words for `?done=…`, for every page that such a form may lead to; none for any other word.
pub(crate) fn done(visit: &Visit) -> Option<&'static str> {
    Some(match visit.query("done")?.as_str() {
        "added" => "The person is added.",
        "corrected" => "The person’s name and e-mail address are as you typed them.",
        "appointed" => "The appointment is in the book.",
        "substitute" => "The substitute is named.",
        "ended" => "The last day of the appointment is in the book.",
        "adopted" => "The arrangements are adopted.",
        "called" => "The meeting is called. Add papers to its items when you have them.",
        "item" => "The item is at the end of the agenda.",
        "paper" => "The paper is tabled.",
        "paper-class" => "Who may read the paper is in the book.",
        "item-class" => "Who may know what is said under the item is in the book.",
        "released" => "It is released. Everyone can read it now.",
        "paper-withdrawn" => "The paper is withdrawn. Nobody else can read it any more.",
        "excluded" => "The resolution to exclude the public is recorded.",
        "published" => "The minutes are published. This is the page as everyone can read it.",
        "circulated" => "The draft minutes are circulated. Members find them on their desks.",
        "minutes-corrected" => "The correction stands beside the words it replaces.",
        "issued" => "The agenda is issued.",
        "moved" => "The meeting is moved.",
        "cancelled" => "The meeting is cancelled.",
        "agenda" => "The agenda is saved.",
        "deferred" => "The item is put on a later meeting.",
        "calendar-revoked" => "The secret address of your calendar is revoked.",
        "apologies" => "The apologies are recorded.",
        "nominated" => "The nomination is in the book.",
        "withdrawn" => "The nomination is withdrawn.",
        "elected" => "The election is in the book.",
        "accepted" => "You have accepted the role.",
        "reviewed" => "The review is in the book.",
        "imported" => "The spreadsheet is imported, every row of it.",
        "given-up" => "The spreadsheet is forgotten. Nothing was done.",
        "proposed" => "The terms are proposed. They are in force once they are approved.",
        "terms-approved" => "The approval is in the book.",
        "founded" => "The group is founded. Appoint people to its seats.",
        "extended" => "Its new last day is in the book.",
        "closed" => "The group is closed, with its report.",
        "contact" => "The point of contact is named.",
        "contact-ended" => "The last day of the naming is in the book.",
        "logged" => "It is logged.",
        "role-granted" => "The role is granted.",
        "role-withdrawn" => "The role is withdrawn.",
        "settled" => "It is settled.",
        "erased" => {
            "The person is erased. Pages say “a former member” where the book speaks of them."
        }
        _ => return None,
    })
}
