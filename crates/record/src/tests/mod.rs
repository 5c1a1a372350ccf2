//! Laws that hold over the whole record, second computations to agree with, and shapes that are for
//! ever.

mod catalogue;
mod by_hand;
mod laws;
mod messages;
mod nonsense;
mod quorum;
mod shapes;
mod votes;
