//! PDFs: whole, and without programs that run when they are opened.
//!
//! Only what stands in a PDF openly is seen; what is in its compressed parts is left to whoever opens
//! it, which modern readers do in a box of their own.

use super::{Hidden, NotTaken, find, has};

/// How far from its end a PDF says where its parts are.
const TAIL: usize = 2_048;

/// What runs or starts something.
const PROGRAMS: &[(&[u8], &str)] = &[
    (b"/JavaScript", "JavaScript"),
    (b"/Launch", "a command to start another"),
];

pub(super) fn inspect(bytes: &[u8]) -> Result<Vec<Hidden>, NotTaken> {
    let broken = Err(NotTaken::Broken("PDF"));
    let versioned = matches!(bytes.get(5..8), Some([b'1' | b'2', b'.', b'0'..=b'9']));
    let tail = bytes
        .get(bytes.len().saturating_sub(TAIL)..)
        .unwrap_or(bytes);
    if !versioned || !has(tail, b"%%EOF") || !has(tail, b"startxref") {
        return broken;
    }
    // Any PDF has objects, and says somewhere which of them is its root.
    if !has(bytes, b" obj") || !(has(bytes, b"/Root") || has(bytes, b"/XRef")) {
        return broken;
    }
    if has(tail, b"/Encrypt") {
        return Err(NotTaken::Locked);
    }
    let plain = without_escapes(bytes);
    let plain = plain.as_deref().unwrap_or(bytes);
    if let Some((_, what)) = PROGRAMS.iter().find(|(mark, _)| has(plain, mark)) {
        return Err(NotTaken::Program(what));
    }
    let attached = has(plain, b"/EmbeddedFile");
    Ok(if attached {
        vec![Hidden::Attachments]
    } else {
        Vec::new()
    })
}

/// The same with names written out: `/J#61vaScript` is `/JavaScript`. None if there is nothing to do.
fn without_escapes(bytes: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    if !bytes.contains(&b'#') {
        return None;
    }
    let mut plain = Vec::with_capacity(bytes.len());
    let mut from = 0;
    while let Some(at) = find(bytes, b'#', from) {
        let escaped = match bytes.get(at + 1..at + 3) {
            Some(&[high, low]) => digit(high).zip(digit(low)),
            _ => None,
        };
        plain.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        let (byte, length) = escaped.map_or((b'#', 1), |(high, low)| (high * 16 + low, 3));
        plain.push(byte);
        from = at + length;
    }
    plain.extend_from_slice(bytes.get(from..).unwrap_or_default());
    Some(plain)
}
