//! Where unguessable bytes come from: the operating system.

/// Fills with unguessable bytes. Without them nothing may be written, so the program stops.
pub(crate) fn chance(bytes: &mut [u8; 32]) {
    if getrandom::fill(bytes).is_err() {
        crate::say::aside("folkmoot: the operating system gives no random bytes; stopping.");
        std::process::abort();
    }
}

/// An unguessable secret, as 64 hexadecimal digits.
pub(crate) fn secret() -> String {
    let mut bytes = [0; 32];
    chance(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
