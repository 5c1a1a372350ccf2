//! Backups, restoring them, and that nobody who was erased is in the data folder or comes back.

use std::{fs, path::Path};

use serde_json::json;

use crate::server::{PARTNERSHIP, Place};

/// A name and an address that are nowhere else.
const NAME: &str = "Zanzibar Quokka";
const EMAIL: &str = "zanzibarquokka@town.example";

/// The files under a folder that hold these bytes.
pub(crate) fn traces(folder: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
            let needle = needle.to_ascii_lowercase();
            if bytes
                .windows(needle.len())
                .any(|bytes| bytes == needle.as_bytes())
            {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

fn words() -> [&'static str; 3] {
    ["zanzibar", "quokka", "zanzibarquokka@town.example"]
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A session of the officer, as if they had used their passkey just now.
#[allow(
    clippy::disallowed_methods,
    reason = "the server beside the test goes by the machine's clock"
)]
pub(crate) fn opened_just_now(office: &dyn office::Office) -> String {
    let people = office.people().unwrap();
    let officer = people.iter().find(|one| one.name == "Ann Example").unwrap();
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let now = i64::try_from(now.as_secs()).unwrap();
    office
        .open_session(
            "a-session-of-the-officer",
            &officer.id,
            office::Means::Passkey,
            now,
            1_800,
            28_800,
        )
        .unwrap();
    "fm=a-session-of-the-officer".to_owned()
}

#[test]
fn nobody_who_was_erased_is_left_or_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(&folder.path().join("data"));
    let token = place.begin();
    let server = place.serve();
    let person = server
        .post(
            &token,
            &format!("/api/v1/{PARTNERSHIP}/people"),
            &json!({"name": NAME, "email": EMAIL}),
        )
        .is(201)
        .json();
    let person = person["person"]
        .as_str()
        .or(person["id"].as_str())
        .unwrap()
        .to_owned();
    // A letter to them lies in the mailbox folder, and the index knows a text that names them.
    fs::create_dir_all(place.data.join("mailbox")).unwrap();
    fs::write(
        place.data.join("mailbox/one.eml"),
        format!("To: <{EMAIL}>\r\n\r\nDear {NAME},\r\n"),
    )
    .unwrap();
    fs::write(
        place.data.join("mailbox/two.eml"),
        "To: <other@town.example>\r\n\r\nHello\r\n",
    )
    .unwrap();
    fs::write(
        place.data.join("mailbox/three.eml"),
        format!(
            "To: <other@town.example>\r\n\r\n{} came.\r\n",
            NAME.replace(' ', "\r\n")
        ),
    )
    .unwrap();
    assert!(!traces(&place.data, EMAIL).is_empty(), "it was there");

    let backups = folder.path().join("backups");
    let before = backups.join("before");
    place.says(&["backup", text(&before)]);
    assert!(
        !traces(&before, EMAIL).is_empty(),
        "the backup is from before"
    );

    let office = office::SqliteOffice::open(place.data.join("office.db")).unwrap();
    let cookie = opened_just_now(&office);
    let erase = format!("/{PARTNERSHIP}/office/people/{person}/erase");
    server.form(&cookie, &erase, "sure=yes").is(303);
    for word in words() {
        assert_eq!(traces(&place.data, word), [""; 0], "{word}");
    }
    assert!(place.data.join("mailbox/two.eml").exists());
    let stone = fs::read_to_string(place.data.join("tombstones.txt")).unwrap();
    assert!(stone.contains(&format!("erased {person} ")), "{stone}");

    // The tombstones of the next backup lie beside the earlier one.
    place.says(&["backup", text(&backups.join("after"))]);
    for word in words() {
        assert_eq!(traces(&backups.join("after"), word), [""; 0], "{word}");
    }
    let again = Place::folder(&folder.path().join("again"));
    let said = again.says(&["restore", text(&before)]);
    assert!(said.contains("1 erasure was done again"), "{said}");
    for word in words() {
        assert_eq!(traces(&again.data, word), [""; 0], "{word} came back");
    }
    assert!(again.says(&["verify"]).contains("VALID"));
    assert_eq!(
        again.says(&["checkpoint", "--show-key"]),
        place.says(&["checkpoint", "--show-key"])
    );
    let restored = again.serve();
    restored.get(&format!("/{PARTNERSHIP}")).is(200);
}

#[test]
fn a_broken_backup_is_refused_and_a_full_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(&folder.path().join("data"));
    place.begin();
    let backup = folder.path().join("backups/one");
    place.says(&["backup", text(&backup)]);
    let fresh = Place::folder(&folder.path().join("fresh"));
    let refused = |place: &Place, words: &[&str], says: &str| {
        let output = place.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.replace('\n', " ").contains(says), "{said}");
    };
    // Into a house, onto a backup, into the data folder itself.
    refused(&place, &["restore", text(&backup)], "is not empty");
    refused(&place, &["backup", text(&backup)], "is not empty");
    refused(
        &place,
        &["backup", text(&place.data.join("inside"))],
        "inside the data folder",
    );
    // Without tombstones.
    let alone = folder.path().join("alone/one");
    fs::create_dir_all(alone.parent().unwrap()).unwrap();
    fs::rename(&backup, &alone).unwrap();
    refused(
        &fresh,
        &["restore", text(&alone)],
        "there are no tombstones",
    );
    // Changed, cut short, incomplete, of another form, leading out.
    let manifest = fs::read_to_string(alone.join("manifest.json")).unwrap();
    let office = fs::read(alone.join("office.db")).unwrap();
    let mut changed = office.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for (bytes, says) in [
        (changed.as_slice(), "was changed"),
        (&office[..middle], "another length"),
    ] {
        fs::write(alone.join("office.db"), bytes).unwrap();
        refused(&fresh, &["restore", text(&alone), "--no-tombstones"], says);
    }
    fs::remove_file(alone.join("office.db")).unwrap();
    refused(
        &fresh,
        &["restore", text(&alone), "--no-tombstones"],
        "is missing",
    );
    fs::write(alone.join("office.db"), &office).unwrap();
    for (wrong, says) in [
        (manifest.replace("\"form\": 1", "\"form\": 9"), "form 9"),
        (
            manifest.replace("\"office.db\"", "\"../office.db\""),
            "no name of a file",
        ),
        ("{".to_owned(), "no whole backup"),
    ] {
        fs::write(alone.join("manifest.json"), wrong).unwrap();
        refused(&fresh, &["restore", text(&alone), "--no-tombstones"], says);
    }
    fs::remove_file(alone.join("manifest.json")).unwrap();
    refused(
        &fresh,
        &["restore", text(&alone), "--no-tombstones"],
        "no whole backup",
    );
    assert!(!fresh.data.join("book.db").exists(), "nothing was restored");
    fs::write(alone.join("manifest.json"), manifest).unwrap();
    fresh.says(&["restore", text(&alone), "--no-tombstones"]);
    assert_eq!(fresh.says(&["verify"]), place.says(&["verify"]));
}
