//! Chance that can be repeated: what a task did by chance, it does again when given the same seed.

use std::hash::{BuildHasher, RandomState};

/// A generator of numbers (xorshift64*), good enough to choose a moment.
pub struct Dice(u64);

impl Dice {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Self {
        // Zero would stay zero for ever.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % sides.max(1)
    }
}

/// A seed that nobody chose.
pub fn any_seed() -> u64 {
    RandomState::new().hash_one(0_u8) % 1_000_000
}
