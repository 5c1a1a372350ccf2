//! Images: whole, of a size that a screen can show, and with nothing behind their end.

use super::NotTaken;

/// The most points of an image: more than a large photograph.
const POINTS: u64 = 50_000_000;
/// The most points of one side.
const SIDE: u32 = 30_000;

/// Looks through the chunks of a PNG.
pub(super) fn png(bytes: &[u8]) -> Result<(), NotTaken> {
    let broken = || NotTaken::Broken("PNG");
    let mut rest = bytes.get(8..).ok_or_else(broken)?;
    let mut first = true;
    loop {
        let length = number(rest, 0).ok_or_else(broken)?;
        let kind = rest.get(4..8).ok_or_else(broken)?;
        let length = usize::try_from(length).map_err(|_| broken())?;
        let whole = length.checked_add(12).ok_or_else(broken)?;
        let data = rest.get(8..8 + length).ok_or_else(broken)?;
        match (kind, first) {
            (b"IHDR", true) => {
                let (wide, high) = (number(data, 0), number(data, 4));
                size(wide.ok_or_else(broken)?, high.ok_or_else(broken)?)?;
            }
            (_, true) | (b"IHDR", false) => return Err(broken()),
            _ => {}
        }
        let last = kind == b"IEND";
        rest = rest.get(whole..).ok_or_else(broken)?;
        first = false;
        if last {
            return if rest.is_empty() {
                Ok(())
            } else {
                Err(NotTaken::TwoInOne)
            };
        }
    }
}

/// Looks through the segments of a JPEG up to its picture.
pub(super) fn jpeg(bytes: &[u8]) -> Result<(), NotTaken> {
    let broken = || NotTaken::Broken("JPEG");
    let mut at = 2;
    let mut known = false;
    loop {
        let mark = bytes.get(at..at + 2).ok_or_else(broken)?;
        let &[0xff, kind] = mark else {
            return Err(broken());
        };
        match kind {
            // Filling.
            0xff => {
                at += 1;
                continue;
            }
            // The picture itself: from here on to its end.
            0xda => break,
            0xd9 | 0x00 => return Err(broken()),
            _ => {}
        }
        let length = bytes.get(at + 2..at + 4).ok_or_else(broken)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let data = bytes.get(at + 4..at + 2 + length).ok_or_else(broken)?;
        // Every beginning of a frame but the tables whose numbers lie between.
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            let side = |at: usize| {
                data.get(at..at + 2)
                    .map(|two| u16::from_be_bytes([two[0], two[1]]))
            };
            let (high, wide) = (side(1).ok_or_else(broken)?, side(3).ok_or_else(broken)?);
            size(wide.into(), high.into())?;
            known = true;
        }
        at += 2 + length;
    }
    let ends = bytes.get(at..).unwrap_or_default();
    if known && super::has(ends, &[0xff, 0xd9]) {
        Ok(())
    } else {
        Err(broken())
    }
}

fn size(wide: u32, high: u32) -> Result<(), NotTaken> {
    let points = u64::from(wide) * u64::from(high);
    if wide == 0 || high == 0 {
        return Err(NotTaken::Broken("picture"));
    }
    if wide > SIDE || high > SIDE || points > POINTS {
        return Err(NotTaken::TooManyPoints(wide, high));
    }
    Ok(())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}
