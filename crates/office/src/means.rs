//! By what means somebody signed in. What each means is good for, the application decides.

use crate::Fault;

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// By a passkey, which asked for a finger, a face or a PIN.
    Passkey,
    /// By their organisation's directory, which said that it asked for a second factor.
    DirectoryTwoFactors,
    /// By their organisation's directory, which said nothing of a second factor.
    Directory,
    /// By a link or a code out of their mail.
    Email,
    /// By a link from whoever has the run of the machine.
    Link,
    /// By an invitation from the secretariat.
    Invitation,
    /// By a link of the demonstration, which works again and again.
    Demonstration,
}

impl Means {
    /// All of them, in the order above.
    pub const ALL: [Self; 7] = [
        Self::Passkey,
        Self::DirectoryTwoFactors,
        Self::Directory,
        Self::Email,
        Self::Link,
        Self::Invitation,
        Self::Demonstration,
    ];

    /// The word for it in the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::DirectoryTwoFactors => "directory-two-factors",
            Self::Directory => "directory",
            Self::Email => "email",
            Self::Link => "link",
            Self::Invitation => "invitation",
            Self::Demonstration => "demonstration",
        }
    }

    /// What a word of the table stands for.
    pub(crate) fn read(word: &str) -> Result<Self, Fault> {
        let known = Self::ALL.into_iter().find(|means| means.word() == word);
        known.ok_or_else(|| Fault::other("read a session", format!("\"{word}\" is no means")))
    }
}
