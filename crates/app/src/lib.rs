//! The one meeting place: an act is permitted, decided, written and applied; a page is answered.
//!
//! [`House`] is the whole application for its hosts, the pages and the command line. It brings
//! together the record (the rules), the journal (the book on disk) and the office (people and
//! sign-in), which know nothing of each other. [`views`] turns the record into what a page shows.

mod act_request;
mod book;
mod clerk;
mod denied;
pub mod figures;
#[cfg(test)]
mod fossils;
mod house;
pub mod import;
mod inviting;
pub mod letters;
mod means;
mod people;
mod permit;
pub mod personal;
mod redaction;
pub mod returns;
mod roles;
mod sealing;
pub mod search;
pub mod views;

pub use act_request::{ActRequest, MOST_ACTS, read_acts};
pub use book::{Book, LineShown};
pub use clerk::{Answer, Recorded};
pub use denied::{Denied, Kind};
pub use house::{Chance, Clock, House, Reading, Setup};
pub use inviting::{Invited, Invitee};
pub use means::is_strong;
pub use office::{
    DirectoryTurn, Draft as OfficeDraft, DraftSaved, Fault as OfficeFault, KeptForm, Letter,
    MailAsked, MailHolder, Means, Passkey as OfficePasskey, Role, is_address,
};
pub use people::{Names, Person};
pub use permit::{Caller, NotPermitted, UndeclaredAct, check_authorities, permit};
pub use post::{Part, Sheet};
pub use roles::RoleRefused;
