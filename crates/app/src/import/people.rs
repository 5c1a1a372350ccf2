//! Who is meant by a name and an e-mail address: someone known, or someone new.

use std::collections::BTreeMap;

use record::id::PersonId;

/// Someone as a plan speaks of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Known to the house.
    Known(PersonId),
    /// The nth of those whom the plan makes known.
    New(usize),
}

impl Who {
    /// Their number, once the new ones have been made known.
    pub(super) fn settled(self, added: &[PersonId]) -> Option<PersonId> {
        match self {
            Self::Known(person) => Some(person),
            Self::New(nth) => added.get(nth).copied(),
        }
    }

    /// A number that nobody has, for trying acts out before the person is known.
    pub(super) fn provisional(self) -> PersonId {
        match self {
            Self::Known(person) => person,
            Self::New(nth) => {
                let mut number = [0xff; 16];
                number[8..].copy_from_slice(&(nth as u64).to_be_bytes());
                PersonId(number)
            }
        }
    }
}

/// Someone whom the plan makes known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// Their e-mail address, where the file has one.
    pub email: Option<String>,
}

/// What is known of someone, from the office or from an earlier row.
#[derive(Debug, Clone)]
struct Card {
    who: Who,
    name: String,
    email: Option<String>,
}

/// Everyone known so far.
pub(super) struct People {
    cards: Vec<Card>,
    by_email: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// Those whom the plan makes known.
    pub(super) new: Vec<NewPerson>,
    /// Addresses that the file adds to people who had none.
    pub(super) emails: Vec<(PersonId, String)>,
}

/// What became of a name and an address.
pub(super) enum Found {
    /// It is this person; the flag says that the row brings their address.
    Known(Who, bool),
    /// Nobody known: someone new.
    New(Who),
    /// It cannot be told who, or the two do not fit: at the name, or at the address.
    Unclear(At, String),
}

/// Where something is wrong.
pub(super) enum At {
    /// The name.
    Name,
    /// The address.
    Email,
}

/// How names and addresses are compared.
pub(super) fn key(words: &str) -> String {
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

impl People {
    /// Those whom the office knows.
    pub(super) fn known(people: Vec<office::Person>) -> Self {
        let mut all = Self {
            cards: Vec::new(),
            by_email: BTreeMap::new(),
            by_name: BTreeMap::new(),
            new: Vec::new(),
            emails: Vec::new(),
        };
        for person in people {
            if let Ok(id) = person.id.parse() {
                all.enter(Who::Known(id), person.name, person.email);
            }
        }
        all
    }

    fn enter(&mut self, who: Who, name: String, email: Option<String>) {
        let nth = self.cards.len();
        if let Some(email) = &email {
            self.by_email.insert(key(email), nth);
        }
        self.by_name.entry(key(&name)).or_default().push(nth);
        self.cards.push(Card { who, name, email });
    }

    /// Whom a row means. An address tells best; without one a name has to be the only one of its kind.
    pub(super) fn find(&mut self, name: &str, email: Option<&str>) -> Found {
        if let Some(nth) = email.and_then(|email| self.by_email.get(&key(email))) {
            let card = &self.cards[*nth];
            if key(&card.name) == key(name) {
                return Found::Known(card.who, false);
            }
            let why = format!(
                "this is the address of {}: correct the name or the address",
                card.name
            );
            return Found::Unclear(At::Email, why);
        }
        let named = self.by_name.get(&key(name)).cloned().unwrap_or_default();
        // Someone of that name without an address may be the one whose address this is.
        let fits = |nth: &&usize| email.is_none() || self.cards[**nth].email.is_none();
        let fitting: Vec<usize> = named.iter().filter(fits).copied().collect();
        match (fitting.as_slice(), email) {
            ([], _) => {
                let who = Who::New(self.new.len());
                self.new.push(NewPerson {
                    name: name.to_owned(),
                    email: email.map(str::to_owned),
                });
                self.enter(who, name.to_owned(), email.map(str::to_owned));
                Found::New(who)
            }
            ([nth], Some(email)) => {
                let (nth, who) = (*nth, self.cards[*nth].who);
                self.cards[nth].email = Some(email.to_owned());
                self.by_email.insert(key(email), nth);
                match who {
                    Who::Known(person) => self.emails.push((person, email.to_owned())),
                    Who::New(new) => self.new[new].email = Some(email.to_owned()),
                }
                Found::Known(who, true)
            }
            ([nth], None) => Found::Known(self.cards[*nth].who, false),
            (several, _) => Found::Unclear(
                At::Name,
                format!(
                    "{} people are called that: write the e-mail address of the one you mean",
                    several.len()
                ),
            ),
        }
    }
}
