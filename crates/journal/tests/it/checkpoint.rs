//! Signed checkpoints: their form, and everything that is not one.

use journal::{Checkpoint, CheckpointFault, Head, PublicKey, Signer};

use crate::book::some_hash;

fn signer() -> Signer {
    Signer::new("folkmoot.example", &[7; 32]).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint::of(
        "worcestershire",
        &Head {
            line: 1204,
            hash: some_hash(0xe3),
        },
    )
}

#[test]
fn a_checkpoint_is_a_signed_note() {
    let note = checkpoint().sign(&signer());
    assert_eq!(
        note,
        "folkmoot/worcestershire\n1204\n4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+M=\n\n\
         — folkmoot.example HrC3FoddQjmauKIoIQtBOiYfJl11+8EqHp2RhSAIGRYUGJaljCLnQLRp0fEjamyBaBUCfOnf4nBHZ/cDxte0EoUJAgU=\n"
    );
    assert_eq!(
        Checkpoint::open(&note, &signer().public()),
        Ok(checkpoint())
    );
    let empty = Checkpoint::of("a", &Head::EMPTY);
    assert_eq!(
        Checkpoint::open(&empty.sign(&signer()), &signer().public()),
        Ok(empty)
    );
}

#[test]
fn a_key_is_one_line() {
    let key = signer().public();
    assert_eq!(key.to_string().parse(), Ok(key.clone()));
    assert_eq!(format!(" {key}\n").parse(), Ok(key.clone()));
    assert_eq!(key.name(), "folkmoot.example");
    let text = key.to_string();
    let wrong = [
        "",
        "folkmoot.example",
        "folkmoot.example+00000000",
        &text.replace("folkmoot", "folkmeet"),
        &text[..text.len() - 4],
        &text.replacen('+', "+0", 1),
        "a b+00000000+AQ==",
    ];
    for wrong in wrong {
        let fault = wrong.parse::<PublicKey>();
        assert!(
            matches!(fault, Err(CheckpointFault::Key(_))),
            "{wrong}: {fault:?}"
        );
    }
    for name in ["", "a b", "a+b", "a\n"] {
        assert!(Signer::new(name, &[7; 32]).is_err(), "{name:?}");
    }
}

/// The key and note of the example in the documentation of signed notes: the signature is
/// accepted, and only then is the text found to be no checkpoint.
#[test]
fn signatures_are_those_of_signed_notes() {
    let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let note = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let opened = Checkpoint::open(note, &key.parse().unwrap());
    assert!(
        matches!(opened, Err(CheckpointFault::Malformed(_))),
        "{opened:?}"
    );
}

#[test]
fn what_is_not_a_checkpoint_is_refused() {
    let good = checkpoint().sign(&signer());
    let by_another = checkpoint().sign(&Signer::new("folkmoot.example", &[8; 32]).unwrap());
    let (text, signature) = good.split_once("\n\n").unwrap();
    let signed = |text: &str| format!("{text}\n\n{signature}");
    let malformed = CheckpointFault::Malformed("");
    let forged = CheckpointFault::Forged {
        name: "folkmoot.example".to_owned(),
    };
    let unsigned = CheckpointFault::Unsigned {
        name: "folkmoot.example".to_owned(),
    };
    let table = [
        ("nothing", String::new(), &malformed),
        ("no signature", format!("{text}\n"), &malformed),
        ("cut short", good[..good.len() - 1].to_owned(), &malformed),
        (
            "cut within the signature",
            format!("{}\n", &good[..good.len() - 9]),
            &forged,
        ),
        ("a hyphen for a dash", good.replace('—', "-"), &malformed),
        (
            "not base64",
            good.replace("example ", "example *"),
            &malformed,
        ),
        (
            "another line number",
            signed(&text.replace("1204", "1203")),
            &forged,
        ),
        (
            "another partnership",
            signed(&text.replace("worcester", "warwick")),
            &forged,
        ),
        ("a line added", signed(&format!("{text}\nmore")), &forged),
        ("another key of the name", by_another.clone(), &unsigned),
        (
            "another name",
            good.replace("folkmoot.example", "other.example"),
            &unsigned,
        ),
    ];
    for (what, note, expected) in table {
        let fault = Checkpoint::open(&note, &signer().public()).unwrap_err();
        assert_eq!(
            std::mem::discriminant(&fault),
            std::mem::discriminant(expected),
            "{what}: {fault}"
        );
        assert!(!fault.help().is_empty());
    }
    // A witness may sign beside the host, before or after.
    let witness = by_another.split_once("\n\n").unwrap().1;
    for note in [
        format!("{good}{witness}"),
        format!("{text}\n\n{witness}{signature}"),
    ] {
        assert_eq!(
            Checkpoint::open(&note, &signer().public()),
            Ok(checkpoint())
        );
    }
}
